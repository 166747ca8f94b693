// The fake account of the engine's tests and of the simulations, behind its fake ports.
import { FakeAws } from '../support/fake-aws.ts';
import { fakePorts } from '../support/fake-ports.ts';
import type { Behaviour } from '../support/fake-state.ts';

import { aForward, aRule, balancer, revision, a, b, c } from '../support/worlds.ts';
import { cannot, type Model } from './model.ts';
import type { Event, Given, GroupName, Unknowns, Version, Weights } from './story.ts';
import { throughPorts } from './through-ports.ts';

const groups = { a, b, c } as const;
const behaviours: Readonly<Record<Version, Behaviour>> = {
  good: 'good',
  slow: 'good',
  unhealthy: 'unhealthy',
  crashing: 'crashes',
};

export function fakeModel({ unknowns = {}, ...given }: Given): Model {
  const aws = new FakeAws();
  aws.testTask.lastsMs = Infinity;
  setUp(aws, given);
  setUnknowns(aws, unknowns);
  const place = { scope: 'fake', balancer: balancer('shop'), url: 'http://shop.example.net/' };
  return {
    ...throughPorts(fakePorts(aws, 'none'), place),
    scope: 'fake',
    groups,
    // What its groups say: `aGroup`.
    delayMs: 5000,
    patienceMs: 60_000,
    now: () => aws.nowMs,
    pass: () => {
      aws.nowMs += 200;
      return Promise.resolve();
    },
    revision: (version) => {
      aws.candidate = behaviours[version];
      return revision(2);
    },
    plain: (call) => cannot(call),
    happen: async (event) => {
      await Promise.resolve();
      happen(aws, event);
    },
  };
}

const weighted = (weights: Weights): (readonly [(typeof groups)[GroupName], number])[] =>
  Object.entries(weights).map(([name, weight]) => [groups[name as GroupName], weight] as const);

function setUp(aws: FakeAws, given: Omit<Given, 'unknowns'>): void {
  const { http = { a: 100, b: 0 }, https = { a: 70, b: 0, c: 30 }, desired = 2 } = given;
  const login = {
    type: 'other',
    kind: 'authenticate-oidc',
    raw: { Type: 'authenticate-oidc', Order: 1 },
  } as const;
  const sticky = aForward(weighted(https), { order: 2, stickiness: { enabled: true, durationSeconds: 3 } });
  aws.meddle((state) => {
    state.controller = given.controller ?? 'EXTERNAL';
    state.desired = desired;
    if (given.hasBlue === false) state.sets = [];
    state.scaling = given.scaling ?? null;
    state.rules = [
      aRule(weighted(http)),
      aRule([], { port: 443, priority: 10, hosts: ['shop.example.com'], actions: [login, sticky] }),
    ];
  });
}

function setUnknowns(aws: FakeAws, unknowns: Unknowns): void {
  aws.spentToken = unknowns.spentToken ?? 'old';
  aws.doesRefuseScaledDelete = unknowns.deleteAboveZero === 'refuse';
  if (unknowns.drainingSets === 'do not count') cannot('switch for what counts to the five');
  if (unknowns.missingSet === 'absent') cannot('two ways to say that a set does not exist');
  if (unknowns.emptyLists === 'left out') cannot('lists that are left out');
}

function happen(aws: FakeAws, event: Event): void {
  switch (event.kind) {
    case 'desired':
      aws.meddle((state) => {
        state.desired = event.count;
      });
      return;
    case 'tags-wiped':
      aws.meddle((state) => {
        state.tags = {};
      });
      return;
    case 'starts-to-answer':
      // A target of the fake is healthy by the clock.
      return;
  }
}
