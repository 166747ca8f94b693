import { describe, expect, test } from '@jest/globals';
import { warningCodes } from '../../src/domain/common/request/risk-codes.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { workersIn, startSecondsOf } from '../../src/domain/common/revision/workers.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { dryRunOf } from '../../src/domain/task-sets/dry-run/dry-run.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { preflightWarnings } from '../../src/domain/task-sets/warnings/warnings.ts';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aMemory, aWorld } from '../support/worlds.ts';
import { calmWorlds, warningWorlds } from '../support/warnings.ts';
import { calmPlan } from '../support/zone-warnings.ts';

const sceneWith = (world: Partial<World>, request: Request): Scene =>
  sceneOf(request, aWorld(world), aMemory());

const rows = warningCodes.flatMap((code) =>
  warningWorlds[code].map(([what, world, request, words]) => ({ code, what, world, request, words })),
);

describe('a warning', () => {
  test.each(rows)('$code shows for $what, alone and with its code', ({ code, world, request, words }) => {
    const scene = sceneWith(world, request);
    const found = preflightWarnings(scene);
    expect(found.map((one) => one.code)).toEqual([code]);
    for (const word of words) expect(found[0]?.sentence).toContain(word);
    const line = `${code}: ${found[0]?.sentence ?? ''}`;
    expect(findings(scene)).toContain(`warning: ${line}`);
    expect(dryRunOf(scene, decideNextStep).warnings).toEqual([line]);
  });

  test.each(rows)('$code does not stop a release ($what)', ({ world, request }) => {
    const scene = sceneWith(world, request);
    expect(preflightProblems(request, scene.world, scene.roles, scene.memory)).toEqual([]);
  });

  test.each(rows)('$code shows in a plan as in a deploy ($what)', ({ world, request }) => {
    const planned = preflightWarnings(sceneWith(world, { ...request, command: 'plan' }));
    expect(planned).toEqual(preflightWarnings(sceneWith(world, request)));
  });

  test.each(rows)('$code is not shown if ignore names it ($what)', ({ code, world, request }) => {
    expect(preflightWarnings(sceneWith(world, { ...request, ignored: [code] }))).toEqual([]);
  });

  test.each(rows)('$code is not shown by a rollback ($what)', ({ world, request }) => {
    expect(preflightWarnings(sceneWith(world, { ...request, command: 'rollback' }))).toEqual([]);
  });

  test.each([['a plain service', {}, calmPlan] as const, ...calmWorlds])(
    'does not show for %s',
    (_what, world, request) => {
      expect(preflightWarnings(sceneWith(world, request))).toEqual([]);
    },
  );
});

describe('a task definition', () => {
  const container = (name: string, words: readonly string[], ports: readonly number[] = []) => ({
    name,
    command: words,
    portMappings: ports.map((containerPort) => ({ containerPort })),
  });
  const workers = (one: ReturnType<typeof container>) => workersIn({ containerDefinitions: [one] });

  test.each([
    ['celery worker', container('app', ['celery', '-A', 'shop', 'worker']), 'celery -A shop worker'],
    ['celery beat', container('app', ['sh', '-c', 'celery -A shop beat']), 'celery -A shop beat'],
    ['Sidekiq', container('app', ['bundle', 'exec', 'sidekiq']), 'sidekiq'],
    ['Laravel', container('app', ['php', 'artisan', 'queue:work']), 'queue:work'],
    ['cron', container('app', ['/usr/sbin/crond', '-f']), 'crond'],
    ['a consumer that has a port', container('app', ['dramatiq', 'shop'], [9090]), 'dramatiq'],
  ])('shows %s by its command', (_what, one, tool) => {
    expect(workers(one)).toEqual([`container app (${tool})`]);
  });

  test.each(['worker', 'order-consumer', 'scheduler', 'cron_daily', 'workers'])(
    'shows %s by its name',
    (name) => {
      expect(workers(container(name, []))).toEqual([`container ${name}`]);
    },
  );

  test.each([
    container('web', ['gunicorn', '--workers', '4', 'shop.wsgi'], [80]),
    container('web', ['gunicorn', '-k', 'uvicorn.workers.UvicornWorker'], [80]),
    container('web', ['php', 'cron.php'], [80]),
    container('scheduler', [], [80]),
    container('filebeat', []),
    container('queue', []),
    container('networker', []),
  ])('shows no worker in %j', (one) => {
    expect(workers(one)).toEqual([]);
  });

  test('shows how long its containers may take to start', () => {
    const slow = { name: 'web', healthCheck: { startPeriod: 90 } };
    expect(startSecondsOf({ containerDefinitions: [{ name: 'proxy' }, slow] })).toBe(90);
    expect(startSecondsOf({})).toBe(0);
  });
});
