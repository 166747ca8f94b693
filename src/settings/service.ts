// What belongs to a service, and is the same in every run.
import { commands } from '../domain/common/request/request.ts';
import { findingCodes, riskCodes, warningCodes } from '../domain/common/request/risk-codes.ts';
import { checksSetting } from './checks.ts';
import { ofAlarms } from './alarms.ts';
import { ofBlue } from './blue.ts';
import {
  choosing,
  count,
  daySeconds,
  duration,
  flag,
  headers,
  list,
  listOf,
  oneOf,
  releasing,
  switching,
  text,
  type Setting,
} from './setting.ts';

export const ofService = {
  'task-definition': {
    description:
      'What green runs: the path of a task definition file (JSON or YAML; the output of ' +
      '`aws ecs describe-task-definition` also works), or the ARN, `family` or `family:revision` of a registered task ' +
      'definition, which is deployed as it is, apart from `image` and `images`. Default: the live revision.',
    value: text,
    commands: choosing,
    inFile: 'top',
    isCommon: true,
  },
  'container-name': {
    description:
      'Container behind the load balancer, which `image` is set for. Default: as blue; on the first deployment, the only ' +
      'container that maps a TCP port. For the image of another container, use `images`.',
    value: text,
    commands: releasing,
    inFile: 'top',
  },
  'container-port': {
    description:
      'Port of the container behind the load balancer. Default: as blue; on the first deployment, the only TCP port that ' +
      'it maps, or of several the port of the target group.',
    value: count(1, 65_535),
    commands: releasing,
    inFile: 'top',
  },
  'pin-image': {
    description:
      'Whether images in Amazon ECR are registered by their digest, so that every task runs what was tested, even if the tag ' +
      'is pushed again: true or false. Needs `ecr:DescribeImages`; without it, the tag is registered.',
    value: flag,
    commands: choosing,
    inFile: 'top',
    default: 'true',
  },
  paths: {
    description:
      'Files of the service in a repository of several services: paths from its root, one per line or separated by commas. A ' +
      'folder stands for everything in it, `*` for any name and `**` for any path, e.g. `services/web, libs/**/*.ts`. The ' +
      'comment then lists only those of the other pull requests in the release that change one of them. Default: all files.',
    value: list,
    commands: ['deploy', 'stage', 'promote'],
    inFile: 'top',
    isInput: false,
  },
  'production-rules': {
    description:
      'ARNs of what carries production traffic, one per line or separated by commas: of a listener for its default ' +
      'action and all its rules, or of a listener rule if only some rules of a listener carry production traffic. ' +
      'Default: every rule and default action of the load balancer that forwards to the live target group.',
    value: list,
    commands: commands,
    inFile: 'top',
  },
  'test-rule': {
    description:
      'ARN of a listener or a listener rule for testing green before the switch. The rule, or the default action of ' +
      'the listener, is set to forward to green. `rollback`, `teardown`, `sweep` and `status` know that of the last release.',
    value: list,
    commands: commands,
    inFile: 'top',
    isCommon: true,
  },
  'target-groups': {
    description:
      'ARNs of the two target groups that releases alternate between, one per line or separated by a comma, in any order. Required only ' +
      'until a production rule holds both.',
    value: list,
    commands: commands,
    inFile: 'top',
  },
  'production-url': {
    description:
      'Absolute http(s) URL to probe during the bake, e.g. `https://example.com`. If `health-paths` is set, each ' +
      'path is appended to it. Default: derived from the listener, the rule and the paths.',
    value: text,
    commands: releasing,
    inFile: 'bake',
    isCommon: true,
  },
  'test-url': {
    description:
      'Absolute http(s) URL that reaches green before the switch, e.g. `https://shop.example.com:8443`. Each path ' +
      'of the smoke tests is appended to it. Default: derived from the test listener or rule, or else the addresses of ' +
      "green's tasks, which only a runner in the VPC reaches.",
    value: text,
    commands: releasing,
    inFile: 'tests',
  },
  'probe-headers': {
    description:
      'Headers to send with every smoke test and probe, one `Name: value` per line. Values and their words with 6 or more ' +
      'characters are masked.',
    value: headers,
    commands: releasing,
    inFile: 'tests',
    isInput: false,
  },
  'health-paths': {
    description:
      'Paths that smoke tests and probes request, each starting with `/`, one per line or separated by commas. Each must ' +
      'return 200 to 299. Default: what the health check asks, and `/health` and `/ready` if blue answers them.',
    value: list,
    commands: releasing,
    inFile: 'tests',
  },
  checks: checksSetting,
  'ready-timeout': {
    description: 'Maximum time for all tasks of green to start and become healthy, e.g. `10m` or `1h30m`.',
    value: duration(1, daySeconds),
    commands: releasing,
    inFile: 'tests',
    isInput: false,
    default: '10m',
  },
  'smoke-timeout': {
    description: 'Maximum time for the smoke tests to pass, e.g. `2m` or `90s`.',
    value: duration(1, daySeconds),
    commands: releasing,
    inFile: 'tests',
    isInput: false,
    default: '2m',
  },
  'smoke-passes': {
    description: 'How many times in a row each smoke test must pass: 1 to 100.',
    value: count(1, 100),
    commands: releasing,
    inFile: 'tests',
    isInput: false,
    default: '3',
  },
  'smoke-interval': {
    description: 'Time between two rounds of smoke tests, e.g. `2s`.',
    value: duration(1, 3600),
    commands: releasing,
    inFile: 'tests',
    isInput: false,
    default: '2s',
  },
  'bake-time': {
    description:
      'How long green is watched under production traffic after the switch, e.g. `5m`. Any failure signal rolls back. ' +
      '`0` disables the bake.',
    value: duration(0, daySeconds),
    commands: releasing,
    inFile: 'bake',
    default: '5m',
    isCommon: true,
  },
  'probe-interval': {
    description: 'Time between two probes during the bake, e.g. `3s`.',
    value: duration(1, 3600),
    commands: releasing,
    inFile: 'bake',
    isInput: false,
    default: '3s',
  },
  'probe-failures': {
    description: 'How many probes in a row must fail before the bake rolls back: 1 to 100.',
    value: count(1, 100),
    commands: releasing,
    inFile: 'bake',
    isInput: false,
    default: '3',
  },
  ...ofAlarms,
  ...ofBlue,
  'on-drift': {
    description:
      'What to do if something else changes the production weights after the switch. stop: report both states and ' +
      'change nothing more. restore: route production to green again, at most 3 times per rule. sweep with restore: ' +
      'moves rules that forward to a target group without healthy targets to the task set that is ready.',
    value: oneOf('stop', 'restore'),
    commands: [...switching, 'sweep'],
    inFile: 'top',
    default: 'stop',
  },
  subnets: {
    description: "Subnets of green's tasks, one per line or separated by commas. Default: as blue.",
    value: list,
    commands: releasing,
    inFile: 'network',
    isInput: false,
  },
  'security-groups': {
    description: "Security groups of green's tasks, one per line or separated by commas. Default: as blue.",
    value: list,
    commands: releasing,
    inFile: 'network',
    isInput: false,
  },
  'assign-public-ip': {
    description:
      "Whether green's tasks get a public IP address (Fargate only): enabled or disabled. Default: as blue.",
    value: oneOf('enabled', 'disabled'),
    commands: releasing,
    inFile: 'network',
    isInput: false,
  },
  'launch-type': {
    description:
      "Launch type of green's tasks: ec2, fargate or external. Not with `capacity-providers`. Default: as blue.",
    value: oneOf('ec2', 'fargate', 'external'),
    commands: releasing,
    inFile: 'network',
    isInput: false,
  },
  'capacity-providers': {
    description:
      'Capacity provider strategy of green, one `name`, `name=weight` or `name=weight:base` per line, e.g. ' +
      '`FARGATE=1:2`. Not with `launch-type`. Default: as blue.',
    value: list,
    commands: releasing,
    inFile: 'network',
    isInput: false,
  },
  'platform-version': {
    description: 'Fargate platform version, e.g. `1.4.0` or `latest`. Default: as blue.',
    value: text,
    commands: releasing,
    inFile: 'network',
    isInput: false,
  },
  ignore: {
    description:
      'Codes of findings, one per line or separated by commas. A release accepts these risks, which refuse it otherwise: ' +
      `${riskCodes.join(', ')}. And it doesn't show these warnings: ${warningCodes.join(', ')}.`,
    value: listOf(findingCodes),
    commands: ['deploy', 'stage', 'promote', 'plan'],
    inFile: 'top',
  },
  'on-cancel': {
    description:
      'What a cancelled run does. rollback: delete green if it has no production traffic yet, roll back during the bake, ' +
      'keep green afterwards. keep: change nothing.',
    value: oneOf('rollback', 'keep'),
    commands: releasing,
    inFile: 'top',
    default: 'rollback',
  },
  'stage-expiry': {
    description: 'stage: how long green waits for its promotion, e.g. `72h`; from `1m` to `720h` (30 days).',
    value: duration(60, 30 * daySeconds),
    commands: ['stage'],
    inFile: 'top',
    default: '72h',
  },
} as const satisfies Record<string, Setting>;
