export const id = 659;
export const ids = [659];
export const modules = {

/***/ 3659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/action-io.js + 22 modules
var action_io = __webpack_require__(3033);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/ECSClient.js + 8 modules
var ECSClient = __webpack_require__(7777);
;// CONCATENATED MODULE: ./build/adapters/aws-clients.js


const readAttempts = 6;
const repeatAttempts = 3;
const attemptLimitMs = 5_000;
/**
 * Clients for all of AWS on one set of credentials (one call to STS) and one pool of connections. Region, credentials
 * and endpoints come from the usual places (environment, profile, `AWS_ENDPOINT_URL*`); what is missing shows as a
 * `PortError` at the first call. `environment` gives the region's fallback and the proxy.
 */
function createAwsClients(environment = process.env) {
    const reader = new ECSClient/* ECSClient */.Z({ ...baseConfig(environment), maxAttempts: readAttempts });
    const shared = sharedConfig(reader);
    const once = { ...shared, maxAttempts: 1 };
    const often = { ...shared, maxAttempts: readAttempts };
    return {
        ecs: {
            reader,
            writer: new ECSClient/* ECSClient */.Z(once),
            repeater: new ECSClient/* ECSClient */.Z({ ...shared, maxAttempts: repeatAttempts }),
        },
        elb: remembered(async () => {
            const sdk = await Promise.all(/* import() */[__webpack_require__.e(166), __webpack_require__.e(461), __webpack_require__.e(502)]).then(__webpack_require__.bind(__webpack_require__, 4502));
            const { ElasticLoadBalancingV2Client: Client } = sdk;
            return { sdk, reader: new Client(often), writer: new Client(once) };
        }),
        scaling: remembered(async () => {
            const sdk = await __webpack_require__.e(/* import() */ 199).then(__webpack_require__.bind(__webpack_require__, 7199));
            const { ApplicationAutoScalingClient: Client } = sdk;
            return { sdk, reader: new Client(often), writer: new Client(once) };
        }),
        // The handler is shared, so closing one closes all.
        destroy: () => {
            reader.destroy();
        },
    };
}
function baseConfig(environment) {
    // AWS_DEFAULT_REGION is the CLI's word; the SDK alone would not read it.
    const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
    return {
        ...common,
        ...(region === undefined || region === '' ? {} : { region }),
        requestHandler: {
            connectionTimeout: attemptLimitMs,
            requestTimeout: attemptLimitMs,
            throwOnRequestTimeout: true,
            // The SDK ignores HTTPS_PROXY and NO_PROXY; Node's own agent honours them.
            httpsAgent: new external_node_https_.Agent({ keepAlive: true, maxSockets: 50, proxyEnv: environment }),
        },
    };
}
const common = { retryMode: 'standard', customUserAgent: 'ecs-blue-green' };
/** Each client would resolve credentials and open connections of its own. */
function sharedConfig(first) {
    const { region, credentials, requestHandler } = first.config;
    return { ...common, region, credentials, requestHandler };
}
function remembered(load) {
    let loading;
    return () => (loading ??= load());
}

;// CONCATENATED MODULE: ./build/adapters/clock.js
/** The machine's clock. */
const realClock = {
    now: () => Date.now(),
    sleep: (ms, signal) => new Promise((resolve) => {
        if (signal?.aborted === true) {
            resolve();
            return;
        }
        const finish = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', finish);
            resolve();
        };
        const timer = setTimeout(finish, ms);
        signal?.addEventListener('abort', finish);
    }),
};

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(6987);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTaskSetsCommand.js
var DescribeTaskSetsCommand = __webpack_require__(8919);
;// CONCATENATED MODULE: ./build/errors.js
/** The one error that ports reject with. */
class PortError extends Error {
    trouble;
    constructor(trouble, cause) {
        super(`${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`, { cause });
        this.name = 'PortError';
        this.trouble = trouble;
    }
}
/** The author of the workflow can mend it: every problem found, at once. */
class InputError extends Error {
    problems;
    constructor(problems) {
        super(problems.join('\n'));
        this.name = 'InputError';
        this.problems = problems;
    }
}

;// CONCATENATED MODULE: ./build/adapters/trouble.js
/** What is known after a call failed. Never throws, whatever was thrown at it. */
function troubleFrom(thrown, call) {
    const error = sdkErrorOf(thrown);
    const code = codeOf(error);
    const setup = setupTrouble(error);
    if (setup !== null)
        return { kind: 'refused', action: call.action, resource: call.resource, ...setup };
    const kind = kindOf(error, code, call.isWrite);
    const named = kind === 'denied' ? namedInDenial(error.message ?? '') : {};
    return {
        kind,
        action: call.action,
        resource: call.resource,
        code,
        message: messageOf(error, code),
        ...named,
    };
}
function sdkErrorOf(thrown) {
    return typeof thrown === 'object' && thrown !== null ? thrown : { name: 'Error', message: String(thrown) };
}
/** The network's code says more than the name `Error` that comes with it. */
function codeOf(error) {
    return (error.name === 'Error' ? error.code : undefined) ?? error.name ?? 'UnknownError';
}
function messageOf(error, code) {
    if (code === 'ENOTFOUND')
        return `${error.message ?? ''} (is the region right?)`;
    return error.message === undefined || error.message === '' ? code : error.message;
}
const askForCredentials = 'Run aws-actions/configure-aws-credentials before this step (with OIDC the job needs ' +
    '`permissions: id-token: write`), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
const askForRegion = 'Set AWS_REGION, or give aws-region to aws-actions/configure-aws-credentials before this step.';
const badCredentials = new Set([
    'ExpiredToken',
    'ExpiredTokenException',
    'IncompleteSignature',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'UnrecognizedClientException',
]);
/** Faults of the job rather than of the account: AWS calls some of them 403, but no policy would mend them. */
function setupTrouble(error) {
    const said = error.message ?? '';
    if (said.startsWith('Region is missing')) {
        return { code: 'NoRegion', message: `No AWS region is set. ${askForRegion}` };
    }
    if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') {
        return {
            code: 'NoCredentials',
            message: `No AWS credentials were found. ${askForCredentials} (${said})`,
        };
    }
    if (error.name !== undefined && badCredentials.has(error.name)) {
        return { code: error.name, message: `AWS does not accept the credentials: ${said} ${askForCredentials}` };
    }
    return null;
}
function kindOf(error, code, isWrite) {
    const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode ?? 0;
    if (isThrottling(error, status))
        return 'busy';
    if (/^(AccessDenied|Unauthorized)/.test(code) || status === 403)
        return 'denied';
    if (neverSent.has(code))
        return 'busy';
    if (isUnanswered(error, code))
        return isWrite ? 'lost' : 'busy';
    if (status === 503 || /ServiceUnavailable/.test(code))
        return 'busy';
    // A 500 does not promise that nothing was done: for a write it is no better than silence.
    if (status >= 500)
        return isWrite ? 'lost' : 'busy';
    return 'refused';
}
/** `ThrottlingException` (`Rate exceeded`) is not in ECS's model, but is what ECS sends (fact 19). */
function isThrottling(error, status) {
    return (status === 429 ||
        /Throttl|RequestLimitExceeded|TooManyRequests|SlowDown/i.test(error.name ?? '') ||
        /Rate exceeded/i.test(error.message ?? ''));
}
const neverSent = new Set([
    'ECONNREFUSED',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'ERR_PROXY_TUNNEL',
]);
const cutOff = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'AbortError', 'TimeoutError']);
/** No answer, or one that a proxy on the way cut or replaced (`SyntaxError`: what came is no answer of AWS). */
function isUnanswered(error, code) {
    if (code === 'SyntaxError')
        return true;
    if (cutOff.has(code) || (error.code !== undefined && cutOff.has(error.code)))
        return true;
    return /socket hang up|\baborted\b|timed? ?out/i.test(error.message ?? '') && error.$metadata === undefined;
}
/** AWS names what is missing, which can be another action than the one called: `iam:PassRole`, `ecs:TagResource`. */
function namedInDenial(message) {
    const found = /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(message);
    const [, action, resource] = found ?? [];
    return {
        ...(action === undefined ? {} : { action }),
        ...(resource === undefined ? {} : { resource: resource.replace(/[.,]$/, '') }),
    };
}

;// CONCATENATED MODULE: ./build/adapters/calls.js


/** A write's whole time: a request that hangs must not hold up the way back. */
const writeLimitMs = 5_000;
/** One read, retried by the client that sends it. Rejects with `PortError` and nothing else. */
async function reading(action, resource, send) {
    try {
        return await send();
    }
    catch (error) {
        throw new PortError(troubleFrom(error, { action, resource, isWrite: false }), error);
    }
}
/**
 * One write, within 5 s. `send` has to hand the options to a client that sends once. Rejects with `PortError`
 * and nothing else; its kind `lost` says that the write may have been carried out.
 */
async function writing(action, resource, send) {
    try {
        return await send({ abortSignal: AbortSignal.timeout(writeLimitMs) });
    }
    catch (error) {
        throw new PortError(troubleFrom(error, { action, resource, isWrite: true }), error);
    }
}
/** A write that a token makes safe to repeat: its client decides how often, each attempt within its own limit. */
async function repeating(action, resource, send) {
    try {
        return await send();
    }
    catch (error) {
        throw new PortError(troubleFrom(error, { action, resource, isWrite: true }), error);
    }
}
/** Follows the pages to the end, or until `isEnough`. An empty page with a token is not the end. */
async function allPages(fetchPage, isEnough = () => false) {
    const items = [];
    let token;
    do {
        const page = await fetchPage(token);
        items.push(...(page.items ?? []));
        token = page.next === '' ? undefined : page.next;
    } while (token !== undefined && !isEnough(items));
    return items;
}
/** Asks for many things in as many calls as the operation's limit needs, at once, in order. */
async function inChunks(all, size, ask) {
    const chunks = [];
    for (let start = 0; start < all.length; start += size)
        chunks.push(all.slice(start, start + size));
    const answers = await Promise.all(chunks.map(ask));
    return answers.flatMap((answer) => answer ?? []);
}

;// CONCATENATED MODULE: ./build/domain/arn.js
/** Marks a string as an ARN of a kind: for the edges, where text from AWS or from an input comes in. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says which kind it is
const arn = (text) => text;
/** The last part of an ARN, short enough for a sentence: `ecs-svc/123`, `web:42`, the name of a target group. */
function shortName(full) {
    const group = /:targetgroup\/([^/]+)\//.exec(full);
    if (group?.[1] !== undefined)
        return group[1];
    const set = /:task-set\/.*\/(ecs-svc\/\d+)$/.exec(full);
    if (set?.[1] !== undefined)
        return set[1];
    return full.slice(full.lastIndexOf('/') + 1);
}

;// CONCATENATED MODULE: ./build/domain/tags.js
/** Every tag that is ours begins with this, on task sets, services and task definitions alike. */
const tagPrefix = 'ecs-blue-green:';

;// CONCATENATED MODULE: ./build/adapters/ecs-translate.js


/** ECS's shapes in the domain's words: absent becomes `null`, dates become milliseconds, tags lose our prefix. */
function serviceView(service) {
    return {
        arn: arn(service.serviceArn ?? ''),
        name: service.serviceName ?? '',
        cluster: lastPart(service.clusterArn ?? ''),
        status: service.status ?? 'UNKNOWN',
        // Services that were made without a controller are of type ECS.
        controller: service.deploymentController?.type ?? 'ECS',
        desiredCount: service.desiredCount ?? 0,
        tags: ownTags(service.tags),
        events: (service.events ?? [])
            .map((event) => ({ atMs: event.createdAt?.getTime() ?? 0, message: event.message ?? '' }))
            .sort((a, b) => b.atMs - a.atMs),
    };
}
function taskSetView(set) {
    const balancers = set.loadBalancers ?? [];
    return {
        arn: arn(set.taskSetArn ?? ''),
        id: set.id ?? '',
        status: statusOf(set.status),
        isSteady: set.stabilityStatus === 'STEADY_STATE',
        taskDefinition: arn(set.taskDefinition ?? ''),
        computedDesired: set.computedDesiredCount ?? 0,
        running: set.runningCount ?? 0,
        pending: set.pendingCount ?? 0,
        scalePercent: set.scale?.value ?? 0,
        createdAtMs: set.createdAt?.getTime() ?? 0,
        tags: ownTags(set.tags),
        attachment: attachmentOf(balancers),
        attachmentCount: balancers.length,
        settings: settingsOf(set),
    };
}
function statusOf(status) {
    return status === 'PRIMARY' || status === 'DRAINING' ? status : 'ACTIVE';
}
function attachmentOf(balancers) {
    const found = balancers.find((balancer) => balancer.targetGroupArn !== undefined);
    if (found?.targetGroupArn === undefined)
        return null;
    return {
        group: arn(found.targetGroupArn),
        containerName: found.containerName ?? '',
        containerPort: found.containerPort ?? 0,
    };
}
function settingsOf(set) {
    const providers = set.capacityProviderStrategy ?? [];
    return {
        launchType: set.launchType ?? null,
        capacityProviders: providers.length === 0 ? null : providers.map(capacityProviderOf),
        platformVersion: set.platformVersion === '' ? null : (set.platformVersion ?? null),
        network: networkOf(set),
        serviceRegistries: (set.serviceRegistries ?? []).map((registry) => registry),
    };
}
const capacityProviderOf = (item) => ({
    name: item.capacityProvider ?? '',
    weight: item.weight ?? null,
    base: item.base ?? null,
});
function networkOf(set) {
    const vpc = set.networkConfiguration?.awsvpcConfiguration;
    if (vpc === undefined)
        return null;
    return {
        subnets: vpc.subnets ?? [],
        securityGroups: vpc.securityGroups ?? [],
        assignPublicIp: vpc.assignPublicIp ?? null,
    };
}
/** The settings as CreateTaskSet wants them. launchType and a strategy exclude each other: the strategy wins (fact 11). */
function settingsInput(settings) {
    const { network, capacityProviders, launchType, platformVersion, serviceRegistries } = settings;
    return {
        ...(network === null ? {} : { networkConfiguration: { awsvpcConfiguration: networkInput(network) } }),
        ...(capacityProviders === null
            ? launchType === null
                ? {}
                : { launchType: launchType }
            : { capacityProviderStrategy: capacityProviders.map(capacityProviderInput) }),
        ...(platformVersion === null ? {} : { platformVersion }),
        ...(serviceRegistries.length === 0 ? {} : { serviceRegistries: serviceRegistries.map(registryInput) }),
    };
}
const registryInput = (registry) => registry;
function networkInput(network) {
    const { assignPublicIp } = network;
    return {
        subnets: [...network.subnets],
        securityGroups: [...network.securityGroups],
        ...(assignPublicIp === null ? {} : { assignPublicIp: assignPublicIp }),
    };
}
function capacityProviderInput(provider) {
    return {
        capacityProvider: provider.name,
        ...(provider.weight === null ? {} : { weight: provider.weight }),
        ...(provider.base === null ? {} : { base: provider.base }),
    };
}
function stoppedTask(task) {
    return {
        arn: task.taskArn ?? '',
        startedBy: task.startedBy ?? '',
        stopCode: task.stopCode ?? null,
        stoppedReason: task.stoppedReason ?? '',
        // A task on its way down is listed before it has stopped.
        stoppedAtMs: (task.stoppedAt ?? task.executionStoppedAt ?? task.stoppingAt)?.getTime() ?? 0,
        containers: (task.containers ?? []).map((container) => ({
            name: container.name ?? '',
            exitCode: container.exitCode ?? null,
            reason: container.reason ?? null,
        })),
    };
}
/** Our tags, without the prefix. */
function ownTags(tags) {
    const own = (tags ?? []).flatMap(({ key, value }) => key?.startsWith(tagPrefix) === true ? [[key.slice(tagPrefix.length), value ?? '']] : []);
    return Object.fromEntries(own);
}
/** Our tags as ECS wants them, with the prefix. */
function tagList(tags) {
    return Object.entries(tags).flatMap(([name, value]) => value === undefined ? [] : [{ key: tagPrefix + name, value }]);
}
const lastPart = (full) => full.slice(full.lastIndexOf('/') + 1);

;// CONCATENATED MODULE: ./build/adapters/ecs-service.js




const readings = 2;
/**
 * The service and its task sets. There is no list of task sets: the service names them, and only DescribeTaskSets
 * tells their tags (fact 6).
 */
async function readService(client, name) {
    let missing = [];
    for (let turn = 0; turn < readings; turn++) {
        const service = await describeService(client, name);
        if (service === null)
            return null;
        const listed = service.taskSets ?? [];
        const described = await describeTaskSets(client, name, listed);
        missing = unexplained(listed, described);
        if (missing.length === 0)
            return { service: serviceView(service), taskSets: described.map(taskSetView) };
    }
    throw notDescribed(name, missing);
}
async function describeService(client, { cluster, service }) {
    const command = new DescribeServicesCommand/* DescribeServicesCommand */.H({ cluster, services: [service], include: ['TAGS'] });
    try {
        const answer = await reading('ecs:DescribeServices', service, () => client.send(command));
        return answer.services?.[0] ?? null;
    }
    catch (error) {
        throw (await unknownCluster(error, client, cluster)) ?? error;
    }
}
async function describeTaskSets(client, { cluster, service }, listed) {
    // Without ids the call fails: `TaskSets cannot be empty` (fact 6).
    if (listed.length === 0)
        return [];
    const taskSets = listed.map((set) => set.taskSetArn ?? '');
    const command = new DescribeTaskSetsCommand/* DescribeTaskSetsCommand */.J({ cluster, service, taskSets, include: ['TAGS'] });
    const answer = await reading('ecs:DescribeTaskSets', service, () => client.send(command));
    return answer.taskSets ?? [];
}
/**
 * Sets that the service lists and that can't be described. A DRAINING one has just vanished. Any other must not be
 * guessed at: without its tags our own green would look foreign, left out it would look deleted.
 */
function unexplained(listed, described) {
    const known = new Set(described.map((set) => set.taskSetArn));
    return listed
        .filter((set) => set.status !== 'DRAINING' && !known.has(set.taskSetArn))
        .map((set) => set.id ?? '');
}
function notDescribed({ service }, missing) {
    return new PortError({
        kind: 'busy',
        action: 'ecs:DescribeTaskSets',
        resource: service,
        code: 'StaleRead',
        message: `ECS lists ${missing.join(', ')} as a task set of the service, but does not describe it yet`,
    });
}
async function unknownCluster(error, client, cluster) {
    if (!(error instanceof PortError) || error.trouble.code !== 'ClusterNotFoundException')
        return null;
    const message = `there is no cluster "${cluster}" in ${await client.config.region()} for these credentials`;
    return new PortError({ ...error.trouble, resource: cluster, message }, error.cause);
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTaskDefinitionCommand.js
var DescribeTaskDefinitionCommand = __webpack_require__(2511);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/ListTaskDefinitionsCommand.js
var ListTaskDefinitionsCommand = __webpack_require__(155);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/RegisterTaskDefinitionCommand.js
var RegisterTaskDefinitionCommand = __webpack_require__(4031);
;// CONCATENATED MODULE: ./build/adapters/raw-json.js
/** Sends `body` in place of what the SDK would make of the command's input. `undefined` leaves the request alone. */
function asRawJson(command, body) {
    let answered;
    const write = (next) => (args) => {
        args.request.body = JSON.stringify(body);
        return next(args);
    };
    const read = (next) => async (args) => {
        const result = await next(args);
        const response = result.response;
        const bytes = await bytesOf(response.body);
        // The SDK reads the body after us: it gets the same bytes again.
        response.body = bytes;
        if (response.statusCode < 300)
            answered = JSON.parse(bytes.toString('utf8'));
        return result;
    };
    // Low priority is nearest to the wire: after the SDK has serialized, before it signs; before it deserializes.
    if (body !== undefined) {
        command.middlewareStack.add(write, { step: 'serialize', priority: 'low', name: 'rawRequest' });
    }
    command.middlewareStack.add(read, { step: 'deserialize', priority: 'low', name: 'rawAnswer' });
    return {
        answer: () => {
            if (answered === undefined)
                throw new Error('There is no answer yet: the command was not sent.');
            return answered;
        },
    };
}
async function bytesOf(body) {
    if (body instanceof Uint8Array)
        return Buffer.from(body);
    const chunks = [];
    for await (const chunk of body)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./build/adapters/ecs-task-definitions.js






const hashTag = `${tagPrefix}revision-hash`;
const searchedRevisions = 20;
const describedAtOnce = 5;
/** Task definitions travel as raw JSON in both directions (fact 21b). */
async function readTaskDefinition(client, reference) {
    const command = new DescribeTaskDefinitionCommand/* DescribeTaskDefinitionCommand */.Z({ taskDefinition: reference, include: ['TAGS'] });
    const raw = asRawJson(command);
    try {
        await reading('ecs:DescribeTaskDefinition', reference, () => client.send(command));
    }
    catch (error) {
        if (isUnknownRevision(error))
            return null;
        throw error;
    }
    return documentOf(raw.answer());
}
/** ECS has no error of its own for it: `ClientException: Unable to describe task definition.` */
function isUnknownRevision(error) {
    return (error instanceof PortError &&
        error.trouble.code === 'ClientException' &&
        /unable to describe task definition/i.test(error.trouble.message));
}
function documentOf(answer) {
    const content = answer['taskDefinition'];
    return {
        arn: arn(textOf(content['taskDefinitionArn'])),
        status: textOf(content['status']),
        content,
        tags: Object.fromEntries(rawTags(answer['tags']).map((tag) => [textOf(tag['key']), textOf(tag['value'])])),
    };
}
/** The newest of the family's active revisions, up to 20, that carries this hash. */
async function findRegistered(client, family, hash) {
    const newest = await newestRevisions(client, family);
    for (let start = 0; start < newest.length; start += describedAtOnce) {
        const some = newest.slice(start, start + describedAtOnce);
        const documents = await Promise.all(some.map((revision) => readTaskDefinition(client, revision)));
        const found = documents.find((document) => document?.tags[hashTag] === hash);
        if (found !== undefined && found !== null)
            return found.arn;
    }
    return null;
}
async function newestRevisions(client, family) {
    // The API calls the family a prefix: `web` must not find `web-admin`.
    const isOfFamily = (revision) => /\/([^/:]+):\d+$/.exec(revision)?.[1] === family;
    const ofFamily = (all) => all.filter(isOfFamily).slice(0, searchedRevisions);
    const listed = await reading('ecs:ListTaskDefinitions', family, () => allPages(async (nextToken) => {
        const filter = { familyPrefix: family, status: 'ACTIVE', sort: 'DESC' };
        const page = nextToken === undefined ? filter : { ...filter, nextToken };
        const answer = await client.send(new ListTaskDefinitionsCommand/* ListTaskDefinitionsCommand */.P(page));
        return { items: answer.taskDefinitionArns, next: answer.nextToken };
    }, (all) => ofFamily(all).length >= searchedRevisions));
    return ofFamily(listed);
}
/** Sent once: ECS has no token for it, and sent again it registers twice (fact 12). */
async function registerTaskDefinition(client, content, hash) {
    const family = textOf(content['family']);
    const others = rawTags(content['tags']).filter((tag) => tag['key'] !== hashTag);
    const command = new RegisterTaskDefinitionCommand/* RegisterTaskDefinitionCommand */.$({ family, containerDefinitions: [] });
    const raw = asRawJson(command, { ...content, tags: [...others, { key: hashTag, value: hash }] });
    await writing('ecs:RegisterTaskDefinition', family, (options) => client.send(command, options));
    return documentOf(raw.answer()).arn;
}
const textOf = (value) => (typeof value === 'string' ? value : '');
const rawTags = (value) => Array.isArray(value) ? value.slice() : [];

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/ListTasksCommand.js
var ListTasksCommand = __webpack_require__(4810);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTasksCommand.js
var DescribeTasksCommand = __webpack_require__(8639);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeContainerInstancesCommand.js
var DescribeContainerInstancesCommand = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/adapters/ecs-tasks.js



/** The most that DescribeTasks and DescribeContainerInstances take at once. */
const describeLimit = 100;
/** Remembers what can't change any more: tasks that have stopped, and which instance a container instance is. */
function taskReader(client, name) {
    const stopped = new Map();
    const instanceIds = new Map();
    return {
        async readTasks(set, targetType) {
            // startedBy has to be the only filter (fact 18).
            const tasks = await describeTasks(client, name, await listTasks(client, name, { startedBy: set.id }));
            const alive = tasks.filter((task) => task.desiredStatus !== 'STOPPED');
            if (targetType === 'instance')
                await learnInstances(client, name, alive, instanceIds);
            return alive.map((task) => ({
                arn: task.taskArn ?? '',
                lastStatus: task.lastStatus ?? 'UNKNOWN',
                endpoint: set.attachment === null ? null : endpointOf(task, set.attachment, targetType, instanceIds),
            }));
        },
        async readStoppedTasks() {
            const filter = { serviceName: name.service, desiredStatus: 'STOPPED' };
            const listed = await listTasks(client, name, filter);
            const unknown = listed.filter((taskArn) => !stopped.has(taskArn));
            const described = await describeTasks(client, name, unknown);
            const now = new Map(described.map((task) => [task.taskArn ?? '', stoppedTask(task)]));
            for (const task of described)
                remember(stopped, task);
            return listed.flatMap((taskArn) => now.get(taskArn) ?? stopped.get(taskArn) ?? []);
        },
    };
}
/** Until a task is down for good, its exit codes are still to come. */
function remember(stopped, task) {
    if (task.lastStatus === 'STOPPED')
        stopped.set(task.taskArn ?? '', stoppedTask(task));
}
function listTasks(client, { cluster, service }, filter) {
    return reading('ecs:ListTasks', service, () => allPages(async (nextToken) => {
        const page = { ...filter, cluster, ...(nextToken === undefined ? {} : { nextToken }) };
        const answer = await client.send(new ListTasksCommand/* ListTasksCommand */.M(page));
        return { items: answer.taskArns, next: answer.nextToken };
    }));
}
/** Tasks that vanished since they were listed are left out: they come back in `failures`. */
function describeTasks(client, { cluster, service }, arns) {
    return reading('ecs:DescribeTasks', service, () => inChunks(arns, describeLimit, async (tasks) => {
        const answer = await client.send(new DescribeTasksCommand/* DescribeTasksCommand */.z({ cluster, tasks }));
        return answer.tasks;
    }));
}
async function learnInstances(client, { cluster, service }, tasks, known) {
    const hosts = new Set(tasks.flatMap((task) => task.containerInstanceArn ?? []));
    const unknown = [...hosts].filter((host) => !known.has(host));
    const found = await reading('ecs:DescribeContainerInstances', service, () => inChunks(unknown, describeLimit, async (containerInstances) => {
        const answer = await client.send(new DescribeContainerInstancesCommand/* DescribeContainerInstancesCommand */.Q({ cluster, containerInstances }));
        return answer.containerInstances;
    }));
    for (const { containerInstanceArn, ec2InstanceId } of found) {
        if (containerInstanceArn !== undefined && ec2InstanceId !== undefined)
            known.set(containerInstanceArn, ec2InstanceId);
    }
}
function endpointOf(task, attachment, targetType, instanceIds) {
    if (targetType !== 'instance') {
        const id = addressOf(task);
        return id === null ? null : { id, port: attachment.containerPort };
    }
    const id = instanceIds.get(task.containerInstanceArn ?? '');
    const port = hostPortOf(task, attachment);
    return id === undefined || port === null ? null : { id, port };
}
function addressOf(task) {
    const details = (task.attachments ?? [])
        .filter((attached) => attached.type === 'ElasticNetworkInterface')
        .flatMap((attached) => attached.details ?? []);
    const attached = details.find((detail) => detail.name === 'privateIPv4Address')?.value;
    const ofContainers = (task.containers ?? []).flatMap((container) => container.networkInterfaces ?? []);
    return (attached ?? ofContainers.find((face) => face.privateIpv4Address !== undefined)?.privateIpv4Address ?? null);
}
function hostPortOf(task, { containerName, containerPort }) {
    const container = (task.containers ?? []).find((candidate) => candidate.name === containerName);
    const binding = (container?.networkBindings ?? []).find((bound) => bound.containerPort === containerPort);
    return binding?.hostPort ?? null;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/CreateTaskSetCommand.js
var CreateTaskSetCommand = __webpack_require__(3121);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/UpdateTaskSetCommand.js
var UpdateTaskSetCommand = __webpack_require__(9992);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/UpdateServicePrimaryTaskSetCommand.js
var UpdateServicePrimaryTaskSetCommand = __webpack_require__(1191);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DeleteTaskSetCommand.js
var DeleteTaskSetCommand = __webpack_require__(6222);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/TagResourceCommand.js
var TagResourceCommand = __webpack_require__(2168);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/UntagResourceCommand.js
var UntagResourceCommand = __webpack_require__(1247);
;// CONCATENATED MODULE: ./build/adapters/ecs-writes.js







/** `client` may repeat: the clientToken makes a second request answer with the set of the first (fact 12). */
async function createTaskSet(client, name, request) {
    const { group, containerName, containerPort } = request.attachment;
    const command = new CreateTaskSetCommand/* CreateTaskSetCommand */.J({
        ...name,
        ...settingsInput(request.settings),
        clientToken: tokenOf(request.tokenText),
        externalId: request.externalId,
        taskDefinition: request.taskDefinition,
        loadBalancers: [{ targetGroupArn: group, containerName, containerPort }],
        // Left out, ECS takes it for 0 percent (fact 2).
        scale: { value: 100, unit: 'PERCENT' },
        tags: tagList(request.tags),
    });
    const answer = await repeating('ecs:CreateTaskSet', name.service, () => client.send(command));
    return arn(answer.taskSet?.taskSetArn ?? '');
}
/** At most 36 characters are allowed (fact 12). */
const tokenOf = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
/** Scale is all that UpdateTaskSet changes (fact 15). */
async function updateScale(client, name, taskSet, percent) {
    const scale = { value: percent, unit: 'PERCENT' };
    const command = new UpdateTaskSetCommand/* UpdateTaskSetCommand */.q({ ...name, taskSet, scale });
    await writing('ecs:UpdateTaskSet', taskSet, (options) => client.send(command, options));
}
async function labelPrimary(client, name, set) {
    const command = new UpdateServicePrimaryTaskSetCommand/* UpdateServicePrimaryTaskSetCommand */.z({ ...name, primaryTaskSet: set });
    await writing('ecs:UpdateServicePrimaryTaskSet', set, (options) => client.send(command, options));
}
/** Never with force: that ECS refuses to delete the PRIMARY is one more guard (fact 17). */
async function deleteTaskSet(client, name, taskSet) {
    const command = new DeleteTaskSetCommand/* DeleteTaskSetCommand */.y({ ...name, taskSet });
    try {
        await writing('ecs:DeleteTaskSet', taskSet, (options) => client.send(command, options));
    }
    catch (error) {
        if (error instanceof PortError && error.trouble.code === 'TaskSetNotFoundException')
            return;
        throw error;
    }
}
async function tagService(client, service, tags) {
    const command = new TagResourceCommand/* TagResourceCommand */.e({ resourceArn: service, tags: tagList(tags) });
    await writing('ecs:TagResource', service, (options) => client.send(command, options));
}
async function untagService(client, service, names) {
    const command = new UntagResourceCommand/* UntagResourceCommand */.R({
        resourceArn: service,
        tagKeys: names.map((name) => tagPrefix + name),
    });
    await writing('ecs:UntagResource', service, (options) => client.send(command, options));
}

;// CONCATENATED MODULE: ./build/adapters/ecs.js




/** ECS for one service. Which client a call goes through decides how often it may be sent. */
function ecsPort({ ecs }, name) {
    const { reader, writer, repeater } = ecs;
    return {
        ...taskReader(reader, name),
        readService: () => readService(reader, name),
        readTaskDefinition: (reference) => readTaskDefinition(reader, reference),
        findRegistered: (family, hash) => findRegistered(reader, family, hash),
        registerTaskDefinition: (content, hash) => registerTaskDefinition(writer, content, hash),
        createTaskSet: (request) => createTaskSet(repeater, name, request),
        updateScale: (set, percent) => updateScale(writer, name, set, percent),
        labelPrimary: (set) => labelPrimary(writer, name, set),
        deleteTaskSet: (set) => deleteTaskSet(writer, name, set),
        tagService: (service, tags) => tagService(writer, service, tags),
        untagService: (service, names) => untagService(writer, service, names),
    };
}

;// CONCATENATED MODULE: ./build/adapters/elb-translate.js

/** ELB's shapes in the domain's words, and actions back again. */
function ruleView(rule, listener) {
    const conditions = rule.Conditions ?? [];
    return {
        ...listenerPart(listener),
        ref: rule.IsDefault === true
            ? { kind: 'default', listener: listenerArnOf(listener) }
            : { kind: 'rule', rule: arn(rule.RuleArn ?? '') },
        priority: rule.IsDefault === true ? null : Number(rule.Priority),
        hosts: conditions.flatMap(hostsOf),
        paths: conditions.flatMap(pathsOf),
        otherConditions: conditions.flatMap(otherOf),
        actions: (rule.Actions ?? []).map(ruleAction),
    };
}
/** Listeners that are not HTTP have no rules, only their default actions (fact 32). */
function defaultActionView(listener) {
    return {
        ...listenerPart(listener),
        ref: { kind: 'default', listener: listenerArnOf(listener) },
        priority: null,
        hosts: [],
        paths: [],
        otherConditions: [],
        actions: (listener.DefaultActions ?? []).map(ruleAction),
    };
}
const listenerArnOf = (listener) => arn(listener.ListenerArn ?? '');
const listenerPart = (listener) => ({
    listener: listenerArnOf(listener),
    loadBalancer: arn(listener.LoadBalancerArn ?? ''),
    listenerPort: listener.Port ?? 0,
    listenerProtocol: listener.Protocol ?? '',
});
const hostsOf = (condition) => condition.Field === 'host-header' ? (condition.HostHeaderConfig?.Values ?? condition.Values ?? []) : [];
const pathsOf = (condition) => condition.Field === 'path-pattern' ? (condition.PathPatternConfig?.Values ?? condition.Values ?? []) : [];
/** Regular expressions are named here, since no address to probe can be made of them. */
function otherOf(condition) {
    const field = condition.Field ?? 'unknown';
    if (field !== 'host-header' && field !== 'path-pattern')
        return [field];
    const config = field === 'host-header' ? condition.HostHeaderConfig : condition.PathPatternConfig;
    return (config?.RegexValues ?? []).length > 0 ? [`${field} by regular expression`] : [];
}
function ruleAction(action) {
    if (action.Type !== 'forward') {
        return { type: 'other', kind: action.Type ?? '', raw: plainJson(action) };
    }
    return {
        type: 'forward',
        order: action.Order ?? null,
        groups: weightedGroups(action),
        stickiness: stickinessOf(action),
    };
}
/** AWS gives both `TargetGroupArn` and `ForwardConfig` (fact 24); older rules may have the first alone. */
function weightedGroups(action) {
    const configured = action.ForwardConfig?.TargetGroups ?? [];
    if (configured.length === 0 && action.TargetGroupArn !== undefined) {
        return [{ group: arn(action.TargetGroupArn), weight: 1 }];
    }
    return configured.map(({ TargetGroupArn, Weight }) => ({
        group: arn(TargetGroupArn ?? ''),
        weight: Weight ?? 1,
    }));
}
function stickinessOf(action) {
    const config = action.ForwardConfig?.TargetGroupStickinessConfig;
    if (config === undefined)
        return null;
    return { enabled: config.Enabled ?? false, durationSeconds: config.DurationSeconds ?? null };
}
/** The list as ModifyRule and ModifyListener take it, in the order it is given. */
function actionInput(action) {
    return action.type === 'forward' ? forwardInput(action) : otherInput(action.raw);
}
/** Without `TargetGroupArn`: ELB takes it only where it agrees with a ForwardConfig of one group (fact 24). */
function forwardInput({ order, groups, stickiness }) {
    return {
        Type: 'forward',
        ...(order === null ? {} : { Order: order }),
        ForwardConfig: {
            TargetGroups: groups.map(({ group, weight }) => ({ TargetGroupArn: group, Weight: weight })),
            ...(stickiness === null ? {} : { TargetGroupStickinessConfig: stickinessInput(stickiness) }),
        },
    };
}
const stickinessInput = ({ enabled, durationSeconds }) => ({
    Enabled: enabled,
    ...(durationSeconds === null ? {} : { DurationSeconds: durationSeconds }),
});
/** AWS never gives the secret back, so it has to be told to keep the one it has (fact 24). */
function otherInput(raw) {
    if (raw.AuthenticateOidcConfig === undefined)
        return raw;
    const config = { ...raw.AuthenticateOidcConfig, UseExistingClientSecret: true };
    delete config.ClientSecret;
    return { ...raw, AuthenticateOidcConfig: config };
}
const plainJson = (value) => JSON.parse(JSON.stringify(value));
function candidateGroup(group) {
    return {
        arn: arn(group.TargetGroupArn ?? ''),
        name: group.TargetGroupName ?? '',
        targetType: group.TargetType ?? '',
        protocol: group.Protocol ?? '',
        port: group.Port ?? 0,
        loadBalancers: (group.LoadBalancerArns ?? []).map((balancer) => arn(balancer)),
    };
}
function groupView(group, attributes) {
    const protocol = group.HealthCheckProtocol ?? '';
    return {
        ...candidateGroup(group),
        healthPath: protocol === 'HTTP' || protocol === 'HTTPS' ? (group.HealthCheckPath ?? null) : null,
        healthIntervalSeconds: group.HealthCheckIntervalSeconds ?? 30,
        deregistrationDelaySeconds: Number(attributes.get('deregistration_delay.timeout_seconds') ?? 300),
    };
}
function targetView({ Target, TargetHealth }) {
    return {
        id: Target?.Id ?? '',
        port: Target?.Port ?? 0,
        state: stateOf(TargetHealth?.State),
        reason: TargetHealth?.Reason ?? null,
        description: TargetHealth?.Description ?? null,
    };
}
const targetStates = ['initial', 'healthy', 'unhealthy', 'unused', 'draining', 'unavailable'];
function stateOf(state) {
    if (state === 'unhealthy.draining')
        return 'draining';
    return targetStates.find((known) => known === state) ?? 'unavailable';
}
const balancerView = (balancer) => ({
    arn: arn(balancer.LoadBalancerArn ?? ''),
    type: balancer.Type ?? '',
    dnsName: balancer.DNSName ?? '',
});

;// CONCATENATED MODULE: ./build/adapters/elb-reads.js



/** The most ARNs that DescribeLoadBalancers takes at once; DescribeTargetGroups names no limit. */
const elb_reads_describeLimit = 20;
async function readRules(elb, balancer) {
    const listeners = await describeListeners(elb, { LoadBalancerArn: balancer });
    const views = await Promise.all(listeners.map((listener) => rulesOf(elb, listener)));
    return views.flat();
}
async function rulesOf(elb, listener) {
    if (listener.Protocol !== 'HTTP' && listener.Protocol !== 'HTTPS')
        return [defaultActionView(listener)];
    const rules = await describeRules(elb, listener.ListenerArn ?? '');
    return rules.map((rule) => ruleView(rule, listener));
}
function describeListeners({ sdk, reader }, which) {
    const resource = 'LoadBalancerArn' in which ? which.LoadBalancerArn : which.ListenerArns.join(', ');
    return reading('elasticloadbalancing:DescribeListeners', resource, () => allPages(async (marker) => {
        const answer = await reader.send(new sdk.DescribeListenersCommand({ ...which, ...from(marker) }));
        return { items: answer.Listeners, next: answer.NextMarker };
    }));
}
/** The default action comes along as a rule that says IsDefault. */
function describeRules({ sdk, reader }, listener) {
    return reading('elasticloadbalancing:DescribeRules', listener, () => allPages(async (marker) => {
        const answer = await reader.send(new sdk.DescribeRulesCommand({ ListenerArn: listener, ...from(marker) }));
        return { items: answer.Rules, next: answer.NextMarker };
    }));
}
async function readGroups(elb, groups) {
    const found = await existing(groups, /^TargetGroupNotFound/, (some) => describeGroups(elb, { TargetGroupArns: some }));
    return Promise.all(found.map(async (group) => groupView(group, await attributesOf(elb, group))));
}
/** Those that hang on the balancer or on none, for the text of an error. */
async function readCandidateGroups(elb, balancer) {
    const groups = (await describeGroups(elb, {})).map(candidateGroup);
    return groups.filter(({ loadBalancers: on }) => on.length === 0 || on.includes(balancer));
}
function describeGroups({ sdk, reader }, which) {
    const resource = which.TargetGroupArns?.join(', ') ?? '*';
    return reading('elasticloadbalancing:DescribeTargetGroups', resource, () => allPages(async (marker) => {
        const answer = await reader.send(new sdk.DescribeTargetGroupsCommand({ ...which, ...from(marker) }));
        return { items: answer.TargetGroups, next: answer.NextMarker };
    }));
}
async function attributesOf({ sdk, reader }, group) {
    const TargetGroupArn = group.TargetGroupArn ?? '';
    const command = new sdk.DescribeTargetGroupAttributesCommand({ TargetGroupArn });
    const action = 'elasticloadbalancing:DescribeTargetGroupAttributes';
    const { Attributes = [] } = await reading(action, TargetGroupArn, () => reader.send(command));
    return new Map(Attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}
async function readTargets({ sdk, reader }, group) {
    const command = new sdk.DescribeTargetHealthCommand({ TargetGroupArn: group });
    const action = 'elasticloadbalancing:DescribeTargetHealth';
    const answer = await reading(action, group, () => reader.send(command));
    return (answer.TargetHealthDescriptions ?? []).map(targetView);
}
async function readBalancers({ sdk, reader }, balancers) {
    const found = await existing(balancers, /^LoadBalancerNotFound/, (some) => reading('elasticloadbalancing:DescribeLoadBalancers', some.join(', '), async () => {
        const answer = await reader.send(new sdk.DescribeLoadBalancersCommand({ LoadBalancerArns: some }));
        return answer.LoadBalancers ?? [];
    }));
    return found.map(balancerView);
}
async function balancerOf(elb, listener) {
    const [found] = await existing([listener], /^ListenerNotFound/, (some) => describeListeners(elb, { ListenerArns: some }));
    return (found?.LoadBalancerArn ?? null);
}
const from = (marker) => marker === undefined ? {} : { Marker: marker };
/** One ARN that doesn't exist fails the call for all of them: then each is asked for by itself. */
async function existing(arns, notFound, describe) {
    try {
        return await inChunks(arns, elb_reads_describeLimit, describe);
    }
    catch (error) {
        if (!isNotFound(error, notFound))
            throw error;
        if (arns.length === 1)
            return [];
        const found = await Promise.all(arns.map((one) => existing([one], notFound, describe)));
        return found.flat();
    }
}
const isNotFound = (error, notFound) => error instanceof PortError && notFound.test(error.trouble.code);

;// CONCATENATED MODULE: ./build/adapters/elb.js



/** Elastic Load Balancing. Its part of the SDK is loaded with the first call. */
function loadBalancerPort(clients) {
    const withElb = (work) => async (...args) => work(await clients.elb(), ...args);
    return {
        readRules: withElb(readRules),
        readGroups: withElb(readGroups),
        readCandidateGroups: withElb(readCandidateGroups),
        readTargets: withElb(readTargets),
        readBalancers: withElb(readBalancers),
        balancerOf: withElb(balancerOf),
        writeActions: withElb(writeActions),
    };
}
/** The default action can't be changed with ModifyRule, nor a rule with ModifyListener (fact 23). */
async function writeActions({ sdk, writer }, ref, actions) {
    const written = actions.map(actionInput);
    if (ref.kind === 'default') {
        const command = new sdk.ModifyListenerCommand({ ListenerArn: ref.listener, DefaultActions: written });
        const action = 'elasticloadbalancing:ModifyListener';
        await writing(action, ref.listener, (options) => writer.send(command, options));
        return;
    }
    const command = new sdk.ModifyRuleCommand({ RuleArn: ref.rule, Actions: written });
    await writing('elasticloadbalancing:ModifyRule', ref.rule, (options) => writer.send(command, options));
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/adapters/http-probe.js



const excerptLength = 200;
/** What is read of a body at most: enough to notice that it breaks off, without loading a download. */
const bodyLimitBytes = 1_048_576;
/**
 * Requests as a user's first one: each on a connection of its own, so that none is bound to an old target, and with
 * one limit for all of it. Redirects are answers, not followed. Certificates are verified.
 */
const httpProbe = {
    async get(request) {
        const started = performance.now();
        const signal = AbortSignal.timeout(request.timeoutMs);
        const answer = await answerTo(request, signal).catch((error) => ({
            status: null,
            // Cut off by the limit, a body ends with an error that looks like a broken connection.
            error: signal.aborted ? `timed out after ${request.timeoutMs / 1000} s` : failureWords(error),
            excerpt: '',
        }));
        return { ...answer, ms: Math.round(performance.now() - started) };
    },
};
const ownHeaders = { 'user-agent': 'ecs-blue-green', accept: '*/*', 'accept-encoding': 'identity' };
async function answerTo({ url, headers }, signal) {
    const target = new URL(url);
    const request = (target.protocol === 'https:' ? external_node_https_ : external_node_http_).request(target, {
        agent: false,
        headers: { ...ownHeaders, ...headers, connection: 'close' },
        signal,
        ...servername(headers),
    });
    request.end();
    const response = await responseTo(request);
    return { status: response.statusCode ?? null, error: null, excerpt: excerptOf(await bodyOf(response)) };
}
/** An address given as IP with a Host header is meant as that host: also to the certificate's check. */
function servername(headers) {
    const host = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
    const name = host?.replace(/:\d+$/, '') ?? '';
    return name === '' || (0,external_node_net_.isIP)(name) !== 0 ? {} : { servername: name };
}
function responseTo(request) {
    return new Promise((resolve, reject) => {
        request.on('response', resolve);
        // The listener stays: an error after the answer began shows in the body, and must not end the process here.
        request.on('error', reject);
    });
}
/** A body that breaks off or stalls is a failed request to a user, whatever its status says: it rejects. */
async function bodyOf(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response) {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= bodyLimitBytes)
            break;
    }
    return Buffer.concat(chunks);
}
/** One line of text, whatever was sent. */
function excerptOf(body) {
    const text = body.subarray(0, 4 * excerptLength).toString('utf8');
    return text
        .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
        .trim()
        .slice(0, excerptLength)
        .toWellFormed();
}
const wordsOf = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection closed before the answer was complete',
    EHOSTUNREACH: 'no route to the host',
    ENETUNREACH: 'no route to the network',
    ENOTFOUND: 'host name not found',
    EAI_AGAIN: 'host name could not be looked up',
};
function failureWords(error) {
    const { code, message } = error;
    return wordsOf[code ?? ''] ?? (message === '' ? (code ?? 'unknown failure') : message);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/adapters/run-context.js


const noPull = { number: null, headSha: null, isFork: false };
/**
 * Reads the runner's variables and its event file. An event file that is missing or broken costs the pull request's
 * details, not the run. Throws `InputError` that names every missing or malformed variable at once.
 */
function readRunContext(env) {
    const problems = [];
    const required = (name, shape, example) => {
        const value = env[name] ?? '';
        if (!shape.test(value))
            problems.push(problemWith(name, value, example));
        return value;
    };
    const repository = required('GITHUB_REPOSITORY', /^[^/\s]+\/[^/\s]+$/, 'acme/shop');
    const runId = required('GITHUB_RUN_ID', /^\d+$/, '1658821493');
    const sha = required('GITHUB_SHA', /^[0-9a-f]{40,64}$/, 'the full id of a commit');
    const attempt = env['GITHUB_RUN_ATTEMPT'] === undefined ? '1' : required('GITHUB_RUN_ATTEMPT', /^[1-9]\d*$/, '1');
    if (problems.length > 0)
        throw new InputError(problems);
    const eventName = env['GITHUB_EVENT_NAME'] ?? '';
    const pull = readPullRequest(env, eventName, repository);
    const server = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
    return {
        repository,
        runId: Number(runId),
        runAttempt: Number(attempt),
        runUrl: `${server}/${repository}/actions/runs/${runId}`,
        apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
        sha: pull.headSha ?? sha,
        pull: pull.number,
        isFork: pull.isFork,
        actor: env['GITHUB_ACTOR'] ?? '',
        eventName,
    };
}
function problemWith(name, value, example) {
    const what = value === '' ? `${name} is missing` : `${name} is "${value}"`;
    return `${what}: GitHub's runner sets it, outside of a workflow it has to be given (for example: ${example}).`;
}
function readPullRequest(env, eventName, repository) {
    const event = readEvent(env['GITHUB_EVENT_PATH']);
    const fromEvent = pullOfEvent(event, repository);
    if (fromEvent.number !== null || !eventName.startsWith('pull_request'))
        return fromEvent;
    // Without a usable event file the ref still names the pull request: refs/pull/12/merge.
    const number = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1];
    return number === undefined ? noPull : { ...noPull, number: Number(number) };
}
function pullOfEvent(event, repository) {
    const pull = member(event, 'pull_request');
    const number = member(pull, 'number');
    if (typeof number !== 'number')
        return pullOfComment(event);
    const head = member(pull, 'head');
    const headSha = member(head, 'sha');
    // A deleted fork has no repository any more, so what isn't known to be this one counts as a fork.
    const isFork = member(member(head, 'repo'), 'full_name') !== repository;
    return { number, headSha: typeof headSha === 'string' ? headSha : null, isFork };
}
/** `issue_comment` names the pull request as an issue and runs on the default branch, so the sha stays the runner's. */
function pullOfComment(event) {
    const issue = member(event, 'issue');
    const number = member(issue, 'number');
    const isPull = member(issue, 'pull_request') !== undefined;
    return isPull && typeof number === 'number' ? { ...noPull, number } : noPull;
}
function readEvent(path) {
    if (!path)
        return null;
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch {
        return null;
    }
}
function member(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}

;// CONCATENATED MODULE: ./build/adapters/scaling.js

/** Application Auto Scaling of the service's desired count, the only thing it can scale here (fact 21). */
function scalingPort(clients) {
    return {
        async readScaling(cluster, service) {
            const { sdk, reader } = await clients.scaling();
            const { ServiceNamespace, ScalableDimension, ResourceId } = target(cluster, service);
            const filter = { ServiceNamespace, ScalableDimension, ResourceIds: [ResourceId] };
            const command = new sdk.DescribeScalableTargetsCommand(filter);
            const action = 'application-autoscaling:DescribeScalableTargets';
            const answer = await reading(action, ResourceId, () => reader.send(command));
            const found = answer.ScalableTargets?.[0];
            return found === undefined ? null : scalingView(found);
        },
        async writeScaling(cluster, service, state) {
            const { sdk, writer } = await clients.scaling();
            // Without MinCapacity and MaxCapacity those of the registered target stay as they are.
            const command = new sdk.RegisterScalableTargetCommand({
                ...target(cluster, service),
                SuspendedState: {
                    DynamicScalingInSuspended: state.scaleInSuspended,
                    DynamicScalingOutSuspended: state.scaleOutSuspended,
                    ScheduledScalingSuspended: state.scheduledSuspended,
                },
            });
            const action = 'application-autoscaling:RegisterScalableTarget';
            await writing(action, `service/${cluster}/${service}`, (options) => writer.send(command, options));
        },
    };
}
const target = (cluster, service) => ({
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: `service/${cluster}/${service}`,
});
function scalingView({ SuspendedState: suspended }) {
    return {
        scaleInSuspended: suspended?.DynamicScalingInSuspended ?? false,
        scaleOutSuspended: suspended?.DynamicScalingOutSuspended ?? false,
        scheduledSuspended: suspended?.ScheduledScalingSuspended ?? false,
    };
}

;// CONCATENATED MODULE: ./build/domain/traffic.js
/** The rule's forward; `null` when it redirects, answers by itself or only authenticates. */
const forwardOf = (rule) => rule.actions.find((action) => action.type === 'forward') ?? null;
const holds = (rule, group) => forwardOf(rule)?.groups.some((entry) => entry.group === group) ?? false;
/** 0 as well when the rule does not hold the group. */
const weightOf = (rule, group) => forwardOf(rule)?.groups.find((entry) => entry.group === group)?.weight ?? 0;
const isSameRule = (a, b) => a.kind === 'default'
    ? b.kind === 'default' && a.listener === b.listener
    : b.kind === 'rule' && a.rule === b.rule;
/**
 * The actions with all of the pair's weight on `to`, and none on `from`. Everything else stays as it is: order,
 * stickiness, third groups, other actions (invariant 6). The groups keep their places in the list.
 */
function moveWeight(rule, from, to) {
    const share = pairShare(rule, from, to);
    return withWeights(rule, (group, weight) => (group === to ? share : group === from ? 0 : weight), {
        group: to,
        weight: share,
    });
}
function pairShare(rule, from, to) {
    const share = (from === null ? 0 : weightOf(rule, from)) + weightOf(rule, to);
    const isAlone = forwardOf(rule)?.groups.every(({ group }) => group === from || group === to) ?? false;
    // At 0/0 a rule with third groups sends the pair nothing, and so it stays; without them it would answer nobody.
    return share === 0 && isAlone ? 100 : share;
}
/** The actions with the idle group brought in at weight 0, so that it is health-checked before any user sees it (fact 25). */
const bringIn = (rule, idle) => withWeights(rule, (_group, weight) => weight, { group: idle, weight: 0 });
function withWeights(rule, weigh, missing) {
    return rule.actions.map((action) => {
        if (action.type !== 'forward')
            return action;
        const groups = action.groups.map(({ group, weight }) => ({ group, weight: weigh(group, weight) }));
        const isThere = groups.some((entry) => entry.group === missing.group);
        return { ...action, groups: isThere ? groups : [...groups, missing] };
    });
}
/** Whether two lists of actions send the same traffic to the same groups. Equal means no write. */
function hasSameWeights(a, b) {
    return weightLine(a) === weightLine(b);
}
const weightLine = (actions) => actions
    .flatMap((action) => (action.type === 'forward' ? action.groups : []))
    .map(({ group, weight }) => `${group}=${String(weight)}`)
    .toSorted()
    .join(' ');
/** `listener 443, host shop.example.com, path /api/*` — how a person knows the rule. */
function ruleWords(rule) {
    const parts = [`${rule.listenerProtocol}:${String(rule.listenerPort)}`];
    if (rule.priority === null)
        return `${parts.join('')} default action`;
    if (rule.hosts.length > 0)
        parts.push(`host ${rule.hosts.join(' or ')}`);
    if (rule.paths.length > 0)
        parts.push(`path ${rule.paths.join(' or ')}`);
    parts.push(...rule.otherConditions, `(rule ${String(rule.priority)})`);
    return parts.join(' ');
}

;// CONCATENATED MODULE: ./build/domain/rules.js

/** Only what was named: a test rule is never guessed. A whole listener may be named; then all its forwards are. */
function isTestRule(plan, rule) {
    const { testListener, testRule } = plan.traffic;
    if (rule.ref.kind === 'rule' && rule.ref.rule === testRule)
        return true;
    return rule.listener === testListener && forwardOf(rule) !== null;
}
/** The rules that production comes through. Inputs may narrow them; preflight then refuses a split. */
function productionRules(plan, world, pair) {
    const holding = rulesHolding(plan, world, pair);
    return isNarrowed(plan) ? holding.filter((rule) => isNamed(plan, rule)) : holding;
}
/** Rules that hold a group of the pair, yet were left out by the inputs: moving only the others would split production. */
function leftOutRules(plan, world, pair) {
    if (!isNarrowed(plan))
        return [];
    return rulesHolding(plan, world, pair).filter((rule) => !isNamed(plan, rule));
}
function rulesHolding(plan, world, pair) {
    if (pair === null)
        return [];
    return world.rules.filter((rule) => !isTestRule(plan, rule) && groupsOf(pair).some((group) => holds(rule, group)));
}
const groupsOf = (pair) => [pair.back, pair.front].filter((group) => group !== null);
const isNarrowed = ({ traffic }) => traffic.productionListeners.length + traffic.productionRules.length > 0;
/** A rule named by its own ARN, or by that of its listener; a default action has no ARN of its own in ModifyListener. */
function isNamed(plan, rule) {
    const { productionListeners, productionRules: rules } = plan.traffic;
    const isListenerNamed = productionListeners.includes(rule.listener);
    return isListenerNamed || (rule.ref.kind === 'rule' && rules.includes(rule.ref.rule));
}

;// CONCATENATED MODULE: ./build/domain/pair.js


/** Found only where it is safe: from the sets themselves, from `target-groups`, or from a rule that already holds both. */
function findPair(plan, world, green, blue) {
    const front = green?.attachment?.group ?? null;
    const back = blue?.attachment?.group ?? null;
    if (front !== null)
        return { front, back: back !== front && back !== null ? back : partner(plan, world, front) };
    if (back !== null) {
        const idle = partner(plan, world, back);
        return idle === null ? null : { front: idle, back };
    }
    return pairWithoutSets(plan, world);
}
/** First deployment: traffic stands at whichever of the two has weight, so green gets the other. */
function pairWithoutSets(plan, world) {
    const [first, second] = namedPair(plan) ?? onlyPair(plan, world) ?? [];
    if (first === undefined || second === undefined)
        return null;
    const isCarrying = (group) => world.rules.some((rule) => !isTestRule(plan, rule) && weightOf(rule, group) > 0);
    return isCarrying(first) || !isCarrying(second)
        ? { back: first, front: second }
        : { back: second, front: first };
}
function partner(plan, world, known) {
    const named = namedPair(plan);
    if (named !== null)
        return named.includes(known) ? (named.find((group) => group !== known) ?? null) : null;
    const partners = new Set(world.rules
        .filter((rule) => !isTestRule(plan, rule) && holds(rule, known))
        .flatMap((rule) => otherOfTwo(rule.actions.length > 0 ? groupsIn(rule) : [], known)));
    const [only, ...more] = partners;
    return more.length === 0 ? (only ?? null) : null;
}
/** With three groups in a rule it can't be told which one is the idle one. */
const otherOfTwo = (groups, known) => groups.length === 2 ? groups.filter((group) => group !== known) : [];
const groupsIn = (rule) => forwardOf(rule)?.groups.map(({ group }) => group) ?? [];
function namedPair(plan) {
    const [first, second] = plan.traffic.targetGroups;
    return first === undefined || second === undefined ? null : [first, second];
}
/** The one pair that the named production rules hold; without names nothing says whose rules they are. */
function onlyPair(plan, world) {
    const { productionListeners, productionRules } = plan.traffic;
    const rules = world.rules.filter(({ listener, ref }) => productionListeners.includes(listener) || (ref.kind === 'rule' && productionRules.includes(ref.rule)));
    const pairs = new Map(rules
        .map((rule) => groupsIn(rule).toSorted())
        .filter((groups) => groups.length === 2)
        .map((groups) => [groups.join(' '), groups]));
    const [only, ...more] = pairs.values();
    const [first, second] = only ?? [];
    return more.length > 0 || first === undefined || second === undefined ? null : [first, second];
}

;// CONCATENATED MODULE: ./build/domain/roles.js



function rolesOf(plan, world, memory) {
    const green = greenOf(plan, world, memory);
    const test = world.rules.filter((rule) => isTestRule(plan, rule));
    const carrying = world.taskSets.filter((set) => isLive(plan, world, set));
    const blue = blueOf(world, memory, green, carrying);
    const pair = findPair(plan, world, green, blue);
    const production = productionRules(plan, world, pair);
    const others = world.taskSets.filter((set) => set !== green && set !== blue);
    return {
        green,
        blue,
        pair,
        production,
        test,
        leftovers: others.filter((set) => isOurs(set) || isAdopted(world, set)),
        foreign: others.filter((set) => !isOurs(set) && !isAdopted(world, set) && set.status !== 'DRAINING'),
        live: carrying,
    };
}
/** A set carries the release it was made for in its tags; a re-run adopts it by them (fact 14). */
function greenOf(plan, world, memory) {
    const own = world.taskSets.filter((set) => set.tags.release === plan.release.id || set.arn === (memory.green ?? memory.created?.set));
    // A draining one counts only for the process that is taking it down; for any other it is gone.
    return (own.find(({ status }) => status !== 'DRAINING') ?? own.find(({ arn }) => arn === memory.green) ?? null);
}
/** Every set that gets production traffic, by the weights of every rule that was not named as a test rule. */
const isLive = (plan, world, set) => set.status !== 'DRAINING' &&
    world.rules.some((rule) => !isTestRule(plan, rule) && weightOf(rule, groupOf(set)) > 0);
/**
 * Blue: as long as green has no traffic, whatever else has it. Once green has, the first of these that names an
 * existing set: what this process saw live before the switch; green's own tag; the service's tag; what is live
 * besides green. Tags of the service may be wiped at any time, those of the set may not.
 */
function blueOf(world, memory, green, live) {
    const byName = (name) => name == null
        ? undefined
        : world.taskSets.find((set) => (set.arn === name || set.id === name) && set !== green);
    const others = live.filter((set) => set !== green);
    const serving = others.find(({ status }) => status === 'PRIMARY') ?? others[0];
    const named = byName(memory.blue) ?? byName(green?.tags.blue);
    if (green === null)
        return serving ?? null;
    if (!live.includes(green))
        return serving ?? named ?? null;
    return named ?? byName(world.service.tags.blue) ?? serving ?? null;
}
const isOurs = (set) => set.tags.release !== undefined;
/** An untagged set that an earlier release found live and took for its blue: the service or that release's green says so. */
const isAdopted = (world, set) => world.service.tags.blue === set.arn || world.taskSets.some(({ tags }) => tags.blue === set.id);
const groupOf = (set) => set.attachment?.group ?? '';
/** Whether any rule at all, test rules too, gives the set's group weight: what deleting must never ignore. */
const isOnAnyRule = (world, set) => world.rules.some((rule) => weightOf(rule, groupOf(set)) > 0);
const isLiveIn = (production, set) => set !== null && production.some((rule) => weightOf(rule, groupOf(set)) > 0);
const findSet = (world, set) => world.taskSets.find(({ arn }) => arn === set) ?? null;

;// CONCATENATED MODULE: ./build/domain/revision.js

/** Members that DescribeTaskDefinition returns and RegisterTaskDefinition does not take. */
const readOnlyMembers = new Set([
    'taskDefinitionArn',
    'revision',
    'status',
    'requiresAttributes',
    'compatibilities',
    'registeredAt',
    'registeredBy',
    'deregisteredAt',
    'deleteRequestedAt',
]);
/**
 * What RegisterTaskDefinition gets: the base without its read-only members and with the images set. Everything else
 * stays as it is, members that nobody here knows, `[]` and `""` included (fact 21b). An image that finds no container
 * is a problem, not an error: all problems are told at once.
 */
function renderRevision(base, request) {
    const names = containersOf(base).map(nameOf);
    const problems = [];
    const images = new Map();
    for (const { container, image } of request.images) {
        const target = container === '' ? soleContainer(names, request) : container;
        if (target === null)
            problems.push(unclear(image, names, request));
        else if (!names.includes(target))
            problems.push(unknown(target, names, request));
        else
            images.set(target, image);
    }
    const content = withImages(withoutReadOnly(base), images);
    return { content, problems: [...problems, ...containersOf(content).flatMap(imageless(request))] };
}
/** The content with these tags in the form that RegisterTaskDefinition takes, less those that only we or AWS may set. */
function withTags(content, tags) {
    const kept = Object.entries(tags).filter(([key]) => !key.startsWith('aws:') && !key.startsWith(tagPrefix));
    // DescribeTaskDefinition returns tags beside the task definition, RegisterTaskDefinition takes them inside.
    return kept.length === 0 ? content : { ...content, tags: kept.map(([key, value]) => ({ key, value })) };
}
function withoutReadOnly(content) {
    return Object.fromEntries(Object.entries(content).filter(([name]) => !readOnlyMembers.has(name)));
}
/** Each container with the ports it listens on; a port range counts as none, since no target group can point at it. */
function describeContainers(content) {
    return containersOf(content).map((container) => ({
        name: nameOf(container),
        ports: objectsIn(container['portMappings'])
            .map((mapping) => mapping['containerPort'])
            .filter((port) => typeof port === 'number'),
    }));
}
const isJsonObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isJsonArray = (value) => Array.isArray(value);
function withImages(content, images) {
    const containers = content['containerDefinitions'];
    if (images.size === 0 || !isJsonArray(containers))
        return content;
    const changed = containers.map((container) => {
        const image = isJsonObject(container) ? images.get(nameOf(container)) : undefined;
        return isJsonObject(container) && image !== undefined ? { ...container, image } : container;
    });
    return { ...content, containerDefinitions: changed };
}
function soleContainer(names, request) {
    if (names.length === 1)
        return names[0] ?? null;
    return request.loadBalanced !== null && names.includes(request.loadBalanced) ? request.loadBalanced : null;
}
const unclear = (image, names, { source }) => `image: it is not clear which container of ${source} runs "${image}": ` +
    `give container-name, one of ${names.join(', ') || '(it has no containers)'}`;
const unknown = (container, names, { source }) => `container "${container}" is not in ${source}: its containers are ${names.join(', ') || '(none)'}`;
const imageless = ({ source }) => (container) => typeof container['image'] === 'string' && container['image'] !== ''
    ? []
    : [`container "${nameOf(container)}" of ${source} has no image: give one with image or images`];
const containersOf = (content) => objectsIn(content['containerDefinitions']);
const objectsIn = (value) => isJsonArray(value) ? value.filter((item) => isJsonObject(item)) : [];
const nameOf = (container) => typeof container['name'] === 'string' ? container['name'] : '';

;// CONCATENATED MODULE: ./build/domain/revision-canonical.js

/**
 * The content as one text that is the same for every way to write the same task definition: keys sorted, read-only
 * members gone, and with them all that AWS fills in when it gives a registered revision back. Hash this text.
 * Where it is not known whether two ways to write mean the same they stay different: a needless registration is
 * harmless, a missed one is a release that did not happen.
 */
function canonicalText(content) {
    return JSON.stringify(canonicalRevision(content));
}
/** Whether registering `a` would give a revision that runs just as `b` does. */
function isSameRevision(a, b) {
    return canonicalText(a) === canonicalText(b);
}
/** `canonicalText` as a value, for comparing member by member. */
function canonicalRevision(content) {
    const revision = withoutReadOnly(content);
    const own = changed(revision, {
        cpu: inUnits(/^([\d.]+)\s*vcpu$/i),
        memory: inUnits(/^([\d.]+)\s*gb$/i),
        requiresCompatibilities: sortedBy((item) => JSON.stringify(item)),
        tags: sortedBy(named('key')),
        enableFaultInjection: unless(false),
        containerDefinitions: each((container) => canonicalContainer(container, revision['networkMode'])),
        volumes: each((volume) => changed(volume, { host: unlessEmpty })),
    });
    return tidy(own);
}
function canonicalContainer(container, networkMode) {
    return changed(container, {
        cpu: unless(0),
        essential: unless(true),
        privileged: unless(false),
        readonlyRootFilesystem: unless(false),
        interactive: unless(false),
        pseudoTerminal: unless(false),
        dockerLabels: unlessEmpty,
        // ECS gives both lists back in an order of its own.
        environment: sortedBy(named('name')),
        secrets: sortedBy(named('name')),
        portMappings: each((mapping) => canonicalPort(mapping, networkMode)),
        healthCheck: onObject((check) => changed(check, { interval: unless(30), timeout: unless(5), retries: unless(3) })),
        logConfiguration: onObject((log) => changed(log, { options: unlessEmpty })),
    });
}
function canonicalPort(mapping, networkMode) {
    // With awsvpc and host the two ports are always one; elsewhere 0 asks for any free port, as leaving it out does.
    const isShared = networkMode === 'awsvpc' || networkMode === 'host';
    const given = mapping['hostPort'];
    const isImplied = given === 0 || (isShared && given === mapping['containerPort']);
    return changed(mapping, {
        protocol: unless('tcp'),
        hostPort: (port) => (isImplied ? undefined : port),
    });
}
function changed(object, rules) {
    const members = Object.entries(object).flatMap(([name, value]) => {
        const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
        const kept = rule === undefined ? value : rule(value);
        return kept === undefined ? [] : [[name, kept]];
    });
    return Object.fromEntries(members);
}
const unless = (implied) => (value) => value === implied ? undefined : value;
const unlessEmpty = (value) => isJsonObject(value) && Object.keys(value).length === 0 ? undefined : value;
const onObject = (rule) => (value) => isJsonObject(value) ? rule(value) : value;
const each = (rule) => (value) => isJsonArray(value) ? value.map((item) => (isJsonObject(item) ? rule(item) : item)) : value;
const sortedBy = (key) => (value) => isJsonArray(value) ? [...value].sort((a, b) => compare(key(a), key(b))) : value;
const named = (member) => (item) => isJsonObject(item) ? JSON.stringify(item[member] ?? null) : '';
/** Task sizes may be written `1 vCPU` and `2 GB`; ECS keeps them as 1024 and 2048. */
const inUnits = (pattern) => (value) => {
    const count = typeof value === 'string' ? pattern.exec(value.trim())?.[1] : undefined;
    return count === undefined ? value : String(Number(count) * 1024);
};
/** Sorted keys; without members that are `null` or an empty list, which ECS treats as not given. */
function tidy(value) {
    if (isJsonArray(value))
        return value.map(tidy);
    if (!isJsonObject(value))
        return value;
    const members = Object.entries(value)
        .filter(([, member]) => member !== null && !(isJsonArray(member) && member.length === 0))
        .sort(([a], [b]) => compare(a, b))
        .map(([name, member]) => [name, tidy(member)]);
    return Object.fromEntries(members);
}
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

;// CONCATENATED MODULE: ./build/engine/candidate.js




/** Works out which revision green would run. Revisions never change, so each is read once. */
function createCandidateReader(ecs, plan) {
    const documents = new Map();
    const read = (reference) => {
        const found = documents.get(reference) ?? ecs.readTaskDefinition(reference);
        documents.set(reference, found);
        return found;
    };
    return async (blue, memory) => {
        const { source } = plan.revision;
        if (source.kind === 'existing')
            return candidate_existing(source.reference, await read(source.reference));
        const live = blue === null ? null : await read(blue.taskDefinition);
        const base = baseOf(plan, live);
        if (base === null)
            return hopeless('the live revision', [noBase]);
        const rendered = render(plan, base, live, blue);
        if (rendered.registeredAs !== null || rendered.problems.length > 0)
            return rendered;
        const found = memory.registered ?? (await ecs.findRegistered(rendered.family, rendered.hash));
        return found === null
            ? rendered
            : already(rendered, found, 'it was registered before, found by its hash');
    };
}
const noBase = 'task-definition: there is no live task set whose revision could be the base: name a file, an ARN or family:revision.';
function baseOf(plan, live) {
    const { source } = plan.revision;
    if (source.kind === 'document')
        return { content: source.content, source: `file ${source.path}` };
    if (live === null)
        return null;
    return {
        content: withTags(live.content, live.tags),
        source: `revision ${shortName(live.arn)} of the live task set`,
    };
}
function render(plan, base, live, blue) {
    const { content, problems } = renderRevision(base.content, {
        images: plan.revision.images,
        loadBalanced: plan.overrides.containerName ?? blue?.attachment?.containerName ?? null,
        source: base.source,
    });
    const candidate = {
        ...described(content),
        source: base.source,
        content,
        registeredAs: null,
        registeredBecause: null,
        problems,
    };
    const isSame = live !== null && isSameRevision(content, withTags(live.content, live.tags));
    return isSame ? already(candidate, live.arn, 'it equals the live revision') : candidate;
}
const already = (candidate, revision, because) => ({
    ...candidate,
    registeredAs: revision,
    registeredBecause: because,
});
function candidate_existing(reference, document) {
    const source = `task definition ${reference}`;
    if (document === null)
        return hopeless(source, [`task-definition: "${reference}" does not exist in this account and region.`]);
    const isActive = document.status === 'ACTIVE';
    const problems = isActive
        ? []
        : [`task-definition: "${reference}" is ${document.status}; name an ACTIVE revision.`];
    return {
        ...described(document.content),
        source,
        content: null,
        registeredAs: document.arn,
        registeredBecause: 'the input names it',
        problems,
    };
}
const described = (content) => ({
    family: candidate_text(content['family']) ?? '',
    hash: (0,external_node_crypto_.createHash)('sha256').update(canonicalText(content)).digest('hex'),
    networkMode: candidate_text(content['networkMode']),
    containers: describeContainers(content),
});
const candidate_text = (value) => typeof value === 'string' ? value : null;
const hopeless = (source, problems) => ({
    source,
    family: '',
    hash: '',
    content: null,
    registeredAs: null,
    registeredBecause: null,
    networkMode: null,
    containers: [],
    problems,
});

;// CONCATENATED MODULE: ./build/engine/observe.js




/**
 * Reads the world anew at each call; reads only, in parallel where one doesn't need the other. Rejects with a
 * `PortError` when something that deciding needs can't be read.
 */
function createObserver(ports, plan) {
    const known = { groups: new Map(), balancers: [], candidateGroups: null, isScaled: null };
    const candidateOf = createCandidateReader(ports.ecs, plan);
    return async (memory) => {
        const { service, taskSets, rules } = await readCore(ports, plan, known);
        const groups = await learnGroups(ports, plan, known, taskSets, rules);
        const [sets, views, stoppedTasks, scaling] = await Promise.all([
            Promise.all(taskSets.map((set) => withTasks(ports, known, set))),
            Promise.all(groups.map((group) => withTargets(ports, group))),
            needsStops(taskSets) ? ports.ecs.readStoppedTasks() : [],
            readScaling(ports, plan, known),
        ]);
        const bare = {
            nowMs: ports.clock.now(),
            service,
            taskSets: sets,
            rules,
            groups: views,
            loadBalancers: known.balancers,
            candidateGroups: [],
            stoppedTasks,
            scaling,
            candidate: null,
            notes: [],
        };
        const roles = rolesOf(plan, bare, memory);
        if (roles.green !== null || memory.failure !== null)
            return bare;
        const [candidate, candidateGroups] = await Promise.all([
            candidateOf(roles.blue, memory),
            roles.pair === null ? readCandidates(ports, known) : [],
        ]);
        return { ...bare, candidate, candidateGroups, nowMs: ports.clock.now() };
    };
}
/** Service and rules side by side once the balancers are known; the first time the one leads to the other. */
async function readCore(ports, plan, known) {
    if (known.balancers.length === 0) {
        const { service, taskSets } = await observe_readService(ports, plan);
        await learnBalancers(ports, plan, known, taskSets);
        return { service, taskSets, rules: await observe_readRules(ports, known) };
    }
    const [read, rules] = await Promise.all([observe_readService(ports, plan), observe_readRules(ports, known)]);
    return { ...read, rules };
}
async function observe_readService(ports, plan) {
    const read = await ports.ecs.readService();
    if (read !== null)
        return read;
    throw new PortError({
        kind: 'refused',
        action: 'ecs:DescribeServices',
        resource: plan.service,
        code: 'ServiceNotFound',
        message: `there is no service "${plan.service}" in cluster "${plan.cluster}" in this account and region: check both names and the region`,
    });
}
async function learnBalancers(ports, plan, known, sets) {
    const named = [...plan.traffic.targetGroups, ...attachedGroups(sets)];
    known.groups = new Map((await observe_readGroups(ports, named)).map((group) => [group.arn, group]));
    const balancers = new Set([...known.groups.values()].flatMap(({ loadBalancers }) => loadBalancers));
    if (balancers.size === 0)
        for (const balancer of await balancersOfListeners(ports, plan))
            balancers.add(balancer);
    if (balancers.size > 0)
        known.balancers = await ports.loadBalancer.readBalancers([...balancers]);
}
async function balancersOfListeners(ports, plan) {
    const { productionListeners } = plan.traffic;
    const found = await Promise.all(productionListeners.map((listener) => ports.loadBalancer.balancerOf(listener)));
    return found.filter((balancer) => balancer !== null);
}
const observe_readGroups = async (ports, groups) => groups.length === 0 ? [] : ports.loadBalancer.readGroups([...new Set(groups)]);
const attachedGroups = (sets) => sets.flatMap(({ attachment }) => (attachment === null ? [] : [attachment.group]));
async function observe_readRules(ports, known) {
    const application = known.balancers.filter(({ type }) => type === 'application');
    const rules = await Promise.all(application.map(({ arn }) => ports.loadBalancer.readRules(arn)));
    return rules.flat();
}
/** The groups of the sets, those that inputs name, and those that share a rule with one of them: the pair is among these. */
async function learnGroups(ports, plan, known, sets, rules) {
    const own = new Set([...plan.traffic.targetGroups, ...attachedGroups(sets)]);
    const forwards = rules.map((rule) => forwardOf(rule)?.groups.map(({ group }) => group) ?? []);
    const related = forwards
        .filter((groups) => own.size === 0 || groups.some((group) => own.has(group)))
        .flat();
    const wanted = [...new Set([...own, ...related])];
    const missing = wanted.filter((group) => !known.groups.has(group));
    const found = await observe_readGroups(ports, missing);
    known.groups = new Map([...known.groups, ...found.map((group) => [group.arn, group])]);
    return wanted.flatMap((group) => known.groups.get(group) ?? []);
}
async function withTasks(ports, known, set) {
    if (set.status === 'DRAINING')
        return { ...set, tasks: [] };
    const group = set.attachment === null ? undefined : known.groups.get(set.attachment.group);
    return { ...set, tasks: await ports.ecs.readTasks(set, group?.targetType ?? 'ip') };
}
const withTargets = async (ports, group) => ({
    ...group,
    targets: await ports.loadBalancer.readTargets(group.arn),
});
/** Stopped tasks are only asked for while some set has not all it should have. */
const needsStops = (sets) => sets.some(({ status, isSteady, running, computedDesired }) => status !== 'DRAINING' && (!isSteady || running !== computedDesired));
async function readScaling(ports, plan, known) {
    if (known.isScaled === false)
        return null;
    const scaling = await ports.scaling.readScaling(plan.cluster, plan.service);
    known.isScaled = scaling !== null;
    return scaling;
}
async function readCandidates(ports, known) {
    const [balancer] = known.balancers;
    if (balancer === undefined)
        return [];
    known.candidateGroups ??= (await ports.loadBalancer.readCandidateGroups(balancer.arn)).map(({ arn }) => arn);
    return known.candidateGroups;
}

;// CONCATENATED MODULE: ./build/domain/fence.js
function parseFence(value) {
    const match = /^(\d+):(\d+)\.(\d+)$/.exec(value ?? '');
    if (match === null)
        return null;
    return { n: Number(match[1]), runId: Number(match[2]), attempt: Number(match[3]) };
}
const fenceText = ({ n, runId, attempt }) => `${String(n)}:${String(runId)}.${String(attempt)}`;
/** The value that takes the fence from whoever holds it now. An unreadable value counts as none. */
const nextFence = (current, runId, attempt) => fenceText({ n: (parseFence(current)?.n ?? 0) + 1, runId, attempt });
/** Whether the value was written by this very attempt: then an earlier process of it died, and this one goes on. */
function isOwnFence(value, runId, attempt) {
    const fence = parseFence(value);
    return fence?.runId === runId && fence.attempt === attempt;
}

;// CONCATENATED MODULE: ./build/domain/readiness.js
const yes = { isYes: true };
const no = (why) => ({ isYes: false, why });
/** Of the group's targets, the ones that the set's own tasks registered (fact 33). */
function ownTargets(world, set) {
    const endpoints = set.tasks.flatMap(({ endpoint }) => (endpoint === null ? [] : [endpoint]));
    return targetsOf(world, set.attachment?.group ?? null).filter((target) => endpoints.some((endpoint) => isSameEndpoint(endpoint, target)));
}
const targetsOf = (world, group) => world.groups.find(({ arn }) => arn === group)?.targets ?? [];
const isSameEndpoint = (a, b) => a.id === b.id && a.port === b.port;
const runningTasks = (set) => set.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
/**
 * Ready, as one observation shows it: steady, running = computed ≥ 1, and every running task has a healthy target of
 * its own. Steady alone proves nothing: 0 of 0 counts as steady (fact 4).
 */
function isReady(world, set) {
    if (set.status === 'DRAINING')
        return no('it is draining');
    if (set.computedDesired < 1)
        return no(`its computed count is ${String(set.computedDesired)}`);
    const count = `${String(set.running)} of ${String(set.computedDesired)} running`;
    if (set.running !== set.computedDesired || set.pending > 0)
        return no(count);
    const tasks = runningTasks(set);
    if (tasks.length < set.running)
        return no(`${count}, ${String(tasks.length)} of them listed`);
    const healthy = healthyOwn(world, set).length;
    if (healthy < tasks.length)
        return no(`${count}, ${String(healthy)} healthy${unhealthyWords(world, set)}`);
    if (!set.isSteady)
        return no(`${count}, ${String(healthy)} healthy, still stabilizing`);
    return yes;
}
/** Able to take traffic back: not draining and at least half healthy; any one will do if green has none at all. */
function canServe(world, set, isOtherDead) {
    if (set.status === 'DRAINING')
        return no(`task set ${set.id} is draining`);
    const healthy = healthyOwn(world, set).length;
    const needed = isOtherDead ? 1 : Math.max(1, Math.ceil(set.computedDesired / 2));
    if (healthy >= needed)
        return yes;
    return no(`task set ${set.id} has ${String(healthy)} healthy targets and needs ${String(needed)}`);
}
const healthyOwn = (world, set) => ownTargets(world, set).filter(({ state }) => state === 'healthy');
/** Targets of the group that would get traffic at a switch and are not the set's own. */
function strangers(world, set) {
    const own = new Set(ownTargets(world, set));
    return targetsOf(world, set.attachment?.group ?? null).filter((target) => !own.has(target) && target.state !== 'draining' && target.state !== 'unused');
}
function unhealthyWords(world, set) {
    const bad = ownTargets(world, set).filter(({ state }) => state === 'unhealthy');
    const [first] = bad;
    if (first === undefined)
        return '';
    return ` (${first.id}:${String(first.port)} ${first.description ?? first.reason ?? 'unhealthy'})`;
}
/** Fact 33: a target that no rule refers to is never checked, and no waiting mends that. */
const hasUnusedTargets = (world, set) => {
    const own = ownTargets(world, set);
    return own.length > 0 && own.every(({ state }) => state === 'unused');
};

;// CONCATENATED MODULE: ./build/domain/probes.js


/** How long one probe may take. */
const probeTimeoutMs = 5000;
/** Green before the switch: by the test address or test rule where one is named, else at its own targets. */
function smokeProbing(scene) {
    const { plan, roles } = scene;
    const isNamed = plan.smoke.url !== null || roles.test.length > 0;
    const isAskedFor = isNamed || plan.smoke.paths.length > 0;
    if (plan.smoke.url !== null)
        return at(plan, plan.smoke.url, probes_pathsOf(scene), {}, isAskedFor, 'the test address');
    const [rule] = roles.test;
    if (rule !== undefined) {
        const address = probes_addressOf(scene, rule);
        if (address.url === null)
            return { requests: null, isAskedFor, why: address.why };
        return at(plan, address.url, probes_pathsOf(scene), address.headers, isAskedFor, 'the test rule');
    }
    return atTargets(scene, isAskedFor);
}
function atTargets(scene, isAskedFor) {
    const { world, roles, plan } = scene;
    const group = world.groups.find(({ arn }) => arn === roles.green?.attachment?.group);
    if (roles.green === null || group === undefined || group.targetType !== 'ip')
        return { requests: null, isAskedFor, why: 'green has no target with an IP address to ask' };
    const scheme = group.protocol === 'HTTPS' ? 'https' : 'http';
    const requests = ownTargets(world, roles.green).flatMap(({ id, port }) => probes_pathsOf(scene).map((path) => request(plan, `${scheme}://${hostText(id)}:${String(port)}${path}`, {})));
    if (requests.length === 0)
        return { requests: null, isAskedFor, why: 'there is no health path to ask for' };
    return { requests, isAskedFor, where: "green's own targets" };
}
const hostText = (id) => (id.includes(':') ? `[${id}]` : id);
/** Production: `production-url`, or worked out from the listener, the rule's host and its path. */
function productionProbing(scene) {
    const { plan, roles } = scene;
    if (plan.bake.probeUrl !== null)
        return at(plan, plan.bake.probeUrl, plan.smoke.paths, {}, true, 'the production address');
    const [rule] = roles.production;
    if (rule === undefined)
        return { requests: null, isAskedFor: false, why: 'no production rule is known' };
    const address = probes_addressOf(scene, rule);
    if (address.url === null)
        return { requests: null, isAskedFor: false, why: address.why };
    const paths = probes_pathsOf(scene).filter((path) => rule.paths.length === 0 || rule.paths.some((p) => fits(p, path)));
    if (paths.length === 0)
        return { requests: null, isAskedFor: false, why: `no health path lies under ${rule.paths.join(' or ')}` };
    return at(plan, address.url, paths, address.headers, false, 'the production rule');
}
/** The balancer's own name with the rule's host as the Host header (and, for TLS, as the name asked for). */
function probes_addressOf({ world }, rule) {
    const balancer = world.loadBalancers.find(({ arn }) => arn === rule.loadBalancer);
    if (balancer === undefined || forwardOf(rule) === null)
        return { url: null, why: 'the address of the load balancer is not known' };
    const host = rule.hosts.find((name) => !/[*?]/.test(name));
    if (rule.hosts.length > 0 && host === undefined)
        return { url: null, why: `the rule's host ${rule.hosts.join(' or ')} is a pattern` };
    if (rule.otherConditions.length > 0)
        return { url: null, why: `the rule also asks for ${rule.otherConditions.join(', ')}` };
    const scheme = rule.listenerProtocol === 'HTTPS' ? 'https' : 'http';
    const url = `${scheme}://${balancer.dnsName}:${String(rule.listenerPort)}`;
    return { url, headers: host === undefined ? {} : { host } };
}
/** Asked-for paths, or the one that the group's own health check uses. */
function probes_pathsOf({ plan, world, roles }) {
    if (plan.smoke.paths.length > 0)
        return plan.smoke.paths;
    const group = world.groups.find(({ arn }) => arn === roles.pair?.front);
    return group?.healthPath == null ? [] : [group.healthPath];
}
function at(plan, base, paths, headers, isAskedFor, where) {
    const trimmed = base.replace(/\/$/, '');
    const urls = paths.length === 0 ? [base] : paths.map((path) => trimmed + path);
    return { requests: urls.map((url) => request(plan, url, headers)), isAskedFor, where };
}
const request = (plan, url, headers) => ({
    url,
    headers: { ...headers, ...plan.smoke.headers },
    timeoutMs: probeTimeoutMs,
});
/** A rule's path pattern: `*` stands for any characters, `?` for one. */
function fits(pattern, path) {
    const text = pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
    return new RegExp(`^${text}$`).test(path);
}
const isPass = ({ answer }) => answer.status !== null && answer.status >= 200 && answer.status < 300;
const hasNoAnswer = (answers) => answers.length > 0 && answers.every(({ answer }) => answer.status === null);
/** Folds one round of probes into the memory: a round passes when every request of it does. */
function noticeProbes(plan, memory, purpose, answers, nowMs) {
    switch (purpose) {
        case 'smoke':
            return { ...memory, smoke: noticeSmoke(plan, memory, answers, nowMs) };
        case 'baseline':
            return { ...memory, baseline: noticeBaseline(memory, answers, nowMs) };
        case 'bake':
            return { ...memory, bakeProbe: fold(memory.bakeProbe, answers, nowMs) };
        case 'after-back':
            return { ...memory, afterBackProbe: fold(memory.afterBackProbe, answers, nowMs) };
    }
}
function fold(before, answers, nowMs) {
    const bad = answers.find((probed) => !isPass(probed));
    return {
        lastMs: nowMs,
        failuresInRow: bad === undefined ? 0 : before.failuresInRow + 1,
        passesInRow: bad === undefined ? before.passesInRow + 1 : 0,
        hasAnswered: before.hasAnswered || !hasNoAnswer(answers),
        lastWords: bad === undefined ? null : probedWords(bad),
    };
}
/** An address that never answered once, and that nobody asked for, is out of reach from here rather than broken. */
function noticeSmoke(plan, memory, answers, nowMs) {
    const { smoke } = memory;
    const isAskedFor = plan.smoke.paths.length > 0 || plan.smoke.url !== null;
    const isNamed = plan.traffic.testListener !== null || plan.traffic.testRule !== null;
    const isUnreachable = smoke.startedAtMs === null && hasNoAnswer(answers) && !isAskedFor && !isNamed;
    return {
        ...fold(smoke, answers, nowMs),
        startedAtMs: smoke.startedAtMs ?? nowMs,
        isSkipped: smoke.isSkipped || isUnreachable,
    };
}
/** Three tries: a firewall must not roll back a good release, and a flicker must not take the probe away. */
function noticeBaseline({ baseline }, answers, nowMs) {
    const next = fold(baseline, answers, nowMs);
    const verdict = next.passesInRow > 0 ? 'passed' : next.failuresInRow >= 3 ? 'unusable' : 'unknown';
    return { ...next, verdict };
}
const probedWords = ({ url, answer }) => `${url} ${answer.status === null ? (answer.error ?? 'gave no answer') : `answered ${String(answer.status)}${excerptWords(answer.excerpt)}`}`;
const excerptWords = (excerpt) => (excerpt === '' ? '' : `: ${excerpt.slice(0, 80)}`);

;// CONCATENATED MODULE: ./build/domain/writes.js


/** A read may be some seconds old, so a write that is not seen yet is waited for this long before it is believed lost. */
const staleReadMs = 10_000;
/** What the write is about, so that its failures can be counted and it is not tried for ever. */
function writes_writeKey(write) {
    switch (write.kind) {
        case 'tag-service':
            return `tag ${Object.keys(write.tags).join(' ')}`;
        case 'untag-service':
            return `untag ${write.names.join(' ')}`;
        case 'write-rule':
            return `rule ${write.rule.ref.kind === 'rule' ? write.rule.ref.rule : write.rule.ref.listener}`;
        case 'label':
            return `label ${write.set}`;
        case 'delete':
            return deleteKey(write.set, write.atScale);
        case 'scale':
            return `scale ${write.set} ${String(write.percent)}`;
        case 'register':
        case 'create-green':
        case 'write-scaling':
            return write.kind;
    }
}
const deleteKey = (set, atScale) => `delete ${set} at ${String(atScale)} %`;
/** Whether the world shows what the write was to bring about. */
function isLanded(write, plan, world, memory) {
    const set = (arn) => world.taskSets.find((candidate) => candidate.arn === arn);
    switch (write.kind) {
        case 'tag-service':
            return Object.entries(write.tags).every(([name, value]) => world.service.tags[name] === value);
        case 'untag-service':
            return write.names.every((name) => world.service.tags[name] === undefined);
        case 'register':
            return memory.registered !== null || world.candidate?.registeredAs !== null;
        case 'create-green':
            return greenOf(plan, world, memory) !== null;
        case 'label':
            return set(write.set)?.status === 'PRIMARY';
        case 'write-rule':
            return isRuleWritten(write, world);
        case 'scale':
            return set(write.set)?.scalePercent === write.percent;
        case 'delete':
            return (set(write.set)?.status ?? 'DRAINING') === 'DRAINING';
        case 'write-scaling':
            return world.scaling === null || writes_scalingText(world.scaling) === writes_scalingText(write.state);
    }
}
function isRuleWritten(write, world) {
    const now = world.rules.find(({ ref }) => isSameRule(ref, write.rule.ref));
    return now !== undefined && hasSameWeights(now.actions, write.actions);
}
/** The `scaling` tag: which activities were suspended before this release, e.g. `in:0 out:0 scheduled:1`. */
const writes_scalingText = (state) => `in:${flag(state.scaleInSuspended)} out:${flag(state.scaleOutSuspended)} scheduled:${flag(state.scheduledSuspended)}`;
const flag = (isSet) => (isSet ? '1' : '0');
function parseScaling(text) {
    const match = /^in:([01]) out:([01]) scheduled:([01])$/.exec(text);
    if (match === null)
        return null;
    return {
        scaleInSuspended: match[1] === '1',
        scaleOutSuspended: match[2] === '1',
        scheduledSuspended: match[3] === '1',
    };
}

;// CONCATENATED MODULE: ./build/domain/scene.js



const sceneOf = (plan, world, memory) => ({
    plan,
    world,
    memory,
    roles: rolesOf(plan, world, memory),
});
const step = (phase, reason, because, act) => ({
    phase,
    reason,
    because,
    act,
});
const wait = (phase, reason, because, ms) => step(phase, reason, because, { kind: 'wait', ms: Math.max(50, Math.round(ms)) });
/** The step, unless AWS has said for good that it will not take it. */
const unlessAbandoned = (scene, next) => next.act.kind !== 'probe' &&
    next.act.kind !== 'wait' &&
    next.act.kind !== 'end' &&
    writes_writeKey(next.act) in scene.memory.abandoned
    ? null
    : next;
/** Nodes take up a rule each for itself, within seconds and without a promise (fact 28): so long a set is kept after. */
const propagationMs = 10_000;
/** Whether no rule has sent the set anything for long enough that no node still does. */
const isQuiet = ({ world, memory }, set) => quietInMs({ world, memory }, set) <= 0;
const quietInMs = ({ world, memory }, set) => (memory.lastOnRulesMs[set.arn] ?? memory.startedAtMs) + propagationMs - world.nowMs;
const isGreenLive = ({ roles }) => isLiveIn(roles.production, roles.green);
/** Every production rule sends the pair's share to green, none of it to blue. */
const isSwitched = (scene) => isGreenLive(scene) && rulesToSwitch(scene).length === 0;
function rulesToSwitch({ roles }) {
    const { pair, production } = roles;
    if (pair?.back == null)
        return [];
    const { back, front } = pair;
    const isNothingLive = production.every((rule) => weightOf(rule, back) + weightOf(rule, front) === 0);
    return production.filter((rule) => weightOf(rule, back) > 0 || isNothingLive);
}
/** When traffic moved: this process saw it, or the tag says it. The tag may have been wiped, then the bake begins anew. */
function switchedAtMs({ world, memory, roles }) {
    const { green: greenTag, 'switched-at': at } = world.service.tags;
    const tagged = greenTag === roles.green?.arn && at !== undefined ? Date.parse(at) : Number.NaN;
    return Number.isNaN(tagged) ? memory.switchedAtMs : tagged;
}
function bakeEndsMs(scene) {
    const at = switchedAtMs(scene);
    return at === null ? null : at + scene.plan.bake.seconds * 1000;
}
/** Its time is over, and this process watched it for some observations at least: an unwatched bake proves nothing. */
const isBakeOver = (scene) => isSwitched(scene) &&
    scene.memory.goodBakeStreak >= 3 &&
    (bakeEndsMs(scene) ?? Number.POSITIVE_INFINITY) <= scene.world.nowMs;
const iso = (ms) => new Date(ms).toISOString();

;// CONCATENATED MODULE: ./build/domain/stops.js
/** Stops that say nothing about the version: ECS or a person took the task away (design: they don't count). */
const harmlessCodes = new Set(['SpotInterruption', 'TerminationNotice', 'UserInitiated']);
/** Tasks of the set that failed by themselves: they could not start, they ended, or their health checks failed. */
const failedTasks = (world, set) => world.stoppedTasks.filter((task) => task.startedBy === set.id && isFailure(task));
function isFailure({ stopCode, stoppedReason }) {
    if (stopCode !== null && harmlessCodes.has(stopCode))
        return false;
    // The scheduler stops tasks for scale-in and rebalancing, and also those that failed their health checks.
    return stopCode !== 'ServiceSchedulerInitiated' || /failed .*health checks/i.test(stoppedReason);
}
/** How many failed tasks end the wait for green (ECS itself restarts them for ever, fact 5). */
const breakerLimit = (desiredCount) => Math.max(3, Math.ceil(desiredCount / 2));
/** `exit code 137 OutOfMemoryError in container web` — why a task is gone, from what ECS tells of it. */
function stopWords(task) {
    const container = task.containers.find(({ exitCode, reason }) => (exitCode !== null && exitCode !== 0) || reason !== null) ?? task.containers.find(({ exitCode }) => exitCode !== null);
    if (container === undefined)
        return task.stoppedReason || (task.stopCode ?? 'no reason given');
    const code = container.exitCode === null ? [] : [`exit code ${String(container.exitCode)}`];
    const reason = container.reason === null ? [] : [container.reason];
    const said = [...code, ...reason].join(' ') || 'ended';
    return `${said} in container ${container.name} (${task.stoppedReason || (task.stopCode ?? 'no reason given')})`;
}
/** The last failed task of the set, or what the service's events say when nothing could be placed. */
function whyNotRunning(world, set) {
    const last = failedTasks(world, set).toSorted((a, b) => b.stoppedAtMs - a.stoppedAtMs)[0];
    if (last !== undefined)
        return `; last stop: ${stopWords(last)}`;
    if (set.running >= set.computedDesired)
        return '';
    const event = world.service.events.find(({ atMs, message }) => atMs >= set.createdAtMs && /unable|fail|insufficient|capacity|not found/i.test(message));
    return event === undefined ? '' : `; the service's last event: ${event.message}`;
}

;// CONCATENATED MODULE: ./build/domain/words.js


/** `10m00s`, `45s`, `1h05m` — as a person says it, from whole seconds. */
function durationWords(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
    const two = (value) => String(value).padStart(2, '0');
    if (hours > 0)
        return `${String(hours)}h${two(minutes)}m`;
    return minutes > 0 ? `${String(minutes)}m${two(rest)}s` : `${String(rest)}s`;
}
/** `ecs-svc/123 (web:42)` */
const setWords = (set) => `${set.id} (${shortName(set.taskDefinition)})`;
/** Where production traffic is in this very observation: a sentence for errors, endings and comments. */
function trafficWords({ production, blue, green, pair }) {
    const [onGreen, onBlue] = [isLiveIn(production, green), isLiveIn(production, blue)];
    if (onGreen && onBlue && green !== null && blue !== null)
        return `Production traffic is split between blue ${setWords(blue)} and green ${setWords(green)}.`;
    if (onGreen && green !== null)
        return `All production traffic is on green ${setWords(green)}.`;
    if (onBlue && blue !== null)
        return `All production traffic is on blue ${setWords(blue)}.`;
    if (pair?.back != null)
        return `Production traffic goes to target group ${shortName(pair.back)}, where this service has no task set.`;
    return 'No task set of this service gets production traffic.';
}

;// CONCATENATED MODULE: ./build/domain/failures.js






/** So many observations in a row make a bad sign: one alone may be a flicker or a stale read. */
const badStreak = 3;
/** What this observation shows to have failed; the first that applies. Only while the release can still fail. */
function findFailure(scene) {
    const { green } = scene.roles;
    if (scene.memory.greenGoneStreak >= badStreak && !isSwitched(scene))
        return greenGone(scene);
    if (green === null)
        return null;
    if (!isGreenLive(scene))
        return startFailure(scene, green) ?? smokeFailure(scene);
    if (scene.memory.isBakePassed)
        return null;
    return unfinishedWayBack(scene, green) ?? stalledSwitch(scene, green) ?? bakeFailure(scene, green);
}
const failure = (scene, reason, what, advice) => ({
    reason,
    what,
    advice,
    atMs: scene.world.nowMs,
});
const greenGone = (scene) => failure(scene, 'green-gone', `the green task set ${shortName(scene.memory.green ?? scene.world.service.arn)} was deleted by somebody else before the switch`, 'Find out who deletes task sets of this service, then run the release again.');
function startFailure(scene, green) {
    const { world, plan, memory } = scene;
    const set = `green task set ${green.id}`;
    const failed = failedTasks(world, green).length;
    const running = `${String(green.running)} of ${String(green.computedDesired)} running`;
    if (failed >= breakerLimit(world.service.desiredCount))
        return failure(scene, 'circuit-breaker', `${set} lost ${String(failed)} tasks (${running}${whyNotRunning(world, green)})`, 'Mend what stops the container; the logs of the stopped task say more.');
    if (hasUnusedTargets(world, green))
        return failure(scene, 'targets-unused', `the targets of ${set} are unused: no rule refers to target group ${shortName(green.attachment?.group ?? green.arn)}, or its zone is not enabled (${unusedWords(scene, green)})`, 'Bring the target group back into the production rules, and enable the load balancer in every zone of the subnets.');
    if (memory.hasLabelledGreen || memory.smoke.startedAtMs !== null)
        return stallFailure(scene, green);
    const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
    if (world.nowMs - sinceMs < plan.readyTimeoutSeconds * 1000)
        return null;
    const verdict = isReady(world, green);
    const why = verdict.isYes ? 'ready only now' : verdict.why;
    return failure(scene, 'not-ready-in-time', `${set} was not ready after ${durationWords(plan.readyTimeoutSeconds)} (${why}${whyNotRunning(world, green)})`, 'Look at the health check and the logs of its tasks; raise ready-timeout if they only need longer.');
}
/** After the gates began, green gets as long again to become ready anew, or the idle group to become green's alone. */
function stallFailure(scene, green) {
    const { world, plan, memory } = scene;
    const group = world.groups.find(({ arn }) => arn === green.attachment?.group);
    const drainMs = ((group?.deregistrationDelaySeconds ?? 300) + 150) * 1000;
    const limitMs = Math.max(plan.readyTimeoutSeconds * 1000, drainMs) +
        (plan.smoke.timeoutSeconds + plan.readyTimeoutSeconds) * 1000;
    const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
    if (world.nowMs - sinceMs < limitMs)
        return null;
    const others = strangers(world, green);
    if (others.length > 0)
        return failure(scene, 'group-not-emptied', `target group ${shortName(green.attachment?.group ?? green.arn)} still holds ${String(others.length)} targets that are not green's ` +
            `(${others.map(({ id, port }) => `${id}:${String(port)}`).join(', ')})`, 'Deregister them: they would get production traffic at the switch.');
    const verdict = isReady(world, green);
    return failure(scene, 'not-ready-in-time', `green task set ${green.id} stopped being ready before the switch (${verdict.isYes ? 'ready only now' : verdict.why}${whyNotRunning(world, green)})`, 'Look at why its tasks come and go.');
}
/** Asked for and not runnable is a failure before the switch; so is a test that does not pass in its time. */
function smokeFailure(scene) {
    const { memory, plan, world } = scene;
    const { smoke } = memory;
    if (memory.hasLabelledGreen || smoke.isSkipped || smoke.passesInRow >= plan.smoke.passes)
        return null;
    const advice = 'Mend the version, or correct health-paths, test-url or the test rule if they ask for the wrong thing.';
    const probing = memory.readyStreak > 0 ? smokeProbing(scene) : null;
    if (probing?.requests === null && probing.isAskedFor)
        return failure(scene, 'smoke-test-not-runnable', `the smoke test could not be run: ${probing.why}`, advice);
    if (smoke.startedAtMs === null || world.nowMs - smoke.startedAtMs < plan.smoke.timeoutSeconds * 1000)
        return null;
    const last = smoke.lastWords ?? `only ${String(smoke.passesInRow)} passes in a row`;
    const within = `within ${durationWords(plan.smoke.timeoutSeconds)}`;
    return smoke.hasAnswered
        ? failure(scene, 'smoke-test-failed', `the smoke test of green did not pass ${String(plan.smoke.passes)} times in a row ${within} (${last})`, advice)
        : failure(scene, 'smoke-test-not-runnable', `green could not be reached for its smoke test ${within} (${last})`, advice);
}
/** The label comes first both ways. Green with traffic while blue is PRIMARY: an earlier process had begun to go back. */
function unfinishedWayBack(scene, green) {
    const { blue } = scene.roles;
    if (scene.memory.hasLabelledGreen || green.status === 'PRIMARY' || blue?.status !== 'PRIMARY')
        return null;
    return failure(scene, 'unfinished-way-back', `an earlier process of this release had begun the way back from green task set ${green.id} to blue ${blue.id}`, 'Read the earlier attempt for the reason, mend it, and release again.');
}
/** Half of the rules on green, and green not ready for the others: no state to stay in. */
function stalledSwitch(scene, green) {
    const { world } = scene;
    const ageMs = world.nowMs - Date.parse(world.service.tags['switched-at'] ?? '');
    if (isSwitched(scene) || scene.memory.switchedAtMs !== null || !(ageMs > 90_000))
        return null;
    const verdict = isReady(world, green);
    return failure(scene, 'not-ready-in-time', `green task set ${green.id} stopped being ready in the middle of the switch (${verdict.isYes ? 'ready only now' : verdict.why}${whyNotRunning(world, green)})`, 'Look at why its tasks come and go.');
}
const unusedWords = ({ world }, green) => ownTargets(world, green)[0]?.description ?? ownTargets(world, green)[0]?.reason ?? 'unused';
/** The bad signs of the bake: probes, green's own targets, and tasks that keep dying under real traffic. */
function bakeFailure(scene, green) {
    const { memory, plan, world } = scene;
    const set = `green task set ${green.id}`;
    if (memory.bakeProbe.failuresInRow >= plan.bake.probeFailures)
        return failure(scene, 'baked-bad-probe', `production failed ${String(memory.bakeProbe.failuresInRow)} probes in a row after the switch to ${set} (${memory.bakeProbe.lastWords ?? 'no answer'})`, 'Mend the version; its logs since the switch say more.');
    if (memory.badTargetStreak >= badStreak)
        return failure(scene, 'baked-bad-targets', `${set} has unhealthy targets under production traffic (${badTargetWords(scene, green)}${whyNotRunning(world, green)})`, 'Mend the version; its logs since the switch say more.');
    const sinceMs = memory.switchedAtMs ?? world.nowMs;
    const died = failedTasks(world, green).filter(({ stoppedAtMs }) => stoppedAtMs >= sinceMs).length;
    if (died < breakerLimit(world.service.desiredCount))
        return null;
    return failure(scene, 'baked-bad-tasks', `${set} lost ${String(died)} tasks under production traffic${whyNotRunning(world, green)}`, 'Mend what stops the container; the logs of the stopped task say more.');
}
/** Whether this observation shows one of green's own targets unhealthy, or none healthy at all. */
function hasBadTargets(scene) {
    const { green } = scene.roles;
    if (green === null)
        return false;
    const own = ownTargets(scene.world, green);
    return own.some(({ state }) => state === 'unhealthy') || healthyOwn(scene.world, green).length === 0;
}
const badTargetWords = ({ world }, green) => `${String(healthyOwn(world, green).length)} of ${String(green.computedDesired)} healthy${unhealthyWords(world, green)}`;
/** What a cancel calls for: before the end of the bake the way back, after it nothing. */
function cancelFailure(scene, memory) {
    if (!memory.isCancelled || memory.isBakePassed || scene.plan.onCancel === 'keep')
        return null;
    return failure(scene, 'cancelled', 'the run was cancelled', 'Run the release again when you want it.');
}

;// CONCATENATED MODULE: ./build/domain/step.js
const isWrite = (act) => act.kind !== 'probe' && act.kind !== 'wait' && act.kind !== 'end';

;// CONCATENATED MODULE: ./build/domain/trouble-verdict.js

/** How long a write that may yet succeed is tried again, before the release goes back. */
const patienceMs = { again: 300_000, association: 120_000, full: 600_000 };
/** Folds a failed write into the memory: try again later, or give it up and, while that is possible, go back. */
function noticeTrouble(scene, memory, write, trouble, nowMs, isBack) {
    const key = writes_writeKey(write);
    const before = memory.trouble?.key === key ? memory.trouble : null;
    const seen = {
        key,
        sinceMs: before?.sinceMs ?? nowMs,
        lastMs: nowMs,
        count: (before?.count ?? 0) + 1,
        last: trouble,
    };
    const next = {
        ...memory,
        trouble: seen,
        // No answer came, so it may have been carried out: look before it is sent again.
        pending: trouble.kind === 'lost' ? { write, atMs: nowMs } : memory.pending,
        labelBackSinceMs: write.kind === 'label' && isBack ? (memory.labelBackSinceMs ?? nowMs) : memory.labelBackSinceMs,
    };
    if (nowMs - seen.sinceMs < patienceOf(trouble))
        return next;
    const abandoned = { ...memory.abandoned, [key]: trouble };
    return {
        ...next,
        trouble: null,
        abandoned,
        failure: memory.failure ?? failureOf(scene, write, trouble, nowMs),
    };
}
function patienceOf(trouble) {
    if (trouble.kind === 'busy' || trouble.kind === 'lost')
        return patienceMs.again;
    if (trouble.kind === 'denied')
        return 0;
    // Fact 9: for some seconds after a group was brought into a rule, ECS still says that it has no load balancer.
    if (/does not have an associated load balancer/i.test(trouble.message))
        return patienceMs.association;
    // Fact 10: sets that are being deleted may count until they have vanished.
    if (/deployments exist on the service|LimitExceeded/i.test(`${trouble.code} ${trouble.message}`))
        return patienceMs.full;
    return 0;
}
/** Fact 17: the sources differ on whether a set above scale 0 may be deleted without force. */
const isRefusedForScale = (trouble) => trouble?.kind === 'refused' && /scale|force/i.test(trouble.message);
const reasons = {
    denied: 'write-denied',
    refused: 'write-refused',
    busy: 'write-kept-failing',
    lost: 'write-kept-failing',
};
/** Once green was proven under real traffic a failed write leaves it where it is: only the tidying up is undone. */
function failureOf(scene, write, trouble, nowMs) {
    if (isTidying(scene, write))
        return null;
    return {
        reason: reasons[trouble.kind],
        what: `${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}`,
        advice: trouble.kind === 'denied'
            ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
            : 'Mend what AWS names, then run the release again.',
        atMs: nowMs,
    };
}
const isTidying = (scene, write) => write.kind === 'delete' || write.kind === 'untag-service' || write.kind === 'scale'
    ? true
    : scene.memory.isBakePassed;

;// CONCATENATED MODULE: ./build/domain/notice.js









/** The time between writing the fence and believing it: a second run's write would show by then. */
const fenceSettleMs = 2000;
/** Folds one observation into the memory: streaks, what was seen first, and the failure that turns the release round. */
function noticeWorld(plan, memory, world) {
    const scene = sceneOf(plan, world, memory);
    const seen = {
        ...memory,
        ...noticeFence(scene),
        ...noticePending(scene),
        ...noticeSets(scene),
        ...noticeStreaks(scene),
        lastOnRulesMs: noticeRules(scene),
    };
    const after = sceneOf(plan, world, seen);
    const failure = seen.failure ?? cancelFailure(after, seen) ?? findFailure(after);
    return { ...seen, failure, isBakePassed: seen.isBakePassed || (failure === null && isBakeOver(after)) };
}
function noticeFence({ plan, world, memory }) {
    const value = world.service.tags.fence;
    const { runId, runAttempt } = plan.release;
    if (value === undefined || !isOwnFence(value, runId, runAttempt))
        return {};
    if (memory.fence === null)
        return { fence: { value, writtenAtMs: null, isHeld: true } };
    const { writtenAtMs } = memory.fence;
    const isSettled = writtenAtMs === null || world.nowMs - writtenAtMs >= fenceSettleMs;
    return memory.fence.value === value && isSettled ? { fence: { ...memory.fence, isHeld: true } } : {};
}
function noticePending({ plan, world, memory }) {
    const { pending } = memory;
    if (pending === null)
        return {};
    if (isLanded(pending.write, plan, world, memory))
        return { pending: null };
    if (world.nowMs - pending.atMs < staleReadMs)
        return {};
    // A create that was answered, yet shows no set: the token was spent on a set that is gone (fact 12).
    const isSpent = pending.write.kind === 'create-green';
    return { pending: null, ...(isSpent ? { createTry: memory.createTry + 1, created: null } : {}) };
}
function noticeSets(scene) {
    const { roles, memory, world } = scene;
    const isGone = memory.green !== null && (roles.green === null || roles.green.status === 'DRAINING');
    const isFirstSwitched = memory.switchedAtMs === null && isSwitched(scene);
    return {
        green: roles.green?.arn ?? memory.green,
        blue: memory.blue ?? (roles.green === null || !isGreenLive(scene) ? (roles.blue?.arn ?? null) : null),
        greenGoneStreak: isGone ? memory.greenGoneStreak + 1 : 0,
        vanishingSinceMs: world.taskSets.some(({ status }) => status === 'DRAINING')
            ? (memory.vanishingSinceMs ?? world.nowMs)
            : null,
        scalingBefore: world.service.tags.scaling ?? memory.scalingBefore,
        ...(isFirstSwitched ? { switchedAtMs: world.nowMs } : {}),
        ...noticeDrift(scene),
    };
}
/** After this process saw the switch whole, any other weights are somebody else's doing (fact 27). */
function noticeDrift(scene) {
    const { memory, world } = scene;
    const isDrifted = memory.switchedAtMs !== null && memory.failure === null && !isSwitched(scene);
    return { driftSinceMs: isDrifted ? (memory.driftSinceMs ?? world.nowMs) : null };
}
function noticeStreaks(scene) {
    const { roles, world, memory } = scene;
    const { green } = roles;
    if (green === null)
        return { readyStreak: 0 };
    const isAllSet = isReady(world, green).isYes && strangers(world, green).length === 0;
    const isBad = isGreenLive(scene) && hasBadTargets(scene);
    const isGood = isSwitched(scene) && !isBad;
    return {
        readyStreak: isAllSet ? memory.readyStreak + 1 : 0,
        badTargetStreak: isBad ? memory.badTargetStreak + 1 : 0,
        goodBakeStreak: isGood ? memory.goodBakeStreak + 1 : 0,
    };
}
const noticeRules = ({ world, memory }) => ({
    ...memory.lastOnRulesMs,
    ...Object.fromEntries(world.taskSets.filter((set) => isOnAnyRule(world, set)).map(({ arn }) => [arn, world.nowMs])),
});
/** Folds what acting brought into the memory. `nowMs`: after the act. */
function noticeOutcome(plan, memory, world, step, outcome, nowMs) {
    const { act } = step;
    if (act.kind === 'probe')
        return outcome.kind === 'probed'
            ? noticeProbes(plan, memory, act.purpose, outcome.answers, nowMs)
            : memory;
    if (!isWrite(act))
        return memory;
    const isBack = step.phase === 'back';
    if (outcome.kind === 'failed')
        return noticeTrouble(sceneOf(plan, world, memory), memory, act, outcome.trouble, nowMs, isBack);
    const written = noticeWritten(memory, act, outcome, nowMs, isBack);
    return { ...memory, trouble: null, isPreflightPassed: memory.isPreflightPassed || !isBack, ...written };
}
function noticeWritten(memory, write, outcome, nowMs, isBack) {
    const pending = { pending: { write, atMs: nowMs } };
    if (outcome.kind === 'registered')
        return { registered: outcome.revision };
    if (outcome.kind === 'created')
        return { ...pending, created: { set: outcome.set, atMs: nowMs } };
    if (write.kind === 'tag-service' && write.tags.fence !== undefined)
        return { fence: { value: write.tags.fence, writtenAtMs: nowMs, isHeld: false } };
    if (write.kind === 'label' && isBack)
        return { ...pending, labelBackSinceMs: memory.labelBackSinceMs ?? nowMs };
    if (write.kind === 'label')
        return { ...pending, hasLabelledGreen: true };
    if (write.kind === 'tag-service' && write.tags.scaling !== undefined)
        return { ...pending, scalingBefore: write.tags.scaling };
    return pending;
}
/** The key and text of a write, for those who tell about it. */
const writeWords = (write) => write.kind === 'write-scaling' ? `scaling ${scalingText(write.state)}` : writeKey(write);

;// CONCATENATED MODULE: ./build/domain/green.js
const blank = {
    launchType: null,
    capacityProviders: null,
    platformVersion: null,
    network: null,
    serviceRegistries: [],
};
/** Blue's settings with those that inputs give in their place. The service itself mirrors only the PRIMARY's (fact 11). */
function greenSettings(plan, world, roles) {
    const base = roles.blue?.settings ?? blank;
    const settings = {
        ...base,
        ...compute(plan, base),
        platformVersion: plan.overrides.platformVersion ?? base.platformVersion,
        network: network(plan, base),
    };
    const needsNetwork = world.candidate?.networkMode === 'awsvpc' && settings.network === null;
    const problems = needsNetwork
        ? [
            'subnets: the task definition uses the network mode awsvpc, and there is no live task set to copy its network ' +
                'from: name the subnets (and security-groups).',
        ]
        : [];
    return { settings, problems };
}
/** Launch type and capacity providers exclude each other, so naming one drops blue's other (fact 11). */
function compute(plan, base) {
    const { launchType, capacityProviders } = plan.overrides;
    if (capacityProviders.length > 0)
        return { launchType: null, capacityProviders };
    if (launchType !== null)
        return { launchType, capacityProviders: null };
    return { launchType: base.launchType, capacityProviders: base.capacityProviders };
}
function network({ overrides }, base) {
    const { subnets, securityGroups, assignPublicIp } = overrides;
    if (subnets.length + securityGroups.length === 0 && assignPublicIp === null)
        return base.network;
    return {
        subnets: subnets.length > 0 ? subnets : (base.network?.subnets ?? []),
        securityGroups: securityGroups.length > 0 ? securityGroups : (base.network?.securityGroups ?? []),
        assignPublicIp: assignPublicIp ?? base.network?.assignPublicIp ?? null,
    };
}
/** Green hangs on the idle group by the container that blue hangs by, or the one that the revision leaves no doubt about. */
function green_attachmentOf(plan, world, roles) {
    const group = roles.pair?.front;
    const target = containerOf(plan, world.candidate, roles);
    return group === undefined || target === null ? null : { group, ...target };
}
function containerOf(plan, candidate, roles) {
    const copied = roles.blue?.attachment;
    if (copied)
        return { containerName: copied.containerName, containerPort: copied.containerPort };
    const withPorts = (candidate?.containers ?? []).filter(({ ports }) => ports.length > 0);
    const chosen = plan.overrides.containerName === null
        ? withPorts.length === 1
            ? withPorts[0]
            : undefined
        : withPorts.find(({ name }) => name === plan.overrides.containerName);
    const port = chosen?.ports[0];
    return chosen === undefined || port === undefined
        ? null
        : { containerName: chosen.name, containerPort: port };
}
function attachmentProblems(plan, world, roles) {
    const { candidate } = world;
    if (candidate === null || candidate.problems.length > 0)
        return [];
    const names = candidate.containers.map(({ name }) => name).join(', ');
    const target = containerOf(plan, candidate, roles);
    if (target === null)
        return [
            `container-name: the container that the load balancer talks to can't be told from ${candidate.source} ` +
                `(containers: ${names}): name one that maps a port.`,
        ];
    const container = candidate.containers.find(({ name }) => name === target.containerName);
    if (container === undefined)
        return [
            `container ${target.containerName}, which the load balancer talks to on blue, is not in ${candidate.source} ` +
                `(containers: ${names}): keep its name.`,
        ];
    if (container.ports.includes(target.containerPort))
        return [];
    return [
        `container ${container.name} of ${candidate.source} does not map port ${String(target.containerPort)}, ` +
            `which the load balancer talks to (it maps ${container.ports.join(', ') || 'none'}): add it to portMappings.`,
    ];
}
/** What CreateTaskSet gets. The tags are green's memory: they bind even after all tags of the service are gone. */
function creation(plan, world, roles, revision, tryNumber) {
    const attachment = green_attachmentOf(plan, world, roles);
    if (attachment === null)
        return null;
    const { release } = plan;
    return {
        tokenText: [world.service.arn, release.runId, release.runAttempt, tryNumber].join(' '),
        externalId: release.id,
        taskDefinition: revision,
        attachment,
        settings: greenSettings(plan, world, roles).settings,
        tags: setTags(plan, world, roles),
    };
}
function setTags({ release, warmSeconds }, world, { blue }) {
    return {
        release: release.id,
        commit: release.commit,
        repository: release.repository,
        run: `${String(release.runId)}.${String(release.runAttempt)}`,
        'warm-time': `${String(warmSeconds)}s`,
        ...(release.pull === null ? {} : { pull: String(release.pull) }),
        ...(world.candidate === null ? {} : { 'revision-hash': world.candidate.hash }),
        ...(blue === null ? {} : { 'previous-revision': blue.taskDefinition, blue: blue.id }),
    };
}

;// CONCATENATED MODULE: ./build/domain/preflight.js





/** ECS allows five task sets a service, and draining ones may count (fact 10). */
const maxTaskSets = 5;
/** Everything that stands in the way of a release, found without a write and told all at once. Empty: go. */
function preflightProblems(plan, world, roles, memory) {
    const service = serviceProblems(world);
    if (service.length > 0)
        return service;
    return [
        ...balancerProblems(world, roles),
        ...setProblems(world, roles, memory),
        ...pairProblems(plan, world, roles),
        ...ruleProblems(plan, world, roles),
        ...stickinessProblems(plan, roles),
        ...(world.candidate?.problems ?? []),
        ...(roles.green === null ? attachmentProblems(plan, world, roles) : []),
        ...(roles.green === null ? greenSettings(plan, world, roles).problems : []),
    ];
}
function serviceProblems({ service }) {
    const name = `service ${service.name} in cluster ${service.cluster}`;
    const problems = [];
    if (service.status !== 'ACTIVE')
        problems.push(`${name} is ${service.status}, so nothing can be released to it: name an ACTIVE service, or create it again.`);
    if (service.controller !== 'EXTERNAL')
        problems.push(`${name} has the deployment controller ${service.controller}, and task sets need EXTERNAL: ` +
            `create the service with deploymentController type EXTERNAL (a controller can't be changed to it).`);
    if (service.desiredCount === 0)
        problems.push(`${name} has a desired count of 0, so green would have no task to prove: set the desired count to 1 or more first.`);
    return problems;
}
function balancerProblems(world, { production }) {
    const network = world.loadBalancers.filter(({ type }) => type !== 'application');
    const problems = network.map(({ arn, type }) => `load balancer ${shortName(arn)} is a ${type} load balancer; version 1 switches application load balancers only.`);
    const inUse = new Set(production.map(({ loadBalancer }) => loadBalancer));
    if (inUse.size > 1)
        problems.push(`the production rules belong to ${String(inUse.size)} load balancers (${[...inUse].map(shortName).join(', ')}); ` +
            'version 1 handles services with one: name the rules of one with production-rule-arns.');
    return problems;
}
function setProblems(world, roles, memory) {
    const problems = roles.foreign.map((set) => `task set ${set.id} (${shortName(set.taskDefinition)}, ${set.status}) is neither live nor made by this action, ` +
        'so it is not touched: delete it, or find out who else deploys this service.');
    for (const set of world.taskSets.filter(({ attachmentCount }) => attachmentCount > 1))
        problems.push(`task set ${set.id} hangs on ${String(set.attachmentCount)} load balancers; version 1 handles services with one.`);
    if (sharesGroup(roles))
        problems.push(`task sets ${roles.live.map(({ id }) => id).join(' and ')} stand in the same live target group, so traffic can't ` +
            'be switched between them: delete the one that should not serve.');
    const removable = roles.leftovers.filter((set) => !isLiveIn(roles.production, set)).length;
    const isFull = roles.green === null && world.taskSets.length - removable >= maxTaskSets;
    if (isFull && memory.created === null)
        problems.push(`service ${world.service.name} has ${String(world.taskSets.length)} task sets and ECS allows ${String(maxTaskSets)}: ` +
            `delete one of ${world.taskSets.map(({ id, status }) => `${id} (${status})`).join(', ')}.`);
    return problems;
}
function sharesGroup({ live, green }) {
    const groups = live.filter((set) => set !== green).map(({ attachment }) => attachment?.group);
    return new Set(groups).size < groups.length;
}
function pairProblems(plan, world, roles) {
    const named = plan.traffic.targetGroups;
    const views = named.map((group) => world.groups.find(({ arn }) => arn === group));
    const problems = named
        .filter((_group, index) => views[index] === undefined)
        .map((group) => `target-groups: "${group}" does not exist in this account and region.`);
    if (problems.length > 0)
        return problems;
    if (roles.pair?.back == null && roles.green === null)
        problems.push(pairUnknown(plan, world, roles));
    return [...problems, ...mismatchProblems(world, roles)];
}
function pairUnknown(plan, world, roles) {
    const live = roles.blue?.attachment?.group;
    if (live !== undefined && plan.traffic.targetGroups.length === 2)
        return `target-groups: neither of the two is the live one, ${live}, which task set ${roles.blue?.id ?? ''} is attached to.`;
    const what = live === undefined
        ? 'no task set of the service is live, and no named production rule holds two target groups'
        : `no production rule holds a second target group beside ${shortName(live)}`;
    const candidates = world.candidateGroups.filter((group) => group !== live);
    const listed = candidates.length === 0 ? 'none was found: create one' : candidates.join(', ');
    return (`the pair of target groups is not known: ${what}. Name both with target-groups` +
        (live === undefined ? '' : ` (the live one is ${live})`) +
        `. Candidates on this load balancer or on none: ${listed}.`);
}
/** Both groups have to be interchangeable in a rule: same load balancer, type and protocol. */
function mismatchProblems(world, { pair }) {
    const [a, b] = [pair?.back, pair?.front].map((group) => world.groups.find(({ arn }) => arn === group));
    if (a === undefined || b === undefined)
        return [];
    const problems = [];
    const both = `target groups ${a.name} and ${b.name}`;
    if (a.targetType !== b.targetType)
        problems.push(`${both} have different target types (${a.targetType}, ${b.targetType}): both must be the same.`);
    if (a.protocol !== b.protocol)
        problems.push(`${both} have different protocols (${a.protocol}, ${b.protocol}): both must be the same.`);
    const isElsewhere = b.loadBalancers.length > 0 && a.loadBalancers.length > 0;
    if (isElsewhere && !b.loadBalancers.some((balancer) => a.loadBalancers.includes(balancer)))
        problems.push(`${both} belong to different load balancers (${a.loadBalancers.map(shortName).join(', ')}; ` +
            `${b.loadBalancers.map(shortName).join(', ')}): name two groups of one load balancer.`);
    return problems;
}
function ruleProblems(plan, world, roles) {
    const { pair } = roles;
    const problems = [...missingNamedRules(plan, world, roles)];
    if (pair === null)
        return problems;
    if (roles.production.length === 0)
        problems.push('no production rule was found: no listener forwards to the target groups of the pair. ' +
            'Name the rule with production-rule-arns or the listener with production-listener-arns.');
    for (const rule of leftOutRules(plan, world, pair))
        problems.push(`${ruleWords(rule)} forwards to a target group of the pair but is not among the named production rules: ` +
            'name it too, or production would be split at the switch.');
    for (const rule of roles.production)
        problems.push(...weightProblem(rule, roles));
    return problems;
}
/** Weight on both sides is either a canary of somebody else or a test rule that nobody named. Our own half-done switch is neither. */
function weightProblem(rule, roles) {
    const { pair, green } = roles;
    if (pair?.back == null || green !== null || isHealable(roles))
        return [];
    const [back, front] = [weightOf(rule, pair.back), weightOf(rule, pair.front)];
    if (front === 0)
        return [];
    const where = `${ruleWords(rule)} gives weight to ${back > 0 ? 'both target groups' : `the idle target group ${shortName(pair.front)}`}`;
    return [
        `${where}, while ${shortName(pair.back)} is live: it can't be told which of the two carries production. ` +
            'If this is the rule for tests, name it with test-rule-arn or test-listener-arn; otherwise set its weights to one side.',
    ];
}
/** Two sets of ours on different rules: a release that was killed between two rule writes. */
const isHealable = ({ live, green }) => green === null && live.length === 2 && live.some(isOurs) && new Set(live.map(groupName)).size === 2;
const groupName = (set) => set.attachment?.group ?? set.id;
function missingNamedRules(plan, world, { pair }) {
    const { productionListeners, productionRules, testListener, testRule } = plan.traffic;
    const problems = [];
    const check = (input, name, rules) => {
        if (rules.length === 0)
            problems.push(`${input}: "${name}" was not found on the service's load balancer.`);
        else if (pair !== null && !rules.some((rule) => holdsPair(rule, pair)))
            problems.push(`${input}: "${name}" does not forward to either target group of the pair (it forwards to ${forwardWords(rules)}).`);
    };
    for (const name of productionRules)
        check('production-rule-arns', name, rulesNamed(world, name));
    for (const name of productionListeners)
        check('production-listener-arns', name, world.rules.filter(({ listener }) => listener === name));
    if (testRule !== null)
        check('test-rule-arn', testRule, rulesNamed(world, testRule));
    if (testListener !== null)
        check('test-listener-arn', testListener, world.rules.filter(({ listener }) => listener === testListener));
    return problems;
}
const rulesNamed = (world, name) => world.rules.filter(({ ref }) => ref.kind === 'rule' && ref.rule === name);
const holdsPair = (rule, pair) => holds(rule, pair.front) || (pair.back !== null && holds(rule, pair.back));
const forwardWords = (rules) => rules
    .flatMap((rule) => forwardOf(rule)?.groups ?? [])
    .map(({ group }) => shortName(group))
    .join(', ') || 'no target group';
/** Cookies of the forward beat weights: users with one stay on blue until it ends (fact 30). */
function stickinessProblems(plan, { production }) {
    return production.flatMap((rule) => {
        const sticky = forwardOf(rule)?.stickiness;
        const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
        if (seconds <= plan.warmSeconds)
            return [];
        return [
            `${ruleWords(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
                `longer than blue is kept (warm-time ${String(plan.warmSeconds)} s), so some would lose their answers at the teardown: ` +
                `set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
        ];
    });
}

;// CONCATENATED MODULE: ./build/domain/decide-guards.js






/** Invariant 7: who finds another's fence writes nothing more. The fence is compared as a whole, in every observation. */
const standDown = ({ world, memory, roles, plan }) => {
    const { fence } = world.service.tags;
    if (memory.fence === null || fence === undefined || fence === memory.fence.value)
        return null;
    return step('end', 'fence-lost', 'another run holds the service now', {
        kind: 'end',
        result: 'stood-down',
        message: `Stood down: run ${fence.slice(fence.indexOf(':') + 1)} took service ${plan.service} over from this run ` +
            `(fence ${fence}, ours was ${memory.fence.value}). ${trafficWords(roles)} This run changes nothing more; follow the other one.`,
        details: [],
    });
};
/** A cancel that calls for nothing: green has passed its bake, or the author asked to keep everything as it is. */
const endOfCancel = (scene) => {
    const { memory, roles, plan, world } = scene;
    if (!memory.isCancelled || memory.failure !== null)
        return null;
    const kept = isSwitched(scene)
        ? `Green stays, and blue is kept warm until ${world.service.tags['lease-until'] ?? 'somebody removes it'}; a later run removes it.`
        : 'Nothing was taken back (on-cancel: keep); run the job again to go on where it stopped.';
    return step('end', 'cancelled', 'the run was cancelled', {
        kind: 'end',
        result: 'failed',
        message: `Interrupted: the run that releases service ${plan.service} was cancelled. ${trafficWords(roles)} ${kept}`,
        details: [],
    });
};
/** A write that AWS took may not show in the next read: wait for it, so that a stale read is never taken for drift. */
const settle = ({ memory, world }) => {
    const { pending } = memory;
    if (pending === null || world.nowMs - pending.atMs >= staleReadMs)
        return null;
    const isCreated = pending.write.kind === 'create-green';
    return wait(isCreated ? 'start' : 'prepare', 'reading-back', 'the last write does not show yet', 400);
};
/** A write that failed for now: less and less often, so that a throttled account is not throttled more. */
const backOff = ({ memory, world }) => {
    if (memory.trouble === null)
        return null;
    const { lastMs, count, last } = memory.trouble;
    const leftMs = lastMs + Math.min(500 * 2 ** (count - 1), 10_000) - world.nowMs;
    if (leftMs <= 0)
        return null;
    return wait('prepare', 'backing-off', `${last.action}: ${last.code}; trying again`, leftMs);
};
const preflight = ({ plan, world, roles, memory }) => {
    if (memory.isPreflightPassed)
        return null;
    const problems = preflightProblems(plan, world, roles, memory);
    if (problems.length === 0)
        return null;
    const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
    return step('preflight', 'preflight-failed', `preflight found ${count}`, {
        kind: 'end',
        result: 'refused',
        message: `Nothing was changed: preflight found ${count} with service ${plan.service} in cluster ${plan.cluster}. ` +
            trafficWords(roles),
        details: problems,
    });
};
/** Taken by writing the next number and reading it back after the others' writes would show; claimed again when wiped. */
const holdFence = ({ plan, world, memory }) => {
    const current = world.service.tags.fence;
    const { runId, runAttempt } = plan.release;
    if (memory.fence === null || (current === undefined && memory.fence.isHeld)) {
        const value = memory.fence?.value ?? nextFence(current, runId, runAttempt);
        const because = memory.fence === null ? 'this run takes the service' : 'the fence was wiped, this run takes it again';
        return step('prepare', 'claiming-fence', because, { kind: 'tag-service', tags: { fence: value } });
    }
    if (memory.fence.isHeld)
        return null;
    const leftMs = (memory.fence.writtenAtMs ?? 0) + fenceSettleMs - world.nowMs;
    if (leftMs > 0)
        return wait('prepare', 'fence-settling', 'another run could have written the fence too', leftMs);
    return step('prepare', 'claiming-fence', 'the fence does not show', {
        kind: 'tag-service',
        tags: { fence: nextFence(current, runId, runAttempt) },
    });
};

;// CONCATENATED MODULE: ./build/domain/decide-supersede.js







/** Another run died between two rule writes: all of production goes to one of the two sets before anything is built on it. */
const healSplit = (scene) => {
    const { roles, world } = scene;
    if (!isHealable(roles) || roles.blue === null)
        return null;
    const other = roles.live.find((set) => set !== roles.blue);
    if (other?.attachment == null || roles.blue.attachment === null)
        return null;
    const isBlueGood = canServe(world, roles.blue, false).isYes;
    const [from, to] = isBlueGood
        ? [other.attachment.group, roles.blue.attachment.group]
        : [roles.blue.attachment.group, other.attachment.group];
    const rule = roles.production.find((candidate) => weightOf(candidate, from) > 0);
    if (rule === undefined)
        return null;
    const because = `an earlier release left ${ruleWords(rule)} behind: production goes to one task set again`;
    return step('prepare', 'healing-split', because, {
        kind: 'write-rule',
        rule,
        actions: moveWeight(rule, from, to),
    });
};
/** What earlier releases left is removed: behind the same guard as blue, and never what is live. */
const supersede = (scene) => {
    if (isGreenLive(scene))
        return null;
    for (const set of scene.roles.leftovers) {
        const next = set.status === 'DRAINING' ? null : supersedeOne(scene, set);
        if (next !== null)
            return next;
    }
    return null;
};
function supersedeOne(scene, set) {
    const { roles, world } = scene;
    if (isLiveIn(roles.production, set))
        return null;
    const who = `${set.id} of release ${set.tags.release ?? '(before this action)'}`;
    if (set.status === 'PRIMARY' && roles.blue !== null)
        return unlessAbandoned(scene, step('prepare', 'superseding', `${who} holds the PRIMARY label without any traffic`, {
            kind: 'label',
            set: roles.blue.arn,
        }));
    if (isOnAnyRule(world, set))
        return freeTestRule(scene, set);
    if (!isQuiet(scene, set))
        return null;
    if (set.status === 'PRIMARY')
        return emptyPrimary(scene, set);
    return remove(scene, set, 'prepare', 'superseding', `${who} is over`);
}
/** Testers see blue until green is there: a set that a test rule still sends requests to is not deleted. */
function freeTestRule({ roles }, set) {
    const group = set.attachment?.group;
    if (group === undefined || roles.pair?.back == null || group === roles.pair.back)
        return null;
    const rule = roles.test.find((candidate) => weightOf(candidate, group) > 0);
    if (rule === undefined)
        return null;
    return step('prepare', 'superseding', `${ruleWords(rule)} still points to ${set.id}, which is over`, {
        kind: 'write-rule',
        rule,
        actions: moveWeight(rule, group, roles.pair.back),
    });
}
/** ECS does not delete a PRIMARY, and the label can't be taken off where no other set may have it. */
function emptyPrimary(scene, set) {
    if (set.scalePercent === 0)
        return null;
    const because = `${set.id} is over and PRIMARY, so it can only be emptied until green takes the label`;
    return unlessAbandoned(scene, step('prepare', 'superseding', because, { kind: 'scale', set: set.arn, percent: 0 }));
}
/**
 * The deletion of a set, or the step before it. The guard is this very observation: no rule at all gives its group
 * weight, none did for long enough that every node knows, and it is not PRIMARY (invariant 1). Never with force.
 */
function remove(scene, set, phase, reason, because) {
    if (isOnAnyRule(scene.world, set) || set.status !== 'ACTIVE' || !isQuiet(scene, set))
        return null;
    const deletion = step(phase, reason, because, { kind: 'delete', set: set.arn, atScale: set.scalePercent });
    const refusal = scene.memory.abandoned[deleteKey(set.arn, set.scalePercent)];
    if (refusal === undefined)
        return deletion;
    if (!isRefusedForScale(refusal) || set.scalePercent === 0)
        return null;
    const emptied = step(phase, reason, `${because}; ECS wants it at scale 0 first`, {
        kind: 'scale',
        set: set.arn,
        percent: 0,
    });
    return unlessAbandoned(scene, emptied);
}
/** Blue that this action did not make becomes ours to remove: its name goes where the next run can read it. */
const adoptBlue = ({ roles, world, memory }) => {
    const { blue } = roles;
    if (blue === null || isOurs(blue) || world.service.tags.blue === blue.arn || memory.failure !== null)
        return null;
    return step('prepare', 'adopting-blue', `${blue.id} is live and was not made by this action`, {
        kind: 'tag-service',
        tags: { blue: blue.arn },
    });
};

;// CONCATENATED MODULE: ./build/domain/decide-switch.js



/** Older than this, the lease was written by a process that died before the switch: it is written anew. */
const freshLeaseMs = 60_000;
/**
 * Label, lease, rules. The label comes first because ECS itself then refuses to delete green; the lease before the
 * rules, so that whoever finds the switch done also finds what the way back is and how long it is kept.
 */
const switchOver = (scene) => {
    const { green } = scene.roles;
    if (green === null || isSwitched(scene))
        return null;
    if (scene.memory.switchedAtMs !== null)
        return null;
    return label(green) ?? writeLease(scene, green) ?? switchNextRule(scene, green);
};
const label = (green) => green.status === 'PRIMARY'
    ? null
    : step('switch', 'labelling-green', 'from now on ECS itself refuses to delete green', {
        kind: 'label',
        set: green.arn,
    });
function writeLease(scene, green) {
    const { world } = scene;
    const tagged = world.service.tags;
    const ageMs = world.nowMs - Date.parse(tagged['switched-at'] ?? '');
    const isWritten = tagged.green === green.arn && tagged.blue === scene.roles.blue?.arn;
    if (isWritten && (ageMs < freshLeaseMs || isGreenLive(scene)))
        return null;
    return step('switch', 'writing-lease', 'what the way back is, and until when it is kept', {
        kind: 'tag-service',
        tags: leaseTags(scene, green, world.nowMs),
    });
}
/** Blue and lease in one write, so that neither can be there without the other. */
function leaseTags({ plan, roles }, green, switchedAtMs) {
    const common = { green: green.arn, 'switched-at': iso(switchedAtMs) };
    if (roles.blue === null)
        return common;
    const keptMs = Math.max(plan.warmSeconds, plan.bake.seconds) * 1000;
    return {
        ...common,
        blue: roles.blue.arn,
        'lease-until': iso(switchedAtMs + keptMs),
        'lease-scale': String(roles.blue.scalePercent),
    };
}
/** Invariant 2: ready in the very observation that decides it, and nothing but green's own targets in its group. */
function switchNextRule({ world, roles, ...rest }, green) {
    const verdict = isReady(world, green);
    if (!verdict.isYes)
        return wait('switch', 'waiting-for-ready', `green ${green.id}: ${verdict.why}`, 500);
    if (strangers(world, green).length > 0)
        return wait('switch', 'waiting-for-group-to-empty', "others' targets stand in green's group", 1000);
    const [rule] = rulesToSwitch({ world, roles, ...rest });
    if (rule === undefined || roles.pair?.back == null)
        return null;
    return step('switch', 'switching', `${ruleWords(rule)} goes to green ${green.id}`, {
        kind: 'write-rule',
        rule,
        actions: moveWeight(rule, roles.pair.back, roles.pair.front),
    });
}

;// CONCATENATED MODULE: ./build/domain/decide-bake.js






/** After the switch: green is watched under real traffic, and so are the rules, until the bake is over. */
const bake = (scene) => {
    const { green, blue } = scene.roles;
    if (green === null || scene.memory.switchedAtMs === null)
        return null;
    if (blue === null && scene.world.service.tags.green !== green.arn)
        return null;
    return endOnDrift(scene) ?? rewriteLease(scene, green) ?? watch(scene, green);
};
/** Weights that somebody else changed are never put right silently: it ends with both states told (fact 27). */
function endOnDrift(scene) {
    const { memory, world, roles, plan } = scene;
    if (isSwitched(scene) || memory.switchedAtMs === null)
        return null;
    if (memory.driftSinceMs === null || world.nowMs - memory.driftSinceMs < staleReadMs)
        return wait('bake', 'reading-back', 'the rules do not show the switch; they are read again', 500);
    return step('end', 'drift', 'somebody else changed the weights', {
        kind: 'end',
        result: 'failed',
        message: `Stopped: somebody else changed the production weights of service ${plan.service} after the switch. ${trafficWords(roles)} ` +
            'Both task sets are kept and nothing more is changed. Find what writes the rules (infrastructure code that resets weights ' +
            'should ignore them), then run the release again.',
        details: roles.production.map((rule) => `${ruleWords(rule)}: green ${String(weightOf(rule, roles.pair?.front ?? ''))}, ` +
            `blue ${String(roles.pair?.back == null ? 0 : weightOf(rule, roles.pair.back))}; this release had set green to all of it`),
    });
}
/** Wiped tags: a lease that nobody can read would leave blue without an end. */
function rewriteLease(scene, green) {
    const { world, roles, memory } = scene;
    const { tags } = world.service;
    const isThere = tags.green === green.arn && (roles.blue === null || tags.blue === roles.blue.arn);
    if (isThere || roles.blue === null)
        return null;
    return step('bake', 'writing-lease', 'the lease was wiped', {
        kind: 'tag-service',
        tags: leaseTags(scene, green, switchedAtMs(scene) ?? memory.switchedAtMs ?? world.nowMs),
    });
}
function watch(scene, green) {
    const { memory, world, plan } = scene;
    if (memory.isBakePassed)
        return null;
    const leftMs = (bakeEndsMs(scene) ?? world.nowMs) - world.nowMs;
    const intervalMs = plan.bake.probeIntervalSeconds * 1000;
    const dueMs = (memory.bakeProbe.lastMs ?? 0) + intervalMs - world.nowMs;
    if (memory.baseline.verdict === 'passed' && dueMs <= 0 && leftMs > 0) {
        const probing = productionProbing(scene);
        if (probing.requests !== null)
            return step('bake', 'baking', `does ${probing.where} still answer?`, {
                kind: 'probe',
                purpose: 'bake',
                requests: probing.requests,
            });
    }
    const nextMs = Math.min(intervalMs, dueMs > 0 ? dueMs : intervalMs, leftMs > 0 ? leftMs : 700);
    const because = `green ${setWords(green)} serves; ${String(Math.max(0, Math.ceil(leftMs / 1000)))} s of the bake are left`;
    return wait('bake', 'baking', because, Math.max(200, nextMs));
}

;// CONCATENATED MODULE: ./build/domain/decide-teardown.js





/** After the bake: blue stays warm until its lease ends, then it is deleted and waited for. */
const tearDown = (scene) => {
    const { blue, green } = scene.roles;
    if (green === null || blue === null || !scene.memory.isBakePassed)
        return removeLeftovers(scene);
    return (endOnDrift(scene) ??
        keepWarm(scene, blue) ??
        relabel(scene, green) ??
        deleteBlue(scene, blue) ??
        awaitVanishing(scene, blue) ??
        removeLeftovers(scene));
};
function keepWarm(scene, blue) {
    const { world, plan } = scene;
    const untilMs = (switchedAtMs(scene) ?? 0) + plan.warmSeconds * 1000;
    const leftMs = untilMs - world.nowMs;
    if (leftMs <= 0 || blue.status === 'DRAINING')
        return null;
    const because = `blue ${setWords(blue)} is the way back for another ${durationWords(leftMs / 1000)}`;
    return wait('warm', 'warm', because, Math.min(leftMs, 15_000));
}
/** Somebody moved the label to blue: then ECS would refuse to delete it, and green would have no lock. */
function relabel(scene, green) {
    if (green.status === 'PRIMARY')
        return null;
    const because = `the PRIMARY label is not on ${green.id}, which has all the traffic`;
    return unlessAbandoned(scene, step('teardown', 'labelling-green', because, { kind: 'label', set: green.arn }));
}
function deleteBlue(scene, blue) {
    if (blue.status === 'ACTIVE' && !isQuiet(scene, blue))
        return wait('teardown', 'letting-nodes-follow', 'every node has to know the switch first', quietInMs(scene, blue));
    return remove(scene, blue, 'teardown', 'deleting-blue', `the lease of blue ${setWords(blue)} is over`);
}
/** DRAINING lasts until its targets are deregistered and its tasks stopped (fact 17). */
function awaitVanishing({ world, memory }, set) {
    if (set.status !== 'DRAINING')
        return null;
    const group = world.groups.find(({ arn }) => arn === set.attachment?.group);
    const boundMs = ((group?.deregistrationDelaySeconds ?? 300) + 120 + 300) * 1000;
    if (world.nowMs - (memory.vanishingSinceMs ?? world.nowMs) > boundMs)
        return null;
    return wait('teardown', 'waiting-for-blue-to-vanish', `${setWords(set)} is draining`, 1500);
}
function removeLeftovers(scene) {
    if (!scene.memory.isBakePassed)
        return null;
    for (const set of scene.roles.leftovers) {
        const next = remove(scene, set, 'teardown', 'superseding', `${set.id} was left by an earlier release`);
        if (next !== null)
            return next;
    }
    return null;
}
/** The end of a release: what it suspended is restored, its tags are cleared, and how it went is said. */
const finish = (scene) => {
    if (!isSwitched(scene))
        return null;
    return restoreScaling(scene, 'teardown') ?? clearTags(scene, 'teardown') ?? end(scene);
};
/** Done by whoever ends the release, from the tag, or from memory when the tag was wiped. */
function restoreScaling(scene, phase) {
    const { world, memory } = scene;
    const before = parseScaling(world.service.tags.scaling ?? memory.scalingBefore ?? '');
    if (before === null || world.scaling === null || writes_scalingText(world.scaling) === writes_scalingText(before))
        return null;
    return unlessAbandoned(scene, step(phase, 'restoring-scaling', 'auto scaling acts again as before the release', {
        kind: 'write-scaling',
        state: before,
    }));
}
const releaseTags = [
    'blue',
    'green',
    'switched-at',
    'lease-until',
    'lease-scale',
    'scaling',
];
/** The fence stays: a run that found it gone would take the service again. */
function clearTags(scene, phase) {
    const names = releaseTags.filter((name) => scene.world.service.tags[name] !== undefined);
    if (names.length === 0 || (scene.roles.blue !== null && isSwitched(scene)))
        return null;
    const untag = { kind: 'untag-service', names };
    return unlessAbandoned(scene, step(phase, 'clearing-tags', 'the release is over', untag));
}
function end({ world, roles, memory, plan }) {
    const undone = leftUndone(memory);
    const still = roles.blue === null ? [] : [`blue ${setWords(roles.blue)} is still there (${roles.blue.status})`];
    const details = [...still, ...undone];
    const green = roles.green === null ? 'green' : setWords(roles.green);
    const isClean = details.length === 0;
    const only = world.taskSets.length === 1 ? ', and it is the only task set' : '';
    return step('end', isClean ? 'released' : 'cleanup-incomplete', 'the release is over', {
        kind: 'end',
        result: isClean ? 'released' : 'failed',
        message: isClean
            ? `Released: ${green} serves ${plan.service}${only}. ${trafficWords(roles)}`
            : `Released, but not tidied up: ${green} serves ${plan.service}. ${trafficWords(roles)} Mend what is listed and run the release again: it goes on where it stopped.`,
        details,
    });
}
/** What AWS would not take, each with the right or the reason that was missing. */
const leftUndone = (memory) => Object.entries(memory.abandoned).map(([key, trouble]) => `${key}: ${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}` +
    (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''));

;// CONCATENATED MODULE: ./build/domain/by-hand.js

/** The command that does by hand what this action was not allowed to do: ready to paste, with the rule's other actions kept. */
function handCommand(rule, pair) {
    if (pair?.back == null || forwardOf(rule) === null)
        return '';
    const actions = JSON.stringify(moveWeight(rule, pair.front, pair.back).map(asAws));
    return rule.ref.kind === 'rule'
        ? `aws elbv2 modify-rule --rule-arn ${rule.ref.rule} --actions '${actions}'`
        : `aws elbv2 modify-listener --listener-arn ${rule.ref.listener} --default-actions '${actions}'`;
}
function asAws(action) {
    if (action.type === 'other')
        return action.raw;
    const { stickiness } = action;
    return {
        Type: 'forward',
        ...(action.order === null ? {} : { Order: action.order }),
        ForwardConfig: {
            TargetGroups: action.groups.map(({ group, weight }) => ({ TargetGroupArn: group, Weight: weight })),
            ...(stickiness === null ? {} : { TargetGroupStickinessConfig: stickinessAsAws(stickiness) }),
        },
    };
}
const stickinessAsAws = ({ enabled, durationSeconds, }) => ({
    Enabled: enabled,
    ...(durationSeconds === null ? {} : { DurationSeconds: durationSeconds }),
});

;// CONCATENATED MODULE: ./build/domain/decide-back.js










/** A label that does not move within this time does not hold up the traffic. */
const labelPatienceMs = 1000;
/** Blue that can't serve yet may recover: so long green, bad as it is, is the better of the two. */
const blueRecoveryMs = 120_000;
/** The way back: traffic first, then everything else (invariant 3). */
const back = (scene) => {
    const { failure } = scene.memory;
    if (failure === null)
        return null;
    return isGreenLive(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure);
};
function restoreTraffic(scene, failure) {
    const able = canGoBack(scene);
    if (!able.isYes)
        return holdOrGiveUp(scene, failure, able.why);
    return labelBlueBriefly(scene) ?? moveNextRule(scene) ?? rollbackFailed(scene, failure);
}
/** Blue by its own targets; without blue, targets that stood in the group before this service had a task set (invariant 8). */
function canGoBack({ world, roles }) {
    const isGreenDead = roles.green === null || healthyOwn(world, roles.green).length === 0;
    if (roles.blue !== null)
        return canServe(world, roles.blue, isGreenDead);
    const others = targetsOf(world, roles.pair?.back ?? null).filter(({ state }) => state === 'healthy');
    return others.length > 0 ? { isYes: true } : { isYes: false, why: 'there is no blue to go back to' };
}
function holdOrGiveUp({ world, roles, plan }, failure, why) {
    const isHopeful = roles.blue !== null && roles.blue.status !== 'DRAINING';
    if (isHopeful && world.nowMs - failure.atMs < blueRecoveryMs)
        return wait('back', 'waiting-for-blue-to-serve', why, 1000);
    return step('end', 'no-way-back', why, {
        kind: 'end',
        result: 'failed',
        message: `Failed, and not rolled back: ${failure.what}, and ${why}. ${trafficWords(roles)} Green is left as it is, since nothing ` +
            `better could serve. ${failure.advice} Then release ${plan.service} again.`,
        details: [],
    });
}
function labelBlueBriefly({ world, roles, memory }) {
    const { blue } = roles;
    if (blue === null || blue.status !== 'ACTIVE')
        return null;
    const sinceMs = memory.labelBackSinceMs;
    const isTried = sinceMs !== null && (memory.trouble === null || world.nowMs - sinceMs >= labelPatienceMs);
    if (isTried || `label ${blue.arn}` in memory.abandoned)
        return null;
    return step('back', 'labelling-blue', `blue ${blue.id} is the one to keep again`, {
        kind: 'label',
        set: blue.arn,
    });
}
function moveNextRule(scene) {
    const { roles, memory, world } = scene;
    const { pair, production } = roles;
    if (pair?.back == null)
        return null;
    const { front, back: to } = pair;
    const next = production
        .filter((rule) => weightOf(rule, front) > 0)
        .map((rule) => ({ kind: 'write-rule', rule, actions: moveWeight(rule, front, to) }))
        .find((write) => !(writes_writeKey(write) in memory.abandoned));
    if (next === undefined)
        return null;
    const { pending, trouble } = memory;
    // Written already, or refused for the moment: look again soon rather than write twice.
    const isSent = pending !== null && writes_writeKey(pending.write) === writes_writeKey(next) && world.nowMs - pending.atMs < 3000;
    if (isSent)
        return wait('back', 'reading-back', 'the way back does not show yet', 300);
    if (trouble !== null && world.nowMs - trouble.lastMs < 500)
        return wait('back', 'backing-off', `${trouble.last.code}; trying again`, 500);
    return step('back', 'switching-back', `${ruleWords(next.rule)} goes back`, next);
}
function rollbackFailed({ roles, memory, plan }, failure) {
    const { pair } = roles;
    const stuck = roles.production.filter((rule) => pair !== null && weightOf(rule, pair.front) > 0);
    return step('end', 'rollback-failed', 'AWS does not take the way back', {
        kind: 'end',
        result: 'failed',
        message: `Rollback failed: ${failure.what}, and the production rules of service ${plan.service} could not be moved back. ` +
            `${trafficWords(roles)} Run the commands below with rights to change listeners, now.`,
        details: [...stuck.map((rule) => handCommand(rule, pair)), ...leftUndone(memory)],
    });
}
/** Traffic is where it belongs. What is left: the label, the test rule, green, auto scaling, the tags. */
function cleanUp(scene, failure) {
    return (settleBack(scene) ??
        labelBlue(scene) ??
        probeAfterBack(scene, failure) ??
        (scene.roles.green === null ? null : holdFence(scene)) ??
        decide_back_freeTestRule(scene) ??
        deleteGreen(scene) ??
        restoreScaling(scene, 'back') ??
        clearTags(scene, 'back') ??
        endRolledBack(scene, failure));
}
function settleBack({ memory, world }) {
    const { pending, trouble } = memory;
    if (pending !== null && world.nowMs - pending.atMs < 5000)
        return wait('back', 'reading-back', 'the last write does not show yet', 400);
    if (trouble !== null && world.nowMs - trouble.lastMs < Math.min(500 * 2 ** trouble.count, 10_000))
        return wait('back', 'backing-off', `${trouble.last.action}: ${trouble.last.code}; trying again`, 500);
    return null;
}
function labelBlue(scene) {
    const { blue, green } = scene.roles;
    if (blue?.status !== 'ACTIVE' || green?.status !== 'PRIMARY')
        return null;
    const because = `blue ${blue.id} has the traffic, and ECS deletes no PRIMARY`;
    return unlessAbandoned(scene, step('back', 'labelling-blue', because, { kind: 'label', set: blue.arn }));
}
/** A probe that fails on blue too was not green's fault, and that is said. */
function probeAfterBack(scene, failure) {
    const { memory, world } = scene;
    if (failure.reason !== 'baked-bad-probe' || memory.afterBackProbe.lastMs !== null)
        return null;
    const { green } = scene.roles;
    if (green === null)
        return null;
    const leftMs = quietInMs(scene, green) - 5000;
    if (leftMs > 0)
        return wait('back', 'letting-nodes-follow', 'every node has to know the way back first', leftMs);
    const probing = productionProbing(scene);
    if (probing.requests === null || world.nowMs < 0)
        return null;
    return step('back', 'probing-after-back', 'does production answer again?', {
        kind: 'probe',
        purpose: 'after-back',
        requests: probing.requests,
    });
}
function decide_back_freeTestRule(scene) {
    const { green, pair, test } = scene.roles;
    if (green === null || pair?.back == null)
        return null;
    const { front, back: to } = pair;
    const rule = test.find((candidate) => weightOf(candidate, front) > 0);
    if (rule === undefined)
        return null;
    return unlessAbandoned(scene, step('back', 'pointing-test-rule', `${ruleWords(rule)} shows blue to testers again`, {
        kind: 'write-rule',
        rule,
        actions: moveWeight(rule, front, to),
    }));
}
function deleteGreen(scene) {
    const { green } = scene.roles;
    if (green === null)
        return null;
    if (green.status === 'DRAINING')
        return decide_back_awaitVanishing(scene);
    if (!isQuiet(scene, green) && scene.memory.lastOnRulesMs[green.arn] !== undefined)
        return wait('back', 'letting-nodes-follow', 'every node has to know the way back first', quietInMs(scene, green));
    if (green.status === 'PRIMARY')
        return emptyGreen(scene);
    return remove({ ...scene, memory: neverLive(scene, green.arn) }, green, 'back', 'deleting-green', `green ${setWords(green)} is not wanted`);
}
/** No rule ever gave it weight while this process looked, and the fence is ours: there is no node to wait for. */
function neverLive({ memory, world }, green) {
    if (memory.lastOnRulesMs[green] !== undefined)
        return memory;
    return { ...memory, lastOnRulesMs: { ...memory.lastOnRulesMs, [green]: world.nowMs - 60_000 } };
}
/** PRIMARY without a blue to take the label: ECS never deletes it, so it is emptied and said. */
function emptyGreen(scene) {
    const { green, blue } = scene.roles;
    if (green === null || blue !== null || green.scalePercent === 0)
        return null;
    const because = `green ${green.id} is PRIMARY and no other set could be: it is emptied, ECS does not delete it`;
    return unlessAbandoned(scene, step('back', 'deleting-green', because, { kind: 'scale', set: green.arn, percent: 0 }));
}
function decide_back_awaitVanishing({ world, memory }) {
    if (world.nowMs - (memory.vanishingSinceMs ?? world.nowMs) > 720_000)
        return null;
    return wait('back', 'waiting-for-green-to-vanish', 'green is draining', 1500);
}
function endRolledBack({ roles, memory, world, plan }, failure) {
    const wasLive = memory.green !== null && memory.switchedAtMs !== null;
    const left = roles.green === null || roles.green.status === 'DRAINING'
        ? []
        : [
            `green ${setWords(roles.green)} is still there (${roles.green.status}); the next release removes it`,
        ];
    const after = memory.afterBackProbe.lastWords;
    const innocent = after === null
        ? []
        : [`The probe still fails after the way back, so it may not be green's fault: ${after}`];
    const traffic = wasLive
        ? `Traffic is back where it was: ${trafficWords(roles)}`
        : `Users never saw green. ${trafficWords(roles)}`;
    return step('end', failure.reason, 'the way back is done', {
        kind: 'end',
        result: memory.green === null && world.taskSets.every(({ tags }) => tags.release !== plan.release.id)
            ? 'failed'
            : 'rolled-back',
        message: `Rolled back: ${failure.what}. ${traffic} ${failure.advice}`,
        details: [...innocent, ...left, ...leftUndone(memory)],
    });
}

;// CONCATENATED MODULE: ./build/domain/decide-gate.js




/** Observations in a row in which green has to be ready: one alone may be a flicker. */
const readyStreak = 3;
/** What green has to pass before it may see a user. Readiness is judged again in every observation from here on. */
const gate = (scene) => {
    const { green } = scene.roles;
    if (green === null || isGreenLive(scene))
        return null;
    return awaitReady(scene, green) ?? pointTestRule(scene) ?? smokeTest(scene) ?? measureBaseline(scene);
};
function awaitReady({ world, memory, roles }, green) {
    const verdict = isReady(world, green);
    if (!verdict.isYes)
        return wait('ready', 'waiting-for-ready', `green ${green.id}: ${verdict.why}`, 1000);
    const others = strangers(world, green).length;
    if (others > 0) {
        const old = roles.leftovers.map(({ id }) => id).join(', ') || 'others';
        const because = `green is ready; ${String(others)} targets of ${old} still stand in its group`;
        return wait('ready', 'waiting-for-group-to-empty', because, 2000);
    }
    if (memory.readyStreak >= readyStreak)
        return null;
    const because = `green ${green.id} is ready, seen ${String(memory.readyStreak)} of ${String(readyStreak)} times`;
    return wait('ready', 'waiting-for-ready', because, 700);
}
function pointTestRule({ roles }) {
    const { pair, test } = roles;
    if (pair?.back == null)
        return null;
    const { front, back } = pair;
    const rule = test.find((candidate) => weightOf(candidate, front) === 0 || weightOf(candidate, back) > 0);
    if (rule === undefined)
        return null;
    return step('smoke', 'pointing-test-rule', `${ruleWords(rule)} shows green to testers`, {
        kind: 'write-rule',
        rule,
        actions: moveWeight(rule, back, front),
    });
}
function smokeTest(scene) {
    const { memory, plan, world } = scene;
    if (memory.smoke.isSkipped || memory.smoke.passesInRow >= plan.smoke.passes)
        return null;
    const probing = smokeProbing(scene);
    if (probing.requests === null)
        return null;
    const dueMs = (memory.smoke.lastMs ?? 0) + plan.smoke.intervalSeconds * 1000 - world.nowMs;
    if (memory.smoke.lastMs !== null && dueMs > 0)
        return wait('smoke', 'smoke-testing', `${String(memory.smoke.passesInRow)} of ${String(plan.smoke.passes)} passes`, dueMs);
    return step('smoke', 'smoke-testing', `${probing.where}: ${probing.requests.map(({ url }) => url).join(', ')}`, {
        kind: 'probe',
        purpose: 'smoke',
        requests: probing.requests,
    });
}
/** A probe that fails on blue already would roll back a good release: it has to pass there before it may judge green. */
function measureBaseline(scene) {
    const { memory, roles, world, plan } = scene;
    if (memory.baseline.verdict !== 'unknown' || roles.blue === null || plan.bake.seconds === 0)
        return null;
    const probing = productionProbing(scene);
    if (probing.requests === null)
        return null;
    const dueMs = (memory.baseline.lastMs ?? 0) + 1000 - world.nowMs;
    if (dueMs > 0)
        return wait('smoke', 'measuring-baseline', 'production is probed on blue again', dueMs);
    return step('smoke', 'measuring-baseline', `does ${probing.where} answer on blue?`, {
        kind: 'probe',
        purpose: 'baseline',
        requests: probing.requests,
    });
}

;// CONCATENATED MODULE: ./build/domain/decide-prepare.js






/** Everything up to green's creation, in the order in which each needs the one before. */
const prepare = (scene) => scene.roles.green !== null
    ? null
    : (register(scene) ??
        suspendScaleIn(scene) ??
        attachIdle(scene) ??
        makeRoom(scene) ??
        createGreen(scene));
/** Registering is what is skipped when nothing changed, never the release: images move and secrets rotate. */
function register({ world, memory }) {
    const { candidate } = world;
    if (candidate === null || memory.registered !== null || candidate.registeredAs !== null)
        return null;
    if (candidate.content === null)
        return null;
    return step('prepare', 'registering', `a new revision of ${candidate.family} from ${candidate.source}`, {
        kind: 'register',
        content: candidate.content,
        hash: candidate.hash,
    });
}
/** While two fleets run, the average load halves, and scaling in would take tasks from live blue (fact 21a). */
function suspendScaleIn({ world, memory }) {
    const { scaling } = world;
    if (scaling === null)
        return null;
    const before = memory.scalingBefore ?? writes_scalingText(scaling);
    if (world.service.tags.scaling === undefined)
        return step('prepare', 'suspending-scale-in', 'what auto scaling was is kept in a tag first', {
            kind: 'tag-service',
            tags: { scaling: before },
        });
    if (scaling.scaleInSuspended)
        return null;
    return step('prepare', 'suspending-scale-in', 'two fleets halve the average load', {
        kind: 'write-scaling',
        state: { ...scaling, scaleInSuspended: true },
    });
}
/** A group on no rule is never checked, and ECS refuses a set for it (facts 9 and 25). */
function attachIdle({ roles }) {
    const { pair, production } = roles;
    if (pair === null)
        return null;
    const rule = production.find((candidate) => forwardOf(candidate) !== null && !holds(candidate, pair.front));
    if (rule === undefined)
        return null;
    return step('prepare', 'attaching-idle-group', `${shortName(pair.front)} joins ${ruleWords(rule)} at weight 0`, {
        kind: 'write-rule',
        rule,
        actions: bringIn(rule, pair.front),
    });
}
/** Five sets are all that ECS allows, and draining ones may count (fact 10): what is over has to vanish first. */
function makeRoom({ world }) {
    if (world.taskSets.length < maxTaskSets)
        return null;
    return wait('prepare', 'superseding', 'the service has five task sets; one that is over has to vanish first', 2000);
}
function createGreen({ plan, world, roles, memory }) {
    const revision = memory.registered ?? world.candidate?.registeredAs ?? null;
    if (revision === null)
        return wait('prepare', 'reading-back', 'the new revision does not show yet', 500);
    const request = creation(plan, world, roles, revision, memory.createTry);
    if (request === null)
        return null;
    return step('start', 'creating-green', `green runs ${shortName(revision)} beside ${roles.blue?.id ?? 'nothing'}`, {
        kind: 'create-green',
        request,
    });
}

;// CONCATENATED MODULE: ./build/domain/decide.js









/**
 * The order is the safety argument. A stale run stands down before anything else; a bad release goes back before
 * anything forward is thought of; nothing is decided on a world that may not show the last write yet; nothing is
 * written before preflight passed and the fence is held; and each later rule may rely on what the earlier ones saw to.
 */
const deciders = [
    standDown,
    endOfCancel,
    back,
    settle,
    backOff,
    preflight,
    holdFence,
    healSplit,
    supersede,
    adoptBlue,
    prepare,
    gate,
    switchOver,
    bake,
    tearDown,
    finish,
];
/** The one thing to do next. Pure and total: the same world, plan and memory give the same step. */
function decideNextStep(plan, world, memory) {
    const scene = sceneOf(plan, world, memory);
    for (const decider of deciders) {
        const next = decider(scene);
        if (next !== null)
            return next;
    }
    return wait('end', 'reading-back', 'nothing to do in this observation', 1000);
}

;// CONCATENATED MODULE: ./build/domain/memory.js
const noProbe = {
    lastMs: null,
    failuresInRow: 0,
    passesInRow: 0,
    hasAnswered: false,
    lastWords: null,
};
/** What a process knows when it starts: nothing but the time. */
const blankMemory = (startedAtMs) => ({
    startedAtMs,
    isPreflightPassed: false,
    isCancelled: false,
    fence: null,
    pending: null,
    trouble: null,
    abandoned: {},
    failure: null,
    registered: null,
    created: null,
    createTry: 0,
    blue: null,
    green: null,
    greenGoneStreak: 0,
    hasLabelledGreen: false,
    readyStreak: 0,
    smoke: { ...noProbe, startedAtMs: null, isSkipped: false },
    baseline: { ...noProbe, verdict: 'unknown' },
    bakeProbe: noProbe,
    afterBackProbe: noProbe,
    badTargetStreak: 0,
    goodBakeStreak: 0,
    isBakePassed: false,
    switchedAtMs: null,
    lastOnRulesMs: {},
    labelBackSinceMs: null,
    driftSinceMs: null,
    scalingBefore: null,
    vanishingSinceMs: null,
});

;// CONCATENATED MODULE: ./build/domain/read-failure.js




/** So long AWS may fail to answer reads before the run gives up: it changes nothing meanwhile. */
const read_failure_patienceMs = 600_000;
/** Whether a run that can't read goes on trying (`null`) or ends, and with what words. `last`: what it saw last. */
function readFailure(plan, last, trouble, failingMs) {
    const isPassing = trouble.kind === 'busy' || trouble.kind === 'lost';
    if (isPassing && failingMs < (last === null ? 60_000 : read_failure_patienceMs))
        return null;
    const what = `${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`;
    const advice = trouble.kind === 'denied'
        ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
        : '';
    const isFirst = last === null;
    return step('end', isFirst ? 'preflight-failed' : 'reads-failed', 'AWS can not be read', {
        kind: 'end',
        result: isFirst ? 'refused' : 'failed',
        message: [
            isFirst ? `Nothing was changed: ${what}.` : `Stopped: AWS can't be read any more (${what}).`,
            lastSeen(plan, last),
            advice,
        ]
            .filter((part) => part !== '')
            .join(' '),
        details: [],
    });
}
function lastSeen(plan, last) {
    if (last === null)
        return `Traffic of service ${plan.service} is where it was.`;
    const traffic = trafficWords(rolesOf(plan, last, blankMemory(last.nowMs)));
    return `Last seen: ${traffic} Run the job again with fresh credentials: it goes on where this run stopped.`;
}

;// CONCATENATED MODULE: ./build/engine/act.js


/** Does the one thing that the step says. What went wrong is part of the outcome; whether it landed, the next observation. */
async function act(ports, world, step, signal) {
    const { act: what } = step;
    if (what.kind === 'end')
        return { kind: 'done' };
    if (what.kind === 'wait') {
        await ports.clock.sleep(what.ms, signal);
        return { kind: 'done' };
    }
    if (!isWrite(what))
        return { kind: 'probed', answers: await probeAll(ports.probe, what.requests) };
    try {
        return await write(ports, world, what);
    }
    catch (error) {
        if (error instanceof PortError)
            return { kind: 'failed', trouble: error.trouble };
        throw error;
    }
}
async function write(ports, { service }, what) {
    const { ecs, loadBalancer, scaling } = ports;
    switch (what.kind) {
        case 'tag-service':
            return done(ecs.tagService(service.arn, what.tags));
        case 'untag-service':
            return done(ecs.untagService(service.arn, what.names));
        case 'register':
            return { kind: 'registered', revision: await ecs.registerTaskDefinition(what.content, what.hash) };
        case 'create-green':
            return { kind: 'created', set: await ecs.createTaskSet(what.request) };
        case 'label':
            return done(ecs.labelPrimary(what.set));
        case 'write-rule':
            return done(loadBalancer.writeActions(what.rule.ref, what.actions));
        case 'scale':
            return done(ecs.updateScale(what.set, what.percent));
        case 'delete':
            return done(ecs.deleteTaskSet(what.set));
        case 'write-scaling':
            return done(scaling.writeScaling(service.cluster, service.name, what.state));
    }
}
async function done(writing) {
    await writing;
    return { kind: 'done' };
}
const probeAll = (probe, requests) => Promise.all(requests.map(async (request) => ({ url: request.url, answer: await probe.get(request) })));

;// CONCATENATED MODULE: ./build/engine/reconcile.js






/** The loop: observe, decide, act, until the decision is an end. The same for every command. */
async function reconcile(ports, observe, plan, listener, signal) {
    let memory = blankMemory(ports.clock.now());
    let last = null;
    let failingSinceMs = null;
    for (;;) {
        memory = { ...memory, isCancelled: signal.aborted };
        const seen = await look(observe, memory);
        if ('trouble' in seen) {
            listener.onTrouble(seen.trouble);
            failingSinceMs ??= ports.clock.now();
            const ending = readFailure(plan, last, seen.trouble, ports.clock.now() - failingSinceMs);
            if (ending !== null)
                return { step: ending, world: last, memory };
            await ports.clock.sleep(2000);
            continue;
        }
        failingSinceMs = null;
        last = seen.world;
        memory = noticeWorld(plan, memory, seen.world);
        const step = decideNextStep(plan, seen.world, memory);
        listener.onStep(step, seen.world, memory);
        if (isEnd(step))
            return { step, world: seen.world, memory };
        // A cancel cuts the waits short once; after that the loop has to be able to wait again.
        const outcome = await act(ports, seen.world, step, memory.isCancelled ? never : signal);
        if (outcome.kind === 'failed')
            listener.onTrouble(outcome.trouble);
        memory = noticeOutcome(plan, memory, seen.world, step, outcome, ports.clock.now());
    }
}
const never = new AbortController().signal;
const isEnd = (step) => step.act.kind === 'end';
async function look(observe, memory) {
    try {
        return { world: await observe(memory) };
    }
    catch (error) {
        if (error instanceof PortError)
            return { trouble: error.trouble };
        throw error;
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/inputs/files.js


/** Files on disk; relative paths start at `root`, which is `GITHUB_WORKSPACE`. */
const filesIn = (root) => ({
    read: (name) => {
        try {
            const bytes = (0,external_node_fs_.readFileSync)(external_node_path_.resolve(root, name));
            return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
        }
        catch (error) {
            const code = error.code;
            if (code === 'ENOENT' || code === 'ENOTDIR')
                return { kind: 'missing' };
            return { kind: 'unreadable', because: files_reasons[code ?? ''] ?? String(error) };
        }
    },
});
const files_reasons = {
    EISDIR: 'it is a folder',
    EACCES: 'the runner has no right to read it',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

;// CONCATENATED MODULE: ./build/domain/duration.js
const grammar = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const generalHint = 'write hours, minutes and seconds in this order, e.g. 1h30m, 15m or 30s';
const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86_400 };
/** Reads `1h30m`, `15m`, `30s` or `0`. Everything else is refused with what was probably meant. */
function parseDuration(text) {
    if (text === '0')
        return { ok: true, seconds: 0 };
    const parts = grammar.exec(text);
    if (parts === null || text === '')
        return { ok: false, hint: hintFor(text) };
    const [hours = 0, minutes = 0, seconds = 0] = parts
        .slice(1)
        .map((part) => Number(part ?? 0));
    return { ok: true, seconds: hours * 3600 + minutes * 60 + seconds };
}
/** The same duration in the words that `parseDuration` reads: `1h30m`, `15m`, `45s`, and `0` for none. */
function durationText(seconds) {
    const parts = [
        [Math.floor(seconds / 3600), 'h'],
        [Math.floor(seconds / 60) % 60, 'm'],
        [seconds % 60, 's'],
    ];
    const text = parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
    return text === '' ? '0' : text;
}
function hintFor(text) {
    if (/^\d+$/.test(text)) {
        const count = Number(text);
        return count === 0 ? 'write 0' : `write ${count}m or ${count}s`;
    }
    const milliseconds = /^(\d+(?:\.\d+)?)\s*(?:ms|millis\w*)$/i.exec(text)?.[1];
    if (milliseconds !== undefined) {
        return `whole seconds only, write ${durationText(Math.ceil(Number(milliseconds) / 1000))}`;
    }
    // One number and a word: `15 m`, `1.5h`, `10min`, `2 days`.
    const [, count, unit = ''] = /^(\d+(?:\.\d+)?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/i.exec(text) ?? [];
    const unitSeconds = secondsPerUnit[unit.charAt(0).toLowerCase()];
    if (unitSeconds === undefined)
        return generalHint;
    return `write ${durationText(Math.round(Number(count) * unitSeconds))}`;
}

;// CONCATENATED MODULE: ./build/inputs/reader.js


function reader_createReader(raw) {
    const problems = [];
    const problem = (name, sentence) => {
        problems.push(`${name}: ${sentence}`);
    };
    return {
        text: (name) => raw[name] ?? defaultOf(name),
        refuse: (name, value, wrong) => {
            problem(name, `"${value}" ${wrong}`);
        },
        problem,
        problems,
    };
}
/** A default like `${{ github.token }}` is the runner's to fill in: without a runner it is absent. */
function defaultOf(name) {
    const preset = action_io/* inputs */.QL[name].default;
    return preset?.startsWith('${{') === true ? null : preset;
}
/** Entries, one per line or separated by commas; blank ones and repetitions are dropped. */
function listOf(reader, name) {
    return entries(reader.text(name), /[\n,]/);
}
/** Entries, one per line, for values that may hold commas. */
function linesOf(reader, name) {
    return entries(reader.text(name), /\n/);
}
function entries(text, separator) {
    const found = (text ?? '').split(separator).map((entry) => entry.trim());
    return [...new Set(found.filter((entry) => entry !== ''))];
}
function required(reader, name, expected) {
    const text = reader.text(name);
    if (text === null)
        reader.problem(name, `is missing: write ${expected}`);
    return text ?? '';
}
/** One of a closed list; `null` when absent or refused. */
function choice(reader, name, choices) {
    const text = reader.text(name);
    if (text === null)
        return null;
    const chosen = choices.find((candidate) => candidate === text);
    if (chosen !== undefined)
        return chosen;
    const meant = choices.find((candidate) => candidate === text.toLowerCase());
    const advice = meant === undefined ? '' : `: write ${meant}`;
    reader.refuse(name, text, `is not ${choices.length === 1 ? '' : 'one of '}${choices.join(', ')}${advice}`);
    return null;
}
function reader_flag(reader, name) {
    return choice(reader, name, ['true', 'false']) === 'true';
}
/** Whole seconds; `NaN` when refused, over which no later comparison stumbles. */
function seconds(reader, name, limits) {
    const text = reader.text(name) ?? '';
    const reading = parseDuration(text);
    const wrong = reading.ok ? outside(reading.seconds, limits) : `is not a duration: ${reading.hint}`;
    if (reading.ok && wrong === null)
        return reading.seconds;
    reader.refuse(name, text, wrong ?? '');
    return Number.NaN;
}
function outside(given, { atLeast, atMost }) {
    if (given < atLeast)
        return `is too short: write at least ${durationText(atLeast)}`;
    return given > atMost ? `is too long: write at most ${durationText(atMost)}` : null;
}
/** A whole number; `NaN` when refused. */
function count(reader, name, limits) {
    const text = reader.text(name) ?? '';
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= limits.atLeast && number <= limits.atMost)
        return number;
    reader.refuse(name, text, `is not a whole number from ${limits.atLeast} to ${limits.atMost}`);
    return Number.NaN;
}
/** An absolute http(s) address; `null` when absent or refused. A path put behind it must not end up in its query. */
function webAddress(reader, name, mayHaveQuery) {
    const text = reader.text(name);
    if (text === null)
        return null;
    const url = URL.parse(text);
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
        reader.refuse(name, text, 'is not an absolute http(s) URL: write e.g. https://shop.example.com');
    }
    else if (url.username !== '' || url.password !== '') {
        // Not quoted: addresses are logged, passwords are not.
        reader.problem(name, 'holds a user name or password: send it as an Authorization line of probe-headers');
    }
    else if (url.hash !== '' || (url.search !== '' && !mayHaveQuery)) {
        reader.refuse(name, text, 'must end before ? and #: write the rest as health-paths');
    }
    else
        return text;
    return null;
}

;// CONCATENATED MODULE: ./build/inputs/arns.js


const elb = /^arn:aws[\w-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:/.source;
const example = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const kinds = {
    listener: {
        words: 'a listener',
        shape: new RegExp(`${elb}listener/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+$`),
        example: `${example}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
        mark: (arn),
    },
    rule: {
        words: 'a listener rule',
        shape: new RegExp(`${elb}listener-rule/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+/[\\w-]+$`),
        example: `${example}listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
        mark: (arn),
    },
    targetGroup: {
        words: 'a target group',
        shape: new RegExp(`${elb}targetgroup/[^/]+/[\\w-]+$`),
        example: `${example}targetgroup/shop-a/73e2d6bc24d8a067`,
        mark: (arn),
    },
};
/** The inputs that say which rules and target groups are meant. */
function trafficFrom(reader) {
    const traffic = {
        productionListeners: arns(reader, 'production-listener-arns', kinds.listener),
        productionRules: arns(reader, 'production-rule-arns', kinds.rule),
        testListener: soleArn(reader, 'test-listener-arn', kinds.listener),
        testRule: soleArn(reader, 'test-rule-arn', kinds.rule),
        targetGroups: arns(reader, 'target-groups', kinds.targetGroup),
    };
    refuseContradictions(reader, traffic);
    return traffic;
}
function refuseContradictions(reader, traffic) {
    const { testListener, testRule } = traffic;
    if (reader.text('test-listener-arn') !== null && reader.text('test-rule-arn') !== null) {
        reader.problem('test-rule-arn', 'excludes test-listener-arn: give the one that tests of green go through');
    }
    if (testListener !== null && traffic.productionListeners.includes(testListener)) {
        reader.refuse('test-listener-arn', testListener, 'is a production listener too: a test must not meet users');
    }
    if (testRule !== null && traffic.productionRules.includes(testRule)) {
        reader.refuse('test-rule-arn', testRule, 'is a production rule too: a test must not meet users');
    }
    const named = listOf(reader, 'target-groups');
    if (named.length !== 0 && named.length !== 2) {
        const what = `names ${named.length === 1 ? 'only one target group' : `${named.length} target groups`}`;
        reader.problem('target-groups', `${what}: write exactly two different ones, the live and the idle one`);
    }
}
/**
 * Notes a problem when the ARNs given belong to several accounts or regions: a service and its load balancer never
 * do, and it mostly means that one of them was copied from another stage.
 */
function refuseSeveralPlaces(reader, names) {
    const places = new Map();
    for (const name of names) {
        for (const entry of listOf(reader, name)) {
            const [, region, account] = /^arn:aws[\w-]*:[\w-]+:([\w-]+):(\d{12}):/.exec(entry) ?? [];
            const place = `account ${account ?? ''} in ${region ?? ''}`;
            if (region !== undefined && !places.has(place))
                places.set(place, name);
        }
    }
    const [first, second] = [...places];
    if (first === undefined || second === undefined)
        return;
    const other = first[1] === second[1] ? 'and another one' : `but ${first[1]}`;
    const advice = 'all ARNs must be of one account and region';
    reader.problem(second[1], `is of ${second[0]}, ${other} is of ${first[0]}: ${advice}`);
}
function arns(reader, name, kind) {
    return listOf(reader, name).flatMap((entry) => {
        if (kind.shape.test(entry))
            return [kind.mark(entry)];
        reader.refuse(name, entry, `is not the ARN of ${kind.words}${insteadOf(entry)}: one looks like ${kind.example}`);
        return [];
    });
}
function soleArn(reader, name, kind) {
    const given = listOf(reader, name);
    if (given.length > 1)
        reader.problem(name, `names ${given.length} ARNs: write one`);
    return arns(reader, name, kind)[0] ?? null;
}
/** The usual mistake is the right ARN in the wrong place. */
function insteadOf(entry) {
    const other = Object.values(kinds).find((kind) => kind.shape.test(entry));
    return other === undefined ? '' : ` but of ${other.words}`;
}

;// CONCATENATED MODULE: ./build/inputs/overrides.js

const fargate = new Set(['FARGATE', 'FARGATE_SPOT']);
const greatestWeight = 1000;
const greatestBase = 100_000;
/** The inputs that say how green runs where it should not be as blue. */
function overridesFrom(reader) {
    const overrides = {
        subnets: ids(reader, 'subnets', 'subnet', 16),
        securityGroups: ids(reader, 'security-groups', 'sg', 5),
        assignPublicIp: upper(choice(reader, 'assign-public-ip', ['enabled', 'disabled'])),
        launchType: upper(choice(reader, 'launch-type', ['ec2', 'fargate', 'external'])),
        capacityProviders: capacityProviders(reader),
        platformVersion: platformVersion(reader),
        containerName: reader.text('container-name'),
    };
    overrides_refuseContradictions(reader, overrides);
    return overrides;
}
function overrides_refuseContradictions(reader, overrides) {
    const { launchType, capacityProviders: providers } = overrides;
    if (reader.text('launch-type') !== null && reader.text('capacity-providers') !== null) {
        reader.problem('capacity-providers', 'excludes launch-type: ECS takes one of the two');
    }
    const isElsewhere = launchType !== null && launchType !== 'FARGATE';
    const isOnInstances = isElsewhere || providers.some(({ name }) => !fargate.has(name));
    if (isOnInstances && overrides.platformVersion !== null) {
        reader.problem('platform-version', 'is for Fargate only: leave it out, or run green on Fargate');
    }
    if (isOnInstances && overrides.assignPublicIp === 'ENABLED') {
        reader.problem('assign-public-ip', '"enabled" is for Fargate only: leave it out, or run green on Fargate');
    }
}
function capacityProviders(reader) {
    const name = 'capacity-providers';
    const providers = listOf(reader, name).flatMap((entry) => {
        const [, provider, weight, base] = /^([\w-]+)(?:=(\d+)(?::(\d+))?)?$/.exec(entry) ?? [];
        if (provider === undefined || Number(weight ?? 0) > greatestWeight || Number(base ?? 0) > greatestBase) {
            const limits = `weight 0 to ${greatestWeight}, base 0 to ${greatestBase}`;
            reader.refuse(name, entry, `is not name, name=weight or name=weight:base (${limits}): write e.g. FARGATE=1:2`);
            return [];
        }
        return [{ name: provider, weight: numberOr(weight), base: numberOr(base) }];
    });
    refuseMixtures(reader, providers);
    return providers;
}
function refuseMixtures(reader, providers) {
    const refuse = (sentence) => {
        reader.problem('capacity-providers', sentence);
    };
    const names = providers.map(({ name }) => name);
    const onFargate = names.filter((name) => fargate.has(name));
    if (new Set(names).size < names.length)
        refuse('names a provider twice: write one line for each');
    if (onFargate.length > 0 && onFargate.length < names.length) {
        refuse(`mixes Fargate (${onFargate.join(', ')}) with others: ECS takes one kind in a strategy`);
    }
    if (providers.filter(({ base }) => (base ?? 0) > 0).length > 1)
        refuse('gives several a base: ECS takes one');
    if (providers.length > 0 && providers.every(({ weight }) => weight === 0)) {
        refuse('gives every provider weight 0: no task could be placed');
    }
}
function ids(reader, name, prefix, atMost) {
    const given = listOf(reader, name);
    for (const id of given.filter((entry) => !new RegExp(`^${prefix}-\\w+$`).test(entry))) {
        reader.refuse(name, id, `is not an id: write e.g. ${prefix}-0a1b2c3d4e5f60718`);
    }
    if (given.length > atMost)
        reader.problem(name, `names ${given.length}: ECS takes ${atMost} at most`);
    return given;
}
function platformVersion(reader) {
    const text = reader.text('platform-version');
    if (text === null || /^(\d+\.\d+\.\d+|latest)$/i.test(text))
        return upper(text);
    reader.refuse('platform-version', text, 'is not a platform version: write e.g. 1.4.0 or latest');
    return null;
}
/** Header name, in lower case as names count the same in any, → value. The text of a bad line is not told: it may be a secret. */
function headersFrom(reader) {
    const lines = linesOf(reader, 'probe-headers').map(headerOf);
    lines.forEach((header, index) => {
        if (header !== null)
            return;
        const advice = 'write one header per line, e.g. X-Probe: release (its text is not shown, it may be a secret)';
        reader.problem('probe-headers', `entry ${index + 1} is not "Name: value": ${advice}`);
    });
    const headers = lines.filter((header) => header !== null);
    const names = headers.map(([name]) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
        reader.problem('probe-headers', `gives ${twice} twice: write each header once`);
    return Object.fromEntries(headers);
}
/** The header values, however the lines may be wrong otherwise: mask them before anything is logged. */
function headerValues(reader) {
    return linesOf(reader, 'probe-headers').map((line) => line.slice(line.indexOf(':') + 1).trim());
}
function headerOf(line) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*([\x20-\x7e]+)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? null : [name.toLowerCase(), value];
}
const numberOr = (digits) => digits === undefined ? null : Number(digits);
const upper = (text) => text === null ? null : text.toUpperCase();

;// CONCATENATED MODULE: ./build/inputs/json-position.js
const token = /(?<mark>[{}[\],:])|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/**
 * Line and column (from 1) of the first place where the text stops being JSON. V8 tells a position with some of its
 * messages only, and a task definition has hundreds of lines.
 */
function jsonErrorPosition(text) {
    const before = text.slice(0, jsonErrorIndex(text)).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
function jsonErrorIndex(text) {
    const open = [];
    let wanted = 'value';
    let index = skipSpace(text, 0);
    while (index < text.length) {
        token.lastIndex = index;
        const found = token.exec(text);
        const next = found === null ? null : afterToken(wanted, found.groups?.['mark'] ?? null, found[0], open);
        if (found === null || next === null)
            return index;
        wanted = next;
        index = skipSpace(text, index + found[0].length);
    }
    return text.trimEnd().length;
}
/** What must follow the token; `null`: it must not stand here. Keeps `open` up to date. */
function afterToken(wanted, mark, text, open) {
    const inside = () => (open.length === 0 ? 'end' : 'comma');
    const close = () => {
        open.pop();
        return inside();
    };
    if (mark === '}')
        return open.at(-1) === '{' && (wanted === 'comma' || wanted === 'first-key') ? close() : null;
    if (mark === ']')
        return open.at(-1) === '[' && (wanted === 'comma' || wanted === 'first-value') ? close() : null;
    if (mark === ':')
        return wanted === 'colon' ? 'value' : null;
    if (mark === ',')
        return wanted !== 'comma' ? null : open.at(-1) === '{' ? 'key' : 'value';
    if (wanted === 'key' || wanted === 'first-key')
        return mark === null && text.startsWith('"') ? 'colon' : null;
    if (wanted !== 'value' && wanted !== 'first-value')
        return null;
    if (mark === null)
        return inside();
    open.push(mark === '{' ? '{' : '[');
    return mark === '{' ? 'first-key' : 'first-value';
}
function skipSpace(text, from) {
    let index = from;
    while (' \t\r\n'.includes(text.charAt(index)) && index < text.length)
        index += 1;
    return index;
}

;// CONCATENATED MODULE: ./build/inputs/document.js


/**
 * Reads a task definition from the text of a JSON or YAML file. What `aws ecs describe-task-definition` prints is
 * taken too: unwrapped, its tags put inside, its read-only members dropped. Every other member stays as it is.
 */
async function readDocument(path, text) {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    const plain = text.replace(/^\uFEFF/, '');
    const parsed = /\.ya?ml$/i.test(path) ? await parseYaml(plain) : parseJson(plain);
    if (parsed.problem !== null)
        return { content: null, problems: [parsed.problem] };
    if (!isJsonObject(parsed.value)) {
        return {
            content: null,
            problems: [`is not a task definition: it holds ${document_kindOf(parsed.value)}, not an object`],
        };
    }
    const content = withoutReadOnly(unwrap(parsed.value));
    return { content, problems: [...shapeProblems(content), ...textProblems(content, '')] };
}
function parseJson(text) {
    try {
        return { value: JSON.parse(text), problem: null };
    }
    catch (error) {
        const { line, column } = jsonErrorPosition(text);
        // The engine's message may quote the file, which is of no use beside the line.
        const message = error instanceof Error ? error.message : String(error);
        const reason = message.replace(/( in JSON)? at position [\s\S]*$|, (\.\.\.)?"[\s\S]*$/, '');
        return { problem: `is not JSON: line ${line}, column ${column}: ${reason}` };
    }
}
async function parseYaml(text) {
    const { parseDocument } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(697)]).then(__webpack_require__.bind(__webpack_require__, 3697));
    const document = parseDocument(text, { merge: true, prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) {
        const before = text.slice(0, error.pos[0]).split('\n');
        const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
        return { problem: `is not YAML: ${place}: ${error.message}` };
    }
    try {
        return { value: asJson(document.toJS()), problem: null };
    }
    catch (cause) {
        // An alias without its anchor, or aliases that multiply without end, show only now.
        return { problem: `is not usable YAML: ${cause instanceof Error ? cause.message : String(cause)}` };
    }
}
/** YAML can say more than JSON (`.nan`); what JSON cannot say is refused rather than changed. */
function asJson(value) {
    const text = JSON.stringify(value ?? null, (name, member) => {
        if (typeof member === 'number' && !Number.isFinite(member))
            throw new Error(`${name} is ${member}, not a number`);
        return member;
    });
    return JSON.parse(text);
}
function unwrap(document) {
    const wrapped = document['taskDefinition'];
    if (!isJsonObject(wrapped))
        return document;
    const tags = document['tags'];
    return isJsonArray(tags) && tags.length > 0 ? { ...wrapped, tags } : wrapped;
}
function shapeProblems(content) {
    const problems = [];
    const family = content['family'];
    if (typeof family !== 'string' || !/^[\w-]{1,255}$/.test(family)) {
        problems.push('has no usable "family": write a name of letters, digits, - and _');
    }
    const containers = content['containerDefinitions'];
    if (!isJsonArray(containers) || containers.length === 0) {
        return [...problems, 'has no "containerDefinitions": write a list with at least one container'];
    }
    const unnamed = containers.findIndex((container) => !isJsonObject(container) || !container['name']);
    if (unnamed >= 0)
        problems.push(`has no "name" in containerDefinitions[${unnamed}]`);
    return problems;
}
/** Members that are text to ECS and numbers or booleans to a careless eye. */
const textMembers = /^(\/family|\/cpu|\/memory|\/containerDefinitions\/\d+\/(name|image|environment\/\d+\/(name|value))|\/tags\/\d+\/(key|value))$/;
/** ECS refuses a number where it wants text, but only once the release has begun; so it is said here. */
function textProblems(value, path) {
    if (isJsonArray(value))
        return value.flatMap((item, index) => textProblems(item, `${path}/${index}`));
    if (isJsonObject(value)) {
        return Object.entries(value).flatMap(([name, member]) => textProblems(member, `${path}/${name}`));
    }
    if (typeof value === 'string' || value === null || !textMembers.test(path))
        return [];
    return [`has ${document_kindOf(value)} at ${path.slice(1)}: put ${String(value)} in quotes`];
}
function document_kindOf(value) {
    if (value === null)
        return 'nothing';
    return isJsonArray(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}

;// CONCATENATED MODULE: ./build/inputs/revision-request.js


const revision_request_name = 'task-definition';
const revisionArn = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:task-definition\/[\w-]+:\d+$/;
const familyName = /^[\w-]{1,255}(:[1-9]\d*)?$/;
const containerName = /^[\w-]{1,255}$/;
/** What RegisterTaskDefinition takes as an image (API reference, ContainerDefinition). */
const imageName = /^[A-Za-z0-9][\w:./#@-]{0,254}$/;
/** The inputs that say what green runs. */
async function revisionFrom(reader, files) {
    const source = await sourceFrom(reader, files);
    const images = imagesFrom(reader);
    if (source.kind === 'existing' && images.length > 0) {
        const advice = 'which is deployed as it is: leave the image out, or name a file or nothing as the base';
        const where = reader.text('images') === null ? 'image' : 'images';
        reader.problem(where, `can't be put into the registered task definition "${source.reference}", ${advice}`);
    }
    return { source, images };
}
async function sourceFrom(reader, files) {
    const text = reader.text(revision_request_name);
    if (text === null)
        return { kind: 'live' };
    if (text.startsWith('arn:'))
        return fromArn(reader, text);
    const file = files.read(text);
    const isPath = /\.(json|ya?ml)$/i.test(text) || text.includes('/');
    if (file.kind === 'text')
        return await fromFile(reader, text, file.text);
    if (isPath && file.kind === 'unreadable')
        reader.refuse(revision_request_name, text, `can't be read: ${file.because}`);
    else if (isPath)
        reader.refuse(revision_request_name, text, 'is no file in the workspace: has actions/checkout run, is the path right?');
    else if (!familyName.test(text)) {
        reader.refuse(revision_request_name, text, 'is neither a file nor a task definition: write a path, an ARN, family or family:revision');
    }
    return { kind: 'existing', reference: text };
}
function fromArn(reader, text) {
    if (!revisionArn.test(text)) {
        const example = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42';
        reader.refuse(revision_request_name, text, `is not the ARN of a task definition revision: one looks like ${example}`);
    }
    return { kind: 'existing', reference: text };
}
async function fromFile(reader, path, text) {
    const { content, problems } = await readDocument(path, text);
    for (const problem of problems)
        reader.refuse(revision_request_name, path, problem);
    return { kind: 'document', path, content: content ?? {} };
}
function imagesFrom(reader) {
    const container = reader.text('container-name');
    if (container !== null && !containerName.test(container)) {
        reader.refuse('container-name', container, 'is not the name of a container: write one name, as in the task definition');
    }
    const several = severalImages(reader);
    const image = reader.text('image');
    if (image === null)
        return several;
    if (!imageName.test(image))
        reader.refuse('image', image, badImage);
    if (reader.text('images') !== null)
        reader.problem('images', 'excludes image: write that one as container=image too');
    return [{ container: container ?? '', image }];
}
const badImage = 'is not an image: write e.g. registry/web:1.2.3 or registry/web@sha256:…';
function severalImages(reader) {
    const images = linesOf(reader, 'images').flatMap((line) => {
        const [container = '', image] = splitOnce(line);
        if (image === undefined || !containerName.test(container)) {
            reader.refuse('images', line, 'is not container=image: write e.g. web=registry/web:1.2.3');
            return [];
        }
        if (!imageName.test(image))
            reader.refuse('images', image, badImage);
        return [{ container, image }];
    });
    const names = images.map(({ container }) => container);
    const twice = names.find((container, index) => names.indexOf(container) < index);
    if (twice !== undefined)
        reader.refuse('images', twice, 'is given two images: write one line for each container');
    return images;
}
function splitOnce(line) {
    const at = line.indexOf('=');
    return at < 0 ? [line] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

;// CONCATENATED MODULE: ./build/inputs/target.js

const plainName = /^[\w-]{1,255}$/;
const clusterArn = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:cluster\/([\w-]+)$/;
/** Old services have ARNs without the cluster's name. */
const serviceArn = /^(arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}):service\/(?:([\w-]+)\/)?([\w-]+)$/;
/**
 * Which service. `service` is always its name. `cluster` stays an ARN where one was given, or becomes one where the
 * service's ARN tells it: then ECS itself refuses a call to the wrong region or account.
 */
function targetFrom(reader) {
    const cluster = required(reader, 'cluster', 'the name or ARN of the ECS cluster');
    const service = required(reader, 'service', 'the name or ARN of the ECS service');
    const clusterName = plainName.test(cluster) ? cluster : (clusterArn.exec(cluster)?.[1] ?? null);
    if (cluster !== '' && clusterName === null) {
        reader.refuse('cluster', cluster, 'is neither the name nor the ARN of a cluster: write e.g. production');
    }
    if (service === '' || plainName.test(service))
        return { cluster, service };
    const [, place, itsCluster, name] = serviceArn.exec(service) ?? [];
    if (place === undefined || name === undefined) {
        reader.refuse('service', service, 'is neither the name nor the ARN of a service: write e.g. web');
        return { cluster, service };
    }
    if (itsCluster === undefined || clusterName === null)
        return { cluster, service: name };
    if (itsCluster !== clusterName) {
        reader.refuse('service', service, `is in cluster ${itsCluster}, not in "${clusterName}": write ${itsCluster} as cluster`);
    }
    return { cluster: `${place}:cluster/${itsCluster}`, service: name };
}

;// CONCATENATED MODULE: ./build/inputs.js








const day = 24 * 3600;
/**
 * The plan that the inputs ask for. Defaults of the registry are used where an input is absent. Throws an
 * `InputError` with every problem of every input; problems name the input, quote the value and say what would be
 * right. Reads no file but the one that `task-definition` names.
 */
async function planFrom(raw, context, files) {
    const reader = reader_createReader(raw);
    const command = choice(reader, 'command', action_io/* commands */.Pi) ?? 'deploy';
    const { cluster, service } = targetFrom(reader);
    const bake = bakeFrom(reader);
    const plan = {
        command,
        cluster,
        service,
        release: releaseFrom(context, service),
        revision: await revisionFrom(reader, files),
        traffic: trafficFrom(reader),
        smoke: smokeFrom(reader),
        readyTimeoutSeconds: seconds(reader, 'ready-timeout', { atLeast: 1, atMost: day }),
        bake,
        // Blue is the way back of the bake, so it stays until the bake is over, however short warm-time is.
        warmSeconds: Math.max(bake.seconds, seconds(reader, 'warm-time', { atLeast: 0, atMost: day })),
        overrides: overridesFrom(reader),
        isForced: reader_flag(reader, 'force'),
        onCancel: choice(reader, 'on-cancel', ['back', 'keep']) ?? 'back',
    };
    reader_flag(reader, 'comment');
    refuseSeveralPlaces(reader, namesWithArns);
    if (reader.problems.length > 0)
        throw new InputError(reader.problems);
    return plan;
}
/** What the reporter needs; never throws, so that even wrong inputs can be reported. */
function reportSettingsFrom(raw) {
    const reader = createReader(raw);
    return {
        environment: reader.text('environment'),
        token: reader.text('github-token'),
        wantsComment: reader.text('comment') !== 'false',
    };
}
/** What must be masked before the first line of the log; `planFrom` quotes none of it. */
function secretsIn(raw) {
    const reader = reader_createReader(raw);
    const token = reader.text('github-token');
    return token === null ? headerValues(reader) : [token, ...headerValues(reader)];
}
const namesWithArns = [
    'cluster',
    'service',
    'task-definition',
    'production-listener-arns',
    'production-rule-arns',
    'test-listener-arn',
    'test-rule-arn',
    'target-groups',
];
const releaseFrom = (context, service) => ({
    id: `${context.runId}-${service}`,
    runId: context.runId,
    runAttempt: context.runAttempt,
    repository: context.repository,
    commit: context.sha,
    runUrl: context.runUrl,
    pull: context.pull,
});
function smokeFrom(reader) {
    const smoke = {
        paths: pathsFrom(reader),
        url: webAddress(reader, 'test-url', false),
        headers: headersFrom(reader),
        passes: count(reader, 'smoke-passes', { atLeast: 1, atMost: 100 }),
        intervalSeconds: seconds(reader, 'smoke-interval', { atLeast: 1, atMost: 3600 }),
        timeoutSeconds: seconds(reader, 'smoke-timeout', { atLeast: 1, atMost: day }),
    };
    const least = (smoke.passes - 1) * smoke.intervalSeconds;
    if (least >= smoke.timeoutSeconds) {
        const why = `${smoke.passes} passes ${durationText(smoke.intervalSeconds)} apart take longer`;
        const value = durationText(smoke.timeoutSeconds);
        reader.refuse('smoke-timeout', value, `can't be kept: ${why}: write more than ${durationText(least)}`);
    }
    return smoke;
}
function bakeFrom(reader) {
    const bake = {
        seconds: seconds(reader, 'bake-time', { atLeast: 0, atMost: day }),
        probeUrl: webAddress(reader, 'production-url', reader.text('health-paths') === null),
        probeIntervalSeconds: seconds(reader, 'probe-interval', { atLeast: 1, atMost: 3600 }),
        probeFailures: count(reader, 'probe-failures', { atLeast: 1, atMost: 100 }),
    };
    const least = (bake.probeFailures - 1) * bake.probeIntervalSeconds;
    if (bake.seconds > 0 && least > bake.seconds) {
        const why = `${bake.probeFailures} failed probes ${durationText(bake.probeIntervalSeconds)} apart take longer`;
        const advice = `write at least ${durationText(least)}, or 0 for no bake`;
        reader.refuse('bake-time', durationText(bake.seconds), `can't notice anything: ${why}: ${advice}`);
    }
    return bake;
}
function pathsFrom(reader) {
    const paths = listOf(reader, 'health-paths');
    for (const path of paths.filter((entry) => !/^\/[\x21-\x7e]*$/.test(entry))) {
        reader.refuse('health-paths', path, 'is not a path: write it with a / first, e.g. /ready');
    }
    return paths;
}

;// CONCATENATED MODULE: ./build/main.js












/** One run of the action: inputs, ports, the loop, the end. */
async function main() {
    const raw = (0,action_io/* readRawInputs */.yI)();
    (0,action_io/* maskSecrets */.QU)(secretsIn(raw));
    const context = readRunContext(process.env);
    const plan = await planFrom(raw, context, filesIn(process.env['GITHUB_WORKSPACE'] ?? '.'));
    const clients = createAwsClients();
    const ports = {
        ecs: ecsPort(clients, plan),
        loadBalancer: loadBalancerPort(clients),
        scaling: scalingPort(clients),
        probe: httpProbe,
        clock: realClock,
    };
    const abort = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => {
            abort.abort();
        });
    const listener = {
        onStep: (step) => {
            console.log(step.phase, step.reason, step.because);
        },
        onTrouble: (trouble) => {
            console.log(trouble.message);
        },
    };
    const finished = await reconcile(ports, createObserver(ports, plan), plan, listener, abort.signal);
    console.log(finished.step.act);
    process.exitCode = finished.step.act.result === 'released' ? 0 : 1;
    clients.destroy();
}


/***/ })

};
