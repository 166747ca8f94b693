import { shortName } from './arn.ts';
import { isOwnSet, isWayBackAnew } from './green-role.ts';
import { isKeptGreen, keptGreen, keptWords } from './kept-green.ts';
import { quarantineOf, type Quarantine } from './quarantine.ts';
import type { Roles } from './roles.ts';
import { fullScale, parseLeaseScale } from './lease.ts';
import { canServe, healthyOwn } from './readiness.ts';
import { isGreenLive, isSwitched, type Scene } from './scene.ts';
import { forwardOf, ruleWords } from './traffic.ts';
import { isStaged } from './staged.ts';
import { versionBefore } from './version-before.ts';
import { setWords } from './words.ts';
import type { RuleView, TaskSetView, World } from './world.ts';

/** How a service stands: what the command status tells, in every place. */
export interface Status {
  readonly rules: readonly RuleStatus[];
  readonly taskSets: readonly SetStatus[];
  /** Until when, and at what scale, blue is kept; `null`: no lease is written. */
  readonly lease: { readonly until: string; readonly scalePercent: number } | null;
  /** `<n>:<run id>.<attempt>` of the run that took the service last; `null`: none did. */
  readonly fence: string | null;
  /** Why the live release can't be taken back; `null`: it can. */
  readonly forwardOnly: string | null;
  /** The fastest way back there is and how long it takes, or why there is none. */
  readonly rollbackReady: string;
  /** What was taken back for being bad, the last one first: its release is refused without `force`. */
  readonly quarantined: readonly Quarantine[];
  /** A green that was taken back and is kept for a look; `null`: none. */
  readonly keptGreen: { readonly id: string; readonly until: string } | null;
}
export interface RuleStatus {
  readonly rule: string;
  readonly isTest: boolean;
  readonly weights: Readonly<Record<string, number>>;
}
export interface SetStatus {
  readonly arn: string;
  readonly id: string;
  readonly revision: string;
  readonly role: 'blue' | 'green' | 'staged' | 'kept' | 'other';
  readonly isLive: boolean;
  readonly status: TaskSetView['status'];
  readonly running: number;
  readonly wanted: number;
  readonly healthy: number;
  readonly release: string | null;
  /** Of a staged one: until when it waits for its promotion. */
  readonly expiresAt: string | null;
}

export function statusOf(scene: Scene): Status {
  const { roles, world } = scene;
  const { tags } = world.service;
  const until = tags['lease-until'];
  const scale = parseLeaseScale(tags['lease-scale'])?.kept ?? 100;
  const lease = until === undefined ? null : { until, scalePercent: scale };
  return {
    rules: [
      ...roles.production.map((rule) => ruleStatus(rule, false)),
      ...roles.test.map((rule) => ruleStatus(rule, true)),
    ],
    taskSets: world.taskSets.map((set) => setStatus(scene, set)),
    lease,
    fence: tags.fence ?? null,
    forwardOnly: roles.green?.tags['forward-only'] ?? null,
    rollbackReady: rollbackWords(scene),
    quarantined: quarantineOf(world),
    keptGreen: keptStatus(world),
  };
}

function keptStatus(world: World): Status['keptGreen'] {
  const kept = keptGreen(world);
  return kept === null ? null : { id: kept.set.id, until: kept.until };
}

const ruleStatus = (rule: RuleView, isTest: boolean): RuleStatus => ({
  rule: ruleWords(rule),
  isTest,
  weights: Object.fromEntries(
    (forwardOf(rule)?.groups ?? []).map(({ group, weight }) => [shortName(group), weight]),
  ),
});

function setStatus({ roles, world }: Scene, set: TaskSetView): SetStatus {
  const isLive = roles.live.includes(set);
  const { expires, release } = set.tags;
  const isWaiting = isStaged(world, set) && !isLive && set.status !== 'DRAINING' && set !== roles.blue;
  return {
    arn: set.arn,
    id: set.id,
    revision: shortName(set.taskDefinition),
    role: isWaiting ? 'staged' : roleOf(roles, world, set),
    isLive,
    status: set.status,
    running: set.running,
    wanted: set.computedDesired,
    healthy: healthyOwn(world, set).length,
    release: release ?? null,
    expiresAt: isWaiting ? (expires ?? null) : null,
  };
}

function roleOf({ blue, green, live }: Roles, world: World, set: TaskSetView): SetStatus['role'] {
  if (set === blue) return 'blue';
  if (set === green) return 'green';
  return isKeptGreen(world, set) && !live.includes(set) ? 'kept' : 'other';
}

/** The same, a line each. */
export function statusLines(scene: Scene): readonly string[] {
  const { rules, taskSets, lease, fence, forwardOnly, rollbackReady, quarantined } = statusOf(scene);
  const kept = keptWords(scene.world);
  return [
    ...rules.map(
      ({ rule, isTest, weights }) => `${isTest ? 'test' : 'production'} ${rule}: ${weightWords(weights)}`,
    ),
    ...taskSets.map((set) => `task set ${setLine(set)}`),
    `lease: ${lease === null ? 'none' : `blue is kept until ${lease.until} at ${String(lease.scalePercent)} %`}`,
    `fence: ${fence ?? 'none'}`,
    `forward-only: ${forwardOnly ?? 'no'}`,
    `rollback ready: ${rollbackReady}`,
    `quarantined: ${quarantineWords(quarantined)}`,
    ...(kept === '' ? [] : [kept]),
  ];
}

/** What a release of the same content would hear. */
export const quarantineWords = (quarantined: readonly Quarantine[]): string =>
  quarantined.length === 0
    ? 'nothing'
    : quarantined
        .map(
          ({ runId, hash }) =>
            `what run ${String(runId)} released (revision hash ${hash}…), unless with force`,
        )
        .join('; ');

export const weightWords = (weights: RuleStatus['weights']): string =>
  Object.entries(weights)
    .map(([group, weight]) => `${group} ${String(weight)}`)
    .join(', ');

function setLine({
  id,
  revision,
  role,
  status,
  running,
  wanted,
  healthy,
  release,
  expiresAt,
}: SetStatus): string {
  const staged = expiresAt === null ? '' : `, staged as release ${release ?? ''} until ${expiresAt}`;
  const named = role === 'other' || role === 'staged' ? '' : role === 'kept' ? 'kept green ' : `${role} `;
  return `${named}${id} (${revision}): ${status}, ${String(running)} of ${String(wanted)} running, ${String(healthy)} healthy${staged}`;
}

/** The fastest way back there is, and how long it takes. */
export function rollbackWords(scene: Scene): string {
  const { roles, world } = scene;
  const forwardOnly = roles.green?.tags['forward-only'];
  if (forwardOnly !== undefined) return `no: forward-only (${forwardOnly}), unless with force and a reason`;
  if (roles.blue === null || roles.blue.status === 'DRAINING') return anewWords(scene);
  if (roles.green !== null && isWayBackAnew(roles.green) && isGreenLive(scene))
    return `no: a rollback made what is live, in place of ${setWords(roles.blue)}, which it took back; name the revision to go on to with to`;
  if (!isGreenLive(scene))
    return `yes: it ends the release under way (${setWords(roles.green ?? roles.blue)}), which has no traffic`;
  if (!isSwitched(scene)) return 'yes, about 2 s: a switch is under way';
  if (roles.blue.scalePercent < fullScale(world.service.tags, roles.blue))
    return `blue stands at ${String(roles.blue.scalePercent)} % and is raised first, which takes a task's start`;
  const isGreenDead = roles.green !== null && healthyOwn(world, roles.green).length === 0;
  const able = canServe(world, roles.blue, isGreenDead);
  return able.isYes ? `yes, about 2 s${sameWords(roles)}` : `no: ${able.why}`;
}

/** Way back and live version may be one: what ails its users then is not the version. */
const sameWords = ({ green, blue }: Roles): string =>
  green !== null && green.taskDefinition === blue?.taskDefinition
    ? `, but blue runs the same revision ${shortName(blue.taskDefinition)}: to another version only with to`
    : '';

function anewWords({ roles, world }: Scene): string {
  const revision = versionBefore(roles.green);
  if (revision === undefined)
    return 'no: no blue is kept and the revision before is not known; name one with to';
  const barred = quarantineOf(world).length === 0 ? '' : '; if that is what is quarantined, only with force';
  return `no blue is kept: revision ${revisionName(revision)} would be released again, which takes minutes${barred}`;
}

/** What a rollback is about to do, and how long it takes, said before its first write. */
export function rollbackAhead(scene: Scene): string {
  const { green, blue } = scene.roles;
  const { goal } = scene.plan;
  const from = green ?? blue;
  if (from === null) return 'nothing is live';
  const isOwn = green !== null && isOwnSet(scene.plan, scene.world, scene.memory, green);
  if (isOwn && green.tags.release !== scene.plan.release.id)
    return `goes on with the way back to ${setWords(green)} that release ${green.tags.release ?? ''} had begun; to go back from it, name the revision with to`;
  const isAnew = green === null || isOwn;
  if (isAnew || blue === null) {
    const to = goal.backTo ?? versionBefore(from);
    const what = to === undefined ? 'an older revision' : `revision ${revisionName(to)}`;
    return `from ${setWords(from)} to ${what}, as a new task set through all gates: no blue is kept for it, so it takes minutes`;
  }
  if (!isGreenLive(scene))
    return `ends the release of ${setWords(green)}, which has no traffic; production stays on ${setWords(blue)}`;
  const isWeak = blue.scalePercent < fullScale(scene.world.service.tags, blue);
  const takes = isWeak ? "a task's start, since blue was scaled down" : 'about 2 s';
  return `from ${setWords(green)} to warm blue ${setWords(blue)}, without a new task set: takes ${takes}${sameWords(scene.roles)}`;
}

/** `web:41`, from a tag or an input that may be an ARN. */
export const revisionName = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);
