// The services behind the one AWS address, and how each is spoken to.
import * as autoScalingClient from '@aws-sdk/client-application-auto-scaling';
import * as cloudWatchClient from '@aws-sdk/client-cloudwatch';
import * as logsClient from '@aws-sdk/client-cloudwatch-logs';
import * as ecrClient from '@aws-sdk/client-ecr';
import * as ecsClient from '@aws-sdk/client-ecs';
import * as elbClient from '@aws-sdk/client-elastic-load-balancing-v2';
import { cloudWatchOperations } from '../aws/cloudwatch/alarms.ts';
import { ecrOperations } from '../aws/ecr.ts';
import { autoScalingOperations } from '../aws/autoscaling.ts';
import type { Operation, Operations } from '../aws/context.ts';
import { serviceOperations } from '../aws/ecs/services.ts';
import { taskDefinitionOperations } from '../aws/ecs/task-definitions.ts';
import { taskSetOperations } from '../aws/ecs/task-sets.ts';
import { oneOffOperations } from '../aws/ecs/run-task.ts';
import { protectionOperations } from '../aws/ecs/task-protection.ts';
import { taskOperations } from '../aws/ecs/tasks.ts';
import { ruleOperations } from '../aws/elb/rules.ts';
import { logOperations } from '../aws/logs/operations.ts';
import { attributeOperations } from '../aws/elb/attributes.ts';
import { targetGroupOperations } from '../aws/elb/target-groups.ts';
import { AwsError } from '../aws/error.ts';
import { stsOperations, stsSchemas } from '../aws/sts.ts';
import type { RecordedCall } from '../recorder.ts';
import { encodeJson, encodeJsonError, jsonType } from './json.ts';
import { decodeQuery, encodeXml, encodeXmlError } from './query.ts';
import { operationSchema, problemsOf } from './schema.ts';
import type { OperationSchema } from './schema.ts';

export interface Protocol {
  readonly service: RecordedCall['service'];
  readonly contentType: string;
  readonly encode: (operation: string, output: object, requestId: string) => string;
  readonly encodeError: (error: AwsError, requestId: string) => string;
}

interface KnownOperation {
  readonly operation: Operation;
  readonly schema: OperationSchema;
}

/** A request as it came in, understood as far as possible. */
export interface WireCall {
  readonly protocol: Protocol;
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** Null: AWS or the sandbox knows no such operation. */
  readonly known: KnownOperation | null;
}

const json = (service: RecordedCall['service'], contentType = jsonType): Protocol => ({
  service,
  contentType,
  encode: (_operation, output) => encodeJson(output),
  encodeError: encodeJsonError,
});

const query = (service: RecordedCall['service'], namespace: string): Protocol => ({
  service,
  contentType: 'text/xml',
  encode: (operation, output, requestId) => encodeXml(operation, namespace, output, requestId),
  encodeError: (error, requestId) => encodeXmlError(namespace, error, requestId),
});

interface Service {
  readonly protocol: Protocol;
  readonly operations: Operations;
  readonly client: object;
}

const byTarget: Readonly<Record<string, Service>> = {
  AmazonEC2ContainerServiceV20141113: {
    protocol: json('ecs'),
    operations: {
      ...taskSetOperations,
      ...serviceOperations,
      ...taskOperations,
      ...protectionOperations,
      ...oneOffOperations,
      ...taskDefinitionOperations,
    },
    client: ecsClient,
  },
  AmazonEC2ContainerRegistry_V20150921: {
    protocol: json('ecr'),
    operations: ecrOperations,
    client: ecrClient,
  },
  Logs_20140328: {
    protocol: json('logs'),
    operations: logOperations,
    client: logsClient,
  },
  AnyScaleFrontendService: {
    protocol: json('application-autoscaling'),
    operations: autoScalingOperations,
    client: autoScalingClient,
  },
  GraniteServiceVersion20100801: {
    protocol: json('cloudwatch', 'application/x-amz-json-1.0'),
    operations: cloudWatchOperations,
    client: cloudWatchClient,
  },
};

const byVersion: Readonly<Record<string, Service>> = {
  '2015-12-01': {
    protocol: query('elasticloadbalancing', 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/'),
    operations: { ...ruleOperations, ...targetGroupOperations, ...attributeOperations },
    client: elbClient,
  },
  '2011-06-15': {
    protocol: query('sts', 'https://sts.amazonaws.com/doc/2011-06-15/'),
    operations: stsOperations,
    client: stsSchemas,
  },
};

const unknownService = { operations: {}, client: {} };

function knownOperation(
  service: Pick<Service, 'operations' | 'client'>,
  name: string,
): KnownOperation | null {
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  const schema = operationSchema(service.client, name);
  return operation === undefined || schema === null ? null : { operation, schema };
}

function parseBody(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Reads a JSON call, `<prefix>.<operation>` in X-Amz-Target. */
export function readJsonCall(target: string, body: string): WireCall {
  const [prefix = '', operation = ''] = target.split('.');
  const service = byTarget[prefix] ?? { ...unknownService, protocol: json('unknown') };
  const request = parseBody(body);
  if (request === null)
    throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  return { protocol: service.protocol, operation, request, known: knownOperation(service, operation) };
}

/** Reads a query call, Action and Version in the form. */
export function readQueryCall(body: string): WireCall {
  const form = new URLSearchParams(body);
  const operation = form.get('Action') ?? '';
  const service = byVersion[form.get('Version') ?? ''] ?? {
    ...unknownService,
    protocol: query('unknown', ''),
  };
  const known = knownOperation(service, operation);
  return { protocol: service.protocol, operation, request: decodeQuery(form, known?.schema.input), known };
}

/** Refuses what the model doesn't allow. Members it doesn't know are ignored, as AWS does. */
export function checkRequest(call: WireCall, known: KnownOperation): void {
  const problems = problemsOf(known.schema.input, call.request);
  const wrong = problems.find((one) => one.what === 'type');
  if (wrong !== undefined) {
    if (call.protocol.contentType !== 'text/xml')
      throw new AwsError('SerializationException', `${wrong.path}: ${wrong.message}`);
    throw new AwsError('ValidationError', `Invalid value at ${wrong.path}: ${wrong.message}`);
  }
  const missing = problems.find((one) => one.what === 'missing');
  if (missing === undefined) return;
  const name = missing.path.replace(/^\$\./, '');
  if (call.protocol.service === 'elasticloadbalancing')
    throw new AwsError('ValidationError', `A ${name} must be specified`);
  if (call.protocol.service === 'ecs')
    throw new AwsError('InvalidParameterException', `${name} can not be blank.`);
  throw new AwsError('ValidationException', `${name}: ${missing.message}`);
}

/** A reply that AWS could not have given is a mistake of the sandbox, and must not pass unseen. */
export function checkReply(call: WireCall, known: KnownOperation, output: object): void {
  const keeps = known.operation.keepsUnknownMembers === true;
  const problems = problemsOf(known.schema.output, output).filter((one) => !keeps || one.what !== 'unknown');
  if (problems.length === 0) return;
  const described = problems.map((one) => `${one.path}: ${one.message}`).join('; ');
  throw new Error(`the sandbox's reply to ${call.operation} does not fit the model: ${described}`);
}
