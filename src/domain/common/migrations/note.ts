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
  /** What blue passed before, as the IDs of the questions, one after the other. Empty: nothing that is known. */
  readonly blue: string;
  /** Which task set answered so, and its test on the new schema. `null`: it isn't known. */
  readonly tested: BlueTested | null;
  /** The ID of its task. `null`: it isn't known whether there is one. */
  readonly task: string | null;
  /** `null`: not known yet. */
  readonly end: TryEnd | null;
}

export interface BlueTested {
  /** The ID of the task set: `ecs-svc/<digits>`. */
  readonly set: string;
  /**
   * `asked`: before this try; its test is owed once this one has ended well. `owed`: before an earlier try, which has ended
   * well. `passed`: on the new schema.
   */
  readonly state: 'asked' | 'owed' | 'passed';
}
const states: readonly BlueTested['state'][] = ['asked', 'owed', 'passed'];

/** The longest has some 245 characters. */
export const formatNote = ({ id, notedAtMs, digest, blue, tested, task, end }: TryNote): string =>
  [
    `try=${id}`,
    `at=${iso(notedAtMs)}`,
    ...(digest === '' ? [] : [`request=${digest}`]),
    ...(tested === null ? [] : [`${tested.state}=${tested.set}`]),
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
    tested: testedIn(parts),
    task: parts.get('task') ?? null,
    end: end === null ? null : isSettled(end) ? end : 'none',
  };
}

function testedIn(parts: ReadonlyMap<string, string>): BlueTested | null {
  const state = states.find((one) => parts.has(one));
  return state === undefined ? null : { set: parts.get(state) ?? '', state };
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
