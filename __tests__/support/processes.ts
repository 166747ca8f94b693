// Processes that a test, or what it tests, has started.
import { readFileSync } from 'node:fs';

/** One that has ended isn't alive, although it has a place in the process table until its parent has asked for its end. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !hasEnded(pid);
}

/** Linux shows it. Elsewhere nothing does. */
function hasEnded(pid: number): boolean {
  try {
    // The state comes after the name, which may hold anything.
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
