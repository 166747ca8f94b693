// The runner's log, annotations, exit code and job summary.
import * as core from '@actions/core';
import type { RunnerPort } from '../../ports.ts';

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
  // As core.setFailed does, but with a title. core.setFailed would add a second annotation without one.
  fail: (title, message) => {
    process.exitCode = core.ExitCode.Failure;
    core.error(message, { title });
  },
  writeSummary: async (markdown) => {
    await core.summary.addRaw(markdown, true).write();
  },
};
