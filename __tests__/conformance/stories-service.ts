// The service: its tags, its auto scaling, its task definitions.
import { accepts, happens, refuses, register, shows, suspend, tag, untag } from './steps.ts';
import type { Story } from './story.ts';

const running = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: false } as const;
const suspended = { ...running, scaleInSuspended: true, scaleOutSuspended: true } as const;
const unlikeTags = { account: 'anyTag' } as const;

export const tags: readonly Story[] = [
  {
    fact: 14,
    name: 'tags of the service are added and replaced, the others stay',
    steps: [
      accepts(tag({ fence: '1:100.1', scaling: 'in:0' })),
      shows({ tags: { fence: '1:100.1', scaling: 'in:0' } }),
      accepts(tag({ fence: '2:101.1' })),
      shows({ tags: { fence: '2:101.1', scaling: 'in:0' } }),
    ],
  },
  {
    fact: 14,
    name: 'tags of the service are removed by name, whether they are there or not',
    steps: [
      accepts(tag({ fence: '1:100.1', scaling: 'in:0' })),
      accepts(untag('scaling', 'lease-until')),
      shows({ tags: { fence: '1:100.1' } }),
      accepts(untag('scaling')),
      shows({ tags: { fence: '1:100.1' } }),
    ],
  },
  {
    fact: 14,
    name: 'anybody may wipe the tags of the service',
    steps: [
      accepts(tag({ fence: '1:100.1' })),
      happens({ kind: 'tags-wiped' }),
      accepts(tag({ scaling: 'x' })),
      shows({ tags: { scaling: 'x' } }),
    ],
  },
  {
    fact: 14,
    name: 'a tag holds 256 characters and not one more',
    steps: [
      accepts(tag({ scaling: 'x'.repeat(256) })),
      refuses(tag({ scaling: 'x'.repeat(257) }), /^InvalidParameterException/),
      shows({ tags: { scaling: 'x'.repeat(256) } }),
    ],
    leftOut: unlikeTags,
  },
  {
    fact: 14,
    name: 'a tag holds letters, digits, spaces and + - = . _ : / @, and no JSON',
    steps: [
      accepts(tag({ scaling: 'Grün 7 +-=._:/@' })),
      refuses(tag({ scaling: '{"p95": 120}' }), /^InvalidParameterException/),
      refuses(tag({ scaling: 'one, two' }), /^InvalidParameterException/),
      shows({ tags: { scaling: 'Grün 7 +-=._:/@' } }),
    ],
    leftOut: unlikeTags,
  },
];

export const scaling: readonly Story[] = [
  {
    fact: 21,
    name: 'nothing scales the service',
    steps: [shows({ scaling: null })],
  },
  {
    fact: 21,
    name: 'scaling is suspended and resumed, and each part of it is read',
    given: { scaling: running },
    steps: [
      shows({ scaling: running }),
      accepts(suspend(suspended)),
      shows({ scaling: suspended }),
      accepts(suspend(running)),
      shows({ scaling: running }),
    ],
    leftOut: { account: 'noScaling' },
  },
  {
    fact: 21,
    name: 'scaling that was never set up can not be suspended',
    steps: [refuses(suspend(suspended), /^ValidationException/), shows({ scaling: null })],
    leftOut: { account: 'noScaling' },
  },
];

export const revisions: readonly Story[] = [
  {
    fact: 12,
    name: 'a registered revision is found again by the hash of its content',
    steps: [
      shows({ registered: { one: false } }),
      accepts(register('one')),
      shows({ registered: { one: true, two: false } }),
      accepts(register('two')),
      shows({ registered: { one: true, two: true } }),
    ],
    leftOut: { account: 'noRevisions' },
  },
];
