import { createHash } from 'node:crypto';
import { shortName } from '../domain/arn.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Memory } from '../domain/memory.ts';
import type { Plan, RevisionSource } from '../domain/plan.ts';
import { canonicalText, isSameRevision } from '../domain/revision-canonical.ts';
import { describeContainers, renderRevision, withTags } from '../domain/revision.ts';
import { tagPrefix } from '../domain/tags.ts';
import type { Candidate, TaskSetView } from '../domain/world.ts';
import type { EcsPort, TaskDefinitionDocument } from '../ports.ts';

export type CandidateOf = (blue: TaskSetView | null, memory: Memory) => Promise<Candidate>;

/** Works out which revision green would run. Revisions never change, so each is read once. */
export function createCandidateReader(ecs: EcsPort, plan: Plan): CandidateOf {
  const documents = new Map<string, Promise<TaskDefinitionDocument | null>>();
  const read = (reference: string): Promise<TaskDefinitionDocument | null> => {
    const found = documents.get(reference) ?? ecs.readTaskDefinition(reference);
    documents.set(reference, found);
    return found;
  };
  return async (blue, memory) => {
    const { source } = plan.command === 'rollback' ? wayBack(plan, blue) : plan.revision;
    if (source === null) return hopeless('the revision before the live one', [noRevisionBefore]);
    if (source.kind === 'existing') return existing(source.reference, await read(source.reference));
    const live = blue === null ? null : await read(blue.taskDefinition);
    const base = baseOf(plan, live);
    if (base === null) return hopeless('the live revision', [noBase]);
    const rendered = render(plan, base, live, blue);
    if (rendered.registeredAs !== null || rendered.problems.length > 0) return rendered;
    const found = memory.registered ?? (await ecs.findRegistered(rendered.family, rendered.hash));
    return found === null
      ? rendered
      : already(rendered, found, 'it was registered before, found by its hash');
  };
}

/** A rollback without a warm blue releases an older revision again: the named one, or the one that live came after. */
function wayBack({ goal }: Plan, live: TaskSetView | null): { readonly source: RevisionSource | null } {
  const reference = goal.backTo ?? live?.tags['previous-revision'] ?? null;
  return { source: reference === null ? null : { kind: 'existing', reference } };
}

const noRevisionBefore =
  'to: no blue is kept, and the live task set does not say which revision it came after: name the revision to go back to.';

const noBase =
  'task-definition: there is no live task set whose revision could be the base: name a file, an ARN or family:revision.';

interface Base {
  readonly content: JsonObject;
  readonly source: string;
}

function baseOf(plan: Plan, live: TaskDefinitionDocument | null): Base | null {
  const { source } = plan.revision;
  if (source.kind === 'document') return { content: source.content, source: `file ${source.path}` };
  if (live === null) return null;
  return {
    content: withTags(live.content, live.tags),
    source: `revision ${shortName(live.arn)} of the live task set`,
  };
}

function render(
  plan: Plan,
  base: Base,
  live: TaskDefinitionDocument | null,
  blue: TaskSetView | null,
): Candidate {
  const { content, problems } = renderRevision(base.content, {
    images: plan.revision.images,
    loadBalanced: plan.overrides.containerName ?? blue?.attachment?.containerName ?? null,
    source: base.source,
  });
  const candidate: Candidate = {
    ...described(content),
    source: base.source,
    content,
    registeredAs: null,
    registeredBecause: null,
    problems,
  };
  const isSame = live !== null && isSameRevision(content, withTags(live.content, live.tags));
  return isSame ? already(candidate, live.arn, 'it equals the live revision') : candidate;
}

const already = (
  candidate: Candidate,
  revision: TaskDefinitionDocument['arn'],
  because: string,
): Candidate => ({
  ...candidate,
  registeredAs: revision,
  registeredBecause: because,
});

function existing(reference: string, document: TaskDefinitionDocument | null): Candidate {
  const source = `task definition ${reference}`;
  if (document === null)
    return hopeless(source, [`task-definition: "${reference}" does not exist in this account and region.`]);
  const isActive = document.status === 'ACTIVE';
  const problems = isActive
    ? []
    : [`task-definition: "${reference}" is ${document.status}; name an ACTIVE revision.`];
  const own = described(document.content);
  return {
    ...own,
    // What a release registered is known by the hash of what it was made from.
    hash: document.tags[`${tagPrefix}revision-hash`] ?? own.hash,
    source,
    content: null,
    registeredAs: document.arn,
    registeredBecause: 'the input names it',
    problems,
  };
}

const described = (
  content: JsonObject,
): Pick<Candidate, 'family' | 'hash' | 'networkMode' | 'containers'> => ({
  family: text(content['family']) ?? '',
  hash: createHash('sha256').update(canonicalText(content)).digest('hex'),
  networkMode: text(content['networkMode']),
  containers: describeContainers(content),
});

const text = (value: JsonObject[string] | undefined): string | null =>
  typeof value === 'string' ? value : null;

const hopeless = (source: string, problems: readonly string[]): Candidate => ({
  source,
  family: '',
  hash: '',
  content: null,
  registeredAs: null,
  registeredBecause: null,
  networkMode: null,
  containers: [],
  problems,
});
