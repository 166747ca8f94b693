// Real loops of the engine on one fake account, on a virtual clock: a seeded scheduler decides whose request is answered
// next, holds answers back, lets writes land late, loses them, cancels processes and kills them.
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { isSameRule } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import type { Ports } from '../../src/engine/act.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import type { RunsPort } from '../../src/ports.ts';
import type { FakeAws } from './fake-aws.ts';
import { fakePorts } from './fake-ports.ts';
import { fateBy, limitOf, noAnswer, type Fate, type SetFate } from './race-fates.ts';
import { violationsOf } from './invariants.ts';
import { labelJudge } from './race-labels.ts';
import type { EndResult } from '../../src/domain/common/run/step.ts';

export interface Racer {
  readonly plan: Request;
  result: EndResult | 'killed' | null;
  reason: Step['reason'] | null;
  message: string;
  phase: Step['phase'];
  /** How many writes had landed when it began its last look. */
  lookedAt: number;
  isLooking: boolean;
  readonly cancel: AbortController;
}

interface Sending {
  readonly racer: Racer;
  readonly lookedAt: number;
  readonly phase: Step['phase'];
  readonly isUnanswered: boolean;
}
interface Landed extends Sending {
  readonly write: Write;
}
interface Due {
  readonly atMs: number;
  readonly isWrite: boolean;
  readonly run: () => void;
}

const writing = new Set(
  'registerTaskDefinition createTaskSet updateScale labelPrimary deleteTaskSet tagService untagService writeActions writeScaling runTask stopTask'.split(
    ' ',
  ),
);
/** What a write may break only because somebody else's landed between the look and it (docs/invariants.md). */
const windows = ['1:', '2:', '7:', '8:', 'a second green'];
/** The unit of moments, in milliseconds. */
const gridMs = 50;
export class Race {
  readonly racers: Racer[] = [];
  readonly violations: string[] = [];
  races = 0;
  readonly log: string[] = [];
  readonly #aws: FakeAws;
  readonly #random: () => number;
  readonly #due: Due[] = [];
  readonly #landed: Landed[] = [];
  readonly #sent = new Map<string, number>();
  #sender: Sending | null = null;

  readonly #setFate: SetFate;
  readonly #judgeLabel: ReturnType<typeof labelJudge>;

  constructor(aws: FakeAws, random: () => number, setFate: SetFate = () => null) {
    this.#aws = aws;
    this.#random = random;
    this.#setFate = setFate;
    this.#judgeLabel = labelJudge(aws);
    const observe = aws.observe.bind(aws);
    let seen = { at: '', world: observe('') };
    // Requests that are answered at the same moment see the same.
    aws.observe = (release) => {
      const at = `${String(aws.nowMs)} ${String(aws.sent.length)} ${release}`;
      if (seen.at !== at) seen = { at, world: observe(release) };
      return seen.world;
    };
    aws.fault = (write) => {
      if (this.#sender !== null) this.#judge(this.#sender, write);
      return null;
    };
  }

  /** Begins a run after this time. */
  begin(request: Request, afterMs: number): Racer {
    const cancel = new AbortController();
    const racer: Racer = {
      plan: request,
      result: null,
      reason: null,
      message: '',
      phase: 'preflight',
      lookedAt: 0,
      isLooking: false,
      cancel,
    };
    this.racers.push(racer);
    this.at(afterMs, () => {
      void this.#run(racer);
    });
    return racer;
  }

  at(afterMs: number, run: () => void, isWrite = false): void {
    const atMs = Math.ceil((this.#aws.nowMs + afterMs) / gridMs) * gridMs;
    const index = this.#due.findIndex((due) => due.atMs > atMs);
    this.#due.splice(index < 0 ? this.#due.length : index, 0, { atMs, run, isWrite });
  }

  kill(racer: Racer): void {
    if (racer.result !== null) return;
    racer.result = 'killed';
    this.log.push(`${this.#when()} ${nameOf(racer)} is killed`);
  }

  /** Plays until every run has ended and every write has landed; false: they never did. */
  async play(): Promise<boolean> {
    for (let count = 0; count < 40_000; count += 1) {
      await drained();
      const next = this.#due.shift();
      if (next === undefined) return this.racers.every(({ result }) => result !== null);
      this.#aws.nowMs = Math.max(this.#aws.nowMs, next.atMs);
      next.run();
      while (this.#due[0]?.atMs === next.atMs && !this.#due[0].isWrite) this.#due.shift()?.run();
    }
    return false;
  }

  #when = (): string => `${((this.#aws.nowMs - this.#began) / 1000).toFixed(1)} s:`;
  readonly #began = Date.parse('2026-03-01T12:00:00Z');

  async #run(racer: Racer): Promise<void> {
    if (racer.result !== null) return;
    const { plan: request, cancel } = racer;
    const ports = this.#portsOf(racer);
    const onStep = (step: Step): void => {
      racer.phase = step.phase;
      racer.isLooking = false;
      if (step.act.kind !== 'wait')
        this.log.push(`${this.#when()} ${nameOf(racer)} ${step.reason}: ${step.because}`);
    };
    const listener = { onStep, onTrouble: () => undefined };
    const { step } = await reconcile({
      ...{ ports, request, listener, decide: decideNextStep },
      observe: createObserver(ports, request),
      signal: cancel.signal,
    });
    Object.assign(racer, { result: step.act.result, reason: step.reason, message: step.act.message });
  }

  #portsOf(racer: Racer): Ports & { readonly runs: RunsPort } {
    const plain = fakePorts(this.#aws, racer.plan.release.id);
    const slow = <P extends object>(port: P): P =>
      new Proxy(port, {
        get: (target, name) => {
          const method = Reflect.get(target, name) as unknown;
          if (typeof method !== 'function') return method;
          return (...args: unknown[]) => {
            const call = (): unknown => Reflect.apply(method, target, args) as unknown;
            return writing.has(String(name))
              ? this.#write(racer, { name: String(name), call, limitMs: limitOf(String(name), args) })
              : this.#read(racer, call);
          };
        },
      });
    const slowProbe = slow(plain.probe);
    return {
      ...plain,
      ecs: slow(plain.ecs),
      loadBalancer: slow(plain.loadBalancer),
      scaling: slow(plain.scaling),
      // Nothing is sent to end a round.
      probe: { ...plain.probe, look: (...args) => slowProbe.look(...args) },
      runs: { isOver: (runId) => Promise.resolve(this.#isOver(runId)) },
      clock: {
        now: () => this.#aws.nowMs,
        sleep: (ms, signal) =>
          new Promise((resolve) => {
            const wake = this.#unlessDead(racer, resolve);
            this.at(ms, wake);
            signal?.addEventListener('abort', wake, { once: true });
          }),
      },
    };
  }

  #isOver(runId: number): boolean {
    return this.racers.every(
      ({ plan: request, result }) => request.release.runId !== runId || result !== null,
    );
  }

  /** A killed process never hears of anything again. */
  #unlessDead(racer: Racer, resolve: () => void): () => void {
    return () => {
      if (racer.result === null) resolve();
    };
  }

  /** What is read is what stood at some moment between the request and its answer. */
  #read(racer: Racer, call: () => unknown): Promise<unknown> {
    if (!racer.isLooking) {
      racer.isLooking = true;
      racer.lookedAt = this.#landed.length;
    }
    const isSlow = this.#random() < 0.03;
    return new Promise((resolve) => {
      const answer = this.#unlessDead(racer, () => {
        resolve(call());
      });
      this.at(isSlow ? 200 + this.#random() * 2500 : 5 + this.#random() * 120, answer);
    });
  }

  #write(racer: Racer, { name, call, limitMs }: Call): Promise<unknown> {
    const { landsMs, isAnswerLost } = this.#fateOf(racer, name);
    const isUnanswered = isAnswerLost || landsMs === null || landsMs >= limitMs;
    const sending = { racer, lookedAt: racer.lookedAt, phase: racer.phase, isUnanswered };
    return new Promise((resolve, reject) => {
      const give = (value: unknown): void => {
        if (racer.result === null) resolve(value);
      };
      if (landsMs !== null)
        this.at(
          landsMs,
          () => {
            const answer = this.#land(sending, call);
            answer.catch(() => undefined);
            if (!isUnanswered)
              this.at(this.#random() * 300, () => {
                give(answer);
              });
          },
          true,
        );
      if (isUnanswered)
        this.at(limitMs, () => {
          if (racer.result === null) reject(noAnswer(name));
        });
    });
  }

  #fateOf(racer: Racer, name: string): Fate {
    const key = `${nameOf(racer)} ${name}`;
    const n = (this.#sent.get(key) ?? 0) + 1;
    this.#sent.set(key, n);
    const byChance = fateBy(this.#random);
    return this.#setFate(racer.plan, name, n) ?? byChance;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what the call throws is its answer
  async #land(sending: Sending, call: () => unknown): Promise<unknown> {
    this.#sender = sending;
    const answer = call();
    // The fakes carry a write out within the microtasks of the call, before anything else is due.
    return answer;
  }

  #judge(sending: Sending, write: Write): void {
    const { racer, lookedAt, phase } = sending;
    const landed = this.#landed.slice(lookedAt);
    const isRaced = landed.some((other) => other.racer !== racer);
    // Its own write got no answer, was not seen, and was sent again: then it was carried out after all (ADR 10).
    const isRepeated = landed.some(
      (other) => other.racer === racer && other.isUnanswered && isSameWrite(other.write, write),
    );
    for (const what of violationsOf(this.#aws, racer.plan, phase, write)) {
      // The lease counts from its tag, and a switch whose writes were held comes later than that.
      const isLeaseOver = Date.parse(this.#aws.state.tags['lease-until'] ?? '') <= this.#aws.nowMs;
      if (isLeaseOver && what.endsWith('while it is leased for a rollback')) continue;
      if (isRaced && windows.some((window) => what.startsWith(window))) this.races += 1;
      else if (!((isRaced || isRepeated) && what.startsWith('6: writes a rule as it is')))
        this.violations.push(`${this.#when()} ${nameOf(racer)}: ${what}`);
    }
    for (const what of this.#judgeLabel(racer.plan, write))
      this.violations.push(`${this.#when()} ${nameOf(racer)}: ${what}`);
    this.#landed.push({ ...sending, write });
  }
}

interface Call {
  readonly name: string;
  readonly call: () => unknown;
  readonly limitMs: number;
}

const isSameWrite = (one: Write, other: Write): boolean =>
  one.kind === 'write-rule' && other.kind === 'write-rule' && isSameRule(one.rule.ref, other.rule.ref);

const drained = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const nameOf = ({ plan: request }: Racer): string =>
  `${request.command} ${String(request.release.runId)}.${String(request.release.runAttempt)}`;
