// Calls that go wrong on demand.
import { AwsError, throttling } from './aws/error.ts';
import { completeFault } from './spec.ts';
import type { FaultSpec, FullFault } from './spec.ts';

interface FaultState {
  readonly id: number;
  readonly fault: FullFault;
  /** Matching calls so far, and how many of them were hit. */
  readonly seen: number;
  readonly hits: number;
}

export interface Faults {
  /** Returns an id; a fault applies to calls that arrive from now on. Throws SpecError on a bad one. */
  readonly add: (fault: FaultSpec) => number;
  readonly remove: (id: number) => void;
  readonly clear: () => void;
  readonly list: () => readonly FaultState[];
  /** Lets the calls go on that a `hold` keeps, and those to come. */
  readonly release: (id: number) => void;
}

/** A call as far as faults look at it. */
export interface FaultableCall {
  readonly service: string;
  readonly operation: string;
  readonly request: unknown;
  readonly client: string | null;
}

export interface ArmedFault {
  readonly fault: FullFault;
  readonly when: 'before' | 'after';
  /** Resolves when a hold is over. */
  readonly wait: () => Promise<void>;
}

export interface FaultBook extends Faults {
  /** The faults that hit this call, which counts as seen by each that matches. */
  readonly strike: (call: FaultableCall) => readonly ArmedFault[];
}

interface Entry {
  readonly id: number;
  readonly fault: FullFault;
  seen: number;
  hits: number;
  readonly released: PromiseWithResolvers<undefined>;
}

/** Every value at a dotted path; `*` stands for any member of a list or map. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  const next = head === '*' ? Object.values(value) : [(value as Readonly<Record<string, unknown>>)[head]];
  return next.flatMap((one) => valuesAt(one, rest));
}

function isMatch(fault: FullFault, call: FaultableCall): boolean {
  if (fault.operation !== '*' && fault.operation !== call.operation) return false;
  if (fault.client !== null && call.client?.includes(fault.client) !== true) return false;
  return Object.entries(fault.where).every(([path, wanted]) =>
    valuesAt(call.request, path.split('.')).some((one) => JSON.stringify(one) === JSON.stringify(wanted)),
  );
}

function isHit(entry: Entry): boolean {
  const { nth, count, always } = entry.fault;
  return entry.seen >= nth && (always || entry.seen < nth + count);
}

const replacements = ['garbled', 'html', 'empty', 'drip'] as const;
export type Replacement = (typeof replacements)[number];

/** Whether something else than AWS's answer comes. */
const isReplaced = ({ kind }: FullFault): boolean => replacements.some((one) => one === kind);

/** What comes instead of AWS's answer, by the first of these faults. */
export function replacementOf(faults: readonly ArmedFault[]): {
  readonly kind: Replacement;
  readonly when: ArmedFault['when'];
} | null {
  const found = faults.find(({ fault }) => isReplaced(fault));
  return found === undefined ? null : { kind: found.fault.kind as Replacement, when: found.when };
}

function armed(entry: Entry): ArmedFault {
  const { ms } = entry.fault;
  const timeout = (): Promise<void> => new Promise((done) => setTimeout(done, ms ?? 0));
  const waits = entry.fault.kind === 'slow' || entry.fault.kind === 'hold';
  return {
    fault: entry.fault,
    when: entry.fault.when ?? (entry.fault.kind === 'hold' || isReplaced(entry.fault) ? 'after' : 'before'),
    wait: async () => {
      if (!waits) return;
      await (ms === null ? entry.released.promise : Promise.race([entry.released.promise, timeout()]));
    },
  };
}

export function createFaults(initial: readonly FullFault[]): FaultBook {
  let entries: Entry[] = [];
  let lastId = 0;
  const put = (fault: FullFault): number => {
    lastId += 1;
    entries.push({ id: lastId, fault, seen: 0, hits: 0, released: Promise.withResolvers<undefined>() });
    return lastId;
  };
  const release = (doomed: readonly Entry[]): void => {
    for (const entry of doomed) entry.released.resolve(undefined);
  };
  for (const fault of initial) put(fault);
  return {
    add: (fault) => put(completeFault(fault)),
    remove(id) {
      release(entries.filter((one) => one.id === id));
      entries = entries.filter((one) => one.id !== id);
    },
    clear() {
      release(entries);
      entries = [];
    },
    list: () => entries.map(({ id, fault, seen, hits }) => ({ id, fault, seen, hits })),
    release: (id) => {
      release(entries.filter((one) => one.id === id));
    },
    strike(call) {
      const matching = entries.filter((one) => isMatch(one.fault, call));
      for (const entry of matching) entry.seen += 1;
      const hit = matching.filter(isHit);
      for (const entry of hit) entry.hits += 1;
      return hit.map(armed);
    },
  };
}

function deniedMessage(call: FaultableCall, accountId: string): string {
  const action = `${call.service}:${call.operation}`;
  return `User: arn:aws:sts::${accountId}:assumed-role/deployer/sandbox is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`;
}

/** What the fault answers with, in the words of the call's own protocol; null: the fault is no refusal. */
export function faultError(fault: FullFault, call: FaultableCall, accountId: string): AwsError | null {
  const isJson = call.service !== 'elasticloadbalancing' && call.service !== 'sts';
  switch (fault.kind) {
    case 'access-denied': {
      const message = fault.message ?? deniedMessage(call, accountId);
      return isJson
        ? new AwsError('AccessDeniedException', message)
        : new AwsError('AccessDenied', message, 403);
    }
    case 'throttle':
      return throttling(call.service, fault.message ?? undefined);
    case 'server-error':
      return new AwsError(
        fault.code ?? (call.service === 'ecs' ? 'ServerException' : 'InternalFailure'),
        fault.message ?? 'Service Unavailable. Please try again later.',
        fault.status ?? 500,
      );
    case 'error':
      return new AwsError(
        fault.code ?? 'ClientException',
        fault.message ?? 'A fault of the sandbox.',
        fault.status ?? 400,
      );
    case 'lost-request':
    case 'lost-answer':
    case 'hold':
    case 'slow':
    case 'garbled':
    case 'html':
    case 'empty':
    case 'drip':
    case 'endless':
      return null;
  }
}
