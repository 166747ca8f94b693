// Stands in for `@jest/globals` while names of tests are collected. Tables are read by jest's own package.
import { expect } from 'expect';
import { bind } from 'jest-each';

let [titles, names]: [readonly string[], string[]] = [[], []];

/** The names of the tests that `load` declares. */
export async function collectedIn(
  testPath: string,
  load: () => Promise<unknown>,
): Promise<readonly string[]> {
  [titles, names] = [[], []];
  Object.assign(expect, { getState: () => ({ testPath }) });
  await load();
  return names;
}

type Declare = (title: string, body: () => void) => void;

const heading: Declare = (title, body) => {
  const before = titles;
  titles = [...titles, title];
  body();
  titles = before;
};

const name: Declare = (title) => {
  names.push([...titles, title].join(' '));
};

/** With the variants that the tests use. */
function withVariants(declare: Declare): Declare {
  const one = (): Declare => {
    const variant: Declare = (title, body) => {
      declare(title, body);
    };
    return Object.assign(variant, { each: bind(variant as never) });
  };
  const [skip, only] = [one(), one()];
  return Object.assign(one(), { skip, only, concurrent: Object.assign(one(), { skip, only }) });
}

const nothing = (): void => undefined;

export { expect };
export const [describe, test] = [withVariants(heading), withVariants(name)];
export const it = test;
export const [beforeAll, beforeEach, afterEach, afterAll] = [nothing, nothing, nothing, nothing];
