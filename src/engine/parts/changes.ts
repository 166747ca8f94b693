// Observes which files a release changes, for a service that names those that change its database.
import type { ReleaseChanges } from '../../domain/common/migrations/changes.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { comparedCommits } from '../../domain/task-sets/migrations/undeclared.ts';
import { sceneOf } from '../../domain/task-sets/roles/scene.ts';
import { messageOf } from '../../errors.ts';
import type { Clock, GitHubPort, TimingPort } from '../../ports.ts';
import type { Observe } from '../observe.ts';

/** How long a release waits for GitHub. */
const limitMs = 5000;

export interface ChangesSource {
  /** `null`: there is no token. */
  readonly github: Pick<GitHubPort, 'commitsBetween'> | null;
  readonly timing: Pick<TimingPort, 'within'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Adds the changes to each observation before the first write. GitHub is asked once, and can't stop a release. */
export function withChanges(observe: Observe, from: ChangesSource, request: Request): Observe {
  let known: { readonly base: string; readonly changes: ReleaseChanges } | null = null;
  return async (memory, last, wanted) => {
    const world = await observe(memory, last, wanted);
    const asked = memory.isPreflightPassed ? null : comparedCommits(sceneOf(request, world, memory));
    if (asked === null) return world;
    if ('why' in asked) return { ...world, changes: { kind: 'unread', ...asked } };
    if (known?.base !== asked.base) known = { base: asked.base, changes: await read(from, asked) };
    return { ...world, changes: known.changes, nowMs: from.clock.now() };
  };
}

async function read(
  { github, timing }: ChangesSource,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<ReleaseChanges> {
  const between = { kind: 'read', base, head } as const;
  if (base === head) return { ...between, files: [], isWhole: true };
  if (github === null) return { kind: 'unread', why: 'there is no github-token' };
  try {
    const answer = await timing.within(
      limitMs,
      github.commitsBetween(base, head).then((range) => ({ range })),
    );
    if (answer === null)
      return { kind: 'unread', why: `GitHub did not answer within ${String(limitMs / 1000)} s` };
    const { range } = answer;
    if (range === null)
      return { kind: 'unread', why: `the repository does not have one of the commits ${base} and ${head}` };
    return { ...between, files: range.files.names, isWhole: range.files.isWhole };
  } catch (error) {
    return { kind: 'unread', why: messageOf(error) };
  }
}
