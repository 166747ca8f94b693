// What makes a release risky.
import { formatCount, formatFew } from '../../common/values/count.ts';
import { redAtStart } from '../alarms/beginning.ts';
import { commandAhead, traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { bakeOutlasts, longerCredentials } from '../../common/run/time-limit.ts';
import { greenSettings } from '../revision/creation.ts';
import { shortName } from '../../common/values/arn.ts';
import { strangers } from '../health/readiness.ts';
import { isLiveIn, type Roles } from '../roles/roles.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { risk, type RiskFinding } from './finding.ts';
import { computeRisks } from './revision.ts';
import { describeUndeclared } from '../migrations/undeclared.ts';
import { describeReturn, dueReturnIn } from '../warm/kept-return.ts';
import { sessionRisks } from './sessions.ts';
import { zoneRisks } from './zones.ts';

/** Preflight refuses these unless the run accepts them. Then the log shows them. */
export function preflightRisks(scene: Scene): readonly RiskFinding[] {
  const { request, world, roles } = scene;
  return [
    ...keptRisks(scene).map((sentence) => risk('kept-green', sentence)),
    ...sessionRisks(scene).map((sentence) => risk('idle-group-cookies', sentence)),
    ...computeRisks(scene).map((sentence) => risk('no-launch-type', sentence)),
    ...timeRisks(request, world, roles).map((sentence) => risk('bake-outlasts-job', sentence)),
    ...sharedRisks(world, roles).map((sentence) => risk('shared-live-group', sentence)),
    ...registryRisks(scene).map((sentence) => risk('service-registry', sentence)),
    ...zoneRisks(scene),
    ...redAtStart(scene).map((sentence) => risk('alarm-red', sentence)),
    ...undeclaredRisks(scene),
  ];
}

function undeclaredRisks(scene: Scene): readonly RiskFinding[] {
  const sentence = scene.request.schemaFiles?.isRefused === true ? describeUndeclared(scene) : null;
  return sentence === null ? [] : [risk('migration-not-declared', sentence)];
}

/** ECS registers a task there once it runs, whatever the rules say. */
function registryRisks({ request, world, roles }: Scene): readonly string[] {
  if (roles.green !== null || !traitsOf(request).isRelease) return [];
  const count = greenSettings(request, world, roles).settings.serviceRegistries.length;
  if (count === 0) return [];
  return [
    `service ${world.service.name} has ${formatCount(count, 'service registry', 'service registries')}, which green gets too: clients that find the ` +
      'service there reach green as soon as its tasks run, before any test, and blue until it is deleted. The switch does not ' +
      'move them. Let these clients use the load balancer.',
  ];
}

/** Until its own green serves, users would have nothing: it deletes the kept green first. */
function keptRisks(scene: Scene): readonly string[] {
  const { world, roles, request } = scene;
  const due = roles.green === null ? dueReturnIn(scene) : null;
  if (due === null || !roles.live.includes(due.from)) return [];
  return [
    `what is live can't serve, and a green is kept that can: ${describeReturn(world, due)}. This ${commandAhead(request)} would delete the kept ` +
      'green, and users would wait for the new version. Run the command rollback, which returns production to it, and release ' +
      'a version that works then.',
  ];
}

/**
 * Another service in the live group loses its traffic at the switch, since only green's group gets it then. Its targets are
 * what no task of this service explains, once all of blue's tasks are listed.
 */
function sharedRisks(world: World, { blue, green, production }: Roles): readonly string[] {
  if (blue === null || isLiveIn(production, green) || !isLiveIn(production, blue)) return [];
  const isListed = blue.running === blue.computedDesired && blue.tasks.length === blue.running;
  if (!isListed || hasGroupMate(world, blue)) return [];
  const others = strangers(world, blue);
  if (others.length === 0) return [];
  const listed = formatFew(
    others.map(({ id, port }) => `${id}:${String(port)}`),
    5,
  );
  return [
    `the live target group ${shortName(blue.attachment?.group ?? blue.arn)} also holds ${formatCount(others.length, 'target')} ` +
      `outside this service (${listed}). At the switch, production traffic would no longer get there. Give the service that ` +
      'registers what is listed a target group of its own, or deregister it.',
  ];
}

/** The tasks of a task set that is being deleted are not read. */
const hasGroupMate = (world: World, blue: TaskSetView): boolean =>
  world.taskSets.some((set) => set !== blue && set.attachment?.group === blue.attachment?.group);

/** Without credentials or a job, green could not be rolled back at the end of its bake. */
function timeRisks(request: Request, { nowMs }: World, { production, green }: Roles): readonly string[] {
  // Watching a live green for part of its bake is better than not watching it.
  const late =
    traitsOf(request).switches && !isLiveIn(production, green) ? bakeOutlasts(request, nowMs) : null;
  if (late === null) return [];
  return [`${late}. After that, green could not be rolled back. Shorten bake-time, or ${longerCredentials}.`];
}
