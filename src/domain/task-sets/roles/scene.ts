// What every decider gets.

import type { Request } from '../../common/request/request.ts';
import { abandonedAs, type Memory } from '../model/memory.ts';
import { isWrite, type Step } from '../model/step.ts';
import type { World } from '../model/world.ts';
import { type Roles, rolesOf } from './roles.ts';

export interface Scene {
  readonly request: Request;
  readonly world: World;
  readonly memory: Memory;
  readonly roles: Roles;
}

/** Decides one kind of step. `null`: it does not apply, and the next decider is asked. */
export type Decider = (scene: Scene) => Step | null;

export const sceneOf = (request: Request, world: World, memory: Memory): Scene => ({
  request,
  world,
  memory,
  roles: rolesOf(request, world, memory),
});

/** The step, unless its write was abandoned. */
export const unlessAbandoned = (scene: Scene, next: Step): Step | null =>
  isWrite(next.act) && abandonedAs(scene.memory, next.act) !== undefined ? null : next;
