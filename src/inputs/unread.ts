import { inputNames, inputs, type RawInputs } from '../action-io.ts';
import type { Command } from '../domain/common/request/request.ts';
import type { Reader } from './reader.ts';

/**
 * What a command doesn't read was meant for something that it will not do, so it is said and not ignored. A runner
 * hands over every default as if it were given: what equals its default counts as absent.
 */
export function refuseUnread(reader: Reader, raw: Partial<RawInputs>, command: Command): void {
  for (const name of inputNames) {
    const spec = inputs[name];
    const readBy: readonly Command[] = spec.commands;
    const isGiven = (raw[name] ?? null) !== null && raw[name] !== spec.default;
    if (!isGiven || readBy.includes(command)) continue;
    reader.problem(name, `is not read by command ${command}, only by ${readBy.join(', ')}: leave it out`);
  }
}
