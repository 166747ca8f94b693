import type { CommandStory } from './command-stories.ts';
import type { Goal, Request } from '../../src/domain/common/request/request.ts';
import { linesOf } from '../../src/domain/common/run/step.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from './fake-aws.ts';
import { runRelease, standing, wrongEnd, type Run } from './fake-release.ts';
import { aFakeSet, type Behaviour, type FakeState } from './fake-state.ts';
import { anAws } from './scenarios.ts';
import { a, aPlan, aRule, b } from './worlds.ts';

export type Changes = Parameters<typeof aPlan>[0];

/** A plan of this command as run 200 would be given it; deploys and stages of the stories before it are run 100's. */
export const commandPlan = (
  command: Request['command'],
  changes: Changes & { readonly goal?: never } = {},
  goal: Partial<Goal> = {},
): Request => ({
  ...aPlan({
    command,
    ...changes,
    release: {
      id: command === 'rollback' ? '200-shop-rollback' : '200-shop',
      runId: 200,
      runUrl: 'https://github.com/acme/shop/actions/runs/200',
      ...changes.release,
    },
  }),
  goal: { ...aPlan().goal, ...goal },
});

/** What run 100 does before the command under test. */
export const stagePlan = (changes: Changes = {}): Request => aPlan({ command: 'stage', ...changes });
export const warmPlan = (changes: Changes = {}): Request => aPlan({ warmSeconds: 900, ...changes });

export const withTestRule = (state: FakeState): void => {
  state.rules.push(
    aRule(
      [
        [a, 100],
        [b, 0],
      ],
      { port: 8443, priority: 1, paths: ['/*'] },
    ),
  );
};
export const scaled = (state: FakeState): void => {
  state.scaling = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: true };
};

/** The account after run 100 was at it, until it was about to take such a step. */
export function after(
  request: Request,
  dieBefore: (step: Step) => boolean = () => false,
  behaviour: Behaviour = 'good',
  change: (state: FakeState) => void = () => undefined,
): FakeAws {
  const aws = anAws(behaviour, change);
  aws.testRule = request.traffic.testRule;
  const run = runRelease(aws, request, { dieBefore });
  if (run.violations.length > 0) throw new Error(run.violations.join('\n'));
  aws.state.wayBackTo = 1;
  aws.candidate = 'good';
  return aws;
}

function isAt(reason: Step['reason']): (step: Step) => boolean {
  return (step) => step.reason === reason;
}

export const staged = (
  behaviour: Behaviour = 'good',
  change?: (state: FakeState) => void,
  changes: Changes = {},
): FakeAws => after(stagePlan(changes), undefined, behaviour, change);
/** It was not promoted in time. `again`: how its revision behaves when it is started again. */
export function expired(
  behaviour: Behaviour = 'good',
  change?: (state: FakeState) => void,
  changes: Changes = {},
  again: Behaviour = 'good',
): FakeAws {
  const aws = staged(behaviour, change, changes);
  aws.nowMs += 80 * 3_600_000;
  aws.candidate = again;
  return aws;
}
export const warm = (change?: (state: FakeState) => void, changes: Changes = {}): FakeAws =>
  after(warmPlan(changes), isAt('warm'), 'good', change);
export const baking = (behaviour: Behaviour = 'good'): FakeAws =>
  after(warmPlan(), isAt('baking'), behaviour);
export const released = (): FakeAws => after(aPlan());
/** The revision before is a bad one by now. */
export function releasedBeforeBad(): FakeAws {
  const aws = released();
  aws.candidate = 'fails-smoke';
  return aws;
}
/** Two rules of three on green when run 100 died. */
export function halfSwitched(): FakeAws {
  let count = 0;
  return after(warmPlan(), (step) => step.reason === 'switching' && ++count === 2);
}
/** Warm blue was lowered: one task of four. */
export function scaledDown(): FakeAws {
  const aws = warm((state) => {
    state.desired = 4;
  });
  aws.meddle(({ sets }) => {
    for (const set of sets) if (set.n === 1) set.scale = 25;
  });
  return aws;
}
/** The world in which the live set says of itself that its irreversible step has run. */
export function forwardOnly(aws: FakeAws): FakeAws {
  aws.meddle((state) => {
    state.sets = state.sets.map((set) =>
      set.n === 2 ? { ...set, tags: { ...set.tags, 'forward-only': 'migration 12' } } : set,
    );
  });
  return aws;
}

/** Two sets that some other tool made: 2 is live, 1 was before. */
export const foreignMade = (): FakeAws =>
  anAws('good', (state) => {
    state.sets = [
      aFakeSet(1, { tags: {}, group: b }),
      aFakeSet(2, { tags: {}, status: 'PRIMARY', liveSinceMs: 0 }),
    ];
    state.rules = [state.rules[0]!];
  });

/** What differs from the end that the story asks for: nothing, if all is well. */
export const wrongWith = (story: CommandStory, aws: FakeAws, run: Run): string[] =>
  wrongEnd(story, standing(aws), run);

/** A run on the account, which must have broken no invariant. */
export function cleanRun(aws: FakeAws, request: Request): Run {
  const done = runRelease(aws, request);
  if (done.violations.length > 0) throw new Error(done.violations.join('\n'));
  return done;
}

export const said = ({ ending }: Run): string =>
  (ending === null ? [] : [ending.message, ...linesOf(ending)]).join('\n');
export const kinds = ({ writes }: Run): readonly string[] => writes.map(({ kind }) => kind);
export const another = (request: Request, runId: number): Request => ({
  ...request,
  release: { ...request.release, id: `${String(runId)}-shop`, runId },
});
