// How many connections were open on blue at the switch, as far as its tasks say it.
import { describe, expect, test } from '@jest/globals';
import { countConnections } from '../../src/domain/common/probes/connections.ts';
import { evolveProbes } from '../../src/domain/common/probes/evolve-probes.ts';
import type { CountedConnections } from '../../src/domain/common/probes/probe-memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { connectionsDue } from '../../src/domain/task-sets/health/probing.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { describeConnections } from '../../src/domain/task-sets/warm/connections.ts';
import { drainPlan } from '../support/command-stories.ts';
import { cleanRun, said } from '../support/commands.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aGreen, aGroup, aMemory, aPlan, aSet, aTarget, aWorld, b, noon } from '../support/worlds.ts';

const path = '/connections';
type Answer = readonly [status: number | null, excerpt: string];

const answered = (...all: readonly Answer[]) =>
  all.map(([status, excerpt], n) => ({
    url: `http://10.0.1.${String(n)}:8080${path}`,
    codes: '200-299',
    answer: {
      status,
      hasConnected: status !== null,
      ms: 1,
      error: status === null ? 'timed out' : null,
      excerpt,
    },
  }));

describe('a task says', () => {
  test.each<[what: string, answer: Answer, open: number | null]>([
    ['a number', [200, '12'], 12],
    ['none', [200, '0'], 0],
    ['a member of JSON', [200, '{"version":"v1","connections":7}'], 7],
    ['a member deeper down', [200, '{"pool":{"connections":7}}'], null],
    ['a text', [200, '{"connections":"7"}'], null],
    ['a part', [200, '1.5'], null],
    ['less than none', [200, '-1'], null],
    ['more than a number holds', [200, '{"connections":1e300}'], null],
    ['JSON that is cut off', [200, '{"connections":7,"more":"…'], null],
    ['nothing', [200, ''], null],
    ['a list', [200, '[3]'], null],
    ['another status', [404, '12'], null],
    ['no answer', [null, ''], null],
  ])('%s: %j', (_what, answer, open) => {
    expect(countConnections(answered(answer), noon)).toMatchObject({
      ...{ asked: 1, answered: open === null ? 0 : 1, open: open ?? 0 },
      why: open === null ? expect.stringContaining(path) : null,
    });
  });
});

test('the numbers of all tasks are added up, and who gave none is named', () => {
  const answers = answered([200, '2'], [404, ''], [200, '{"connections":40}']);
  const round = {
    purpose: 'connections',
    answers,
    isAskedFor: false,
    canAskOwn: false,
    nowMs: noon,
  } as const;
  expect(evolveProbes(aMemory(), round)).toEqual({
    connections: {
      ...{ atMs: noon, asked: 3, answered: 2, open: 42 },
      why: `http://10.0.1.1:8080${path} answered 404`,
    },
  });
});

const groups = [
  aGroup(a, { targets: [aTarget(1, 0), aTarget(1, 1)] }),
  aGroup(b, { targets: [aTarget(2, 0), aTarget(2, 1)] }),
];
const world = (changes: Partial<World> = {}): World =>
  aWorld({ taskSets: [aSet(1), aGreen(2)], groups, candidate: null, ...changes });
const plan = aPlan({ connectionsPath: path });
const counted: CountedConnections = { atMs: noon, asked: 2, answered: 2, open: 5, why: null };

describe('the tasks of blue are asked', () => {
  const due = (request: Request, memory: Partial<Memory> = {}, of = world()): number =>
    connectionsDue(sceneOf(request, of, aMemory(memory)))?.length ?? 0;

  test('each once, at its own address', () => {
    const requests = connectionsDue(sceneOf(plan, world(), aMemory())) ?? [];
    expect(new Set(requests.map(({ url }) => url)).size).toBe(2);
    for (const { url, timeoutMs } of requests) {
      expect(new URL(url).pathname).toBe(path);
      expect(timeoutMs).toBeLessThanOrEqual(2000);
    }
    expect(due(plan, { connections: counted })).toBe(0);
  });

  test.each<[what: string, Request, World]>([
    ['where nobody asks for it', aPlan(), world()],
    ['before a green is staged', { ...plan, command: 'stage' }, world()],
    ['by a rollback', { ...plan, command: 'rollback' }, world()],
    ['without a blue', plan, world({ taskSets: [aGreen(2)] })],
    [
      'at targets without an address',
      plan,
      world({ groups: groups.map((one) => ({ ...one, targetType: 'instance' as const })) }),
    ],
  ])('not %s', (_what, request, of) => {
    expect(due(request, {}, of)).toBe(0);
  });
});

describe('the report', () => {
  const words = (request: Request, connections: CountedConnections | null): string =>
    describeConnections(sceneOf(request, world(), aMemory({ connections })), noon + 60_000).join();
  const some = { ...counted, answered: 1, open: 1, why: 'http://10.0.1.1:8080/connections timed out' };
  const none = { ...some, answered: 0, open: 0 };

  test.each<[Request, CountedConnections | null, RegExp]>([
    [
      plan,
      counted,
      /^5 connections were open on blue just before the switch, as its 2 tasks said at \/connections at 12:00 UTC\. They stay on blue/,
    ],
    [
      plan,
      some,
      /^At least 1 connection was open on blue .*, as 1 of its 2 tasks said at \/connections at 12:00 UTC \(.*timed out\)\./,
    ],
    [plan, none, /switch is not known: none of its 2 tasks said it \(.*timed out\)\./],
    [plan, null, /switch is not known: this run did not ask the tasks of blue before it\./],
    [plan, counted, /All are closed at once when blue is deleted: by \d\d:\d\d UTC/],
    [drainPlan(), null, /switch is not known: neither ECS nor .*blue\.connections-path names no path/],
    [aPlan(), null, /^$/],
  ])('of %j says %s', (request, connections, expected) => {
    expect(words(request, connections)).toMatch(expected);
  });

  test('of a whole release says what its tasks answered, and when the connections were closed', () => {
    const run = cleanRun(
      anAws('good', (state) => void (state.desired = 4)),
      drainPlan({ connectionsPath: path }),
    );
    expect(said(run)).toMatch(/none of its 4 tasks said it .*All were closed by/);
    const asked = run.steps.filter(({ act }) => act.kind === 'probe' && act.purpose === 'connections');
    expect(asked).toHaveLength(1);
  });
});
