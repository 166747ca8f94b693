// Where the load balancer reaches a task.
import type { Endpoint } from '../load-balancer/view.ts';
import type { TaskView } from './view.ts';

/** Every address under which a target may be this task. A task with both kinds has one target in each group. */
export const endpointsOf = ({ endpoint, ipv6Endpoint }: TaskView): readonly Endpoint[] =>
  [endpoint, ipv6Endpoint].filter((one) => one !== null);

/** An address and port is of one task only. */
export const isSameEndpoint = (a: Endpoint, b: Endpoint): boolean => a.id === b.id && a.port === b.port;
