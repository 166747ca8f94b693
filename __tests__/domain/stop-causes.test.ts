import { describe, expect, test } from '@jest/globals';
import { causeOf } from '../../src/domain/common/tasks/stop-causes.ts';
import { aStop } from '../support/stops.ts';

const stopped = (stoppedReason: string, stopCode: string | null = 'TaskFailedToStart') =>
  causeOf(aStop(2, { stopCode, stoppedReason, containers: [] }));

const asm =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-a1b2c3 from secrets manager';
const image = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:v2';

describe('a stop names something missing or denied', () => {
  test.each([
    [
      `${asm}: ResourceNotFoundException: Secrets Manager can't find the specified secret. status code: 400, request id: 1`,
      'Create the secret',
    ],
    [
      `${asm}: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: secretsmanager:GetSecretValue on resource: shop/db because no identity-based policy allows the secretsmanager:GetSecretValue action status code: 400`,
      'Allow secretsmanager:GetSecretValue',
    ],
    [`${asm}: AccessDeniedException: Access to KMS is not allowed status code: 400`, 'kms:Decrypt'],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: retrieved secret from Secrets Manager did not contain json key password',
      'Add the key',
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /shop/db',
      'Create the secret or the parameter',
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db',
      'ssm:GetParameters',
    ],
    [
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
      'Create the log group',
    ],
    [
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: logs:CreateLogStream on resource: arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web',
      'Allow logs:CreateLogStream',
    ],
    [
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: AccessDenied: Access Denied status code: 403',
      's3:GetObject',
    ],
    [
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: NotFound: Not Found status code: 404',
      'Upload the environment file',
    ],
    [
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0123.efs.eu-west-1.amazonaws.com" - check that your file system ID is correct',
      'Correct the file system',
    ],
    [
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'",
      'allow the task role to mount it',
    ],
    [
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`,
      'Push the image',
    ],
    ...['web:502', 'web:v1-429', 'shop/503:v2', '504/web', 'web:1.500', 'web:403'].map(
      (name): [string, string] => [
        `CannotPullContainerError: failed to resolve ref registry.example.com/${name}: registry.example.com/${name}: not found`,
        'Push the image',
      ],
    ),
    [
      `CannotPullContainerError: Error response from daemon: manifest for ${image} not found: manifest unknown: Requested image not found`,
      'Push the image',
    ],
    [
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/none:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      'Allow the execution role to pull',
    ],
    [
      'CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action',
      'ecr:GetAuthorizationToken',
    ],
    [
      `CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://${image}: 403 Forbidden`,
      'Allow the execution role to pull',
    ],
    ...['acme/throttling-proxy:v2', 'acme/timed-out/rate-exceeded:v2'].map((name): [string, string] => [
      `CannotPullContainerError: failed to resolve ref registry.example.com/${name}: registry.example.com/${name}: not found`,
      'Push the image',
    ]),
    [
      `${asm.replace('shop/db', 'prod/throttling-limits')}: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
      'Create the secret',
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: ecr:GetAuthorizationToken on resource: *',
      'Allow the execution role to pull',
    ],
    [
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64'",
      'Build the image for the platform',
    ],
    [
      "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/exec' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
      'Let ecs-tasks.amazonaws.com assume the role',
    ],
    [
      "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-1': InvalidSubnetID.NotFound",
      'Correct subnets',
    ],
    [
      'Unexpected EC2 error while attempting to Create Network Interface: InvalidGroup.NotFound',
      'security-groups',
    ],
    [
      "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-1': UnauthorizedOperation",
      'AWSServiceRoleForECS',
    ],
    [
      "CannotPullContainerError: The task can't pull the image. Check that the role has the permissions to pull images from the registry.",
      'Allow the execution role to pull',
    ],
    [
      `${asm}: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
      'Create the secret',
    ],
    [
      "ResourceInitializationError: unable to pull secrets or registry auth: The task can't pull the secret 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db' from AWS Secrets Manager. The secret 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db' can't be retrieved from Secrets Manager.",
      'Create the secret',
    ],
    [
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting 127.0.0.1:/shop failed, reason given by server: No such file or directory'",
      'Correct the file system',
    ],
    ...[
      'x509: certificate signed by unknown authority',
      'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-01T00:00:00Z is after 2026-02-01T00:00:00Z',
      'x509: certificate is valid for *.example.com, not registry.example.com',
      'remote error: tls: bad certificate',
      'remote error: tls: unknown certificate authority',
      'remote error: tls: handshake failure',
      'tls: first record does not look like a TLS handshake',
      'http: server gave HTTP response to HTTPS client',
    ].map((what): [string, string] => [
      `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to do request: Head "https://registry.example.com/v2/web/manifests/v2": ${what}`,
      'Renew the certificate',
    ]),
    [
      `${asm}: RequestError: send request failed caused by: Post "https://secretsmanager.eu-west-1.amazonaws.com/": x509: certificate signed by unknown authority`,
      'Renew the certificate',
    ],
    [
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: certificate verify failed: unable to get local issuer certificate',
      'Renew the certificate',
    ],
    [
      'CannotPullContainerError: Error response from daemon: manifest for web-tls: not found: manifest unknown',
      'Push the image',
    ],
    [
      'CannotPullContainerError: failed to resolve ref registry.example.com/x509:v2: registry.example.com/x509:v2: not found',
      'Push the image',
    ],
  ])('%s', (reason, advice) => {
    expect(stopped(reason)).toEqual({ kind: 'missing', advice: expect.stringContaining(advice) });
  });
});

describe('a stop is one of the infrastructure', () => {
  test.each([
    [
      `${asm}: RequestError: send request caused by: Post "https://secretsmanager.eu-west-1.amazonaws.com/": dial tcp 52.1.2.3:443: i/o timeout`,
      'NAT gateway',
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull secrets from AWS Secrets Manager. There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration.',
      'NAT gateway',
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: pull command failed: : signal: killed',
      'NAT gateway',
    ],
    [`${asm}: ThrottlingException: Rate exceeded status code: 400`, 'slows down calls'],
    [
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
      'slows down calls',
    ],
    ['CannotPullContainerError: denied: You have reached your pull rate limit', 'slows down calls'],
    [
      `CannotPullContainerError: inspect image has been retried 5 time(s): failed to resolve ref "${image}": failed to do request: Head "https://${image}": dial tcp 52.1.2.3:443: i/o timeout`,
      'NAT gateway',
    ],
    [`CannotPullContainerError: context deadline exceeded`, 'NAT gateway'],
    [
      `CannotPullContainerError: Error response from daemon: Get "https://${image}": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)`,
      'NAT gateway',
    ],
    [
      'CannotPullImageManifestError: Error response from daemon: received unexpected HTTP status: 503 Service Unavailable',
      'errors of its own',
    ],
    [
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection timed out',
      'NAT gateway',
    ],
    [
      'ResourceInitializationError: failed to configure ENI: failed to setup regular eni: netplugin failed with no error message',
      'network interface',
    ],
    ['Timeout waiting for network interface provisioning to complete.', 'NAT gateway'],
    [
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-1': InsufficientFreeAddressesInSubnet",
      'no free address',
    ],
    [
      'Unexpected EC2 error while attempting to Create Network Interface: NetworkInterfaceLimitExceeded',
      'quota of network interfaces',
    ],
    [
      'Capacity is unavailable at this time. Please try again later or in a different availability zone',
      'further zones',
    ],
    ["You've reached the limit on the number of vCPUs you can run concurrently", 'Raise the quota'],
    ['RESOURCE:ENI', 'network interface'],
    ['RESOURCE:MEMORY', 'Add container instances'],
    [
      'CannotPullContainerError: failed to register layer: write /usr/lib/x: no space left on device',
      'The disk is full',
    ],
    ['DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s', 'NAT gateway'],
    ['Host EC2 (instance i-0123) terminated.', 'The host ended'],
    [
      `CannotPullContainerError: Error response from daemon: Get https://${image}: net/http: request canceled while waiting for connection`,
      'NAT gateway',
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull secrets from AWS Systems Manager Parameter Store. Check your network connection between the task and AWS Systems Manager.',
      'NAT gateway',
    ],
    [
      'ResourceInitializationError: unable to pull secrets or registry auth: pull command failed: unable to pull secrets or registry auth Check your task network configuration.',
      'NAT gateway',
    ],
    [
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: unexpected EOF',
      'NAT gateway',
    ],
    [
      'CannotPullContainerError: failed to do request: dial tcp: lookup registry.example.com on 10.0.0.2:53: server misbehaving',
      'NAT gateway',
    ],
    ['InternalError: try again', 'errors of its own'],
    [
      'CannotPullContainerError: pull command failed: panic: runtime error: invalid memory address or nil pointer dereference [signal SIGSEGV: segmentation violation]',
      'errors of its own',
    ],
    ['EMPTY CAPACITY PROVIDER', 'Add container instances'],
    ['TaskFailedToStart: AGENT', 'Add container instances'],
    ['MemberOf placement constraint unsatisfied.', 'Add container instances'],
  ])('%s', (reason, advice) => {
    expect(stopped(reason)).toEqual({ kind: 'infrastructure', advice: expect.stringContaining(advice) });
  });

  test('without a stop code, if its reason says so', () => {
    expect(stopped('RESOURCE:CPU', null).kind).toBe('infrastructure');
  });
});
