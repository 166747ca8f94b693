import { describe, expect, test } from '@jest/globals';
import { commandPlan, warm } from '../support/commands.ts';
import { accountOf, count, emptyTally, gateLines, type Tally } from '../../src/report/messages/log-lines.ts';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { plain, code } from '../../src/report/messages/markdown.ts';
import { masked } from '../../src/domain/common/values/secrets.ts';

import { a, aGreen, aMemory, aPlan, aRule, aSet, aWorld, b, listener, ruleArn } from '../support/worlds.ts';
import { goodFrames, told } from './stories.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const counted = (texts: readonly (readonly [string, number])[]): { lines: string[]; tally: Tally } => {
  const lines: string[] = [];
  const tally = texts.reduce((before, [text, ms]) => {
    const { line, tally: after } = count(before, text, ms, 'green 100 %');
    if (line !== null) lines.push(line);
    return after;
  }, emptyTally(0));
  return { lines, tally };
};

describe('a wait', () => {
  test('says each thing it sees once, and adds up at the end', () => {
    const { lines, tally } = counted([
      ['stabilizing', 0],
      ['stabilizing', 1000],
      ['ThrottlingException', 2000],
      ['ThrottlingException', 2500],
      ['ready, seen 1 of 3 times', 2600],
      ['stabilizing', 3000],
    ]);
    expect(lines).toEqual(['stabilizing', 'ThrottlingException', 'ready, seen 1 of 3 times']);
    expect(accountOf(tally, 41_000)).toBe('waited 41s: 3× stabilizing, 2× ThrottlingException');
  });

  test('is said again after a minute with the traffic split, so that it is seen to be alive', () => {
    const { lines } = counted([
      ['blue is warm', 0],
      ['blue is warm', 59_000],
      ['blue is warm', 61_000],
      ['blue is warm', 90_000],
    ]);
    expect(lines).toEqual(['blue is warm', 'still: blue is warm (1m01s); production: green 100 %']);
  });

  test('that was seen once needs no account', () => {
    expect(accountOf(counted([['stabilizing', 0]]).tally, 1000)).toBeNull();
  });
});

test('a gate is told when it is decided, once', () => {
  const stories = [4, 5, 6].map((frames) => told(goodFrames.slice(0, frames)));
  expect(gateLines(stories[0]!, stories[1]!)).toEqual([
    "smoke passed: 3 of 3 passes in a row at green's own targets, health-paths /ready",
    'probe passed: the production rule responded before the switch, so probes judge green',
  ]);
  expect(gateLines(stories[1]!, stories[2]!)).toEqual([]);
});

describe('before the first write the log lists', () => {
  const pairRule = [
    [a, 100],
    [b, 0],
  ] as const;

  test('blue, green, the pair and every rule, and how each was found', () => {
    const rules = [aRule(pairRule), aRule(pairRule, { port: 443, priority: 5, hosts: ['shop.example.com'] })];
    const lines = findings(sceneOf(aPlan(), aWorld({ rules }), aMemory()));
    expect(lines).toEqual(
      expect.arrayContaining([
        'blue: ecs-svc/1 (web:1), PRIMARY, 2 of 2 running',
        'green: web from file deploy/web.json with image repo/web:v2 (a new revision)',
        "pair: a (blue's) and b (green's); named by target-groups",
        'production rule: HTTP:80 default action → a 100, b 0; discovered automatically',
        'production rule: HTTPS:443 host shop.example.com (rule 5) → a 100, b 0; discovered automatically',
        'test rule: none named',
        "smoke test: at green's own targets, which only a runner in the VPC reaches, health-paths /ready",
      ]),
    );
  });

  test('what inputs named as named by them', () => {
    const testRule = aRule(pairRule, { port: 8443, priority: 1 });
    const request = aPlan({
      traffic: { targetGroups: [], productionListeners: [listener(80)], testRule: ruleArn(8443, 1) },
    });
    const lines = findings(sceneOf(request, aWorld({ rules: [aRule(pairRule), testRule] }), aMemory()));
    expect(lines).toContain("pair: a (blue's) and b (green's); discovered automatically");
    expect(lines.join('\n')).toContain('a 100, b 0; named by production-rules');
    expect(lines.join('\n')).toContain('test rule: HTTP:8443 (rule 1) → a 100, b 0; named by test-rule');
  });

  test('of a rollback to warm blue no test and no times of a green', () => {
    const request = commandPlan('rollback');
    const lines = findings(sceneOf(request, warm().truth(request.release.id), aMemory()));
    expect(lines.join('\n')).toContain('without a new task set');
    expect(lines.filter((line) => /^(test rule|smoke test|times): /.test(line))).toEqual([]);
  });

  test('what earlier releases left, and what is not ours', () => {
    const sets = [
      aSet(1),
      aGreen(2, { tags: { release: '99-shop' } }),
      aSet(3, { status: 'ACTIVE', group: b }),
    ];
    const lines = findings(sceneOf(aPlan(), aWorld({ taskSets: sets }), aMemory())).join('\n');
    expect(lines).toContain('left by release 99-shop: ecs-svc/2');
    expect(lines).toContain('not ours: ecs-svc/3 (web:3), ACTIVE, 2 of 2 running; it is never changed');
  });
});

describe('Markdown', () => {
  test.each([
    ['a `b` *c*', 'a \\`b\\` \\*c\\*'],
    ['snake_case _emphasis_', 'snake_case \\_emphasis\\_'],
    ['- no list', '\\- no list'],
    ['two\nlines', 'two lines'],
    ['mail@example.com @team', '`mail@example.com` @\u200bteam'],
  ])('leaves of %j only the text', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  test.each([
    ['a|b', '`a\\|b`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
  ])('holds %j in a code span', (text, expected) => {
    expect(code(text)).toBe(expected);
  });
});

test('secrets are masked, the longer ones first, short ones left alone', () => {
  expect(masked('token abcdef, abcdef-long, abc', ['abcdef', 'abcdef-long', 'abc'])).toBe(
    'token ***, ***, abc',
  );
});
