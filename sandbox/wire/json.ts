// AWS JSON: what ECS, ECR and Application Auto Scaling (1.1) and CloudWatch (1.0) speak.
import type { AwsError } from '../aws/error.ts';

export const jsonType = 'application/x-amz-json-1.1';

/** Dates travel as seconds since the epoch; members without a value are left out. */
export function encodeJson(value: unknown): string {
  return JSON.stringify(toWire(value));
}

function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toWire(one)]));
}

export function encodeJsonError(error: AwsError): string {
  return JSON.stringify({ __type: error.code, message: error.message });
}
