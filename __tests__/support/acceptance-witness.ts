// What the judges of acceptance tests see: each write that reached the sandbox, with the world just before it.
import type { RecordedCall } from '../../sandbox/recorder.ts';
import type { RulePicture, ServicePicture, TaskSetPicture, WorldPicture } from '../../sandbox/world.ts';

/** A write as the sandbox saw it, and the world that it was about to change. */
export interface WitnessedWrite {
  readonly call: RecordedCall;
  readonly before: WorldPicture;
}

export interface Bounds {
  readonly service: string;
  /** The target groups that take turns, by name. */
  readonly pair: readonly [string, string];
  /** Rules that were named for tests, by name: who gets their traffic is free. */
  readonly testRules: readonly string[];
  /** How long load balancer nodes take to apply a rule. */
  readonly propagationMs: number;
  /** How many revisions a release may register. */
  readonly registrations: number;
  /** How many task sets one release may make. */
  readonly greens: number;
  /** Two runs write at the same moment: what one had seen, the other may have changed before the write landed. */
  readonly isRace: boolean;
  /** A set without tags that a rollback has to take for what was live before, by id: it gets the label, and no more. */
  readonly assumedBlue: string | null;
}

/** The user agent of whoever pastes printed commands. */
export const pasting = 'pasted-by-a-person';

export const isPasted = ({ client }: RecordedCall): boolean => client?.includes(pasting) === true;

export const releaseTag = 'ecs-blue-green:release';

export const serviceIn = (world: WorldPicture, { service }: Bounds): ServicePicture | undefined =>
  world.services.find(({ name }) => name === service);

export const setsIn = (world: WorldPicture, bounds: Bounds): readonly TaskSetPicture[] =>
  serviceIn(world, bounds)?.taskSets ?? [];

export const rulesWith = (world: WorldPicture, group: string | null): readonly RulePicture[] =>
  world.rules.filter(({ weights }) => (weights[group ?? ''] ?? 0) > 0);
