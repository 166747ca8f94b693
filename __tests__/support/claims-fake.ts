// The fake account as a judge of comments sees it.
import type { Request } from '../../src/domain/common/request/request.ts';
import { pictureOf, type Picture } from './claims.ts';
import type { FakeAws } from './fake-aws.ts';

/** `request`: whose inputs count, whichever run wrote the comment. */
export function pictureOfFake(aws: FakeAws, request: Request): Picture {
  const { state, nowMs } = aws;
  const moved = Math.max(...state.sets.map(({ liveSinceMs }) => liveSinceMs ?? 0));
  const done = state.oneOff.filter(
    (task) =>
      task.request.purpose === 'migration' &&
      task.exitCode === 0 &&
      task.stoppedMs === null &&
      task.startedMs + task.lastsMs <= nowMs,
  );
  return pictureOf(aws.truth(''), (rule) => aws.isTest(rule), {
    movedMs: moved === 0 ? null : moved,
    // A revision is never deregistered.
    revisions: state.sets.map(({ n }) => `web:${String(n)}`),
    migrations: done.length,
    settings: () => ({ isKept: request.onCancel === 'keep', bakeSeconds: request.bake.seconds }),
  });
}
