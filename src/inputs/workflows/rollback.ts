// Finds the workflow that rolls back the service by hand, in the job's checkout.
import {
  mayRollBack,
  rollbackWorkflowOf,
  type NamedWorkflow,
  type RollbackWorkflow,
} from '../../domain/common/environment/rollback-workflow.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { Files } from '../revision/files.ts';
import { parseFile } from '../revision/parse.ts';

const folder = '.github/workflows';

/** Maximum number of workflows that are read. Time passes before the first read of AWS. */
const mostFiles = 100;
const limit = { bytes: 128 * 1024, why: 'it is larger than 128 KiB' };

/**
 * `null`: there is none, or the command creates no release. A file that can't be read or parsed is skipped. The parser is
 * loaded only for a file that may roll back. Never rejects.
 */
export async function findRollbackWorkflow(
  request: Pick<Request, 'command' | 'cluster' | 'service'>,
  env: Readonly<Record<string, string | undefined>>,
  files: Files,
  names: readonly string[],
): Promise<RollbackWorkflow | null> {
  if (!traitsOf(request).bringsOwnCommit) return null;
  const wanted = names.filter((name) => /\.ya?ml$/.test(name)).slice(0, mostFiles);
  const parsed = await Promise.all(wanted.map((name) => read(name, files)));
  return rollbackWorkflowOf(
    parsed.filter((file) => file !== null),
    { ...request, action: env['GITHUB_ACTION_REPOSITORY'] || null },
  );
}

async function read(file: string, files: Files): Promise<NamedWorkflow | null> {
  const path = `${folder}/${file}`;
  const reading = files.read(path, limit);
  if (reading.kind !== 'text' || !mayRollBack(reading.text)) return null;
  const parsed = await parseFile(path, reading.text).catch(() => null);
  return parsed?.problem === null ? { file, workflow: parsed.value } : null;
}
