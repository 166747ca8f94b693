// Health checks as real requests, of every group that a rule refers to, whatever its weight there (fact 25).
import http from 'node:http';
import https from 'node:https';
import { isInEnabledZone } from '../aws/elb/target-groups.ts';
import type { HealthCheckState } from '../aws/health-check-state.ts';
import type { AwsState, TargetGroupState, TargetState } from '../aws/state.ts';

const lookEveryMs = 25;

interface HealthChecker {
  readonly stop: () => void;
}

/** What a check saw; null for a pass. */
type Failure = { readonly reason: string; readonly description: string } | null;

/** `200`, `200-299`, `200,204`. */
export function matches(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from = NaN, to = from] = part.split('-').map(Number);
    return status >= from && status <= to;
  });
}

function judge(check: HealthCheckState, status: number): Failure {
  if (matches(check.matcher, status)) return null;
  return {
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${status}]`,
  };
}

/** A timer that comes so late was held up with all else in this process: an answer may lie there, not read yet. */
const heldUpMs = 500;

/** Calls back after this time. What held the timer up counts as if it had not passed. */
function startTimer(ms: number, onEnd: () => void): { readonly stop: () => void } {
  let timer: NodeJS.Timeout;
  const begin = (): void => {
    const dueMs = performance.now() + ms;
    timer = setTimeout(() => {
      if (performance.now() - dueMs > heldUpMs) begin();
      else onEnd();
    }, ms);
  };
  begin();
  return {
    stop: () => {
      clearTimeout(timer);
    },
  };
}

/** One check of a target. */
export function askTarget(
  check: HealthCheckState,
  target: Pick<TargetState, 'address' | 'port'>,
): Promise<Failure> {
  return new Promise((resolve) => {
    const { address: host } = target;
    const port = check.port ?? target.port;
    const { get } = check.protocol === 'HTTPS' ? https : http;
    const headers = { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' };
    // A load balancer doesn't verify the certificates of its targets.
    const options = { host, port, path: check.path, headers, agent: false, rejectUnauthorized: false };
    const outgoing = get(options, (response) => {
      response.resume();
      timer.stop();
      resolve(judge(check, response.statusCode ?? 0));
    });
    const timer = startTimer(check.timeoutMs, () => {
      resolve({ reason: 'Target.Timeout', description: 'Request timed out' });
      outgoing.destroy();
    });
    outgoing.on('error', () => {
      timer.stop();
      resolve({ reason: 'Target.FailedHealthChecks', description: 'Health checks failed' });
    });
  });
}

type Checked = Pick<TargetGroupState, 'healthCheck' | 'slowStartSeconds' | 'targets'>;

/** Only next to a healthy target that has its full share (fact 31). */
function startSlowly({ slowStartSeconds, targets }: Checked, target: TargetState): void {
  const now = Date.now();
  const isFull = ({ health, slowStartAt }: TargetState): boolean =>
    health === 'healthy' && (slowStartAt === null || now - slowStartAt >= slowStartSeconds * 1000);
  if (slowStartSeconds > 0 && targets.some(isFull)) target.slowStartAt = now;
}

/** One passed check makes a new target healthy; after that the thresholds count (fact 31). */
export function takeResult(group: Checked, target: TargetState, failure: Failure): void {
  const check = group.healthCheck;
  target.passes = failure === null ? target.passes + 1 : 0;
  target.failures = failure === null ? 0 : target.failures + 1;
  const needed = target.health === 'initial' ? 1 : check.healthyThreshold;
  if (failure === null && target.passes >= needed) {
    if (target.health === 'initial') startSlowly(group, target);
    Object.assign(target, { health: 'healthy', reason: null, description: null });
  } else if (failure !== null && target.failures >= check.unhealthyThreshold) {
    Object.assign(target, { health: 'unhealthy', slowStartAt: null, ...failure });
  }
}

async function checkTarget(group: TargetGroupState, target: TargetState): Promise<void> {
  const usedSince = group.usedSince;
  target.nextCheckAt = Number.POSITIVE_INFINITY;
  const startedAt = Date.now();
  if (target.health === 'initial') {
    target.reason = 'Elb.InitialHealthChecking';
    target.description = 'Initial health checks in progress';
  }
  const failure = await askTarget(group.healthCheck, target);
  target.nextCheckAt = startedAt + group.healthCheck.intervalMs;
  if (group.usedSince === usedSince) takeResult(group, target, failure);
}

function dueTargets(state: AwsState, now: number): { group: TargetGroupState; target: TargetState }[] {
  return state.targetGroups
    .filter((group) => group.usedSince !== null && group.protocol !== 'TCP')
    .flatMap((group) => group.targets.map((target) => ({ group, target })))
    .filter(({ group, target }) => isInEnabledZone(group, target))
    .filter(({ target }) => target.drainedAt === null && now >= target.nextCheckAt);
}

export function startHealthChecker(state: AwsState): HealthChecker {
  const timer = setInterval(() => {
    for (const { group, target } of dueTargets(state, Date.now())) void checkTarget(group, target);
  }, lookEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
