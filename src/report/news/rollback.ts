// How a release is rolled back, as another run than its own says it.
import { describeReturned } from '../../domain/common/migrations/blue-on-schema.ts';
import type { KnownRelease } from '../../domain/common/report/releases.ts';
import { isRollbackId, ofReRelease } from '../../domain/common/request/release-id.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { plain } from '../messages/markdown.ts';
import { linkToWorkflow, reRelease } from '../messages/rollback.ts';

/** What else there is. */
interface Around {
  readonly request: Request;
  /** All releases that have a task set. */
  readonly now: readonly KnownRelease[];
}

/** Of a live release. `gone`: that blue is gone, without a stop. `null`: blue is kept. */
export function rollbackOf(release: KnownRelease, gone: string | null, around: Around): string {
  const { request } = around;
  const { forwardOnly, before, beforeQuarantined: quarantined, isReturnedTo: isFurther, onSchema } = release;
  const next = nextTo(release, around);
  if (next !== null)
    return `**Rollback**: the command rollback first ends release ${plain(next.id)}, which has no traffic: production stays on this one.`;
  const link = workflowLink(release, request);
  if (forwardOnly !== null) {
    const without = gone === null ? '' : `, and ${gone}`;
    return `**Rollback**: not possible: this release is forward-only (${plain(forwardOnly)})${without}.`;
  }
  if (isRollbackId(release.id)) return `**Rollback**: not possible: ${ofReRelease}.`;
  if (gone === null)
    return `**Rollback**: blue is kept. The command rollback returns production to it. ${describeReturned(onSchema)}${link}`;
  if (before === null)
    return `**Rollback**: ${gone}. The previous revision is not known. Run the command rollback with the input \`rollback-to\`.`;
  return `**Rollback**: ${reRelease(gone, { revision: before, quarantined, isFurther, onSchema, link })}`;
}

/** The release whose rollback comes first. It is this run's own business if it made that release. */
const nextTo = ({ set }: KnownRelease, { request, now }: Around): KnownRelease | null =>
  now.find((one) => one.standing === 'begun' && one.set !== set && one.id !== request.release.id) ?? null;

export const notKept = 'blue is not kept';

/** After a sentence. Empty: the release found no workflow that rolls back. */
const workflowLink = ({ rollbackWorkflow }: KnownRelease, { release }: Request): string =>
  rollbackWorkflow === null ? '' : ` ${linkToWorkflow(release.runUrl, rollbackWorkflow)}`;
