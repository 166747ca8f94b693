// The runner's log, annotations, exit code and job summary. Every text passes `logText`.
import * as core from '@actions/core';
import type { RunnerPort } from '../../ports.ts';
import { asCommand } from './guard.ts';
import { logText } from './log-text.ts';

export const runner: RunnerPort = {
  debug: (line) => {
    asCommand(() => {
      core.debug(logText(line));
    });
  },
  info: (line) => {
    core.info(logText(line));
  },
  warn: (line) => {
    asCommand(() => {
      core.warning(logText(line));
    });
  },
  openGroup: (title) => {
    asCommand(() => {
      core.startGroup(logText(title));
    });
  },
  closeGroup: () => {
    asCommand(core.endGroup);
  },
  annotate: (kind, title, message) => {
    asCommand(() => {
      core[kind](logText(message), { title: logText(title) });
    });
  },
  // As core.setFailed does, but with a title. core.setFailed would add a second annotation without one.
  fail: (title, message) => {
    process.exitCode = core.ExitCode.Failure;
    asCommand(() => {
      core.error(logText(message), { title: logText(title) });
    });
  },
  writeSummary: async (markdown) => {
    await core.summary.addRaw(markdown, true).write();
  },
};
