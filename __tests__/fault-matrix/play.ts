// One play of a release through the proxy: the world, the command with its fault, the next command, what came of both.
import { startBetween } from '../../sandbox/between/between.ts';
import type { Between, PassedCall } from '../../sandbox/between/between.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { LeftWorld } from '../crash/left-world.ts';
import { outlast } from '../crash/left-world.ts';
import { calm, isMigration, openAt, restOf } from '../crash/play.ts';
import type { Opened } from '../crash/play.ts';
import { wrongContract } from '../crash/contracting.ts';
import { namedIn } from '../crash/scenarios.ts';
import { judgedEnd } from '../support/acceptance-end.ts';
import type { Inputs, RunOptions, Stage } from '../support/acceptance-stage.ts';
import { hurriedSteps, notesStep } from '../support/draining.ts';
import { servedOnlyBy } from '../support/serving.ts';
import { wrongStarts } from '../support/shop-apps.ts';
import { moments } from './cells.ts';
import type { Cell, Moment, RecordedCall, ReleaseName } from './cells.ts';
import { faultKinds } from './fault-kinds.ts';
import { isWaitedFor, losesNone } from './judge-loss.ts';
import type { Measured } from './judge-loss.ts';
import { isRepeatFor, wantedVersion, wronglyUnstarted } from './judge.ts';
import type { Ending, Played } from './judge.ts';
import { faultOver, givesTraffic, moveOf, watchMove } from './move.ts';
import { appsOf, nextOf, releases, stepMs } from './releases.ts';

/** Plain data: it is kept in a file. */
export interface Run extends Played, Measured {
  readonly calls: readonly RecordedCall[];
  readonly sent: number;
  /** Of the disturbed command. */
  readonly seconds: number;
  readonly report: string;
}

export interface Disturbed {
  readonly cell: Cell;
  /** How the same release ends undisturbed. */
  readonly undisturbed: Ending;
}

/** Single calls are over sooner; a fault of a minute and the next command take three. */
const patienceMs = 330_000;

/** Tags that a release, a rollback or a sweep leaves on purpose. */
const lastingTags = [
  ...['rolled-back', 'quarantined', 'previous-revision', 'expired', 'swept-at', 'migration', 'contract'],
];

/** Plays the release, undisturbed without a cell. Never leaves anything running. */
export async function playRelease(
  name: ReleaseName,
  left: LeftWorld | null,
  disturbed: Disturbed | null,
): Promise<Run> {
  const opened = await openAt(releases[name], left, appsOf(name));
  const { stage } = opened;
  const between = await startBetween({ aws: stage.sandbox.awsUrl, github: stage.sandbox.githubUrl });
  const hung = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    hung.reject(new Error(`not over after ${String(patienceMs / 1000)} s`));
  }, patienceMs);
  try {
    return await Promise.race([hung.promise, playOn(name, { opened, between, disturbed })]);
  } catch (error) {
    throw new Error(`${String(error)}\n${stage.report()}`, { cause: error });
  } finally {
    clearTimeout(timer);
    await opened.close();
    await between.stop();
  }
}

interface Scene {
  readonly opened: Opened;
  readonly between: Between;
  readonly disturbed: Disturbed | null;
}

async function playOn(name: ReleaseName, { opened, between, disturbed }: Scene): Promise<Run> {
  const { stage } = opened;
  const reached = watchMoments(stage, releases[name].blue);
  const moved = watchMove(stage, releases[name].blue);
  const lostBefore = failedSoFar(stage);
  if (disturbed !== null) armAt(reached, between, disturbed.cell);
  const began = Date.now();
  const asked = releases[name].inputs;
  const firstRun = await runThrough(opened, between, 0, {
    ...asked,
    ...namedHere(name, stage, asked['command'] ?? ''),
  });
  between.clear();
  const firstCalls = between.calls();
  await calm(stage);
  const first = restOf(stage, firstRun);
  const begun = stage.calls().some((call) => call.operation === 'RunTask' && call.wasCarriedOut);
  const hurried = name === 'draining' ? hurriedSteps(stage.calls(), stepMs) : [];
  const inputs = nextOf(name, first, disturbed?.undisturbed ?? null);
  const command = inputs['command'] ?? '';
  if (command === 'sweep') outlast(stage);
  const secondRun = await runThrough(opened, between, 1, {
    ...inputs,
    ...namedHere(name, stage, command),
  });
  await calm(stage);
  const next = { ...restOf(stage, secondRun), command };
  const report = `${timesOf(between, began, reached)}\n${stage.report()}`;
  const starts = wrongStarts(opened.migrations?.() ?? [], command === 'deploy' ? 2 : 1);
  const contract = name === 'contracting' ? [...contractIn(opened), ...wronglyUnstarted(first, begun)] : [];
  const end = await judgedAt(stage, { name, command, cell: disturbed?.cell ?? null });
  return {
    ...{ first, next, report },
    calls: recordedOf(firstCalls, reached),
    move: moveOf(
      [firstCalls, between.calls().slice(firstCalls.length)],
      moved(),
      fromMsIn(firstCalls, disturbed),
    ),
    struck: between.struck(),
    log: firstRun.log + firstRun.postLog,
    seconds: firstRun.seconds,
    ...end,
    problems: [...starts, ...contract, ...hurried, ...end.problems],
    lost: end.lost - lostBefore,
  };
}

const contractIn = ({ stage, migrations }: Opened): readonly string[] =>
  wrongContract(stage.service(), migrations?.() ?? [], 'v2');

/** From when on looks and pauses count. */
const fromMsIn = (calls: readonly PassedCall[], disturbed: Disturbed | null): number =>
  disturbed !== null && isWaitedFor(disturbed.cell) ? faultOver(calls, disturbed.cell.fault) : 0;

/** What a workflow would name in this world; a deploy probes what users see. */
const namedHere = (name: ReleaseName, stage: Stage, command: string): Inputs => ({
  ...namedIn(stage, releases[name].world, command),
  ...(command === 'deploy' ? { 'production-url': stage.sandbox.listenerUrl('http') } : {}),
});

/** Each command is a run of its own, through the proxy; nothing else goes through it. */
async function runThrough(
  { stage, madeBy }: Pick<Opened, 'stage' | 'madeBy'>,
  between: Between,
  place: number,
  inputs: Inputs,
): Promise<ActionResult> {
  const options: RunOptions = { runId: madeBy + 1 + place, environment: between.env };
  return stage.release(inputs, options);
}

const failedSoFar = ({ traffic }: Stage): number => traffic?.snapshot().failed ?? 0;

interface Moments {
  readonly at: Partial<Record<Moment, number>>;
  onReached: (moment: Moment) => void;
}

/** Notes when each moment is reached, by the sandbox and by the users. */
function watchMoments(stage: Stage, blueName: string): Moments {
  const reached: Moments = { at: {}, onReached: () => undefined };
  const reach = (moment: Moment): void => {
    if (reached.at[moment] !== undefined) return;
    reached.at[moment] = Date.now();
    reached.onReached(moment);
  };
  const blue = stage.group(blueName).arn;
  const green = stage.group(blueName === 'web-a' ? 'web-b' : 'web-a').arn;
  stage.sandbox.onWrite((seq) => {
    const { operation, request = {} } = stage.sandbox.calls()[seq - 1] ?? {};
    if (operation === 'DeleteTaskSet') reach('deleting');
    else if (isMigration(request['startedBy'])) reach('migrating');
    else if (givesTraffic(request, green)) reach('switched');
    else if (notesStep(request)) reach('draining');
    else if (reached.at.failing !== undefined && givesTraffic(request, blue)) reach('returning');
  });
  stage.traffic?.onFailure(() => {
    reach('failing');
  });
  // The meter names only the first failures. In some worlds they are over by now.
  if (failedSoFar(stage) > 0) reach('failing');
  return reached;
}

function armAt(reached: Moments, between: Between, { call, nth, moment, fault }: Cell): void {
  const { kind, count, forMs } = faultKinds[fault];
  const arm = (): void => {
    between.arm({ call, kind, nth, count, forMs });
  };
  if (moment === 'start') arm();
  else
    reached.onReached = (now) => {
      if (now === moment) arm();
    };
}

const recordedOf = (calls: readonly PassedCall[], { at: reached }: Moments): readonly RecordedCall[] =>
  calls.map(({ name, isRead, protocol, at }) => {
    const passed = moments.filter((moment) => at > (reached[moment] ?? Number.POSITIVE_INFINITY));
    return { name, isRead, isGitHub: protocol === 'github', after: passed.at(-1) ?? 'start' };
  });

/** When the fault struck, for the report. */
function timesOf(between: Between, began: number, { at }: Moments): string {
  const inSeconds = (ms: number): string => `${((ms - began) / 1000).toFixed(1)} s`;
  const hits = between.calls().filter(({ disturbedBy }) => disturbedBy !== null);
  return [
    `── ${Object.entries(at)
      .map(([moment, ms]) => `${moment} ${inSeconds(ms)}`)
      .join(', ')}`,
    ...hits.map(
      ({ name, at: hitAt, disturbedBy }) => `  ${inSeconds(hitAt)} ${name}: ${String(disturbedBy)}`,
    ),
  ].join('\n');
}

interface Judged {
  readonly name: ReleaseName;
  readonly command: string;
  readonly cell: Cell | null;
}

/** Judges the stage as every acceptance case is judged, but for the requests that the bad version answers with 500. */
async function judgedAt(
  stage: Stage,
  { name, command, cell }: Judged,
): Promise<{ readonly problems: readonly string[]; readonly lost: number; readonly sent: number }> {
  const version = wantedVersion[name];
  const served = await servedOnlyBy(stage, version).then(
    () => [],
    (error: unknown) => [`users are not served by ${version} alone: ${String(error)}`],
  );
  const { problems, summary } = await judgedEnd(stage, {
    world: {},
    allowedFailures: losesNone(name) ? {} : { 'status 500': Number.POSITIVE_INFINITY },
    freeTags: lastingTags,
    // Another release of the same content may register it again.
    registrations: command === 'deploy' ? 2 : 1,
  });
  const counted = problems.filter((one) => cell === null || !isRepeatFor(cell, one));
  return { problems: [...served, ...counted], lost: summary?.failed ?? 0, sent: summary?.sent ?? 0 };
}
