// Task sets: how they end, and what their tasks do.
import {
  accepts,
  acceptsPlain,
  afterDelay,
  answers,
  create,
  eventually,
  isReady,
  label,
  outline,
  recalls,
  refuses,
  refusesPlain,
  remove,
  run,
  scale,
  shows,
  stop,
} from './steps.ts';
import type { Story } from './story.ts';

const notFound = /^TaskSetNotFoundException/;
const bothLeaveOut = { fake: 'noPort', account: 'noPort' } as const;

export const deleted: readonly Story[] = [
  {
    fact: 17,
    name: 'the PRIMARY is not deleted',
    steps: [
      refuses(remove('blue'), /^InvalidParameterException: .*primary/i),
      shows({ sets: { blue: { status: 'PRIMARY', running: 2 } } }),
    ],
  },
  {
    fact: 17,
    name: 'with force even the PRIMARY is deleted',
    steps: [
      acceptsPlain('DeleteTaskSet with force', 'blue'),
      shows({ sets: { blue: { status: 'DRAINING' } } }),
    ],
    leftOut: bothLeaveOut,
  },
  {
    fact: 17,
    name: 'a former PRIMARY is deleted as any other set',
    steps: [
      accepts(create('green')),
      accepts(label('green')),
      accepts(remove('blue')),
      shows({ sets: { blue: { status: 'DRAINING' }, green: { status: 'PRIMARY' } } }),
    ],
  },
  {
    fact: 17,
    name: 'a set above scale 0 is deleted without force',
    given: { unknowns: { deleteAboveZero: 'accept' } },
    steps: [accepts(create('green')), accepts(remove('green')), eventually({ sets: { green: null } })],
  },
  {
    fact: 17,
    name: 'a set above scale 0 has to be scaled down before it is deleted',
    given: { unknowns: { deleteAboveZero: 'refuse' } },
    steps: [
      accepts(create('green')),
      refuses(remove('green'), /^InvalidParameterException: .*scaled.*force/),
      shows({ sets: { green: { status: 'ACTIVE' } } }),
      accepts(scale('green', 0)),
      accepts(remove('green')),
      eventually({ sets: { green: null } }),
    ],
    leftOut: { account: 'oneDelete' },
  },
  {
    fact: 17,
    name: 'a deleted set is DRAINING until its targets have drained, then it is gone',
    steps: [
      accepts(create('green')),
      isReady('green'),
      accepts(remove('green')),
      shows({ sets: { green: { status: 'DRAINING' } } }),
      eventually({ sets: { green: { status: 'DRAINING' } }, groups: { b: ['draining', 'draining'] } }),
      afterDelay({ sets: { green: null }, groups: { b: [] }, setCount: 1 }),
    ],
  },
  {
    fact: 4,
    name: 'a set whose targets drain is not steady and lists no running tasks',
    steps: [
      accepts(create('green')),
      isReady('green'),
      accepts(remove('green')),
      eventually({
        sets: { green: { isSteady: false } },
        own: { green: [] },
        groups: { b: ['draining', 'draining'] },
      }),
    ],
  },
  {
    fact: 17,
    name: 'a set that is DRAINING, or gone, counts as deleted',
    steps: [
      accepts(create('green')),
      isReady('green'),
      accepts(remove('green')),
      accepts(remove('green')),
      afterDelay({ sets: { green: null } }),
      accepts(remove('green')),
    ],
  },
  {
    fact: 17,
    name: 'a set that is DRAINING takes neither label nor scale',
    steps: [
      accepts(create('green')),
      isReady('green'),
      accepts(remove('green')),
      refuses(label('green'), /^InvalidParameterException/),
      refuses(scale('green', 100), /^InvalidParameterException/),
      shows({ sets: { blue: { status: 'PRIMARY' }, green: { status: 'DRAINING' } } }),
    ],
  },
  {
    fact: 17,
    name: 'a set that is gone is not found',
    steps: [
      accepts(create('green')),
      accepts(remove('green')),
      eventually({ sets: { green: null } }),
      refuses(label('green'), notFound),
      refuses(scale('green', 100), notFound),
      shows({ sets: { blue: { status: 'PRIMARY' } } }),
    ],
  },
  ...(['failure', 'absent'] as const).map((missingSet): Story => ({
    fact: 7,
    name: `a set that vanished since the service named it is left out: ${missingSet}`,
    given: { unknowns: { missingSet } },
    steps: [
      accepts(create('green')),
      accepts(remove('green')),
      outline,
      eventually({ sets: { green: null } }),
      recalls('blue'),
    ],
    leftOut: {
      account: 'wholeWorlds',
      ...(missingSet === 'absent' ? { fake: 'behindPorts' } : {}),
    },
  })),
  ...(['sent', 'left out'] as const).map((emptyLists): Story => ({
    fact: 35,
    name: `an empty group has no targets, whether or not an answer has its empty lists: ${emptyLists}`,
    given: { unknowns: { emptyLists } },
    steps: [shows({ groups: { b: [] } })],
    ...(emptyLists === 'left out' ? { leftOut: { account: 'wholeWorlds', fake: 'behindPorts' } } : {}),
  })),
];

export const tasks: readonly Story[] = [
  {
    fact: 40,
    name: 'a one-off task is started once for a token, by another token again, and runs until it is stopped',
    steps: [
      accepts(run('one')),
      answers(run('again', 'one'), 'one'),
      accepts(run('two')),
      eventually({ oneOff: { one: 'to run', two: 'to run' } }),
      accepts(stop('one')),
      eventually({ oneOff: { one: 'ended', two: 'to run' } }),
      shows({ sets: { blue: { running: 2 } } }),
      accepts(stop('one')),
      accepts(stop('two')),
    ],
  },
  {
    fact: 18,
    name: 'the tasks that a set started are those at its healthy targets',
    steps: [
      accepts(create('green')),
      isReady('green'),
      shows({ own: { blue: ['healthy', 'healthy'] }, groups: { b: ['healthy', 'healthy'] } }),
    ],
  },
  {
    fact: 18,
    name: 'startedBy has to be the only filter',
    steps: [refusesPlain('ListTasks by startedBy and service', /^InvalidParameterException/)],
    leftOut: bothLeaveOut,
  },
  {
    fact: 5,
    name: 'a task that ends is replaced again and again, and each stopped task says why',
    given: { desired: 1 },
    steps: [
      accepts(create('green', { version: 'crashing' })),
      eventually({
        stops: {
          green: {
            code: 'EssentialContainerExited',
            reason: /Essential container in task exited/,
            exitCodes: [1],
          },
        },
        sets: { green: { status: 'ACTIVE', computed: 1, isSteady: false } },
      }),
      accepts(remove('green')),
    ],
    leftOut: { account: 'noStops' },
  },
];
