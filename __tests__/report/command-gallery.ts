// What is told of the commands besides deploy, each after it has run on the fake account.
import type { Request } from '../../src/domain/common/request/request.ts';
import { observedReport } from '../../src/domain/task-sets/report/report.ts';
import {
  cleanRun,
  commandPlan,
  forwardOnly,
  released,
  staged,
  stagePlan,
  warm,
} from '../support/commands.ts';
import type { SweptState } from '../../src/domain/common/report/swept.ts';
import { sweptState } from '../../src/domain/task-sets/report/swept.ts';
import type { VanishedRun } from '../../src/report/messages/abandoned.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { anAws } from '../support/scenarios.ts';
import { endReport, lateReport, type Report } from '../../src/domain/common/report/report.ts';

/** What is told of a command after it has run. */
export function toldOf(aws: FakeAws, request: Request): Report {
  const { ending, reason } = cleanRun(aws, request);
  if (ending === null || reason === null) throw new Error('the run has no end');
  const seen = observedReport(lateReport(request, aws.nowMs), aws.truth(request.release.id));
  return endReport(seen, { ...ending, reason }, aws.nowMs);
}

const keeping = (): Request => {
  const request = commandPlan('rollback');
  return { ...request, goal: { ...request.goal, keepRolledBackSeconds: 86_400 } };
};

/** By name, to be looked at. */
export const commandGallery: Readonly<Record<string, () => Report>> = {
  staged: () => toldOf(anAws(), stagePlan({ smoke: { url: 'https://test.example.com' } })),
  'status of a warm release': () => toldOf(warm(), commandPlan('status')),
  'status of what is staged': () => toldOf(staged(), commandPlan('status')),
  'status without a blue': () => toldOf(released(), commandPlan('status')),
  'rolled back to warm blue': () => toldOf(warm(), commandPlan('rollback')),
  'rolled back, green kept': () => toldOf(warm(), keeping()),
  'rolled back anew': () => toldOf(released(), commandPlan('rollback')),
  'rollback refused': () => toldOf(forwardOnly(warm()), commandPlan('rollback')),
  'torn down': () => toldOf(warm(), commandPlan('teardown')),
  'nothing to tear down': () => toldOf(released(), commandPlan('teardown')),
  'nothing to promote': () => toldOf(released(), commandPlan('promote')),
};

/** What a sweep tells in place of a run that vanished before anybody saw its green. */
export function abandoned(): readonly [SweptState, VanishedRun] {
  const request = commandPlan('sweep');
  const done = [
    'deleted ecs-svc/2 (web:2) of release 95-shop: without traffic, and its run is over',
    'restored suspended auto scaling',
  ];
  const world = anAws().truth(request.release.id);
  return [
    sweptState(request, { first: world, last: world, done }),
    { releaseId: '95-shop', runId: 95, others: null },
  ];
}
