// The words in which stories are written down.
import type { ScalingView, ServiceTagName, ServiceTags } from '../../src/domain/task-sets/model/world.ts';
import type {
  Event,
  Expected,
  Picture,
  PlainCall,
  RuleName,
  Step,
  StoryWrite,
  Wanted,
  Weights,
} from './story.ts';

type Create = Extract<StoryWrite, { kind: 'create' }>;

export const create = (set: string, changes: Partial<Omit<Create, 'kind' | 'set'>> = {}): StoryWrite => ({
  kind: 'create',
  set,
  group: 'b',
  token: set,
  tags: {},
  version: 'good',
  ...changes,
});
export const scale = (set: string, percent: number): StoryWrite => ({ kind: 'scale', set, percent });
export const label = (set: string): StoryWrite => ({ kind: 'label', set });
export const remove = (set: string): StoryWrite => ({ kind: 'delete', set });
export const weigh = (rule: RuleName, weights: Weights): StoryWrite => ({ kind: 'weigh', rule, weights });
export const replace = (rule: RuleName | 'unknown', weights: Weights): StoryWrite => ({
  kind: 'replace',
  rule,
  weights,
});
export const addGroups = (rule: RuleName, count: number): StoryWrite => ({ kind: 'add-groups', rule, count });
export const tag = (tags: ServiceTags): StoryWrite => ({ kind: 'tag', tags });
export const untag = (...names: readonly ServiceTagName[]): StoryWrite => ({ kind: 'untag', names });
export const register = (hash: string): StoryWrite => ({ kind: 'register', hash });
export const run = (task: string, token = task): StoryWrite => ({ kind: 'run', task, token });
export const stop = (task: string): StoryWrite => ({ kind: 'stop', task });
export const suspend = (state: ScalingView): StoryWrite => ({ kind: 'suspend', state });

const write = (what: StoryWrite, expects: Expected): Step => ({ kind: 'write', write: what, expects });
export const accepts = (what: StoryWrite): Step => write(what, { kind: 'accepted' });
export const answers = (what: StoryWrite, set: string): Step => write(what, { kind: 'answers', set });
export const refuses = (what: StoryWrite, says: RegExp): Step => write(what, { kind: 'refused', says });
export const acceptsInTheEnd = (what: StoryWrite): Step => ({ kind: 'retry', write: what });

const plain = (call: PlainCall, set: string, expects: Expected): Step => ({
  kind: 'plain',
  call,
  set,
  expects,
});
/** `set`: the name of the set that the call is about, or makes. */
export const acceptsPlain = (call: PlainCall, set: string): Step => plain(call, set, { kind: 'accepted' });
export const refusesPlain = (call: PlainCall, says: RegExp, set = 'blue'): Step =>
  plain(call, set, { kind: 'refused', says });

export const happens = (event: Event): Step => ({ kind: 'event', event });
export const outline: Step = { kind: 'outline' };
export const recalls = (...sets: readonly string[]): Step => ({ kind: 'recalls', sets });
export const shows = (picture: Wanted<Picture>): Step => ({ kind: 'shows', picture });
export const eventually = (picture: Wanted<Picture>): Step => ({
  kind: 'eventually',
  picture,
  isAfterDelay: false,
});
export const afterDelay = (picture: Wanted<Picture>): Step => ({
  kind: 'eventually',
  picture,
  isAfterDelay: true,
});

/** `set` runs, and every one of its tasks is healthy. */
export const isReady = (set: string, running = 2): Step =>
  eventually({
    sets: { [set]: { running, pending: 0, isSteady: true } },
    own: { [set]: Array.from({ length: running }, () => 'healthy') },
  });
