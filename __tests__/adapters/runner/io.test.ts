import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { inputNames } from '../../../src/settings/table.ts';
import {
  maskSecrets,
  readRawInputs,
  readState,
  saveState,
  strangeStates,
  writeOutputs,
} from '../../../src/adapters/runner/io.ts';

const before = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runner-'));
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STATE']) {
    process.env[name] = path.join(folder, name);
    writeFileSync(path.join(folder, name), '');
  }
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
});

const written = (file: string): string =>
  readFileSync(path.join(folder, file), 'utf8').replace(/ghadelimiter_[\w-]+/g, 'EOT');

describe('the runner', () => {
  test('passes inputs as text, and an empty one is absent', () => {
    process.env['INPUT_WARM-TIME'] = ' 5m \n';
    process.env['INPUT_TEST-URL'] = '';
    const raw = readRawInputs();
    expect(raw['warm-time']).toBe('5m');
    expect(raw['test-url']).toBeNull();
    expect(Object.keys(raw)).toEqual(inputNames);
  });

  test('takes outputs, an absent one as empty', () => {
    writeOutputs({ result: 'released', 'blue-kept-until': null });
    expect(written('GITHUB_OUTPUT')).toBe('result<<EOT\nreleased\nEOT\nblue-kept-until<<EOT\n\nEOT\n');
  });

  /** What the runner gives post, after main has saved it. */
  const savedText = (): string => /<<EOT\n([\s\S]*)\nEOT\n$/.exec(written('GITHUB_STATE'))?.[1] ?? '';

  test('keeps the state of main for post', () => {
    process.env['INPUT_GITHUB-TOKEN'] = 'a-token';
    expect(readState('ending')).toBeNull();
    saveState('ending', '{"result":"released"}\nand more');
    process.env['STATE_ending'] = savedText();
    expect(readState('ending')).toBe('{"result":"released"}\nand more');
    expect(strangeStates()).toEqual([]);
  });

  test.each([
    ['text of a command in the log', () => '{"result":"released"}'],
    [
      'text with a seal of another token',
      (text: string) => text.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    ],
    ['the state of another name', null],
  ])('does not give post %s as the state of main', (_, change) => {
    process.env['INPUT_GITHUB-TOKEN'] = 'a-token';
    saveState(change === null ? 'handover' : 'ending', '{"result":"released"}');
    process.env['STATE_ending'] = change === null ? savedText() : change(savedText());
    expect(readState('ending')).toBeNull();
    expect(strangeStates()).toEqual(['ending']);
  });

  test.each([['INPUT_GITHUB-TOKEN'], ['ACTIONS_RUNTIME_TOKEN'], ['GITHUB_RUN_ID'], ['GITHUB_RUN_ATTEMPT']])(
    'does not give post state that was saved with another %s',
    (name) => {
      saveState('ending', 'released');
      process.env['STATE_ending'] = savedText();
      expect(readState('ending')).toBe('released');
      process.env[name] = '8';
      expect(readState('ending')).toBeNull();
    },
  );

  test('masks secrets, but not what is too short to be one', () => {
    const lines: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });
    maskSecrets(['Bearer abc', '1', 'true']);
    spy.mockRestore();
    expect(lines.map((line) => line.trim())).toEqual(['::add-mask::Bearer abc']);
  });
});
