import { describe, expect, test } from '@jest/globals';
import { describeFailedCall } from '../../src/domain/common/run/advice.ts';
import { readFailure } from '../../src/domain/common/run/read-failure.ts';
import { failureOfWrite } from '../../src/domain/common/run/refusal.ts';
import type { Trouble, TroubleKind } from '../../src/domain/common/values/trouble.ts';
import { troubleFrom } from '../../src/adapters/aws/trouble.ts';
import { leftUndone } from '../../src/domain/task-sets/evolve/undone.ts';
import { aMemory, aPlan, noon } from '../support/worlds.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';

const call = { action: 'ecs:DescribeServices', resource: 'web' };
const kinds: readonly TroubleKind[] = ['denied', 'refused', 'busy', 'lost'];
const said = ['no stop', 'One stop.', 'Several stops...', 'A space and a stop. ', ''];
const aTrouble = (kind: TroubleKind, message: string): Trouble => ({ ...call, kind, code: 'Some', message });

/** An error of the credentials, as the SDK throws it. */
const ofCredentials = (name: string, message: string): Trouble =>
  troubleFrom(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 403 } }), {
    ...call,
    isWrite: false,
  });
const troubles: readonly Trouble[] = [
  ...kinds.flatMap((kind) => said.map((message) => aTrouble(kind, message))),
  ...['ExpiredToken', 'InvalidClientTokenId', 'CredentialsProviderError'].flatMap((name) =>
    said.map((message) => ofCredentials(name, message)),
  ),
];

/** All ends of a run that can't read AWS, and what a failed write says. */
function textsOf(trouble: Trouble): readonly string[] {
  const read = { trouble, failingMs: 700_000, nowMs: noon, open: [] };
  const requests = [aPlan(), { ...aPlan(), finishByMs: noon }];
  const ends = requests.flatMap((request) =>
    [null, 'All production traffic is on blue.'].map(
      (lastTraffic) => readFailure(request, { ...read, lastTraffic })?.act.message ?? '',
    ),
  );
  const { what, advice } = failureOfWrite(trouble, noon);
  const key = { kind: 'label', set: arn<TaskSetArn>('arn:aws:ecs:x:1:task-set/demo/web/ecs-svc/1') } as const;
  const undone = leftUndone(
    aMemory({ abandoned: [{ key, trouble, needsScaleZero: false, isUnread: false }] }),
  );
  return [...ends, `Rolled back: ${what}. ${advice}`, ...undone];
}

const advices = [
  /Allow \S+ on \S+ for the role/,
  /Fix what AWS reports/,
  /Check the region/,
  /Run aws-actions\/configure-aws-credentials before/,
  /credentials that last longer/,
];

describe.each(troubles)('$kind, $code: "$message"', (trouble) => {
  test('is reported without a second full stop', () => {
    for (const text of textsOf(trouble)) expect(text).not.toMatch(/\.\s*\.|\.;|\. \)/);
  });

  test('gets at most one advice', () => {
    for (const text of textsOf(trouble))
      expect(advices.filter((advice) => advice.test(text)).length).toBeLessThanOrEqual(1);
  });
});

test.each([
  [
    'denied',
    /Allow ecs:DescribeServices on web for the role of this job\. Then run the job again\. It continues/,
  ],
  ['refused', /Fix what AWS reports\. Then run the job again\. It continues/],
  ['busy', /Check the region, the endpoint and the network of the runner\. Then run the job again\. It/],
] as const)('a read that is %s ends with its own advice, and not with new credentials', (kind, words) => {
  const read = {
    trouble: aTrouble(kind, 'No.'),
    failingMs: 700_000,
    nowMs: noon,
    lastTraffic: 'It is on blue.',
    open: [],
  };
  const { message } = readFailure(aPlan(), read)!.act;
  expect(message).toMatch(words);
  expect(message).not.toMatch(/credentials/);
});

test('credentials that end in the middle are answered by longer ones', () => {
  const trouble = ofCredentials('ExpiredToken', 'The security token included in the request is expired');
  expect(describeFailedCall(trouble)).toBe(
    'ecs:DescribeServices on web failed: ExpiredToken: AWS does not accept the credentials: The security token ' +
      'included in the request is expired. Give the job credentials that last longer (role-duration-seconds of ' +
      'aws-actions/configure-aws-credentials)',
  );
});
