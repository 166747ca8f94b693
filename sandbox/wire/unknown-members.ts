// What ECS does with members of a task definition that it doesn't know: not established.
import type { Settings } from '../aws/context.ts';
import { AwsError } from '../aws/error.ts';
import { problemsOf, withoutUnknown } from './schema.ts';

/** The request as the operation gets it. `kept`: this ECS knows every member, as a newer one would. */
export function admitted(
  position: Settings['unknowns']['unknownMembers'],
  schema: unknown,
  request: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (position === 'kept') return request;
  if (position === 'dropped') return withoutUnknown(schema, request) as Readonly<Record<string, unknown>>;
  const [first] = problemsOf(schema, request).filter(({ what }) => what === 'unknown');
  if (first === undefined) return request;
  throw new AwsError('SerializationException', `Unrecognized field ${first.path.replace(/^\$\./, '')}`);
}
