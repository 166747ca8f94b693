// Reports an end from the post step, in place of main.
import type { Report } from '../domain/common/report/report.ts';
import { writeSummary, type ReportContext } from './context.ts';
import { placesOf, postEnd } from './places.ts';
import { endLimitMs } from './answers/end-limit.ts';
import { gitHubWarnings } from './answers/warnings.ts';

/** On the run's page and on GitHub. Never rejects. */
export async function reportLateEnd(context: ReportContext, report: Report): Promise<void> {
  await writeSummary(context, report);
  await postLateEnd(context, report, 0);
}

/** Only on GitHub: main wrote the run's page. `waitedMs`: how long main has waited for GitHub. Never rejects. */
export async function postLateEnd(context: ReportContext, report: Report, waitedMs: number): Promise<void> {
  const warnings = gitHubWarnings(context);
  // Main has warned of what GitHub did not take.
  const rest = waitedMs > 0 ? { ...warnings, silence: () => undefined } : warnings;
  const places = placesOf(context, report, warnings);
  await postEnd({ ...context, warnings: rest }, places, report, Math.max(0, endLimitMs - waitedMs));
}
