// Content that was released and rolled back for being bad, as the service's tag `quarantined` keeps it.
import type { FailureKind } from '../run/failure.ts';

/** Content that was released and taken back for being bad, and the run that had released it. */
export interface Quarantine {
  /** The first 32 digits of the revision hash. */
  readonly hash: string;
  readonly runId: number;
}

/** Enough to tell contents apart, short enough to be read in a console. */
const digits = 32;

/**
 * Rolled back by a person, or for what its own targets and tasks did under real traffic. Probes alone aren't enough:
 * what fails there may be the network between the probe and production.
 */
export const isQuarantining = (kind: FailureKind): boolean => kind === 'requested' || kind === 'serving';

/** How many fit into a tag's 256 characters, with run ids of any length to come. */
const most = 4;

/** The tag's text with this content first and the earlier ones after it. */
export function withQuarantine(tag: string | undefined, content: string, runId: number): string {
  const hash = content.slice(0, digits);
  const earlier = parseQuarantine(tag).filter((one) => one.hash !== hash);
  return formatQuarantine([{ hash, runId }, ...earlier]);
}

/** The tag's text without this content, empty where nothing else is quarantined; `null`: this content is not. */
export function withoutQuarantine(tag: string | undefined, content: string | undefined): string | null {
  const all = parseQuarantine(tag);
  const others = all.filter((one) => !isQuarantined(one, content));
  return others.length === all.length ? null : formatQuarantine(others);
}

/** What is quarantined, the newest first. What somebody wiped, or made unreadable, is not in it. */
export const parseQuarantine = (tag: string | undefined): readonly Quarantine[] =>
  (tag ?? '').split(' ').flatMap((text) => {
    const [, hash, runId] = /^([^:]+):(\d+)$/.exec(text) ?? [];
    return hash === undefined || runId === undefined ? [] : [{ hash, runId: Number(runId) }];
  });

const formatQuarantine = (all: readonly Quarantine[]): string =>
  all
    .slice(0, most)
    .map(({ hash, runId }) => `${hash}:${String(runId)}`)
    .join(' ');

export const isQuarantined = ({ hash }: Quarantine, content: string | undefined): boolean =>
  content !== undefined && content !== '' && content.slice(0, digits) === hash;
