// What the load balancer publishes: counts by target group and load balancer (docs/ecs-facts.md, fact 41).

/** One count of `AWS/ApplicationELB`. */
export interface Count {
  readonly name: string;
  /** As the dimension `LoadBalancer` has it: `app/<name>/<id>`. */
  readonly loadBalancer: string;
  /** As the dimension `TargetGroup` has it: `targetgroup/<name>/<id>`. Null: of the load balancer alone. */
  readonly targetGroup: string | null;
}

export interface Metrics {
  readonly add: (count: Count, atMs: number) => void;
  /** The sum within `[fromMs, toMs)` of what has these dimensions. Null: there is no data point. */
  readonly sum: (
    name: string,
    dimensions: Readonly<Record<string, string>>,
    fromMs: number,
    toMs: number,
  ) => number | null;
}

/** Old counts are forgotten: no alarm looks further back. */
const keptMs = 2 * 3_600_000;

const requests = 'RequestCount';

/** `minuteMs`: how long a minute of metrics lasts. Counts are kept by its sixtieth part. */
export function createMetrics(minuteMs: number): Metrics {
  const sliceMs = minuteMs / 60;
  let slices = new Map<number, Map<string, number>>();
  let prunedMs = 0;
  const prune = (nowMs: number): void => {
    if (nowMs - prunedMs < keptMs / 10) return;
    prunedMs = nowMs;
    slices = new Map([...slices].filter(([slice]) => nowMs - slice * sliceMs < keptMs));
  };
  const sumOf = (key: string, fromMs: number, toMs: number): number => {
    let sum = 0;
    for (let slice = Math.ceil(fromMs / sliceMs); slice * sliceMs < toMs; slice++)
      sum += slices.get(slice)?.get(key) ?? 0;
    return sum;
  };
  return {
    add({ name, loadBalancer, targetGroup }, atMs) {
      prune(atMs);
      const slice = Math.floor(atMs / sliceMs);
      const counts = slices.get(slice) ?? new Map<string, number>();
      const keys = [keyOf(name, loadBalancer, null), keyOf(name, loadBalancer, targetGroup)];
      for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
      slices.set(slice, counts);
    },
    sum(name, dimensions, fromMs, toMs) {
      const { LoadBalancer: balancer, TargetGroup: group = null, ...others } = dimensions;
      if (balancer === undefined || Object.keys(others).length > 0) return null;
      const sum = sumOf(keyOf(name, balancer, group), fromMs, toMs);
      // A minute without a request has no point, a minute with one has a 0 (fact 41).
      const hasPoint = sum > 0 || sumOf(keyOf(requests, balancer, group), fromMs, toMs) > 0;
      return hasPoint ? sum : null;
    },
  };
}

const keyOf = (name: string, loadBalancer: string, group: string | null): string =>
  `${name} ${loadBalancer} ${group ?? ''}`;

/** The counts that one answer of a target, or of the load balancer itself, adds to. */
export const answerCount = (status: number, isOwn: boolean): string =>
  `HTTPCode_${isOwn ? 'ELB' : 'Target'}_${String(Math.floor(status / 100))}XX_Count`;
