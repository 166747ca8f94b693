import { expect, test } from '@jest/globals';
import type { FoundEvents } from '../../src/domain/common/logs/tail.ts';
import { failedTaskTail, readLogTail } from '../../src/engine/logs/tail.ts';
import type { EcsPort } from '../../src/ports.ts';

const definition = {
  containerDefinitions: [
    {
      name: 'web',
      environment: [{ name: 'DATABASE', value: 'hunter2-hunter2' }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/web', 'awslogs-stream-prefix': 'shop' },
      },
    },
  ],
};
const where = { task: 'arn:aws:ecs:eu-west-1:111122223333:task/main/1', definition, container: 'web' };
const empty: FoundEvents = { kind: 'events', messages: [] };
const some: FoundEvents = { kind: 'events', messages: ['fatal: hunter2-hunter2 is refused'] };

/** CloudWatch Logs that answers so, the last answer forever. A wait ends at once, but for the limit of the whole. */
function logsWith(...answers: readonly FoundEvents[]) {
  let asked = 0;
  const pauses: number[] = [];
  const logs = {
    lastEvents: () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? empty),
  };
  const sleep = (ms: number): Promise<void> => {
    if (ms > 10_000) return new Promise(() => undefined);
    pauses.push(ms);
    return Promise.resolve();
  };
  return { ports: { logs, clock: { sleep } }, pauses, asked: () => asked };
}

test('lines are asked for again while CloudWatch Logs does not show them yet', async () => {
  const { ports, pauses } = logsWith({ kind: 'missing', what: 'stream' }, empty, some);
  expect((await readLogTail(ports, where, [])).lines).toEqual(['fatal: *** is refused']);
  expect(pauses).toEqual([2_000, 4_000]);
});

test('the last words of a container, which come after the lines before them, are waited for once', async () => {
  const started: FoundEvents = { kind: 'events', messages: ['listening'] };
  const all: FoundEvents = { kind: 'events', messages: ['listening', 'fatal'] };
  const { ports, pauses } = logsWith(started, all);
  expect((await readLogTail(ports, where, [])).lines).toEqual(['listening', 'fatal']);
  expect(pauses).toEqual([2_000]);
  const lost = logsWith(started, { kind: 'missing', what: 'stream' });
  expect((await readLogTail(lost.ports, where, [])).lines).toEqual(['listening']);
});

test('a log group that is missing is not asked for again', async () => {
  const { ports, asked } = logsWith({ kind: 'missing', what: 'group' });
  expect((await readLogTail(ports, where, [])).words).toMatch(/does not exist/);
  expect(asked()).toBe(1);
});

test('CloudWatch Logs that never answers costs a limited time', async () => {
  const logs = { lastEvents: () => new Promise<FoundEvents>(() => undefined) };
  const clock = { sleep: () => Promise.resolve() };
  expect((await readLogTail({ logs, clock }, where, [])).words).toMatch(/did not answer in time/);
});

const failed = { arn: where.task, definition: 'web:2', container: 'web', hasRun: true, facts: [] };
const ecs = (answer: object | null): Pick<EcsPort, 'readTaskDefinition'> => ({
  readTaskDefinition: () => Promise.resolve(answer as never),
});

test('the task definition of a failed task says where its log is', async () => {
  const { ports } = logsWith(some);
  const read = failedTaskTail({ ...ports, ecs: ecs({ content: definition }) }, ['fatal']);
  expect((await read(failed)).lines).toEqual(['fatal: *** is refused']);
});

test.each([
  [{ hasRun: false }, /never ran/],
  [{ container: null }, /never ran/],
])('a task with %j has no log, and nothing is asked', async (changes, words) => {
  const { ports, asked } = logsWith(some);
  const read = failedTaskTail({ ...ports, ecs: ecs(null) }, []);
  expect((await read({ ...failed, ...changes })).words).toMatch(words);
  expect(asked()).toBe(0);
});
