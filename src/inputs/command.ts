// The command of a run, before anything is checked.
import { commands, type Command } from '../domain/common/request/request.ts';
import type { RawSettings } from '../settings/table.ts';

/** A command that doesn't exist counts as the default: its problem is reported with all others. */
export const commandIn = ({ command }: Partial<RawSettings>): Command =>
  commands.find((name) => name === command) ?? 'deploy';
