// Every wait of a release that goes well, described once: plan's table, its total and the log are built from this list.
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { checksSeconds } from '../../common/checks/check.ts';
import { formatCount } from '../../common/values/count.ts';
import { smokePlan } from '../health/probing.ts';
import { baselineTries } from '../../common/probes/evolve-probes.ts';
import { fenceSettleMs } from '../../common/run/fence.ts';
import type { Phase } from '../../common/run/step.ts';
import type { Request } from '../../common/request/request.ts';
import { stepSeconds } from '../warm/drain-ahead.ts';
import { bakeUntilMs } from '../forward/await-bake.ts';
import { healthyOthers } from '../health/readiness.ts';
import { propagationMs } from '../health/propagation.ts';
import { baselineMs, deregistrationMs, stalledSwitchMs, teardownMs } from '../health/times.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import { isReachedByCookies, longestSessionSeconds } from '../sessions/known.ts';
import type { Imagined, WaitName } from './imagine.ts';

/** A wait that may come up in a release. */
interface ReleaseWait {
  readonly phase: Phase;
  /** The steps that wait for it. */
  readonly names: readonly WaitName[];
  /** `null`: this release does not wait for it. */
  readonly span: (release: Foreseen) => Span | null;
  /** How the log shows what an input sets, before the first write. */
  readonly limit?: (request: Request) => string;
}
/** A release as it stands before its start, and how it is imagined to go. */
export interface Foreseen {
  readonly scene: Scene;
  readonly imagined: Pick<Imagined, 'writes' | 'waits'>;
}
interface Span {
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  readonly words: string;
  /** The input, the setting of AWS or the fixed time that it comes from. */
  readonly from: string;
}

const span = (leastSeconds: number, mostSeconds: number, words: string, from: string): Span => ({
  leastSeconds,
  mostSeconds,
  words,
  from,
});

const fixed = 'fixed';
/** No green runs yet, or no blue any more. */
export const byMigration = 'the timeout of migration';
const atMost = (ms: number): string => `at most ${formatDuration(ms / 1000)}`;

/** A wait that AWS may need or not, so its least is 0. */
const upTo = (ms: number, why: string, from: string): Span | null =>
  ms <= 0 ? null : span(0, ms / 1000, `${atMost(ms)} ${why}`, from);

export const releaseWaits: readonly ReleaseWait[] = [
  { phase: 'preflight', names: ['preflight/waiting-for-bake'], span: bakeOfAnother },
  {
    phase: 'prepare',
    names: ['prepare/fence-settling'],
    span: ({ imagined }) =>
      imagined.waits.includes('prepare/fence-settling')
        ? span(fenceSettleMs / 1000, fenceSettleMs / 1000, formatDuration(fenceSettleMs / 1000), fixed)
        : null,
  },
  { phase: 'prepare', names: ['prepare/superseding'], span: room },
  { phase: 'prepare', names: ['prepare/migrating'], span: migrating },
  { phase: 'ready', names: ['ready/waiting-for-group-to-empty'], span: emptyGroup },
  {
    phase: 'ready',
    names: ['ready/waiting-for-ready'],
    span: ({ scene: { request } }) =>
      upTo(request.readyTimeoutSeconds * 1000, 'until the tasks of green are healthy', 'ready-timeout'),
    limit: ({ readyTimeoutSeconds }) => `ready within ${formatDuration(readyTimeoutSeconds)}`,
  },
  {
    phase: 'smoke',
    names: ['smoke/letting-nodes-follow'],
    span: ({ scene: { roles } }) =>
      roles.test.length === 0
        ? null
        : upTo(propagationMs, 'until all load balancer nodes use the test rule', fixed),
  },
  { phase: 'smoke', names: ['smoke/smoke-testing'], span: smoke },
  { phase: 'smoke', names: ['smoke/checking'], span: checking },
  { phase: 'smoke', names: ['smoke/measuring-baseline'], span: baseline },
  {
    phase: 'switch',
    names: ['switch/waiting-for-ready', 'switch/waiting-for-group-to-empty'],
    span: () => upTo(stalledSwitchMs, 'in case green lacks capacity between two rules', fixed),
  },
  {
    phase: 'bake',
    names: ['bake/baking', 'bake/checking'],
    span: baking,
    limit: ({ bake }) => `bake ${formatDuration(bake.seconds)}`,
  },
  {
    phase: 'warm',
    names: ['warm/warm', 'warm/letting-nodes-follow'],
    span: warm,
    limit: ({ warmSeconds }) => `blue warm ${formatDuration(warmSeconds)} from the switch`,
  },
  { phase: 'teardown', names: ['teardown/letting-nodes-follow'], span: cutBeforeTeardown },
  { phase: 'teardown', names: ['teardown/letting-nodes-follow'], span: quietBeforeTeardown },
  { phase: 'teardown', names: ['teardown/draining-blue'], span: draining },
  { phase: 'teardown', names: ['teardown/waiting-for-blue-to-vanish'], span: vanishing },
  { phase: 'teardown', names: ['teardown/contracting'], span: contracting },
];

/** Waits that come up only when a write, a read or a version fails, or when somebody else interferes. */
export const unplannedWaits: readonly WaitName[] = [
  'start/reading-back',
  'prepare/reading-back',
  'preflight/backing-off',
  'prepare/backing-off',
  'prepare/testing-blue',
  'rollback/reading-back',
  // Blue is kept while green is unhealthy.
  'warm/waiting-for-ready',
  // Somebody moves the PRIMARY label while blue is warm.
  'teardown/labelling-green',
];

/** What inputs limit, for the log. */
export const describeTimes = (request: Request): string =>
  releaseWaits.flatMap(({ limit }) => (limit === undefined ? [] : [limit(request)])).join(', ');

function bakeOfAnother({ scene, imagined }: Foreseen): Span | null {
  const untilMs = bakeUntilMs(scene);
  if (untilMs === null || !imagined.waits.includes('preflight/waiting-for-bake')) return null;
  return upTo(
    untilMs - scene.world.nowMs,
    'until the bake of another release is over',
    'the tag bake-until of the service',
  );
}

/** Sets that are deleted before the switch. */
function inTheWay({ scene, imagined }: Foreseen): readonly TaskSetView[] {
  const { world, roles } = scene;
  return world.taskSets.filter(
    ({ arn, attachment }) =>
      attachment?.group === roles.pair?.green &&
      imagined.writes.some(({ write }) => write.kind === 'delete' && write.set === arn),
  );
}

/** A set in green's target group has to be without traffic before it is deleted, and ECS allows five sets. */
function room(release: Foreseen): Span | null {
  const { world } = release.scene;
  const going = world.taskSets.find(({ status }) => status === 'DRAINING');
  if (going !== undefined && release.imagined.waits.includes('prepare/superseding'))
    return upTo(2 * teardownMs(world, going), 'until a task set has vanished', fixed);
  const standing = inTheWay(release);
  if (standing.length === 0) return null;
  // Its sessions are cut first.
  const times = standing.some((set) => isReachedByCookies(release.scene, set)) ? 3 : 1;
  const why = 'until no load balancer node uses what stands in the idle target group';
  return upTo(times * propagationMs, why, fixed);
}

function emptyGroup(release: Foreseen): Span | null {
  const { world, roles } = release.scene;
  const group = roles.pair?.green;
  if (group === undefined || inTheWay(release).length === 0) return null;
  const why = 'while green starts: its target group has to be empty first';
  return upTo(deregistrationMs(world, group), why, delayOf(group));
}

const delayOf = (group: TargetGroupArn | undefined): string =>
  `deregistration delay of ${group === undefined ? 'its target group' : `target group ${shortName(group)}`}`;

function smoke({ scene }: Foreseen): Span {
  const { passes, intervalSeconds, timeoutSeconds } = scene.request.smoke;
  const { isAskedFor } = smokePlan(scene);
  // Skipped where green can't be reached and no input asks for the test.
  const least = isAskedFor ? (passes - 1) * intervalSeconds : 0;
  const words = `${formatDuration(least)} to ${formatDuration(timeoutSeconds)}`;
  return span(least, timeoutSeconds, words, 'smoke-passes, smoke-interval and smoke-timeout');
}

function migrating(release: Foreseen): Span | null {
  return runOf(release, 'migration', 'until the migration has ended');
}

function contracting(release: Foreseen): Span | null {
  return runOf(release, 'contract', 'until the contract has ended');
}

function runOf({ scene, imagined }: Foreseen, purpose: 'migration' | 'contract', why: string): Span | null {
  const { migration } = scene.request;
  const isRun = imagined.writes.some(
    ({ write }) => write.kind === 'run-task' && write.request.purpose === purpose,
  );
  return migration === null || !isRun ? null : upTo(migration.timeoutSeconds * 1000, why, byMigration);
}

function checking({ scene: { request } }: Foreseen): Span | null {
  const { checks } = request;
  const why = `until green has passed ${formatCount(checks.length, 'check')}`;
  return upTo(checksSeconds(checks) * 1000, why, 'the timeout of each check');
}

/** Checks that have begun within it are waited for. */
const checksAfterBake = ({ scene: { request } }: Foreseen): number =>
  request.bake.seconds === 0 ? 0 : checksSeconds(request.checks.filter(({ isInBake }) => isInBake));

function baking(release: Foreseen): Span {
  const { seconds } = release.scene.request.bake;
  return span(seconds, seconds + checksAfterBake(release), formatDuration(seconds), 'bake-time');
}

function baseline({ scene: { request, world, roles } }: Foreseen): Span | null {
  if (request.bake.seconds === 0) return null;
  if (roles.blue === null && healthyOthers(world, roles).length === 0) return null;
  return upTo((baselineTries - 1) * baselineMs, 'to probe production before the switch', fixed);
}

const blueOf = ({ scene, imagined }: Foreseen): TaskSetView | null => {
  const { blue } = scene.roles;
  const isDeleted = imagined.writes.some(({ write }) => write.kind === 'delete' && write.set === blue?.arn);
  return isDeleted ? blue : null;
};

function warm(release: Foreseen): Span | null {
  const { warmSeconds, bake } = release.scene.request;
  if (blueOf(release) === null) return quietBeforeLowering(release);
  const left = warmSeconds - bake.seconds;
  if (left <= 0) return null;
  const words = `${formatDuration(left)} more: blue is kept ${formatDuration(warmSeconds)} from the switch, the bake included`;
  return span(Math.max(0, left - checksAfterBake(release)), left, words, 'warm-time');
}

const afterSwitch = 'until all load balancer nodes use the switched rules';

/** Blue that a later run deletes may still be lowered by this one. */
function quietBeforeLowering({ scene, imagined }: Foreseen): Span | null {
  const isLowered = imagined.writes.some(
    ({ write }) => write.kind === 'scale' && write.set === scene.roles.blue?.arn,
  );
  return isLowered ? upTo(propagationMs - scene.request.bake.seconds * 1000, afterSwitch, fixed) : null;
}

/** Stickiness is turned off, and then the group of blue leaves the rules: all nodes have to know each (ADR 28). */
function cutBeforeTeardown(release: Foreseen): Span | null {
  if (blueOf(release) === null || longestSessionSeconds(release.scene) === 0) return null;
  const seconds = (2 * propagationMs) / 1000;
  return span(seconds, seconds, `${formatDuration(seconds)} until all load balancer nodes know that the sessions of blue are cut`, fixed); // prettier-ignore
}

function quietBeforeTeardown(release: Foreseen): Span | null {
  const { warmSeconds, bake } = release.scene.request;
  if (blueOf(release) === null) return null;
  return upTo(propagationMs - Math.max(warmSeconds, bake.seconds) * 1000, afterSwitch, fixed);
}

/** The last step ends as soon as its tasks no longer run, unless they are protected. */
function draining(release: Foreseen): Span | null {
  const { drain } = release.scene.request;
  const all = stepSeconds(release.scene);
  if (drain === null || all === 0 || blueOf(release) === null) return null;
  const steps = all / drain.everySeconds;
  const words = `${formatCount(steps, 'step')} of ${formatDuration(drain.everySeconds)} in which blue is scaled down`;
  return span(all - drain.everySeconds, all, words, 'drain');
}

function vanishing(release: Foreseen): Span | null {
  const blue = blueOf(release);
  if (blue === null) return null;
  const { world } = release.scene;
  const group = blue.attachment?.group;
  const delayMs = deregistrationMs(world, group);
  const words = `about ${formatDuration(delayMs / 1000)} until blue is deregistered, then its tasks stop`;
  return span(delayMs / 1000, teardownMs(world, blue) / 1000, words, delayOf(group));
}
