// npm run sandbox [seed.yaml]: a sandbox to try the action in, until Ctrl-C.
import { removeOffer, writeOffer } from './offer.ts';
import type { Offer } from './offer.ts';
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
function suggested(sandbox: Sandbox, spec: SandboxSpec): Pick<Offer, 'where' | 'times' | 'version'> {
  const { services, tasks } = sandbox.world();
  const service = services.find((one) => one.taskSets.some((set) => set.status === 'PRIMARY'));
  const live = tasks.find((one) => one.service === service?.name)?.images[0];
  const name = live?.split(':')[0];
  const next = Object.keys(spec.apps ?? {}).find((image) => image !== live && image.split(':')[0] === name);
  return {
    where: { cluster: service?.cluster ?? 'demo', service: service?.name ?? 'web' },
    times: { 'health-paths': '/ready', 'bake-time': '20s', 'warm-time': '30s' },
    version: next === undefined ? {} : { image: next, 'container-name': name ?? '' },
  };
}

const pull = 1;
const sha = 'b'.repeat(40);

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

const examples = [
  'npm run act -- plan',
  'npm run act -- deploy --event push',
  'npm run act -- status',
  'npm run act -- rollback',
];

/** Prints how to use the sandbox, and waits for Ctrl-C. */
async function offer(sandbox: Sandbox, spec: SandboxSpec): Promise<void> {
  const stopping = interrupted();
  const { repository } = sandbox.github;
  const { controlUrl } = sandbox;
  const environment = sandbox.env();
  const offered = { environment, controlUrl, repository, pull, sha, ...suggested(sandbox, spec) };
  writeOffer(offered);
  console.log(introduction(sandbox));
  console.log(
    '\nTo run the action against it, each of these is a job; in another terminal, in this folder:\n',
  );
  console.log(examples.map((example) => `  ${example}`).join('\n'));
  console.log('\nInputs follow as name=value. Ctrl-C ends the sandbox.');
  await stopping;
  removeOffer(offered);
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
