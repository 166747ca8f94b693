// What the command after the kill owes: the ending by its name, and who serves at the end.
import { keptIn, tagsBesidesKept } from '../support/kept.ts';
import type { WorldPicture } from '../../sandbox/world.ts';
import { hasBegun } from './contracting.ts';
import { productionRules } from '../support/serving.ts';
import type { Rest } from './play.ts';
import type { ScenarioName } from './groups.ts';
import { scenarios, type Next } from './scenarios.ts';

export interface Owed {
  readonly result: string;
  readonly reason: string;
  readonly exitCode: number;
  readonly version: string;
  /** Task sets at the end; one, but where something stays staged. */
  readonly sets: number;
  /** Our tags on the service that may be there at the end; the fence always is. */
  readonly tags: readonly string[];
}

/** How undisturbed runs ended, by scenario. */
export type Rests = Readonly<Partial<Record<ScenarioName, Rest>>>;

type SetPicture = WorldPicture['services'][number]['taskSets'][number];

interface Death {
  readonly standing: readonly SetPicture[];
  readonly tags: readonly string[];
  /** A green that was rolled back is kept until blue has served well. */
  readonly isKept: boolean;
  /** Target groups with production traffic. */
  readonly live: readonly string[];
  readonly primary: SetPicture | undefined;
  readonly hasContractBegun: boolean;
}

const prefix = 'ecs-blue-green:';

function deathOf(world: WorldPicture): Death {
  const service = world.services.find(({ name }) => name === 'web');
  const kept = service === undefined ? undefined : keptIn(service);
  const standing = (service?.taskSets ?? []).filter((set) => set.status !== 'DRAINING' && set !== kept);
  const weights = world.rules.filter(({ name }) => (productionRules as readonly string[]).includes(name));
  return {
    standing,
    isKept: kept !== undefined,
    hasContractBegun: service !== undefined && hasBegun(service),
    primary: standing.find(({ status }) => status === 'PRIMARY'),
    live: ['web-a', 'web-b'].filter((group) => weights.some((rule) => (rule.weights[group] ?? 0) > 0)),
    tags: service === undefined ? [] : tagsBesidesKept(service, ourNames(service)),
  };
}

const ourNames = ({ tags }: { readonly tags: Readonly<Record<string, string>> }): readonly string[] =>
  Object.keys(tags).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));

const versionOf = ({ taskDefinition }: SetPicture): string =>
  `v${taskDefinition.slice(taskDefinition.lastIndexOf(':') + 1)}`;

/** The tags that an undisturbed run leaves when nothing is kept any more: nothing else may outlive a killed run. */
const lastingTags = (rests: Rests): readonly string[] => [
  ...new Set(Object.values(rests).flatMap(({ sets, tags }) => (sets === 1 ? tags : ['fence']))),
];

export function owedBy(name: ScenarioName, next: Next, died: WorldPicture, rests: Rests): Owed {
  const own = rests[name];
  if (own === undefined) throw new Error(`${name} was not recorded`);
  const lasting = lastingTags(rests);
  if (isRepair(name)) {
    const tags = [...lasting, ...own.tags];
    return isRepaired(deathOf(died)) ? afterRepair(name, next, tags) : { ...repaired, tags };
  }
  switch (next) {
    case 'again':
      if (scenarios[name].command === 'teardown' && !deathOf(died).tags.includes('lease'))
        return { ...endingOf(own), reason: 'nothing-kept', tags: lasting, version: own.version ?? '?' };
      return { ...endingOf(own), tags: [...lasting, ...own.tags], version: own.version ?? '?' };
    case 'rollback':
      return rollbackOwes(name, deathOf(died), rests);
    case 'sweep':
      // Of a staged green whose time is over a sweep notes the revision.
      return { ...sweepOwes(name, deathOf(died)), tags: [...lasting, 'expired'] };
  }
}

type Repair = 'rollback-repairing' | 'sweep-repairing';

const isRepair = (name: ScenarioName): name is Repair => scenarios[name].reset !== undefined;

/** Whatever comes next repairs what is left to repair: production is on nothing, or on PRIMARY only in part. */
const repaired = { result: 'repaired', reason: 'repaired', exitCode: 0, version: 'v2', sets: 1 } as const;

const isRepaired = ({ live, primary }: Death): boolean =>
  live.every((group) => group === primary?.targetGroup);

/** Nothing is left to repair. The next attempt of the same rollback reports it, and another rollback rolls back. */
function afterRepair(name: Repair, next: Next, tags: readonly string[]): Owed {
  const isRollback = next === 'rollback' || (next === 'again' && name === 'rollback-repairing');
  if (!isRollback) return { ...repaired, result: 'swept', reason: 'swept', tags };
  if (next === 'again') return { ...repaired, tags };
  const reRelease = { result: 'released', reason: 'released', version: 'v1' } as const;
  return { ...repaired, ...reRelease, tags: [...tags, 'quarantined'] };
}

const endingOf = ({ result, reason, exitCode, sets }: Rest): Omit<Owed, 'version' | 'tags'> => ({
  ...{ result, reason, sets },
  exitCode: exitCode ?? -1,
});

/**
 * A rollback of another run rolls back what the killed run was about to bring to users, or had brought. If blue still
 * exists, it gets the traffic again. If blue is gone, its revision is re-released. If nothing had been made that users
 * could have seen, there is nothing to roll back, and the run reports that.
 */
function rollbackOwes(name: Exclude<ScenarioName, Repair>, death: Death, rests: Rests): Owed {
  // Of what was staged again only a release clears the note.
  const tags = [...lastingTags(rests), ...(name === 'promote-restaging' ? ['expired'] : [])];
  const blueGroup = (version: string): Owed => ({
    ...{ result: 'rolled-back', reason: 'requested', exitCode: 0, version, sets: 1, tags },
  });
  const reRelease = (version: string): Owed => ({
    ...{ result: 'released', reason: 'released', exitCode: 0, version, sets: 1, tags },
  });
  const nothing = (version: string): Owed => ({
    ...{ result: 'refused', reason: 'preflight-failed', exitCode: 1, version },
    ...{ sets: death.standing.length, tags: death.tags },
  });
  const stands = (version: string): boolean => death.standing.some((set) => versionOf(set) === version);
  switch (name) {
    case 'deploy':
    case 'deploy-deferred':
    case 'deploy-tested':
    case 'deploy-draining':
    case 'deploy-migrating':
    case 'deploy-contracting':
      if (death.hasContractBegun) return { ...nothing('v2'), tags };
      if (!stands('v1')) return reRelease('v1');
      return stands('v2') ? blueGroup('v1') : nothing('v1');
    case 'stage':
    case 'sweep-expired':
      return nothing('v1');
    case 'promote':
    case 'promote-restaging':
      if (!stands('v1')) return reRelease('v1');
      return death.tags.includes('lease') ? blueGroup('v1') : nothing('v1');
    case 'rollback-keeping':
      if (!death.tags.includes('lease')) return nothing('v1');
      // Kept already: the next command only completes the rest of the rollback.
      return death.tags.includes('kept-green')
        ? { ...blueGroup('v1'), sets: 2, tags: death.tags }
        : blueGroup('v1');
    case 'rollback':
    case 'rollback-raising':
    case 'rollback-draining':
    case 'rollback-sessions':
      // Green is kept, and its release is not over: what is left of the rollback is completed.
      return stands('v2') || (death.isKept && death.tags.includes('lease')) ? blueGroup('v1') : nothing('v1');
    case 'rollback-returning':
      // While the version before stands, the return is not over. Once it is gone, it is what is released again.
      return stands('v1') ? blueGroup('v2') : reRelease('v1');
    case 'rollback-re-release':
      // What the killed run had begun is continued. Once it is over, what it replaced is quarantined.
      return stands('v2') || death.tags.includes('lease') ? reRelease('v1') : nothing('v1');
    case 'teardown':
    case 'teardown-sessions':
    case 'teardown-contracting':
    case 'sweep':
    case 'sweep-finishing':
      if (death.hasContractBegun) return { ...nothing('v2'), tags };
      return stands('v1') ? blueGroup('v1') : reRelease('v1');
  }
}

const toKeptBlue: readonly ScenarioName[] = [
  'rollback',
  'rollback-raising',
  'rollback-draining',
  'rollback-keeping',
  'rollback-sessions',
  'rollback-returning',
];

/**
 * A sweep after every lease and expiry leaves one set. A switch that the killed run had begun is finished the way that
 * the PRIMARY label says, which goes before the rules in both directions; a rollback counts as begun with the label,
 * a way forward with the first rule. What users had not come to see is removed.
 */
function sweepOwes(name: ScenarioName, { standing, live, primary }: Death): Omit<Owed, 'tags'> {
  // A person took users away from the kept green: no sweep begins to return them to it.
  if (name === 'rollback-returning' && primary !== undefined && versionOf(primary) === 'v1')
    return { result: 'failed', reason: 'left-alone', exitCode: 1, version: 'v1', sets: standing.length };
  const [serving, ...more] = standing.filter(({ targetGroup }) => live.includes(targetGroup ?? ''));
  const isBegun = more.length > 0 || toKeptBlue.includes(name);
  const winner = isBegun ? primary : serving;
  const version = winner === undefined ? '?' : versionOf(winner);
  return { result: 'swept', reason: 'swept', exitCode: 0, version, sets: 1 };
}
