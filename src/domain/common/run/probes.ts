import type { Memory } from '../../task-sets/model/memory.ts';
import type { Plan } from '../request/request.ts';
import { ownTargets } from '../../task-sets/health/readiness.ts';
import type { Scene } from '../../task-sets/health/scene.ts';

import { forwardOf } from '../load-balancer/traffic.ts';
import type { RuleView } from '../load-balancer/view.ts';
import type { ProbePurpose, ProbeRequest } from './step.ts';
import type { Probed, ProbeMemory } from './probe-memory.ts';

/** How long one probe may take. */
export const probeTimeoutMs = 5000;

/** What to ask, or why nothing can be asked. */
export type Probing =
  | { readonly requests: readonly ProbeRequest[]; readonly isAskedFor: boolean; readonly where: string }
  | { readonly requests: null; readonly isAskedFor: boolean; readonly why: string };

/** Green before the switch: by the test address or test rule where one is named, else at its own targets. */
export function smokeProbing(scene: Scene): Probing {
  const { plan, roles } = scene;
  const isNamed = plan.smoke.url !== null || roles.test.length > 0;
  const isAskedFor = isNamed || plan.smoke.paths.length > 0;
  if (plan.smoke.url !== null)
    return at(plan, plan.smoke.url, pathsOf(scene), {}, isAskedFor, 'the test address');
  const [rule] = roles.test;
  if (rule !== undefined) {
    const address = addressOf(scene, rule);
    if (address.url === null) return { requests: null, isAskedFor, why: address.why };
    return at(plan, address.url, pathsOf(scene), address.headers, isAskedFor, 'the test rule');
  }
  return atTargets(scene, isAskedFor);
}

/** Where people look at a staged green: `test-url`, or the first test rule's address; `null`: none is named. */
export function previewUrl(scene: Scene): string | null {
  const [rule] = scene.roles.test;
  return scene.plan.smoke.url ?? (rule === undefined ? null : addressOf(scene, rule).url);
}

function atTargets(scene: Scene, isAskedFor: boolean): Probing {
  const { world, roles, plan } = scene;
  const group = world.groups.find(({ arn }) => arn === roles.green?.attachment?.group);
  if (roles.green === null || group === undefined || group.targetType !== 'ip')
    return { requests: null, isAskedFor, why: 'green has no target with an IP address to ask' };
  const scheme = group.protocol === 'HTTPS' ? 'https' : 'http';
  const requests = ownTargets(world, roles.green).flatMap(({ id, port }) =>
    pathsOf(scene).map((path) => request(plan, `${scheme}://${hostText(id)}:${String(port)}${path}`, {})),
  );
  if (requests.length === 0) return { requests: null, isAskedFor, why: 'there is no health path to ask for' };
  return { requests, isAskedFor, where: "green's own targets" };
}

const hostText = (id: string): string => (id.includes(':') ? `[${id}]` : id);

/** Production: `production-url`, or worked out from the listener, the rule's host and its path. */
export function productionProbing(scene: Scene): Probing {
  const { plan, roles } = scene;
  if (plan.bake.probeUrl !== null)
    return at(plan, plan.bake.probeUrl, plan.smoke.paths, {}, true, 'the production address');
  const [rule] = roles.production;
  if (rule === undefined) return { requests: null, isAskedFor: false, why: 'no production rule is known' };
  const address = addressOf(scene, rule);
  if (address.url === null) return { requests: null, isAskedFor: false, why: address.why };
  const paths = pathsOf(scene).filter(
    (path) => rule.paths.length === 0 || rule.paths.some((p) => fits(p, path)),
  );
  if (paths.length === 0)
    return { requests: null, isAskedFor: false, why: `no health path lies under ${rule.paths.join(' or ')}` };
  return at(plan, address.url, paths, address.headers, false, 'the production rule');
}

type Address =
  | { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly url: null; readonly why: string };

/** The balancer's own name with the rule's host as the Host header (and, for TLS, as the name asked for). */
function addressOf({ world }: Scene, rule: RuleView): Address {
  const balancer = world.loadBalancers.find(({ arn }) => arn === rule.loadBalancer);
  if (balancer === undefined || forwardOf(rule) === null)
    return { url: null, why: 'the address of the load balancer is not known' };
  const host = rule.hosts.find((name) => !/[*?]/.test(name));
  if (rule.hosts.length > 0 && host === undefined)
    return { url: null, why: `the rule's host ${rule.hosts.join(' or ')} is a pattern` };
  if (rule.otherConditions.length > 0)
    return { url: null, why: `the rule also asks for ${rule.otherConditions.join(', ')}` };
  const scheme = rule.listenerProtocol === 'HTTPS' ? 'https' : 'http';
  const url = `${scheme}://${balancer.dnsName}:${String(rule.listenerPort)}`;
  return { url, headers: host === undefined ? {} : { host } };
}

/** Asked-for paths, or the one that the group's own health check uses. */
function pathsOf({ plan, world, roles }: Scene): readonly string[] {
  if (plan.smoke.paths.length > 0) return plan.smoke.paths;
  const group = world.groups.find(({ arn }) => arn === roles.pair?.front);
  return group?.healthPath == null ? [] : [group.healthPath];
}

function at(
  plan: Plan,
  base: string,
  paths: readonly string[],
  headers: Readonly<Record<string, string>>,
  isAskedFor: boolean,
  where: string,
): Probing {
  const trimmed = base.replace(/\/$/, '');
  const urls = paths.length === 0 ? [base] : paths.map((path) => trimmed + path);
  return { requests: urls.map((url) => request(plan, url, headers)), isAskedFor, where };
}

const request = (plan: Plan, url: string, headers: Readonly<Record<string, string>>): ProbeRequest => ({
  url,
  headers: { ...headers, ...plan.smoke.headers },
  timeoutMs: probeTimeoutMs,
});

/** A rule's path pattern: `*` stands for any characters, `?` for one. */
function fits(pattern: string, path: string): boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`).test(path);
}

const isPass = ({ answer }: Probed): boolean =>
  answer.status !== null && answer.status >= 200 && answer.status < 300;

export const hasNoAnswer = (answers: readonly Probed[]): boolean =>
  answers.length > 0 && answers.every(({ answer }) => answer.status === null);

/** Folds one round of probes into the memory: a round passes when every request of it does. */
export function noticeProbes(
  plan: Plan,
  memory: Memory,
  purpose: ProbePurpose,
  answers: readonly Probed[],
  nowMs: number,
): Memory {
  switch (purpose) {
    case 'smoke':
      return { ...memory, smoke: noticeSmoke(plan, memory, answers, nowMs) };
    case 'baseline':
      return { ...memory, baseline: noticeBaseline(memory, answers, nowMs) };
    case 'bake':
      return { ...memory, bakeProbe: fold(memory.bakeProbe, answers, nowMs) };
    case 'after-back':
      return { ...memory, afterBackProbe: fold(memory.afterBackProbe, answers, nowMs) };
  }
}

function fold(before: ProbeMemory, answers: readonly Probed[], nowMs: number): ProbeMemory {
  const bad = answers.find((probed) => !isPass(probed));
  return {
    lastMs: nowMs,
    failuresInRow: bad === undefined ? 0 : before.failuresInRow + 1,
    passesInRow: bad === undefined ? before.passesInRow + 1 : 0,
    hasAnswered: before.hasAnswered || !hasNoAnswer(answers),
    lastWords: bad === undefined ? null : probedWords(bad),
  };
}

/** An address that never answered once, and that nobody asked for, is out of reach from here rather than broken. */
function noticeSmoke(plan: Plan, memory: Memory, answers: readonly Probed[], nowMs: number): Memory['smoke'] {
  const { smoke } = memory;
  const isAskedFor = plan.smoke.paths.length > 0 || plan.smoke.url !== null;
  const isNamed = plan.traffic.testListener !== null || plan.traffic.testRule !== null;
  const isUnreachable = smoke.startedAtMs === null && hasNoAnswer(answers) && !isAskedFor && !isNamed;
  return {
    ...fold(smoke, answers, nowMs),
    startedAtMs: smoke.startedAtMs ?? nowMs,
    isSkipped: smoke.isSkipped || isUnreachable,
  };
}

/** Three tries: a firewall must not roll back a good release, and a flicker must not take the probe away. */
function noticeBaseline({ baseline }: Memory, answers: readonly Probed[], nowMs: number): Memory['baseline'] {
  const next = fold(baseline, answers, nowMs);
  const verdict = next.passesInRow > 0 ? 'passed' : next.failuresInRow >= 3 ? 'unusable' : 'unknown';
  return { ...next, verdict };
}

export const probedWords = ({ url, answer }: Probed): string =>
  `${url} ${answer.status === null ? (answer.error ?? 'gave no answer') : `answered ${String(answer.status)}${excerptWords(answer.excerpt)}`}`;

const excerptWords = (excerpt: string): string => (excerpt === '' ? '' : `: ${excerpt.slice(0, 80)}`);
