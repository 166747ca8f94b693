// Raw inputs → the request of this run.
import type { RawInputs } from '../action-io.ts';
import type { RunContext } from '../adapters/runner/context.ts';
import {
  commands,
  type Command,
  type ReleaseIdentity,
  type Request,
} from '../domain/common/request/request.ts';
import { isCommit } from '../domain/common/environment/event.ts';
import { releaseId } from '../domain/common/request/release-id.ts';
import { InputError } from '../errors.ts';
import { refuseSeveralPlaces, trafficFrom } from './arns.ts';
import { bakeFrom, smokeFrom } from './gates.ts';
import { goalFrom } from './goal.ts';
import { overridesFrom } from './overrides.ts';
import { choice, count, createReader, daySeconds, flag, seconds, type Reader } from './reader.ts';
import type { Files } from './revision/files.ts';
import { revisionFrom } from './revision/revision.ts';
import { sweepScopeFrom, type SweepScope, type Target } from './sweep-scope.ts';
import { targetFrom } from './target.ts';
import { refuseUnread } from './unread.ts';

/** What a request holds of the run that made it. */
type RunIdentity = Pick<
  RunContext,
  'repository' | 'runId' | 'runAttempt' | 'runUrl' | 'sha' | 'runnerSha' | 'pull'
>;

/**
 * The request that the inputs make. An absent input has its default. Throws an `InputError` with all problems of all
 * inputs: each names the input, quotes the value and says what is valid. Reads only the file that `task-definition`
 * names.
 */
export async function requestFrom(
  raw: Partial<RawInputs>,
  context: RunIdentity,
  files: Files,
): Promise<Request> {
  const reader = createReader(raw);
  const command = choice(reader, 'command', commands) ?? 'deploy';
  const { cluster, service } = command === 'sweep' ? firstOf(sweepScopeFrom(reader)) : targetFrom(reader);
  const bake = bakeFrom(reader);
  const teardown = choice(reader, 'teardown', ['wait', 'defer']);
  const request: Request = {
    command,
    goal: goalFrom(reader, context),
    cluster,
    service,
    release: { ...releaseFrom(context, service, command), commit: commitFrom(reader) ?? context.sha },
    revision: await revisionFrom(reader, files),
    pinsImages: flag(reader, 'pin-image'),
    traffic: trafficFrom(reader),
    smoke: smokeFrom(reader),
    readyTimeoutSeconds: seconds(reader, 'ready-timeout', { atLeast: 1, atMost: daySeconds }),
    bake,
    // The bake can roll back only while blue runs, so blue stays until the bake ends, even if warm-time is shorter.
    warmSeconds: Math.max(
      bake.seconds,
      seconds(reader, 'warm-time', { atLeast: 0, atMost: 30 * daySeconds }),
    ),
    warmScalePercent: count(reader, 'warm-scale', { atLeast: 1, atMost: 100 }),
    teardown: teardown ?? 'wait',
    // Nobody waits in the night for a green that is kept: only if it is written out.
    isKeptGreenAwaited: teardown === 'wait',
    onDrift: choice(reader, 'on-drift', ['stop', 'restore']) ?? 'stop',
    timeLimitSeconds: seconds(reader, 'time-limit', { atLeast: 0, atMost: 30 * daySeconds }),
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

/** A sweep derives the request of each service from the request for the first. */
const firstOf = ({ clusters, services }: SweepScope): Target =>
  services[0] ?? { cluster: clusters[0] ?? '', service: '' };

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

function commitFrom(reader: Reader): string | null {
  const text = reader.text('commit')?.toLowerCase() ?? null;
  if (text === null || isCommit(text)) return text;
  reader.refuse('commit', text, 'is not the full id of a commit: write all of its 40 letters and digits');
  return null;
}

/** A rollback has a release id of its own, since it may run in the same workflow run as the release it rolls back. */
const releaseFrom = (
  context: RunIdentity,
  service: string,
  command: Command,
): Omit<ReleaseIdentity, 'commit'> => ({
  id: releaseId(context.runId, service, command),
  runId: context.runId,
  runAttempt: context.runAttempt,
  repository: context.repository,
  runUrl: context.runUrl,
  pull: context.pull,
});
