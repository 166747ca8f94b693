// Reports an end from the post step, in place of main.
import type { Report } from '../domain/common/report/report.ts';
import { writeSummary, type ReportContext } from './context.ts';
import { placesOf, postEnd } from './places.ts';
import { gitHubWarnings } from './answers/warnings.ts';

/** On the run's page and on GitHub. Never rejects. */
export async function reportLateEnd(context: ReportContext, report: Report): Promise<void> {
  await writeSummary(context, report);
  await postLateEnd(context, report);
}

/** Only on GitHub: main wrote the run's page. Never rejects. */
export async function postLateEnd(context: ReportContext, report: Report): Promise<void> {
  const warnings = gitHubWarnings({ ...context, shown: context.shown });
  await postEnd({ ...context, warnings }, placesOf(context, report, warnings), report);
}
