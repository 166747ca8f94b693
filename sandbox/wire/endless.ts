// Lists whose pages have no end.
import type { WireCall } from './protocols.ts';

/** The member of a request that names a page, and the one of an answer that names the next. */
const pageMembers = {
  ecs: ['nextToken', 'nextToken'],
  elasticloadbalancing: ['Marker', 'NextMarker'],
  'application-autoscaling': ['NextToken', 'NextToken'],
  cloudwatch: ['NextToken', 'NextToken'],
} as const;

const membersOf = ({ protocol: { service } }: WireCall): readonly [string, string] | null =>
  service in pageMembers ? pageMembers[service as keyof typeof pageMembers] : null;

/** The call for the first page, whichever page was asked for. */
export function asFirstPage(call: WireCall): WireCall {
  const page = membersOf(call)?.[0];
  const others = Object.entries(call.request).filter(([name]) => name !== page);
  return { ...call, request: Object.fromEntries(others) };
}

export function withNextPage(call: WireCall, output: object, token: string): object {
  const next = membersOf(call)?.[1];
  return next === undefined ? output : { ...output, [next]: token };
}
