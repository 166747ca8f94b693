// Service events of ECS in the log.
import { describe, expect, test } from '@jest/globals';
import { continueEvents, type EventLog } from '../../src/domain/common/report/events.ts';
import type { ServiceEvent } from '../../src/domain/common/tasks/view.ts';
import { aDesk, finish } from './report-desk.ts';
import { at, goodFrames, type Frame } from './stories.ts';

const event = (seconds: number, message: string): ServiceEvent => ({ atMs: at(seconds), message });
const oldSteady = event(-500, '(service shop) has reached a steady state.');
const started = event(6, '(service shop, taskSet ecs-svc/42) has started 2 tasks');
const unable = event(7, '(service shop) was unable to place a task because no instance has enough CPU');

/** What is shown after each of these answers. */
const shownAfter = (...answers: readonly (readonly ServiceEvent[])[]): EventLog =>
  answers.reduce<EventLog | null>((log, answer) => continueEvents(log, answer, true), null)!;

describe('of the service events of ECS', () => {
  test('only those are shown that came after the first observation, the oldest first', () => {
    expect(shownAfter([oldSteady], [unable, started, oldSteady]).fresh).toEqual([
      started.message,
      unable.message,
    ]);
  });

  test('each is shown once, also if ECS repeats its sentence', () => {
    const log = shownAfter([oldSteady], [unable, oldSteady], [event(60, unable.message), unable], [unable]);
    expect(log.shown).toEqual([unable.message]);
    expect(log.fresh).toEqual([]);
  });

  test('a sentence from before the run is shown when ECS reports it again', () => {
    expect(shownAfter([oldSteady], [event(9, oldSteady.message), oldSteady]).fresh).toEqual([
      oldSteady.message,
    ]);
  });

  test('those that came while green was not starting are never shown later', () => {
    const quiet = continueEvents(shownAfter([]), [started], false);
    expect(continueEvents(quiet, [unable, started], true).fresh).toEqual([unable.message]);
  });

  test('no more than 30 are shown, and what is missing is said once', () => {
    const many = Array.from({ length: 100 }, (_, index) => event(index, `event ${index}`)).toReversed();
    const full = shownAfter([], many);
    expect([full.shown.length, full.fresh.at(-1), full.overflow]).toEqual([30, 'event 29', 'now']);
    const later = continueEvents(full, [event(200, 'event 200'), ...many], true);
    expect([later.fresh, later.overflow]).toEqual([[], 'before']);
  });

  test('a limit that is reached exactly is said when one more comes', () => {
    const thirty = Array.from({ length: 30 }, (_, index) => event(index, `event ${index}`)).toReversed();
    const full = shownAfter([], thirty);
    expect(full.overflow).toBe('none');
    expect(continueEvents(full, [unable, ...thirty], true).overflow).toBe('now');
  });
});

const seeing = (frame: Frame, ...events: readonly ServiceEvent[]): Frame => ({
  ...frame,
  world: { ...frame.world, service: { ...frame.world.service, events } },
});

test('the log shows service events while green starts, in the observation that ends it too, and not after', async () => {
  const [prepare, start, ready, smoke, next] = goodFrames;
  const desk = aDesk();
  const reporter = desk.aReporter();
  const late = event(55, 'late');
  await desk.show(reporter, [
    seeing(prepare!, oldSteady),
    seeing(start!, oldSteady),
    seeing(ready!, started, oldSteady),
    seeing(smoke!, unable, started, oldSteady),
    seeing(next!, late, unable, started, oldSteady),
  ]);
  await finish(reporter);
  expect(desk.runner.lines.filter((line) => line.startsWith('ECS: '))).toEqual([
    `ECS: ${started.message}`,
    `ECS: ${unable.message}`,
  ]);
});

test('where events are left out, the log has the command that reads them', async () => {
  const [prepare, start, ready] = goodFrames;
  const many = Array.from({ length: 31 }, (_, index) => event(index, `event ${index}`)).toReversed();
  const desk = aDesk();
  await desk.show(desk.aReporter(), [prepare!, start!, seeing(ready!, ...many)]);
  expect(desk.runner.lines).toContain(
    "ECS: more events follow. Read them with: aws ecs describe-services --cluster main --services shop --query 'services[0].events[].message'",
  );
});
