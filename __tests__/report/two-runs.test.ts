// Another run acts while a run works: what its end shows of now is so.
import { describe, expect, test } from '@jest/globals';
import { beginReport, endReport, type Report } from '../../src/domain/common/report/report.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { stateOf } from '../../src/report/messages/state.ts';
import { stampedComment } from '../../src/report/stamp.ts';
import { resultOf } from '../../src/report/outputs.ts';
import { pictureOfFake } from '../support/claims-fake.ts';
import { untrueIn } from '../support/claims.ts';
import { another, commandPlan, released, staged, stagePlan, warm, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

interface Meeting {
  readonly aws: FakeAws;
  /** The step of the first run after which the other run does all its work. `null`: they don't meet. */
  readonly at: Step['reason'] | null;
  readonly other: (aws: FakeAws) => void;
}

/** How the first run ends, and everything in its end that is not so. */
function endOf(request: Request, { aws, at, other }: Meeting) {
  let report: Report = beginReport(request, aws.nowMs);
  let reached: Step['reason'] | null = null;
  let hasMet = false;
  const { ending, reason } = runRelease(aws, request, {
    onStep: (step, world, memory) => {
      report = continueReport(report, step, world, memory);
      reached = step.reason;
    },
    meddle: () => {
      if (hasMet || at === null || reached !== at) return;
      hasMet = true;
      other(aws);
    },
  });
  if (ending === null || reason === null) throw new Error('the run has no end');
  report = endReport(report, { ...ending, reason }, aws.nowMs);
  const { deployment, words } = stateOf(report);
  const live = aws.live().map(({ n }) => `ecs-svc/${String(n)}`);
  const isLive = report.green !== null && live.includes(report.green.id);
  const untrue = [
    ...untrueIn(stampedComment(report), pictureOfFake(aws, request)),
    ...(deployment === 'success' && !isLive ? ['success, and not live'] : []),
    ...(deployment === 'inactive' && isLive ? ['inactive, and live'] : []),
    ...(resultOf(report).live?.taskSetArn.endsWith(live.join()) === false ? ['another is live'] : []),
  ];
  return { end: `${ending.result}, ${deployment}: ${words}`, untrue, report };
}

const run = (request: Request) => (aws: FakeAws) => void runRelease(aws, request);
const deploy = (runId: number) => run(another(aPlan(), runId));
/** A later release that returns production in its bake. */
const badDeploy = (aws: FakeAws): void => {
  aws.candidate = 'fails-live';
  deploy(300)(aws);
};
const command = (name: Request['command']) => run(another(commandPlan(name), 300));
const nobody = (): void => undefined;

/** A release that was staged and promoted by other runs. */
function promoted(): FakeAws {
  const aws = staged();
  runRelease(aws, commandPlan('promote'));
  return aws;
}
const ofOtherCommit = commandPlan('promote', {}, { expectedCommit: 'd'.repeat(40) });

describe('the end of a run says what is so, although another run acted', () => {
  test.each<[string, Request, () => FakeAws, Meeting['at'], Meeting['other'], string]>([
    [
      'a newer release in the warm time',
      ...([warmPlan(), () => anAws(), 'warm', deploy(300)] as const),
      'released, inactive: released, and no longer live',
    ],
    [
      'a newer release in the warm time that is rolled back',
      ...([warmPlan(), () => anAws(), 'warm', badDeploy] as const),
      'released, success: released',
    ],
    [
      'a rollback in the warm time',
      ...([warmPlan(), () => anAws(), 'warm', command('rollback')] as const),
      'stood-down, inactive: stood down for another run',
    ],
    [
      'a rollback in the bake',
      ...([warmPlan(), () => anAws(), 'baking', command('rollback')] as const),
      'stood-down, inactive: stood down for another run',
    ],
    [
      'a teardown in the warm time',
      ...([warmPlan(), () => anAws(), 'warm', command('teardown')] as const),
      'released, success: released',
    ],
    [
      'a stage in the warm time',
      ...([warmPlan(), () => anAws(), 'warm', run(another(stagePlan(), 300))] as const),
      'released, success: released',
    ],
    [
      'a sweep in the warm time',
      ...([warmPlan(), () => anAws(), 'warm', command('sweep')] as const),
      'released, success: released',
    ],
    [
      'a newer release in the warm time of a promote',
      ...([commandPlan('promote', { warmSeconds: 900 }), () => staged(), 'warm', deploy(300)] as const),
      'released, inactive: released, and no longer live',
    ],
    [
      'the same promote again, in its bake',
      ...([
        commandPlan('promote', { warmSeconds: 900 }),
        () => staged(),
        'baking',
        command('promote'),
      ] as const),
      'stood-down, success: stood down for another run',
    ],
    [
      'a rollback while a teardown begins',
      ...([commandPlan('teardown'), () => warm(), 'fence-settling', command('rollback')] as const),
      'stood-down, success: stood down for another run',
    ],
    [
      'a newer release before the switch',
      ...([aPlan(), () => anAws(), 'waiting-for-ready', deploy(300)] as const),
      'stood-down, inactive: stood down for another run',
    ],
    [
      'a newer release after a rollback that releases again',
      ...([commandPlan('rollback', { warmSeconds: 900 }), () => released(), 'warm', deploy(300)] as const),
      'released, inactive: rolled back, an earlier version re-released, and no longer live',
    ],
    [
      'a promote before the stage is run again',
      ...([stagePlan(), promoted, null, nobody] as const),
      'staged, success: already promoted',
    ],
    [
      'a stage of another commit than a promote asks for',
      ...([ofOtherCommit, () => staged(), null, nobody] as const),
      'refused, inactive: not released, nothing was changed',
    ],
  ])('%s', (_, request, aws, at, other, end) => {
    expect(endOf(request, { aws: aws(), at, other })).toMatchObject({ end, untrue: [] });
  });
});

describe('while another run holds the service', () => {
  const onlyClaims = (aws: FakeAws): void => {
    runRelease(aws, another(aPlan(), 300), { killAfterWrite: 1 });
  };
  const { report } = endOf(warmPlan(), { aws: anAws(), at: 'warm', other: onlyClaims });

  test('nothing is promised of blue', () => {
    const comment = commentOf(report);
    expect(comment).toContain('Blue `web:1` is still there.');
    expect(comment).toContain(
      '[run 300.1](https://github.com/acme/shop/actions/runs/300/attempts/1) has taken the service over, and it deletes blue',
    );
    expect(comment).not.toContain('aws ');
    expect(resultOf(report)).toMatchObject({ rollback: { isReady: true }, blueKeptUntil: null });
  });
});
