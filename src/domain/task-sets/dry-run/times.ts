// How long a release takes, phase by phase and in total.
import type { Phase } from '../../common/run/step.ts';
import { releaseWaits, type Foreseen, type Span } from './waits.ts';

/** How long a release takes, phase by phase, and where each number comes from. */
export interface PlannedTimes {
  readonly phases: readonly PlannedTime[];
  /** Seconds of the whole, without the start of green; and with every limit used up. */
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}
export interface PlannedTime extends Span {
  readonly phase: Phase;
}

export function plannedTimes(release: Foreseen): PlannedTimes {
  const phases = releaseWaits.flatMap(({ phase, span }) => {
    const found = span(release);
    return found === null ? [] : [{ phase, ...found }];
  });
  const sum = (of: (time: PlannedTime) => number): number => phases.reduce((all, one) => all + of(one), 0);
  return {
    phases,
    leastSeconds: sum(({ leastSeconds }) => leastSeconds),
    mostSeconds: sum(({ mostSeconds }) => mostSeconds),
  };
}
