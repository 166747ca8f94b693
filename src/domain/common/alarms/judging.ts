// Which alarms judge a release, and which of them went red because of it.
import { alarmNamed, isRed, type AlarmsView, type AlarmView } from './view.ts';

export interface Judged {
  readonly view: AlarmsView;
  readonly waiting: readonly string[];
  /** When production began to move to green, by AWS's clock. `null`: it has not. */
  readonly switchedMs: number | null;
}

/** The alarms that went red after the switch: each rolls back. */
export const redSinceSwitch = ({ view, waiting, switchedMs }: Judged): readonly AlarmView[] =>
  switchedMs === null
    ? []
    : view.alarms.filter(
        (alarm) =>
          isRed(alarm) &&
          !waiting.includes(alarm.name) &&
          alarm.sinceMs !== null &&
          alarm.sinceMs > switchedMs,
      );

/**
 * The alarms that don't judge yet: red or without data when the release began, or red before the switch, and not OK since.
 * `waiting` null: no look at them came before this one.
 */
export function evolveWaiting(
  { view, waiting, switchedMs }: Omit<Judged, 'waiting'> & { readonly waiting: readonly string[] | null },
  names: readonly string[],
): readonly string[] {
  const before = waiting ?? names;
  const judging = redSinceSwitch({ view, waiting: before, switchedMs });
  return names.filter((name) => {
    const alarm = alarmNamed(view, name);
    const isRedOtherwise = alarm !== undefined && isRed(alarm) && !judging.includes(alarm);
    return alarm?.state !== 'OK' && (isRedOtherwise || before.includes(name));
  });
}

/** The red alarms that don't roll back, with the reason. */
export const redButNotJudging = (
  judged: Judged,
): readonly { readonly alarm: AlarmView; readonly why: string }[] => {
  const judging = redSinceSwitch(judged);
  return judged.view.alarms
    .filter((alarm) => isRed(alarm) && !judging.includes(alarm))
    .map((alarm) => ({
      alarm,
      why:
        alarm.sinceMs !== null && judged.switchedMs !== null && alarm.sinceMs > judged.switchedMs
          ? 'it has not been OK since before the switch'
          : 'it went red before the switch',
    }));
};

/** What the tag of the lease holds of the alarms. */
export interface NotedAlarms {
  readonly switchedMs: number;
  readonly waiting: readonly string[];
}

/**
 * E.g. `2026-11-28T14:05:03Z/3/5`: the switch by AWS's clock, how many alarms there are, and which of them don't judge yet, a
 * bit each, in hexadecimal.
 */
export function formatNoted({ switchedMs, waiting }: NotedAlarms, names: readonly string[]): string {
  const bits = names.reduce(
    (sum, name, index) => sum + (waiting.includes(name) ? 1n << BigInt(index) : 0n),
    0n,
  );
  const at = new Date(switchedMs).toISOString().replace(/\.\d+Z$/, 'Z');
  return `${at}/${String(names.length)}/${bits.toString(16)}`;
}

/** `null`: there is no tag, it can't be read, or it is about other alarms. */
export function parseNoted(text: string | undefined, names: readonly string[]): NotedAlarms | null {
  const [, at, count, bits] = /^([\dT:Z-]+)\/(\d{1,3})\/([\da-f]{1,25})$/.exec(text ?? '') ?? [];
  const switchedMs = Date.parse(at ?? '');
  if (bits === undefined || Number.isNaN(switchedMs) || Number(count) !== names.length) return null;
  const mask = BigInt(`0x${bits}`);
  return { switchedMs, waiting: names.filter((_, index) => ((mask >> BigInt(index)) & 1n) === 1n) };
}
