// Looks in which some parts are old, or could not be read.
import {
  allReadAt,
  type Failing,
  type Look,
  type Part,
  type Reading,
} from '../../src/domain/task-sets/model/look.ts';
import type { Trouble, TroubleKind } from '../../src/domain/common/values/trouble.ts';
import { noon } from './worlds.ts';

export const readTrouble = (kind: TroubleKind, action = 'elb:DescribeRules'): Trouble => ({
  kind,
  action,
  resource: 'shop',
  code: `said to be ${kind}`,
  message: 'by a test',
});

/** Not read for so long, which is how old its value is. */
export const unread = (ageMs: number, kind: TroubleKind = 'busy', nowMs = noon): Reading => ({
  readAtMs: nowMs - ageMs,
  isNew: false,
  calls: 1,
  isThrottled: false,
  failing: { sinceMs: nowMs - ageMs, atMs: nowMs, trouble: readTrouble(kind) } satisfies Failing,
});

/** All parts are as old as said; what isn't named was read just now. */
export function aLook(
  parts: Readonly<Partial<Record<Part, number | Reading>>>,
  changes: Partial<Look> & { readonly nowMs?: number } = {},
): Look {
  const { nowMs = noon, ...rest } = changes;
  const readings: Record<Part, Reading> = { ...allReadAt(nowMs) };
  for (const [part, how] of Object.entries(parts) as [Part, number | Reading][])
    readings[part] = typeof how === 'number' ? { ...allReadAt(nowMs - how)[part] } : how;
  return { isWhole: true, endedMs: nowMs, readings, ...rest };
}
