// The inputs that only some commands read: stage, promote and rollback.
import type { Goal } from '../domain/common/request/request.ts';
import { daySeconds, flag, seconds, type Reader } from './reader.ts';

/** The commit of this run, by its event and as `github.sha`. */
interface OwnCommit {
  readonly sha: string;
  readonly runnerSha: string;
}

export const goalFrom = (reader: Reader, own: OwnCommit): Goal => ({
  stageExpirySeconds: seconds(reader, 'stage-expiry', { atLeast: 60, atMost: 30 * daySeconds }),
  promoted: reader.text('release-id'),
  expectedCommit: expectedCommit(reader.text('expected-sha'), own),
  isRestaging: flag(reader, 'restage'),
  keepRolledBackSeconds: seconds(reader, 'keep-rolled-back', { atLeast: 0, atMost: 30 * daySeconds }),
  rollbackTo: rollbackTarget(reader),
  writtenReason: reader.text('reason'),
});

/** In a pull request, or after another workflow, `github.sha` isn't the commit that a stage of the same run names. */
const expectedCommit = (given: string | null, { sha, runnerSha }: OwnCommit): string | null =>
  given === runnerSha ? sha : given;

/** A family without a revision would be its newest one, which is usually the version to roll back from. */
function rollbackTarget(reader: Reader): string | null {
  const to = reader.text('rollback-to');
  if (to === null || /^(arn:[\w-]+:ecs:[\w-]*:\d*:task-definition\/)?[\w-]+:\d+$/.test(to)) return to;
  reader.refuse('rollback-to', to, 'names no revision: write `family:revision`, e.g. `web:41`, or its ARN');
  return null;
}
