import type { TargetGroupArn, TaskDefinitionArn } from '../../src/domain/common/values/arn.ts';
import type { JsonObject } from '../../src/domain/common/values/json.ts';
import type { CheckRequest } from '../../src/domain/common/probes/check-job.ts';
import type { ProbeAnswer } from '../../src/domain/common/probes/probe-memory.ts';
import type { ProbeRequest } from '../../src/domain/common/run/step.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { Trouble } from '../../src/domain/common/values/trouble.ts';
import { isSameRule } from '../../src/domain/common/load-balancer/traffic.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { Ports } from '../../src/engine/act.ts';
import { PortError, TooLate } from '../../src/errors.ts';
import type { Clock, EcsPort, LoadBalancerPort, TimingPort } from '../../src/ports.ts';
import type { FakeAws } from './fake-aws.ts';
import { aRule, balancer, revision } from './worlds.ts';

export interface FakePorts extends Ports {
  /** What the next reads fail with, by IAM action; asked at every read. */
  readFault: (action: string, count: number) => Trouble['kind'] | null;
  reads: string[];
}

const web: JsonObject = {
  family: 'web',
  networkMode: 'awsvpc',
  containerDefinitions: [{ name: 'web', image: 'repo/web:v1', portMappings: [{ containerPort: 8080 }] }],
};

/** The fake account behind the engine's ports. A write takes the way of the fake: faults are thrown as `PortError`. */
export function fakePorts(aws: FakeAws, release: string): FakePorts {
  const ports: FakePorts = {
    reads: [],
    readFault: () => null,
    checks: {
      look: (_purpose, job) =>
        Promise.resolve(
          job.kind === 'command'
            ? { kind: 'ended', exitCode: 0, lines: [] }
            : { kind: 'answered', answers: job.requests.map((one) => answered(aws, one)) },
        ),
      stopAllBut: () => undefined,
      ended: () => Promise.resolve(),
    },
    ecs: ecsPort(aws, release, (action) => {
      read(ports, action);
    }),
    loadBalancer: loadBalancerPort(aws, release, (action) => {
      read(ports, action);
    }),
    scaling: {
      async readScaling() {
        await Promise.resolve();
        read(ports, 'application-autoscaling:DescribeScalableTargets');
        return aws.state.scaling;
      },
      readScalingPlan: () => {
        read(ports, 'application-autoscaling:DescribeScalingPolicies');
        return Promise.resolve(aws.scalingPlan);
      },
      writeScaling: (_cluster, _service, state) => send(aws, { kind: 'write-scaling', state }),
    },
    probe: {
      look: (_purpose, requests) =>
        Promise.resolve(
          requests.map((one) => ({ url: one.url, codes: one.codes, answer: answerTo(aws, one) })),
        ),
      stopAllBut: () => undefined,
    },
    clock: clockOf(aws),
    timing: timingOf(aws),
  };
  return ports;
}

function answerTo(aws: FakeAws, request: ProbeRequest): ProbeAnswer {
  const outcome = aws.probe(/\/\/10\.0\.|:8443/.test(request.url) ? 'smoke' : 'bake', [request]);
  return outcome.kind === 'probed' ? outcome.answers[0]!.answer : never();
}

function answered(aws: FakeAws, request: CheckRequest) {
  const { expected, ...sent } = request;
  const answer = answerTo(aws, { ...sent, codes: expected.codes });
  return { request, answer: { ...answer, headers: {}, body: answer.excerpt, isCut: false, isMatch: true } };
}

function never(): never {
  throw new Error('a fake answered what it never answers');
}

function read(ports: FakePorts, action: string): void {
  ports.reads.push(action);
  const kind = ports.readFault(action, ports.reads.length);
  if (kind !== null)
    throw new PortError({ kind, action, resource: 'shop', code: `said to be ${kind}`, message: 'by a test' });
}

const clockOf = (aws: FakeAws): Clock => ({
  now: () => aws.nowMs,
  sleep: (ms, signal) => {
    if (signal?.aborted !== true) aws.nowMs += ms;
    return Promise.resolve();
  },
});

/** Every read is as old as its start; nothing is late. */
const timingOf = (aws: FakeAws): TimingPort => ({
  async read(work) {
    const readAtMs = aws.nowMs;
    return { value: await work(), readAtMs, calls: 1, isThrottled: false };
  },
  sendBy: (untilMs, work) => (aws.nowMs > untilMs ? Promise.reject(new TooLate()) : work()),
  within: (_ms, work) => work,
  skewMs: () => 0,
});

function sendAny(aws: FakeAws, write: Write): Exclude<Outcome, { kind: 'failed' }> {
  const outcome = aws.apply(write);
  if (outcome.kind === 'failed') throw new PortError(outcome.trouble);
  return outcome;
}

/** Rejects rather than throws, as a port does. */
async function send(aws: FakeAws, write: Write): Promise<void> {
  await Promise.resolve();
  sendAny(aws, write);
}

function ecsPort(aws: FakeAws, release: string, count: (action: string) => void): EcsPort {
  const world = (): World => aws.observe(release);
  return {
    async readService() {
      await Promise.resolve();
      count('ecs:DescribeServices');
      aws.nowMs += 100;
      const { service, taskSets } = world();
      return { service, taskSets };
    },
    async readOutline() {
      await Promise.resolve();
      count('ecs:DescribeServices');
      aws.nowMs += 50;
      const { service, taskSets } = world();
      return { service, sets: taskSets, tasks: [] };
    },
    async readOutlined({ sets }) {
      await Promise.resolve();
      count('ecs:DescribeTaskSets');
      aws.nowMs += 50;
      return world().taskSets.filter(({ arn }) => sets.some((set) => set.arn === arn));
    },
    async readTasks({ id }) {
      await Promise.resolve();
      count('ecs:ListTasks');
      return world().taskSets.find((set) => set.id === id)?.tasks ?? [];
    },
    async readStoppedTasks() {
      await Promise.resolve();
      count('ecs:DescribeTasks');
      return world().stoppedTasks;
    },
    async readTaskDefinition(reference) {
      await Promise.resolve();
      count('ecs:DescribeTaskDefinition');
      return { arn: reference as TaskDefinitionArn, status: 'ACTIVE', content: web, tags: {} };
    },
    async findRegistered(_family, hash) {
      await Promise.resolve();
      count('ecs:ListTaskDefinitions');
      const found = aws.state.registered.find((entry) => entry.hash === hash);
      return found === undefined ? null : revision(found.n);
    },
    async registerTaskDefinition(content, hash) {
      await Promise.resolve();
      const outcome = sendAny(aws, { kind: 'register', content, hash });
      if (outcome.kind !== 'registered') return never();
      return { arn: outcome.revision, status: 'ACTIVE', content, tags: {} };
    },
    async createTaskSet(request) {
      await Promise.resolve();
      const outcome = sendAny(aws, { kind: 'create-green', request });
      return outcome.kind === 'created' ? outcome.set : never();
    },
    updateScale: (set, percent) => send(aws, { kind: 'scale', set, percent }),
    labelPrimary: (set, withinMs) => send(aws, { kind: 'label', set, withinMs }),
    deleteTaskSet: (set) => send(aws, { kind: 'delete', set, atScale: 100 }),
    tagService: (_service, tags) => send(aws, { kind: 'tag-service', tags }),
    untagService: (_service, names) => send(aws, { kind: 'untag-service', names }),
    async readServiceTasks() {
      await Promise.resolve();
      count('ecs:ListTasks');
      return world().serviceTasks ?? [];
    },
    async readOneOffTasks(purpose, known) {
      await Promise.resolve();
      count('ecs:ListTasks');
      const { oneOffTasks, migrationTasks, contractTasks } = world();
      const all = { test: oneOffTasks, migration: migrationTasks, contract: contractTasks }[purpose];
      return all.filter(({ arn, isToRun }) => isToRun || known.includes(arn));
    },
    async runTask(request) {
      await Promise.resolve();
      const outcome = sendAny(aws, { kind: 'run-task', request });
      return outcome.kind === 'started' ? outcome.task : never();
    },
    stopTask: (task, why) => send(aws, { kind: 'stop-task', task, why }),
  };
}

function loadBalancerPort(aws: FakeAws, release: string, count: (action: string) => void): LoadBalancerPort {
  const world = (): World => aws.observe(release);
  const groupsNamed = async (groups: readonly TargetGroupArn[]): Promise<World['groups'][number][]> => {
    await Promise.resolve();
    count('elasticloadbalancing:DescribeTargetGroups');
    return world().groups.filter(({ arn }) => groups.includes(arn));
  };
  return {
    async readRules() {
      await Promise.resolve();
      count('elasticloadbalancing:DescribeRules');
      return world().rules;
    },
    async readKnownRules(known) {
      await Promise.resolve();
      count('elasticloadbalancing:DescribeRules');
      return known.flatMap(({ ref }) => world().rules.find((rule) => isSameRule(rule.ref, ref)) ?? []);
    },
    readGroupsBriefly: groupsNamed,
    readGroups: groupsNamed,
    readListedGroups: groupsNamed,
    async readCandidateGroups() {
      await Promise.resolve();
      count('elasticloadbalancing:DescribeTargetGroups');
      return world().groups;
    },
    async readTargets(group) {
      await Promise.resolve();
      count('elasticloadbalancing:DescribeTargetHealth');
      return world().groups.find(({ arn }) => arn === group)?.targets ?? [];
    },
    async readBalancers() {
      await Promise.resolve();
      count('elasticloadbalancing:DescribeLoadBalancers');
      return world().loadBalancers;
    },
    balancerOf: () => Promise.resolve(balancer('shop')),
    async writeActions(ref, actions) {
      const rule = aws.state.rules.find((candidate) => isSameRule(candidate.ref, ref));
      await send(aws, { kind: 'write-rule', rule: rule ?? { ...aRule([]), ref }, actions });
    },
  };
}
