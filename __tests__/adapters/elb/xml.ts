import type { LoadBalancerArn, TargetGroupArn } from '../../../src/domain/common/values/arn.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';

/** Pieces of what ELB answers, and the names that the suites share. */
export const balancer = arn<LoadBalancerArn>('arn:lb/shop');
export const group = (name: string): TargetGroupArn => arn(`arn:tg/${name}`);

export const listener = (name: string, protocol: string, tcpPort: number, actions = ''): string =>
  `<member><ListenerArn>arn:listener/${name}</ListenerArn><LoadBalancerArn>${balancer}</LoadBalancerArn>` +
  `<Protocol>${protocol}</Protocol><Port>${tcpPort}</Port><DefaultActions>${actions}</DefaultActions></member>`;
export const listeners = (...members: string[]): string => `<Listeners>${members.join('')}</Listeners>`;
export const next = (marker: string): string => `<NextMarker>${marker}</NextMarker>`;

export const elbNamespace = 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/';
/** The answer to an operation, with this inside of its result. */
export const elbAnswer = (operation: string, inside: string): string =>
  `<${operation}Response xmlns="${elbNamespace}"><${operation}Result>${inside}</${operation}Result>` +
  `<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></${operation}Response>`;
