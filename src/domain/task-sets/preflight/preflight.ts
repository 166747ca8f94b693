// Everything that speaks against a release, found before the first write.
import { contractProblems } from '../migrations/contract-problems.ts';
import { formatCount } from '../../common/values/count.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { describeElsewhere, placeOf } from '../../common/run/place.ts';
import { shortName } from '../../common/values/arn.ts';
import { attachmentProblems } from '../revision/attachment.ts';
import { greenSettings } from '../revision/creation.ts';
import type { Memory } from '../model/memory.ts';
import type { Request } from '../../common/request/request.ts';
import { isHealable, isLiveIn, type Roles } from '../roles/roles.ts';
import { describeIgnore, isAccepted } from '../../common/request/risks.ts';
import { errors, risk, type PreflightFinding, type RiskFinding } from './finding.ts';
import { alarmProblems } from '../alarms/beginning.ts';
import { checkProblems } from '../checks/problems.ts';
import { movingInProblems } from './moving-in.ts';
import { pairProblems } from './pair.ts';
import { networkModeProblems, roleProblems } from './revision.ts';
import { preflightRisks } from './risks.ts';
import { ruleProblems } from './rules.ts';
import { sessionProblems } from './sessions.ts';
import { smokeProblems } from './smoke.ts';
import { tagProblems } from './tags.ts';
import { scalingProblems } from './scaling.ts';
import { quarantineRisks } from '../revision/quarantine.ts';
import { drainProblems } from '../warm/drain-ahead.ts';
import { testTaskProblems } from '../revision/tests.ts';
import { answerProblems, migrationProblems } from '../migrations/problems.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { describeNoBalancer, describeReset, repairAdvice } from '../reset/describe-reset.ts';
import { describeOutside } from '../health/outside.ts';
import { resetOf } from '../reset/reset.ts';
import type { Scene } from '../roles/scene.ts';

/** ECS allows five task sets per service, and draining ones may count (fact 10). */
export const maxTaskSets = 5;

/** The reasons to refuse this run, all at once. Empty: it may begin. */
export function preflightProblems(
  request: Request,
  world: World,
  roles: Roles,
  memory: Memory,
): readonly string[] {
  return refusing(request, preflightFindings(request, world, roles, memory));
}

/** What refuses the run, with how to accept what is only a risk. */
export const refusing = (request: Request, findings: readonly PreflightFinding[]): readonly string[] =>
  findings.flatMap((finding) => {
    if (finding.kind === 'error') return [finding.sentence];
    return isAccepted(request, finding.code) ? [] : [describeRisk(request, finding)];
  });

export const describeRisk = (request: Request, { code, sentence }: RiskFinding): string =>
  traitsOf(request).rollsBack ? sentence : `${sentence} ${describeIgnore(code)}`;

/** Everything that speaks against a release, found without a write. */
export function preflightFindings(
  request: Request,
  world: World,
  roles: Roles,
  memory: Memory,
): readonly PreflightFinding[] {
  const scene = { request, world, memory, roles };
  const here = placeOf(world.service.arn);
  const elsewhere = here === null ? null : describeElsewhere(request, here);
  // Further findings would be about a service that isn't meant.
  if (elsewhere !== null) return errors([`${elsewhere}.`, ...fileProblems(request, world)]);
  const count = countProblems(world);
  const named = namedRevisionProblems(request, world);
  const service = serviceProblems(world);
  if (service.length > 0) return errors([...service, ...count, ...named]);
  const movingIn = movingInProblems(world);
  if (movingIn.length > 0)
    return errors([...movingIn, ...count, ...balancerProblems(world, roles), ...named]);
  // Further findings would be about a service without live task sets, which it isn't.
  const whole = describeNoBalancer(scene) ?? describeResetRules(scene);
  if (whole !== null) return errors([whole, ...count, ...named]);
  // Rules of other types are not read, so further findings would be wrong: blue would look like a foreign set.
  if (world.loadBalancers.length > 0 && world.loadBalancers.every(isOtherType))
    return errors([...count, ...balancerProblems(world, roles), ...named]);
  return [
    ...errors(count),
    ...errors(balancerProblems(world, roles)),
    ...errors(setProblems(world, roles, memory)),
    ...errors(pairProblems(request, world, roles, memory)),
    ...errors(ruleProblems(request, world, roles)),
    ...errors(tagProblems(request, world, roles)),
    ...errors(contractProblems(scene)),
    ...errors(answerProblems(scene)),
    ...errors(scalingProblems(world, roles)),
    ...errors(sessionProblems(scene)),
    ...errors(drainProblems(scene)),
    ...errors(smokeProblems(scene)),
    ...errors(checkProblems(scene)),
    ...errors(testTaskProblems(scene)),
    ...errors(migrationProblems(scene)),
    ...errors(alarmProblems(scene)),
    // Risks don't hold up a rollback. The log shows them.
    ...(traitsOf(request).rollsBack ? [] : preflightRisks({ request, world, roles, memory })),
    ...quarantineRisks(request, world, roles).map((sentence) => risk('quarantined', sentence)),
    ...errors(world.candidate?.problems ?? []),
    ...errors(roles.green === null ? attachmentProblems(request, world, roles) : []),
    ...errors(roles.green === null ? networkModeProblems(scene) : []),
    ...errors(roles.green === null ? roleProblems(scene) : []),
    ...errors(roles.green === null ? greenSettings(request, world, roles).problems : []),
  ];
}

/** Without task sets, there is no live revision. What inputs name can be wrong all the same. */
const namedRevisionProblems = ({ revision }: Request, { candidate }: World): readonly string[] =>
  revision.source.kind === 'live' ? [] : (candidate?.problems ?? []);

/** A file is wrong in any account. */
const fileProblems = (request: Request, world: World): readonly string[] =>
  request.revision.source.kind === 'document' ? namedRevisionProblems(request, world) : [];

function describeResetRules(scene: Scene): string | null {
  const reset = isHealable(scene.world, scene.roles) ? null : resetOf(scene);
  return reset === null ? null : `${describeReset(scene, reset)}. ${repairAdvice(scene, reset)}`;
}

function serviceProblems({ service }: World): readonly string[] {
  const name = `service ${service.name} in cluster ${service.cluster}`;
  const problems: string[] = [];
  if (service.isManagedByEcs)
    problems.push(
      `${name} is managed by ECS (an Express service, or one behind a gateway of ECS): ECS changes its load balancer and its ` +
        'tasks itself, and would undo a switch. Deploy it with ECS, or create a service of your own for this action.',
    );
  if (service.status !== 'ACTIVE')
    problems.push(
      `${name} is ${service.status}, so nothing can be released to it. Name an ACTIVE service, or create it again.`,
    );
  const outside = describeOutside(service);
  if (outside !== null) problems.push(outside);
  return problems;
}

const countProblems = ({ service: { name, cluster, desiredCount } }: World): readonly string[] =>
  desiredCount > 0
    ? []
    : [
        `service ${name} in cluster ${cluster} has a desired count of 0, so green would have no task to test. ` +
          'Set the desired count to 1 or more first.',
      ];

const isOtherType = ({ type }: World['loadBalancers'][number]): boolean => type !== 'application';

function balancerProblems(world: World, { production }: Roles): readonly string[] {
  const problems = world.loadBalancers
    .filter(isOtherType)
    .map(
      ({ arn, type }) =>
        `load balancer ${shortName(arn)} is a ${type} load balancer, but this action switches only application load balancers.`,
    );
  const inUse = new Set(production.map(({ loadBalancer }) => loadBalancer));
  if (inUse.size > 1)
    problems.push(
      `the production rules belong to ${formatCount(inUse.size, 'load balancer')} (${[...inUse].map(shortName).join(', ')}), ` +
        'but this action handles only services with one. Name the rules of one with production-rules.',
    );
  return problems;
}

function setProblems(world: World, roles: Roles, memory: Memory): readonly string[] {
  const problems = roles.foreign.map(
    (set) =>
      `task set ${set.id} (${shortName(set.taskDefinition)}, ${set.status}) is neither live nor made by this action, ` +
      `so it is not changed. Find out what else deploys this service${whatWithForeign(set)}.`,
  );
  for (const set of world.taskSets.filter(({ attachmentCount }) => attachmentCount > 1))
    problems.push(
      `task set ${set.id} is attached to ${formatCount(set.attachmentCount, 'load balancer')}, but this action handles only services with one.`,
    );
  if (sharesGroup(roles) && !isHealable(world, roles))
    problems.push(
      `task sets ${roles.live.map(({ id }) => id).join(' and ')} are in the same live target group, so traffic can't ` +
        'be switched between them. Find out what created them. A release needs a group with one task set.',
    );
  const removable = roles.leftovers.filter((set) => !isLiveIn(roles.production, set)).length;
  const isFull = roles.green === null && world.taskSets.length - removable >= maxTaskSets;
  if (isFull && memory.created === null)
    problems.push(
      `service ${world.service.name} has ${formatCount(world.taskSets.length, 'task set')}, and ECS allows ${String(maxTaskSets)}. ` +
        `None of ${world.taskSets.map(({ id, status }) => `${id} (${status})`).join(', ')} may be removed by this action. Find out what ` +
        'created them. A release needs room for one more.',
    );
  return problems;
}

/** Nobody is advised to delete what runs. */
const whatWithForeign = ({ running, pending }: TaskSetView): string =>
  running + pending === 0
    ? ', or delete the task set, which runs no task, if nothing needs it'
    : `: it runs ${formatCount(running + pending, 'task')}, so something may need them`;

function sharesGroup({ live, green }: Roles): boolean {
  const groups = live.filter((set) => set !== green).map(({ attachment }) => attachment?.group);
  return new Set(groups).size < groups.length;
}
