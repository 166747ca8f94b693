// The load balancer's own cookies: opaque to clients, and not to be forged by them.
import { randomUUID } from 'node:crypto';

/** AWSALBTG names a target group, AWSALB a target within it. */
type StickyCookie = 'AWSALBTG' | 'AWSALB';

export interface StickyCookies {
  /** What the cookie names, or null if the request has none, a forged one or one whose time is over. */
  read(name: StickyCookie, cookieHeader: string | undefined): string | null;
  /** A Set-Cookie value that binds the client to `value` for this many seconds. */
  bind(name: StickyCookie, value: string, durationSeconds: number): string;
  /** All cookies are older by this long: a world that is older than it is. */
  age(byMs: number): void;
  /** By how long cookies were made older, in all. */
  agedMs(): number;
}

interface Binding {
  readonly name: StickyCookie;
  readonly value: string;
  untilMs: number;
}

/** Each cookie is a name for what is kept here: those of another load balancer mean nothing. */
export function createStickyCookies(now: () => number = Date.now): StickyCookies {
  const bindings = new Map<string, Binding>();
  let agedMs = 0;
  return {
    read(name, cookieHeader) {
      const binding = bindings.get(cookieValue(name, cookieHeader) ?? '');
      if (binding?.name !== name || binding.untilMs <= now()) return null;
      return binding.value;
    },
    bind(name, value, durationSeconds) {
      const untilMs = now() + durationSeconds * 1000;
      const cookie = randomUUID();
      bindings.set(cookie, { name, value, untilMs });
      return `${name}=${cookie}; Expires=${new Date(untilMs).toUTCString()}; Path=/`;
    },
    age(byMs) {
      agedMs += byMs;
      for (const binding of bindings.values()) binding.untilMs -= byMs;
    },
    agedMs: () => agedMs,
  };
}

function cookieValue(name: string, header: string | undefined): string | null {
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}
