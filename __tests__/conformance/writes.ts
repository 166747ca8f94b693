// A story's writes as the engine sends them.
import type { TaskArn } from '../../src/domain/common/one-off-tasks/task.ts';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';
import type { ForwardAction } from '../../src/domain/common/load-balancer/view.ts';
import type { RuleAction } from '../../src/domain/common/load-balancer/view.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import type { WeightedGroup } from '../../src/domain/common/load-balancer/view.ts';
import { arn, type RuleArn, type TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';

import type { Model } from './model.ts';
import { ruleNamed, type Names, type TaskNames } from './picture.ts';
import type { GroupName, StoryWrite, Weights } from './story.ts';

export async function writeOf(
  model: Model,
  { names, tasks }: { readonly names: Names; readonly tasks: TaskNames },
  write: StoryWrite,
): Promise<Write> {
  switch (write.kind) {
    case 'create':
      return createOf(model, write);
    case 'scale':
      return { kind: 'scale', set: setOf(names, write.set), percent: write.percent };
    case 'label':
      return { kind: 'label', set: setOf(names, write.set), withinMs: null };
    case 'delete':
      return { kind: 'delete', set: setOf(names, write.set), atScale: 100 };
    case 'weigh':
    case 'replace':
    case 'add-groups':
      return ruleWrite(model, await model.reads.rules(), write);
    case 'tag':
      return { kind: 'tag-service', tags: write.tags };
    case 'untag':
      return { kind: 'untag-service', names: write.names };
    case 'register':
      return { kind: 'register', content: contentOf(model), hash: `${model.scope}-${write.hash}` };
    case 'suspend':
      return { kind: 'write-scaling', state: write.state };
    case 'run':
      return runOf(model, write.token);
    case 'stop':
      return { kind: 'stop-task', task: tasks.get(write.task) ?? arn<TaskArn>('unknown'), why: 'enough' };
  }
}

function setOf(names: Names, name: string): TaskSetArn {
  const found = names.get(name);
  if (found === undefined) throw new Error(`the story knows no task set ${name}`);
  return found;
}

const placement = {
  launchType: 'FARGATE',
  capacityProviders: null,
  platformVersion: null,
  network: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
} as const;

const runOf = ({ scope, revision }: Model, token: string): Write => ({
  kind: 'run-task',
  request: {
    purpose: 'test',
    taskRole: null,
    tokenText: `${scope} ${token}`,
    tryId: `${scope} ${token}`,
    taskDefinition: revision('good'),
    container: 'web',
    command: ['node', '-e', 'setInterval(() => {}, 1000)'],
    environment: {},
    placement,
  },
});

const createOf = (
  { scope, groups, revision }: Model,
  { group, token, tags, version }: Extract<StoryWrite, { kind: 'create' }>,
): Write => ({
  kind: 'create-green',
  request: {
    tokenText: `${scope} ${token}`,
    externalId: scope,
    taskDefinition: revision(version),
    attachment: { group: groups[group], containerName: 'web', containerPort: portOf(version) },
    settings: { ...placement, serviceRegistries: [], otherTags: {} },
    tags,
  },
});

/** Versions that behave differently listen on different ports: in the sandbox a port decides what answers there. */
export const portOf = (version: string): number =>
  ({ good: 8080, unhealthy: 8081, slow: 8082, crashing: 8083 })[version] ?? 8080;

const contentOf = ({ scope }: Model) => ({
  family: `family-${scope}`,
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'web', image: 'web:v1' }],
});

type RuleWrite = Extract<StoryWrite, { kind: 'weigh' | 'replace' | 'add-groups' }>;

function ruleWrite(model: Model, rules: readonly RuleView[], write: RuleWrite): Write {
  const isUnknown = write.rule === 'unknown';
  const known = ruleNamed(rules, write.rule === 'unknown' ? 'https' : write.rule);
  const rule: RuleView =
    isUnknown && known.ref.kind === 'rule'
      ? {
          ...known,
          ref: { kind: 'rule', rule: arn<RuleArn>(known.ref.rule.replace(/[^/]+$/, '0123456789abcdee')) },
        }
      : known;
  return { kind: 'write-rule', rule, actions: actionsOf(model, rule, write) };
}

function actionsOf(model: Model, rule: RuleView, write: RuleWrite): readonly RuleAction[] {
  if (write.kind === 'replace') {
    const forward: ForwardAction = {
      type: 'forward',
      order: null,
      groups: weighted(model, write.weights),
      stickiness: null,
    };
    return [forward];
  }
  const change = (groups: readonly WeightedGroup[]): readonly WeightedGroup[] =>
    write.kind === 'weigh'
      ? weighted(model, write.weights)
      : [...groups, ...Array.from({ length: write.count }, (_, index) => strange(model, index))];
  return rule.actions.map((action) =>
    action.type === 'forward' ? { ...action, groups: change(action.groups) } : action,
  );
}

const weighted = ({ groups }: Model, weights: Weights): WeightedGroup[] =>
  Object.entries(weights).map(([name, weight]) => ({ group: groups[name as GroupName], weight }));

/** No group has this id: the sandbox's are random, so a change of one digit can name a real group. */
const strange = ({ groups }: Model, index: number): WeightedGroup => ({
  group: arn<TargetGroupArn>(groups.c.replace(/[^/]+$/, `000000000000000${String(index)}`)),
  weight: 0,
});
