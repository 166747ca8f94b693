// What one task takes, as its task definition says.
import type { Json, JsonObject } from '../values/json.ts';

export interface TaskSize {
  readonly vcpu: number;
  readonly gb: number;
}

/** `null`: it doesn't name both. On Fargate it has to; on EC2, containers may take what the instance has. */
export function sizeOf(content: JsonObject): TaskSize | null {
  const vcpu = inUnits(content['cpu'], 'vcpu');
  const gb = inUnits(content['memory'], 'gb');
  return vcpu === null || gb === null ? null : { vcpu, gb };
}

/** `256` or `.25 vCPU`, `512` or `0.5 GB`: units and MiB, or with their name. */
function inUnits(value: Json | undefined, unit: 'vcpu' | 'gb'): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const [, number, named] = /^(\d*\.?\d+)\s*([a-z]*)$/.exec(String(value).toLowerCase()) ?? [];
  if (number === undefined || (named !== '' && named !== unit)) return null;
  return named === '' ? Number(number) / 1024 : Number(number);
}
