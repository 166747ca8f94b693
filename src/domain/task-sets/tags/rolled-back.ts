// The tag `rolled-back` of the service, and of a re-release: which run has rolled back which task set, and whose release that was.
import { longReleaseId, shortReleaseId } from '../../common/request/release-id.ts';
import { restoredBy } from './earlier-release.ts';
import { decodeEnvironment, encodeEnvironment } from './environment.ts';
import { pullIn } from './set-tags.ts';
import type { Request } from '../../common/request/request.ts';
import type { SetTags, TaskSetView, World } from '../model/world.ts';

export interface RolledBack {
  readonly runId: number;
  /** `ecs-svc/<digits>`. */
  readonly set: string;
  /** The task set that production returned to. `null`: the service had none before. */
  readonly to: string | null;
  /** What leads to the comment and the Deployment of its release. Empty: there was no room, or the task set had no such tags. */
  readonly trace: Trace;
}

type TraceName = 'release' | 'restores' | 'pull' | 'commit' | 'repository' | 'environment';
type Trace = Pick<SetTags, TraceName>;
type Written = Readonly<Record<TraceName, string | undefined>>;
/** The last one may have spaces in it. */
const traceNames: readonly TraceName[] = [
  ...(['release', 'restores', 'pull', 'commit', 'repository', 'environment'] as const),
];

/** Maximum length of a tag value (fact 14). */
const longestValue = 256;

/**
 * `<run id>:<task set id> to=<task set id>`. If the same rollback runs again, it continues where it stopped. Once it is done
 * it rolls back nothing else, neither its blue nor a later release. The trace follows for later commands, which may find that
 * the rollback could not report to GitHub: the task set is gone by then.
 */
export function formatRolledBack(
  { service, release: { runId } }: Pick<Request, 'service' | 'release'>,
  { id, tags }: Pick<TaskSetView, 'id' | 'tags'>,
  to: Pick<TaskSetView, 'id'> | null,
): string {
  const note = `${String(runId)}:${id}${to === null ? '' : ` to=${to.id}`}`;
  if (tags.release === undefined || tags.repository === undefined) return note;
  const trace = traceOf(service, tags, tags.release);
  const whole = [note, ...partsOf(trace, traceNames)].join(' ');
  const short = [note, ...partsOf(trace, traceNames.slice(0, -1))].join(' ');
  return [whole, short].find(({ length }) => length <= longestValue) ?? note;
}

/** The pull request of a re-release is that of the release that it restored. */
function traceOf(service: string, tags: SetTags, release: string): Written {
  const { commit, repository, environment } = tags;
  const restored = restoredBy(tags, service);
  const pull = restored === null ? pullIn(tags) : restored.pull;
  return {
    release: shortReleaseId(release, service),
    restores: restored === null ? undefined : shortReleaseId(restored.id, service),
    pull: pull === null ? undefined : String(pull),
    commit,
    repository,
    environment: environment === undefined ? undefined : encodeEnvironment(environment),
  };
}

const partsOf = (trace: Written, names: readonly TraceName[]): readonly string[] =>
  names.flatMap((name) => (trace[name] === undefined ? [] : [`${name}=${trace[name]}`]));

const form =
  /^(?<run>\d+):(?<set>\S+)(?: to=(?<to>\S+))?(?: release=(?<release>\S+)(?: restores=(?<restores>\S+))?(?: pull=(?<pull>\d+))?(?: commit=(?<commit>\S+))? repository=(?<repository>\S+)(?: environment=(?<environment>.+))?)?$/;

/** What the last rollback has noted. `null`: there was none, or the tag is unreadable. */
export const lastRolledBack = ({ service }: Pick<World, 'service'>): RolledBack | null =>
  rolledBackIn(service.tags, service.name);

/** What made these task sets live: each that a rollback has released again names what it replaced. */
export const replacedByReRelease = (
  { service }: Pick<World, 'service'>,
  live: readonly Pick<TaskSetView, 'tags'>[],
): readonly RolledBack[] => live.flatMap(({ tags }) => rolledBackIn(tags, service.name) ?? []);

function rolledBackIn(tags: Readonly<{ 'rolled-back'?: string }>, service: string): RolledBack | null {
  const groups = form.exec(tags['rolled-back'] ?? '')?.groups ?? {};
  const { run, set, to, release, environment, ...others } = groups as Readonly<
    Partial<Record<TraceName | 'run' | 'set' | 'to', string>>
  >;
  if (run === undefined || set === undefined) return null;
  const place = environment === undefined ? {} : { environment: decodeEnvironment(environment) };
  return {
    ...{ runId: Number(run), set, to: to ?? null },
    trace: release === undefined ? {} : { ...others, ...place, release: longReleaseId(release, service) },
  };
}

/** What this run has noted that it rolled back. `null`: nothing. */
export function ownRollback(
  { release }: Pick<Request, 'release'>,
  world: Pick<World, 'service'>,
): RolledBack | null {
  const last = lastRolledBack(world);
  return last?.runId === release.runId ? last : null;
}

/** The ID of the task set that this run has rolled back, from the tag; `null`: none. */
export const rolledBackBy = (
  request: Pick<Request, 'release'>,
  world: Pick<World, 'service'>,
): string | null => ownRollback(request, world)?.set ?? null;

/** Whether the last rollback took production from this task set. */
export const wasLastRolledBack = (world: Pick<World, 'service'>, { id }: Pick<TaskSetView, 'id'>): boolean =>
  lastRolledBack(world)?.set === id;
