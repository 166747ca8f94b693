import type { Settings } from '../aws/context.ts';
import type { AwsState } from '../aws/state.ts';
import { SpecError } from '../spec.ts';
import type { FullSpec } from '../spec.ts';
import type { Addresses } from '../tasks/addresses.ts';

/** What every part of the seeding works with. */
export interface Seeding {
  readonly spec: FullSpec;
  readonly settings: Settings;
  readonly state: AwsState;
  readonly now: number;
  readonly addresses: Addresses;
}

/** Says where in the spec something is wrong that AWS itself (or a missing name) refused. */
export function within<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof SpecError) throw error;
    throw new SpecError([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
