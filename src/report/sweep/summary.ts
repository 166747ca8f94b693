// The job summary of a sweep.
import { formatCount } from '../../domain/common/values/count.ts';
import { formatNamed } from '../../domain/common/report/apply.ts';
import { nothingDone, type SetBeyondLease } from '../../domain/common/report/swept.ts';
import type { ReasonCode } from '../../domain/common/run/reason.ts';
import { code, codeBlock, paragraphs, plain, plainWithRuns, table } from '../messages/markdown.ts';
import type { EndResult } from '../../domain/common/run/step.ts';

/** What a sweep did at one service, and the result. */
export interface SweptService {
  readonly cluster: string;
  readonly service: string;
  readonly result: EndResult;
  readonly reason: ReasonCode;
  readonly message: string;
  /** What it did, one sentence each. */
  readonly done: readonly string[];
  /** What it left alone and why, a sentence each. */
  readonly leftAlone: readonly string[];
  /** What AWS refused. */
  readonly details: readonly string[];
  /** Commands to paste into a shell. */
  readonly commands: readonly string[];
  /** Task sets of other versions that still run although what kept them is over. */
  readonly beyondLease: readonly SetBeyondLease[];
}

/** If another run took the service over, that run is responsible for it. */
export const isWell = ({ result }: SweptService): boolean =>
  result === 'swept' || result === 'repaired' || result === 'stood-down';

/** The whole sweep in a sentence. */
export function sweepSentence(services: readonly SweptService[]): string {
  const red = services.filter((one) => !isWell(one));
  const done = services.filter((one) => one.done.length > 0).length;
  const count = formatCount(services.length, 'service');
  const isLeft = services.some((one) => below(one).length > 0);
  const what = done === 0 ? nothingDone(isLeft) : `changed ${done}`;
  const looked = red.length === 0 ? '' : `; check ${red.map(({ service }) => service).join(', ')}`;
  return `Swept ${count}: ${what}${looked}.`;
}

/** A row for each service, then the commands that a person may have to run. */
export function sweepSummary(services: readonly SweptService[], runUrl: string): string {
  const cell = (lines: readonly string[], none: string): string =>
    lines.length === 0 ? none : lines.map((line) => plainWithRuns(line, runUrl)).join('<br>');
  const isClean = services.every(isWell);
  const rows = services.map((one) => [
    code(one.service),
    code(one.cluster),
    isWell(one) ? one.result : `**${one.result}**`,
    cell(one.done, below(one).length > 0 ? '–' : 'nothing to sweep'),
    cell(isWell(one) ? below(one) : [one.message, ...below(one)], ''),
  ]);
  const commands = services.flatMap((one) => one.commands);
  return `${paragraphs([
    `### ${isClean ? '🧹 Swept' : '❌ Not all swept'}`,
    plain(sweepSentence(services)),
    services.length === 0
      ? null
      : table(['Service', 'Cluster', 'Result', 'Done', 'Left alone because'], rows),
    beyondLeaseTable(services),
    commands.length === 0 ? null : `By hand:\n\n${codeBlock(commands)}`,
  ])}\n`;
}

/** The services that still run a version that they no longer need, for people who look after a whole cluster. `null`: none does. */
export function beyondLeaseTable(
  services: readonly Pick<SweptService, 'service' | 'cluster' | 'beyondLease'>[],
): string | null {
  const rows = services.flatMap((one) =>
    one.beyondLease.map(({ words }) => [code(one.service), code(one.cluster), plain(words)]),
  );
  return rows.length === 0 ? null : table(['Service', 'Cluster', 'Still runs beyond its lease'], rows);
}

/** The same, a line each. */
export const beyondLeaseLines = ({
  beyondLease: sets,
  ...named
}: Pick<SweptService, 'service' | 'cluster' | 'beyondLease'>): readonly string[] =>
  sets.map(({ words }) => `${formatNamed(named)}: ${words}`);

const below = ({ leftAlone, details }: SweptService): readonly string[] => [...leftAlone, ...details];
