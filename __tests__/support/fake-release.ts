import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { handoverOf, type Handover } from '../../src/domain/task-sets/roles/handover.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { evolveOutcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { mayFollow, onSameLook, type Ground } from '../../src/domain/task-sets/decide/same-look.ts';
import { linesOf } from '../../src/domain/common/run/step.ts';
import { isWrite, type Step, type Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { FakeAws } from './fake-aws.ts';
import { checkIn } from './fake-checks.ts';
import { violationsOf } from './invariants.ts';
import { nothingNew } from './nothing-new.ts';

export interface RunOptions {
  /** The process dies when AWS has carried out its nth write, before it knows the answer. */
  readonly killAfterWrite?: number;
  /** What a process leaves that dies at this moment: AWS has carried out its write, and it doesn't know the answer. */
  readonly onWritten?: (left: Run) => void;
  /** The run is cancelled before its nth step. */
  readonly cancelAtStep?: number;
  /** The process dies when it is about to take such a step. */
  readonly dieBefore?: (step: Step) => boolean;
  /** What each observation showed, and what was decided on it. */
  readonly onStep?: (step: Step, world: World, memory: Memory) => void;
  /** What the process knows at its start; nothing by default. */
  readonly first?: Memory;
  /** Somebody else acts before the nth step, or after the writes that go out on one look. */
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
  /** What it left to the post step; `null`: it had written nothing. */
  readonly handover: Handover | null;
}

/** With milliseconds, as `iso` writes it. */
export const isoTime = /\d\.\d{3}Z/;
const maxSteps = 5000;
/** What one observation takes. */
const observeMs = 100;

/** The loop of the engine, on the fake alone: observe and notice where the domain asks for it, decide, act, notice. */
export function runRelease(aws: FakeAws, request: Request, options: RunOptions = {}): Run {
  const going = beginRelease(aws, request, options);
  for (;;) {
    const next = going.next();
    if (next.done === true) return next.value;
    aws.nowMs = Math.max(aws.nowMs, next.value);
  }
}

export interface Killed {
  readonly at: string;
  readonly aws: FakeAws;
  readonly main: Run;
}

/** The account as it stands after the process was killed at each of its writes in turn: one run, copied at each of them. */
export function killedAtEachWrite(begin: () => FakeAws, request: Request): readonly Killed[] {
  const aws = begin();
  const killed: Killed[] = [];
  runRelease(aws, request, {
    onWritten: (main) => {
      const { length: n } = main.writes;
      killed.push({
        at: `killed after write ${String(n)} (${main.writes.at(-1)?.kind ?? ''})`,
        aws: aws.copy(),
        main,
      });
    },
  });
  return killed;
}

/** Runs that go on at the same time, each awake when its wait is over. A later one begins when `isDue` says so. */
export function runTogether(
  aws: FakeAws,
  first: Request,
  second: Request,
  isDue: (steps: readonly Step[]) => boolean,
): readonly [Run, Run] {
  const steps: Step[] = [];
  const runs: { going: Generator<number, Run>; atMs: number; run: Run | null }[] = [
    {
      going: beginRelease(aws, first, {
        dieBefore: (step) => {
          steps.push(step);
          return false;
        },
      }),
      atMs: aws.nowMs,
      run: null,
    },
  ];
  for (;;) {
    if (runs.length === 1 && isDue(steps))
      runs.push({ going: beginRelease(aws, second, {}), atMs: aws.nowMs, run: null });
    const [one] = runs.filter(({ run }) => run === null).toSorted((a, b) => a.atMs - b.atMs);
    const [a, b] = runs;
    if (one === undefined) {
      if (a?.run == null || b?.run == null) throw new Error('the second run was never due');
      return [a.run, b.run];
    }
    aws.nowMs = Math.max(aws.nowMs, one.atMs);
    const next = one.going.next();
    if (next.done === true) one.run = next.value;
    else one.atMs = next.value;
  }
}

/** One turn of the loop at a time; yields the moment at which the next one is due. */
export function* beginRelease(aws: FakeAws, request: Request, options: RunOptions): Generator<number, Run> {
  let memory = options.first ?? blankMemory(aws.nowMs);
  let handover: Handover | null = null;
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
    handover,
  });
  let seen: Ground | null = null;
  let meddled = -1;
  while (steps.length < maxSteps) {
    for (; seen === null && meddled < steps.length; meddled += 1) options.meddle?.(meddled + 1, aws);
    if (steps.length === options.cancelAtStep) [seen, memory] = [null, { ...memory, isCancelled: true }];
    if (seen === null) aws.nowMs += observeMs;
    const world: World = seen?.world ?? aws.observe(request.release.id);
    if (seen === null) memory = evolveWorld(request, memory, world);
    const isSame = seen !== null;
    const step = decideNextStep(request, world, seen?.memory ?? memory);
    seen = null;
    if (isSame && !mayFollow(step)) continue;
    steps.push(step);
    options.onStep?.(step, world, memory);
    violations.push(...isoTimesIn(step), ...nothingNew(step, request, world, memory));
    const { act } = step;
    if (handover !== null || isWrite(step.act)) handover = handoverOf(step, world, memory);
    if (options.dieBefore?.(step) === true) return end(null);
    if (act.kind === 'end') return end(act);
    if (act.kind === 'wait' || act.kind === 'look') {
      yield aws.nowMs + (act.kind === 'wait' ? act.ms : act.afterMs);
      continue;
    }
    if (isWrite(act)) {
      const found = [...violationsOf(aws, request, step.phase, act), ...trafficFirst(aws, memory, act)];
      // The rules of a series count as of their look, which is at most 2 s old: see decide/timely.ts.
      violations.push(...found.filter((what) => !isSame || !/^[27]:/.test(what)));
      writes.push(act);
    }
    const outcome = isWrite(act)
      ? aws.apply(act)
      : act.kind === 'check'
        ? checkIn(aws, act.purpose, act.job)
        : aws.probe(act.purpose, act.requests);
    if (isWrite(act))
      options.onWritten?.({
        ...end(null),
        ...{ steps: [...steps], writes: [...writes], violations: [...violations] },
      });
    if (writes.length === options.killAfterWrite && isWrite(act)) return end(null);
    const acted = { request, world, step, outcome, nowMs: aws.nowMs };
    memory = evolveOutcome(memory, acted);
    seen = onSameLook(acted, memory);
    yield aws.nowMs + (act.kind === 'probe' ? (act.pauseMs ?? 0) : 0);
  }
  violations.push(`4: does not end; last: ${steps.at(-1)?.because ?? ''}`);
  return end(null);
}

/** People read `14:32 UTC`, never the format of a tag. */
function isoTimesIn({ because, act }: Step): string[] {
  const texts = act.kind === 'end' ? [because, ...linesOf(act)] : [because];
  return texts.filter((text) => isoTime.test(text)).map((text) => `a time as a tag has it: ${text}`);
}

/** Invariant 3: if green is live and fails, and there is a blue to return to, only the label comes before the rules. */
function trafficFirst(aws: FakeAws, memory: Memory, write: Write): string[] {
  if (memory.failure === null || aws.readLagMs > 0) return [];
  const isGreenLive = aws.live().some(({ n }) => memory.green?.endsWith(`/${String(n)}`) === true);
  // A blue that was scaled down has to be able to serve first. Green serves until then.
  const isRaising = write.kind === 'scale' && write.percent === 100;
  // Between two sets without tags the fence decides between two rollbacks, and it has to be noted which one was live.
  const isNoting =
    write.kind === 'tag-service' &&
    (write.tags['rolled-back'] ?? write.tags.fence) !== undefined &&
    memory.blue === null;
  // Somebody undid it: the other run has to stand down, or the two would go on for ever.
  const isClaim =
    write.kind === 'tag-service' && write.tags.fence !== undefined && memory.rulesRolledBack.length > 0;
  // It was scaled up in vain, and costs again what its lease says. Green serves.
  const isGivingUp =
    write.kind === 'scale' && aws.state.tags['lease-scale']?.startsWith(`${String(write.percent)}/`) === true;
  // Nothing else runs a task, so nothing can take the traffic.
  const isAlone = write.kind === 'write-scaling' && aws.sets().length === 1;
  const isRestoring =
    isAlone ||
    isClaim ||
    isNoting ||
    write.kind === 'label' ||
    write.kind === 'write-rule' ||
    isRaising ||
    isGivingUp;
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

interface WantedEnd {
  readonly result: string;
  readonly standing: string;
}

/** What is wrong with the end of a run, and every invariant that it broke. */
export const wrongEnd = (wanted: WantedEnd, stands: string, { ending, violations }: Run): string[] => [
  ...violations,
  ...(ending?.result === wanted.result
    ? []
    : [`ends ${ending?.result ?? 'never'}: ${ending?.message ?? ''}`]),
  ...(stands === wanted.standing ? [] : [`stands ${stands}`]),
];
