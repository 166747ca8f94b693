import type { Step } from '../domain/task-sets/model/step.ts';
import type { Trouble } from '../domain/common/values/trouble.ts';

import type { GateName } from './gates.ts';
import type { Story } from './story.ts';
import { formatMoment } from './times.ts';
import { formatDuration } from '../domain/common/values/duration.ts';

/** What was seen while waiting: how often each, since when, and when it was last said. */
export interface Tally {
  readonly sinceMs: number;
  readonly saidMs: number;
  readonly counts: Readonly<Record<string, number>>;
}

export const emptyTally = (nowMs: number): Tally => ({ sinceMs: nowMs, saidMs: nowMs, counts: {} });

/** A wait that goes on is said again this often, so that a long one is seen to be alive. */
const heartbeatMs = 60_000;

export interface Counted {
  readonly tally: Tally;
  /** What to print; `null`: it has been said. */
  readonly line: string | null;
}

export function count(tally: Tally, text: string, nowMs: number): Counted {
  const before = tally.counts[text] ?? 0;
  const isDue = before === 0 || nowMs - tally.saidMs >= heartbeatMs;
  const counts = { ...tally.counts, [text]: before + 1 };
  const words = before === 0 ? text : `still: ${text} (${formatDuration((nowMs - tally.sinceMs) / 1000)})`;
  return {
    tally: { ...tally, counts, saidMs: isDue ? nowMs : tally.saidMs },
    line: isDue ? words : null,
  };
}

/** `waited 41s: 12× still stabilizing, 2× ThrottlingException`: what came more than once. `null`: nothing did. */
export function accountOf({ counts, sinceMs }: Tally, nowMs: number): string | null {
  const repeated = Object.entries(counts).filter(([, times]) => times > 1);
  if (repeated.length === 0) return null;
  const parts = repeated.map(([text, times]) => `${times}× ${text}`);
  return `waited ${formatDuration((nowMs - sinceMs) / 1000)}: ${parts.join(', ')}`;
}

/** What a wait or a probe is about, the same for as long as nothing changes: no text counts seconds down. */
export function waitText(step: Step, story: Story): string {
  const { gates, wayBack, nowMs } = story;
  const gate = gateOf(step);
  if (gate !== null) return `${gate}: ${gates[gate]?.words ?? step.because}`;
  if (step.reason === 'warm' && wayBack.keptUntilMs !== null)
    return `blue is kept warm until ${formatMoment(wayBack.keptUntilMs, nowMs)}`;
  return step.because;
}

function gateOf({ reason }: Step): GateName | null {
  if (reason === 'smoke-testing') return 'smoke';
  if (reason === 'measuring-baseline') return 'probe';
  return reason === 'baking' ? 'bake' : null;
}

/** Gates that were decided between the two, a line each. */
export function gateLines(before: Story, after: Story): readonly string[] {
  const names = Object.keys(after.gates) as GateName[];
  return names.flatMap((name) => {
    const gate = after.gates[name];
    if (gate === null || gate.state === 'waiting' || gate.state === before.gates[name]?.state) return [];
    return [`${name} ${gate.state}: ${gate.words}`];
  });
}

export const describeTrouble = ({ action, resource, code, message }: Trouble): string =>
  `${action} on ${resource}: ${code}: ${message}`;
