// Whose fault a stopped task is: the version's, its surroundings', or nobody's.
import type { StoppedTask } from './view.ts';

/**
 * version: it counts for the circuit breaker. missing: what the task needs to start is missing or denied, so no try helps.
 * infrastructure: another try may help. none: ECS or a person removed the task.
 */
export type StopCause =
  | { readonly kind: 'version' | 'none' }
  | { readonly kind: 'missing' | 'infrastructure'; readonly advice: string };

type Stop = Pick<StoppedTask, 'stopCode' | 'stoppedReason'> & {
  readonly containers: readonly { readonly reason: string | null }[];
};
type Row = readonly [pattern: RegExp, advice: string];

const harmlessCodes = new Set(['SpotInterruption', 'TerminationNotice', 'UserInitiated']);

/** Whether ECS stopped the task because of failed health checks, its own or the load balancer's. */
export const isUnhealthyStop = ({ stoppedReason }: Pick<StoppedTask, 'stoppedReason'>): boolean =>
  /failed .*health checks/i.test(stoppedReason);

const wayAdvice =
  'Check the way from the subnets to the registry, Secrets Manager and CloudWatch Logs: a NAT gateway or VPC endpoints, their ' +
  'security groups, or a public IP address.';

/**
 * Read first: such a call fails each time, whatever else its reason names. The words of Go, whose alerts begin with `tls:`,
 * and of OpenSSL, which mounts of EFS use.
 */
const untrusted: readonly Row[] = [
  [
    /\bx509:|(?:^|\s)tls: (?!internal error|use of closed)|certificate (?:verify failed|has expired|required|signed by|is (?:not|valid for))|issuer certificate|self[- ]signed certificate|http response to https client/i,
    'Renew the certificate of the registry or endpoint that the reason names, let what calls it trust that certificate, or correct ' +
      'its TLS settings. On EC2, the CA certificates and the clock of the container instance decide. Or pull the image from Amazon ECR.',
  ],
];

/** Read before what is missing: a registry also calls a reached limit a denial. */
const passing: readonly Row[] = [
  [
    /throttling|rate exceeded|too ?many ?requests|\b429\b|pull rate limit/i,
    'AWS or the registry slows down calls. Release again later, or pull the image from Amazon ECR.',
  ],
  [
    /i\/o timeout|client\.timeout|deadline exceeded|(?:context|request) canceled|handshake timeout|server misbehaving|unexpected eof|timed out|timeout waiting|request error|requesterror|connection (?:issue|reset|refused)|no route to host|network is unreachable|no such host|signal: killed|dockertimeouterror|containerruntimetimeouterror/i,
    wayAdvice,
  ],
  [
    /internal ?(?:service|server)? ?error|internalfailure|service ?unavailable|token has expired|\bpanic: |segmentation (?:fault|violation)|\b50[0234]\b/i,
    'AWS, the container runtime or the registry has errors of its own. Release again later.',
  ],
];

const pullAdvice =
  'Allow the execution role to pull: ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer, and the policy ' +
  'of the repository. For another registry, set repositoryCredentials.';

const missing: readonly Row[] = [
  [
    /unable to assume the role|could not assume role/i,
    'Let ecs-tasks.amazonaws.com assume the role that the reason names, or correct taskRoleArn or executionRoleArn.',
  ],
  [
    /(?:accessdenied|not authorized|access denied|access to kms|forbidden|\b403\b).*(?:log stream|logs:)|(?:log stream|logs:).*(?:accessdenied|not authorized)/i,
    'Allow logs:CreateLogStream and logs:PutLogEvents for the execution role.',
  ],
  [
    /log ?group.*(?:does not exist|not found)|log stream.*resourcenotfound/i,
    'Create the log group, or set awslogs-create-group and allow logs:CreateLogGroup for the execution role.',
  ],
  [
    /(?:ecr registry auth|ecr:getauthorizationtoken).*(?:accessdenied|access denied|not authorized)|not authorized to perform: ecr:/i,
    pullAdvice,
  ],
  [
    /did not contain json key|secrets? .*(?:invalid character|not .*json)/i,
    'Add the key to the secret, or correct valueFrom in the task definition.',
  ],
  [
    /(?:secret|ssm|parameter).*(?:not ?found|can't (?:find|be retrieved)|does not exist|marked for deletion)|invalid ssm parameters|invalidparameters/i,
    'Create the secret or the parameter in this account and region, or correct valueFrom in the task definition.',
  ],
  [
    /(?:secret|ssm|kms|parameter).*(?:accessdenied|not authorized|access denied|access to kms)/i,
    'Allow secretsmanager:GetSecretValue, ssm:GetParameters and, for a key of your own, kms:Decrypt for the execution role.',
  ],
  [
    /(?:env(?:ironment)? files?|file download).*(?:accessdenied|access denied|\b403\b|nosuchkey|not ?found|\b404\b)/i,
    'Upload the environment file, and allow s3:GetObject and s3:GetBucketLocation for the execution role.',
  ],
  [
    /(?:efs|mount\.nfs).*(?:failed to resolve|access ?denied|not ?found|does not exist|no such file)/i,
    'Correct the file system and its access point in the task definition, or allow the task role to mount it.',
  ],
  [
    /does not contain descriptor matching platform|no match(?:ing)? (?:for platform|manifest)/i,
    'Build the image for the platform that runtimePlatform names, or correct it.',
  ],
  [
    /cannotpull.*(?:accessdenied|not authorized|access denied|insufficient_scope|authorization failed|no basic auth|unauthorized|permissions\b|\b40[13]\b)/i,
    pullAdvice,
  ],
  [
    /cannotpull.*(?:not ?found|manifest unknown|does not exist|invalid reference)/i,
    'Push the image, or correct its name and tag.',
  ],
  [
    /invalid(?:subnetid|group|securitygroupid)\S*not ?found|(?:subnet|security group) .*does not exist/i,
    'Correct subnets and security-groups.',
  ],
  [
    /network ?interface.*unauthorizedoperation/i,
    'Allow the role AWSServiceRoleForECS to create network interfaces there: a policy of the organization may deny it.',
  ],
];

const scarce: readonly Row[] = [
  [
    /insufficientfreeaddresses|free addresses/i,
    'The subnets have no free address. Name other subnets, or wait until blue of the last release is gone.',
  ],
  [
    /network ?interface|\beni\b|resource:eni|privateipaddresslimit/i,
    'ECS could not attach a network interface. Check the quota of network interfaces, or use larger instances. Release again later.',
  ],
  [
    /vcpus?\b.*limit|limit.*vcpus?\b|limit on the number/i,
    'The account may run no more. Raise the quota, or release while less runs.',
  ],
  [
    /capacity is unavailable/i,
    'AWS has no such capacity in these zones. Name subnets of further zones, or capacity-providers with FARGATE next to FARGATE_SPOT.',
  ],
  [
    /resource:|no (?:container|active) instance|insufficient (?:cpu|memory)|already using a port|agenterror|agent (?:is )?(?:not connected|disconnected)|closest matching|empty capacity provider|placement constraint unsatisfied|(?:^|: )(?:agent|attribute)$/i,
    'Add container instances, or raise the maximum of their Auto Scaling group, so that green fits next to blue.',
  ],
  [
    /no space left on device/i,
    'The disk is full. Replace the container instance, or raise ephemeralStorage.',
  ],
  [/host ec2 .*terminated|underlying infrastructure/i, 'The host ended. Release again.'],
  // AWS ends some denials with it, too, so those are read before.
  [/network (?:configuration|connection)/i, wayAdvice],
];

/** A number in a name, such as the tag of an image, is no status of an answer. */
const numberInName = /(?<=(?<!status|code)[:/.@-])\d{3}\b|\b\d{3}(?=[/-])/gi;

/** Of an image, a secret, a role or an address: its words are no reason. */
const nameWithSlash = /"[^"\s]*"|\barn:\S+|(?!i\/o\s)\S*[^\s/]\/\S+/gi;

function adviceIn(rows: readonly Row[], text: string): string | null {
  const read = text.replaceAll(numberInName, '');
  return rows.find(([pattern]) => pattern.test(read))?.[1] ?? null;
}

/** Whether it never ran: what a running version writes or exits with proves nothing about its surroundings. */
const hasNotStarted = ({ stopCode, stoppedReason }: Stop, text: string): boolean =>
  stopCode === 'TaskFailedToStart' ||
  /^(?:ResourceInitializationError|CannotPull)/.test(text) ||
  (stopCode === null && scarce.some(([pattern]) => pattern.test(stoppedReason)));

const reasonsOf = ({ stoppedReason, containers }: Stop): string =>
  [stoppedReason, ...containers.map(({ reason }) => reason ?? '')].join(' ').trim();

/** Whether ECS stopped it before its containers ran, for any reason. */
export const hasNeverRun = (stop: Stop): boolean => hasNotStarted(stop, reasonsOf(stop));

export function causeOf(stop: Stop): StopCause {
  const { stopCode } = stop;
  if (stopCode !== null && harmlessCodes.has(stopCode)) return { kind: 'none' };
  // The scheduler stops tasks to scale in and to rebalance, and also tasks that failed their health checks.
  if (stopCode === 'ServiceSchedulerInitiated') return { kind: isUnhealthyStop(stop) ? 'version' : 'none' };
  const text = reasonsOf(stop);
  if (!hasNotStarted(stop, text)) return { kind: 'version' };
  const nameless = text.replaceAll(nameWithSlash, '');
  const distrust = adviceIn(untrusted, nameless);
  if (distrust !== null) return { kind: 'missing', advice: distrust };
  const soon = adviceIn(passing, nameless);
  if (soon !== null) return { kind: 'infrastructure', advice: soon };
  const lacking = adviceIn(missing, text);
  if (lacking !== null) return { kind: 'missing', advice: lacking };
  const later = adviceIn(scarce, text);
  return later === null ? { kind: 'version' } : { kind: 'infrastructure', advice: later };
}

/** What to do about a service event that says why no task was placed. */
export const placementAdvice = (message: string): string =>
  adviceIn(scarce, message) ?? adviceIn(passing, message) ?? 'Add capacity. Release again later.';
