// The ports of the loop, connected to AWS and to the network.
import type { AwsClients } from './aws/clients.ts';
import { timingPort } from './aws/attempts.ts';
import { checksPort } from './checks/port.ts';
import { realClock } from './clock.ts';
import { ecsPort } from './ecs/port.ts';
import type { ServiceName } from './ecs/service.ts';
import { loadBalancerPort } from './elb/port.ts';
import { probePort } from './probe/port.ts';
import { runner } from './runner/runner.ts';
import { scalingPort } from './scaling/port.ts';
import type { Ports } from '../engine/act.ts';
import type { AlarmsPort, RegistryPort } from '../ports.ts';

/** All ports that the loop needs for one service. */
export const awsPorts = (
  clients: AwsClients,
  name: ServiceName,
): Ports & { readonly registry: RegistryPort; readonly alarms: AlarmsPort } => ({
  ecs: ecsPort(clients, name),
  loadBalancer: loadBalancerPort(clients),
  scaling: scalingPort(clients),
  registry: {
    digestOf: async (image) => (await import('./ecr/port.ts')).registryPort(clients).digestOf(image),
  },
  alarms: {
    readAlarms: async (names) => (await import('./cloudwatch/port.ts')).alarmsPort(clients).readAlarms(names),
  },
  probe: probePort(),
  checks: checksPort(process.env, (line) => {
    runner.info(line);
  }),
  clock: realClock,
  timing: timingPort(realClock),
});
