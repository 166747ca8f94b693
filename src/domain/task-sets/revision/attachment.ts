// The container and port of green that the load balancer sends traffic to.
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import type { Candidate } from '../../common/revision/candidate.ts';
import type { Attachment, World } from '../model/world.ts';
import type { Roles } from '../roles/roles.ts';

type Endpoint = Pick<Attachment, 'containerName' | 'containerPort'>;

/** Green is attached to the idle group. `null`: the group, the container or its port is not known. */
export function attachmentOf(request: Request, world: World, roles: Roles): Attachment | null {
  const group = roles.pair?.green;
  const chosen = endpointOf(request, world, roles);
  return group === undefined || chosen === null ? null : { group, ...chosen };
}

/**
 * As blue's, unless inputs name another. An earlier or staged revision may have been released when another container
 * was behind the load balancer, so blue's counts only if it fits.
 */
function endpointOf(request: Request, world: World, roles: Roles): Endpoint | null {
  const { containerName, containerPort } = request.overrides;
  const copied = copiedFrom(roles);
  const endpoints = world.candidate === null ? [] : endpointsOf(world.candidate);
  if (containerName !== null || containerPort !== null)
    return namedBy(request, endpoints, { copied, world, roles });
  const isBound = traitsOf(request).revisionFrom === 'inputs' || world.candidate === null;
  if (copied !== null && (isBound || endpoints.some((one) => isSame(one, copied)))) return copied;
  return shownBy(endpoints, world, roles);
}

/** With only one of the two named, the other stays as blue's if that is possible. */
function namedBy(
  { overrides: { containerName, containerPort } }: Request,
  endpoints: readonly Endpoint[],
  {
    copied,
    world,
    roles,
  }: { readonly copied: Endpoint | null; readonly world: World; readonly roles: Roles },
): Endpoint | null {
  const named = endpoints.filter(
    (one) =>
      (containerName ?? one.containerName) === one.containerName &&
      (containerPort ?? one.containerPort) === one.containerPort,
  );
  const kept = named.find((one) =>
    containerName === null
      ? one.containerName === copied?.containerName
      : one.containerPort === copied?.containerPort,
  );
  return kept ?? shownBy(named, world, roles);
}

/** The only port of the only container, or of its ports the one of the target group. */
function shownBy(endpoints: readonly Endpoint[], world: World, roles: Roles): Endpoint | null {
  if (new Set(endpoints.map((one) => one.containerName)).size !== 1) return null;
  const ofGroup = endpoints.filter((one) => one.containerPort === groupPort(world, roles));
  return sole(endpoints) ?? sole(ofGroup);
}

function copiedFrom({ blue }: Roles): Endpoint | null {
  if (!blue?.attachment) return null;
  const { containerName, containerPort } = blue.attachment;
  return { containerName, containerPort };
}

const endpointsOf = ({ containers }: Candidate): readonly Endpoint[] =>
  containers.flatMap(({ name, ports }) =>
    ports.map((port) => ({ containerName: name, containerPort: port })),
  );

const isSame = (a: Endpoint, b: Endpoint): boolean =>
  a.containerName === b.containerName && a.containerPort === b.containerPort;

const sole = <T>(all: readonly T[]): T | null => (all.length === 1 ? (all[0] ?? null) : null);

const groupPort = ({ groups }: World, { pair }: Roles): number | null =>
  groups.find(({ arn }) => arn === pair?.green)?.port ?? null;

/** Where green differs from blue: `app:8080`, and blue's. */
export function describeMovedAttachment(request: Request, world: World, roles: Roles): string | null {
  const [blue, green] = [copiedFrom(roles), attachmentOf(request, world, roles)];
  if (blue === null || green === null || roles.green !== null || isSame(blue, green)) return null;
  return `the load balancer sends green's traffic to ${format(green)}. On blue it is ${format(blue)}`;
}

const format = ({ containerName, containerPort }: Endpoint): string =>
  `container ${containerName}, port ${String(containerPort)}`;

export function attachmentProblems(request: Request, world: World, roles: Roles): readonly string[] {
  const { candidate } = world;
  if (candidate === null || candidate.containers.length === 0) return [];
  const chosen = endpointOf(request, world, roles);
  if (chosen === null)
    return isNamed(candidate) ? [] : [unclear(request, candidate, groupPort(world, roles))];
  if (endpointsOf(candidate).some((one) => isSame(one, chosen))) return [];
  const { source, containers } = candidate;
  const container = containers.find(({ name }) => name === chosen.containerName);
  if (container === undefined)
    return [
      `container ${chosen.containerName}, which receives the traffic of the load balancer on blue, is not in ${source} ` +
        `(containers: ${containers.map(({ name }) => name).join(', ')}). Keep its name, or name the container behind the load ` +
        `balancer: ${candidatesIn(candidate)}.`,
    ];
  const advice = `Add it to portMappings, or name another: ${candidatesIn(candidate)}.`;
  return [
    `container ${container.name} of ${source} does not map port ${String(chosen.containerPort)} for TCP, ` +
      `which the load balancer sends traffic to (it maps ${container.ports.join(', ') || 'none'}). ` +
      (endpointsOf(candidate).length === 0 ? 'Add it to portMappings.' : advice),
  ];
}

/** The image has found the same fault. */
const isNamed = ({ problems }: Candidate): boolean =>
  problems.some((problem) => /^image: it is not clear |^container "[^"]*" is not in /.test(problem));

function unclear({ overrides }: Request, candidate: Candidate, port: number | null): string {
  const { containerName, containerPort } = overrides;
  const { source, containers } = candidate;
  const names = containers.map(({ name }) => name).join(', ');
  const mapping = containers.filter(({ ports }) => ports.length > 0);
  const own = containerName === null ? sole(mapping) : containers.find(({ name }) => name === containerName);
  const name = candidatesIn(candidate);
  if (containerName !== null && !own)
    return `container-name: container "${containerName}" is not in ${source} (containers: ${names}). Name the container behind the load balancer: ${name}.`;
  if (own?.ports.length === 0)
    return (
      `container-name: container ${own.name} of ${source} maps no TCP port, so the load balancer can't send traffic to it. Name ` +
      `the container behind the load balancer: ${name}. For the image of another container, use images.`
    );
  if (containerPort !== null)
    return `container-port: ${source} does not map port ${String(containerPort)} for TCP in exactly one container${own ? ` named ${own.name}` : ''}. Name one that it maps: ${name}.`;
  if (own)
    return (
      `container-port: container ${own.name} of ${source} maps several TCP ports, and the load balancer sends traffic to one. ` +
      `${whyNone(port)}: ${name}.`
    );
  return (
    `container-name: ${source} does not show which container receives the traffic of the load balancer ` +
    `(containers: ${names}). Name one that maps a TCP port: ${name}.`
  );
}

const whyNone = (port: number | null): string =>
  port === null
    ? 'The port of the target group would choose, and the group is not known yet. To choose now, name one'
    : `None is port ${String(port)} of the target group, so name one`;

/** As settings that can be copied. */
const candidatesIn = (candidate: Candidate): string =>
  endpointsOf(candidate)
    .map(
      ({ containerName, containerPort }) =>
        `container-name: ${containerName} and container-port: ${String(containerPort)}`,
    )
    .join(', or ') || 'none maps a TCP port, so add portMappings first';
