// How a container can be made to break by its environment: the same image with another setting is how releases go wrong.

export interface Faults {
  /** READY=fail: /ready answers 500 for ever. */
  readonly neverReady: boolean;
  /** READY_AFTER_MS: /ready answers 503 until then. */
  readonly readyAfterMs: number;
  /** UNHEALTHY_AFTER_MS: /ready answers 500 from then on. */
  readonly unhealthyAfterMs: number;
  /** BREAK_AFTER_REQUESTS=n, or BREAK_UNDER_TRAFFIC=1 for a default: after this many requests, / breaks while /ready stays 200. */
  readonly breakAfterRequests: number;
  /** BREAK_STATUS: what / of v2 answers once it is broken, 500 by default. */
  readonly breakStatus: number;
  /** HOME_STATUS: what / answers, 200 by default. Many apps redirect there. */
  readonly homeStatus: number;
  /** ORDER_STATUS: what POST /orders answers, 201 by default. */
  readonly orderStatus: number;
  /** START_DELAY_MS: how long until the port is open. */
  readonly startDelayMs: number;
  /** CRASH_AFTER_MS; or EXIT_CODE alone, which means at once. */
  readonly crashAfterMs: number;
  /** EXIT_CODE of the crash, 1 by default. */
  readonly exitCode: number;
}

/** More than smoke tests and probes of a release send, reached by real traffic within a second or two. */
const someTraffic = 60;

/** Reads the faults; without any of the variables nothing ever breaks. Throws on a value that is not a number. */
export function readFaults(env: NodeJS.ProcessEnv): Faults {
  const numberOf = (name: string, absent: number): number => {
    const text = env[name];
    if (text === undefined || text === '') return absent;
    const value = Number(text);
    if (!Number.isFinite(value)) throw new Error(`${name} is "${text}", which is not a number`);
    return value;
  };
  const exitsAtOnce = (env['EXIT_CODE'] ?? '') !== '';
  return {
    neverReady: env['READY'] === 'fail',
    readyAfterMs: numberOf('READY_AFTER_MS', 0),
    unhealthyAfterMs: numberOf('UNHEALTHY_AFTER_MS', Number.POSITIVE_INFINITY),
    breakAfterRequests: numberOf(
      'BREAK_AFTER_REQUESTS',
      env['BREAK_UNDER_TRAFFIC'] === '1' ? someTraffic : Number.POSITIVE_INFINITY,
    ),
    breakStatus: numberOf('BREAK_STATUS', 500),
    homeStatus: numberOf('HOME_STATUS', 200),
    orderStatus: numberOf('ORDER_STATUS', 201),
    startDelayMs: numberOf('START_DELAY_MS', 0),
    crashAfterMs: numberOf('CRASH_AFTER_MS', exitsAtOnce ? 0 : Number.POSITIVE_INFINITY),
    exitCode: numberOf('EXIT_CODE', 1),
  };
}
