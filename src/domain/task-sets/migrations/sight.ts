// What an observation shows of the migration of a release.
import { nextOfTry, type NextOfTry, type TrySight } from '../../common/migrations/next-of-try.ts';
import type { Migration } from '../../common/migrations/migration.ts';
import { parseNote } from '../../common/migrations/note.ts';
import { factPrefix } from '../../common/checks/command-environment.ts';
import type { RunTask } from '../../common/one-off-tasks/task.ts';
import { lastPart, type ServiceArn, type TaskDefinitionArn } from '../../common/values/arn.ts';
import type { TaskArn } from '../../common/one-off-tasks/task.ts';
import type { Request } from '../../common/request/request.ts';
import type { Memory } from '../model/memory.ts';
import type { ServiceTags } from '../model/world.ts';
import { attachmentOf } from '../revision/attachment.ts';
import { greenSettings } from '../revision/creation.ts';
import type { Scene } from '../roles/scene.ts';
import { namedTasks, sightOf, wantedOf } from './tries.ts';

/** The commands that create a green from their inputs run what it needs first. The others only see to what runs. */
const bringsMigration = ({ command }: Request): boolean => command === 'deploy' || command === 'stage';

/** Its green plans a contract, from its creation. */
export const bringsContract = (request: Request): boolean =>
  (bringsMigration(request) || request.command === 'plan') && request.migration?.kind === 'contract';

/** What this release runs before its green is made. `null`: nothing. */
export const expandOf = ({ request }: Pick<Scene, 'request'>): Migration | null =>
  bringsMigration(request) && request.migration?.kind === 'expand' ? request.migration : null;

/** `null`: what green runs isn't known yet. */
export function nextOf(scene: Scene): NextOfTry | null {
  const migration = expandOf(scene);
  const request = migration === null ? null : requestOf(scene, migration);
  if (migration !== null && request === null) return null;
  return nextOfTry({ ...seen(scene), wanted: request === null ? null : wantedOf(scene, request) });
}

/** As a command sees it that runs none itself. */
export const nextOfOthers = (scene: Scene): NextOfTry => nextOfTry({ ...seen(scene), wanted: null });

const seen = (scene: Scene): Omit<TrySight, 'wanted'> => ({
  ...sightOf(scene, scene.world.migrationTasks),
  noted: parseNote(scene.world.service.tags.migration),
});

/** The request of RunTask, still without the name of a try. `null`: green's revision or container is not known yet. */
export function requestOf(scene: Scene, migration: Migration): RunTask | null {
  const { request, world, roles, memory } = scene;
  const revision: TaskDefinitionArn | null = memory.registered ?? world.candidate?.registeredAs ?? null;
  const container = migration.container ?? attachmentOf(request, world, roles)?.containerName ?? null;
  if (revision === null || container === null) return null;
  const { settings } = greenSettings(request, world, roles);
  const { launchType, capacityProviders, platformVersion, network } = settings;
  return {
    purpose: 'migration',
    tokenText: '',
    tryId: '',
    taskDefinition: revision,
    container,
    command: migration.command,
    environment: factsFor(request, request.release.commit),
    placement: { launchType, capacityProviders, platformVersion, network },
    taskRole: migration.taskRole,
  };
}

export const factsFor = (
  { service, cluster }: Pick<Request, 'service' | 'cluster'>,
  commit: string,
): RunTask['environment'] => ({
  [`${factPrefix}SERVICE`]: service,
  [`${factPrefix}CLUSTER`]: lastPart(cluster),
  [`${factPrefix}COMMIT`]: commit,
});

/** The same try has the same token, whichever process sends it. */
export const requestFor = ({ world }: Scene, request: RunTask, tryId: string): RunTask => ({
  ...request,
  tryId,
  tokenText: `${world.service.arn} ${request.purpose} ${tryId}`,
});

/** The tasks to ask for by name. `null`: nothing shows that there may be a migration. */
export function migrationsToRead(
  { request, memory }: { readonly request: Request; readonly memory: Memory },
  service: { readonly arn: ServiceArn; readonly tags: ServiceTags },
): readonly TaskArn[] | null {
  const noted = parseNote(service.tags.migration);
  const isOpen = noted !== null && noted.end === null;
  if (!isOpen && expandOf({ request }) === null && memory.migration === null) return null;
  return namedTasks(noted, memory, service.arn);
}
