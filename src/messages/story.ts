import { traitsOf } from '../domain/common/request/commands.ts';
import { lastPart } from '../domain/common/values/arn.ts';
import type { TaskDefinitionArn } from '../domain/common/values/arn.ts';
import { handCommands } from '../domain/common/load-balancer/by-hand.ts';
import { decideNextStep } from '../domain/task-sets/decide/decide.ts';
import { dryRunOf, type DryRun } from '../domain/task-sets/dry-run/dry-run.ts';
import { restoredNotes } from '../domain/task-sets/health/drift.ts';
import { isReReleased } from '../domain/task-sets/roles/green-role.ts';
import { fullScale } from '../domain/task-sets/tags/lease.ts';
import { blankMemory, type Memory } from '../domain/task-sets/model/memory.ts';
import type { Request } from '../domain/common/request/request.ts';
import { previewUrl } from '../domain/task-sets/health/probing.ts';
import { healthyOthers } from '../domain/task-sets/health/readiness.ts';
import type { ReasonCode } from '../domain/common/run/reason.ts';

import { commitAhead, commitSeen } from '../domain/task-sets/health/shown-commit.ts';
import { statusOf, type Status } from '../domain/task-sets/status/status.ts';
import type { Step } from '../domain/task-sets/model/step.ts';
import { weightOf } from '../domain/common/load-balancer/traffic.ts';
import { versionBefore } from '../domain/task-sets/roles/version-before.ts';

import type { TaskSetView, World } from '../domain/task-sets/model/world.ts';
import { gatesAfter, noGates, type Gates } from './gates.ts';
import { phaseAfter, type SpentPhase } from './phases.ts';
import { isToldByAnother } from './successor.ts';
import { sharesOf, type RuleShare } from './traffic-shares.ts';
import type { Ending } from '../domain/common/run/step.ts';
import type { Failure } from '../domain/common/run/failure.ts';
import type { TaskSetArn } from '../domain/task-sets/model/world.ts';
import { describeTraffic } from '../domain/task-sets/roles/traffic-words.ts';
import { sceneOf, type Scene } from '../domain/task-sets/roles/scene.ts';
import { isGreenLive, isSwitched, switchedAtMs } from '../domain/task-sets/health/switch-state.ts';

/** A release as far as it has come: all that is told of it, whatever the place. Nothing is decided on it. */
export interface Story {
  readonly plan: Request;
  readonly startedAtMs: number;
  readonly nowMs: number;
  /** Whether it was told from its beginning. One look after the fact knows of no phases. */
  readonly isFollowed: boolean;
  readonly phase: SpentPhase;
  readonly phaseSinceMs: number;
  /** Phases that were seen, in this order, and the milliseconds spent in each until now. */
  readonly spentMs: Readonly<Partial<Record<SpentPhase, number>>>;
  /** Where the revision comes from, in words; `null`: not known yet. */
  readonly source: string | null;
  readonly revision: TaskDefinitionArn | null;
  /** Of the version that this run brings; `null`: not known. */
  readonly commit: string | null;
  readonly blue: SetSeen | null;
  readonly green: SetSeen | null;
  /** `null`: no observation showed it. */
  readonly traffic: Traffic | null;
  readonly gates: Gates;
  readonly switchedAtMs: number | null;
  readonly wayBack: WayBack;
  readonly failure: Failure | null;
  /** What was put right and has to be known, a sentence each. */
  readonly notes: readonly string[];
  /** Where a staged green can be looked at, and until when it waits; `null`: nothing is staged. */
  readonly staged: Staged | null;
  /** Only of the command status. */
  readonly status: Status | null;
  /** Only of the command plan. */
  readonly dryRun: DryRun | null;
  /** A newer run tells this pull request. */
  readonly isToldByAnother: boolean;
  /** `null`: under way. */
  readonly ending: StoryEnding | null;
}

export interface StoryEnding extends Omit<Ending, 'kind'> {
  readonly reason: ReasonCode;
}

/** A task set as it was last seen: it may be gone by now. */
export interface SetSeen {
  readonly arn: TaskSetArn;
  readonly id: string;
  readonly revision: TaskDefinitionArn;
  readonly isThere: boolean;
}

export interface Traffic {
  readonly sentence: string;
  readonly shares: readonly RuleShare[];
  readonly isOnGreen: boolean;
}

export interface Staged {
  readonly release: string;
  readonly expiresAt: string;
  /** `null`: no test rule and no test-url is named. */
  readonly previewUrl: string | null;
}

export interface WayBack {
  /** Until when blue is kept; `null`: green doesn't have all the traffic, or blue is not kept any more. */
  readonly keptUntilMs: number | null;
  /** Blue's scale in percent while it is too low to carry everybody; `null`: it can. */
  readonly loweredTo: number | null;
  /** What takes production back to blue by hand; empty where there is nothing to take back, or nowhere. */
  readonly commands: readonly string[];
  /** Why nobody is shown a way back, though one may stand there; `null`: nothing is against it. */
  readonly barred: string | null;
  /** The revision that the command rollback would release anew; `null`: green does not say it. */
  readonly anew: string | null;
}

const nowhere: WayBack = { keptUntilMs: null, loweredTo: null, commands: [], barred: null, anew: null };

export const beginStory = (request: Request, nowMs: number): Story => ({
  plan: request,
  startedAtMs: nowMs,
  nowMs,
  isFollowed: true,
  phase: 'preflight',
  phaseSinceMs: nowMs,
  spentMs: { preflight: 0 },
  source: null,
  revision: null,
  commit: commitAhead(request),
  blue: null,
  green: null,
  traffic: null,
  gates: noGates,
  switchedAtMs: null,
  wayBack: nowhere,
  failure: null,
  notes: [],
  staged: null,
  status: null,
  dryRun: null,
  isToldByAnother: false,
  ending: null,
});

/** The story after one more observation and what was decided on it. */
export function continueStory(story: Story, step: Step, world: World, memory: Memory): Story {
  const moved = spend(story, world.nowMs, phaseAfter(story.phase, step));
  return see(moved, sceneOf(story.plan, world, memory));
}

/** The story for somebody who comes when it is over. */
export const lateStory = (request: Request, nowMs: number): Story => ({
  ...beginStory(request, nowMs),
  isFollowed: false,
});

/** What one look shows, without a process that had seen the release until then: the inputs it came from are not read anew. */
export const lookedAt = (story: Story, world: World): Story =>
  see(
    { ...story, nowMs: world.nowMs },
    sceneOf(story.plan, { ...world, candidate: null }, blankMemory(world.nowMs)),
  );

export const endStory = (story: Story, ending: StoryEnding, nowMs: number): Story => ({
  ...spend(story, nowMs, story.phase),
  ending,
});

/** The time since the last observation belongs to the phase that it was spent in. */
function spend(story: Story, nowMs: number, phase: SpentPhase): Story {
  const passedMs = Math.max(0, nowMs - story.nowMs);
  const spentMs = { ...story.spentMs, [story.phase]: (story.spentMs[story.phase] ?? 0) + passedMs };
  const hasMoved = phase !== story.phase;
  return {
    ...story,
    nowMs: Math.max(nowMs, story.nowMs),
    phase,
    phaseSinceMs: hasMoved ? nowMs : story.phaseSinceMs,
    spentMs: hasMoved ? { ...spentMs, [phase]: 0 } : spentMs,
  };
}

function see(story: Story, scene: Scene): Story {
  const { world, memory, roles } = scene;
  const green = seen(story.green, roles.green, world);
  return {
    ...story,
    source: world.candidate?.source ?? story.source,
    revision: green?.revision ?? memory.registered ?? world.candidate?.registeredAs ?? story.revision,
    commit: story.commit ?? commitSeen(scene),
    blue: seen(story.blue, roles.blue, world),
    green,
    traffic: {
      sentence: describeTraffic(roles),
      shares: sharesOf(roles),
      isOnGreen: isGreenLive(scene),
    },
    gates: gatesAfter(story.gates, scene),
    switchedAtMs: isGreenLive(scene) ? switchedAtMs(scene) : story.switchedAtMs,
    wayBack: wayBackIn(scene),
    failure: memory.failure,
    notes: restoredNotes(memory),
    staged: stagedIn(scene),
    status: traitsOf(story.plan).report === 'status' ? statusOf(scene) : null,
    dryRun: traitsOf(story.plan).report === 'plan' ? dryRunOf(scene, decideNextStep) : null,
    isToldByAnother: isToldByAnother(story.plan.release, world, memory, story.isFollowed),
  };
}

function seen(before: SetSeen | null, now: TaskSetView | null, world: World): SetSeen | null {
  if (now !== null)
    return { arn: now.arn, id: now.id, revision: now.taskDefinition, isThere: now.status !== 'DRAINING' };
  if (before === null) return null;
  const left = world.taskSets.find(({ arn }) => arn === before.arn);
  return { ...before, isThere: left !== undefined && left.status !== 'DRAINING' };
}

function stagedIn(scene: Scene): Staged | null {
  const tags = scene.roles.green?.tags;
  if (tags?.expires === undefined || isGreenLive(scene)) return null;
  return { release: tags.release ?? '', expiresAt: tags.expires, previewUrl: previewUrl(scene) };
}

function wayBackIn(scene: Scene): WayBack {
  const { request, roles } = scene;
  const { blue, pair, production } = roles;
  const before = versionBefore(roles.green);
  const base = {
    ...nowhere,
    barred: isGreenLive(scene) ? whyBarred(roles.green) : null,
    anew: before === undefined ? null : lastPart(before),
  };
  if (base.barred !== null) return base;
  const hasOthers = healthyOthers(scene.world, roles).length > 0;
  const isBlueThere = blue !== null && blue.status !== 'DRAINING';
  if (!(isBlueThere || hasOthers) || pair === null || !isGreenLive(scene)) return base;
  const rules = production.filter((rule) => weightOf(rule, pair.green) > 0);
  const byWeights = handCommands(rules, pair);
  if (blue === null) return { ...base, commands: byWeights };
  const full = fullScale(scene.world.service.tags, blue);
  const isWeak = blue.scalePercent < full;
  const raise = `aws ecs update-task-set --cluster ${request.cluster} --service ${request.service} --task-set ${blue.arn} --scale value=${full},unit=PERCENT`;
  const label = `aws ecs update-service-primary-task-set --cluster ${request.cluster} --service ${request.service} --primary-task-set ${blue.arn}`;
  return {
    ...base,
    keptUntilMs: keptUntilMs(scene),
    loweredTo: isWeak ? blue.scalePercent : null,
    commands: [...(isWeak ? [raise] : []), ...byWeights, label],
  };
}

function whyBarred(green: TaskSetView | null): string | null {
  const forwardOnly = green?.tags['forward-only'];
  if (forwardOnly !== undefined) return `this release is forward-only (${forwardOnly})`;
  return green !== null && isReReleased(green)
    ? 'a rollback made what is live; to go on to another version, run the command rollback with the input to'
    : null;
}

/** The lease in the service's tag, or what it would say when somebody wiped it. */
function keptUntilMs(scene: Scene): number | null {
  const { request, world } = scene;
  if (!isSwitched(scene)) return null;
  const taggedMs = Date.parse(world.service.tags['lease-until'] ?? '');
  const atMs = switchedAtMs(scene);
  if (!Number.isNaN(taggedMs)) return taggedMs;
  return atMs === null ? null : atMs + Math.max(request.warmSeconds, request.bake.seconds) * 1000;
}
