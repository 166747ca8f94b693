// Which comment of a pull request shows a service.
import { describe, expect, test } from '@jest/globals';
import { commentOfReleases, ownComment } from '../../src/report/comment-key.ts';
import { stampLine } from '../../src/report/stamp.ts';
import { commandPlan } from '../support/commands.ts';
import { aStamp, serviceKey } from './known-release.ts';

const arn = 'arn:aws:ecs:eu-central-1:111122223333:cluster/main';
const elsewhere = serviceKey.replace('central', 'west');

/** A comment that a run has left. Run 200 asks, in its first attempt. */
const comment = (key: string, runId = 95, attempt = 1, kind = ''): string =>
  `<!-- ecs-blue-green${kind}:${key} -->\n${stampLine({ ...aStamp, runId, attempt })}\nReleased.`;

describe('a run that observed its service', () => {
  const key = ownComment({ request: commandPlan('deploy'), serviceKey });
  test('writes its region, its account and its cluster', () => {
    expect(key.marker).toBe(`<!-- ecs-blue-green:${serviceKey} -->`);
  });

  test.each<[boolean, string, string]>([
    [true, 'of its service', comment(serviceKey)],
    [true, 'of its own', comment(serviceKey, 200)],
    [false, 'of the same name in another region', comment(elsewhere)],
    [false, 'of the same name in another account', comment(serviceKey.replace('1111', '4444'))],
    [false, 'of the same name in another cluster', comment(serviceKey.replace('main', 'other'))],
    [false, 'of another service', comment(serviceKey.replace('shop', 'shop2'))],
    [false, 'of its plans', comment(serviceKey, 95, 1, '-plan')],
    [true, 'of an earlier run that could not observe', comment('main/shop')],
    [true, 'of its earlier attempt that could not observe', comment('main/shop', 200, 0)],
    [false, 'of its own run, of a job for another place', comment('main/shop', 200)],
    [false, 'that only quotes the marker', `> ${comment(serviceKey)}`],
  ])('%s: the comment %s is the one', (is, _which, text) => {
    expect(key.isOwn(text)).toBe(is);
  });
});

describe('a run that could not observe its service', () => {
  const key = ownComment({ request: commandPlan('deploy', { cluster: arn }), serviceKey: null });
  test('writes the cluster only', () => {
    expect(key.marker).toBe('<!-- ecs-blue-green:main/shop -->');
  });

  test.each<[boolean, string, string]>([
    [true, 'of the service in any place, by an earlier run', comment(elsewhere)],
    [true, 'of a run that could not observe either', comment('main/shop')],
    [false, 'of a job of the same run for another place', comment(elsewhere, 200)],
    [false, 'of another cluster', comment(serviceKey.replace('main', 'other'))],
    [false, 'of another service', comment(serviceKey.replace('shop', 'web-shop'))],
  ])('%s: the comment %s is the one', (is, _which, text) => {
    expect(key.isOwn(text)).toBe(is);
  });
});

test('a plan has a comment of its own', () => {
  const key = ownComment({ request: commandPlan('plan'), serviceKey });
  expect(key.marker).toBe(`<!-- ecs-blue-green-plan:${serviceKey} -->`);
  expect([comment(serviceKey), comment(serviceKey, 95, 1, '-plan')].map(key.isOwn)).toEqual([false, true]);
});

test('news are of the comment of the releases in this place, whichever command has them', () => {
  const key = commentOfReleases({ request: commandPlan('sweep'), serviceKey });
  expect([serviceKey, elsewhere, 'main/shop'].map((of) => key.isOwn(comment(of)))).toEqual([
    true,
    false,
    false,
  ]);
});
