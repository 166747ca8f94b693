export interface Page<T> {
  readonly items: readonly T[];
  /** The `Link` header, or `null` when everything fits on one page. */
  readonly link: string | null;
}

const whole = (value: string | undefined, fallback: number): number =>
  Math.max(1, Number(value ?? fallback) || fallback);

/**
 * Cuts one page out of a list as GitHub does: 30 items unless `per_page` says otherwise, never more than 100, and a
 * `Link` header that names the neighbours. A page past the end is empty, not an error.
 */
export function pageOf<T>(
  items: readonly T[],
  query: Readonly<Record<string, string>>,
  address: string,
): Page<T> {
  const size = Math.min(100, whole(query['per_page'], 30));
  const page = whole(query['page'], 1);
  const last = Math.max(1, Math.ceil(items.length / size));

  const to = (rel: string, target: number): string => {
    const url = new URL(address);
    url.search = new URLSearchParams({ ...query, page: String(target) }).toString();
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to('prev', Math.min(page - 1, last)), to('first', 1)] : []),
    ...(page < last ? [to('next', page + 1), to('last', last)] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    link: links.length > 0 ? links.join(', ') : null,
  };
}
