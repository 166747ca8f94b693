// build/ (tsc) → the bundle. `node scripts/bundle.mjs [folder]`, by default dist/.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { writeWithCore } from './core-chunk.mjs';

const root = path.dirname(import.meta.dirname);
const out = path.resolve(root, process.argv[2] ?? 'dist');
// ncc honours the `paths` of this file only when its name is absolute: they make it take the SDK's ES modules.
process.env.TS_NODE_PROJECT = path.join(root, 'tsconfig.ncc.json');
const ncc = createRequire(import.meta.url)('@vercel/ncc');
const built = path.join(root, 'build');
const joined = path.join(built, 'bundled');
fs.rmSync(joined, { recursive: true, force: true });
writeWithCore(built, joined);
// All code is bundled once. The runner starts one of two files that only import it: each is copied as tsc writes it.
const { code, assets } = await ncc(path.join(joined, 'action.js'), {
  cache: false,
  minify: false,
  quiet: true,
  filename: 'action.js',
  license: 'licenses.txt',
});
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(path.join(out, 'action.js'), code);
for (const [name, asset] of Object.entries(assets)) fs.writeFileSync(path.join(out, name), asset.source);
for (const name of ['index.js', 'post.js']) fs.copyFileSync(path.join(built, name), path.join(out, name));
