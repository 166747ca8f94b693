import { decideNextStep } from '../../src/domain/decide.ts';
import { blankMemory, type Memory } from '../../src/domain/memory.ts';
import { noticeOutcome, noticeWorld } from '../../src/domain/notice.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { isWrite, type Step, type Write } from '../../src/domain/step.ts';
import type { FakeAws } from './fake-aws.ts';
import { violationsOf } from './invariants.ts';

export interface RunOptions {
  /** The process dies when AWS has carried out its nth write, before it knows the answer. */
  readonly killAfterWrite?: number;
  /** The run is cancelled before its nth step. */
  readonly cancelAtStep?: number;
  /** Somebody else acts before the nth step. */
  readonly meddle?: (stepNumber: number, aws: FakeAws) => void;
}

export interface Run {
  /** `null`: the process was killed. */
  readonly ending: Extract<Step['act'], { kind: 'end' }> | null;
  readonly reason: Step['reason'] | null;
  readonly steps: readonly Step[];
  readonly writes: readonly Write[];
  readonly violations: readonly string[];
  readonly memory: Memory;
}

const maxSteps = 5000;
/** What one observation takes. */
const observeMs = 100;

/** The loop of the engine, on the fake alone: observe, notice, decide, act, notice. */
export function runRelease(aws: FakeAws, plan: Plan, options: RunOptions = {}): Run {
  let memory = blankMemory(aws.nowMs);
  const steps: Step[] = [];
  const writes: Write[] = [];
  const violations: string[] = [];
  const end = (ending: Run['ending']): Run => ({
    ending,
    reason: ending === null ? null : (steps.at(-1)?.reason ?? null),
    steps,
    writes,
    violations,
    memory,
  });
  while (steps.length < maxSteps) {
    options.meddle?.(steps.length, aws);
    aws.nowMs += observeMs;
    if (steps.length === options.cancelAtStep) memory = { ...memory, isCancelled: true };
    const world = aws.observe(plan.release.id);
    memory = noticeWorld(plan, memory, world);
    const step = decideNextStep(plan, world, memory);
    steps.push(step);
    const { act } = step;
    if (act.kind === 'end') return end(act);
    if (act.kind === 'wait') {
      aws.nowMs += act.ms;
      continue;
    }
    if (isWrite(act)) {
      violations.push(...violationsOf(aws, plan, step.phase, act), ...trafficFirst(aws, memory, act));
      writes.push(act);
    }
    const outcome = isWrite(act) ? aws.apply(act) : aws.probe(act.purpose, act.requests);
    if (writes.length === options.killAfterWrite && isWrite(act)) return end(null);
    memory = noticeOutcome(plan, memory, world, step, outcome, aws.nowMs);
  }
  violations.push(`4: does not end; last: ${steps.at(-1)?.because ?? ''}`);
  return end(null);
}

/** Invariant 3: with green live and bad, and a blue to go back to, nothing but the label comes before the rules. */
function trafficFirst(aws: FakeAws, memory: Memory, write: Write): string[] {
  if (memory.failure === null || aws.readLagMs > 0) return [];
  const isGreenLive = aws.live().some(({ n }) => memory.green?.endsWith(`/${String(n)}`) === true);
  const isRestoring = write.kind === 'label' || write.kind === 'write-rule';
  return isGreenLive && !isRestoring ? [`3: ${write.kind} before traffic is back`] : [];
}

/** How a service stands, in a line: the sets with their labels, and who is live. */
export function standing(aws: FakeAws): string {
  const sets = aws
    .sets()
    .map(({ n, status, deletedAtMs }) => `${String(n)} ${deletedAtMs === null ? status : 'DRAINING'}`);
  return `${sets.join(', ')}; live: ${aws
    .live()
    .map(({ n }) => String(n))
    .join(', ')}`;
}
