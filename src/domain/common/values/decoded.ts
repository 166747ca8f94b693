/** A part of a URL as it was before it was escaped. As it stands if it isn't escaped right. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
