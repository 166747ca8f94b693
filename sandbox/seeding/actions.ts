import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsState } from '../aws/state.ts';
import type { ActionSpec } from '../spec.ts';

function groupArn(state: AwsState, name: string): string {
  const found = state.targetGroups.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no target group ${name}`);
  return found.arn;
}

/** An action as a client would send it. */
function actionOf(state: AwsState, spec: ActionSpec): Action {
  switch (spec.type) {
    case 'forward': {
      const groups = Object.entries(spec.groups);
      const sticky = spec.stickinessSeconds > 0;
      return {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: groups.map(([name, Weight]) => ({ TargetGroupArn: groupArn(state, name), Weight })),
          TargetGroupStickinessConfig: sticky
            ? { Enabled: true, DurationSeconds: spec.stickinessSeconds }
            : { Enabled: false },
        },
      };
    }
    case 'fixed-response':
      return {
        Type: 'fixed-response',
        FixedResponseConfig: {
          StatusCode: String(spec.statusCode),
          MessageBody: spec.body,
          ContentType: 'text/plain',
        },
      };
    case 'redirect':
      return { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } };
    case 'authenticate-oidc':
      return {
        Type: 'authenticate-oidc',
        AuthenticateOidcConfig: {
          Issuer: 'https://login.example.com',
          AuthorizationEndpoint: 'https://login.example.com/authorize',
          TokenEndpoint: 'https://login.example.com/token',
          UserInfoEndpoint: 'https://login.example.com/userinfo',
          ClientId: 'sandbox',
          ClientSecret: 'never shown again',
          SessionCookieName: 'AWSELBAuthSessionCookie',
          Scope: 'openid',
          SessionTimeout: 604800,
          OnUnauthenticatedRequest: 'authenticate',
        },
      };
  }
}

export function orderedActions(state: AwsState, specs: readonly ActionSpec[]): Action[] {
  const given = specs.length > 0 ? specs.map((one) => actionOf(state, one)) : [defaultAction];
  return given.map((action, index) => ({ ...action, Order: index + 1 }));
}

const defaultAction: Action = {
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '404', MessageBody: 'no rule matches', ContentType: 'text/plain' },
};
