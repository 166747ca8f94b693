import type { FoundRevision } from '../../src/domain/common/one-off-tasks/revision.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aCandidate } from './candidates.ts';
import { aCheck, aTaskCheck, aVersionCheck } from './checks.ts';
import { a, aGroup, aPlan, aRule, b } from './worlds.ts';

const rpc = [a, b].map((arn) => aGroup(arn, { protocolVersion: 'GRPC' }));
const behindLogin = [[a, b].map((arn) => [arn, arn === a ? 100 : 0] as const)].map((weights) => {
  const rule = aRule(weights);
  const login = { type: 'other', kind: 'authenticate-oidc', raw: {} } as const;
  return { ...rule, actions: [login, ...rule.actions] };
});

type Row = readonly [string, Partial<World>, Request | null, readonly string[]];

const named = (found: Partial<FoundRevision>): FoundRevision => ({
  ...{ status: 'ACTIVE', networkMode: 'awsvpc', containers: ['web'] },
  ...found,
});

/** Rows of `badWorlds` about the list of checks, and what else runs as a task. */
export const badChecks: readonly Row[] = [
  [
    'a check by a path at targets that speak gRPC',
    { groups: rpc },
    aPlan({ checks: [aCheck('home')], smoke: { paths: [] } }),
    ["the check home can't be sent to green: ", 'Give it a url'],
  ],
  [
    'a check of the bake behind a login',
    { rules: behindLogin },
    aPlan({ checks: [aCheck('home', { isInBake: true })] }),
    ["the check home can't be sent to production in the bake: the rule asks for a login"],
  ],
  [
    'a proof of the switch behind a login',
    { rules: behindLogin },
    aPlan({ checks: [aVersionCheck()] }),
    ["the check version can't prove the switch: ", 'the rule asks for a login', 'another name'],
  ],
  [
    'a test in a container that the task definition has not',
    { candidate: aCandidate({ containers: [{ name: 'web', ports: [8080] }] }) },
    aPlan({ checks: [aTaskCheck('inside', { container: 'smoke' })] }),
    ['the check inside runs in container "smoke", but', 'has only web'],
  ],
  ...(
    [
      [
        'no such task definition',
        null,
        ['runs in smoke:3, which does not exist in this account and region.'],
      ],
      ['one that is not active', named({ status: 'INACTIVE' }), ['runs in smoke:3, which is INACTIVE.']],
      [
        'one without the container behind the load balancer',
        named({ containers: ['smoke', 'log'] }),
        ['runs in container "web", but smoke:3 has only smoke, log. Name one of them in container.'],
      ],
      [
        'one in another network mode',
        named({ networkMode: null }),
        ['runs in smoke:3, which has the network mode bridge, and the tasks of green have awsvpc.'],
      ],
    ] as const
  ).map(([what, found, said]): Row => [
    `a test in ${what}`,
    { testRevisions: [{ reference: 'smoke:3', found }] },
    aPlan({ checks: [aTaskCheck('inside', { revision: 'smoke:3' })] }),
    said,
  ]),
  [
    'a migration in a container that the task definition has not',
    { candidate: aCandidate({ containers: [{ name: 'web', ports: [8080] }] }) },
    aPlan({
      migration: {
        kind: 'expand',
        command: ['up'],
        container: 'migrate',
        taskRole: null,
        timeoutSeconds: 60,
      },
    }),
    [
      'migration: its command runs in container "migrate", but',
      'has only web. Name one of them in container.',
    ],
  ],
];
