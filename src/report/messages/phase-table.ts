// The table of phases in the comment.
import { shortName } from '../../domain/common/values/arn.ts';
import { code, plain, table } from './markdown.ts';
import { forwardPhases, type SpentPhase } from '../../domain/common/report/phases.ts';
import { formatMoment } from '../../domain/common/values/moment.ts';
import type { EndResult } from '../../domain/common/run/step.ts';
import { formatDuration } from '../../domain/common/values/duration.ts';
import type { Report } from '../../domain/common/report/report.ts';
import type { Gate } from '../../domain/common/report/gates.ts';

/** A third column, for the time, would leave the results ten characters on a phone. */
const columns = ['Phase', 'Time and result'];

/** By these, a later run finds the table in the comment, and what is no longer true in it. */
export const phaseHead = `| ${columns.join(' | ')} |`;
export const phasesAheadSign = '▫️&nbsp;*ahead*';
export const runningSign = '⏳';

/** One row for each phase: its state, then its time and its gates. The phases ahead share a row. */
export function phaseTable(report: Report): string | null {
  if (!report.isFollowed || hasOnlyRead(report)) return null;
  const rows = seenPhases(report).map((phase) => [
    `${signs[stateOf(report, phase)]}&nbsp;${isCurrent(report, phase) ? `**${phase}**` : phase}`,
    [timeOf(report, phase), wordsOf(report, phase)].filter((text) => text !== '').join(' · '),
  ]);
  const ahead = phasesAhead(report);
  const last = ahead.length === 0 ? [] : [[phasesAheadSign, ahead.join(', ')]];
  return table(columns, [...rows, ...last]);
}

/** Refused by preflight: the problems say more than a row does. */
const hasOnlyRead = ({ ending, phase }: Report): boolean =>
  ending?.result === 'refused' && phase === 'preflight';

const seenPhases = ({ spentMs }: Report): readonly SpentPhase[] => Object.keys(spentMs) as SpentPhase[];

/** None once the release has ended or rolls back. */
const phasesAhead = ({ ending, phase }: Report): readonly SpentPhase[] =>
  ending !== null || phase === 'rollback' ? [] : forwardPhases.slice(forwardPhases.indexOf(phase) + 1);

const isCurrent = ({ ending, phase }: Report, asked: SpentPhase): boolean =>
  ending === null && phase === asked;

type PhaseState = 'current' | 'passed' | 'failed' | 'skipped' | 'left';

const signs: Readonly<Record<PhaseState, string>> = {
  current: runningSign,
  passed: '✅',
  failed: '❌',
  skipped: '⏭️',
  left: '⏭️',
};

/** What was skipped, or left to a later run, must not look passed. */
function stateOf(report: Report, phase: SpentPhase): PhaseState {
  const { ending, gates } = report;
  if (isCurrent(report, phase)) return 'current';
  const isLast = phase === report.phase && ending !== null;
  // A requested rollback is no failure of the phase before it.
  const isTurn = phase === turnedAt(report) && ending?.reason !== 'requested';
  if (isTurn || (isLast && !hasEndedWell(report))) return 'failed';
  if ((phase === 'smoke' || phase === 'bake') && gates[phase]?.state === 'skipped') return 'skipped';
  return isLast && isBlueLeft(report) ? 'left' : 'passed';
}

/** After a rollback, cleanup may be all that is left to do. */
const hasEndedWell = ({ ending, phase, returned }: Report): boolean =>
  ending !== null &&
  (goodEnds.includes(ending.result) ||
    (phase === 'rollback' && (ending.result === 'rolled-back' || returned !== null)));

const goodEnds: readonly EndResult[] = [
  'released',
  'staged',
  'repaired',
  'torn-down',
  'swept',
  'status',
  'planned',
];

/** The run did not wait for the end of the warm time. */
const isBlueLeft = ({ phase, blue }: Report): boolean =>
  (phase === 'warm' || phase === 'teardown') && blue?.isThere === true;

/** The phase in which the rollback began: the last one before it. */
const turnedAt = (report: Report): SpentPhase | null =>
  report.phase === 'rollback'
    ? (seenPhases(report)
        .filter((each) => each !== 'rollback')
        .at(-1) ?? null)
    : null;

function timeOf(report: Report, phase: SpentPhase): string {
  if (isCurrent(report, phase)) return `since ${formatMoment(report.phaseSinceMs, report.nowMs)}`;
  const ms = report.spentMs[phase] ?? 0;
  return ms < 1000 ? '&lt; 1s' : formatDuration(ms / 1000);
}

function wordsOf(report: Report, phase: SpentPhase): string {
  const notes = notesOf(report, phase).join('<br>');
  const state = stateOf(report, phase);
  if (state === 'left') return ['left to a later run', notes].filter((text) => text !== '').join(', ');
  return state === 'skipped' ? `skipped: ${notes}` : notes;
}

function notesOf(report: Report, phase: SpentPhase): readonly string[] {
  const { gates, green, nowMs, spentMs, switchedAtMs, rollback, returned } = report;
  switch (phase) {
    case 'start':
      return green === null ? [] : [`green ${code(green.id)} (${code(shortName(green.revision))})`];
    case 'ready':
      return gateNotes([gates.ready]);
    case 'smoke':
      return gateNotes([gates.smoke, gates.checks, spentMs.bake === undefined ? gates.probe : null]);
    case 'switch':
      return switchedAtMs === null ? [] : [`at ${formatMoment(switchedAtMs, nowMs)}`];
    case 'bake':
      return gateNotes(bakeGates(report));
    case 'warm':
      return rollback.keptUntilMs === null ? [] : [`until ${formatMoment(rollback.keptUntilMs, nowMs)}`];
    case 'preflight':
    case 'prepare':
    case 'teardown':
      return [];
    case 'rollback':
      return returned === null ? [] : [`production is back, ${returned.took}`];
  }
}

/** That probes judge green goes without saying. What a bake has left is only true while it lasts. */
function bakeGates({ gates: { bake, probe, proof }, phase, ending }: Report): readonly (Gate | null)[] {
  const hasEnded = ending !== null || phase === 'rollback';
  const isCutOff = hasEnded && (bake?.state === 'waiting' || bake?.state === 'failed');
  return [isCutOff ? null : bake, proof, probe?.state === 'passed' ? null : probe];
}

const gateNotes = (gates: readonly (Gate | null)[]): readonly string[] =>
  gates.flatMap((gate) => (gate === null || gate.words === '' ? [] : [plain(gate.words)]));
