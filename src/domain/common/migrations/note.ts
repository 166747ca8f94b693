// One try of a migration, as a tag of the service holds it. It outlives the run, the task and the hour for which ECS shows it.
import { isSettled, type TryEnd } from './try-end.ts';
import { iso } from '../values/moment.ts';

export interface TryNote {
  /** `<run id>.<attempt>.<number>`. */
  readonly id: string;
  /** From then on its task may run. */
  readonly notedAtMs: number;
  /** Of what RunTask is asked for: another request has another one. Empty: it isn't known. */
  readonly digest: string;
  /** One character for each question that blue was asked before: `1` if it passed. */
  readonly blue: string;
  /** The ID of its task. `null`: it isn't known whether there is one. */
  readonly task: string | null;
  /** `null`: not known yet. */
  readonly end: TryEnd | null;
}

/** The longest has some 150 characters. */
export const formatNote = ({ id, notedAtMs, digest, blue, task, end }: TryNote): string =>
  [
    `try=${id}`,
    `at=${iso(notedAtMs)}`,
    ...(digest === '' ? [] : [`request=${digest}`]),
    ...(blue === '' ? [] : [`blue=${blue}`]),
    ...(task === null ? [] : [`task=${task}`]),
    ...(end === null ? [] : [`end=${end}`]),
  ].join(' ');

/** `null`: there is no tag, or it isn't ours. */
export function parseNote(text: string | undefined): TryNote | null {
  const parts = new Map((text ?? '').split(' ').map((part) => splitAt(part, part.indexOf('='))));
  const id = parts.get('try') ?? '';
  const notedAtMs = Date.parse(parts.get('at') ?? '');
  if (id === '' || Number.isNaN(notedAtMs)) return null;
  const end = parts.get('end') ?? null;
  return {
    id,
    notedAtMs,
    digest: parts.get('request') ?? '',
    blue: parts.get('blue') ?? '',
    task: parts.get('task') ?? null,
    end: end === null ? null : isSettled(end) ? end : 'none',
  };
}

const splitAt = (part: string, index: number): [string, string] => [
  part.slice(0, index),
  part.slice(index + 1),
];

/** `7001.2` of `7001.2.1`. */
export const attemptOf = (id: string): string => id.split('.').slice(0, 2).join('.');

/** `7001` of `7001.2.1`. */
export const runOf = (id: string): string => id.split('.')[0] ?? '';

/** The next one of this attempt (`7001.2`). */
export function nextId(attempt: string, before: string | null): string {
  const isSame = before !== null && attemptOf(before) === attempt;
  return `${attempt}.${String(isSame ? Number(before.split('.')[2] ?? 0) + 1 : 1)}`;
}
