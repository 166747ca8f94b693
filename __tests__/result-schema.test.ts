// The published schema of the output `result-json`.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { resultSchema } from '../scripts/result-schema.ts';
import { outputsOf, outputsWithoutPlan } from '../src/report/outputs.ts';
import { commandGallery } from './report/command-gallery.ts';
import { planGallery } from './report/plan-stories.ts';
import { gallery } from './report/stories.ts';
import { resultProblems } from './support/result-schema.ts';
import { sweepOf } from './support/sweep-of.ts';
import { anAws } from './support/scenarios.ts';

const schema = new URL('../docs/result.schema.json', import.meta.url);
const stories = { ...gallery, ...planGallery };
const changed = (change: object): readonly string[] => {
  const outputs = outputsWithoutPlan('inputs-invalid', 'No service.', []);
  const json = JSON.parse(outputs['result-json'] ?? '') as object;
  return resultProblems({ 'result-json': JSON.stringify({ ...json, ...change }) });
};

describe('docs/result.schema.json', () => {
  test('is what the types make, and describes every member', () => {
    expect(JSON.parse(readFileSync(schema, 'utf8'))).toEqual(resultSchema());
  });

  test.each(Object.entries(stories))('fits the output of: %s', (_name, report) => {
    expect(resultProblems(outputsOf(report))).toEqual([]);
  });

  test.each(Object.entries(commandGallery))('fits the output of the command: %s', (_name, story) => {
    expect(resultProblems(outputsOf(story()))).toEqual([]);
  });

  test('fits the output of a sweep, and of a run that ended at its inputs', async () => {
    expect(resultProblems((await sweepOf({ web: anAws() })).outputs)).toEqual([]);
    expect(changed({})).toEqual([]);
  });

  test.each([{ more: 1 }, { version: 2 }, { result: 'done' }, { message: undefined }])(
    'does not fit an output with %j',
    (change) => {
      expect(changed(change)).toEqual([expect.stringContaining('result-json breaks')]);
    },
  );
});
