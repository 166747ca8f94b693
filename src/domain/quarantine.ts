import type { ReasonCode } from './reason.ts';
import type { Plan } from './plan.ts';
import type { Roles } from './roles.ts';
import type { ServiceTags, TaskSetView, World } from './world.ts';

/** Content that was released and taken back for being bad, and the run that had released it. */
export interface Quarantine {
  /** The first 32 digits of the revision hash. */
  readonly hash: string;
  readonly runId: number;
}

/** Enough to tell contents apart, short enough to be read in a console. */
const digits = 32;

/**
 * Taken back by a person, or for what its own targets and tasks did under real traffic. Probes alone don't do: what
 * fails there may be the network between the probe and production.
 */
const reasons: readonly ReasonCode[] = ['asked-for', 'baked-bad-targets', 'baked-bad-tasks'];

/** The tag `quarantined` that taking this green back for this reason calls for; empty: none. */
export function quarantineTags(green: TaskSetView, reason: ReasonCode): ServiceTags {
  const { run, 'revision-hash': hash } = green.tags;
  const runId = /^\d+/.exec(run ?? '')?.[0];
  if (!reasons.includes(reason) || hash === undefined || runId === undefined) return {};
  return { quarantined: `${hash.slice(0, digits)}:${runId}` };
}

/** `null`: nothing is quarantined, or somebody wiped or changed the tag. */
export function quarantineOf({ service }: Pick<World, 'service'>): Quarantine | null {
  const [, hash, runId] = /^([^:]+):(\d+)$/.exec(service.tags.quarantined ?? '') ?? [];
  return hash === undefined || runId === undefined ? null : { hash, runId: Number(runId) };
}

export const isQuarantined = ({ hash }: Quarantine, content: string | undefined): boolean =>
  content !== undefined && content !== '' && content.slice(0, digits) === hash;

/** The same content again: refused, unless forced, or a person re-runs the very run that was taken back. */
export function quarantineProblems(
  { release, revision, isForced }: Plan,
  world: World,
  roles: Roles,
): readonly string[] {
  const found = quarantineOf(world);
  if (found === null || isForced || roles.green !== null || world.candidate === null) return [];
  const isReRun = release.runAttempt > 1 && release.runId === found.runId;
  if (isReRun || !isQuarantined(found, world.candidate.hash)) return [];
  const run = release.runUrl.replace(/\d+$/, String(found.runId));
  const images = revision.images.map(({ image }) => ` with image ${image}`).join('');
  return [
    `${world.candidate.source}${images} is quarantined: that content was released by run ${run} and rolled back. Release a mended ` +
      'version; or, if this one was not at fault, set force, or re-run that run.',
  ];
}
