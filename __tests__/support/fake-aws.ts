import type { ScalingPlan } from '../../src/domain/common/scaling/view.ts';
import type { RuleArn } from '../../src/domain/common/values/arn.ts';
import type { CheckResult } from '../../src/domain/common/probes/check-job.ts';
import type { RunTask } from '../../src/domain/common/one-off-tasks/task.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import { formatServiceTags } from '../../src/domain/task-sets/tags/service-tags.ts';
import { factsAfter, factsWithout } from '../../src/domain/task-sets/model/aws-tags.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { isSameRule, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { TaskSetArn, World } from '../../src/domain/task-sets/model/world.ts';
import { shopRules } from './fake-rules.ts';
import {
  aFakeSet,
  countOf,
  isHeld,
  isVanished,
  worldOf,
  type Behaviour,
  type FakeSet,
  type FakeState,
} from './fake-state.ts';
import { answersTo, statusFor } from './fake-answers.ts';
import { isShown, taskArn, type FakeCourse } from './fake-tasks.ts';
import { noteAssociation, noteCookies, noteTraffic } from './fake-ghosts.ts';
import { refused, tagValue, troubleOf, type Fault, type Refusal } from './fake-trouble.ts';
import { noon, revision, setArn, a, b, c } from './worlds.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import type { ProbePurpose, ProbeRequest } from '../../src/domain/common/run/step.ts';

/** An account with one service, on a clock of its own. It does what ECS and the load balancer do, and refuses what they refuse. */
export class FakeAws {
  nowMs = noon;
  state: FakeState = {
    controller: 'EXTERNAL',
    desired: 2,
    tags: {},
    sets: [aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0 })],
    rules: shopRules(),
    scaling: null,
    wayBackTo: null,
    registered: [],
    hash: 'hash-2',
    associatedAtMs: { [a]: 0, [b]: 0 },
    runs: [],
    cookiesUntilMs: {},
    strays: [],
    oneOff: [],
  };
  /** How the next version behaves. */
  get candidate(): Behaviour {
    return this.#candidate;
  }
  set candidate(behaviour: Behaviour) {
    this.#candidate = behaviour;
    this.state.hash = behaviour === 'good' ? 'hash-2' : `hash-of-${behaviour}`;
  }
  testRule: RuleArn | null = null;
  scalingPlan: ScalingPlan = { policies: [], scheduled: [] };
  /** How old the state is that reads show. */
  readLagMs = 0;
  associationDelayMs = 3000;
  /** Sources differ on whether ECS deletes a set above scale 0 (fact 17). */
  doesRefuseScaledDelete = false;
  /** What a clientToken whose set is gone returns (fact 12). */
  spentToken: 'old' | 'new' | 'error' = 'old';
  deregistrationSeconds = 5;
  isProductionReachable = true;
  areTargetsReachable = true;
  /** The groups of the pair have stickiness of their own, so ELB refuses both in a forward that isn't sticky (fact 30). */
  hasOwnCookies = false;
  fault: (write: Write, count: number) => Fault | null = () => null;
  command: CheckResult = { kind: 'passed' };
  /** How long the next one-off task takes, and how it ends. */
  testTask: FakeCourse = { lastsMs: 4000, exitCode: 0 };
  sent: Write[] = [];
  #candidate: Behaviour = 'good';
  #past: { readonly untilMs: number; readonly state: FakeState }[] = [];
  #spent = new Map<string, TaskSetArn>();
  #next = 2;

  /** The same account, from here on with a future of its own. */
  copy(): FakeAws {
    const copy = Object.assign(new FakeAws(), this, {
      state: structuredClone(this.state),
      sent: [...this.sent],
    });
    copy.#candidate = this.#candidate;
    copy.#past = [...this.#past];
    copy.#spent = new Map(this.#spent);
    copy.#next = this.#next;
    return copy;
  }

  /** What a reader sees now; with a lag, what stood a moment ago. */
  observe(release: string): World {
    const atMs = this.nowMs - this.readLagMs;
    const state = this.readLagMs === 0 ? undefined : this.#past.find(({ untilMs }) => untilMs > atMs)?.state;
    return { ...this.#world(state ?? this.state, atMs, release), nowMs: this.nowMs };
  }

  /** What is true now, whatever readers see. */
  truth(release: string): World {
    return this.#world(this.state, this.nowMs, release);
  }

  #world(state: FakeState, atMs: number, release: string): World {
    const world = worldOf(state, atMs, release);
    const deregistrationDelaySeconds = this.deregistrationSeconds;
    const groups = world.groups.map((group) => ({
      ...group,
      deregistrationDelaySeconds,
      isSticky: this.hasOwnCookies && group.arn !== c,
    }));
    return { ...world, groups };
  }

  apply(write: Write): Outcome {
    this.sent.push(write);
    const fault = this.fault(write, this.sent.length);
    const outcome = fault === null || fault.isCarriedOut === true ? this.change(write) : null;
    this.nowMs += 50;
    return fault === null && outcome !== null
      ? outcome
      : { kind: 'failed', trouble: troubleOf(write, fault) };
  }

  /** Somebody's change, ours or another's: readers with a lag see it later. */
  change(write: Write): Outcome {
    this.#remember();
    const answer = this.#carryOut(write);
    this.#note();
    return 'refusal' in answer ? { kind: 'failed', trouble: troubleOf(write, answer.refusal) } : answer;
  }

  /** Somebody, or auto scaling, sets the desired count (fact 3). New tasks need `slowMs` until they are healthy. */
  resize(desired: number, slowMs: number): void {
    this.meddle((state) => {
      for (const set of state.sets) {
        const from = countOf(state, set);
        if (desired > state.desired) set.slow = { from, untilMs: this.nowMs + slowMs };
      }
      state.desired = desired;
    });
  }

  meddle(change: (state: FakeState) => void): void {
    this.#remember();
    change(this.state);
    this.#note();
  }

  /** What follows from a change of the rules. */
  #note(): void {
    noteTraffic(this.state, this.nowMs, (rule) => this.isTest(rule));
    noteAssociation(this.state, this.nowMs);
    noteCookies(this.state, this.nowMs, (rule) => this.isTest(rule));
  }

  isTest(rule: RuleView): boolean {
    return rule.ref.kind === 'rule' && rule.ref.rule === this.testRule;
  }

  sets(): readonly FakeSet[] {
    return this.state.sets.filter((set) => !isVanished(set, this.nowMs));
  }

  live(): readonly FakeSet[] {
    return this.sets().filter((set) =>
      this.state.rules.some((rule) => !this.isTest(rule) && weightOf(rule, set.group) > 0),
    );
  }

  #remember(): void {
    if (this.readLagMs === 0) return;
    this.#past.push({ untilMs: this.nowMs, state: structuredClone(this.state) });
    if (this.#past.length > 20) this.#past.shift();
  }

  #carryOut(write: Write): Outcome | Refusal {
    const { state } = this;
    switch (write.kind) {
      case 'tag-service':
        if (Object.values(formatServiceTags(write.tags)).some((value) => !tagValue.test(value)))
          return refused('Some tags are too long or contain invalid characters.');
        state.tags = factsAfter(state.tags, write.tags);
        return { kind: 'done' };
      case 'untag-service':
        state.tags = factsWithout(state.tags, write.names);
        return { kind: 'done' };
      case 'register':
        state.registered.push({ n: 40 + state.registered.length, hash: write.hash });
        return { kind: 'registered', revision: revision(39 + state.registered.length), leftOut: [] };
      case 'create-green':
        return this.#create(write);
      case 'label':
      case 'scale':
      case 'delete':
        return this.#changeSet(write);
      case 'write-rule':
        return this.#writeRule(write);
      case 'run-task':
        return this.#run(write.request);
      case 'stop-task':
        for (const one of state.oneOff) if (one.arn === write.task) one.stoppedMs ??= this.nowMs;
        return { kind: 'done' };
      case 'write-scaling':
        if (state.scaling === null)
          return refused('MinCapacity and MaxCapacity are required.', 'ValidationException');
        state.scaling = write.state;
        return { kind: 'done' };
    }
  }

  /** Fact 40. */
  #run(request: RunTask): Outcome {
    const shown = this.state.oneOff.filter((task) => isShown(task, this.nowMs));
    const known = shown.find((task) => task.request.tokenText === request.tokenText);
    if (known !== undefined) return { kind: 'started', task: known.arn };
    const n = this.state.oneOff.length + 1;
    const isBroken = request.purpose === 'test' && this.sets().at(-1)?.behaviour === 'fails-inside';
    const ends = { ...this.testTask, ...(isBroken ? { exitCode: 1 } : {}) };
    this.state.oneOff.push({ arn: taskArn(n), request, startedMs: this.nowMs, ...ends, stoppedMs: null });
    return { kind: 'started', task: taskArn(n) };
  }

  #create({ request }: Extract<Write, { kind: 'create-green' }>): Outcome | Refusal {
    const { group } = request.attachment;
    if (this.state.controller !== 'EXTERNAL') return refused('The deployment controller is not EXTERNAL.');
    const known = this.#spent.get(request.tokenText);
    const isThere = this.sets().some(({ n }) => setArn(n) === known);
    if (known !== undefined && (isThere || this.spentToken === 'old')) return { kind: 'created', set: known };
    if (known !== undefined && this.spentToken === 'error')
      return refused('the client token was used already');
    const heldSinceMs = this.state.associatedAtMs[group];
    if (
      !isHeld(this.state, group) ||
      heldSinceMs === undefined ||
      this.nowMs < heldSinceMs + this.associationDelayMs
    )
      return refused(
        `The target group with targetGroupArn ${group} does not have an associated load balancer.`,
      );
    if (this.sets().length >= 5)
      return refused('5 deployments exist on the service; delete one of them first');
    const n = this.#next++;
    const { tokenText: token, tags } = request;
    this.state.sets.push(
      aFakeSet(n, { group, behaviour: this.candidate, tags, createdAtMs: this.nowMs, token }),
    );
    this.#spent.set(token, setArn(n));
    return { kind: 'created', set: setArn(n) };
  }

  #changeSet(write: Extract<Write, { kind: 'label' | 'scale' | 'delete' }>): Outcome | Refusal {
    const set = this.sets().find(({ n }) => setArn(n) === write.set);
    if (set === undefined)
      return write.kind === 'delete'
        ? { kind: 'done' }
        : refused('The specified task set was not found.', 'TaskSetNotFoundException');
    if (set.deletedAtMs !== null)
      return write.kind === 'delete' ? { kind: 'done' } : refused('The task set is draining.');
    if (write.kind === 'scale') this.#scale(set, write.percent);
    else if (write.kind === 'label')
      for (const other of this.state.sets) other.status = other === set ? 'PRIMARY' : 'ACTIVE';
    else if (set.status === 'PRIMARY') return refused('The primary task set can not be deleted.');
    else if (set.scale > 0 && this.doesRefuseScaledDelete)
      return refused('The task set must be scaled to 0 or deleted with force.');
    else set.deletedAtMs = this.nowMs;
    return { kind: 'done' };
  }

  #scale(set: FakeSet, percent: number): void {
    if (percent > set.scale) set.raised = { atMs: this.nowMs, from: countOf(this.state, set) };
    Object.assign(set, { scale: percent, scaledAtMs: this.nowMs });
  }

  #writeRule({ rule, actions }: Extract<Write, { kind: 'write-rule' }>): Outcome | Refusal {
    const { ref } = rule;
    const groups = actions.flatMap((action) => (action.type === 'forward' ? action.groups : []));
    if (!this.state.rules.some((one) => isSameRule(one.ref, ref)))
      return refused('One or more rules not found', 'RuleNotFoundException');
    const isOff = !isSticky({ ...rule, actions });
    if (this.hasOwnCookies && isOff && groups.length > 1 && groups.some(({ group }) => group !== c))
      return refused('You must enable group stickiness on a rule', 'InvalidLoadBalancerActionException');
    if (groups.length > 5) return refused('A forward takes between 1 and 5 target groups', 'ValidationError');
    if (groups.some(({ group }) => ![a, b, c].includes(group)))
      return refused('One or more target groups not found', 'TargetGroupNotFoundException');
    this.state.rules = this.state.rules.map((one) =>
      isSameRule(one.ref, ref) ? { ...one, actions: structuredClone(actions) } : one,
    );
    return { kind: 'done' };
  }

  /** Answers as the set does that the request reaches: green before the switch, production after it. */
  probe(purpose: ProbePurpose, requests: readonly ProbeRequest[]): Outcome {
    this.nowMs += 20;
    return answersTo(requests, statusFor(this, purpose));
  }
}
