// The post step on the fake account: what main left, and a process that has 40 seconds to finish it.
import { traitsOf } from '../../src/domain/common/request/commands.ts';
import { inheritedMemory } from '../../src/domain/task-sets/roles/handover.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { FakeAws } from './fake-aws.ts';
import { runRelease, standing, type Run, type RunOptions } from './fake-release.ts';

export const wasKilled = 'the run was ended before it could finish';

/** The post step after a main that was killed; `null`: there was nothing to finish, so it writes nothing. */
export function finish(aws: FakeAws, request: Request, killed: Run, options: RunOptions = {}): Run | null {
  if (killed.handover === null || !traitsOf(request).isFinishedByPost) return null;
  // Through the runner's file, as main leaves it.
  const handover = JSON.parse(JSON.stringify(killed.handover)) as typeof killed.handover;
  const first = inheritedMemory(handover, wasKilled, aws.nowMs);
  return runRelease(aws, { ...request, finishByMs: aws.nowMs + 40_000 }, { ...options, first });
}

/** Production is in one piece, on the set that ECS refuses to delete. */
export const isWhole = (aws: FakeAws): boolean => /\b(\d+) PRIMARY.*; live: \1$/.test(standing(aws));
