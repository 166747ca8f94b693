// Consumers of queues and schedulers among the containers of a task definition, as far as it shows them.
import { isJsonArray, isJsonObject, itemsOf, type JsonObject } from '../values/json.ts';
import { containersOf } from './revision.ts';

/** Tools that take messages or run schedules, by how they are started. */
const tools =
  /\bcelery\b.*\b(?:worker|beat)\b|\bsidekiq\b|\bshoryuken\b|\bresque\b|\brq worker\b|\bdramatiq\b|\bhuey_consumer\b|\bdelayed_job\b|\bgood_job\b|\bjobs:work\b|\bbin\/jobs\b|\bqueue:(?:work|listen)\b|\bartisan horizon\b|\bschedule:(?:work|run)\b|\bsupercronic\b|\bcrond?(?!\S)|\bclockwork\b/i;

/** A container with ports may have its name from what its requests are about. */
const names = /(?:^|[-_])(?:workers?|consumers?|schedulers?|cron|beat)(?:[-_]|$)/i;

/** E.g. `container jobs (sidekiq)`. */
export const workersIn = (content: JsonObject): readonly string[] =>
  containersOf(content).flatMap(describeWorker);

function describeWorker(container: JsonObject): readonly string[] {
  const { name, portMappings } = container;
  if (typeof name !== 'string') return [];
  const tool = tools.exec(commandOf(container))?.[0];
  if (tool !== undefined) return [`container ${name} (${tool})`];
  const hasPorts = isJsonArray(portMappings) && portMappings.length > 0;
  return !hasPorts && names.test(name) ? [`container ${name}`] : [];
}

const commandOf = (container: JsonObject): string =>
  ['entryPoint', 'command']
    .flatMap((member) => itemsOf(container[member] ?? null).filter((word) => typeof word === 'string'))
    .join(' ');

/** How long its containers may take to start before their own health checks count. */
export function startSecondsOf(content: JsonObject): number {
  const periods = containersOf(content).map(({ healthCheck }) =>
    isJsonObject(healthCheck) ? healthCheck['startPeriod'] : 0,
  );
  return Math.max(0, ...periods.filter((period) => typeof period === 'number'));
}
