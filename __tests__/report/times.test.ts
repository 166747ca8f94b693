import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { summaryOf } from '../../src/report/messages/summary.ts';
import { baking, commandPlan, expired, staged, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { isoTime } from '../support/fake-release.ts';
import { commandGallery } from './command-gallery.ts';
import { planGallery } from './plan-stories.ts';
import { gallery } from './stories.ts';

// Every step of a simulated run is held to the same by `runRelease`.
describe('no time is shown as a tag has it', () => {
  test.each(Object.entries({ ...gallery, ...planGallery }))('%s', (_, report) => {
    expect(commentOf(report)).not.toMatch(isoTime);
    expect(summaryOf(report)).not.toMatch(isoTime);
  });

  test.each(Object.entries(commandGallery))('%s', (_, report) => {
    expect(commentOf(report())).not.toMatch(isoTime);
    expect(summaryOf(report())).not.toMatch(isoTime);
  });

  const limited = (command: Request['command'], endsMs: number): Request => ({
    ...commandPlan(command),
    timeLimit: { endsMs, why: 'the credentials of this job end then' },
  });

  test.each<[string, () => FakeAws]>([
    ['a warm release', () => warm()],
    ['a bake', () => baking()],
    ['a bake that never ends', () => neverEnding()],
    ['a staged green', () => staged()],
    ['an expired green', () => expired()],
  ])('in the log that begins with %s', (_, world) => {
    const aws = world();
    const request = limited('deploy', aws.nowMs + 3_600_000);
    const seen = aws.truth(request.release.id);
    const lines = findings(sceneOf(request, seen, evolveWorld(request, blankMemory(aws.nowMs), seen)));
    expect(lines.join('\n')).toMatch(/ends by \d\d:\d\d UTC: the credentials/);
    expect(lines.join('\n')).not.toMatch(isoTime);
  });
});

function neverEnding(): FakeAws {
  const aws = baking();
  aws.state.tags = { ...aws.state.tags, 'bake-until': '2031-01-01T00:00:00.000Z' };
  return aws;
}
