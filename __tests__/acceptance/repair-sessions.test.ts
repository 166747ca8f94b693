// Rules that are reset while users hold cookies of the load balancer: the repair leaves nobody where nothing serves.
import { expect } from '@jest/globals';
import type { Traffic } from '../../sandbox/meter/spawn.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, productionRules } from '../support/bad-luck.ts';
import {
  expectServing,
  nextRun,
  overRelease,
  rollbackInputs,
  statusInputs,
  sweepInputs,
} from '../support/command-steps.ts';
import { paste, resetToOneGroup } from '../support/resets.ts';
import { cookiePositions, returning, servedBy, stickyGroups, stickyWorld } from '../support/sticky-users.ts';

const positions: readonly (readonly [string, SandboxSpec['unknowns']])[] = [
  [
    'with cookies that each answer renews, honoured while stickiness is off',
    { renewsStickiness: true, honoursOffCookies: true },
  ],
  ['with cookies that are honoured for a group outside the rule', { honoursOutsideCookies: true }],
];

/** As it was before the first release: both groups, and sticky. */
function resetSticky(stage: Stage): void {
  for (const rule of productionRules) {
    const forward = {
      type: 'forward',
      groups: { 'web-a': 100, 'web-b': 0 },
      stickinessSeconds: 300,
    } as const;
    const actions = rule === 'login' ? [{ type: 'authenticate-oidc' } as const, forward] : [forward];
    stage.sandbox.control.setActions({ rule, actions });
  }
}

const forms = [
  ['the weights back, and sticky', resetSticky, rollbackInputs],
  ['one group left in the rule', resetToOneGroup, { ...sweepInputs, 'on-drift': 'restore' }],
] as const;

for (const [position, unknowns] of positions)
  chapter(`rules that were reset, ${position},`, () => {
    for (const [form, reset, inputs] of forms)
      // Covers: reset-sessions
      acceptance(
        `are repaired for users with old cookies too, and open WebSockets stay (${form})`,
        {
          world: webService({ stickinessSeconds: 300 }, { unknowns }),
          webSockets: 2,
          freeTags: ['repaired', 'swept-at'],
          hasDowntime: true,
        },
        async (stage) => {
          const urls = [stage.sandbox.listenerUrl('http')];
          const users = await stage.moreTraffic({ urls, rate: 8, isReturning: true });
          await users.waitUntil(({ versions }) => (versions['v1'] ?? 0) > 16, 60_000);
          await overRelease(stage);
          await stage.until('both WebSockets are on green', () => openOn(stage, 'v2') === 2);
          reset(stage);
          const before = users.snapshot().failed;
          await stage.until('users get no answer', () => users.snapshot().failed > before);
          const run = await stage.release(inputs, nextRun(stage));
          expect(endOf(run)).toEqual({ exitCode: 0, result: 'repaired', reason: 'repaired' });
          await expectServing(stage, 'web-b', 'v2');
          const repairedAt = users.snapshot().seconds.length;
          await users.waitUntil(({ seconds }) => seconds.length > repairedAt + 6, 60_000);
          expect(stage.lostWhileServed()).toBe(0);
          expect(openOn(stage, 'v2')).toBe(2);
        },
      );
  });

chapter('rules that were reset, with groups that have sessions of their own,', () => {
  // Covers: reset-own-sessions
  acceptance(
    'are repaired where one group is left, although ELB refuses both without sessions',
    {
      world: stickyGroups({ renewsStickiness: true, honoursOffCookies: true }),
      freeTags: ['repaired', 'sessions'],
      hasDowntime: true,
    },
    async (stage) => {
      const users = await unserved(stage, resetToOneGroup);
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'repaired', reason: 'repaired' });
      expect(run.log).not.toContain('InvalidLoadBalancerAction');
      await expectServing(stage, 'web-b', 'v2');
      await servedBy(users, 'v2');
      expect(stage.lostWhileServed()).toBe(0);
    },
  );
});

chapter('the commands that status prints for reset rules', () => {
  const [, position] = cookiePositions;
  const cases = [
    ['the weights back, and sticky', stickyWorld(position?.[1]), resetSticky],
    ['one group left, and groups with sessions of their own', stickyGroups(position?.[1]), resetToOneGroup],
  ] as const;
  for (const [form, world, reset] of cases)
    // Covers: reset-pasted
    acceptance(
      `are accepted as they are, and leave nobody on the empty group (${form})`,
      { world, freeTags: ['sessions'], hasDowntime: true },
      async (stage) => {
        const users = await unserved(stage, reset);
        const seen = await stage.release(statusInputs, nextRun(stage));
        expect(await paste(stage, seen.log)).toBe(4);
        await expectServing(stage, 'web-b', 'v2');
        await servedBy(users, 'v2');
        expect(stage.lostWhileServed()).toBe(0);
      },
    );
});

/** Returning users after a release, whose rules something else then reset: they get no answer. */
async function unserved(stage: Stage, reset: (stage: Stage) => void): Promise<Traffic> {
  const users = await returning(stage, 'v1');
  await overRelease(stage);
  await servedBy(users, 'v2');
  reset(stage);
  const before = users.snapshot().failed;
  await stage.until('users get no answer', () => users.snapshot().failed > before);
  return users;
}

/** WebSockets that are open on this version. */
function openOn({ traffic }: Stage, version: string): number {
  const last = new Map<number, string | null>();
  for (const { client, event, version: on } of traffic?.snapshot().webSocketEvents ?? [])
    last.set(client, event === 'opened' ? on : null);
  return [...last.values()].filter((on) => on === version).length;
}
