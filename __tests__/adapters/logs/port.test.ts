import { expect, test } from '@jest/globals';
import { logsPort } from '../../../src/adapters/logs/port.ts';
import { onLogs, testClients } from '../aws/wire.ts';

/** In another region than the one of the run. */
const place = { kind: 'stream', region: 'us-east-1', group: '/ecs/web', stream: 'shop/web/1' } as const;
const read = () => logsPort(testClients()).lastEvents(place);
const tokens = { nextForwardToken: 'f/1', nextBackwardToken: 'b/0' };

test('the newest events are read from the region of the log group', async () => {
  const sent = onLogs('GetLogEvents', { events: [{ message: 'one' }, { message: 'two' }], ...tokens });
  expect(await read()).toEqual({ kind: 'events', messages: ['one', 'two'] });
  expect(sent.map(({ body }) => body)).toEqual([
    { logGroupName: '/ecs/web', logStreamName: 'shop/web/1', limit: 40, startFromHead: false },
  ]);
});

test('an empty page is followed backward until its token repeats', async () => {
  const events = [{ message: 'old' }];
  const sent = onLogs('GetLogEvents', { events: [], ...tokens }, { events, ...tokens });
  expect(await read()).toEqual({ kind: 'events', messages: ['old'] });
  expect(sent[1]?.body).toMatchObject({ nextToken: 'b/0' });
  onLogs('GetLogEvents', { events: [], ...tokens }, { events: [], ...tokens });
  expect(await read()).toEqual({ kind: 'events', messages: [] });
});

test.each([
  ['The specified log group does not exist.', 'group'],
  ['The specified log stream does not exist.', 'stream'],
])('%s', async (message, what) => {
  onLogs('GetLogEvents', { status: 400, error: 'ResourceNotFoundException', message });
  expect(await read()).toEqual({ kind: 'missing', what });
});

test('a missing permission is a value', async () => {
  const message = 'User: x is not authorized to perform: logs:GetLogEvents';
  onLogs('GetLogEvents', { status: 400, error: 'AccessDeniedException', message });
  expect(await read()).toMatchObject({ kind: 'failed', trouble: { kind: 'denied', resource: '/ecs/web' } });
});
