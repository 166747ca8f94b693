// CloudWatch Logs: the events of a stream.
import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { read } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { AwsError } from '../error.ts';
import type { LogEvent } from './store.ts';

const missing = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`);

function eventsOf({ settings, region, now }: AwsContext, input: GetLogEventsRequest): readonly LogEvent[] {
  const name = (input.logGroupName ?? input.logGroupIdentifier ?? '').replace(/^arn:.*:log-group:/, '');
  if (name === '') throw new AwsError('InvalidParameterException', 'Log group name is required.');
  const streams = settings.logs.streams({ name, region: region ?? settings.region });
  if (streams === null) throw missing('group');
  const events = streams.get(input.logStreamName ?? '');
  if (events === undefined) throw missing('stream');
  return events.filter(
    ({ at }) =>
      at + settings.delays.logs <= now &&
      at >= (input.startTime ?? 0) &&
      at < (input.endTime ?? Number.POSITIVE_INFINITY),
  );
}

/** A token names a direction, and the event at which its page begins or ends. */
function startOf(token: string | undefined, all: number, limit: number, isFromHead: boolean): number {
  if (token === undefined) return isFromHead ? 0 : Math.max(0, all - limit);
  const [, direction, at] = /^([fb])\/(\d+)$/.exec(token) ?? [];
  if (at === undefined)
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return direction === 'f' ? Number(at) : Math.max(0, Number(at) - limit);
}

/** At either end of the stream, the token in that direction is the one that was sent. */
function getLogEvents(context: AwsContext, input: GetLogEventsRequest): GetLogEventsResponse {
  const events = eventsOf(context, input);
  const limit = Math.min(input.limit ?? 10_000, 10_000);
  const start = startOf(input.nextToken, events.length, limit, input.startFromHead ?? false);
  const isBack = input.nextToken?.startsWith('b/') ?? false;
  const end = isBack ? Number(input.nextToken?.slice(2)) : Math.min(events.length, start + limit);
  return {
    events: events.slice(start, end).map(({ at, message }) => ({
      timestamp: at,
      message,
      ingestionTime: at + context.settings.delays.logs,
    })),
    nextForwardToken: `f/${String(end)}`,
    nextBackwardToken: `b/${String(start)}`,
  };
}

export const logOperations: Operations = { GetLogEvents: read(getLogEvents) };
