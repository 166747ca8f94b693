/** One call that reached the sandbox's AWS. */
export interface RecordedCall {
  /** From 1, in the order of arrival. */
  readonly seq: number;
  /** When it arrived, and when it was answered; milliseconds since the epoch. Null: no answer yet. */
  readonly at: number;
  readonly answeredAt: number | null;
  readonly service:
    | 'ecs'
    | 'elasticloadbalancing'
    | 'application-autoscaling'
    | 'sts'
    | 'ecr'
    | 'cloudwatch'
    | 'logs'
    | 'unknown';
  readonly operation: string;
  /** The request's members, decoded. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly isWrite: boolean;
  /** Whether the operation was carried out, which a fault may hide from the caller. */
  readonly wasCarriedOut: boolean;
  /** `lost`: carried out, and the connection cut instead of an answer. */
  readonly outcome: 'pending' | 'ok' | 'error' | 'lost';
  /** HTTP status; 0 while pending or lost. */
  readonly status: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** The caller's user agent. */
  readonly client: string | null;
  /** The id of the key that signed. Null: unsigned. */
  readonly accessKey: string | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type OpenCall = Mutable<RecordedCall>;

export interface Recorder {
  readonly open: (
    call: Pick<RecordedCall, 'service' | 'operation' | 'request' | 'isWrite' | 'client' | 'accessKey'>,
  ) => OpenCall;
  /** Oldest first, copies. */
  readonly calls: () => readonly RecordedCall[];
}

export function createRecorder(): Recorder {
  const calls: OpenCall[] = [];
  return {
    open(call) {
      const opened: OpenCall = {
        ...call,
        seq: calls.length + 1,
        at: Date.now(),
        answeredAt: null,
        wasCarriedOut: false,
        outcome: 'pending',
        status: 0,
        errorCode: null,
        errorMessage: null,
      };
      calls.push(opened);
      return opened;
    },
    calls: () => calls.map((one) => ({ ...one })),
  };
}
