// How long a task takes to stop at most, as its task definition says.
import { itemsOf, memberOf, type Json, type JsonObject } from '../values/json.ts';

/** Of a container that sets none (fact 17). */
const defaultSeconds = 30;

/**
 * From SIGTERM to SIGKILL of its last container. Containers stop together, but one that others depend on stops after them
 * (the parameter `dependsOn` of a container definition).
 */
export function stopSecondsOf(content: JsonObject): number {
  const containers = itemsOf(memberOf(content, 'containerDefinitions'));
  const byName = new Map(containers.map((one) => [memberOf(one, 'name'), one]));
  const secondsFrom = (container: Json, above: readonly Json[]): number => {
    if (above.includes(container)) return 0;
    const next = itemsOf(memberOf(container, 'dependsOn')).flatMap((dependency) => {
      const found = byName.get(memberOf(dependency, 'containerName'));
      return found === undefined ? [] : secondsFrom(found, [...above, container]);
    });
    return ownSeconds(container) + Math.max(0, ...next);
  };
  return containers.length === 0
    ? defaultSeconds
    : Math.max(...containers.map((one) => secondsFrom(one, [])));
}

function ownSeconds(container: Json): number {
  const own = memberOf(container, 'stopTimeout');
  return typeof own === 'number' ? own : defaultSeconds;
}
