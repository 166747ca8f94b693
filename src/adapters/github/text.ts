// Fits texts into the limits of GitHub.
import { descriptionLimit } from '../../domain/common/shown/deployment.ts';
import { gistWithin, oneLine } from '../../domain/common/values/sentence.ts';

const commentLimit = 65_536;
const cutNote = '\n\n*Truncated: a comment holds 65,536 characters. The rest is in the log of the run.*\n';

/**
 * One line of at most 140 characters, the limit of a Deployment's description: its first sentences, or the gist of the first.
 * If that is too long too, it is cut at a word.
 */
export function fitDescription(text: string): string {
  const line = oneLine(text);
  const fitting = gistWithin(line, descriptionLimit);
  if (fitting !== null) return fitting;
  const cut = withoutHalfCharacter(line.slice(0, descriptionLimit - 1));
  const lastSpace = line[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ');
  return `${cut.slice(0, lastSpace > 0 ? lastSpace : undefined)}…`;
}

/**
 * The text of a comment that `isMarked` finds again: the marker comes first. A text of more than 65,536 characters is cut
 * at a line, with a note. Open code blocks and `<details>` are closed, or they would include the note.
 */
export function markedComment(marker: string, body: string): string {
  const marked = isMarked(marker, body) ? body.trimStart() : `${marker}\n${body}`;
  if (marked.length <= commentLimit) return marked;
  const room = marked.slice(0, commentLimit - cutNote.length - 400);
  const lastLine = room.lastIndexOf('\n');
  const kept = lastLine > marker.length ? room.slice(0, lastLine) : withoutHalfCharacter(room);
  return `${kept}${closersOf(kept)}${cutNote}`;
}

/** Starts with the marker. A comment that only quotes it isn't ours. */
export function isMarked(marker: string, body: string): boolean {
  return body.trimStart().startsWith(marker);
}

function withoutHalfCharacter(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}

function closersOf(markdown: string): string {
  const fence = openFence(markdown);
  const count = (tag: RegExp): number => [...markdown.matchAll(tag)].length;
  const open = Math.min(20, Math.max(0, count(/<details\b/g) - count(/<\/details>/g)));
  return `${fence === null ? '' : `\n${fence}`}${'\n</details>'.repeat(open)}`;
}

function openFence(markdown: string): string | null {
  let open: string | null = null;
  for (const [, fence] of markdown.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (open === null) open = fence ?? null;
    else if (fence?.startsWith(open)) open = null;
  }
  return open;
}
