// What a run loads at its start: nothing that only some commands, settings or failures need.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const src = path.resolve(import.meta.dirname, '../src');
const declared = /^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';$/gms;
const loadedLater = /\bimport\('([^']+)'\)/g;

function importsOf(file: string, withLater: boolean): readonly string[] {
  const text = readFileSync(path.join(src, file), 'utf8').replaceAll(/typeof import\('[^']+'\)/g, '');
  const patterns = withLater ? [declared, loadedLater] : [declared];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name));
}

/** Files by their path in `src`, and packages by their name. */
function reachedFrom(entry: string, withLater: boolean): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const one of found) {
    if (!one.endsWith('.ts')) continue;
    for (const name of importsOf(one, withLater))
      found.add(name.startsWith('.') ? path.posix.join(path.posix.dirname(one), name) : name);
  }
  return found;
}

const atStart = reachedFrom('main.ts', false);
const everything = reachedFrom('main.ts', true);

describe('a run loads at its start', () => {
  test.each<[string, readonly string[]]>([
    ['a list of checks', ['inputs/checks/checks.ts', 'inputs/checks/http.ts']],
    ['a check', ['adapters/probe/ask.ts', 'adapters/probe/search.ts']],
    ['a command of a check', ['adapters/command/run.ts', '@actions/exec']],
    ['a migration', ['inputs/migrations/migration.ts']],
    ['alarms', ['adapters/cloudwatch/port.ts', 'adapters/cloudwatch/client.ts']],
    ['a log', ['adapters/logs/port.ts', 'adapters/logs/client.ts', 'engine/logs/tail.ts']],
    ['an image in ECR', ['adapters/ecr/port.ts', 'adapters/ecr/client.ts']],
    [
      'a task definition file',
      ['inputs/revision/document.ts', 'inputs/revision/misfits.ts', 'yaml', 'jsonc-parser'],
    ],
    ['a sweep, or a status of clusters', ['engine/sweep-all.ts', 'engine/status-all.ts']],
    ['the deciders of a sweep', ['domain/task-sets/sweep/sweep.ts', 'domain/task-sets/sweep/sets.ts']],
    ['a report of clusters', ['report/cluster/finish.ts', 'report/cluster/text.ts']],
    ["a plan of Terraform's", ['engine/neighbors.ts']],
    ['a balancer and auto scaling', ['adapters/elb/client.ts', 'adapters/scaling/client.ts']],
    ['GitHub', ['@actions/github']],
  ])('nothing for %s', (_what, files) => {
    expect(files.filter((file) => !everything.has(file))).toEqual([]);
    expect(files.filter((file) => atStart.has(file))).toEqual([]);
  });

  test('no package but those that every run needs', () => {
    const packages = [...atStart].filter((name) => !name.endsWith('.ts') && !name.startsWith('node:'));
    expect(packages.toSorted()).toEqual(['@actions/core', '@aws-sdk/client-ecs']);
  });
});
