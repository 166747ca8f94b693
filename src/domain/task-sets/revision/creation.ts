// What green is created with.
import { testsInside } from '../../common/checks/check.ts';
import { formatDrain } from '../../common/tasks/drain.ts';
import { iso } from '../../common/values/moment.ts';
import type { Scene } from '../roles/scene.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import { shortReleaseId } from '../../common/request/release-id.ts';
import type { Request } from '../../common/request/request.ts';
import { attachmentOf } from './attachment.ts';
import { expiredStage } from './restage.ts';
import type { Roles } from '../roles/roles.ts';
import type { AwsTags } from '../tags/long-value.ts';
import { rollbackTags } from '../tags/rollback-tags.ts';
import { rollbackWorkflowTag } from '../tags/rollback-workflow.ts';
import { formatRolledBack } from '../tags/rolled-back.ts';
import { formatSetTags } from '../tags/set-tags.ts';
import { lastTestTags } from '../roles/rules.ts';
import type { CreateTaskSet } from '../model/step.ts';
import { setSessions } from '../sessions/note.ts';
import { commitOfRevision, previousTags, releaseOfRevision } from '../roles/version-before.ts';
import type { GreenSettings, SetTags, World } from '../model/world.ts';

const blank: GreenSettings = {
  launchType: null,
  capacityProviders: null,
  platformVersion: null,
  network: null,
  serviceRegistries: [],
  otherTags: {},
};

/** ECS allows this many tags on a resource (fact 14). */
export const mostTags = 50;

/** Settings of blue, overridden by inputs. The service itself shows only those of the PRIMARY (fact 11). */
export function greenSettings(
  request: Request,
  world: World,
  roles: Roles,
): { readonly settings: GreenSettings; readonly problems: readonly string[] } {
  const base = roles.blue?.settings ?? blank;
  const settings: GreenSettings = {
    ...base,
    ...compute(request, base),
    platformVersion: request.overrides.platformVersion ?? base.platformVersion,
    network: network(request, base),
  };
  const needsNetwork = world.candidate?.networkMode === 'awsvpc' && settings.network === null;
  const problems = needsNetwork
    ? [
        'subnets: the task definition uses the network mode awsvpc, and there is no live task set to copy the network ' +
          'configuration from. Name the subnets (and security-groups).',
      ]
    : [];
  return { settings, problems };
}

/** Launch type and capacity providers exclude each other, so naming one drops the other of blue (fact 11). */
function compute(
  request: Request,
  base: GreenSettings,
): Pick<GreenSettings, 'launchType' | 'capacityProviders'> {
  const { launchType, capacityProviders } = request.overrides;
  if (capacityProviders.length > 0) return { launchType: null, capacityProviders };
  if (launchType !== null) return { launchType, capacityProviders: null };
  return { launchType: base.launchType, capacityProviders: base.capacityProviders };
}

function network({ overrides }: Request, base: GreenSettings): GreenSettings['network'] {
  const { subnets, securityGroups, assignPublicIp } = overrides;
  if (subnets.length + securityGroups.length === 0 && assignPublicIp === null) return base.network;
  return {
    subnets: subnets.length > 0 ? subnets : (base.network?.subnets ?? []),
    securityGroups: securityGroups.length > 0 ? securityGroups : (base.network?.securityGroups ?? []),
    assignPublicIp: assignPublicIp ?? base.network?.assignPublicIp ?? null,
  };
}

/** The request of CreateTaskSet. The tags of green hold even after all tags of the service are wiped. */
export function creation(
  scene: Scene,
  revision: TaskDefinitionArn,
  more: SetTags = {},
): CreateTaskSet | null {
  const { request, world, roles, memory } = scene;
  const attachment = attachmentOf(request, world, roles);
  if (attachment === null) return null;
  const { release } = request;
  const { revisionFrom } = traitsOf(request);
  const tags = { ...setTags(request, world, roles, revision), ...setSessions(scene), ...more };
  return {
    // A re-release may be a job of the same run as the release, and creates another set.
    tokenText: [
      world.service.arn,
      release.runId,
      release.runAttempt,
      memory.createTry,
      ...(revisionFrom === 'earlier' ? ['rollback'] : []),
      // Staging again may be a job of the run that staged first.
      ...(revisionFrom === 'staged' ? ['restage'] : []),
    ].join(' '),
    externalId: shortReleaseId(release.id, request.service),
    taskDefinition: revision,
    attachment,
    settings: withFittingTags(
      greenSettings(request, world, roles).settings,
      formatSetTags(request.service, tags),
    ),
    tags,
  };
}

/** Our own tags come first. Of the others, as many as fit, by key. */
function withFittingTags(settings: GreenSettings, own: AwsTags): GreenSettings {
  const others = Object.entries(settings.otherTags).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const room = mostTags - Object.keys(own).length;
  return { ...settings, otherTags: Object.fromEntries(others.slice(0, room)) };
}

export function setTags(request: Request, world: World, roles: Roles, revision: TaskDefinitionArn): SetTags {
  const { blue } = roles;
  const { release, warmSeconds, drain } = request;
  const { createsStaged, rollsBack } = traitsOf(request);
  // A re-release is shown where the release was shown that it replaces.
  const environment = release.environment ?? (rollsBack ? (blue?.tags.environment ?? null) : null);
  return {
    ...(createsStaged ? { expires: expiry(request, world) } : {}),
    release: release.id,
    ...commitOf(request, world, roles, revision),
    repository: release.repository,
    run: `${String(release.runId)}.${String(release.runAttempt)}`,
    'warm-time': `${String(warmSeconds)}s`,
    ...(drain === null ? {} : { drain: formatDrain(drain) }),
    ...(release.pull === null ? {} : { pull: String(release.pull) }),
    ...(environment === null ? {} : { environment }),
    ...rollbackWorkflowTag(release.rollbackWorkflow),
    ...(world.candidate === null ? {} : { 'revision-hash': world.candidate.hash }),
    ...testTags(request, world),
    ...(testsInside(request.checks) ? { tests: 'task' } : {}),
    ...rollbackTags(world.service.arn, roles.production, roles.pair),
    ...(blue === null ? {} : { blue: blue.id }),
    // For later commands: the service has no such tag of a re-release, and blue will be gone.
    ...(blue !== null && rollsBack ? { 'rolled-back': formatRolledBack(request, blue, null) } : {}),
    // A rollback must not return to the version that a rollback replaced: the next one needs rollback-to.
    ...(blue === null || rollsBack ? {} : previousTags(request, blue, revision)),
  };
}

/** For later commands without these inputs. To them, a test rule would look like a production rule. */
function testTags(request: Request, world: World): SetTags {
  const last = lastTestTags(request, world);
  const listener = request.traffic.testListener ?? last['test-listener'];
  const rule = request.traffic.testRule ?? last['test-rule'];
  return {
    ...(listener === undefined ? {} : { 'test-listener': listener }),
    ...(rule === undefined ? {} : { 'test-rule': rule }),
  };
}

/**
 * What is staged again keeps the commit that was staged, or gets the one of expected-sha with `ignore: commit-unknown`. An
 * older revision has the commit and the release that the tags of a task set name.
 */
function commitOf(request: Request, world: World, roles: Roles, revision: TaskDefinitionArn): SetTags {
  const { revisionFrom } = traitsOf(request);
  if (revisionFrom === 'earlier') {
    const earlier = commitOfRevision(revision, world.taskSets);
    const restores = releaseOfRevision(request, revision, world.taskSets);
    return {
      ...(earlier === null ? {} : { commit: earlier }),
      ...(restores === null ? {} : { restores }),
    };
  }
  if (revisionFrom === 'inputs') return { commit: request.release.commit };
  const commit = expiredStage(request, world, roles)?.commit ?? request.goal.expectedCommit;
  return commit === null ? {} : { commit };
}

const expiry = ({ goal }: Request, { nowMs }: World): string => iso(nowMs + goal.stageExpirySeconds * 1000);
