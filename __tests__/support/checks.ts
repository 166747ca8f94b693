// Checks for the tests of the domain.
import type { HttpCheck, TaskCheck } from '../../src/domain/common/checks/check.ts';

export const aCheck = (name: string, more: Partial<HttpCheck> = {}): HttpCheck => ({
  kind: 'http',
  name,
  isInBake: false,
  timeoutSeconds: 30,
  secrets: [],
  place: { path: `/${name}` },
  method: 'GET',
  headers: {},
  body: null,
  expected: { codes: '200', text: null, pattern: null, json: {}, headers: {}, withinMs: 5000 },
  ...more,
});

/** The proof of the switch, by a header. */
export const aVersionCheck = (more: Partial<HttpCheck> = {}): HttpCheck =>
  aCheck('version', {
    expected: { ...aCheck('x').expected, headers: { 'x-commit': '${commit}' } },
    ...more,
  });

export const aTaskCheck = (name: string, more: Partial<TaskCheck> = {}): TaskCheck => ({
  kind: 'task',
  name,
  isInBake: false,
  timeoutSeconds: 900,
  secrets: [],
  command: ['node', 'smoke.js'],
  container: null,
  revision: null,
  ...more,
});
