// What the table of settings holds of each.
import type { Command } from '../domain/common/request/request.ts';

/** A setting of the action: what it means, what it may be, where it may be given and who reads it. */
export interface Setting {
  /** The text in action.yml and the documentation. */
  readonly description: string;
  readonly value: Value;
  /** The commands that read it. For any other, it is absent, whatever was given. */
  readonly commands: readonly Command[];
  /** Absent: none. */
  readonly default?: string;
  readonly isRequired?: true;
  /** Where the config file gives it. Absent: it can't. */
  readonly inFile?: 'top' | Group;
  /** Only the config file gives it: nobody sets it in a workflow. */
  readonly isInput?: false;
  /** Whether README lists it. The others are in docs/settings.md. */
  readonly isCommon?: true;
}

/** The groups of keys in the config file. */
export const groups = ['network', 'tests', 'bake', 'blue'] as const;
type Group = (typeof groups)[number];

/** What a value may be. The readers of `src/inputs` take the limits from here. */
export type Value =
  | { readonly kind: 'text' }
  /** Seconds. */
  | { readonly kind: 'duration'; readonly atLeast: number; readonly atMost: number }
  | { readonly kind: 'count'; readonly atLeast: number; readonly atMost: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  /** Entries, one per line or separated by commas. */
  | { readonly kind: 'list'; readonly of?: readonly string[] }
  /** Entries, one per line, for values that may contain commas. */
  | { readonly kind: 'lines' }
  /** One `Name: value` per line, or a mapping in the config file. */
  | { readonly kind: 'headers' }
  /** A list of mappings (`checks.ts`), in the config file only. */
  | { readonly kind: 'checks' }
  /** A mapping (`migration.ts`), in the config file only. */
  | { readonly kind: 'migration' };

export const text = { kind: 'text' } as const;
export const list = { kind: 'list' } as const;
export const listOf = <const C extends readonly string[]>(
  of: C,
): { readonly kind: 'list'; readonly of: C } => ({ kind: 'list', of });
export const lines = { kind: 'lines' } as const;
export const headers = { kind: 'headers' } as const;
export const checks = { kind: 'checks' } as const;
export const duration = (
  atLeast: number,
  atMost: number,
): { readonly kind: 'duration'; readonly atLeast: number; readonly atMost: number } => ({
  kind: 'duration',
  atLeast,
  atMost,
});
export const count = (
  atLeast: number,
  atMost: number,
): { readonly kind: 'count'; readonly atLeast: number; readonly atMost: number } => ({
  kind: 'count',
  atLeast,
  atMost,
});
export const oneOf = <const C extends readonly string[]>(
  ...of: C
): { readonly kind: 'choice'; readonly of: C } => ({ kind: 'choice', of });
export const flag = oneOf('true', 'false');

export const daySeconds = 24 * 3600;

/** The commands that create a green, switch to one, or both. Most settings are for them. */
export const releasing = ['deploy', 'stage', 'promote', 'rollback', 'plan'] as const;
/** The commands that choose what green runs. */
export const choosing = ['deploy', 'stage', 'plan'] as const;
/** The commands that switch production traffic and then keep blue warm. A plan reads what the deploy will read. */
export const switching = ['deploy', 'promote', 'rollback', 'plan'] as const;
