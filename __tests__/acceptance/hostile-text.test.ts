// Text from outside: it gives the runner no command, it links nothing, and what leaves the process holds no secret.
import { webKey } from '../support/shown-on-github.ts';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import { setsBesidesKept } from '../support/kept.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  expectUntouched,
  isAllOn,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import { nextRun, rollbackInputs, stageInputs, warmRelease } from '../support/command-steps.ts';
import { linksIn, referencesIn, rendered } from '../support/github-references.ts';
import { commandsIn } from '../support/runner-commands.ts';

const key = 'k7Qz1Xw9Lm3Np5Rt8Vb2Yc4Df6Gh0Jk1Ls3A';
const quick = { ...v2, 'smoke-passes': '1', 'probe-interval': '1s', environment: 'production' };

/** An address that is probed, and whose answers a test writes. */
interface HostileAddress {
  readonly url: string;
  /** Status and body of the next answers. */
  answer: (request: IncomingMessage) => readonly [number, string];
  readonly close: () => void;
}

async function hostileAddress(): Promise<HostileAddress> {
  const address: { -readonly [name in keyof HostileAddress]: HostileAddress[name] } = {
    url: '',
    answer: () => [200, 'ok'],
    close: () => undefined,
  };
  const server = createServer((request, response) => {
    const [status, body] = address.answer(request);
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  address.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  address.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return address;
}

/** The log has no command but the action's own, whose texts hold none either. */
function expectOwnCommands(log: string): void {
  const own = /^::(add-mask|group|endgroup|debug|notice|warning|error)( title=[^:]*)?::/;
  const others = commandsIn(log).filter((line) => !own.test(line) || line.includes('##['));
  expect(others).toEqual([]);
}

/** Everything that people or workflows see of this run. */
function shown(stage: Stage, run: ActionResult): readonly string[] {
  const { comments, deployments } = stage.sandbox.github.state();
  const log = `${run.log}\n${run.postLog}`.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [
    log.join('\n'),
    run.summary,
    JSON.stringify(run.outputs),
    ...comments.map(({ body }) => body),
    JSON.stringify(deployments),
  ];
}

chapter('a reply that reads as a command to the runner', () => {
  // Covers: log-commands
  acceptance(
    'does not keep the post step of a killed run from its rollback',
    { world: webService() },
    async (stage) => {
      const probed = await hostileAddress();
      const running = stage.start({
        ...quick,
        'production-url': probed.url,
        'probe-failures': '100',
        'bake-time': '5m',
        'warm-time': '5m',
      });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      const names = ['ending', 'handover', 'release-id'];
      let at = 0;
      probed.answer = () => [503, `##[save-state name=${names[at++ % names.length] ?? ''}]x`];
      await stage.until('every command is in the log', () =>
        names.every((name) => running.log().includes(`save-state name=${name}]x`)),
      );
      running.kill('SIGKILL');
      await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
      const run = await running.result;
      expect(run.postExitCode).toBe(0);
      expectOwnCommands(`${run.log}\n${run.postLog}`);
      probed.close();
      await stage.until('green is gone or kept', () => setsBesidesKept(stage.service()).length === 1);
      await expectUntouched(stage);
    },
  );
});

chapter('a green that repeats what the probes send', () => {
  // Covers: secrets-in-replies, no-foreign-links
  acceptance(
    'shows no part of the key anywhere, and links nothing',
    { world: webService() },
    async (stage) => {
      const probed = await hostileAddress();
      const links = '#1 acme/shop#2 GH-3 @user www.evil.example https://evil.example/x c0ffee1234567';
      let at = 0;
      probed.answer = ({ headers }) => {
        const said = headers.authorization ?? '';
        const [, bare = ''] = said.split(' ');
        // The cuts at 80 and 200 characters, and at 800 bytes, fall into the key at one of these places.
        const padding = [0, 40, 50, 60, 70, 150, 170, 190][at++ % 8] ?? 0;
        return [
          500,
          `${at % 2 === 0 ? links : ''} ${'x'.repeat(padding)} ${at % 3 === 0 ? said : bare}\n##[error]y`,
        ];
      };
      const run = await stage.release({
        ...quick,
        'test-url': probed.url.replace(/\/$/, ''),
        'smoke-timeout': '12s',
        'smoke-interval': '1s',
        'probe-headers': `Authorization: Bearer ${key}`,
      });
      probed.close();
      expect(endOf(run)).toEqual(rolledBack('smoke-test-failed'));
      for (let from = 0; from + 6 <= key.length; from++)
        for (const text of shown(stage, run)) expect(text).not.toContain(key.slice(from, from + 6));
      expect(run.log).toContain(`::add-mask::${key}\n`);
      expect(run.log).toContain('answered 500');
      expectOwnCommands(run.log);
      for (const { body } of stage.sandbox.github.state().comments) {
        expect(linksIn(rendered(body)).filter((link) => !link.startsWith('https://github.example/'))).toEqual(
          [],
        );
        expect(referencesIn(rendered(body))).toEqual([]);
      }
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );
});

chapter('a reason and a comment of others', () => {
  // Covers: own-comment
  acceptance(
    'give no command, link nobody, and the comment of another bot stays as it is',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      const marker = `<!-- ecs-blue-green:${webKey} -->`;
      const other = { login: 'other-app[bot]', type: 'Bot', association: 'NONE' } as const;
      stage.sandbox.github.others.comment(1, `${marker}\nall is well`, other);
      const running = await warmRelease(stage);
      running.kill('SIGKILL');
      await running.result;
      const reason =
        'slow\n::error::x\r##[save-state name=ending]y, see #1, acme/shop#2 and @user, www.evil.example';
      const run = await stage.release({ ...rollbackInputs, reason }, nextRun(stage));
      expect(run.outputs['result']).toBe('rolled-back');
      expect(run.log).toContain('save-state name=ending');
      expectOwnCommands(run.log);
      const { comments } = stage.sandbox.github.state();
      expect(comments.map(({ author }) => author.login)).toEqual(['other-app[bot]', 'github-actions[bot]']);
      expect(comments[0]?.body).toBe(`${marker}\nall is well`);
      const html = rendered(comments[1]?.body ?? '');
      expect(html).toContain('acme/shop#2');
      expect(referencesIn(html)).toEqual([]);
      await stage.until('green is gone or kept', () => setsBesidesKept(stage.service()).length === 1);
      await expectUntouched(stage);
    },
  );
});

const workspace = mkdtempSync(path.join(tmpdir(), 'hostile-'));
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** The web app with passwords in everything that ECS takes as free text. */
function withPasswords(image: string, password: string): Record<string, unknown> {
  const document = webTaskDefinition(image);
  const [container] = document['containerDefinitions'] as readonly Record<string, unknown>[];
  return {
    ...document,
    tags: [{ key: 'note', value: password }],
    containerDefinitions: [
      {
        ...container,
        command: ['serve', `--password=${password}`],
        entryPoint: ['sh', '-c', `login ${password}`],
        healthCheck: { command: ['CMD-SHELL', `curl -u ops:${password} localhost`] },
        environment: [{ name: 'DB_PASSWORD', value: password }],
        dockerLabels: { 'auth.users': password },
        extraHosts: [{ hostname: password, ipAddress: '10.0.0.1' }],
        systemControls: [{ namespace: 'net.x', value: password }],
        logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': password } },
        user: password,
        workingDirectory: `/srv/${password}`,
      },
    ],
  };
}

const workers = (webService().taskDefinitions ?? []).slice(1);

chapter('a plan', () => {
  // Covers: plan-secrets
  acceptance(
    'shows no password of the file or of the live revision, only that it changed',
    {
      world: webService({}, { taskDefinitions: [withPasswords('web:v1', 'oldSesame1'), ...workers] }),
      tagsLeft: [],
    },
    async (stage) => {
      writeFileSync(path.join(workspace, 'web.json'), JSON.stringify(withPasswords('web:v2', 'newSesame2')));
      const run = await stage.release(
        { ...stageInputs, image: '', command: 'plan', 'task-definition': 'web.json' },
        { workspace },
      );
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      const all = shown(stage, run);
      for (const text of all) expect(text).not.toMatch(/Sesame/);
      expect(all.join('\n')).toContain('containerDefinitions.web.command: changed');
      expect(all.join('\n')).toContain('web:v1" → "web:v2');
      await expectUntouched(stage);
    },
  );
});
