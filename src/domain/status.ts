import { shortName } from './arn.ts';
import { canServe, healthyOwn } from './readiness.ts';
import { isSwitched, type Scene } from './scene.ts';
import { forwardOf, ruleWords } from './traffic.ts';
import { setWords } from './words.ts';
import type { RuleView, TaskSetView } from './world.ts';

/** Who is live, what every rule says, how both sets are, what is kept and who holds the service: a line each. */
export function statusLines(scene: Scene): readonly string[] {
  const { roles, world } = scene;
  const { tags } = world.service;
  return [
    ...roles.production.map((rule) => `production ${ruleWords(rule)}: ${weightWords(rule)}`),
    ...roles.test.map((rule) => `test ${ruleWords(rule)}: ${weightWords(rule)}`),
    ...world.taskSets.map((set) => `task set ${setLine(scene, set)}`),
    `lease: ${tags['lease-until'] === undefined ? 'none' : `blue is kept until ${tags['lease-until']} at ${tags['lease-scale'] ?? '100'} %`}`,
    `fence: ${tags.fence ?? 'none'}`,
    `forward-only: ${roles.green?.tags['forward-only'] ?? 'no'}`,
    `rollback ready: ${rollbackWords(scene)}`,
  ];
}

const weightWords = (rule: RuleView): string =>
  (forwardOf(rule)?.groups ?? [])
    .map(({ group, weight }) => `${shortName(group)} ${String(weight)}`)
    .join(', ');

function setLine({ roles, world }: Scene, set: TaskSetView): string {
  const role = set === roles.blue ? 'blue ' : set === roles.green ? 'green ' : '';
  const healthy = String(healthyOwn(world, set).length);
  return `${role}${setWords(set)}: ${set.status}, ${String(set.running)} of ${String(set.computedDesired)} running, ${healthy} healthy`;
}

/** The fastest way back there is, and how long it takes. */
function rollbackWords(scene: Scene): string {
  const { roles, world } = scene;
  if (roles.blue === null) {
    const revision = roles.green?.tags['previous-revision'];
    return revision === undefined
      ? 'no: no blue is kept and the revision before is not known; name one with to'
      : `no blue is kept: revision ${revision.slice(revision.lastIndexOf('/') + 1)} would be released again, which takes minutes`;
  }
  if (!isSwitched(scene)) return 'a release is under way';
  if (roles.blue.scalePercent < 100)
    return `blue stands at ${String(roles.blue.scalePercent)} % and is raised first, which takes a task's start`;
  const able = canServe(world, roles.blue, false);
  return able.isYes ? 'yes, about 2 s' : `no: ${able.why}`;
}
