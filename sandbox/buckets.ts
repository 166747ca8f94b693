// Limits of an account: calls of a kind share a bucket of tokens, and so do all clients (fact 19).
import { throttling } from './aws/error.ts';
import type { AwsError } from './aws/error.ts';
import type { FullSpec } from './spec.ts';

type Bucket = FullSpec['buckets'][number];

interface LimitedCall {
  readonly service: string;
  readonly isWrite: boolean;
}

export interface Buckets {
  /** Takes a token from each bucket of the call. Without one: how AWS refuses the call. Null: it is let through. */
  readonly take: (call: LimitedCall, nowMs: number) => AwsError | null;
}

export function createBuckets(buckets: readonly Bucket[]): Buckets {
  const levels = buckets.map((bucket) => ({ bucket, tokens: bucket.size, atMs: 0 }));
  return {
    take(call, nowMs) {
      const its = levels.filter(({ bucket }) => isOf(bucket, call));
      for (const level of its) {
        const refilled = level.tokens + ((nowMs - level.atMs) / 1000) * level.bucket.perSecond;
        Object.assign(level, { tokens: Math.min(level.bucket.size, refilled), atMs: nowMs });
      }
      if (its.some(({ tokens }) => tokens < 1)) return throttling(call.service);
      for (const level of its) level.tokens -= 1;
      return null;
    },
  };
}

const isOf = (bucket: Bucket, { service, isWrite }: LimitedCall): boolean =>
  bucket.service === service && (bucket.calls === 'all' || (bucket.calls === 'writes') === isWrite);
