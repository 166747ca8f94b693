// What becomes of blue after the switch.
import { count, daySeconds, duration, oneOf, releasing, switching, text, type Setting } from './setting.ts';

export const ofBlue = {
  'warm-time': {
    description:
      'How long blue keeps running after the switch, so that a rollback takes seconds, e.g. `15m`, at most `720h`. It ' +
      'includes the bake: blue is never deleted before the bake ends, even with `0`. A job waits for at most `24h` ' +
      '(see `teardown`).',
    value: duration(0, 30 * daySeconds),
    commands: releasing,
    inFile: 'blue',
    default: '15m',
    isCommon: true,
  },
  'warm-scale': {
    description:
      'Scale of blue after the bake, in percent of the desired count: 1 to 100. Less than 100 costs less, but then a ' +
      'rollback has to start tasks first.',
    value: count(1, 100),
    commands: switching,
    inFile: 'blue',
    default: '100',
  },
  drain: {
    description:
      'How blue is scaled down once its warm time is over, so that clients with long connections, such as WebSockets and ' +
      'gRPC streams, reconnect in waves: percentages of the desired count that fall to 0, and how long each step lasts at ' +
      'least, e.g. `75,50,25,0 every 6m`. A step may not be shorter than the deregistration delay of the target group and the ' +
      'stop timeout of the tasks together. Default: blue is deleted at once.',
    value: text,
    commands: releasing,
    inFile: 'blue',
    isInput: false,
  },
  'connections-path': {
    description:
      'Path at which each task answers how many connections it has open: a number, or short JSON with the member ' +
      '`connections`. Each task of blue is asked once, just before the switch, at its own address, which only a runner in the ' +
      'VPC reaches. The report adds the numbers up. Nothing is decided by them. Default: nobody is asked.',
    value: text,
    commands: switching,
    inFile: 'blue',
    isInput: false,
  },
  teardown: {
    description:
      'wait: the job runs until the warm time is over and blue is deleted. defer: the job ends after the bake, and the ' +
      'next deploy, teardown or sweep deletes blue. If the wait would outlast the job, its credentials or 24 ' +
      'hours, the teardown is deferred automatically, and the run reports it. Default: wait for a release. A rollback ' +
      'keeps a healthy green until blue has served well for five minutes, and waits for that only with `wait`.',
    value: oneOf('wait', 'defer'),
    commands: switching,
    inFile: 'blue',
    isCommon: true,
  },
} as const satisfies Readonly<Record<string, Setting>>;
