// The revision that a release would run, from the inputs, the live revision and what is registered.
import { traitsOf } from '../../domain/common/request/commands.ts';
import { liveRevision } from '../../domain/task-sets/roles/version-before.ts';
import { createHash } from 'node:crypto';
import { shortName } from '../../domain/common/values/arn.ts';
import type { JsonObject } from '../../domain/common/values/json.ts';
import type { Memory } from '../../domain/task-sets/model/memory.ts';
import type { Request, RevisionSource } from '../../domain/common/request/request.ts';
import { mutableTagsIn } from '../../domain/common/revision/image.ts';
import { askedFor } from '../../domain/common/revision/asked-revision.ts';
import { canonicalText, isSameRevision } from '../../domain/common/revision/canonical.ts';
import { loadBalanced } from '../../domain/common/revision/load-balanced.ts';
import { isLeftOutOnly, revisionDiff } from '../../domain/common/revision/diff.ts';
import {
  describeContainers,
  hostPortsOf,
  renderRevision,
  withTags,
} from '../../domain/common/revision/revision.ts';
import { sizeOf } from '../../domain/common/tasks/size.ts';
import { startSecondsOf, workersIn } from '../../domain/common/revision/workers.ts';
import { tagPrefix } from '../../domain/common/values/tag-prefix.ts';
import type { TaskSetView } from '../../domain/task-sets/model/world.ts';
import type { EcsPort, TaskDefinitionDocument } from '../../ports.ts';
import { createPinner } from './pin-images.ts';
import { readRegisteredImages } from './registered-images.ts';
import type { ImageReader } from './registries.ts';
import type { RevisionReader } from './revisions.ts';
import type { Candidate } from '../../domain/common/revision/candidate.ts';

/** `restagedRevision`: the revision that a promote would stage again, as of this observation. `null`: there is none, or none any more. */
type CandidateOf = (
  blue: TaskSetView | null,
  memory: Memory,
  restagedRevision: string | null,
) => Promise<Candidate>;

/** Works out which revision green would run. */
export function createCandidateReader(
  { ecs, images }: { readonly ecs: EcsPort; readonly images: ImageReader },
  read: RevisionReader,
  request: Request,
): CandidateOf {
  const pin = createPinner(images, request);
  // The set may be gone, and the tag wiped, before its successor is created.
  let restaged: string | null = null;
  return async (blue, memory, restagedRevision) => {
    restaged = restagedRevision ?? restaged;
    const asked = askedFor(request, liveRevision(blue), restaged);
    if ('missing' in asked) return hopeless(asked.missing, asked.problems);
    const { source, input, because } = asked;
    const isRendered = source.kind !== 'existing' || asksForImages(request);
    // Only a plan shows what an existing revision would change. A release does not need the live revision.
    const needsLive = isRendered || traitsOf(request).report === 'plan';
    const live = blue === null || !needsLive ? null : await read(blue.taskDefinition);
    const named = source.kind === 'existing' ? await read(source.reference) : null;
    if (source.kind === 'existing' && (named === null || !isRendered)) {
      const found = existing(source.reference, named, live, { input, because });
      // A rollback doesn't wait for this.
      if (named === null || traitsOf(request).rollsBack) return found;
      const served = servedBy(request, describeContainers(named.content), blue);
      const lost = await readRegisteredImages(images, source.reference, named.content, served);
      return { ...found, ...lost, problems: [...found.problems, ...lost.problems] };
    }
    const base = baseOf(source, named, live);
    if (base === null) return hopeless('the live revision', [noBase]);
    const rendered = await render({ request, pin }, base, live, blue);
    if (rendered.registeredAs !== null || rendered.problems.length > 0) return rendered;
    const found = memory.registered ?? (await ecs.findRegistered(rendered.family, rendered.hash));
    return found === null
      ? rendered
      : already(rendered, found, 'it was registered before, found by its hash');
  };
}

/** A rollback and a promote run what was released or staged, as it is. */
const asksForImages = (request: Request): boolean =>
  traitsOf(request).revisionFrom === 'inputs' && request.revision.images.length > 0;

const noBase =
  'task-definition: there is no live task set whose revision could be the base: name a file, an ARN or family:revision.';

const tagged = ({ content, tags }: TaskDefinitionDocument): JsonObject => withTags(content, tags);

interface Base {
  readonly content: JsonObject;
  readonly source: string;
  /** `null`: it is a file. */
  readonly registered: TaskDefinitionDocument | null;
}

function baseOf(
  source: RevisionSource,
  named: TaskDefinitionDocument | null,
  live: TaskDefinitionDocument | null,
): Base | null {
  if (source.kind === 'document')
    return { content: source.content, source: `file ${source.path}`, registered: null };
  const registered = named ?? live;
  if (registered === null) return null;
  const what = named === null ? 'revision' : 'task definition';
  const whose = named === null ? ' of the live task set' : '';
  return {
    content: tagged(registered),
    source: `${what} ${shortName(registered.arn)}${whose}`,
    registered,
  };
}

const servedBy = (
  { overrides }: Request,
  containers: ReturnType<typeof describeContainers>,
  blue: TaskSetView | null,
): string | null =>
  loadBalanced(containers, {
    name: overrides.containerName,
    port: overrides.containerPort,
    blue: blue?.attachment?.containerName ?? null,
  });

async function render(
  { request, pin }: { readonly request: Request; readonly pin: ReturnType<typeof createPinner> },
  base: Base,
  live: TaskDefinitionDocument | null,
  blue: TaskSetView | null,
): Promise<Candidate> {
  const rendered = renderRevision(base.content, {
    images: request.revision.images,
    loadBalanced: servedBy(request, describeContainers(base.content), blue),
    source: base.source,
    isFile: base.registered === null,
  });
  const { content, problems, ...images } = await pin(rendered.content);
  const candidate: Candidate = {
    ...described(content),
    source: base.source,
    content,
    registeredAs: null,
    registeredBecause: null,
    changes: live === null ? null : revisionDiff(tagged(live), content),
    liveSize: live === null ? null : sizeOf(live.content),
    problems: [...rendered.problems, ...problems],
    ...images,
  };
  if (live !== null && isSameAs(live, candidate, content))
    return { ...already(candidate, live.arn, 'it equals the live revision'), changes: [] };
  const { registered } = base;
  return registered?.status === 'ACTIVE' && isSameRevision(content, tagged(registered))
    ? already(candidate, registered.arn, 'it has these images already')
    : candidate;
}

/** By its content. Or it was made from this content, and ECS left out members that it doesn't know. */
const isSameAs = (live: TaskDefinitionDocument, { hash }: Candidate, content: JsonObject): boolean =>
  isSameRevision(content, tagged(live)) ||
  (live.tags[`${tagPrefix}revision-hash`] === hash && isLeftOutOnly(content, tagged(live)));

const already = (
  candidate: Candidate,
  revision: TaskDefinitionDocument['arn'],
  because: string,
): Candidate => ({
  ...candidate,
  registeredAs: revision,
  registeredBecause: because,
});

function existing(
  reference: string,
  document: TaskDefinitionDocument | null,
  live: TaskDefinitionDocument | null,
  { input, because }: { readonly input: string; readonly because: string },
): Candidate {
  const source = `task definition ${reference}`;
  if (document === null)
    return hopeless(source, [`${input}: "${reference}" does not exist in this account and region.`]);
  const isActive = document.status === 'ACTIVE';
  const problems = isActive
    ? []
    : [`${input}: "${reference}" is ${document.status}; name an ACTIVE revision.`];
  const own = described(document.content);
  return {
    ...own,
    // A revision that a release registered is identified by the hash of the content that it was made from.
    hash: document.tags[`${tagPrefix}revision-hash`] ?? own.hash,
    source,
    content: null,
    registeredAs: document.arn,
    registeredBecause: because,
    changes: live === null ? null : revisionDiff(tagged(live), tagged(document)),
    liveSize: live === null ? null : sizeOf(live.content),
    problems,
    ...noImages,
    mutableTags: mutableTagsIn(document.content),
  };
}

const described = (
  content: JsonObject,
): Pick<
  Candidate,
  | 'family'
  | 'hash'
  | 'networkMode'
  | 'containers'
  | 'hostPorts'
  | 'requires'
  | 'roleArns'
  | 'workers'
  | 'startSeconds'
  | 'size'
> => ({
  family: text(content['family']) ?? '',
  hash: createHash('sha256').update(canonicalText(content)).digest('hex'),
  networkMode: text(content['networkMode']),
  containers: describeContainers(content),
  hostPorts: hostPortsOf(content),
  requires: textsIn(content['requiresCompatibilities']),
  roleArns: ['taskRoleArn', 'executionRoleArn'].flatMap((name) => text(content[name]) ?? []),
  workers: workersIn(content),
  startSeconds: startSecondsOf(content),
  size: sizeOf(content),
});

const text = (value: JsonObject[string] | undefined): string | null =>
  typeof value === 'string' ? value : null;

const textsIn = (value: JsonObject[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const hopeless = (source: string, problems: readonly string[]): Candidate => ({
  source,
  family: '',
  hash: '',
  content: null,
  registeredAs: null,
  registeredBecause: null,
  networkMode: null,
  containers: [],
  hostPorts: [],
  requires: [],
  roleArns: [],
  workers: [],
  startSeconds: 0,
  size: null,
  liveSize: null,
  changes: null,
  problems,
  ...noImages,
});

const noImages = { asksRegistry: false, notes: [], mutableTags: [] };
