import { describe, expect, test } from '@jest/globals';
import { loadBalancerPort } from '../../../src/adapters/elb/port.ts';
import type { ListenerArn, RuleArn } from '../../../src/domain/common/values/arn.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';

import type { PortError } from '../../../src/errors.ts';
import { ifAskedAgain, onElb, testClients } from '../aws/wire.ts';
import { rejection } from '../aws/rejection.ts';
import type { Reply } from '../aws/wire.ts';
import { balancer, group, listener, listeners, next } from './xml.ts';
import type { RuleAction, RuleRef } from '../../../src/domain/common/load-balancer/view.ts';

const port = loadBalancerPort(testClients());
const rules = (...members: string[]): string => `<Rules>${members.join('')}</Rules>`;
const rule = (name: string, priority: string, actions: string, conditions = ''): string =>
  `<member><RuleArn>arn:rule/${name}</RuleArn><Priority>${priority}</Priority>` +
  `<IsDefault>${String(priority === 'default')}</IsDefault>` +
  `<Conditions>${conditions}</Conditions><Actions>${actions}</Actions></member>`;
const forwardTo = (name: string): string =>
  `<member><Type>forward</Type><TargetGroupArn>arn:tg/${name}</TargetGroupArn><ForwardConfig>` +
  `<TargetGroups><member><TargetGroupArn>arn:tg/${name}</TargetGroupArn><Weight>1</Weight></member></TargetGroups>` +
  `<TargetGroupStickinessConfig><Enabled>false</Enabled></TargetGroupStickinessConfig>` +
  `</ForwardConfig></member>`;

const authenticateThenForward =
  `<member><Type>authenticate-oidc</Type><Order>1</Order><AuthenticateOidcConfig>` +
  `<Issuer>https://id.example</Issuer><AuthorizationEndpoint>https://id.example/a</AuthorizationEndpoint>` +
  `<TokenEndpoint>https://id.example/t</TokenEndpoint><UserInfoEndpoint>https://id.example/u</UserInfoEndpoint>` +
  `<ClientId>shop &amp; co</ClientId><Scope>openid</Scope><SessionTimeout>604800</SessionTimeout>` +
  `<AuthenticationRequestExtraParams><entry><key>prompt</key><value>login</value></entry>` +
  `</AuthenticationRequestExtraParams><OnUnauthenticatedRequest>authenticate</OnUnauthenticatedRequest>` +
  `</AuthenticateOidcConfig></member>` +
  `<member><Type>forward</Type><Order>2</Order><ForwardConfig><TargetGroups>` +
  `<member><TargetGroupArn>arn:tg/blue</TargetGroupArn><Weight>100</Weight></member>` +
  `<member><TargetGroupArn>arn:tg/green</TargetGroupArn><Weight>0</Weight></member>` +
  `<member><TargetGroupArn>arn:tg/maintenance</TargetGroupArn><Weight>3</Weight></member>` +
  `</TargetGroups><TargetGroupStickinessConfig><Enabled>true</Enabled><DurationSeconds>3600</DurationSeconds>` +
  `</TargetGroupStickinessConfig></ForwardConfig></member>`;

const forward: RuleAction = {
  type: 'forward',
  order: null,
  groups: [
    { group: group('blue'), weight: 0 },
    { group: group('green'), weight: 100 },
  ],
  stickiness: null,
};

describe('reading rules', () => {
  test('follows the pages of listeners and of rules', async () => {
    const askedListeners = onElb(
      'DescribeListeners',
      listeners(listener('80', 'HTTP', 80)) + next('l2'),
      listeners(listener('443', 'HTTPS', 443)),
    );
    // Both listeners are read at once: the answers are alike, so that either may get either.
    const page = rules(rule('default', 'default', forwardTo('blue')));
    const askedRules = onElb('DescribeRules', page + next('r2'), page + next('r2'), page, page);
    const read = await port.readRules(balancer);
    expect(read.map(({ listenerPort, listenerProtocol }) => [listenerPort, listenerProtocol])).toEqual([
      [80, 'HTTP'],
      [80, 'HTTP'],
      [443, 'HTTPS'],
      [443, 'HTTPS'],
    ]);
    expect(askedListeners.map(({ body }) => body['Marker'])).toEqual([undefined, 'l2']);
    const asked = askedRules.map(({ body }) => `${String(body['ListenerArn'])} ${String(body['Marker'])}`);
    expect(asked.sort()).toEqual([
      'arn:listener/443 r2',
      'arn:listener/443 undefined',
      'arn:listener/80 r2',
      'arn:listener/80 undefined',
    ]);
  });

  test('a default rule belongs to its listener, and every other rule has its own ARN', async () => {
    onElb('DescribeListeners', listeners(listener('443', 'HTTPS', 443)));
    const conditions =
      `<member><Field>host-header</Field><Values><member>a.example</member></Values><HostHeaderConfig>` +
      `<Values><member>a.example</member></Values></HostHeaderConfig></member>` +
      `<member><Field>path-pattern</Field><PathPatternConfig><RegexValues><member>^/v\\d</member></RegexValues>` +
      `</PathPatternConfig></member><member><Field>path-pattern</Field><PathPatternConfig>` +
      `<Values><member>/api/*</member></Values></PathPatternConfig></member>` +
      `<member><Field>http-header</Field></member>`;
    onElb(
      'DescribeRules',
      rules(rule('api', '10', forwardTo('blue'), conditions), rule('rest', 'default', forwardTo('green'))),
    );
    const shared = {
      listener: 'arn:listener/443',
      loadBalancer: balancer,
      listenerPort: 443,
      listenerProtocol: 'HTTPS',
    };
    const to = (name: string) => ({
      type: 'forward',
      order: null,
      groups: [{ group: group(name), weight: 1 }],
      stickiness: { enabled: false, durationSeconds: null },
    });
    await expect(port.readRules(balancer)).resolves.toEqual([
      {
        ...shared,
        ref: { kind: 'rule', rule: 'arn:rule/api' },
        priority: 10,
        hosts: ['a.example'],
        paths: ['/api/*'],
        otherConditions: ['path-pattern by regular expression', 'http-header'],
        actions: [to('blue')],
      },
      {
        ...shared,
        ref: { kind: 'default', listener: 'arn:listener/443' },
        priority: null,
        hosts: [],
        paths: [],
        otherConditions: [],
        actions: [to('green')],
      },
    ]);
  });

  test('a listener that is not HTTP has only its default action', async () => {
    const action = '<member><Type>forward</Type><TargetGroupArn>arn:tg/blue</TargetGroupArn></member>';
    onElb('DescribeListeners', listeners(listener('tcp', 'TCP', 80, action)));
    await expect(port.readRules(balancer)).resolves.toMatchObject([
      {
        ref: { kind: 'default', listener: 'arn:listener/tcp' },
        actions: [{ groups: [{ group: group('blue'), weight: 1 }], stickiness: null }],
      },
    ]);
  });

  test('is repeated after throttling', async () => {
    onElb('DescribeListeners', { status: 400, error: 'Throttling', message: 'Rate exceeded' }, listeners());
    await expect(port.readRules(balancer)).resolves.toEqual([]);
  });

  test('names the action and the resource that are denied', async () => {
    const said =
      'User: arn:aws:iam::1:user/x is not authorized to perform: elasticloadbalancing:DescribeListeners';
    onElb('DescribeListeners', { status: 403, error: 'AccessDenied', message: said });
    const { trouble } = (await rejection(port.readRules(balancer))) as PortError;
    expect(trouble).toMatchObject({
      kind: 'denied',
      action: 'elasticloadbalancing:DescribeListeners',
      resource: balancer,
    });
  });
});

describe('writing actions', () => {
  const own: RuleRef = { kind: 'rule', rule: arn<RuleArn>('arn:rule/api') };
  const byDefault: RuleRef = { kind: 'default', listener: arn<ListenerArn>('arn:listener/443') };

  test('a rule with sign-in, stickiness and a third group survives the round trip', async () => {
    onElb('DescribeListeners', listeners(listener('443', 'HTTPS', 443)));
    onElb('DescribeRules', rules(rule('api', '10', authenticateThenForward)));
    const [read] = await port.readRules(balancer);
    expect(read?.actions.map((action) => action.type)).toEqual(['other', 'forward']);
    const sent = onElb('ModifyRule', '');
    await port.writeActions(own, read?.actions ?? []);
    const oidc = 'Actions.member.1.AuthenticateOidcConfig';
    const config = 'Actions.member.2.ForwardConfig';
    expect(sent[0]?.body).toEqual({
      Action: 'ModifyRule',
      Version: '2015-12-01',
      RuleArn: 'arn:rule/api',
      'Actions.member.1.Type': 'authenticate-oidc',
      'Actions.member.1.Order': '1',
      [`${oidc}.Issuer`]: 'https://id.example',
      [`${oidc}.AuthorizationEndpoint`]: 'https://id.example/a',
      [`${oidc}.TokenEndpoint`]: 'https://id.example/t',
      [`${oidc}.UserInfoEndpoint`]: 'https://id.example/u',
      [`${oidc}.ClientId`]: 'shop & co',
      [`${oidc}.Scope`]: 'openid',
      [`${oidc}.SessionTimeout`]: '604800',
      [`${oidc}.AuthenticationRequestExtraParams.entry.1.key`]: 'prompt',
      [`${oidc}.AuthenticationRequestExtraParams.entry.1.value`]: 'login',
      [`${oidc}.OnUnauthenticatedRequest`]: 'authenticate',
      [`${oidc}.UseExistingClientSecret`]: 'true',
      'Actions.member.2.Type': 'forward',
      'Actions.member.2.Order': '2',
      [`${config}.TargetGroups.member.1.TargetGroupArn`]: 'arn:tg/blue',
      [`${config}.TargetGroups.member.1.Weight`]: '100',
      [`${config}.TargetGroups.member.2.TargetGroupArn`]: 'arn:tg/green',
      [`${config}.TargetGroups.member.2.Weight`]: '0',
      [`${config}.TargetGroups.member.3.TargetGroupArn`]: 'arn:tg/maintenance',
      [`${config}.TargetGroups.member.3.Weight`]: '3',
      [`${config}.TargetGroupStickinessConfig.Enabled`]: 'true',
      [`${config}.TargetGroupStickinessConfig.DurationSeconds`]: '3600',
    });
  });

  test('a client secret is never sent', async () => {
    const sent = onElb('ModifyRule', '');
    const AuthenticateOidcConfig = { Issuer: 'https://id.example', ClientSecret: 'hush' };
    const raw = { Type: 'authenticate-oidc', AuthenticateOidcConfig };
    await port.writeActions(own, [{ type: 'other', kind: 'authenticate-oidc', raw }, forward]);
    expect(JSON.stringify(sent[0]?.body)).not.toContain('hush');
    expect(AuthenticateOidcConfig.ClientSecret).toBe('hush');
  });

  test('the default action is written to the listener', async () => {
    const sent = onElb('ModifyListener', '');
    await port.writeActions(byDefault, [forward]);
    expect(sent[0]?.body).toEqual({
      Action: 'ModifyListener',
      Version: '2015-12-01',
      ListenerArn: 'arn:listener/443',
      'DefaultActions.member.1.Type': 'forward',
      'DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn': 'arn:tg/blue',
      'DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.Weight': '0',
      'DefaultActions.member.1.ForwardConfig.TargetGroups.member.2.TargetGroupArn': 'arn:tg/green',
      'DefaultActions.member.1.ForwardConfig.TargetGroups.member.2.Weight': '100',
    });
  });

  describe.each([
    ['ModifyRule', own],
    ['ModifyListener', byDefault],
  ])('%s', (operation, ref) => {
    test.each<[string, Reply, string]>([
      ['throttling', { status: 400, error: 'Throttling', message: 'Rate exceeded' }, 'busy'],
      ['a 500', { status: 500, error: 'InternalFailure' }, 'lost'],
      ['a reset', 'reset', 'lost'],
    ])('is sent once when it meets %s', async (_what, reply, kind) => {
      const sent = onElb(operation, reply, ifAskedAgain);
      const { trouble } = (await rejection(port.writeActions(ref, [forward]))) as PortError;
      expect(trouble).toMatchObject({ kind, action: `elasticloadbalancing:${operation}` });
      expect(sent).toHaveLength(1);
    });
  });
});
