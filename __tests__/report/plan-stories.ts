import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { revisionDiff } from '../../src/domain/common/revision/diff.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import { aCandidate } from '../support/candidates.ts';
import {
  a,
  aGroup,
  aRule,
  aService,
  aSet,
  aTarget,
  aWorld,
  b,
  groupsFor,
  listener,
  noon,
} from '../support/worlds.ts';
import { shopPlan } from './stories.ts';
import { beginReport, endReport, type Report } from '../../src/domain/common/report/report.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const container = {
  name: 'web',
  image: 'repo/web:v1',
  environment: [{ name: 'API_KEY', value: 'hunter2' }],
};
const [before, after] = [
  { family: 'web', cpu: '256', containerDefinitions: [container] },
  {
    family: 'web',
    cpu: '512',
    containerDefinitions: [
      { ...container, image: 'repo/web:v2', environment: [{ name: 'API_KEY', value: 'correct horse' }] },
    ],
  },
];

export const toPlan: Request = {
  ...shopPlan,
  command: 'plan',
  traffic: { ...shopPlan.traffic, testListener: listener(8443) },
};
const sets = [
  aSet(41, { tags: { release: '90-shop' } }),
  aSet(40, { status: 'ACTIVE', group: b, tags: { release: '89-shop' } }),
];

/** Blue live on two rules, warm blue of the release before in the idle group, and a test listener. */
export const toRelease: World = aWorld({
  taskSets: sets,
  groups: groupsFor(sets).map((group) => aGroup(group.arn, { ...group, deregistrationDelaySeconds: 300 })),
  service: aService({
    tags: {
      fence: '7:90.1',
      blue: sets[1]!.arn,
      green: sets[0]!.arn,
      'lease-until': '2026-03-01T12:10:00.000Z',
    },
  }),
  rules: [
    aRule([[a, 100]]),
    aRule(
      [
        [a, 100],
        [b, 0],
      ],
      { port: 443, priority: 10, hosts: ['shop.example.com'] },
    ),
    aRule(
      [
        [a, 1],
        [b, 0],
      ],
      { port: 8443 },
    ),
  ],
  candidate: aCandidate({
    content: after,
    changes: revisionDiff(before, after),
    roleArns: ['arn:aws:iam::111122223333:role/web'],
  }),
});

/** The story of a plan of this world, from its beginning to its end. */
export function planned(world: World, request: Request = toPlan): Report {
  const memory = blankMemory(noon);
  const step = decideNextStep(request, world, memory);
  if (step.act.kind !== 'end') throw new Error('a plan ends at once');
  const { result, message, details } = step.act;
  const story = continueReport(beginReport(request, noon), step, world, memory);
  return endReport(story, { result, reason: step.reason, message, details }, noon + 1000);
}

/** Another service has a target in the live group. */
const sharedGroups = toRelease.groups.map((group) =>
  group.arn === a ? { ...group, targets: [...group.targets, aTarget(9, 0)] } : group,
);

export const planGallery: Readonly<Record<string, Report>> = {
  planned: planned(toRelease),
  'planned with a risk taken': planned(
    { ...toRelease, groups: sharedGroups },
    { ...toPlan, ignored: riskCodes },
  ),
  'planned and refused': planned({
    ...toRelease,
    groups: sharedGroups,
    candidate: aCandidate({
      problems: ['container "api" is not in file deploy/web.json: its containers are web'],
    }),
  }),
};
