// Task definition files as people have them, released: ports, containers, members that ECS doesn't know.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { casesFolder, caseText } from '../support/case-files.ts';
import { expectServing, nextRun } from '../support/command-steps.ts';

const inCases = { workspace: casesFolder };
/** Neither bake nor warm blue: these cases are about what is created. */
const quick = { 'bake-time': '0', 'warm-time': '0' };

const firstInputs = (stage: Stage): Record<string, string> => ({
  ...quick,
  subnets: '["subnet-1", "subnet-2"]',
  'launch-type': 'fargate',
  'target-groups': JSON.stringify([stage.group('web-a').arn, stage.group('web-b').arn]),
});

/** Where the load balancer sends the traffic of the task set that was created last. */
function attachment(stage: Stage): unknown {
  const created = stage.calls('CreateTaskSet').filter(({ wasCarriedOut }) => wasCarriedOut);
  const balancers = created.at(-1)?.request['loadBalancers'] as
    readonly Record<string, unknown>[] | undefined;
  return { container: balancers?.[0]?.['containerName'], port: balancers?.[0]?.['containerPort'] };
}

const switched = (unknownMembers: 'dropped' | 'refused'): SandboxSpec =>
  webService({}, { unknowns: { unknownMembers } });

describe('a member that RegisterTaskDefinition does not list', () => {
  // Covers: definition-unknown-members
  acceptance(
    'is a warning, and is named again if ECS leaves it out; a plan then shows no change',
    { world: switched('dropped') },
    async (stage) => {
      const inputs = { ...quick, 'task-definition': 'td-05-misplaced.json' };
      const run = await stage.release(inputs, inCases);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /^::warning title=Task definition::.*"enviroment".*Write containerDefinitions\[0\]\.environment/m,
      );
      expect(run.log).toMatch(
        /^::warning.*"environment" at the top level.*Move it to containerDefinitions\[\]/m,
      );
      expect(run.log).toMatch(
        /^::warning.*ECS left out of web:2 what it doesn't know: containerDefinitions\.web\.enviroment, environment\./m,
      );
      expect(stage.sandbox.github.state().comments[0]?.body).toContain('ECS left out of web:2');
      const plan = await stage.release({ ...inputs, command: 'plan' }, { ...inCases, ...nextRun(stage) });
      expect(plan.log).toMatch(/it equals the live revision/);
      expect(plan.log).not.toMatch(/enviroment: added/);
    },
  );

  acceptance(
    'is named before the first write if ECS refuses it, and production stays as it is',
    { world: switched('refused'), registrations: 0 },
    async (stage) => {
      const run = await stage.release({ ...quick, 'task-definition': 'td-05-misplaced.json' }, inCases);
      expect(run.exitCode).toBe(1);
      expect(run.log).toMatch(
        /^::warning title=Task definition::.*"enviroment".*ECS may ignore or refuse it/m,
      );
      expect(run.log).toMatch(/SerializationException/);
      expect(stage.calls('CreateTaskSet')).toEqual([]);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 100, 'web-b': 0 });
    },
  );
});

/** A service without a task set, whose image listens on this port only. */
function listeningOn(port: string): SandboxSpec {
  const world = webService({ hasBlue: false });
  const app = world.apps?.['web:v2'];
  return { ...world, apps: { ...world.apps, 'web:v2': { ...app, env: { PORT: port } } } };
}

describe('the container and port behind the load balancer', () => {
  // Covers: container-port-found
  acceptance(
    'are found in a first release: of several ports the one of the target group',
    { world: listeningOn('8080'), hasTraffic: false },
    async (stage) => {
      const inputs = { ...firstInputs(stage), 'task-definition': 'td-17-two-ports-first-release.json' };
      expect(endOf(await stage.release(inputs, inCases))).toEqual(released);
      expect(attachment(stage)).toEqual({ container: 'web', port: 8080 });
    },
  );

  acceptance(
    'are found in a first release whose sidecar maps a UDP port first',
    { world: webService({ hasBlue: false }), hasTraffic: false },
    async (stage) => {
      const inputs = { ...firstInputs(stage), 'task-definition': 'td-20-udp-port-first.json' };
      expect(endOf(await stage.release(inputs, inCases))).toEqual(released);
      expect(attachment(stage)).toEqual({ container: 'web', port: 8080 });
    },
  );

  // Covers: container-named
  acceptance(
    'change on a later release when inputs name them, and return when the revision before is released again',
    { world: webService(), tagsLeft: ['fence', 'quarantined'] },
    async (stage) => {
      const inputs = { ...quick, 'task-definition': 'td-18-renamed-container.json', 'container-name': 'app' };
      const run = await stage.release({ ...inputs, 'container-port': '8080' }, inCases);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /green's traffic to container app, port 8080. On blue it is container web, port 8080/,
      );
      expect(attachment(stage)).toEqual({ container: 'app', port: 8080 });
      const back = await stage.release({ ...quick, command: 'rollback' }, nextRun(stage));
      expect(endOf(back)).toMatchObject({ exitCode: 0, result: 'released' });
      expect(attachment(stage)).toEqual({ container: 'web', port: 8080 });
    },
  );
});

const workspace = mkdtempSync(path.join(tmpdir(), 'ports-'));
afterAll(() => {
  rmSync(workspace, { recursive: true });
});

/** Its container maps two ports and listens on the first. The second is the one of blue and of the target groups. */
function writeTwoPorts(file: string, name: string, image: string): void {
  const { containerDefinitions, ...rest } = webTaskDefinition(image);
  const [container] = containerDefinitions as readonly object[];
  const portMappings = [9090, 8080].map((containerPort) => ({ containerPort, protocol: 'tcp' }));
  const content = { ...rest, containerDefinitions: [{ ...container, name, portMappings }] };
  writeFileSync(path.join(workspace, file), JSON.stringify(content));
}

describe('of container and port of a later release, with users on blue,', () => {
  // Covers: container-named
  acceptance(
    'each can be named alone, and the other stays as on blue',
    { world: webService(), registrations: 2 },
    async (stage) => {
      writeTwoPorts('moved-port.json', 'web', 'web:v2');
      const port = { ...quick, 'task-definition': 'moved-port.json', 'container-port': '9090' };
      expect(endOf(await stage.release(port, { workspace }))).toEqual(released);
      expect(attachment(stage)).toEqual({ container: 'web', port: 9090 });
      await expectServing(stage, 'web-b', 'v2');

      writeTwoPorts('renamed.json', 'app', 'web:v1');
      const name = { ...quick, 'task-definition': 'renamed.json', 'container-name': 'app' };
      expect(endOf(await stage.release(name, { ...nextRun(stage), workspace }))).toEqual(released);
      expect(attachment(stage)).toEqual({ container: 'app', port: 9090 });
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

describe('a registered revision', () => {
  // Covers: definition-registered-base
  acceptance(
    'is the base of a first release whose image an input names',
    { world: webService({ hasBlue: false }), hasTraffic: false },
    async (stage) => {
      const inputs = { ...firstInputs(stage), 'task-definition': 'web:1', image: 'web:v2' };
      const run = await stage.release(inputs);
      expect(endOf(run)).toEqual(released);
      const [call] = stage.calls('RegisterTaskDefinition');
      expect(call?.request['containerDefinitions']).toMatchObject([{ name: 'web', image: 'web:v2' }]);
      expect(run.outputs['task-definition-arn']).toMatch(/task-definition\/web:2$/);
    },
  );
});

const fixedPort = JSON.parse(caseText('td-22-fixed-host-port.json').replace('web:v2', 'web:v1')) as Record<
  string,
  unknown
>;
const onInstances = (instances: number): SandboxSpec =>
  webService({ targetType: 'instance' }, { instances, taskDefinitions: [fixedPort] });
const finding =
  /fixes host port 8080, so no two of its tasks run on one instance: green needs 2 instances on which that port is free, next to the 2/;

describe('tasks that fix a port of their instance', () => {
  // Covers: host-ports
  acceptance(
    'are released to free instances, whose number is reported first',
    { world: onInstances(4) },
    async (stage) => {
      const run = await stage.release({ ...quick, 'task-definition': 'td-22-fixed-host-port.json' }, inCases);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(finding);
    },
  );

  acceptance(
    'are rolled back without free instances, and the report says which resource is missing',
    { world: onInstances(2) },
    async (stage) => {
      const inputs = { ...quick, 'task-definition': 'td-22-fixed-host-port.json', 'ready-timeout': '4s' };
      const run = await stage.release(inputs, inCases);
      expect(run.outputs['reason-code']).toBe('no-capacity');
      expect(run.log).toMatch(finding);
      expect(run.log).toMatch(/is already using a port required by your task/);
    },
  );
});
