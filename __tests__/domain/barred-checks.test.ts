// Checks of the bake that production answers with 403 or 429: green is asked itself before they may roll back.
import { describe, expect, test } from '@jest/globals';
import type { HttpCheck } from '../../src/domain/common/checks/check.ts';
import type { CheckResult } from '../../src/domain/common/probes/check-job.ts';
import { evolveChecks } from '../../src/domain/common/probes/check-memory.ts';
import { wasBlueBarred } from '../../src/domain/common/probes/probe-memory.ts';
import { describeBarredCheck, ownBakeCheck } from '../../src/domain/task-sets/checks/own.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { watch } from '../../src/domain/task-sets/forward/bake.ts';
import { gatesAfter } from '../../src/domain/task-sets/gates/gates.ts';
import { noGates } from '../../src/domain/common/report/gates.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { baking, green, inBake, plan } from '../support/baking.ts';
import { aCheck } from '../support/checks.ts';
import { groupsFor, noon } from '../support/worlds.ts';

const answered = (status: number | null): CheckResult =>
  status === 200
    ? { kind: 'passed' }
    : {
        ...{ kind: 'failed', what: `GET /home answered ${String(status)}`, isAnyPassed: false },
        hasConnected: status !== null,
        faults: [{ place: 'http://one/home', status }],
      };

type Round = readonly ['bake' | 'bake-own', number | null];

const home = aCheck('home', { isInBake: true });
const order = aCheck('order', { isInBake: true, method: 'POST' });

/** After these rounds, the last of which was just now. */
function after(check: HttpCheck, rounds: readonly Round[], changes: Partial<Memory> = {}): Memory {
  const job = { isRepeatable: check.method === 'GET' };
  return rounds.reduce<Memory>((memory, [purpose, status], turn) => {
    const nowMs = noon - (rounds.length - 1 - turn) * 1000;
    const round = { purpose, job, result: answered(status), nowMs, wasBlueBarred: wasBlueBarred(memory) };
    return { ...memory, ...evolveChecks(memory, round) };
  }, inBake(changes));
}

const request = (check: HttpCheck) => ({
  ...plan,
  checks: [check],
  bake: { ...plan.bake, probeFailures: 1 },
});
const world = baking(null, { groups: groupsFor([green]) });

function seen(check: HttpCheck, memory: Memory) {
  const next = evolveWorld(request(check), memory, world);
  const act = next.failure === null ? watch(sceneOf(request(check), world, next), green)?.act : undefined;
  return { failure: next.failure?.reason ?? null, asks: act?.kind === 'check' ? act.purpose : null };
}

const wall = { baseline: { ...inBake().baseline, barredBy: 'firewall' } } as const;
const failure = 'bake-check-failed';

describe('a check of the bake that production answers with', () => {
  test.each<[string, HttpCheck, readonly Round[], string | null, 'bake-own' | null]>([
    ['403 first asks green itself', home, [['bake', 403]], null, 'bake-own'],
    ['429 does so too', home, [['bake', 429]], null, 'bake-own'],
    ['500 counts', home, [['bake', 500]], failure, null],
    [
      '403 does not count once green answers well',
      home,
      [
        ['bake', 403],
        ['bake-own', 200],
      ],
      null,
      null,
    ],
    [
      '403 counts once green fails too',
      home,
      [
        ['bake', 403],
        ['bake-own', 403],
      ],
      failure,
      null,
    ],
    [
      '429 counts once green fails too',
      home,
      [
        ['bake', 429],
        ['bake-own', 500],
      ],
      failure,
      null,
    ],
    [
      '403 counts if green is out of reach',
      home,
      [
        ['bake', 403],
        ['bake-own', null],
      ],
      failure,
      null,
    ],
    [
      '429 does not count if green is out of reach',
      home,
      [
        ['bake', 429],
        ['bake-own', null],
      ],
      null,
      null,
    ],
    [
      '403 counts once green, which was reached before, is silent',
      home,
      [
        ['bake', 403],
        ['bake-own', 200],
        ['bake', 403],
        ['bake-own', null],
      ],
      failure,
      null,
    ],
    ['403 asks green before a write counts', order, [['bake', 403]], null, 'bake-own'],
    [
      '403 fails a write that green refuses too',
      order,
      [
        ['bake', 403],
        ['bake-own', 403],
      ],
      failure,
      null,
    ],
    [
      '429 does not fail a write that green takes',
      order,
      [
        ['bake', 429],
        ['bake-own', 200],
      ],
      null,
      null,
    ],
  ])('%s', (_what, check, rounds, failed, asks) => {
    expect(seen(check, after(check, rounds))).toEqual({ failure: failed, asks });
  });

  test('403 does not count where blue was answered so, if green is out of reach', () => {
    const rounds: readonly Round[] = [
      ['bake', 403],
      ['bake-own', null],
    ];
    expect(seen(home, after(home, rounds, wall)).failure).toBeNull();
    const proof = { proof: { ...inBake().proof, wasBarred: true } };
    expect(seen(home, after(home, rounds, proof)).failure).toBeNull();
  });

  test('429 between other failures keeps their number', () => {
    const rounds: readonly Round[] = [
      ['bake', 500],
      ['bake', 429],
      ['bake-own', 200],
      ['bake', 500],
    ];
    expect(after(home, rounds).bakeChecks.failuresInRow).toBe(2);
  });

  test('429 asks no target that was out of reach for three rounds', () => {
    const silent: readonly Round[] = [1, 2, 3].flatMap(
      () =>
        [
          ['bake', 429],
          ['bake-own', null],
        ] as const,
    );
    const memory = after(home, [...silent, ['bake', 429]]);
    expect(seen(home, memory)).toMatchObject({ failure: null });
    expect(ownBakeCheck(sceneOf(request(home), world, memory))).toBeNull();
  });
});

describe('green itself', () => {
  const asked = (check: HttpCheck, more: Partial<HttpCheck> = {}) => {
    const one = { ...check, ...more };
    const job = ownBakeCheck(sceneOf(request(one), world, after(one, [['bake', 403]])));
    return job?.kind === 'http' ? job.requests : [];
  };

  test('is asked for the same at each of its targets, with the host of production', () => {
    const requests = asked(home, { headers: { 'x-shop': 'tea' } });
    expect(requests.length).toBeGreaterThan(1);
    for (const { url, headers, method, expected } of requests) {
      expect(url).toMatch(/^http:\/\/10\.[\d.]+:\d+\/home$/);
      expect(headers).toMatchObject({ 'x-shop': 'tea', 'x-forwarded-proto': 'http' });
      expect(headers['host']).toMatch(/elb|shop/);
      expect({ method, expected }).toEqual({ method: 'GET', expected: home.expected });
    }
  });

  test('gets a write at one target', () => {
    expect(asked(order)).toMatchObject([{ method: 'POST' }]);
  });

  test('gets nothing that was meant for another server', () => {
    expect(asked(home, { place: { url: 'https://api.example.com/home' } })).toEqual([]);
  });
});

describe('a check that stays barred', () => {
  const well: readonly Round[] = [
    ['bake', 429],
    ['bake-own', 200],
  ];
  const lasting = (check: HttpCheck, sinceMs: number): Memory => {
    const memory = after(check, well);
    return { ...memory, bakeChecks: { ...memory.bakeChecks, startedAtMs: noon - sinceMs } };
  };
  const why = 'since a rate limit bars this runner (GET /home answered 429)';
  const left = [{ name: 'home', why, advice: null }];

  test('is left once its time is over, and the bake can end', () => {
    expect(evolveWorld(request(home), lasting(home, 29_000), world).bakeChecks).toMatchObject({
      ...{ passed: 0, unchecked: [] },
    });
    const next = evolveWorld(request(home), lasting(home, 30_000), world);
    expect(next.bakeChecks).toMatchObject({ passed: 1, barred: null, unchecked: left });
    expect([next.failure, next.areChecksOver]).toEqual([null, true]);
  });

  test('is left at once if it writes', () => {
    const next = evolveWorld(request(order), lasting(order, 0), world);
    expect(next.bakeChecks).toMatchObject({ passed: 1, unchecked: [{ name: 'order' }] });
  });

  test('counts as checked if it passed in an earlier round', () => {
    const memory = lasting(home, 30_000);
    const again = { ...memory, bakeChecks: { ...memory.bakeChecks, passed: 1 } };
    expect(evolveWorld(request(home), again, world).bakeChecks).toMatchObject({ passed: 2, unchecked: [] });
  });

  test('is shown while it lasts, and at the gate of the bake', () => {
    const scene = (memory: Memory) => sceneOf(request(home), world, memory);
    expect(describeBarredCheck(scene(lasting(home, 0)))).toMatch(
      /^Production does not let this runner through \(GET \/home answered 429\), and green's own targets answer the same request well/,
    );
    const memory = evolveWorld(request(home), lasting(home, 30_000), world);
    const { bake } = gatesAfter(noGates, scene({ ...memory, isBakePassed: true }));
    expect(bake).toEqual({
      state: 'passed',
      words:
        '5m00s without a failure signal; home is not checked, since a rate limit bars this runner (GET /home answered 429)',
    });
  });

  test.each([
    [4, 4, 'production is not checked'],
    [4, 1, 'production is checked only in part'],
  ])('is shown next to %i probes of which %i failed, the last barred', (asked, failed, words) => {
    const bakeProbe = {
      ...inBake().bakeProbe,
      barredBy: 'rate limit',
      lastFailure: 'it answered 429',
    } as const;
    const memory = inBake({ bakeProbe: { ...bakeProbe, asked, failed }, isBakePassed: true });
    const { bake } = gatesAfter(noGates, sceneOf(request(home), world, memory));
    expect(bake?.words).toBe(
      `5m00s without a failure signal; ${words}, since a rate limit bars this runner (it answered 429)`,
    );
  });
});
