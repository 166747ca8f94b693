// What can go wrong with a release and was not seen by a health check, one story each.
import { cdn } from '../proxy/cdn.ts';
import type { ActionResult } from '../runner/run-action.ts';
import type { SandboxSpec } from '../spec.ts';
import { webService } from '../seeds.ts';
import { commit, type Stage } from './stage.ts';

type Inputs = Readonly<Record<string, string>>;

export interface Story {
  /** What goes wrong, and who sees it. */
  readonly title: string;
  readonly world?: SandboxSpec;
  /** Of the container of v2. */
  readonly environment: Inputs;
  readonly inputs: (stage: Stage) => Inputs | Promise<Inputs>;
  /** `result (reason-code)`. */
  readonly ends: string;
  /** A part of the log. */
  readonly shows: RegExp;
  /** Whether users get answers from v2 at any time. */
  readonly isSeen: boolean;
}

const checks = (...list: readonly object[]): Inputs => ({ checks: JSON.stringify(list) });
const version = { name: 'version', path: '/version', json: { commit: '${commit}' } };

/** The load balancer is internal, and the runner is outside of the VPC. */
function hidden(): SandboxSpec {
  const { loadBalancers = [] } = webService();
  return {
    runner: 'outside',
    loadBalancers: loadBalancers.map((one) => ({ ...one, scheme: 'internal' as const })),
  };
}

/** Passes if each target of green answers as v2. */
const fromInside = `
const targets = process.env.ECS_BLUE_GREEN_TARGETS.split(' ');
Promise.all(targets.map(async (target) => (await (await fetch('http://' + target)).json()).version)).then((versions) => {
  process.exit(versions.every((version) => version === 'v2') ? 0 : 1);
});
`;

export const stories: readonly Story[] = [
  {
    title: 'The health check of v2 passes, and its orders fail. A check that orders something finds it.',
    environment: { ORDER_STATUS: '500' },
    inputs: () => checks({ name: 'order', path: '/orders', body: '{"sku":"tea"}', status: 201 }),
    ...{ ends: 'rolled-back (check-failed)', isSeen: false },
    shows: /green failed the check order \(POST \S+\/orders answered 500 instead of 201/,
  },
  {
    title: 'A CDN in front of production keeps its copy of v1. The check of the version finds it.',
    environment: { COMMIT: commit },
    inputs: async ({ sandbox }: Stage): Promise<Inputs> => {
      const { url } = await cdn(sandbox.listenerUrl('http'));
      return { ...checks(version), 'production-url': url, 'bake-time': '60s' };
    },
    ...{ ends: 'rolled-back (switch-unproven)', isSeen: true },
    shows: /Find what answers there instead: a cache or CDN/,
  },
  {
    title: 'v2 crashes as it starts. The report has the last lines of its log.',
    environment: { CRASH_AFTER_MS: '300' },
    inputs: () => ({ 'ready-timeout': '60s' }),
    ...{ ends: 'rolled-back (circuit-breaker)', isSeen: false },
    shows: /web \| fatal: crash was requested/,
  },
  {
    title: 'A command of the repository tests green next to the action, and fails.',
    environment: {},
    inputs: () =>
      checks({
        name: 'e2e',
        run: `node -e "console.log('cart: expected 3, found 2'); process.exitCode = 4"`,
      }),
    ...{ ends: 'rolled-back (check-failed)', isSeen: false },
    shows: /ended with exit code 4: cart: expected 3, found 2/,
  },
  {
    title: 'The runner does not reach the load balancer. A task in the VPC tests green from inside.',
    world: hidden(),
    environment: {},
    inputs: () => checks({ name: 'inside', task: ['node', '-e', fromInside] }),
    ...{ ends: 'released (released)', isSeen: true },
    shows: /1 check passed: inside/,
  },
];

export const endOf = ({ outputs }: ActionResult): string =>
  `${outputs['result'] ?? '?'} (${outputs['reason-code'] ?? '?'})`;
