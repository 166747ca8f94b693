// The committed bundle must be what the source builds: built into another folder, compared byte for byte.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const fresh = fs.mkdtempSync(path.join(os.tmpdir(), 'dist-'));
const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
fs.rmSync(path.join(root, 'build'), { recursive: true, force: true });
// The types are checked by `npm run typecheck`.
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck');
run('scripts/bundle.mjs', fresh);

const filesIn = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []);
const committed = path.join(root, 'dist');
const names = new Set([...filesIn(fresh), ...filesIn(committed)]);
const read = (folder, name) => {
  const file = path.join(folder, name);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
};
const different = [...names].filter((name) => read(fresh, name) !== read(committed, name));
fs.rmSync(fresh, { recursive: true });
if (different.length > 0) {
  console.error(
    `dist/ is not what the source builds: ${different.join(', ')}. Run \`npm run build\` and commit dist/.`,
  );
  process.exit(1);
}
