import { shortName } from '../domain/arn.ts';
import { durationWords } from '../domain/words.ts';
import type { Gate } from './gates.ts';
import { code, plain, table } from './markdown.ts';
import { forwardPhases, type SpentPhase } from './phases.ts';
import type { Story } from './story.ts';
import { momentWords, timeWords } from './times.ts';

/** One row a phase: how it stands, how long it took, and what green passed there. */
export function phaseTable(story: Story): string | null {
  const rows = phasesToShow(story).map((phase) => [
    `${signOf(story, phase)} ${isCurrent(story, phase) ? `**${phase}**` : phase}`,
    timeOf(story, phase),
    notesOf(story, phase).join('<br>'),
  ]);
  return rows.length === 0 ? null : table(['Phase', 'Time', ''], rows);
}

const isCurrent = ({ ending, phase }: Story, asked: SpentPhase): boolean =>
  ending === null && phase === asked;

/** What is still ahead is shown only while the release goes forward. */
function phasesToShow({ ending, phase, spentMs }: Story): readonly SpentPhase[] {
  const seen = Object.keys(spentMs) as SpentPhase[];
  // One look after the fact knows of no phases.
  if (ending !== null && Object.values(spentMs).every((ms) => ms === 0)) return [];
  if (ending !== null || phase === 'back') return seen;
  return forwardPhases.filter((each) => seen.includes(each) || isAhead(phase, each));
}

const isAhead = (phase: SpentPhase, other: (typeof forwardPhases)[number]): boolean =>
  phase !== 'back' && forwardPhases.indexOf(other) > forwardPhases.indexOf(phase);

function signOf(story: Story, phase: SpentPhase): string {
  const { ending, spentMs } = story;
  if (isCurrent(story, phase)) return '⏳';
  if (spentMs[phase] === undefined) return '▫️';
  const isLast = phase === story.phase && ending !== null;
  const isTurn = phase === turnedAt(story);
  const hasEndedWell = ending?.result === 'released' || phase === 'back';
  return isTurn || (isLast && !hasEndedWell) ? '❌' : '✅';
}

/** The phase in which the release turned back: the last one before. */
function turnedAt({ phase, spentMs }: Story): SpentPhase | null {
  if (phase !== 'back') return null;
  return (Object.keys(spentMs) as SpentPhase[]).filter((each) => each !== 'back').at(-1) ?? null;
}

function timeOf(story: Story, phase: SpentPhase): string {
  if (isCurrent(story, phase)) return `since ${timeWords(story.phaseSinceMs)}`;
  const ms = story.spentMs[phase];
  if (ms === undefined) return '';
  return ms < 1000 ? '&lt; 1s' : durationWords(ms / 1000);
}

function notesOf(story: Story, phase: SpentPhase): readonly string[] {
  const { gates, green, nowMs, switchedAtMs, wayBack } = story;
  switch (phase) {
    case 'start':
      return green === null ? [] : [`green is ${code(green.id)}, it runs ${code(shortName(green.revision))}`];
    case 'ready':
      return gateNotes([gates.ready]);
    case 'smoke':
      return gateNotes([gates.smoke, gates.probe]);
    case 'switch':
      return switchedAtMs === null ? [] : [`at ${momentWords(switchedAtMs, nowMs)}`];
    case 'bake':
      return gateNotes([gates.bake]);
    case 'warm':
      return wayBack.keptUntilMs === null ? [] : [`until ${momentWords(wayBack.keptUntilMs, nowMs)}`];
    case 'preflight':
    case 'prepare':
    case 'teardown':
    case 'back':
      return [];
  }
}

const gateNotes = (gates: readonly (Gate | null)[]): readonly string[] =>
  gates.flatMap((gate) => (gate === null || gate.words === '' ? [] : [plain(gate.words)]));
