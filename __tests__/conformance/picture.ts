// What a model shows of what a story asks for, and where the two differ.
import type { TaskArn } from '../../src/domain/common/one-off-tasks/task.ts';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import type { StoppedTask } from '../../src/domain/common/tasks/view.ts';
import type { TargetView } from '../../src/domain/common/load-balancer/view.ts';

import { forwardOf } from '../../src/domain/common/load-balancer/traffic.ts';

import type { BareSet, Model } from './model.ts';
import type { GroupName, Picture, RuleName, RulePicture, SetPicture, StopPicture, Wanted } from './story.ts';

/** The story's names of task sets. */
export type Names = ReadonlyMap<string, TaskSetArn>;

/** The story's names of one-off tasks. */
export type TaskNames = ReadonlyMap<string, TaskArn>;

/** Reads as much as `wanted` names. */
export async function pictureOf(
  model: Model,
  { names, tasks }: { readonly names: Names; readonly tasks: TaskNames },
  wanted: Wanted<Picture>,
): Promise<Partial<Picture>> {
  const { reads } = model;
  const needsService = ['controller', 'setCount', 'sets', 'own', 'tags', 'stops'].some(
    (part) => part in wanted,
  );
  const seen = needsService ? await reads.service() : null;
  const sets = seen?.sets ?? [];
  return {
    ...(seen === null ? {} : { controller: seen.service.controller, tags: seen.service.tags }),
    setCount: sets.length,
    sets: Object.fromEntries([...names].map(([name, arn]) => [name, setPicture(sets, arn)])),
    ...(wanted.own && { own: await ownTargets(model, names, sets, Object.keys(wanted.own)) }),
    ...(wanted.groups && { groups: await groupTargets(model, wanted.groups, ({ state }) => state) }),
    ...(wanted.reasons && { reasons: await groupTargets(model, wanted.reasons, ({ reason }) => reason) }),
    ...(wanted.rules && { rules: rulePictures(model, await reads.rules()) }),
    ...('scaling' in wanted && { scaling: await reads.scaling() }),
    ...(wanted.stops && { stops: stopPictures(names, sets, await reads.stops()) }),
    ...(wanted.oneOff && { oneOff: await oneOffPictures(model, tasks) }),
    ...('answer' in wanted && { answer: await reads.answer() }),
    ...(wanted.registered && { registered: await registered(model, Object.keys(wanted.registered)) }),
  };
}

function setPicture(sets: readonly BareSet[], arn: TaskSetArn): SetPicture | null {
  const set = sets.find((one) => one.arn === arn);
  if (set === undefined) return null;
  const {
    id,
    status,
    scalePercent: scale,
    computedDesired: computed,
    running,
    pending,
    isSteady,
    tags,
  } = set;
  return { id, arn, status, scale, computed, running, pending, isSteady, tags };
}

async function ownTargets(
  { reads }: Model,
  names: Names,
  sets: readonly BareSet[],
  asked: readonly string[],
): Promise<Picture['own']> {
  const states = asked.map(async (name): Promise<readonly [string, readonly string[]]> => {
    const set = sets.find(({ arn }) => arn === names.get(name));
    if (set?.attachment == null) return [name, []];
    const [tasks, targets] = await Promise.all([reads.tasks(set), reads.targets(set.attachment.group)]);
    const at = ({ id, port }: { id: string; port: number }): string =>
      targets.find((target) => target.id === id && target.port === port)?.state ?? 'not registered';
    return [name, tasks.flatMap(({ endpoint }) => (endpoint === null ? [] : at(endpoint))).toSorted()];
  });
  return Object.fromEntries(await Promise.all(states));
}

async function groupTargets(
  { reads, groups }: Model,
  asked: Wanted<Picture['groups']>,
  part: (target: TargetView) => string | null,
): Promise<Picture['groups']> {
  const all: Record<GroupName, readonly string[]> = { a: [], b: [], c: [] };
  for (const name of Object.keys(asked) as GroupName[])
    all[name] = (await reads.targets(groups[name])).flatMap((target) => part(target) ?? []).toSorted();
  return all;
}

/** The rule that a story calls by this name. */
export function ruleNamed(rules: readonly RuleView[], name: RuleName): RuleView {
  const found = rules.find(({ listenerProtocol, priority }) =>
    name === 'http' ? listenerProtocol === 'HTTP' && priority === null : priority === 10,
  );
  if (found === undefined) throw new Error(`there is no rule ${name}`);
  return found;
}

const rulePictures = (model: Model, rules: readonly RuleView[]): Picture['rules'] => ({
  http: rulePicture(model, ruleNamed(rules, 'http')),
  https: rulePicture(model, ruleNamed(rules, 'https')),
});

function rulePicture({ groups }: Model, rule: RuleView): RulePicture {
  const forward = forwardOf(rule);
  const names = Object.entries(groups);
  const nameOf = (arn: string): string => names.find(([, known]) => known === arn)?.[0] ?? arn;
  const { enabled = false, durationSeconds = null } = forward?.stickiness ?? {};
  return {
    weights: Object.fromEntries((forward?.groups ?? []).map(({ group, weight }) => [nameOf(group), weight])),
    kinds: rule.actions.map((action) => (action.type === 'forward' ? 'forward' : action.kind)),
    stickySeconds: enabled ? (durationSeconds ?? 0) : 0,
  };
}

function stopPictures(
  names: Names,
  sets: readonly BareSet[],
  stops: readonly StoppedTask[],
): Record<string, StopPicture> {
  const byTime = stops.toSorted((one, other) => one.stoppedAtMs - other.stoppedAtMs);
  return Object.fromEntries(
    byTime.flatMap(({ startedBy, stopCode, stoppedReason, containers }) => {
      const set = sets.find(({ id }) => id === startedBy);
      const name = [...names].find(([, arn]) => arn === set?.arn)?.[0];
      const exitCodes = containers.map(({ exitCode }) => exitCode);
      const stop = { code: stopCode, reason: stoppedReason, exitCodes };
      return name === undefined ? [] : [[name, stop] as const];
    }),
  );
}

async function oneOffPictures({ reads }: Model, tasks: TaskNames): Promise<Picture['oneOff']> {
  const seen = await reads.oneOff([...tasks.values()]);
  const isToRun = (task: TaskArn): boolean => seen.some((one) => one.arn === task && one.isToRun);
  return Object.fromEntries([...tasks].map(([name, task]) => [name, isToRun(task) ? 'to run' : 'ended']));
}

async function registered({ reads }: Model, hashes: readonly string[]): Promise<Record<string, boolean>> {
  const found = hashes.map(async (hash) => [hash, await reads.isRegistered(hash)] as const);
  return Object.fromEntries(await Promise.all(found));
}

/** Maps whose missing entries matter too. */
const whole: readonly string[] = ['tags', 'weights', 'scaling'];

/** A line for each value that is not as wanted: lists and `whole` maps are compared whole, the rest as far as wanted. */
export function differences(wanted: unknown, seen: unknown, path = ''): string[] {
  if (wanted instanceof RegExp)
    return typeof seen === 'string' && wanted.test(seen) ? [] : [unlike(path, String(wanted), seen)];
  if (isMap(wanted) && isMap(seen) && !whole.includes(path.slice(path.lastIndexOf('.') + 1)))
    return Object.entries(wanted).flatMap(([key, value]) =>
      differences(value, seen[key], path === '' ? key : `${path}.${key}`),
    );
  return textOf(wanted) === textOf(seen) ? [] : [unlike(path, JSON.stringify(wanted), seen)];
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same for the same values, whatever the order of a map's entries. */
const textOf = (value: unknown): string =>
  JSON.stringify(isMap(value) ? Object.entries(value).toSorted() : (value ?? null));

const unlike = (path: string, wanted: string, seen: unknown): string =>
  `${path}: expected ${wanted}, found ${seen === undefined ? 'nothing' : JSON.stringify(seen)}`;
