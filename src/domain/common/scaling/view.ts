// What scales the service's desired count, as Application Auto Scaling has it.
export interface ScalingPlan {
  readonly policies: readonly ScalingPolicy[];
  readonly scheduled: readonly ScheduledAction[];
}

export interface ScalingPolicy {
  readonly name: string;
  /** `ECSServiceAverageCPUUtilization` of a predefined metric, `AWS/ECS CPUUtilization` of any other. Empty: alarms. */
  readonly metrics: readonly string[];
  /** The target groups that its metrics are bound to, as `targetgroup/<name>/<id>`. */
  readonly groups: readonly string[];
  /** `null`: no target tracking. */
  readonly target: number | null;
}

export interface ScheduledAction {
  readonly name: string;
  /** `at(…)`, `rate(…)` or `cron(…)`. */
  readonly schedule: string;
  /** An IANA name. `null`: UTC. */
  readonly timeZone: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly min: number | null;
  readonly max: number | null;
}
