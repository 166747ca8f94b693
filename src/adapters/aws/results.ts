// How the answer to each operation is recognized. A page of a proxy can have status 200 too.

export interface Answer {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

interface JsonResult {
  /** The member without which the answer says nothing, and the ARN in it. `null`: there is none, or it is a list that may be left out. */
  readonly required: readonly [member: string, arn: string] | null;
  /** Without a required member: what AWS may answer with. */
  readonly optional: readonly string[];
}
const entity = (name: string): JsonResult => ({ required: [name, `${name}Arn`], optional: [] });
/** Whether AWS leaves out an empty list isn't established, so an answer may have none of its members. */
const members = (...optional: string[]): JsonResult => ({ required: null, optional });

/** ECS, ECR, Application Auto Scaling, CloudWatch and CloudWatch Logs answer in JSON. */
const jsonResults: Readonly<Record<string, JsonResult>> = {
  CreateTaskSet: entity('taskSet'),
  DeleteTaskSet: entity('taskSet'),
  DescribeAlarms: members('MetricAlarms', 'CompositeAlarms', 'NextToken'),
  DescribeImages: members('imageDetails', 'nextToken'),
  DescribeContainerInstances: members('containerInstances', 'failures'),
  DescribeScalableTargets: members('ScalableTargets', 'NextToken'),
  DescribeScalingPolicies: members('ScalingPolicies', 'NextToken'),
  DescribeScheduledActions: members('ScheduledActions', 'NextToken'),
  DescribeServices: members('services', 'failures'),
  DescribeTaskDefinition: entity('taskDefinition'),
  DescribeTaskSets: members('taskSets', 'failures'),
  DescribeTasks: members('tasks', 'failures'),
  GetLogEvents: members('events', 'nextBackwardToken', 'nextForwardToken'),
  ListClusters: members('clusterArns', 'nextToken'),
  ListServices: members('serviceArns', 'nextToken'),
  ListTaskDefinitions: members('taskDefinitionArns', 'nextToken'),
  ListTasks: members('taskArns', 'nextToken'),
  RegisterScalableTarget: members('ScalableTargetARN'),
  RegisterTaskDefinition: entity('taskDefinition'),
  RunTask: members('tasks', 'failures'),
  StopTask: entity('task'),
  TagResource: members(),
  UntagResource: members(),
  UpdateServicePrimaryTaskSet: entity('taskSet'),
  UpdateTaskSet: entity('taskSet'),
};

/** Elastic Load Balancing and STS answer in XML: `<DescribeRulesResponse><DescribeRulesResult>…`. */
const xmlOperations: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
  'DescribeListeners',
  'DescribeLoadBalancers',
  'DescribeRules',
  'DescribeTargetGroupAttributes',
  'DescribeTargetGroups',
  'DescribeTargetHealth',
  'GetCallerIdentity',
  'ModifyListener',
  'ModifyRule',
]);

export const isKnownOperation = (operation: string): boolean =>
  Object.hasOwn(jsonResults, operation) || xmlOperations.has(operation);

/** Whether it is AWS's answer to this operation: a request id, and the operation's own result. */
export function isAnswerOf(operation: string, answer: Answer): boolean {
  const known = jsonResults[operation];
  return known === undefined ? isXmlAnswer(operation, answer) : isJsonAnswer(known, answer);
}

/** Whether AWS sent this error. A page of a proxy with status 403 doesn't show a missing permission. */
export function isErrorOf(operation: string, { headers, text }: Answer): boolean {
  if (xmlOperations.has(operation)) return /<(Error|Errors)>[\s\S]*<Code>/.test(text);
  const type = objectOf(text)?.['__type'];
  if (headers['x-amzn-errortype'] !== undefined) return text === '' || objectOf(text) !== null;
  return isText(type) && type !== '';
}

function isJsonAnswer({ required, optional }: JsonResult, { headers, text }: Answer): boolean {
  const result = objectOf(text);
  if (result === null || !hasRequestId(headers)) return false;
  if (required !== null) {
    const [member, arn] = required;
    return isText((result[member] as Readonly<Record<string, unknown>> | null | undefined)?.[arn]);
  }
  const answered = Object.keys(result);
  const known = answered.filter((member) => optional.includes(member));
  return (
    (answered.length === 0 || known.length > 0) && known.every((member) => isMember(member, result[member]))
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A token or an ARN is a text, anything else a list. */
const isMember = (name: string, value: unknown): boolean =>
  value === null ||
  (/(oken|ARN)$/.test(name)
    ? isText(value)
    : Array.isArray(value) &&
      value.every((item) => isText(item) || (typeof item === 'object' && item !== null)));

/** The end is checked too: a document that was cut off parses as one with fewer rules. */
function isXmlAnswer(operation: string, { headers, text }: Answer): boolean {
  const isWhole = text.trimEnd().endsWith(`</${operation}Response>`);
  const hasResult = new RegExp(`<${operation}Result[\\s/>]`).test(text);
  return isWhole && hasResult && (hasRequestId(headers) || /<RequestId>[^<]+<\/RequestId>/.test(text));
}

const hasRequestId = (headers: Answer['headers']): boolean =>
  (headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? headers['x-amzn-request-id'] ?? '') !== '';

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
