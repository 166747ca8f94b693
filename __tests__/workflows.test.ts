// What zizmor asks of workflows, for all that have npm only; and that an action has one version everywhere.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { exampleFiles, readExample } from './support/workflows.ts';

const root = path.join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const ci = '.github/workflows';
const workflows = [
  ...(await Promise.all([...exampleFiles, 'README.md'].map((file) => readExample(file)))),
  ...readdirSync(path.join(root, ci)).map((file) => ({ file, text: read(`${ci}/${file}`) })),
];

type Permissions = Readonly<Record<string, string>> | string | undefined;
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface WorkflowFile {
  readonly on: Readonly<Record<string, unknown>> | string;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: Permissions; readonly steps: readonly Step[] }>
  >;
}

/** What is wrong with a workflow, one sentence per fault. */
function faultsOf(text: string): readonly string[] {
  const { on: events, permissions, jobs } = parse(text) as WorkflowFile;
  const names = typeof events === 'string' ? [events] : Object.keys(events);
  return [
    ...names
      .filter((event) => untrusted.includes(event))
      .map((event) => `${event} runs foreign code with its token`),
    ...permissionFaults('all jobs', permissions),
    ...Object.entries(jobs).flatMap(([name, { permissions: own, steps }]) => [
      ...(own === 'write-all' || own === 'read-all' ? [`${name}: ${own}`] : []),
      ...steps.flatMap(stepFaults).map((fault) => `${name}: ${fault}`),
    ]),
  ];
}
const untrusted = ['pull_request_target', 'workflow_run'];

function permissionFaults(whose: string, permissions: Permissions): readonly string[] {
  if (permissions === undefined)
    return [`${whose} have the permissions that the repository gives by default`];
  if (typeof permissions === 'string') return [`${whose} have ${permissions}`];
  const writable = Object.entries(permissions).filter(([, access]) => access === 'write');
  return writable.map(([name]) => `${whose} have ${name}: write`);
}

function stepFaults({ uses = '', run = '', with: given = {} }: Step): readonly string[] {
  return [
    ...(run.includes('${{') ? ['an expression becomes code of run'] : []),
    ...(uses.startsWith('actions/checkout@') && given['persist-credentials'] !== false
      ? ['the checkout keeps the token in .git']
      : []),
  ];
}

describe('a workflow gives away nothing', () => {
  test.each(workflows)('$file', ({ text }) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test.each([
    ['', 'all jobs have the permissions that the repository gives by default'],
    ['permissions: write-all', 'all jobs have write-all'],
    ['permissions: { id-token: write }', 'all jobs have id-token: write'],
    ['permissions: {}\non: workflow_run', 'workflow_run runs foreign code with its token'],
    ['permissions: {}\non: { pull_request_target: }', 'pull_request_target runs foreign code with its token'],
  ])('"%s" is a fault', (lines, fault) => {
    const on = lines.includes('on: ') ? '' : 'on: push\n';
    expect(faultsOf(`${on}${lines}\njobs: { a: { steps: [] } }`)).toEqual([fault]);
  });

  test.each([
    ['permissions: write-all, steps: []', 'a: write-all'],
    ['steps: [{ run: "echo ${{ github.head_ref }}" }]', 'a: an expression becomes code of run'],
    ['steps: [{ uses: actions/checkout@v7 }]', 'a: the checkout keeps the token in .git'],
    [
      'steps: [{ uses: actions/checkout@v7, with: { persist-credentials: true } }]',
      'a: the checkout keeps the token in .git',
    ],
  ])('a job of "%s" is a fault', (job, fault) => {
    expect(faultsOf(`on: push\npermissions: {}\njobs: { a: { ${job} } }`)).toEqual([fault]);
  });
});

interface Use {
  readonly file: string;
  readonly action: string;
  readonly ref: string;
  /** As the comment next to the commit says, or the tag itself. */
  readonly version: string;
}

function usesOf(file: string, text: string): readonly Use[] {
  return [...text.matchAll(/\buses: ([\w-]+\/[\w./-]+)@(\S+)(?: # (v[\d.]+))?/g)].map(
    ([, action = '', ref = '', version = ref]) => ({ file, action, ref, version }),
  );
}

/** Every use that is not of the commit and version that its action has elsewhere, or of the major version's tag. */
function outOfStep(uses: readonly Use[]): readonly string[] {
  return uses
    .filter((use) => {
      const first = uses.find(({ action, ref, version }) => action === use.action && ref !== version) ?? use;
      const isTag = use.ref === use.version;
      return isTag
        ? use.version !== first.version.split('.')[0]
        : use.ref !== first.ref || use.version !== first.version;
    })
    .map(({ file, action, version }) => `${file}: ${action} ${version}`);
}

describe('CI', () => {
  const runsOf = (file: string): readonly string[] =>
    Object.values((parse(read(`${ci}/${file}`)) as WorkflowFile).jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => run ?? []),
    );

  test('plays the usual run for each commit, and every acceptance case each night', () => {
    expect([runsOf('ci.yml'), runsOf('nightly.yml')]).toEqual([
      ['.ci/run', '.ci/zizmor'],
      ['.ci/run --whole'],
    ]);
    expect((parse(read(`${ci}/nightly.yml`)) as WorkflowFile).on).toHaveProperty('schedule');
  });
});

describe('an action has one version', () => {
  test('in all examples, pages and workflows of CI', () => {
    const files = execFileSync('git', ['ls-files', '*.md', '*.yml'], { cwd: root })
      .toString()
      .trim()
      .split('\n');
    const uses = files.flatMap((file) => usesOf(file, read(file)));
    expect(new Set(uses.map(({ action }) => action)).size).toBeGreaterThan(3);
    expect(outOfStep(uses)).toEqual([]);
  });

  test.each([
    ['another commit', '- uses: a/b@cafe # v7.0.1', 'x.yml: a/b v7.0.1'],
    ['another version', '- uses: a/b@c0de # v7.0.2', 'x.yml: a/b v7.0.2'],
    ['the tag of another major version', '- uses: a/b@v6', 'x.yml: a/b v6'],
  ])('%s is out of step', (_, line, reported) => {
    const pinned = usesOf('ci.yml', 'uses: a/b@c0de # v7.0.1\nuses: a/b@v7\n');
    expect(outOfStep([...pinned, ...usesOf('x.yml', line)])).toEqual([reported]);
  });
});
