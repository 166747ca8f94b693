// The environment of the process, as plain values.

export type Variables = Readonly<Record<string, string | undefined>>;

/** The text of a variable without white space at its ends. `null`: not set, or nothing else. */
export function variable(variables: Variables, name: string): string | null {
  const text = (variables[name] ?? '').trim();
  return text === '' ? null : text;
}

/** A part of a URL in a variable, as it was before it was escaped. As it stands if it isn't escaped right. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
