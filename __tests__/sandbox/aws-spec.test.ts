import {
  CreateTaskSetCommand,
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { matches, takeResult } from '../../sandbox/health/checker.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { webService } from '../../sandbox/seeds.ts';
import { readSpecFile } from '../../sandbox/spec-file.ts';
import { completeSpec } from '../../sandbox/spec.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { TargetState } from '../../sandbox/aws/state.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';

let running: Sandbox[] = [];
async function start(spec: SandboxSpec): Promise<Sandbox> {
  const sandbox = await startSandbox(spec);
  running.push(sandbox);
  return sandbox;
}
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  running = [];
});

const quick = { taskStart: 20, registration: 20, health: 0, propagation: [0, 20], draining: 200 } as const;

describe('a spec', () => {
  test('is checked as a whole, and each problem has its path', () => {
    const spec = {
      services: [{ name: 'web', desiredCount: 'two', taskSets: [{}] }],
      delays: { taskSart: 1 },
      pageSize: 0,
    };
    expect(() => completeSpec(spec)).toThrow(/4 problem/);
    expect(() => completeSpec(spec)).toThrow(
      /spec.services\[0\].desiredCount: want a number from 0, got "two"/,
    );
    expect(() => completeSpec(spec)).toThrow(
      /spec.services\[0\].taskSets\[0\].taskDefinition: missing, want text/,
    );
    expect(() => completeSpec(spec)).toThrow(/spec.delays.taskSart: no such setting; known are taskStart/);
    expect(() => completeSpec(spec)).toThrow(/spec.pageSize/);
  });

  test('that is strict is refused if it is more lenient than AWS', () => {
    expect(() => completeSpec({ strict: true, delays: { draining: 0 } })).toThrow(
      /spec.delays.draining: strict/,
    );
    expect(() => completeSpec({ strict: true, delays: { propagation: [0, 0] } })).toThrow(
      /spec.delays.propagation: strict/,
    );
    const group = { name: 'a', deregistrationDelaySeconds: 1 };
    expect(() => completeSpec({ strict: true, nodes: 1, targetGroups: [group] })).toThrow(
      /spec.nodes: strict[^]*spec.targetGroups\[0\].deregistrationDelaySeconds: strict/,
    );
    expect(() => completeSpec({ strict: true, nodes: 1, pageSize: 0, x: 1 })).toThrow(
      /3 problem[^]*spec.pageSize: want a number from 1, got 0[^]*spec.x: no such[^]*spec.nodes: strict/,
    );
    expect(completeSpec({ strict: true }).delays).toMatchObject({ draining: 2000, propagation: [500, 2000] });
  });

  test('that names what does not exist is refused, and nothing is left running', async () => {
    const spec = quickWorld();
    const [web] = spec.services!;
    const set = { taskDefinition: 'web:1', targetGroup: 'nothing' };
    const bad = { ...spec, services: [{ ...web!, taskSets: [set] }] };
    expect(await refusal(startSandbox(bad))).toMatch(
      /spec.services\[0\].taskSets\[0\]: there is no target group nothing/,
    );
    const rule = { name: 'r', priority: 1, actions: [{ type: 'forward', groups: { nothing: 1 } } as const] };
    const balancer = { name: 'b', listeners: [{ name: 'l', rules: [rule] }] };
    expect(await refusal(startSandbox({ loadBalancers: [balancer] }))).toMatch(
      /spec.loadBalancers\[0\].listeners\[0\].rules\[0\]: there is no target group nothing/,
    );
  });

  test('may be a YAML file, whose problems name the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spec-'));
    const file = join(folder, 'spec.yaml');
    await writeFile(file, 'clusters: [{ name: demo }]\nservices: [{ name: web, controller: MANUAL }]\n');
    expect(await refusal(readSpecFile(file))).toMatch(
      /spec.yaml: spec.services\[0\].controller: want one of EXTERNAL, ECS/,
    );
    await writeFile(file, 'clusters: [');
    expect(await refusal(readSpecFile(file))).toMatch(/spec.yaml: .*line 1/);
    await rm(folder, { recursive: true });
  });

  test('of the seeds on disk starts and serves', async () => {
    const sandbox = await start(
      await readSpecFile(resolve(import.meta.dirname, '../../sandbox/seeds/web.yaml')),
    );
    expect((await fetch(sandbox.listenerUrl('http'))).status).toBe(200);
  });
});

describe('a sandbox', () => {
  test('serves its seeded service, rules included, and ends every process when it stops', async () => {
    const sandbox = await start(webService({}, { delays: quick }));
    const url = sandbox.listenerUrl('http');
    expect(await (await fetch(url)).json()).toMatchObject({ version: 'v1' });
    expect((await fetch(`${url}/teapot`)).status).toBe(418);
    const pids = sandbox.world().tasks.flatMap((one) => one.pids);
    expect(pids).toHaveLength(2);
    await sandbox.stop();
    await sandbox.stop();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    await expect(fetch(sandbox.awsUrl)).rejects.toThrow();
  });

  test('runs next to other sandboxes, each in its own network', async () => {
    const [one, other] = await Promise.all([start({}), start({})]);
    expect(new URL(one.awsUrl).hostname).not.toBe(new URL(other.awsUrl).hostname);
  });

  test('passes the environment of the task definition and of the image on, the first one winning', async () => {
    const spec = quickWorld();
    const container = { name: 'web', image: 'web:v1', portMappings: [{ containerPort: 8080 }] };
    const environment = [{ name: 'EXTRA', value: 'from the task definition' }];
    const [web] = spec.taskDefinitions!;
    const definitions = [{ ...web, containerDefinitions: [{ ...container, environment }] }];
    const apps = { 'web:v1': { ...spec.apps!['web:v1']!, env: { EXTRA: 'from the image' } } };
    const sandbox = await start({ ...spec, taskDefinitions: definitions, apps });
    expect(await (await fetch(sandbox.listenerUrl('http'))).json()).toMatchObject({
      extra: 'from the task definition',
    });
  });

  test('with a single address refuses ip targets, and runs instance targets on their own ports', async () => {
    expect(await refusal(startSandbox(webService({}, { addresses: 'one' })))).toMatch(
      /only 127.0.0.1.*use instance/,
    );
    const sandbox = await start(webService({ targetType: 'instance' }, { addresses: 'one', delays: quick }));
    const clients = clientsOf(sandbox);
    const { taskArns } = await clients.ecs.send(
      new ListTasksCommand({ cluster: 'demo', serviceName: 'web' }),
    );
    const { tasks } = await clients.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }));
    const ports = tasks!.map((one) => one.containers![0]!.networkBindings![0]!.hostPort!);
    expect(new Set(ports).size).toBe(2);
    const arns = tasks!.map((one) => one.containerInstanceArn!);
    const ask = new DescribeContainerInstancesCommand({
      cluster: 'demo',
      containerInstances: [...new Set(arns), 'x'],
    });
    const { containerInstances, failures } = await clients.ecs.send(ask);
    expect(failures).toMatchObject([{ arn: 'x', reason: 'MISSING' }]);
    const ids = containerInstances!.map((one) => one.ec2InstanceId);
    const group = sandbox.world().targetGroups.find((one) => one.name === 'web-a')!;
    const health = await clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: group.arn }));
    const targets = health.TargetHealthDescriptions!.map((one) => one.Target!);
    expect(targets.map((one) => one.Port).sort()).toEqual([...ports].sort());
    expect(targets.every((one) => ids.includes(one.Id))).toBe(true);
    expect(await (await fetch(sandbox.listenerUrl('http'))).json()).toMatchObject({ version: 'v1' });
    clients.destroy();
  });

  test('has the page sizes of AWS by default', async () => {
    const names = Array.from({ length: 101 }, (_, index) => ({ name: `g${index}` }));
    const sandbox = await start({ targetGroups: names });
    const clients = clientsOf(sandbox);
    const { DescribeTargetGroupsCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
    const { TargetGroups, NextMarker } = await clients.elb.send(new DescribeTargetGroupsCommand({}));
    expect(TargetGroups).toHaveLength(100);
    expect(NextMarker).toBeDefined();
    clients.destroy();
  });

  test('supports a release by hand: green next to blue, the switch, blue deleted', async () => {
    const sandbox = await start(webService({}, { delays: { ...quick, association: 0 } }));
    const clients = clientsOf(sandbox);
    sandbox.control.setApp({ image: 'web:v1', app: { command: ['node', 'sandbox/apps/v2.ts'] } });
    const green = sandbox.world().targetGroups.find((one) => one.name === 'web-b')!;
    const loadBalancers = [{ targetGroupArn: green.arn, containerName: 'web', containerPort: 8080 }];
    const { taskSet } = await clients.ecs.send(
      new CreateTaskSetCommand({
        cluster: 'demo',
        service: 'web',
        taskDefinition: 'web:1',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        loadBalancers,
        scale: { value: 100, unit: 'PERCENT' },
      }),
    );
    const sets = (): readonly { id: string; stabilityStatus: string }[] =>
      sandbox.world().services[0]!.taskSets;
    await until(sets, (all) => all.find((one) => one.id === taskSet!.id)?.stabilityStatus === 'STEADY_STATE');
    sandbox.control.setWeights({ rule: 'http:default', weights: { 'web-a': 0, 'web-b': 1 } });
    await until(
      async () => (await (await fetch(sandbox.listenerUrl('http'))).json()) as { version: string },
      ({ version }) => version === 'v2',
    );
    sandbox.control.deleteTaskSet({ taskSet: sets().find((one) => one.id !== taskSet!.id)!.id });
    await until(sets, (all) => all.length === 1);
    clients.destroy();
  });
});

describe('health checks', () => {
  const check = {
    path: '/',
    protocol: 'HTTP' as const,
    port: null,
    intervalMs: 1,
    timeoutMs: 1,
    healthyThreshold: 2,
    unhealthyThreshold: 2,
    matcher: '200',
  };
  const failed = { reason: 'Target.Timeout', description: 'Request timed out' };

  test('make a new target healthy after one pass, and a failed target only after as many passes as its threshold', () => {
    const target = { health: 'initial', passes: 0, failures: 0 } as TargetState;
    const group = { healthCheck: check, slowStartSeconds: 0, targets: [target] };
    const states = [null, failed, failed, null, null].map((result) => {
      takeResult(group, target, result);
      return target.health;
    });
    expect(states).toEqual(['healthy', 'healthy', 'unhealthy', 'unhealthy', 'healthy']);
  });

  test('let a target start slowly that joins one with its full share, and no other', () => {
    const made = (health: string): TargetState =>
      ({ health, passes: 0, failures: 0, slowStartAt: null }) as TargetState;
    const [first, second, third] = [made('initial'), made('initial'), made('initial')];
    const group = { healthCheck: check, slowStartSeconds: 30, targets: [first, second, third] };
    for (const target of group.targets) takeResult(group, target, null);
    expect(first.slowStartAt).toBeNull();
    expect([second.slowStartAt, third.slowStartAt]).toEqual([expect.any(Number), expect.any(Number)]);
    takeResult(group, second, failed);
    takeResult(group, second, failed);
    expect(second).toMatchObject({ health: 'unhealthy', slowStartAt: null });
  });

  test('read codes as ELB does', () => {
    const passing = ['200', '200-299', '200,204', '301,200-204'].map((matcher) => matches(matcher, 204));
    expect(passing).toEqual([false, true, true, true]);
  });
});
