// Lines of the log.
import type { StepHeader } from '../../domain/common/run/step.ts';
import type { Trouble } from '../../domain/common/values/trouble.ts';
import { formatMoment } from '../../domain/common/values/moment.ts';
import { awsCommand } from '../../domain/common/values/shell.ts';
import { formatDuration } from '../../domain/common/values/duration.ts';
import type { Report } from '../../domain/common/report/report.ts';
import type { GateName } from '../../domain/common/report/gates.ts';

/** What was observed while waiting: how often each text, since when, and when a line was last printed. */
export interface Tally {
  readonly sinceMs: number;
  readonly saidMs: number;
  readonly counts: Readonly<Record<string, number>>;
}

export const emptyTally = (nowMs: number): Tally => ({ sinceMs: nowMs, saidMs: nowMs, counts: {} });

/** How often a long wait is printed again. */
const heartbeatMs = 60_000;

export interface Counted {
  readonly tally: Tally;
  /** The line to print. `null`: it was printed recently. */
  readonly line: string | null;
}

/** `split`: where traffic is, for a line that repeats. */
export function count(tally: Tally, text: string, nowMs: number, split: string | null): Counted {
  const before = tally.counts[text] ?? 0;
  const isDue = before === 0 || nowMs - tally.saidMs >= heartbeatMs;
  const counts = { ...tally.counts, [text]: before + 1 };
  const where = split === null ? '' : `; production: ${split}`;
  const words =
    before === 0 ? text : `still: ${text} (${formatDuration((nowMs - tally.sinceMs) / 1000)})${where}`;
  return {
    tally: { ...tally, counts, saidMs: isDue ? nowMs : tally.saidMs },
    line: isDue ? words : null,
  };
}

/** `waited 41s: 12× still stabilizing, 2× ThrottlingException`: what repeated. `null`: nothing did. */
export function accountOf({ counts, sinceMs }: Tally, nowMs: number): string | null {
  const repeated = Object.entries(counts).filter(([, times]) => times > 1);
  if (repeated.length === 0) return null;
  const parts = repeated.map(([text, times]) => `${times}× ${text}`);
  return `waited ${formatDuration((nowMs - sinceMs) / 1000)}: ${parts.join(', ')}`;
}

/** What a wait or a probe is for. It changes only when the state changes: no text counts down. */
export function waitText(step: StepHeader, report: Report): string {
  const { gates, rollback, nowMs } = report;
  const gate = gateOf(step);
  if (gate !== null) return `${gate}: ${gates[gate]?.words ?? step.because}`;
  if (step.reason === 'warm' && rollback.keptUntilMs !== null)
    return `blue is kept warm until ${formatMoment(rollback.keptUntilMs, nowMs)}${readyOf(report)}${scaleInOf(report)}`;
  return step.because;
}

const readyOf = ({ rollback: { ready } }: Report): string =>
  ready?.isReady === false ? ', but a rollback is not ready' : '';

const scaleInOf = ({ scaleInUntil }: Report): string =>
  scaleInUntil === null ? '' : `; scale-in is suspended until ${scaleInUntil}`;

function gateOf({ reason }: StepHeader): GateName | null {
  if (reason === 'smoke-testing') return 'smoke';
  if (reason === 'measuring-baseline') return 'probe';
  return reason === 'baking' ? 'bake' : null;
}

/** Gates that were decided between two reports, one line each. */
export function gateLines(before: Report, after: Report): readonly string[] {
  const names = Object.keys(after.gates) as GateName[];
  return names.flatMap((name) => {
    const gate = after.gates[name];
    if (gate === null || gate.state === 'waiting' || gate.state === before.gates[name]?.state) return [];
    return [`${name} ${gate.state}: ${gate.words}`];
  });
}

/** Where production traffic has moved between two reports. `null`: it has not. */
export const trafficLine = (before: Report, after: Report): string | null =>
  before.traffic === null || after.traffic === null || before.traffic.sentence === after.traffic.sentence
    ? null
    : `traffic: ${after.traffic.sentence}`;

/** What ECS reported since the report before. */
export function eventLines({ events, request }: Report): readonly string[] {
  if (events === null) return [];
  const lines = events.fresh.map((message) => `ECS: ${message}`);
  return events.overflow === 'now'
    ? [...lines, `ECS: more events follow. Read them with: ${eventsCommand(request)}`]
    : lines;
}

const eventsCommand = ({ cluster, service }: Report['request']): string =>
  awsCommand(
    ...['ecs', 'describe-services', '--cluster', cluster, '--services', service],
    ...['--query', 'services[0].events[].message'],
  );

/** First that users are safe, then what is still watched. Empty: nothing has returned since the report before. */
export function returnLines(before: Report, after: Report): readonly string[] {
  const { returned } = after;
  if (returned === null || before.returned !== null) return [];
  return [returned.sentence, ...(returned.ahead === null ? [] : [returned.ahead])];
}

export const describeTrouble = ({ action, resource, code, message }: Trouble): string =>
  `${action} on ${resource}: ${code}: ${message}`;
