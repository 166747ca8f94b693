// Checks that were answered 403 or 429: green's own targets are asked the same before that counts.
import { isReading, type Check } from '../../common/checks/check.ts';
import { countsAgainstGreen } from '../../common/probes/barring.ts';
import type { AskedJob, CheckRequest } from '../../common/probes/check-job.ts';
import { wasBlueBarred } from '../../common/probes/probe-memory.ts';
import { addressOf } from '../../common/probes/address.ts';
import { atOwnTargets, describeBarredAnswer, isOwnOutOfReach } from '../health/probing.ts';
import type { Scene } from '../roles/scene.ts';
import { bakeJob, dueBakeCheck, dueCheck, gateJob, planOf, type Job } from './jobs.ts';
import { proofJob, versionCheckOf } from './proof-job.ts';

/** What is due. `null`: production didn't answer so, green has been asked since, or it can't be asked. */
export const ownBakeCheck = (scene: Scene): AskedJob | null => {
  const check = dueBakeCheck(scene);
  const isDue = scene.memory.bakeChecks.barred?.own === null;
  return isDue && check !== null ? ownJob(scene, check, bakeJob(scene, check)) : null;
};

/** Before the switch. A URL of a check is no address of green: it is never asked of its targets. */
export const ownGateCheck = (scene: Scene): AskedJob | null => {
  const check = dueCheck(scene);
  if (scene.memory.checks.barred?.own !== null || check?.kind !== 'http' || !('path' in check.place))
    return null;
  if (planOf(scene, check.place.path).kind !== 'front') return null;
  return ownJob(scene, check, gateJob(scene, check), () => true);
};

export const ownProof = (scene: Scene): AskedJob | null => {
  const check = versionCheckOf(scene);
  const isDue = scene.memory.proof.barred?.own === null;
  return isDue && check !== null ? ownJob(scene, check, proofJob(scene, check)) : null;
};

function ownJob(
  scene: Scene,
  check: Check,
  { job }: Job,
  isOfGreen = (request: CheckRequest): boolean => isOfProduction(scene, request),
): AskedJob | null {
  if (check.kind !== 'http' || job?.kind !== 'http' || isOwnOutOfReach(scene)) return null;
  // What writes was refused, so one of the targets gets it in its place.
  const most = isReading(check) ? Infinity : 1;
  const requests = job.requests
    .filter(isOfGreen)
    .flatMap((request) => atOwnTargets(scene, request).map((own) => ({ ...request, ...addressIn(own) })))
    .slice(0, most);
  return requests.length === 0 ? null : { ...job, requests };
}

const addressIn = ({
  url,
  headers,
  certificate,
}: Omit<CheckRequest, 'expected' | 'method' | 'body' | 'secrets'>): Pick<
  CheckRequest,
  'url' | 'headers' | 'certificate'
> => ({ url, headers, certificate });

/** The URL of a check may lead to any server. What it is sent is not for green. */
function isOfProduction({ request, world, roles }: Scene, { url, headers }: CheckRequest): boolean {
  const host = headers['host'] ?? new URL(url).host;
  const { probeUrl } = request.bake;
  const ofRules = roles.production.flatMap((rule) => {
    const address = addressOf(world.loadBalancers, rule);
    const own = address.url === null ? [] : [address.headers['host'] ?? new URL(address.url).host];
    return [...own, ...rule.hosts];
  });
  return [...(probeUrl === null ? [] : [new URL(probeUrl).host]), ...ofRules].includes(host);
}

/** Production bars this runner from a check of the bake, and that is no sign against green. */
export const isBarred = (scene: Scene): boolean => {
  const { barred } = scene.memory.bakeChecks;
  return (
    barred !== null &&
    ownBakeCheck(scene) === null &&
    !countsAgainstGreen(barred.by, barred.own ?? 'unknown', wasBlueBarred(scene.memory))
  );
};

/** A sentence while a check is barred. `null`: none is. */
export function describeBarredCheck(scene: Scene): string | null {
  const { barred, lastFailure } = scene.memory.bakeChecks;
  return barred !== null && isBarred(scene) ? describeBarredAnswer(scene, barred, lastFailure) : null;
}
