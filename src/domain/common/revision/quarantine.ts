// Content that was rolled back because it failed, as the service's tag `quarantined` lists it.
import type { FailureKind } from '../run/failure.ts';

/** The content, and the run that released it. */
export interface Quarantine {
  /** The first 32 digits of the revision hash. */
  readonly hash: string;
  /** Id of the run that released it. */
  readonly runId: number;
}

/** Whether the content that a rollback would release again is quarantined. */
export type BeforeQuarantined = 'yes' | 'no' | 'maybe';

/** The version before a live one. */
export interface VersionBefore {
  readonly revision: string;
  readonly quarantined: BeforeQuarantined;
  /** Production was rolled back to the live version, so a rollback goes further back only if `rollback-to` names it. */
  readonly isFurther: boolean;
}

/** Enough to distinguish contents, and short enough to read in a console. */
const digits = 32;

/**
 * Rolled back by a person, or because its own targets or tasks failed under production traffic. Failed probes alone
 * aren't enough: the network between the probe and production may be at fault.
 */
export const isQuarantining = (kind: FailureKind): boolean => kind === 'requested' || kind === 'serving';

/** Maximum number of entries, so that they fit into the 256 characters of a tag. */
const most = 4;

/** The tag's text with this content first. */
export function withQuarantine(tag: string | undefined, content: string, runId: number): string {
  const hash = content.slice(0, digits);
  const earlier = parseQuarantine(tag).filter((one) => one.hash !== hash);
  return formatQuarantine([{ hash, runId }, ...earlier]);
}

/** The tag's text without this content; `null`: this content is not quarantined. */
export function withoutQuarantine(tag: string | undefined, content: string | undefined): string | null {
  const all = parseQuarantine(tag);
  const others = all.filter((one) => !isQuarantined(one, content));
  return others.length === all.length ? null : formatQuarantine(others);
}

/** What is quarantined, newest first. Unreadable entries are omitted. */
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
