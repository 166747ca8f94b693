// docs/troubleshooting.md knows every code that a run may show.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { riskCodes, warningCodes } from '../src/domain/common/request/risk-codes.ts';
import { sharedEnvironment } from '../src/domain/common/report/deployments.ts';
import { reasonCodes } from '../src/domain/common/run/reason.ts';

const page = readFileSync(new URL('../docs/troubleshooting.md', import.meta.url), 'utf8');

test.each(reasonCodes)('names the reason code %s', (code) => {
  expect(page).toContain(`\`${code}\``);
});

test.each(riskCodes)('says what ignore: %s accepts', (code) => {
  expect(page).toMatch(new RegExp(`\`(ignore: )?${code}\``));
});

test.each(warningCodes)('says what the warning %s means', (code) => {
  expect(page).toMatch(new RegExp(`^\\| \`${code}\` .*\\| \\S.* \\| \\S`, 'm'));
});

test('explains the warning of an environment that services share', () => {
  expect(page).toContain(`\`${sharedEnvironment}\` in a warning`);
});
