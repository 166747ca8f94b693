// Users who come again and again with the cookies of the load balancer, and the worlds in which these keep them on a group.
import { expect } from '@jest/globals';
import type { Traffic } from '../../sandbox/meter/spawn.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { Inputs, RunOptions, Stage } from './acceptance-stage.ts';

const quick: Inputs = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
/** Blue is kept, so that another command ends it. */
export const stickyV2: Inputs = { ...quick, image: 'web:v2', 'warm-time': '10m', teardown: 'defer' };
/** The release after it. */
export const stickyV3: Inputs = { ...quick, image: 'web:v3', 'warm-time': '0' };

type Unknowns = NonNullable<SandboxSpec['unknowns']>;

/** Each answer renews a cookie, and it counts where a forward isn't sticky. */
export const honoured: Unknowns = { renewsStickiness: true, honoursOffCookies: true };

/** What is not established about cookies, played both ways. */
export const cookiePositions: readonly (readonly [string, Unknowns])[] = [
  ['as AWS documents cookies', {}],
  ['with cookies that each answer renews, honoured while stickiness is off', honoured],
  ['with cookies that are honoured for a group outside the rule', { honoursOutsideCookies: true }],
];

/** Cookies of 300 s, longer than any case. */
export function stickyWorld(
  unknowns: Unknowns = {},
  options: Parameters<typeof webService>[0] = {},
): SandboxSpec {
  const spec = webService({ stickinessSeconds: 300, ...options }, { unknowns });
  const v3 = { command: ['node', 'sandbox/apps/v2.ts'], env: { VERSION: 'v3' } };
  return { ...spec, apps: { ...spec.apps, 'web:v3': v3 } };
}

/** With a test listener, and a rule `never` for `/session` that never was sticky: its users have the cookies of the others. */
export function mixedWorld(unknowns: Unknowns): SandboxSpec {
  const spec = stickyWorld(unknowns, { hasTestListener: true });
  const never = {
    ...{ name: 'never', priority: 7, paths: ['/session'] },
    actions: [{ type: 'forward' as const, groups: { 'web-a': 100, 'web-b': 0 } }],
  };
  const loadBalancers = (spec.loadBalancers ?? []).map((balancer) => ({
    ...balancer,
    listeners: (balancer.listeners ?? []).map((listener) =>
      listener.name === 'http' ? { ...listener, rules: [...(listener.rules ?? []), never] } : listener,
    ),
  }));
  return { ...spec, loadBalancers };
}

/** The target groups are sticky themselves: ELB refuses a forward with both of them and without stickiness (fact 30). */
export function stickyGroups(unknowns: Unknowns = {}): SandboxSpec {
  const spec = stickyWorld(unknowns);
  const targetGroups = (spec.targetGroups ?? []).map((group) =>
    group.name.startsWith('web-') ? { ...group, stickinessSeconds: 300 } : group,
  );
  return { ...spec, targetGroups };
}

/** Eight users, each with the cookies that it was given. Resolves when this version alone serves them. */
export async function returning(stage: Stage, version: string, alsoAt: string = ''): Promise<Traffic> {
  const url = stage.sandbox.listenerUrl('http');
  const urls = alsoAt === '' ? [url] : [url, `${url}${alsoAt}`, url];
  // A node that does not know the last write yet would give them the cookie of the group before. Whether one is left
  // can be asked only of users without cookies: those of the case may stay where they were.
  const newcomers = await stage.moreTraffic({ urls, rate: 20 });
  await servedBy(newcomers, version);
  await expectNoLoss(newcomers);
  const traffic = await stage.moreTraffic({ urls, rate: 8, isReturning: true });
  await servedBy(traffic, version);
  return traffic;
}

/** A release that waits before green's label, its smoke test passed. `goOn` lets it continue. */
export async function heldAtLabel(
  stage: Stage,
  inputs: Inputs,
  options: RunOptions,
): Promise<{ readonly goOn: () => Promise<ActionResult> }> {
  const { faults } = stage.sandbox;
  const held = faults.add({ operation: 'UpdateServicePrimaryTaskSet', kind: 'hold', when: 'before' });
  const run = stage.start(inputs, options);
  await stage.until('green has passed its smoke test', () =>
    faults.list().some(({ id, hits }) => id === held && hits > 0),
  );
  return {
    goOn: () => {
      faults.remove(held);
      return run.result;
    },
  };
}

/** A whole second in which this version alone answered. */
export async function servedBy(traffic: Traffic, version: string): Promise<void> {
  const from = traffic.snapshot().seconds.length;
  await traffic.waitUntil(
    ({ seconds }) => seconds.slice(from + 2).some(({ versions }) => Object.keys(versions).join() === version),
    60_000,
  );
}

export async function expectNoLoss(traffic: Traffic): Promise<void> {
  const { failed, failuresByReason } = await traffic.stop();
  expect({ failed, failuresByReason }).toEqual({ failed: 0, failuresByReason: {} });
}

export const testListenerOf = (stage: Stage): Inputs => ({
  'test-rule': stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '',
});

/** Whether the default action of the listener keeps users by a cookie. */
export const isStickyNow = (stage: Stage, rule = 'http:default'): boolean =>
  JSON.stringify(stage.rule(rule).actions).includes('"Enabled":true');
