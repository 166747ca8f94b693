// Lists the other pull requests of a release once its span is known. Nothing waits for it.
import { othersOf, spanOf, type OtherPulls, type Span } from '../../domain/common/report/others.ts';
import { isPullOfCommit } from '../../domain/common/report/pulls.ts';
import type { Report } from '../../domain/common/report/report.ts';
import { isAnyInPaths } from '../../domain/common/values/path-pattern.ts';
import type { GitHubPort } from '../../ports.ts';
import { refusalOf, type Refusal } from '../channel.ts';
import type { ReportContext } from '../context.ts';

/** Of how many pull requests the files are read. Each costs a request or more. */
const mostChecked = 30;
/** How long files are read. */
const limitMs = 30_000;

interface OthersContext extends Pick<ReportContext, 'github' | 'wantsComment' | 'clock'> {
  /** Which files belong to the service. Empty: all. */
  readonly paths: readonly string[];
  readonly onRefusal: (refusal: Refusal) => void;
  readonly onFound: (others: OtherPulls) => void;
}

/** Returns at once. Asks when the report first shows the span, and never again. */
export function createOthersReader(context: OthersContext): (report: Report) => void {
  const { github, wantsComment, onRefusal, onFound } = context;
  let isAsked = false;

  async function ask(port: GitHubPort, span: Span, own: number | null): Promise<void> {
    try {
      const found = await read({ ...context, github: port }, span, own);
      if (found !== null) onFound(found);
    } catch (error) {
      onRefusal(refusalOf(error));
    }
  }

  return (report) => {
    if (isAsked || github === null || !wantsComment || !isPullOfCommit(report)) return;
    const { releaseId, commit, releases, pull } = report;
    const { repository } = report.request.release;
    const span = spanOf({ releaseId, repository, commit }, releases);
    if (span === null) return;
    isAsked = true;
    void ask(github, span, pull);
  };
}

type Reading = Pick<OthersContext, 'paths' | 'clock'> & { readonly github: GitHubPort };

async function read(reading: Reading, span: Span, own: number | null): Promise<OtherPulls | null> {
  const { github, paths } = reading;
  const range = await github.commitsBetween(span.base, span.head);
  if (range === null || range.commits.length < 2) return null;
  const merged = await github.mergedPulls(range.sinceMs);
  const numbers = othersOf(span, range.commits, merged.pulls, own);
  const isWhole = range.isWhole && merged.isWhole;
  if (paths.length === 0) return { numbers, isWhole };
  const touching = await touchingOf(reading, numbers);
  return { numbers: touching.numbers, isWhole: isWhole && touching.isWhole };
}

/** Those that change a file of the service. */
async function touchingOf(
  { github, paths, clock }: Reading,
  numbers: readonly number[],
): Promise<OtherPulls> {
  const endsMs = clock.now() + limitMs;
  const found: number[] = [];
  for (const [index, number] of numbers.entries()) {
    if (index >= mostChecked || clock.now() > endsMs) return { numbers: found, isWhole: false };
    const files = await github.filesOf(number);
    if (files === null || isAnyInPaths(paths, files)) found.push(number);
  }
  return { numbers: found, isWhole: true };
}
