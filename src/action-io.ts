// The registry of inputs, outputs and state: names, descriptions, defaults. action.yml is generated from it.
import { commands, type Command } from './domain/common/request/request.ts';

interface InputSpec {
  /** The text in action.yml. */
  readonly description: string;
  /** `null`: no default. */
  readonly default: string | null;
  readonly required: boolean;
  /** The commands that read it. */
  readonly commands: readonly Command[];
}

/** The commands that create a green, switch to one, or both. Most inputs are for them. */
const releasing = ['deploy', 'stage', 'promote', 'rollback', 'plan'] as const;
/** The commands that choose what green runs. */
const choosing = ['deploy', 'stage', 'plan'] as const;
/** The commands that switch production traffic and then keep blue warm. A plan reads what the deploy will read. */
const switching = ['deploy', 'promote', 'rollback', 'plan'] as const;
const optional = (description: string, readBy: readonly Command[] = releasing): InputSpec => ({
  description,
  default: null,
  required: false,
  commands: readBy,
});
const required = (description: string): InputSpec => ({ ...optional(description, commands), required: true });
const preset = (value: string, description: string, readBy: readonly Command[] = releasing): InputSpec => ({
  ...optional(description, readBy),
  default: value,
});

/** The inputs, in the order of action.yml. A test compares the two. */
export const inputs = {
  command: preset(
    'deploy',
    'What to do. deploy: release a version. stage: start and test green without production traffic. promote: switch ' +
      'to the staged green. rollback: return production traffic to the version before. teardown: end the warm time ' +
      'now. sweep: complete what killed runs left unfinished, and delete what has expired. status: report the state. plan: report ' +
      'what deploy would do. status and plan change nothing.',
    commands,
  ),
  cluster: required(
    'Name or ARN of the ECS cluster. sweep: one or more, one per line or separated by commas.',
  ),
  service: optional(
    'Name or ARN of the ECS service. Required by every command except sweep. Its deployment controller must be ' +
      'EXTERNAL. sweep: one or more, one per line or separated by commas. Default: every `EXTERNAL` service in the cluster.',
    commands,
  ),
  'task-definition': optional(
    'What green runs: the path of a task definition file (JSON or YAML; the output of ' +
      '`aws ecs describe-task-definition` also works), or the ARN, `family` or `family:revision` of a registered task ' +
      'definition, which is deployed unchanged. Default: the live revision.',
    choosing,
  ),
  image: optional(
    'Image to set in the task definition, e.g. `registry/web:1.2.3`. It is set for the container `container-name`. ' +
      'Without `container-name`: for the only container, or else the container behind the load balancer.',
    choosing,
  ),
  'container-name': optional(
    'Container that `image` is set for. On the first deployment it also names the container behind the load balancer.',
  ),
  images: optional(
    'Images for several containers, one `container=image` per line, e.g. `web=registry/web:1.2.3`. Not with `image`.',
    choosing,
  ),
  'pin-image': preset(
    'true',
    'Whether images in Amazon ECR are registered by their digest, so that every task runs what was tested, even if the tag ' +
      'is pushed again: true or false. Needs `ecr:DescribeImages`; without it, the tag is registered.',
    choosing,
  ),
  commit: optional(
    'Full id of the commit that is released, which the comment, the Deployment and the tags name. Default: the commit of ' +
      'the event that started the workflow (pull_request: the head; workflow_run: the commit of that run), or else ' +
      '`github.sha`. Set it if the image was built from another commit.',
    choosing,
  ),
  'production-listener-arns': optional(
    'ARNs of the listeners whose rules carry production traffic, one per line or separated by commas. Default: every ' +
      'rule and default action of the load balancer that forwards to the live target group.',
    commands,
  ),
  'production-rule-arns': optional(
    'ARNs of the listener rules that carry production traffic, one per line or separated by commas. Use it if only ' +
      'some rules of a listener carry production traffic. Default: as for `production-listener-arns`.',
    commands,
  ),
  'test-listener-arn': optional(
    'ARN of a listener for testing green before the switch. Its default action is set to forward to green. Not with ' +
      '`test-rule-arn`. Later commands read it from a tag of the task set.',
    commands,
  ),
  'test-rule-arn': optional(
    'ARN of a listener rule for testing green before the switch. The rule is set to forward to green. Not with ' +
      '`test-listener-arn`.',
    commands,
  ),
  'target-groups': optional(
    'ARNs of the two target groups that releases alternate between, one per line or separated by a comma, in any order. Required only ' +
      'until a production rule holds both.',
    commands,
  ),
  'production-url': optional(
    'Absolute http(s) URL to probe during the bake, e.g. `https://shop.example.com`. If `health-paths` is set, each ' +
      'path is appended to it. Default: derived from the listener, the rule and the paths.',
  ),
  'test-url': optional(
    'Absolute http(s) URL that reaches green before the switch, e.g. `https://shop.example.com:8443`. Each path ' +
      'of the smoke tests is appended to it. Default: derived from the test listener or rule, or else the addresses of ' +
      "green's tasks.",
  ),
  'probe-headers': optional(
    'Headers to send with every smoke test and probe, one `Name: value` per line. Values and their words with 6 or more ' +
      'characters are masked.',
  ),
  'health-paths': optional(
    'Paths that smoke tests and probes request, each starting with `/`, one per line or separated by commas. Each ' +
      "must return a status from 200 to 299. Default: the path of the target group's health check.",
  ),
  'ready-timeout': preset(
    '10m',
    'Maximum time for all tasks of green to start and become healthy, e.g. `10m` or `1h30m`.',
  ),
  'smoke-timeout': preset('2m', 'Maximum time for the smoke tests to pass, e.g. `2m` or `90s`.'),
  'smoke-passes': preset('3', 'How many times in a row each smoke test must pass: 1 to 100.'),
  'smoke-interval': preset('2s', 'Time between two rounds of smoke tests, e.g. `2s`.'),
  'bake-time': preset(
    '5m',
    'How long green is watched under production traffic after the switch, e.g. `5m`. Any failure signal rolls back. ' +
      '`0` disables the bake.',
  ),
  'probe-interval': preset('3s', 'Time between two probes during the bake, e.g. `3s`.'),
  'probe-failures': preset('3', 'How many probes in a row must fail before the bake rolls back: 1 to 100.'),
  'warm-time': preset(
    '15m',
    'How long blue keeps running after the switch, so that a rollback takes seconds, e.g. `15m`, at most `720h`. It ' +
      'includes the bake: blue is never deleted before the bake ends, even with `0`. A job waits for at most `24h` ' +
      '(see `teardown`).',
  ),
  'warm-scale': preset(
    '100',
    'Scale of blue after the bake, in percent of the desired count: 1 to 100. Less than 100 costs less, but then a ' +
      'rollback has to start tasks first.',
    switching,
  ),
  teardown: optional(
    'wait: the job runs until the warm time is over and blue is deleted. defer: the job ends after the bake, and the ' +
      'next deploy, teardown or sweep deletes blue. If the wait would outlast the job, its credentials or 24 ' +
      'hours, the teardown is deferred automatically, and the run reports it. Default: wait for a release. A rollback ' +
      'keeps a healthy green until blue has served well for five minutes, and waits for that only with `wait`.',
    switching,
  ),
  'time-limit': preset(
    '0',
    "Maximum duration of this step, e.g. `25m`. Set it to the job's `timeout-minutes` minus the time of its other steps. `0`: " +
      'no limit.',
  ),
  'on-drift': preset(
    'stop',
    'What to do if something else changes the production weights after the switch. stop: report both states and ' +
      'change nothing more. restore: route production to green again, at most 3 times per rule. sweep with restore: ' +
      'moves rules that forward to a target group without healthy targets to the task set that is ready.',
    [...switching, 'sweep'],
  ),
  subnets: optional("Subnets of green's tasks, one per line or separated by commas. Default: as blue."),
  'security-groups': optional(
    "Security groups of green's tasks, one per line or separated by commas. Default: as blue.",
  ),
  'assign-public-ip': optional(
    "Whether green's tasks get a public IP address (Fargate only): enabled or disabled. Default: as blue.",
  ),
  'launch-type': optional(
    "Launch type of green's tasks: ec2, fargate or external. Not with `capacity-providers`. Default: as blue.",
  ),
  'capacity-providers': optional(
    'Capacity provider strategy of green, one `name`, `name=weight` or `name=weight:base` per line, e.g. ' +
      '`FARGATE=1:2`. Not with `launch-type`. Default: as blue.',
  ),
  'platform-version': optional('Fargate platform version, e.g. `1.4.0` or `latest`. Default: as blue.'),
  environment: optional(
    'GitHub environment to show a Deployment for, e.g. `production`. Default: none. Leave it out if the job itself ' +
      'names an environment, since GitHub would then show two Deployments. sweep: closes Deployments that killed runs left in ' +
      'progress.',
    [...releasing, 'sweep'],
  ),
  'github-token': preset(
    '${{ github.token }}',
    'Token for the comment (`pull-requests: write`) and the Deployment (`deployments: write`). Without these ' +
      'permissions the release continues with a warning. sweep also uses it to check whether runs are over (`actions: read`).',
    commands,
  ),
  comment: preset(
    'true',
    'Whether to keep a comment on the pull request up to date: true or false. sweep: whether to close the comments of ' +
      'killed runs.',
    [...releasing, 'sweep'],
  ),
  'on-cancel': preset(
    'rollback',
    'What a cancelled run does. rollback: delete green if it has no production traffic yet, roll back during the bake, ' +
      'keep green afterwards. keep: change nothing.',
  ),
  'stage-expiry': preset(
    '72h',
    'stage: how long green waits for its promotion, e.g. `72h`; from `1m` to `720h` (30 days).',
    ['stage'],
  ),
  'release-id': optional(
    'promote: the release to promote, as in the output `release-id` of stage. Default: the staged release.',
    ['promote'],
  ),
  'expected-sha': optional(
    'promote: the commit that must be staged. `github.sha` stands for the commit that stage of this workflow run names. ' +
      'Default: any commit.',
    ['promote'],
  ),
  restage: preset(
    'false',
    'promote: whether to stage an expired green again, with all its tests, and then promote it: true or false.',
    ['promote'],
  ),
  'keep-rolled-back': preset(
    '0',
    'rollback: how long the rolled-back version keeps running for inspection, without production traffic, e.g. `24h`, ' +
      'at most `720h` (30 days). `0` deletes it. If no blue was warm, `warm-time` applies instead.',
    ['rollback'],
  ),
  'rollback-to': optional(
    'rollback: the revision to roll back to, as an ARN or `family:revision`. Default: the warm blue, or else the ' +
      'revision before the live one.',
    ['rollback'],
  ),
  reason: optional(
    'rollback: the reason, shown in the report. Required, together with `force`, to roll back a forward-only ' +
      'release.',
    ['rollback'],
  ),
  force: preset(
    'false',
    'Whether to continue despite findings that are only risks, or with content that was rolled back before: true or ' +
      'false. rollback: also whether to return to a blue that serves worse, and whether to roll back a forward-only release, which requires a `reason`. teardown: also ' +
      'whether to continue while the live version is unhealthy.',
    [...releasing, 'teardown'],
  ),
} as const satisfies Record<string, InputSpec>;

/** The outputs, with their texts in action.yml. */
export const outputs = {
  result:
    'How the run ended: released, staged, rolled-back, repaired, torn-down, swept, status, planned, failed, refused or ' +
    'stood-down. The command rollback ends as rolled-back if blue was warm, as released if it had to release the ' +
    'revision again, and as repaired if something else had reset the production rules: then it returned production to ' +
    'PRIMARY and rolled back nothing. sweep with `on-drift: restore` may end as repaired too.',
  'reason-code': 'Why the run ended this way, as one of a fixed list of codes, e.g. `not-ready-in-time`.',
  'release-id':
    'Id of this release: the run id and the service, the same for every attempt of the run. The id of a rollback ends ' +
    'with `-rollback`. Pass the id of a stage to promote as its input `release-id`.',
  'green-task-set-arn':
    'ARN of the task set that the command is about. deploy and stage: the one they created. promote: the staged one. ' +
    'rollback to a warm blue: the one that was rolled back. teardown and status: the live one. Empty if there is none.',
  'blue-task-set-arn':
    'ARN of the task set that a rollback returns to: the one that was live when the release began. After a rollback to ' +
    'a warm blue: the one that is live again. Empty on a first deployment.',
  'task-definition-arn': 'ARN of the task definition revision that green runs.',
  'blue-kept-until': 'Time until which blue is kept for a rollback (ISO 8601, UTC). Empty once blue is gone.',
  timings: 'Seconds spent in each phase, as a JSON object.',
  'expires-at': 'stage: when the staged green expires (ISO 8601, UTC). Empty for other commands.',
  'preview-url':
    'stage: the URL of green, from `test-url` or else the test rule. Empty if neither input is set.',
  'result-json': 'All outputs and more as one versioned JSON object.',
} as const;

/** The state that main saves for post. Missing state means that main wrote nothing to AWS. */
export const states = {
  ending: 'How main ended, as JSON. Absent if it was killed.',
  handover: 'What main knew before each of its writes, as JSON. Absent if it had written nothing.',
  'release-id': 'Id of the release. Absent if main had begun none.',
  deployment: 'Id of the GitHub Deployment that main opened.',
  comment: 'Number of the pull request that main commented on.',
} as const;

export type InputName = keyof typeof inputs;
export type OutputName = keyof typeof outputs;
export type StateName = keyof typeof states;

export const stateNames = Object.keys(states) as readonly StateName[];

/** The inputs as text, trimmed. `null`: absent or empty. */
export type RawInputs = Readonly<Record<InputName, string | null>>;

export const inputNames = Object.keys(inputs) as readonly InputName[];
