// What containers have written, as CloudWatch Logs keeps it: log groups by region, and streams in them.
import type { ContainerDocument } from '../ecs/task-definition-document.ts';

export interface LogEvent {
  readonly at: number;
  readonly message: string;
}

interface Group {
  readonly name: string;
  readonly region: string;
}

type Streams = Map<string, LogEvent[]>;

export interface LogStore {
  /** Null: there is no such group. */
  readonly streams: (group: Group) => Streams | null;
  readonly create: (group: Group) => Streams;
  readonly remove: (group: Group) => void;
}

const keyOf = ({ name, region }: Group): string => `${region} ${name}`;

export function createLogStore(initial: readonly Group[]): LogStore {
  const groups = new Map<string, Streams>(initial.map((group) => [keyOf(group), new Map()]));
  return {
    streams: (group) => groups.get(keyOf(group)) ?? null,
    create(group) {
      const streams: Streams = groups.get(keyOf(group)) ?? new Map<string, LogEvent[]>();
      groups.set(keyOf(group), streams);
      return streams;
    },
    remove: (group) => {
      groups.delete(keyOf(group));
    },
  };
}

const noGroup =
  'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create ' +
  'Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, ' +
  'ResourceNotFoundException: The specified log group does not exist. : exit status 1';

type Write = (line: string) => void;

/**
 * Opens the stream of a container by its awslogs options, and returns what writes to it. A text: why the task can't start,
 * in ECS's words.
 */
export function openLog(
  { logs, region }: { readonly logs: LogStore; readonly region: string },
  task: string,
  { name, awslogs }: ContainerDocument,
): Write | string {
  if (awslogs === null) return () => undefined;
  const group = { name: awslogs.group, region: awslogs.region ?? region };
  const streams = awslogs.createsGroup ? logs.create(group) : logs.streams(group);
  if (streams === null) return noGroup;
  const events: LogEvent[] = [];
  streams.set(awslogs.prefix === null ? `${task}-${name}` : `${awslogs.prefix}/${name}/${task}`, events);
  return (message) => {
    events.push({ at: Date.now(), message });
  };
}
