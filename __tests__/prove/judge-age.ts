// Judges how old what a write was decided on is when it is sent (invariant 7). The limits are written here again: the judge
// does not ask the deciders.
import { isSameRule } from '../../src/domain/common/load-balancer/traffic.ts';
import { allReadAt, failingOf, readAtMs, type Part } from '../../src/domain/task-sets/model/look.ts';
import { isWrite, type Step, type Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { ruleRefs } from './account.ts';

/** Rules, and the tags before what can't be undone; the health of green before users get there. */
const fresh = 2000;
const usual = 30_000;
/** Of a rollback: from the end of its look, and of the last known rules. */
const [rollback, lastKnown] = [10_000, 60_000];

type Ages = Readonly<Partial<Record<Part, number>>>;

/** What is too old for the write at the moment at which it is sent. */
export function judgeAge({ nowMs, look, taskSets }: World, step: Step, sentMs: number): string[] {
  if (!isWrite(step.act)) return [];
  // Without a look, everything was read in the moment of the decision.
  const { endedMs, readings } = look ?? { endedMs: nowMs, readings: allReadAt(nowMs) };
  const { act } = step;
  if (step.aim === 'restore-traffic') {
    const isUnread = readings.rules.failing !== null;
    return [
      ...(sentMs - endedMs > rollback ? ['7: rolls back on a look that ended more than 10 s ago'] : []),
      ...(isUnread && sentMs - readings.rules.readAtMs > lastKnown
        ? ['7: rolls back by rules that were last read more than 60 s ago']
        : []),
    ];
  }
  const scale = (set: string): number => taskSets.find(({ arn }) => arn === set)?.scalePercent ?? 0;
  return Object.entries({
    ...agesFor(act, scale),
    ...(step.phase === 'rollback' ? {} : healthFor(act, scale)),
  })
    .filter(([part, most]) => sentMs - readings[part as Part].readAtMs > most)
    .map(([part]) => `7: ${act.kind} is sent although the ${part} it was decided on are old`);
}

/** What is deleted or lowered outside of a rollback: green has to do without it. */
const healthFor = (write: Write, scale: (set: string) => number): Ages =>
  write.kind === 'delete' || (write.kind === 'scale' && write.percent < scale(write.set))
    ? { targets: usual }
    : {};

function agesFor(write: Write, scale: (set: string) => number): Ages {
  switch (write.kind) {
    case 'delete':
    case 'write-scaling':
      return { rules: fresh, service: fresh };
    case 'scale':
      return write.percent < scale(write.set) ? { rules: fresh, service: fresh } : { service: usual };
    case 'write-rule': {
      const isProduction = ruleRefs.findIndex((ref) => isSameRule(ref, write.rule.ref)) < 2;
      return isProduction ? { rules: fresh, targets: fresh } : { rules: fresh };
    }
    case 'stop-task':
      return { service: usual };
    case 'run-task':
      return { rules: usual, service: write.request.purpose === 'migration' ? fresh : usual };
    case 'create-green':
    case 'register':
    case 'label':
    case 'tag-service':
    case 'untag-service':
      return { rules: usual, service: usual };
  }
}

/** Whether where traffic is, or who is healthy, was last read too long ago to return users by it. */
export const isKnownTooLong = (world: World): boolean =>
  (['rules', 'targets'] as const).some(
    (part) => failingOf(world, part) !== null && world.nowMs - readAtMs(world, part) > 55_000,
  );
