// What a picture is taken of: each state that a reader may find, as its comment and its summary.
import { abandonedLive, commandGallery } from '../../__tests__/report/command-gallery.ts';
import { planGallery } from '../../__tests__/report/plan-stories.ts';
import { gallery } from '../../__tests__/report/stories.ts';
import { aRelease, restored } from '../../__tests__/report/known-release.ts';
import { commandPlan } from '../../__tests__/support/commands.ts';
import { noon } from '../../__tests__/support/worlds.ts';
import type { Report } from '../../src/domain/common/report/report.ts';
import type { ReleaseNews } from '../../src/domain/common/report/releases.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { foundComment } from '../../src/report/news/found-text.ts';
import { newsComment } from '../../src/report/news/text.ts';
import { abandonedComment } from '../../src/report/sweep/abandoned.ts';
import { stampedComment } from '../../src/report/stamp.ts';

const stories: Readonly<Record<string, Report>> = { ...gallery, ...planGallery };

function storyOf(name: string): Report {
  const story = stories[name] ?? commandGallery[name]?.();
  if (story === undefined) throw new Error(`There is no story "${name}".`);
  return story;
}

export const states: Readonly<Record<string, () => Report>> = {
  staged: () => storyOf('staged'),
  baking: () => storyOf('baking'),
  warm: () => storyOf('warm'),
  released: () => storyOf('released'),
  'rolled-back-by-bake': () => storyOf('rolled back by the bake'),
  'rolled-back-by-hand': () => storyOf('rolled back to warm blue'),
  failed: () => storyOf('rolled back'),
  'rollback-failed': () => storyOf('rollback failed'),
  refused: () => storyOf('refused'),
  plan: () => storyOf('planned'),
  'plan-refused': () => storyOf('planned and refused'),
};

const rollback = { file: 'rollback.yml', inputs: [] };

/** The comment of a release, `story`, after another run has acted: that one saw `now`. */
function laterComment(command: Command, change: ReleaseNews['change'], story: string, now: Report): string {
  const release = { ...aRelease, rollbackWorkflow: rollback };
  const news = { release, atMs: noon, isSettled: true, live: restored, change };
  const request = commandPlan(command, {}, { writtenReason: 'checkout fails' });
  const shown = { ...now, news, request, nowMs: noon + 60_000, actor: 'alice' };
  const stamp = { releaseId: release.id, attempt: 1, begunMs: noon, runId: 200, state: null, seen: null };
  return newsComment(shown, stamp, stampedComment(storyOf(story)));
}

/** The comment of a release whose end was missed, after a command has found that its task set is gone. */
function goneComment(story: string, now: Report): string {
  const live = { ...aRelease, id: '98-shop', set: 'ecs-svc/42', pull: 9 };
  const found = {
    release: { ...aRelease, revision: '' },
    state: 'gone',
    live,
    by: null,
    isReset: false,
  } as const;
  const shown = { ...now, found, request: commandPlan('teardown'), nowMs: noon + 60_000 };
  const stamp = { releaseId: aRelease.id, attempt: 1, begunMs: noon, runId: 200, state: null, seen: null };
  return foundComment(shown, stamp, stampedComment(storyOf(story)));
}

export const laterComments: Readonly<Record<string, () => string>> = {
  'rolled-back-later': () =>
    laterComment('rollback', 'rolled-back', 'warm', storyOf('rolled back to warm blue')),
  'replaced-later': () => laterComment('deploy', 'replaced', 'released', storyOf('released')),
  'vanished-in-bake': () => abandonedComment(...abandonedLive()),
  'gone-later': () => goneComment('baking', storyOf('released')),
  'without-blue-later': () => laterComment('teardown', 'no-blue', 'warm', storyOf('torn down')),
};
