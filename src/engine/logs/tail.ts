// Reads the last lines of a container's log, within a time limit: only reports show them.
import { environmentValues, logPlaceOf, type LogStream } from '../../domain/common/logs/place.ts';
import { tailElsewhere, tailOf, type FoundEvents, type LogTail } from '../../domain/common/logs/tail.ts';
import type { FailedTask } from '../../domain/common/tasks/failed-task.ts';
import type { JsonObject } from '../../domain/common/values/json.ts';
import { PortError } from '../../errors.ts';
import type { Clock, EcsPort, LogsPort } from '../../ports.ts';

interface TailPorts {
  readonly logs: LogsPort;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** One container of one task. */
interface Where {
  /** The ARN of the task. */
  readonly task: string;
  readonly definition: JsonObject;
  readonly container: string;
}

/** How long one reading takes at most. */
const limitMs = 12_000;
/** The agent sends the last lines when the container ends, and CloudWatch Logs shows them some seconds later. */
const pausesMs: readonly number[] = [2_000, 4_000];
const lastWordsMs = 2_000;

/** Of any task: one of a service, or one that was run once. Rejects only for a bug. */
export async function readLogTail(
  ports: TailPorts,
  { task, definition, container }: Where,
  secrets: readonly string[],
): Promise<LogTail> {
  const place = logPlaceOf(task, definition, container);
  const found: FoundEvents =
    place.kind === 'stream' ? await inTime(ports, askUntilFound(ports, place)) : { kind: 'late' };
  return tailOf(place, found, [...secrets, ...environmentValues(definition)]);
}

async function askUntilFound(ports: TailPorts, place: LogStream): Promise<FoundEvents> {
  let found = await ports.logs.lastEvents(place);
  if (hasLines(found)) return askAgain(ports, place, found);
  for (const pauseMs of pausesMs) {
    if (!mayComeYet(found)) break;
    await ports.clock.sleep(pauseMs);
    found = await ports.logs.lastEvents(place);
  }
  return found;
}

/** The last words of a container come after the lines before them. What shows only after a pause is all of it. */
async function askAgain(
  { logs, clock }: TailPorts,
  place: LogStream,
  found: FoundEvents,
): Promise<FoundEvents> {
  await clock.sleep(lastWordsMs);
  const next = await logs.lastEvents(place);
  return hasLines(next) ? next : found;
}

const hasLines = (found: FoundEvents): boolean => found.kind === 'events' && found.messages.length > 0;

const mayComeYet = (found: FoundEvents): boolean =>
  found.kind === 'events' ? found.messages.length === 0 : found.kind === 'missing' && found.what === 'stream';

async function inTime({ clock }: TailPorts, work: Promise<FoundEvents>): Promise<FoundEvents> {
  const isOver = new AbortController();
  const late = clock.sleep(limitMs, isOver.signal).then((): FoundEvents => ({ kind: 'late' }));
  try {
    return await Promise.race([work, late]);
  } finally {
    isOver.abort();
  }
}

export type TailReader = (failed: FailedTask) => Promise<LogTail>;

/** Of the task that shows why a release failed. */
export const failedTaskTail =
  (
    ports: TailPorts & { readonly ecs: Pick<EcsPort, 'readTaskDefinition'> },
    secrets: readonly string[],
  ): TailReader =>
  async ({ arn, definition, container, hasRun }) => {
    if (container === null || !hasRun) return tailElsewhere('The container never ran, so it wrote no log.');
    try {
      const document = await ports.ecs.readTaskDefinition(definition);
      if (document === null) return tailElsewhere(`${definition} is gone, so its log is not known.`);
      return await readLogTail(ports, { task: arn, definition: document.content, container }, secrets);
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      const { action, code } = error.trouble;
      return tailElsewhere(`Where its log is could not be read: ${action}: ${code}.`);
    }
  };
