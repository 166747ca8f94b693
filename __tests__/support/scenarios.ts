import type { TaskCheck } from '../../src/domain/common/checks/check.ts';
import type { Migration } from '../../src/domain/common/migrations/migration.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { FakeAws } from './fake-aws.ts';
import { withSessions } from './fake-rules.ts';
import { aFakeSet, type Behaviour, type FakeState } from './fake-state.ts';
import { standing, wrongEnd, type Run } from './fake-release.ts';
import { a, aPlan, aRule, aTarget, b, ruleArn } from './worlds.ts';

/** A way a release can go, and how it has to end however often it is interrupted. */
export interface Scenario {
  readonly name: string;
  readonly aws: () => FakeAws;
  readonly plan?: Request;
  readonly result: 'released' | 'rolled-back' | 'failed';
  /** Who is left and live; `green` stands for the set of the last release. */
  readonly standing: string;
  /** Targets of others stand in the idle group after the switch, and only a person may take them out. */
  readonly isIdleGroupTaken?: boolean;
}

export function anAws(
  candidate: Behaviour = 'good',
  change: (state: FakeState) => void = () => undefined,
): FakeAws {
  const aws = new FakeAws();
  aws.candidate = candidate;
  change(aws.state);
  return aws;
}

/** A green that is kept in case blue fails is kept for as long as its targets may drain. */
export function keptForAnHour(aws: FakeAws): FakeAws {
  aws.deregistrationSeconds = 3600;
  return aws;
}

export const testRule = ruleArn(8443, 1);

const withTestRule = (candidate: Behaviour): FakeAws => {
  const aws = anAws(candidate, (state) => {
    state.rules.push(
      aRule(
        [
          [a, 100],
          [b, 0],
        ],
        { port: 8443, priority: 1, paths: ['/*'] },
      ),
    );
  });
  aws.testRule = testRule;
  return aws;
};
/** Users keep sessions, on the test rule too. */
export const sticky = (candidate: Behaviour, seconds?: number): FakeAws => {
  const aws = withTestRule(candidate);
  withSessions(aws.state, seconds);
  return aws;
};
const withScaling = (candidate: Behaviour, sets?: FakeState['sets']): FakeAws =>
  anAws(candidate, (state) => {
    state.sets = sets ?? state.sets;
    state.scaling = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: true };
  });
const firstTime = (candidate: Behaviour): FakeAws =>
  anAws(candidate, (state) => {
    state.sets = [];
  });
/** The targets of another controller's tasks serve from the group that will be blue's. */
const movingIn = (candidate: Behaviour): FakeAws =>
  anAws(candidate, (state) => {
    state.sets = [];
    state.strays = [{ group: a, target: aTarget(200, 1) }];
  });
const adopting = (candidate: Behaviour): FakeAws =>
  anAws(candidate, (state) => {
    state.sets = [aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0, tags: {} })];
  });

const testPlan = aPlan({ traffic: { testRule } });
/** Networks can't be copied from a blue that is not there. */
const firstPlan = aPlan({
  overrides: { subnets: ['subnet-1'] },
  traffic: { productionListeners: [aRule([], { port: 80 }).listener, aRule([], { port: 443 }).listener] },
});

const [green, blue] = ['green PRIMARY; live: green', '1 PRIMARY; live: 1'];

/** A task in the VPC tests green, and production in the bake. */
export const inside: TaskCheck = {
  kind: 'task',
  name: 'inside',
  command: ['node', 'smoke.js'],
  container: null,
  revision: null,
  isInBake: true,
  timeoutSeconds: 900,
  secrets: [],
};
export const insidePlan: Request = {
  ...aPlan(),
  checks: [inside],
};

/** `expand`: a migration runs before green is made. `contract`: once blue is gone. */
export const migratingPlan = (kind: Migration['kind'], of = aPlan()): Request => ({
  ...of,
  migration: {
    ...{ kind, command: ['npm', 'run', 'migrate'], container: null, taskRole: null },
    timeoutSeconds: 600,
  },
});

export const scenarios: readonly Scenario[] = [
  { name: 'a good release', aws: () => anAws(), result: 'released', standing: green },
  {
    name: 'a good release with a migration',
    aws: () => anAws(),
    plan: migratingPlan('expand'),
    ...{ result: 'released', standing: green },
  },
  {
    name: 'a good release with a contract',
    aws: () => anAws(),
    plan: migratingPlan('contract'),
    ...{ result: 'released', standing: green },
  },
  {
    name: 'a good release with a test rule',
    aws: () => withTestRule('good'),
    plan: testPlan,
    result: 'released',
    standing: green,
  },
  {
    name: 'a good release of a service with sessions',
    aws: () => sticky('good'),
    plan: testPlan,
    result: 'released',
    standing: green,
  },
  {
    name: 'a good release of a service with sessions that outlast it',
    aws: () => sticky('good', 600),
    plan: testPlan,
    result: 'released',
    standing: green,
  },
  {
    name: 'a good release of a scaled service',
    aws: () => withScaling('good'),
    result: 'released',
    standing: green,
  },
  {
    name: 'a good release over an untagged blue',
    aws: () => adopting('good'),
    result: 'released',
    standing: green,
  },
  {
    name: 'a good first deployment',
    aws: () => firstTime('good'),
    plan: firstPlan,
    result: 'released',
    standing: green,
  },
  {
    name: 'a good release moving in',
    isIdleGroupTaken: true,
    aws: () => movingIn('good'),
    plan: firstPlan,
    result: 'released',
    standing: green,
  },
  {
    name: 'a good release that a task tests',
    aws: () => anAws(),
    plan: insidePlan,
    result: 'released',
    standing: green,
  },
  {
    name: 'a task that finds green broken',
    aws: () => anAws('fails-inside'),
    plan: insidePlan,
    result: 'rolled-back',
    standing: blue,
  },
  { name: 'green that crashes', aws: () => anAws('crashes'), result: 'rolled-back', standing: blue },
  { name: 'green that is unhealthy', aws: () => anAws('unhealthy'), result: 'rolled-back', standing: blue },
  {
    name: 'green that is unhealthy, in a scaled service',
    aws: () => withScaling('unhealthy'),
    result: 'rolled-back',
    standing: blue,
  },
  { name: 'a failing smoke test', aws: () => anAws('fails-smoke'), result: 'rolled-back', standing: blue },
  {
    name: 'a failing smoke test by the test rule',
    aws: () => withTestRule('fails-smoke'),
    plan: testPlan,
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'a failing smoke test over an untagged blue',
    aws: () => adopting('fails-smoke'),
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'probes that fail in the bake',
    aws: () => anAws('fails-live'),
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'probes that fail in the bake, with a green that is kept after the run',
    aws: () => keptForAnHour(anAws('fails-live')),
    plan: aPlan({ isKeptGreenAwaited: false }),
    result: 'rolled-back',
    standing: '1 PRIMARY, green ACTIVE; live: 1',
  },
  {
    name: 'targets that fail in the bake',
    aws: () => anAws('unhealthy-live'),
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'targets that fail in the bake, in a service with sessions',
    aws: () => sticky('unhealthy-live'),
    plan: testPlan,
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'tasks that die in the bake',
    aws: () => anAws('dies-live'),
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'a bake that fails over an untagged blue',
    aws: () => adopting('unhealthy-live'),
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'a bake that fails with a test rule',
    aws: () => withTestRule('unhealthy-live'),
    plan: testPlan,
    result: 'rolled-back',
    standing: blue,
  },
  {
    name: 'a first deployment that fails its smoke test',
    aws: () => firstTime('fails-smoke'),
    plan: firstPlan,
    result: 'rolled-back',
    standing: '; live: ',
  },
  {
    name: 'a first deployment that fails its bake',
    aws: () => firstTime('unhealthy-live'),
    plan: firstPlan,
    result: 'failed',
    standing: green,
  },
  {
    name: 'a first deployment that fails its bake, in a scaled service',
    aws: () => withScaling('unhealthy-live', []),
    plan: firstPlan,
    result: 'failed',
    standing: green,
  },
  {
    name: 'moving in with a failing bake',
    isIdleGroupTaken: true,
    aws: () => movingIn('unhealthy-live'),
    plan: firstPlan,
    result: 'rolled-back',
    standing: 'green PRIMARY; live: ',
  },
];

export const planOf = ({ plan: request }: Scenario): Request => request ?? aPlan();

/** What differs from the end that the scenario asks for: nothing, if all is well. */
export function differences(scenario: Scenario, aws: FakeAws, run: Run): string[] {
  const last = aws.sets().findLast(({ tags }) => tags.release !== '91-shop' && tags.release !== undefined);
  const stands =
    last === undefined
      ? standing(aws)
      : standing(aws).replaceAll(new RegExp(`\\b${String(last.n)}\\b`, 'g'), 'green');
  return wrongEnd(scenario, stands, run);
}
