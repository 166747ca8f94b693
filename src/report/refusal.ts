// Reports a run that ended before its inputs were complete.
import { InputError } from '../errors.ts';
import { formatCount } from '../domain/common/values/count.ts';
import { masked } from '../domain/common/values/secrets.ts';
import { paragraphs, plain } from './messages/markdown.ts';
import { mainEndingText } from './main-ending.ts';
import type { RunReportContext } from './release.ts';
import { maskedOutputs, outputsWithoutPlan } from './outputs.ts';

type RefusalContext = Pick<RunReportContext, 'runner' | 'secrets' | 'saveState' | 'writeOutputs'>;

/**
 * Reports wrong inputs, all at once, or a bug before the release began. The pull request isn't updated, because no release
 * began. Never rejects.
 */
export async function reportRefusal(error: unknown, context: RefusalContext): Promise<void> {
  const { runner, secrets, saveState, writeOutputs } = context;
  const isInput = error instanceof InputError;
  const problems = isInput ? error.problems : [];
  const message = isInput ? describeInputs(problems.length) : describeBug(error);
  const reason = isInput ? 'inputs-invalid' : 'bug';
  if (!isInput && error instanceof Error) runner.info(error.stack ?? error.message);
  runner.fail(isInput ? 'Wrong inputs' : 'Bug', [message, ...problems].join('\n'));
  const ending = { result: isInput ? 'refused' : 'failed', reason, message, details: problems } as const;
  try {
    writeOutputs(maskedOutputs(outputsWithoutPlan(reason, message, problems), secrets));
    saveState('ending', mainEndingText(ending, { isReported: true }));
    const points = problems.map((problem) => `- ${plain(problem)}`).join('\n');
    const title = isInput
      ? '### ⛔ Wrong inputs, nothing was changed'
      : '### ❌ Failed before anything was changed';
    await runner.writeSummary(masked(`${paragraphs([title, plain(message), points])}\n`, secrets));
  } catch (failed) {
    runner.annotate(
      'warning',
      'Report incomplete',
      failed instanceof Error ? failed.message : String(failed),
    );
  }
}

const describeInputs = (count: number): string =>
  `Nothing was read or changed: ${count === 1 ? 'there is a problem' : `there are ${formatCount(count, 'problem')}`} in the inputs, or in a file that they name:`;

const describeBug = (error: unknown): string =>
  `Nothing was changed. A bug in this action stopped the run: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}. Please report it, with the log.`;
