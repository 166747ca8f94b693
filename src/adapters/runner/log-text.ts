// What text looks like in the log: without secrets, and without commands to the runner.
import { masked } from '../../domain/common/values/secrets.ts';
import { harmless } from './harmless.ts';

let hidden: readonly string[] = [];

/** From here on, these values are shown as `***`. */
export function hideInLog(secrets: readonly string[]): void {
  hidden = secrets;
}

/** Secrets first: they are compared with the text as it came. */
export const logText = (text: string): string => harmless(masked(text, hidden));
