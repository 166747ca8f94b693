// Worlds for the warning of a job on a runner that GitHub hosts.
import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aCheck, aTaskCheck, aVersionCheck } from './checks.ts';
import { a, aPlan, aRule, aWorld, b, ruleArn } from './worlds.ts';

type Changes = NonNullable<Parameters<typeof aPlan>[0]>;
type Row = readonly [what: string, world: Partial<World>, request: Request, words: readonly string[]];

const hosted = (changes: Changes = {}): Request =>
  aPlan({
    bake: { seconds: 300 },
    warmSeconds: 900,
    isHosted: true,
    ...changes,
    smoke: { paths: [], ...changes.smoke },
  });

const internal: Partial<World> = {
  loadBalancers: aWorld().loadBalancers.map((one) => ({ ...one, isInternal: true })),
};
const withTestRule = (world: Partial<World>): Partial<World> => ({
  ...world,
  rules: [
    ...aWorld().rules,
    aRule(
      [
        [a, 0],
        [b, 100],
      ],
      { port: 8443, priority: 1 },
    ),
  ],
});
const testRule = { traffic: { testRule: ruleArn(8443, 1) } };
const elsewhere = {
  smoke: { url: 'https://green.example.com' },
  bake: { seconds: 300, probeUrl: 'https://shop.example.com' },
};

export const hostedRunnerRows: readonly Row[] = [
  [
    'a test rule of an internal load balancer',
    withTestRule(internal),
    hosted(testRule),
    [
      "and load balancer shop is internal: the smoke test can't be run, and green is removed before the switch; production is not probed",
      'Test green in tasks in the VPC (task in tests.checks), run this job on a self-hosted runner',
    ],
  ],
  [
    'an internal load balancer without a test rule',
    internal,
    hosted(),
    ['is internal: the smoke test is skipped; production is not probed in the bake.'],
  ],
  [
    'a test in a task, which leaves only the probes of production',
    withTestRule(internal),
    hosted({ ...testRule, checks: [aTaskCheck('inside')] }),
    ['the smoke test is skipped; production is not probed in the bake.'],
  ],
  [
    'a check by request, next to one in a task',
    withTestRule(internal),
    hosted({ ...testRule, checks: [aTaskCheck('inside'), aCheck('cart')] }),
    ["the check cart can't be run, and green is removed before the switch"],
  ],
  [
    'a proof of the switch',
    internal,
    hosted({ ...elsewhere, bake: { seconds: 300 }, checks: [aVersionCheck()] }),
    ["the proof of the switch can't be run"],
  ],
  [
    'health-paths that only its own targets answer',
    {},
    hosted({ smoke: { paths: ['/ready'] } }),
    [
      "unless it is connected to the VPC: the smoke test can't be run, and green is removed before the switch. Test",
    ],
  ],
];

/** Which have no such warning. */
export const reachedWorlds: readonly (readonly [string, Partial<World>, Request])[] = [
  ['a runner in the VPC', withTestRule(internal), hosted({ ...testRule, isHosted: false })],
  ['a test rule that the internet reaches', withTestRule({}), hosted(testRule)],
  ['a test that nobody asks for', {}, hosted()],
  ['addresses that inputs name', internal, hosted(elsewhere)],
  [
    'checks with addresses of their own',
    internal,
    hosted({ ...elsewhere, checks: [aCheck('cart', { place: { url: 'https://green.example.com/cart' } })] }),
  ],
];
