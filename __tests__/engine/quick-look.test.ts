import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { describe, expect, test } from '@jest/globals';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { commandPlan, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { fakePorts, type FakePorts } from '../support/fake-ports.ts';
import { standing } from '../support/fake-release.ts';
import { aPlan } from '../support/worlds.ts';

const plan = commandPlan('rollback');

interface Told {
  readonly result: string;
  /** What was read before the first rule was written. */
  readonly readsBefore: readonly string[];
}

/** A rollback on the ports of the fake account. */
async function rollBack(aws: FakeAws, change: (ports: FakePorts) => void = () => undefined): Promise<Told> {
  const ports = fakePorts(aws, plan.release.id);
  change(ports);
  const before = aws.sent.length;
  const reads: string[][] = [];
  const isRule = (write: Write): boolean => write.kind === 'write-rule';
  aws.fault = (write) => {
    if (isRule(write)) reads.push([...ports.reads]);
    return null;
  };
  const listener = { onStep: () => undefined, onTrouble: () => undefined };
  const signal = new AbortController().signal;
  const { step } = await reconcile({
    decide: decideNextStep,
    ...{ ports, listener, signal },
    observe: createObserver(ports, plan),
    request: plan,
  });
  expect(aws.sent.slice(before).filter(isRule).length).toBeGreaterThanOrEqual(3);
  return { result: step.act.result, readsBefore: reads[0] ?? [] };
}

const outlined = 'ecs:DescribeServices';
const quick = [
  ...[outlined, 'ecs:DescribeTaskSets'],
  ...['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetGroups'],
];

describe('the first look of a rollback', () => {
  test('reads what the tags name, once, and writes the rules on it', async () => {
    const aws = warm();
    const { result, readsBefore } = await rollBack(aws);
    expect(readsBefore.toSorted()).toEqual(
      [
        ...quick,
        // Stopped tasks show whether blue's targets stay.
        'ecs:DescribeTasks',
        ...Array<string>(2).fill('elasticloadbalancing:DescribeTargetHealth'),
      ].toSorted(),
    );
    expect([result, standing(aws)]).toEqual(['rolled-back', '1 PRIMARY; live: 1']);
  });

  test.each([
    ['all tags of the service are wiped', (aws: FakeAws) => void (aws.state.tags = {})],
    [
      'the tag rules can not be read',
      (aws: FakeAws) => void (aws.state.tags = { ...aws.state.tags, rules: 'x' }),
    ],
    [
      'an older version wrote no pair',
      (aws: FakeAws) => void aws.change({ kind: 'untag-service', names: ['pair'] }),
    ],
  ])('looks everywhere when %s', async (_what, change) => {
    const aws = warm();
    aws.meddle(() => {
      change(aws);
    });
    const { result, readsBefore } = await rollBack(aws);
    expect(readsBefore.filter((action) => action === outlined).length).toBeGreaterThan(1);
    expect([result, standing(aws)]).toEqual(['rolled-back', '1 PRIMARY; live: 1']);
  });

  test.each(quick.slice(1))('looks everywhere when %s fails in it', async (action) => {
    const aws = warm();
    let hasFailed = false;
    const { result } = await rollBack(aws, (ports) => {
      ports.readFault = (read) => {
        if (hasFailed || read !== action) return null;
        hasFailed = true;
        return 'denied';
      };
    });
    expect([hasFailed, result, standing(aws)]).toEqual([true, 'rolled-back', '1 PRIMARY; live: 1']);
  });

  test('is that of no other command', async () => {
    const aws = warm();
    const ports = fakePorts(aws, '100-shop');
    ports.ecs.readOutline = () => Promise.reject(new Error('a deploy took the short way'));
    const signal = new AbortController().signal;
    const listener = { onStep: () => undefined, onTrouble: () => undefined };
    const { step } = await reconcile({
      decide: decideNextStep,
      ...{ ports, listener, signal },
      observe: createObserver(ports, aPlan()),
      request: aPlan(),
    });
    expect(step.act.result).toBe('released');
  });
});
