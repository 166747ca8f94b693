// Answers that are not AWS's: a network between the action and AWS answers in its place.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { closeServer, listenOn } from '../../sandbox/wire/http.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { FaultSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectAllOn,
  expectUntouched,
  greenOf,
  isAllOn,
  released,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';

const short = { ...v2, 'bake-time': '3s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };
const strange = ['garbled', 'html', 'empty'] as const;

async function expectReleased(stage: Stage): Promise<void> {
  expectAllOn(stage, 'web-b');
  expect(stage.service().taskSets.map(({ id }) => id)).toEqual([greenOf(stage)?.id]);
  await servedOnlyBy(stage, 'v2');
}

const carriedOut = (stage: Stage, operation: string): number =>
  stage.calls(operation).filter((call) => call.wasCarriedOut).length;

/** The fault from now on, for each of the calls, until that many calls were hit. */
async function hitFor(stage: Stage, faults: readonly FaultSpec[], hits: number): Promise<void> {
  const ids = faults.map((fault) => stage.sandbox.faults.add({ ...fault, always: true }));
  await stage.until('calls that were hit', () =>
    stage.sandbox.faults.list().every((one) => !ids.includes(one.id) || one.hits >= hits),
  );
  for (const id of ids) stage.sandbox.faults.remove(id);
}

chapter('an answer that is not from AWS', () => {
  // Covers: answer-not-http
  acceptance(
    'to the first rule write does not leave production split',
    { world: webService() },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'ModifyRule', kind: 'garbled' });
      expect(endOf(await stage.release(short))).toEqual(released);
      expect(stage.calls('ModifyRule').map(({ outcome }) => outcome)).toEqual(['lost', 'ok']);
      await expectReleased(stage);
    },
  );

  // Covers: answer-not-http
  acceptance(
    'to the rule writes of a rollback does not leave production split',
    { world: brokenV2({ BREAK_UNDER_TRAFFIC: '1' }), allowedFailures: { 'status 500': 1_000_000 } },
    async (stage) => {
      const url = stage.sandbox.listenerUrl('http');
      const inputs = { ...v2, 'production-url': url, 'bake-time': '40s', 'probe-interval': '2s' };
      const running = stage.start(inputs);
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      for (const operation of ['ModifyRule', 'ModifyListener'])
        stage.sandbox.faults.add({ operation, kind: 'garbled', count: 2 });
      expect(endOf(await running.result)).toEqual(rolledBack('bake-probes-failed'));
      expect(stage.sandbox.faults.list().map(({ hits }) => hits)).toEqual([2, 2]);
      await expectUntouched(stage);
    },
  );

  for (const kind of strange)
    // Covers: answer-not-aws
    acceptance(
      `to a write leaves open whether it was carried out, and nothing is done twice: ${kind}`,
      { world: webService({ isAutoScaled: true }) },
      async (stage) => {
        const writes = [
          ...['RegisterTaskDefinition', 'CreateTaskSet', 'UpdateServicePrimaryTaskSet', 'ModifyRule'],
          ...['ModifyListener', 'DeleteTaskSet', 'TagResource', 'UntagResource', 'RegisterScalableTarget'],
        ];
        for (const operation of writes) stage.sandbox.faults.add({ operation, kind });
        expect(endOf(await stage.release(short))).toEqual(released);
        expect(stage.sandbox.faults.list().filter(({ hits }) => hits === 0)).toEqual([]);
        const once = ['RegisterTaskDefinition', 'UpdateServicePrimaryTaskSet', 'DeleteTaskSet'];
        expect(once.map((operation) => carriedOut(stage, operation))).toEqual([1, 1, 1]);
        expect(['ModifyRule', 'ModifyListener'].map((one) => carriedOut(stage, one))).toEqual([2, 2]);
        await expectReleased(stage);
      },
    );

  for (const kind of strange)
    // Covers: answer-not-empty
    acceptance(
      `to a read in the bake is neither an unhealthy green nor a drift: ${kind}`,
      { world: webService() },
      async (stage) => {
        // As long as both kinds of reads need to be hit.
        const running = stage.start({ ...short, 'bake-time': '40s' });
        await stage.until('the switch', () => isAllOn(stage, 'web-b'));
        await hitFor(stage, [{ operation: 'DescribeTargetHealth', kind }], 14);
        await hitFor(stage, [{ operation: 'DescribeRules', kind }], 14);
        const run = await running.result;
        expect(endOf(run)).toEqual(released);
        expect(run.log).not.toMatch(/0 of 2 healthy|drift/);
        await expectReleased(stage);
      },
    );

  // Covers: answer-not-empty
  acceptance(
    'to the first read refuses the release without a write, and names the call',
    { world: webService(), tagsLeft: [] },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'DescribeRules', kind: 'html', always: true });
      const run = await stage.release(short);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toMatch(/DescribeRules .*a response to DescribeRules that is not from AWS/);
      expect(stage.writes()).toEqual([]);
      await expectUntouched(stage);
    },
  );

  // Covers: answer-endless
  acceptance(
    'whose pages never end refuses the release without a write, and names the call',
    { world: webService(), tagsLeft: [] },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'DescribeListeners', kind: 'endless', always: true });
      const run = await stage.release(short);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toMatch(
        /DescribeListeners on .* failed: EndlessPages: the list has no end after 1000 pages/,
      );
      expect(stage.writes()).toEqual([]);
      await expectUntouched(stage);
    },
  );

  // Covers: answer-drips
  acceptance(
    'whose body never ends holds a read up for its attempts and no longer',
    { world: webService() },
    async (stage) => {
      const running = stage.start({ ...short, 'bake-time': '5s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.faults.add({ operation: 'DescribeTargetHealth', kind: 'drip', count: 2 });
      expect(endOf(await running.result)).toEqual(released);
      expect(stage.sandbox.faults.list().map(({ hits }) => hits)).toEqual([2]);
      await expectReleased(stage);
    },
  );

  // Covers: answer-not-sts
  acceptance(
    'in place of new credentials in the bake is neither a refusal nor a failed release',
    { world: webService() },
    async (stage) => {
      const sts = await securityTokens();
      const running = stage.start({ ...short, 'bake-time': '20s' }, { environment: sts.environment });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      sts.isProxied = true;
      await stage.until('a failed fetch', () => /assumeRoleWithWebIdentity/i.test(running.log()));
      // Longer than a read may be refused in the bake.
      await delay(12_000);
      sts.isProxied = false;
      const run = await running.result.finally(sts.close);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('a response to AssumeRoleWithWebIdentity that is not from AWS (text/html)');
      await expectReleased(stage);
    },
  );
});

const stsAnswer = (expiration: string): string =>
  '<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>' +
  '<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>' +
  `<Expiration>${expiration}</Expiration></Credentials></AssumeRoleWithWebIdentityResult>` +
  '<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>';

/** STS for a runner whose pods have a role, with credentials that end after 3 s. */
async function securityTokens() {
  const home = mkdtempSync(path.join(tmpdir(), 'sts-'));
  const token = path.join(home, 'token');
  writeFileSync(token, 'jwt');
  const server = createServer((request, response) => {
    request.resume();
    const [type, text] = tokens.isProxied
      ? ['text/html', '<html>Sign in</html>']
      : ['text/xml', stsAnswer(new Date(Date.now() + 3_000).toISOString())];
    response.writeHead(200, { 'content-type': type }).end(text);
  });
  const tokens = {
    /** Whether a proxy answers in its place. */
    isProxied: false,
    environment: {
      AWS_ENDPOINT_URL_STS: await listenOn(server, '127.0.0.1'),
      ...{ AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy', AWS_WEB_IDENTITY_TOKEN_FILE: token },
      ...{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    },
    close: async () => {
      rmSync(home, { recursive: true });
      await closeServer(server);
    },
  };
  return tokens;
}
