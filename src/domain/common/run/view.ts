// What GitHub reports about workflow runs.
export interface RunView {
  readonly runId: number;
  /** `null`: not known (no token, no permission, another repository). */
  readonly isOver: boolean | null;
}
