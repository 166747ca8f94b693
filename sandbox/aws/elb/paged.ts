import type { AwsContext } from '../context.ts';
import { AwsError } from '../error.ts';
import { pageOf, pageSize } from '../paging.ts';

/** A page of a Describe call; throws ValidationError for a size or marker that ELB would refuse. */
export function paged<T>(
  context: AwsContext,
  all: readonly T[],
  input: { Marker?: string | undefined; PageSize?: number | undefined },
): { items: T[]; next: string | undefined } {
  const size = input.PageSize;
  if (size !== undefined && (size < 1 || size > 400)) {
    throw new AwsError('ValidationError', `Page size '${size}' must be between 1 and 400`);
  }
  const page = pageOf(all, input.Marker, pageSize(size, context.settings.pageSize, 100));
  if (page === null) throw new AwsError('ValidationError', 'Invalid marker');
  return { items: [...page.items], next: page.next };
}
