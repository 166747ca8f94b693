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
import type { VanishedRun } from '../../src/report/sweep/abandoned.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { anAws } from '../support/scenarios.ts';
import { blue, green, leased, onB } from '../support/sweep-worlds.ts';
import { stampedComment } from '../../src/report/stamp.ts';
import { gallery } from './stories.ts';
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

/** The comment of a release as its run left it in the bake, with the task sets of the fake account. */
const leftInBake = (baking: Report): string =>
  stampedComment(baking)
    .replaceAll(/\b(web:|ecs-svc\/)4(?=[12]\b)/g, '$1')
    .replaceAll(/\brun(s\/| )100\b/g, 'run$195');

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
    {
      releaseId: '95-shop',
      runId: 95,
      left: leftInBake(gallery['baking']!).replaceAll('200-shop', '95-shop'),
    },
  ];
}

/** The same of a run that vanished after its switch. Its blue is kept. */
export function abandonedLive(
  named: Pick<Request, 'service' | 'cluster'> = { cluster: 'main', service: 'shop' },
  baking = gallery['baking']!,
): readonly [SweptState, VanishedRun] {
  const request = commandPlan('sweep', named);
  const world = keptAfterSwitch(named.service).truth(request.release.id);
  return [
    sweptState(request, { first: world, last: world, done: [] }),
    { releaseId: `95-${named.service}`, runId: 95, left: leftInBake(baking) },
  ];
}

/** Release 95 is live, and its blue is kept for ten minutes more. */
export const keptAfterSwitch = (service = 'shop'): FakeAws =>
  anAws('good', (state) => {
    const tags = {
      release: `95-${service}`,
      run: '95.1',
      repository: 'acme/shop',
      pull: '7',
      blue: 'ecs-svc/1',
    };
    onB(state);
    state.sets = [green({ tags }), blue()];
    state.tags = leased(600_000);
  });
