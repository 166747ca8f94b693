/** The pictures in docs/images, without `-light.png` and `-dark.png`, by what they show and on which screen. */
export const shownInDocs: Readonly<Record<string, string>> = {
  'warm-desktop': 'comment',
};
