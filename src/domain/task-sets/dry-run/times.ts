// How long a release takes, phase by phase and in total.
import type { PlannedTime, PlannedTimes } from '../../common/report/plan.ts';
import { releaseWaits, type Foreseen } from './waits.ts';

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
