// Inputs that the command doesn't read.
import { inputNames, inputs, type RawInputs } from '../action-io.ts';
import type { Command } from '../domain/common/request/request.ts';
import type { Reader } from './reader.ts';

/**
 * Such an input asks for something that the command won't do, so it is a problem and not ignored. The runner passes
 * defaults as if they were set, so a value that equals the default counts as absent.
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
