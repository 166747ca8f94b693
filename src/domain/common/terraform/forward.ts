// The forward action in the plan of a listener or of a rule.
import type { Json, JsonObject } from '../values/json.ts';
import { listAt, objectAt, textAt } from './members.ts';

export interface PlannedForward {
  /** Empty: none of the actions forwards. */
  readonly groups: readonly PlannedWeight[];
  /** How long cookies last. 0: it is not sticky. */
  readonly stickySeconds: number;
}
export interface PlannedWeight {
  /** `null`: it is known only after the apply. */
  readonly group: string | null;
  readonly weight: number;
}

export const isSameForward = (a: PlannedForward, b: PlannedForward): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** `null`: the resource is neither a listener nor a rule. */
export function forwardIn(state: JsonObject | null, unknown: JsonObject | null): PlannedForward | null {
  const name = ['default_action', 'action'].find(
    (member) => state?.[member] !== undefined || unknown?.[member] !== undefined,
  );
  if (name === undefined || state === null) return null;
  if (unknown?.[name] === true) return { groups: [anyGroup], stickySeconds: 0 };
  const forward = listAt(state[name])
    .map(objectAt)
    .find((action) => textAt(action?.['type']) === 'forward');
  return forward === undefined ? { groups: [], stickySeconds: 0 } : forwardOf(forward);
}

const anyGroup: PlannedWeight = { group: null, weight: 1 };

/** A rule with one group is written as `target_group_arn`, one with several as the block `forward`. */
function forwardOf(action: JsonObject | null): PlannedForward {
  const block = objectAt(listAt(action?.['forward'])[0]);
  const listed = listAt(block?.['target_group']).map(weightIn);
  const only = textAt(action?.['target_group_arn']);
  const single = only === null || only === '' ? [anyGroup] : [{ group: only, weight: 1 }];
  const stickiness = objectAt(listAt(block?.['stickiness'])[0]);
  return {
    groups: listed.length > 0 ? listed : single,
    stickySeconds: stickiness?.['enabled'] === true ? Number(stickiness['duration'] ?? 0) : 0,
  };
}

/** Terraform's default weight is 1. */
function weightIn(item: Json): PlannedWeight {
  const entry = objectAt(item);
  const weight = entry?.['weight'];
  return { group: textAt(entry?.['arn']), weight: typeof weight === 'number' ? weight : 1 };
}
