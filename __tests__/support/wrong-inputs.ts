import { findingCodes } from '../../src/domain/common/request/risk-codes.ts';
import type { RawSettings } from '../../src/settings/table.ts';
import { groupA, groupB, listener, otherListener, rule } from './inputs.ts';

/** Inputs with one problem, and the problem. */
export const wrongInputs: readonly (readonly [Partial<RawSettings>, string])[] = [
  [{ cluster: null }, 'cluster: is missing: write the name or ARN of the ECS cluster'],
  [{ service: 'my web' }, 'service: "my web" is neither the name nor the ARN of a service: write e.g. web'],
  [{ cluster: 'a/b' }, 'cluster: "a/b" is neither the name nor the ARN of a cluster: write e.g. production'],
  [
    { service: 'arn:aws:ecs:eu-west-1:111122223333:service/staging/web' },
    'service: "arn:aws:ecs:eu-west-1:111122223333:service/staging/web" is in cluster staging, not in "production": ' +
      'write staging as cluster',
  ],
  [
    { command: 'switch' },
    'command: "switch" is not one of deploy, stage, promote, rollback, teardown, sweep, status, plan',
  ],
  [
    { command: 'Deploy' },
    'command: "Deploy" is not one of deploy, stage, promote, rollback, teardown, sweep, status, plan: write deploy',
  ],
  [{ 'warm-time': '15' }, 'warm-time: "15" is not a duration: write 15m or 15s'],
  [{ 'warm-time': '721h' }, 'warm-time: "721h" is too long: write at most 720h'],
  [{ 'ready-timeout': '0' }, 'ready-timeout: "0" is too short: write at least 1s'],
  [{ 'smoke-interval': '500ms' }, 'smoke-interval: "500ms" is not a duration: whole seconds only, write 1s'],
  [{ 'smoke-passes': '0' }, 'smoke-passes: "0" is not a whole number from 1 to 100'],
  [{ 'probe-failures': '2.5' }, 'probe-failures: "2.5" is not a whole number from 1 to 100'],
  [
    { 'smoke-timeout': '3s' },
    'smoke-timeout: "3s" is too short: 3 passes 2s apart take longer: write more than 4s',
  ],
  [
    { 'bake-time': '5s' },
    'bake-time: "5s" is too short: 3 failed probes 3s apart take longer: write at least 6s, or 0 for no bake',
  ],
  [
    { 'production-rules': 'shop' },
    `production-rules: "shop" is not the ARN of a listener rule or a listener: write e.g. ${rule}`,
  ],
  [
    { 'test-rule': groupA },
    `test-rule: "${groupA}" is not the ARN of a listener rule or a listener but of a target group: write e.g. ${rule}`,
  ],
  [{ 'test-rule': `${rule},${rule}0` }, 'test-rule: names 2 ARNs: write one'],
  [{ 'test-rule': `${otherListener},${rule}` }, 'test-rule: names 2 ARNs: write one'],
  [
    { 'target-groups': groupA },
    'target-groups: names only one target group: write exactly two different ones, the live and the idle one',
  ],
  [
    { 'target-groups': `${groupA}\n${groupA}` },
    'target-groups: names only one target group: write exactly two different ones, the live and the idle one',
  ],
  [
    { 'target-groups': `${groupA},${groupB},${groupB}2` },
    'target-groups: names 3 target groups: write exactly two different ones, the live and the idle one',
  ],
  [
    { 'test-rule': rule, 'production-rules': rule },
    `test-rule: "${rule}" is in production-rules too: tests of green must not reach users`,
  ],
  [
    { 'test-rule': listener, 'production-rules': listener },
    `test-rule: "${listener}" is in production-rules too: tests of green must not reach users`,
  ],
  [
    { 'production-rules': rule, 'test-rule': otherListener.replace('eu-west-1', 'us-east-1') },
    `test-rule: "${otherListener.replace('eu-west-1', 'us-east-1')}" is of account 111122223333 in us-east-1, but ` +
      'others are of account 111122223333 in eu-west-1: all ARNs must be of one account and region',
  ],
  [
    { 'target-groups': `${groupA},${groupB.replace('111122223333', '444455556666')}` },
    `target-groups: "${groupB.replace('111122223333', '444455556666')}" is of account 444455556666 in eu-west-1, but ` +
      'others are of account 111122223333 in eu-west-1: all ARNs must be of one account and region',
  ],
  [
    { commit: 'v1.2.3' },
    'commit: "v1.2.3" is not the full id of a commit: write all of its 40 letters and digits',
  ],
  ...['c0ffee', 'main', 'f'.repeat(41), 'g'.repeat(40)].map((sha): [Partial<RawSettings>, string] => [
    { command: 'promote', 'expected-sha': sha },
    `expected-sha: "${sha}" is not the full id of a commit: write all of its 40 letters and digits`,
  ]),
  [
    { 'production-url': 'shop.example.com' },
    'production-url: "shop.example.com" is not an absolute http(s) URL: write e.g. https://shop.example.com',
  ],
  [
    { 'test-url': 'https://me:hunter2@shop.example.com' },
    'test-url: contains a user name or password: write an Authorization header in probe-headers instead',
  ],
  ...(['test-url', 'production-url'] as const).map((name): [Partial<RawSettings>, string] => [
    { [name]: 'http://169.254.170.2/v2' },
    `${name}: leads to a metadata service, or is a link-local address: nothing is sent there. Write another`,
  ]),
  [{ 'health-paths': 'ready' }, 'health-paths: "ready" is not a path: start it with /, e.g. /ready'],
  [
    { 'probe-headers': 'X-Ok: 1\nhunter2' },
    'probe-headers: entry 2 is not "Name: value": write one header per line, e.g. X-Probe: release ' +
      '(the line is not shown because it may hold a secret)',
  ],
  [{ 'probe-headers': 'X-A: 1\nx-a: 2' }, 'probe-headers: sets x-a twice: write each header once'],
  [
    { 'probe-headers': 'Content-Length: 5' },
    'probe-headers: sets content-length, which each request sets itself: leave it out',
  ],
  [{ subnets: 'eu-west-1a' }, 'subnets: "eu-west-1a" is not an id: write e.g. subnet-0a1b2c3d4e5f60718'],
  [
    { 'security-groups': 'default' },
    'security-groups: "default" is not an id: write e.g. sg-0a1b2c3d4e5f60718',
  ],
  [
    { 'assign-public-ip': 'ENABLED' },
    'assign-public-ip: "ENABLED" is not one of enabled, disabled: write enabled',
  ],
  [{ 'launch-type': 'lambda' }, 'launch-type: "lambda" is not one of ec2, fargate, external'],
  [
    { 'launch-type': 'fargate', 'capacity-providers': 'FARGATE' },
    "capacity-providers: can't be combined with launch-type: ECS accepts only one of them",
  ],
  [
    { 'capacity-providers': 'FARGATE:1' },
    'capacity-providers: "FARGATE:1" is not name, name=weight or name=weight:base (weight 0 to 1000, base 0 to ' +
      '100000): write e.g. FARGATE=1:2',
  ],
  [
    { 'capacity-providers': 'FARGATE=1,on-demand=1' },
    'capacity-providers: mixes Fargate (FARGATE) with others: ECS accepts one kind in a strategy',
  ],
  [
    { 'capacity-providers': 'FARGATE=1:1,FARGATE_SPOT=1:1' },
    'capacity-providers: sets a base for several providers: ECS accepts one',
  ],
  [
    { 'capacity-providers': 'FARGATE=0' },
    'capacity-providers: sets weight 0 for every provider: no task could be placed',
  ],
  [
    { 'capacity-providers': 'a=1,a=2' },
    'capacity-providers: names a twice: write one line for each provider',
  ],
  [
    { 'platform-version': '1.4' },
    'platform-version: "1.4" is not a platform version: write e.g. 1.4.0 or latest',
  ],
  [
    { 'launch-type': 'ec2', 'platform-version': '1.4.0' },
    'platform-version: is only for Fargate: leave it out, or run green on Fargate',
  ],
  [
    { 'launch-type': 'ec2', 'assign-public-ip': 'enabled' },
    'assign-public-ip: "enabled" is only for Fargate: leave it out, or run green on Fargate',
  ],
  [{ comment: 'yes' }, 'comment: "yes" is not one of true, false'],
  [{ command: 'rollback', force: 'TRUE' }, 'force: "TRUE" is not one of true, false: write true'],
  [
    { ignore: 'quarantined, all' },
    `ignore: "all" is not the code of a finding: write one of ${findingCodes.join(', ')}`,
  ],
  [{ 'on-cancel': 'stop' }, 'on-cancel: "stop" is not one of rollback, keep'],
];
