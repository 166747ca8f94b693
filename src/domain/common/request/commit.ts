// The commit that a run reports.
import { traitsOf } from './commands.ts';
import type { Request } from './request.ts';

/** As git and GitHub show it. */
export const shortCommit = (commit: string): string => commit.slice(0, 7);

/** The commit of the version that a run brings, before the first observation; `null`: a task set shows it later. */
export const commitAhead = (request: Request): string | null =>
  traitsOf(request).bringsOwnCommit ? request.release.commit : null;
