import { describe, expect, test } from '@jest/globals';
import { describeIdentity } from '../../src/domain/common/environment/identity.ts';
import { describeCredentials, describeElsewhere } from '../../src/domain/common/run/place.ts';
import { commands, type Request } from '../../src/domain/common/request/request.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { aMemory, aPlan, aService, aWorld } from '../support/worlds.ts';

const here = { account: '111122223333', region: 'eu-central-1' };
const elb = 'arn:aws:elasticloadbalancing:eu-central-1:444455556666:';
const traffic = aPlan().traffic;

describe('an ARN of another account', () => {
  test.each<[input: string, request: Request]>([
    ['cluster', aPlan({ cluster: 'arn:aws:ecs:eu-central-1:444455556666:cluster/main' })],
    ['listener', aPlan({ traffic: { ...traffic, productionListeners: [arn(`${elb}listener/app/a/b/c`)] } })],
    ['rule', aPlan({ traffic: { ...traffic, productionRules: [arn(`${elb}listener-rule/app/a/b/c/d`)] } })],
    ['test listener', aPlan({ traffic: { ...traffic, testListener: arn(`${elb}listener/app/a/b/c`) } })],
    ['test rule', aPlan({ traffic: { ...traffic, testRule: arn(`${elb}listener-rule/app/a/b/c/d`) } })],
    ['target group', aPlan({ traffic: { ...traffic, targetGroups: [arn(`${elb}targetgroup/a/b`)] } })],
    [
      'revision to roll back to',
      aPlan({
        goal: { ...aPlan().goal, rollbackTo: 'arn:aws:ecs:eu-central-1:444455556666:task-definition/web:1' },
      }),
    ],
  ])('is found in the input for the %s', (_input, request) => {
    expect(describeElsewhere(request, here)).toMatch(
      /^the AWS credentials are of account 111122223333 in eu-central-1, but the settings name arn:\S+ in account 444455556666 in eu-central-1\./,
    );
  });

  test('is named with all others, by account and region', () => {
    const [one, two] = [`${elb}listener/app/a/b/c`, `${elb}targetgroup/a/b`];
    const cluster = 'arn:aws:ecs:us-east-1:111122223333:cluster/main';
    const request = aPlan({
      cluster,
      traffic: { ...traffic, productionListeners: [arn(one)], targetGroups: [arn(two)] },
    });
    expect(describeElsewhere(request, here)).toBe(
      'the AWS credentials are of account 111122223333 in eu-central-1, but the settings name ' +
        `${cluster} in account 111122223333 in us-east-1, and ${one}, ${two} in account 444455556666 in eu-central-1. ` +
        'Give this job the credentials and the region of that account, or correct each of these inputs',
    );
  });

  test('is found without a region', () => {
    const request = aPlan({ cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/main' });
    expect(describeElsewhere(request, { ...here, region: null })).toBeNull();
    expect(describeElsewhere(request, here)).toContain('in account 111122223333 in us-east-1');
  });

  test('is not found where only names are given', () => {
    expect(describeElsewhere(aPlan({ traffic: { targetGroups: [] } }), here)).toBeNull();
  });

  test.each(commands.filter((command) => command !== 'status'))(
    'is refused by %s before the first write',
    (command) => {
      const request = aPlan({ command, cluster: 'arn:aws:ecs:eu-central-1:444455556666:cluster/main' });
      const service = aService({ arn: arn('arn:aws:ecs:eu-central-1:111122223333:service/main/shop') });
      const { act } = decideNextStep(request, aWorld({ service }), aMemory());
      expect(act.kind).toBe('end');
      expect(JSON.stringify(act)).toContain(
        'the settings name arn:aws:ecs:eu-central-1:444455556666:cluster/main',
      );
    },
  );
});

test.each([
  ['arn:aws:sts::111122223333:assumed-role/deploy/GitHubActions', 'account 111122223333, role deploy'],
  ['arn:aws:iam::111122223333:user/ci/robot', 'account 111122223333, user robot'],
  ['arn:aws:sts::111122223333:federated-user/ada', 'account 111122223333, federated user ada'],
  ['arn:aws:iam::111122223333:root', 'account 111122223333, arn:aws:iam::111122223333:root'],
])('%s is shown as %s', (whose, words) => {
  expect(describeIdentity({ account: '111122223333', arn: whose })).toBe(words);
});

test('a run that could read nothing says whose credentials it has, and whose it should have', () => {
  const identity = { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/deploy/x' };
  const request = aPlan({ cluster: 'arn:aws:ecs:eu-central-1:444455556666:cluster/main' });
  expect(describeCredentials(request, identity)).toEqual([
    'The AWS credentials are those of account 111122223333, role deploy.',
    expect.stringMatching(/^The AWS credentials are of account 111122223333, but the settings name arn:/),
  ]);
  expect(describeCredentials(aPlan(), identity)).toHaveLength(1);
});
