// What GitHub reports about workflow runs.
export interface RunView {
  readonly runId: number;
  /** `null`: not known (no answer yet, no token, no permission, another repository). */
  readonly isOver: boolean | null;
  /** When GitHub was asked, if it has not answered yet. */
  readonly askedAtMs?: number;
}
