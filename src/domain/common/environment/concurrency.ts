// Whether the concurrency of a workflow lets a newer run cancel this one.
import { isJsonObject, memberOf, type Json } from '../values/json.ts';

/** `true` and `expression` as they are written; `false`: nothing sets it. */
type CancelInProgress = 'true' | 'expression' | 'false';

/** A workflow file of this run, or that it could not be read. */
export type WorkflowFile =
  { readonly path: string; readonly workflow: Json; readonly job: string } | { readonly path: null };

/** Why a newer run may have cancelled this one, and what to do. `null`: the workflow doesn't allow it. */
export function describeCancel(file: WorkflowFile): string | null {
  if (file.path === null) return `If a newer run of this workflow cancelled this one: ${advice}`;
  const setting = cancelInProgress(file.workflow, file.job);
  if (setting === 'false') return null;
  return setting === 'true'
    ? `${file.path} sets cancel-in-progress: true, so a newer run has probably cancelled this one. To prevent it, ${advice}`
    : `${file.path} sets cancel-in-progress by an expression, so a newer run may have cancelled this one. To prevent it, ${advice}`;
}

const advice =
  'set cancel-in-progress: false in the concurrency of the workflow. A newer run then waits until the release is over.';

/** Of the workflow and of the job. A job that isn't in the file is in a workflow that this one calls: then any of its jobs counts. */
function cancelInProgress(workflow: Json, job: string): CancelInProgress {
  const jobs = memberOf(workflow, 'jobs');
  const own = memberOf(jobs, job);
  const all = own === null && isJsonObject(jobs) ? Object.values(jobs) : [own];
  const settings = [workflow, ...all].map((each) =>
    settingOf(memberOf(memberOf(each, 'concurrency'), 'cancel-in-progress')),
  );
  return settings.find((one) => one === 'true') ?? settings.find((one) => one === 'expression') ?? 'false';
}

function settingOf(value: Json): CancelInProgress {
  if (value === true || value === 'true') return 'true';
  return typeof value === 'string' && value.includes('${{') ? 'expression' : 'false';
}
