// The proxy that disturbs calls: what it reads from the wire, which calls it strikes, and what a client then sees.
import http from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startBetween } from '../../sandbox/between/between.ts';
import type { Between } from '../../sandbox/between/between.ts';
import { createDisturbanceBook } from '../../sandbox/between/disturbances.ts';
import type { Disturbance, DisturbanceKind } from '../../sandbox/between/disturbances.ts';
import { readWireCall } from '../../sandbox/between/wire-call.ts';
import { closeServer, listenOn, readBody } from '../../sandbox/wire/http.ts';

const disturbance = (more: Partial<Disturbance>): Disturbance => ({
  ...{ call: 'DescribeRules', kind: 'throttled', nth: 1, count: null, forMs: null },
  ...more,
});

describe('a call on the wire', () => {
  const request = { method: 'POST', path: '/', headers: {}, body: '' };

  test('of AWS goes by its target or its action, and describing reads', () => {
    const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.TagResource' };
    expect(readWireCall('aws', { ...request, headers })).toEqual({
      ...{ name: 'TagResource', isRead: false, protocol: 'aws-json' },
    });
    expect(readWireCall('aws', { ...request, body: 'Action=DescribeRules&Version=2015-12-01' })).toEqual({
      ...{ name: 'DescribeRules', isRead: true, protocol: 'aws-query' },
    });
  });

  test('of GitHub goes by its method and its path without names and numbers', () => {
    const path = '/api/v3/repos/acme/shop/issues/12/comments?per_page=100';
    expect(readWireCall('github', { ...request, method: 'GET', path })).toEqual({
      name: 'GET /api/v3/repos/{owner}/{repo}/issues/{number}/comments',
      ...{ isRead: true, protocol: 'github' },
    });
    const commit = `/repos/acme/shop/commits/${'b'.repeat(40)}/status`;
    expect(readWireCall('github', { ...request, path: commit }).name).toBe(
      'POST /repos/{owner}/{repo}/commits/{sha}/status',
    );
  });
});

describe('a disturbance', () => {
  test('strikes so many calls of its name, from the one that it names', () => {
    const book = createDisturbanceBook();
    book.arm(disturbance({ nth: 2, count: 2 }));
    const struck = ['DescribeRules', 'ListTasks', 'DescribeRules', 'DescribeRules', 'DescribeRules'].map(
      book.strike,
    );
    expect(struck).toEqual([null, null, 'throttled', 'throttled', null]);
    expect(book.struck()).toBe(2);
  });

  test('lasts from the first call that it strikes', () => {
    let now = 1000;
    const book = createDisturbanceBook(() => now);
    book.arm(disturbance({ forMs: 500 }));
    now = 9000;
    const at = [9000, 9499, 9500].map((ms) => {
      now = ms;
      return book.strike('DescribeRules');
    });
    expect(at).toEqual(['throttled', 'throttled', null]);
  });

  test('is over once it is cleared, and what it struck still counts', () => {
    const book = createDisturbanceBook();
    book.arm(disturbance({}));
    book.strike('DescribeRules');
    book.clear();
    expect(book.strike('DescribeRules')).toBeNull();
    expect(book.struck()).toBe(1);
  });
});

describe('a client behind the proxy', () => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of cleanUp.splice(0).reverse()) await end();
  });

  interface World {
    readonly between: Between;
    /** How many calls were carried out. */
    readonly carriedOut: () => number;
    readonly describe: () => Promise<{ readonly status: number; readonly body: string }>;
    /** One page of a list of GitHub's. */
    readonly page: () => Promise<Response>;
  }

  async function startWorld(): Promise<World> {
    let carriedOut = 0;
    const upstream = http.createServer((request, response) => {
      void readBody(request).then(() => {
        carriedOut += 1;
        const link = `<http://${request.headers.host ?? ''}/next>; rel="next"`;
        response.writeHead(200, { 'content-type': 'text/xml', link });
        response.end(`answer ${String(carriedOut)}`);
      });
    });
    cleanUp.push(() => closeServer(upstream));
    const url = await listenOn(upstream, '127.0.0.1');
    const between = await startBetween({ aws: url, github: url });
    cleanUp.push(between.stop);
    const { AWS_ENDPOINT_URL: aws, GITHUB_API_URL: gitHub } = between.env;
    return {
      between,
      carriedOut: () => carriedOut,
      describe: async () => {
        const answer = await fetch(aws, { method: 'POST', body: 'Action=DescribeRules' });
        return { status: answer.status, body: await answer.text() };
      },
      page: () => fetch(`${gitHub}/repos/acme/shop/deployments`),
    };
  }

  test('gets the real answers, and links that lead through the proxy', async () => {
    const { between, describe: call, page } = await startWorld();
    expect(await call()).toEqual({ status: 200, body: 'answer 1' });
    const listed = await page();
    expect(listed.headers.get('link')).toBe(`<${between.env.GITHUB_API_URL}/next>; rel="next"`);
    expect(between.calls().map(({ name }) => name)).toEqual([
      'DescribeRules',
      'GET /repos/{owner}/{repo}/deployments',
    ]);
    expect(between.struck()).toBe(0);
  });

  const refused = [
    ['throttled', 400, '<Code>Throttling</Code>'],
    ['server-error', 500, '<Code>InternalFailure</Code>'],
    ['unavailable', 503, '<Code>ServiceUnavailable</Code>'],
    ['access-denied', 403, '<Code>AccessDenied</Code>'],
    ['expired-token', 403, '<Code>ExpiredToken</Code>'],
    ['html', 200, '<!DOCTYPE html>'],
  ] as const satisfies readonly (readonly [DisturbanceKind, number, string])[];

  test.each(refused)('%s: gets status %i, and nothing is carried out', async (kind, status, words) => {
    const { between, carriedOut, describe: call } = await startWorld();
    between.arm(disturbance({ kind }));
    const answer = await call();
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(words);
    expect(carriedOut()).toBe(0);
  });

  test('gets nothing at all with status 200', async () => {
    const { between, carriedOut, describe: call } = await startWorld();
    between.arm(disturbance({ kind: 'empty' }));
    expect(await call()).toEqual({ status: 200, body: '' });
    expect(carriedOut()).toBe(0);
  });

  const broken = [
    ['reset', 0],
    ['lost-answer', 1],
    ['garbled', 1],
  ] as const satisfies readonly (readonly [DisturbanceKind, number])[];

  test.each(broken)('%s: gets no answer, and %i calls are carried out', async (kind, times) => {
    const { between, carriedOut, describe: call } = await startWorld();
    between.arm(disturbance({ kind, count: 1 }));
    await expect(call()).rejects.toThrow();
    expect(carriedOut()).toBe(times);
    expect((await call()).status).toBe(200);
  });

  test('waits for a call that hangs until the proxy ends', async () => {
    const { between, carriedOut, describe: call } = await startWorld();
    between.arm(disturbance({ kind: 'hang', count: 1 }));
    const waiting = call();
    await call();
    expect(carriedOut()).toBe(1);
    await between.stop();
    await expect(waiting).rejects.toThrow();
  });

  test('sees a stale read as it was before', async () => {
    const { between, carriedOut, describe: call } = await startWorld();
    await call();
    between.arm(disturbance({ kind: 'stale' }));
    expect([(await call()).body, (await call()).body]).toEqual(['answer 1', 'answer 1']);
    expect(carriedOut()).toBe(1);
    between.clear();
    expect((await call()).body).toBe('answer 2');
  });

  test('sees a stale read that was never made before as it is at first', async () => {
    const { between, describe: call } = await startWorld();
    between.arm(disturbance({ kind: 'stale' }));
    expect([(await call()).body, (await call()).body]).toEqual(['answer 1', 'answer 1']);
  });
});
