// As much of a browser's cookie handling as one origin needs.

export interface CookieJar {
  /** The Cookie header, or null when there is nothing to send. */
  header(): string | null;
  /** Takes in the Set-Cookie values of an answer. */
  take(setCookies: readonly string[]): void;
}

export function createCookieJar(now: () => number = Date.now): CookieJar {
  const cookies = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    header() {
      for (const [name, cookie] of cookies) if (cookie.until <= now()) cookies.delete(name);
      if (cookies.size === 0) return null;
      return [...cookies].map(([name, cookie]) => `${name}=${cookie.value}`).join('; ');
    },
    take(setCookies) {
      for (const text of setCookies) {
        const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
        const equals = pair.indexOf('=');
        if (equals < 1) continue;
        cookies.set(pair.slice(0, equals), {
          value: pair.slice(equals + 1),
          until: endOf(attributes, now()),
        });
      }
    },
  };
}

function endOf(attributes: readonly string[], now: number): number {
  const valueOf = (name: string): string | undefined =>
    attributes.find((attribute) => attribute.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const maxAge = valueOf('max-age');
  if (maxAge !== undefined) return now + Number(maxAge) * 1000;
  const expires = valueOf('expires');
  return expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires);
}
