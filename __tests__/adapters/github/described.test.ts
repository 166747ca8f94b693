// What the watch of the other tests reports.
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import nock from 'nock';
import { answerOf, watchWire } from './described.ts';

const api = 'https://ghes.example/api/v3';
const comments = '/repos/acme/shop/issues/7/comments';
let wire: ReturnType<typeof watchWire>;

beforeEach(() => {
  wire = watchWire();
});
afterEach(() => {
  wire.end();
});
afterAll(() => {
  nock.restore();
});

const create = (path: string, body: object, answer: object): Promise<Response> => {
  nock(api).post(path).reply(201, answer);
  return fetch(`${api}${path}`, { method: 'POST', body: JSON.stringify(body) });
};
const answer = answerOf('issues/create-comment', 201, { id: 5 });

test.each([
  ['nothing, of a call as described', comments, { body: 'hello' }, answer, /^$/],
  [
    'a path that GitHub does not have',
    '/repos/acme/shop/remarks',
    {},
    {},
    /remarks is no operation of GitHub/,
  ],
  ['a member that is missing', comments, {}, answer, /create-comment: .*required property 'body'/],
  ['a member that GitHub does not read', comments, { body: 'a', text: 'b' }, answer, /has no body\.text/],
  [
    'an answer that GitHub does not give',
    comments,
    { body: 'a' },
    { id: 'five' },
    /answers otherwise: \/id must be/,
  ],
])('reports %s', async (_, path, body, answered, reported) => {
  await create(path, body, answered);
  expect(wire.problems.join('\n')).toMatch(reported);
});
