// What a picture is taken of: each state that a reader may find, as its comment and its summary.
import { commandGallery } from '../../__tests__/report/command-gallery.ts';
import { planGallery } from '../../__tests__/report/plan-stories.ts';
import { gallery } from '../../__tests__/report/stories.ts';
import type { Report } from '../../src/domain/common/report/report.ts';

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
