// Calls that go wrong, as a spec or the control API asks for them.
import { flag, map, number, object, oneOf, raw, text, withDefault } from './spec-fields.ts';

/**
 * A call that goes wrong, or slowly. `lost-request` cuts the connection before anything happened, `lost-answer`
 * after the operation was carried out; `hold` keeps the answer back until it is released. What a network between
 * client and AWS may answer instead: `garbled` is not HTTP, `html` and `empty` are pages with status 200, and `drip` is
 * the headers, and then a space at a time, without an end. `endless`: every page of a list is the first one, and names a
 * next one.
 */
export const fault = object({
  /** An operation's name, or `*` for all. */
  operation: text,
  kind: oneOf(
    'error',
    'throttle',
    'access-denied',
    'server-error',
    'lost-request',
    'lost-answer',
    'hold',
    'slow',
    'garbled',
    'html',
    'empty',
    'drip',
    'endless',
  ),
  /**
   * `after`: the operation is carried out and fails, or waits, all the same. Null: before; a hold, or another answer
   * than AWS's: after.
   */
  when: withDefault(oneOf('before', 'after'), null),
  /** The first matching call that is hit, counted from 1. */
  nth: withDefault(number(1), 1),
  /** How many calls are hit from there; null: every one. */
  count: withDefault(number(1), 1),
  always: withDefault(flag, false),
  /** Only calls whose request has these members; paths with dots, `*` for any member of a list. */
  where: map(raw<unknown>('a value')),
  /** Only calls whose user agent contains this. */
  client: withDefault(text, null),
  /** slow, hold: how long; a hold without it lasts until it is released. */
  ms: withDefault(number(), null),
  /** error: what AWS would call it. */
  code: withDefault(text, null),
  message: withDefault(text, null),
  status: withDefault(number(400, 599), null),
});

/** Calls of the whole account that share a limit: `size` at once, refilled at `perSecond`. A call that finds it empty is throttled. */
export const bucket = object({
  service: oneOf('ecs', 'elasticloadbalancing', 'application-autoscaling', 'sts', 'cloudwatch'),
  calls: withDefault(oneOf('reads', 'writes', 'all'), 'all'),
  size: number(1),
  perSecond: number(),
});
