// The tag `run` of a task set: which run created it.

/** The run id of `<run id>.<attempt>`; `null`: the tag is missing or not readable. */
export function runIdOf(tag: string | undefined): number | null {
  const id = /^(\d+)\.\d+$/.exec(tag ?? '')?.[1];
  return id === undefined ? null : Number(id);
}
