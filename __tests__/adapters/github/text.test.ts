import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitDescription, isMarked, markedComment } from '../../../src/adapters/github/text.ts';

const marker = '<!-- m -->';

describe('a description', () => {
  test('that fits is kept, on one line', () => {
    expect(fitDescription('  Rolled back:\n green was not ready.  ')).toBe(
      'Rolled back: green was not ready.',
    );
    expect(fitDescription('x'.repeat(140))).toBe('x'.repeat(140));
  });

  test('is cut at a word', () => {
    expect(fitDescription(`${'x'.repeat(130)} somewhere else`)).toBe(`${'x'.repeat(130)}…`);
    expect(fitDescription(`${'x'.repeat(139)} y`)).toBe(`${'x'.repeat(139)}…`);
  });

  test('of one long word is cut within it, but not within a character', () => {
    expect(fitDescription('x'.repeat(200))).toBe(`${'x'.repeat(139)}…`);
    expect(fitDescription(`${'x'.repeat(138)}${'😀'.repeat(9)}`)).toBe(`${'x'.repeat(138)}…`);
  });
});

describe('a comment', () => {
  test('that fits is kept as it is', () => {
    expect(markedComment(marker, `${marker}\nhello`)).toBe(`${marker}\nhello`);
    const full = marker.padEnd(65_536, 'x');
    expect(markedComment(marker, full)).toBe(full);
  });

  test('begins with its marker, wherever it was', () => {
    expect(markedComment(marker, `hello\n${marker}`)).toBe(`${marker}\nhello\n${marker}`);
  });

  test('is cut at the end of a line, with a note', () => {
    const cut = markedComment(marker, 'a line\n'.repeat(20_000));
    expect(cut).toMatch(/a line\n\n\*Truncated: .*\*\n$/);
    expect(cut.length).toBeLessThanOrEqual(65_536);
  });

  test('closes the code and the details that the cut leaves open', () => {
    const body = `<details><summary>one</summary>\n</details>\n<details>\n\n~~~\`js\n\`\`\`\n${'a line\n'.repeat(20_000)}`;
    expect(markedComment(marker, body)).toMatch(/a line\n~~~\n<\/details>\n\n\*Truncated/);
  });

  test('is never too long, and always found again', () => {
    const piece = fc.constantFrom('```\n', '<details>', '😀', '\n', 'word ', marker);
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 20_000 }),
        (pieces, times) => {
          const text = markedComment(marker, pieces.join('').repeat(times));
          expect(text.length).toBeLessThanOrEqual(65_536);
          expect(isMarked(marker, text)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
