// The service's tag `rolled-back`: which run has rolled back which task set, and whose release that was.
import { longReleaseId, shortReleaseId } from '../../common/request/release-id.ts';
import { decodeEnvironment, encodeEnvironment } from './environment.ts';
import type { Request } from '../../common/request/request.ts';
import type { SetTags, TaskSetView, World } from '../model/world.ts';

interface RolledBack {
  readonly runId: number;
  /** `ecs-svc/<digits>`. */
  readonly set: string;
  /** What leads to the comment and the Deployment of its release. Empty: there was no room, or the task set had no such tags. */
  readonly trace: Trace;
}

type TraceName = 'release' | 'pull' | 'commit' | 'repository' | 'environment';
type Trace = Pick<SetTags, TraceName>;
/** The last one may have spaces in it. */
const traceNames: readonly TraceName[] = ['release', 'pull', 'commit', 'repository', 'environment'];

/** Maximum length of a tag value (fact 14). */
const longestValue = 256;

/**
 * `<run id>:<task set id>`. If the same rollback runs again, it continues where it stopped. Once it is done it rolls back
 * nothing else, neither its blue nor a later release. The trace follows for later commands, which may find that the rollback
 * could not report to GitHub: the task set is gone by then.
 */
export function formatRolledBack(
  { service, release: { runId } }: Pick<Request, 'service' | 'release'>,
  { id, tags }: Pick<TaskSetView, 'id' | 'tags'>,
): string {
  const note = `${String(runId)}:${id}`;
  if (tags.release === undefined || tags.repository === undefined) return note;
  const { environment, ...others } = tags;
  const place = environment === undefined ? {} : { environment: encodeEnvironment(environment) };
  const trace: Trace = { ...others, ...place, release: shortReleaseId(tags.release, service) };
  const whole = [note, ...partsOf(trace, traceNames)].join(' ');
  const short = [note, ...partsOf(trace, traceNames.slice(0, -1))].join(' ');
  return [whole, short].find(({ length }) => length <= longestValue) ?? note;
}

const partsOf = (trace: Trace, names: readonly TraceName[]): readonly string[] =>
  names.flatMap((name) => (trace[name] === undefined ? [] : [`${name}=${trace[name]}`]));

const form =
  /^(?<run>\d+):(?<set>\S+)(?: release=(?<release>\S+)(?: pull=(?<pull>\d+))?(?: commit=(?<commit>\S+))? repository=(?<repository>\S+)(?: environment=(?<environment>.+))?)?$/;

/** What the last rollback has noted. `null`: there was none, or the tag is unreadable. */
export function lastRolledBack({ service }: Pick<World, 'service'>): RolledBack | null {
  const groups = form.exec(service.tags['rolled-back'] ?? '')?.groups ?? {};
  const { run, set, release, environment, ...others } = groups as Readonly<
    Partial<Record<TraceName | 'run' | 'set', string>>
  >;
  if (run === undefined || set === undefined) return null;
  const place = environment === undefined ? {} : { environment: decodeEnvironment(environment) };
  return {
    ...{ runId: Number(run), set },
    trace:
      release === undefined ? {} : { ...others, ...place, release: longReleaseId(release, service.name) },
  };
}

/** The ID of the task set that this run has rolled back, from the tag; `null`: none. */
export function rolledBackBy(
  { release }: Pick<Request, 'release'>,
  world: Pick<World, 'service'>,
): string | null {
  const last = lastRolledBack(world);
  return last?.runId === release.runId ? last.set : null;
}

/** Whether the last rollback took production from this task set. */
export const wasLastRolledBack = (world: Pick<World, 'service'>, { id }: Pick<TaskSetView, 'id'>): boolean =>
  lastRolledBack(world)?.set === id;
