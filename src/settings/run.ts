// What one run is asked to do: settings that only a workflow can give.
import { commands } from '../domain/common/request/request.ts';
import {
  choosing,
  daySeconds,
  duration,
  flag,
  lines,
  list,
  oneOf,
  releasing,
  text,
  type Setting,
} from './setting.ts';

export const ofRun = {
  command: {
    description:
      'What to do: `deploy`, `stage`, `promote`, `rollback`, `teardown`, `sweep`, `status` or `plan`. `deploy` releases ' +
      'a version. `stage` starts and tests green without production traffic. `promote` switches to the staged green. ' +
      '`rollback` returns production traffic to the version before. `teardown` ends the warm time now. `sweep` completes ' +
      'what killed runs left unfinished, and deletes what has expired. `status` reports the state. `plan` reports what ' +
      '`deploy` would do. `status` and `plan` change nothing.',
    value: oneOf(...commands),
    commands: commands,
    default: 'deploy',
    isCommon: true,
  },
  cluster: {
    description:
      'Name or ARN of the ECS cluster. sweep, and status without `service`: one or more, one per line or separated by commas.',
    value: list,
    commands: commands,
    isRequired: true,
    isCommon: true,
  },
  service: {
    description:
      'Name or ARN of the ECS service. Required by every command except sweep and status. Its deployment controller must ' +
      'be EXTERNAL. sweep: one or more, one per line or separated by commas. Default of sweep and status: every `EXTERNAL` ' +
      'service in the cluster. Then status only names those that still run a version beyond its lease.',
    value: list,
    commands: commands,
    isCommon: true,
  },
  config: {
    description:
      'Path of a file with the settings of the service, e.g. `deploy/web.yml` (docs/settings.md). An input wins over ' +
      'the file. teardown, sweep and status need none. A rollback needs it only for the tests of a revision that it ' +
      'releases again: without it, it uses the default test.',
    value: text,
    commands: releasing,
    isCommon: true,
  },
  image: {
    description:
      'Image to set in the task definition, e.g. `registry/web:1.2.3`. It is set for the container `container-name`. ' +
      'Without `container-name`: for the only container, or else the container behind the load balancer.',
    value: text,
    commands: choosing,
    isCommon: true,
  },
  images: {
    description:
      'Images for several containers, one `container=image` per line, e.g. `web=registry/web:1.2.3`. Not with `image`.',
    value: lines,
    commands: choosing,
  },
  commit: {
    description:
      'Full id of the commit that is released, which the comment, the Deployment and the tags name. Default: the commit of ' +
      'the event that started the workflow (pull_request: the head; workflow_run: the commit of that run), or else ' +
      '`github.sha`. Set it if the image was built from another commit.',
    value: text,
    commands: choosing,
  },
  environment: {
    description:
      'GitHub environment to show a Deployment for, e.g. `production`. Default: that of the job, if it names one. GitHub ' +
      'then makes the Deployment, and this action updates it. Each service needs an environment of its own. rollback, ' +
      'teardown, sweep: only needed if the tags of the releases do not name it. sweep: also closes Deployments that killed ' +
      'runs left in progress.',
    value: text,
    commands: [...releasing, 'teardown', 'sweep'],
    isCommon: true,
  },
  'github-token': {
    description:
      'Token for the comment (`pull-requests: write`, also to find the pull request of a commit) and the Deployment (`deployments: write`). Without these ' +
      'permissions the run continues with a warning. sweep and status also use it to check whether runs are over (`actions: read`).',
    value: text,
    commands: commands,
    default: '${{ github.token }}',
  },
  comment: {
    description:
      'Whether to keep comments on pull requests up to date, also those of the releases that this run changes: true or ' +
      'false. sweep: also whether to close the comments of killed runs.',
    value: flag,
    commands: [...releasing, 'teardown', 'sweep'],
    default: 'true',
  },
  'time-limit': {
    description:
      "Maximum duration of this step, e.g. `25m`. Set it to the job's `timeout-minutes` minus the time of its other steps. `0`: " +
      'no limit.',
    value: duration(0, 30 * daySeconds),
    commands: [...releasing, 'teardown'],
    default: '0',
  },
  'release-id': {
    description:
      'promote: the release to promote, as in the output `release-id` of stage. Default: the staged release.',
    value: text,
    commands: ['promote'],
  },
  'expected-sha': {
    description:
      'promote: the full id of the commit that must be staged. `github.sha` stands for the commit that stage of this workflow run names. ' +
      'Default: any commit.',
    value: text,
    commands: ['promote'],
  },
  restage: {
    description:
      'promote: whether to stage an expired green again, with all its tests, and then promote it: true or false.',
    value: flag,
    commands: ['promote'],
    default: 'false',
  },
  'keep-rolled-back': {
    description:
      'rollback: how long the rolled-back version keeps running for inspection, without production traffic, e.g. `24h`, ' +
      'at most `720h` (30 days). `0` deletes it. If no blue was warm, `warm-time` applies instead.',
    value: duration(0, 30 * daySeconds),
    commands: ['rollback'],
    default: '0',
  },
  'migration-answer': {
    description:
      'deploy, stage, teardown: how a try of a migration ended that nobody saw, as a failed run asks for it: `<try id>=done` if it has ended ' +
      'well, or `<try id>=again` to start it once more. It counts for that try only.',
    value: text,
    commands: ['deploy', 'stage', 'teardown'],
  },
  'rollback-to': {
    description:
      'rollback: the revision to roll back to, as an ARN or `family:revision`. Default: the warm blue, or else the ' +
      'revision before the live one. To be named if the last rollback left production on the live one.',
    value: text,
    commands: ['rollback'],
  },
  reason: {
    description:
      'rollback: the reason, shown in the report. Required, together with `force`, to roll back a forward-only ' +
      'release.',
    value: text,
    commands: ['rollback'],
  },
  'terraform-plan': {
    description:
      'plan: the path of a Terraform plan as JSON, from `terraform show -json`. The run reports what an apply would change ' +
      'of this service and of other services of this action, and fails if it would move production traffic of any.',
    value: text,
    commands: ['plan'],
  },
  force: {
    description:
      'rollback: whether to return to a blue that serves worse, to roll back to quarantined content, further back after ' +
      'another rollback, while another run migrates the database, or to roll back a forward-only release, which requires ' +
      'a `reason`: true or false. teardown: whether to continue while the live version is unhealthy.',
    value: flag,
    commands: ['rollback', 'teardown'],
    default: 'false',
  },
} as const satisfies Record<string, Setting>;
