// What a sweep keeps in memory.

import { traitsOf } from '../../common/request/commands.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { hasNoHealthyTarget, healthyOwn } from '../health/readiness.ts';
import { resetOf } from '../reset/reset.ts';

import { awsTagsOf } from '../model/aws-tags.ts';
import type { Memory } from '../model/memory.ts';
import { type Step, isWrite } from '../model/step.ts';
import type { ServiceTags } from '../model/world.ts';
import { isOnAnyRule } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';

/** What a step of a sweep did, for the report; `null`: nothing worth reporting. */
export function describeSwept({ act, because, reason }: Step): string | null {
  if (!isWrite(act)) return null;
  switch (act.kind) {
    case 'delete':
      return `deleted ${because}`;
    case 'label':
      return `moved the PRIMARY label: ${because}`;
    case 'write-rule':
      return `${changed[reason] ?? 'moved traffic'}: ${because}`;
    case 'scale':
      return `scaled to ${String(act.percent)} %: ${because}`;
    case 'write-scaling':
      return 'restored suspended auto scaling';
    case 'untag-service':
      return `cleared the tags ${awsTagsOf(act.names).join(', ')}`;
    case 'tag-service':
      return isBookkeeping(act.tags) ? null : `wrote tags: ${because}`;
    case 'stop-task':
      return `stopped ${because}`;
    case 'register':
    case 'create-green':
    case 'run-task':
      return null;
  }
}

const changed: Readonly<Partial<Record<ReasonCode, string>>> = {
  'ending-sessions': 'cut sessions',
  'restoring-sessions': 'restored stickiness',
};

/** Tags that only later runs read. */
const isBookkeeping = (tags: ServiceTags): boolean =>
  (['fence', 'swept-at', 'expired', 'sessions'] as const).some((name) => tags[name] !== undefined);

/** Since when rules look reset, or a production rule has been sending requests to a group of the pair without a healthy target. */
export function evolveAstray(scene: Scene): number | null {
  const { world, memory } = scene;
  return resetOf(scene) !== null || isAstray(scene) ? (memory.astraySinceMs ?? world.nowMs) : null;
}

function isAstray({ request, world, roles }: Scene): boolean {
  if (!traitsOf(request).finishesOthers) return false;
  const groups = [roles.pair?.green, roles.pair?.blue].filter((group) => group != null);
  return groups.some(
    (group) => hasNoHealthyTarget(world, group) && roles.production.some((rule) => weightOf(rule, group) > 0),
  );
}

/** The task sets without a healthy target, of each as it was when a rule last led to it. */
export function evolveDown({ request, world, memory }: Scene): Memory['downOnRules'] {
  if (!traitsOf(request).finishesOthers) return memory.downOnRules;
  return world.taskSets.flatMap((set) => {
    const isDown = isOnAnyRule(world, set)
      ? healthyOwn(world, set).length === 0
      : memory.downOnRules.includes(set.arn);
    return isDown ? [set.arn] : [];
  });
}

/** Since when fence, task sets and weights have been unchanged; `null` for other commands. */
export function evolveStill({ request, world, memory }: Scene): Memory['still'] {
  if (!traitsOf(request).finishesOthers) return null;
  const sets = world.taskSets.map(({ id, status, scalePercent }) => [id, status, scalePercent]);
  const weights = world.rules.map(({ actions }) => actions.filter(({ type }) => type === 'forward'));
  const looks = JSON.stringify([world.service.tags.fence, sets, weights]);
  return memory.still?.looks === looks ? memory.still : { looks, sinceMs: world.nowMs };
}
