// The account of the exhaustive check, with a clock and a reader.
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { carryOut, withWeights, type Account, type Weights as PairWeights } from '../prove/account.ts';
import { drainingMs } from '../prove/set-state.ts';
import { observe } from '../prove/observation.ts';
import { account, plan } from '../prove/start-parts.ts';

import { noon, revision, a, b, c } from '../support/worlds.ts';
import { cannot, type Model, type Reads } from './model.ts';
import type { Event, Given, Unknowns, Weights } from './story.ts';

interface Clocked {
  account: Account;
  nowMs: number;
}

export function accountModel({ unknowns = {}, ...given }: Given): Model {
  checkGiven(given);
  checkUnknowns(unknowns);
  const world: Clocked = { account: begin(given), nowMs: noon };
  return {
    scope: 'account',
    groups: { a, b, c },
    delayMs: drainingMs,
    patienceMs: 60_000,
    now: () => world.nowMs,
    pass: () => {
      world.nowMs += 500;
      return Promise.resolve();
    },
    revision: (version) => (version === 'good' ? revision(2) : cannot(`version that is ${version}`)),
    send: (write) => Promise.resolve(send(world, write)),
    plain: (call) => cannot(call),
    happen: async (event) => {
      await Promise.resolve();
      happen(world, event);
    },
    reads: readsOf(() => observe(world.account, plan, world.nowMs)),
  };
}

function checkGiven({ desired = 2, controller, scaling }: Given): void {
  if (desired !== 2) cannot('other number of tasks than two');
  if (controller !== undefined) cannot('other controller');
  if (scaling !== undefined) cannot('auto scaling');
}

function checkUnknowns({
  spentToken,
  deleteAboveZero,
  drainingSets,
  missingSet,
  emptyLists,
}: Unknowns): void {
  if (spentToken === 'error' || spentToken === 'new') cannot('other way with a spent token');
  if (deleteAboveZero === 'refuse') cannot('refusal of a set above scale 0');
  if (drainingSets !== undefined) cannot('limit of five');
  if (missingSet === 'absent') cannot('two ways to say that a set does not exist');
  if (emptyLists === 'left out') cannot('lists that are left out');
}

function begin({ http = {}, https = {}, hasBlue = true }: Given): Account {
  const pair = (asked: Weights, usual: PairWeights): PairWeights => {
    const { a: onA, b: onB } = asked;
    if (Object.keys(asked).length === 0) return usual;
    return { ...(onA === undefined ? {} : { a: onA }), ...(onB === undefined ? {} : { b: onB }) };
  };
  const rules = [
    { a: 100, b: 0 },
    { a: 70, b: 0, isSticky: true },
  ];
  const world = account({ rules, ...(hasBlue ? {} : { sets: [] }) });
  const first = withWeights(world, 0, pair(http, { a: 100, b: 0 }), noon);
  return withWeights(first, 1, pair(https, { a: 70, b: 0 }), noon);
}

function send(world: Clocked, write: Write): Outcome {
  const landed = carryOut(world.account, write, world.nowMs);
  if (landed.account !== null) world.account = landed.account;
  return landed.outcome;
}

function happen(world: Clocked, event: Event): void {
  if (event.kind !== 'tags-wiped') cannot(event.kind);
  world.account = { ...world.account, tags: {} };
}

function readsOf(look: () => World): Reads {
  const seen = <T>(part: (world: World) => T): Promise<T> => Promise.resolve(part(look()));
  return {
    service: () => seen(({ service, taskSets }) => ({ service, sets: taskSets })),
    tasks: ({ arn }) => seen(({ taskSets }) => taskSets.find((set) => set.arn === arn)?.tasks ?? []),
    rules: () => seen(({ rules }) => rules),
    targets: (group) => seen(({ groups }) => groups.find(({ arn }) => arn === group)?.targets ?? []),
    oneOff: () => seen(({ oneOffTasks }) => oneOffTasks),
    stops: () => seen(({ stoppedTasks }) => stoppedTasks),
    scaling: () => seen(({ scaling }) => scaling),
    answer: () => cannot('way to ask for a page'),
    isRegistered: () => cannot('task definitions'),
    outline: () => cannot('outline'),
  };
}
