// A task definition that something other than green runs in, as far as a refusal of it can be known ahead.

export interface NamedRevision {
  /** As a setting, or ECS, names it. */
  readonly reference: string;
  /** `null`: there is none in this account and region. */
  readonly found: FoundRevision | null;
}

export interface FoundRevision {
  readonly status: string;
  readonly networkMode: string | null;
  readonly containers: readonly string[];
}
