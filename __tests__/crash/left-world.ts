// What a run left, taken from a real one and set up again in another sandbox: so a release has to be played once only.
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { TaskSetPicture, WorldPicture } from '../../sandbox/world.ts';
import type { Stage } from '../support/acceptance-stage.ts';

type Weights = Readonly<Record<string, number>>;

/** Plain data: it is kept in a file. */
export interface LeftWorld {
  readonly at: number;
  /** Of the runs that left it, the last one at the end. All of them have ended. */
  readonly runIds: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
  readonly sets: readonly TaskSetPicture[];
  readonly weights: Readonly<Record<string, Weights>>;
  readonly suspended: WorldPicture['scalableTargets'][number]['suspended'] | null;
  /** The requests that registered what the run registered. */
  readonly registered: readonly Readonly<Record<string, unknown>>[];
  /** ARNs of rules, listeners and target groups by name: tags may hold them, and other sandboxes have others. */
  readonly arns: Readonly<Record<string, string>>;
  /** What a world set up from this has to be the same as: see `comparable`. */
  readonly picture: unknown;
}

const webSets = (world: WorldPicture): readonly TaskSetPicture[] =>
  world.services.find(({ name }) => name === 'web')?.taskSets ?? [];

const webTags = (world: WorldPicture): Readonly<Record<string, string>> =>
  world.services.find(({ name }) => name === 'web')?.tags ?? {};

const arnsOf = ({ rules, listeners, targetGroups }: WorldPicture): Record<string, string> =>
  Object.fromEntries([
    ...targetGroups.map(({ name, arn }) => [`group ${name}`, arn]),
    ...rules.map(({ name, arn }) => [`rule ${name}`, arn]),
    ...listeners.map(({ name, arn }) => [`listener ${name}`, arn]),
  ]) as Record<string, string>;

export function leftBehind(stage: Stage, runIds: readonly number[]): LeftWorld {
  const world = stage.world();
  const registered = stage.calls('RegisterTaskDefinition').filter(({ wasCarriedOut }) => wasCarriedOut);
  const at = Date.now();
  return {
    at,
    runIds,
    tags: webTags(world),
    sets: webSets(world),
    weights: Object.fromEntries(world.rules.map(({ name, weights }) => [name, weights])),
    suspended: world.scalableTargets[0]?.suspended ?? null,
    registered: registered.map(({ request }) => request),
    arns: arnsOf(world),
    picture: comparable(world, at),
  };
}

const isoTimes = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Every time that the tags name, latest last; milliseconds. */
export const timesIn = (tags: Readonly<Record<string, string>>): readonly number[] =>
  Object.values(tags)
    .flatMap((value) => value.match(isoTimes) ?? [])
    .map((time) => Date.parse(time))
    .toSorted((a, b) => a - b);

/** The same world now, as if no time had passed: a lease of ten minutes has as much left as it had. */
export function moved(left: LeftWorld): LeftWorld {
  const now = Date.now();
  const byMs = now - left.at;
  const sets = left.sets.map((set) => ({ ...set, tags: later(set.tags, byMs) }));
  return { ...left, at: now, tags: later(left.tags, byMs), sets };
}

/** Lets time pass for the tags, until every lease and expiry that they name is over. */
export function outlast(stage: Stage): void {
  const { tags, taskSets } = stage.service();
  const last = [tags, ...taskSets.map((set) => set.tags)]
    .flatMap(timesIn)
    .toSorted((a, b) => a - b)
    .at(-1);
  const byMs = Date.now() - 1000 - (last ?? 0);
  if (last === undefined || byMs >= 0) return;
  stage.sandbox.control.tagService({ service: 'web', tags: later(tags, byMs) });
  for (const set of taskSets)
    stage.sandbox.control.tagTaskSet({ taskSet: set.arn, tags: later(set.tags, byMs) });
  // Otherwise users would hold cookies that have expired by the tags.
  stage.sandbox.control.ageCookies({ byMs: -byMs });
}

const later = (tags: Readonly<Record<string, string>>, byMs: number): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, shifted(value, byMs)]));

const shifted = (text: string, byMs: number): string =>
  text.replace(isoTimes, (time) => {
    const moved = new Date(Date.parse(time) + byMs).toISOString();
    // Some tags hold whole seconds.
    return time.includes('.') ? moved : moved.replace(/\.\d+Z$/, 'Z');
  });

type Listeners = NonNullable<NonNullable<SandboxSpec['loadBalancers']>[number]['listeners']>;
type Actions = NonNullable<Listeners[number]['defaultActions']>;

/** The spec of a sandbox that starts where the run ended, but for what tags name: see `tagAsLeft`. */
export function specAfter(spec: SandboxSpec, left: LeftWorld): SandboxSpec {
  const weighted = (actions: Actions | undefined, rule: string): Actions =>
    (actions ?? []).map((action) => ({
      ...action,
      ...(action.type === 'forward' ? { groups: left.weights[rule] ?? {} } : {}),
    }));
  const listeners = (all: Listeners | undefined): Listeners =>
    (all ?? []).map((one) => ({
      ...one,
      defaultActions: weighted(one.defaultActions, `${one.name}:default`),
      rules: (one.rules ?? []).map((rule) => ({ ...rule, actions: weighted(rule.actions, rule.name) })),
    }));
  return {
    ...spec,
    taskDefinitions: [...(spec.taskDefinitions ?? []), ...left.registered],
    loadBalancers: (spec.loadBalancers ?? []).map((one) => ({ ...one, listeners: listeners(one.listeners) })),
    services: (spec.services ?? []).map((one) =>
      one.name === 'web' ? { ...one, taskSets: left.sets.map(setSpec) } : one,
    ),
    autoScaling: (spec.autoScaling ?? []).map((one) => ({ ...one, suspended: left.suspended ?? {} })),
  };
}

type SetSpec = NonNullable<NonNullable<SandboxSpec['services']>[number]['taskSets']>[number];

const setSpec = ({
  id,
  taskDefinition,
  targetGroup,
  status,
  scale,
  externalId,
  tags,
}: TaskSetPicture): SetSpec => ({
  ...{ id, targetGroup, scale, externalId, tags },
  taskDefinition: taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1),
  primary: status === 'PRIMARY',
});

/** Tags can name rules, listeners and groups, whose ARNs are known only once the sandbox runs. */
export function tagAsLeft(stage: Stage, left: LeftWorld): void {
  const here = arnsOf(stage.world());
  const inHere = (tags: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(tags).map(([name, value]) => [name, relocated(value, left.arns, here)]),
    );
  stage.sandbox.control.tagService({ service: 'web', tags: inHere(left.tags) });
  for (const { arn, tags } of left.sets)
    stage.sandbox.control.tagTaskSet({ taskSet: arn, tags: inHere(tags) });
}

/** With the ARNs of this sandbox instead of the other's, and the random ends that ARNs may be shortened to. */
function relocated(
  text: string,
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): string {
  return Object.entries(from).reduce((value, [name, arn]) => {
    const mine = to[name];
    if (mine === undefined) return value;
    const [pieces, mines] = [randomEnds(arn), randomEnds(mine)];
    return pieces.reduce(
      (done, piece, index) => done.replaceAll(piece, mines[index] ?? `end of ${name}`),
      value.replaceAll(arn, mine),
    );
  }, text);
}

const randomEnds = (arn: string): readonly string[] =>
  arn.split('/').filter((one) => /^[0-9a-f]{16}$/.test(one));

/** What two sandboxes have to have in common to be the same world: everything but random ids and the time. */
export function comparable(world: WorldPicture, atMs: number): unknown {
  const arns = arnsOf(world);
  const toNames = Object.fromEntries(Object.keys(arns).map((name) => [name, name]));
  const plain = (tags: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(tags)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([name, value]) => [name, relativeTimes(relocated(value, arns, toNames), atMs)]),
    );
  return {
    tags: plain(webTags(world)),
    sets: webSets(world)
      .map(({ arn, tags, ...set }) => ({ ...set, arn, tags: plain(tags) }))
      .toSorted((a, b) => a.id.localeCompare(b.id)),
    weights: world.rules.map(({ name, weights }) => [name, weights]),
    targets: world.targetGroups.map(({ name, isInUse, targets }) => [
      name,
      isInUse,
      targets.map(({ state }) => state).toSorted(),
    ]),
    definitions: world.taskDefinitions,
    scaling: world.scalableTargets.map(({ resourceId, min, max, suspended }) => [
      resourceId,
      min,
      max,
      suspended,
    ]),
  };
}

const relativeTimes = (text: string, atMs: number): string =>
  text.replace(isoTimes, (time) => `${String(Math.round((Date.parse(time) - atMs) / 1000))} s from then`);
