/** The pictures in docs/images, without `-light.png` and `-dark.png`, by what they show and on which screen. */
export const shownInDocs: Readonly<Record<string, string>> = {
  'warm-desktop': 'comment',
  'warm-phone': 'comment-phone',
  'plan-desktop': 'plan',
  'refused-desktop': 'refused',
  'staged-desktop': 'staged',
  'baking-desktop': 'baking',
  'released-desktop': 'released',
  'rolled-back-by-bake-desktop': 'rolled-back-by-bake',
  'rolled-back-later-desktop': 'rolled-back-by-hand',
  'failed-desktop': 'failed',
};
