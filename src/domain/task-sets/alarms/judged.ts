// Which alarms judge green, and since when: what survives the process is in the tag of the lease.
import {
  evolveWaiting,
  formatNoted,
  parseNoted,
  type Judged,
  type NotedAlarms,
} from '../../common/alarms/judging.ts';
import type { Request } from '../../common/request/request.ts';
import { isNew } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import type { ServiceTags } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive, switchedAtMs } from '../health/switch-state.ts';

/** Nothing is judged by them after the bake, or once the release is being rolled back. */
export const needsAlarms = (
  { alarms }: Request,
  { isBakePassed, failure, interrupted }: Pick<Memory, 'isBakePassed' | 'failure' | 'interrupted'>,
): boolean => alarms.length > 0 && !isBakePassed && failure === null && interrupted === null;

/** What the tag of this release holds. `null`: nothing that can be used. */
function noted({ world, roles, request }: Scene): NotedAlarms | null {
  const { green, alarms } = world.service.tags;
  return green === undefined || green !== roles.green?.arn ? null : parseNoted(alarms, request.alarms);
}

/**
 * A process that finds green live continues what the tag says. Without the tag, every alarm judges: rather one rollback too
 * many than a bad version that nobody sees.
 */
export function evolveWaitingAlarms(scene: Scene): Memory['waitingAlarms'] {
  const { world, memory, request } = scene;
  if (world.alarms === null || !isNew(world, 'alarms')) return memory.waitingAlarms;
  const found = isGreenLive(scene) ? (noted(scene)?.waiting ?? []) : null;
  const seen = {
    view: world.alarms,
    waiting: memory.waitingAlarms ?? found,
    switchedMs: switchedMs(scene),
  };
  return evolveWaiting(seen, request.alarms);
}

/** An alarm that was never read has not been OK. */
const waiting = (scene: Scene): readonly string[] =>
  scene.memory.waitingAlarms ?? noted(scene)?.waiting ?? scene.request.alarms;

/** By the clock of AWS, as the tag has it: every process of this release then judges by the same time. */
function switchedMs(scene: Scene): number | null {
  const atMs = switchedAtMs(scene);
  return noted(scene)?.switchedMs ?? (atMs === null ? null : atMs - skewMs(scene));
}

export const skewMs = ({ world }: Scene): number => world.alarms?.skewMs ?? 0;

/** `null`: no alarm was read. */
export const judgedAlarms = (scene: Scene): Judged | null =>
  scene.world.alarms === null
    ? null
    : { view: scene.world.alarms, waiting: waiting(scene), switchedMs: switchedMs(scene) };

/** A lease that a killed process wrote before its switch has another time. */
const notedSwitchMs = (scene: Scene): number | null =>
  isGreenLive(scene) ? (noted(scene)?.switchedMs ?? null) : null;

/** For the lease. */
export const alarmTag = (scene: Scene, switchedAtMs: number): ServiceTags =>
  scene.request.alarms.length === 0
    ? {}
    : { alarms: formatted(scene, notedSwitchMs(scene) ?? switchedAtMs - skewMs(scene)) };

const formatted = (scene: Scene, switchedMs: number): string =>
  formatNoted({ switchedMs, waiting: waiting(scene) }, scene.request.alarms);

/** What the tag should hold by now. `null`: it does, or nothing is known. */
export function alarmTagDue(scene: Scene): string | null {
  const atMs = switchedMs(scene);
  if (scene.memory.waitingAlarms === null || atMs === null) return null;
  const due = formatted(scene, atMs);
  return scene.world.service.tags.alarms === due ? null : due;
}
