import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { inputNames } from '../../../src/action-io.ts';
import {
  maskSecrets,
  readRawInputs,
  readState,
  saveState,
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

  test('keeps the state of main for post', () => {
    expect(readState('is-post')).toBeNull();
    saveState('is-post', 'true');
    expect(written('GITHUB_STATE')).toBe('is-post<<EOT\ntrue\nEOT\n');
    process.env['STATE_is-post'] = 'true';
    expect(readState('is-post')).toBe('true');
  });

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
