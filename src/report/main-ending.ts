// The end of main, as main saves it for the post step.
import { reasonCodes } from '../domain/common/run/reason.ts';
import type { ReportEnding } from '../domain/common/report/report.ts';

export interface MainEnding extends ReportEnding {
  /** Every place on GitHub shows the end, or will never accept it. */
  readonly isReported: boolean;
  /** Main stopped because of an unexpected error, wherever the release was. */
  readonly isCrash: boolean;
}

export const mainEndingText = (ending: ReportEnding, isReported: boolean, isCrash = false): string =>
  JSON.stringify({ ...ending, isReported, isCrash });

/** Reads what main saved as `ending`. Unknown text counts as absent, so the end is reported again. */
export function parseMainEnding(text: string | null): MainEnding | null {
  if (text === null) return null;
  try {
    const saved = JSON.parse(text) as Partial<MainEnding> | null;
    const reason = reasonCodes.find((code) => code === saved?.reason);
    if (saved?.result === undefined || saved.message === undefined || reason === undefined) return null;
    const { result, message, details = [], commands = [], isReported = false, isCrash = false } = saved;
    return { result, message, details, commands, reason, isReported, isCrash };
  } catch {
    return null;
  }
}
