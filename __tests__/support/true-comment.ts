// The comment on GitHub, judged by the sandbox's own state.
import { expect } from '@jest/globals';
import type { Stage } from './acceptance-stage.ts';
import { untrueIn, type Picture } from './claims.ts';

/** As the sandbox has it. No run has seen this. */
function pictureOf(stage: Stage): Picture {
  const { at, rules, targetGroups } = stage.world();
  const { taskSets, tags } = stage.service();
  const arnOf = (name: string | null): string => targetGroups.find((group) => group.name === name)?.arn ?? '';
  return {
    nowMs: at,
    leaseUntil: /until=(\S+)/.exec(tags['ecs-blue-green:lease'] ?? '')?.[1] ?? null,
    sets: taskSets.map(({ id, taskDefinition, targetGroup, status }) => ({
      ...{ id, revision: taskDefinition.split('/').at(-1) ?? '', group: arnOf(targetGroup) },
      isThere: status !== 'DRAINING',
      healthy: (targetGroups.find(({ name }) => name === targetGroup)?.targets ?? []).filter(
        ({ state }) => state === 'healthy',
      ).length,
    })),
    rules: rules.map(({ weights }) => {
      const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      const shares = Object.entries(weights).map(([name, weight]) => [arnOf(name), (weight / total) * 100]);
      return Object.fromEntries(total === 0 ? [] : shares) as Readonly<Record<string, number>>;
    }),
  };
}

/** The comment on the pull request, of which everything has to be so. */
export function trueComment(stage: Stage): string {
  const [comment] = stage.sandbox.github.state().comments;
  const text = comment?.body ?? '';
  expect(untrueIn(text, pictureOf(stage))).toEqual([]);
  return text;
}
