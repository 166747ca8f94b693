// How the bundle is put together: what later chunks share with main is in one module.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
// @ts-expect-error A script without types.
import { writeWithCore as untyped } from '../../scripts/core-chunk.mjs';

const writeWithCore = untyped as (from: string, to: string) => void;
describe('the core of the bundle', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'core-'));
  afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Writes these modules, and returns what the build bundles of them. */
  function bundled(name: string, files: Readonly<Record<string, string>>): (file: string) => string {
    const [from, to] = [path.join(folder, name, 'from'), path.join(folder, name, 'to')];
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(from, file)), { recursive: true });
      fs.writeFileSync(path.join(from, file), text);
    }
    writeWithCore(from, to);
    return (file) => fs.readFileSync(path.join(to, file), 'utf8');
  }

  const start = {
    'action.js': 'export const start = async () => (await import("./main.js")).main();\n',
    'main.js': 'import { one } from "./a/one.js";\nexport const main = () => one;\n',
    'a/one.js': 'export const one = 1;\n',
  };

  it('has all that a later chunk shares with main, and leaves what is its own', () => {
    const textOf = bundled('shared', {
      ...start,
      'b/later.js':
        'import { one as first } from "../a/one.js";\nimport { own } from "./own.js";\nexport const later = first + own;\n',
      'b/own.js': 'export const own = 2;\n',
    });
    expect(textOf('core.js')).toContain("export { one as a_one_js_one } from './a/one.js';");
    expect(textOf('b/later.js')).toBe(
      'import { a_one_js_one as first } from \'../core.js\';\nimport { own } from "./own.js";\nexport const later = first + own;\n',
    );
    expect(textOf('action.js')).toContain("import('./core.js')");
    expect(textOf('main.js')).toBe(start['main.js']);
  });

  it('refuses a later chunk that takes all of a shared module', () => {
    const files = { ...start, 'later.js': 'import * as all from "./a/one.js";\nexport const later = all;\n' };
    expect(() => bundled('all', files)).toThrow('later.js imports all of a/one.js');
  });

  it('refuses a start that does not load main', () => {
    expect(() => bundled('none', { ...start, 'action.js': 'export const start = 1;\n' })).toThrow(
      'action.js does not import main.js',
    );
  });
});
