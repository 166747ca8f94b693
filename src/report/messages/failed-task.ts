// The task that failed, with its last log lines, for the log, the annotation and Markdown.
import type { Report, ReportedTask } from '../../domain/common/report/report.ts';
import { codeBlock, folded, plain } from './markdown.ts';

/** `most`: how many log lines there is room for. `null`: all of them. Each begins with the container's name. */
export function failedTaskLines(task: ReportedTask | null, most: number | null): readonly string[] {
  if (task === null) return [];
  const { facts, tail, container } = task;
  const shown = facts.map(({ name, value }) => `${name}: ${value}`).join('; ');
  const lines = (tail?.lines ?? []).slice(most === null ? 0 : -most);
  return [
    `Failed task: ${shown}`,
    ...(tail === null ? [] : [tail.words]),
    ...lines.map((line) => `${container ?? ''} | ${line}`),
  ];
}

/** As Markdown. `null`: no task has failed. */
export function failedTaskPart({ failedTask }: Report): string | null {
  if (failedTask === null) return null;
  const { facts, tail } = failedTask;
  return [
    '**Failed task**',
    '',
    ...facts.map(({ name, value }) => `- ${name}: ${plain(value)}`),
    ...(tail === null || tail.lines.length > 0 ? [] : [`- log: ${plain(tail.words)}`]),
  ].join('\n');
}

/** In a block of code nothing is markup, a mention or a link. */
export function logPart({ failedTask }: Report): string | null {
  const tail = failedTask?.tail ?? null;
  if (tail === null || tail.lines.length === 0) return null;
  return folded('The last lines of its log', `${plain(tail.words)}\n\n${codeBlock(tail.lines, 'text')}`);
}
