// What a smoke test and the probes of production request.
import { testsInside } from '../../common/checks/check.ts';
import { countsAgainstGreen, type BarredAnswer } from '../../common/probes/barring.ts';
import { ownAnswerOf } from '../../common/probes/evolve-probes.ts';
import { wasBlueBarred } from '../../common/probes/probe-memory.ts';
import { addressOf, requestsAt, requestsThrough, requestsToTargets } from '../../common/probes/address.ts';
import type { Probing } from '../../common/probes/address.ts';
import { askedForConnections } from '../../common/probes/connections.ts';
import { askedOfBlue, askedOfGreen } from '../../common/probes/usual-paths.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { frontQuestion, targetQuestion, type TargetQuestion } from '../../common/probes/question.ts';
import type { ProbeRequest } from '../../common/run/step.ts';
import type { Request } from '../../common/request/request.ts';
import type { TargetGroupView, TargetView } from '../../common/load-balancer/view.ts';
import { healthyOwn, ownTargets } from './readiness.ts';
import type { Scene } from '../roles/scene.ts';

/**
 * How green is tested before the switch: at a front that inputs name (`test-url`, a test rule), at its own targets, or
 * not at all, so that only target health decides. `isAskedFor`: inputs name it, so it has to be possible. `instead`: why
 * the test rule that is named isn't used.
 */
type SmokePlan = { readonly isAskedFor: boolean } & (
  | {
      readonly kind: 'front';
      readonly where: string;
      readonly requests: readonly ProbeRequest[];
    }
  | { readonly kind: 'targets'; readonly question: TargetQuestion; readonly instead: string | null }
  | { readonly kind: 'none'; readonly why: string }
);

export function smokePlan(scene: Scene): SmokePlan {
  const plan = plannedSmoke(scene);
  // What a runner outside of the VPC doesn't reach is tested from inside.
  return testsInside(scene.request.checks) ? { ...plan, isAskedFor: false } : plan;
}

function plannedSmoke(scene: Scene): SmokePlan {
  const { request, roles, world } = scene;
  const group = testedGroup(scene);
  const front = frontQuestion(request, group);
  if (request.smoke.url !== null) {
    const requests = requestsAt(request, request.smoke.url, front);
    return { kind: 'front', isAskedFor: true, where: `the test address${wordsOf(front)}`, requests };
  }
  let instead = roles.test.length > 0 && front.paths === null ? front.why : null;
  if (roles.test.length > 0 && front.paths !== null) {
    const { requests, why } = requestsThrough(request, world.loadBalancers, roles.test, front);
    if (why === null)
      return { kind: 'front', isAskedFor: true, where: `the test rule${wordsOf(front)}`, requests };
    instead = why;
  }
  const isAskedFor = request.smoke.paths.length > 0;
  const question = targetQuestion(request, group);
  if (question.paths !== null) return { kind: 'targets', isAskedFor, question, instead };
  const why = instead === null || instead === question.why ? question.why : `${instead}; ${question.why}`;
  return { kind: 'none', isAskedFor, why };
}

const wordsOf = (question: { readonly words: string } | { readonly paths: null }): string =>
  'words' in question ? `, ${question.words}` : '';

/** Green before the switch. */
export function smokeProbing(scene: Scene): Probing {
  const plan = smokePlan(scene);
  const { isAskedFor } = plan;
  if (plan.kind === 'none') return { requests: null, isAskedFor, why: plan.why };
  const { world, roles, request } = scene;
  const targets = roles.green === null ? [] : ownTargets(world, roles.green);
  const more = asBlueAnswers(scene, targets);
  if (plan.kind === 'front')
    return { requests: [...plan.requests, ...more.requests], isAskedFor, where: plan.where + more.words };
  if (targets.length === 0) return { requests: null, isAskedFor, why: 'green has no target yet' };
  const where = `green's own targets, ${plan.question.words}${more.words}`;
  const requests = [...requestsToTargets(request, targets, plan.question), ...more.requests];
  return { requests, isAskedFor, where };
}

/** Each task of green, at the usual paths that blue answers. Inputs that name paths ask for nothing else. */
function asBlueAnswers(
  scene: Scene,
  targets: readonly TargetView[],
): { readonly requests: readonly ProbeRequest[]; readonly words: string } {
  const { request, memory } = scene;
  const paths = request.smoke.paths.length === 0 ? (memory.bluePaths ?? []) : [];
  const question = trafficQuestion(request, testedGroup(scene));
  if (paths.length === 0 || question === null) return { requests: [], words: '' };
  const requests = requestsToTargets(request, targets, askedOfGreen(question, paths));
  return { requests, words: `, and ${paths.join(' and ')} at each task, which blue answers` };
}

/** At the port of the traffic. `null`: targets of this group can't be asked. */
function trafficQuestion(request: Request, group: TargetGroupView | null): TargetQuestion | null {
  const question = targetQuestion({ ...request, smoke: { ...request.smoke, paths: ['/'] } }, group);
  return question.paths === null ? null : question;
}

/**
 * What blue is asked, once, while green starts: the usual paths, and one that no app has. `null`: nothing, or it has been
 * asked. A rollback may return to a version from before such a path existed.
 */
export function bluePathsDue(scene: Scene): readonly ProbeRequest[] | null {
  const { request, memory, world, roles } = scene;
  const { blue } = roles;
  if (memory.bluePaths !== null || request.smoke.paths.length > 0 || blue === null) return null;
  if (traitsOf(request).rollsBack || smokePlan(scene).kind === 'none') return null;
  const [target] = healthyOwn(world, blue);
  const group = world.groups.find(({ arn }) => arn === blue.attachment?.group) ?? null;
  const question = trafficQuestion(request, group);
  if (target === undefined || question === null) return null;
  const { path, port } = testedGroup(scene)?.healthCheck ?? { path: null, port: null };
  const known = path === null || port !== null ? [] : [path];
  const madeUp = `/no-such-path-${String(request.release.runId)}-${String(Math.round(memory.startedAtMs))}`;
  const asked = askedOfBlue(question, { known, madeUp });
  return asked === null ? null : requestsToTargets(request, [target], asked);
}

/**
 * Each task of blue that serves, for the connections that it has open, once. A task that is only staged next to it is not
 * switched to now, and a rollback waits for nothing that it doesn't need. `null`: nobody is asked, or has been.
 */
export function connectionsDue(scene: Scene): readonly ProbeRequest[] | null {
  const { request, memory, world, roles } = scene;
  const { connectionsPath: path } = request;
  const { blue } = roles;
  const { endsStaged, rollsBack } = traitsOf(request);
  if (path === null || blue === null || memory.connections !== null || endsStaged || rollsBack) return null;
  const group = world.groups.find(({ arn }) => arn === blue.attachment?.group) ?? null;
  const question = trafficQuestion(request, group);
  const targets = healthyOwn(world, blue);
  if (question === null || targets.length === 0) return null;
  return requestsToTargets(request, targets, askedForConnections(question, path));
}

/** One sentence without a stop, before green exists: for log and plan. */
export function describeSmoke(scene: Scene): string {
  const plan = smokePlan(scene);
  if (plan.kind === 'none') return `none, so ${describeJudges(scene)}: ${plan.why}`;
  if (plan.kind === 'front') return `at ${plan.where}: ${plan.requests.map(({ url }) => url).join(', ')}`;
  const instead = plan.instead === null ? '' : `, since ${plan.instead}`;
  return `at green's own targets, which only a runner in the VPC reaches, ${plan.question.words}${instead}`;
}

const describeJudges = ({ request }: Scene): string =>
  request.checks.length === 0 ? 'only target health decides' : 'target health and the checks decide';

/** Where people can open a staged green: `test-url`, or the first test rule's address; `null`: neither is named. */
export function previewUrl(scene: Scene): string | null {
  const [rule] = scene.roles.test;
  return (
    scene.request.smoke.url ?? (rule === undefined ? null : addressOf(scene.world.loadBalancers, rule).url)
  );
}

/** Rounds without a connection after which green's own targets are out of reach of this runner. */
const ownTries = 3;

/** Whether this runner has given up asking green's own targets: probes and checks found no way there. */
export function isOwnOutOfReach({ memory: { smoke, ownProbe, ownReach } }: Pick<Scene, 'memory'>): boolean {
  if (ownProbe.hasConnected || ownReach.hasConnected) return false;
  return smoke.isSkipped || ownProbe.failuresInRow >= ownTries || ownReach.silentInRow >= ownTries;
}

/**
 * What is asked of green's own targets when production answers only 403 and 429: the same, as the load balancer would pass it
 * on. `null`: they have been asked since, or can't be asked, so that production's answer counts.
 */
export function ownProbingDue(scene: Scene): readonly ProbeRequest[] | null {
  const { bakeProbe, ownProbe, isBakePassed } = scene.memory;
  if (isBakePassed || bakeProbe.barredBy === null || isOwnOutOfReach(scene)) return null;
  if ((ownProbe.lastMs ?? 0) >= (bakeProbe.lastMs ?? 0)) return null;
  const requests = probesAtOwnTargets(scene, productionProbing(scene).requests ?? []);
  return requests.length === 0 ? null : requests;
}

/** They get as long as the address that answers for them. */
const probesAtOwnTargets = (scene: Scene, requests: readonly ProbeRequest[]): readonly ProbeRequest[] =>
  requests.flatMap(({ codes, timeoutMs, ...one }) =>
    atOwnTargets(scene, one).map((own) => ({ ...own, codes, timeoutMs })),
  );

/** The smoke test at green's own targets, with the host of its address. Empty: they can't be asked, or are asked anyway. */
export function ownSmokeRequests(scene: Scene): readonly ProbeRequest[] {
  const plan = smokePlan(scene);
  if (plan.kind !== 'front' || scene.roles.green === null || isOwnOutOfReach(scene)) return [];
  const own = probesAtOwnTargets(scene, plan.requests);
  const more = asBlueAnswers(scene, ownTargets(scene.world, scene.roles.green));
  return own.length === 0 ? [] : [...own, ...more.requests];
}

/** What they are asked once the address of the smoke test has answered only 403 and 429. `null`: nothing, or they have answered. */
export function ownSmokeDue(scene: Scene): readonly ProbeRequest[] | null {
  const { smoke, ownProbe } = scene.memory;
  if (smoke.barredBy === null || (ownProbe.lastMs ?? 0) >= (smoke.lastMs ?? 0)) return null;
  const requests = ownSmokeRequests(scene);
  return requests.length === 0 ? null : requests;
}

/** Of each target of green: the path with production's host, and what the load balancer adds. Empty: they can't be asked. */
export function atOwnTargets(
  scene: Scene,
  { url, headers }: Pick<ProbeRequest, 'url' | 'headers'>,
): readonly Omit<ProbeRequest, 'codes'>[] {
  const { request, roles, world } = scene;
  const question = trafficQuestion(request, testedGroup(scene));
  if (roles.green === null || question === null) return [];
  const { pathname, search, host, protocol } = new URL(url);
  const asked = { ...question, paths: [pathname + search] };
  return requestsToTargets(request, ownTargets(world, roles.green), asked).map((own) => ({
    ...own,
    headers: { host, 'x-forwarded-proto': protocol.replace(':', ''), ...headers },
  }));
}

/** Production bars this runner, and that is no sign against green. `null`: it doesn't, or it is one. */
export function describeBarred(scene: Scene): string | null {
  const { bakeProbe, ownProbe } = scene.memory;
  if (bakeProbe.barredBy === null || ownProbingDue(scene) !== null) return null;
  const answer = { by: bakeProbe.barredBy, own: ownAnswerOf(ownProbe) };
  return describeBarredAnswer(scene, answer, bakeProbe.lastFailure);
}

/** The same of any answer of production. `what`: the request, and what it was answered. */
export function describeBarredAnswer(
  { memory }: Pick<Scene, 'memory'>,
  { by, own }: Pick<BarredAnswer, 'by' | 'own'>,
  what: string | null,
): string | null {
  if (countsAgainstGreen(by, own ?? 'unknown', wasBlueBarred(memory))) return null;
  const barred = `Production does not let this runner through (${what ?? 'no answer'}), and `;
  const end =
    ', not the release. It is not rolled back for that. Let the runner through, or set production-url.';
  if (own === 'well')
    return `${barred}green's own targets answer the same request well: a firewall or a rate limit${end}`;
  const unasked = "green's own targets can't be asked from here, so their health decides";
  return by === 'rate limit'
    ? `${barred}${unasked}: a rate limit${end}`
    : `${barred}${unasked}. Blue was answered 403 before the switch too: a firewall${end}`;
}

/** Production: `production-url`, or the addresses of the production rules, with their hosts and paths. */
export function productionProbing(scene: Scene): Probing {
  const { request, roles, world } = scene;
  if (request.bake.probeUrl !== null) {
    const { paths } = request.smoke;
    const asked = paths.length > 0 ? frontQuestion(request, null) : ({ paths: null } as const);
    return {
      requests: requestsAt(request, request.bake.probeUrl, asked),
      isAskedFor: true,
      where: 'the production address',
    };
  }
  const none = (why: string): Probing => ({ requests: null, isAskedFor: false, why });
  if (roles.production.length === 0) return none('no production rule is known');
  const question = frontQuestion(request, testedGroup(scene));
  if (question.paths === null) return none(question.why);
  const { requests, why } = requestsThrough(request, world.loadBalancers, roles.production, question);
  if (requests.length === 0) return none(why ?? 'no production rule is known');
  return { requests, isAskedFor: false, where: 'the production rule' };
}

/** Green's group. A health check that names the port which targets have anyway has no port of its own. */
function testedGroup(scene: Scene): TargetGroupView | null {
  const { world, roles } = scene;
  const arn = roles.green?.attachment?.group ?? roles.pair?.green;
  const group = world.groups.find((one) => one.arn === arn);
  if (group === undefined) return null;
  const { healthCheck: check } = group;
  const isOwnPort = check.port !== null && !targetPorts(scene).includes(check.port);
  return isOwnPort ? group : { ...group, healthCheck: { ...check, port: null } };
}

const targetPorts = ({ world, roles: { green, blue } }: Scene): readonly number[] => [
  ...world.groups.flatMap(({ targets }) => targets.map(({ port }) => port)),
  ...[green, blue].flatMap((set) => (set?.attachment == null ? [] : [set.attachment.containerPort])),
];
