// Raw inputs → the request of this run.
import { settingNames, settings, type RawSettings, type SettingName } from '../settings/table.ts';
import type { RunContext } from '../adapters/runner/context.ts';
import type { Command, ReleaseIdentity, Request } from '../domain/common/request/request.ts';
import { traitsOf } from '../domain/common/request/commands.ts';
import { findingCodes, type FindingCode } from '../domain/common/request/risk-codes.ts';
import { releaseId } from '../domain/common/request/release-id.ts';
import { InputError } from '../errors.ts';
import type { Config } from './config/config.ts';
import { unusedProblems } from './config/unused.ts';
import { refuseSeveralPlaces, trafficFrom } from './arns.ts';
import type { WhyNot } from './checks/programs.ts';
import type { testsFrom } from './checks/tests.ts';
import { alarmsFrom, bakeFrom, connectionsFrom, drainFrom, smokeFrom } from './gates.ts';
import { goalFrom } from './goal.ts';
import { overridesFrom } from './overrides.ts';
import { commandIn } from './command.ts';
import { choice, commitFrom, count, createReader, flag, listOf, seconds, type Reader } from './reader.ts';
import type { Files } from './revision/files.ts';
import { revisionFrom } from './revision/revision.ts';
import { hasScope, sweepScopeFrom, type SweepScope, type Target } from './sweep-scope.ts';
import { targetFrom } from './target.ts';

/** What a request holds of the run that made it. */
type RunIdentity = Pick<
  RunContext,
  'repository' | 'runId' | 'runAttempt' | 'runUrl' | 'sha' | 'runnerSha' | 'pull' | 'isHosted'
>;

/** What settings name: files, and programs that tests start. */
export interface Workspace extends Files {
  readonly whyNotStarted: WhyNot;
}

/**
 * The request that inputs and config file make. What is absent in both has its default. Throws an `InputError` with all
 * problems at once: each names the input, or the line of the file, quotes the value and says what is valid. Reads only
 * the files that settings name.
 */
export async function requestFrom(
  raw: Partial<RawSettings>,
  context: RunIdentity,
  files: Workspace,
  config: Config | null = null,
): Promise<Request> {
  const reader = createReader(raw, config);
  const command = choice(reader, 'command') ?? 'deploy';
  const { cluster, service } = hasScope(command, reader)
    ? firstOf(sweepScopeFrom(reader))
    : targetFrom(reader);
  const bake = bakeFrom(reader);
  const teardown = choice(reader, 'teardown');
  const tested = { command, config, bakeSeconds: bake.seconds, whyNot: files.whyNotStarted };
  const { checks, notes } = isGiven(reader, 'checks')
    ? (await import('./checks/tests.ts')).testsFrom(reader, tested)
    : noTests;
  const request: Request = {
    command,
    goal: goalFrom(reader, files, context),
    cluster,
    service,
    release: {
      ...releaseFrom(context, service, command),
      commit: commitFrom(reader, 'commit') ?? context.sha,
      environment: reader.text('environment'),
      rollbackWorkflow: null,
    },
    revision: await revisionFrom(reader, files),
    pinsImages: flag(reader, 'pin-image'),
    traffic: trafficFrom(reader),
    smoke: smokeFrom(reader),
    checks,
    ...(isGiven(reader, 'migration')
      ? (await import('./migrations/migration.ts')).migrationFrom(reader)
      : { migration: null, schemaFiles: null }),
    readyTimeoutSeconds: seconds(reader, 'ready-timeout'),
    bake,
    alarms: alarmsFrom(reader),
    // The bake can roll back only while blue runs, so blue stays until the bake ends, even if warm-time is shorter.
    warmSeconds: Math.max(bake.seconds, seconds(reader, 'warm-time')),
    warmScalePercent: count(reader, 'warm-scale'),
    ...{ drain: drainFrom(reader), connectionsPath: connectionsFrom(reader) },
    teardown: teardown ?? 'wait',
    // Nobody waits in the night for a green that is kept: only if it is written out.
    isKeptGreenAwaited: teardown === 'wait',
    onDrift: choice(reader, 'on-drift') ?? 'stop',
    timeLimitSeconds: seconds(reader, 'time-limit'),
    timeLimit: null,
    isHosted: context.isHosted,
    finishByMs: null,
    overrides: overridesFrom(reader),
    isForced: flag(reader, 'force'),
    ignored: ignoredFrom(reader),
    onCancel: choice(reader, 'on-cancel') ?? 'rollback',
    notes: [...(config === null ? [] : [...config.notes, ...unusedProblems(config, raw)]), ...notes],
  };
  flag(reader, 'comment');
  refuseSeveralPlaces(reader, namesWithArns);
  if (reader.problems.length > 0) throw new InputError(reader.problems);
  return request;
}

/** What reads it is loaded only then. */
const isGiven = (reader: Reader, name: SettingName): boolean => reader.text(name) !== null;

const noTests: ReturnType<typeof testsFrom> = { checks: [], notes: [] };

/**
 * The same, for a run. A problem of the config file or of an input stops any command but a rollback, which goes on with the
 * defaults of what only another release would need.
 */
export async function requestWithin(
  raw: Partial<RawSettings>,
  context: RunIdentity,
  files: Workspace,
  config: Config | null,
): Promise<Request> {
  try {
    return await requestFrom(raw, context, files, config);
  } catch (error) {
    const { rollsBack } = traitsOf({ command: commandIn(raw) });
    if (!rollsBack || !(error instanceof InputError)) throw error;
    // An input may only be right together with a key of the file, e.g. bake-time with probe-interval.
    const tries = config === null ? [essentialsOf(raw)] : [raw, essentialsOf(raw)];
    let stopping: unknown = error;
    for (const inputs of tries) {
      try {
        const what = inputs === raw ? 'the config file is not used' : 'default settings are used';
        const notes = error.problems.map((problem) => `${what}: ${problem}`);
        return { ...(await requestFrom(inputs, context, files)), notes };
      } catch (other) {
        stopping = other;
      }
    }
    throw stopping;
  }
}

/** What a rollback to a warm blue goes by: which service, rules and version, and what a person decides. */
const essentialsOf = (raw: Partial<RawSettings>): Partial<RawSettings> =>
  Object.fromEntries(settingNames.map((name) => [name, isEssential(name) ? (raw[name] ?? null) : null]));

const isEssential = (name: SettingName): boolean =>
  ['production-rules', 'test-rule', 'target-groups'].includes(name) ||
  (settings[name].inFile === undefined && !['time-limit', 'comment'].includes(name));

/** A code that doesn't exist would accept nothing, and nobody would know. */
const ignoredFrom = (reader: Reader): readonly FindingCode[] =>
  listOf(reader, 'ignore').flatMap((entry) => {
    const code = findingCodes.find((one) => one === entry);
    if (code === undefined)
      reader.refuse('ignore', entry, `is not the code of a finding: write one of ${findingCodes.join(', ')}`);
    return code === undefined ? [] : [code];
  });

/** A sweep derives the request of each service from the request for the first. */
const firstOf = ({ clusters, services }: SweepScope): Target =>
  services[0] ?? { cluster: clusters[0] ?? '', service: '' };

const namesWithArns = [
  'cluster',
  'service',
  'task-definition',
  'production-rules',
  'test-rule',
  'target-groups',
  'rollback-to',
] as const;

/** A rollback has a release id of its own, since it may run in the same workflow run as the release it rolls back. */
const releaseFrom = (
  context: RunIdentity,
  service: string,
  command: Command,
): Omit<ReleaseIdentity, 'commit' | 'environment' | 'rollbackWorkflow'> => ({
  id: releaseId(context.runId, service, command),
  runId: context.runId,
  runAttempt: context.runAttempt,
  repository: context.repository,
  runUrl: context.runUrl,
  pull: context.pull,
});
