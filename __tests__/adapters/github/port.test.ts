import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import type { GitHubPort } from '../../../src/ports.ts';
import { answerOf, watchWire } from './described.ts';

// What goes over the wire, byte for byte, as GitHub's description has it. How GitHub behaves over several calls: github-on-sandbox.test.ts.
const api = 'https://ghes.example/api/v3';
const marker = '<!-- ecs-blue-green:web -->';
const key = { marker, isOwn: (text: string) => text.startsWith(marker) };
const sha = 'b'.repeat(40);
const release = '1234-web';
const comments = '/repos/acme/shop/issues/7/comments';
const bot = { login: 'github-actions[bot]', type: 'Bot' };

let wire: ReturnType<typeof watchWire>;
let waits: number[];
let github: GitHubPort;

beforeAll(() => {
  nock.disableNetConnect();
});
beforeEach(() => {
  wire = watchWire();
  waits = [];
  github = createGitHub({
    token: 'a-token',
    repository: 'acme/shop',
    apiUrl: `${api}/`,
    sleep: (ms) => Promise.resolve(waits.push(ms)),
  });
});
afterEach(() => {
  wire.end();
  expect(wire.problems).toEqual([]);
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const upsert = (): Promise<void> => github.updateComment(7, key, () => `${marker}\nhello`);
const url = 'https://ghes.example/acme/shop/pull/7#issuecomment-5';
const answered = answerOf('issues/create-comment', 201, { id: 5, html_url: url });
const listed = (...known: readonly object[]): object => answerOf('issues/list-comments', 200, known);
const deployments = (...known: readonly object[]): object => answerOf('repos/list-deployments', 200, known);
const listComments = (page = 1): nock.Interceptor => nock(api).get(comments).query({ per_page: 100, page });

/** Where GraphQL is on an Enterprise Server. */
const askViewer = (): nock.Interceptor =>
  nock('https://ghes.example').post('/api/graphql', { query: 'query { viewer { login } }' });
const viewerIs = (login: string): nock.Scope => askViewer().reply(200, { data: { viewer: { login } } });

describe('a comment', () => {
  test('is created with the token, on an Enterprise Server path', async () => {
    listComments().reply(200, []);
    const created = nock(api, { reqheaders: { authorization: 'token a-token' } })
      .post(comments, { body: `${marker}\nhello` })
      .reply(201, answered);
    await upsert();
    expect(created.isDone()).toBe(true);
  });

  test('is edited in place when a later page holds it', async () => {
    const next: nock.ReplyHeaders = { link: `<${api}${comments}?per_page=100&page=2>; rel="next"` };
    listComments(1).reply(200, listed({ id: 1, body: 'something else', user: bot }), next);
    listComments(2).reply(200, listed({ ...answered, body: `${marker}\nold`, user: bot }));
    viewerIs(bot.login);
    nock(api)
      .patch('/repos/acme/shop/issues/comments/5', { body: `${marker}\nhello` })
      .reply(200, answered);
    await upsert();
  });

  test('that only quotes the marker is left alone', async () => {
    listComments().reply(200, listed({ id: 1, body: `> ${marker}`, user: bot }));
    nock(api).post(comments).reply(201, answered);
    await upsert();
  });

  const person = { login: 'ada', type: 'User' };
  test.each([
    ["another bot's", bot.login, { user: { login: 'other-app[bot]', type: 'Bot' } }],
    ["a stranger's", bot.login, { user: person, author_association: 'CONTRIBUTOR' }],
    ["a collaborator's", bot.login, { user: person, author_association: 'COLLABORATOR' }],
    ["an owner's", bot.login, { user: person, author_association: 'OWNER' }],
    ["a person's of a name like the bot's", bot.login, { user: { login: 'github-actions', type: 'User' } }],
    ["the job's own, if the token is a person's", 'ada', { user: bot }],
    ["another person's, if the token is a person's", 'ada', { user: { login: 'bob', type: 'User' } }],
    [
      "a person's, if the token is of an app of that name",
      'my-app[bot]',
      { user: { login: 'my-app', type: 'User' } },
    ],
    ['of an account that is gone', bot.login, { user: null }],
  ])('with the marker, %s, is left alone', async (_case, viewer, foreign) => {
    listComments().reply(200, listed({ id: 1, body: marker, ...foreign }));
    viewerIs(viewer);
    nock(api).post(comments).reply(201, answered);
    await upsert();
  });

  test.each([
    ["of the job's token", bot.login, bot],
    ['of a person whose token it is', 'ada', person],
    ['of an app whose token it is', 'my-app[bot]', { login: 'my-app[bot]', type: 'Bot' }],
    ['of an app whose name comes without its suffix', 'my-app', { login: 'my-app[bot]', type: 'Bot' }],
  ])('%s is edited, also after one of another account', async (_case, viewer, user) => {
    const other = { id: 1, body: marker, user: { login: 'other-app[bot]', type: 'Bot' } };
    listComments().reply(200, listed(other, { ...answered, body: marker, user }));
    viewerIs(viewer);
    nock(api).patch('/repos/acme/shop/issues/comments/5').reply(200, answered);
    await upsert();
  });

  test.each([
    ['denied', () => askViewer().reply(403, { message: 'no' })],
    ['not there', () => askViewer().reply(404, {})],
    ['broken', () => askViewer().reply(200, { errors: [{ message: 'no' }] })],
    ['empty', () => askViewer().reply(200, { data: { viewer: null } })],
    ['cut off', () => askViewer().replyWithError('socket hang up')],
  ])("counts the token as a job's if the answer to whose it is is %s", async (_case, answer) => {
    const foreign = { id: 1, body: marker, user: { login: 'other-app[bot]', type: 'Bot' } };
    listComments().reply(200, listed(foreign, { ...answered, body: marker, user: bot }));
    answer();
    nock(api).patch('/repos/acme/shop/issues/comments/5').reply(200, answered);
    await upsert();
  });
});

describe('a Deployment', () => {
  const request = { environment: 'production', sha, description: 'word '.repeat(40), payload: release };

  test('is created of the exact commit, without a merge and without required checks', async () => {
    const description = `${'word '.repeat(27)}word…`;
    nock(api)
      .post('/repos/acme/shop/deployments', {
        ...{ ref: sha, environment: 'production', payload: release, description },
        ...{ auto_merge: false, required_contexts: [] },
      })
      .reply(201, answerOf('repos/create-deployment', 201, { id: 9 }));
    await expect(github.createDeployment(request)).resolves.toBe(9);
    expect(description).toHaveLength(140);
  });

  test.each([
    ['without an environment URL', null, {}],
    ['with one', 'https://shop.example', { environment_url: 'https://shop.example' }],
  ])('gets a status %s', async (_case, environmentUrl, extra) => {
    const logUrl = 'https://ghes.example/run';
    const sent = { state: 'in_progress', description: 'Waiting.', log_url: logUrl, ...extra };
    nock(api)
      .post('/repos/acme/shop/deployments/9/statuses', sent)
      .reply(201, answerOf('repos/create-deployment-status', 201, { id: 10 }));
    const status = { state: 'in_progress', description: 'Waiting.', environmentUrl, logUrl } as const;
    await expect(github.setDeploymentStatus(9, status)).resolves.toBeUndefined();
  });
});

describe('an error', () => {
  const failing = (status: number, body: object, headers: nock.ReplyHeaders = {}): void => {
    nock(api).get('/repos/acme/shop/deployments').query(true).reply(status, body, headers);
  };
  const find = (): Promise<number | null> => github.findDeployment('production', sha, release);

  test('for a missing permission names it and is not repeated', async () => {
    failing(403, { message: 'Resource not accessible by integration' });
    const message = expect.stringContaining('"permissions: deployments: write"');
    await expect(find()).rejects.toMatchObject({
      name: 'GitHubError',
      status: 403,
      isPermission: true,
      message,
    });
    expect(waits).toEqual([]);
  });

  test.each([
    [404, { message: 'Not Found' }],
    [422, { message: 'Validation Failed' }],
  ])('%i is a refusal and not repeated', async (status, body) => {
    failing(status, body);
    await expect(find()).rejects.toMatchObject({ status, kind: 'refused', isPermission: false });
    expect(waits).toEqual([]);
  });

  test.each([
    [
      'a locked conversation',
      'Unable to create comment because issue is locked.',
      /^(?!.*permissions:).*Unlock/,
    ],
    ['an archived repository', 'Repository was archived so is read-only.', /^(?!.*permissions:).*Unarchive/],
    [
      'single sign-on',
      'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
      /^(?!.*permissions:).*Authorize the token for the single sign-on/,
    ],
    [
      'an IP allow list',
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow ' +
        'list enabled, and your IP address is not permitted to access this resource.',
      /^(?!.*permissions:).*Add the address of the runner/,
    ],
    [
      "a person's token",
      'Resource not accessible by personal access token',
      /^(?!.*permissions:).*Pass the token of the job/,
    ],
    [
      'a suspended account',
      'Sorry. Your account was suspended.',
      /^(?!.*permissions:).*account of the token is suspended/,
    ],
    ['a token that has expired', 'Bad credentials', /^(?!.*permissions:).*wrong or has expired/],
  ])('of %s has its own advice, and is not repeated', async (_what, said, advice) => {
    failing(403, { message: said });
    const message = expect.stringMatching(advice);
    await expect(find()).rejects.toMatchObject({ status: 403, kind: 'denied', message });
    expect(waits).toEqual([]);
  });

  test('whose message is no text is reported all the same', async () => {
    failing(403, { message: { text: 'no' } });
    const message = expect.stringContaining('GitHub returned 403');
    await expect(find()).rejects.toMatchObject({ status: 403, kind: 'denied', message });
  });

  test('5xx is repeated twice, then reported', async () => {
    for (let tries = 1; tries <= 3; tries++) failing(502, { message: 'Server Error' });
    await expect(find()).rejects.toMatchObject({ status: 502, kind: 'lost' });
    expect(waits).toEqual([1000, 2000]);
  });

  test('is forgotten when a repeated request succeeds', async () => {
    failing(500, { message: 'Server Error' });
    nock(api)
      .get('/repos/acme/shop/deployments')
      .query(true)
      .reply(200, deployments({ id: 3, payload: release }));
    await expect(find()).resolves.toBe(3);
  });

  test('of the secondary limit is waited out when it asks for little', async () => {
    failing(403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '3' });
    nock(api).get('/repos/acme/shop/deployments').query(true).reply(200, []);
    await expect(find()).resolves.toBeNull();
    expect(waits).toEqual([3000]);
  });

  test.each<[string, nock.ReplyHeaders]>([
    ['a minute', { 'retry-after': '60' }],
    ['the next hour', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' }],
  ])(
    'of a limit that lasts until %s is reported at once, so that reporting delays no release',
    async (_case, headers) => {
      failing(403, { message: 'rate limit' }, headers);
      await expect(find()).rejects.toMatchObject({ kind: 'busy', isPermission: false });
      expect(waits).toEqual([]);
    },
  );

  test('of a connection that breaks has no status', async () => {
    nock(api).get('/repos/acme/shop/deployments').query(true).times(3).replyWithError('socket hang up');
    await expect(find()).rejects.toMatchObject({ status: null, kind: 'lost' });
    expect(waits).toHaveLength(2);
  });

  test('of an unusable response counts as lost', async () => {
    nock(api)
      .get('/repos/acme/shop/deployments')
      .query(true)
      .times(3)
      .reply(200, 'cut off', { 'content-type': 'text/html' });
    await expect(find()).rejects.toMatchObject({ status: null, kind: 'lost' });
  });
});

test('a request without a response says how GitHub was called', async () => {
  const route = 'through the proxy proxy:3128 of HTTPS_PROXY';
  const place = { token: 'a-token', repository: 'acme/shop', apiUrl: api };
  const behind = createGitHub({ ...place, route, sleep: () => Promise.resolve() });
  listComments().times(3).replyWithError('connect ECONNREFUSED');
  await expect(behind.updateComment(7, key, () => null)).rejects.toThrow(`(called ${route})`);
});
