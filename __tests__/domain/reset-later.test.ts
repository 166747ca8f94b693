// Rules that are reset, or tags that are wiped, while a command is at work, on the fake account.
import { describe, expect, test } from '@jest/globals';
import type { Command, Request } from '../../src/domain/common/request/request.ts';
import { another, commandPlan, kinds, released, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, type Run } from '../support/fake-release.ts';
import { expectRepaired, forms, resetBy, weights } from '../support/fake-resets.ts';
import { sweepPlan } from '../support/sweeps.ts';
import { aPlan } from '../support/worlds.ts';

const plain = { traffic: { targetGroups: [] } };
const rollback = commandPlan('rollback', plain);
const sweep = sweepPlan({ onDrift: 'restore', traffic: { ...aPlan().traffic, targetGroups: [] } });

describe.each(forms)(
  'rules that are reset between preflight and the creation of green (%s)',
  (_name, form) => {
    const resetBefore = (n: number, request: Request): { readonly aws: FakeAws; readonly run: Run } => {
      const aws = released();
      const meddle = (step: number): void => {
        if (step === n) resetBy(form, aws);
      };
      return { aws, run: runRelease(aws, request, { meddle }) };
    };
    const creationOf = (request: Request): number =>
      runRelease(released(), request).steps.findIndex(({ act }) => act.kind === 'create-green');

    test('are repaired by a rollback that would have released the version before', () => {
      const last = creationOf(rollback);
      expect(last).toBeGreaterThan(1);
      for (let n = 1; n <= last; n += 1) {
        const { aws, run } = resetBefore(n, rollback);
        expect([n, kinds(run)]).toEqual([n, expect.not.arrayContaining(['create-green'])]);
        expectRepaired(aws, run);
      }
    });

    test.each<Command>(['deploy', 'stage'])(
      'stop a %s, which names the command that repairs them',
      (command) => {
        const request = commandPlan(command, plain);
        const last = creationOf(request);
        expect(last).toBeGreaterThan(1);
        for (let n = 1; n <= last; n += 1) {
          const { aws, run } = resetBefore(n, request);
          expect([n, run.violations, kinds(run)]).toEqual([
            n,
            [],
            expect.not.arrayContaining(['create-green']),
          ]);
          expect([n, run.ending?.result]).toEqual([n, expect.stringMatching(/^(failed|refused)$/)]);
          expect(said(run)).toContain('Run the command rollback, or sweep with on-drift: restore');
          expectRepaired(aws, runRelease(aws, { ...another(rollback, 900), command: 'rollback' }));
        }
      },
    );
  },
);

test('a sweep that has begun to repair completes it although the tags of the service are wiped', () => {
  const { steps } = runRelease(resetBy(weights), sweep);
  const first = steps.findIndex(({ reason }) => reason === 'restoring-drift');
  expect(steps.length).toBeGreaterThan(first + 2);
  for (let n = first + 1; n < steps.length - 1; n += 1) {
    const aws = resetBy(weights);
    const meddle = (step: number): void => {
      if (step === n) aws.meddle((state) => void (state.tags = {}));
    };
    expectRepaired(aws, runRelease(aws, sweep, { meddle }));
  }
});
