import { shortName } from '../domain/common/values/arn.ts';

import type { Gate } from './gates.ts';
import { code, plain, table } from './markdown.ts';
import { forwardPhases, type SpentPhase } from './phases.ts';
import type { Story } from './story.ts';
import { formatMoment, formatTime } from './times.ts';
import type { EndResult } from '../domain/common/run/step.ts';
import { formatDuration } from '../domain/common/values/duration.ts';

/** One row a phase: how it stands, how long it took, and what green passed there; what is ahead shares a row. */
export function phaseTable(story: Story): string | null {
  if (!story.isFollowed) return null;
  const rows = seenPhases(story).map((phase) => [
    `${signOf(story, phase)}&nbsp;${isCurrent(story, phase) ? `**${phase}**` : phase}`,
    timeOf(story, phase),
    notesOf(story, phase).join('<br>'),
  ]);
  const ahead = phasesAhead(story);
  const last = ahead.length === 0 ? [] : [['▫️&nbsp;*ahead*', '', ahead.join(', ')]];
  return table(['Phase', 'Time', 'Seen'], [...rows, ...last]);
}

const seenPhases = ({ spentMs }: Story): readonly SpentPhase[] => Object.keys(spentMs) as SpentPhase[];

/** Only while the release goes forward. */
const phasesAhead = ({ ending, phase }: Story): readonly SpentPhase[] =>
  ending !== null || phase === 'rollback' ? [] : forwardPhases.slice(forwardPhases.indexOf(phase) + 1);

const isCurrent = ({ ending, phase }: Story, asked: SpentPhase): boolean =>
  ending === null && phase === asked;

function signOf(story: Story, phase: SpentPhase): string {
  const { ending } = story;
  if (isCurrent(story, phase)) return '⏳';
  const isLast = phase === story.phase && ending !== null;
  // What was asked for is no failure of the phase before it.
  const isTurn = phase === turnedAt(story) && ending?.reason !== 'asked-for';
  const hasEndedWell = (ending !== null && goodEnds.includes(ending.result)) || phase === 'rollback';
  return isTurn || (isLast && !hasEndedWell) ? '❌' : '✅';
}

const goodEnds: readonly EndResult[] = ['released', 'staged', 'torn-down', 'swept', 'status', 'planned'];

/** The phase in which the release turned back: the last one before. */
const turnedAt = (story: Story): SpentPhase | null =>
  story.phase === 'rollback'
    ? (seenPhases(story)
        .filter((each) => each !== 'rollback')
        .at(-1) ?? null)
    : null;

function timeOf(story: Story, phase: SpentPhase): string {
  if (isCurrent(story, phase)) return `since ${formatTime(story.phaseSinceMs)}`;
  const ms = story.spentMs[phase] ?? 0;
  return ms < 1000 ? '&lt; 1s' : formatDuration(ms / 1000);
}

function notesOf(story: Story, phase: SpentPhase): readonly string[] {
  const { gates, green, nowMs, spentMs, switchedAtMs, wayBack } = story;
  switch (phase) {
    case 'start':
      return green === null ? [] : [`green is ${code(green.id)}, it runs ${code(shortName(green.revision))}`];
    case 'ready':
      return gateNotes([gates.ready]);
    case 'smoke':
      return gateNotes([gates.smoke, spentMs.bake === undefined ? gates.probe : null]);
    case 'switch':
      return switchedAtMs === null ? [] : [`at ${formatMoment(switchedAtMs, nowMs)}`];
    case 'bake':
      return gateNotes([gates.bake, gates.probe]);
    case 'warm':
      return wayBack.keptUntilMs === null ? [] : [`until ${formatMoment(wayBack.keptUntilMs, nowMs)}`];
    case 'preflight':
    case 'prepare':
    case 'teardown':
    case 'rollback':
      return [];
  }
}

const gateNotes = (gates: readonly (Gate | null)[]): readonly string[] =>
  gates.flatMap((gate) => (gate === null || gate.words === '' ? [] : [plain(gate.words)]));
