// The sentence that production is back on blue: the first that people need to know in a rollback.
import { formatElapsed } from '../../common/values/duration.ts';
import { shortName } from '../../common/values/arn.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { Report, Returned } from '../../common/report/report.ts';
import { describeTraffic, receiversOf } from '../health/describe-traffic.ts';
import { propagationMs } from '../health/propagation.ts';
import { isGreenLive } from '../health/switch-state.ts';
import { formatSet } from '../roles/describe-set.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { Scene } from '../roles/scene.ts';

/** `null`: this run has returned no traffic, or something has undone it. */
export function returnedIn(
  { isFollowed, startedAtMs }: Pick<Report, 'isFollowed' | 'startedAtMs'>,
  scene: Scene,
): Returned | null {
  const { memory, roles } = scene;
  const { failure, rollbackWrittenMs: atMs } = memory;
  if (failure === null || atMs === null || isGreenLive(scene)) return null;
  const to = destination(scene);
  if (to === null) return null;
  const [fromMs, what] = beginOf(failure, isFollowed, startedAtMs);
  const isWatched = roles.green !== null && roles.green.status !== 'DRAINING';
  const took = `${formatElapsed(atMs - fromMs)} after ${what}`;
  return {
    sentence: describeReturn(scene, to, took),
    took,
    ahead: isWatched
      ? `For ${propagationMs / 1000} s this run watches the rules and repeats the rollback if something undoes it. Then it cleans up.`
      : null,
  };
}

/** A share that a rule gives to another target group stays there. */
function describeReturn({ roles }: Scene, to: string, when: string): string {
  const { sets, groups, idle } = receiversOf(roles);
  return sets.length + groups.length === 1 && idle.length === 0
    ? `Production is back on ${to}, ${when}.`
    : `Green has no production traffic any more, ${when}. ${describeTraffic(roles)}`;
}

function destination({ roles: { blue, pair, production } }: Scene): string | null {
  const group = pair?.blue;
  if (group == null || !production.some((rule) => weightOf(rule, group) > 0)) return null;
  return blue === null ? `target group ${shortName(group)}` : `blue ${formatSet(blue)}`;
}

/** What the time is counted from. */
function beginOf(
  { kind, reason, atMs }: Failure,
  isFollowed: boolean,
  startedAtMs: number,
): readonly [number, string] {
  if (!isFollowed) return [startedAtMs, 'the post step began'];
  if (kind === 'requested' || kind === 'unfinished') return [startedAtMs, 'this run began'];
  return [atMs, reason === 'cancelled' ? 'the run was cancelled' : 'the failure was detected'];
}
