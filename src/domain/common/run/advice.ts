// What to do about a failed call: one advice, which fits what happened.
import { isOfCredentials, type Trouble } from '../values/trouble.ts';
import { withoutStop } from '../values/sentence.ts';

/** The call that failed, and what AWS says, without a full stop. */
export const describeFailedCall = ({ kind, action, resource, code, message }: Trouble): string =>
  kind === 'reverted'
    ? withoutStop(message)
    : `${action} on ${resource} failed: ${code}: ${withoutStop(message)}`;

/** Empty: the message says it. */
export function adviceOn({ kind, code, action, resource }: Trouble): string {
  if (isOfCredentials(code)) return '';
  switch (kind) {
    case 'denied':
      return `Allow ${action} on ${resource} for the role of this job.`;
    case 'busy':
    case 'lost':
      return 'Check the region, the endpoint and the network of the runner.';
    case 'refused':
      return 'Fix what AWS reports.';
    case 'reverted':
      return (
        'Find what changes it (a compliance job, or infrastructure code that does not ignore the prefix ecs-blue-green:), ' +
        'and let it keep what this action writes.'
      );
  }
}
