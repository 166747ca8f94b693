// One place on GitHub, and a GitHub that is slow when the run ends.
import { describe, expect, test } from '@jest/globals';
import { createChannel, type Channel } from '../../src/report/channel.ts';
import { settled } from '../support/reporting.ts';

interface Call {
  readonly value: string;
  /** Answers the read, so that the write begins. */
  readonly read: () => Promise<void>;
  /** Answers the write. */
  readonly write: (error?: Error) => Promise<void>;
}

/** A comment: each value is sent with a read and a write. */
function aPlace(isLastAtOnce = true) {
  const [calls, written]: [Call[], string[]] = [[], []];
  const refusals: string[] = [];
  const channel: Channel<string> = createChannel<string>({
    send: async (value, turn) => {
      const [read, write] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      calls.push({
        value,
        read: async () => {
          read.resolve(undefined);
          await settled();
        },
        write: async (error) => {
          if (error === undefined) write.resolve(undefined);
          else write.reject(error);
          await settled();
        },
      });
      await read.promise;
      if (!turn.begin()) return;
      written.push(value);
      await write.promise;
    },
    textOf: (value) => value,
    onRefusal: ({ message }) => refusals.push(message),
    clock: { now: () => 0 },
    everyMs: 0,
    isLastAtOnce,
  });
  const asked = (): readonly string[] => calls.map(({ value }) => value);
  return { channel, calls, written, refusals, asked };
}

/** The place once `first` is written, and `update` is under way. */
async function inFlight(isLastAtOnce = true) {
  const place = aPlace(isLastAtOnce);
  place.channel.offer('first', true);
  await place.calls[0]?.read();
  await place.calls[0]?.write();
  place.channel.offer('update', true);
  return place;
}

describe('the end of a run', () => {
  test('does not wait for an update that is being read, which is then not written', async () => {
    const { channel, calls, written, asked } = await inFlight();
    const closing = channel.close('end');
    expect(asked()).toEqual(['first', 'update', 'end']);
    await calls[2]?.read();
    await calls[2]?.write();
    expect(await closing).toBe('delivered');
    await calls[1]?.read();
    expect(written).toEqual(['first', 'end']);
  });

  test('does not wait for an update that is being written', async () => {
    const { channel, calls, written, asked } = await inFlight();
    await calls[1]?.read();
    const closing = channel.close('end');
    await calls[2]?.read();
    await calls[1]?.write();
    await calls[2]?.write();
    expect(await closing).toBe('delivered');
    expect([written, asked()]).toEqual([
      ['first', 'update', 'end'],
      ['first', 'update', 'end'],
    ]);
  });

  test('is sent again if that update was answered later: it may have been carried out later', async () => {
    const { channel, calls, written } = await inFlight();
    await calls[1]?.read();
    const closing = channel.close('end');
    await calls[2]?.read();
    await calls[2]?.write();
    await calls[1]?.write();
    await calls[3]?.read();
    await calls[3]?.write();
    expect(await closing).toBe('delivered');
    expect(written).toEqual(['first', 'update', 'end', 'end']);
  });

  test('is delivered although the update that it did not wait for fails, which is no warning', async () => {
    const { channel, calls, refusals } = await inFlight();
    await calls[1]?.read();
    const closing = channel.close('end');
    await calls[1]?.write(new Error('502'));
    await calls[2]?.read();
    await calls[2]?.write();
    expect([await closing, refusals]).toEqual(['delivered', []]);
  });

  test('drops what waits for its turn', async () => {
    const { channel, calls, asked } = await inFlight();
    channel.offer('queued', true);
    void channel.close('end');
    await calls[1]?.read();
    expect(asked()).toEqual(['first', 'update', 'end']);
  });

  test('comes last, also if what is under way says the same and something else waits', async () => {
    const { channel, calls, asked } = await inFlight(false);
    channel.offer('queued', true);
    void channel.close('update');
    await calls[1]?.read();
    await calls[1]?.write();
    expect(asked()).toEqual(['first', 'update', 'update']);
  });

  test.each([
    ['the first text, which may be creating the comment', aPlace(), 1],
    ['any text in a place that is not written at once', aPlace(false), 1],
  ])('waits for %s', async (_what, { channel, calls, asked }, count) => {
    channel.offer('first', true);
    const closing = channel.close('end');
    expect(asked()).toHaveLength(count);
    await calls[0]?.read();
    await calls[0]?.write();
    await calls[1]?.read();
    await calls[1]?.write();
    expect([await closing, asked()]).toEqual(['delivered', ['first', 'end']]);
  });
});
