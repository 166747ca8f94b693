// Whether the run of a release is over, so that it reports nothing more.
import type { Report } from '../../domain/common/report/report.ts';
import type { RunsPort } from '../../ports.ts';

/** Where GitHub doesn't say: an earlier run can't continue once this one holds the service. It reports its own end if it lives. */
export const isRunOver = async (
  { request, isHolder }: Pick<Report, 'request' | 'isHolder'>,
  runs: RunsPort,
  runId: number,
): Promise<boolean> => (await runs.isOver(runId)) ?? (isHolder && runId < request.release.runId);
