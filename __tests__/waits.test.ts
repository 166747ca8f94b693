// A slow machine must not look like a fault: how long a test waits only ends what hangs (CONTRIBUTING.md, House rules).
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

const usualMs = 60_000;

const files = ['acceptance', 'support', 'crash', 'fault-matrix'].flatMap((folder) =>
  readdirSync(path.join(import.meta.dirname, folder)).map((file) =>
    path.join(import.meta.dirname, folder, file),
  ),
);

/** The limits of waits for a condition that name one in figures. */
function limitsIn(source: string): readonly number[] {
  const limits: number[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\b(?:until|waitUntil)$/.test(node.expression.getText())) {
      const last = node.arguments.at(-1);
      if (last !== undefined && ts.isNumericLiteral(last)) limits.push(Number(last.text));
    }
    node.forEachChild(look);
  };
  look(ts.createSourceFile('one.ts', source, ts.ScriptTarget.Latest, true));
  return limits;
}

test('no wait of an acceptance test is shorter than the usual minute', () => {
  const limits = files.flatMap((file) =>
    limitsIn(readFileSync(file, 'utf8')).map((ms) => [path.basename(file), ms] as const),
  );
  expect(limits.length).toBeGreaterThan(5);
  expect(limits.filter(([, ms]) => ms < usualMs)).toEqual([]);
});

test('a limit is found in one line and in several', () => {
  const source = `
await stage.until('the rollback', () => isAllOn(stage, 'web-a'), 5000);
await users.waitUntil(({ seconds }) => {
  const [first] = seconds;
  return first !== undefined;
}, 15_000);
await stage.until('green', () => sets(2, 3).length === 2);
`;
  expect(limitsIn(source)).toEqual([5000, 15_000]);
});
