// The inputs that only some commands read: stage, promote and rollback.
import type { Goal } from '../domain/common/request/request.ts';
import { flag, seconds, type Reader } from './reader.ts';

export const goalFrom = (reader: Reader): Goal => ({
  stageExpirySeconds: seconds(reader, 'stage-expiry'),
  promoted: reader.text('release-id'),
  expectedCommit: reader.text('expected-sha'),
  isRestaging: flag(reader, 'restage'),
  keepRolledBackSeconds: seconds(reader, 'keep-rolled-back'),
  rollbackTo: rollbackTarget(reader),
  writtenReason: reader.text('reason'),
});

/** A family without a revision would be its newest one, which is usually the version to roll back from. */
function rollbackTarget(reader: Reader): string | null {
  const to = reader.text('rollback-to');
  if (to === null || /^(arn:[\w-]+:ecs:[\w-]*:\d*:task-definition\/)?[\w-]+:\d+$/.test(to)) return to;
  reader.refuse('rollback-to', to, 'names no revision: write `family:revision`, e.g. `web:41`, or its ARN');
  return null;
}
