import type { RawInputs } from '../action-io.ts';
import { formatDurationInput } from '../domain/common/values/duration.ts';
import {
  commands,
  isRelease,
  type BakeSettings,
  type Command,
  type Goal,
  type Request,
  type ReleaseIdentity,
  type SmokeSettings,
} from '../domain/common/request/request.ts';
import { releaseId } from '../domain/common/request/release-id.ts';
import { InputError } from '../errors.ts';
import { refuseSeveralPlaces, trafficFrom } from './arns.ts';
import type { Files } from './revision/files.ts';
import { headersFrom, headerValues, overridesFrom } from './overrides.ts';
import { choice, count, createReader, flag, listOf, seconds, webAddress, type Reader } from './reader.ts';
import { revisionFrom } from './revision/revision.ts';
import { sweepScopeFrom, type SweepScope, type Target } from './sweep-scope.ts';
import { targetFrom } from './target.ts';
import { refuseUnread } from './unread.ts';

/** What the runner knows of the run; `RunContext` fits. */
export interface RunContextLike {
  readonly repository: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly runUrl: string;
  readonly sha: string;
  readonly pull: number | null;
}

/** How the release is told to people. Not part of the plan, since it must never change the outcome. */
export interface ReportSettings {
  /** GitHub environment to show a Deployment for; `null`: none. */
  readonly environment: string | null;
  readonly token: string | null;
  readonly wantsComment: boolean;
}

const day = 24 * 3600;

/**
 * The plan that the inputs ask for. Defaults of the registry are used where an input is absent. Throws an
 * `InputError` with every problem of every input; problems name the input, quote the value and say what would be
 * right. Reads no file but the one that `task-definition` names.
 */
export async function planFrom(
  raw: Partial<RawInputs>,
  context: RunContextLike,
  files: Files,
): Promise<Request> {
  const reader = createReader(raw);
  const command = choice(reader, 'command', commands) ?? 'deploy';
  const { cluster, service } = command === 'sweep' ? firstOf(sweepScopeFrom(reader)) : targetFrom(reader);
  const bake = bakeFrom(reader);
  const request: Request = {
    command,
    goal: goalFrom(reader),
    cluster,
    service,
    release: releaseFrom(context, service, command),
    revision: await revisionFrom(reader, files),
    traffic: trafficFrom(reader),
    smoke: smokeFrom(reader),
    readyTimeoutSeconds: seconds(reader, 'ready-timeout', { atLeast: 1, atMost: day }),
    bake,
    // Blue is the way back of the bake, so it stays until the bake is over, however short warm-time is.
    warmSeconds: Math.max(bake.seconds, seconds(reader, 'warm-time', { atLeast: 0, atMost: 30 * day })),
    warmScalePercent: count(reader, 'warm-scale', { atLeast: 1, atMost: 100 }),
    teardown: choice(reader, 'teardown', ['wait', 'defer']) ?? 'wait',
    onDrift: choice(reader, 'on-drift', ['stop', 'restore']) ?? 'stop',
    timeLimitSeconds: seconds(reader, 'time-limit', { atLeast: 0, atMost: 30 * day }),
    timeLimit: null,
    finishByMs: null,
    overrides: overridesFrom(reader),
    isForced: flag(reader, 'force'),
    onCancel: choice(reader, 'on-cancel', ['rollback', 'keep']) ?? 'rollback',
  };
  flag(reader, 'comment');
  refuseUnread(reader, raw, command);
  refuseSeveralPlaces(reader, namesWithArns);
  if (reader.problems.length > 0) throw new InputError(reader.problems);
  return request;
}

/** A sweep makes a plan for each of its services from the one for the first. */
const firstOf = ({ clusters, services }: SweepScope): Target =>
  services[0] ?? { cluster: clusters[0] ?? '', service: '' };

/** What the reporter needs; never throws, so that even wrong inputs can be reported. */
export function reportSettingsFrom(raw: Partial<RawInputs>): ReportSettings {
  const reader = createReader(raw);
  const command = reader.text('command') ?? '';
  // The comment and the Deployment are about a release; what only looks or tidies up leaves them as they are, but for
  // a sweep, which ends what vanished runs left open.
  const isTold = isRelease(command);
  const isSweep = command === 'sweep';
  // A plan deploys nothing, and has a comment of its own.
  const hasDeployment = (isTold && command !== 'plan') || isSweep;
  return {
    environment: hasDeployment ? reader.text('environment') : null,
    token: reader.text('github-token'),
    wantsComment: (isTold || isSweep) && reader.text('comment') !== 'false',
  };
}

/** What must be masked before the first line of the log; `planFrom` quotes none of it. */
export function secretsIn(raw: Partial<RawInputs>): readonly string[] {
  const reader = createReader(raw);
  const token = reader.text('github-token');
  return token === null ? headerValues(reader) : [token, ...headerValues(reader)];
}

const namesWithArns = [
  'cluster',
  'service',
  'task-definition',
  'production-listener-arns',
  'production-rule-arns',
  'test-listener-arn',
  'test-rule-arn',
  'target-groups',
] as const;

/** What only some commands read. */
/** A family alone would be its newest revision, which is as a rule the one to get away from. */
function revisionNamed(reader: Reader): string | null {
  const to = reader.text('rollback-to');
  if (to === null || /^(arn:[\w-]+:ecs:[\w-]*:\d*:task-definition\/)?[\w-]+:\d+$/.test(to)) return to;
  reader.refuse(
    'rollback-to',
    to,
    'names no revision: write `family:revision`, e.g. `web:41`, or the ARN of one',
  );
  return null;
}

const goalFrom = (reader: Reader): Goal => ({
  stageExpirySeconds: seconds(reader, 'stage-expiry', { atLeast: 60, atMost: 30 * day }),
  promoted: reader.text('release-id'),
  expectedCommit: reader.text('expected-sha'),
  isRestaging: flag(reader, 'restage'),
  keepRolledBackSeconds: seconds(reader, 'keep-rolled-back', { atLeast: 0, atMost: 30 * day }),
  rollbackTo: revisionNamed(reader),
  writtenReason: reader.text('reason'),
});

/** A rollback is a release of its own: a job of the run that released the bad version may be the one to take it back. */
const releaseFrom = (context: RunContextLike, service: string, command: Command): ReleaseIdentity => ({
  id: releaseId(context.runId, service, command),
  runId: context.runId,
  runAttempt: context.runAttempt,
  repository: context.repository,
  commit: context.sha,
  runUrl: context.runUrl,
  pull: context.pull,
});

function smokeFrom(reader: Reader): SmokeSettings {
  const smoke: SmokeSettings = {
    paths: pathsFrom(reader),
    url: webAddress(reader, 'test-url', false),
    headers: headersFrom(reader),
    passes: count(reader, 'smoke-passes', { atLeast: 1, atMost: 100 }),
    intervalSeconds: seconds(reader, 'smoke-interval', { atLeast: 1, atMost: 3600 }),
    timeoutSeconds: seconds(reader, 'smoke-timeout', { atLeast: 1, atMost: day }),
  };
  const least = (smoke.passes - 1) * smoke.intervalSeconds;
  if (least >= smoke.timeoutSeconds) {
    const why = `${smoke.passes} passes ${formatDurationInput(smoke.intervalSeconds)} apart take longer`;
    const value = formatDurationInput(smoke.timeoutSeconds);
    reader.refuse(
      'smoke-timeout',
      value,
      `can't be kept: ${why}: write more than ${formatDurationInput(least)}`,
    );
  }
  return smoke;
}

function bakeFrom(reader: Reader): BakeSettings {
  const bake: BakeSettings = {
    seconds: seconds(reader, 'bake-time', { atLeast: 0, atMost: day }),
    probeUrl: webAddress(reader, 'production-url', reader.text('health-paths') === null),
    probeIntervalSeconds: seconds(reader, 'probe-interval', { atLeast: 1, atMost: 3600 }),
    probeFailures: count(reader, 'probe-failures', { atLeast: 1, atMost: 100 }),
  };
  const least = (bake.probeFailures - 1) * bake.probeIntervalSeconds;
  if (bake.seconds > 0 && least > bake.seconds) {
    const why = `${bake.probeFailures} failed probes ${formatDurationInput(bake.probeIntervalSeconds)} apart take longer`;
    const advice = `write at least ${formatDurationInput(least)}, or 0 for no bake`;
    reader.refuse('bake-time', formatDurationInput(bake.seconds), `can't notice anything: ${why}: ${advice}`);
  }
  return bake;
}

function pathsFrom(reader: Reader): readonly string[] {
  const paths = listOf(reader, 'health-paths');
  for (const path of paths.filter((entry) => !/^\/[\x21-\x7e]*$/.test(entry))) {
    reader.refuse('health-paths', path, 'is not a path: write it with a / first, e.g. /ready');
  }
  return paths;
}
