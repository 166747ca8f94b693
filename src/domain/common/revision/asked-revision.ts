// Where the revision that a release runs comes from.
import { traitsOf } from '../request/commands.ts';
import { familyOf, type TaskDefinitionArn } from '../values/arn.ts';
import type { Request, RevisionSource } from '../request/request.ts';

/** The revision that is live, and the one that was live before it if that is known (ARN or `family:revision`). */
export interface LiveRevision {
  readonly revision: TaskDefinitionArn;
  readonly before: string | null;
}

export type Asked =
  | {
      readonly source: RevisionSource;
      readonly input: 'task-definition' | 'rollback-to' | 'restage';
      /** Why it is that one. */
      readonly because: string;
    }
  | { readonly missing: string; readonly problems: readonly string[] };

/**
 * Where the revision comes from. A rollback without a warm blue releases an older one again: the named one, or the one
 * that live came after. A promote makes a green only of what was staged before.
 */
export function askedFor(request: Request, live: LiveRevision | null, restaged: string | null): Asked {
  const existingOf = (reference: string): RevisionSource => ({ kind: 'existing', reference });
  const { revisionFrom } = traitsOf(request);
  if (revisionFrom === 'earlier') {
    const { rollbackTo } = request.goal;
    const reference = rollbackTo ?? live?.before ?? null;
    const because = rollbackTo === null ? 'what is live came after it' : named;
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
      : ` They are listed by: aws ecs list-task-definitions --family-prefix ${family} --sort DESC`;
  return (
    'rollback-to: no blue is kept, and the live task set does not say which revision it came after: name the revision to go back to.' +
    listed
  );
}
