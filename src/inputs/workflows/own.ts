// The file of the workflow that this run belongs to, in the job's checkout.
import type { WorkflowFile } from '../../domain/common/environment/concurrency.ts';
import type { Files } from '../revision/files.ts';
import { parseFile } from '../revision/parse.ts';

/** The checkout may have another commit than the run's workflow, or none. Never rejects. */
export async function readWorkflowFile(
  env: Readonly<Record<string, string | undefined>>,
  files: Files,
): Promise<WorkflowFile> {
  const path = workflowPath(env['GITHUB_WORKFLOW_REF'] ?? '', env['GITHUB_REPOSITORY'] ?? '');
  const read = path === null ? null : files.read(path);
  if (path === null || read?.kind !== 'text') return { path: null };
  const parsed = await parseFile(path, read.text).catch(() => null);
  if (parsed?.problem !== null) return { path: null };
  return { path, workflow: parsed.value, job: env['GITHUB_JOB'] ?? '' };
}

/** `acme/shop/.github/workflows/release.yml@refs/heads/main`. `null`: a workflow of another repository, or none. */
function workflowPath(ref: string, repository: string): string | null {
  const [, owner, path] = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@/.exec(ref) ?? [];
  return owner === repository ? (path ?? null) : null;
}
