// Services that another deployment controller runs, or has run.
import { formatCount } from '../../common/values/count.ts';
import type { ServiceView } from '../model/world.ts';

/**
 * Why no command works on such a service: next to tasks that it can't see, a release would look like the first one.
 * `null`: the service has no such tasks.
 */
export function describeOutside({ name, cluster, controller, outside }: ServiceView): string | null {
  if (controller !== 'EXTERNAL' || outside === null) return null;
  const { running, deployments } = outside;
  const where = deployments.length === 0 ? '' : ` (${deployments.join(', ')})`;
  return (
    `service ${name} in cluster ${cluster} has the deployment controller EXTERNAL and no task set, but ${formatCount(running, 'task runs', 'tasks run')} in its ` +
    `deployments${where}. AWS documents that a service whose controller was changed from ECS goes on returning deployments instead of ` +
    "task sets. This action does not work next to tasks that it can't see as a task set. Create a second service with the controller " +
    'EXTERNAL and move traffic to it, or change the controller of this one back.'
  );
}

/** The same, also for a service that another controller runs now. A release and a plan say what is missing instead. */
export const describeNotOurs = (service: ServiceView): string | null =>
  service.controller === 'EXTERNAL'
    ? describeOutside(service)
    : `service ${service.name} in cluster ${service.cluster} has the deployment controller ${service.controller}, and this action works only with ` +
      'EXTERNAL. Deploy it and roll it back with what that controller offers.';
