// What `npm run sandbox` leaves for `npm run act`: where it is, and inputs that make sense in it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { actionRoot } from './runner/action.ts';

/** Plain data: it is kept in a file for as long as the sandbox is up. */
export interface Offer {
  readonly environment: Readonly<Record<string, string>>;
  readonly controlUrl: string;
  readonly repository: string;
  readonly pull: number;
  readonly sha: string;
  /** Which service. */
  readonly where: Readonly<Record<string, string>>;
  /** For commands that go through a release: short times. */
  readonly times: Readonly<Record<string, string>>;
  /** For commands that bring a version. */
  readonly version: Readonly<Record<string, string>>;
}

/** One sandbox a checkout; who wants more names files. */
const file = process.env['SANDBOX_OFFER'] ?? path.join(actionRoot, '.tmp/sandbox.json');

export function writeOffer(offer: Offer): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(offer, null, 2));
}

export const noSandbox = 'no sandbox is up: start one with npm run sandbox in another terminal';

/** Throws when no sandbox has been started in this checkout. */
export function readOffer(): Offer {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Offer;
  } catch {
    throw new Error(noSandbox);
  }
}

/** Unless another sandbox has written its own since. */
export function removeOffer({ controlUrl }: Offer): void {
  if (readOffer().controlUrl === controlUrl) rmSync(file, { force: true });
}

/** What the command is given unless something else is said. */
export function inputsFor(command: string, { where, times, version }: Offer): Record<string, string> {
  const brings = command === 'deploy' || command === 'stage' || command === 'plan';
  const releases = brings || command === 'promote' || command === 'rollback';
  return { command, ...where, ...(releases ? times : {}), ...(brings ? version : {}) };
}
