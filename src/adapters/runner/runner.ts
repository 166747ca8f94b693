import * as core from '@actions/core';
import type { RunnerPort } from '../../ports.ts';

/** The runner that this process was started by. */
export const runner: RunnerPort = {
  debug: (line) => {
    core.debug(line);
  },
  info: (line) => {
    core.info(line);
  },
  warn: (line) => {
    core.warning(line);
  },
  openGroup: (title) => {
    core.startGroup(title);
  },
  closeGroup: () => {
    core.endGroup();
  },
  annotate: (kind, title, message) => {
    core[kind](message, { title });
  },
  // What core.setFailed does, with a title: it would add a second annotation without one.
  fail: (title, message) => {
    process.exitCode = core.ExitCode.Failure;
    core.error(message, { title });
  },
  writeSummary: async (markdown) => {
    await core.summary.addRaw(markdown, true).write();
  },
};
