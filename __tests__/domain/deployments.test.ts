// Which Deployment of GitHub shows a run, and which service a Deployment is of.
import { describe, expect, test } from '@jest/globals';
import {
  deploymentTitle,
  describeNoCommit,
  describeSharedEnvironment,
  hasReleased,
  isActive,
  jobDeployment,
  payloadOf,
  releasedText,
  serviceOf,
} from '../../src/domain/common/report/deployments.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { isOpen } from '../../src/domain/common/shown/deployment.ts';
import { commandPlan } from '../support/commands.ts';
import { aGreen } from '../support/worlds.ts';

const statuses = (...all: readonly (readonly [state: string, logUrl: string, description?: string])[]) => ({
  ...{ payload: '', description: null },
  statuses: all.map(([state, logUrl, description = '']) => ({ state, logUrl, description })),
});
const page = 'https://github.example/acme/shop/actions/runs';

const web = { service: 'web', cluster: 'demo' };
const serviceKey = 'eu-west-1/123456789012/demo/web';

describe('the Deployment of a job is recognized', () => {
  test.each([
    ['by the link to the job', statuses(['in_progress', `${page}/12/job/7`]), true],
    ['by the link to the run', statuses(['queued', `${page}/12`]), true],
    [
      'with statuses of later runs',
      statuses(['failure', `${page}/99`], ['success', `${page}/12/job/7`]),
      true,
    ],
    [
      'not by a status that this run added',
      statuses(['failure', `${page}/12`], ['success', `${page}/11`]),
      false,
    ],
    ['not by a longer id', statuses(['queued', `${page}/123/job/7`]), false],
    ['not by the id of a job', statuses(['queued', `${page}/1/job/12`]), false],
    ['not without a link', statuses(['queued', '']), false],
    ['not without a status', statuses(), false],
  ])('%s', (_, deployment, isIt) => {
    expect(jobDeployment([deployment], 12, web)).toBe(isIt ? deployment : null);
  });
});

describe('the Deployment of a job that made a task set live', () => {
  const set = 'ecs-svc/12';
  test.each([
    [
      'says so, also after later statuses',
      [`Rolled back at 10:00 UTC.`, `${releasedText(`${set} (web:2)`)} serves web.`],
      true,
    ],
    [
      'is not that of the release before it',
      [`${releasedText('ecs-svc/13 (web:3)')} serves web. Blue ${set} (web:2) is kept.`],
      false,
    ],
    [
      'is not that of a rollback to it',
      [`Rolled back: x. All production traffic is on blue ${set} (web:2).`],
      false,
    ],
    ['is not that of a longer id', [`${releasedText(`${set}3 (web:3)`)} serves web.`], false],
    ['is not one without a status', [], false],
  ])('%s', (_, texts, has) => {
    const job = statuses(...texts.map((text) => ['success', page, text] as const));
    expect(hasReleased(job, set)).toBe(has);
  });
});

describe('of several Deployments of one run', () => {
  const job = `${page}/12/job/7`;
  const begun = statuses(['in_progress', job]);
  const other = statuses(['in_progress', job, 'api in demo: preparing'], ['queued', job]);
  const own = statuses(['failure', job], ['in_progress', job, 'web in demo: preparing'], ['queued', job]);
  const ended = statuses(['success', job], ['queued', job]);
  test.each([
    ['the one of another service is not it', [other, begun], begun],
    ['the one of the new attempt is it', [begun, own], begun],
    ['the own one is it once the job is over', [ended, own], own],
    ['the only one that names no service is it', [ended, other], ended],
    ['none is it if two jobs have just begun', [begun, statuses(['queued', job])], 'several'],
    ['none is it if all are of other services', [other], null],
  ])('%s', (_, all, found) => {
    expect(jobDeployment(all, 12, web)).toBe(found);
  });
});

test.each([
  ['success', true],
  ['inactive', false],
  ['in_progress', false],
])('a Deployment whose newest status is %s is active: %s', (state, is) => {
  expect(isActive(statuses([state, ''], ['success', '']))).toBe(is);
  expect(isActive(statuses())).toBe(false);
});

const titled = (description: string, payload: unknown = '') => ({ payload, description, statuses: [] });

describe('a Deployment names its service', () => {
  const arn = { service: 'web', cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/demo' };
  test.each([
    ['in its description', titled(deploymentTitle(web)), { ...web, key: null }],
    ['by the name of the cluster', titled(deploymentTitle(arn)), { ...web, key: null }],
    [
      'in a status, if GitHub made it',
      statuses(['success', ''], ['in_progress', '', 'web in demo: preparing']),
      { ...web, key: null },
    ],
    [
      'and its region and account in its payload',
      titled(deploymentTitle(web), payloadOf('12-web', serviceKey)),
      { ...web, key: serviceKey },
    ],
    ['not if it is of something else', titled('Deploy of web'), null],
    ['not if its description was cut', titled('Blue-green release of web in de…'), null],
  ])('%s', (_, deployment, service) => {
    expect(serviceOf(deployment)).toEqual(service);
  });
});

describe('a shared environment is reported', () => {
  const own = { service: 'web', cluster: 'demo' };
  test.each([
    ['for another service', { service: 'api', cluster: 'demo', key: null }, 'production-web'],
    [
      'for a service of that name in another cluster',
      { service: 'web', cluster: 'other', key: null },
      'web in other',
    ],
    [
      'for the service of that name in another region',
      { ...own, key: serviceKey.replace('west', 'north') },
      'Give each region and account an environment of its own.',
    ],
  ])('%s', (_, active, words) => {
    expect(describeSharedEnvironment('production', active, own, serviceKey)).toContain(words);
  });

  test.each([
    ['for its own', { ...own, key: serviceKey }],
    ['for its own of a job, which names no region', { ...own, key: null }],
    ['for no active Deployment', null],
  ])('not %s', (_, active) => {
    const named = { service: 'web', cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/demo' };
    expect(describeSharedEnvironment('production', active, named, serviceKey)).toBeNull();
  });
});

test.each([
  ['queued', true],
  ['pending', true],
  ['waiting', true],
  ['in_progress', true],
  [undefined, true],
  ['success', false],
  ['failure', false],
  ['error', false],
  ['inactive', false],
] as const)('a Deployment whose state is %s may still change: %s', (state, isSo) => {
  expect(isOpen(state)).toBe(isSo);
});

const aSetSeen = {
  arn: aGreen(42).arn,
  id: 'ecs-svc/42',
  revision: aGreen(42).taskDefinition,
  isThere: true,
};
test.each([
  ['a rollback', 'rollback', aSetSeen, 'the commit of the version that was rolled back to is not known.'],
  ['a rollback that saw no green', 'rollback', null, 'the commit of the version that was rolled back to'],
  [
    'a promote of a green without a commit',
    'promote',
    aSetSeen,
    'no tag of green ecs-svc/42 names its commit',
  ],
  ['a promote that found nothing staged', 'promote', null, null],
] as const satisfies readonly (readonly [string, Command, unknown, string | null])[])(
  'why there is no Deployment is said for %s only as it is',
  (_, command, green, words) => {
    const why = describeNoCommit({ request: commandPlan(command), green });
    if (words === null) expect(why).toBeNull();
    else expect(why).toContain(words);
  },
);
