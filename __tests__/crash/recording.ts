// An undisturbed run of a command, written down: which writes it makes, in which order, and how it ends.
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { WitnessedWrite } from '../support/acceptance-witness.ts';
import type { Running, Stage } from '../support/acceptance-stage.ts';
import { vanishAt } from '../support/vanish.ts';
import { calm, isMigration, judged, openAt, restOf } from './play.ts';
import type { Rest } from './play.ts';
import { leftBehind, outlast } from './left-world.ts';
import type { LeftWorld } from './left-world.ts';
import { preparing, type Prepared } from './preparing.ts';
import type { ScenarioName } from './groups.ts';
import { namedIn, scenarios } from './scenarios.ts';
import type { Preparation } from './scenarios.ts';

export interface RecordedWrite {
  readonly operation: string;
  /** Which call of its operation within the run, from 1. */
  readonly nth: number;
  /** For people. */
  readonly what: string;
}

export interface Recording {
  readonly name: ScenarioName;
  readonly writes: readonly RecordedWrite[];
  readonly rest: Rest;
  readonly seconds: number;
}

class RecordingFailed extends Error {
  override readonly name = 'RecordingFailed';
}

/** Plays the command to its end without a disturbance. Throws with the whole report if it doesn't end well. */
export async function record(name: ScenarioName, left: LeftWorld | null): Promise<Recording> {
  const scenario = scenarios[name];
  const opened = await openAt(scenario, left);
  const { stage } = opened;
  try {
    if (scenario.isLate === true) outlast(stage);
    const inputs = { ...scenario.inputs, ...namedIn(stage, scenario.world, scenario.command) };
    const run = await stage.release(inputs, { runId: opened.madeBy + (left === null ? 0 : 1) });
    await calm(stage);
    const rest = restOf(stage, run);
    const writes = numbered(stage.writes());
    const { problems } = await judged(stage, scenario, {
      version: rest.version ?? '?',
      setsLeft: rest.sets,
      tagsLeft: rest.tags,
    });
    if (problems.length > 0 || run.exitCode !== 0)
      throw new RecordingFailed(
        `${name}, undisturbed: exit code ${String(run.exitCode)}\n${problems.join('\n')}\n${stage.report()}`,
      );
    return { name, writes, rest, seconds: run.seconds };
  } finally {
    await opened.close();
  }
}

/** The run that a prepared world comes from, played once. */
export async function prepare(which: Preparation): Promise<LeftWorld> {
  const prepared = preparing[which];
  const opened = await openAt(prepared, null);
  const { stage } = opened;
  try {
    const runIds = await prepareOn(stage, prepared);
    if (runIds === null) throw new RecordingFailed(`${which}:\n${stage.report()}`);
    // ECS takes tasks away some time after their set was lowered, and then they are on their way out for some seconds.
    await stage.until('each task set runs what it is to run, and no target drains', () => {
      const { services, targetGroups } = stage.world();
      const sets = services.flatMap(({ taskSets }) => taskSets);
      const targets = targetGroups.flatMap((group) => group.targets);
      return (
        sets.every(({ runningCount, computedDesiredCount }) => runningCount === computedDesiredCount) &&
        targets.every(({ state }) => state !== 'draining')
      );
    });
    return leftBehind(stage, runIds);
  } finally {
    await opened.close();
  }
}

/** The runs that it took; `null`: one of them ended badly. */
async function prepareOn(stage: Stage, prepared: Prepared): Promise<readonly number[] | null> {
  const { dies, then, world } = prepared;
  const { exitCode } = await firstRun(stage, prepared);
  if (dies === undefined && exitCode !== 0) return null;
  if (then === undefined) return [stage.runId];
  const runId = stage.runId + 1;
  const next = await stage.release({ ...then, ...namedIn(stage, world, then['command'] ?? '') }, { runId });
  return next.exitCode === 0 ? [stage.runId, runId] : null;
}

async function firstRun(stage: Stage, { world, inputs, dies }: Prepared): Promise<ActionResult> {
  const all = { ...inputs, ...namedIn(stage, world, inputs['command'] ?? 'deploy') };
  const start = (): Running => stage.start(all, { isPostSkipped: dies !== undefined });
  if (dies !== undefined && 'operation' in dies) return vanishAt(stage, dies, 'after', start);
  const running = start();
  if (dies !== undefined) {
    await stage.until(dies.log, () => running.log().includes(dies.log));
    running.kill('SIGKILL');
  }
  return running.result;
}

function numbered(writes: readonly WitnessedWrite[]): readonly RecordedWrite[] {
  const seen = new Map<string, number>();
  return writes.map((write) => {
    const { operation } = write.call;
    const nth = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, nth);
    return { operation, nth, what: wordsOf(write) };
  });
}

/** What the write does, by the names that people use. */
function wordsOf({ call, before }: WitnessedWrite): string {
  const request = call.request;
  const groupOf = (set: unknown): string =>
    before.services.flatMap(({ taskSets }) => taskSets).find(({ arn, id }) => arn === set || id === set)
      ?.targetGroup ?? '?';
  const named = (arn: unknown): string =>
    [...before.rules, ...before.listeners].find((one) => one.arn === arn)?.name ?? '?';
  switch (call.operation) {
    case 'TagResource':
      return `tags ${shortNames(((request['tags'] ?? []) as readonly { readonly key: string }[]).map(({ key }) => key))}`;
    case 'UntagResource':
      return `untags ${shortNames((request['tagKeys'] ?? []) as readonly string[])}`;
    case 'ModifyRule':
      return `${named(request['RuleArn'])}: ${formatWeights(request['Actions'], before)}`;
    case 'ModifyListener':
      return `${named(request['ListenerArn'])}, default: ${formatWeights(request['DefaultActions'], before)}`;
    case 'CreateTaskSet':
      return 'green';
    case 'UpdateServicePrimaryTaskSet':
      return `the label to the set in ${groupOf(request['primaryTaskSet'])}`;
    case 'DeleteTaskSet':
      return `the set in ${groupOf(request['taskSet'])}`;
    case 'UpdateTaskSet':
      return `the scale of the set in ${groupOf(request['taskSet'])}`;
    case 'RegisterTaskDefinition':
      return 'the revision';
    case 'RunTask':
      return isMigration(request['startedBy']) ? 'the migration' : 'a test in a task';
    case 'StopTask':
      return 'the end of a test';
    case 'RegisterScalableTarget':
      return JSON.stringify(request).includes('"DynamicScalingInSuspended":true')
        ? 'suspends scale-in'
        : 'restores scaling';
    default:
      return '';
  }
}

const shortNames = (names: readonly string[]): string =>
  names.map((name) => name.replace('ecs-blue-green:', '')).join(', ');

type Forward = {
  readonly ForwardConfig?: {
    readonly TargetGroups?: readonly { readonly TargetGroupArn?: string; readonly Weight?: number }[];
  };
};

function formatWeights(actions: unknown, before: WitnessedWrite['before']): string {
  const tuples = ((actions ?? []) as readonly Forward[]).flatMap(
    (one) => one.ForwardConfig?.TargetGroups ?? [],
  );
  const nameOf = (arn: string | undefined): string =>
    before.targetGroups.find((one) => one.arn === arn)?.name ?? '?';
  return tuples.map((one) => `${nameOf(one.TargetGroupArn)} ${String(one.Weight ?? 1)}`).join(', ');
}
