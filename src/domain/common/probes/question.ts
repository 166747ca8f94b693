// What a probe asks: what the inputs name, or else what the load balancer asks in its health checks.
import { formatCheck, speaksHttp1, successCodes } from '../load-balancer/health-check.ts';
import type { TargetGroupView } from '../load-balancer/view.ts';
import type { Request } from '../request/request.ts';

/** Paths, the statuses that pass, and where both come from. */
export interface Question {
  readonly paths: readonly string[];
  readonly codes: string;
  readonly words: string;
}

/** The same for targets, which are asked without the load balancer. `port`: `null` for the target's own. */
export interface TargetQuestion extends Question {
  readonly scheme: 'http' | 'https';
  readonly port: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Nothing can be asked. */
interface NoQuestion {
  readonly paths: null;
  readonly why: string;
}

const noQuestion = (why: string): NoQuestion => ({ paths: null, why });

const unknownGroup = "green's target group is not known";

/** How long one probe may take. */
export const probeTimeoutMs = 5000;

/** What apps that answer health checks in their own way know them by. */
const asHealthCheck = { 'user-agent': 'ELB-HealthChecker/2.0 (ecs-blue-green)' };

/** Through a listener. A health check on a port of its own asks what no listener leads to. */
export function frontQuestion({ smoke }: Request, group: TargetGroupView | null): Question | NoQuestion {
  const unaskable = whyUnaskable(group);
  if (unaskable !== null) return noQuestion(unaskable);
  if (smoke.paths.length > 0) return fromInput(smoke.paths);
  if (group === null) return noQuestion(unknownGroup);
  const { path, port, codes } = group.healthCheck;
  if (path === null) return noQuestion(`the health check of target group ${group.name} has no path`);
  if (port !== null)
    return noQuestion(
      `the health check of target group ${group.name} uses port ${String(port)}, which no listener leads to`,
    );
  return { paths: [path], codes, words: wordsOf(group) };
}

/** At targets with an IP address: the protocol, port, path and codes of the health check. */
export function targetQuestion(
  { smoke }: Request,
  group: TargetGroupView | null,
): TargetQuestion | NoQuestion {
  const unaskable = whyUnaskable(group);
  if (unaskable !== null) return noQuestion(unaskable);
  if (group === null) return noQuestion(unknownGroup);
  if (group.targetType !== 'ip') return noQuestion('green has no target with an IP address');
  const { healthCheck: check } = group;
  const timeoutMs = Math.max(probeTimeoutMs, check.timeoutSeconds * 1000);
  if (smoke.paths.length > 0)
    return {
      ...fromInput(smoke.paths),
      scheme: schemeOf(group.protocol),
      port: null,
      headers: {},
      timeoutMs,
    };
  if (check.path === null) return noQuestion(`the health check of target group ${group.name} has no path`);
  return {
    paths: [check.path],
    codes: check.codes,
    words: wordsOf(group),
    scheme: schemeOf(check.protocol),
    port: check.port,
    headers: asHealthCheck,
    timeoutMs,
  };
}

const schemeOf = (protocol: string): 'http' | 'https' => (protocol === 'HTTPS' ? 'https' : 'http');

const fromInput = (paths: readonly string[]): Question => ({
  paths,
  codes: successCodes,
  words: `health-paths ${paths.join(', ')}`,
});

const wordsOf = ({ name, healthCheck }: TargetGroupView): string =>
  `as the health check of target group ${name} asks (${formatCheck(healthCheck)})`;

/** A load balancer answers 464 to a request in another version than that of the target group (fact 39). */
const whyUnaskable = (group: TargetGroupView | null): string | null =>
  group === null || speaksHttp1(group)
    ? null
    : `target group ${group.name} takes only ${group.protocolVersion === 'GRPC' ? 'gRPC' : 'HTTP/2'}, and this action sends HTTP/1.1`;
