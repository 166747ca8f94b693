/** Splits a list into pages, with a token that AWS clients must hand back unread. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Null: the token is none that this sandbox gave out. */
export function pageOf<T>(all: readonly T[], token: string | undefined, size: number): Page<T> | null {
  const start = token === undefined ? 0 : decodeToken(token);
  if (start === null) return null;
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? encodeToken(end) : undefined };
}

/** The smallest of what is asked for, what the spec allows and what AWS allows. */
export function pageSize(asked: number | undefined, specified: number | null, most: number): number {
  return Math.min(asked ?? most, specified ?? most, most);
}

function encodeToken(offset: number): string {
  return Buffer.from(`page:${offset}`).toString('base64url');
}

function decodeToken(token: string): number | null {
  const match = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match === null ? null : Number(match[1]);
}
