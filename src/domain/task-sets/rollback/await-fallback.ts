// Waits with the kept green until blue has served well, if the run is to wait for that.
import { outlasts } from '../../common/run/time-limit.ts';
import { formatTagTime } from '../../common/values/moment.ts';
import { isFallbackOver, whyStillNeeded } from '../warm/fallback.ts';
import { wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import { formatSet } from '../roles/describe-set.ts';
import { keptGreen } from '../roles/kept-green.ts';
import type { Scene } from '../roles/scene.ts';

/** How long blue may take to serve well again, once the time of green is over. */
const recoveryMs = 120_000;
/** How often what is live is looked at. */
const lookMs = 15_000;

/** Only with `teardown: wait`: a rollback in the night reports at once. The post step and a cancelled run have no time. */
export function awaitFallback(scene: Scene): Step | null {
  const { request, world, memory, roles } = scene;
  const kept = keptGreen(world);
  if (!request.isKeptGreenAwaited || kept?.reason !== 'fallback' || kept.set !== roles.green) return null;
  if (memory.isCancelled || memory.interrupted !== null || isFallbackOver(scene)) return null;
  const untilMs = Date.parse(kept.until);
  if (world.nowMs >= untilMs + recoveryMs || outlasts(request, untilMs)) return null;
  const why = world.nowMs < untilMs ? null : whyStillNeeded(scene);
  const because =
    `green ${formatSet(kept.set)} is kept until ${formatTagTime(kept.until, world.nowMs)}, in case blue fails` +
    (why === null ? '' : `: ${why}`);
  const leftMs = untilMs - world.nowMs;
  return wait('rollback', 'keeping-green', because, leftMs > 0 ? Math.min(leftMs, lookMs) : 1000);
}
