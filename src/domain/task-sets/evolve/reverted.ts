// Writes that AWS accepts and that something else undoes again, each time. Without an end, they would be repeated forever.
import { formatCount } from '../../common/values/count.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { Request } from '../../common/request/request.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { tagPrefix } from '../../common/values/tag-prefix.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import { awsTagsOf } from '../model/aws-tags.ts';
import { abandonedAs, type Accepted, type Memory } from '../model/memory.ts';
import type { Write } from '../model/step.ts';
import { isSameWrite, ruleKey, writeKey } from '../model/write-key.ts';
import type { ServiceTagName, ServiceTags, World } from '../model/world.ts';
import { sceneOf } from '../roles/scene.ts';
import { isLanded } from '../roles/writes.ts';
import { evolveTrouble } from './trouble-verdict.ts';

/** How often a write may be undone, and for how long at least. Reads may be 10 s old, and infrastructure code may run in between. */
const mostTimes = 5;
const leastMs = 30_000;
/** What stays for this long counts as kept, so that a change by somebody else during a long warm time does not end the run. */
const keptMs = 60_000;

/** Writes that set a value and are repeated as long as it isn't there. Other rule writes have an end of their own: see `answerDrift`. */
type Setting = Extract<
  Write,
  { kind: 'tag-service' | 'untag-service' | 'label' | 'scale' | 'write-scaling' | 'write-rule' }
>;

function isSetting(write: Write): write is Setting {
  switch (write.kind) {
    case 'tag-service':
    case 'untag-service':
    case 'label':
    case 'scale':
    case 'write-scaling':
      return true;
    case 'write-rule':
      return isCutOfSessions(write);
    case 'register':
    case 'create-green':
    case 'delete':
    case 'run-task':
    case 'stop-task':
      return false;
  }
}

function isCutOfSessions(write: Write): boolean {
  const key = writeKey(write);
  return key.kind === 'write-rule' && key.direction === 'cut';
}

/** The world that a write was decided on. `nowMs`: after the write. */
interface Seen {
  readonly request: Request;
  readonly world: World;
  readonly nowMs: number;
}

/** The writes that AWS accepted lately, with this one. It counts again if the same write was accepted before and is undone. */
export function evolveAccepted(memory: Memory, write: Write, seen: Seen): readonly Accepted[] {
  const { request, world, nowMs } = seen;
  const lately = memory.accepted.filter(({ lastMs }) => nowMs - lastMs < keptMs);
  if (!isSetting(write)) return lately;
  const before = lately.find((one) => isSameWrite(writeKey(one.write), writeKey(write)));
  const isUndone = before !== undefined && !isLanded(before.write, request, world, memory);
  const others = lately.filter((one) => one !== before);
  return [
    ...others,
    {
      write,
      lastMs: nowMs,
      sinceMs: isUndone ? before.sinceMs : nowMs,
      times: isUndone ? before.times + 1 : 1,
    },
  ];
}

/** Abandons a write that does not stay, as if AWS had refused it. The release is rolled back where a refused write would do that. */
export function abandonReverted(request: Request, memory: Memory, world: World): Memory {
  const reverted = memory.accepted.find(
    (one) =>
      one.times >= mostTimes &&
      world.nowMs - one.sinceMs >= leastMs &&
      !isLanded(one.write, request, world, memory),
  );
  if (reverted === undefined || !isSetting(reverted.write)) return memory;
  const { write } = reverted;
  if (abandonedAs(memory, write) !== undefined) return memory;
  const trouble = troubleOf(write, reverted, world);
  const failed = { write, trouble, nowMs: world.nowMs, isRollback: false };
  return { ...evolveTrouble(sceneOf(request, world, memory), memory, failed), pending: null };
}

function troubleOf(write: Setting, { times, sinceMs }: Accepted, world: World): Trouble {
  const within = formatDuration((world.nowMs - sinceMs) / 1000);
  return {
    kind: 'reverted',
    action: actions[write.kind],
    resource: resourceOf(write, world),
    code: 'NotKept',
    message: `something else undoes ${describe(write, world)}: AWS accepted the write ${formatCount(times, 'time')} within ${within}, and each time it was undone`,
  };
}

function resourceOf(write: Setting, { service }: World): string {
  if (write.kind === 'write-rule') return ruleKey(write.rule);
  return 'set' in write ? write.set : service.arn;
}

const actions: Readonly<Record<Setting['kind'], string>> = {
  'tag-service': 'ecs:TagResource',
  'untag-service': 'ecs:UntagResource',
  label: 'ecs:UpdateServicePrimaryTaskSet',
  scale: 'ecs:UpdateTaskSet',
  'write-rule': 'elasticloadbalancing:ModifyRule',
  'write-scaling': 'application-autoscaling:RegisterScalableTarget',
};

function describe(write: Setting, { service }: World): string {
  const named = `of service ${service.name}`;
  switch (write.kind) {
    case 'tag-service':
      return `the ${describeTags(undoneIn(write.tags, service.tags))} ${named}`;
    case 'untag-service':
      return `the removal of the ${describeTags(write.names.filter((name) => service.tags[name] !== undefined))} ${named}`;
    case 'label':
      return `the PRIMARY label of task set ${write.set}`;
    case 'scale':
      return `the scale of task set ${write.set}`;
    case 'write-rule':
      return `the cut of sessions on ${formatRule(write.rule)}`;
    case 'write-scaling':
      return `the auto scaling setting ${named}`;
  }
}

/** The facts of the write that the service does not have now. */
const undoneIn = (written: ServiceTags, now: ServiceTags): readonly ServiceTagName[] =>
  (Object.keys(written) as ServiceTagName[]).filter((name) => now[name] !== written[name]);

function describeTags(facts: readonly ServiceTagName[]): string {
  const names = awsTagsOf(facts).map((name) => `${tagPrefix}${name}`);
  return `${names.length === 1 ? 'tag' : 'tags'} ${names.join(', ')}`;
}
