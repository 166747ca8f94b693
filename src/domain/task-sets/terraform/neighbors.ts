// Other services of this action that a Terraform plan may change, next to the one of the inputs.
import {
  isAboutServices,
  isSameService,
  mentionsIn,
  type Mentions,
  type NamedService,
} from '../../common/terraform/mentions.ts';
import type { TerraformChange, TerraformPlan } from '../../common/terraform/plan.ts';
import { familyOf, type LoadBalancerArn, type TargetGroupArn } from '../../common/values/arn.ts';
import type { Request } from '../../common/request/request.ts';
import { releaseId } from '../../common/request/release-id.ts';
import { blankMemory } from '../model/blank-memory.ts';
import type { ListedService, World } from '../model/world.ts';
import { isOurs } from '../roles/ours.ts';
import { rememberedGroups } from '../roles/remembered.ts';
import { sceneOf, type Scene } from '../roles/scene.ts';
import { subjectOf } from './subject.ts';

/** Several services may use these. Anything else that the service of the inputs uses is its own. */
const shared = ['listener', 'balancer', 'other-rule'] as const;

/** Changes of load balancers and ECS that may be about other services than the one of the inputs. */
export const sharedChanges = (scene: Scene, plan: TerraformPlan): readonly TerraformChange[] =>
  plan.changes.filter((change) => {
    const subject = subjectOf(scene, change);
    const mayBeOthers = subject === null || shared.some((kind) => kind === subject.kind);
    return mayBeOthers && isAboutServices(mentionsIn([change]));
  });

/** A resource in another account or region than the service. These credentials and clients don't reach it. */
export const isOutOfReach = ({ world }: Scene, { arns }: TerraformChange): boolean =>
  arns.some((one) => placeOf(one) !== placeOf(world.service.arn));

/** Region and account of an ARN. */
const placeOf = (one: string): string => one.split(':').slice(3, 5).join(':');

/** The service of the inputs is judged anyway. */
export const isOther = ({ world }: Pick<Scene, 'world'>, named: NamedService): boolean =>
  !isSameService(named, nameOf(world.service));

export const nameOf = ({ cluster, name }: World['service']): NamedService => ({ cluster, service: name });

/** The target groups of a service as far as a list of services shows them. */
export const groupsOf = ({ service, sets }: ListedService): readonly TargetGroupArn[] => [
  ...new Set([
    ...sets.flatMap(({ attachment }) => attachment?.group ?? []),
    ...rememberedGroups({ service, taskSets: [] }),
  ]),
];

/** `balancers`: those of its target groups. */
export const isMentioned = (
  mentions: Mentions,
  listed: ListedService,
  balancers: readonly LoadBalancerArn[],
): boolean =>
  mentions.services.some((named) => isSameService(named, nameOf(listed.service))) ||
  groupsOf(listed).some((group) => mentions.groups.includes(group)) ||
  listed.sets.some(({ taskDefinition }) => mentions.families.includes(familyOf(taskDefinition) ?? '')) ||
  balancers.some((balancer) => mentions.balancers.includes(balancer));

/** Released by this action: its tags are on the service or on one of its task sets. */
export const isOfThisAction = ({ service, taskSets }: World): boolean =>
  service.controller === 'EXTERNAL' && (Object.keys(service.tags).length > 0 || taskSets.some(isOurs));

/** To observe another service. What inputs name belongs to their own service, except for a listener for tests. */
export const neighborRequest = (request: Request, { cluster, service }: NamedService): Request => ({
  ...request,
  command: 'sweep',
  cluster,
  service,
  release: { ...request.release, id: releaseId(request.release.runId, service, 'sweep') },
  traffic: {
    ...request.traffic,
    productionListeners: [],
    productionRules: [],
    testRule: null,
    targetGroups: [],
  },
});

export const neighborScene = ({ request }: Scene, world: World): Scene =>
  sceneOf(neighborRequest(request, nameOf(world.service)), world, blankMemory(world.nowMs));
