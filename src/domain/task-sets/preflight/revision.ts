// Findings about what green would run: members that ECS may not know, ports of the instances, where it can run.
import { groupOf } from './groups.ts';
import { accountIn } from '../../common/values/arn.ts';
import { formatCount } from '../../common/values/count.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { describeMovedAttachment } from '../revision/attachment.ts';
import { greenSettings } from '../revision/creation.ts';
import type { Scene } from '../roles/scene.ts';

/** What doesn't stop a release. */
export function revisionFindings(scene: Scene): readonly string[] {
  const { request, world, roles } = scene;
  if (!traitsOf(request).isRelease || roles.green !== null) return [];
  const moved = describeMovedAttachment(request, world, roles);
  return [
    ...documentWarnings(request),
    ...(world.candidate?.notes ?? []),
    ...(world.candidate?.mutableTags ?? []),
    ...(moved === null ? [] : [moved]),
    ...hostPortFindings(scene),
    ...launchTypeFindings(scene),
  ];
}

/** Whether ECS refuses it depends on the compatibilities that it derives itself, which is not established. */
function launchTypeFindings({ request, world, roles }: Scene): readonly string[] {
  const { candidate } = world;
  if (candidate === null || candidate.requires.length === 0 || candidate.requires.includes('FARGATE'))
    return [];
  if (greenSettings(request, world, roles).settings.launchType !== 'FARGATE') return [];
  return [
    `${candidate.source} requires ${candidate.requires.join(', ')}, but green has the launch type FARGATE: ECS may refuse green. ` +
      'Add FARGATE to requiresCompatibilities.',
  ];
}

/** ECS compares them only when green is created (fact 11). */
export function networkModeProblems(scene: Scene): readonly string[] {
  const { candidate } = scene.world;
  if (candidate === null || candidate.containers.length === 0) return [];
  if (candidate.problems.some((problem) => problem.startsWith('networkMode '))) return [];
  const [group, other] = [groupOf(scene, 'green'), groupOf(scene, 'blue')];
  // Groups of different types are a finding of their own.
  if (group === null || group.targetType !== (other ?? group).targetType) return [];
  const mode = candidate.networkMode ?? 'bridge';
  if ((mode === 'awsvpc') === (group.targetType === 'ip')) return [];
  const wanted = group.targetType === 'ip' ? 'awsvpc' : 'bridge or host';
  return [
    `${candidate.source} uses the network mode ${mode}, but target group ${group.name} has the target type ${group.targetType}, ` +
      `which ECS accepts only with ${wanted}. Set networkMode to ${wanted}, or use two target groups of the type ` +
      `${mode === 'awsvpc' ? 'ip' : 'instance'}.`,
  ];
}

/** IAM lets nobody pass a role of another account. ECS refuses it at the registration. A file may be that of another environment. */
export function roleProblems({ world: { candidate, service } }: Scene): readonly string[] {
  const own = accountIn(service.arn);
  if (candidate === null || candidate.registeredAs !== null || own === null) return [];
  const others = [...new Set(candidate.roleArns)].filter((role) => {
    const account = accountIn(role);
    return account !== null && account !== own;
  });
  return others.map(
    (role) =>
      `${candidate.source} names role ${role}, but service ${service.name} is in account ${own}, and ECS takes only ` +
      'roles of the same account. Name one of that account, or give this job the credentials of the other.',
  );
}

/** A sentence for each member of the file that RegisterTaskDefinition doesn't list. */
export function documentWarnings({ command, revision: { source } }: Request): readonly string[] {
  const { isRelease, revisionFrom } = traitsOf({ command });
  if (source.kind !== 'document' || !isRelease || revisionFrom !== 'inputs') return [];
  return source.warnings.map((warning) => `task definition file ${source.path} ${warning}`);
}

/** Two tasks with the same port of the instance never run on one instance. */
function hostPortFindings({ world, roles }: Scene): readonly string[] {
  const { candidate, service } = world;
  const ports = candidate?.hostPorts ?? [];
  if (candidate === null || ports.length === 0) return [];
  const count = service.desiredCount;
  const named = `host port${ports.length === 1 ? '' : 's'} ${ports.join(', ')}`;
  const blue =
    roles.blue === null ? '' : `, next to the ${String(roles.blue.running)} that blue's tasks occupy`;
  return [
    `${candidate.source} fixes ${named}, so no two of its tasks run on one instance: green needs ` +
      `${formatCount(count, 'instance')} on which ${ports.length === 1 ? 'that port is' : 'those ports are'} free${blue}. Without them, green is not ` +
      'ready in time and the release is rolled back. Set hostPort to 0 for a free port, or leave it out.',
  ];
}

/** ECS then takes the default strategy of the cluster, or else EC2, and refuses the task set only when it is created. */
export function computeRisks({ request, world, roles }: Scene): readonly string[] {
  const { candidate } = world;
  if (candidate === null || roles.green !== null || !traitsOf(request).isRelease) return [];
  const { settings } = greenSettings(request, world, roles);
  const isOnlyFargate = candidate.requires.length > 0 && candidate.requires.every((one) => one === 'FARGATE');
  if (!isOnlyFargate || settings.launchType !== null || (settings.capacityProviders ?? []).length > 0)
    return [];
  return [
    `${candidate.source} requires FARGATE, and neither the settings nor a live task set say that green runs there: unless the ` +
      'cluster has a default capacity provider strategy for Fargate, ECS uses the launch type EC2 and refuses green. Set ' +
      'launch-type to fargate, or capacity-providers.',
  ];
}
