// Where the revision that a release runs comes from.
import { traitsOf } from '../request/commands.ts';
import { familyOf, type TaskDefinitionArn } from '../values/arn.ts';
import type { Request, RevisionSource } from '../request/request.ts';
import { awsCommand } from '../values/shell.ts';

/** The live revision, and the one that was live before it (ARN or `family:revision`; `null`: not known). */
export interface LiveRevision {
  readonly revision: TaskDefinitionArn;
  readonly before: string | null;
}

type Asked =
  | {
      readonly source: RevisionSource;
      readonly input: 'task-definition' | 'rollback-to' | 'restage';
      /** Why it is that one. */
      readonly because: string;
    }
  | { readonly missing: string; readonly problems: readonly string[] };

/**
 * Where the revision comes from. A rollback without a warm blue re-releases an older revision: the one that the input
 * names, or the one before the live one. A promote only creates a green from what was staged.
 */
export function askedFor(request: Request, live: LiveRevision | null, restaged: string | null): Asked {
  const existingOf = (reference: string): RevisionSource => ({ kind: 'existing', reference });
  const { revisionFrom } = traitsOf(request);
  if (revisionFrom === 'earlier') {
    const { rollbackTo } = request.goal;
    const reference = rollbackTo ?? live?.before ?? null;
    const because = rollbackTo === null ? 'it was live before the live revision' : named;
    if (reference !== null) return { source: existingOf(reference), input: 'rollback-to', because };
    return { missing: 'the revision before the live one', problems: [noRevisionBefore(live)] };
  }
  if (revisionFrom === 'inputs')
    return { source: request.revision.source, input: 'task-definition', because: named };
  if (restaged !== null)
    return { source: existingOf(restaged), input: 'restage', because: 'it was staged before' };
  return { missing: 'what was staged', problems: [] };
}

const named = 'the input names it';

function noRevisionBefore(live: LiveRevision | null): string {
  const family = live === null ? null : familyOf(live.revision);
  const listed =
    family === null
      ? ''
      : ` List them with: ${awsCommand('ecs', 'list-task-definitions', '--family-prefix', family, '--sort', 'DESC')}`;
  return (
    'rollback-to: no blue is kept, and the live task set does not say which revision was live before it. Name the revision to return to.' +
    listed
  );
}
