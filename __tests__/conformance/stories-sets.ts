// Task sets: created, counted, labelled.
import {
  accepts,
  acceptsInTheEnd,
  acceptsPlain,
  afterDelay,
  answers,
  create,
  eventually,
  happens,
  isReady,
  label,
  refuses,
  refusesPlain,
  remove,
  scale,
  shows,
  weigh,
} from './steps.ts';
import type { Story } from './story.ts';

const bothLeaveOut = { fake: 'noPort', account: 'noPort' } as const;
const notAssociated = /does not have an associated load balancer/;
const tooMany = /^InvalidParameterException: 5 deployments exist on the service/;

export const created: readonly Story[] = [
  {
    fact: 2,
    name: 'a set created without a scale runs nothing',
    steps: [
      acceptsPlain('CreateTaskSet without a scale', 'green'),
      eventually({ sets: { green: { scale: 0, computed: 0, running: 0, isSteady: true } } }),
    ],
    leftOut: bothLeaveOut,
  },
  {
    fact: 2,
    name: 'a set created at 100 percent runs as many tasks as the service wants',
    steps: [
      accepts(create('green')),
      shows({ setCount: 2, sets: { green: { status: 'ACTIVE', scale: 100, computed: 2 } } }),
      isReady('green'),
      shows({ sets: { blue: { status: 'PRIMARY', running: 2 } } }),
    ],
  },
  {
    fact: 16,
    name: 'the first set of a service is ACTIVE until it is labelled',
    given: { hasBlue: false },
    steps: [
      shows({ setCount: 0 }),
      accepts(create('green', { group: 'a' })),
      isReady('green'),
      shows({ setCount: 1, sets: { green: { status: 'ACTIVE' } } }),
      accepts(label('green')),
      shows({ sets: { green: { status: 'PRIMARY' } } }),
    ],
  },
  {
    fact: 13,
    name: 'the id of a set is ecs-svc/ and digits, and its ARN ends with it',
    steps: [
      accepts(create('green')),
      shows({
        sets: { green: { id: /^ecs-svc\/\d+$/, arn: /^arn:aws:ecs:.*:task-set\/.+\/.+\/ecs-svc\/\d+$/ } },
      }),
    ],
  },
  {
    fact: 14,
    name: 'tags given at creation are read back',
    steps: [
      accepts(create('green', { tags: { release: '100-shop', run: '7', blue: 'ecs-svc/1' } })),
      shows({ sets: { green: { tags: { release: '100-shop', run: '7', blue: 'ecs-svc/1' } } } }),
    ],
  },
  {
    fact: 9,
    name: 'a target group on no rule is refused',
    given: { http: { a: 100 }, https: { a: 70, c: 30 } },
    steps: [refuses(create('green'), notAssociated), shows({ setCount: 1 })],
  },
  {
    fact: 9,
    name: 'a target group is refused for some seconds after it was brought onto a rule',
    given: { http: { a: 100 }, https: { a: 70, c: 30 } },
    steps: [
      accepts(weigh('http', { a: 100, b: 0 })),
      refuses(create('green'), notAssociated),
      acceptsInTheEnd(create('green')),
      shows({ setCount: 2 }),
    ],
    leftOut: {
      account: 'noAssociation',
    },
  },
  {
    fact: 12,
    name: 'the same token answers with the same set',
    steps: [
      accepts(create('green', { token: 'one' })),
      answers(create('green', { token: 'one' }), 'green'),
      shows({ setCount: 2 }),
    ],
  },
  {
    fact: 12,
    name: 'another token makes another set',
    steps: [
      accepts(create('green', { token: 'one' })),
      accepts(create('other', { token: 'two' })),
      shows({ setCount: 3 }),
    ],
  },
  ...(['old', 'error', 'new'] as const).map((spentToken): Story => {
    const again = create('again', { token: 'one' });
    return {
      fact: 12,
      name: `the token of a set that is gone returns: ${spentToken}`,
      given: { unknowns: { spentToken } },
      steps: [
        accepts(create('green', { token: 'one' })),
        accepts(scale('green', 0)),
        accepts(remove('green')),
        eventually({ setCount: 1 }),
        {
          old: answers(again, 'green'),
          error: refuses(again, /^InvalidParameterException: .*token/i),
          new: accepts(again),
        }[spentToken],
        shows({ setCount: spentToken === 'new' ? 2 : 1, sets: { green: null } }),
      ],
      ...(spentToken === 'old' ? {} : { leftOut: { account: 'oneToken' } }),
    };
  }),
  {
    fact: 10,
    name: 'a sixth set is refused, also while one of the five drains',
    given: { desired: 1, unknowns: { drainingSets: 'count' } },
    steps: [
      ...['two', 'three', 'four', 'five'].map((set) => accepts(create(set))),
      isReady('five', 1),
      refuses(create('six'), tooMany),
      accepts(remove('five')),
      refuses(create('six'), tooMany),
      afterDelay({ sets: { five: null } }),
      accepts(create('six')),
      shows({ setCount: 5 }),
    ],
    leftOut: { account: 'noLimit' },
  },
  {
    fact: 10,
    name: 'a sixth set is accepted while one of the five drains',
    given: { desired: 1, unknowns: { drainingSets: 'do not count' } },
    steps: [
      ...['two', 'three', 'four', 'five'].map((set) => accepts(create(set))),
      isReady('five', 1),
      refuses(create('six'), tooMany),
      accepts(remove('five')),
      accepts(create('six')),
    ],
    leftOut: { fake: 'drainingCounts', account: 'noLimit' },
  },
  ...(['ECS', 'CODE_DEPLOY'] as const).map((controller): Story => ({
    fact: 20,
    name: `a service with the controller ${controller} takes no task set`,
    given: { controller },
    steps: [
      shows({ controller }),
      refuses(create('green'), /^InvalidParameterException: .*EXTERNAL/),
      shows({ sets: {} }),
    ],
    leftOut: { account: 'alwaysExternal' },
  })),
  {
    fact: 7,
    name: 'an unknown cluster is refused, an unknown service is missing',
    steps: [
      refusesPlain('CreateTaskSet in an unknown cluster', /^ClusterNotFoundException/),
      refusesPlain('CreateTaskSet for an unknown service', /^ServiceNotFoundException/),
      refusesPlain('DescribeServices in an unknown cluster', /^ClusterNotFoundException/),
      refusesPlain('DescribeServices of an unknown service', /^MISSING/),
    ],
    leftOut: { fake: 'oneService', account: 'oneService' },
  },
  {
    fact: 6,
    name: 'DescribeTaskSets wants at least one set',
    steps: [refusesPlain('DescribeTaskSets without task sets', /TaskSets cannot be empty/)],
    leftOut: bothLeaveOut,
  },
];

export const counted: readonly Story[] = [
  {
    fact: 3,
    name: 'a part of the desired count is rounded up',
    steps: [
      accepts(create('green')),
      accepts(scale('green', 30)),
      shows({ sets: { green: { scale: 30, computed: 1 } } }),
      accepts(scale('green', 51)),
      shows({ sets: { green: { scale: 51, computed: 2 } } }),
    ],
  },
  {
    fact: 3,
    name: 'a change of the desired count resizes every set, a warm one too',
    steps: [
      accepts(create('green')),
      isReady('green'),
      accepts(scale('green', 50)),
      happens({ kind: 'desired', count: 3 }),
      shows({ sets: { blue: { computed: 3 }, green: { scale: 50, computed: 2 } } }),
      eventually({ sets: { blue: { running: 3, isSteady: true }, green: { running: 2, isSteady: true } } }),
      happens({ kind: 'desired', count: 1 }),
      eventually({ sets: { blue: { computed: 1, running: 1 }, green: { computed: 1, running: 1 } } }),
    ],
    leftOut: { account: 'alwaysTwo' },
  },
  {
    fact: 4,
    name: '0 of 0 tasks count as steady',
    steps: [
      accepts(create('green')),
      accepts(scale('green', 0)),
      eventually({ sets: { green: { computed: 0, running: 0, pending: 0, isSteady: true } } }),
    ],
  },
  {
    fact: 15,
    name: 'an update of the scale resizes this set, and no other',
    steps: [
      accepts(create('green', { tags: { release: '100-shop' } })),
      isReady('green'),
      accepts(scale('green', 50)),
      eventually({ sets: { green: { running: 1, computed: 1 }, blue: { running: 2, scale: 100 } } }),
      accepts(scale('green', 100)),
      isReady('green'),
      shows({ sets: { green: { status: 'ACTIVE', tags: { release: '100-shop' } } } }),
    ],
  },
  {
    fact: 34,
    name: 'targets of tasks that a smaller scale ends drain first',
    steps: [
      accepts(create('green')),
      isReady('green'),
      accepts(scale('green', 0)),
      eventually({ groups: { b: ['draining', 'draining'] } }),
      afterDelay({ groups: { b: [] } }),
    ],
    leftOut: { fake: 'drainsWithSet', account: 'drainsWithSet' },
  },
  {
    fact: 16,
    name: 'the label moves no traffic and needs no stability, and the old PRIMARY becomes ACTIVE',
    steps: [
      accepts(create('green')),
      accepts(label('green')),
      shows({
        sets: { green: { status: 'PRIMARY' }, blue: { status: 'ACTIVE', running: 2 } },
        rules: { http: { weights: { a: 100, b: 0 } }, https: { weights: { a: 70, b: 0, c: 30 } } },
      }),
      accepts(label('blue')),
      shows({ sets: { green: { status: 'ACTIVE' }, blue: { status: 'PRIMARY' } } }),
    ],
  },
  {
    fact: 16,
    name: 'the label can not be taken off',
    steps: [
      refusesPlain('UpdateServicePrimaryTaskSet without a task set', /Exception/),
      shows({ sets: { blue: { status: 'PRIMARY' } } }),
    ],
    leftOut: bothLeaveOut,
  },
];
