// How long things take in the sandbox, in milliseconds.
import { z } from 'zod';
import { number, settings, withDefault } from './spec-fields.ts';

/** A span of milliseconds, `[from, to]`, drawn again each time. */
const span = z
  .tuple([number(), number()], { error: 'want [from, to] in milliseconds' })
  .refine(([from, to]) => to >= from, { error: 'want [from, to] in milliseconds' })
  .readonly();

export const delays = settings({
  /** From placing a task to starting its processes. */
  taskStart: withDefault(number(), 300),
  /** From RUNNING to the target group, and from a task's end to its deregistration. */
  registration: withDefault(number(), 200),
  /** From registration to the first health check. */
  health: withDefault(number(), 100),
  /** Until a load balancer node follows a rule change, each for itself. */
  propagation: withDefault(span, [500, 2000] as const),
  /** How long CreateTaskSet still refuses a target group after it was attached (fact 9). */
  association: withDefault(number(), 1500),
  /** Deregistration delay of target groups that don't set their own (AWS: 300 s). */
  draining: withDefault(number(), 2000),
  /** stopTimeout of containers that don't set their own: SIGTERM to SIGKILL (AWS: 30 s). */
  stop: withDefault(number(), 3000),
  /** From a line that a container writes until CloudWatch Logs shows it. */
  logs: withDefault(number(), 500),
  /** How long a stopped task stays visible (fact 18). */
  stoppedTasks: withDefault(number(), 3_600_000),
  /** How far reads lag behind writes. */
  consistency: withDefault(number(), 0),
  /** From a call's arrival until it is carried out, and from there until it is answered; drawn for each by `seed`. */
  landing: withDefault(span, [0, 0] as const),
  answer: withDefault(span, [0, 0] as const),
  /** How long a minute of CloudWatch lasts: periods of alarms are that much shorter than they look. AWS: 60 s. */
  minute: withDefault(number(60), 60_000),
  /** From a request to its data point. AWS: one to three minutes (fact 41). */
  metrics: withDefault(number(), 60_000),
});
