import nock from 'nock';
import { createAwsClients } from '../../../src/adapters/aws/clients.ts';
import type { AwsClients } from '../../../src/adapters/aws/clients.ts';
import { elbAnswer, elbNamespace } from '../elb/xml.ts';
import { nothingLeaves } from '../nothing-leaves.ts';

// nock patches node:http for the whole worker: a suite that loaded it has to give it back to the next one.
nothingLeaves();

export const region = 'eu-west-1';
const ecsHost = `https://ecs.${region}.amazonaws.com`;
const elbHost = `https://elasticloadbalancing.${region}.amazonaws.com`;
const ecrHost = 'https://api.ecr.us-east-1.amazonaws.com';
const logsHost = 'https://logs.us-east-1.amazonaws.com';
const alarmsHost = `https://monitoring.${region}.amazonaws.com`;
const scalingHost = `https://application-autoscaling.${region}.amazonaws.com`;
const json = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'r-1' };
const xml = { 'content-type': 'text/xml' };

/** One request as it came over the wire. */
export interface Sent {
  readonly operation: string;
  readonly body: Record<string, unknown>;
}
interface ErrorReply {
  readonly status: number;
  readonly error: string;
  readonly message?: string;
}
export type Reply = object | ErrorReply | 'reset';

/** Stands ready to answer a call that should not come: a request sent twice would succeed, and be counted. */
export const ifAskedAgain = { ifAskedAgain: true };

/** Clients as the action makes them, with credentials from the environment. */
export function testClients(): AwsClients {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
  return createAwsClients({ AWS_REGION: region });
}

/** Answers the next calls of an ECS operation, one reply each; what was sent is collected. */
export function onEcs(operation: string, ...replies: readonly Reply[]): Sent[] {
  return onJson(ecsHost, 'AmazonEC2ContainerServiceV20141113', operation, replies);
}
export function onScaling(operation: string, ...replies: readonly Reply[]): Sent[] {
  return onJson(scalingHost, 'AnyScaleFrontendService', operation, replies);
}

export function onAlarms(operation: string, ...replies: readonly Reply[]): Sent[] {
  return onJson(alarmsHost, 'GraniteServiceVersion20100801', operation, replies);
}

export function onEcr(operation: string, ...replies: readonly Reply[]): Sent[] {
  return onJson(ecrHost, 'AmazonEC2ContainerRegistry_V20150921', operation, replies);
}

export function onLogs(operation: string, ...replies: readonly Reply[]): Sent[] {
  return onJson(logsHost, 'Logs_20140328', operation, replies);
}

function onJson(host: string, target: string, operation: string, replies: readonly Reply[]): Sent[] {
  const header = ['x-amz-target', `${target}.${operation}`] as const;
  return replies.reduce<Sent[]>((sent, reply) => {
    const call = nock(host)
      .matchHeader(...header)
      .post('/', (body: Record<string, unknown>) => sent.push({ operation, body }) > 0);
    if (reply === 'reset') call.replyWithError(resetError());
    else if (isError(reply)) {
      call.reply(reply.status, JSON.stringify({ __type: reply.error, message: reply.message }), json);
    } else call.optionally(reply === ifAskedAgain).reply(200, JSON.stringify(reply), json);
    return sent;
  }, []);
}

/** Answers the next calls of an ELB operation: with the inside of its result, an error, or `reset`. */
export function onElb(operation: string, ...replies: readonly (string | object)[]): Sent[] {
  return replies.reduce<Sent[]>((sent, reply) => {
    const call = nock(elbHost).post('/', (body: Record<string, unknown>) => {
      return body['Action'] === operation && sent.push({ operation, body }) > 0;
    });
    if (reply === 'reset') call.replyWithError(resetError());
    else if (reply === ifAskedAgain) call.optionally().reply(200, elbAnswer(operation, ''), xml);
    else if (typeof reply === 'string') call.reply(200, elbAnswer(operation, reply), xml);
    else if (isError(reply)) call.reply(reply.status, elbError(reply.error, reply.message ?? ''), xml);
    return sent;
  }, []);
}

const elbError = (code: string, message: string): string =>
  `<ErrorResponse xmlns="${elbNamespace}"><Error><Type>Sender</Type><Code>${code}</Code>` +
  `<Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`;

const isError = (reply: object): reply is ErrorReply => 'status' in reply && 'error' in reply;

const resetError = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
