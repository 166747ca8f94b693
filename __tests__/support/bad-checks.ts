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

/** Rows of `badWorlds` about the list of checks. */
export const badChecks: readonly (readonly [string, Partial<World>, Request | null, readonly string[]])[] = [
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
];
