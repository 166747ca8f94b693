// What the sandbox remembers of the client tokens of RunTask.

/** A client token of RunTask: it counts for as long as its tasks are visible (fact 40). */
export interface RunTokenState {
  readonly token: string;
  readonly clusterArn: string;
  readonly request: string;
  readonly at: number;
  readonly taskIds: readonly string[];
}
