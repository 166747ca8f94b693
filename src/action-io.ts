import * as core from '@actions/core';
import { commands, type Command } from './domain/common/request/request.ts';

interface InputSpec {
  /** What action.yml says, word for word. */
  readonly description: string;
  /** `null`: absent unless given. */
  readonly default: string | null;
  readonly required: boolean;
  /** The commands that read it. */
  readonly commands: readonly Command[];
}

/** The commands that make a green, switch to one, or both: what most inputs are for. */
const releasing = ['deploy', 'stage', 'promote', 'rollback', 'plan'] as const;
/** Those that choose what it runs. */
const choosing = ['deploy', 'stage', 'plan'] as const;
/** Those that move production forward, and keep blue warm after it; a plan reads what the deploy will. */
const switching = ['deploy', 'promote', 'rollback', 'plan'] as const;
const given = (description: string, readBy: readonly Command[] = releasing): InputSpec => ({
  description,
  default: null,
  required: false,
  commands: readBy,
});
const required = (description: string): InputSpec => ({ ...given(description, commands), required: true });
const preset = (value: string, description: string, readBy: readonly Command[] = releasing): InputSpec => ({
  ...given(description, readBy),
  default: value,
});

/** The inputs, in the order of action.yml. A test holds the two together. */
export const inputs = {
  command: preset(
    'deploy',
    'What to do. deploy: release a version. stage: make green and prove it, without any user. promote: switch to the ' +
      'staged green. rollback: the fastest way back there is. teardown: end the warm time now. sweep: remove what is ' +
      'over and finish what dead runs left. status: tell how things stand, without a write. plan: tell what deploy ' +
      'would do, without a write.',
    commands,
  ),
  cluster: required(
    'Name or ARN of the ECS cluster. sweep: one or several, one per line or separated by commas.',
  ),
  service: given(
    'Name or ARN of the ECS service; every command but sweep needs it. Its deployment controller must be EXTERNAL. ' +
      'sweep: one or several, one per line or separated by commas. Left out: every such service of the cluster.',
    commands,
  ),
  'task-definition': given(
    'What to run: the path of a task definition file (JSON or YAML, also as `aws ecs describe-task-definition` prints ' +
      'it), or the ARN, `family` or `family:revision` of one that is registered, which is then deployed as it is. ' +
      'Left out: the revision that is live.',
    choosing,
  ),
  image: given(
    'Image to put into the task definition, e.g. `registry/web:1.2.3`. It goes into `container-name`, or else into ' +
      'the only container or the one behind the load balancer.',
    choosing,
  ),
  'container-name': given(
    'Container that `image` is for. On the first deployment also the container behind the load balancer.',
  ),
  images: given(
    'Images for several containers, one `container=image` per line, e.g. `web=registry/web:1.2.3`. Instead of `image`.',
    choosing,
  ),
  'production-listener-arns': given(
    'Listeners whose rules carry production traffic, one ARN per line or separated by commas. Left out: every rule ' +
      'and default action of the load balancer that holds the live target group.',
    commands,
  ),
  'production-rule-arns': given(
    'Listener rules that carry production traffic, one ARN per line or separated by commas, where not all rules of ' +
      'a listener do. Left out: found as described for `production-listener-arns`.',
    commands,
  ),
  'test-listener-arn': given(
    'Listener for testing green before the switch: its default action is pointed at green. Not with `test-rule-arn`. Commands after the release know it from the task set.',
    commands,
  ),
  'test-rule-arn': given(
    'Listener rule for testing green before the switch: it is pointed at green. Not with `test-listener-arn`.',
    commands,
  ),
  'target-groups': given(
    'ARNs of the two target groups that take turns, one per line or separated by a comma, in any order. Needed only ' +
      'where no production rule holds both yet.',
    commands,
  ),
  'production-url': given(
    'Absolute http(s) URL of production, e.g. `https://shop.example.com`, that is probed during the bake: each of ' +
      '`health-paths` behind it, or else the URL as it is. Left out: worked out from listener, rule and paths.',
  ),
  'test-url': given(
    'Absolute http(s) URL at which green answers before the switch, e.g. `https://shop.example.com:8443`; the paths ' +
      'are put behind it. Left out: worked out from the test listener or rule, or else the addresses of its tasks.',
  ),
  'probe-headers': given(
    'Headers of every smoke test and probe, one `Name: value` per line. Values of 6 characters and more are masked ' +
      'in the log.',
  ),
  'health-paths': given(
    'Paths that smoke tests and probes ask for, each beginning with `/`, one per line or separated by commas. Each ' +
      "has to answer with a status from 200 to 299. Left out: the path of the target group's health check.",
  ),
  'ready-timeout': preset(
    '10m',
    'How long green may take until all its tasks are up and healthy, e.g. `10m`, `1h30m`.',
  ),
  'smoke-timeout': preset('2m', 'How long the smoke tests may take until they pass, e.g. `2m` or `90s`.'),
  'smoke-passes': preset('3', 'How often in a row every smoke test has to pass: 1 to 100.'),
  'smoke-interval': preset('2s', 'Time between two rounds of smoke tests, e.g. `2s`.'),
  'bake-time': preset(
    '5m',
    'How long green is watched under real traffic after the switch, e.g. `5m`. A bad sign switches back. `0`: not.',
  ),
  'probe-interval': preset('3s', 'Time between two probes of the bake, e.g. `3s`.'),
  'probe-failures': preset(
    '3',
    'How many probes in a row have to fail until traffic goes back to blue: 1 to 100.',
  ),
  'warm-time': preset(
    '15m',
    'How long blue is kept running after the switch, so that the way back takes seconds, e.g. `15m`; at most ' +
      '`720h`, and no job waits for more than `24h` (see `teardown`). ' +
      'Counts from the switch and includes the bake: blue always stays until the bake is over, so anything shorter ' +
      'than `bake-time`, `0` too, deletes it right then.',
  ),
  'warm-scale': preset(
    '100',
    'At what scale blue is kept after the bake, in percent of the desired count: 1 to 100. Anything below 100 costs ' +
      "less, and the way back first raises it, which takes a task's start.",
    switching,
  ),
  teardown: preset(
    'wait',
    'wait: the job lasts until the warm time is over and blue is gone. defer: it ends after the bake, and the next ' +
      'deploy, teardown or sweep removes blue. A wait that would outlast the job, its credentials or 24 hours is ' +
      'deferred by itself, and the run says so.',
    switching,
  ),
  'time-limit': preset(
    '0',
    "How long this step may take, e.g. `25m`: the job's `timeout-minutes` less its other steps. `0`: nobody says.",
  ),
  'on-drift': preset(
    'stop',
    'What happens when somebody else changes the production weights after the switch. stop: both states are told, ' +
      'and nothing more is changed. restore: production is put back on green, at most 3 times a rule, and that is told. ' +
      'sweep: the same for rules that lead to a target group in which nothing is healthy.',
    [...switching, 'sweep'],
  ),
  subnets: given("Subnets of green's tasks, one per line or separated by commas. Left out: those of blue."),
  'security-groups': given(
    "Security groups of green's tasks, one per line or separated by commas. Left out: those of blue.",
  ),
  'assign-public-ip': given(
    "Whether green's tasks get a public address (Fargate only): enabled or disabled. Left out: as blue.",
  ),
  'launch-type': given('ec2, fargate or external. Left out: as blue. Not with `capacity-providers`.'),
  'capacity-providers': given(
    'Capacity provider strategy, one `name`, `name=weight` or `name=weight:base` per line, e.g. `FARGATE=1:2`. Left ' +
      'out: as blue. Not with `launch-type`.',
  ),
  'platform-version': given('Fargate platform version, e.g. `1.4.0` or `latest`. Left out: as blue.'),
  environment: given(
    'GitHub environment for which a Deployment is shown, e.g. `production`. Left out: none. Leave it out too where ' +
      'the job itself names an environment, or GitHub shows two. sweep: Deployments for it that a dead run left in ' +
      'progress are closed.',
    [...releasing, 'sweep'],
  ),
  'github-token': preset(
    '${{ github.token }}',
    'Token for the comment (`pull-requests: write`) and the Deployment (`deployments: write`). Without these rights ' +
      'the release goes on and says so. sweep: asks with it whether the runs that it finds are over (`actions: read`), and ends their comments.',
    commands,
  ),
  comment: preset(
    'true',
    'Whether to keep a comment on the pull request up to date: true or false. sweep: whether to end one that a dead run left.',
    [...releasing, 'sweep'],
  ),
  'on-cancel': preset(
    'rollback',
    'What a cancelled run does. rollback: before the switch remove green, during the bake go back to blue, afterwards ' +
      'keep green. keep: touch nothing.',
  ),
  'stage-expiry': preset(
    '72h',
    'stage: how long green waits for its promotion, e.g. `72h`; from a minute to 30 days (`1m` to `720h`).',
    ['stage'],
  ),
  'release-id': given(
    'promote: the release to promote, as the output `release-id` of the command stage. Left out: the one that is staged.',
    ['promote'],
  ),
  'expected-sha': given(
    'promote: the commit that has to be the staged one, e.g. `github.sha`. Left out: any.',
    ['promote'],
  ),
  restage: preset(
    'false',
    'promote: whether a staged green whose time is over is staged again, through all gates, and then promoted: true ' +
      'or false.',
    ['promote'],
  ),
  'keep-rolled-back': preset(
    '0',
    'rollback: how long the version that was taken back is kept beside the live one for a look, e.g. `24h`; at most ' +
      '30 days (`720h`). `0`: it is deleted. Where no blue was warm, `warm-time` keeps it instead.',
    ['rollback'],
  ),
  'rollback-to': given(
    'rollback: the revision to go back to (ARN or `family:revision`). Left out: the warm blue, or else the revision ' +
      'before the live one.',
    ['rollback'],
  ),
  reason: given(
    'rollback: why it is done, for the report to show. A forward-only release is taken back only with one, and `force`.',
    ['rollback'],
  ),
  force: preset(
    'false',
    'Go on where the checks before the first write find something only risky, or content that was rolled back before; ' +
      'rollback: also from a forward-only release, with a `reason`; teardown: also while the live version is ill. true or false.',
    [...releasing, 'teardown'],
  ),
} as const satisfies Record<string, InputSpec>;

/** The outputs, with what action.yml says of them. */
export const outputs = {
  result:
    'How it ended: released, staged, rolled-back, torn-down, swept, seen (status), planned, failed, refused or ' +
    'stood-down. A rollback ends as rolled-back where it went to a warm blue, and as released where it had to release an ' +
    'older revision again.',
  'reason-code': 'Why, as one of a closed list, e.g. `not-ready-in-time`.',
  'release-id':
    'Id of what this run did: the run id and the service, the same for every attempt of the run; after a rollback with ' +
    '`-rollback` behind it. Of the command stage it is what a promote takes as `release-id`.',
  'green-task-set-arn':
    'ARN of the task set that the command is about: the one that it made (promote: that was staged; rollback to a warm ' +
    'blue: that was taken back; teardown and status: that is live); empty if there is none.',
  'blue-task-set-arn':
    'ARN of the other one, the way back: what was live when the release began (after a rollback to a warm blue: what ' +
    'is live again); empty on a first deployment.',
  'task-definition-arn': 'ARN of the task definition revision that green runs.',
  'blue-kept-until': 'Until when blue is kept for the way back (ISO 8601, UTC); empty once it is gone.',
  timings: 'Seconds spent in each phase, as a JSON object.',
  'expires-at': 'stage: until when green waits for its promotion (ISO 8601, UTC); empty for other commands.',
  'preview-url':
    'stage: where green can be looked at: `test-url`, or the address of the test rule; empty if neither is named.',
  'result-json': 'All of the above and more as one versioned JSON object.',
} as const;

/** What main leaves for post. Both run the same file, so the state also tells which of the two a process is. */
export const states = {
  'is-post': '`true` once main has begun.',
  ending: 'How main ended, as JSON; absent when it was killed.',
  handover: 'What main knew before each of its writes, as JSON; absent when it had written nothing.',
  'release-id': 'Id of the release.',
  deployment: 'Id of the GitHub Deployment that main opened.',
  comment: 'Number of the pull request that main commented on.',
} as const;

export type InputName = keyof typeof inputs;
export type OutputName = keyof typeof outputs;
export type StateName = keyof typeof states;

/** The inputs as text, trimmed. `null`: not given, or given as an empty string. */
export type RawInputs = Readonly<Record<InputName, string | null>>;

export const inputNames = Object.keys(inputs) as readonly InputName[];

export function readRawInputs(): RawInputs {
  const read = inputNames.map((name) => [name, core.getInput(name) || null]);
  return Object.fromEntries(read) as RawInputs;
}

/** Absent is `null` and becomes an empty output, so that a workflow never sees an older step's value. */
export function writeOutputs(values: Readonly<Partial<Record<OutputName, string | null>>>): void {
  for (const [name, value] of Object.entries(values)) core.setOutput(name, value ?? '');
}

export function saveState(name: StateName, value: string): void {
  core.saveState(name, value);
}

/** What main saved; `null` when it saved nothing, so always in main itself. */
export function readState(name: StateName): string | null {
  return core.getState(name) || null;
}

/** Has the runner put `***` in the log wherever one of these stands. Shorter ones would black out ordinary words. */
export function maskSecrets(secrets: readonly string[]): void {
  for (const secret of secrets) if (secret.length >= shortestMasked) core.setSecret(secret);
}
const shortestMasked = 6;
