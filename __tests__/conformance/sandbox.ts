// The sandbox over the wire: the engine's own adapters, on plain clients of the SDK.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';
import type {
  LoadBalancerArn,
  TargetGroupArn,
  TaskDefinitionArn,
} from '../../src/domain/common/values/arn.ts';
import { awsPorts } from '../../src/adapters/ports.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { WorldPicture } from '../../sandbox/world.ts';
import { startAnswering, type Answering } from './answering.ts';
import type { Model, Reads } from './model.ts';
import { plainCalls, type PlainClients } from './plain-calls.ts';
import { clientsFor } from './sandbox-clients.ts';
import { cluster, delays, sandboxWorld } from './sandbox-world.ts';
import type { Event, GroupName, Story, Unknowns } from './story.ts';
import { throughPorts } from './through-ports.ts';

/** One sandbox, with as many services as there are stories for it. */
export interface Stage {
  readonly model: (scope: string) => Model;
  readonly close: () => Promise<void>;
}

/** Which sandboxes there are: the first whose positions suit a story plays it. */
export const positions: readonly Required<Unknowns>[] = [
  {
    spentToken: 'old',
    deleteAboveZero: 'accept',
    drainingSets: 'count',
    missingSet: 'failure',
    emptyLists: 'sent',
  },
  {
    spentToken: 'error',
    deleteAboveZero: 'accept',
    drainingSets: 'do not count',
    missingSet: 'absent',
    emptyLists: 'left out',
  },
  {
    spentToken: 'new',
    deleteAboveZero: 'refuse',
    drainingSets: 'count',
    missingSet: 'failure',
    emptyLists: 'sent',
  },
];

export function positionFor({ given: { unknowns = {} } = {} }: Story): number {
  const asked = Object.entries(unknowns);
  return positions.findIndex((position) =>
    asked.every(([name, value]) => position[name as keyof Unknowns] === value),
  );
}

const spentTokens = { old: 'old-set', error: 'error', new: 'new-set' } as const;
const unknownsOf = (position: Required<Unknowns>): NonNullable<SandboxSpec['unknowns']> => ({
  spentClientToken: spentTokens[position.spentToken],
  deleteAboveZero: position.deleteAboveZero,
  drainingCounts: position.drainingSets === 'count',
  missingTaskSet: position.missingSet,
  emptyLists: position.emptyLists === 'sent' ? 'sent' : 'left-out',
});

export async function openStage(scopes: ReadonlyMap<string, Story>, position: number): Promise<Stage> {
  const sandbox = await startSandbox(sandboxWorld(scopes, unknownsOf(positions[position]!)));
  const [host] = /^[\d.]+(?=\.\d+$)/.exec(new URL(sandbox.awsUrl).hostname) ?? [''];
  const answering = await startAnswering(host);
  const clients = clientsFor(sandbox.awsUrl);
  await settled(sandbox);
  const picture = sandbox.world();
  return {
    model: (scope) => sandboxModel({ sandbox, picture, answering, clients }, scope),
    async close() {
      clients.destroy();
      await sandbox.stop();
      await answering.close();
    },
  };
}

const settledWithinMs = 60_000;

/** Every story begins with a steady blue: waited for once, without a request. */
async function settled(sandbox: Sandbox, fromMs = Date.now()): Promise<void> {
  const sets = sandbox.world().services.flatMap(({ taskSets }) => taskSets);
  if (
    sets.every(({ stabilityStatus, runningCount }) => stabilityStatus === 'STEADY_STATE' && runningCount > 0)
  )
    return;
  if (Date.now() - fromMs > settledWithinMs) throw new Error('the task sets do not become steady');
  await sleep(100);
  await settled(sandbox, fromMs);
}

interface Props {
  readonly sandbox: Sandbox;
  /** For the ARNs of what was there from the start. */
  readonly picture: WorldPicture;
  readonly answering: Answering;
  readonly clients: PlainClients;
}

function sandboxModel(props: Props, scope: string): Model {
  const { picture, clients } = props;
  const name = { cluster, service: scope };
  const ports = awsPorts(clients.aws, name);
  const groupOf = (group: GroupName): TargetGroupArn =>
    picture.targetGroups.find((one) => one.name === `${scope}-${group}`)?.arn as TargetGroupArn;
  const listener = picture.listeners.find((one) => one.loadBalancer === scope && one.name.endsWith('-http'));
  const balancer = listener?.arn.replace(':listener/', ':loadbalancer/').replace(/\/[^/]+$/, '');
  const place = { scope, balancer: balancer as LoadBalancerArn, url: listener?.url ?? '' };
  const port = throughPorts(ports, place);
  return {
    ...port,
    scope,
    groups: { a: groupOf('a'), b: groupOf('b'), c: groupOf('c') },
    delayMs: delays.draining,
    patienceMs: 25_000,
    now: () => Date.now(),
    pass: () => sleep(250),
    revision: (version) =>
      picture.taskDefinitions.find(({ arn }) => arn.endsWith(`/${version}:1`))?.arn as TaskDefinitionArn,
    plain: plainCalls(clients, name, { group: groupOf('b'), listener: listener?.arn ?? '' }),
    happen: (event, set) => happen(props, port.reads, scope, { event, set }),
  };
}

async function happen(
  { sandbox, answering }: Props,
  reads: Reads,
  service: string,
  { event, set }: { event: Event; set: TaskSetArn | null },
): Promise<void> {
  switch (event.kind) {
    case 'desired':
      sandbox.control.setDesiredCount({ service, desiredCount: event.count });
      return;
    case 'tags-wiped':
      sandbox.control.wipeServiceTags({ service });
      return;
    case 'starts-to-answer': {
      const own = (await reads.service()).sets.find(({ arn }) => arn === set);
      const tasks = own === undefined ? [] : await reads.tasks(own);
      for (const { endpoint } of tasks) if (endpoint !== null) await answering.begin(endpoint.id);
    }
  }
}
