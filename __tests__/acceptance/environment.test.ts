// What earlier steps and the runner leave in the environment: credentials, region, proxies, the event.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { closeServer, listenOn } from '../../sandbox/wire/http.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf } from '../support/bad-luck.ts';
import {
  promoteInputs,
  stageInputs,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';

const home = mkdtempSync(path.join(tmpdir(), 'environment-'));
afterAll(() => {
  rmSync(home, { recursive: true });
});

const quiet = { world: webService(), hasTraffic: false, registrations: 0, tagsLeft: [] };
const keysOf = (stage: Stage): readonly (string | null)[] => [
  ...new Set(stage.calls().map(({ accessKey }) => accessKey)),
];

chapter('credentials', () => {
  // Covers: keys-before-profile
  acceptance(
    'of the environment sign, whatever AWS_PROFILE names, and the log names account and role',
    quiet,
    async (stage) => {
      const file = path.join(home, 'credentials');
      writeFileSync(file, '[staging]\naws_access_key_id = AKIDSTAGING\naws_secret_access_key = s\n');
      const environment = { AWS_PROFILE: 'staging', AWS_SHARED_CREDENTIALS_FILE: file };
      const run = await stage.release(statusInputs, { environment });
      expect(run.exitCode).toBe(0);
      expect(keysOf(stage)).toEqual([stage.sandbox.env()['AWS_ACCESS_KEY_ID']]);
      expect(run.log).toContain(
        'AWS credentials: account 123456789012, role deployer (from AWS_ACCESS_KEY_ID; not used: AWS_PROFILE)',
      );
      expect(stage.calls('GetCallerIdentity')).toHaveLength(1);
    },
  );

  // Covers: environment-trimmed
  acceptance('and a region with a line break at their ends work', quiet, async (stage) => {
    const given = stage.sandbox.env();
    const environment = Object.fromEntries(
      ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map((name) => [
        name,
        `${given[name] ?? ''}\n`,
      ]),
    );
    const run = await stage.release(statusInputs, { environment });
    expect(run.exitCode).toBe(0);
    expect(keysOf(stage)).toEqual([given['AWS_ACCESS_KEY_ID']]);
  });

  // Covers: environment-problems
  acceptance(
    'and a region that cannot be used are named at once, with other problems, without a call',
    quiet,
    async (stage) => {
      const environment = { AWS_REGION: 'eu west', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: 'one\ntwo' };
      const run = await stage.release(
        { command: 'deploy', image: 'web:v2', 'bake-time': '300' },
        { environment },
      );
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'inputs-invalid' });
      expect(run.log).toMatch(/AWS_REGION is "eu west"/);
      expect(run.log).toMatch(/AWS_SECRET_ACCESS_KEY is missing, but AWS_ACCESS_KEY_ID is set/);
      expect(run.log).toMatch(/AWS_SESSION_TOKEN has a line break/);
      expect(run.log).toMatch(/bake-time: "300"/);
      expect(stage.calls()).toEqual([]);
    },
  );

  // Covers: other-account
  acceptance(
    'of another account than the ARNs of the inputs are refused by every command before the first write',
    quiet,
    async (stage) => {
      const cluster = 'arn:aws:ecs:eu-west-1:444455556666:cluster/demo';
      const inputs = ['deploy', 'rollback'].map((command): Inputs => ({ command }));
      for (const one of [...inputs, stageInputs, promoteInputs, teardownInputs, sweepInputs]) {
        const { command } = one;
        const run = await stage.release({ ...one, cluster });
        // A sweep counts what it could not do.
        const result = command === 'sweep' ? 'failed' : 'refused';
        expect([command, run.outputs['result'], run.exitCode]).toEqual([command, result, 1]);
        expect(run.log).toContain(`the AWS credentials are of account 123456789012`);
        expect(run.log).toContain(`the settings name ${cluster} in account 444455556666`);
      }
      expect(stage.calls().filter(({ isWrite }) => isWrite)).toEqual([]);
    },
  );

  // Covers: identity-unknown
  acceptance('whose account STS does not tell hold up nothing', quiet, async (stage) => {
    stage.sandbox.faults.add({ operation: 'GetCallerIdentity', kind: 'access-denied', always: true });
    const run = await stage.release(statusInputs);
    expect(run.exitCode).toBe(0);
    expect(run.log).toContain('AWS credentials: STS does not say whose they are (from AWS_ACCESS_KEY_ID)');
  });

  // Covers: identity-in-failure
  acceptance('are named if not even the first read works', quiet, async (stage) => {
    const run = await stage.release({ command: 'deploy', image: 'web:v2', service: 'nosuch' });
    expect(run.outputs['result']).toBe('refused');
    expect(run.log).toContain('The AWS credentials are those of account 123456789012, role deployer.');
  });
});

/** A proxy for plain HTTP that sends everything to these servers, by the name that was asked for. */
async function proxyTo(
  servers: Readonly<Record<string, string>>,
): Promise<{ address: string; asked: Set<string>; close: () => Promise<void> }> {
  const asked = new Set<string>();
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '');
    asked.add(url.hostname);
    const to = new URL(url.pathname + url.search, servers[url.hostname]);
    const { method, headers } = request;
    const onward = http.request(to, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    const [host = ''] = (request.url ?? '').split(':');
    asked.add(host);
    const { hostname, port } = new URL(servers[host] ?? '');
    const onward = net.connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) end.on('error', () => undefined);
  });
  const address = (await listenOn(server, '127.0.0.1')).replace('http://', '');
  return { address, asked, close: () => closeServer(server) };
}

chapter('a proxy', () => {
  // Covers: proxies
  acceptance(
    'without a scheme that only ALL_PROXY names carries the calls to AWS and to GitHub',
    quiet,
    async (stage) => {
      const given = stage.sandbox.env();
      const proxy = await proxyTo({
        'aws.invalid': given['AWS_ENDPOINT_URL'] ?? '',
        'github.invalid': given['GITHUB_API_URL'] ?? '',
      });
      const environment = {
        AWS_ENDPOINT_URL: 'http://aws.invalid',
        GITHUB_API_URL: 'http://github.invalid',
        ALL_PROXY: proxy.address,
      };
      const run = await stage.release({ command: 'plan', image: 'web:v2' }, { environment });
      await proxy.close();
      expect(run.outputs['result']).toBe('planned');
      expect(proxy.asked).toEqual(new Set(['aws.invalid', 'github.invalid']));
      expect(stage.sandbox.github.state().comments).toHaveLength(1);
    },
  );
});

chapter('the event', () => {
  const commit = 'd'.repeat(40);
  const staged = { world: webService(), hasTraffic: false, setsLeft: 2 };
  const taggedCommit = (stage: Stage): string | undefined =>
    stage.service().taskSets.find(({ status }) => status === 'ACTIVE')?.tags['ecs-blue-green:commit'];

  // Covers: commit-input
  acceptance(
    'is overruled by the input commit, which expected-sha is compared with',
    staged,
    async (stage) => {
      const run = await stage.release({ ...stageInputs, commit });
      expect(run.outputs['result']).toBe('staged');
      expect(taggedCommit(stage)).toBe(commit);
      const own = { ...promoteInputs, 'expected-sha': 'b'.repeat(40) };
      const refused = await stage.release(own, { attempt: 2 });
      expect(refused.log).toContain(`was staged for commit ${commit}, but expected-sha is ${'b'.repeat(40)}`);
    },
  );
});
