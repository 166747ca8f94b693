// Findings about a service that another deployment controller runs: everything that is missing for task sets.
import { formatCount } from '../../common/values/count.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { forwardOf, formatRule, holds } from '../../common/load-balancer/traffic.ts';
import { mismatchProblems } from './pair.ts';
import type { OtherwiseServed, World } from '../model/world.ts';

export function movingInProblems(world: World): readonly string[] {
  const { service } = world;
  if (service.controller === 'EXTERNAL') return [];
  const name = `service ${service.name} in cluster ${service.cluster}`;
  return [
    `${name} has the deployment controller ${service.controller}, but task sets need EXTERNAL. ` +
      `Create a second service with deploymentController type EXTERNAL next to it, and let its first release take over the ` +
      'traffic. AWS documents that UpdateService can change the controller too, but after a change from ECS it goes on ' +
      'showing the tasks in deployments, and this action does not release next to them.',
    ...(service.otherwise === null ? [] : servedProblems(world, service.otherwise, name)),
  ];
}

function servedProblems(world: World, served: OtherwiseServed, name: string): readonly string[] {
  const { attachments, unsupported } = served;
  const problems = unsupported.map(
    (feature) => `${name} uses ${feature}, which AWS does not offer with task sets. Do without it first.`,
  );
  const [only, ...more] = attachments;
  if (only === undefined)
    return [
      ...problems,
      `${name} has no load balancer, and a release switches the rules of one. Attach a target group of an application load balancer.`,
    ];
  if (more.length > 0)
    problems.push(
      `${name} is attached to ${formatCount(attachments.length, 'target group')} (${attachments.map(({ group }) => shortName(group)).join(', ')}), but ` +
        'this action handles only services with one. Keep one.',
    );
  return [...problems, ...ruleProblems(world, only.group)];
}

function ruleProblems(world: World, live: TargetGroupArn): readonly string[] {
  const { rules, loadBalancers } = world;
  if (loadBalancers.some(({ type }) => type !== 'application')) return [];
  const name = shortName(live);
  const leading = rules.filter((rule) => holds(rule, live));
  if (leading.length === 0)
    return [
      `no rule forwards to the target group ${name}, so there is no traffic to move. Name it in a rule.`,
    ];
  const green = leading
    .flatMap((rule) => forwardOf(rule)?.groups ?? [])
    .map(({ group }) => group)
    .find((group) => group !== live);
  if (green !== undefined) return mismatchProblems(world, { pair: { blue: live, green } });
  return [
    `no production rule holds a second target group next to ${name} (${leading.map(formatRule).join('; ')}). ` +
      'Create one like it, and name both with target-groups or add it to each of these rules at weight 0.',
  ];
}
