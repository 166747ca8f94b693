// docs/troubleshooting.md knows every code that a run may show.
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { riskCodes, warningCodes } from '../src/domain/common/request/risk-codes.ts';
import { inputNames } from '../src/settings/table.ts';
import { reasonCodes } from '../src/domain/common/run/reason.ts';

const page = readFileSync(new URL('../docs/troubleshooting.md', import.meta.url), 'utf8');

test.each(reasonCodes)('names the reason code %s', (code) => {
  expect(page).toContain(`\`${code}\``);
});

/** What starts a sentence and is no code: inputs, keys of the config file, and headings. */
const noCodes: readonly string[] = [...inputNames, 'target-groups', 'forward-only', 'scale-in'];
/** A warning that starts with its code. */
const writtenCodes = globSync('src/{domain,report}/**/*.ts')
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/['`]([a-z]+(?:-[a-z]+)+): /g)])
  .flatMap(([, code = '']) => (noCodes.includes(code) ? [] : [code]));

test.each(writtenCodes)('explains the warning %s', (code) => {
  expect(page).toContain(`\`${code}\``);
});

test.each(riskCodes)('says what ignore: %s accepts', (code) => {
  expect(page).toMatch(new RegExp(`\`(ignore: )?${code}\``));
});

test.each(warningCodes)('says what the warning %s means', (code) => {
  expect(page).toMatch(new RegExp(`^\\| \`${code}\` .*\\| \\S.* \\| \\S`, 'm'));
});
