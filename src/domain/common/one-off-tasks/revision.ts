// A task definition that something other than green runs in, as far as a refusal of it can be known ahead.

export interface NamedRevision {
  /** As a setting, or ECS, names it. */
  readonly reference: string;
  /** `null`: there is none in this account and region. */
  readonly found: FoundRevision | null;
}

/** `null`: it has the container, or none at all, which is a finding already. `who`: with its verb; `advice`: after "Name one of them". */
export const describeMissingContainer = (
  who: string,
  container: string,
  { containers, what }: { readonly containers: readonly string[]; readonly what: string },
  advice: string,
): string | null =>
  containers.length === 0 || containers.includes(container)
    ? null
    : `${who} in container "${container}", but ${what} has only ${containers.join(', ')}. Name one of them${advice}.`;

export interface FoundRevision {
  readonly status: string;
  readonly networkMode: string | null;
  readonly containers: readonly string[];
}
