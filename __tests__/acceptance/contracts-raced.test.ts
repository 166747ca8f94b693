// A teardown that runs a contract, and another command at the same moment.
import { expect } from '@jest/globals';
import { acceptance, chapter } from '../support/acceptance.ts';
import { nextRun, rollbackInputs, teardownInputs } from '../support/command-steps.ts';
import {
  contractSetting,
  expanded,
  isContracting,
  leftWithContract,
  runOf,
  untilContracted,
} from '../support/contract-steps.ts';

chapter('a teardown with a contract, raced by', () => {
  const races = {
    rollback: rollbackInputs,
    deploy: { image: 'web:v2', 'smoke-passes': '1', 'warm-time': '0' },
  } as const;
  for (const [name, inputs] of Object.entries(races)) {
    const raced = expanded({ MIGRATION_TAKES_MS: '1500' });
    // Covers: contract-raced
    acceptance(
      `a ${name}: it is started at most once, and nothing serves v1 after it`,
      contractSetting(raced, {
        isRace: true,
        registrations: 2,
        greens: 2,
        freeTags: ['rules', 'lease', 'blue', 'contract', 'rolled-back', 'quarantined', 'kept-green'],
        tagsLeft: ['fence'],
      }),
      async (stage) => {
        await leftWithContract(stage);
        const both = [stage.start(teardownInputs, nextRun(stage)), stage.start(inputs, runOf(stage, 2))];
        await Promise.all(both.map(({ result }) => result));
        if (isContracting(stage)) await untilContracted(stage);
        expect(raced.rows().length).toBeLessThanOrEqual(1);
        // Whoever came first, one more command ends well.
        const last = await stage.release(teardownInputs, runOf(stage, 3));
        expect(['torn-down', 'nothing-kept']).toContain(last.outputs['reason-code']);
        expect(raced.rows().length).toBeLessThanOrEqual(1);
      },
    );
  }
});
