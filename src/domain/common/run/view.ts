// What GitHub shows of workflow runs, and ECS of a service's events.
export interface RunView {
  readonly runId: number;
  /** `null`: GitHub can't say (no token, no right, another repository). */
  readonly isOver: boolean | null;
}
