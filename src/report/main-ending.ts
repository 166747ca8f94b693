// The end of main, as main saves it for the post step.
import { reasonCodes } from '../domain/common/run/reason.ts';
import { endLimitMs } from './answers/end-limit.ts';
import type { ReportEnding } from '../domain/common/report/report.ts';

export interface MainEnding extends ReportEnding {
  /** Every place on GitHub shows the end, or will never accept it. */
  readonly isReported: boolean;
  /** How long main has waited for GitHub at its end. Post waits the rest (`answers/end-limit.ts`). */
  readonly waitedMs: number;
  /** Main stopped because of an unexpected error, wherever the release was. */
  readonly isCrash: boolean;
}

export const mainEndingText = (
  ending: ReportEnding,
  {
    isReported,
    waitedMs = 0,
    isCrash = false,
  }: Pick<MainEnding, 'isReported'> & Partial<Pick<MainEnding, 'waitedMs' | 'isCrash'>>,
): string => JSON.stringify({ ...ending, isReported, waitedMs, isCrash });

/** Too little time is left to read AWS again and report. */
export const hasWaitedOut = ({ waitedMs }: MainEnding): boolean => endLimitMs - waitedMs < 500;

/** Reads what main saved as `ending`. Unknown text counts as absent, so the end is reported again. */
export function parseMainEnding(text: string | null): MainEnding | null {
  if (text === null) return null;
  try {
    const saved = JSON.parse(text) as Partial<MainEnding> | null;
    const reason = reasonCodes.find((code) => code === saved?.reason);
    if (saved?.result === undefined || saved.message === undefined || reason === undefined) return null;
    const { result, message, details = [], commands = [], isReported = false } = saved;
    const { waitedMs = 0, isCrash = false } = saved;
    return { result, message, details, commands, reason, isReported, waitedMs, isCrash };
  } catch {
    return null;
  }
}
