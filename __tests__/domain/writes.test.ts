import { formatSetTags } from '../../src/domain/task-sets/tags/set-tags.ts';
import { isRefusedForScale } from '../../src/domain/common/run/refusal.ts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { abandonedAs, type Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';

import type { Trouble } from '../../src/domain/common/values/trouble.ts';
import { evolveTrouble } from '../../src/domain/task-sets/evolve/trouble-verdict.ts';
import { isSameWrite, writeKey } from '../../src/domain/task-sets/model/write-key.ts';
import { isLanded, parseScaling, formatScaling } from '../../src/domain/task-sets/roles/writes.ts';
import { creation } from '../../src/domain/task-sets/revision/creation.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aCandidate } from '../support/candidates.ts';
import {
  a,
  aForward,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  noon,
  revision,
  setArn,
} from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const plan = aPlan();
const request = creation(sceneOf(plan, aWorld(), aMemory()), revision(2))!;
const rule = aRule([
  [a, 100],
  [b, 0],
]);
const scaling = { scaleInSuspended: true, scaleOutSuspended: false, scheduledSuspended: true };

/** A write, a world in which it has not landed, and one in which it has. */
const rows: readonly (readonly [Write, Partial<World>, Partial<World>])[] = [
  [
    { kind: 'tag-service', tags: { blue: 'x' } },
    {},
    { service: aService({ tags: { blue: 'x', fence: '1:1.1' } }) },
  ],
  [{ kind: 'untag-service', names: ['blue'] }, { service: aService({ tags: { blue: 'x' } }) }, {}],
  [
    { kind: 'register', content: {}, hash: 'h' },
    { candidate: aCandidate() },
    { candidate: aCandidate({ registeredAs: revision(2) }) },
  ],
  [{ kind: 'create-green', request }, {}, { taskSets: [aSet(1), aGreen(2)] }],
  [
    { kind: 'label', set: setArn(2), withinMs: null },
    { taskSets: [aSet(1), aGreen(2)] },
    { taskSets: [aGreen(2, { status: 'PRIMARY' })] },
  ],
  [
    {
      kind: 'write-rule',
      rule,
      actions: [
        aForward([
          [a, 0],
          [b, 100],
        ]),
      ],
    },
    {},
    {
      rules: [
        aRule([
          [a, 0],
          [b, 100],
        ]),
      ],
    },
  ],
  [{ kind: 'scale', set: setArn(1), percent: 0 }, {}, { taskSets: [aSet(1, { scalePercent: 0 })] }],
  [{ kind: 'delete', set: setArn(1), atScale: 100 }, {}, { taskSets: [aSet(1, { status: 'DRAINING' })] }],
  [{ kind: 'delete', set: setArn(1), atScale: 100 }, {}, { taskSets: [] }],
  [
    { kind: 'write-scaling', state: scaling },
    { scaling: { ...scaling, scaleInSuspended: false } },
    { scaling },
  ],
];

describe('a write', () => {
  test.each(rows)('has landed once the world shows it', (write, before, after) => {
    expect(isLanded(write, plan, aWorld(before), aMemory())).toBe(false);
    expect(isLanded(write, plan, aWorld(after), aMemory())).toBe(true);
  });

  test('is known by what it is about', () => {
    for (const [index, [write]] of rows.entries())
      for (const [other, [another]] of rows.entries()) {
        const areDeletions = write.kind === 'delete' && another.kind === 'delete';
        const isSame = isSameWrite(writeKey(write), writeKey(another));
        expect([write, another, isSame]).toEqual([write, another, index === other || areDeletions]);
      }
    const deletion = { kind: 'delete', set: setArn(1) } as const;
    expect(isSameWrite({ ...deletion, atScale: 0 }, { ...deletion, atScale: 100 })).toBe(false);
  });

  test('of scaling is kept in a tag that reads back as it was', () => {
    const flags = fc.record({
      scaleInSuspended: fc.boolean(),
      scaleOutSuspended: fc.boolean(),
      scheduledSuspended: fc.boolean(),
    });
    fc.assert(
      fc.property(flags, (state) => {
        expect(parseScaling(formatScaling(state))).toEqual(state);
      }),
    );
    expect(formatScaling(scaling)).toMatch(/^[\w :]+$/);
    expect(parseScaling('{"in":true}')).toBeNull();
  });
});

const trouble = (changes: Partial<Trouble>): Trouble => ({
  kind: 'busy',
  action: 'ecs:CreateTaskSet',
  resource: 'shop',
  code: 'SomeException',
  message: 'no',
  ...changes,
});

describe('a write that fails', () => {
  const write: Write = { kind: 'create-green', request };
  /** After how many seconds of failing every 5 s it is given up, and whether the release then goes back. */
  const givenUpAfter = (
    last: Trouble,
    failing: Write = write,
    isBakePassed = false,
  ): { readonly seconds: number; readonly doesGoBack: boolean } | null => {
    let memory = aMemory({ isBakePassed });
    for (let ms = 0; ms <= 700_000; ms += 5000) {
      const nowMs = noon + ms;
      const scene = sceneOf(plan, aWorld(), memory);
      memory = evolveTrouble(scene, memory, { write: failing, trouble: last, nowMs, isRollback: false });
      if (abandonedAs(memory, failing) !== undefined)
        return { seconds: ms / 1000, doesGoBack: memory.failure !== null };
    }
    return null;
  };

  test.each([
    ['denied', trouble({ kind: 'denied' }), 0],
    ['refused', trouble({ kind: 'refused' }), 0],
    ['throttled', trouble({ kind: 'busy' }), 300],
    ['lost', trouble({ kind: 'lost' }), 300],
    [
      'refused for an association that is not known yet',
      trouble({ kind: 'refused', message: 'The target group … does not have an associated load balancer.' }),
      120,
    ],
    [
      'refused because five sets exist',
      trouble({ kind: 'refused', message: '5 deployments exist on the service' }),
      600,
    ],
    ['refused by a limit', trouble({ kind: 'refused', code: 'LimitExceededException' }), 600],
  ])('is abandoned, when %s, after %# its time', (_name, last, seconds) => {
    expect(givenUpAfter(last)).toEqual({ seconds, doesGoBack: true });
  });

  test('does not roll back when it only cleans up', () => {
    const denied = trouble({ kind: 'denied' });
    const tidied = { seconds: 0, doesGoBack: false };
    expect(givenUpAfter(denied, { kind: 'delete', set: setArn(1), atScale: 100 })).toEqual(tidied);
    expect(givenUpAfter(denied, { kind: 'untag-service', names: ['blue'] })).toEqual(tidied);
    expect(givenUpAfter(denied, { kind: 'write-scaling', state: scaling }, true)).toEqual(tidied);
  });

  test('without an answer is looked for before it is sent again', () => {
    const scene = sceneOf(plan, aWorld(), aMemory());
    const after = (kind: Trouble['kind']): Memory =>
      evolveTrouble(scene, aMemory(), { write, trouble: trouble({ kind }), nowMs: noon, isRollback: false });
    const [lost, busy] = [after('lost'), after('busy')];
    expect([lost.pending?.write, busy.pending]).toEqual([write, null]);
  });

  test('for its scale is distinguished from other refusals', () => {
    expect(isRefusedForScale(trouble({ kind: 'refused', message: 'scale must be 0' }))).toBe(true);
    expect(isRefusedForScale(trouble({ kind: 'refused', message: 'primary task set' }))).toBe(false);
    expect(isRefusedForScale(trouble({ kind: 'denied', message: 'scale' }))).toBe(false);
  });
});

describe('the tags of blue that are not ours', () => {
  const createdFrom = (otherTags: Readonly<Record<string, string>>) => {
    const [blue] = aWorld().taskSets;
    const world = aWorld({ taskSets: [{ ...blue!, settings: { ...blue!.settings, otherTags } }] });
    return creation(sceneOf(plan, world, aMemory()), revision(2))!;
  };

  test('reach green', () => {
    expect(createdFrom({ team: 'shop' }).settings.otherTags).toEqual({ team: 'shop' });
  });

  test('leave room for our own among the fifty that ECS allows', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, k) => [`t${String(k + 100)}`, 'x']));
    const { tags, settings } = createdFrom(many);
    expect(Object.keys(formatSetTags('shop', tags)).length + Object.keys(settings.otherTags).length).toBe(50);
    expect(Object.keys(settings.otherTags)[0]).toBe('t100');
  });
});

describe('the tag of the GitHub environment', () => {
  test.each([
    ['production', { environment: 'production' }],
    ['eu west/prod@2', { environment: 'eu west/prod@2' }],
    [null, {}],
    ['prod (eu)', { environment: 'prod (eu)' }],
    ['🚀', { environment: '🚀' }],
  ])('of %s', (environment, tags) => {
    const asked = aPlan({ release: { ...plan.release, environment } });
    const { tags: all } = creation(sceneOf(asked, aWorld(), aMemory()), revision(2))!;
    expect(Object.entries(all).filter(([name]) => name === 'environment')).toEqual(Object.entries(tags));
  });
});
