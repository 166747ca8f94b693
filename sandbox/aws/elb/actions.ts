// Actions of rules and listeners: what ELB makes of them, and what it refuses.
import type {
  Action,
  AuthenticateOidcActionConfig,
  ForwardActionConfig,
  TargetGroupTuple,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { AwsState, LoadBalancerState } from '../state.ts';
import { loadBalancersOf } from './find.ts';
import { forwardOf } from './forward.ts';

function invalidLoadBalancerAction(message: string): AwsError {
  return new AwsError('InvalidLoadBalancerAction', message);
}

const terminal = new Set(['forward', 'fixed-response', 'redirect']);
const authenticate = new Set(['authenticate-oidc', 'authenticate-cognito']);

function inOrder(actions: readonly Action[]): Action[] {
  return [...actions].sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0));
}

function checkSequence(actions: readonly Action[], protocol: string): void {
  const last = actions.at(-1);
  if (last === undefined) throw new AwsError('ValidationError', 'At least one action must be specified');
  const unknown = actions.find(
    ({ Type: type }) => !terminal.has(String(type)) && !authenticate.has(String(type)),
  );
  if (unknown !== undefined)
    throw invalidLoadBalancerAction(`Action type '${String(unknown.Type)}' is not supported`);
  if (
    actions.filter(({ Type: type }) => terminal.has(String(type))).length !== 1 ||
    !terminal.has(String(last.Type))
  ) {
    throw invalidLoadBalancerAction(
      'The last action must be one of forward, redirect or fixed-response, and only it.',
    );
  }
  if (actions.length > 1 && new Set(actions.map(({ Order: order }) => order)).size < actions.length) {
    throw invalidLoadBalancerAction('You must specify a unique order for each action.');
  }
  if (protocol === 'HTTP' && actions.length > 1) {
    throw invalidLoadBalancerAction(
      `An action of type '${String(actions[0]?.Type)}' is only supported on HTTPS listeners`,
    );
  }
}

function checkTuple(state: AwsState, tuple: TargetGroupTuple, balancer: LoadBalancerState): void {
  const { TargetGroupArn: arn, Weight: weight = 1 } = tuple;
  const group = state.targetGroups.find((one) => one.arn === arn);
  if (group === undefined)
    throw new AwsError('TargetGroupNotFound', `Target groups '${arn ?? ''}' not found`);
  if (!Number.isInteger(weight) || weight < 0 || weight > 999) {
    throw new AwsError('ValidationError', `Weight '${weight}' must be between 0 and 999 inclusive`);
  }
  const others = loadBalancersOf(state, group.arn).filter((one) => one !== balancer.arn);
  if (others.length > 0) {
    throw new AwsError(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${group.arn}`,
    );
  }
  const isLayer4 = group.protocol === 'TCP';
  if (isLayer4 !== (balancer.type === 'network')) {
    throw new AwsError(
      'InvalidConfigurationRequest',
      `Protocol ${group.protocol} of ${group.arn} does not fit the load balancer`,
    );
  }
}

function checkForward(state: AwsState, action: Action, balancer: LoadBalancerState): void {
  const config = forwardOf(action);
  if (config === null) return;
  const tuples = config.TargetGroups ?? [];
  if (tuples.length < 1 || tuples.length > 5) {
    throw new AwsError('ValidationError', 'A forward action must specify between 1 and 5 target groups');
  }
  if (
    action.TargetGroupArn !== undefined &&
    (tuples.length > 1 || tuples[0]?.TargetGroupArn !== action.TargetGroupArn)
  ) {
    throw new AwsError(
      'ValidationError',
      'You cannot specify both a target group ARN and a different forward configuration',
    );
  }
  if (new Set(tuples.map(({ TargetGroupArn: arn }) => arn)).size < tuples.length) {
    throw new AwsError('ValidationError', 'A target group can be specified only once in a forward action');
  }
  for (const tuple of tuples) checkTuple(state, tuple, balancer);
  checkStickiness(state, config);
}

/** Sticky target groups need a sticky action as soon as several are forwarded to (fact 30). */
function checkStickiness(state: AwsState, config: ForwardActionConfig): void {
  const { Enabled: enabled = false, DurationSeconds: seconds } = config.TargetGroupStickinessConfig ?? {};
  if (enabled && (seconds === undefined || seconds < 1 || seconds > 604800)) {
    throw new AwsError('ValidationError', 'Stickiness duration must be between 1 and 604800 seconds');
  }
  const arns = (config.TargetGroups ?? []).map(({ TargetGroupArn: arn }) => arn);
  const isSticky = state.targetGroups.some((one) => arns.includes(one.arn) && one.stickinessSeconds > 0);
  if (arns.length > 1 && isSticky && !enabled) {
    throw invalidLoadBalancerAction(
      'You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups',
    );
  }
}

function checkOidc(action: Action): void {
  if (action.Type !== 'authenticate-oidc') return;
  const config = action.AuthenticateOidcConfig;
  if (config?.ClientSecret !== undefined || config?.UseExistingClientSecret === true) return;
  throw invalidLoadBalancerAction('You must specify either a client secret or UseExistingClientSecret');
}

function shownOidc(config: AuthenticateOidcActionConfig): AuthenticateOidcActionConfig {
  const shown = { ...config };
  delete shown.ClientSecret;
  delete shown.UseExistingClientSecret;
  return shown;
}

/** ELB gives one group in both spellings, several as ForwardConfig only, and never a secret (fact 24). */
function stored(action: Action): Action {
  if (action.AuthenticateOidcConfig !== undefined) {
    return { ...action, AuthenticateOidcConfig: shownOidc(action.AuthenticateOidcConfig) };
  }
  const config = forwardOf(action);
  if (config === null) return action;
  const tuples = (config.TargetGroups ?? []).map((one) => ({ ...one, Weight: one.Weight ?? 1 }));
  return {
    ...action,
    TargetGroupArn: tuples.length === 1 ? tuples[0]?.TargetGroupArn : undefined,
    ForwardConfig: {
      TargetGroups: tuples,
      TargetGroupStickinessConfig: config.TargetGroupStickinessConfig ?? { Enabled: false },
    },
  };
}

/** Checks a whole list of actions and returns it as ELB keeps it; throws what ELB answers. */
export function checkedActions(
  state: AwsState,
  actions: readonly Action[],
  balancer: LoadBalancerState,
  protocol: string,
): readonly Action[] {
  const sorted = inOrder(actions);
  checkSequence(sorted, protocol);
  for (const action of sorted) {
    checkForward(state, action, balancer);
    checkOidc(action);
  }
  return sorted.map((action, index) => stored({ ...action, Order: action.Order ?? index + 1 }));
}
