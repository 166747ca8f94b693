// A teardown that runs a contract, and another command at the same moment.
import { expect } from '@jest/globals';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { nextRun, rollbackInputs, teardownInputs } from '../support/command-steps.ts';
import {
  contractSetting,
  expanded,
  isContracting,
  leftWithContract,
  runOf,
  untilContracted,
} from '../support/contract-steps.ts';

const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' };

chapter('a teardown with a contract, raced by', () => {
  const races = {
    rollback: [rollbackInputs, refused, 'rolled-back'],
    deploy: [{ image: 'web:v2', 'smoke-passes': '1', 'warm-time': '0' }, released, 'released'],
  } as const;
  const options = {
    isRace: true,
    registrations: 2,
    greens: 2,
    freeTags: ['rules', 'lease', 'blue', 'contract', 'rolled-back', 'quarantined', 'kept-green'],
    tagsLeft: ['fence'],
  };
  for (const [name, [inputs, afterBegin, ifFirst]] of Object.entries(races)) {
    const raced = expanded({ MIGRATION_TAKES_MS: '1500' });
    // Covers: contract-raced
    acceptance(
      `a ${name}: it is started once, unless the other one came first, and nothing serves v1 after it`,
      contractSetting(raced, options),
      async (stage) => {
        await leftWithContract(stage);
        const both = [stage.start(teardownInputs, nextRun(stage)), stage.start(inputs, runOf(stage, 2))];
        const [, other] = await Promise.all(both.map(({ result }) => result));
        if (isContracting(stage)) await untilContracted(stage);
        expect(raced.rows().length).toBeLessThanOrEqual(1);
        // Whoever came first, one more command ends well.
        const last = await stage.release(teardownInputs, runOf(stage, 3));
        expect(['torn-down', 'nothing-kept']).toContain(last.outputs['reason-code']);
        const came = other?.outputs['result'] === ifFirst ? [0, 1] : [1];
        expect(came).toContain(raced.rows().length);
        expect(stage.calls('RunTask').filter((call) => call.wasCarriedOut)).toHaveLength(raced.rows().length);
      },
    );

    const begun = expanded({ MIGRATION_TAKES_MS: '4000' });
    // Covers: contract-raced
    acceptance(
      `a ${name} once it has begun: it is started once, and ends`,
      contractSetting(begun, options),
      async (stage) => {
        await leftWithContract(stage);
        const teardown = stage.start(teardownInputs, nextRun(stage));
        await stage.until('its task starts', () => stage.calls('RunTask').length > 0);
        const other = await stage.release(inputs, runOf(stage, 2));
        await teardown.result;
        expect(endOf(other)).toEqual(afterBegin);
        expect(begun.rows()).toMatchObject([{ kind: 'contract', ended: expect.any(String) }]);
      },
    );
  }
});
