// What the proof of the switch asks, and which answers say something about the version.
import { describe, expect, test } from '@jest/globals';
import type { CheckResult, Fault } from '../../src/domain/common/probes/check-job.ts';
import {
  evolveBefore,
  evolveOwnProof,
  evolveProof,
  noProof,
} from '../../src/domain/common/probes/proof-memory.ts';
import type { ProofMemory } from '../../src/domain/common/probes/proof-memory.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { aVersionCheck } from '../support/checks.ts';
import { proofFailure } from '../../src/domain/task-sets/checks/failures.ts';
import { isProofDue, isProofImpossible } from '../../src/domain/task-sets/checks/proof.ts';
import { ownProof } from '../../src/domain/task-sets/checks/own.ts';
import { proofJob } from '../../src/domain/task-sets/checks/proof-job.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  noon,
  setArn,
} from '../support/worlds.ts';

const version = aVersionCheck();
const fault = (place: string, status: number | null): Fault => ({ place, status });
const failed = (faults: readonly Fault[], isAnyPassed = false): CheckResult => ({
  kind: 'failed',
  what: 'it answered something else',
  hasConnected: true,
  isAnyPassed,
  faults,
});
const after = (results: readonly CheckResult[], proof: ProofMemory): ProofMemory =>
  results.reduce((memory, result, turn) => evolveProof(memory, result, turn * 1000), proof);
const before = (results: readonly CheckResult[]): ProofMemory =>
  results.reduce((memory, result, turn) => evolveBefore(memory, result, turn * 1000), noProof);

const differs: ProofMemory = { ...noProof, before: 'differs' };
/** A firewall that barred this runner before the switch, too. */
const knownWall: ProofMemory = { ...differs, wasBarred: true };

describe('before the switch', () => {
  const one = failed([fault('http://one', 404), fault('https://two', null)]);

  test('what gives no answer three times is left out, and not after one lost answer', () => {
    expect(before([one, one])).toMatchObject({ before: 'unknown', left: [] });
    expect(before([one, one, one])).toMatchObject({ before: 'differs', left: ['https://two'] });
    expect(before([one, failed([fault('http://one', 404), fault('https://two', 200)])])).toMatchObject({
      before: 'differs',
      left: [],
    });
  });

  test('production that gives no answer at all can prove nothing', () => {
    const none = failed([fault('http://one', null)]);
    expect(before([none, none, none]).before).toBe('unreachable');
  });
});

describe('after the switch', () => {
  const wrong = failed([fault('http://one', 200)]);
  const barred = failed([fault('http://one', 403), fault('http://two', 429)]);
  const silent = failed([fault('http://one', null)]);
  const limited = failed([fault('http://one', 429)], true);
  const pass = { kind: 'passed' } as const;

  test.each([
    ['another version', [wrong, wrong, wrong], differs, { failuresInRow: 3, saysNothing: false }],
    ['403 and 429 only', [barred, barred, barred], knownWall, { failuresInRow: 0, saysNothing: true }],
    [
      '429 now and then, which neither passes nor fails',
      [pass, pass, pass, limited, pass, pass],
      differs,
      { passesInRow: 5, failuresInRow: 0 },
    ],
    ['429 between passes, which still says nothing', [pass, limited, pass], differs, { saysNothing: true }],
    [
      '429 between other versions, which still count',
      [wrong, limited, wrong, wrong],
      differs,
      { passesInRow: 0, failuresInRow: 3, saysNothing: false },
    ],
    ['another version after passes and 429', [pass, limited, wrong], differs, { passesInRow: 0 }],
    ['403 that blue was not answered', [barred, barred], differs, { failuresInRow: 2, saysNothing: false }],
    ['403 in a run that did not ask before', [barred], noProof, { failuresInRow: 0, saysNothing: true }],
    ['403 after passes', [pass, barred], knownWall, { passesInRow: 0, saysNothing: true }],
    [
      '403 next to another version',
      [failed([fault('a', 403), fault('b', 200)])],
      differs,
      { failuresInRow: 1 },
    ],
    ['silence where it answered before', [silent], differs, { failuresInRow: 1, saysNothing: false }],
    ['silence in a run that did not ask before', [silent], noProof, { failuresInRow: 0, saysNothing: true }],
    [
      'silence of a part in such a run',
      [failed([fault('https://two', null)], true), { kind: 'passed' }],
      noProof,
      { left: ['https://two'], passesInRow: 1, failuresInRow: 0 },
    ],
  ] as const)('%s', (_, results, proof, expected) => {
    expect(after(results, proof)).toMatchObject(expected);
  });
});

describe('after 403 and 429, the answer of green itself', () => {
  const wall = failed([fault('http://one', 403)]);
  const limit = failed([fault('http://one', 429)]);
  const pass = { kind: 'passed' } as const;

  test.each([
    ['takes back a 403 if it is well', [wall], differs, 'well', { failuresInRow: 0, saysNothing: true }],
    ['lets a 403 count if it fails', [wall], knownWall, 'failed', { failuresInRow: 1, saysNothing: false }],
    ['lets a 429 count if it fails', [pass, limit], differs, 'failed', { failuresInRow: 1, passesInRow: 0 }],
    ['keeps passes between 429', [pass, limit], differs, 'well', { failuresInRow: 0, passesInRow: 1 }],
    [
      'changes nothing if there is none',
      [wall],
      differs,
      'unknown',
      { failuresInRow: 1, saysNothing: false },
    ],
  ] as const)('%s', (_, results, proof, own, expected) => {
    const asked = evolveOwnProof(after(results, proof), own, noon);
    expect(asked).toMatchObject({ ...expected, barred: { own } });
  });

  test('is waited for before traffic returns', () => {
    const due = { failuresInRow: 3, barred: { by: 'firewall', own: null, lastMs: null } } as const;
    expect(proofFailure(switched(due))).toBeNull();
    expect(ownProof(switched(due))).toMatchObject({ kind: 'http', name: 'version' });
    const asked = { ...due, barred: { by: 'firewall', own: 'failed', lastMs: null } } as const;
    expect(proofFailure(switched(asked))?.reason).toBe('switch-unproven');
    expect(ownProof(switched(asked))).toBeNull();
  });
});

const behindLogin: RuleView = {
  ...aRule([
    [a, 0],
    [b, 100],
  ]),
  actions: [
    { type: 'other', kind: 'authenticate-oidc', raw: {} },
    ...aRule([
      [a, 0],
      [b, 100],
    ]).actions,
  ],
};

function switched(
  proof: Partial<ProofMemory>,
  { sinceMs = 20_000, probeUrl = null as string | null, rules = [] as readonly RuleView[] } = {},
): Scene {
  const plan = aPlan({ checks: [version] });
  const request = { ...plan, bake: { ...plan.bake, probeUrl } };
  const world = aWorld({
    service: aService({ tags: { fence: '1:100.1' } }),
    taskSets: [aSet(1, { status: 'ACTIVE' }), aGreen(2, { status: 'PRIMARY' })],
    rules: [
      aRule([
        [a, 0],
        [b, 100],
      ]),
      ...rules,
    ],
  });
  const memory = aMemory({
    green: setArn(2),
    blue: setArn(1),
    switchedAtMs: noon - sinceMs,
    proof: { ...differs, lastMs: noon, lastFailure: 'GET /version answered 403', ...proof },
  });
  return sceneOf(request, world, memory);
}

describe('the proof', () => {
  test('stops after a minute in which this runner is barred, and rolls nothing back', () => {
    const barred = { saysNothing: true, failuresInRow: 0 };
    expect(isProofDue(switched(barred))).toBe(true);
    const late = switched(barred, { sinceMs: 61_000 });
    expect([isProofDue(late), proofFailure(late)]).toEqual([false, null]);
    expect(proofFailure(switched({}, { sinceMs: 61_000 }))?.reason).toBe('switch-unproven');
  });

  test('asks no rule that asks for a login, and none that gave no answer before the switch', () => {
    const scene = switched({ left: [] }, { rules: [behindLogin] });
    const { job, left } = proofJob(scene, version);
    expect(job?.kind === 'http' ? job.requests.length : 0).toBe(1);
    expect(left).toEqual([expect.stringContaining('the rule asks for a login')]);
    const place = job?.kind === 'http' ? (job.requests[0]?.url ?? '') : '';
    const none = proofJob(switched({ left: [place] }), version);
    expect(none).toMatchObject({ job: null, why: expect.stringContaining('no answer before the switch') });
  });

  test('needs an answer of production-url before the switch', () => {
    const probeUrl = 'https://shop.example.com/';
    const left = ['https://shop.example.com/version'];
    expect(isProofImpossible(switched({ left }, { probeUrl }))).toBe(true);
    expect(isProofImpossible(switched({ left: [] }, { probeUrl }))).toBe(false);
    expect(isProofImpossible(switched({ left }))).toBe(false);
  });
});
