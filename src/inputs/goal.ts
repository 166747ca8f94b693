// The inputs that only some commands read: stage, promote, rollback and plan.
import type { Goal } from '../domain/common/request/request.ts';
import { readTerraformPlan, type TerraformPlan } from '../domain/common/terraform/plan.ts';
import type { Json } from '../domain/common/values/json.ts';
import { capital } from '../domain/common/values/sentence.ts';
import { migrationAnswerFrom } from './migrations/answer.ts';
import { commitFrom, flag, seconds, type Reader } from './reader.ts';
import type { Files, SizeLimit } from './revision/files.ts';

/** The commit of this run, by its event and as `github.sha`. */
interface OwnCommit {
  readonly sha: string;
  readonly runnerSha: string;
}

export const goalFrom = (reader: Reader, files: Files, own: OwnCommit): Goal => ({
  stageExpirySeconds: seconds(reader, 'stage-expiry'),
  promoted: reader.text('release-id'),
  expectedCommit: expectedCommit(commitFrom(reader, 'expected-sha'), own),
  isRestaging: flag(reader, 'restage'),
  keepRolledBackSeconds: seconds(reader, 'keep-rolled-back'),
  rollbackTo: rollbackTarget(reader),
  writtenReason: reader.text('reason'),
  migrationAnswer: migrationAnswerFrom(reader),
  terraformPlan: terraformPlanFrom(reader, files),
});

/** In a pull request, or after another workflow, `github.sha` isn't the commit that a stage of the same run names. */
const expectedCommit = (given: string | null, { sha, runnerSha }: OwnCommit): string | null =>
  given === runnerSha ? sha : given;

/** A family without a revision would be its newest one, which is usually the version to roll back from. */
function rollbackTarget(reader: Reader): string | null {
  const to = reader.text('rollback-to');
  if (to === null || /^(arn:[\w-]+:ecs:[\w-]*:\d*:task-definition\/)?[\w-]+:\d+$/.test(to)) return to;
  reader.refuse('rollback-to', to, 'names no revision: write `family:revision`, e.g. `web:41`, or its ARN');
  return null;
}

const planLimit: SizeLimit = { bytes: 64 * 1024 * 1024, why: 'it is larger than 64 MiB' };

/** Nothing of the file is quoted, since a plan holds secrets. */
function terraformPlanFrom(reader: Reader, files: Files): TerraformPlan | null {
  const path = reader.text('terraform-plan');
  if (path === null) return null;
  const file = files.read(path, planLimit);
  if (file.kind === 'text') {
    const reading = planIn(file.text);
    if ('plan' in reading) return reading.plan;
    reader.refuse('terraform-plan', path, `${reading.problem}: ${howToWrite}`);
  } else if (file.kind === 'unreadable')
    reader.refuse('terraform-plan', path, `can't be read: ${file.because}: ${howToWrite}`);
  else
    reader.refuse(
      'terraform-plan',
      path,
      `is not a file in the workspace: check the path, and that an earlier step writes it. ${capital(howToWrite)}`,
    );
  return null;
}

const howToWrite =
  'write it with "terraform plan -out=tfplan" and then "terraform show -json tfplan > plan.json"';

function planIn(text: string): ReturnType<typeof readTerraformPlan> {
  if (logOfPlan.test(text)) return { problem: describeOther(text) };
  if (text.startsWith('PK')) return { problem: 'is the plan itself, not its JSON' };
  try {
    return readTerraformPlan(JSON.parse(text.replace(/^\uFEFF/, '')) as Json);
  } catch {
    return { problem: describeOther(text) };
  }
}

/** One line is JSON, too. */
const logOfPlan = /^\s*\{"@level"/;

/** What a file is that isn't JSON. Steps that ran the right commands can leave these. */
function describeOther(text: string): string {
  if (text.trim() === '') return 'is empty, so the command that writes it may have failed';
  if (logOfPlan.test(text)) return 'is the log of "terraform plan -json"';
  if (text.startsWith('[command]'))
    return 'begins with a line of the wrapper of hashicorp/setup-terraform (set "terraform_wrapper: false" in its step)';
  return 'is not JSON';
}
