// Rules, weights, and what becomes of targets.
import {
  accepts,
  acceptsInTheEnd,
  addGroups,
  create,
  eventually,
  happens,
  isReady,
  refuses,
  refusesPlain,
  remove,
  replace,
  shows,
  weigh,
} from './steps.ts';
import type { Story } from './story.ts';

export const rules: readonly Story[] = [
  {
    fact: 23,
    name: 'weights are read as they were written, rule by rule',
    steps: [
      accepts(weigh('http', { a: 0, b: 100 })),
      shows({ rules: { http: { weights: { a: 0, b: 100 } }, https: { weights: { a: 70, b: 0, c: 30 } } } }),
      accepts(weigh('https', { a: 0, b: 70, c: 30 })),
      shows({ rules: { http: { weights: { a: 0, b: 100 } }, https: { weights: { a: 0, b: 70, c: 30 } } } }),
    ],
  },
  {
    fact: 24,
    name: 'a write that sends back what it read keeps login, order, stickiness and third groups',
    steps: [
      accepts(weigh('https', { a: 0, b: 70, c: 30 })),
      shows({
        rules: {
          https: {
            weights: { a: 0, b: 70, c: 30 },
            kinds: ['authenticate-oidc', 'forward'],
            stickySeconds: 3,
          },
        },
      }),
    ],
  },
  {
    fact: 23,
    name: 'a list of actions replaces the whole list',
    steps: [
      accepts(replace('https', { b: 100 })),
      shows({ rules: { https: { weights: { b: 100 }, kinds: ['forward'], stickySeconds: 0 } } }),
    ],
    leftOut: { account: 'weightsOnly' },
  },
  {
    fact: 27,
    name: 'the last write wins',
    steps: [
      accepts(weigh('http', { a: 0, b: 100 })),
      accepts(weigh('http', { a: 100, b: 0 })),
      shows({ rules: { http: { weights: { a: 100, b: 0 } } } }),
    ],
  },
  {
    fact: null,
    name: 'a rule that does not exist is not found',
    steps: [
      refuses(replace('unknown', { b: 100 }), /^RuleNotFound/),
      shows({ rules: { http: { weights: { a: 100, b: 0 } }, https: { weights: { a: 70, b: 0, c: 30 } } } }),
    ],
  },
  {
    fact: 23,
    name: 'ModifyRule does not change a default action',
    steps: [refusesPlain('ModifyRule on a default action', /^OperationNotPermitted/)],
    leftOut: { fake: 'noPort', account: 'noPort' },
  },
  {
    fact: 37,
    name: 'a forward holds five groups at most',
    steps: [
      refuses(addGroups('https', 3), /^ValidationError|^TooManyTargetGroups/),
      shows({ rules: { https: { weights: { a: 70, b: 0, c: 30 } } } }),
    ],
    leftOut: { account: 'weightsOnly' },
  },
  {
    fact: null,
    name: 'a target group that does not exist is not found',
    steps: [
      refuses(addGroups('http', 1), /^TargetGroupNotFound/),
      shows({ rules: { http: { weights: { a: 100, b: 0 } } } }),
    ],
    leftOut: { account: 'weightsOnly' },
  },
];

export const targets: readonly Story[] = [
  {
    fact: 25,
    name: 'a group at weight 0 is health-checked',
    steps: [
      accepts(create('green')),
      isReady('green'),
      shows({ rules: { http: { weights: { a: 100, b: 0 } } }, groups: { b: ['healthy', 'healthy'] } }),
    ],
  },
  {
    fact: 33,
    name: 'a new target is initial until it passes a check',
    given: { desired: 1 },
    steps: [
      accepts(create('green', { version: 'slow' })),
      eventually({ own: { green: ['initial'] }, sets: { green: { running: 1, isSteady: false } } }),
      happens({ kind: 'starts-to-answer', set: 'green' }),
      isReady('green', 1),
    ],
    leftOut: { account: 'noChecks' },
  },
  {
    fact: 33,
    name: 'targets that fail their checks are unhealthy, and the set is not steady',
    steps: [
      accepts(create('green', { version: 'unhealthy' })),
      eventually({
        groups: { b: ['unhealthy', 'unhealthy'] },
        sets: { green: { running: 2, pending: 0, isSteady: false } },
      }),
    ],
    leftOut: { account: 'noVersions' },
  },
  {
    fact: 33,
    name: 'a target that is not healthy says why',
    given: { desired: 1 },
    steps: [
      accepts(create('green', { version: 'unhealthy' })),
      eventually({ groups: { b: ['unhealthy'] }, reasons: { b: ['Target.ResponseCodeMismatch'] } }),
      accepts(weigh('http', { a: 100 })),
      accepts(weigh('https', { a: 70, c: 30 })),
      shows({ groups: { b: ['unused'] }, reasons: { b: ['Target.NotInUse'] } }),
      accepts(weigh('http', { a: 100, b: 0 })),
      accepts(remove('green')),
      eventually({ groups: { b: ['draining'] }, reasons: { b: ['Target.DeregistrationInProgress'] } }),
      shows({ groups: { a: ['healthy'] }, reasons: { a: [] } }),
    ],
    leftOut: { account: 'noTargetReasons' },
  },
  {
    fact: 25,
    name: 'targets of a group that leaves all rules are unused, and are checked again when it comes back',
    steps: [
      accepts(create('green')),
      isReady('green'),
      accepts(weigh('http', { a: 100 })),
      shows({ groups: { b: ['healthy', 'healthy'] } }),
      accepts(weigh('https', { a: 70, c: 30 })),
      shows({ groups: { b: ['unused', 'unused'] } }),
      accepts(weigh('http', { a: 100, b: 0 })),
      isReady('green'),
    ],
  },
  {
    fact: 9,
    name: 'a group that comes back to a rule is refused for some seconds again',
    steps: [
      accepts(weigh('http', { a: 100 })),
      accepts(weigh('https', { a: 70, c: 30 })),
      accepts(weigh('http', { a: 100, b: 0 })),
      refuses(create('green'), /does not have an associated load balancer/),
      acceptsInTheEnd(create('green')),
    ],
    leftOut: { account: 'alwaysHeld' },
  },
  {
    fact: 31,
    name: 'an empty group answers 503 until it has healthy targets',
    steps: [
      eventually({ answer: 200 }),
      accepts(weigh('http', { a: 0, b: 100 })),
      eventually({ answer: 503 }),
      accepts(create('green')),
      eventually({ answer: 200 }),
      accepts(weigh('http', { a: 100, b: 0 })),
      accepts(remove('green')),
      eventually({ sets: { green: null } }),
      eventually({ answer: 200 }),
    ],
    leftOut: { account: 'noAnswers' },
  },
  {
    fact: 31,
    name: 'a group with only unhealthy targets still gets the traffic',
    steps: [
      accepts(create('green', { version: 'unhealthy' })),
      eventually({ groups: { b: ['unhealthy', 'unhealthy'] } }),
      accepts(weigh('http', { a: 0, b: 100 })),
      eventually({ answer: 200 }),
    ],
    leftOut: { fake: 'failsWhole', account: 'noAnswers' },
  },
];
