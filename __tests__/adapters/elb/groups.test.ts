import { describe, expect, test } from '@jest/globals';
import { loadBalancerPort } from '../../../src/adapters/elb/port.ts';
import type { ListenerArn } from '../../../src/domain/common/values/arn.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';
import { aCheck } from '../../support/health-checks.ts';
import { onElb, testClients } from '../aws/wire.ts';
import { balancer, group, listener, listeners, next } from './xml.ts';

const port = loadBalancerPort(testClients());

const groupXml = (name: string, on: string, health = 'HTTP'): string =>
  `<member><TargetGroupArn>arn:tg/${name}</TargetGroupArn><TargetGroupName>${name}</TargetGroupName>` +
  `<TargetType>ip</TargetType><Protocol>HTTP</Protocol><Port>80</Port><HealthCheckPath>/ready</HealthCheckPath>` +
  `<HealthCheckProtocol>${health}</HealthCheckProtocol><HealthCheckIntervalSeconds>5</HealthCheckIntervalSeconds>` +
  '<UnhealthyThresholdCount>3</UnhealthyThresholdCount>' +
  `<LoadBalancerArns>${on === '' ? '' : `<member>${on}</member>`}</LoadBalancerArns></member>`;
const groups = (...members: string[]): string => `<TargetGroups>${members.join('')}</TargetGroups>`;
const attributes = (delay: number, isSticky: boolean | null = false): string =>
  `<Attributes><member><Key>deregistration_delay.timeout_seconds</Key><Value>${delay}</Value></member>` +
  (isSticky === null
    ? ''
    : `<member><Key>stickiness.enabled</Key><Value>${String(isSticky)}</Value></member>`) +
  '</Attributes>';
const groupView = (name: string, deregistrationDelaySeconds: number) => ({
  arn: group(name),
  name,
  targetType: 'ip',
  protocol: 'HTTP',
  port: 80,
  protocolVersion: 'HTTP1',
  healthCheck: aCheck({ path: '/ready', unhealthyThreshold: 3 }),
  healthIntervalSeconds: 5,
  deregistrationDelaySeconds,
  isSticky: false,
  attributes: {
    'deregistration_delay.timeout_seconds': String(deregistrationDelaySeconds),
    'stickiness.enabled': 'false',
  },
  loadBalancers: [balancer],
});

describe('reading target groups', () => {
  test('returns their health check and deregistration delay', async () => {
    onElb('DescribeTargetGroups', groups(groupXml('blue', balancer)));
    onElb('DescribeTargetGroupAttributes', attributes(15));
    await expect(port.readGroups([group('blue')])).resolves.toEqual([groupView('blue', 15)]);
  });

  test.each([true, false, null])('says whether a group is sticky itself: %s', async (isSticky) => {
    onElb('DescribeTargetGroups', groups(groupXml('blue', balancer)));
    onElb('DescribeTargetGroupAttributes', attributes(15, isSticky));
    await expect(port.readGroups([group('blue')])).resolves.toMatchObject([{ isSticky }]);
  });

  test('a TCP health check has no path', async () => {
    onElb('DescribeTargetGroups', groups(groupXml('blue', balancer, 'TCP')));
    onElb('DescribeTargetGroupAttributes', attributes(15));
    await expect(port.readGroups([group('blue')])).resolves.toMatchObject([{ healthCheck: { path: null } }]);
  });

  test('leaves out the group that does not exist and keeps the others', async () => {
    const notFound = {
      status: 400,
      error: 'TargetGroupNotFound',
      message: 'One or more target groups not found',
    };
    const asked = onElb('DescribeTargetGroups', notFound, notFound, groups(groupXml('blue', balancer)));
    onElb('DescribeTargetGroupAttributes', attributes(15));
    await expect(port.readGroups([group('gone'), group('blue')])).resolves.toEqual([groupView('blue', 15)]);
    expect(asked).toHaveLength(3);
  });

  test('lists the load balancers of groups without their attributes, and leaves out what is gone', async () => {
    const notFound = { status: 400, error: 'TargetGroupNotFound', message: 'not found' };
    onElb('DescribeTargetGroups', notFound, notFound, groups(groupXml('blue', balancer)));
    await expect(port.readListedGroups([group('gone'), group('blue')])).resolves.toMatchObject([
      { arn: group('blue'), loadBalancers: [balancer] },
    ]);
  });

  test('groups are never described without their ARNs', async () => {
    await expect(port.readGroups([])).resolves.toEqual([]);
    await expect(port.readListedGroups([])).resolves.toEqual([]);
    await expect(port.readBalancers([])).resolves.toEqual([]);
  });

  test('candidates are the groups of the load balancer and of none, from all pages, in one call per page', async () => {
    onElb(
      'DescribeTargetGroups',
      groups(groupXml('blue', balancer), groupXml('other', 'arn:lb/other')) + next('g2'),
      groups(groupXml('idle', '')),
    );
    const found = await port.readCandidateGroups(balancer);
    expect(found.map(({ name }) => name)).toEqual(['blue', 'idle']);
  });
});

test('targets have state, reason and description, and a zonal shift shows', async () => {
  const target = (id: string, state: string, more = '', shift = ''): string =>
    `<member><Target><Id>${id}</Id><Port>8080</Port></Target>` +
    `<TargetHealth><State>${state}</State>${more}</TargetHealth>${shift}</member>`;
  const override = (state: string): string =>
    `<AdministrativeOverride><State>${state}</State></AdministrativeOverride>`;
  const why = '<Reason>Target.ResponseCodeMismatch</Reason><Description>codes: [500]</Description>';
  onElb(
    'DescribeTargetHealth',
    `<TargetHealthDescriptions>${target('10.0.0.1', 'healthy')}${target('10.0.0.2', 'unhealthy', why)}` +
      `${target('10.0.0.3', 'unhealthy.draining')}${target('10.0.0.4', 'invented')}` +
      target('10.0.0.5', 'healthy', '', override('zonal_shift_active')) +
      `${target('10.0.0.6', 'healthy', '', override('no_override'))}</TargetHealthDescriptions>`,
  );
  const none = { port: 8080, reason: null, description: null, isShiftedAway: false };
  await expect(port.readTargets(group('blue'))).resolves.toEqual([
    { ...none, id: '10.0.0.1', state: 'healthy' },
    {
      id: '10.0.0.2',
      port: 8080,
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'codes: [500]',
      isShiftedAway: false,
    },
    { ...none, id: '10.0.0.3', state: 'draining' },
    { ...none, id: '10.0.0.4', state: 'unavailable' },
    { ...none, id: '10.0.0.5', state: 'healthy', isShiftedAway: true },
    { ...none, id: '10.0.0.6', state: 'healthy' },
  ]);
});

test('load balancers have type, name and zones, and unknown ones are left out', async () => {
  onElb(
    'DescribeLoadBalancers',
    `<LoadBalancers><member><LoadBalancerArn>${balancer}</LoadBalancerArn><Type>network</Type>` +
      `<DNSName>shop.elb.example</DNSName><Scheme>internal</Scheme><AvailabilityZones><member><ZoneName>eu-west-1a</ZoneName>` +
      `<SubnetId>subnet-1</SubnetId></member></AvailabilityZones></member></LoadBalancers>`,
    { status: 400, error: 'LoadBalancerNotFound', message: 'gone' },
  );
  await expect(port.readBalancers([balancer])).resolves.toEqual([
    {
      arn: balancer,
      type: 'network',
      dnsName: 'shop.elb.example',
      isInternal: true,
      zones: [{ name: 'eu-west-1a', subnets: ['subnet-1'] }],
    },
  ]);
  await expect(port.readBalancers([balancer])).resolves.toEqual([]);
});

test('a listener has a load balancer, and an unknown one has none', async () => {
  const wanted = arn<ListenerArn>('arn:listener/443');
  const notFound = { status: 400, error: 'ListenerNotFound', message: 'gone' };
  onElb('DescribeListeners', listeners(listener('443', 'HTTPS', 443)), notFound);
  await expect(port.balancerOf(wanted)).resolves.toBe(balancer);
  await expect(port.balancerOf(wanted)).resolves.toBeNull();
});
