// The AWS address: every service on one port, as AWS_ENDPOINT_URL wants it.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AwsContext, Effects, Settings } from '../aws/context.ts';
import { AwsError } from '../aws/error.ts';
import { createHistory } from '../aws/history.ts';
import type { History } from '../aws/history.ts';
import type { AwsState } from '../aws/state.ts';
import { faultError, replacementOf } from '../faults.ts';
import type { ArmedFault, FaultableCall, FaultBook } from '../faults.ts';
import type { Buckets } from '../buckets.ts';
import type { HoldBack } from '../hold-back.ts';
import type { OpenCall, Recorder } from '../recorder.ts';
import type { FullFault } from '../spec.ts';
import { withoutEmptyLists } from './empty-lists.ts';
import { readBody } from './http.ts';
import { encodeJsonError, jsonType } from './json.ts';
import { checkReply, checkRequest, readJsonCall, readQueryCall } from './protocols.ts';
import { asFirstPage, withNextPage } from './endless.ts';
import type { WireCall } from './protocols.ts';
import { admitted } from './unknown-members.ts';
import { answerInstead } from './strange-answers.ts';

interface AwsDeps {
  readonly state: AwsState;
  readonly settings: Settings;
  readonly faults: FaultBook;
  readonly buckets: Buckets;
  readonly holdBack: HoldBack;
  readonly recorder: Recorder;
  readonly effects: Effects;
  /** Called for every write that no fault stopped, just before it is carried out (or refused). */
  readonly onWrite: (call: OpenCall) => void;
}

interface Sent {
  readonly record: OpenCall;
  readonly faults: readonly ArmedFault[];
  /** For which it is signed. Not set: it isn't. */
  readonly region: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function readCall(request: IncomingMessage, body: string): WireCall {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' ? readJsonCall(target, body) : readQueryCall(body);
}

function unknownOperation(call: WireCall): AwsError {
  if (call.protocol.contentType === 'text/xml') {
    return new AwsError('InvalidAction', `Could not find operation ${call.operation} for version`);
  }
  return new AwsError('UnknownOperationException', `The operation ${call.operation} is not known here.`);
}

/** What goes wrong by a fault before (or after) the effect; the first refusal wins. */
async function suffer(
  faults: readonly ArmedFault[],
  call: FaultableCall,
  when: 'before' | 'after',
  accountId: string,
): Promise<void> {
  for (const armed of faults.filter((one) => one.when === when)) {
    await armed.wait();
    const error = faultError(armed.fault, call, accountId);
    if (error !== null) throw error;
  }
}

/** Carries an operation out, on the state that it may see; `record` learns that it happened. */
function carryOut(
  deps: AwsDeps,
  history: History,
  call: WireCall,
  { record, region }: Pick<Sent, 'record' | 'region'>,
): object {
  const { known } = call;
  if (known === null) throw unknownOperation(call);
  checkRequest(call, known);
  const now = Date.now();
  const lag = deps.settings.delays.consistency;
  const state = known.operation.isWrite ? deps.state : history.readable(now, lag);
  if (known.operation.isWrite) {
    history.beforeWrite(now, lag);
    deps.onWrite(record);
  }
  const { settings, effects } = deps;
  const context: AwsContext = { state, settings, region, now, ...effects };
  // A task definition is shown as it was registered.
  const isRaw = known.operation.keepsUnknownMembers === true;
  const position = isRaw ? deps.settings.unknowns.unknownMembers : 'kept';
  const request = admitted(position, known.schema.input, call.request);
  const output = known.operation.run(context, request as never);
  record.wasCarriedOut = true;
  checkReply(call, known, output);
  return deps.settings.unknowns.emptyLists === 'sent' || isRaw ? output : withoutEmptyLists(output);
}

async function answer(
  deps: AwsDeps,
  history: History,
  call: WireCall,
  { record, faults, region }: Sent,
): Promise<Answer> {
  const requestId = randomUUID();
  const { accountId } = deps.settings;
  const isEndless = faults.some(({ fault }) => fault.kind === 'endless');
  try {
    const refusal = deps.buckets.take(record, record.at);
    if (refusal !== null) throw refusal;
    await suffer(faults, record, 'before', accountId);
    await deps.holdBack.landing();
    const output = carryOut(deps, history, isEndless ? asFirstPage(call) : call, { record, region });
    const body = call.protocol.encode(
      call.operation,
      isEndless ? withNextPage(call, output, requestId) : output,
      requestId,
    );
    await suffer(faults, record, 'after', accountId);
    await deps.holdBack.answer();
    return { status: 200, body };
  } catch (thrown) {
    const error = thrown instanceof AwsError ? thrown : new AwsError('InternalFailure', String(thrown), 500);
    Object.assign(record, { errorCode: error.code, errorMessage: error.message });
    return { status: error.status, body: call.protocol.encodeError(error, requestId) };
  }
}

function openRecord(recorder: Recorder, call: WireCall, request: IncomingMessage): OpenCall {
  const { protocol, operation, request: members, known } = call;
  return recorder.open({
    service: protocol.service,
    operation,
    request: members,
    isWrite: known?.operation.isWrite ?? false,
    client: request.headers['user-agent'] ?? null,
    accessKey: /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? null,
  });
}

async function serve(
  deps: AwsDeps,
  history: History,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = readCall(request, await readBody(request));
  const record = openRecord(deps.recorder, call, request);
  const faults = deps.faults.strike(record);
  const cuts = (kind: FullFault['kind']): boolean => faults.some((one) => one.fault.kind === kind);
  const cut = (): void => {
    record.outcome = 'lost';
    request.socket.destroy();
  };
  if (cuts('lost-request')) {
    cut();
    return;
  }
  const instead = replacementOf(faults);
  if (instead?.when === 'before') {
    record.outcome = 'lost';
    answerInstead(response, instead.kind);
    return;
  }
  const { status, body } = await answer(deps, history, call, {
    ...{ record, faults },
    region: /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1],
  });
  record.answeredAt = Date.now();
  if (cuts('lost-answer')) {
    cut();
    return;
  }
  if (instead !== null) {
    record.outcome = 'lost';
    answerInstead(response, instead.kind);
    return;
  }
  Object.assign(record, { status, outcome: status === 200 ? 'ok' : 'error' });
  response.writeHead(status, { 'content-type': call.protocol.contentType, 'x-amzn-requestid': randomUUID() });
  response.end(body);
}

export function createAwsServer(deps: AwsDeps): http.Server {
  const history = createHistory(deps.state);
  return http.createServer((request, response) => {
    serve(deps, history, request, response).catch((error: unknown) => {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      response.writeHead(known.status, { 'content-type': jsonType });
      response.end(encodeJsonError(known));
    });
  });
}
