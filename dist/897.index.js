export const id = 897;
export const ids = [897];
export const modules = {

/***/ 733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ createAwsClients)
/* harmony export */ });
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4708);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7777);


const readAttempts = 6;
const repeatAttempts = 3;
const attemptLimitMs = 5_000;
/**
 * Clients for all of AWS on one set of credentials (one call to STS) and one pool of connections. Region, credentials
 * and endpoints come from the usual places (environment, profile, `AWS_ENDPOINT_URL*`); what is missing shows as a
 * `PortError` at the first call. `environment` gives the region's fallback and the proxy.
 */
function createAwsClients(environment = process.env) {
    const reader = new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__/* .ECSClient */ .Z({ ...baseConfig(environment), maxAttempts: readAttempts });
    const shared = sharedConfig(reader);
    const once = { ...shared, maxAttempts: 1 };
    const often = { ...shared, maxAttempts: readAttempts };
    return {
        ecs: {
            reader,
            writer: new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__/* .ECSClient */ .Z(once),
            repeater: new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__/* .ECSClient */ .Z({ ...shared, maxAttempts: repeatAttempts }),
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
            // The request's limit ends with the headers; this one is for a body that stalls.
            socketTimeout: attemptLimitMs,
            // The SDK ignores HTTPS_PROXY and NO_PROXY; Node's own agent honours them.
            httpsAgent: new node_https__WEBPACK_IMPORTED_MODULE_0__.Agent({ keepAlive: true, maxSockets: 50, proxyEnv: environment }),
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


/***/ }),

/***/ 5948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S4: () => (/* binding */ allPages),
  mk: () => (/* binding */ inChunks),
  hF: () => (/* binding */ reading),
  og: () => (/* binding */ repeating),
  dV: () => (/* binding */ writing)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
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
/** The network's code says more than the names that Node and the SDK give it (`TimeoutError` for a reset). */
function codeOf(error) {
    const isNetwork = error.name === 'Error' || error.name === 'TimeoutError';
    return (isNetwork ? error.code : undefined) ?? error.name ?? 'UnknownError';
}
function statusOf(error) {
    return error.$metadata?.httpStatusCode ?? error.$response?.statusCode ?? 0;
}
function messageOf(error, code) {
    // The SDK appends hints to its own developers in further lines.
    const said = (error.message ?? '').split('\n', 1)[0] ?? '';
    if (code === 'ENOTFOUND')
        return `${said} (is the region right?)`;
    if (code === 'AbortError' || code === 'TimeoutError')
        return 'no answer came in time';
    if (code === 'SyntaxError')
        return `HTTP ${statusOf(error)} with an answer that is not from AWS (${said})`;
    return said === '' ? code : said;
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
    const status = statusOf(error);
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
        throw new errors/* PortError */.U(troubleFrom(error, { action, resource, isWrite: false }), error);
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
        throw new errors/* PortError */.U(troubleFrom(error, { action, resource, isWrite: true }), error);
    }
}
/** A write that a token makes safe to repeat: its client decides how often, each attempt within its own limit. */
async function repeating(action, resource, send) {
    try {
        return await send();
    }
    catch (error) {
        throw new errors/* PortError */.U(troubleFrom(error, { action, resource, isWrite: true }), error);
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


/***/ }),

/***/ 1759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ realClock)
/* harmony export */ });
/** The machine's clock. Sleeps up to a tenth longer than asked, so that releases that began together don't read in step. */
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
        const timer = setTimeout(finish, ms * (1 + Math.random() / 10));
        signal?.addEventListener('abort', finish);
    }),
};


/***/ }),

/***/ 5882:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ ecsPort)
});

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(6987);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTaskSetsCommand.js
var DescribeTaskSetsCommand = __webpack_require__(8919);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/adapters/calls.js + 1 modules
var calls = __webpack_require__(5948);
// EXTERNAL MODULE: ./build/domain/arn.js
var arn = __webpack_require__(7558);
// EXTERNAL MODULE: ./build/domain/tags.js
var domain_tags = __webpack_require__(5112);
;// CONCATENATED MODULE: ./build/adapters/ecs-translate.js


/** ECS's shapes in the domain's words: absent becomes `null`, dates become milliseconds, tags lose our prefix. */
function serviceView(service) {
    return {
        arn: (0,arn/* arn */.C)(service.serviceArn ?? ''),
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
        arn: (0,arn/* arn */.C)(set.taskSetArn ?? ''),
        id: set.id ?? '',
        status: statusOf(set.status),
        isSteady: set.stabilityStatus === 'STEADY_STATE',
        taskDefinition: (0,arn/* arn */.C)(set.taskDefinition ?? ''),
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
        group: (0,arn/* arn */.C)(found.targetGroupArn),
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
/** The settings as CreateTaskSet wants them: what blue does not have is left out. */
function settingsInput(settings) {
    const { network, platformVersion, serviceRegistries } = settings;
    return {
        ...placementInput(settings),
        ...(network === null ? {} : { networkConfiguration: { awsvpcConfiguration: networkInput(network) } }),
        ...(platformVersion === null ? {} : { platformVersion }),
        ...(serviceRegistries.length === 0 ? {} : { serviceRegistries: serviceRegistries.map(registryInput) }),
    };
}
/** A launch type and a strategy exclude each other: the strategy wins (fact 11). */
function placementInput(settings) {
    const { capacityProviders, launchType } = settings;
    if (capacityProviders !== null) {
        return { capacityProviderStrategy: capacityProviders.map(capacityProviderInput) };
    }
    return launchType === null ? {} : { launchType: launchType };
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
    const own = (tags ?? []).flatMap(({ key, value }) => key?.startsWith(domain_tags/* tagPrefix */.B) === true ? [[key.slice(domain_tags/* tagPrefix */.B.length), value ?? '']] : []);
    return Object.fromEntries(own);
}
/** Our tags as ECS wants them, with the prefix. */
function tagList(tags) {
    return Object.entries(tags).flatMap(([name, value]) => value === undefined ? [] : [{ key: domain_tags/* tagPrefix */.B + name, value }]);
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
        const answer = await (0,calls/* reading */.hF)('ecs:DescribeServices', service, () => client.send(command));
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
    const answer = await (0,calls/* reading */.hF)('ecs:DescribeTaskSets', service, () => client.send(command));
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
    return new errors/* PortError */.U({
        kind: 'busy',
        action: 'ecs:DescribeTaskSets',
        resource: service,
        code: 'StaleRead',
        message: `ECS lists ${missing.join(', ')} as a task set of the service, but does not describe it yet`,
    });
}
async function unknownCluster(error, client, cluster) {
    if (!(error instanceof errors/* PortError */.U) || error.trouble.code !== 'ClusterNotFoundException')
        return null;
    const message = `there is no cluster "${cluster}" in ${await client.config.region()} for these credentials`;
    return new errors/* PortError */.U({ ...error.trouble, resource: cluster, message }, error.cause);
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






const hashTag = `${domain_tags/* tagPrefix */.B}revision-hash`;
const searchedRevisions = 20;
const describedAtOnce = 5;
/** Task definitions travel as raw JSON in both directions (fact 21b). */
async function readTaskDefinition(client, reference) {
    const command = new DescribeTaskDefinitionCommand/* DescribeTaskDefinitionCommand */.Z({ taskDefinition: reference, include: ['TAGS'] });
    const raw = asRawJson(command);
    try {
        await (0,calls/* reading */.hF)('ecs:DescribeTaskDefinition', reference, () => client.send(command));
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
    return (error instanceof errors/* PortError */.U &&
        error.trouble.code === 'ClientException' &&
        /unable to describe task definition/i.test(error.trouble.message));
}
function documentOf(answer) {
    const content = answer['taskDefinition'];
    return {
        arn: (0,arn/* arn */.C)(textOf(content['taskDefinitionArn'])),
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
    const listed = await (0,calls/* reading */.hF)('ecs:ListTaskDefinitions', family, () => (0,calls/* allPages */.S4)(async (nextToken) => {
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
    await (0,calls/* writing */.dV)('ecs:RegisterTaskDefinition', family, (options) => client.send(command, options));
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
    return (0,calls/* reading */.hF)('ecs:ListTasks', service, () => (0,calls/* allPages */.S4)(async (nextToken) => {
        const page = { ...filter, cluster, ...(nextToken === undefined ? {} : { nextToken }) };
        const answer = await client.send(new ListTasksCommand/* ListTasksCommand */.M(page));
        return { items: answer.taskArns, next: answer.nextToken };
    }));
}
/** Tasks that vanished since they were listed are left out: they come back in `failures`. */
function describeTasks(client, { cluster, service }, arns) {
    return (0,calls/* reading */.hF)('ecs:DescribeTasks', service, () => (0,calls/* inChunks */.mk)(arns, describeLimit, async (tasks) => {
        const answer = await client.send(new DescribeTasksCommand/* DescribeTasksCommand */.z({ cluster, tasks }));
        return answer.tasks;
    }));
}
async function learnInstances(client, { cluster, service }, tasks, known) {
    const hosts = new Set(tasks.flatMap((task) => task.containerInstanceArn ?? []));
    const unknown = [...hosts].filter((host) => !known.has(host));
    const found = await (0,calls/* reading */.hF)('ecs:DescribeContainerInstances', service, () => (0,calls/* inChunks */.mk)(unknown, describeLimit, async (containerInstances) => {
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
    const answer = await (0,calls/* repeating */.og)('ecs:CreateTaskSet', name.service, () => client.send(command));
    return (0,arn/* arn */.C)(answer.taskSet?.taskSetArn ?? '');
}
/** At most 36 characters are allowed (fact 12). */
const tokenOf = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
/** Scale is all that UpdateTaskSet changes (fact 15). */
async function updateScale(client, name, taskSet, percent) {
    const scale = { value: percent, unit: 'PERCENT' };
    const command = new UpdateTaskSetCommand/* UpdateTaskSetCommand */.q({ ...name, taskSet, scale });
    await (0,calls/* writing */.dV)('ecs:UpdateTaskSet', taskSet, (options) => client.send(command, options));
}
async function labelPrimary(client, name, set) {
    const command = new UpdateServicePrimaryTaskSetCommand/* UpdateServicePrimaryTaskSetCommand */.z({ ...name, primaryTaskSet: set });
    await (0,calls/* writing */.dV)('ecs:UpdateServicePrimaryTaskSet', set, (options) => client.send(command, options));
}
/** Never with force: that ECS refuses to delete the PRIMARY is one more guard (fact 17). */
async function deleteTaskSet(client, name, taskSet) {
    const command = new DeleteTaskSetCommand/* DeleteTaskSetCommand */.y({ ...name, taskSet });
    try {
        await (0,calls/* writing */.dV)('ecs:DeleteTaskSet', taskSet, (options) => client.send(command, options));
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U && error.trouble.code === 'TaskSetNotFoundException')
            return;
        throw error;
    }
}
async function tagService(client, service, tags) {
    const command = new TagResourceCommand/* TagResourceCommand */.e({ resourceArn: service, tags: tagList(tags) });
    await (0,calls/* writing */.dV)('ecs:TagResource', service, (options) => client.send(command, options));
}
async function untagService(client, service, names) {
    const command = new UntagResourceCommand/* UntagResourceCommand */.R({
        resourceArn: service,
        tagKeys: names.map((name) => domain_tags/* tagPrefix */.B + name),
    });
    await (0,calls/* writing */.dV)('ecs:UntagResource', service, (options) => client.send(command, options));
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


/***/ }),

/***/ 7344:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ loadBalancerPort)
});

// EXTERNAL MODULE: ./build/adapters/calls.js + 1 modules
var calls = __webpack_require__(5948);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/domain/arn.js
var arn = __webpack_require__(7558);
;// CONCATENATED MODULE: ./build/adapters/elb-translate.js

/**
 * ELB's shapes in the domain's words, and actions back again. Members of an action that are newer than the SDK's model
 * are not seen here, and a write loses them: the SDK has to be kept up to date.
 */
function ruleView(rule, listener) {
    const conditions = rule.Conditions ?? [];
    return {
        ...listenerPart(listener),
        ref: rule.IsDefault === true
            ? { kind: 'default', listener: listenerArnOf(listener) }
            : { kind: 'rule', rule: (0,arn/* arn */.C)(rule.RuleArn ?? '') },
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
const listenerArnOf = (listener) => (0,arn/* arn */.C)(listener.ListenerArn ?? '');
const listenerPart = (listener) => ({
    listener: listenerArnOf(listener),
    loadBalancer: (0,arn/* arn */.C)(listener.LoadBalancerArn ?? ''),
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
        return [{ group: (0,arn/* arn */.C)(action.TargetGroupArn), weight: 1 }];
    }
    return configured.map(({ TargetGroupArn, Weight }) => ({
        group: (0,arn/* arn */.C)(TargetGroupArn ?? ''),
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
        arn: (0,arn/* arn */.C)(group.TargetGroupArn ?? ''),
        name: group.TargetGroupName ?? '',
        targetType: group.TargetType ?? '',
        protocol: group.Protocol ?? '',
        port: group.Port ?? 0,
        loadBalancers: (group.LoadBalancerArns ?? []).map((balancer) => (0,arn/* arn */.C)(balancer)),
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
    arn: (0,arn/* arn */.C)(balancer.LoadBalancerArn ?? ''),
    type: balancer.Type ?? '',
    dnsName: balancer.DNSName ?? '',
});

;// CONCATENATED MODULE: ./build/adapters/elb-reads.js



/** The most ARNs that DescribeLoadBalancers takes at once; DescribeTargetGroups names no limit. */
const describeLimit = 20;
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
    return (0,calls/* reading */.hF)('elasticloadbalancing:DescribeListeners', resource, () => (0,calls/* allPages */.S4)(async (marker) => {
        const answer = await reader.send(new sdk.DescribeListenersCommand({ ...which, ...from(marker) }));
        return { items: answer.Listeners, next: answer.NextMarker };
    }));
}
/** The default action comes along as a rule that says IsDefault. */
function describeRules({ sdk, reader }, listener) {
    return (0,calls/* reading */.hF)('elasticloadbalancing:DescribeRules', listener, () => (0,calls/* allPages */.S4)(async (marker) => {
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
    return (0,calls/* reading */.hF)('elasticloadbalancing:DescribeTargetGroups', resource, () => (0,calls/* allPages */.S4)(async (marker) => {
        const answer = await reader.send(new sdk.DescribeTargetGroupsCommand({ ...which, ...from(marker) }));
        return { items: answer.TargetGroups, next: answer.NextMarker };
    }));
}
async function attributesOf({ sdk, reader }, group) {
    const TargetGroupArn = group.TargetGroupArn ?? '';
    const command = new sdk.DescribeTargetGroupAttributesCommand({ TargetGroupArn });
    const action = 'elasticloadbalancing:DescribeTargetGroupAttributes';
    const { Attributes = [] } = await (0,calls/* reading */.hF)(action, TargetGroupArn, () => reader.send(command));
    return new Map(Attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}
async function readTargets({ sdk, reader }, group) {
    const command = new sdk.DescribeTargetHealthCommand({ TargetGroupArn: group });
    const action = 'elasticloadbalancing:DescribeTargetHealth';
    const answer = await (0,calls/* reading */.hF)(action, group, () => reader.send(command));
    return (answer.TargetHealthDescriptions ?? []).map(targetView);
}
async function readBalancers({ sdk, reader }, balancers) {
    const found = await existing(balancers, /^LoadBalancerNotFound/, (some) => (0,calls/* reading */.hF)('elasticloadbalancing:DescribeLoadBalancers', some.join(', '), async () => {
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
        return await (0,calls/* inChunks */.mk)(arns, describeLimit, describe);
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
const isNotFound = (error, notFound) => error instanceof errors/* PortError */.U && notFound.test(error.trouble.code);

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
        await (0,calls/* writing */.dV)(action, ref.listener, (options) => writer.send(command, options));
        return;
    }
    const command = new sdk.ModifyRuleCommand({ RuleArn: ref.rule, Actions: written });
    await (0,calls/* writing */.dV)('elasticloadbalancing:ModifyRule', ref.rule, (options) => writer.send(command, options));
}


/***/ }),

/***/ 8780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ createGitHub)
});

;// CONCATENATED MODULE: ./build/adapters/github-error.js
/**
 * The one error that the GitHub adapter rejects with. `kind`: `denied` is a matter of the token's permissions,
 * `refused` will be refused again, `busy` is a rate limit (nothing was done), `lost` means no usable answer: it may
 * have been carried out.
 */
class GitHubError extends Error {
    /** The HTTP status; `null`: no answer came. */
    status;
    kind;
    /** How long GitHub asks to wait, in milliseconds; `null`: it doesn't say. */
    retryAfterMs;
    constructor(message, details) {
        super(message, { cause: details.cause });
        this.name = 'GitHubError';
        this.status = details.status;
        this.kind = details.kind;
        this.retryAfterMs = details.retryAfterMs ?? null;
    }
    /** Whether the workflow has to grant more, as for a fork's read-only token. */
    get isPermission() {
        return this.kind === 'denied';
    }
}
const isRateLimit = ({ headers, data }) => headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit/i.test(data?.message ?? '');
function kindOf(status, answer) {
    if (status >= 500)
        return 'lost'; // a gateway's 502 says nothing about what stood behind it
    if (status === 429 || (status === 403 && isRateLimit(answer)))
        return 'busy';
    return status === 401 || status === 403 ? 'denied' : 'refused';
}
function retryAfterMs({ headers }) {
    const seconds = Number(headers['retry-after'] ?? Number.NaN);
    if (Number.isFinite(seconds))
        return seconds * 1000;
    if (headers['x-ratelimit-remaining'] !== '0')
        return null;
    return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - Date.now());
}
function messageOf(action, status, kind, said) {
    const first = `GitHub answered ${status} when asked to ${action.does}: ${said.replace(/\.$/, '')}.`;
    if (kind !== 'denied')
        return first;
    return (`${first} The job needs "permissions: ${action.permission}"; ` +
        'a pull request from a fork or from Dependabot gets a read-only token whatever the workflow says.');
}
/** Turns whatever a call to Octokit rejected with into a `GitHubError`. */
function toGitHubError(action, error) {
    if (error instanceof GitHubError)
        return error;
    const { status, response, message } = error;
    if (status === undefined || !response) {
        const text = `GitHub gave no answer when asked to ${action.does}: ${message}`;
        return new GitHubError(text, { status: null, kind: 'lost', cause: error });
    }
    const kind = kindOf(status, response);
    const said = response.data?.message ?? message;
    return new GitHubError(messageOf(action, status, kind, said), {
        status,
        kind,
        retryAfterMs: retryAfterMs(response),
        cause: error,
    });
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(6119);
;// CONCATENATED MODULE: ./build/adapters/github-requests.js


const maxRepeats = 2;
const longestWaitMs = 5_000;
/** `null`: don't repeat. Reporting must not hold up a release, so a limit that lasts longer is not waited for. */
function waitBeforeRepeat(error, repeats) {
    if (repeats >= maxRepeats || error.kind === 'denied' || error.kind === 'refused')
        return null;
    const wait = error.retryAfterMs ?? 1000 * 2 ** repeats;
    return wait > longestWaitMs ? null : wait;
}
/** Requests that end within their time limit (10 s) and are repeated at most twice. They reject with `GitHubError`. */
function createRequests({ timeoutMs = 10_000, sleep = promises_.setTimeout }) {
    async function once(action, send) {
        try {
            return await send(AbortSignal.timeout(timeoutMs));
        }
        catch (error) {
            throw toGitHubError(action, error);
        }
    }
    async function repeatUntil(action, send, find) {
        for (let repeats = 0;; repeats++) {
            try {
                return await once(action, send);
            }
            catch (error) {
                const wait = waitBeforeRepeat(toGitHubError(action, error), repeats);
                if (wait === null)
                    throw error;
                await sleep(wait);
            }
            const made = await find();
            if (made !== null)
                return made;
        }
    }
    return {
        repeatable: (action, send) => repeatUntil(action, send, () => Promise.resolve(null)),
        creation: repeatUntil,
    };
}

;// CONCATENATED MODULE: ./build/adapters/github-repository.js



/** Whether GitHub has another page behind this one. */
const hasNextPage = (headers) => /\brel="next"/.test(headers.link ?? '');
/** An answer whose body was cut short on its way is as good as lost; Octokit hands out what there was of it. */
const brokenOff = ({ does }) => new GitHubError(`GitHub's answer broke off when asked to ${does}.`, { status: null, kind: 'lost' });
/** The id of what was just made. Throws `GitHubError` when the answer has none. */
function identified(action, data) {
    const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
    if (typeof id !== 'number')
        throw brokenOff(action);
    return id;
}
/** The items of a page. Throws `GitHubError` when the answer is no list. */
function listed(action, data) {
    const isList = Array.isArray(data);
    if (!isList)
        throw brokenOff(action);
    return data;
}
/** Loads Octokit and points it at the repository. Sends nothing. */
async function connect(settings) {
    const [owner = '', repo = ''] = settings.repository.split('/');
    const getOctokit = await loadOctokit();
    const octokit = getOctokit(settings.token, { baseUrl: settings.apiUrl.replace(/\/+$/, '') });
    return { octokit, owner, repo, requests: createRequests(settings) };
}
/** @actions/github parses the event file as it loads and throws for a broken one, so it must not see such a file. */
async function loadOctokit() {
    const eventPath = process.env['GITHUB_EVENT_PATH'];
    const isHidden = eventPath !== undefined && !isJsonFile(eventPath);
    if (isHidden)
        delete process.env['GITHUB_EVENT_PATH'];
    try {
        return (await Promise.all(/* import() */[__webpack_require__.e(413), __webpack_require__.e(932)]).then(__webpack_require__.bind(__webpack_require__, 5932))).getOctokit;
    }
    finally {
        if (isHidden)
            process.env['GITHUB_EVENT_PATH'] = eventPath;
    }
}
function isJsonFile(path) {
    try {
        JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/adapters/github-text.js
const commentLimit = 65_536;
const descriptionLimit = 140;
const cutNote = '\n\n*Cut here: a comment holds 65,536 characters. The rest is in the log of the run.*\n';
/** One line of at most 140 characters, as a Deployment's description holds them, cut at a word. */
function fitDescription(text) {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    if (line.length <= descriptionLimit)
        return line;
    const cut = withoutHalfCharacter(line.slice(0, descriptionLimit - 1));
    const lastSpace = line[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ');
    return `${cut.slice(0, lastSpace > 0 ? lastSpace : undefined)}…`;
}
/**
 * The text of a comment that `isMarked` finds again: the marker comes first, and what is over 65,536 characters is cut
 * at a line, with a note. Code blocks and `<details>` that the cut leaves open are closed, or they would swallow it.
 */
function markedComment(marker, body) {
    const marked = isMarked(marker, body) ? body.trimStart() : `${marker}\n${body}`;
    if (marked.length <= commentLimit)
        return marked;
    const room = marked.slice(0, commentLimit - cutNote.length - 400);
    const lastLine = room.lastIndexOf('\n');
    const kept = lastLine > marker.length ? room.slice(0, lastLine) : withoutHalfCharacter(room);
    return `${kept}${closersOf(kept)}${cutNote}`;
}
/** Begins with the marker; merely quoting it further down makes a comment none of ours. */
function isMarked(marker, body) {
    return body.trimStart().startsWith(marker);
}
function withoutHalfCharacter(text) {
    return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
function closersOf(markdown) {
    const fence = openFence(markdown);
    const count = (tag) => [...markdown.matchAll(tag)].length;
    const open = Math.min(20, Math.max(0, count(/<details\b/g) - count(/<\/details>/g)));
    return `${fence === null ? '' : `\n${fence}`}${'\n</details>'.repeat(open)}`;
}
function openFence(markdown) {
    let open = null;
    for (const [, fence] of markdown.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
        if (open === null)
            open = fence ?? null;
        else if (fence?.startsWith(open))
            open = null;
    }
    return open;
}

;// CONCATENATED MODULE: ./build/adapters/github-comments.js



const commenting = (does) => ({ does, permission: 'pull-requests: write' });
/**
 * Edits the comment with this id, else the marked one that is found among all pages, else creates it; also when
 * somebody deleted it meanwhile.
 */
async function upsertComment(repository, knownId, text) {
    const id = knownId ?? (await findComment(repository, text))?.id ?? null;
    const edited = id === null ? null : await editComment(repository, id, text);
    return edited ?? createComment(repository, text);
}
/** `null`: somebody deleted it. */
async function editComment({ octokit, owner, repo, requests }, id, { pull, marker, body }) {
    const action = commenting(`edit the comment on pull request ${pull}`);
    const text = markedComment(marker, body);
    try {
        return await requests.repeatable(action, async (signal) => {
            const { data } = await octokit.rest.issues.updateComment({
                ...{ owner, repo, comment_id: id, body: text, request: { signal } },
            });
            return { id: identified(action, data), url: data.html_url };
        });
    }
    catch (error) {
        if (error instanceof GitHubError && (error.status === 404 || error.status === 410))
            return null;
        throw error;
    }
}
function createComment(repository, text) {
    const { octokit, owner, repo, requests } = repository;
    const action = commenting(`comment on pull request ${text.pull}`);
    const body = markedComment(text.marker, text.body);
    return requests.creation(action, async (signal) => {
        const { data } = await octokit.rest.issues.createComment({
            ...{ owner, repo, issue_number: text.pull, body, request: { signal } },
        });
        return { id: identified(action, data), url: data.html_url };
    }, () => findComment(repository, text));
}
async function findComment(repository, { pull, marker }) {
    const { octokit, owner, repo, requests } = repository;
    const action = commenting(`list the comments of pull request ${pull}`);
    for (let page = 1;; page++) {
        const { comments, isLast } = await requests.repeatable(action, async (signal) => {
            const target = { owner, repo, issue_number: pull, per_page: 100, page };
            const { data, headers } = await octokit.rest.issues.listComments({ ...target, request: { signal } });
            return { comments: listed(action, data), isLast: !hasNextPage(headers) };
        });
        const own = comments.find((comment) => isMarked(marker, comment.body ?? '') && isByUs(comment));
        if (own)
            return { id: own.id, url: own.html_url };
        if (isLast)
            return null;
    }
}
/**
 * Written by a workflow or by somebody who may write here. The author of a fork's pull request could post the marker,
 * and would be the one to edit what stands in such a comment afterwards.
 */
function isByUs({ user, author_association: association = 'NONE' }) {
    return user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/adapters/github-deployments.js



const deploying = (does) => ({ does, permission: 'deployments: write' });
/**
 * Creates a Deployment of exactly this commit. By default GitHub would merge the base branch in and demand that all
 * status checks have passed, our own running job among them, so both are switched off.
 */
function createDeployment(repository, request) {
    const { octokit, owner, repo, requests } = repository;
    const { environment, sha, payload } = request;
    const action = deploying(`create a Deployment to ${environment}`);
    const asked = {
        ref: sha,
        environment,
        payload,
        description: fitDescription(request.description),
        auto_merge: false,
        required_contexts: [],
    };
    return requests.creation(action, async (signal) => {
        const { data } = await octokit.rest.repos.createDeployment({
            owner,
            repo,
            ...asked,
            request: { signal },
        });
        return identified(action, data);
    }, () => findDeployment(repository, environment, sha, payload));
}
/** The newest Deployment of this commit to this environment that was created with this payload; `null`: none. */
async function findDeployment({ octokit, owner, repo, requests }, environment, sha, payload) {
    const action = deploying(`list the Deployments to ${environment}`);
    for (let page = 1;; page++) {
        const { deployments, isLast } = await requests.repeatable(action, async (signal) => {
            const target = { owner, repo, environment, sha, per_page: 100, page };
            const { data, headers } = await octokit.rest.repos.listDeployments({ ...target, request: { signal } });
            return { deployments: listed(action, data), isLast: !hasNextPage(headers) };
        });
        const own = deployments.find((deployment) => isSamePayload(deployment.payload, payload));
        if (own)
            return own.id;
        if (isLast)
            return null;
    }
}
/** GitHub's examples show a payload that was sent as JSON text both as text and parsed. */
function isSamePayload(listedPayload, payload) {
    if (listedPayload === payload)
        return true;
    try {
        return (0,external_node_util_.isDeepStrictEqual)(listedPayload, JSON.parse(payload));
    }
    catch {
        return false;
    }
}
/** Adds a status on top of the Deployment's earlier ones. */
async function setDeploymentStatus(repository, id, status) {
    const { octokit, owner, repo, requests } = repository;
    const action = deploying(`set the status of Deployment ${id} to ${status.state}`);
    const asked = {
        state: status.state,
        description: fitDescription(status.description),
        log_url: status.logUrl,
        ...(status.environmentUrl === null ? {} : { environment_url: status.environmentUrl }),
    };
    await requests.creation(action, async (signal) => {
        const target = { owner, repo, deployment_id: id };
        const { data } = await octokit.rest.repos.createDeploymentStatus({
            ...target,
            ...asked,
            request: { signal },
        });
        return identified(action, data);
    }, () => findNewestStatus(repository, id, asked));
}
async function findNewestStatus({ octokit, owner, repo, requests }, id, asked) {
    const action = deploying(`read the statuses of Deployment ${id}`);
    const [newest] = await requests.repeatable(action, async (signal) => {
        const target = { owner, repo, deployment_id: id, per_page: 1 };
        const { data } = await octokit.rest.repos.listDeploymentStatuses({ ...target, request: { signal } });
        return listed(action, data);
    });
    const isOurs = newest?.state === asked.state &&
        newest.description === asked.description &&
        newest.log_url === asked.log_url;
    return isOurs ? newest.id : null;
}

;// CONCATENATED MODULE: ./build/adapters/github.js



/**
 * The repository that a release is told in. Every method rejects with `GitHubError`, after at most two repeats of
 * a request that had no answer. Octokit is loaded by the first call.
 */
function createGitHub(settings) {
    let repository = null;
    const connected = () => (repository ??= connect(settings));
    const ownComments = new Map();
    return {
        async upsertComment(pull, marker, body) {
            const key = `${pull} ${marker}`;
            const comment = await upsertComment(await connected(), ownComments.get(key) ?? null, {
                pull,
                marker,
                body,
            });
            ownComments.set(key, comment.id);
            return { url: comment.url };
        },
        createDeployment: async (request) => createDeployment(await connected(), request),
        findDeployment: async (environment, sha, payload) => findDeployment(await connected(), environment, sha, payload),
        setDeploymentStatus: async (id, status) => {
            await setDeploymentStatus(await connected(), id, status);
        },
    };
}


/***/ }),

/***/ 9650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readRunContext)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);


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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .d(problems);
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
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch {
        return null;
    }
}
function member(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}


/***/ }),

/***/ 9135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ runner)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6257);

/** The runner that this process was started by. */
const runner = {
    debug: (line) => {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.debug(line);
    },
    info: (line) => {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.info(line);
    },
    warn: (line) => {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(line);
    },
    openGroup: (title) => {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.startGroup(title);
    },
    closeGroup: () => {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.endGroup();
    },
    annotate: (kind, title, message) => {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__[kind](message, { title });
    },
    // What core.setFailed does, with a title: it would add a second annotation without one.
    fail: (title, message) => {
        process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_0__.ExitCode.Failure;
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.error(message, { title });
    },
    writeSummary: async (markdown) => {
        await _actions_core__WEBPACK_IMPORTED_MODULE_0__.summary.addRaw(markdown, true).write();
    },
};


/***/ }),

/***/ 7687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ scalingPort)
/* harmony export */ });
/* harmony import */ var _calls_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5948);

/** Application Auto Scaling of the service's desired count, the only thing it can scale here (fact 21). */
function scalingPort(clients) {
    return {
        async readScaling(cluster, service) {
            const { sdk, reader } = await clients.scaling();
            const { ServiceNamespace, ScalableDimension, ResourceId } = target(cluster, service);
            const filter = { ServiceNamespace, ScalableDimension, ResourceIds: [ResourceId] };
            const command = new sdk.DescribeScalableTargetsCommand(filter);
            const action = 'application-autoscaling:DescribeScalableTargets';
            const answer = await (0,_calls_js__WEBPACK_IMPORTED_MODULE_0__/* .reading */ .hF)(action, ResourceId, () => reader.send(command));
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
            await (0,_calls_js__WEBPACK_IMPORTED_MODULE_0__/* .writing */ .dV)(action, `service/${cluster}/${service}`, (options) => writer.send(command, options));
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


/***/ }),

/***/ 7558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ arn),
/* harmony export */   E: () => (/* binding */ shortName)
/* harmony export */ });
/** Marks a string as an ARN of a kind: for the edges, where text from AWS or from an input comes in. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says which kind it is
const arn = (text) => text;
/** Short enough for a sentence: `ecs-svc/123`, `web:42`, the name of a target group or load balancer. */
function shortName(full) {
    const named = /:(?:targetgroup|loadbalancer\/\w+)\/([^/]+)\/[^/]+$/.exec(full);
    if (named?.[1] !== undefined)
        return named[1];
    const set = /:task-set\/.*\/(ecs-svc\/\d+)$/.exec(full);
    if (set?.[1] !== undefined)
        return set[1];
    return full.slice(full.lastIndexOf('/') + 1);
}


/***/ }),

/***/ 9372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ handCommand)
/* harmony export */ });
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);

/** The command that does by hand what this action was not allowed to do: ready to paste, with the rule's other actions kept. */
function handCommand(rule, pair) {
    if (pair?.back == null || (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .forwardOf */ .pl)(rule) === null)
        return '';
    const actions = JSON.stringify((0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .moveWeight */ .QB)(rule, pair.front, pair.back).map(asAws));
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


/***/ }),

/***/ 9689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ readyStreak),
/* harmony export */   G: () => (/* binding */ gate)
/* harmony export */ });
/* harmony import */ var _pace_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38);
/* harmony import */ var _probes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1350);
/* harmony import */ var _readiness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7977);
/* harmony import */ var _scene_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8413);
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7604);





/** Observations in a row in which green has to be ready: one alone may be a flicker. */
const readyStreak = 3;
/** What green has to pass before it may see a user. Readiness is judged again in every observation from here on. */
const gate = (scene) => {
    const { green } = scene.roles;
    if (green === null || (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .isGreenLive */ .Cz)(scene))
        return null;
    return awaitReady(scene, green) ?? pointTestRule(scene) ?? smokeTest(scene) ?? measureBaseline(scene);
};
function awaitReady({ world, memory }, green) {
    const verdict = (0,_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .isReady */ .i_)(world, green);
    const waitedMs = world.nowMs - Math.max(green.createdAtMs, memory.startedAtMs);
    if (!verdict.isYes)
        return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('ready', 'waiting-for-ready', `green ${green.id}: ${verdict.why}`, (0,_pace_js__WEBPACK_IMPORTED_MODULE_3__/* .paceMs */ .k)(waitedMs));
    const [others, mates] = [(0,_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .strangers */ .ob)(world, green), (0,_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .groupMates */ .YK)(world, green)];
    if (others.length > 0 || !mates.every(_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .isEmptiedPrimary */ .RZ)) {
        const old = mates.map(({ id }) => id).join(', ') || 'others';
        const because = `green is ready; ${old} with ${String(others.length)} targets still in its group`;
        return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('ready', 'waiting-for-group-to-empty', because, (0,_pace_js__WEBPACK_IMPORTED_MODULE_3__/* .paceMs */ .k)(waitedMs));
    }
    if (memory.readyStreak >= readyStreak)
        return null;
    const because = `green ${green.id} is ready, seen ${String(memory.readyStreak)} of ${String(readyStreak)} times`;
    return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('ready', 'waiting-for-ready', because, 700);
}
function pointTestRule(scene) {
    const { pair } = scene.roles;
    const rule = (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .testRuleToPoint */ .Kk)(scene);
    if (rule === null || pair?.back == null)
        return null;
    const { front, back } = pair;
    return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .step */ .PM)('smoke', 'pointing-test-rule', `${(0,_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .ruleWords */ .mG)(rule)} shows green to testers`, {
        kind: 'write-rule',
        rule,
        actions: (0,_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .moveWeight */ .QB)(rule, back, front),
    });
}
function smokeTest(scene) {
    const { memory, plan, world } = scene;
    if (memory.smoke.isSkipped || memory.smoke.passesInRow >= plan.smoke.passes)
        return null;
    const probing = (0,_probes_js__WEBPACK_IMPORTED_MODULE_0__/* .smokeProbing */ .Nt)(scene);
    if (probing.requests === null)
        return null;
    const leftMs = (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .testersReachGreenInMs */ .KB)(scene);
    if (leftMs > 0)
        return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('smoke', 'letting-nodes-follow', 'every node has to know the test rule first', leftMs);
    const dueMs = (memory.smoke.lastMs ?? 0) + plan.smoke.intervalSeconds * 1000 - world.nowMs;
    if (memory.smoke.lastMs !== null && dueMs > 0)
        return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('smoke', 'smoke-testing', `${String(memory.smoke.passesInRow)} of ${String(plan.smoke.passes)} passes`, dueMs);
    return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .step */ .PM)('smoke', 'smoke-testing', `${probing.where}: ${probing.requests.map(({ url }) => url).join(', ')}`, {
        kind: 'probe',
        purpose: 'smoke',
        requests: probing.requests,
    });
}
/** A probe that fails on blue already would roll back a good release: it has to pass there before it may judge green. */
function measureBaseline(scene) {
    const { memory, roles, world, plan } = scene;
    if (memory.baseline.verdict !== 'unknown' || plan.bake.seconds === 0)
        return null;
    if (roles.blue === null && (0,_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .healthyOthers */ .F6)(world, roles).length === 0)
        return null;
    const probing = (0,_probes_js__WEBPACK_IMPORTED_MODULE_0__/* .productionProbing */ .B$)(scene);
    if (probing.requests === null)
        return null;
    const dueMs = (memory.baseline.lastMs ?? 0) + 1000 - world.nowMs;
    if (dueMs > 0)
        return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('smoke', 'measuring-baseline', 'production is probed before the switch again', dueMs);
    return (0,_scene_js__WEBPACK_IMPORTED_MODULE_2__/* .step */ .PM)('smoke', 'measuring-baseline', `does ${probing.where} answer before the switch?`, {
        kind: 'probe',
        purpose: 'baseline',
        requests: probing.requests,
    });
}


/***/ }),

/***/ 6728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hz: () => (/* binding */ parseFence),
/* harmony export */   NQ: () => (/* binding */ nextFence),
/* harmony export */   gJ: () => (/* binding */ isOwnFence),
/* harmony export */   qK: () => (/* binding */ isOwnRun),
/* harmony export */   w0: () => (/* binding */ outranks)
/* harmony export */ });
/* unused harmony export fenceText */
function parseFence(value) {
    const match = /^(\d+):(\d+)\.(\d+)$/.exec(value ?? '');
    if (match === null)
        return null;
    return { n: Number(match[1]), runId: Number(match[2]), attempt: Number(match[3]) };
}
const fenceText = ({ n, runId, attempt }) => `${String(n)}:${String(runId)}.${String(attempt)}`;
/** The value that takes the fence from whoever holds it now. An unreadable value counts as none. */
const nextFence = (current, runId, attempt) => fenceText({ n: (parseFence(current)?.n ?? 0) + 1, runId, attempt });
/**
 * Whether the value found takes the service from whoever wrote `ours`. Of two attempts of one run always the later:
 * the numbers begin anew when tags were wiped, and what a dead attempt wrote may land late. Of two runs the higher
 * number, then the later run. Anything else is what an older run wrote before it died, or nonsense.
 */
function outranks(found, ours) {
    const [theirs, own] = [parseFence(found), parseFence(ours)];
    if (theirs === null || own === null)
        return theirs !== null;
    if (theirs.runId === own.runId)
        return theirs.attempt > own.attempt;
    return theirs.n === own.n ? theirs.runId > own.runId : theirs.n > own.n;
}
/** Whether the value was written by this very attempt: then an earlier process of it died, and this one goes on. */
function isOwnFence(value, runId, attempt) {
    const fence = parseFence(value);
    return fence?.runId === runId && fence.attempt === attempt;
}
/** Whether any attempt of the run wrote it. */
const isOwnRun = (value, runId) => parseFence(value)?.runId === runId;


/***/ }),

/***/ 9231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AZ: () => (/* binding */ assumedBlueOf),
/* harmony export */   Ek: () => (/* binding */ takenBackBy),
/* harmony export */   HX: () => (/* binding */ greenOf),
/* harmony export */   e8: () => (/* binding */ takenBackText),
/* harmony export */   oN: () => (/* binding */ isRevision)
/* harmony export */ });
/* harmony import */ var _fence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6728);
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);


/**
 * Which set a command is about. deploy and stage: the one that carries their release, which a re-run adopts by its
 * tags (fact 14). promote: the one that was staged. rollback, teardown and status: the last one that was switched to.
 * `live`: the sets that get production traffic.
 */
function greenOf(plan, world, memory, live) {
    const remembered = memory.green ?? memory.created?.set;
    const known = world.taskSets.find(({ arn }) => arn === remembered);
    // A draining one counts only for the process that is taking it down; for any other it is gone.
    if (known !== undefined && known.status !== 'DRAINING')
        return known;
    // What a rollback took back is gone, and that is all that it was asked for.
    if (plan.command === 'rollback' && memory.failure?.reason === 'asked-for')
        return known ?? null;
    return newOf(plan, world, live) ?? known ?? null;
}
function newOf(plan, world, live) {
    const standing = world.taskSets.filter(({ status }) => status !== 'DRAINING');
    const own = standing.find(({ tags }) => tags.release === plan.release.id);
    switch (plan.command) {
        case 'deploy':
        case 'stage':
            return own ?? null;
        case 'promote':
            return stagedOf(plan, world, standing, live) ?? null;
        case 'rollback':
            return (own ??
                standing.find(({ id }) => id === takenBackBy(plan, world)) ??
                (isBackAnew(plan, world, standing, live) ? null : switchedTo(world, standing, live)));
        case 'teardown':
        case 'status':
            return switchedTo(world, standing, live);
    }
}
/** Whether going back means releasing an older revision: no blue is kept, or another revision than blue's was named. */
function isBackAnew(plan, world, standing, live) {
    const from = switchedTo(world, standing, live);
    const kept = from === null ? null : (keptFor(world, standing, from) ?? assumedBlueOf(world, from));
    if (kept === null)
        return true;
    return plan.goal.backTo !== null && !isRevision(kept, plan.goal.backTo);
}
const keptFor = (world, standing, from) => standing.find((set) => set !== from && (set.id === from.tags.blue || set.arn === world.service.tags.blue));
/** Whether the set runs the revision of this ARN or `family:revision`. */
const isRevision = ({ taskDefinition }, reference) => taskDefinition === reference || taskDefinition.endsWith(`/${reference}`);
/**
 * The way back from a live set that no release of ours made, which no tag can name: the only other set, where a rule
 * that sends `from` traffic holds its group as well. It is an assumption, and whoever makes it says so.
 */
function assumedBlueOf(world, from) {
    if (from.tags.release !== undefined)
        return null;
    const [only, ...more] = world.taskSets.filter((set) => set !== from && set.status !== 'DRAINING');
    const groups = [from.attachment?.group, only?.attachment?.group];
    if (only === undefined || more.length > 0 || groups[0] === groups[1] || only.tags.release !== undefined)
        return null;
    const isPair = world.rules.some((rule) => groups.every((group) => group !== undefined && (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .holds */ .v9)(rule, group)));
    return isPair ? only : null;
}
/**
 * By its release if one was named; else this run's own, or one whose promotion was begun and not finished, or the
 * newest one that was staged and has no traffic. One that this run promoted to the end is found again too.
 */
function stagedOf(plan, world, standing, live) {
    const { promoted } = plan.goal;
    if (promoted !== null)
        return standing.find(({ tags }) => tags.release === promoted);
    const staged = standing.filter((set) => set.tags.expires !== undefined).toSorted(newestFirst);
    return (staged.find(({ tags }) => tags.release === plan.release.id) ??
        staged.find((set) => live.includes(set) && isUnfinished(world, standing, set)) ??
        staged.find((set) => !live.includes(set)) ??
        staged.find((set) => live.includes(set) && (0,_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnRun */ .qK)(world.service.tags.fence, plan.release.runId)));
}
/** Its blue is still there, or the service's tags still speak of its switch. */
const isUnfinished = (world, standing, set) => world.service.tags.green === set.arn || standing.some(({ id }) => id === set.tags.blue);
/**
 * The service's tags name it as long as its release goes on, also after a way back that was not finished; else it is
 * what is live, or the newer one of a release whose tags were wiped in the middle of the way back: live is the blue
 * of that one, and it was never merely staged.
 */
function switchedTo(world, standing, live) {
    const tagged = standing.find(({ arn }) => arn === world.service.tags.green);
    if (tagged !== undefined)
        return tagged;
    const [serving] = live.toSorted(newestFirst);
    const takenBack = standing.find((set) => set.tags.blue === serving?.id && set.tags.expires === undefined && !live.includes(set));
    return takenBack ?? serving ?? null;
}
/**
 * A rollback leaves its run and the set that it took back in a tag of the service, `<run id>:<task set id>`. Run again,
 * it goes on where it stopped, and once it is over it takes back nothing more: not what it went back to, and not what
 * was released since.
 */
const takenBackText = ({ release }, set) => `${String(release.runId)}:${set.id}`;
/** The id of the set that this run has taken back, as the tag says; `null`: none yet. */
function takenBackBy({ release }, { service }) {
    const [run, id] = (service.tags['rolled-back'] ?? '').split(/:(.*)/s);
    return run === String(release.runId) && id !== undefined ? id : null;
}
const newestFirst = (a, b) => b.createdAtMs - a.createdAtMs;


/***/ }),

/***/ 9126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ blankMemory)
/* harmony export */ });
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
    hasGreenBeenLive: false,
    readyStreak: 0,
    smoke: { ...noProbe, startedAtMs: null, isSkipped: false },
    baseline: { ...noProbe, verdict: 'unknown' },
    bakeProbe: noProbe,
    afterBackProbe: noProbe,
    badTargetStreak: 0,
    goodBakeStreak: 0,
    isBakePassed: false,
    switchedAtMs: null,
    hasSeenSwitch: false,
    lastOnRulesMs: {},
    testRuleElsewhereMs: null,
    labelBackSinceMs: null,
    driftSinceMs: null,
    idleSinceMs: null,
    scalingBefore: null,
    vanishingSinceMs: null,
});


/***/ }),

/***/ 38:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ paceMs)
/* harmony export */ });
/**
 * How long to wait for the next look, in milliseconds: often near an expected change, less and less often the longer
 * it takes. One look is some ten requests, and load balancer reads share 10 a second per account (fact 19).
 */
const paceMs = (waitingMs, firstMs = 1000, lastMs = 5000) => Math.min(lastMs, Math.max(firstMs, waitingMs / 15));


/***/ }),

/***/ 1603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ preflightRisks)
/* harmony export */ });
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);

/**
 * What is only risky: preflight stops for it unless the run is forced, and then it is said.
 * Cookies of the forward beat weights, so users with one stay on blue until it ends (fact 30).
 */
function preflightRisks(plan, { production }) {
    return production.flatMap((rule) => {
        const sticky = (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .forwardOf */ .pl)(rule)?.stickiness;
        const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
        if (seconds <= plan.warmSeconds)
            return [];
        return [
            `${(0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .ruleWords */ .mG)(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
                `longer than blue is kept (warm-time ${String(plan.warmSeconds)} s), so some would lose their answers at the teardown: ` +
                `set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
        ];
    });
}


/***/ }),

/***/ 1350:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B$: () => (/* binding */ productionProbing),
/* harmony export */   Nt: () => (/* binding */ smokeProbing),
/* harmony export */   W5: () => (/* binding */ noticeProbes),
/* harmony export */   e6: () => (/* binding */ previewUrl)
/* harmony export */ });
/* unused harmony exports probeTimeoutMs, hasNoAnswer, probedWords */
/* harmony import */ var _readiness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7977);
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7604);


/** How long one probe may take. */
const probeTimeoutMs = 5000;
/** Green before the switch: by the test address or test rule where one is named, else at its own targets. */
function smokeProbing(scene) {
    const { plan, roles } = scene;
    const isNamed = plan.smoke.url !== null || roles.test.length > 0;
    const isAskedFor = isNamed || plan.smoke.paths.length > 0;
    if (plan.smoke.url !== null)
        return at(plan, plan.smoke.url, pathsOf(scene), {}, isAskedFor, 'the test address');
    const [rule] = roles.test;
    if (rule !== undefined) {
        const address = addressOf(scene, rule);
        if (address.url === null)
            return { requests: null, isAskedFor, why: address.why };
        return at(plan, address.url, pathsOf(scene), address.headers, isAskedFor, 'the test rule');
    }
    return atTargets(scene, isAskedFor);
}
/** Where people look at a staged green: `test-url`, or the first test rule's address; `null`: none is named. */
function previewUrl(scene) {
    const [rule] = scene.roles.test;
    return scene.plan.smoke.url ?? (rule === undefined ? null : addressOf(scene, rule).url);
}
function atTargets(scene, isAskedFor) {
    const { world, roles, plan } = scene;
    const group = world.groups.find(({ arn }) => arn === roles.green?.attachment?.group);
    if (roles.green === null || group === undefined || group.targetType !== 'ip')
        return { requests: null, isAskedFor, why: 'green has no target with an IP address to ask' };
    const scheme = group.protocol === 'HTTPS' ? 'https' : 'http';
    const requests = (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .ownTargets */ .b8)(world, roles.green).flatMap(({ id, port }) => pathsOf(scene).map((path) => request(plan, `${scheme}://${hostText(id)}:${String(port)}${path}`, {})));
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
    const address = addressOf(scene, rule);
    if (address.url === null)
        return { requests: null, isAskedFor: false, why: address.why };
    const paths = pathsOf(scene).filter((path) => rule.paths.length === 0 || rule.paths.some((p) => fits(p, path)));
    if (paths.length === 0)
        return { requests: null, isAskedFor: false, why: `no health path lies under ${rule.paths.join(' or ')}` };
    return at(plan, address.url, paths, address.headers, false, 'the production rule');
}
/** The balancer's own name with the rule's host as the Host header (and, for TLS, as the name asked for). */
function addressOf({ world }, rule) {
    const balancer = world.loadBalancers.find(({ arn }) => arn === rule.loadBalancer);
    if (balancer === undefined || (0,_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .forwardOf */ .pl)(rule) === null)
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
function pathsOf({ plan, world, roles }) {
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


/***/ }),

/***/ 7977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $F: () => (/* binding */ hasUnusedTargets),
/* harmony export */   F6: () => (/* binding */ healthyOthers),
/* harmony export */   KS: () => (/* binding */ canServe),
/* harmony export */   QR: () => (/* binding */ targetsOf),
/* harmony export */   Qg: () => (/* binding */ healthyOwn),
/* harmony export */   RZ: () => (/* binding */ isEmptiedPrimary),
/* harmony export */   YK: () => (/* binding */ groupMates),
/* harmony export */   b8: () => (/* binding */ ownTargets),
/* harmony export */   i_: () => (/* binding */ isReady),
/* harmony export */   ob: () => (/* binding */ strangers),
/* harmony export */   uG: () => (/* binding */ unhealthyWords)
/* harmony export */ });
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
/** Healthy targets of whoever served before this service had a task set: where there is no blue, they are the way back (invariant 8). */
const healthyOthers = (world, { blue, pair }) => blue !== null ? [] : targetsOf(world, pair?.back ?? null).filter(({ state }) => state === 'healthy');
const healthyOwn = (world, set) => ownTargets(world, set).filter(({ state }) => state === 'healthy');
/** Targets of the group that would get traffic at a switch and are not the set's own. */
function strangers(world, set) {
    const own = new Set(ownTargets(world, set));
    return targetsOf(world, set.attachment?.group ?? null).filter((target) => !own.has(target) && target.state !== 'draining' && target.state !== 'unused');
}
/** Other sets attached to the set's group: traffic that it gets they would share, now or when their tasks come back. */
const groupMates = (world, set) => world.taskSets.filter((other) => other.arn !== set.arn &&
    other.status !== 'DRAINING' &&
    set.attachment !== null &&
    other.attachment?.group === set.attachment.group);
/** An emptied PRIMARY can't be deleted before green takes the label from it, so it may stay until then. */
const isEmptiedPrimary = ({ status, scalePercent }) => status === 'PRIMARY' && scalePercent === 0;
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


/***/ }),

/***/ 8440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DL: () => (/* binding */ withoutReadOnly),
/* harmony export */   G6: () => (/* binding */ describeContainers),
/* harmony export */   KY: () => (/* binding */ renderRevision),
/* harmony export */   Md: () => (/* binding */ isJsonArray),
/* harmony export */   OW: () => (/* binding */ isJsonObject),
/* harmony export */   SG: () => (/* binding */ withTags)
/* harmony export */ });
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5112);

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
    const kept = Object.entries(tags).filter(([key]) => !key.startsWith('aws:') && !key.startsWith(_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .tagPrefix */ .B));
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


/***/ }),

/***/ 5456:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _V: () => (/* binding */ findSet),
  YP: () => (/* binding */ isAdopted),
  NT: () => (/* binding */ isHealable),
  aQ: () => (/* binding */ isLiveIn),
  aU: () => (/* binding */ isOnAnyRule),
  MU: () => (/* binding */ isOurs),
  R7: () => (/* binding */ rolesOf)
});

// UNUSED EXPORTS: liveSets

// EXTERNAL MODULE: ./build/domain/green-role.js
var green_role = __webpack_require__(9231);
// EXTERNAL MODULE: ./build/domain/rules.js
var rules = __webpack_require__(4238);
// EXTERNAL MODULE: ./build/domain/traffic.js
var traffic = __webpack_require__(7604);
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
    const isCarrying = (group) => world.rules.some((rule) => !(0,rules/* isTestRule */.P)(plan, rule) && (0,traffic/* weightOf */.mm)(rule, group) > 0);
    return isCarrying(first) || !isCarrying(second)
        ? { back: first, front: second }
        : { back: second, front: first };
}
function partner(plan, world, known) {
    const named = namedPair(plan);
    if (named !== null)
        return named.includes(known) ? (named.find((group) => group !== known) ?? null) : null;
    const partners = new Set(world.rules
        .filter((rule) => !(0,rules/* isTestRule */.P)(plan, rule) && (0,traffic/* holds */.v9)(rule, known))
        .flatMap((rule) => otherOfTwo(rule.actions.length > 0 ? groupsIn(rule) : [], known)));
    const [only, ...more] = partners;
    return more.length === 0 ? (only ?? null) : null;
}
/** With three groups in a rule it can't be told which one is the idle one. */
const otherOfTwo = (groups, known) => groups.length === 2 ? groups.filter((group) => group !== known) : [];
const groupsIn = (rule) => (0,traffic/* forwardOf */.pl)(rule)?.groups.map(({ group }) => group) ?? [];
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
    const test = world.rules.filter((rule) => (0,rules/* isTestRule */.P)(plan, rule));
    const carrying = liveSets(plan, world);
    const green = (0,green_role/* greenOf */.HX)(plan, world, memory, carrying);
    const blue = blueOf(plan, world, memory, green, carrying);
    const pair = findPair(plan, world, green, blue);
    const production = (0,rules/* productionRules */.$7)(plan, world, pair);
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
/** Every set that gets production traffic, by the weights of every rule that was not named as a test rule. */
const liveSets = (plan, world) => world.taskSets.filter((set) => isLive(plan, world, set));
const isLive = (plan, world, set) => set.status !== 'DRAINING' &&
    world.rules.some((rule) => !(0,rules/* isTestRule */.P)(plan, rule) && (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
/**
 * Blue: as long as green has no traffic, whatever else has it. Once green has, the first of these that names an
 * existing set: what this process saw live before the switch; green's own tag; the service's tag; what is live
 * besides green. Tags of the service may be wiped at any time, those of the set may not.
 */
function blueOf(plan, world, memory, green, live) {
    // What stands in green's own group gets what green gets: it is no way back.
    const isElsewhere = (set) => set !== green && (green === null || groupOf(set) !== groupOf(green));
    const byName = (name) => name == null
        ? undefined
        : world.taskSets.find((set) => (set.arn === name || set.id === name) && isElsewhere(set));
    const others = live.filter(isElsewhere);
    const serving = others.find(({ status }) => status === 'PRIMARY') ?? others[0];
    const named = byName(memory.blue) ?? byName(green?.tags.blue);
    if (green === null)
        return serving ?? null;
    if (!live.includes(green))
        return serving ?? named ?? null;
    const known = named ?? byName(world.service.tags.blue) ?? serving ?? null;
    // Only the commands about what is live look for a way back that nobody wrote down.
    return known ?? (isAboutLive(plan) ? (0,green_role/* assumedBlueOf */.AZ)(world, green) : null);
}
const isAboutLive = ({ command }) => command === 'rollback' || command === 'status';
const isOurs = (set) => set.tags.release !== undefined;
/** An untagged set that an earlier release found live and took for its blue: the service or that release's green says so. */
const isAdopted = (world, set) => world.service.tags.blue === set.arn || world.taskSets.some(({ tags }) => tags.blue === set.id);
const groupOf = (set) => set.attachment?.group ?? '';
/** Whether any rule at all, test rules too, gives the set's group weight: what deleting must never ignore. */
const isOnAnyRule = (world, set) => world.rules.some((rule) => (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
const isLiveIn = (production, set) => set !== null && production.some((rule) => (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
const findSet = (world, set) => world.taskSets.find(({ arn }) => arn === set) ?? null;
/**
 * A release that was killed between two rule writes: two sets, one of them ours, on different rules; or, of a first
 * deployment, the one set that the service's tags call the green of a switch that was never finished.
 */
function isHealable({ service }, { live, green }) {
    if (green !== null)
        return false;
    const [only, ...more] = live;
    if (more.length === 0)
        return only !== undefined && isOurs(only) && service.tags.green === only.arn;
    return live.length === 2 && live.some(isOurs) && new Set(live.map(groupName)).size === 2;
}
const groupName = (set) => set.attachment?.group ?? set.id;


/***/ }),

/***/ 4238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ productionRules),
/* harmony export */   P: () => (/* binding */ isTestRule),
/* harmony export */   Xq: () => (/* binding */ leftOutRules)
/* harmony export */ });
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);

/** Only what was named: a test rule is never guessed. A whole listener may be named; then all its forwards are. */
function isTestRule(plan, rule) {
    const { testListener, testRule } = plan.traffic;
    if (rule.ref.kind === 'rule' && rule.ref.rule === testRule)
        return true;
    return rule.listener === testListener && (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .forwardOf */ .pl)(rule) !== null;
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
    return world.rules.filter((rule) => !isTestRule(plan, rule) && groupsOf(pair).some((group) => (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .holds */ .v9)(rule, group)));
}
const groupsOf = (pair) => [pair.back, pair.front].filter((group) => group !== null);
const isNarrowed = ({ traffic }) => traffic.productionListeners.length + traffic.productionRules.length > 0;
/** A rule named by its own ARN, or by that of its listener; a default action has no ARN of its own in ModifyListener. */
function isNamed(plan, rule) {
    const { productionListeners, productionRules: rules } = plan.traffic;
    const isListenerNamed = productionListeners.includes(rule.listener);
    return isListenerNamed || (rule.ref.kind === 'rule' && rules.includes(rule.ref.rule));
}


/***/ }),

/***/ 8413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cz: () => (/* binding */ isGreenLive),
/* harmony export */   FW: () => (/* binding */ rulesToSwitch),
/* harmony export */   KB: () => (/* binding */ testersReachGreenInMs),
/* harmony export */   KH: () => (/* binding */ iso),
/* harmony export */   Kk: () => (/* binding */ testRuleToPoint),
/* harmony export */   PM: () => (/* binding */ step),
/* harmony export */   TT: () => (/* binding */ unlessAbandoned),
/* harmony export */   Wy: () => (/* binding */ quietInMs),
/* harmony export */   cO: () => (/* binding */ sceneOf),
/* harmony export */   d0: () => (/* binding */ switchedAtMs),
/* harmony export */   gC: () => (/* binding */ bakeEndsMs),
/* harmony export */   ko: () => (/* binding */ isBakeOver),
/* harmony export */   rM: () => (/* binding */ isQuiet),
/* harmony export */   sP: () => (/* binding */ isSwitched),
/* harmony export */   uk: () => (/* binding */ wait)
/* harmony export */ });
/* unused harmony export propagationMs */
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5456);
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7604);
/* harmony import */ var _writes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7437);



const sceneOf = (plan, world, memory) => ({
    plan,
    world,
    memory,
    roles: (0,_roles_js__WEBPACK_IMPORTED_MODULE_0__/* .rolesOf */ .R7)(plan, world, memory),
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
    (0,_writes_js__WEBPACK_IMPORTED_MODULE_1__/* .writeKey */ .TE)(next.act) in scene.memory.abandoned
    ? null
    : next;
/** Nodes take up a rule each for itself, within seconds and without a promise (fact 28): so long a set is kept after. */
const propagationMs = 10_000;
/** Whether no rule has sent the set anything for long enough that no node still does. */
const isQuiet = ({ world, memory }, set) => quietInMs({ world, memory }, set) <= 0;
const quietInMs = ({ world, memory }, set) => (memory.lastOnRulesMs[set.arn] ?? memory.startedAtMs) + propagationMs - world.nowMs;
/** A test rule that doesn't show green alone, with the pair to move on it. */
function testRuleToPoint({ roles }) {
    const { pair, test } = roles;
    if (pair?.back == null)
        return null;
    const { front, back } = pair;
    return test.find((rule) => (0,_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, front) === 0 || (0,_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, back) > 0) ?? null;
}
/** Until then a node may still send testers to blue, and a smoke test that blue passed proves nothing (fact 28). */
const testersReachGreenInMs = ({ world, memory, roles }) => roles.test.length === 0
    ? 0
    : (memory.testRuleElsewhereMs ?? memory.startedAtMs) + propagationMs - world.nowMs;
const isGreenLive = ({ roles }) => (0,_roles_js__WEBPACK_IMPORTED_MODULE_0__/* .isLiveIn */ .aQ)(roles.production, roles.green);
/** Every production rule sends the pair's share to green, none of it to blue. */
const isSwitched = (scene) => isGreenLive(scene) && rulesToSwitch(scene).length === 0;
function rulesToSwitch({ roles }) {
    const { pair, production } = roles;
    if (pair?.back == null)
        return [];
    const { back, front } = pair;
    const isNothingLive = production.every((rule) => (0,_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, back) + (0,_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, front) === 0);
    return production.filter((rule) => (0,_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, back) > 0 || isNothingLive);
}
/** When traffic moved: this process saw it, or the tag says it. The tag may have been wiped, then the bake begins anew. */
function switchedAtMs({ world, memory, roles }) {
    const { green: greenTag, 'switched-at': at } = world.service.tags;
    const tagged = greenTag === roles.green?.arn && at !== undefined ? Date.parse(at) : Number.NaN;
    return Number.isNaN(tagged) || memory.hasSeenSwitch ? memory.switchedAtMs : tagged;
}
/** Counted from when this process first saw the switch: time that nobody watched, after a kill, proves nothing. */
function bakeEndsMs({ memory, plan }) {
    return memory.switchedAtMs === null ? null : memory.switchedAtMs + plan.bake.seconds * 1000;
}
/** Its time is over, and it was watched for some observations at least, however short it is. */
const isBakeOver = (scene) => isSwitched(scene) &&
    scene.memory.goodBakeStreak >= 3 &&
    (bakeEndsMs(scene) ?? Number.POSITIVE_INFINITY) <= scene.world.nowMs;
const iso = (ms) => new Date(ms).toISOString();


/***/ }),

/***/ 7299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ weightWords),
/* harmony export */   Cd: () => (/* binding */ statusLines),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   oE: () => (/* binding */ rollbackAhead)
/* harmony export */ });
/* unused harmony export rollbackWords */
/* harmony import */ var _arn_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7558);
/* harmony import */ var _readiness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7977);
/* harmony import */ var _scene_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8413);
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7604);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6932);





function statusOf(scene) {
    const { roles, world } = scene;
    const { tags } = world.service;
    const until = tags['lease-until'];
    const lease = until === undefined ? null : { until, scalePercent: Number(tags['lease-scale'] ?? 100) };
    return {
        rules: [
            ...roles.production.map((rule) => ruleStatus(rule, false)),
            ...roles.test.map((rule) => ruleStatus(rule, true)),
        ],
        taskSets: world.taskSets.map((set) => setStatus(scene, set)),
        lease,
        fence: tags.fence ?? null,
        forwardOnly: roles.green?.tags['forward-only'] ?? null,
        rollbackReady: rollbackWords(scene),
    };
}
const ruleStatus = (rule, isTest) => ({
    rule: (0,_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .ruleWords */ .mG)(rule),
    isTest,
    weights: Object.fromEntries(((0,_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .forwardOf */ .pl)(rule)?.groups ?? []).map(({ group, weight }) => [(0,_arn_js__WEBPACK_IMPORTED_MODULE_2__/* .shortName */ .E)(group), weight])),
});
function setStatus({ roles, world }, set) {
    const isLive = roles.live.includes(set);
    const { expires, release } = set.tags;
    const isStaged = expires !== undefined && !isLive && set.status !== 'DRAINING' && set !== roles.blue;
    return {
        arn: set.arn,
        id: set.id,
        revision: (0,_arn_js__WEBPACK_IMPORTED_MODULE_2__/* .shortName */ .E)(set.taskDefinition),
        role: isStaged ? 'staged' : set === roles.blue ? 'blue' : set === roles.green ? 'green' : 'other',
        isLive,
        status: set.status,
        running: set.running,
        wanted: set.computedDesired,
        healthy: (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOwn */ .Qg)(world, set).length,
        release: release ?? null,
        expiresAt: isStaged ? expires : null,
    };
}
/** The same, a line each. */
function statusLines(scene) {
    const { rules, taskSets, lease, fence, forwardOnly, rollbackReady } = statusOf(scene);
    return [
        ...rules.map(({ rule, isTest, weights }) => `${isTest ? 'test' : 'production'} ${rule}: ${weightWords(weights)}`),
        ...taskSets.map((set) => `task set ${setLine(set)}`),
        `lease: ${lease === null ? 'none' : `blue is kept until ${lease.until} at ${String(lease.scalePercent)} %`}`,
        `fence: ${fence ?? 'none'}`,
        `forward-only: ${forwardOnly ?? 'no'}`,
        `rollback ready: ${rollbackReady}`,
    ];
}
const weightWords = (weights) => Object.entries(weights)
    .map(([group, weight]) => `${group} ${String(weight)}`)
    .join(', ');
function setLine({ id, revision, role, status, running, wanted, healthy, release, expiresAt, }) {
    const staged = expiresAt === null ? '' : `, staged as release ${release ?? ''} until ${expiresAt}`;
    const named = role === 'other' || role === 'staged' ? '' : `${role} `;
    return `${named}${id} (${revision}): ${status}, ${String(running)} of ${String(wanted)} running, ${String(healthy)} healthy${staged}`;
}
/** The fastest way back there is, and how long it takes. */
function rollbackWords(scene) {
    const { roles, world } = scene;
    const forwardOnly = roles.green?.tags['forward-only'];
    if (forwardOnly !== undefined)
        return `no: forward-only (${forwardOnly}), unless with force and a reason`;
    if (roles.blue === null) {
        const revision = roles.green?.tags['previous-revision'];
        return revision === undefined
            ? 'no: no blue is kept and the revision before is not known; name one with to'
            : `no blue is kept: revision ${revisionName(revision)} would be released again, which takes minutes`;
    }
    if (!(0,_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .isSwitched */ .sP)(scene))
        return 'a release is under way';
    if (roles.blue.scalePercent < 100)
        return `blue stands at ${String(roles.blue.scalePercent)} % and is raised first, which takes a task's start`;
    const able = (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .canServe */ .KS)(world, roles.blue, false);
    return able.isYes ? 'yes, about 2 s' : `no: ${able.why}`;
}
/** What a rollback is about to do, and how long it takes, said before its first write. */
function rollbackAhead(scene) {
    const { green, blue } = scene.roles;
    const { release, goal } = scene.plan;
    const from = green ?? blue;
    if (from === null)
        return 'nothing is live';
    const isAnew = green === null || green.tags.release === release.id;
    if (isAnew || blue === null) {
        const to = goal.backTo ?? from.tags['previous-revision'];
        const what = to === undefined ? 'an older revision' : `revision ${revisionName(to)}`;
        return `from ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .setWords */ .aA)(from)} to ${what}, as a new task set through all gates: no blue is kept for it, so it takes minutes`;
    }
    const takes = blue.scalePercent < 100 ? "a task's start, since blue was scaled down" : 'about 2 s';
    return `from ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .setWords */ .aA)(green)} to warm blue ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .setWords */ .aA)(blue)}, without a new task set: takes ${takes}`;
}
/** `web:41`, from a tag or an input that may be an ARN. */
const revisionName = (reference) => reference.slice(reference.lastIndexOf('/') + 1);


/***/ }),

/***/ 5799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ isWrite)
/* harmony export */ });
const isWrite = (act) => act.kind !== 'probe' && act.kind !== 'wait' && act.kind !== 'end';


/***/ }),

/***/ 5112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ tagPrefix)
/* harmony export */ });
/** Every tag that is ours begins with this, on task sets, services and task definitions alike. */
const tagPrefix = 'ecs-blue-green:';


/***/ }),

/***/ 7604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QB: () => (/* binding */ moveWeight),
/* harmony export */   Yz: () => (/* binding */ bringIn),
/* harmony export */   ZI: () => (/* binding */ isSameRule),
/* harmony export */   mG: () => (/* binding */ ruleWords),
/* harmony export */   mm: () => (/* binding */ weightOf),
/* harmony export */   pl: () => (/* binding */ forwardOf),
/* harmony export */   v9: () => (/* binding */ holds),
/* harmony export */   ws: () => (/* binding */ hasSameWeights)
/* harmony export */ });
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


/***/ }),

/***/ 6932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sh: () => (/* binding */ durationWords),
/* harmony export */   aA: () => (/* binding */ setWords),
/* harmony export */   bu: () => (/* binding */ trafficWords)
/* harmony export */ });
/* harmony import */ var _arn_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7558);
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5456);


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
const setWords = (set) => `${set.id} (${(0,_arn_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .E)(set.taskDefinition)})`;
/** Where production traffic is in this very observation: a sentence for errors, endings and comments. */
function trafficWords({ production, blue, green, pair }) {
    const [onGreen, onBlue] = [(0,_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isLiveIn */ .aQ)(production, green), (0,_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isLiveIn */ .aQ)(production, blue)];
    if (onGreen && onBlue && green !== null && blue !== null)
        return `Production traffic is split between blue ${setWords(blue)} and green ${setWords(green)}.`;
    if (onGreen && green !== null)
        return `All production traffic is on green ${setWords(green)}.`;
    if (onBlue && blue !== null)
        return `All production traffic is on blue ${setWords(blue)}.`;
    if (pair?.back != null)
        return `Production traffic goes to target group ${(0,_arn_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .E)(pair.back)}, where this service has no task set.`;
    return 'No task set of this service gets production traffic.';
}


/***/ }),

/***/ 7437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TE: () => (/* binding */ writeKey),
/* harmony export */   Vm: () => (/* binding */ isLanded),
/* harmony export */   al: () => (/* binding */ staleReadMs),
/* harmony export */   bN: () => (/* binding */ scalingText),
/* harmony export */   f1: () => (/* binding */ parseScaling),
/* harmony export */   l0: () => (/* binding */ deleteKey)
/* harmony export */ });
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);

/** A read may be some seconds old, so a write that is not seen yet is waited for this long before it is believed lost. */
const staleReadMs = 10_000;
/** What the write is about, so that its failures can be counted and it is not tried for ever. */
function writeKey(write) {
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
            return world.taskSets.some(({ arn, tags, status }) => status !== 'DRAINING' && (tags.release === plan.release.id || arn === memory.created?.set));
        case 'label':
            return set(write.set)?.status === 'PRIMARY';
        case 'write-rule':
            return isRuleWritten(write, world);
        case 'scale':
            return set(write.set)?.scalePercent === write.percent;
        case 'delete':
            return (set(write.set)?.status ?? 'DRAINING') === 'DRAINING';
        case 'write-scaling':
            return world.scaling === null || scalingText(world.scaling) === scalingText(write.state);
    }
}
function isRuleWritten(write, world) {
    const now = world.rules.find(({ ref }) => (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameRule */ .ZI)(ref, write.rule.ref));
    return now !== undefined && (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .hasSameWeights */ .ws)(now.actions, write.actions);
}
/** The `scaling` tag: which activities were suspended before this release, e.g. `in:0 out:0 scheduled:1`. */
const scalingText = (state) => `in:${flag(state.scaleInSuspended)} out:${flag(state.scaleOutSuspended)} scheduled:${flag(state.scheduledSuspended)}`;
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


/***/ }),

/***/ 6701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ createObserver)
});

// EXTERNAL MODULE: ./build/domain/roles.js + 1 modules
var domain_roles = __webpack_require__(5456);
// EXTERNAL MODULE: ./build/domain/traffic.js
var traffic = __webpack_require__(7604);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/domain/arn.js
var arn = __webpack_require__(7558);
// EXTERNAL MODULE: ./build/domain/revision.js
var domain_revision = __webpack_require__(8440);
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
    const revision = (0,domain_revision/* withoutReadOnly */.DL)(content);
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
const unlessEmpty = (value) => (0,domain_revision/* isJsonObject */.OW)(value) && Object.keys(value).length === 0 ? undefined : value;
const onObject = (rule) => (value) => (0,domain_revision/* isJsonObject */.OW)(value) ? rule(value) : value;
const each = (rule) => (value) => (0,domain_revision/* isJsonArray */.Md)(value) ? value.map((item) => ((0,domain_revision/* isJsonObject */.OW)(item) ? rule(item) : item)) : value;
const sortedBy = (key) => (value) => (0,domain_revision/* isJsonArray */.Md)(value) ? [...value].sort((a, b) => compare(key(a), key(b))) : value;
const named = (member) => (item) => (0,domain_revision/* isJsonObject */.OW)(item) ? JSON.stringify(item[member] ?? null) : '';
/** Task sizes may be written `1 vCPU` and `2 GB`; ECS keeps them as 1024 and 2048. */
const inUnits = (pattern) => (value) => {
    const count = typeof value === 'string' ? pattern.exec(value.trim())?.[1] : undefined;
    return count === undefined ? value : String(Number(count) * 1024);
};
/** Sorted keys; without members that are `null` or an empty list, which ECS treats as not given. */
function tidy(value) {
    if ((0,domain_revision/* isJsonArray */.Md)(value))
        return value.map(tidy);
    if (!(0,domain_revision/* isJsonObject */.OW)(value))
        return value;
    const members = Object.entries(value)
        .filter(([, member]) => member !== null && !((0,domain_revision/* isJsonArray */.Md)(member) && member.length === 0))
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
        const { source } = plan.command === 'rollback' ? wayBack(plan, blue) : plan.revision;
        if (source === null)
            return hopeless('the revision before the live one', [noRevisionBefore]);
        if (source.kind === 'existing')
            return existing(source.reference, await read(source.reference));
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
/** A rollback without a warm blue releases an older revision again: the named one, or the one that live came after. */
function wayBack({ goal }, live) {
    const reference = goal.backTo ?? live?.tags['previous-revision'] ?? null;
    return { source: reference === null ? null : { kind: 'existing', reference } };
}
const noRevisionBefore = 'to: no blue is kept, and the live task set does not say which revision it came after: name the revision to go back to.';
const noBase = 'task-definition: there is no live task set whose revision could be the base: name a file, an ARN or family:revision.';
function baseOf(plan, live) {
    const { source } = plan.revision;
    if (source.kind === 'document')
        return { content: source.content, source: `file ${source.path}` };
    if (live === null)
        return null;
    return {
        content: (0,domain_revision/* withTags */.SG)(live.content, live.tags),
        source: `revision ${(0,arn/* shortName */.E)(live.arn)} of the live task set`,
    };
}
function render(plan, base, live, blue) {
    const { content, problems } = (0,domain_revision/* renderRevision */.KY)(base.content, {
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
    const isSame = live !== null && isSameRevision(content, (0,domain_revision/* withTags */.SG)(live.content, live.tags));
    return isSame ? already(candidate, live.arn, 'it equals the live revision') : candidate;
}
const already = (candidate, revision, because) => ({
    ...candidate,
    registeredAs: revision,
    registeredBecause: because,
});
function existing(reference, document) {
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
    containers: (0,domain_revision/* describeContainers */.G6)(content),
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
            needsStops(taskSets, memory) ? ports.ecs.readStoppedTasks() : [],
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
        const roles = (0,domain_roles/* rolesOf */.R7)(plan, bare, memory);
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
        const { service, taskSets } = await readService(ports, plan);
        await learnBalancers(ports, plan, known, taskSets);
        return { service, taskSets, rules: await readRules(ports, known) };
    }
    const [read, rules] = await Promise.all([readService(ports, plan), readRules(ports, known)]);
    return { ...read, rules };
}
async function readService(ports, plan) {
    const read = await ports.ecs.readService();
    if (read !== null)
        return read;
    throw new errors/* PortError */.U({
        kind: 'refused',
        action: 'ecs:DescribeServices',
        resource: plan.service,
        code: 'ServiceNotFound',
        message: `there is no service "${plan.service}" in cluster "${plan.cluster}" in this account and region: check both names and the region`,
    });
}
async function learnBalancers(ports, plan, known, sets) {
    const named = [...plan.traffic.targetGroups, ...attachedGroups(sets)];
    known.groups = new Map((await readGroups(ports, named)).map((group) => [group.arn, group]));
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
const readGroups = async (ports, groups) => groups.length === 0 ? [] : ports.loadBalancer.readGroups([...new Set(groups)]);
const attachedGroups = (sets) => sets.flatMap(({ attachment }) => (attachment === null ? [] : [attachment.group]));
async function readRules(ports, known) {
    const application = known.balancers.filter(({ type }) => type === 'application');
    const rules = await Promise.all(application.map(({ arn }) => ports.loadBalancer.readRules(arn)));
    return rules.flat();
}
/** The groups of the sets, those that inputs name, and those that share a rule with one of them: the pair is among these. */
async function learnGroups(ports, plan, known, sets, rules) {
    const own = new Set([...plan.traffic.targetGroups, ...attachedGroups(sets)]);
    const forwards = rules.map((rule) => (0,traffic/* forwardOf */.pl)(rule)?.groups.map(({ group }) => group) ?? []);
    const related = forwards
        .filter((groups) => own.size === 0 || groups.some((group) => own.has(group)))
        .flat();
    const wanted = [...new Set([...own, ...related])];
    const missing = wanted.filter((group) => !known.groups.has(group));
    const found = await readGroups(ports, missing);
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
/** Stopped tasks are asked for while some set has not all it should have, and in the bake: ECS replaces them in seconds. */
function needsStops(sets, { switchedAtMs, isBakePassed }) {
    const isBaking = switchedAtMs !== null && !isBakePassed;
    return sets.some(({ status, isSteady, running, computedDesired }) => status !== 'DRAINING' && (isBaking || !isSteady || running !== computedDesired));
}
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


/***/ }),

/***/ 9987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ placesOf)
});

// EXTERNAL MODULE: ./build/messages/comment.js + 3 modules
var comment = __webpack_require__(674);
// EXTERNAL MODULE: ./build/messages/masked.js
var masked = __webpack_require__(9844);
// EXTERNAL MODULE: ./build/messages/state.js
var messages_state = __webpack_require__(984);
;// CONCATENATED MODULE: ./build/engine/report-channel.js
/** One request at a time, and of those that wait for it the newest: so a slow GitHub is never told an old state last. */
function createChannel(settings) {
    const { send, textOf, onRefusal, clock, everyMs } = settings;
    let next = null;
    let flight = null;
    let sentMs = Number.NEGATIVE_INFINITY;
    let sentText = null;
    let told = 'told';
    async function sendOne(value) {
        sentMs = clock.now();
        sentText = textOf(value);
        try {
            await send(value);
            told = 'told';
        }
        catch (error) {
            const refusal = refusalOf(error);
            told = refusal.kind === 'denied' ? 'refused' : 'unknown';
            sentText = null;
            onRefusal(refusal);
        }
    }
    async function sendAll() {
        for (let one = next; one !== null && told !== 'refused'; one = next) {
            next = null;
            await sendOne(one.value);
        }
        flight = null;
    }
    return {
        offer(value, isUrgent) {
            if (told === 'refused' || textOf(value) === sentText)
                return;
            if (!isUrgent && next === null && (flight !== null || clock.now() - sentMs < everyMs))
                return;
            next = { value };
            flight ??= sendAll();
        },
        async close(value) {
            if (textOf(value) !== sentText || told !== 'told')
                next = { value };
            await (flight ??= sendAll());
            return told;
        },
    };
}
/** Only the adapter knows the error's class; what it says of itself is enough here. */
function refusalOf(error) {
    const message = error instanceof Error ? error.message : String(error);
    const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : null;
    return { kind: isTroubleKind(kind) ? kind : 'lost', message };
}
const isTroubleKind = (value) => value === 'denied' || value === 'refused' || value === 'busy' || value === 'lost';

;// CONCATENATED MODULE: ./build/engine/report-places.js




/** Edits that change little wait so long: GitHub allows some hundred an hour for all that a token writes. */
const quietMs = 15_000;
/** The comment and the Deployment, as far as they are wanted and there is somewhere to put them. */
function placesOf(telling, story) {
    const { github, environment, wantsComment, runner } = telling;
    const { pull } = story.plan.release;
    const isWanted = environment !== null || (wantsComment && pull !== null);
    if (github === null) {
        if (isWanted)
            runner.annotate('warning', 'Not told on GitHub', 'github-token is empty: no comment and no Deployment.');
        return [];
    }
    return [
        ...(wantsComment && pull !== null ? [commentChannel(telling, github, pull)] : []),
        ...(environment === null ? [] : [deploymentChannel(telling, github, environment)]),
    ];
}
function commentChannel(telling, github, pull) {
    let isSaved = false;
    return createChannel({
        send: async (story) => {
            if (story.isToldByAnother)
                return;
            if (!isSaved)
                telling.save('comment', String(pull));
            isSaved = true;
            const body = `${(0,comment/* commentOf */.vm)(story)}\n\n${(0,comment/* stampOf */.Zs)(story)}`;
            await github.upsertComment(pull, (0,comment/* markerOf */.we)(story.plan), (0,masked/* masked */.I)(body, telling.secrets));
        },
        textOf: comment/* commentOf */.vm,
        onRefusal: warnOnce(telling, 'Comment not up to date'),
        clock: telling.clock,
        everyMs: quietMs,
    });
}
function deploymentChannel(telling, github, environment) {
    let id = telling.deployment;
    return createChannel({
        send: async (story) => {
            if (id === null) {
                id = await openDeployment(github, environment, story);
                telling.save('deployment', String(id));
            }
            await github.setDeploymentStatus(id, deploymentStatus(story, telling.secrets));
        },
        textOf: (story) => (0,messages_state/* stateOf */.L)(story).deployment,
        onRefusal: warnOnce(telling, 'Deployment not up to date'),
        clock: telling.clock,
        everyMs: quietMs,
    });
}
/** A re-run goes on with the Deployment of its release, so that one release is shown once. */
async function openDeployment(github, environment, { plan }) {
    const { id: payload, commit: sha } = plan.release;
    const found = await github.findDeployment(environment, sha, payload);
    const description = `Blue-green release of ${plan.service} in ${plan.cluster}`;
    return found ?? github.createDeployment({ environment, sha, description, payload });
}
function deploymentStatus(story, secrets) {
    const { deployment: state, words } = (0,messages_state/* stateOf */.L)(story);
    const { service, bake, release } = story.plan;
    const said = story.ending?.message ?? `${service}: ${words}`;
    return {
        state,
        description: (0,masked/* masked */.I)(said, secrets),
        environmentUrl: bake.probeUrl,
        logUrl: release.runUrl,
    };
}
/** One warning for each kind of refusal, not one an update. The release goes on (invariant 9). */
function warnOnce({ runner, secrets }, title) {
    const said = new Set();
    return ({ kind, message }) => {
        const text = (0,masked/* masked */.I)(message, secrets);
        if (said.has(kind))
            runner.debug(text);
        else
            runner.annotate('warning', title, `${text} The release goes on.`);
        said.add(kind);
    };
}


/***/ }),

/***/ 2909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A5: () => (/* binding */ createReporter),
  $: () => (/* binding */ leftText),
  d5: () => (/* binding */ toldWithin),
  Sy: () => (/* binding */ writeSummary)
});

// UNUSED EXPORTS: tellRunner

// EXTERNAL MODULE: ./build/messages/story.js + 2 modules
var messages_story = __webpack_require__(821);
// EXTERNAL MODULE: ./build/messages/endings.js
var endings = __webpack_require__(9229);
// EXTERNAL MODULE: ./build/messages/state.js
var state = __webpack_require__(984);
// EXTERNAL MODULE: ./build/domain/words.js
var domain_words = __webpack_require__(6932);
// EXTERNAL MODULE: ./build/messages/comment.js + 3 modules
var comment = __webpack_require__(674);
// EXTERNAL MODULE: ./build/messages/markdown.js
var markdown = __webpack_require__(3016);
// EXTERNAL MODULE: ./build/messages/times.js
var times = __webpack_require__(211);
;// CONCATENATED MODULE: ./build/messages/summary.js




/** The run's own page: what the comment says, also where there is no pull request, and every second accounted for. */
const summaryOf = (story) => (0,markdown/* paragraphs */.qN)([(0,comment/* commentOf */.vm)(story), outcomeWords(story), timingsTable(story)]) + '\n';
const outcomeWords = ({ ending }) => ending?.result === 'released' ? (0,markdown/* plain */.pj)(ending.message) : null;
function timingsTable(story) {
    if (!story.isFollowed)
        return null;
    const { spentMs, startedAtMs, nowMs, plan } = story;
    const total = (nowMs - startedAtMs) / 1000;
    const rows = Object.entries(spentMs).map(([phase, ms]) => [
        phase,
        (ms / 1000).toFixed(1),
    ]);
    const span = `From ${(0,times/* momentWords */.u)(startedAtMs, nowMs)} to ${(0,times/* momentWords */.u)(nowMs, nowMs)}, ${(0,domain_words/* durationWords */.Sh)(total)} in all. Release ${plan.release.id}.`;
    return `${(0,markdown/* table */.tp)(['Phase', 'Seconds'], [...rows, ['**all**', `**${total.toFixed(1)}**`]], ['left', 'right'])}\n\n${span}`;
}

// EXTERNAL MODULE: ./build/messages/masked.js
var masked = __webpack_require__(9844);
// EXTERNAL MODULE: ./build/domain/scene.js
var scene = __webpack_require__(8413);
// EXTERNAL MODULE: ./build/domain/step.js
var domain_step = __webpack_require__(5799);
// EXTERNAL MODULE: ./build/domain/arn.js
var arn = __webpack_require__(7558);
// EXTERNAL MODULE: ./build/domain/preflight-risks.js
var preflight_risks = __webpack_require__(1603);
// EXTERNAL MODULE: ./build/domain/probes.js
var probes = __webpack_require__(1350);
// EXTERNAL MODULE: ./build/domain/readiness.js
var readiness = __webpack_require__(7977);
// EXTERNAL MODULE: ./build/domain/status.js
var domain_status = __webpack_require__(7299);
// EXTERNAL MODULE: ./build/domain/traffic.js
var traffic = __webpack_require__(7604);
;// CONCATENATED MODULE: ./build/messages/findings.js







/** Everything that the release will build on, one line each, for the log before the first write. */
function findings(scene) {
    const { plan, world, roles } = scene;
    const { service } = world;
    return [
        `service ${service.name} in cluster ${service.cluster}: ${service.status}, controller ${service.controller}, desired count ${service.desiredCount}`,
        (0,domain_words/* trafficWords */.bu)(roles),
        ...(plan.command === 'rollback' ? [`rollback: ${(0,domain_status/* rollbackAhead */.oE)(scene)}`] : []),
        `blue: ${roles.blue === null ? noBlue(scene) : setLine(roles.blue)}`,
        `green: ${greenLine(scene)}`,
        pairLine(plan, roles),
        ...roles.production.map((rule) => `production rule: ${ruleLine(rule)}; ${foundBy(plan, rule)}`),
        ...testLines(scene),
        ...roles.leftovers.map((set) => `left by an earlier release: ${setLine(set)}, it will be removed`),
        ...roles.foreign.map((set) => `not ours: ${setLine(set)}, it is never touched`),
        scalingLine(scene),
        `times: ready within ${(0,domain_words/* durationWords */.Sh)(plan.readyTimeoutSeconds)}, bake ${(0,domain_words/* durationWords */.Sh)(plan.bake.seconds)}, blue warm ${(0,domain_words/* durationWords */.Sh)(plan.warmSeconds)} from the switch`,
        ...riskLines(scene),
        ...world.notes,
    ];
}
/** What is only risky, and goes on: forced past, or in the nature of the service. */
function riskLines({ plan, roles }) {
    const forced = plan.isForced
        ? (0,preflight_risks/* preflightRisks */.A)(plan, roles).map((risk) => `risk taken (force): ${risk}`)
        : [];
    const hasRegistries = (roles.blue?.settings.serviceRegistries.length ?? 0) > 0;
    const registries = hasRegistries
        ? [
            'service registries are copied from blue: clients that use service discovery reach green before its tests',
        ]
        : [];
    return [...forced, ...registries];
}
/** Moving in from another controller: what it runs serves on until the switch, and is the way back after it. */
function noBlue({ world, roles }) {
    const others = (0,readiness/* healthyOthers */.F6)(world, roles);
    if (others.length === 0)
        return 'none, so there is no way back until the next release';
    const where = others.map(({ id, port }) => `${id}:${port}`).join(', ');
    return `none; targets that are not this service's serve now and stay the way back: ${where}`;
}
const setLine = (set) => `${(0,domain_words/* setWords */.aA)(set)}, ${set.status}, ${set.running} of ${set.computedDesired} running`;
function greenLine({ roles, world, plan }) {
    if (roles.green !== null)
        return `${setLine(roles.green)}, made by an earlier attempt and taken over`;
    const { candidate } = world;
    if (candidate === null)
        return 'the revision is not known yet';
    const images = plan.revision.images.map(({ image }) => ` with image ${image}`).join('');
    const registered = candidate.registeredAs === null
        ? 'a new revision'
        : `${(0,arn/* shortName */.E)(candidate.registeredAs)}${candidate.registeredBecause === null ? '' : `: ${candidate.registeredBecause}`}`;
    return `${candidate.family} from ${candidate.source}${images} (${registered})`;
}
function pairLine({ traffic }, { pair }) {
    if (pair === null)
        return 'pair: not found';
    const back = pair.back === null ? 'none' : (0,arn/* shortName */.E)(pair.back);
    const how = traffic.targetGroups.length > 0 ? 'named by target-groups' : 'found by itself';
    return `pair: ${back} (blue's) and ${(0,arn/* shortName */.E)(pair.front)} (green's); ${how}`;
}
function ruleLine(rule) {
    const groups = (0,traffic/* forwardOf */.pl)(rule)?.groups ?? [];
    return `${(0,traffic/* ruleWords */.mG)(rule)} → ${groups.map(({ group, weight }) => `${(0,arn/* shortName */.E)(group)} ${weight}`).join(', ')}`;
}
function foundBy({ traffic }, { ref, listener }) {
    if (ref.kind === 'rule' && traffic.productionRules.includes(ref.rule))
        return 'named by production-rule-arns';
    if (traffic.productionListeners.includes(listener))
        return 'named by production-listener-arns';
    return 'found by itself';
}
function testLines(scene) {
    const { plan, roles } = scene;
    const named = plan.traffic.testRule === null ? 'test-listener-arn' : 'test-rule-arn';
    if (roles.test.length > 0)
        return roles.test.map((rule) => `test rule: ${ruleLine(rule)}; named by ${named}`);
    const probing = (0,probes/* smokeProbing */.Nt)(scene);
    const instead = roles.green === null || probing.requests !== null ? '' : `; no smoke test as yet: ${probing.why}`;
    return [
        `test rule: none named, so green is tested at ${plan.smoke.url ?? "its tasks' own addresses"}${instead}`,
    ];
}
function scalingLine({ world }) {
    if (world.scaling === null)
        return 'auto scaling: none acts on the service';
    return `auto scaling: acts on the service; scaling in is suspended until the release is over`;
}

// EXTERNAL MODULE: ./build/messages/phases.js
var phases = __webpack_require__(4301);
;// CONCATENATED MODULE: ./build/messages/step-log.js


const emptyTally = (nowMs) => ({ sinceMs: nowMs, saidMs: nowMs, counts: {} });
/** A wait that goes on is said again this often, so that a long one is seen to be alive. */
const heartbeatMs = 60_000;
function count(tally, text, nowMs) {
    const before = tally.counts[text] ?? 0;
    const isDue = before === 0 || nowMs - tally.saidMs >= heartbeatMs;
    const counts = { ...tally.counts, [text]: before + 1 };
    const words = before === 0 ? text : `still: ${text} (${(0,domain_words/* durationWords */.Sh)((nowMs - tally.sinceMs) / 1000)})`;
    return {
        tally: { ...tally, counts, saidMs: isDue ? nowMs : tally.saidMs },
        line: isDue ? words : null,
    };
}
/** `waited 41s: 12× still stabilizing, 2× ThrottlingException`: what came more than once. `null`: nothing did. */
function accountOf({ counts, sinceMs }, nowMs) {
    const repeated = Object.entries(counts).filter(([, times]) => times > 1);
    if (repeated.length === 0)
        return null;
    const parts = repeated.map(([text, times]) => `${times}× ${text}`);
    return `waited ${(0,domain_words/* durationWords */.Sh)((nowMs - sinceMs) / 1000)}: ${parts.join(', ')}`;
}
/** What a wait or a probe is about, the same for as long as nothing changes: no text counts seconds down. */
function waitText(step, story) {
    const { gates, wayBack, nowMs } = story;
    const gate = gateOf(step);
    if (gate !== null)
        return `${gate}: ${gates[gate]?.words ?? step.because}`;
    if (step.reason === 'warm' && wayBack.keptUntilMs !== null)
        return `blue is kept warm until ${(0,times/* momentWords */.u)(wayBack.keptUntilMs, nowMs)}`;
    return step.because;
}
function gateOf({ reason }) {
    if (reason === 'smoke-testing')
        return 'smoke';
    if (reason === 'measuring-baseline')
        return 'probe';
    return reason === 'baking' ? 'bake' : null;
}
/** Gates that were decided between the two, a line each. */
function gateLines(before, after) {
    const names = Object.keys(after.gates);
    return names.flatMap((name) => {
        const gate = after.gates[name];
        if (gate === null || gate.state === 'waiting' || gate.state === before.gates[name]?.state)
            return [];
        return [`${name} ${gate.state}: ${gate.words}`];
    });
}
const troubleWords = ({ action, resource, code, message }) => `${action} on ${resource}: ${code}: ${message}`;

;// CONCATENATED MODULE: ./build/engine/report-log.js






function createStepLog(runner) {
    let tally = emptyTally(0);
    let isTallying = false;
    let open = null;
    function say(text, nowMs) {
        if (!isTallying)
            tally = emptyTally(nowMs);
        isTallying = true;
        const counted = count(tally, text, nowMs);
        tally = counted.tally;
        if (counted.line !== null)
            runner.info(counted.line);
    }
    function settle(nowMs) {
        const account = isTallying ? accountOf(tally, nowMs) : null;
        isTallying = false;
        if (account !== null)
            runner.info(account);
    }
    function closePhase(story) {
        settle(story.nowMs);
        if (open === null)
            return;
        runner.closeGroup();
        runner.info(`${open} took ${(0,domain_words/* durationWords */.Sh)((story.spentMs[open] ?? 0) / 1000)}`);
    }
    function enter(story) {
        closePhase(story);
        open = story.phase;
        runner.openGroup(`${story.phase}: ${phases/* phaseWords */.V2[story.phase]}`);
    }
    // Before the first observation no time is known, and then nothing is added up by it.
    let nowMs = null;
    return {
        step(before, after, step, world, memory) {
            nowMs = after.nowMs;
            if (before.traffic === null)
                sayFindings(runner, after, world, memory);
            for (const line of gateLines(before, after)) {
                settle(nowMs);
                runner.info(line);
            }
            if (step.act.kind === 'end')
                return;
            if (after.phase !== open)
                enter(after);
            if (before.failure === null && after.failure !== null)
                runner.info(`going back: ${after.failure.what}. ${after.failure.advice}`);
            if (!(0,domain_step/* isWrite */.a)(step.act)) {
                say(waitText(step, after), nowMs);
                return;
            }
            settle(nowMs);
            runner.info(`${step.reason}: ${step.because}`);
        },
        trouble(trouble) {
            if (nowMs === null)
                runner.info(troubleWords(trouble));
            else
                say(troubleWords(trouble), nowMs);
        },
        end(story) {
            closePhase(story);
            open = null;
            for (const line of [story.ending?.message ?? '', ...(story.ending?.details ?? [])])
                runner.info(line);
        },
    };
}
/** Before the first write, since this is what all writes will rest on. */
function sayFindings(runner, { plan }, world, memory) {
    runner.openGroup('found: what this release builds on');
    for (const line of findings((0,scene/* sceneOf */.cO)(plan, world, memory)))
        runner.info(line);
    runner.closeGroup();
}

// EXTERNAL MODULE: ./build/engine/report-places.js + 1 modules
var report_places = __webpack_require__(9987);
// EXTERNAL MODULE: ./build/engine/result.js
var result = __webpack_require__(4446);
;// CONCATENATED MODULE: ./build/engine/report.js








/** So long the end waits for GitHub. */
const lastWordMs = 30_000;
/**
 * Tells a release in the log, on the pull request, as a Deployment, on the run's page and in the outputs. It begins to
 * at once. It only listens: nothing in here throws, holds up the loop or changes how the release ends (invariant 9).
 */
function createReporter(plan, settings) {
    const { runner, clock, saveState } = settings;
    const log = createStepLog(runner);
    const guarded = guard(runner);
    let story = (0,messages_story/* beginStory */.P0)(plan, clock.now());
    saveState('release-id', plan.release.id);
    const places = (0,report_places/* placesOf */.e)({ ...settings, save: saveState, deployment: null }, story);
    tell(true);
    function tell(isUrgent) {
        for (const place of places)
            place.offer(story, isUrgent);
    }
    async function end(ending) {
        story = (0,messages_story/* endStory */.V9)(story, ending, clock.now());
        // First what can't hang: a cancelled job may have seconds left, and post goes on from the state.
        guarded(() => {
            settings.writeOutputs(maskedOutputs((0,result/* outputsOf */.Yz)(story), settings.secrets));
        });
        guarded(() => {
            saveState('ending', leftText(ending, false));
        });
        guarded(() => {
            log.end(story);
        });
        tellRunner(settings, story);
        await writeSummary(settings, story);
        const isTold = await toldWithin(settings, Promise.all(places.map((place) => place.close(story))));
        guarded(() => {
            saveState('ending', leftText(ending, isTold));
        });
    }
    return {
        onStep(step, world, memory) {
            guarded(() => {
                const before = story;
                story = (0,messages_story/* continueStory */.xk)(story, step, world, memory);
                log.step(before, story, step, world, memory);
                // The end is told by itself, in a moment.
                if (step.act.kind !== 'end')
                    tell(isTurn(before, story));
            });
        },
        onTrouble(trouble) {
            guarded(() => {
                log.trouble(trouble);
            });
        },
        finish: ({ step }) => {
            const { result, message, details } = step.act;
            return end({ result, reason: step.reason, message, details });
        },
        crash: (error) => {
            if (error instanceof Error)
                runner.info(error.stack ?? error.message);
            return end((0,endings/* bugEnding */.m)(story, error));
        },
    };
}
function maskedOutputs(outputs, secrets) {
    const entries = Object.entries(outputs).map(([name, value]) => [name, (0,masked/* masked */.I)(value ?? '', secrets)]);
    return Object.fromEntries(entries);
}
/** What nobody should have to wait for. */
const isTurn = (before, after) => before.phase !== after.phase ||
    before.failure?.reason !== after.failure?.reason ||
    before.traffic?.sentence !== after.traffic?.sentence;
/** What main leaves for post. `isTold`: every place on GitHub has the end, or will never take it. */
const leftText = (ending, isTold) => JSON.stringify({ ...ending, isTold });
/** Red unless it ended as its command wanted: the workflow must not go on as if it had. */
function tellRunner({ runner }, story) {
    const { ending, plan } = story;
    if (ending === null || isAsWanted(plan, ending))
        return;
    const { words } = (0,state/* stateOf */.L)(story);
    runner.fail(`${plan.service}: ${words}`, [ending.message, ...ending.details].join('\n'));
}
/** A rollback that somebody asked for has succeeded when traffic is back; any other release that went back has not. */
const isAsWanted = ({ command }, { result, reason }) => ['released', 'staged', 'torn-down', 'seen'].includes(result) ||
    (command === 'rollback' && result === 'rolled-back' && reason === 'asked-for');
/** A runner without a page for it (an act-like one, a test) costs a warning. */
async function writeSummary({ runner, secrets }, story) {
    try {
        await runner.writeSummary((0,masked/* masked */.I)(summaryOf(story), secrets));
    }
    catch (error) {
        runner.annotate('warning', 'No job summary', error instanceof Error ? error.message : String(error));
    }
}
/** Whether all places gave their last answer in time; one that is late is for post to try again. */
async function toldWithin({ runner, clock }, telling) {
    const isOver = new AbortController();
    const late = clock.sleep(lastWordMs, isOver.signal).then(() => 'late');
    const told = await Promise.race([telling, late]);
    isOver.abort();
    if (told !== 'late')
        return told.every((answer) => answer !== 'unknown');
    const text = `GitHub gave no answer for ${lastWordMs / 1000} s: the comment or the Deployment may be out of date.`;
    runner.annotate('warning', 'Not told on GitHub', text);
    return false;
}
/** A failure of telling is said once, however often it comes again. */
function guard(runner) {
    const said = new Set();
    return (work) => {
        try {
            work();
        }
        catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            if (!said.has(text))
                runner.warn(`Reporting failed, the release goes on: ${text}`);
            said.add(text);
        }
    };
}


/***/ }),

/***/ 4446:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   _q: () => (/* binding */ outputsWithoutPlan)
/* harmony export */ });
/* unused harmony export resultOf */
const iso = (ms) => new Date(ms).toISOString();
/** Everything that the run leaves for the steps after it. `story` has to have ended. */
function outputsOf(story) {
    const result = resultOf(story);
    return {
        result: result.result,
        'reason-code': result.reasonCode,
        'release-id': result.releaseId,
        'green-task-set-arn': result.greenTaskSetArn,
        'blue-task-set-arn': result.blueTaskSetArn,
        'task-definition-arn': result.taskDefinitionArn,
        'blue-kept-until': result.blueKeptUntil,
        timings: JSON.stringify(result.timings),
        'expires-at': result.expiresAt,
        'preview-url': result.previewUrl,
        'result-json': JSON.stringify(result),
    };
}
function resultOf(story) {
    const { plan, ending, wayBack } = story;
    return {
        version: 1,
        result: ending?.result ?? 'failed',
        reasonCode: ending?.reason ?? 'bug',
        message: ending?.message ?? '',
        details: ending?.details ?? [],
        releaseId: plan.release.id,
        runAttempt: plan.release.runAttempt,
        repository: plan.release.repository,
        commit: plan.release.commit,
        cluster: plan.cluster,
        service: plan.service,
        taskDefinitionArn: story.revision,
        greenTaskSetArn: story.green?.arn ?? null,
        blueTaskSetArn: story.blue?.arn ?? null,
        blueKeptUntil: wayBack.keptUntilMs === null ? null : iso(wayBack.keptUntilMs),
        expiresAt: ending?.result === 'staged' ? (story.staged?.expiresAt ?? null) : null,
        previewUrl: ending?.result === 'staged' ? (story.staged?.previewUrl ?? null) : null,
        status: story.status,
        traffic: story.traffic,
        startedAt: iso(story.startedAtMs),
        endedAt: iso(story.nowMs),
        timings: Object.fromEntries(Object.entries(story.spentMs).map(([phase, ms]) => [phase, Math.round(ms / 100) / 10])),
    };
}
/** What a workflow gets when the inputs already were wrong: nothing was read, so nothing else is known. */
function outputsWithoutPlan(reason, message, details) {
    const result = reason === 'bug' ? 'failed' : 'refused';
    const nothing = { 'release-id': null, 'green-task-set-arn': null, 'blue-task-set-arn': null };
    return {
        ...nothing,
        result,
        'reason-code': reason,
        'task-definition-arn': null,
        'blue-kept-until': null,
        timings: '{}',
        'expires-at': null,
        'preview-url': null,
        'result-json': JSON.stringify({ version: 1, result, reasonCode: reason, message, details }),
    };
}


/***/ }),

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ PortError),
/* harmony export */   d: () => (/* binding */ InputError)
/* harmony export */ });
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


/***/ }),

/***/ 8496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MI: () => (/* binding */ planFrom),
  eZ: () => (/* binding */ reportSettingsFrom),
  VY: () => (/* binding */ secretsIn)
});

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

// EXTERNAL MODULE: ./build/domain/plan.js
var domain_plan = __webpack_require__(698);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/domain/arn.js
var arn = __webpack_require__(7558);
// EXTERNAL MODULE: ./build/action-io.js
var action_io = __webpack_require__(6385);
;// CONCATENATED MODULE: ./build/inputs/reader.js


function createReader(raw) {
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
function flag(reader, name) {
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
        mark: (arn/* arn */.C),
    },
    rule: {
        words: 'a listener rule',
        shape: new RegExp(`${elb}listener-rule/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+/[\\w-]+$`),
        example: `${example}listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
        mark: (arn/* arn */.C),
    },
    targetGroup: {
        words: 'a target group',
        shape: new RegExp(`${elb}targetgroup/[^/]+/[\\w-]+$`),
        example: `${example}targetgroup/shop-a/73e2d6bc24d8a067`,
        mark: (arn/* arn */.C),
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

// EXTERNAL MODULE: ./build/domain/revision.js
var revision = __webpack_require__(8440);
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
    if (!(0,revision/* isJsonObject */.OW)(parsed.value)) {
        return {
            content: null,
            problems: [`is not a task definition: it holds ${kindOf(parsed.value)}, not an object`],
        };
    }
    const content = (0,revision/* withoutReadOnly */.DL)(unwrap(parsed.value));
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
    if (!(0,revision/* isJsonObject */.OW)(wrapped))
        return document;
    const tags = document['tags'];
    return (0,revision/* isJsonArray */.Md)(tags) && tags.length > 0 ? { ...wrapped, tags } : wrapped;
}
function shapeProblems(content) {
    const problems = [];
    const family = content['family'];
    if (typeof family !== 'string' || !/^[\w-]{1,255}$/.test(family)) {
        problems.push('has no usable "family": write a name of letters, digits, - and _');
    }
    const containers = content['containerDefinitions'];
    if (!(0,revision/* isJsonArray */.Md)(containers) || containers.length === 0) {
        return [...problems, 'has no "containerDefinitions": write a list with at least one container'];
    }
    const unnamed = containers.findIndex((container) => !(0,revision/* isJsonObject */.OW)(container) || !container['name']);
    if (unnamed >= 0)
        problems.push(`has no "name" in containerDefinitions[${unnamed}]`);
    return problems;
}
/** Members that are text to ECS and numbers or booleans to a careless eye. */
const textMembers = /^(\/family|\/cpu|\/memory|\/containerDefinitions\/\d+\/(name|image|environment\/\d+\/(name|value))|\/tags\/\d+\/(key|value))$/;
/** ECS refuses a number where it wants text, but only once the release has begun; so it is said here. */
function textProblems(value, path) {
    if ((0,revision/* isJsonArray */.Md)(value))
        return value.flatMap((item, index) => textProblems(item, `${path}/${index}`));
    if ((0,revision/* isJsonObject */.OW)(value)) {
        return Object.entries(value).flatMap(([name, member]) => textProblems(member, `${path}/${name}`));
    }
    if (typeof value === 'string' || value === null || !textMembers.test(path))
        return [];
    return [`has ${kindOf(value)} at ${path.slice(1)}: put ${String(value)} in quotes`];
}
function kindOf(value) {
    if (value === null)
        return 'nothing';
    return (0,revision/* isJsonArray */.Md)(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
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
    const isRefused = reader.problems.some((problem) => problem.startsWith(`${revision_request_name}:`));
    if (source.kind === 'existing' && images.length > 0 && !isRefused) {
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

;// CONCATENATED MODULE: ./build/inputs/unread.js

/**
 * What a command doesn't read was meant for something that it will not do, so it is said and not ignored. A runner
 * hands over every default as if it were given: what equals its default counts as absent.
 */
function refuseUnread(reader, raw, command) {
    for (const name of action_io/* inputNames */.vj) {
        const spec = action_io/* inputs */.QL[name];
        const readBy = spec.commands;
        const isGiven = (raw[name] ?? null) !== null && raw[name] !== spec.default;
        if (!isGiven || readBy.includes(command))
            continue;
        reader.problem(name, `is not read by command ${command}, only by ${readBy.join(', ')}: leave it out`);
    }
}

;// CONCATENATED MODULE: ./build/inputs.js









const day = 24 * 3600;
/**
 * The plan that the inputs ask for. Defaults of the registry are used where an input is absent. Throws an
 * `InputError` with every problem of every input; problems name the input, quote the value and say what would be
 * right. Reads no file but the one that `task-definition` names.
 */
async function planFrom(raw, context, files) {
    const reader = createReader(raw);
    const command = choice(reader, 'command', domain_plan/* commands */.P) ?? 'deploy';
    const { cluster, service } = targetFrom(reader);
    const bake = bakeFrom(reader);
    const plan = {
        command,
        goal: goalFrom(reader),
        cluster,
        service,
        release: releaseFrom(context, service, command),
        revision: await revisionFrom(reader, files),
        traffic: trafficFrom(reader),
        smoke: smokeFrom(reader),
        readyTimeoutSeconds: seconds(reader, 'ready-timeout', { atLeast: 1, atMost: day }),
        bake,
        // Blue is the way back of the bake, so it stays until the bake is over, however short warm-time is.
        warmSeconds: Math.max(bake.seconds, seconds(reader, 'warm-time', { atLeast: 0, atMost: day })),
        overrides: overridesFrom(reader),
        isForced: flag(reader, 'force'),
        onCancel: choice(reader, 'on-cancel', ['back', 'keep']) ?? 'back',
    };
    flag(reader, 'comment');
    refuseUnread(reader, raw, command);
    refuseReasonAlone(reader);
    refuseSeveralPlaces(reader, namesWithArns);
    if (reader.problems.length > 0)
        throw new errors/* InputError */.d(reader.problems);
    return plan;
}
/** What the reporter needs; never throws, so that even wrong inputs can be reported. */
function reportSettingsFrom(raw) {
    const reader = createReader(raw);
    // The comment and the Deployment are about a release; what only looks or tidies up leaves them as they are.
    const isRelease = !['teardown', 'status'].includes(reader.text('command') ?? '');
    return {
        environment: isRelease ? reader.text('environment') : null,
        token: reader.text('github-token'),
        wantsComment: isRelease && reader.text('comment') !== 'false',
    };
}
/** What must be masked before the first line of the log; `planFrom` quotes none of it. */
function secretsIn(raw) {
    const reader = createReader(raw);
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
/** A reason without force would look as if it did something. */
function refuseReasonAlone(reader) {
    if (reader.text('reason') === null || reader.text('force') === 'true')
        return;
    reader.problem('reason', 'needs force: write `force: true` beside it, or leave it out');
}
/** What only some commands read. */
const goalFrom = (reader) => ({
    stageExpirySeconds: seconds(reader, 'stage-expiry', { atLeast: 60, atMost: 30 * day }),
    promoted: reader.text('release-id'),
    expectedCommit: reader.text('expected-sha'),
    backTo: reader.text('to'),
    writtenReason: reader.text('reason'),
});
/** A rollback is a release of its own: a job of the run that released the bad version may be the one to take it back. */
const releaseFrom = (context, service, command) => ({
    id: `${context.runId}-${service}${command === 'rollback' ? '-rollback' : ''}`,
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


/***/ }),

/***/ 4519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ filesIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


/** Files on disk; relative paths start at `root`, which is `GITHUB_WORKSPACE`. */
const filesIn = (root) => ({
    read: (name) => {
        try {
            const bytes = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(root, name));
            return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
        }
        catch (error) {
            const code = error.code;
            if (code === 'ENOENT' || code === 'ENOTDIR')
                return { kind: 'missing' };
            return { kind: 'unreadable', because: reasons[code ?? ''] ?? String(error) };
        }
    },
});
const reasons = {
    EISDIR: 'it is a folder',
    EACCES: 'the runner has no right to read it',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};


/***/ }),

/***/ 674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vm: () => (/* binding */ commentOf),
  we: () => (/* binding */ markerOf),
  Zs: () => (/* binding */ stampOf)
});

// EXTERNAL MODULE: ./build/domain/arn.js
var arn = __webpack_require__(7558);
// EXTERNAL MODULE: ./build/messages/markdown.js
var markdown = __webpack_require__(3016);
// EXTERNAL MODULE: ./build/domain/words.js
var words = __webpack_require__(6932);
// EXTERNAL MODULE: ./build/messages/phases.js
var phases = __webpack_require__(4301);
// EXTERNAL MODULE: ./build/messages/times.js
var times = __webpack_require__(211);
;// CONCATENATED MODULE: ./build/messages/phase-table.js





/** One row a phase: how it stands, how long it took, and what green passed there; what is ahead shares a row. */
function phaseTable(story) {
    if (!story.isFollowed)
        return null;
    const rows = seenPhases(story).map((phase) => [
        `${signOf(story, phase)}&nbsp;${isCurrent(story, phase) ? `**${phase}**` : phase}`,
        timeOf(story, phase),
        notesOf(story, phase).join('<br>'),
    ]);
    const ahead = phasesAhead(story);
    const last = ahead.length === 0 ? [] : [['▫️&nbsp;*ahead*', '', ahead.join(', ')]];
    return (0,markdown/* table */.tp)(['Phase', 'Time', 'Seen'], [...rows, ...last]);
}
const seenPhases = ({ spentMs }) => Object.keys(spentMs);
/** Only while the release goes forward. */
const phasesAhead = ({ ending, phase }) => ending !== null || phase === 'back' ? [] : phases/* forwardPhases */.QS.slice(phases/* forwardPhases */.QS.indexOf(phase) + 1);
const isCurrent = ({ ending, phase }, asked) => ending === null && phase === asked;
function signOf(story, phase) {
    const { ending } = story;
    if (isCurrent(story, phase))
        return '⏳';
    const isLast = phase === story.phase && ending !== null;
    const isTurn = phase === turnedAt(story);
    const hasEndedWell = ending?.result === 'released' || phase === 'back';
    return isTurn || (isLast && !hasEndedWell) ? '❌' : '✅';
}
/** The phase in which the release turned back: the last one before. */
const turnedAt = (story) => story.phase === 'back'
    ? (seenPhases(story)
        .filter((each) => each !== 'back')
        .at(-1) ?? null)
    : null;
function timeOf(story, phase) {
    if (isCurrent(story, phase))
        return `since ${(0,times/* timeWords */.r)(story.phaseSinceMs)}`;
    const ms = story.spentMs[phase] ?? 0;
    return ms < 1000 ? '&lt; 1s' : (0,words/* durationWords */.Sh)(ms / 1000);
}
function notesOf(story, phase) {
    const { gates, green, nowMs, spentMs, switchedAtMs, wayBack } = story;
    switch (phase) {
        case 'start':
            return green === null ? [] : [`green is ${(0,markdown/* code */.aY)(green.id)}, it runs ${(0,markdown/* code */.aY)((0,arn/* shortName */.E)(green.revision))}`];
        case 'ready':
            return gateNotes([gates.ready]);
        case 'smoke':
            return gateNotes([gates.smoke, spentMs.bake === undefined ? gates.probe : null]);
        case 'switch':
            return switchedAtMs === null ? [] : [`at ${(0,times/* momentWords */.u)(switchedAtMs, nowMs)}`];
        case 'bake':
            return gateNotes([gates.bake, gates.probe]);
        case 'warm':
            return wayBack.keptUntilMs === null ? [] : [`until ${(0,times/* momentWords */.u)(wayBack.keptUntilMs, nowMs)}`];
        case 'preflight':
        case 'prepare':
        case 'teardown':
        case 'back':
            return [];
    }
}
const gateNotes = (gates) => gates.flatMap((gate) => (gate === null || gate.words === '' ? [] : [(0,markdown/* plain */.pj)(gate.words)]));

// EXTERNAL MODULE: ./build/messages/state.js
var state = __webpack_require__(984);
// EXTERNAL MODULE: ./build/domain/status.js
var domain_status = __webpack_require__(7299);
;// CONCATENATED MODULE: ./build/messages/status-tables.js


/** How a service stands, as Markdown: the rules, the task sets, and what a rollback would find. */
const statusTables = ({ rules, taskSets, lease, fence, forwardOnly, rollbackReady }) => (0,markdown/* paragraphs */.qN)([
    (0,markdown/* table */.tp)(['Rule', 'For', 'Weights'], rules.map(({ rule, isTest, weights }) => [
        (0,markdown/* code */.aY)(rule),
        isTest ? 'tests' : 'production',
        (0,markdown/* code */.aY)((0,domain_status/* weightWords */.A)(weights)),
    ])),
    (0,markdown/* table */.tp)(['Task set', 'Revision', 'Role', 'Status', 'Running', 'Healthy', 'Release'], taskSets.map(setRow)),
    (0,markdown/* table */.tp)(['', ''], [
        ['Rollback ready', `**${(0,markdown/* plain */.pj)(rollbackReady)}**`],
        [
            'Blue is kept',
            lease === null ? 'no lease' : `until ${lease.until} at ${String(lease.scalePercent)} %`,
        ],
        ['Last run that took the service', fence === null ? 'none' : (0,markdown/* code */.aY)(fence)],
        ['Forward-only', forwardOnly === null ? 'no' : (0,markdown/* plain */.pj)(forwardOnly)],
    ]),
]);
const setRow = (set) => [
    (0,markdown/* code */.aY)(set.id),
    (0,markdown/* code */.aY)(set.revision),
    set.expiresAt === null ? `${set.role}${set.isLive ? ', live' : ''}` : `staged until ${set.expiresAt}`,
    set.status,
    `${String(set.running)} of ${String(set.wanted)}`,
    String(set.healthy),
    set.release === null ? '' : (0,markdown/* code */.aY)(set.release),
];

// EXTERNAL MODULE: ./build/messages/traffic-shares.js
var traffic_shares = __webpack_require__(5665);
;// CONCATENATED MODULE: ./build/messages/way-back.js



/** How to go back from where the release is, as Markdown; `null`: it is back, or there is nothing to go back from. */
function wayBackWords(story) {
    const { traffic, blue, ending, phase } = story;
    if (traffic === null || phase === 'back')
        return null;
    if (!traffic.isOnGreen)
        return ending === null ? beforeSwitch(story) : null;
    if (blue === null && story.wayBack.commands.length > 0)
        return `what served before is still there. ${howTo(story)}`;
    if (blue === null)
        return 'there is none yet: this service had no task set before.';
    if (!blue.isThere)
        return again(blue);
    return keptWords(story, blue);
}
function beforeSwitch({ plan }) {
    const cancelling = plan.onCancel === 'keep'
        ? 'cancelling the run leaves everything as it is'
        : 'cancelling the run removes green';
    return `users have not seen green; ${cancelling}.`;
}
/** Blue is gone, but its revision is not: nothing is ever deregistered (invariant 10). */
const again = (blue) => `blue is gone. Release its revision again: ${(0,markdown/* code */.aY)(`task-definition: ${(0,arn/* shortName */.E)(blue.revision)}`)}.`;
function keptWords(story, blue) {
    const { wayBack, nowMs } = story;
    const name = `blue ${(0,markdown/* code */.aY)((0,arn/* shortName */.E)(blue.revision))}`;
    const kept = wayBack.keptUntilMs === null
        ? `${name} is still there`
        : `${name} is kept until ${(0,times/* momentWords */.u)(wayBack.keptUntilMs, nowMs)}`;
    return `${kept}. ${howTo(story)}`;
}
function howTo({ plan, ending, gates }) {
    if (ending !== null)
        return 'The commands below go back within seconds.';
    const isBakeOver = gates.bake?.state === 'passed' || plan.onCancel === 'keep';
    return isBakeOver
        ? 'The commands below go back within seconds (cancelling the run does not: it keeps green).'
        : 'Cancel the run and it goes back within seconds.';
}

;// CONCATENATED MODULE: ./build/messages/comment.js








/** Stands first in the comment, so that it is found again. One comment per service. */
const markerOf = ({ cluster, service }) => `<!-- ecs-blue-green:${cluster}/${service} -->`;
/** What the pull request is told, as Markdown. The same until something that matters has changed: times stand, none ticks. */
const commentOf = (story) => (0,markdown/* paragraphs */.qN)([
    titleOf(story),
    trafficOf(story),
    outcomeOf(story),
    story.status === null ? sharesTable(story) : statusTables(story.status),
    wayBackOf(story),
    phaseTable(story),
    versionLine(story),
]);
/** What goes below the text when it is sent. */
const stampOf = (story) => `<sub>As of ${(0,times/* timeWords */.r)(story.nowMs)}. Release ${story.plan.release.id}; this comment is edited as the release goes on.</sub>`;
function titleOf(story) {
    const { cluster, service } = story.plan;
    const { sign, words } = (0,state/* stateOf */.L)(story);
    return `### ${sign} ${(0,markdown/* code */.aY)(service)} in ${(0,markdown/* code */.aY)(cluster)}: ${words}`;
}
/** An ending says where traffic is in its own words; the sentence above all else stays for the one who only glances. */
const trafficOf = ({ traffic }) => traffic === null ? 'Production traffic has not been looked at yet.' : `**${(0,markdown/* plain */.pj)(traffic.sentence)}**`;
function outcomeOf({ ending, failure }) {
    if (ending === null)
        return failure === null
            ? null
            : (0,markdown/* alert */.xE)('WARNING', [`Going back: ${(0,markdown/* plain */.pj)(failure.what)}.`, '', (0,markdown/* plain */.pj)(failure.advice)]);
    if (ending.result === 'released')
        return null;
    if (ending.result === 'seen')
        return null;
    return (0,markdown/* alert */.xE)(kindOf(ending), [(0,markdown/* plain */.pj)(ending.message), ...detailLines(ending.details)]);
}
/** What was asked for and done is no alarm. */
function kindOf({ result, reason }) {
    if (result === 'staged' || result === 'torn-down' || reason === 'asked-for')
        return 'NOTE';
    return result === 'stood-down' || reason === 'cancelled' ? 'WARNING' : 'CAUTION';
}
/** A command is to be copied as it is; everything else is a point of a list. */
function detailLines(details) {
    const isCommand = (detail) => detail.startsWith('aws ');
    const points = details.filter((detail) => detail !== '' && !isCommand(detail));
    const commands = details.filter(isCommand);
    return [
        ...(points.length > 0 ? ['', ...points.map((point) => `- ${(0,markdown/* plain */.pj)(point)}`)] : []),
        ...(commands.length > 0 ? ['', (0,markdown/* codeBlock */.DV)(commands)] : []),
    ];
}
function sharesTable({ traffic, blue, green }) {
    if (traffic === null || traffic.shares.length === 0)
        return null;
    const { shares } = traffic;
    const hasOthers = shares.some(({ others }) => others !== null && others > 0);
    const head = ['Production rule', headOf('Blue', blue), headOf('Green', green)];
    const rows = shares.map((share) => [
        (0,markdown/* code */.aY)(share.rule),
        cell(share.blue),
        cell(share.green),
        ...(hasOthers ? [cell(share.others)] : []),
    ]);
    return (0,markdown/* table */.tp)(hasOthers ? [...head, 'Others'] : head, rows, ['left', 'right', 'right', 'right']);
}
const headOf = (name, set) => set === null ? `${name} (none)` : `${name} ${(0,markdown/* code */.aY)((0,arn/* shortName */.E)(set.revision))}${set.isThere ? '' : ' (gone)'}`;
function cell(share) {
    const words = (0,traffic_shares/* shareWords */.h)(share).replace('<', '&lt;').replace('>', '&gt;');
    return share !== null && share > 0 ? `**${words}**` : words;
}
function wayBackOf(story) {
    const words = wayBackWords(story);
    if (words === null)
        return null;
    const { commands } = story.wayBack;
    const byHand = (0,markdown/* folded */.TM)('Going back by hand: traffic first, then the label', (0,markdown/* codeBlock */.DV)(commands));
    return (0,markdown/* paragraphs */.qN)([`**Way back**: ${words}`, commands.length > 0 ? byHand : null]);
}
function versionLine({ plan, revision, source }) {
    const { release } = plan;
    const images = plan.revision.images.map(({ image }) => (0,markdown/* code */.aY)(image)).join(', ');
    const named = revision === null ? null : (0,markdown/* code */.aY)((0,arn/* shortName */.E)(revision));
    const what = [images, named].filter((part) => part !== null && part !== '').join(' in ');
    const from = source === null ? '' : ` (from ${(0,markdown/* plain */.pj)(source)})`;
    const commitUrl = release.runUrl.replace(/\/actions\/runs\/.*$/, `/commit/${release.commit}`);
    const run = `[run ${release.runId}, attempt ${release.runAttempt}](${release.runUrl}/attempts/${release.runAttempt})`;
    const version = what === '' ? `the revision that is live${from}` : `${what}${from}`;
    return `**Version**: ${version} · commit [${(0,markdown/* code */.aY)(release.commit.slice(0, 7))}](${commitUrl}) · ${run}`;
}


/***/ }),

/***/ 9229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ bugEnding),
/* harmony export */   w: () => (/* binding */ interruptedEnding)
/* harmony export */ });
const trafficWords = ({ traffic }, isLast) => {
    if (traffic === null)
        return 'Where production traffic is could not be read.';
    return isLast ? `Last seen: ${traffic.sentence}` : traffic.sentence;
};
/** An error that nobody foresaw: it says nothing about the release, so neither does this. */
function bugEnding(story, error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
        result: 'failed',
        reason: 'bug',
        message: `Stopped by a bug in this action, not by the release of service ${story.plan.service}: ${what}. ` +
            `${trafficWords(story, true)} Run the job again: it goes on where this run stopped. Please report this, with the log.`,
        details: [],
    };
}
/** Main was killed before it could end. `unread`: why AWS could not be asked where traffic is; `null`: the story knows. */
function interruptedEnding(story, unread) {
    const traffic = unread === null
        ? trafficWords(story, false)
        : `Where production traffic is could not be read: ${unread}.`;
    return {
        result: 'failed',
        reason: 'cancelled',
        message: `Interrupted: the run that releases service ${story.plan.service} was ended before it could finish. ${traffic} ` +
            'Run the job again: it goes on where this run stopped.',
        details: [],
    };
}


/***/ }),

/***/ 3016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DV: () => (/* binding */ codeBlock),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   qN: () => (/* binding */ paragraphs),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   xE: () => (/* binding */ alert)
/* harmony export */ });
/**
 * Text of others (a stop reason, a reply's body) as it reads in Markdown: nothing in it becomes markup, HTML, a
 * formula or a mention. Characters that mean nothing where they stand are left alone, so that it can be searched for.
 */
function plain(text) {
    return text
        .replaceAll(/\s+/g, ' ')
        .trim()
        .replaceAll(/[\\`*[\]~$|]/g, String.raw `\$&`)
        .replaceAll(/(?<!\w)_|_(?!\w)/g, String.raw `\_`)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll(/(?<!\w)@(?=\w)/g, '@\u200b')
        .replace(/^(#+|[-+>]|\d+[.)])(?= |$)/, String.raw `\$1`);
}
/** A code span that holds any text, also in a table's cell. */
function code(text) {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
    const fence = '`'.repeat(longest + 1);
    const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    return `${fence}${gap}${line.replaceAll('|', String.raw `\|`)}${gap}${fence}`;
}
/** A block of commands to paste. */
function codeBlock(lines) {
    const longest = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map(({ length }) => length));
    const fence = '`'.repeat(longest + 1);
    return [`${fence}sh`, ...lines, fence].join('\n');
}
/** A table; its cells are Markdown already. */
function table(head, rows, alignments = []) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    const rule = head.map((_, column) => (alignments[column] === 'right' ? '--:' : ':--'));
    return [line(head), line(rule), ...rows.map(line)].join('\n');
}
/** GitHub draws it as a coloured box; elsewhere it is a quote. */
const alert = (kind, lines) => [`[!${kind}]`, ...lines]
    .flatMap((line) => line.split('\n'))
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
const folded = (title, body) => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
const paragraphs = (parts) => parts.filter((part) => part !== null && part !== '').join('\n\n');


/***/ }),

/***/ 9844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ masked)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3016);

/** The runner masks its own log; what goes to GitHub by other ways is masked here, shorter values left alone as there. */
const shortestMasked = 6;
const masked = (text, secrets) => secrets
    .filter(({ length }) => length >= shortestMasked)
    .flatMap(formsOf)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
/** As it is, as Markdown and as JSON write it. */
const formsOf = (secret) => [
    secret,
    (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(secret),
    JSON.stringify(secret).slice(1, -1),
];


/***/ }),

/***/ 4301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QS: () => (/* binding */ forwardPhases),
/* harmony export */   V2: () => (/* binding */ phaseWords),
/* harmony export */   WP: () => (/* binding */ phaseAfter)
/* harmony export */ });
/** The phases that a release passes through, in their order; `back` leaves it. */
const forwardPhases = [
    'preflight',
    'prepare',
    'start',
    'ready',
    'smoke',
    'switch',
    'bake',
    'warm',
    'teardown',
];
/** What goes on in a phase, for a title. */
const phaseWords = {
    preflight: 'checking, nothing is written yet',
    prepare: 'preparing',
    start: 'starting green',
    ready: 'waiting until green is ready',
    smoke: 'testing green before any user sees it',
    switch: 'switching production to green',
    bake: 'green serves and is watched',
    warm: 'green serves, blue is kept warm',
    teardown: 'green serves, blue is being removed',
    back: 'going back to blue',
};
/** Words for a settling moment: they belong to whatever phase is under way. */
const passing = new Set(['reading-back', 'backing-off', 'idle']);
/**
 * The phase after this step, as people see it. It only moves forward, whatever has to be done again on the way (a fence
 * that was wiped, say), and once it leads back it stays so.
 */
function phaseAfter(current, step) {
    if (step.phase === 'back' || current === 'back')
        return 'back';
    if (step.phase === 'end' || passing.has(step.reason))
        return current;
    return forwardPhases.indexOf(step.phase) > forwardPhases.indexOf(current) ? step.phase : current;
}


/***/ }),

/***/ 984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ stateOf)
/* harmony export */ });
/* harmony import */ var _phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4301);

function stateOf({ ending, phase }) {
    if (ending !== null)
        return endState(ending);
    return { sign: phase === 'back' ? '⏪' : '⏳', words: _phases_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseWords */ .V2[phase], deployment: 'in_progress' };
}
function endState({ result, reason }) {
    switch (result) {
        case 'released':
            return { sign: '✅', words: 'released', deployment: 'success' };
        case 'staged':
            return { sign: '🟢', words: 'staged, waiting for its promotion', deployment: 'inactive' };
        case 'torn-down':
            return { sign: '✅', words: 'torn down', deployment: 'success' };
        case 'seen':
            return { sign: '🔎', words: 'as it stands', deployment: 'success' };
        case 'rolled-back':
            // Somebody asked for it, and so it is what they wanted.
            if (reason === 'asked-for')
                return { sign: '⏪', words: 'rolled back, as asked', deployment: 'success' };
            return { sign: '⏪', words: 'rolled back', deployment: 'failure' };
        case 'refused':
            return { sign: '⛔', words: 'not released, nothing was changed', deployment: 'failure' };
        case 'stood-down':
            return { sign: '⏹️', words: 'stood down for another run', deployment: 'inactive' };
        case 'failed':
            return failures[reason] ?? { sign: '❌', words: 'failed', deployment: 'failure' };
    }
}
const failures = {
    'cleanup-incomplete': { sign: '⚠️', words: 'released, but not tidied up', deployment: 'failure' },
    cancelled: { sign: '⚠️', words: 'interrupted', deployment: 'error' },
    'rollback-failed': { sign: '🚨', words: 'rollback failed, act now', deployment: 'failure' },
    'no-way-back': { sign: '🚨', words: 'failed, and there is no way back', deployment: 'failure' },
    drift: { sign: '❌', words: 'stopped, somebody else changed the weights', deployment: 'failure' },
    // What became of the release is not known.
    'reads-failed': { sign: '❌', words: 'stopped, AWS could not be read', deployment: 'error' },
    bug: { sign: '❌', words: 'stopped by a bug', deployment: 'error' },
};


/***/ }),

/***/ 821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P0: () => (/* binding */ beginStory),
  xk: () => (/* binding */ continueStory),
  V9: () => (/* binding */ endStory),
  oo: () => (/* binding */ lateStory),
  O1: () => (/* binding */ lookedAt)
});

// EXTERNAL MODULE: ./build/domain/by-hand.js
var by_hand = __webpack_require__(9372);
// EXTERNAL MODULE: ./build/domain/memory.js
var memory = __webpack_require__(9126);
// EXTERNAL MODULE: ./build/domain/probes.js
var probes = __webpack_require__(1350);
// EXTERNAL MODULE: ./build/domain/readiness.js
var readiness = __webpack_require__(7977);
// EXTERNAL MODULE: ./build/domain/scene.js
var domain_scene = __webpack_require__(8413);
// EXTERNAL MODULE: ./build/domain/status.js
var domain_status = __webpack_require__(7299);
// EXTERNAL MODULE: ./build/domain/traffic.js
var traffic = __webpack_require__(7604);
// EXTERNAL MODULE: ./build/domain/words.js
var words = __webpack_require__(6932);
// EXTERNAL MODULE: ./build/domain/decide-gate.js
var decide_gate = __webpack_require__(9689);
// EXTERNAL MODULE: ./build/messages/times.js
var times = __webpack_require__(211);
;// CONCATENATED MODULE: ./build/messages/gates.js






const noGates = { ready: null, smoke: null, probe: null, bake: null };
const gate = (state, words) => ({ state, words });
/** Once the release turns back, the gates stand as they were last seen, and the one that it failed at is marked. */
function gatesAfter(before, scene) {
    const { green } = scene.roles;
    const { failure } = scene.memory;
    if (failure !== null)
        return marked(before, failure);
    if (green === null || green.status === 'DRAINING')
        return before;
    return {
        ready: readyGate(scene, green),
        smoke: smokeGate(scene),
        probe: probeGate(scene),
        bake: bakeGate(scene),
    };
}
const failsAt = {
    'not-ready-in-time': 'ready',
    'circuit-breaker': 'ready',
    'targets-unused': 'ready',
    'green-gone': 'ready',
    'group-not-emptied': 'ready',
    'smoke-test-failed': 'smoke',
    'smoke-test-not-runnable': 'smoke',
    'baked-bad-probe': 'bake',
    'baked-bad-targets': 'bake',
    'baked-bad-tasks': 'bake',
};
function marked(gates, { reason }) {
    const name = failsAt[reason];
    if (name === undefined || gates[name]?.state === 'failed')
        return gates;
    return { ...gates, [name]: gate('failed', gates[name]?.words ?? '') };
}
function readyGate(scene, green) {
    const { world, memory } = scene;
    const healthy = (0,readiness/* healthyOwn */.Qg)(world, green).length;
    const counts = `${green.running} of ${green.computedDesired} running, ${healthy} healthy`;
    const isPast = (0,domain_scene/* isGreenLive */.Cz)(scene) || memory.hasLabelledGreen;
    const isPassed = isPast || (memory.readyStreak >= decide_gate/* readyStreak */.E && (0,readiness/* isReady */.i_)(world, green).isYes);
    return gate(isPassed ? 'passed' : 'waiting', counts);
}
function smokeGate(scene) {
    const { memory, plan } = scene;
    const { smoke } = memory;
    const passes = `${smoke.passesInRow} of ${plan.smoke.passes} passes in a row`;
    const probing = (0,probes/* smokeProbing */.Nt)(scene);
    if (smoke.passesInRow >= plan.smoke.passes)
        return gate('passed', probing.requests === null ? passes : `${passes} at ${probing.where}`);
    if (smoke.isSkipped)
        return gate('skipped', "no smoke test: green's tasks can't be reached from here, so target health decided");
    if ((0,domain_scene/* isGreenLive */.Cz)(scene))
        return gate('passed', 'before this attempt took over');
    if (memory.readyStreak < decide_gate/* readyStreak */.E && smoke.startedAtMs === null)
        return null;
    if (probing.requests === null)
        return gate('skipped', `no smoke test: ${probing.why}`);
    return gate('waiting', smoke.lastWords === null ? passes : `${passes}; last: ${smoke.lastWords}`);
}
/** A probe judges green only after it has passed on blue; that it is not used, and why, is always said. */
function probeGate(scene) {
    const { memory, plan, roles, world } = scene;
    const { baseline } = memory;
    if (plan.bake.seconds === 0)
        return null;
    const probing = (0,probes/* productionProbing */.B$)(scene);
    if (baseline.verdict === 'passed') {
        const where = probing.requests === null ? 'production' : probing.where;
        return gate('passed', `${where} answered before the switch, so probes judge green`);
    }
    if (baseline.verdict === 'unusable')
        return gate('skipped', `probes not used: production failed before the switch too (${baseline.lastWords ?? 'no answer'})`);
    if (roles.blue === null && (0,readiness/* healthyOthers */.F6)(world, roles).length === 0)
        return gate('skipped', 'probes not used: there is no blue to measure them on');
    if (probing.requests === null)
        return gate('skipped', `probes not used: ${probing.why}`);
    if ((0,domain_scene/* isGreenLive */.Cz)(scene))
        return gate('skipped', 'probes not used: this attempt could not measure them before the switch');
    return baseline.lastMs === null
        ? null
        : gate('waiting', `probing production before the switch: ${baseline.lastWords ?? 'no answer'}`);
}
function bakeGate(scene) {
    const { memory, plan, world } = scene;
    const endsMs = (0,domain_scene/* bakeEndsMs */.gC)(scene);
    if ((0,domain_scene/* switchedAtMs */.d0)(scene) === null || endsMs === null || !(0,domain_scene/* isGreenLive */.Cz)(scene))
        return null;
    if (plan.bake.seconds === 0)
        return gate('skipped', 'no bake asked for');
    if (memory.isBakePassed)
        return gate('passed', `${(0,words/* durationWords */.Sh)(plan.bake.seconds)} without a bad sign`);
    const bad = memory.bakeProbe.failuresInRow;
    const sign = bad === 0
        ? ''
        : `; ${bad} of ${plan.bake.probeFailures} failed probes: ${memory.bakeProbe.lastWords ?? 'no answer'}`;
    return gate('waiting', `until ${(0,times/* momentWords */.u)(endsMs, world.nowMs)}${sign}`);
}

// EXTERNAL MODULE: ./build/messages/phases.js
var phases = __webpack_require__(4301);
// EXTERNAL MODULE: ./build/domain/fence.js
var domain_fence = __webpack_require__(6728);
;// CONCATENATED MODULE: ./build/messages/successor.js

/**
 * Whether a newer run that holds the service tells the same pull request: there is one comment for both, and what that
 * run says is what is true. `isFollowed`: this process held the fence itself, so any other value is a newer one; else
 * the newer run is told by its number.
 */
function isToldByAnother(release, { service, taskSets }, { fence: own }, isFollowed) {
    const fence = (0,domain_fence/* parseFence */.Hz)(service.tags.fence);
    if (fence === null)
        return false;
    const { runId, runAttempt, pull } = release;
    const isNewer = fence.runId > runId || (fence.runId === runId && fence.attempt > runAttempt);
    const isLost = isFollowed ? own !== null && service.tags.fence !== own.value : isNewer;
    if (!isLost)
        return false;
    const isOfRun = (run) => run?.split('.')[0] === String(fence.runId);
    return (fence.runId === runId || taskSets.some(({ tags }) => isOfRun(tags.run) && tags.pull === String(pull)));
}

// EXTERNAL MODULE: ./build/messages/traffic-shares.js
var traffic_shares = __webpack_require__(5665);
;// CONCATENATED MODULE: ./build/messages/story.js












const beginStory = (plan, nowMs) => ({
    plan,
    startedAtMs: nowMs,
    nowMs,
    isFollowed: true,
    phase: 'preflight',
    phaseSinceMs: nowMs,
    spentMs: { preflight: 0 },
    source: null,
    revision: null,
    blue: null,
    green: null,
    traffic: null,
    gates: noGates,
    switchedAtMs: null,
    wayBack: { keptUntilMs: null, commands: [] },
    failure: null,
    staged: null,
    status: null,
    isToldByAnother: false,
    ending: null,
});
/** The story after one more observation and what was decided on it. */
function continueStory(story, step, world, memory) {
    const moved = spend(story, world.nowMs, (0,phases/* phaseAfter */.WP)(story.phase, step));
    return see(moved, (0,domain_scene/* sceneOf */.cO)(story.plan, world, memory));
}
/** The story for somebody who comes when it is over. */
const lateStory = (plan, nowMs) => ({
    ...beginStory(plan, nowMs),
    isFollowed: false,
});
/** What one look shows, without a process that had seen the release until then: the inputs it came from are not read anew. */
const lookedAt = (story, world) => see({ ...story, nowMs: world.nowMs }, (0,domain_scene/* sceneOf */.cO)(story.plan, { ...world, candidate: null }, (0,memory/* blankMemory */.s)(world.nowMs)));
const endStory = (story, ending, nowMs) => ({
    ...spend(story, nowMs, story.phase),
    ending,
});
/** The time since the last observation belongs to the phase that it was spent in. */
function spend(story, nowMs, phase) {
    const passedMs = Math.max(0, nowMs - story.nowMs);
    const spentMs = { ...story.spentMs, [story.phase]: (story.spentMs[story.phase] ?? 0) + passedMs };
    const hasMoved = phase !== story.phase;
    return {
        ...story,
        nowMs: Math.max(nowMs, story.nowMs),
        phase,
        phaseSinceMs: hasMoved ? nowMs : story.phaseSinceMs,
        spentMs: hasMoved ? { ...spentMs, [phase]: 0 } : spentMs,
    };
}
function see(story, scene) {
    const { world, memory, roles } = scene;
    const green = seen(story.green, roles.green, world);
    return {
        ...story,
        source: world.candidate?.source ?? story.source,
        revision: green?.revision ?? memory.registered ?? world.candidate?.registeredAs ?? story.revision,
        blue: seen(story.blue, roles.blue, world),
        green,
        traffic: {
            sentence: (0,words/* trafficWords */.bu)(roles),
            shares: (0,traffic_shares/* sharesOf */.A)(roles),
            isOnGreen: (0,domain_scene/* isGreenLive */.Cz)(scene),
        },
        gates: gatesAfter(story.gates, scene),
        switchedAtMs: (0,domain_scene/* isGreenLive */.Cz)(scene) ? (0,domain_scene/* switchedAtMs */.d0)(scene) : story.switchedAtMs,
        wayBack: wayBackIn(scene),
        failure: memory.failure,
        staged: stagedIn(scene),
        status: story.plan.command === 'status' ? (0,domain_status/* statusOf */.c2)(scene) : null,
        isToldByAnother: isToldByAnother(story.plan.release, world, memory, story.isFollowed),
    };
}
function seen(before, now, world) {
    if (now !== null)
        return { arn: now.arn, id: now.id, revision: now.taskDefinition, isThere: now.status !== 'DRAINING' };
    if (before === null)
        return null;
    const left = world.taskSets.find(({ arn }) => arn === before.arn);
    return { ...before, isThere: left !== undefined && left.status !== 'DRAINING' };
}
function stagedIn(scene) {
    const tags = scene.roles.green?.tags;
    if (tags?.expires === undefined || (0,domain_scene/* isGreenLive */.Cz)(scene))
        return null;
    return { release: tags.release ?? '', expiresAt: tags.expires, previewUrl: (0,probes/* previewUrl */.e6)(scene) };
}
function wayBackIn(scene) {
    const { plan, roles } = scene;
    const { blue, pair, production } = roles;
    const hasOthers = (0,readiness/* healthyOthers */.F6)(scene.world, roles).length > 0;
    const isBlueThere = blue !== null && blue.status !== 'DRAINING';
    if (!(isBlueThere || hasOthers) || pair === null || !(0,domain_scene/* isGreenLive */.Cz)(scene))
        return { keptUntilMs: null, commands: [] };
    const rules = production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, pair.front) > 0);
    const byWeights = rules.map((rule) => (0,by_hand/* handCommand */.r)(rule, pair));
    if (blue === null)
        return { keptUntilMs: null, commands: byWeights };
    const label = `aws ecs update-service-primary-task-set --cluster ${plan.cluster} --service ${plan.service} --primary-task-set ${blue.arn}`;
    return {
        keptUntilMs: keptUntilMs(scene),
        commands: [...byWeights, label],
    };
}
/** The lease in the service's tag, or what it would say when somebody wiped it. */
function keptUntilMs(scene) {
    const { plan, world } = scene;
    if (!(0,domain_scene/* isSwitched */.sP)(scene))
        return null;
    const taggedMs = Date.parse(world.service.tags['lease-until'] ?? '');
    const atMs = (0,domain_scene/* switchedAtMs */.d0)(scene);
    if (!Number.isNaN(taggedMs))
        return taggedMs;
    return atMs === null ? null : atMs + Math.max(plan.warmSeconds, plan.bake.seconds) * 1000;
}


/***/ }),

/***/ 211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ timeWords),
/* harmony export */   u: () => (/* binding */ momentWords)
/* harmony export */ });
const shortDay = (ms) => new Date(ms).toISOString().slice(0, 10);
/** `12:00:41 UTC` */
const timeWords = (ms) => `${new Date(ms).toISOString().slice(11, 19)} UTC`;
/** `2026-03-01 12:15:00 UTC`, the day left out where it is the one of `nowMs`. */
const momentWords = (ms, nowMs) => shortDay(ms) === shortDay(nowMs) ? timeWords(ms) : `${shortDay(ms)} ${timeWords(ms)}`;


/***/ }),

/***/ 5665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ sharesOf),
/* harmony export */   h: () => (/* binding */ shareWords)
/* harmony export */ });
/* harmony import */ var _domain_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);

function sharesOf({ pair, production }) {
    return production.map((rule) => {
        const groups = (0,_domain_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .forwardOf */ .pl)(rule)?.groups ?? [];
        const total = groups.reduce((sum, { weight }) => sum + weight, 0);
        const share = (weight) => (total === 0 ? null : (weight / total) * 100);
        const blue = pair?.back == null ? 0 : (0,_domain_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, pair.back);
        const green = pair === null ? 0 : (0,_domain_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, pair.front);
        return {
            rule: (0,_domain_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .ruleWords */ .mG)(rule),
            blue: share(blue),
            green: share(green),
            others: share(total - blue - green),
        };
    });
}
/** `100 %`; a share that is there but tiny is never shown as none. */
function shareWords(share) {
    if (share === null)
        return 'nothing';
    const rounded = Math.round(share);
    if (rounded === 0 && share > 0)
        return '< 1 %';
    if (rounded === 100 && share < 100)
        return '> 99 %';
    return `${rounded} %`;
}


/***/ })

};
