// What a picture is taken of: each state that a reader may find, as its comment and its summary.
import { commandGallery } from '../../__tests__/report/command-gallery.ts';
import { planGallery } from '../../__tests__/report/plan-stories.ts';
import { gallery } from '../../__tests__/report/stories.ts';
import { aRelease } from '../../__tests__/report/known-release.ts';
import { commandPlan } from '../../__tests__/support/commands.ts';
import { noon } from '../../__tests__/support/worlds.ts';
import type { Report } from '../../src/domain/common/report/report.ts';
import type { ReleaseNews } from '../../src/domain/common/report/releases.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { newsComment } from '../../src/report/news/text.ts';

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

const restored = { ...aRelease, id: '91-shop', set: 'ecs-svc/1', revision: 'web:1', pull: 9 };
const rollback = { file: 'rollback.yml', inputs: [] };

/** The comment of a release after another run has acted. */
function laterComment(command: Command, change: ReleaseNews['change'], traffic: string): string {
  const release = { ...aRelease, rollbackWorkflow: rollback };
  const news = { release, atMs: noon, isSettled: true, live: restored, change };
  const request = commandPlan(command, {}, { writtenReason: 'checkout fails' });
  const shown = { news, request, traffic, nowMs: noon + 60_000, actor: 'alice' };
  const stamp = { releaseId: release.id, attempt: 1, begunMs: noon, runId: 200, state: null, seen: null };
  return newsComment(shown, stamp, null);
}

export const laterComments: Readonly<Record<string, () => string>> = {
  'rolled-back-later': () =>
    laterComment('rollback', 'rolled-back', 'All production traffic is on blue ecs-svc/1 (web:1).'),
  'replaced-later': () =>
    laterComment('deploy', 'replaced', 'All production traffic is on green ecs-svc/3 (web:3).'),
  'without-blue-later': () =>
    laterComment('teardown', 'no-blue', 'All production traffic is on green ecs-svc/2 (web:2).'),
};
