// The load balancer's own cookies: opaque to clients, and not to be forged by them.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** AWSALBTG names a target group, AWSALB a target within it. */
export type StickyCookie = 'AWSALBTG' | 'AWSALB';

export interface StickyCookies {
  /** What the cookie names, or null if the request has none, a forged one or one whose time is over. */
  read(name: StickyCookie, cookieHeader: string | undefined): string | null;
  /** A Set-Cookie value that binds the client to `value` for this many seconds. */
  bind(name: StickyCookie, value: string, durationSeconds: number): string;
}

/** Cookies signed with a key of their own: those of another load balancer mean nothing here. */
export function createStickyCookies(now: () => number = Date.now): StickyCookies {
  const key = randomBytes(32);
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    read(name, cookieHeader) {
      const [payload, signature] = cookieValue(name, cookieHeader)?.split('.') ?? [];
      if (payload === undefined || signature === undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(`${name}=${payload}`);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const [until = '', ...value] = Buffer.from(payload, 'base64url').toString().split(' ');
      return Number(until) > now() ? value.join(' ') : null;
    },
    bind(name, value, durationSeconds) {
      const until = now() + durationSeconds * 1000;
      const payload = Buffer.from(`${String(until)} ${value}`).toString('base64url');
      const signature = sign(`${name}=${payload}`).toString('base64url');
      return `${name}=${payload}.${signature}; Expires=${new Date(until).toUTCString()}; Path=/`;
    },
  };
}

function cookieValue(name: string, header: string | undefined): string | null {
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}
