import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputNames } from '../src/settings/table.ts';
import { commands } from '../src/domain/common/request/request.ts';
import { evaluate, type Contexts } from './support/actions-expression.ts';
import { filesOf, listener, plan } from './support/inputs.ts';
import { playWorkflow } from './support/workflow-run.ts';
import {
  exampleFiles,
  isOurs,
  matricesOf,
  readExample,
  readWorkflow,
  resolve,
  usesOurs,
  type JobFile,
  type Workflow,
} from './support/workflows.ts';

const filled = {
  WEB_TEST_LISTENER_ARN: listener,
  API_TEST_LISTENER_ARN: listener,
  TEST_LISTENER_ARN: listener,
  ACCOUNT: '123456789012',
  REGION: 'eu-west-1',
  CLUSTER: 'production',
};
const examples = await Promise.all(exampleFiles.map((file) => readExample(file, filled)));

const github = {
  sha: 'c0ffee'.padEnd(40, '0'),
  ref: 'refs/heads/main',
  repository: 'acme/shop',
  run_id: '4711',
  event: {
    pull_request: {
      number: 7,
      head: { sha: 'c0ffee'.padEnd(40, '0'), repo: { full_name: 'acme/shop' } },
      labels: [{ name: 'staging' }],
    },
  },
};
const taskDefinition =
  '{"family":"web","containerDefinitions":[{"name":"web","image":"x"},{"name":"api","image":"y"}]}';
interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': boolean;
}
const files = filesOf({ 'deploy/web.json': taskDefinition, 'deploy/api.json': taskDefinition });

describe('the example workflows', () => {
  test('show every command that changes a release, and the plan of one', async () => {
    const shown = await Promise.all(examples.map((workflow) => commandsIn(workflow)));
    expect(shown.flat()).toEqual(expect.arrayContaining(['plan', 'deploy', 'stage', 'promote', 'rollback']));
  });

  test.each(examples)('$file: every input is read, and right', async (workflow) => {
    const played = await playWorkflow(workflow, { github }, ({ inputs: given }) => {
      for (const name of Object.keys(given)) expect(inputNames).toContain(name);
      const raw = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value || null]));
      return plan(raw, files).then(({ command }) => ({ exitCode: 0, outputs: { result: command } }));
    });
    expect(played.length).toBeGreaterThan(0);
    for (const { inputs: given, end } of played)
      expect(end.outputs.result).toBe(given['command'] ?? 'deploy');
  });

  // Covers: one-step
  test.each(commands)('operate.yml: its step is right for %s', async (command) => {
    const operate = await readExample('operate.yml', filled);
    const typed = { command, reason: 'it fails', 'rollback-to': 'web:41', force: true };
    const played = await playWorkflow(operate, { github, inputs: typed }, ({ inputs: given }) => {
      const raw = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value || null]));
      return plan(raw, files).then(({ command: read }) => ({ exitCode: 0, outputs: { result: read } }));
    });
    expect(played.map(({ end }) => end.outputs.result)).toEqual([command]);
    expect(playedAs(operate).map(([, , chosen]) => chosen)).toContain(command);
  });

  // Covers: examples-pinned
  test.each(examples)('$file: actions are pinned by commit, with their version next to it', ({ text }) => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses)
      expect(line).toMatch(/uses: [\w-]+\/[\w-]+@([0-9a-f]{40} # v\d+\.\d+\.\d+|FULL_COMMIT_SHA)$/);
  });

  // Covers: examples-permissions
  test.each(examples)('$file: has the permissions that its steps need, and no others', ({ text }) => {
    for (const job of jobsIn(text)) expect(job.permissions).toEqual(neededBy(job));
  });

  // Covers: examples-rollback
  test('a rollback waits for no release, and no release is cancelled by another', async () => {
    const groups = new Map<string, string[]>();
    for (const workflow of examples) {
      const groupOf = (job: JobFile): TemplateToken | undefined =>
        workflow.root.find('concurrency') ?? job.token.find('concurrency');
      for (const [job, matrix, chosen] of playedAs(workflow)) {
        const played = chosen === null ? await commandsIn(workflow) : [chosen];
        const contexts = { github, matrix, inputs: { command: chosen } };
        const concurrency = resolve(groupOf(job), contexts) as Concurrency | null;
        if (concurrency === null) continue;
        groups.set(concurrency.group, [...(groups.get(concurrency.group) ?? []), ...played]);
        expect(concurrency['cancel-in-progress']).toBe(played.every((command) => command === 'plan'));
      }
      const hasGroups = workflow.jobs.every((job) => groupOf(job) !== undefined);
      expect([workflow.file, hasGroups]).toEqual([workflow.file, true]);
    }
    const withRollback = [...groups.values()].filter((together) => together.includes('rollback'));
    expect(withRollback.map((together) => [...new Set(together)])).toEqual([['rollback']]);
  });

  // Covers: examples-environment
  test.each(examples)('$file: only a job that releases has a Deployment of GitHub', ({ text }) => {
    for (const { steps, environment } of jobsIn(text)) {
      const { command = 'deploy' } = steps.find(({ uses = '' }) => isOurs(uses))?.with ?? {};
      const isRelease = ['plan', 'deploy', 'stage', 'promote'].includes(command);
      const isWithout = typeof environment === 'object' && environment.deployment === false;
      expect([command, isWithout]).toEqual([command, !isRelease]);
    }
  });

  // Covers: examples-trust
  test.each(['docs/iam.md', 'examples/infrastructure/main.tf'])(
    '%s: the trust of the role accepts the jobs of every example on main',
    (file) => {
      const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
      const named = examples
        .filter(({ events }) => !('pull_request' in events))
        .flatMap(({ text: example }) => jobsIn(example))
        .map(({ environment }) => (typeof environment === 'object' ? environment.name : environment));
      const subjects = named.map((name) =>
        name === undefined ? 'ref:refs/heads/main' : `environment:${name}`,
      );
      expect(new Set(subjects).size).toBe(2);
      const accepted = /:sub"[^[]*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
      const values = [...accepted.matchAll(/"repo:[^:]+:([^"]+)"/g)].map(([, value]) => value);
      expect(values).toEqual(expect.arrayContaining(subjects));
    },
  );

  test('a pull request from a fork runs none of them', async () => {
    const { pull_request: pull } = github.event;
    const fork = { ...pull, head: { ...pull.head, repo: { full_name: 'mallory/shop' } } };
    for (const workflow of examples.filter(({ events }) => 'pull_request' in events)) {
      const played = await playWorkflow(
        workflow,
        { github: { ...github, event: { pull_request: fork } } },
        () => Promise.reject(new Error('it ran')),
      );
      expect(played).toEqual([]);
    }
  });
});

interface PlainJob {
  readonly environment?: string | { readonly name: string; readonly deployment?: boolean };
  readonly permissions: unknown;
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string>> }[];
}

const jobsIn = (text: string): readonly PlainJob[] =>
  Object.values((parse(text) as { readonly jobs: Readonly<Record<string, PlainJob>> }).jobs);

function neededBy({ steps, environment: ofJob }: PlainJob): Readonly<Record<string, string>> {
  const has = (action: string): boolean => steps.some(({ uses = '' }) => uses.startsWith(`${action}@`));
  const { environment, command = 'deploy' } = steps.find(({ uses = '' }) => isOurs(uses))?.with ?? {};
  const isChosen = command === '${{ inputs.command }}';
  // It compares the commits of the release, to list its other pull requests.
  const isRelease = ['deploy', 'stage', 'promote'].includes(command);
  return {
    ...(has('actions/checkout') || isRelease ? { contents: 'read' } : {}),
    ...(has('aws-actions/configure-aws-credentials') ? { 'id-token': 'write' } : {}),
    // Every run brings the comments of the releases that it changes up to date.
    'pull-requests': 'write',
    // The tags of the release name its environment, and GitHub makes a Deployment for that of a job.
    ...(environment !== undefined || ofJob !== undefined || command === 'rollback'
      ? { deployments: 'write' }
      : {}),
    // Whether the run that left something has ended.
    ...(isChosen || command === 'sweep' ? { actions: 'read' } : {}),
  };
}

/** Each job, of each of its matrix, for each command that somebody may choose. `null`: there is no choice. */
function playedAs(workflow: Workflow): readonly (readonly [JobFile, Matrix, string | null])[] {
  const { options = null } = workflow.events.workflow_dispatch?.inputs?.['command'] ?? {};
  return workflow.jobs.flatMap((job) =>
    matricesOf(job).flatMap((matrix) => (options ?? [null]).map((chosen) => [job, matrix, chosen] as const)),
  );
}
type Matrix = ReturnType<typeof matricesOf>[number];

async function commandsIn(workflow: Workflow): Promise<readonly string[]> {
  expect(workflow.jobs.some((job) => usesOurs(job))).toBe(true);
  const played = await playWorkflow(workflow, { github }, () =>
    Promise.resolve({ exitCode: 0, outputs: {} }),
  );
  return played.map(({ inputs: given }) => given['command'] ?? 'deploy');
}

describe('an expression', () => {
  const contexts: Contexts = {
    github: { sha: 'abc', event: { labels: [{ name: 'one' }, { name: 'two' }] } },
    inputs: { reason: '', force: true },
    matrix: { 'the-name': 'web' },
  };

  test.each([
    ["github.sha == 'ABC'", true],
    ["inputs.reason != ''", false],
    ["inputs.reason || 'none'", 'none'],
    ["inputs.force && 'yes'", 'yes'],
    ["contains(github.event.labels.*.name, 'two')", true],
    ['github.event.labels[1].name', 'two'],
    ["format('{0}-{1}', matrix.the-name, 3)", 'web-3'],
    ["!(1 < 2) || 'it''s'", "it's"],
    ["startsWith(github['sha'], 'A')", true],
    ['true == 1', true],
  ])('%s', (text, value) => {
    expect(evaluate(text, contexts)).toBe(value);
  });

  test.each([
    'github.sah',
    'github.event.pull_request.number',
    'github.event.labels[7]',
    'github.event.labels.*.nam',
    'github.sha.x',
    'vers.x',
    'hash(1)',
    '1 +',
    "'open",
    'github.sha github',
  ])('%s is an error, though GitHub treats it as empty or refuses the workflow', (text) => {
    expect(() => evaluate(text, contexts)).toThrow();
  });

  test('fills in a text', async () => {
    const { root } = await readWorkflow(
      'x.yml',
      `${smallest}concurrency: a-\${{ github.sha }}-\${{ inputs.force }}`,
    );
    expect(resolve(root.find('concurrency'), contexts)).toBe('a-abc-true');
  });
});

const smallest = `on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: make
`;

describe('a workflow that GitHub would refuse', () => {
  test.each([
    ['a key that is not known', 'cuncurrency: x', "Unexpected value 'cuncurrency'"],
    [
      'a context that is not to be had there',
      'concurrency: ${{ steps.x }}',
      "Unrecognized named-value: 'steps'",
    ],
    [
      'a job that needs one that is not there',
      '  two: { runs-on: x, needs: none, steps: [run: make] }',
      'none',
    ],
  ])('for %s is refused here', async (_, line, problem) => {
    await expect(readWorkflow('x.yml', smallest + line)).rejects.toThrow(problem);
  });
});
