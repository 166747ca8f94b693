// Contracts of a database that only the new version can read, once blue and its tasks are gone.
import { expect } from '@jest/globals';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, greenOf, killAfter, released } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  nextRun,
  rollbackInputs,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import {
  contractSetting,
  expanded,
  leftWithContract,
  runOf,
  untilContracted,
} from '../support/contract-steps.ts';
import { contracting, type Shop } from '../support/shop-database.ts';
import { onceCalled } from '../support/moments.ts';
import { vanishAt } from '../support/vanish.ts';
import { fallIll, runningIn } from '../support/unhealthy.ts';

const failed = (reason: string): Record<string, unknown> => ({ exitCode: 1, result: 'failed', reason });
const tornDown = { exitCode: 0, result: 'torn-down', reason: 'torn-down' } as const;
const tagOf = (stage: Stage): string => stage.service().tags['ecs-blue-green:contract'] ?? '';
const tryOf = (stage: Stage): string => /^try=(\S+)/.exec(tagOf(stage))?.[1] ?? '';
const tasksOfBlue = (stage: Stage): number =>
  stage
    .world()
    .tasks.filter(({ service, taskSetId }) => service === 'web' && taskSetId !== greenOf(stage)?.id)
    .filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;

/** A teardown that is killed while its contract runs, which ends after that. */
async function leftContracting(stage: Stage, of: Shop): Promise<void> {
  of.hold();
  const running = stage.start(teardownInputs, { ...nextRun(stage), isPostSkipped: true });
  await stage.until('its task is noted', () => tagOf(stage).includes('task='));
  running.kill('SIGKILL');
  await running.result;
  of.letGo();
}

/** The same, and ended more than an hour ago: the next teardown asks a person. Its log, and the try that it asks about. */
async function askedAbout(stage: Stage, of: Shop): Promise<{ readonly log: string; readonly tryId: string }> {
  await leftWithContract(stage);
  await leftContracting(stage, of);
  await untilContracted(stage);
  stage.sandbox.control.setDelays({ stoppedTasks: 0 });
  await stage.until('ECS shows no task of it', () => stage.world().oneOffTasks.length === 0);
  const asking = await stage.release(teardownInputs, runOf(stage, 2));
  expect(endOf(asking)).toEqual(failed('contract-unknown'));
  return { log: asking.log, tryId: tryOf(stage) };
}

chapter('a contract', () => {
  const good = expanded();
  // Covers: contract-in-deploy, contract-forward-only
  acceptance(
    'runs in a deploy that waited, once no task of blue runs, and no rollback returns past it without force',
    contractSetting(good, {
      greens: 2,
      freeTags: ['rules', 'lease', 'rolled-back', 'quarantined', 'scaling'],
    }),
    async (stage) => {
      const deploy = await stage.release(contracting());
      expect(endOf(deploy)).toEqual(released);
      expect(good.rows()).toMatchObject([{ kind: 'contract', ended: expect.any(String) }]);
      expect(stage.calls('RunTask')).toHaveLength(1);
      expect(tagOf(stage)).toMatch(
        /^try=\S+\.1\.1 at=\S+ request=\S+ task=[0-9a-f]{32} end=0 set=ecs-svc\/\d+$/,
      );
      expect(deploy.log).toMatch(/Its contract \S+ has run\./);
      await expectServing(stage, 'web-b', 'v2');
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(jsonOf(status)['status']).toMatchObject({ forwardOnly: `contract ${tryOf(stage)}` });
      const since = stage.writes().length;
      const no = await stage.release(rollbackInputs, runOf(stage, 2));
      expect(endOf(no)).toMatchObject({ exitCode: 1, result: 'refused' });
      expect(no.log).toContain(`is forward-only (contract ${tryOf(stage)})`);
      expect(stage.writes()).toHaveLength(since);
      // v1 can't read the database any more, so the forced rollback fails its smoke test and leaves v2 live.
      const forced = { ...rollbackInputs, force: 'true', reason: 'to see', 'health-paths': '/' };
      const back = await stage.release({ ...forced, 'smoke-timeout': '5s' }, runOf(stage, 3));
      expect(stage.calls('CreateTaskSet')).toHaveLength(2);
      expect(back.exitCode).toBe(1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  const torn = expanded();
  // Covers: contract-in-teardown, contract-draining
  acceptance(
    'waits in a teardown for the draining tasks of blue, which still serve v1',
    contractSetting(torn),
    async (stage) => {
      await leftWithContract(stage);
      expect(stage.calls('RunTask')).toEqual([]);
      // The first one has just deleted blue, whose tasks run on until the second one has looked.
      stage.sandbox.control.setDelays({ draining: 15_000 });
      await killAfter(stage, { operation: 'DeleteTaskSet', nth: 1 }, () =>
        stage.start(teardownInputs, { ...nextRun(stage), isPostSkipped: true }),
      );
      const [since, left] = [stage.calls().length, [] as number[]];
      const second = stage.start(teardownInputs, runOf(stage, 2));
      await stage.until('the second one looks', () => stage.calls().length > since);
      expect(tasksOfBlue(stage)).toBeGreaterThan(0);
      await onceCalled(stage, 'RunTask', () => left.push(tasksOfBlue(stage)));
      expect(left).toEqual([0]);
      expect(endOf(await second.result)).toEqual(tornDown);
      expect(torn.rows()).toHaveLength(1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  const failing = expanded({ MIGRATION_FAILS: 'no disk left, password=open-sesame' });
  // Covers: contract-failed
  acceptance(
    'that fails leaves green live, shows the end of its log, and is started again by the next teardown only',
    contractSetting(failing),
    async (stage) => {
      await leftWithContract(stage);
      const first = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(first)).toEqual(failed('contract-failed'));
      expect(first.log).toMatch(/the contract \S+ \(task [0-9a-f]{32}\) did not end well: exit code 3/);
      expect(first.log).toContain('no disk left, password=***');
      expect(first.log).not.toContain('sesame');
      expect(JSON.stringify(jsonOf(first))).toContain('did not end well');
      await expectServing(stage, 'web-b', 'v2');
      const plan = await stage.release({ command: 'plan', image: 'web:v2' }, runOf(stage, 2));
      expect(plan.log).toContain('contract-not-done');
      const second = await stage.release(teardownInputs, runOf(stage, 3));
      expect(endOf(second)).toEqual(failed('contract-failed'));
      expect(failing.rows()).toHaveLength(2);
      expect(stage.calls('ModifyRule').length + stage.calls('ModifyListener').length).toBe(switches(stage));
    },
  );

  const swept = expanded();
  // Covers: contract-swept
  acceptance(
    'is left by a sweep, which says so, and run by the teardown after it',
    contractSetting(swept, { freeTags: ['rules', 'lease', 'rolled-back', 'quarantined', 'swept-at'] }),
    async (stage) => {
      const deploy = await stage.release({ ...contracting(), 'warm-time': '15s', teardown: 'defer' });
      expect(endOf(deploy)).toEqual(released);
      expect(deploy.log).toMatch(/contract of .*: planned/);
      await stage.until('the lease is over', () => leaseIsOver(stage));
      const sweep = await stage.release(sweepInputs, nextRun(stage));
      expect(sweep.log).toMatch(/contract of .*: planned.*teardown/);
      expect(swept.rows()).toEqual([]);
      expect(endOf(await stage.release(teardownInputs, runOf(stage, 2)))).toEqual(tornDown);
      expect(swept.rows()).toHaveLength(1);
    },
  );

  // Covers: contract-refused
  acceptance(
    'whose command does not fit into the tags of green is refused before the first write',
    contractSetting(expanded(), { registrations: 0, tagsLeft: [], setsLeft: 1 }),
    async (stage) => {
      const command = ['node', '-e', 'x'.repeat(3000)];
      const refusal = await stage.release(contracting({ command }));
      expect(endOf(refusal)).toMatchObject({ result: 'refused' });
      expect(refusal.log).toContain('Put the command into a script in the image');
      expect(stage.writes()).toEqual([]);
    },
  );
});

/** The writes of rules that a switch makes. */
const switches = (stage: Stage): number =>
  stage.calls('ModifyRule').length + stage.calls('ModifyListener').length;
const leaseIsOver = (stage: Stage): boolean =>
  Date.parse(/until=(\S+)/.exec(stage.service().tags['ecs-blue-green:lease'] ?? '')?.[1] ?? '') < Date.now();

chapter('a contract whose teardown was killed', () => {
  for (const [moment, operation, nth] of [
    ['before', 'TagResource', 2],
    ['after', 'TagResource', 2],
    ['before', 'RunTask', 1],
    ['after', 'RunTask', 1],
    ['before', 'TagResource', 3],
    ['after', 'TagResource', 3],
    ['before', 'TagResource', 4],
    ['after', 'TagResource', 4],
  ] as const) {
    const killed = expanded({ MIGRATION_TAKES_MS: '1000' });
    // Covers: contract-killed
    acceptance(
      `${moment} ${operation} ${String(nth)} is started once`,
      contractSetting(killed),
      async (stage) => {
        await leftWithContract(stage);
        await vanishAt(stage, { operation, nth }, moment, () =>
          stage.start(teardownInputs, { ...nextRun(stage), isPostSkipped: true }),
        );
        const next = await stage.release(teardownInputs, runOf(stage, 2));
        expect(['torn-down', 'nothing-kept']).toContain(next.outputs['reason-code']);
        expect(killed.rows()).toMatchObject([{ kind: 'contract', ended: expect.any(String) }]);
        await expectServing(stage, 'web-b', 'v2');
      },
    );
  }

  const within = expanded();
  // Covers: contract-within-hour
  acceptance('and ended less than an hour ago is found', contractSetting(within), async (stage) => {
    await leftWithContract(stage);
    await leftContracting(stage, within);
    await untilContracted(stage);
    expect(endOf(await stage.release(teardownInputs, runOf(stage, 2)))).toEqual(tornDown);
    expect([within.rows().length, / end=0 /.test(tagOf(stage))]).toEqual([1, true]);
  });

  const beyond = expanded();
  // Covers: contract-beyond-hour, contract-answer
  acceptance('and ended more than an hour ago asks a person', contractSetting(beyond), async (stage) => {
    const { log, tryId } = await askedAbout(stage, beyond);
    expect(log).toContain(`migration-answer: ${tryId}=done`);
    const release = await stage.release({ image: 'web:v2' }, runOf(stage, 3));
    expect(endOf(release)).toMatchObject({ result: 'refused' });
    expect(release.log).toContain(`migration-answer: ${tryId}=again`);
    stage.sandbox.control.setDelays({ stoppedTasks: 3_600_000 });
    const other = { ...teardownInputs, 'migration-answer': '1.1.1=again' };
    const since = stage.writes().length;
    const wrong = await stage.release(other, runOf(stage, 4));
    expect([endOf(wrong)['result'], stage.writes().length]).toEqual(['refused', since]);
    expect(wrong.log).toContain('migration-answer names the try 1.1.1, and not the one whose end is unknown');
    const answered = { ...teardownInputs, 'migration-answer': `${tryId}=done` };
    expect(endOf(await stage.release(answered, runOf(stage, 5)))).toEqual(tornDown);
    expect(beyond.rows()).toHaveLength(1);
  });

  const repeated = expanded({ MIGRATION_KEEPS_LIST: 'yes' });
  // Covers: contract-again
  acceptance(
    'and is answered with again starts once more, and the same answer starts no third try',
    contractSetting(repeated),
    async (stage) => {
      const { log, tryId: first } = await askedAbout(stage, repeated);
      expect(log).toContain(`migration-answer: ${first}=again to start it once more`);
      stage.sandbox.control.setDelays({ stoppedTasks: 3_600_000 });
      const again = { ...teardownInputs, 'migration-answer': `${first}=again` };
      expect(endOf(await stage.release(again, runOf(stage, 3)))).toEqual(tornDown);
      expect(tagOf(stage)).toMatch(/^try=\S+\.1\.1 .* end=0 set=/);
      expect([repeated.rows().length, tryOf(stage)]).toEqual([2, `${String(stage.runId + 3)}.1.1`]);
      const next = await stage.release(again, runOf(stage, 4));
      expect(endOf(next)).toMatchObject({ exitCode: 0, reason: 'nothing-kept' });
      expect(repeated.rows()).toHaveLength(2);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  const wiped = expanded();
  // Covers: contract-wiped
  acceptance(
    'and whose tags were wiped refuses a rollback, and starts nothing',
    contractSetting(wiped),
    async (stage) => {
      await leftWithContract(stage);
      expect(endOf(await stage.release(teardownInputs, nextRun(stage)))).toEqual(tornDown);
      stage.sandbox.control.wipeServiceTags({ service: 'web' });
      const no = await stage.release(rollbackInputs, runOf(stage, 2));
      expect(endOf(no)).toMatchObject({ result: 'refused' });
      expect(no.log).toContain('its contract may have begun');
      const asking = await stage.release(teardownInputs, runOf(stage, 3));
      expect(endOf(asking)).toEqual(failed('contract-unknown'));
      const tryId = /migration-answer: (\S+)=done/.exec(asking.log)?.[1] ?? '';
      const answered = { ...teardownInputs, 'migration-answer': `${tryId}=done` };
      expect(endOf(await stage.release(answered, runOf(stage, 4)))).toEqual(tornDown);
      expect(wiped.rows()).toHaveLength(1);
    },
  );

  const killed = { allowedFailures: { 'status 502': 400, ECONNRESET: 40, 'socket hang up': 40 } };
  const unhealthy = expanded({}, { graceSeconds: 600 });
  // Covers: contract-no-automatic-rollback
  acceptance(
    'and whose green fails all its health checks is not rolled back by any command on its own',
    // Nothing else is left to serve until ECS has replaced the tasks, which are killed.
    contractSetting(unhealthy, { ...killed, hasDowntime: true, tagsLeft: ['fence', 'contract', 'swept-at'] }),
    async (stage) => {
      await leftWithContract(stage);
      await leftContracting(stage, unhealthy);
      await fallIll(stage);
      const moves = stage.calls('ModifyRule', 'ModifyListener', 'CreateTaskSet').length;
      const sweep = await stage.release(sweepInputs, runOf(stage, 2));
      expect(sweep.log).toContain('a tag holds how it ended');
      for (const { id } of runningIn(stage, 'web-b')) stage.sandbox.control.killTask({ task: id });
      const rerun = await stage.release({ ...contracting(), 'warm-time': '10m' }, { attempt: 2 });
      expect(endOf(rerun)).toEqual(released);
      expect(stage.calls('ModifyRule', 'ModifyListener', 'CreateTaskSet')).toHaveLength(moves);
    },
  );
});
