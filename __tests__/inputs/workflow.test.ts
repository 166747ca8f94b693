// Whether a cancel can come from cancel-in-progress.
import { describe, expect, test } from '@jest/globals';
import { describeCancel } from '../../src/domain/common/environment/concurrency.ts';
import type { Files } from '../../src/inputs/revision/files.ts';
import { readWorkflowFile } from '../../src/inputs/workflows/own.ts';

const path = '.github/workflows/release.yml';
const env = {
  GITHUB_WORKFLOW_REF: `acme/shop/${path}@refs/heads/main`,
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_JOB: 'release',
};
const filesWith = (text: string | null): Files => ({
  read: (name) => (text === null || name !== path ? { kind: 'missing' } : { kind: 'text', text }),
});
const why = async (text: string | null, more: Readonly<Record<string, string | undefined>> = {}) =>
  describeCancel(await readWorkflowFile({ ...env, ...more }, filesWith(text)));

const probably = /release\.yml sets cancel-in-progress: true, so a newer run has probably cancelled this one/;
const perhaps = /release\.yml sets cancel-in-progress by an expression, so a newer run may have cancelled/;
const unknown = /^If a newer run of this workflow cancelled this one: set cancel-in-progress: false/;

const job = (concurrency: string, name = 'release'): string => `jobs: { ${name}: ${concurrency} }`;

describe('a cancel', () => {
  test.each([
    ['the workflow sets it', 'concurrency: { group: a, cancel-in-progress: true }', probably],
    ['the job sets it', job('{ concurrency: { group: a, cancel-in-progress: true } }'), probably],
    ['it is set as text', "concurrency: { group: a, cancel-in-progress: 'true' }", probably],
    [
      'an expression sets it',
      "concurrency: { group: a, cancel-in-progress: '${{ github.ref != 1 }}' }",
      perhaps,
    ],
    [
      'one of both sets it',
      `concurrency: { group: a, cancel-in-progress: false }\n${job('{ concurrency: { group: b, cancel-in-progress: true } }')}`,
      probably,
    ],
    [
      'the job is in a workflow that this one calls, and a job sets it',
      job('{ concurrency: { group: a, cancel-in-progress: true } }', 'caller'),
      probably,
    ],
  ])('is put down to a newer run where %s', async (_, text, line) => {
    expect(await why(text)).toMatch(line);
    expect(await why(text)).toContain('set cancel-in-progress: false in the concurrency of the workflow.');
  });

  test.each([
    ['nothing sets it', 'jobs: { release: { steps: [] } }'],
    ['it is false', 'concurrency: { group: a, cancel-in-progress: false }'],
    ['only a group is named', 'concurrency: deploy-web'],
    [
      'only another job sets it',
      'jobs: { release: {}, lint: { concurrency: { group: a, cancel-in-progress: true } } }',
    ],
    ['the file is no object', '[]'],
  ])('is not put down to a newer run where %s', async (_, text) => {
    expect(await why(text)).toBeNull();
  });

  test.each([
    ['there is no checkout', null, {}],
    ['the file is no YAML', 'a: [', {}],
    [
      'the workflow is of another repository',
      'concurrency: { cancel-in-progress: true }',
      { GITHUB_REPOSITORY: 'acme/web' },
    ],
    ['the runner names no workflow', 'x: 1', { GITHUB_WORKFLOW_REF: undefined }],
    [
      'the name leads elsewhere',
      'x: 1',
      { GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/../../x.yml@main' },
    ],
  ])('may come from a newer run where %s', async (_, text, more) => {
    expect(await why(text, more)).toMatch(unknown);
  });
});
