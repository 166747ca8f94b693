// npm run sandbox [seed.yaml]: a sandbox to try the action in, until Ctrl-C.
import { inputVariables } from './runner/action.ts';
import { createRunnerFiles } from './runner/files.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { webService } from './seeds.ts';
import { readSpecFile } from './spec-file.ts';
import { SpecError } from './spec.ts';
import type { SandboxSpec } from './spec.ts';
import { hasManyAddresses } from './tasks/addresses.ts';

async function specOf(file: string | undefined): Promise<SandboxSpec> {
  if (file !== undefined) return readSpecFile(file);
  return webService({ targetType: (await hasManyAddresses()) ? 'ip' : 'instance' });
}

/** A release that makes sense in this sandbox: the live service, and another image of the same name if there is one. */
function suggestedInputs(sandbox: Sandbox, spec: SandboxSpec): Record<string, string> {
  const { services, tasks } = sandbox.world();
  const service = services.find((one) => one.taskSets.some((set) => set.status === 'PRIMARY'));
  const inputs = { command: 'deploy', cluster: service?.cluster ?? 'demo', service: service?.name ?? 'web' };
  const live = tasks.find((one) => one.service === service?.name)?.images[0];
  const name = live?.split(':')[0];
  const next = Object.keys(spec.apps ?? {}).find((image) => image !== live && image.split(':')[0] === name);
  const quick = { 'health-paths': '/ready', 'bake-time': '20s', 'warm-time': '30s' };
  return {
    ...inputs,
    ...quick,
    ...(next === undefined ? {} : { image: next, 'container-name': name ?? '' }),
  };
}

const pull = 1;
const sha = 'b'.repeat(40);

/** A run for the pull request that the sandbox's GitHub has. */
function runVariables(): Record<string, string> {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_SHA: sha,
    GITHUB_REF: `refs/pull/${pull}/merge`,
    GITHUB_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'deploy',
    GITHUB_JOB: 'deploy',
    GITHUB_RUN_ID: String(Date.now()),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.com',
  };
}

function quoted(text: string): string {
  return /^[\w./:@=-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `env` and not `export`: a shell has no variables with dashes in their names. */
function commandLine(env: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(env).map(([name, value]) => `  ${quoted(`${name}=${value}`)} \\`);
  return ['env \\', ...pairs, `  ${quoted(process.execPath)} dist/index.js`].join('\n');
}

function introduction(sandbox: Sandbox): string {
  const { services, listeners } = sandbox.world();
  return [
    'The sandbox is up.',
    ...services.map((one) => `  service   ${one.cluster}/${one.name}, ${one.taskSets.length} task set(s)`),
    ...listeners.map((one) => `  listener  ${one.url}  ${one.loadBalancer}/${one.name}`),
    `  aws       ${sandbox.awsUrl}`,
    `  github    ${sandbox.githubUrl}`,
    `  control   ${sandbox.controlUrl}  (GET /world /calls /faults, POST /faults, POST /control/<method>)`,
  ].join('\n');
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

/** Prints how to use the sandbox, and waits for Ctrl-C. */
async function offer(sandbox: Sandbox, spec: SandboxSpec): Promise<void> {
  const stopping = interrupted();
  const { repository } = sandbox.github;
  const head = { sha, ref: 'feature', repo: { full_name: repository } };
  const event = { number: pull, pull_request: { number: pull, head }, repository: { full_name: repository } };
  const inputs = inputVariables(suggestedInputs(sandbox, spec), 'a-token-of-the-sandbox');
  const files = createRunnerFiles(event);
  console.log(introduction(sandbox));
  console.log('\nTo run the action against it, paste this in another terminal, in this folder:\n');
  console.log(commandLine({ ...sandbox.env(), ...runVariables(), ...files.variables, ...inputs }));
  console.log('\nCtrl-C ends it.');
  await stopping;
  files.remove();
}

async function run(): Promise<void> {
  const spec = await specOf(process.argv[2]);
  const sandbox = await startSandbox(spec);
  await offer(sandbox, spec).finally(() => sandbox.stop());
}

run().catch((error: unknown) => {
  console.error(error instanceof SpecError ? error.message : error);
  process.exitCode = 1;
});
