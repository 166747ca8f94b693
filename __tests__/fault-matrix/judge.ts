// What a play has to be like: the ending, the words, and what comes after it. What users may lose: judge-loss.ts.
import { faultKinds } from './fault-kinds.ts';
import type { FaultName } from './fault-kinds.ts';
import { isRuleWrite } from './cells.ts';
import type { Cell, ReleaseName } from './cells.ts';

/** How a command ended. */
export interface Ending {
  readonly result: string;
  readonly reason: string;
  readonly exitCode: number | null;
  /** Who has all of production; null: it is split. */
  readonly version: string | null;
  readonly sets: number;
  /** Our tags on the service, without the prefix, in order. */
  readonly tags: readonly string[];
}

export interface Played {
  /** How many calls the fault hit. */
  readonly struck: number;
  readonly first: Ending;
  /** Log of main and post of the disturbed run. */
  readonly log: string;
  readonly next: Ending & { readonly command: string };
  /** What holds at the end of every case, and did not. */
  readonly problems: readonly string[];
}

/** The version that has to be live in the end. */
export const wantedVersion: Readonly<Record<ReleaseName, string>> = {
  ...{ good: 'v2', bad: 'v1', hand: 'v1', 'rollback-returning': 'v2', tested: 'v1' },
  ...{ migrating: 'v2', contracting: 'v2', draining: 'v2', 'failing-test': 'v1' },
};

const endingWords = ({ result, reason, exitCode }: Ending): string =>
  `${result === '' ? 'nothing' : result} (${reason}), exit code ${String(exitCode)}`;

export function isAsUndisturbed(first: Ending, undisturbed: Ending): boolean {
  return (['result', 'exitCode', 'version', 'sets'] as const).every(
    (name) => first[name] === undisturbed[name],
  );
}

/**
 * A fault from this moment on finds green live. A migration comes before green, a contract after it, and both are moments by
 * the name of `migrating`.
 */
const isGreenLive = ({ release, moment }: Cell): boolean =>
  moment !== 'start' && !(release === 'migrating' && moment === 'migrating');

/** Once green is live, a release goes on without these, also where it isn't allowed to read them. */
const optional: readonly string[] = [
  ...['ListTasks', 'DescribeTasks', 'DescribeScalableTargets'],
  ...['DescribeTaskDefinition', 'DescribeTargetGroupAttributes'],
];

/** What they read is shown, and decides nothing. */
const shownOnly: readonly string[] = ['GetLogEvents'];

function owesSameEnding(cell: Cell): boolean {
  const { isGitHub, fault, call } = cell;
  if (isGitHub || shownOnly.includes(call) || !faultKinds[fault].mayEndOtherwise) return true;
  return fault === 'denied' && isGreenLive(cell) && optional.includes(call);
}

/** Of one play, all that is wrong but the number of lost requests. */
export function problemsOf(cell: Cell, played: Played, undisturbed: Ending): readonly string[] {
  const { first, next, struck, problems } = played;
  const isSame = isAsUndisturbed(first, undisturbed);
  const found: string[] = [];
  if (struck === 0) found.push('the fault struck no call');
  if (owesSameEnding(cell) && !isSame)
    found.push(`ended as ${standingWords(first)} instead of ${standingWords(undisturbed)}`);
  if (cell.release === 'bad' && cell.isRead && first.version !== 'v1')
    found.push('the command ended, and users are not back on v1');
  if (isSame) found.push(...leftTags(first, undisturbed));
  if (next.exitCode !== 0) found.push(`the next command, ${next.command}, ended as ${endingWords(next)}`);
  const wanted = wantedVersion[cell.release];
  if (next.version !== wanted)
    found.push(
      `after the next command, ${next.command}, ${next.version ?? 'no version'} is live instead of ${wanted}`,
    );
  return [...found, ...unnamed(cell, played, isSame), ...unsaid(cell, played, isSame), ...problems];
}

/** A run that stops reading, but not what it has started, says so. */
function unsaid({ release, moment }: Cell, { first, log }: Played, isSame: boolean): readonly string[] {
  const what = release === 'contracting' ? 'contract' : 'migration';
  const isOver = isSame || moment !== 'migrating' || first.reason !== 'reads-failed';
  return isOver || goesOn.test(log) ? [] : [`no line names the ${what} that goes on`];
}

/** Whatever is known of its task. */
const goesOn = /(?:migration|contract)\b.*(?:may run|goes on|has begun).* never stopped/;

const unanswered: readonly FaultName[] = ['lost-answer', 'garbled'];

/**
 * A rule written as it is, where that changes nothing and was all that the run could do: a stale read doesn't show the write
 * yet, or a rollback got no answer to it, and the read after it didn't come in time either.
 */
export function isRepeatFor({ release, call, fault }: Cell, problem: string): boolean {
  if (!/writes \S.* as it is/.test(problem)) return false;
  return fault === 'stale' || (release !== 'good' && isRuleWrite(call) && unanswered.includes(fault));
}

const standingWords = (ending: Ending): string =>
  `${endingWords(ending)}, ${ending.version ?? 'split'}, ${String(ending.sets)} task sets`;

/** What failed is named: by a run that ends otherwise, and in a warning if GitHub refuses. Old answers are no error. */
function unnamed({ call, fault, isGitHub }: Cell, { log }: Played, isSame: boolean): readonly string[] {
  if (fault === 'stale') return [];
  if (!isGitHub) return isSame || names(log, call) ? [] : [`ended otherwise, and no line names ${call}`];
  const isRefused = faultKinds[fault].mayEndOtherwise;
  const place = call.includes('/deployments') ? 'deployment' : 'comment';
  const warnings = log.split('\n').filter((line) => line.startsWith('::warning'));
  return !isRefused || names(warnings.join('\n'), place) ? [] : [`no warning names the ${place}`];
}

const names = (text: string, name: string): boolean => text.toLowerCase().includes(name.toLowerCase());

function leftTags(first: Ending, undisturbed: Ending): readonly string[] {
  const more = first.tags.filter((name) => !undisturbed.tags.includes(name));
  return more.length === 0 ? [] : [`left the tags ${more.join(', ')}`];
}
