// Inputs that the command doesn't read.
import { settingNames, settings, type RawSettings } from '../settings/table.ts';
import { commandIn } from './command.ts';

/**
 * A line for the log; `null`: the command reads all that is given. One step may serve all commands, so such an input is
 * no problem. The runner passes defaults as if they were set, so a value that equals the default counts as absent.
 */
export function unreadLine(raw: Partial<RawSettings>): string | null {
  const command = commandIn(raw);
  const unread = settingNames.filter((name) => {
    const isGiven = (raw[name] ?? null) !== null && raw[name] !== settings[name].default;
    return isGiven && !settings[name].commands.includes(command);
  });
  return unread.length === 0
    ? null
    : `inputs that the command ${command} does not read: ${unread.join(', ')}`;
}
