// A model that stands behind the engine's ports: reads and writes go the way they go in a run.
import type { ProbeRequest } from '../../src/domain/common/run/step.ts';
import type { LoadBalancerArn } from '../../src/domain/common/values/arn.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import type { ServiceView, World } from '../../src/domain/task-sets/model/world.ts';
import { act, type Ports } from '../../src/engine/act.ts';
import { cannot, type BareSet, type Model, type Reads } from './model.ts';

/** Which service of the account the story is about, and where its users come in. */
interface Place {
  readonly scope: string;
  readonly balancer: LoadBalancerArn;
  readonly url: string;
}

export function throughPorts(ports: Ports, place: Place): Pick<Model, 'send' | 'reads'> {
  const reads = portReads(ports, place);
  let service: Promise<ServiceView> | null = null;
  return {
    reads,
    async send(write) {
      service ??= reads.service().then((seen) => seen.service);
      return sendThrough(ports, await service, write);
    },
  };
}

/** `act` looks at the names of the service alone, and at nothing else of the step. */
const sendThrough = (ports: Ports, service: ServiceView, write: Write): Promise<Outcome> =>
  act(ports, { service } as World, { act: write } as Step, new AbortController().signal);

function portReads({ ecs, loadBalancer, scaling, probe }: Ports, { scope, balancer, url }: Place): Reads {
  const service: Reads['service'] = async () => {
    const seen = await ecs.readService();
    if (seen === null) return cannot('service');
    return { service: seen.service, sets: seen.taskSets };
  };
  return {
    service,
    tasks: (set) => ecs.readTasks(set, 'ip'),
    rules: () => loadBalancer.readRules(balancer),
    targets: (group) => loadBalancer.readTargets(group),
    oneOff: (known) => ecs.readOneOffTasks('test', known),
    stops: () => ecs.readStoppedTasks(),
    scaling: async () => {
      const { cluster, name } = (await service()).service;
      return scaling.readScaling(cluster, name);
    },
    answer: async () => {
      for (;;) {
        const answers = await probe.look('bake', [asked(url)], new AbortController().signal);
        if (answers !== null) return answers[0]?.answer.status ?? null;
      }
    },
    isRegistered: async (hash) => (await ecs.findRegistered(`family-${scope}`, `${scope}-${hash}`)) !== null,
    async outline() {
      const noted = await ecs.readOutline();
      return async (): Promise<readonly BareSet[]> => (noted === null ? [] : ecs.readOutlined(noted));
    },
  };
}

const asked = (url: string): ProbeRequest => ({
  url,
  headers: {},
  timeoutMs: 5000,
  codes: '200-299',
  certificate: 'verified',
});
