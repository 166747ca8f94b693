export const id = 491;
export const ids = [491];
export const modules = {

/***/ 10733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ createAwsClients)
/* harmony export */ });
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44708);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7777);


const readAttempts = 6;
const repeatAttempts = 3;
const attemptLimitMs = 5_000;
/**
 * Clients for all of AWS on one set of credentials (one call to STS) and one pool of connections. Region, credentials
 * and endpoints come from the usual places (environment, profile, `AWS_ENDPOINT_URL*`); what is missing shows as a
 * `PortError` at the first call. `environment` gives the region's fallback and the proxy, `attempts` how often a
 * read is tried.
 */
function createAwsClients(environment = process.env, attempts = readAttempts) {
    const reader = new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__/* .ECSClient */ .Z({ ...baseConfig(environment), maxAttempts: attempts });
    const shared = sharedConfig(reader);
    const once = { ...shared, maxAttempts: 1 };
    const often = { ...shared, maxAttempts: attempts };
    return {
        ecs: {
            reader,
            writer: new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__/* .ECSClient */ .Z(once),
            repeater: new _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__/* .ECSClient */ .Z({ ...shared, maxAttempts: repeatAttempts }),
        },
        elb: remembered(async () => {
            const sdk = await Promise.all(/* import() */[__webpack_require__.e(166), __webpack_require__.e(461), __webpack_require__.e(502)]).then(__webpack_require__.bind(__webpack_require__, 44502));
            const { ElasticLoadBalancingV2Client: Client } = sdk;
            return { sdk, reader: new Client(often), writer: new Client(once) };
        }),
        scaling: remembered(async () => {
            const sdk = await __webpack_require__.e(/* import() */ 199).then(__webpack_require__.bind(__webpack_require__, 57199));
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

/***/ 53532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ awsPorts)
});

// EXTERNAL MODULE: ./build/adapters/clock.js
var clock = __webpack_require__(21759);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(56987);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTaskSetsCommand.js
var DescribeTaskSetsCommand = __webpack_require__(8919);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/adapters/calls.js + 1 modules
var calls = __webpack_require__(85948);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/values/tag-prefix.js
var tag_prefix = __webpack_require__(82539);
;// CONCATENATED MODULE: ./build/adapters/ecs-translate.js


/** ECS's shapes in the domain's words: absent becomes `null`, dates become milliseconds, tags lose our prefix. */
function serviceView(service) {
    return {
        arn: (0,arn/* arn */.Cm)(service.serviceArn ?? ''),
        name: service.serviceName ?? '',
        cluster: (0,arn/* lastPart */.S_)(service.clusterArn ?? ''),
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
        arn: (0,arn/* arn */.Cm)(set.taskSetArn ?? ''),
        id: set.id ?? '',
        status: statusOf(set.status),
        isSteady: set.stabilityStatus === 'STEADY_STATE',
        taskDefinition: (0,arn/* arn */.Cm)(set.taskDefinition ?? ''),
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
        group: (0,arn/* arn */.Cm)(found.targetGroupArn),
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
    const own = (tags ?? []).flatMap(({ key, value }) => key?.startsWith(tag_prefix/* tagPrefix */.B) === true ? [[key.slice(tag_prefix/* tagPrefix */.B.length), value ?? '']] : []);
    return Object.fromEntries(own);
}
/** Our tags as ECS wants them, with the prefix. */
function tagList(tags) {
    return Object.entries(tags).flatMap(([name, value]) => value === undefined ? [] : [{ key: tag_prefix/* tagPrefix */.B + name, value }]);
}

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
        const described = await describeTaskSets(client, name, listed.map((set) => set.taskSetArn ?? ''));
        missing = unexplained(listed, described);
        if (missing.length === 0)
            return { service: serviceView(service), taskSets: described.map(taskSetView) };
    }
    throw notDescribed(name, missing);
}
/** The service and the tasks that should run, in two requests beside each other (ListTasks pages at 100). */
async function readOutline(client, name, listRunning) {
    const [service, tasks] = await Promise.all([describeService(client, name), listRunning()]);
    if (service === null)
        return null;
    return { service: serviceView(service), sets: (service.taskSets ?? []).map(taskSetView), tasks };
}
/** The sets of an outline with their tags: one request. */
async function readSets(client, name, { sets }) {
    const described = await describeTaskSets(client, name, sets.map(({ arn }) => arn));
    const known = described.map(taskSetView);
    const missing = sets.filter(({ arn, status }) => status !== 'DRAINING' && !known.some((set) => set.arn === arn));
    if (missing.length > 0)
        throw notDescribed(name, missing.map(({ id }) => id));
    return known;
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
async function describeTaskSets(client, { cluster, service }, taskSets) {
    // Without ids the call fails: `TaskSets cannot be empty` (fact 6).
    if (taskSets.length === 0)
        return [];
    const command = new DescribeTaskSetsCommand/* DescribeTaskSetsCommand */.J({
        cluster,
        service,
        taskSets: [...taskSets],
        include: ['TAGS'],
    });
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
var DescribeTaskDefinitionCommand = __webpack_require__(82511);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/ListTaskDefinitionsCommand.js
var ListTaskDefinitionsCommand = __webpack_require__(80155);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/RegisterTaskDefinitionCommand.js
var RegisterTaskDefinitionCommand = __webpack_require__(54031);
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






const hashTag = `${tag_prefix/* tagPrefix */.B}revision-hash`;
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
        arn: (0,arn/* arn */.Cm)(textOf(content['taskDefinitionArn'])),
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
    const ofFamily = (all) => all.filter((revision) => (0,arn/* familyOf */.Ap)(revision) === family).slice(0, searchedRevisions);
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
var ListTasksCommand = __webpack_require__(54810);
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
        listRunning: () => listTasks(client, name, { serviceName: name.service, desiredStatus: 'RUNNING' }),
        async readListed(sets, listed) {
            const tasks = await describeTasks(client, name, listed);
            const alive = tasks.filter((task) => task.desiredStatus !== 'STOPPED');
            // Without an interface of its own a task is reached by its instance (fact 11).
            const onInstances = alive.filter((task) => addressOf(task) === null);
            await learnInstances(client, name, onInstances, instanceIds);
            return new Map(sets.map((set) => [
                set.id,
                alive
                    .filter(({ startedBy }) => startedBy === set.id)
                    .map((task) => taskView(task, set, onInstances.includes(task) ? 'instance' : 'ip', instanceIds)),
            ]));
        },
        async readTasks(set, targetType) {
            // startedBy has to be the only filter (fact 18).
            const tasks = await describeTasks(client, name, await listTasks(client, name, { startedBy: set.id }));
            const alive = tasks.filter((task) => task.desiredStatus !== 'STOPPED');
            if (targetType === 'instance')
                await learnInstances(client, name, alive, instanceIds);
            return alive.map((task) => taskView(task, set, targetType, instanceIds));
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
const taskView = (task, { attachment }, targetType, instanceIds) => ({
    arn: task.taskArn ?? '',
    lastStatus: task.lastStatus ?? 'UNKNOWN',
    endpoint: attachment === null ? null : endpointOf(task, attachment, targetType, instanceIds),
});
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
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/CreateTaskSetCommand.js
var CreateTaskSetCommand = __webpack_require__(63121);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/UpdateTaskSetCommand.js
var UpdateTaskSetCommand = __webpack_require__(99992);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/UpdateServicePrimaryTaskSetCommand.js
var UpdateServicePrimaryTaskSetCommand = __webpack_require__(41191);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DeleteTaskSetCommand.js
var DeleteTaskSetCommand = __webpack_require__(6222);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/TagResourceCommand.js
var TagResourceCommand = __webpack_require__(92168);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/UntagResourceCommand.js
var UntagResourceCommand = __webpack_require__(31247);
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
    return (0,arn/* arn */.Cm)(answer.taskSet?.taskSetArn ?? '');
}
/** At most 36 characters are allowed (fact 12). */
const tokenOf = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
/** Scale is all that UpdateTaskSet changes (fact 15). */
async function updateScale(client, name, taskSet, percent) {
    const scale = { value: percent, unit: 'PERCENT' };
    const command = new UpdateTaskSetCommand/* UpdateTaskSetCommand */.q({ ...name, taskSet, scale });
    await (0,calls/* writing */.dV)('ecs:UpdateTaskSet', taskSet, (options) => client.send(command, options));
}
async function labelPrimary(client, name, set, withinMs) {
    const command = new UpdateServicePrimaryTaskSetCommand/* UpdateServicePrimaryTaskSetCommand */.z({ ...name, primaryTaskSet: set });
    const send = (options) => client.send(command, options);
    await (0,calls/* writing */.dV)('ecs:UpdateServicePrimaryTaskSet', set, send, withinMs ?? undefined);
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
        tagKeys: names.map((name) => tag_prefix/* tagPrefix */.B + name),
    });
    await (0,calls/* writing */.dV)('ecs:UntagResource', service, (options) => client.send(command, options));
}

;// CONCATENATED MODULE: ./build/adapters/ecs.js




/** ECS for one service. Which client a call goes through decides how often it may be sent. */
function ecsPort({ ecs }, name) {
    const { reader, writer, repeater } = ecs;
    const tasks = taskReader(reader, name);
    return {
        readTasks: (set, targetType) => tasks.readTasks(set, targetType),
        readStoppedTasks: () => tasks.readStoppedTasks(),
        readService: () => readService(reader, name),
        readOutline: () => readOutline(reader, name, () => tasks.listRunning()),
        async readOutlined(outline) {
            const [sets, running] = await Promise.all([
                readSets(reader, name, outline),
                tasks.readListed(outline.sets, outline.tasks),
            ]);
            return sets.map((set) => ({ ...set, tasks: running.get(set.id) ?? [] }));
        },
        readTaskDefinition: (reference) => readTaskDefinition(reader, reference),
        findRegistered: (family, hash) => findRegistered(reader, family, hash),
        registerTaskDefinition: (content, hash) => registerTaskDefinition(writer, content, hash),
        createTaskSet: (request) => createTaskSet(repeater, name, request),
        updateScale: (set, percent) => updateScale(writer, name, set, percent),
        labelPrimary: (set, withinMs) => labelPrimary(writer, name, set, withinMs),
        deleteTaskSet: (set) => deleteTaskSet(writer, name, set),
        tagService: (service, tags) => tagService(writer, service, tags),
        untagService: (service, names) => untagService(writer, service, names),
    };
}

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
            : { kind: 'rule', rule: (0,arn/* arn */.Cm)(rule.RuleArn ?? '') },
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
const listenerArnOf = (listener) => (0,arn/* arn */.Cm)(listener.ListenerArn ?? '');
const listenerPart = (listener) => ({
    listener: listenerArnOf(listener),
    loadBalancer: (0,arn/* arn */.Cm)(listener.LoadBalancerArn ?? ''),
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
        return [{ group: (0,arn/* arn */.Cm)(action.TargetGroupArn), weight: 1 }];
    }
    return configured.map(({ TargetGroupArn, Weight }) => ({
        group: (0,arn/* arn */.Cm)(TargetGroupArn ?? ''),
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
        arn: (0,arn/* arn */.Cm)(group.TargetGroupArn ?? ''),
        name: group.TargetGroupName ?? '',
        targetType: group.TargetType ?? '',
        protocol: group.Protocol ?? '',
        port: group.Port ?? 0,
        loadBalancers: (group.LoadBalancerArns ?? []).map((balancer) => (0,arn/* arn */.Cm)(balancer)),
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
    arn: (0,arn/* arn */.Cm)(balancer.LoadBalancerArn ?? ''),
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
    const rules = await describeRules(elb, { ListenerArn: listener.ListenerArn ?? '' });
    return rules.map((rule) => ruleView(rule, listener));
}
/** Their listeners beside them: what a rule looks like to a person, and all of a default action, stands there. */
async function readKnownRules(elb, known) {
    const named = known.flatMap(({ ref }) => (ref.kind === 'rule' ? [ref.rule] : []));
    const [listeners, rules] = await Promise.all([
        existing([...new Set(known.map(({ listener }) => listener))], /^ListenerNotFound/, (some) => describeListeners(elb, { ListenerArns: some })),
        existing(named, /^RuleNotFound/, (some) => describeRules(elb, { RuleArns: some })),
    ]);
    return known.flatMap(({ ref, listener: name }) => {
        const listener = listeners.find(({ ListenerArn }) => ListenerArn === name);
        if (listener === undefined)
            return [];
        if (ref.kind === 'default')
            return [defaultActionView(listener)];
        const rule = rules.find(({ RuleArn }) => RuleArn === ref.rule);
        return rule === undefined ? [] : [ruleView(rule, listener)];
    });
}
function describeListeners({ sdk, reader }, which) {
    const resource = 'LoadBalancerArn' in which ? which.LoadBalancerArn : which.ListenerArns.join(', ');
    return (0,calls/* reading */.hF)('elasticloadbalancing:DescribeListeners', resource, () => (0,calls/* allPages */.S4)(async (marker) => {
        const answer = await reader.send(new sdk.DescribeListenersCommand({ ...which, ...from(marker) }));
        return { items: answer.Listeners, next: answer.NextMarker };
    }));
}
/** The default action comes along as a rule that says IsDefault. */
function describeRules({ sdk, reader }, which) {
    const resource = 'ListenerArn' in which ? which.ListenerArn : which.RuleArns.join(', ');
    return (0,calls/* reading */.hF)('elasticloadbalancing:DescribeRules', resource, () => (0,calls/* allPages */.S4)(async (marker) => {
        const answer = await reader.send(new sdk.DescribeRulesCommand({ ...which, ...from(marker) }));
        return { items: answer.Rules, next: answer.NextMarker };
    }));
}
async function readGroupsBriefly(elb, groups) {
    const found = await describeGroups(elb, { TargetGroupArns: [...groups] });
    return found.map((group) => groupView(group, new Map()));
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
        return await (0,calls/* inChunks */.mk)(arns, elb_reads_describeLimit, describe);
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
        readGroupsBriefly: withElb(readGroupsBriefly),
        readKnownRules: withElb(readKnownRules),
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

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
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
            const answer = await (0,calls/* reading */.hF)(action, ResourceId, () => reader.send(command));
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
            await (0,calls/* writing */.dV)(action, `service/${cluster}/${service}`, (options) => writer.send(command, options));
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

;// CONCATENATED MODULE: ./build/adapters/aws-ports.js





/** Everything that the loop asks of the outside, for one service. */
const awsPorts = (clients, name) => ({
    ecs: ecsPort(clients, name),
    loadBalancer: loadBalancerPort(clients),
    scaling: scalingPort(clients),
    probe: httpProbe,
    clock: clock/* realClock */.d,
});


/***/ }),

/***/ 85948:
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
var errors = __webpack_require__(19473);
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
 * One write, within 5 s or the time that is given. `send` has to hand the options to a client that sends once. Rejects with `PortError`
 * and nothing else; its kind `lost` says that the write may have been carried out.
 */
async function writing(action, resource, send, limitMs = writeLimitMs) {
    try {
        return await send({ abortSignal: AbortSignal.timeout(limitMs) });
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

/***/ 21759:
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

/***/ 91129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ toGitHubError),
/* harmony export */   y: () => (/* binding */ GitHubError)
/* harmony export */ });
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


/***/ }),

/***/ 74022:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ng: () => (/* binding */ connect),
  rB: () => (/* binding */ hasNextPage),
  AR: () => (/* binding */ identified),
  KE: () => (/* binding */ listed)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./build/adapters/github-error.js
var github_error = __webpack_require__(91129);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
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
            throw (0,github_error/* toGitHubError */.L)(action, error);
        }
    }
    async function repeatUntil(action, send, find) {
        for (let repeats = 0;; repeats++) {
            try {
                return await once(action, send);
            }
            catch (error) {
                const wait = waitBeforeRepeat((0,github_error/* toGitHubError */.L)(action, error), repeats);
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
const brokenOff = ({ does }) => new github_error/* GitHubError */.y(`GitHub's answer broke off when asked to ${does}.`, { status: null, kind: 'lost' });
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
        return (await Promise.all(/* import() */[__webpack_require__.e(413), __webpack_require__.e(932)]).then(__webpack_require__.bind(__webpack_require__, 35932))).getOctokit;
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


/***/ }),

/***/ 99986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ createGitHub)
});

// EXTERNAL MODULE: ./build/adapters/github-error.js
var github_error = __webpack_require__(91129);
// EXTERNAL MODULE: ./build/adapters/github-repository.js + 1 modules
var github_repository = __webpack_require__(74022);
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
            return { id: (0,github_repository/* identified */.AR)(action, data), url: data.html_url };
        });
    }
    catch (error) {
        if (error instanceof github_error/* GitHubError */.y && (error.status === 404 || error.status === 410))
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
        return { id: (0,github_repository/* identified */.AR)(action, data), url: data.html_url };
    }, () => findComment(repository, text));
}
/** The marked comment, wherever it stands among the pages; `null`: there is none of ours. */
async function findComment(repository, { pull, marker }) {
    const { octokit, owner, repo, requests } = repository;
    const action = commenting(`list the comments of pull request ${pull}`);
    for (let page = 1;; page++) {
        const { comments, isLast } = await requests.repeatable(action, async (signal) => {
            const target = { owner, repo, issue_number: pull, per_page: 100, page };
            const { data, headers } = await octokit.rest.issues.listComments({ ...target, request: { signal } });
            return { comments: (0,github_repository/* listed */.KE)(action, data), isLast: !(0,github_repository/* hasNextPage */.rB)(headers) };
        });
        const own = comments.find((comment) => isMarked(marker, comment.body ?? '') && isByUs(comment));
        if (own)
            return { id: own.id, url: own.html_url, body: own.body ?? '' };
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
var external_node_util_ = __webpack_require__(57975);
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
        return (0,github_repository/* identified */.AR)(action, data);
    }, () => findDeployment(repository, environment, sha, payload));
}
/** The newest Deployment of this commit to this environment that was created with this payload; `null`: none. */
async function findDeployment(repository, environment, sha, payload) {
    for (let page = 1;; page++) {
        const { deployments, isLast } = await pageOfDeployments(repository, { environment, sha }, page);
        const own = deployments.find((deployment) => isSamePayload(deployment.payload, payload));
        if (own)
            return own.id;
        if (isLast)
            return null;
    }
}
/** A hundred of them, the newest first; `page` counts from 1. */
function pageOfDeployments({ octokit, owner, repo, requests }, wanted, page) {
    const action = deploying(`list the Deployments to ${wanted.environment}`);
    return requests.repeatable(action, async (signal) => {
        const target = { owner, repo, ...wanted, per_page: 100, page };
        const { data, headers } = await octokit.rest.repos.listDeployments({ ...target, request: { signal } });
        return { deployments: (0,github_repository/* listed */.KE)(action, data), isLast: !(0,github_repository/* hasNextPage */.rB)(headers) };
    });
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
        return (0,github_repository/* identified */.AR)(action, data);
    }, () => findNewestStatus(repository, id, asked));
}
/** Each costs a request for its status, and a sweep comes by often: so many of the newest of each owner. */
const newestOfEach = 3;
/** Pages of 100 that a sweep looks through for them. */
const mostPages = 5;
/** The newest of each owner that were never told an end. Without a status GitHub calls them queued. */
async function findOpenDeployments(repository, environment, ownerOf) {
    const newest = await newestDeployments(repository, environment, ownerOf);
    const seen = await Promise.all(newest.map(async (one) => ({ one, status: await newestStatus(repository, one.id) })));
    const open = ['queued', 'pending', 'in_progress'];
    return seen.flatMap(({ one, status }) => status === undefined || open.includes(status.state) ? [one] : []);
}
async function newestDeployments(repository, environment, ownerOf) {
    const counts = new Map();
    const isNew = (payload) => {
        const whose = ownerOf(payload);
        if (whose === null)
            return false;
        counts.set(whose, (counts.get(whose) ?? 0) + 1);
        return (counts.get(whose) ?? 0) <= newestOfEach;
    };
    const found = [];
    for (let page = 1; page <= mostPages; page++) {
        const { deployments, isLast } = await pageOfDeployments(repository, { environment }, page);
        for (const { id, payload } of deployments)
            if (typeof payload === 'string' && isNew(payload))
                found.push({ id, payload });
        if (isLast)
            break;
    }
    return found;
}
function newestStatus({ octokit, owner, repo, requests }, id) {
    const action = deploying(`read the statuses of Deployment ${id}`);
    return requests.repeatable(action, async (signal) => {
        const target = { owner, repo, deployment_id: id, per_page: 1 };
        const { data } = await octokit.rest.repos.listDeploymentStatuses({ ...target, request: { signal } });
        return (0,github_repository/* listed */.KE)(action, data)[0];
    });
}
async function findNewestStatus(repository, id, asked) {
    const newest = await newestStatus(repository, id);
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
    const connected = () => (repository ??= (0,github_repository/* connect */.Ng)(settings));
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
        findComment: async (pull, marker) => (await findComment(await connected(), { pull, marker }))?.body ?? null,
        createDeployment: async (request) => createDeployment(await connected(), request),
        findDeployment: async (environment, sha, payload) => findDeployment(await connected(), environment, sha, payload),
        findOpenDeployments: async (environment, ownerOf) => findOpenDeployments(await connected(), environment, ownerOf),
        setDeploymentStatus: async (id, status) => {
            await setDeploymentStatus(await connected(), id, status);
        },
    };
}


/***/ }),

/***/ 49650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readRunContext)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);


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

/***/ 49135:
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

/***/ 54888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ handCommand)
/* harmony export */ });
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);

/** The command that does by hand what this action was not allowed to do: ready to paste, with the rule's other actions kept. */
function handCommand(rule, pair) {
    if (pair?.blue == null || (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .forwardOf */ .pl)(rule) === null)
        return '';
    const actions = JSON.stringify((0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .moveWeight */ .QB)(rule, pair.green, pair.blue).map(asAws));
    return rule.ref.kind === 'rule'
        ? `aws elbv2 modify-rule --rule-arn ${rule.ref.rule} --actions '${actions}'`
        : `aws elbv2 modify-listener --listener-arn ${rule.ref.listener} --default-actions '${actions}'`;
}
function asAws(action) {
    if (action.type === 'other')
        return otherAsAws(action.raw);
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
/** ELB never returns the secret of a login, and takes the action back only with this word in its place (fact 24). */
function otherAsAws(raw) {
    const config = isObject(raw) ? raw['AuthenticateOidcConfig'] : undefined;
    if (!isObject(raw) || !isObject(config))
        return raw;
    return { ...raw, AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true } };
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const stickinessAsAws = ({ enabled, durationSeconds, }) => ({
    Enabled: enabled,
    ...(durationSeconds === null ? {} : { DurationSeconds: durationSeconds }),
});


/***/ }),

/***/ 23680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QB: () => (/* binding */ moveWeight),
/* harmony export */   UT: () => (/* binding */ formatRule),
/* harmony export */   Yz: () => (/* binding */ bringIn),
/* harmony export */   ZI: () => (/* binding */ isSameRule),
/* harmony export */   mm: () => (/* binding */ weightOf),
/* harmony export */   o4: () => (/* binding */ hasShare),
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
/** Whether the rule has anything for the pair to share: where third groups get all, there is nothing to move. */
const hasShare = (rule, from, to) => pairShare(rule, from, to) > 0;
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
function formatRule(rule) {
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

/***/ 27680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bf: () => (/* binding */ releaseId),
/* harmony export */   IP: () => (/* binding */ runOfRelease),
/* harmony export */   Qm: () => (/* binding */ runUrlOf),
/* harmony export */   o$: () => (/* binding */ isRollbackId)
/* harmony export */ });
const suffix = '-rollback';
/** `<run id>-<service>`: the same for every attempt of the run. The way back anew is another release of the same run. */
const releaseId = (runId, service, command) => `${String(runId)}-${service}${command === 'rollback' ? suffix : ''}`;
/** Whether a rollback made it. */
const isRollbackId = (id) => id.endsWith(suffix);
/** The run of a release id of this service; `null`: it is another service's, or none of ours. */
function runOfRelease(id, service) {
    const [, runId, name] = /^(\d+)-(.+)$/s.exec(id) ?? [];
    return runId !== undefined && (name === service || name === `${service}${suffix}`) ? Number(runId) : null;
}
/** The page of another run of the same repository, from this run's. */
const runUrlOf = (ownRunUrl, runId) => ownRunUrl.replace(/\d+$/, String(runId));


/***/ }),

/***/ 60985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ isQuarantining),
/* harmony export */   Lk: () => (/* binding */ withoutQuarantine),
/* harmony export */   TV: () => (/* binding */ withQuarantine),
/* harmony export */   fK: () => (/* binding */ isQuarantined),
/* harmony export */   mW: () => (/* binding */ parseQuarantine)
/* harmony export */ });
/** Enough to tell contents apart, short enough to be read in a console. */
const digits = 32;
/**
 * Rolled back by a person, or for what its own targets and tasks did under real traffic. Probes alone aren't enough:
 * what fails there may be the network between the probe and production.
 */
const reasons = ['asked-for', 'baked-bad-targets', 'baked-bad-tasks'];
const isQuarantining = (reason) => reasons.includes(reason);
/** How many fit into a tag's 256 characters, with run ids of any length to come. */
const most = 4;
/** The tag's text with this content first and the earlier ones after it. */
function withQuarantine(tag, content, runId) {
    const hash = content.slice(0, digits);
    const earlier = parseQuarantine(tag).filter((one) => one.hash !== hash);
    return formatQuarantine([{ hash, runId }, ...earlier]);
}
/** The tag's text without this content, empty where nothing else is quarantined; `null`: this content is not. */
function withoutQuarantine(tag, content) {
    const all = parseQuarantine(tag);
    const others = all.filter((one) => !isQuarantined(one, content));
    return others.length === all.length ? null : formatQuarantine(others);
}
/** What is quarantined, the newest first. What somebody wiped, or made unreadable, is not in it. */
const parseQuarantine = (tag) => (tag ?? '').split(' ').flatMap((text) => {
    const [, hash, runId] = /^([^:]+):(\d+)$/.exec(text) ?? [];
    return hash === undefined || runId === undefined ? [] : [{ hash, runId: Number(runId) }];
});
const formatQuarantine = (all) => all
    .slice(0, most)
    .map(({ hash, runId }) => `${hash}:${String(runId)}`)
    .join(' ');
const isQuarantined = ({ hash }, content) => content !== undefined && content !== '' && content.slice(0, digits) === hash;


/***/ }),

/***/ 13736:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DL: () => (/* binding */ withoutReadOnly),
/* harmony export */   G6: () => (/* binding */ describeContainers),
/* harmony export */   KY: () => (/* binding */ renderRevision),
/* harmony export */   Md: () => (/* binding */ isJsonArray),
/* harmony export */   OW: () => (/* binding */ isJsonObject),
/* harmony export */   SG: () => (/* binding */ withTags)
/* harmony export */ });
/* harmony import */ var _values_tag_prefix_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(82539);

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
    const kept = Object.entries(tags).filter(([key]) => !key.startsWith('aws:') && !key.startsWith(_values_tag_prefix_js__WEBPACK_IMPORTED_MODULE_0__/* .tagPrefix */ .B));
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

/***/ 48424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hz: () => (/* binding */ parseFence),
/* harmony export */   NQ: () => (/* binding */ nextFence),
/* harmony export */   Nc: () => (/* binding */ isTie),
/* harmony export */   Z2: () => (/* binding */ fenceSettleMs),
/* harmony export */   gJ: () => (/* binding */ isOwnFence),
/* harmony export */   qK: () => (/* binding */ isOwnRun),
/* harmony export */   w0: () => (/* binding */ outranks)
/* harmony export */ });
/* unused harmony export formatFence */
function parseFence(value) {
    const match = /^(\d+):(\d+)\.(\d+)$/.exec(value ?? '');
    if (match === null)
        return null;
    return { n: Number(match[1]), runId: Number(match[2]), attempt: Number(match[3]) };
}
const formatFence = ({ n, runId, attempt }) => `${String(n)}:${String(runId)}.${String(attempt)}`;
/** The value that takes the fence from whoever holds it now. An unreadable value counts as none. */
const nextFence = (current, runId, attempt) => formatFence({ n: (parseFence(current)?.n ?? 0) + 1, runId, attempt });
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
/** Whether another run wrote the same number: it had looked before ours showed. */
function isTie(found, ours) {
    const [theirs, own] = [parseFence(found), parseFence(ours)];
    return theirs !== null && own !== null && theirs.n === own.n && theirs.runId !== own.runId;
}
/** Whether the value was written by this very attempt: then an earlier process of it died, and this one goes on. */
function isOwnFence(value, runId, attempt) {
    const fence = parseFence(value);
    return fence?.runId === runId && fence.attempt === attempt;
}
/** Whether any attempt of the run wrote it. */
const isOwnRun = (value, runId) => parseFence(value)?.runId === runId;
/** The time between writing the fence and believing it: a second run's write would show by then. */
const fenceSettleMs = 2000;


/***/ }),

/***/ 38481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ reasonCodes)
/* harmony export */ });
/** Why a step was chosen or a run ended: a closed list, so that workflows may branch on it. */
const reasonCodes = [
    // going forward
    'claiming-fence',
    'backing-off',
    'idle',
    'fence-settling',
    'reading-back',
    'adopting-blue',
    'superseding',
    'healing-split',
    'registering',
    'suspending-scale-in',
    'attaching-idle-group',
    'creating-green',
    'waiting-for-ready',
    'waiting-for-group-to-empty',
    'pointing-test-rule',
    'smoke-testing',
    'measuring-baseline',
    'labelling-green',
    'writing-lease',
    'switching',
    'baking',
    'warm',
    'letting-nodes-follow',
    'deleting-blue',
    'waiting-for-blue-to-vanish',
    'lowering-blue',
    'restoring-drift',
    'waiting-for-bake',
    'restaging',
    'marking-sweep',
    'sweeping',
    'restoring-scaling',
    'clearing-tags',
    'released',
    'staged',
    'torn-down',
    'nothing-kept',
    'status',
    'swept',
    'planned',
    // refused before the first write
    'preflight-failed',
    'inputs-invalid',
    // stood down
    'fence-lost',
    // failures, each of which leads back
    'not-ready-in-time',
    'circuit-breaker',
    'targets-unused',
    'green-gone',
    'smoke-test-failed',
    'smoke-test-not-runnable',
    'baked-bad-probe',
    'baked-bad-targets',
    'baked-bad-tasks',
    'group-not-emptied',
    'write-denied',
    'write-refused',
    'write-kept-failing',
    'unfinished-rollback',
    'exposed-before-switch',
    'cancelled',
    'asked-for',
    // the way back
    'waiting-for-blue-to-serve',
    'labelling-blue',
    'rolling-back',
    'probing-after-rollback',
    'quarantining',
    'keeping-for-inspection',
    'watching-rollback',
    'deleting-green',
    'waiting-for-green-to-vanish',
    // ends that need a person
    'no-rollback-target',
    'rollback-failed',
    'drift',
    'cleanup-incomplete',
    'reads-failed',
    'left-alone',
    'out-of-time',
    'bug',
];


/***/ }),

/***/ 1585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ failureOfWrite),
/* harmony export */   A7: () => (/* binding */ isRefusedForScale),
/* harmony export */   Hw: () => (/* binding */ patienceOf),
/* harmony export */   al: () => (/* binding */ staleReadMs),
/* harmony export */   wV: () => (/* binding */ isSpentToken)
/* harmony export */ });
/** A read may be some seconds old. How long a write that doesn't show yet is waited for before it counts as lost. */
const staleReadMs = 10_000;
/** How long a write that may still succeed is sent again before the release is rolled back. */
const patienceMs = { again: 300_000, association: 120_000, full: 600_000 };
function patienceOf(trouble) {
    if (trouble.kind === 'busy' || trouble.kind === 'lost')
        return patienceMs.again;
    if (trouble.kind === 'denied')
        return 0;
    // Fact 9: for some seconds after a group was added to a rule, ECS still says that it has no load balancer.
    if (/does not have an associated load balancer/i.test(trouble.message))
        return patienceMs.association;
    // How long a set that the token did create may stay invisible.
    if (isSpentToken(trouble))
        return staleReadMs;
    // Fact 10: sets that are being deleted may count until they have vanished.
    if (/deployments exist on the service|LimitExceeded/i.test(`${trouble.code} ${trouble.message}`))
        return patienceMs.full;
    return 0;
}
/** Fact 12: what the token of a deleted set returns is not established. Where it is a refusal, another token is tried. */
const isSpentToken = ({ kind, message }) => kind === 'refused' && /client ?token/i.test(message);
/** Fact 17: the sources differ on whether a set above scale 0 may be deleted without force. */
const isRefusedForScale = ({ kind, message }) => kind === 'refused' && /scale|force/i.test(message);
const reasons = {
    denied: 'write-denied',
    refused: 'write-refused',
    busy: 'write-kept-failing',
    lost: 'write-kept-failing',
};
const failureOfWrite = (trouble, nowMs) => ({
    reason: reasons[trouble.kind],
    what: `${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}`,
    advice: trouble.kind === 'denied'
        ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
        : 'Mend what AWS names, then run the release again.',
    atMs: nowMs,
});


/***/ }),

/***/ 7202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ix: () => (/* binding */ outlasts),
/* harmony export */   Ne: () => (/* binding */ bakeOutlasts),
/* harmony export */   XW: () => (/* binding */ describeLimit),
/* harmony export */   bk: () => (/* binding */ isBoundByTime),
/* harmony export */   jW: () => (/* binding */ marginMs),
/* harmony export */   p3: () => (/* binding */ outOfTime)
/* harmony export */ });
/** What telling the end takes, and a clock that is a little off. */
const marginMs = 120_000;
/** The way back, once begun, has to be done before the rights end: label, rules, and looks in between. */
const rollbackMs = 60_000;
/** What a plan foretells is another job's, whose credentials it does not know; a status waits for nothing. */
const isBoundByTime = ({ command }) => command !== 'plan' && command !== 'status';
/** When the run has to have ended, in words; `null`: nothing is known to end it. */
const describeLimit = ({ timeLimit }) => timeLimit === null ? null : `${new Date(timeLimit.endsMs).toISOString()}: ${timeLimit.why}`;
/** Whether a wait until then would outlast the job or its credentials. */
const outlasts = ({ timeLimit }, untilMs) => timeLimit !== null && untilMs + marginMs > timeLimit.endsMs;
/**
 * Whether a bake that began now would outlast them: a way back at its end would have no rights left. `null`: it would
 * not. It completes "… , and".
 */
function bakeOutlasts(request, nowMs) {
    const endsMs = nowMs + request.bake.seconds * 1000 + rollbackMs;
    if (request.timeLimit === null || request.bake.seconds === 0 || endsMs <= request.timeLimit.endsMs)
        return null;
    return `the bake (bake-time ${String(request.bake.seconds)}s) would go on beyond ${describeLimit(request) ?? ''}`;
}
/** Green needed so long to get ready that its bake would end with nobody left to roll it back: it is not switched to. */
function outOfTime(request, nowMs) {
    const late = request.command === 'stage' || request.isForced ? null : bakeOutlasts(request, nowMs);
    if (late === null)
        return null;
    return {
        reason: 'out-of-time',
        what: `${late}, so green was not switched to`,
        advice: 'Shorten bake-time, or give the job credentials that last longer (role-duration-seconds), then release again.',
        atMs: nowMs,
    };
}


/***/ }),

/***/ 25629:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ap: () => (/* binding */ familyOf),
/* harmony export */   Cm: () => (/* binding */ arn),
/* harmony export */   EU: () => (/* binding */ shortName),
/* harmony export */   S_: () => (/* binding */ lastPart)
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
    return lastPart(full);
}
/** What comes after the last `/`: `web:41` of a revision, the name of a cluster; the text itself if it is no ARN. */
const lastPart = (text) => text.slice(text.lastIndexOf('/') + 1);
/** `web` of `…:task-definition/web:42`; `null`: it is no ARN of a revision. */
const familyOf = (revision) => /\/([^/:]+):\d+$/.exec(revision)?.[1] ?? null;


/***/ }),

/***/ 88272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   Y_: () => (/* binding */ formatDurationInput),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
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
function formatDurationInput(seconds) {
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
        return `whole seconds only, write ${formatDurationInput(Math.ceil(Number(milliseconds) / 1000))}`;
    }
    // One number and a word: `15 m`, `1.5h`, `10min`, `2 days`.
    const [, count, unit = ''] = /^(\d+(?:\.\d+)?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/i.exec(text) ?? [];
    const unitSeconds = secondsPerUnit[unit.charAt(0).toLowerCase()];
    if (unitSeconds === undefined)
        return generalHint;
    return `write ${formatDurationInput(Math.round(Number(count) * unitSeconds))}`;
}
/** `10m00s`, `45s`, `1h05m` — as a person says it, from whole seconds. */
function formatDuration(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
    const two = (value) => String(value).padStart(2, '0');
    if (hours > 0)
        return `${String(hours)}h${two(minutes)}m`;
    return minutes > 0 ? `${String(minutes)}m${two(rest)}s` : `${String(rest)}s`;
}


/***/ }),

/***/ 22447:
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

/***/ 82539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ tagPrefix)
/* harmony export */ });
/** Every tag that is ours begins with this, on task sets, services and task definitions alike. */
const tagPrefix = 'ecs-blue-green:';


/***/ }),

/***/ 64857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ iso)
/* harmony export */ });
// Moments as text.
const iso = (ms) => new Date(ms).toISOString();


/***/ }),

/***/ 73496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ decideNextStep)
});

// EXTERNAL MODULE: ./build/domain/task-sets/forward/guards.js
var guards = __webpack_require__(63027);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/green-role.js
var green_role = __webpack_require__(26255);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/lease.js
var tags_lease = __webpack_require__(37847);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/writes.js
var writes = __webpack_require__(66701);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/task-sets/model/make-step.js
var make_step = __webpack_require__(47074);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/raise-blue.js




/** Blue that was scaled down while it was warm can't carry everybody: it is brought back to full scale first. */
function raiseBlue(scene) {
    const { blue } = scene.roles;
    if (blue === null || blue.status === 'DRAINING')
        return null;
    const { tags } = scene.world.service;
    // Its lease says what it served with; without one only somebody who asks has the time to make sure.
    const isAsked = scene.memory.failure?.reason === 'asked-for';
    const percent = isAsked ? (0,tags_lease/* fullScale */.MY)(tags, blue) : ((0,tags_lease/* leaseScaleOf */.g$)(tags, blue)?.full ?? 0);
    if (blue.scalePercent >= percent)
        return null;
    const because = `blue ${blue.id} stands at ${String(blue.scalePercent)} % and has to carry all of the traffic`;
    const write = { kind: 'scale', set: blue.arn, percent };
    return (waitForAnswer(scene, write) ??
        (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('rollback', 'waiting-for-blue-to-serve', because, write)));
}
/** Its lease says that it stood lower than it served with, and it may be on its way up. */
function wasLowered({ world, roles }) {
    const lease = roles.blue === null ? null : (0,tags_lease/* leaseScaleOf */.g$)(world.service.tags, roles.blue);
    return lease !== null && lease.kept < lease.full;
}
/** Written already, or refused for the moment: look again soon rather than write twice. */
function waitForAnswer(scene, write) {
    const { memory, world } = scene;
    const { trouble } = memory;
    if (isJustSent(scene, write))
        return (0,make_step/* wait */.uk)('rollback', 'reading-back', 'the way back does not show yet', 300);
    if (trouble?.key === (0,writes/* writeKey */.TE)(write) && world.nowMs - trouble.lastMs < 500)
        return (0,make_step/* wait */.uk)('rollback', 'backing-off', `${trouble.last.code}; trying again`, 500);
    return null;
}
const isJustSent = ({ memory: { pending }, world }, write) => pending !== null && (0,writes/* writeKey */.TE)(pending.write) === (0,writes/* writeKey */.TE)(write) && world.nowMs - pending.atMs < 3000;

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/by-hand.js
var by_hand = __webpack_require__(54888);
// EXTERNAL MODULE: ./build/domain/task-sets/health/drift.js
var drift = __webpack_require__(84425);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/supersede.js
var supersede = __webpack_require__(1885);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/rolled-back.js
var rolled_back = __webpack_require__(4839);
// EXTERNAL MODULE: ./build/domain/common/values/pace.js
var pace = __webpack_require__(22447);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles_roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/task-sets/health/quiet.js
var quiet = __webpack_require__(51586);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/delete-green.js








/** What is taken back may have been deleted by an earlier process, which died before it had tidied up. */
const isResumed = ({ reason }) => reason === 'asked-for' || reason === 'unfinished-rollback';
const isStillDraining = (scene) => scene.memory.failure !== null &&
    isResumed(scene.memory.failure) &&
    ((0,rolled_back/* isRolledBackDraining */.Qe)(scene) ||
        scene.world.taskSets.some(({ arn, status }) => status === 'DRAINING' && arn === scene.world.service.tags.green));
/** Green after the way back: removed, unless somebody wants to look at it or it is not ours (invariant 5). */
function deleteGreen(scene) {
    const { green } = scene.roles;
    if (green === null)
        return isStillDraining(scene) ? awaitVanishing(scene) : null;
    if (green.status === 'DRAINING')
        return awaitVanishing(scene);
    if (!(0,rolled_back/* isToGo */.Iw)(scene, green) || (0,rolled_back/* isToKeep */.V4)(scene, green))
        return null;
    // A test rule that AWS would not take back still shows it to testers: then it stays, and the end says so.
    if ((0,roles_roles/* isOnAnyRule */.aU)(scene.world, green))
        return null;
    if (!(0,quiet/* isQuiet */.rM)(scene, green) && mayHaveBeenLive(scene, green))
        return (0,make_step/* wait */.uk)('rollback', 'letting-nodes-follow', 'every node has to know the way back first', (0,quiet/* quietInMs */.Wy)(scene, green));
    if (green.status === 'PRIMARY')
        return emptyGreen(scene);
    return (0,supersede/* remove */.TF)(mayHaveBeenLive(scene, green) ? scene : { ...scene, memory: neverLive(scene, green.arn) }, green, 'rollback', 'deleting-green', `green ${(0,describe_set/* formatSet */.M)(green)} is not wanted`);
}
/** A process that came after the switch back did not see for itself when the rules left green. */
const mayHaveBeenLive = ({ memory }, green) => memory.lastOnRulesMs[green.arn] !== undefined ||
    memory.hasGreenBeenLive ||
    memory.failure?.reason === 'asked-for';
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
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('rollback', 'deleting-green', because, { kind: 'scale', set: green.arn, percent: 0 }));
}
function awaitVanishing({ world, memory }) {
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    // Who finishes for another has sent the deletion, and ECS ends it.
    if (waitedMs > 720_000 || memory.interrupted !== null)
        return null;
    return (0,make_step/* wait */.uk)('rollback', 'waiting-for-green-to-vanish', 'green is draining', (0,pace/* paceMs */.k)(waitedMs, 1500));
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/kept-green.js
var kept_green = __webpack_require__(40887);
// EXTERNAL MODULE: ./build/domain/common/revision/quarantine.js
var quarantine = __webpack_require__(60985);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/quarantine.js
var revision_quarantine = __webpack_require__(22805);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/ours.js
var ours = __webpack_require__(11222);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/leftover.js
var leftover = __webpack_require__(33222);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/undone.js
var evolve_undone = __webpack_require__(14138);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/traffic-words.js
var traffic_words = __webpack_require__(89856);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/end.js



















/** Whether this run, or an earlier attempt of it, made a green. */
const wasGreenMade = ({ memory, world, request }) => memory.green !== null || world.taskSets.some(({ tags }) => tags.release === request.release.id);
/** Somebody gave weight to the other group after green was on its way out: that is no traffic "back where it was". */
function endAstray(scene, failure) {
    const { roles, world, memory } = scene;
    const isAsked = failure.reason === 'asked-for';
    // Where nothing is live any more, the label of an earlier process tells what it went back to.
    const labelled = isAsked ? world.taskSets.find(({ status }) => status === 'PRIMARY') : undefined;
    const blue = (0,roles_roles/* findSet */._V)(world, memory.blue) ?? roles.blue ?? labelled;
    const home = blue?.attachment?.group ?? roles.pair?.blue;
    const away = [roles.pair?.green, roles.pair?.blue].find((group) => group != null && group !== home);
    if (home == null || away == null)
        return null;
    if (!isAsked && !wasGreenMade(scene))
        return null;
    const astray = roles.production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, away) > 0);
    if (astray.length === 0)
        return null;
    return (0,make_step/* step */.PM)('end', 'drift', 'somebody else changed the weights during the way back', {
        kind: 'end',
        result: 'failed',
        message: `Not wholly rolled back: ${failure.what}, and during the way back somebody else gave weight to target group ` +
            `${(0,arn/* shortName */.EU)(away)}, where this release has nothing left. ${(0,traffic_words/* describeTraffic */.h)(roles)} ` +
            'Find what writes the rules (infrastructure code that resets weights should ignore them), and run the commands below.',
        details: [...astray.map((rule) => (0,by_hand/* handCommand */.r)(rule, { green: away, blue: home })), ...(0,evolve_undone/* leftUndone */.h)(memory)],
    });
}
/** So long the way back is written again and again while somebody else undoes it: traffic must not flap for ever. */
const fightMs = 120_000;
/** Rules that AWS had taken stand on green again, and have for long been put there by somebody else. */
function endUndone(scene, failure) {
    const { roles, world, memory, request } = scene;
    const { pair, production } = roles;
    if (pair === null || memory.rollbackBegunMs === null || world.nowMs - memory.rollbackBegunMs < fightMs)
        return null;
    const undone = production
        .map((rule) => ({ kind: 'write-rule', rule, actions: rule.actions }))
        .filter((write) => (0,traffic/* weightOf */.mm)(write.rule, pair.green) > 0 && memory.rulesRolledBack.includes((0,writes/* writeKey */.TE)(write)))
        .filter((write) => !isJustSent(scene, write));
    if (undone.length === 0)
        return null;
    return (0,make_step/* end */._N)('failed', 'drift', `Not rolled back: ${failure.what}, and for ${(0,duration/* formatDuration */.a3)(fightMs / 1000)} somebody else has undone the way back of ` +
        `service ${request.service} as often as it was written. ${(0,traffic_words/* describeTraffic */.h)(roles)} Find what writes the rules ` +
        '(infrastructure code that resets weights should ignore them) and stop it, then run the commands below.', [...undone.map(({ rule }) => (0,by_hand/* handCommand */.r)(rule, pair)), ...(0,evolve_undone/* leftUndone */.h)(memory)]);
}
/** The end of a way back: a release that failed, or one that somebody asked to be taken back. */
function endRolledBack(scene, failure) {
    const { roles, memory } = scene;
    const wasMade = isResumed(failure) || wasGreenMade(scene);
    const after = memory.afterRollbackProbe.lastFailure;
    const innocent = after === null
        ? []
        : [`The probe still fails after the way back, so it may not be green's fault: ${after}`];
    // What an earlier process has taken back this one did not see live: it can't say what users saw.
    const traffic = memory.hasGreenBeenLive
        ? 'Traffic is back where it was:'
        : isResumed(failure)
            ? 'This run found no traffic on it, and moved none.'
            : 'Users never saw green.';
    return (0,make_step/* step */.PM)('end', failure.reason, 'the way back is done', {
        kind: 'end',
        result: wasMade ? 'rolled-back' : 'failed',
        message: `${wasMade ? 'Rolled back' : 'Failed before green was created'}: ${failure.what}. ${traffic} ${(0,traffic_words/* describeTraffic */.h)(roles)} ${failure.advice}`.trimEnd(),
        details: [
            ...assumptions(scene),
            ...innocent,
            ...(0,drift/* restoredNotes */._8)(memory),
            ...describeLeft(scene),
            ...older(scene),
            ...barred(scene),
            ...(0,evolve_undone/* leftUndone */.h)(memory),
        ],
    });
}
/** What was done on a guess, where no tag told it. */
function assumptions({ roles, world, request }) {
    const { green, blue } = roles;
    const isGuess = request.command === 'rollback' && green !== null && (0,green_role/* assumedBlueOf */.AZ)(world, green) !== null;
    return isGuess && blue !== null
        ? [
            `Assumed that ${(0,describe_set/* formatSet */.M)(blue)} was live before: it is the only other task set, in the other group of the ` +
                'production rules, and no tag of a release tells.',
        ]
        : [];
}
function describeLeft({ world, roles: { green }, memory }) {
    if (green?.status === 'DRAINING' && memory.interrupted !== null)
        return [`green ${(0,describe_set/* formatSet */.M)(green)} is being deleted: ECS ends its last requests first`];
    if (green === null || green.status === 'DRAINING')
        return [];
    const who = `${(0,describe_set/* formatSet */.M)(green)} is still there (${green.status})`;
    if ((0,kept_green/* isKeptGreen */.am)(world, green))
        return [(0,kept_green/* describeKeptGreen */.rq)(world)];
    return (0,ours/* isOurs */.M)(green)
        ? [`green ${who}; the next release removes it`]
        : [`${who}: this action did not make it, so it is left alone; delete it before the next release`];
}
/** Sets of releases before this one, which it came too short to remove. */
const older = ({ world, roles: { leftovers, live } }) => leftovers
    .filter((set) => set.status !== 'DRAINING' && !live.includes(set) && !(0,kept_green/* isKeptGreen */.am)(world, set))
    .map((set) => `${(0,describe_set/* formatSet */.M)(set)} is still there (${set.status}): ${(0,leftover/* describeLeftover */.t)(world, set)}; the next release removes it`);
/** What a person has to know before the same content is released again. */
function barred({ world, memory }) {
    const [found] = (0,revision_quarantine/* quarantineOf */.KS)(world);
    const isNew = memory.failure !== null && (0,quarantine/* isQuarantining */.Gj)(memory.failure.reason);
    return found === undefined || !memory.hasGreenBeenLive || !isNew
        ? []
        : [
            `the content that run ${String(found.runId)} released is quarantined: the next release of it is refused, unless ` +
                'with force, or that very run is run again',
        ];
}

// EXTERNAL MODULE: ./build/domain/task-sets/forward/teardown.js + 1 modules
var teardown = __webpack_require__(21922);
// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
// EXTERNAL MODULE: ./build/domain/task-sets/health/probing.js + 1 modules
var health_probing = __webpack_require__(24404);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/rollback.js





















/** A label that does not move within this time does not hold up the traffic, nor does one that gets no answer. */
const labelPatienceMs = 1000;
/** Blue that can't serve yet may recover: so long green, bad as it is, is the better of the two. */
const blueRecoveryMs = 120_000;
/** The way back: traffic first, then everything else (invariant 3). */
const rollBack = (scene) => {
    const { failure } = scene.memory;
    if (failure === null)
        return null;
    return (0,switch_state/* isGreenLive */.Cz)(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure);
};
function restoreTraffic(scene, failure) {
    const noted = isOnAssumption(scene) ? takeAndNote(scene) : null;
    if (noted !== null)
        return noted;
    const raised = isGreenDead(scene) ? null : raiseBlue(scene);
    // Blue that has to be waited for is nobody's else to lower or to delete meanwhile: whoever else is at it stands down.
    if (raised !== null)
        return takeFirst(scene) ?? raised;
    const undone = endUndone(scene, failure);
    if (undone !== null)
        return undone;
    const able = canRollBack(scene);
    if (!able.isYes)
        return holdOrGiveUp(scene, failure, able.why);
    return labelBlueBriefly(scene) ?? moveNextRule(scene) ?? rollbackFailed(scene, failure);
}
/** Blue by its own targets; without blue, targets that stood in the group before this service had a task set (invariant 8). */
function canRollBack(scene) {
    const { world, roles } = scene;
    if (roles.blue !== null)
        return (0,readiness/* canServe */.KS)(world, roles.blue, isGreenDead(scene));
    return (0,readiness/* healthyOthers */.F6)(world, roles).length > 0
        ? { isYes: true }
        : { isYes: false, why: 'there is no blue to go back to' };
}
/** Between two sets without tags only a note tells a later process which of them was taken back: it comes first. */
const isOnAssumption = ({ world, roles, request }) => request.command === 'rollback' && roles.green !== null && (0,green_role/* assumedBlueOf */.AZ)(world, roles.green) !== null;
/** Two rollbacks at once would each take back what the other one went back to, for ever: here the fence decides first. */
const takeFirst = (scene) => guards/* fenceKey */.xO in scene.memory.abandoned ? null : (0,guards/* holdFence */.pw)(scene);
/** One write for both: a process that dies in between would leave nothing that tells the next one what was to go. */
function takeAndNote(scene) {
    const taking = takeFirst(scene);
    const noting = (0,rolled_back/* noteRollback */.BM)(scene);
    if (taking?.act.kind !== 'tag-service' || noting?.act.kind !== 'tag-service')
        return taking ?? noting;
    return { ...taking, act: { ...taking.act, tags: { ...noting.act.tags, ...taking.act.tags } } };
}
const isGreenDead = ({ world, roles }) => roles.green === null || (0,readiness/* healthyOwn */.Qg)(world, roles.green).length === 0;
function holdOrGiveUp(scene, failure, why) {
    const { world, roles, request } = scene;
    const raised = raiseBlue(scene);
    if (raised !== null)
        return raised;
    const isHopeful = roles.blue !== null && roles.blue.status !== 'DRAINING';
    // The start of a task: somebody who asks for the way back has that time, and a blue that was lowered needs it.
    const isPatient = failure.reason === 'asked-for' || wasLowered(scene);
    const patienceMs = isPatient
        ? Math.max(blueRecoveryMs, request.readyTimeoutSeconds * 1000)
        : blueRecoveryMs;
    if (isHopeful && world.nowMs - failure.atMs < patienceMs)
        return (0,make_step/* wait */.uk)('rollback', 'waiting-for-blue-to-serve', why, 1000);
    return (0,make_step/* step */.PM)('end', 'no-rollback-target', why, {
        kind: 'end',
        result: 'failed',
        message: `Failed, and not rolled back: ${failure.what}, and ${why}. ${(0,traffic_words/* describeTraffic */.h)(roles)} Green is left as it is, since nothing ` +
            `better could serve. ${failure.advice} Then release ${request.service} again.`,
        details: [],
    });
}
function labelBlueBriefly({ world, roles, memory }) {
    const { blue } = roles;
    if (blue === null || blue.status !== 'ACTIVE')
        return null;
    const sinceMs = memory.rollbackLabelSinceMs;
    const key = `label ${blue.arn}`;
    const isTaken = memory.trouble?.key !== key;
    const isTried = sinceMs !== null && (isTaken || world.nowMs - sinceMs >= labelPatienceMs);
    if (isTried || key in memory.abandoned)
        return null;
    return (0,make_step/* step */.PM)('rollback', 'labelling-blue', `blue ${blue.id} is the one to keep again`, {
        kind: 'label',
        set: blue.arn,
        withinMs: labelPatienceMs,
    });
}
function moveNextRule(scene) {
    const { roles, memory } = scene;
    const { pair, production } = roles;
    if (pair?.blue == null)
        return null;
    const { green: greenGroup, blue: to } = pair;
    const stuck = production
        .filter((rule) => (0,traffic/* weightOf */.mm)(rule, greenGroup) > 0)
        .map((rule) => ({ kind: 'write-rule', rule, actions: (0,traffic/* moveWeight */.QB)(rule, greenGroup, to) }))
        .filter((write) => !((0,writes/* writeKey */.TE)(write) in memory.abandoned));
    // Those up to the last one that AWS took need not show yet: the others don't wait for that.
    const sent = stuck.findIndex((write) => isJustSent(scene, write) && memory.trouble?.key !== (0,writes/* writeKey */.TE)(write));
    const next = stuck[sent + 1] ?? stuck[sent];
    if (next === undefined)
        return null;
    return (waitForAnswer(scene, next) ??
        claimAgainst(scene, (0,writes/* writeKey */.TE)(next)) ??
        (0,make_step/* step */.PM)('rollback', 'rolling-back', `${(0,traffic/* formatRule */.UT)(next.rule)} goes back`, next));
}
/** Two runs that write the same rules could go on for ever: the way back takes the fence, and the other one stands down. */
function claimAgainst({ memory, world, request }, key) {
    const { fence: found } = world.service.tags;
    // One that was wiped, and taken again by the other one, has to be claimed anew.
    const isHeld = memory.fence !== null && memory.fence.value === found;
    if (isHeld || !memory.rulesRolledBack.includes(key) || guards/* fenceKey */.xO in memory.abandoned)
        return null;
    const { runId, runAttempt } = request.release;
    const because = 'another run undoes the way back: it stands down once this one has the service';
    const fence = (0,run_fence/* nextFence */.NQ)(found, runId, runAttempt);
    return (0,make_step/* step */.PM)('rollback', 'claiming-fence', because, { kind: 'tag-service', tags: { fence } });
}
function rollbackFailed({ roles, memory, request }, failure) {
    const { pair } = roles;
    const stuck = roles.production.filter((rule) => pair !== null && (0,traffic/* weightOf */.mm)(rule, pair.green) > 0);
    return (0,make_step/* step */.PM)('end', 'rollback-failed', 'AWS does not take the way back', {
        kind: 'end',
        result: 'failed',
        message: `Rollback failed: ${failure.what}, and the production rules of service ${request.service} could not be moved back. ` +
            `${(0,traffic_words/* describeTraffic */.h)(roles)} Run the commands below with rights to change listeners, now.`,
        details: [...stuck.map((rule) => (0,by_hand/* handCommand */.r)(rule, pair)), ...(0,evolve_undone/* leftUndone */.h)(memory)],
    });
}
/** Traffic is where it belongs. What is left: the label, the test rule, green, auto scaling, the tags. */
function cleanUp(scene, failure) {
    return (settleRollback(scene) ??
        labelBlue(scene) ??
        raiseBlue(scene) ??
        (scene.roles.green === null && !isResumed(failure) ? null : (0,guards/* holdFence */.pw)(scene)) ??
        (0,rolled_back/* noteRollback */.BM)(scene) ??
        freeTestRule(scene) ??
        (scene.memory.interrupted === null ? probeAfterRollback(scene, failure) : null) ??
        watchRollback(scene, failure) ??
        deleteGreen(scene) ??
        tidyUp(scene) ??
        endAstray(scene, failure) ??
        endRolledBack(scene, failure));
}
/** A run that was cancelled before it took the service has nothing to tidy up there: tags and scaling are the holder's. */
function tidyUp(scene) {
    const { memory, world, request } = scene;
    const holder = (0,run_fence/* parseFence */.Hz)(world.service.tags.fence);
    if (memory.fence === null && holder !== null && holder.runId !== request.release.runId)
        return null;
    // A green that is kept for a look is an idle fleet: it halves the average load (fact 21a).
    const scaling = (0,kept_green/* keptGreen */.qS)(world) === null ? (0,teardown/* restoreScaling */.oQ)(scene, 'rollback') : null;
    const next = scaling ?? (0,teardown/* clearTags */.Z1)(scene, 'rollback');
    return next === null ? null : ((0,guards/* holdFence */.pw)(scene) ?? next);
}
function settleRollback({ memory, world }) {
    const { pending, trouble } = memory;
    if (pending !== null && world.nowMs - pending.atMs < 5000)
        return (0,make_step/* wait */.uk)('rollback', 'reading-back', 'the last write does not show yet', 400);
    if (trouble !== null && world.nowMs - trouble.lastMs < Math.min(500 * 2 ** trouble.count, 10_000))
        return (0,make_step/* wait */.uk)('rollback', 'backing-off', `${trouble.last.action}: ${trouble.last.code}; trying again`, 500);
    return null;
}
function labelBlue(scene) {
    const { blue, green } = scene.roles;
    if (blue?.status !== 'ACTIVE' || green?.status !== 'PRIMARY')
        return null;
    const because = `blue ${blue.id} has the traffic, and ECS deletes no PRIMARY`;
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('rollback', 'labelling-blue', because, { kind: 'label', set: blue.arn, withinMs: null }));
}
/** A probe that fails on blue too was not green's fault, and that is said. */
function probeAfterRollback(scene, failure) {
    const { memory, world } = scene;
    if (failure.reason !== 'baked-bad-probe' || memory.afterRollbackProbe.lastMs !== null)
        return null;
    const { green } = scene.roles;
    if (green === null)
        return null;
    // A test rule that AWS would not take back shows green for as long as anybody waits.
    const leftMs = (0,roles_roles/* isOnAnyRule */.aU)(world, green) ? 0 : (0,quiet/* quietInMs */.Wy)(scene, green) - 5000;
    if (leftMs > 0)
        return (0,make_step/* wait */.uk)('rollback', 'letting-nodes-follow', 'every node has to know the way back first', leftMs);
    const probing = (0,health_probing/* productionProbing */.B$)(scene);
    if (probing.requests === null)
        return null;
    return (0,make_step/* step */.PM)('rollback', 'probing-after-rollback', 'does production answer again?', {
        kind: 'probe',
        purpose: 'after-rollback',
        requests: probing.requests,
    });
}
/**
 * Invariant 7 from the other side: a run that was sent away may have had a write under way, and it lands after ours.
 * As long as that can be, the rules are looked at, and `back` writes them again.
 */
function watchRollback(scene, failure) {
    const { memory, world, roles } = scene;
    if (roles.green === null || roles.green.status === 'DRAINING')
        return null;
    const sinceMs = memory.rollbackWrittenMs ?? (failure.reason === 'asked-for' ? memory.startedAtMs : null);
    if (sinceMs === null)
        return null;
    const leftMs = sinceMs + quiet/* propagationMs */.Zs - world.nowMs;
    const because = 'a stale run could still undo the way back; then it is written again';
    return leftMs > 0 ? (0,make_step/* wait */.uk)('rollback', 'watching-rollback', because, Math.min(leftMs, 1000)) : null;
}
function freeTestRule(scene) {
    const { green, pair, test } = scene.roles;
    if (green === null || pair?.blue == null)
        return null;
    const { green: greenGroup, blue: to } = pair;
    const rule = test.find((candidate) => (0,traffic/* weightOf */.mm)(candidate, greenGroup) > 0);
    if (rule === undefined)
        return null;
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('rollback', 'pointing-test-rule', `${(0,traffic/* formatRule */.UT)(rule)} shows blue to testers again`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, greenGroup, to),
    }));
}

// EXTERNAL MODULE: ./build/domain/task-sets/forward/answer-drift.js
var answer_drift = __webpack_require__(73669);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/rollback-tags.js
var rollback_tags = __webpack_require__(98511);
// EXTERNAL MODULE: ./build/domain/common/values/time.js
var time = __webpack_require__(64857);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/switch.js









/** Older than this, the time in the lease is not that of the switch: it is written anew. */
const freshLeaseMs = 60_000;
/**
 * Label, lease, rules. The label comes first because ECS itself then refuses to delete green; the lease before the
 * rules, so that whoever finds the switch done also finds what the way back is and how long it is kept.
 */
const switchOver = (scene) => {
    const { green } = scene.roles;
    if (green === null || (0,switch_state/* isSwitched */.sP)(scene))
        return null;
    if (scene.memory.switchedAtMs !== null)
        return null;
    return (0,answer_drift/* answerDrift */.k)(scene) ?? label(green) ?? writeLease(scene, green) ?? switchNextRule(scene, green);
};
const label = (green) => green.status === 'PRIMARY'
    ? null
    : (0,make_step/* step */.PM)('switch', 'labelling-green', 'from now on ECS itself refuses to delete green', {
        kind: 'label',
        set: green.arn,
        withinMs: null,
    });
function writeLease(scene, green) {
    const { world, memory } = scene;
    const tagged = world.service.tags;
    const writtenMs = Date.parse(tagged['switched-at'] ?? '');
    const { blue } = scene.roles;
    // Without blue no tag of that name is written, so one that an earlier release left says nothing either way.
    const isWritten = tagged.green === green.arn && (blue === null || tagged.blue === blue.arn);
    // Bake and lease count from it, so the one that a killed process wrote before a switch it never finished won't do.
    const isOwn = writtenMs >= memory.startedAtMs;
    if (isWritten && isOwn && (world.nowMs - writtenMs < freshLeaseMs || (0,switch_state/* isGreenLive */.Cz)(scene)))
        return null;
    return (0,make_step/* step */.PM)('switch', 'writing-lease', 'what the way back is, and until when it is kept', {
        kind: 'tag-service',
        tags: leaseTags(scene, green, world.nowMs),
    });
}
/** Blue, lease, rules and pair in one write, so that none can be there without the others. */
function leaseTags(scene, green, switchedAtMs, scale = asItStands) {
    const { request, roles, memory, world } = scene;
    const { verdict } = memory.baseline;
    const common = {
        green: green.arn,
        'switched-at': (0,time/* iso */.K)(switchedAtMs),
        'bake-until': (0,time/* iso */.K)((0,switch_state/* bakeEndsMs */.gC)(scene) ?? switchedAtMs + request.bake.seconds * 1000),
        ...(verdict === 'unknown' ? {} : { baseline: verdict }),
    };
    if (roles.blue === null)
        return common;
    const keptMs = Math.max(request.warmSeconds, request.bake.seconds) * 1000;
    return {
        ...common,
        blue: roles.blue.arn,
        'lease-until': (0,time/* iso */.K)(switchedAtMs + keptMs),
        'lease-scale': (0,tags_lease/* formatLeaseScale */.KZ)(scale(roles.blue)),
        ...(0,rollback_tags/* rollbackTags */.y)(world.service.arn, roles.production, roles.pair),
        // A way back anew takes blue back: somebody asked for it, as where blue is warm.
        ...(request.command === 'rollback' ? (0,revision_quarantine/* quarantineTags */.Yl)(world, roles.blue, 'asked-for') : {}),
    };
}
/** Before the switch blue carries everybody at the scale that it has. */
const asItStands = ({ scalePercent }) => ({
    kept: scalePercent,
    full: scalePercent,
});
/** Invariant 2: ready in the very observation that decides it, and nothing but green and its own targets in its group. */
function switchNextRule({ world, roles, ...rest }, green) {
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    if (!verdict.isYes)
        return (0,make_step/* wait */.uk)('switch', 'waiting-for-ready', `green ${green.id}: ${verdict.why}`, 500);
    if ((0,readiness/* strangers */.ob)(world, green).length + (0,readiness/* groupMates */.YK)(world, green).length > 0)
        return (0,make_step/* wait */.uk)('switch', 'waiting-for-group-to-empty', "others stand in green's group", 1000);
    const [rule] = (0,switch_state/* rulesToSwitch */.FW)({ world, roles, ...rest });
    if (rule === undefined || roles.pair?.blue == null)
        return null;
    return (0,make_step/* step */.PM)('switch', 'switching', `${(0,traffic/* formatRule */.UT)(rule)} goes to green ${green.id}`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, roles.pair.blue, roles.pair.green),
    });
}

;// CONCATENATED MODULE: ./build/domain/task-sets/forward/bake.js










/** After the switch: green is watched under real traffic, and so are the rules, until the bake is over. */
const bake = (scene) => {
    const { green, blue } = scene.roles;
    if (green === null || scene.memory.switchedAtMs === null)
        return null;
    // Without blue the tags alone tell a bake from a release that ended long ago, unless this process made the switch.
    // Such a release ended with green as PRIMARY: one that is not was never switched by us.
    const isTagged = scene.world.service.tags.green === green.arn;
    const isEnded = blue === null && !isTagged && green.status === 'PRIMARY';
    if (isEnded && !scene.memory.hasSeenSwitch)
        return (0,answer_drift/* answerDrift */.k)(scene);
    return (0,answer_drift/* answerDrift */.k)(scene) ?? rewriteLease(scene, green) ?? prolong(scene, green) ?? watch(scene, green);
};
/** Wiped tags: a lease that nobody can read would leave blue without an end. */
function rewriteLease(scene, green) {
    const { world, roles, memory } = scene;
    const { tags } = world.service;
    if (roles.blue === null)
        return null;
    // A rule that came after the switch has to go back as well: then what the way back would read is written anew.
    const known = (0,rollback_tags/* rollbackTags */.y)(world.service.arn, roles.production, roles.pair);
    const isThere = tags.green === green.arn &&
        tags.blue === roles.blue.arn &&
        (known.rules === undefined || (known.rules === tags.rules && known.pair === tags.pair));
    if (isThere)
        return null;
    const because = 'the lease was wiped, or the rules are others by now';
    const atMs = (0,switch_state/* switchedAtMs */.d0)(scene) ?? memory.switchedAtMs ?? world.nowMs;
    const tagsDue = leaseTags(scene, green, atMs, tags_lease/* leaseScaleAfterWipe */.YM);
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('bake', 'writing-lease', because, { kind: 'tag-service', tags: tagsDue }));
}
/** The tag may be so much behind before it is written again: those who wait for it add more than that. */
const tagLagMs = 5000;
/** A bake that began anew, or late, ends later than the tag says that others wait by. */
function prolong(scene, green) {
    const { world, memory } = scene;
    const endsMs = (0,switch_state/* bakeEndsMs */.gC)(scene);
    // Without the lease nobody waits.
    if (world.service.tags.green !== green.arn)
        return null;
    if (memory.isBakePassed || endsMs === null || endsMs <= world.nowMs)
        return null;
    const taggedMs = Date.parse(world.service.tags['bake-until'] ?? '');
    if (endsMs - taggedMs <= tagLagMs)
        return null;
    const write = { kind: 'tag-service', tags: { 'bake-until': (0,time/* iso */.K)(endsMs) } };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('bake', 'writing-lease', 'others wait for the end of this bake', write));
}
function watch(scene, green) {
    const { memory, world, request } = scene;
    if (memory.isBakePassed)
        return null;
    const leftMs = ((0,switch_state/* bakeEndsMs */.gC)(scene) ?? world.nowMs) - world.nowMs;
    const intervalMs = request.bake.probeIntervalSeconds * 1000;
    const dueMs = (memory.bakeProbe.lastMs ?? 0) + intervalMs - world.nowMs;
    if (memory.baseline.verdict === 'passed' && dueMs <= 0 && leftMs > 0) {
        const probing = (0,health_probing/* productionProbing */.B$)(scene);
        if (probing.requests !== null)
            return (0,make_step/* step */.PM)('bake', 'baking', `does ${probing.where} still answer?`, {
                kind: 'probe',
                purpose: 'bake',
                requests: probing.requests,
            });
    }
    const nextMs = Math.min(intervalMs, dueMs > 0 ? dueMs : intervalMs, leftMs > 0 ? leftMs : 700);
    const because = `green ${(0,describe_set/* formatSet */.M)(green)} serves; ${String(Math.max(0, Math.ceil(leftMs / 1000)))} s of the bake are left`;
    return (0,make_step/* wait */.uk)('bake', 'baking', because, Math.max(200, nextMs));
}

// EXTERNAL MODULE: ./build/domain/common/run/refusal.js
var refusal = __webpack_require__(1585);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/keep-blue.js
var keep_blue = __webpack_require__(54685);
// EXTERNAL MODULE: ./build/domain/task-sets/health/teardown-time.js
var teardown_time = __webpack_require__(92652);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/creation.js
var creation = __webpack_require__(292);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/preflight.js + 2 modules
var preflight = __webpack_require__(23864);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/prepare.js










/** Everything up to green's creation, in the order in which each needs the one before. */
const prepare = (scene) => scene.roles.green !== null
    ? null
    : (register(scene) ??
        suspendScaleIn(scene) ??
        attachIdle(scene) ??
        awaitFreeGroup(scene) ??
        makeRoom(scene) ??
        createGreen(scene));
/** Registering is what is skipped when nothing changed, never the release: images move and secrets rotate. */
function register({ world, memory }) {
    const { candidate } = world;
    if (candidate === null || memory.registered !== null || candidate.registeredAs !== null)
        return null;
    if (candidate.content === null)
        return null;
    return (0,make_step/* step */.PM)('prepare', 'registering', `a new revision of ${candidate.family} from ${candidate.source}`, {
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
    const before = memory.scalingBefore ?? (0,writes/* formatScaling */.$_)(scaling);
    if (world.service.tags.scaling === undefined)
        return (0,make_step/* step */.PM)('prepare', 'suspending-scale-in', 'what auto scaling was is kept in a tag first', {
            kind: 'tag-service',
            tags: { scaling: before },
        });
    if (scaling.scaleInSuspended)
        return null;
    return (0,make_step/* step */.PM)('prepare', 'suspending-scale-in', 'two fleets halve the average load', {
        kind: 'write-scaling',
        state: { ...scaling, scaleInSuspended: true },
    });
}
/** A group on no rule is never checked, and ECS refuses a set for it (facts 9 and 25). */
function attachIdle({ roles }) {
    const { pair, production } = roles;
    if (pair === null)
        return null;
    const rule = production.find((candidate) => (0,traffic/* forwardOf */.pl)(candidate) !== null && !(0,traffic/* holds */.v9)(candidate, pair.green));
    if (rule === undefined)
        return null;
    return (0,make_step/* step */.PM)('prepare', 'attaching-idle-group', `${(0,arn/* shortName */.EU)(pair.green)} joins ${(0,traffic/* formatRule */.UT)(rule)} at weight 0`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* bringIn */.Yz)(rule, pair.green),
    });
}
/**
 * What stands in the idle group may still be somebody's way back: until it is being deleted, a rollback would send users
 * to green as well, which nothing has proven yet. It is deleted as soon as every node knows that it gets no traffic.
 */
function awaitFreeGroup(scene) {
    const { roles, world } = scene;
    const warm = roles.leftovers.find((set) => set.status === 'ACTIVE' &&
        set.attachment?.group === roles.pair?.green &&
        !(0,roles_roles/* isOnAnyRule */.aU)(world, set) &&
        !(0,quiet/* isQuiet */.rM)(scene, set));
    if (warm === undefined)
        return null;
    const because = `${warm.id} stands where green will stand, and is deleted once no node sends it anything (${(0,leftover/* describeLeftover */.t)(world, warm)})`;
    // What is live now may lose its traffic meanwhile, and how long ago that was counts from the look that shows it.
    return (0,make_step/* wait */.uk)('prepare', 'superseding', because, Math.min((0,quiet/* quietInMs */.Wy)(scene, warm), 1000));
}
/**
 * Five sets are all that ECS allows, and draining ones may count (fact 10): what is over has to vanish first. Where none
 * is on its way out, or it takes too long, ECS is asked all the same, and what it answers is told.
 */
function makeRoom({ world, memory }) {
    const going = world.taskSets.find(({ status }) => status === 'DRAINING');
    if (world.taskSets.length < preflight/* maxTaskSets */.Z || going === undefined)
        return null;
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    if (waitedMs > 2 * (0,teardown_time/* teardownMs */.v)(world, going))
        return null;
    return (0,make_step/* wait */.uk)('prepare', 'superseding', 'the service has five task sets; one that is over has to vanish first', 2000);
}
function createGreen({ request, world, roles, memory }) {
    const revision = memory.registered ?? world.candidate?.registeredAs ?? null;
    if (revision === null)
        return (0,make_step/* wait */.uk)('prepare', 'reading-back', 'the new revision does not show yet', 500);
    const created = (0,creation/* creation */.Ix)(request, world, roles, revision, memory.createTry);
    if (created === null)
        return null;
    return (0,make_step/* step */.PM)('start', 'creating-green', `green runs ${(0,arn/* shortName */.EU)(revision)} beside ${roles.blue?.id ?? 'nothing'}`, {
        kind: 'create-green',
        request: created,
    });
}

// EXTERNAL MODULE: ./build/domain/task-sets/revision/restage.js
var restage = __webpack_require__(37932);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
// EXTERNAL MODULE: ./build/domain/task-sets/status/status.js
var status_status = __webpack_require__(13362);
;// CONCATENATED MODULE: ./build/domain/task-sets/commands/commands.js

















const refused = (scene, problem) => (0,make_step/* end */._N)('refused', 'preflight-failed', `Nothing was changed: ${problem} ${(0,traffic_words/* describeTraffic */.h)(scene.roles)}`);
/** promote needs one staged green, still wanted, of the commit that was approved. */
const findStaged = (scene) => {
    const { request, roles, memory, world } = scene;
    if (memory.isPreflightPassed || memory.failure !== null)
        return null;
    const { green } = roles;
    const { expectedCommit } = request.goal;
    if (green === null) {
        const expired = (0,restage/* expiredStage */.mu)(request, world);
        const problem = expired === null ? nothingStaged(request) : (0,restage/* restageProblem */.H9)(scene, expired);
        return problem === null ? null : refused(scene, problem);
    }
    if (expectedCommit !== null && green.tags.commit !== expectedCommit)
        return refused(scene, `green ${green.id} was staged for commit ${green.tags.commit ?? '(unknown)'}, and expected-sha is ${expectedCommit}: ` +
            'stage the commit that was approved.');
    if ((0,switch_state/* isGreenLive */.Cz)(scene) || !(0,staged/* isExpired */._d)(green, world.nowMs))
        return null;
    const expired = (0,restage/* expiredStage */.mu)(request, world);
    const problem = expired === null ? null : (0,restage/* restageProblem */.H9)(scene, expired);
    return problem === null ? null : refused(scene, problem);
};
function nothingStaged({ goal, service }) {
    if (goal.promoted === null)
        return `nothing is staged for service ${service}: run the command stage first.`;
    return `release "${goal.promoted}" is not staged for service ${service}: it was promoted and replaced, removed, or never staged.`;
}
/** Only what is to be staged again is made here; any other green was made by the command stage. */
const commands_restage = (scene) => (scene.request.goal.isRestaging ? prepare(scene) : null);
/** What a rollback must not do, said before anything is written. */
const refuseRollback = (scene) => {
    const { roles, request, memory, world } = scene;
    if (memory.isPreflightPassed || memory.rollbackLabelSinceMs !== null || (0,rolled_back/* isCleanupOwed */.MV)(scene))
        return null;
    const from = roles.green ?? roles.blue;
    if (from === null)
        return refused(scene, `no task set of service ${request.service} is live, so there is nothing to roll back.`);
    if ((0,rolled_back/* hasRolledBack */.cA)(scene))
        return (endStray(scene) ??
            (0,make_step/* end */._N)('rolled-back', 'asked-for', `This run has rolled service ${request.service} back already. ${(0,traffic_words/* describeTraffic */.h)(roles)}`, (0,kept_green/* keptGreen */.qS)(scene.world) === null ? [] : [(0,kept_green/* describeKeptGreen */.rq)(scene.world)]));
    const { rollbackTo: rollbackTo } = request.goal;
    if (rollbackTo !== null && (0,green_role/* isRevision */.oN)(from, rollbackTo) && !(0,green_role/* isOwnSet */.pO)(request, world, memory, from))
        return refused(scene, `revision ${rollbackTo} is what service ${request.service} runs now: name an older one.`);
    if ((0,rolled_back/* isRolledBackAlready */.Ip)(scene))
        return refused(scene, describeNextRollback(scene));
    const isPermitted = request.isForced && request.goal.writtenReason !== null;
    if (from.tags['forward-only'] === undefined || isPermitted)
        return null;
    return refused(scene, `release ${from.tags.release ?? from.id} is forward-only (${from.tags['forward-only']}): its irreversible step has run. ` +
        'Release a new version; or, if you know that the old one works, set force and write the reason.');
};
const describeNextRollback = ({ roles: { green, blue } }) => `release ${green?.tags.release ?? ''} has gone back to ${green === null ? 'it' : (0,describe_set/* formatSet */.M)(green)} already, and before that was ` +
    `${blue === null ? 'what it took back' : `${(0,describe_set/* formatSet */.M)(blue)}, which it took back`}: name with rollback-to the revision to go on to.`;
/** It was taken back, and somebody has sent users since to a group where nothing of this service serves. */
function endStray({ roles, request }) {
    const [serving] = roles.live;
    const home = serving?.attachment?.group;
    const away = [roles.pair?.green, roles.pair?.blue].find((group) => group != null && group !== home);
    if (home === undefined || away == null)
        return null;
    const stray = roles.production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, away) > 0);
    if (stray.length === 0)
        return null;
    return (0,make_step/* end */._N)('failed', 'drift', `This run has rolled service ${request.service} back already, and somebody else has changed the weights since. ` +
        `${(0,traffic_words/* describeTraffic */.h)(roles)} Nothing more is changed: find what writes the rules, and run the commands below.`, stray.map((rule) => (0,by_hand/* handCommand */.r)(rule, { green: away, blue: home })));
}
/** teardown needs a blue that is kept, and all of production on green. */
const findWarm = (scene) => {
    const { roles, request, memory } = scene;
    if (memory.isPreflightPassed)
        return null;
    // An earlier teardown died before it had tidied up: this one does.
    const isHalfDone = roles.green !== null && scene.world.service.tags.green === roles.green.arn;
    if (roles.blue === null && (0,switch_state/* isSwitched */.sP)(scene) && isHalfDone)
        return null;
    if (roles.blue === null && (roles.green === null || (0,switch_state/* isSwitched */.sP)(scene)))
        return (0,make_step/* end */._N)('torn-down', 'nothing-kept', `Nothing to tear down: service ${request.service} keeps no blue. ${(0,traffic_words/* describeTraffic */.h)(roles)}`, (0,teardown/* leftoverNotes */.bc)(scene));
    if ((0,switch_state/* isSwitched */.sP)(scene))
        return refuseForUnhealthyGreen(scene);
    return refused(scene, `production of service ${request.service} is not all on ${roles.green === null ? 'one task set' : (0,describe_set/* formatSet */.M)(roles.green)}, which ` +
        'the last release switched to, so nothing may be removed: roll back or release first.');
};
/** Blue may be the only way back; who knows better says so. */
function refuseForUnhealthyGreen(scene) {
    const { roles, request } = scene;
    const why = request.isForced || roles.blue?.status !== 'ACTIVE' ? null : (0,keep_blue/* whyNeeded */.y)(scene);
    if (why === null || roles.blue === null)
        return null;
    return refused(scene, `${why}, and blue ${(0,describe_set/* formatSet */.M)(roles.blue)} may be the only way back: run the command rollback, or mend the live version; ` +
        'with force blue is removed all the same.');
}
/** The warm time is over; what AWS would not take is listed, and the run is red. */
const endTornDown = (scene) => {
    if (!(0,switch_state/* isSwitched */.sP)(scene))
        return endOvertaken(scene);
    const { blue } = scene.roles;
    const undone = [
        ...(blue === null ? [] : [`blue ${(0,describe_set/* formatSet */.M)(blue)} is still there (${blue.status})`]),
        ...(0,evolve_undone/* leftUndone */.h)(scene.memory),
    ];
    if (undone.length > 0)
        return (0,make_step/* end */._N)('failed', 'cleanup-incomplete', `Not torn down: blue of service ${scene.request.service} could not be removed. ${(0,traffic_words/* describeTraffic */.h)(scene.roles)} Mend what is listed, then run teardown again.`, undone);
    return (0,make_step/* end */._N)('torn-down', 'torn-down', `Torn down: the warm time of service ${scene.request.service} was ended. ${(0,traffic_words/* describeTraffic */.h)(scene.roles)}`, (0,teardown/* leftoverNotes */.bc)(scene));
};
/** Its green lost the traffic, or is gone, while it was at work: whoever did that knows why. */
function endOvertaken({ request, roles, memory, world }) {
    const sinceMs = memory.idleSinceMs;
    if (sinceMs === null || world.nowMs - sinceMs < refusal/* staleReadMs */.al)
        return null;
    return (0,make_step/* end */._N)('failed', 'drift', `Stopped: while this teardown was at work somebody else changed the production weights of service ${request.service}, or deleted ` +
        `what they lead to. ${(0,traffic_words/* describeTraffic */.h)(roles)} Nothing more is changed: run the command status, then rollback or deploy.`, (0,evolve_undone/* leftUndone */.h)(memory));
}
/** status only tells. */
const endStatus = (scene) => (0,make_step/* end */._N)('status', 'status', `Service ${scene.request.service}: ${(0,traffic_words/* describeTraffic */.h)(scene.roles)}`, (0,status_status/* statusLines */.Cd)(scene));

;// CONCATENATED MODULE: ./build/domain/task-sets/forward/finish.js










/** A creation that was sent just before the process died shows within so long, or never. */
const creationMs = 5000;
/** The one who finishes for another has a minute at most. What is left then is said, with the command that ends it. */
const endInTime = (scene) => {
    const { request, world, roles, memory } = scene;
    if (request.finishByMs === null || world.nowMs < request.finishByMs)
        return null;
    const why = memory.failure?.what ?? memory.interrupted?.why ?? 'the run was ended';
    const what = isToKeep(scene) ? 'Not wholly tidied up' : 'Not wholly taken back';
    return (0,make_step/* step */.PM)('end', 'out-of-time', 'the time of the post step is over', {
        kind: 'end',
        result: 'failed',
        message: `${what}: ${why}, and the time to finish was over. ${(0,traffic_words/* describeTraffic */.h)(roles)} ` + advice(scene),
        details: [...(isToKeep(scene) ? [] : openRules(scene)), ...describeOpen(scene), ...(0,evolve_undone/* leftUndone */.h)(memory)],
    });
};
/** After the bake, and in a teardown, green is what should be live: nothing is taken back. */
const isToKeep = ({ request, memory }) => memory.failure === null && (memory.isBakePassed || request.command === 'teardown');
function advice({ request, ...scene }) {
    if (isToKeep({ request, ...scene }) || !(0,switch_state/* isGreenLive */.Cz)({ request, ...scene }))
        return `Users are served. The next command for service ${request.service} (deploy, rollback or sweep) ends what is left.`;
    const command = request.command === 'rollback' ? 'Run the rollback again' : 'Run the command rollback';
    return `${command} for service ${request.service} now: it takes traffic back and ends what is left.`;
}
/** What moves traffic by hand, for those who can't run a job. */
function openRules({ roles, request, world, memory }) {
    const { pair, production } = roles;
    if (pair === null || !(0,switch_state/* isGreenLive */.Cz)({ roles, request, world, memory }))
        return [];
    return production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, pair.green) > 0).map((rule) => (0,by_hand/* handCommand */.r)(rule, pair));
}
function describeOpen(scene) {
    const { roles, world, memory } = scene;
    const { pair, test } = roles;
    const green = isToKeep(scene) ? null : roles.green;
    const { scaling } = world;
    const before = (0,writes/* parseScaling */.f1)(world.service.tags.scaling ?? memory.scalingBefore ?? '');
    const isSuspended = before !== null && scaling !== null && (0,writes/* formatScaling */.$_)(before) !== (0,writes/* formatScaling */.$_)(scaling);
    return [
        ...(green === null || green.status === 'DRAINING'
            ? []
            : [`green ${(0,describe_set/* formatSet */.M)(green)} is still there (${green.status})`]),
        ...test
            .filter((rule) => pair !== null && (0,traffic/* weightOf */.mm)(rule, pair.green) > 0)
            .map((rule) => `${(0,traffic/* formatRule */.UT)(rule)} still shows green to testers`),
        ...(isSuspended ? ['auto scaling is still suspended as the release had left it'] : []),
    ];
}
/** Green may be on its way: deciding without it would leave it behind. */
const awaitCreation = ({ memory, roles, world }) => memory.interrupted?.isCreating === true &&
    roles.green === null &&
    world.nowMs - memory.startedAtMs < creationMs
    ? (0,make_step/* wait */.uk)('rollback', 'reading-back', 'green may have been created just before', 500)
    : null;
/** Cancelled or killed after blue was deleted: the release is over but for what it had suspended, and its tags. */
const tidyKept = (scene) => {
    const { memory, roles, request } = scene;
    const isKept = memory.isCancelled && memory.isPreflightPassed && memory.failure === null;
    if (!isKept || !isToKeep(scene) || request.onCancel === 'keep' || !(0,switch_state/* isSwitched */.sP)(scene))
        return null;
    if (roles.green?.status !== 'PRIMARY' || isStanding(roles.blue))
        return null;
    const alone = { ...scene, roles: { ...roles, blue: null } };
    const next = (0,teardown/* restoreScaling */.oQ)(scene, 'teardown') ?? (0,teardown/* clearTags */.Z1)(alone, 'teardown');
    return next === null ? null : ((0,guards/* settle */.G9)(scene) ?? (0,guards/* backOff */.fu)(scene) ?? (0,guards/* holdFence */.pw)(scene) ?? next);
};
const isStanding = (set) => set !== null && set.status !== 'DRAINING';

// EXTERNAL MODULE: ./build/domain/task-sets/forward/await-bake.js
var await_bake = __webpack_require__(38485);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/gate.js
var gate = __webpack_require__(58298);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/heal.js
var heal = __webpack_require__(60743);
// EXTERNAL MODULE: ./build/domain/task-sets/dry-run/describe.js
var describe = __webpack_require__(33152);
// EXTERNAL MODULE: ./build/domain/task-sets/dry-run/dry-run.js + 4 modules
var dry_run = __webpack_require__(89694);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/plan.js




/** plan only tells: red with every problem and risk at once where a deploy would be refused. */
const endPlan = (decide) => (scene) => {
    const { request, roles } = scene;
    const dryRun = (0,dry_run/* dryRunOf */.m)(scene, decide);
    if (dryRun.isReleasable)
        return (0,make_step/* step */.PM)('end', 'planned', 'a plan writes nothing', {
            kind: 'end',
            result: 'planned',
            message: `Planned, nothing was written: ${(0,describe/* describeDryRun */._5)(dryRun)} ${(0,traffic_words/* describeTraffic */.h)(roles)}`,
            details: (0,describe/* dryRunLines */.Qs)(dryRun),
        });
    const problems = [...dryRun.problems, ...(request.isForced ? [] : dryRun.risks)];
    const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
    return (0,make_step/* step */.PM)('preflight', 'preflight-failed', `preflight found ${count}`, {
        kind: 'end',
        result: 'refused',
        message: `Nothing was written, and a deploy would be refused: preflight found ${count} with service ${request.service} ` +
            `in cluster ${request.cluster}. ${(0,traffic_words/* describeTraffic */.h)(roles)}`,
        details: problems,
    });
};

// EXTERNAL MODULE: ./build/domain/task-sets/sweep/sweep.js + 3 modules
var sweep = __webpack_require__(90765);
;// CONCATENATED MODULE: ./build/domain/task-sets/commands/stage.js









/** Staged before and promoted since: a stage that is run again finds its green live, and leaves it to whoever promoted it. */
const refusePromoted = (scene) => {
    const { green } = scene.roles;
    if (scene.memory.isPreflightPassed || green === null || !(0,switch_state/* isGreenLive */.Cz)(scene))
        return null;
    if (!(0,switch_state/* isSwitched */.sP)(scene))
        return endExposed(scene);
    return (0,make_step/* end */._N)('staged', 'released', `Already promoted: green ${(0,describe_set/* formatSet */.M)(green)} of this release is live. ${(0,traffic_words/* describeTraffic */.h)(scene.roles)}`);
};
/** stage ends where a person may look: green is proven, and no production rule knows it. */
const endStaged = (scene) => {
    const { green } = scene.roles;
    if (green === null)
        return null;
    if ((0,switch_state/* isGreenLive */.Cz)(scene))
        return endExposed(scene);
    const url = (0,health_probing/* previewUrl */.e6)(scene);
    const preview = url === null
        ? 'No test rule or test-url is named, so there is no preview address.'
        : `Testers see it at ${url}.`;
    // An idle fleet halves the average load: scaling in would take tasks from live blue (fact 21a).
    const scaling = scene.world.service.tags.scaling === undefined ? '' : ' Scale-in stays suspended until then.';
    return (0,make_step/* end */._N)('staged', 'staged', `Staged: green ${(0,describe_set/* formatSet */.M)(green)} is ready beside the live version, as release ${green.tags.release ?? ''}. ${preview} ` +
        `${(0,traffic_words/* describeTraffic */.h)(scene.roles)} Promote it before ${green.tags.expires ?? 'it expires'}.${scaling}`);
};
/** A stage gives nobody to green: whoever did knows why, and what to do depends on that. */
function endExposed({ roles, request }) {
    const { production, pair } = roles;
    const exposed = production.filter((rule) => pair !== null && (0,traffic/* weightOf */.mm)(rule, pair.green) > 0);
    return (0,make_step/* end */._N)('failed', 'drift', `Stopped: somebody else sent production of service ${request.service} to green, which was only to be staged. ` +
        `${(0,traffic_words/* describeTraffic */.h)(roles)} Nothing more is changed. If users are to stay on green, promote it; if not, roll back, or run the commands below.`, exposed.map((rule) => (0,by_hand/* handCommand */.r)(rule, pair)));
}
/**
 * The release before, whose blue made room for this green, is over: left standing, its tags would have a promote take that
 * one for the one to promote, and a rollback look for a blue that is gone. What was suspended stays so for green's sake.
 */
const endEarlierRelease = (scene) => {
    const { roles, world } = scene;
    const { tags } = world.service;
    if (roles.green === null || tags.green === undefined || tags.green === roles.green.arn)
        return null;
    const isAdoption = tags.blue === roles.blue?.arn;
    const isBlueKept = world.taskSets.some(({ arn, status }) => arn === tags.blue && status !== 'DRAINING');
    if (isBlueKept && !isAdoption)
        return null;
    const names = teardown/* releaseTags */.dt.filter((name) => tags[name] !== undefined && name !== 'scaling' && !(name === 'blue' && isAdoption));
    const because = 'the release before is over: its blue made room for this green';
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('prepare', 'clearing-tags', because, { kind: 'untag-service', names }));
};

;// CONCATENATED MODULE: ./build/domain/task-sets/decide/decide.js




















/**
 * The order is the safety argument. A stale run stands down before anything else; a bad release goes back before
 * anything forward is thought of; nothing is decided on a world that may not show the last write yet; nothing is
 * written before preflight passed and the fence is held; and each later rule may rely on what the earlier ones saw to.
 */
const upToGate = [
    guards/* standDown */.Le,
    endInTime,
    awaitCreation,
    tidyKept,
    guards/* endOfCancel */.$d,
    rollBack,
    guards/* settle */.G9,
    guards/* backOff */.fu,
    guards/* preflight */.Mz,
    teardown/* alreadyOver */.PT,
    await_bake/* awaitBake */.eE,
    guards/* holdFence */.pw,
    heal/* healDead */.hW,
    heal/* healSplit */.xc,
    heal/* raiseLive */.X7,
    supersede/* supersede */.hh,
    supersede/* adoptBlue */.P3,
    prepare,
    gate/* gate */.G,
];
const fromSwitch = [switchOver, bake, teardown/* tearDown */.xQ, teardown/* tidyUp */.gN, teardown/* endReleased */.JE];
/** The same rules for every command: they differ in what they refuse, which green they are about, and where they end. */
const deciders = {
    deploy: [...upToGate, ...fromSwitch],
    stage: [refusePromoted, ...upToGate, endEarlierRelease, endStaged],
    promote: [
        findStaged,
        ...upToGate.map((decider) => (decider === prepare ? commands_restage : decider)),
        ...fromSwitch,
    ],
    rollback: [refuseRollback, ...upToGate.filter((decider) => decider !== await_bake/* awaitBake */.eE), ...fromSwitch],
    teardown: [
        guards/* standDown */.Le,
        endInTime,
        tidyKept,
        guards/* endOfCancel */.$d,
        guards/* settle */.G9,
        guards/* backOff */.fu,
        findWarm,
        await_bake/* awaitBake */.eE,
        guards/* preflight */.Mz,
        guards/* holdFence */.pw,
        teardown/* tearDown */.xQ,
        teardown/* tidyUp */.gN,
        endTornDown,
    ],
    sweep: [guards/* standDown */.Le, guards/* endOfCancel */.$d, guards/* settle */.G9, guards/* backOff */.fu, sweep/* sweepOn */._b, sweep/* markSweep */.kL, sweep/* endSwept */.xf],
    status: [endStatus],
    plan: [endPlan((...seen) => decideNextStep(...seen))],
};
/** The one thing to do next. Pure and total: the same world, plan and memory give the same step. */
function decideNextStep(request, world, memory) {
    const scene = (0,roles_scene/* sceneOf */.c)(request, world, memory);
    for (const decider of deciders[request.command]) {
        const next = decider(scene);
        if (next !== null)
            return changesNothing(scene, next) ? idle(scene) : next;
    }
    return idle(scene);
}
/** Written again and again, weights that stand already would keep the job busy for hours. */
const changesNothing = ({ world }, { act }) => act.kind === 'write-rule' && (0,writes/* isRuleWritten */.Ie)(act, world);
/** So long a world in which no rule has anything to say is believed to pass by itself. */
const idleLimitMs = 300_000;
/** A world that nobody thought of must not keep a job waiting for hours: it ends red, and says what it saw. */
function idle({ memory, world, roles, request }) {
    const sinceMs = memory.idleSinceMs ?? world.nowMs;
    if (world.nowMs - sinceMs < idleLimitMs)
        return (0,make_step/* wait */.uk)('end', 'idle', 'nothing to do in this observation', 1000);
    const sets = world.taskSets.map((set) => `${(0,describe_set/* formatSet */.M)(set)} ${set.status}, ${String(set.running)} running`);
    return (0,make_step/* step */.PM)('end', 'bug', 'no rule knows what to do', {
        kind: 'end',
        result: 'failed',
        message: `Stopped: no rule of this action knows what to do next with service ${request.service}. ${(0,traffic_words/* describeTraffic */.h)(roles)} ` +
            'Nothing more is changed. Please report this with the log; running the job again judges everything anew.',
        details: sets,
    });
}


/***/ }),

/***/ 55959:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isQuickLookEnough),
/* harmony export */   q: () => (/* binding */ isSeenEnough)
/* harmony export */ });
/* harmony import */ var _decide_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73496);
/* harmony import */ var _evolve_evolve_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48662);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61927);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23680);
/* harmony import */ var _tags_rollback_tags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98511);





/** So old an observation may be and still be the one that a way back is decided on. */
const freshMs = 2000;
/**
 * Whether what the tags led to is enough to decide on. Only for the first writes of a way back, the label and the
 * rules: they lead to what stood before, and each is judged by blue's own targets. Whatever else the decision would
 * be (an end, a wait, a deletion, anything forward) is left to an observation that looks everywhere.
 */
function isQuickLookEnough(request, world, memory) {
    const known = (0,_tags_rollback_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRollbackTags */ .X)(world.service);
    const { green, blue } = (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .rolesOf */ .R7)(request, world, memory);
    if (request.command !== 'rollback' || known === null || green === null || blue === null)
        return false;
    const isPair = green.attachment?.group === known.pair.green && blue.attachment?.group === known.pair.blue;
    const isWhole = known.rules.every(({ ref }) => world.rules.some((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .isSameRule */ .ZI)(ref, rule.ref)));
    if (!isPair || !isWhole)
        return false;
    return isRestoring((0,_decide_js__WEBPACK_IMPORTED_MODULE_0__/* .decideNextStep */ .A)(request, world, (0,_evolve_evolve_js__WEBPACK_IMPORTED_MODULE_1__/* .evolveWorld */ .y_)(request, memory, world)));
}
/**
 * Whether the next step may be decided on the observation that this one was decided on: after the label, and after
 * each rule, on the way back that somebody asked for. There the deciding observation is the re-read, and what costs
 * users their answers is time. Anything that did not go through is looked at again.
 */
const isSeenEnough = (request, world, step, outcome, nowMs) => request.command === 'rollback' &&
    isRestoring(step) &&
    outcome.kind === 'done' &&
    nowMs - world.nowMs < freshMs;
const isRestoring = ({ phase, act, reason }) => phase === 'rollback' && (act.kind === 'label' || (act.kind === 'write-rule' && reason === 'rolling-back'));


/***/ }),

/***/ 33152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ describeRegistration),
/* harmony export */   B6: () => (/* binding */ describeSource),
/* harmony export */   Qs: () => (/* binding */ dryRunLines),
/* harmony export */   _5: () => (/* binding */ describeDryRun),
/* harmony export */   uM: () => (/* binding */ describeSpan),
/* harmony export */   v4: () => (/* binding */ greenLines)
/* harmony export */ });
/* harmony import */ var _status_status_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13362);
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88272);


/** The gist, in a sentence. */
function describeDryRun({ revision, rules, deletes, creates }) {
    const production = rules.filter(({ isTest }) => !isTest).length;
    const parts = [
        ...(revision === null ? [] : [describeRegistration(revision)]),
        ...(creates === null ? [] : [`create green with ${formatCount(creates.tasks, 'task')}`]),
        ...(production === 0 ? [] : [`switch ${formatCount(production, 'production rule')}`]),
        ...(deletes.length === 0 ? [] : [`delete ${formatCount(deletes.length, 'task set')}`]),
    ];
    return parts.length === 0
        ? 'a deploy would change nothing.'
        : `a deploy would ${parts.join(', ').replace(/, ([^,]*)$/, ' and $1')}.`;
}
const formatCount = (count, what) => `${String(count)} ${what}${count === 1 ? '' : 's'}`;
function describeRegistration({ family, to, changes }) {
    if (to !== null)
        return `run ${to}`;
    const differ = changes === null ? '' : ` (${formatCount(changes.length, 'change')})`;
    return `register a new revision of ${family}${differ}`;
}
/** Why no new revision is registered, or what it comes from. */
const describeSource = ({ source, registeredBecause }) => registeredBecause === null ? `from ${source}` : `from ${source}; ${registeredBecause}`;
/** `at least 20m04s plus the start of green, at most 27m00s` */
function describeSpan({ times }) {
    const [least, most] = [(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(times.leastSeconds), (0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(times.mostSeconds)];
    return `at least ${least} and the start of green, at most ${most}`;
}
/** What green is made with, a line each. */
function greenLines({ creates }) {
    if (creates === null)
        return [];
    const { targetGroup, container, port, tasks, settings } = creates;
    const { launchType, capacityProviders, platformVersion, network, serviceRegistries } = settings;
    const providers = (capacityProviders ?? [])
        .map(({ name, weight, base }) => `${name}=${String(weight ?? 1)}:${String(base ?? 0)}`)
        .join(', ');
    return [
        `${formatCount(tasks, 'task')} in target group ${targetGroup}, by container ${container}, port ${String(port)}`,
        ...(launchType === null ? [] : [`launch type ${launchType}`]),
        ...(providers === '' ? [] : [`capacity providers ${providers}`]),
        ...(platformVersion === null ? [] : [`platform version ${platformVersion}`]),
        ...(network === null
            ? []
            : [
                `subnets ${network.subnets.join(', ') || 'none'}`,
                `security groups ${network.securityGroups.join(', ') || 'none'}`,
                `public address ${network.assignPublicIp ?? 'as ECS decides'}`,
            ]),
        ...(serviceRegistries.length === 0
            ? []
            : ['service registries of blue: clients that use service discovery reach green before its tests']),
    ];
}
/** All of it, a line each, for the log. */
function dryRunLines(dryRun) {
    const { revision, rules, deletes, times, permissions, risks, otherRuns, rollback: wayBack, end } = dryRun;
    return [
        ...risks.map((risk) => `risk taken (force): ${risk}`),
        ...(revision === null
            ? []
            : [`revision: ${describeRegistration(revision)}, ${describeSource(revision)}`]),
        ...(revision?.changes ?? []).map((change) => `  ${change}`),
        ...greenLines(dryRun).map((line) => `green: ${line}`),
        ...rules.map(({ rule, isTest, from, to }) => `${isTest ? 'test' : 'production'} rule ${rule}: ${(0,_status_status_js__WEBPACK_IMPORTED_MODULE_0__/* .formatWeights */ .V7)(from)} → ${(0,_status_status_js__WEBPACK_IMPORTED_MODULE_0__/* .formatWeights */ .V7)(to)}`),
        ...deletes.map(({ set, what, when }) => `deletes ${when}: ${set}, ${what}`),
        ...(dryRun.isScalingSuspended ? ['auto scaling: scaling in is suspended until the release is over'] : []),
        ...(dryRun.serviceTags.length === 0 ? [] : [`tags of the service: ${dryRun.serviceTags.join(', ')}`]),
        ...times.phases.map(({ phase, words, from }) => `time: ${phase} ${words} (${from})`),
        `time: ${describeSpan(dryRun)} in all`,
        `way back: ${wayBack}`,
        ...otherRuns.map((line) => `other runs: ${line}`),
        `IAM actions: ${permissions.used.join(', ')}`,
        ...(permissions.onRollback.length === 0
            ? []
            : [`IAM actions of the way back alone: ${permissions.onRollback.join(', ')}`]),
        ...(end === null ? [] : [`all being well it ends with: ${end}`]),
    ];
}


/***/ }),

/***/ 89694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ dryRunOf)
});

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/times.js


/** Fact 17: tasks are stopped once their targets are deregistered; 30 s by default, 120 s at most on Fargate. */
const stopSeconds = { least: 0, most: 120 };
function plannedTimes(scene, writes) {
    const phases = [
        ...leftovers(scene, writes),
        ready(scene),
        ...smoke(scene),
        ...afterSwitch(scene),
        ...teardown(scene, writes),
    ];
    const sum = (of) => phases.reduce((all, one) => all + of(one), 0);
    return {
        phases,
        leastSeconds: sum(({ leastSeconds }) => leastSeconds),
        mostSeconds: sum(({ mostSeconds }) => mostSeconds),
    };
}
const time = (phase, leastSeconds, mostSeconds, words, from) => ({ phase, leastSeconds, mostSeconds, words, from });
const delayOf = ({ groups }, group) => groups.find(({ arn }) => arn === group)?.deregistrationDelaySeconds ?? 300;
/** What stands in green's group has to leave it before green may see a user. */
function leftovers({ world, roles }, writes) {
    const group = roles.pair?.green;
    const isInTheWay = writes.some((write) => write.kind === 'delete' &&
        world.taskSets.some(({ arn, attachment }) => arn === write.set && attachment?.group === group));
    if (!isInTheWay || group === undefined)
        return [];
    const delay = delayOf(world, group);
    const words = `about ${(0,duration/* formatDuration */.a3)(delay)}, while green starts: its target group has to be empty first`;
    return [time('prepare', 0, delay, words, `deregistration delay of target group ${(0,arn/* shortName */.EU)(group)}`)];
}
const ready = ({ request }) => time('ready', 0, request.readyTimeoutSeconds, `at most ${(0,duration/* formatDuration */.a3)(request.readyTimeoutSeconds)}; how long green takes to start is its own affair`, 'ready-timeout');
function smoke({ request }) {
    const { passes, intervalSeconds, timeoutSeconds } = request.smoke;
    const least = (passes - 1) * intervalSeconds;
    const words = `${(0,duration/* formatDuration */.a3)(least)} to ${(0,duration/* formatDuration */.a3)(timeoutSeconds)}`;
    return [time('smoke', least, timeoutSeconds, words, 'smoke-passes, smoke-interval and smoke-timeout')];
}
function afterSwitch({ request, roles }) {
    const { seconds } = request.bake;
    const bake = time('bake', seconds, seconds, (0,duration/* formatDuration */.a3)(seconds), 'bake-time');
    const isWaiting = roles.blue !== null && request.teardown === 'wait';
    const left = Math.max(0, request.warmSeconds - seconds);
    if (!isWaiting || left === 0)
        return [bake];
    const words = `${(0,duration/* formatDuration */.a3)(left)} more: blue is kept ${(0,duration/* formatDuration */.a3)(request.warmSeconds)} from the switch, the bake included`;
    return [bake, time('warm', left, left, words, 'warm-time')];
}
function teardown({ world, roles }, writes) {
    const { blue } = roles;
    if (blue === null || !writes.some((write) => write.kind === 'delete' && write.set === blue.arn))
        return [];
    const group = blue.attachment?.group;
    const delay = delayOf(world, group);
    const [least, most] = [delay + stopSeconds.least, delay + stopSeconds.most];
    const named = group === undefined ? 'its target group' : `target group ${(0,arn/* shortName */.EU)(group)}`;
    return [
        time('teardown', least, most, `about ${(0,duration/* formatDuration */.a3)(delay)} until blue is deregistered, then its tasks stop`, `deregistration delay of ${named}`),
    ];
}

// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/imagined-world.js


/** The revision that a registration would make: its number is AWS's to give. */
const unnumbered = ({ family }) => (0,arn/* arn */.Cm)(`${family}:new`);
/** What AWS would answer, all being well, and the world after it. */
function carriedOut(write, world) {
    const done = { kind: 'done' };
    switch (write.kind) {
        case 'tag-service':
            return { world: withTags(world, { ...world.service.tags, ...write.tags }), outcome: done };
        case 'untag-service': {
            const kept = Object.entries(world.service.tags).filter(([name]) => !write.names.some((n) => n === name));
            return { world: withTags(world, Object.fromEntries(kept)), outcome: done };
        }
        case 'register': {
            const revision = world.candidate === null ? (0,arn/* arn */.Cm)('new') : unnumbered(world.candidate);
            return { world, outcome: { kind: 'registered', revision } };
        }
        case 'create-green':
            return created(write.request, world);
        case 'label':
            return { world: withLabel(world, write.set), outcome: done };
        case 'write-rule': {
            const rules = world.rules.map((rule) => (0,traffic/* isSameRule */.ZI)(rule.ref, write.rule.ref) ? { ...rule, actions: write.actions } : rule);
            return { world: { ...world, rules }, outcome: done };
        }
        case 'scale':
            return { world: scaled(world, write.set, write.percent), outcome: done };
        case 'delete':
            return { world: without(world, (set) => set.arn === write.set), outcome: done };
        case 'write-scaling':
            return { world: { ...world, scaling: write.state }, outcome: done };
    }
}
const withTags = (world, tags) => ({
    ...world,
    service: { ...world.service, tags },
});
const withLabel = (world, primary) => ({
    ...world,
    taskSets: world.taskSets.map((set) => {
        if (set.status === 'DRAINING')
            return set;
        return { ...set, status: set.arn === primary ? 'PRIMARY' : 'ACTIVE' };
    }),
});
function created(request, world) {
    const set = {
        arn: (0,arn/* arn */.Cm)(`${world.service.arn}/ecs-svc/new`),
        id: 'the new green',
        status: 'ACTIVE',
        isSteady: true,
        taskDefinition: request.taskDefinition,
        computedDesired: world.service.desiredCount,
        running: 0,
        pending: 0,
        scalePercent: 100,
        createdAtMs: world.nowMs,
        tags: request.tags,
        attachment: request.attachment,
        settings: request.settings,
        tasks: [],
        attachmentCount: 1,
    };
    const beside = { ...world, taskSets: [...world.taskSets, set], candidate: null };
    return { world: readied(beside, set), outcome: { kind: 'created', set: set.arn } };
}
/** The set at its full count, and each of its tasks with a healthy target. */
function readied(world, set) {
    const count = set.computedDesired;
    const tasks = Array.from({ length: count }, (_, k) => ({
        arn: `task ${String(k)} of ${set.id}`,
        lastStatus: 'RUNNING',
        endpoint: { id: `task ${String(k)} of ${set.id}`, port: set.attachment?.containerPort ?? 0 },
    }));
    const ready = { ...set, running: count, pending: 0, isSteady: true, tasks };
    const targets = tasks.flatMap(({ endpoint }) => endpoint === null ? [] : [{ ...endpoint, state: 'healthy', reason: null, description: null }]);
    const emptied = withoutTargets(world, set);
    return {
        ...emptied,
        taskSets: emptied.taskSets.map((one) => (one.arn === set.arn ? ready : one)),
        groups: emptied.groups.map((group) => group.arn === set.attachment?.group ? { ...group, targets: [...group.targets, ...targets] } : group),
    };
}
function scaled(world, name, percent) {
    const set = world.taskSets.find(({ arn: one }) => one === name);
    if (set === undefined)
        return world;
    const computedDesired = Math.ceil((world.service.desiredCount * percent) / 100);
    const sized = { ...set, scalePercent: percent, computedDesired };
    return readied({ ...world, taskSets: world.taskSets.map((one) => (one === set ? sized : one)) }, sized);
}
function without(world, isGone) {
    const gone = world.taskSets.filter(isGone);
    const left = { ...world, taskSets: world.taskSets.filter((set) => !gone.includes(set)) };
    return gone.reduce(withoutTargets, left);
}
const withoutTargets = (world, set) => {
    const own = new Set(set.tasks.flatMap(({ endpoint }) => (endpoint === null ? [] : [keyOf(endpoint)])));
    return mapTargets(world, set.attachment?.group, (target) => !own.has(keyOf(target)));
};
const keyOf = ({ id, port }) => `${id}:${String(port)}`;
const mapTargets = (world, group, isKept) => ({
    ...world,
    groups: world.groups.map((one) => group === undefined || one.arn === group ? { ...one, targets: one.targets.filter(isKept) } : one),
});
/** The world after a wait: what drains has gone, and what this release starts is up. */
function waited(request, world, ms) {
    const later = { ...world, nowMs: world.nowMs + ms };
    const drained = mapTargets(without(later, ({ status }) => status === 'DRAINING'), undefined, ({ state }) => state !== 'draining');
    const own = drained.taskSets.filter(({ tags }) => tags.release === request.release.id);
    return own.reduce((seen, set) => (isUp(set) ? seen : readied(seen, set)), drained);
}
const isUp = ({ isSteady, running, computedDesired }) => isSteady && running === computedDesired;

// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var model_memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/evolve.js + 4 modules
var evolve = __webpack_require__(48662);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/imagine.js




/** Far above what any release takes, since its waits grow. */
const maxSteps = 5000;
/** A wait that is repeated is imagined longer each time, up to so many times: a warm time of a day takes some steps only. */
const longest = 64;
/**
 * Plays the plan on the world with the real deciders: every write lands, green is ready at once, every probe is
 * answered with 200, and a day of warm time takes no time. So what is told beforehand can't differ from what is done.
 */
function imagineRelease(request, start, decide) {
    let [world, memory] = [start, (0,model_memory/* blankMemory */.s)(start.nowMs)];
    const writes = [];
    const waits = [];
    let repeated = 0;
    for (let count = 0; count < maxSteps; count += 1) {
        memory = (0,evolve/* evolveWorld */.y_)(request, memory, world);
        const step = decide(request, world, memory);
        const { act, reason, because } = step;
        if (act.kind === 'end')
            return { writes, waits, ending: { ...act, reason }, after: world };
        if (act.kind === 'wait') {
            repeated = waits.at(-1) === reason ? repeated + 1 : 0;
            waits.push(reason);
            world = waited(request, world, act.ms * Math.min(2 ** repeated, longest));
            continue;
        }
        if ((0,model_step/* isWrite */.a)(act))
            writes.push({ write: act, reason, because });
        const done = (0,model_step/* isWrite */.a)(act) ? carriedOut(act, world) : { world, outcome: answered(act.requests) };
        memory = (0,evolve/* evolveOutcome */.aY)(request, memory, world, step, done.outcome, world.nowMs);
        world = { ...done.world, nowMs: done.world.nowMs + 100 };
    }
    return { writes, waits, ending: null, after: world };
}
const answered = (requests) => ({
    kind: 'probed',
    answers: requests.map(({ url }) => ({ url, answer: { status: 200, ms: 1, error: null, excerpt: '' } })),
});

// EXTERNAL MODULE: ./build/domain/task-sets/roles/leftover.js
var leftover = __webpack_require__(33222);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/permissions.js
/** What every observation asks for, whatever the service looks like. */
const alwaysRead = [
    'application-autoscaling:DescribeScalableTargets',
    'ecs:DescribeServices',
    'ecs:ListTasks',
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeRules',
    'elasticloadbalancing:DescribeTargetGroupAttributes',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
];
/** Once there is a task set, blue or green, with tasks. */
const readOfSets = ['ecs:DescribeTaskSets', 'ecs:DescribeTasks'];
/** A release that goes back may need these on top: green is deleted, at scale 0 where ECS asks for that first (fact 17). */
const onRollback = ['ecs:DeleteTaskSet', 'ecs:UntagResource', 'ecs:UpdateTaskSet'];
/** The IAM actions of a release that reads this world and makes these writes; `docs/iam.md` holds them all. */
function permissionsFor(writes, world, roles) {
    const used = new Set([
        ...alwaysRead,
        ...(world.taskSets.length > 0 || writes.some(({ kind }) => kind === 'create-green') ? readOfSets : []),
        ...readsOfInstances(world),
        ...readsOfRevisions(world, roles),
        ...writes.flatMap((write) => actionsOf(write, world)),
    ]);
    const isMaking = writes.some(({ kind }) => kind === 'create-green') || roles.green !== null;
    return {
        used: [...used].toSorted(),
        onRollback: isMaking ? onRollback.filter((action) => !used.has(action)) : [],
    };
}
const readsOfInstances = ({ groups, taskSets }) => groups.some(({ arn, targetType }) => targetType === 'instance' && taskSets.some(({ attachment }) => attachment?.group === arn))
    ? ['ecs:DescribeContainerInstances']
    : [];
/** The base of the new revision; and a registration whose answer was lost is looked for by its hash. */
function readsOfRevisions({ candidate }, { blue }) {
    if (candidate === null)
        return [];
    const isSearched = candidate.content !== null && candidate.registeredAs !== blue?.taskDefinition;
    return [
        ...(isSearched ? ['ecs:ListTaskDefinitions'] : []),
        ...(blue !== null || candidate.content === null || isSearched ? ['ecs:DescribeTaskDefinition'] : []),
    ];
}
function actionsOf(write, { candidate }) {
    // The caller hands the tasks' roles to ECS, and IAM asks whether it may.
    const passing = (candidate?.roleArns.length ?? 0) > 0 ? ['iam:PassRole'] : [];
    switch (write.kind) {
        case 'tag-service':
            return ['ecs:TagResource'];
        case 'untag-service':
            return ['ecs:UntagResource'];
        case 'register':
            return ['ecs:RegisterTaskDefinition', 'ecs:TagResource', ...passing];
        case 'create-green':
            return ['ecs:CreateTaskSet', 'ecs:TagResource', ...passing];
        case 'label':
            return ['ecs:UpdateServicePrimaryTaskSet'];
        case 'write-rule':
            return [
                write.rule.ref.kind === 'default'
                    ? 'elasticloadbalancing:ModifyListener'
                    : 'elasticloadbalancing:ModifyRule',
            ];
        case 'scale':
            return ['ecs:UpdateTaskSet'];
        case 'delete':
            return ['ecs:DeleteTaskSet'];
        case 'write-scaling':
            // Application Auto Scaling checks that its caller could update the service itself.
            return ['application-autoscaling:RegisterScalableTarget', 'ecs:UpdateService'];
    }
}

// EXTERNAL MODULE: ./build/domain/task-sets/preflight/preflight.js + 2 modules
var preflight = __webpack_require__(23864);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/dry-run.js











/** The dry run of a scene. Total: where the release would be refused, it tells what it can. */
function dryRunOf(scene, decide) {
    const { request, world, roles, memory } = scene;
    const told = (isForced) => (0,preflight/* preflightProblems */.g)({ ...request, isForced }, world, roles, memory);
    const hard = told(true);
    const risks = told(false).filter((problem) => !hard.includes(problem));
    const imagined = hard.length > 0 ? nothing(world) : imagineRelease(imaginedPlan(scene, risks.length > 0), world, decide);
    const problems = [...hard, ...stopsOf(imagined)];
    const writes = imagined.writes.map(({ write }) => write);
    return {
        problems,
        risks,
        isReleasable: problems.length === 0 && (risks.length === 0 || request.isForced),
        revision: revisionOf(scene),
        rules: changedRules(scene, imagined),
        creates: createdBy(scene, writes),
        deletes: deletedBy(scene, imagined),
        serviceTags: tagsOf(writes),
        isScalingSuspended: writes.some(({ kind }) => kind === 'write-scaling'),
        times: plannedTimes(scene, writes),
        rollback: describeRollback(scene),
        otherRuns: otherRuns(scene, imagined),
        permissions: permissionsFor(writes, world, roles),
        end: imagined.ending?.message ?? null,
    };
}
const nothing = (world) => ({ writes: [], waits: [], ending: null, after: world });
/** A release that would end in another way than it should, all being well for it: the world it comes upon does not let it. */
const stopsOf = ({ ending }) => ending === null || ending.result === 'released' ? [] : [ending.message, ...ending.details];
/** A bake is watched some times only: how often changes nothing of what is written. */
const imaginedPlan = ({ request }, isRisky) => ({
    ...request,
    command: 'deploy',
    // What a risky release would do is told as well.
    isForced: request.isForced || isRisky,
    bake: {
        ...request.bake,
        probeIntervalSeconds: Math.max(request.bake.probeIntervalSeconds, request.bake.seconds / 20),
    },
});
function revisionOf({ world, roles }) {
    const { candidate } = world;
    const from = roles.blue === null ? null : (0,arn/* shortName */.EU)(roles.blue.taskDefinition);
    if (candidate === null || candidate.family === '')
        return null;
    const { registeredAs, family, source, registeredBecause, changes } = candidate;
    return {
        from,
        to: registeredAs === null ? null : (0,arn/* shortName */.EU)(registeredAs),
        family,
        source,
        registeredBecause,
        changes,
    };
}
const weightsOf = (rule) => Object.fromEntries(((0,traffic/* forwardOf */.pl)(rule)?.groups ?? []).map(({ group, weight }) => [(0,arn/* shortName */.EU)(group), weight]));
function changedRules({ world, roles }, { after }) {
    return world.rules.flatMap((rule) => {
        const later = after.rules.find(({ ref }) => (0,traffic/* isSameRule */.ZI)(ref, rule.ref));
        const [from, to] = [weightsOf(rule), weightsOf(later ?? rule)];
        if (JSON.stringify(from) === JSON.stringify(to))
            return [];
        const attached = Object.keys(to).filter((group) => !(group in from));
        return [{ rule: (0,traffic/* formatRule */.UT)(rule), isTest: roles.test.includes(rule), from, to, attached }];
    });
}
function createdBy({ world }, writes) {
    const creation = writes.find((write) => write.kind === 'create-green');
    if (creation === undefined)
        return null;
    const { attachment, settings } = creation.request;
    return {
        targetGroup: (0,arn/* shortName */.EU)(attachment.group),
        container: attachment.containerName,
        port: attachment.containerPort,
        tasks: world.service.desiredCount,
        settings,
    };
}
function deletedBy(scene, { writes }) {
    const { pair, production } = scene.roles;
    const isSwitch = ({ write }) => write.kind === 'write-rule' &&
        pair !== null &&
        production.some(({ ref }) => (0,traffic/* isSameRule */.ZI)(ref, write.rule.ref)) &&
        (0,traffic/* weightOf */.mm)({ ...write.rule, actions: write.actions }, pair.green) > 0;
    const switched = writes.findLastIndex(isSwitch);
    return writes.flatMap(({ write }, index) => {
        if (write.kind !== 'delete')
            return [];
        const set = scene.world.taskSets.find(({ arn }) => arn === write.set);
        if (set === undefined)
            return [];
        const when = index < switched ? 'before the switch' : 'after the warm time';
        return [{ arn: set.arn, set: (0,describe_set/* formatSet */.M)(set), what: whatItIs(scene, set), when }];
    });
}
/** What the set is now, in words for the one who has to agree to its deletion. */
function whatItIs({ roles, world }, set) {
    const of = set.tags.release === undefined ? '' : `, the green of release ${set.tags.release}`;
    return set === roles.blue ? `blue of this release: live now${of}` : (0,leftover/* describeLeftover */.t)(world, set);
}
function tagsOf(writes) {
    const names = writes.flatMap((write) => (write.kind === 'tag-service' ? Object.keys(write.tags) : []));
    return [...new Set(names)].toSorted();
}
function describeRollback({ world, roles, request }) {
    const { blue } = roles;
    if (blue === null && (0,readiness/* healthyOthers */.F6)(world, roles).length > 0)
        return 'to the targets that serve now, by the weights alone, for as long as they are there';
    if (blue === null)
        return 'none until the next release: nothing of this service is live now; while green has no user it is simply removed';
    const name = (0,describe_set/* formatSet */.M)(blue);
    const kept = (0,duration/* formatDuration */.a3)(Math.max(request.warmSeconds, request.bake.seconds));
    return (`to blue ${name} within about 2 s, for ${kept} from the switch; ` +
        `after that revision ${(0,arn/* shortName */.EU)(blue.taskDefinition)} is released again, which takes minutes`);
}
/** What AWS tells of others. Whether a run is alive, only GitHub knows. */
function otherRuns({ world, request }, { waits }) {
    const { tags } = world.service;
    const fence = (0,run_fence/* parseFence */.Hz)(tags.fence);
    const lines = [];
    if (fence !== null && fence.runId !== request.release.runId)
        lines.push(`run ${String(fence.runId)}.${String(fence.attempt)} took the service last (fence ${tags.fence ?? ''}); ` +
            'if it still runs, it stands down when the release begins');
    const bakeUntil = tags['bake-until'];
    if (bakeUntil !== undefined && Date.parse(bakeUntil) > world.nowMs)
        lines.push(`its release is baking until ${bakeUntil}`);
    if (waits.includes('waiting-for-bake'))
        lines.push('the release would wait for the bake of the one before');
    return lines;
}


/***/ }),

/***/ 48662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  aY: () => (/* binding */ evolveOutcome),
  y_: () => (/* binding */ evolveWorld)
});

// UNUSED EXPORTS: formatWrite

// EXTERNAL MODULE: ./build/domain/common/run/refusal.js
var refusal = __webpack_require__(1585);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/green-role.js
var green_role = __webpack_require__(26255);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/rolled-back.js
var rolled_back = __webpack_require__(4839);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/failure-at.js
var failure_at = __webpack_require__(83857);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/cancel.js




/** A run that has written nothing, and whose release has no green, leaves everything to whoever is at it. */
function isRolledBackByCancel(scene) {
    const { request, roles, memory } = scene;
    const isOwn = roles.green !== null && (0,green_role/* isOwnSet */.pO)(request, scene.world, memory, roles.green);
    // Killed before its fence was written, a run had changed nothing.
    const hasBegun = memory.isPreflightPassed && (memory.interrupted === null || memory.fence !== null);
    switch (request.command) {
        case 'deploy':
        case 'stage':
            return isOwn ? !(request.command === 'stage' && (0,switch_state/* isGreenLive */.Cz)(scene)) : hasBegun;
        case 'promote':
            return hasBegun;
        case 'rollback':
            // Production is where it was asked to be: going back from there would undo the rollback.
            return isOwn ? !(0,switch_state/* isSwitched */.sP)(scene) : memory.isPreflightPassed && !(0,rolled_back/* isToRollBack */.ym)(scene);
        case 'teardown':
        case 'sweep':
        case 'status':
        case 'plan':
            return false;
    }
}
/** What a cancel calls for: before the end of the bake the way back, after it nothing. */
function cancelFailure(scene, memory) {
    if (!memory.isCancelled || memory.isBakePassed || scene.request.onCancel === 'keep')
        return null;
    if (!isRolledBackByCancel(scene))
        return null;
    const why = memory.interrupted?.why ?? 'the run was cancelled';
    return (0,failure_at/* failure */.V)(scene, 'cancelled', why, 'Run the release again when you want it.');
}

// EXTERNAL MODULE: ./build/domain/task-sets/health/drift.js
var drift = __webpack_require__(84425);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/failures.js + 2 modules
var failures = __webpack_require__(20829);
// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var fence = __webpack_require__(48424);
;// CONCATENATED MODULE: ./build/domain/common/probes/evolve-probes.js
const isPass = ({ answer }) => answer.status !== null && answer.status >= 200 && answer.status < 300;
const hasNoAnswer = (answers) => answers.length > 0 && answers.every(({ answer }) => answer.status === null);
/** What the round changes in the memory. A round passes when every request of it does. */
function evolveProbes(request, memory, { purpose, answers, nowMs }) {
    switch (purpose) {
        case 'smoke':
            return { smoke: evolveSmoke(request, memory, answers, nowMs) };
        case 'baseline':
            return { baseline: evolveBaseline(memory, answers, nowMs) };
        case 'bake':
            return { bakeProbe: fold(memory.bakeProbe, answers, nowMs) };
        case 'after-rollback':
            return { afterRollbackProbe: fold(memory.afterRollbackProbe, answers, nowMs) };
    }
}
function fold(before, answers, nowMs) {
    const bad = answers.find((probed) => !isPass(probed));
    return {
        lastMs: nowMs,
        failuresInRow: bad === undefined ? 0 : before.failuresInRow + 1,
        passesInRow: bad === undefined ? before.passesInRow + 1 : 0,
        hasAnswered: before.hasAnswered || !hasNoAnswer(answers),
        lastFailure: bad === undefined ? null : describeAnswer(bad),
    };
}
/** An address that never answered once, and that nobody asked for, is out of reach from here rather than broken. */
function evolveSmoke(request, memory, answers, nowMs) {
    const { smoke } = memory;
    const isAskedFor = request.smoke.paths.length > 0 || request.smoke.url !== null;
    const isNamed = request.traffic.testListener !== null || request.traffic.testRule !== null;
    const isUnreachable = smoke.startedAtMs === null && hasNoAnswer(answers) && !isAskedFor && !isNamed;
    return {
        ...fold(smoke, answers, nowMs),
        startedAtMs: smoke.startedAtMs ?? nowMs,
        isSkipped: smoke.isSkipped || isUnreachable,
    };
}
/** Three tries: a firewall must not roll back a good release, and a flicker must not take the probe away. */
function evolveBaseline({ baseline }, answers, nowMs) {
    const next = fold(baseline, answers, nowMs);
    const verdict = next.passesInRow > 0 ? 'passed' : next.failuresInRow >= 3 ? 'unusable' : 'unknown';
    return { ...next, verdict };
}
const describeAnswer = ({ url, answer }) => `${url} ${answer.status === null ? (answer.error ?? 'gave no answer') : `answered ${String(answer.status)}${formatExcerpt(answer.excerpt)}`}`;
const formatExcerpt = (excerpt) => (excerpt === '' ? '' : `: ${excerpt.slice(0, 80)}`);

// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/writes.js
var writes = __webpack_require__(66701);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/trouble-verdict.js


const sameTroubleMs = 60_000;
/** Folds a failed write into the memory: try again later, or give it up and, while that is possible, go back. */
function evolveTrouble(scene, memory, write, trouble, nowMs, isBack) {
    const key = (0,writes/* writeKey */.TE)(write);
    // After a minute without a new failure it is another trouble, not the old one going on.
    const isSame = memory.trouble?.key === key && nowMs - memory.trouble.lastMs < sameTroubleMs;
    const before = isSame ? memory.trouble : null;
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
        rollbackLabelSinceMs: write.kind === 'label' && isBack
            ? (memory.rollbackLabelSinceMs ?? scene.world.nowMs)
            : memory.rollbackLabelSinceMs,
    };
    if (nowMs - seen.sinceMs < (0,refusal/* patienceOf */.Hw)(trouble))
        return next;
    if (write.kind === 'create-green' && (0,refusal/* isSpentToken */.wV)(trouble) && memory.createTry < 3)
        return { ...next, trouble: null, createTry: memory.createTry + 1 };
    const needsScaleZero = write.kind === 'delete' && write.atScale > 0 && (0,refusal/* isRefusedForScale */.A7)(trouble);
    const abandoned = { ...memory.abandoned, [key]: { trouble, needsScaleZero } };
    return {
        ...next,
        trouble: null,
        abandoned,
        failure: memory.failure ?? (isTidying(scene, write) ? null : (0,refusal/* failureOfWrite */.$E)(trouble, nowMs)),
    };
}
/** Once green was proven under real traffic a failed write leaves it where it is: only the tidying up is undone. */
const isTidying = (scene, write) => scene.request.command === 'sweep' ||
    write.kind === 'delete' ||
    write.kind === 'untag-service' ||
    write.kind === 'scale'
    ? true
    : scene.memory.isBakePassed || isOnlyForOthers(write);
/** What others wait by: a release does not fail because it could not tell them. */
const isOnlyForOthers = (write) => write.kind === 'tag-service' && Object.keys(write.tags).join() === 'bake-until';

;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/sweep.js
// What a sweep remembers between its observations.



/** What a step of a sweep did, in words for the report; `null`: nothing that anybody has to know. */
function describeSwept({ act, because, reason }) {
    if (!(0,model_step/* isWrite */.a)(act) || reason === 'claiming-fence' || reason === 'marking-sweep')
        return null;
    switch (act.kind) {
        case 'delete':
            return `deleted ${because}`;
        case 'label':
            return `moved the PRIMARY label: ${because}`;
        case 'write-rule':
            return `moved traffic: ${because}`;
        case 'scale':
            return `scaled to ${String(act.percent)} %: ${because}`;
        case 'write-scaling':
            return 'restored suspended auto scaling';
        case 'untag-service':
            return `cleared the tags ${act.names.join(', ')}`;
        case 'tag-service':
            return act.tags.expired === undefined ? `wrote tags: ${because}` : null;
        case 'register':
        case 'create-green':
            return null;
    }
}
/** Since when a production rule has been sending requests to a group of the pair where nobody is healthy. */
function evolveAstray({ request, world, roles, memory }) {
    if (request.command !== 'sweep')
        return null;
    const groups = [roles.pair?.green, roles.pair?.blue].filter((group) => group != null);
    const isAstray = groups.some((group) => (0,readiness/* hasNobody */.GY)(world, group) && roles.production.some((rule) => (0,traffic/* weightOf */.mm)(rule, group) > 0));
    return isAstray ? (memory.astraySinceMs ?? world.nowMs) : null;
}
/** Since when fence, sets and weights have looked as they do; `null` for other commands. */
function evolveStill({ request, world, memory }) {
    if (request.command !== 'sweep')
        return null;
    const sets = world.taskSets.map(({ id, status, scalePercent }) => [id, status, scalePercent]);
    const weights = world.rules.map(({ actions }) => actions.filter(({ type }) => type === 'forward'));
    const looks = JSON.stringify([world.service.tags.fence, sets, weights]);
    return memory.still?.looks === looks ? memory.still : { looks, sinceMs: world.nowMs };
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/task-sets/health/quiet.js
var quiet = __webpack_require__(51586);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/evolve.js


















/** Folds one observation into the memory: streaks, what was seen first, and the failure that turns the release round. */
function evolveWorld(request, memory, world) {
    const scene = (0,roles_scene/* sceneOf */.c)(request, world, memory);
    const seen = {
        ...memory,
        ...evolveFence(scene),
        ...evolvePending(scene),
        ...evolveSets(scene),
        ...evolveBaselineTag(scene),
        hasGreenBeenLive: memory.hasGreenBeenLive || (0,switch_state/* isGreenLive */.Cz)(scene) || hadBegunToSwitch(scene),
        ...evolveStreaks(scene),
        ...evolveRules(scene),
        astraySinceMs: evolveAstray(scene),
        still: evolveStill(scene),
        testRuleElsewhereMs: (0,quiet/* testRuleToPoint */.Kk)(scene) === null ? memory.testRuleElsewhereMs : world.nowMs,
        isBakePassed: memory.isBakePassed || isBakeOverByClock(scene),
    };
    const after = (0,roles_scene/* sceneOf */.c)(request, world, seen);
    const failure = seen.failure ?? cancelFailure(after, seen) ?? (0,failures/* findFailure */.gd)(after);
    return {
        ...seen,
        failure,
        isBakePassed: seen.isBakePassed || (failure === null && ((0,switch_state/* isBakeOver */.ko)(after) || isTornDown(after))),
    };
}
/**
 * Whether one who finishes for another finds the bake over: its time has passed by the tags, or blue is on its way out.
 * Blue with the label on it says the contrary, since the label goes first on the way back; so does a green that is ill.
 */
function isBakeOverByClock(scene) {
    const { memory, roles, request, world } = scene;
    if (memory.interrupted === null || memory.failure !== null)
        return false;
    if (!(0,switch_state/* isSwitched */.sP)(scene) || roles.green?.status !== 'PRIMARY' || (0,failures/* hasBadTargets */.M9)(scene))
        return false;
    const { tags } = world.service;
    if (tags.green !== roles.green.arn)
        return roles.blue === null || roles.blue.status === 'DRAINING';
    const untilMs = Date.parse(tags['bake-until'] ?? '');
    const bakedMs = Date.parse(tags['switched-at'] ?? '') + request.bake.seconds * 1000;
    return world.nowMs >= (Number.isNaN(untilMs) ? bakedMs : untilMs) || roles.blue?.status === 'DRAINING';
}
/** A teardown ends what another run watched: its bake is not judged again. */
const isTornDown = (scene) => scene.request.command === 'teardown' && (0,switch_state/* isSwitched */.sP)(scene);
function evolveFence({ request, world, memory }) {
    const value = world.service.tags.fence;
    const { runId, runAttempt } = request.release;
    if (value === undefined || !(0,fence/* isOwnFence */.gJ)(value, runId, runAttempt))
        return {};
    if (memory.fence === null)
        return { fence: { value, writtenAtMs: null, isHeld: true } };
    const { writtenAtMs } = memory.fence;
    const isSettled = writtenAtMs === null || world.nowMs - writtenAtMs >= fence/* fenceSettleMs */.Z2;
    return memory.fence.value === value && isSettled ? { fence: { ...memory.fence, isHeld: true } } : {};
}
function evolvePending({ request, world, memory }) {
    const { pending } = memory;
    if (pending === null)
        return {};
    if ((0,writes/* isLanded */.Vm)(pending.write, request, world, memory)) {
        const isMended = memory.trouble?.key === (0,writes/* writeKey */.TE)(pending.write);
        return { pending: null, ...(isMended ? { trouble: null } : {}) };
    }
    if (world.nowMs - pending.atMs < refusal/* staleReadMs */.al)
        return {};
    // A create that was answered, yet shows no set: the token was spent on a set that is gone (fact 12).
    const isSpent = pending.write.kind === 'create-green';
    return { pending: null, ...(isSpent ? { createTry: memory.createTry + 1, created: null } : {}) };
}
function evolveSets(scene) {
    const { request, roles, memory, world } = scene;
    // A sweep has no green of its own to lose.
    const isGone = request.command !== 'sweep' &&
        memory.green !== null &&
        (roles.green === null || roles.green.status === 'DRAINING');
    const isFirstSwitched = memory.switchedAtMs === null && (0,switch_state/* isSwitched */.sP)(scene);
    return {
        green: roles.green?.arn ?? memory.green,
        blue: evolveBlue(scene),
        greenGoneStreak: isGone ? memory.greenGoneStreak + 1 : 0,
        vanishingSinceMs: world.taskSets.some(({ status }) => status === 'DRAINING')
            ? (memory.vanishingSinceMs ?? world.nowMs)
            : null,
        scalingBefore: world.service.tags.scaling ?? memory.scalingBefore,
        ...(isFirstSwitched ? { switchedAtMs: world.nowMs, hasSeenSwitch: memory.green !== null } : {}),
        ...evolveDrift(scene),
        ...evolveDead(scene),
    };
}
/** The lease of an earlier process: it is written just before the first rule. */
const hadBegunToSwitch = ({ world, roles, memory }) => !memory.hasLabelledGreen && roles.green !== null && world.service.tags.green === roles.green.arn;
/** Blue can't be probed any more once green is live: what an earlier process found there stands in a tag. */
function evolveBaselineTag(scene) {
    const { memory, world, roles } = scene;
    const { green, baseline } = world.service.tags;
    const isKnown = memory.baseline.verdict !== 'unknown' || green === undefined || green !== roles.green?.arn;
    if (isKnown || !(0,switch_state/* isGreenLive */.Cz)(scene))
        return {};
    if (baseline !== 'passed' && baseline !== 'unusable')
        return {};
    return { baseline: { ...memory.baseline, verdict: baseline } };
}
/** Until green exists blue is whatever is live, also after a split was healed; from then on it is the way back, for good. */
function evolveBlue(scene) {
    const { roles, memory } = scene;
    const seen = roles.blue?.arn ?? null;
    if (roles.green === null && memory.green === null)
        return seen;
    return memory.blue ?? ((0,switch_state/* isGreenLive */.Cz)(scene) ? null : seen);
}
function evolveDrift(scene) {
    const { memory, world } = scene;
    const isNow = memory.failure === null && (0,drift/* isDrifted */.TJ)(scene);
    return {
        driftSinceMs: isNow ? (memory.driftSinceMs ?? world.nowMs) : null,
        rulesOnGreen: (0,drift/* seenOnGreen */.wW)(scene),
    };
}
/** Told at the end: what is put back is never put back silently. */
const evolveRestored = (memory, rule, nowMs) => ({
    restored: [
        ...memory.restored,
        { key: (0,drift/* ruleKey */.ep)(rule), rule: (0,traffic/* formatRule */.UT)(rule), driftMs: memory.driftSinceMs ?? nowMs },
    ],
});
/** Production goes to sets that have no healthy target, and to nobody else's either. */
function evolveDead({ roles, world, memory }) {
    const isDead = roles.live.length > 0 && roles.live.every((set) => (0,readiness/* healthyOwn */.Qg)(world, set).length === 0);
    return { deadLiveSinceMs: isDead ? (memory.deadLiveSinceMs ?? world.nowMs) : null };
}
function evolveStreaks(scene) {
    const { roles, world, memory } = scene;
    const { green } = roles;
    if (green === null)
        return { readyStreak: 0 };
    const isAllSet = (0,readiness/* isReady */.i_)(world, green).isYes && (0,readiness/* strangers */.ob)(world, green).length === 0;
    const isBad = (0,switch_state/* isGreenLive */.Cz)(scene) && (0,failures/* hasBadTargets */.M9)(scene);
    const isGood = (0,switch_state/* isSwitched */.sP)(scene) && !isBad;
    return {
        readyStreak: isAllSet ? memory.readyStreak + 1 : 0,
        badTargetStreak: isBad ? memory.badTargetStreak + 1 : 0,
        goodBakeStreak: isGood ? memory.goodBakeStreak + 1 : 0,
    };
}
/** A set that had weight at the last look and has none now may have lost it just now, however long ago that look was. */
function evolveRules({ world, memory }) {
    const onRules = world.taskSets.filter((set) => (0,roles/* isOnAnyRule */.aU)(world, set)).map(({ arn }) => arn);
    const seen = [...memory.onRules, ...onRules].map((arn) => [arn, world.nowMs]);
    return { onRules, lastOnRulesMs: { ...memory.lastOnRulesMs, ...Object.fromEntries(seen) } };
}
/** Folds what acting brought into the memory. `nowMs`: after the act. */
function evolveOutcome(request, before, world, step, outcome, nowMs) {
    const idleSinceMs = step.reason === 'idle' ? (before.idleSinceMs ?? world.nowMs) : null;
    const memory = { ...before, idleSinceMs, swept: evolveSwept(request, before, step, outcome) };
    const { act } = step;
    if (act.kind === 'probe')
        return outcome.kind === 'probed'
            ? {
                ...memory,
                ...evolveProbes(request, memory, { purpose: act.purpose, answers: outcome.answers, nowMs }),
            }
            : memory;
    if (!(0,model_step/* isWrite */.a)(act))
        return memory;
    const isBack = step.phase === 'rollback';
    if (outcome.kind === 'failed')
        return evolveTrouble((0,roles_scene/* sceneOf */.c)(request, world, memory), { ...memory, ...evolveRollback(memory, step, outcome.trouble.kind === 'lost', nowMs) }, act, outcome.trouble, nowMs, isBack);
    const written = evolveWritten(memory, act, outcome, nowMs, isBack);
    // Another write's success says nothing of the one that keeps failing: its patience goes on.
    const trouble = memory.trouble?.key === (0,writes/* writeKey */.TE)(act) ? null : memory.trouble;
    const isRestored = step.reason === 'restoring-drift' && act.kind === 'write-rule';
    return {
        ...memory,
        ...(isRestored ? evolveRestored(memory, act.rule, nowMs) : {}),
        trouble,
        isPreflightPassed: memory.isPreflightPassed || !isBack,
        ...written,
        ...evolveRollback(memory, step, true, nowMs),
    };
}
const evolveRollback = (memory, { reason }, isMaybeTaken, nowMs) => reason === 'rolling-back' && isMaybeTaken
    ? { rollbackWrittenMs: nowMs, rollbackBegunMs: memory.rollbackBegunMs ?? nowMs }
    : {};
/** What was sent and not refused: the same thing is told once, however often it was sent. */
function evolveSwept(request, { swept }, step, outcome) {
    const isTaken = outcome.kind !== 'failed' || outcome.trouble.kind === 'lost';
    const words = request.command === 'sweep' && isTaken ? describeSwept(step) : null;
    return words === null || swept.includes(words) ? swept : [...swept, words];
}
function evolveWritten(memory, write, outcome, nowMs, isBack) {
    const pending = { pending: { write, atMs: nowMs } };
    if (outcome.kind === 'registered')
        return { registered: outcome.revision };
    if (outcome.kind === 'created')
        return { ...pending, created: { set: outcome.set, atMs: nowMs } };
    if (write.kind === 'tag-service' && write.tags.fence !== undefined)
        return { fence: { value: write.tags.fence, writtenAtMs: nowMs, isHeld: false } };
    if (write.kind === 'label' && isBack)
        return { ...pending, rollbackLabelSinceMs: memory.rollbackLabelSinceMs ?? nowMs };
    if (write.kind === 'write-rule' && isBack)
        return { ...pending, rulesRolledBack: [...new Set([...memory.rulesRolledBack, (0,writes/* writeKey */.TE)(write)])] };
    if (write.kind === 'label')
        return { ...pending, hasLabelledGreen: true };
    if (write.kind === 'tag-service' && write.tags.scaling !== undefined)
        return { ...pending, scalingBefore: write.tags.scaling };
    return pending;
}
/** The key and text of a write, for those who tell about it. */
const formatWrite = (write) => write.kind === 'write-scaling' ? `scaling ${formatScaling(write.state)}` : writeKey(write);


/***/ }),

/***/ 83857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ failure)
/* harmony export */ });
// Builds the failure that rolls a release back.
/** Why a release goes back, as of this observation. */
const failure = (scene, reason, what, advice) => ({
    reason,
    what,
    advice,
    atMs: scene.world.nowMs,
});


/***/ }),

/***/ 20829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Eq: () => (/* binding */ badStreak),
  gd: () => (/* binding */ findFailure),
  M9: () => (/* binding */ hasBadTargets)
});

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/run/time-limit.js
var time_limit = __webpack_require__(7202);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/health/probing.js + 1 modules
var health_probing = __webpack_require__(24404);
;// CONCATENATED MODULE: ./build/domain/common/tasks/stops.js
// Why tasks stopped, and whether the stops speak against the version.
/** Stops that say nothing about the version: ECS or a person took the task away (design: they don't count). */
const harmlessCodes = new Set(['SpotInterruption', 'TerminationNotice', 'UserInitiated']);
/** Tasks of the set that failed by themselves: they could not start, they ended, or their health checks failed. */
const failedTasks = (world, set) => world.stoppedTasks.filter((task) => task.startedBy === set.id && isFailure(task));
function isFailure({ stopCode, stoppedReason }) {
    if (stopCode !== null && harmlessCodes.has(stopCode))
        return false;
    // The scheduler stops tasks for scale-in and rebalancing, and also those that failed their health checks.
    return stopCode !== 'ServiceSchedulerInitiated' || isUnhealthyStop({ stoppedReason });
}
/** Whether ECS took the task away because its health checks, or the load balancer's, failed. */
const isUnhealthyStop = ({ stoppedReason }) => /failed .*health checks/i.test(stoppedReason);
/** How many failed tasks end the wait for green (ECS itself restarts them for ever, fact 5). */
const breakerLimit = (desiredCount) => Math.max(3, Math.ceil(desiredCount / 2));
/** `exit code 137 OutOfMemoryError in container web` — why a task is gone, from what ECS tells of it. */
function describeStop(task) {
    // The container ended because it was told to: its exit code says nothing.
    if (isUnhealthyStop(task))
        return task.stoppedReason;
    const container = task.containers.find(({ exitCode, reason }) => (exitCode !== null && exitCode !== 0) || reason !== null) ?? task.containers.find(({ exitCode }) => exitCode !== null);
    if (container === undefined)
        return task.stoppedReason || (task.stopCode ?? 'no reason given');
    const code = container.exitCode === null ? [] : [`exit code ${String(container.exitCode)}`];
    const reason = container.reason === null ? [] : [container.reason];
    const said = [...code, ...reason].join(' ') || 'ended';
    return `${said} in container ${container.name} (${task.stoppedReason || (task.stopCode ?? 'no reason given')})`;
}
/** What to look at, by how its tasks were lost. */
const stopAdvice = (world, set) => failedTasks(world, set).every(isUnhealthyStop)
    ? 'ECS replaced its tasks because their health checks fail: look at what the health path answers and why; raise the health check grace period of the service if they only need longer to start.'
    : 'Mend what stops the container; the logs of the stopped task say more.';
/** The last failed task of the set, or what the service's events say when nothing could be placed. */
function whyNotRunning(world, set) {
    const last = failedTasks(world, set).toSorted((a, b) => b.stoppedAtMs - a.stoppedAtMs)[0];
    if (last !== undefined)
        return `; last stop: ${describeStop(last)}`;
    if (set.running >= set.computedDesired)
        return '';
    const event = world.service.events.find(({ atMs, message }) => atMs >= set.createdAtMs && /unable|fail|insufficient|capacity|not found/i.test(message));
    return event === undefined ? '' : `; the service's last event: ${event.message}`;
}

// EXTERNAL MODULE: ./build/domain/task-sets/evolve/rolled-back.js
var rolled_back = __webpack_require__(4839);
// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/failure-at.js
var failure_at = __webpack_require__(83857);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/unfinished.js
// A way back that an earlier process had begun, and did not come to the end of.




/** The label comes first both ways. Green with traffic while blue is PRIMARY: an earlier process had begun to go back. */
function unfinishedRollback(scene, green) {
    const { blue } = scene.roles;
    if (scene.memory.hasLabelledGreen || green.status === 'PRIMARY' || blue?.status !== 'PRIMARY')
        return null;
    const { fence, green: named } = scene.world.service.tags;
    // This process has held the service since before, and no lease says that anybody had begun to switch.
    const isByOthers = scene.memory.fence !== null && scene.memory.fence.value === fence && named !== green.arn;
    return isByOthers ? exposed(scene, green) : unfinished(scene, `green task set ${green.id}`);
}
/** All of its rules are back, and it still stands: promoting it once more would bring back what this run took away. */
function unfinishedPromotion(scene, green) {
    const { request, world, roles, memory } = scene;
    const isLeft = !memory.hasLabelledGreen && (0,staged/* isBeingRolledBack */.ty)(world, green) && roles.blue?.status === 'PRIMARY';
    if (request.command !== 'promote' || !isLeft)
        return null;
    return unfinished(scene, `green task set ${green.id}`);
}
/** Users are not left on what no gate has passed, whatever on-drift says: blue serves, and both states are told. */
const exposed = (scene, green) => (0,failure_at/* failure */.V)(scene, 'exposed-before-switch', `somebody else gave green task set ${green.id} production weight before it was proven (${scene.roles.production
    .filter((rule) => scene.roles.pair !== null && (0,traffic/* weightOf */.mm)(rule, scene.roles.pair.green) > 0)
    .map(traffic/* formatRule */.UT)
    .join(', ')})`, 'Find what writes the rules (infrastructure code that resets weights should ignore them), then run the release again.');
const unfinished = (scene, from) => (0,failure_at/* failure */.V)(scene, 'unfinished-rollback', `an earlier process of this release had begun the way back from ${from} to blue ${scene.roles.blue?.id ?? ''}`.trimEnd(), 'Read the earlier attempt for the reason, mend it, and release again.');
/** This run promoted a set that is gone, and the tags of its switch are not: it died while it tidied up after the way back. */
function unfinishedTidying(scene) {
    const { request, world } = scene;
    const { green, fence } = world.service.tags;
    if (request.command !== 'promote' || green === undefined || !(0,run_fence/* isOwnRun */.qK)(fence, request.release.runId))
        return null;
    const isThere = world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
    return isThere ? null : unfinished(scene, 'a green task set that is gone');
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/failures.js











/** So many observations in a row make a bad sign: one alone may be a flicker or a stale read. */
const badStreak = 3;
/** What this observation shows to have failed; the first that applies. A green that lost its traffic after the switch is drift. */
function findFailure(scene) {
    const { green } = scene.roles;
    if (scene.memory.greenGoneStreak >= badStreak && !(0,switch_state/* isSwitched */.sP)(scene))
        return greenGone(scene);
    const isFinishing = scene.memory.interrupted !== null;
    if ((0,rolled_back/* isToRollBack */.ym)(scene))
        return scene.memory.isCancelled && !isFinishing ? null : askedFor(scene);
    // Who only finishes for another judges nothing: what that one had seen it was left.
    if (isFinishing)
        return null;
    if (green === null)
        return unfinishedTidying(scene);
    if (!isJudging(scene))
        return null;
    if ((0,switch_state/* isGreenLive */.Cz)(scene) ? scene.memory.isBakePassed : scene.memory.switchedAtMs !== null)
        return null;
    if (!(0,switch_state/* isGreenLive */.Cz)(scene))
        return (unfinishedPromotion(scene, green) ??
            (0,time_limit/* outOfTime */.p3)(scene.request, scene.world.nowMs) ??
            startFailure(scene, green) ??
            smokeFailure(scene));
    return unfinishedRollback(scene, green) ?? stalledSwitch(scene, green) ?? bakeFailure(scene, green);
}
/** Commands that only look, or only tidy up, judge nothing; nor is a staged green judged before it is known to be the one. */
function isJudging(scene) {
    switch (scene.request.command) {
        case 'deploy':
        case 'rollback':
            return true;
        case 'stage':
            return !(0,switch_state/* isGreenLive */.Cz)(scene);
        case 'promote':
            return scene.memory.fence !== null || (0,switch_state/* isGreenLive */.Cz)(scene);
        case 'teardown':
        case 'sweep':
        case 'status':
        case 'plan':
            return false;
    }
}
const askedFor = (scene) => (0,failure_at/* failure */.V)(scene, 'asked-for', `run ${scene.request.release.runUrl} was asked to take ${describeRelease(scene)} back` +
    (scene.request.goal.writtenReason === null ? '' : ` (${scene.request.goal.writtenReason})`), '');
const describeRelease = ({ roles: { green } }) => {
    if (green === null)
        return 'a release';
    const { release } = green.tags;
    return `${(0,describe_set/* formatSet */.M)(green)} ${release === undefined ? 'that no release of this action made' : `of release ${release}`}`;
};
const greenGone = (scene) => (0,failure_at/* failure */.V)(scene, 'green-gone', `the green task set ${(0,arn/* shortName */.EU)(scene.memory.green ?? scene.world.service.arn)} was deleted by somebody else before the switch`, 'Find out who deletes task sets of this service, then run the release again.');
function startFailure(scene, green) {
    const { world, request, memory } = scene;
    const set = `green task set ${green.id}`;
    const failed = failedTasks(world, green).length;
    const running = `${String(green.running)} of ${String(green.computedDesired)} running`;
    if (failed >= breakerLimit(world.service.desiredCount))
        return (0,failure_at/* failure */.V)(scene, 'circuit-breaker', `${set} lost ${String(failed)} tasks (${running}${whyNotRunning(world, green)})`, stopAdvice(world, green));
    if ((0,readiness/* hasUnusedTargets */.$F)(world, green))
        return (0,failure_at/* failure */.V)(scene, 'targets-unused', `the targets of ${set} are unused: no rule refers to target group ${(0,arn/* shortName */.EU)(green.attachment?.group ?? green.arn)}, or its zone is not enabled (${(0,readiness/* describeUnused */.iz)(world, green)})`, 'Bring the target group back into the production rules, and enable the load balancer in every zone of the subnets.');
    // Ready, and yet not through: an older set drains from its group, and that may take longer than getting ready.
    if (memory.hasLabelledGreen || memory.smoke.startedAtMs !== null || (0,readiness/* isReady */.i_)(world, green).isYes)
        return stallFailure(scene, green);
    const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
    if (world.nowMs - sinceMs < request.readyTimeoutSeconds * 1000)
        return null;
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    const why = verdict.isYes ? 'ready only now' : verdict.why;
    return (0,failure_at/* failure */.V)(scene, 'not-ready-in-time', `${set} was not ready after ${(0,duration/* formatDuration */.a3)(request.readyTimeoutSeconds)} (${why}${whyNotRunning(world, green)})`, 'Look at the health check and the logs of its tasks; raise ready-timeout if they only need longer.');
}
/** After the gates began, green gets as long again to become ready anew, or the idle group to become green's alone. */
function stallFailure(scene, green) {
    const { world, request, memory } = scene;
    const group = world.groups.find(({ arn }) => arn === green.attachment?.group);
    const drainMs = ((group?.deregistrationDelaySeconds ?? 300) + 150) * 1000;
    const limitMs = Math.max(request.readyTimeoutSeconds * 1000, drainMs) +
        (request.smoke.timeoutSeconds + request.readyTimeoutSeconds) * 1000;
    const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
    if (world.nowMs - sinceMs < limitMs)
        return null;
    const others = [
        ...(0,readiness/* groupMates */.YK)(world, green).map(({ id }) => id),
        ...(0,readiness/* strangers */.ob)(world, green).map(({ id, port }) => `${id}:${String(port)}`),
    ];
    if (others.length > 0)
        return (0,failure_at/* failure */.V)(scene, 'group-not-emptied', `target group ${(0,arn/* shortName */.EU)(green.attachment?.group ?? green.arn)} still holds what is not green's (${others.join(', ')})`, 'Delete or deregister it: it would get production traffic at the switch.');
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    // Ready and alone: what takes so long is a write, whose own patience ends the wait with the true reason.
    if (verdict.isYes)
        return null;
    return (0,failure_at/* failure */.V)(scene, 'not-ready-in-time', `green task set ${green.id} stopped being ready before the switch (${verdict.why}${whyNotRunning(world, green)})`, 'Look at why its tasks come and go.');
}
/** Asked for and not runnable is a failure before the switch; so is a test that does not pass in its time. */
function smokeFailure(scene) {
    const { memory, request, world } = scene;
    const { smoke } = memory;
    if (memory.hasLabelledGreen || smoke.isSkipped || smoke.passesInRow >= request.smoke.passes)
        return null;
    const advice = 'Mend the version, or correct health-paths, test-url or the test rule if they ask for the wrong thing.';
    const probing = memory.readyStreak > 0 ? (0,health_probing/* smokeProbing */.Nt)(scene) : null;
    if (probing?.requests === null && probing.isAskedFor)
        return (0,failure_at/* failure */.V)(scene, 'smoke-test-not-runnable', `the smoke test could not be run: ${probing.why}`, advice);
    if (smoke.startedAtMs === null || world.nowMs - smoke.startedAtMs < request.smoke.timeoutSeconds * 1000)
        return null;
    const last = smoke.lastFailure ?? `only ${String(smoke.passesInRow)} passes in a row`;
    const within = `within ${(0,duration/* formatDuration */.a3)(request.smoke.timeoutSeconds)}`;
    return smoke.hasAnswered
        ? (0,failure_at/* failure */.V)(scene, 'smoke-test-failed', `the smoke test of green did not pass ${String(request.smoke.passes)} times in a row ${within} (${last})`, advice)
        : (0,failure_at/* failure */.V)(scene, 'smoke-test-not-runnable', `green could not be reached for its smoke test ${within} (${last})`, advice);
}
/** Half of the rules on green, and green not ready for the others: no state to stay in. */
function stalledSwitch(scene, green) {
    const { world } = scene;
    // Only the time that this process watched counts: a switch that a killed one left half-done long ago is finished.
    const sinceMs = Math.max(Date.parse(world.service.tags['switched-at'] ?? ''), scene.memory.startedAtMs);
    if ((0,switch_state/* isSwitched */.sP)(scene) || scene.memory.switchedAtMs !== null || !(world.nowMs - sinceMs > 90_000))
        return null;
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    return (0,failure_at/* failure */.V)(scene, 'not-ready-in-time', `green task set ${green.id} stopped being ready in the middle of the switch (${verdict.isYes ? 'ready only now' : verdict.why}${whyNotRunning(world, green)})`, 'Look at why its tasks come and go.');
}
/** The bad signs of the bake: probes, green's own targets, and tasks that keep dying under real traffic. */
function bakeFailure(scene, green) {
    const { memory, request, world } = scene;
    const set = `green task set ${green.id}`;
    if (memory.bakeProbe.failuresInRow >= request.bake.probeFailures)
        return (0,failure_at/* failure */.V)(scene, 'baked-bad-probe', `production failed ${String(memory.bakeProbe.failuresInRow)} probes in a row after the switch to ${set} (${memory.bakeProbe.lastFailure ?? 'no answer'})`, 'Mend the version; its logs since the switch say more.');
    if (memory.badTargetStreak >= badStreak)
        return (0,failure_at/* failure */.V)(scene, 'baked-bad-targets', `${set} has unhealthy targets under production traffic (${describeBadTargets(scene, green)}${whyNotRunning(world, green)})`, 'Mend the version; its logs since the switch say more.');
    const sinceMs = memory.switchedAtMs ?? world.nowMs;
    const dead = failedTasks(world, green).filter(({ stoppedAtMs }) => stoppedAtMs >= sinceMs);
    // ECS may replace an unhealthy task faster than it can be seen unhealthy three times.
    const unhealthy = dead.filter(isUnhealthyStop).length;
    if (unhealthy > 0)
        return (0,failure_at/* failure */.V)(scene, 'baked-bad-targets', `${set} had ${String(unhealthy)} tasks replaced for failing their health checks under production traffic${whyNotRunning(world, green)}`, 'Mend the version; its logs since the switch say more.');
    const died = dead.length;
    if (died < breakerLimit(world.service.desiredCount))
        return null;
    return (0,failure_at/* failure */.V)(scene, 'baked-bad-tasks', `${set} lost ${String(died)} tasks under production traffic${whyNotRunning(world, green)}`, 'Mend what stops the container; the logs of the stopped task say more.');
}
/** Whether this observation shows one of green's own targets unhealthy, or none healthy at all. */
function hasBadTargets(scene) {
    const { green } = scene.roles;
    if (green === null)
        return false;
    const own = (0,readiness/* ownTargets */.b8)(scene.world, green);
    return own.some(({ state }) => state === 'unhealthy') || (0,readiness/* healthyOwn */.Qg)(scene.world, green).length === 0;
}
const describeBadTargets = ({ world }, green) => `${String((0,readiness/* healthyOwn */.Qg)(world, green).length)} of ${String(green.computedDesired)} healthy${(0,readiness/* describeUnhealthy */.sR)(world, green)}`;


/***/ }),

/***/ 4839:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ noteRollback),
/* harmony export */   Ip: () => (/* binding */ isRolledBackAlready),
/* harmony export */   Iw: () => (/* binding */ isToGo),
/* harmony export */   MV: () => (/* binding */ isCleanupOwed),
/* harmony export */   Qe: () => (/* binding */ isRolledBackDraining),
/* harmony export */   V4: () => (/* binding */ isToKeep),
/* harmony export */   cA: () => (/* binding */ hasRolledBack),
/* harmony export */   ym: () => (/* binding */ isToRollBack)
/* harmony export */ });
/* harmony import */ var _roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26255);
/* harmony import */ var _roles_kept_green_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40887);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(22805);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(11222);
/* harmony import */ var _roles_version_before_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(87701);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47074);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96932);








const rolledBackId = ({ request, world }) => (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .rolledBackBy */ .pi)(request, world);
/** Whether an earlier process of this run did it, and there is nothing left to do for what it took back. */
function hasRolledBack(scene) {
    const id = rolledBackId(scene);
    if (id === null)
        return false;
    if (isLeftForInspection(scene, id))
        return true;
    return scene.memory.green?.endsWith(`/${id}`) !== true && scene.roles.green?.id !== id;
}
/** It is kept for a look, no rule gives it production traffic, and the tags of its release are cleared. */
function isLeftForInspection({ world, roles }, id) {
    const kept = (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_1__/* .keptGreen */ .qS)(world);
    if (kept?.set.id !== id || roles.live.includes(kept.set))
        return false;
    return world.service.tags.green !== kept.set.arn;
}
/** The set is gone and the tags of its release are not: the process that took it back died in between. */
function isCleanupOwed(scene) {
    const { green } = scene.world.service.tags;
    const id = rolledBackId(scene);
    if (id === null || green?.endsWith(`/${id}`) !== true)
        return false;
    return !scene.world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
}
/** The set is being deleted: an earlier process of this run asked for it. */
const isRolledBackDraining = (scene) => scene.world.taskSets.some(({ id, status }) => status === 'DRAINING' && id === rolledBackId(scene));
/**
 * Another rollback made what is live, its bake has ended by the tag, and what it took back is kept by its lease: there is
 * nothing left to go on with, and further back leads only where somebody says. After the lease there is: to tidy up.
 */
function isRolledBackAlready(scene) {
    const { request, roles, world, memory } = scene;
    const { green, blue } = roles;
    const isOfAnother = green !== null && green.tags.release !== request.release.id;
    if (request.command !== 'rollback' || !isOfAnother || !(0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnSet */ .pO)(request, world, memory, green))
        return false;
    const { 'bake-until': baked, 'lease-until': leased } = world.service.tags;
    const isKept = blue?.status === 'ACTIVE' && Date.parse(leased ?? '') > world.nowMs;
    const isWhole = green.status === 'PRIMARY' && (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__/* .isSwitched */ .sP)(scene);
    return isKept && isWhole && Date.parse(baked ?? '') <= world.nowMs;
}
/** Whether the live release is what this rollback is to take back: not if it made it itself, on the way back anew. */
function isToRollBack(scene) {
    const { roles, request, world, memory } = scene;
    if (request.command !== 'rollback')
        return false;
    if (hasRolledBack(scene))
        return isCleanupOwed(scene);
    return roles.green !== null && !(0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnSet */ .pO)(request, world, memory, roles.green);
}
/**
 * What has to be known of a green that is taken back, in one write before anything happens to it: by whom, so that the
 * same run doesn't do it twice; that its content is bad; until when it is kept. The first two outlast the set.
 */
function noteRollback(scene) {
    const { world, roles, memory } = scene;
    const { green } = roles;
    if (green === null || memory.failure === null)
        return null;
    const due = {
        ...mark(scene, green),
        ...quarantine(scene, green, memory.failure),
        ...keeping(scene, green),
    };
    const isWritten = Object.entries(due).every(([name, value]) => world.service.tags[name] === value);
    if (isWritten)
        return null;
    const reason = due['kept-green'] === undefined ? 'quarantining' : 'keeping-for-inspection';
    const because = `what was taken back, and what becomes of it: ${Object.keys(due).join(', ')} of ${green.id}`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('rollback', reason, because, { kind: 'tag-service', tags: due }));
}
const mark = ({ request, memory }, green) => memory.failure?.reason === 'asked-for' ? { 'rolled-back': (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRolledBack */ .XA)(request, green) } : {};
/**
 * Content that users never saw failed a gate, and will again: nothing has to be remembered. Nor is it content that goes
 * on being live on blue.
 */
const quarantine = ({ memory, world, roles }, green, { reason }) => memory.hasGreenBeenLive && !(0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_5__/* .isSameVersion */ .p)(roles) ? (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_6__/* .quarantineTags */ .Yl)(world, green, reason) : {};
/** Its time counts from the first write, however often the same rollback is run. */
function keeping(scene, green) {
    const { request, world } = scene;
    if (!isToGo(scene, green) || !isToKeep(scene, green) || (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_1__/* .isKeptGreen */ .am)(world, green))
        return {};
    return { 'kept-green': (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_1__/* .formatKeptGreen */ .Ry)(green, world.nowMs + request.goal.keepRolledBackSeconds * 1000) };
}
/** Whether somebody wants to look at what he had taken back; once it is kept, another run of the same job keeps it. */
const isToKeep = ({ request, memory, world }, green) => request.command === 'rollback' &&
    memory.failure?.reason === 'asked-for' &&
    (request.goal.keepRolledBackSeconds > 0 || (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_1__/* .isKeptGreen */ .am)(world, green));
/** What no release of ours made is taken back and then left alone (invariant 5). */
const isToGo = ({ world }, green) => (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_7__/* .isOurs */ .M)(green) || (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_7__/* .isAdopted */ .Y)(world, green);


/***/ }),

/***/ 89686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isDeserted),
/* harmony export */   Vc: () => (/* binding */ runsNamedBy),
/* harmony export */   XI: () => (/* binding */ jobLimitMs),
/* harmony export */   gF: () => (/* binding */ fenceMayComeInMs)
/* harmony export */ });
/* harmony import */ var _common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48424);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11222);
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);



/** A job on a hosted runner ends after so long, so what has not changed for that long is nobody's work in progress. */
const jobLimitMs = 6 * 3_600_000;
/** A live run that finds its fence wiped takes it again at its next look, which is never further away than this. */
const reclaimMs = 20_000;
/** A run at work changes something within this time: a task starts, a gate passes, a rule moves. */
const watchedMs = 300_000;
/** The runs whose end a sweep has to know: who holds the service, and who made the sets. */
function runsNamedBy(service, sets) {
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(service.tags.fence);
    const makers = sets.map(({ tags }) => runOf(tags.run));
    return new Set([holder?.runId ?? null, ...makers].filter((id) => id !== null));
}
/** The run id of a set's tag `run`, `<run id>.<attempt>`. */
function runOf(tag) {
    const id = /^(\d+)\.\d+$/.exec(tag ?? '')?.[1];
    return id === undefined ? null : Number(id);
}
const isOver = ({ runs }, runId) => runs.find((run) => run.runId === runId)?.isOver ?? null;
/**
 * Whether nobody is at work at the service any more: then what a run left half done may be finished. A run that is
 * going on is never disturbed. Where GitHub can't say, a release is dead once nothing of it is younger than six hours,
 * and nothing changes while the sweep looks on: a rollback of an old release is work in progress without a date.
 */
function isDeserted(scene) {
    const { world, request, memory } = scene;
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(world.service.tags.fence);
    const ids = [holder?.runId ?? null, ...makersOf(scene).map(({ tags }) => runOf(tags.run))];
    const working = ids.find((id) => id !== null && id !== request.release.runId && isOver(world, id) === false);
    if (working != null)
        return { isYes: false, why: `run ${String(working)} is still going on`, watchMs: 0 };
    if (isHolderOver(scene))
        return { isYes: true };
    const why = tooYoung(scene);
    if (why !== null)
        return { isYes: false, why, watchMs: 0 };
    const watchMs = watchedMs - (world.nowMs - (memory.still?.sinceMs ?? world.nowMs));
    // Its own writes are changes too, but by then the fence is this run's, and a live one would have taken it back.
    if (watchMs <= 0 || memory.fence !== null)
        return { isYes: true };
    return { isYes: false, why: 'whether another run is at it is not known; a change would tell', watchMs };
}
/** What is live was finished, or its run holds the fence: only the others tell of work in progress by themselves. */
const makersOf = ({ world, roles }) => world.taskSets.filter((set) => set.status !== 'DRAINING' && (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_2__/* .isOurs */ .M)(set) && !roles.live.includes(set));
/** Known to be over: the run that holds the service and those that made what is not live. */
function isHolderOver(scene) {
    const { world, request } = scene;
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(world.service.tags.fence);
    const isKnown = (id) => id === null || isOver(world, id) === true;
    const makers = makersOf(scene).map(({ tags }) => runOf(tags.run));
    // Wiped: whoever is at it takes it again before the sweep does.
    if (holder === null)
        return makers.length > 0 && makers.every(isKnown);
    // An earlier process of this sweep; but a job of the same run may also be releasing right now.
    const isOwn = holder.runId === request.release.runId && !makers.includes(holder.runId);
    return (isOwn || isKnown(holder.runId)) && makers.every(isKnown);
}
/** Why the release is too young to count as dead without GitHub's word; `null`: it is not. */
function tooYoung({ world }) {
    const { tags } = world.service;
    const written = [tags['switched-at'], tags['lease-until'], tags['bake-until']].map((at) => Date.parse(at ?? ''));
    const made = world.taskSets
        .filter((set) => set.status !== 'DRAINING' && (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_2__/* .isOurs */ .M)(set))
        .map(({ createdAtMs }) => createdAtMs);
    const newestMs = Math.max(0, ...written.filter((ms) => !Number.isNaN(ms)), ...made);
    const ageMs = world.nowMs - newestMs;
    if (ageMs >= jobLimitMs)
        return null;
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(tags.fence);
    const who = holder === null ? 'the run that released last' : `run ${String(holder.runId)}`;
    return (`whether ${who} is over is not known (that takes a github-token with actions: read, and a run of this repository), ` +
        `and its release changed ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.max(0, ageMs) / 1000)} ago: it counts as dead after ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(jobLimitMs / 1000)}`);
}
/** How long to wait for a live run to show itself, where no fence stands; 0: long enough. */
const fenceMayComeInMs = ({ world, memory }) => world.service.tags.fence !== undefined || memory.fence !== null
    ? 0
    : Math.max(0, memory.startedAtMs + reclaimMs - world.nowMs);


/***/ }),

/***/ 14138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ leftUndone)
/* harmony export */ });
/** The writes that AWS refused for good, one per line, each with the missing permission or the reason. */
const leftUndone = ({ abandoned }) => Object.entries(abandoned)
    .filter(([, { needsScaleZero }]) => !needsScaleZero)
    .map(([key, { trouble }]) => `${key}: ${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}` +
    (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''));


/***/ }),

/***/ 73669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ answerDrift)
/* harmony export */ });
/* harmony import */ var _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1585);
/* harmony import */ var _common_load_balancer_by_hand_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(54888);
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84425);
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(37847);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13802);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(23680);
/* harmony import */ var _roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89856);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47074);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(96932);










/** So often one rule is put back by one run: after that somebody is fighting, and traffic must not flap. */
const mostRestores = 3;
/** So long green may take to be ready for the rule that is to be put back. */
const readyAgainMs = 30_000;
/** Weights that somebody else changed are never put right silently: told, and left or put back as `on-drift` says. */
function answerDrift(scene) {
    const { memory, world } = scene;
    if (!(0,_health_drift_js__WEBPACK_IMPORTED_MODULE_3__/* .isDrifted */ .TJ)(scene))
        return null;
    if (memory.driftSinceMs === null || world.nowMs - memory.driftSinceMs < _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .staleReadMs */ .al)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .wait */ .uk)(phaseOf(scene), 'reading-back', 'the rules do not show the switch; they are read again', 500);
    return restore(scene) ?? stop(scene);
}
const phaseOf = ({ memory }) => memory.isBakePassed ? 'warm' : memory.switchedAtMs === null ? 'switch' : 'bake';
/** Only what this release had set, and only to a green that is ready for it in this very observation (invariant 2). */
function restore(scene) {
    const { request, roles, memory, world } = scene;
    const { green, pair } = roles;
    // The label has gone as well: see `isRolledBackByOther`.
    if (request.onDrift !== 'restore' || green?.status !== 'PRIMARY' || pair?.blue == null)
        return null;
    const rule = (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__/* .rulesToSwitch */ .FW)(scene).find((candidate) => memory.rulesOnGreen.includes((0,_health_drift_js__WEBPACK_IMPORTED_MODULE_3__/* .ruleKey */ .ep)(candidate)));
    if (rule === undefined || timesRestored(scene, rule) >= mostRestores)
        return null;
    const verdict = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .isReady */ .i_)(world, green);
    const isAlone = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .strangers */ .ob)(world, green).length + (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .groupMates */ .YK)(world, green).length === 0;
    if (!verdict.isYes || !isAlone) {
        const why = verdict.isYes ? "others stand in green's group" : `green ${green.id}: ${verdict.why}`;
        const waitedMs = world.nowMs - (memory.driftSinceMs ?? 0);
        return waitedMs < _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .staleReadMs */ .al + readyAgainMs ? (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .wait */ .uk)(phaseOf(scene), 'waiting-for-ready', why, 500) : null;
    }
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_6__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)(phaseOf(scene), 'restoring-drift', `somebody else changed ${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .formatRule */ .UT)(rule)}, and it is put back on green ${green.id} (on-drift: restore)`, { kind: 'write-rule', rule, actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .moveWeight */ .QB)(rule, pair.blue, pair.green) }));
}
const timesRestored = ({ memory }, rule) => memory.restored.filter(({ key }) => key === (0,_health_drift_js__WEBPACK_IMPORTED_MODULE_3__/* .ruleKey */ .ep)(rule)).length;
function stop(scene) {
    const because = 'somebody else changed the weights';
    const { message, details } = isRolledBackByOther(scene)
        ? describeRollbackByOther(scene)
        : describeDrift(scene);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('end', 'drift', because, { kind: 'end', result: 'failed', message, details });
}
/** Nothing moves the PRIMARY label by the way: who moved it to blue as well has taken the release back. */
const isRolledBackByOther = ({ roles }) => roles.blue?.status === 'PRIMARY';
/** What would put production on green is not told: at night somebody might paste it. */
function describeRollbackByOther(scene) {
    const { roles, request } = scene;
    return {
        message: `Stopped: production of service ${request.service} was taken back ${whenOf(scene)}, and the PRIMARY label with it: ` +
            `that is a way back, by another run or by hand. ${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTraffic */ .h)(roles)} Both task sets are kept and this run ` +
            'changes nothing more: who took it back tidies up, or the next deploy, rollback or sweep does.',
        details: [...shareLines(scene), ...weakLines(scene)],
    };
}
function describeDrift(scene) {
    const { roles, request, memory } = scene;
    const times = memory.restored.length;
    const fight = times === 0 ? '' : `It was put back ${String(times)} times already (on-drift: restore). `;
    return {
        message: `Stopped: somebody else changed the production weights of service ${request.service} ${whenOf(scene)}. ${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTraffic */ .h)(roles)} ${fight}` +
            'Both task sets are kept and nothing more is changed. Find what writes the rules (infrastructure code that resets weights ' +
            'should ignore them). The commands below put production on green; the command rollback takes all of it back.',
        details: [...shareLines(scene), ...handLines(scene), ...weakLines(scene)],
    };
}
const whenOf = ({ memory }) => memory.switchedAtMs === null ? 'in the middle of the switch' : 'after the switch';
function shareLines({ roles: { production, pair } }) {
    if (pair === null)
        return [];
    const { green: greenGroup, blue: blueGroup } = pair;
    return production.map((rule) => `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .formatRule */ .UT)(rule)}: green ${String((0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .weightOf */ .mm)(rule, greenGroup))}, ` +
        `blue ${String(blueGroup === null ? 0 : (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .weightOf */ .mm)(rule, blueGroup))}; this release had set green to all of it`);
}
function handLines(scene) {
    const { pair } = scene.roles;
    if (pair?.blue == null)
        return [];
    const { green: greenGroup, blue: blueGroup } = pair;
    return (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__/* .rulesToSwitch */ .FW)(scene).map((rule) => (0,_common_load_balancer_by_hand_js__WEBPACK_IMPORTED_MODULE_8__/* .handCommand */ .r)(rule, { green: blueGroup, blue: greenGroup }));
}
function weakLines({ roles: { blue }, world }) {
    if (blue === null || !(0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_9__/* .isLowered */ .tD)(world.service.tags, blue))
        return [];
    return [
        `blue ${blue.id} stands at ${String(blue.scalePercent)} % (warm-scale): the next release raises it if it is live`,
    ];
}


/***/ }),

/***/ 38485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eE: () => (/* binding */ awaitBake),
/* harmony export */   kN: () => (/* binding */ bakeTagNote)
/* harmony export */ });
/* unused harmony export bakeUntilMs */
/* harmony import */ var _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7202);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61927);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24309);
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);
/* harmony import */ var _roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89856);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47074);






/** A bake begins some seconds after its tag is written, and has to be seen over by its own run. */
const graceMs = 20_000;
/** No bake is longer, whatever a tag says: `bake-time` goes up to here. */
const longestBakeMs = 24 * 3_600_000;
/** A run that lives has gone back long before from a green without a healthy target. */
const givenUpMs = 60_000;
const lookMs = 15_000;
/** The release of another run that is on the switch, as the service's tags tell it. */
function otherInBake({ world, roles, request }) {
    const { green } = world.service.tags;
    const set = world.taskSets.find(({ arn }) => arn === green);
    if (set === undefined || set.tags.release === request.release.id)
        return null;
    // A teardown is about a release that another run made.
    if (set === roles.green && request.command !== 'teardown')
        return null;
    return set.status === 'DRAINING' ? null : set;
}
/** Until when the bake of the service's tags is waited for, by whoever would disturb it; `null`: none is under way. */
function bakeUntilMs({ world }) {
    const untilMs = Date.parse(world.service.tags['bake-until'] ?? '');
    if (Number.isNaN(untilMs) || untilMs + graceMs <= world.nowMs)
        return null;
    return isBelievable(untilMs, world.nowMs) ? untilMs + graceMs : null;
}
const isBelievable = (untilMs, nowMs) => untilMs - nowMs <= longestBakeMs + graceMs;
/** What to say of a tag that would hold up every release, and is not waited for. */
function bakeTagNote({ world }) {
    const text = world.service.tags['bake-until'];
    const untilMs = Date.parse(text ?? '');
    if (text === undefined || isBelievable(untilMs, world.nowMs))
        return null;
    return (`the tag ecs-blue-green:bake-until of the service says ${text}, which no bake can be: it is not waited for; ` +
        `aws ecs untag-resource --resource-arn ${world.service.arn} --tag-keys ecs-blue-green:bake-until removes it`);
}
/**
 * Another release is being watched: its verdict is waited for before anything is written, and before the fence is
 * taken, since that would end its run. Only a rollback interrupts it. The wait is over with the bake, with the tags of
 * that release, when its green has lost its traffic and is being deleted, and when it is dead and nobody takes it back.
 */
const awaitBake = (scene) => {
    const { memory, world, request } = scene;
    if (memory.isPreflightPassed || memory.fence !== null || memory.failure !== null)
        return null;
    const other = otherInBake(scene);
    const untilMs = bakeUntilMs(scene);
    if (other === null || untilMs === null)
        return null;
    const isDead = memory.deadLiveSinceMs !== null && world.nowMs - memory.deadLiveSinceMs >= givenUpMs;
    if (isDead && (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnAnyRule */ .aU)(world, other))
        return null;
    const who = `release ${other.tags.release ?? other.id} (${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(other)})`;
    const late = whyTooLate(scene, untilMs);
    if (late !== null)
        return refuse(scene, who, untilMs, late);
    const because = `${who} is in its bake until ${new Date(untilMs - graceMs).toISOString()}: ${request.command} goes on ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(graceMs / 1000)} after it`;
    // Looks now and then as well: it may be taken back, or its tags be cleared, before that.
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .wait */ .uk)('preflight', 'waiting-for-bake', because, Math.min(untilMs - world.nowMs, lookMs));
};
function whyTooLate({ request }, untilMs) {
    if (request.timeLimit === null)
        return null;
    if (untilMs + _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .marginMs */ .jW > request.timeLimit.endsMs)
        return `this run has to end by ${(0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .describeLimit */ .XW)(request) ?? ''}`;
    return request.command === 'stage' || request.isForced ? null : (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .bakeOutlasts */ .Ne)(request, untilMs);
}
function refuse({ request, roles, world }, who, untilMs, why) {
    const leftMs = untilMs - world.nowMs;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('preflight', 'out-of-time', 'the bake of another release lasts longer than this run can', {
        kind: 'end',
        result: 'refused',
        message: `Nothing was changed: ${who} of service ${request.service} is in its bake for another ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(leftMs / 1000)}, and ${why}. ` +
            `${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTraffic */ .h)(roles)} Run this again after it, or roll that release back.`,
        details: [],
    });
}


/***/ }),

/***/ 55105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zl: () => (/* binding */ deferTeardown),
/* harmony export */   ek: () => (/* binding */ describeRequested),
/* harmony export */   oX: () => (/* binding */ warmUntilMs)
/* harmony export */ });
/* harmony import */ var _health_teardown_time_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92652);
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(84425);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22805);
/* harmony import */ var _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7202);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24309);
/* harmony import */ var _evolve_undone_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(14138);
/* harmony import */ var _roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89856);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(47074);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96932);
/* harmony import */ var _common_values_time_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(64857);










/** No job waits longer than this for the end of the warm time. */
const longestWaitSeconds = 24 * 3600;
function warmUntilMs(scene) {
    const { green, 'lease-until': until } = scene.world.service.tags;
    // Another run that went on with this release meanwhile may have promised more.
    const promisedMs = green === scene.roles.green?.arn ? Date.parse(until ?? '') : Number.NaN;
    const ownMs = ((0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_1__/* .switchedAtMs */ .d0)(scene) ?? 0) + scene.request.warmSeconds * 1000;
    return Number.isNaN(promisedMs) ? ownMs : Math.max(ownMs, promisedMs);
}
/** Why this run leaves the teardown of warm blue to a later one; `null`: it waits for it. */
function whyDeferred(scene, blue) {
    const { request, world } = scene;
    if (blue.status === 'DRAINING')
        return (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .outlasts */ .Ix)(request, world.nowMs) ? `it has to end by ${(0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .describeLimit */ .XW)(request) ?? ''}` : null;
    if (warmUntilMs(scene) <= world.nowMs)
        return null;
    if (request.teardown === 'defer')
        return 'teardown: defer';
    if (request.warmSeconds > longestWaitSeconds)
        return 'no job waits for longer than 24 hours';
    // In each observation anew: what is left of the wait shrinks, and so does the time for what comes after it.
    const isLate = (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .outlasts */ .Ix)(request, warmUntilMs(scene) + (0,_health_teardown_time_js__WEBPACK_IMPORTED_MODULE_3__/* .teardownMs */ .v)(world, blue));
    return isLate ? `waiting for it would go on beyond ${(0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_2__/* .describeLimit */ .XW)(request) ?? ''}` : null;
}
/**
 * The end of a run that has nothing left to do but to wait, where somebody else can do that: lease, tags and suspended
 * scaling stay as they are for the next deploy, teardown or sweep. `prepare`: what comes before it.
 */
function deferTeardown(scene, blue, prepare) {
    if (scene.request.command === 'teardown')
        return null;
    const why = whyDeferred(scene, blue);
    return why === null ? null : (prepare(scene) ?? endDeferred(scene, blue, why));
}
/** A way back anew is a release like any other, but for why it was made, and that what it replaced is not to come again. */
function describeRequested({ request, world }) {
    const { command, goal, release } = request;
    if (command !== 'rollback')
        return '';
    const why = goal.writtenReason === null ? '' : ` (${goal.writtenReason})`;
    const [barred] = (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_4__/* .quarantineOf */ .KS)(world);
    const quarantine = barred === undefined
        ? ''
        : ` The content that run ${String(barred.runId)} released is quarantined: its next release is refused without force.`;
    return ` It is the way back that run ${release.runUrl} was asked for${why}.${quarantine}`;
}
function endDeferred(scene, blue, why) {
    const { roles, request, world, memory } = scene;
    const green = roles.green === null ? 'green' : (0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSet */ .M)(roles.green);
    const isGoing = blue.status === 'DRAINING';
    const kept = isGoing
        ? `Blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSet */ .M)(blue)} is being deleted, and this run does not wait for its end (${why}); the next deploy, teardown or sweep tidies up.`
        : `Blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSet */ .M)(blue)} is kept until ${formatLeaseEnd(scene)}, and this run does not wait for that (${why}); ` +
            'the next deploy, teardown or sweep ends it.';
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_6__/* .step */ .PM)('end', 'released', 'the teardown is left to a later run', {
        kind: 'end',
        result: 'released',
        message: `Released: ${green} serves ${request.service}.${describeRequested(scene)} ${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_0__/* .describeTraffic */ .h)(roles)} ${kept}`,
        details: [
            ...(world.service.tags['swept-at'] === undefined ? [noSweep] : []),
            ...(world.service.tags.scaling === undefined ? [] : [scalingWaits]),
            ...(0,_health_drift_js__WEBPACK_IMPORTED_MODULE_7__/* .restoredNotes */ ._8)(memory),
            ...(0,_evolve_undone_js__WEBPACK_IMPORTED_MODULE_8__/* .leftUndone */ .h)(memory),
        ],
    });
}
/** What others read; where it was wiped, what it would say. */
const formatLeaseEnd = (scene) => scene.world.service.tags['lease-until'] ?? (0,_common_values_time_js__WEBPACK_IMPORTED_MODULE_9__/* .iso */ .K)(warmUntilMs(scene));
const noSweep = 'No sweep has ever come by: run the command sweep on a schedule (examples/workflows/sweep.yml), or blue stays, and ' +
    'costs, until the next release of this service.';
const scalingWaits = 'Scale-in of the service stays suspended until then.';


/***/ }),

/***/ 58298:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ readyStreak),
/* harmony export */   G: () => (/* binding */ gate)
/* harmony export */ });
/* harmony import */ var _common_values_pace_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22447);
/* harmony import */ var _health_probing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24404);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13802);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23680);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47074);
/* harmony import */ var _health_quiet_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(51586);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96932);







/** Observations in a row in which green has to be ready: one alone may be a flicker. */
const readyStreak = 3;
/** What green has to pass before it may see a user. Readiness is judged again in every observation from here on. */
const gate = (scene) => {
    const { green } = scene.roles;
    if (green === null || (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__/* .isGreenLive */ .Cz)(scene) || scene.memory.switchedAtMs !== null)
        return null;
    return awaitReady(scene, green) ?? pointTestRule(scene) ?? smokeTest(scene) ?? measureBaseline(scene);
};
function awaitReady({ world, memory }, green) {
    const verdict = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .isReady */ .i_)(world, green);
    const waitedMs = world.nowMs - Math.max(green.createdAtMs, memory.startedAtMs);
    if (!verdict.isYes)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('ready', 'waiting-for-ready', `green ${green.id}: ${verdict.why}`, (0,_common_values_pace_js__WEBPACK_IMPORTED_MODULE_4__/* .paceMs */ .k)(waitedMs));
    const [others, mates] = [(0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .strangers */ .ob)(world, green), (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .groupMates */ .YK)(world, green)];
    if (others.length > 0 || !mates.every(_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .isEmptiedPrimary */ .RZ)) {
        const old = mates.map(({ id }) => id).join(', ') || 'others';
        const because = `green is ready; ${old} with ${String(others.length)} targets still in its group`;
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('ready', 'waiting-for-group-to-empty', because, (0,_common_values_pace_js__WEBPACK_IMPORTED_MODULE_4__/* .paceMs */ .k)(waitedMs));
    }
    if (memory.readyStreak >= readyStreak)
        return null;
    const because = `green ${green.id} is ready, seen ${String(memory.readyStreak)} of ${String(readyStreak)} times`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('ready', 'waiting-for-ready', because, 700);
}
function pointTestRule(scene) {
    const { pair } = scene.roles;
    const rule = (0,_health_quiet_js__WEBPACK_IMPORTED_MODULE_5__/* .testRuleToPoint */ .Kk)(scene);
    if (rule === null || pair?.blue == null)
        return null;
    const { green: greenGroup, blue: blueGroup } = pair;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('smoke', 'pointing-test-rule', `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_6__/* .formatRule */ .UT)(rule)} shows green to testers`, {
        kind: 'write-rule',
        rule,
        actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_6__/* .moveWeight */ .QB)(rule, blueGroup, greenGroup),
    });
}
function smokeTest(scene) {
    const { memory, request, world } = scene;
    if (memory.smoke.isSkipped || memory.smoke.passesInRow >= request.smoke.passes)
        return null;
    const probing = (0,_health_probing_js__WEBPACK_IMPORTED_MODULE_0__/* .smokeProbing */ .Nt)(scene);
    if (probing.requests === null)
        return null;
    const leftMs = (0,_health_quiet_js__WEBPACK_IMPORTED_MODULE_5__/* .testersReachGreenInMs */ .KB)(scene);
    if (leftMs > 0)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('smoke', 'letting-nodes-follow', 'every node has to know the test rule first', leftMs);
    const dueMs = (memory.smoke.lastMs ?? 0) + request.smoke.intervalSeconds * 1000 - world.nowMs;
    if (memory.smoke.lastMs !== null && dueMs > 0)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('smoke', 'smoke-testing', `${String(memory.smoke.passesInRow)} of ${String(request.smoke.passes)} passes`, dueMs);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('smoke', 'smoke-testing', `${probing.where}: ${probing.requests.map(({ url }) => url).join(', ')}`, {
        kind: 'probe',
        purpose: 'smoke',
        requests: probing.requests,
    });
}
/** A probe that fails on blue already would roll back a good release: it has to pass there before it may judge green. */
function measureBaseline(scene) {
    const { memory, roles, world, request } = scene;
    if (memory.baseline.verdict !== 'unknown' || request.bake.seconds === 0)
        return null;
    if (roles.blue === null && (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .healthyOthers */ .F6)(world, roles).length === 0)
        return null;
    const probing = (0,_health_probing_js__WEBPACK_IMPORTED_MODULE_0__/* .productionProbing */ .B$)(scene);
    if (probing.requests === null)
        return null;
    const dueMs = (memory.baseline.lastMs ?? 0) + 1000 - world.nowMs;
    if (dueMs > 0)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('smoke', 'measuring-baseline', 'production is probed before the switch again', dueMs);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('smoke', 'measuring-baseline', `does ${probing.where} answer before the switch?`, {
        kind: 'probe',
        purpose: 'baseline',
        requests: probing.requests,
    });
}


/***/ }),

/***/ 63027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ endOfCancel),
/* harmony export */   G9: () => (/* binding */ settle),
/* harmony export */   Le: () => (/* binding */ standDown),
/* harmony export */   Mz: () => (/* binding */ preflight),
/* harmony export */   fu: () => (/* binding */ backOff),
/* harmony export */   pw: () => (/* binding */ holdFence),
/* harmony export */   xO: () => (/* binding */ fenceKey)
/* harmony export */ });
/* harmony import */ var _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1585);
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(84425);
/* harmony import */ var _common_run_fence_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48424);
/* harmony import */ var _preflight_preflight_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23864);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(61927);
/* harmony import */ var _evolve_undone_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(14138);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24309);
/* harmony import */ var _roles_writes_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(66701);
/* harmony import */ var _roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89856);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47074);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(96932);












/** Invariant 7: who finds another's fence writes nothing more. The fence is compared as a whole, in every observation. */
const standDown = (scene) => {
    const { world, memory, roles, request } = scene;
    const { fence } = world.service.tags;
    if (fence === undefined || !isTakenOver(memory, fence))
        return null;
    const ours = memory.fence === null ? '' : `, ours was ${memory.fence.value}`;
    const who = `run ${fence.slice(fence.indexOf(':') + 1)}`;
    if (isDoneButForWaiting(scene))
        return endRelieved(scene, who);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('end', 'fence-lost', 'another run holds the service now', {
        kind: 'end',
        result: 'stood-down',
        message: `Stood down: ${who} took service ${request.service} over from this run ` +
            `(fence ${fence}${ours}). ${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTraffic */ .h)(roles)} This run changes nothing more; follow the other one.`,
        details: [],
    });
};
/**
 * One who finishes for another holds what that one held; where that is not known, any other fence than the one it found.
 * The same number after ours was believed is a claim that came late, maybe of a run that is dead: `holdFence` outbids it.
 */
function isTakenOver({ fence: ours, interrupted: left }, found) {
    if (ours !== null)
        return (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_4__/* .outranks */ .w0)(found, ours.value) && !(ours.isHeld && (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_4__/* .isTie */ .Nc)(found, ours.value));
    return left !== null && found !== left.foundFence;
}
/** The bake is passed and nobody went back to its blue: what was left is to wait for the end of that one. */
function isDoneButForWaiting({ memory, request, world }) {
    const blue = (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_5__/* .findSet */ ._V)(world, memory.blue);
    const isBack = blue !== null && blue.status !== 'DRAINING' && (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_5__/* .isOnAnyRule */ .aU)(world, blue);
    return memory.isBakePassed && request.command !== 'teardown' && !isBack;
}
/** The release is as good as it was a moment ago: that the next run ends its warm time is no failure of this one. */
function endRelieved(scene, who) {
    const { request, roles, memory } = scene;
    const green = roles.green === null ? 'green' : (0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(roles.green);
    const what = (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__/* .isGreenLive */ .Cz)(scene)
        ? `${green} serves ${request.service}`
        : `${green} served ${request.service} until the next release`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('end', 'released', 'another run holds the service now, and the bake was passed', {
        kind: 'end',
        result: 'released',
        message: `Released: ${what}. ${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTraffic */ .h)(roles)} The bake was passed; ${who} has taken the service over since, and the end ` +
            'of blue with it, so this run changes nothing more.',
        details: (0,_health_drift_js__WEBPACK_IMPORTED_MODULE_8__/* .restoredNotes */ ._8)(memory),
    });
}
/** A cancel that calls for nothing: green has passed its bake, or the author asked to keep everything as it is. */
const endOfCancel = (scene) => {
    const { memory, roles, request } = scene;
    if (!memory.isCancelled || memory.failure !== null)
        return null;
    const kept = !hasWritten(memory)
        ? 'It had changed nothing.'
        : (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__/* .isSwitched */ .sP)(scene)
            ? describeKeptState(scene)
            : 'Nothing was taken back (on-cancel: keep); run the job again to go on where it stopped.';
    const why = memory.interrupted === null
        ? `the ${request.command} of service ${request.service} was cancelled`
        : memory.interrupted.why;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('end', 'cancelled', 'the run was cancelled', {
        kind: 'end',
        result: 'failed',
        message: `Interrupted: ${why}. ${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTraffic */ .h)(roles)} ${kept}`,
        details: [],
    });
};
/** The fence is the first thing that is written, but on the way back by hand. */
const hasWritten = ({ isPreflightPassed, fence, interrupted: left, failure }) => isPreflightPassed && (left === null || fence !== null || failure !== null);
function describeKeptState({ roles, world }) {
    const isGone = roles.blue === null || roles.blue.status === 'DRAINING';
    return isGone
        ? 'Green stays; there is no blue any more.'
        : `Green stays, and blue is kept warm until ${world.service.tags['lease-until'] ?? 'somebody removes it'}; a later run removes it.`;
}
/** A write that AWS took may not show in the next read: wait for it, so that a stale read is never taken for drift. */
const settle = ({ memory, world }) => {
    const { pending } = memory;
    if (pending === null || world.nowMs - pending.atMs >= _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .staleReadMs */ .al)
        return null;
    const isCreated = pending.write.kind === 'create-green';
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)(isCreated ? 'start' : 'prepare', 'reading-back', 'the last write does not show yet', 400);
};
/** A write that failed for now: less and less often, so that a throttled account is not throttled more. */
const backOff = ({ memory, world }) => {
    if (memory.trouble === null)
        return null;
    const { lastMs, count, last } = memory.trouble;
    const leftMs = lastMs + Math.min(500 * 2 ** (count - 1), 10_000) - world.nowMs;
    if (leftMs <= 0)
        return null;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('prepare', 'backing-off', `${last.action}: ${last.code}; trying again`, leftMs);
};
const preflight = ({ request, world, roles, memory }) => {
    if (memory.isPreflightPassed)
        return null;
    const problems = (0,_preflight_preflight_js__WEBPACK_IMPORTED_MODULE_1__/* .preflightProblems */ .g)(request, world, roles, memory);
    if (problems.length === 0)
        return null;
    const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('preflight', 'preflight-failed', `preflight found ${count}`, {
        kind: 'end',
        result: 'refused',
        message: `Nothing was changed: preflight found ${count} with service ${request.service} in cluster ${request.cluster}. ` +
            (0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTraffic */ .h)(roles),
        details: problems,
    });
};
/** Taken by writing the next number and reading it back after the others' writes would show; claimed again when wiped. */
const holdFence = (scene) => {
    const { request, world, memory } = scene;
    if (isOutOfReach(scene))
        return endWithoutFence(scene);
    const current = world.service.tags.fence;
    const { runId, runAttempt } = request.release;
    if (memory.fence === null || (current !== memory.fence.value && memory.fence.isHeld)) {
        const next = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_4__/* .nextFence */ .NQ)(current, runId, runAttempt);
        const value = memory.fence === null || (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_4__/* .isTie */ .Nc)(current, memory.fence.value) ? next : memory.fence.value;
        const because = memory.fence === null
            ? 'this run takes the service'
            : 'the fence was wiped or overwritten by an older run, this run takes it again';
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('prepare', 'claiming-fence', because, { kind: 'tag-service', tags: { fence: value } });
    }
    if (memory.fence.isHeld)
        return null;
    const leftMs = (memory.fence.writtenAtMs ?? 0) + _common_run_fence_js__WEBPACK_IMPORTED_MODULE_4__/* .fenceSettleMs */ .Z2 - world.nowMs;
    if (leftMs > 0)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .wait */ .uk)('prepare', 'fence-settling', 'waiting a moment, in case another run takes the service at the same time', leftMs);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('prepare', 'claiming-fence', 'the fence does not show', {
        kind: 'tag-service',
        tags: { fence: (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_4__/* .nextFence */ .NQ)(current, runId, runAttempt) },
    });
};
const fenceKey = (0,_roles_writes_js__WEBPACK_IMPORTED_MODULE_9__/* .writeKey */ .TE)({ kind: 'tag-service', tags: { fence: '' } });
const isOutOfReach = ({ memory, world }) => fenceKey in memory.abandoned && (memory.fence === null || world.service.tags.fence !== memory.fence.value);
/** Without the fence nothing is written: another run might be at it. Traffic that had to go back has gone back before. */
function endWithoutFence({ memory, roles, request }) {
    const reason = memory.abandoned[fenceKey]?.trouble.kind === 'denied' ? 'write-denied' : 'write-kept-failing';
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('end', reason, 'the fence can not be taken', {
        kind: 'end',
        result: 'failed',
        message: `Stopped: the fence of service ${request.service} could not be written, and without it nothing more is changed. ` +
            `${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTraffic */ .h)(roles)} Mend what is listed, then run the job again: it goes on where this run stopped.`,
        details: (0,_evolve_undone_js__WEBPACK_IMPORTED_MODULE_10__/* .leftUndone */ .h)(memory),
    });
}


/***/ }),

/***/ 60743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X7: () => (/* binding */ raiseLive),
/* harmony export */   hW: () => (/* binding */ healDead),
/* harmony export */   xc: () => (/* binding */ healSplit)
/* harmony export */ });
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37847);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13802);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11222);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61927);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23680);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24309);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47074);








/** Another run died between two rule writes: all of production goes to one of the two sets before anything is built on it. */
const healSplit = (scene) => {
    const { roles, world } = scene;
    const here = roles.blue?.attachment?.group;
    if (!(0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isHealable */ .NT)(world, roles) || roles.blue === null || here === undefined)
        return null;
    const other = roles.live.find((set) => set !== roles.blue);
    const there = other?.attachment?.group ?? roles.pair?.green;
    if (there === undefined || isWholeBesideBlue(scene, there))
        return null;
    const isBetterThere = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .targetsOf */ .QR)(world, there).some(({ state }) => state === 'healthy');
    const isToStay = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .canServe */ .KS)(world, roles.blue, false).isYes || !isBetterThere;
    const [from, to] = isToStay ? [there, here] : [here, there];
    const rule = roles.production.find((candidate) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(candidate, from) > 0);
    if (rule === undefined)
        return null;
    const because = `an earlier release left ${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .formatRule */ .UT)(rule)} behind: production goes to one task set again`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('prepare', 'healing-split', because, {
        kind: 'write-rule',
        rule,
        actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .moveWeight */ .QB)(rule, from, to),
    });
};
/** Nothing is split, and the other side is its blue: whether users go back there is not for one look to say. */
const isWholeBesideBlue = ({ roles, world }, there) => roles.production.every((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, there) === 0) &&
    world.taskSets.some(({ attachment, status }) => attachment?.group === there && status !== 'DRAINING');
/** So long what is live has to have no healthy target before it is believed: one look may be a flicker. */
const deadForMs = 3000;
/**
 * A release whose run is gone has died under its users, and its blue could serve: they are sent there before anything is
 * built. Without the wait for the bake of the dead release this would be its own run's work.
 */
const healDead = (scene) => {
    const { roles, world, memory } = scene;
    const [dead, ...more] = roles.live;
    const isBelieved = memory.deadLiveSinceMs !== null && world.nowMs - memory.deadLiveSinceMs >= deadForMs;
    if (dead === undefined || more.length > 0 || dead === roles.green || !(0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_4__/* .isOurs */ .M)(dead) || !isBelieved)
        return null;
    if (dead.tags['forward-only'] !== undefined)
        return null;
    const blue = blueKeptFor(scene, dead);
    const [from, to] = [dead.attachment?.group, blue?.attachment?.group];
    if (blue === undefined || from === undefined || to === undefined || from === to)
        return null;
    if (!(0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .canServe */ .KS)(world, blue, true).isYes)
        return null;
    const rule = roles.production.find((candidate) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(candidate, from) > 0);
    if (rule === undefined)
        return null;
    const because = `${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSet */ .M)(dead)} has all of production and no healthy target, and blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSet */ .M)(blue)} of its release can serve: ` +
        `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .formatRule */ .UT)(rule)} goes back there first`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_6__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('prepare', 'healing-split', because, {
        kind: 'write-rule',
        rule,
        actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .moveWeight */ .QB)(rule, from, to),
    }));
};
/** The way back of the release that is live, as its own tag or the service's names it. */
const blueKeptFor = ({ world, roles }, live) => roles.leftovers.find((set) => set.id === live.tags.blue ||
    (set.arn === world.service.tags.blue && world.service.tags.green === live.arn));
/** Live again after it had been lowered, by a way back that died or by somebody's hand: it has to carry everybody. */
const raiseLive = (scene) => {
    const { roles, world } = scene;
    const { blue } = roles;
    const lease = blue === null ? null : (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_7__/* .leaseScaleOf */ .g$)(world.service.tags, blue);
    if (blue === null || lease === null || blue.status === 'DRAINING' || !roles.live.includes(blue))
        return null;
    if (!(0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_7__/* .isLowered */ .tD)(world.service.tags, blue))
        return null;
    const because = `blue ${blue.id} has the traffic and stands at ${String(blue.scalePercent)} %`;
    const write = { kind: 'scale', set: blue.arn, percent: lease.full };
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_6__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_3__/* .step */ .PM)('prepare', 'waiting-for-blue-to-serve', because, write));
};


/***/ }),

/***/ 54685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ keepForUnhealthyGreen),
/* harmony export */   y: () => (/* binding */ whyNeeded)
/* harmony export */ });
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(84425);
/* harmony import */ var _evolve_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20829);
/* harmony import */ var _defer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55105);
/* harmony import */ var _common_values_pace_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(22447);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13802);
/* harmony import */ var _evolve_undone_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(14138);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24309);
/* harmony import */ var _roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89856);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47074);









/** So long green may take to recover before its blue is left standing for somebody to decide about. */
const recoveryMs = 120_000;
/** Why green could not do without its blue, at this look; `null`: it could. */
function whyNeeded({ world, roles }) {
    if (roles.green === null)
        return null;
    const able = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_2__/* .canServe */ .KS)(world, roles.green, false);
    return able.isYes ? null : able.why;
}
/**
 * The bake is passed, so nobody takes green back by itself; but blue is not deleted either while green is ill: it may be
 * the only way back. A teardown that is forced goes on.
 */
function keepForUnhealthyGreen(scene, blue) {
    const { request, world, memory } = scene;
    const why = whyNeeded(scene);
    if (why === null || blue.status === 'DRAINING')
        return null;
    const isAsked = request.command === 'teardown';
    if (isAsked && request.isForced)
        return null;
    const dueMs = isAsked ? memory.startedAtMs : Math.max((0,_defer_js__WEBPACK_IMPORTED_MODULE_1__/* .warmUntilMs */ .oX)(scene), memory.startedAtMs);
    const waitedMs = world.nowMs - dueMs;
    if (waitedMs < recoveryMs || memory.badTargetStreak < _evolve_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .badStreak */ .Eq)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .wait */ .uk)('warm', 'waiting-for-ready', `blue ${blue.id} stays as long as ${why}`, (0,_common_values_pace_js__WEBPACK_IMPORTED_MODULE_5__/* .paceMs */ .k)(waitedMs));
    return endKept(scene, blue, why);
}
function endKept({ request, roles, memory }, blue, why) {
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .end */ ._N)('failed', 'left-alone', `Not torn down: ${why}, so blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(blue)} of service ${request.service} is kept though its time is over: it may be the ` +
        `only way back. ${(0,_roles_traffic_words_js__WEBPACK_IMPORTED_MODULE_3__/* .describeTraffic */ .h)(roles)} Run the command rollback to go back to it; or mend the live version, then run the ` +
        'command teardown.', [...(0,_health_drift_js__WEBPACK_IMPORTED_MODULE_7__/* .restoredNotes */ ._8)(memory), ...(0,_evolve_undone_js__WEBPACK_IMPORTED_MODULE_8__/* .leftUndone */ .h)(memory)]);
}


/***/ }),

/***/ 1885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J4: () => (/* binding */ freeTestRule),
/* harmony export */   P3: () => (/* binding */ adoptBlue),
/* harmony export */   TF: () => (/* binding */ remove),
/* harmony export */   hh: () => (/* binding */ supersede)
/* harmony export */ });
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13802);
/* harmony import */ var _revision_restage_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37932);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(11222);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61927);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(23680);
/* harmony import */ var _roles_writes_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(66701);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47074);
/* harmony import */ var _health_quiet_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(51586);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96932);










/** What earlier releases left is removed: behind the same guard as blue, and never what is live. */
const supersede = (scene) => {
    if ((0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_1__/* .isGreenLive */ .Cz)(scene))
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
    if ((0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isLiveIn */ .aQ)(roles.production, set) || isRobbed(scene, set))
        return null;
    const who = `${set.id} of release ${set.tags.release ?? '(before this action)'}`;
    if (set.status === 'PRIMARY' && roles.blue !== null)
        return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('prepare', 'superseding', `${who} holds the PRIMARY label without any traffic`, {
            kind: 'label',
            set: roles.blue.arn,
            withinMs: null,
        }));
    if ((0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnAnyRule */ .aU)(world, set))
        return freeTestRule(scene, set);
    if (!(0,_health_quiet_js__WEBPACK_IMPORTED_MODULE_5__/* .isQuiet */ .rM)(scene, set))
        return null;
    if (set.status === 'PRIMARY')
        return emptyPrimary(scene, set);
    const removal = remove(scene, set, 'prepare', 'superseding', `${who} is over`);
    return removal === null ? null : ((0,_revision_restage_js__WEBPACK_IMPORTED_MODULE_6__/* .rememberExpired */ .hJ)(scene, set) ?? removal);
}
/**
 * Production goes to nobody, ours or other. A set that had it while this process looked, or that was live before this action
 * came, was robbed of it by somebody who wrote the rules: it is not over, and it may be all there is to go back to.
 */
const isRobbed = ({ roles, memory, world }, set) => roles.live.length === 0 &&
    (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOthers */ .F6)(world, roles).length === 0 &&
    (memory.lastOnRulesMs[set.arn] !== undefined || !(0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_7__/* .isOurs */ .M)(set));
/** Testers see blue until green is there: a set that a test rule still sends requests to is not deleted. */
function freeTestRule({ roles }, set) {
    const group = set.attachment?.group;
    if (group === undefined || roles.pair?.blue == null || group === roles.pair.blue)
        return null;
    // In green's own group it is green that testers are shown.
    if (group === roles.green?.attachment?.group)
        return null;
    const rule = roles.test.find((candidate) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_8__/* .weightOf */ .mm)(candidate, group) > 0);
    if (rule === undefined)
        return null;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('prepare', 'superseding', `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_8__/* .formatRule */ .UT)(rule)} still points to ${set.id}, which is over`, {
        kind: 'write-rule',
        rule,
        actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_8__/* .moveWeight */ .QB)(rule, group, roles.pair.blue),
    });
}
/** ECS does not delete a PRIMARY, and the label can't be taken off where no other set may have it. */
function emptyPrimary(scene, set) {
    if (set.scalePercent === 0)
        return null;
    const because = `${set.id} is over and PRIMARY, so it can only be emptied until green takes the label`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('prepare', 'superseding', because, { kind: 'scale', set: set.arn, percent: 0 }));
}
/**
 * The deletion of a set, or the step before it. The guard is this very observation: no rule at all gives its group
 * weight, none did for long enough that every node knows, and it is not PRIMARY (invariant 1). Never with force.
 */
function remove(scene, set, phase, reason, because) {
    if ((0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnAnyRule */ .aU)(scene.world, set) || set.status !== 'ACTIVE' || !(0,_health_quiet_js__WEBPACK_IMPORTED_MODULE_5__/* .isQuiet */ .rM)(scene, set))
        return null;
    const deletion = (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)(phase, reason, because, { kind: 'delete', set: set.arn, atScale: set.scalePercent });
    const refusal = scene.memory.abandoned[(0,_roles_writes_js__WEBPACK_IMPORTED_MODULE_9__/* .deleteKey */ .l0)(set.arn, set.scalePercent)];
    if (refusal === undefined)
        return deletion;
    if (!refusal.needsScaleZero)
        return null;
    const emptied = (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)(phase, reason, `${because}; ECS wants it at scale 0 first`, {
        kind: 'scale',
        set: set.arn,
        percent: 0,
    });
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessAbandoned */ .T)(scene, emptied);
}
/** Blue that this action did not make becomes ours to remove: its name goes where the next run can read it. */
const adoptBlue = ({ roles, world, memory }) => {
    const { blue } = roles;
    if (blue === null || (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_7__/* .isOurs */ .M)(blue) || world.service.tags.blue === blue.arn || memory.failure !== null)
        return null;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('prepare', 'adopting-blue', `${blue.id} is live and was not made by this action`, {
        kind: 'tag-service',
        tags: { blue: blue.arn },
    });
};


/***/ }),

/***/ 21922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PT: () => (/* binding */ alreadyOver),
  ap: () => (/* binding */ awaitVanishing),
  Z1: () => (/* binding */ clearTags),
  JE: () => (/* binding */ endReleased),
  bc: () => (/* binding */ leftoverNotes),
  dt: () => (/* binding */ releaseTags),
  oQ: () => (/* binding */ restoreScaling),
  L0: () => (/* binding */ scalingToRestore),
  xQ: () => (/* binding */ tearDown),
  gN: () => (/* binding */ tidyUp)
});

// EXTERNAL MODULE: ./build/domain/task-sets/forward/supersede.js
var supersede = __webpack_require__(1885);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/defer.js
var defer = __webpack_require__(55105);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/answer-drift.js
var answer_drift = __webpack_require__(73669);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/keep-blue.js
var keep_blue = __webpack_require__(54685);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/lease.js
var tags_lease = __webpack_require__(37847);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/ours.js
var ours = __webpack_require__(11222);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles_roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/task-sets/model/make-step.js
var make_step = __webpack_require__(47074);
// EXTERNAL MODULE: ./build/domain/task-sets/health/quiet.js
var quiet = __webpack_require__(51586);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/lower.js






/**
 * Warm blue at a lower scale, which costs less. First the lease says so, then it is true: what the lease promises is
 * never more than what stands there (invariant 1). It keeps a scale that is lower already, and is left alone where
 * the same number of tasks would run, since then nothing is saved and the way back would only look slow.
 */
function lowerBlue(scene, blue) {
    const { request, world } = scene;
    const { tags, desiredCount } = world.service;
    const percent = request.warmScalePercent;
    const isFewer = Math.ceil((desiredCount * percent) / 100) < blue.computedDesired;
    if (blue.status !== 'ACTIVE' || blue.scalePercent <= percent || !isFewer)
        return null;
    if ((0,roles_roles/* isOnAnyRule */.aU)(world, blue) || !((0,ours/* isOurs */.M)(blue) || (0,ours/* isAdopted */.Y)(world, blue)))
        return null;
    // A node that does not know the switch yet still needs all of blue.
    if (!(0,quiet/* isQuiet */.rM)(scene, blue))
        return (0,make_step/* wait */.uk)('warm', 'letting-nodes-follow', 'every node has to know the switch first', (0,quiet/* quietInMs */.Wy)(scene, blue));
    const lease = (0,tags_lease/* leaseScaleOf */.g$)(tags, blue);
    if (lease === null)
        return null;
    const because = `blue ${blue.id} is kept warm at ${String(percent)} %`;
    if (lease.kept > percent) {
        const text = (0,tags_lease/* formatLeaseScale */.KZ)({ kept: percent, full: Math.max(lease.full, blue.scalePercent) });
        const write = { kind: 'tag-service', tags: { 'lease-scale': text } };
        return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('warm', 'lowering-blue', `${because}: the lease says so first`, write));
    }
    const write = { kind: 'scale', set: blue.arn, percent };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('warm', 'lowering-blue', because, write));
}

// EXTERNAL MODULE: ./build/domain/task-sets/health/drift.js
var drift = __webpack_require__(84425);
// EXTERNAL MODULE: ./build/domain/common/values/pace.js
var pace = __webpack_require__(22447);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/kept-green.js
var kept_green = __webpack_require__(40887);
// EXTERNAL MODULE: ./build/domain/common/revision/quarantine.js
var quarantine = __webpack_require__(60985);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/leftover.js
var leftover = __webpack_require__(33222);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/undone.js
var evolve_undone = __webpack_require__(14138);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/writes.js
var writes = __webpack_require__(66701);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/traffic-words.js
var traffic_words = __webpack_require__(89856);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/teardown.js





















/** After the bake: blue stays warm until its lease ends, then it is deleted and waited for. */
const tearDown = (scene) => {
    const { blue, green } = scene.roles;
    if (green === null || !scene.memory.isBakePassed)
        return removeLeftovers(scene);
    if (blue === null)
        return (0,answer_drift/* answerDrift */.k)(scene) ?? relabel(scene, green) ?? removeLeftovers(scene);
    return ((0,answer_drift/* answerDrift */.k)(scene) ??
        (isWarm(scene, blue) ? lowerBlue(scene, blue) : null) ??
        (0,defer/* deferTeardown */.Zl)(scene, blue, () => relabel(scene, green) ?? removeLeftovers(scene)) ??
        keepWarm(scene, blue) ??
        relabel(scene, green) ??
        (0,keep_blue/* keepForUnhealthyGreen */.W)(scene, blue) ??
        deleteBlue(scene, blue) ??
        awaitVanishing(scene, blue) ??
        removeLeftovers(scene));
};
/** Its time is not over, and it is not a teardown that was asked for. */
const isWarm = (scene, blue) => scene.request.command !== 'teardown' &&
    blue.status !== 'DRAINING' &&
    (0,defer/* warmUntilMs */.oX)(scene) > scene.world.nowMs;
function keepWarm(scene, blue) {
    if (!isWarm(scene, blue))
        return null;
    const leftMs = (0,defer/* warmUntilMs */.oX)(scene) - scene.world.nowMs;
    const because = `blue ${(0,describe_set/* formatSet */.M)(blue)} is the way back for another ${(0,duration/* formatDuration */.a3)(leftMs / 1000)}`;
    return (0,make_step/* wait */.uk)('warm', 'warm', because, Math.min(leftMs, 15_000));
}
/** Somebody moved the label to blue: then ECS would refuse to delete it, and green would have no lock. */
function relabel(scene, green) {
    if (green.status === 'PRIMARY')
        return null;
    const because = `the PRIMARY label is not on ${green.id}, which has all the traffic`;
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('teardown', 'labelling-green', because, { kind: 'label', set: green.arn, withinMs: null }));
}
function deleteBlue(scene, blue) {
    // A test rule that somebody pointed at it: it stays, and the end says so.
    if ((0,roles_roles/* isOnAnyRule */.aU)(scene.world, blue))
        return null;
    if (blue.status === 'ACTIVE' && !(0,quiet/* isQuiet */.rM)(scene, blue))
        return (0,make_step/* wait */.uk)('teardown', 'letting-nodes-follow', 'every node has to know the switch first', (0,quiet/* quietInMs */.Wy)(scene, blue));
    const because = scene.request.command === 'teardown'
        ? `this teardown ends the lease of blue ${(0,describe_set/* formatSet */.M)(blue)}`
        : `the lease of blue ${(0,describe_set/* formatSet */.M)(blue)} is over`;
    return (0,supersede/* remove */.TF)(scene, blue, 'teardown', 'deleting-blue', because);
}
/** DRAINING lasts until its targets are deregistered and its tasks stopped (fact 17). */
function awaitVanishing({ world, memory }, set) {
    if (set.status !== 'DRAINING')
        return null;
    const group = world.groups.find(({ arn }) => arn === set.attachment?.group);
    const boundMs = ((group?.deregistrationDelaySeconds ?? 300) + 120 + 300) * 1000;
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    if (waitedMs > boundMs)
        return null;
    return (0,make_step/* wait */.uk)('teardown', 'waiting-for-blue-to-vanish', `${(0,describe_set/* formatSet */.M)(set)} is draining`, (0,pace/* paceMs */.k)(waitedMs, 1500));
}
function removeLeftovers(scene) {
    if (!scene.memory.isBakePassed)
        return null;
    for (const set of scene.roles.leftovers.filter((one) => !isAwaited(scene, one))) {
        const because = `${set.id} was left by an earlier release`;
        const isToCome = set.status === 'ACTIVE' && !(0,roles_roles/* isOnAnyRule */.aU)(scene.world, set) && !(0,quiet/* isQuiet */.rM)(scene, set);
        if (isToCome)
            return (0,make_step/* wait */.uk)('teardown', 'letting-nodes-follow', because, Math.min((0,quiet/* quietInMs */.Wy)(scene, set), 1000));
        const next = (0,supersede/* remove */.TF)(scene, set, 'teardown', 'superseding', because);
        if (next !== null)
            return next;
    }
    return null;
}
/** Staged, and its promotion may still come: that is not for the end of another release to decide. */
const isAwaited = ({ world }, set) => (0,staged/* isStaged */.Fl)(world, set) && !(0,staged/* isExpired */._d)(set, world.nowMs);
/** Sets of earlier releases that could not be removed, for the end to name. */
const leftoverNotes = ({ roles, world }) => roles.leftovers
    .filter(({ status }) => status !== 'DRAINING')
    .map((set) => (0,kept_green/* isKeptGreen */.am)(world, set)
    ? (0,kept_green/* describeKeptGreen */.rq)(world)
    : `${(0,describe_set/* formatSet */.M)(set)} is still there (${set.status}): ${(0,leftover/* describeLeftover */.t)(world, set)}`);
/** Run again after its end, a release finds itself live, alone and tidied up: there is nothing to write, not even a fence. */
const alreadyOver = (scene) => {
    const { roles, memory, world, request } = scene;
    const { green } = roles;
    if (memory.isPreflightPassed || memory.failure !== null || green?.status !== 'PRIMARY')
        return null;
    const isAlone = world.taskSets.length === 1 && (0,switch_state/* isSwitched */.sP)(scene);
    if (!isAlone || releaseTags.some((name) => world.service.tags[name] !== undefined))
        return null;
    return (0,make_step/* step */.PM)('end', 'released', 'this release is already live', {
        kind: 'end',
        result: 'released',
        message: `Already live: ${(0,describe_set/* formatSet */.M)(green)} of this release serves ${request.service}, and it is the only task set. ${(0,traffic_words/* describeTraffic */.h)(roles)}`,
        details: [],
    });
};
/** What a release suspended is restored, and its tags are cleared. */
const tidyUp = (scene) => (0,switch_state/* isSwitched */.sP)(scene) ? (restoreScaling(scene, 'teardown') ?? clearTags(scene, 'teardown')) : null;
/** Done by whoever ends the release, from the tag, or from memory when the tag was wiped. */
function restoreScaling(scene, phase) {
    const before = scalingToRestore(scene);
    if (before === null)
        return null;
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)(phase, 'restoring-scaling', 'auto scaling acts again as before the release', {
        kind: 'write-scaling',
        state: before,
    }));
}
function scalingToRestore({ world, memory }) {
    const before = (0,writes/* parseScaling */.f1)(world.service.tags.scaling ?? memory.scalingBefore ?? '');
    if (before === null || world.scaling === null)
        return null;
    return (0,writes/* formatScaling */.$_)(world.scaling) === (0,writes/* formatScaling */.$_)(before) ? null : before;
}
const releaseTags = [
    'blue',
    'green',
    'switched-at',
    'lease-until',
    'lease-scale',
    'bake-until',
    'baseline',
    'scaling',
    'rules',
    'pair',
];
/** What was staged before a release that ended well is older than what is live: nothing to be staged again. */
const unstaged = ({ request }, phase) => phase === 'teardown' && (request.command === 'deploy' || request.command === 'promote') ? ['expired'] : [];
/** The fence stays: a run that found it gone would take the service again. So does what could not be restored yet. */
function clearTags(scene, phase) {
    const kept = scalingToRestore(scene) === null ? null : 'scaling';
    const names = [...releaseTags, ...outdated(scene), ...unstaged(scene, phase)].filter((name) => name !== kept && scene.world.service.tags[name] !== undefined);
    const hasBlue = scene.roles.blue !== null && (0,switch_state/* isSwitched */.sP)(scene);
    const shortened = hasBlue ? null : endQuarantine(scene, phase);
    if (shortened !== null || names.length === 0 || hasBlue)
        return shortened;
    const untag = { kind: 'untag-service', names };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)(phase, 'clearing-tags', 'the release is over', untag));
}
/** What this release has proven is quarantined no more, see `withoutQuarantine`; what else is stays so. */
const quarantineLeft = (scene) => (0,switch_state/* isSwitched */.sP)(scene)
    ? (0,quarantine/* withoutQuarantine */.Lk)(scene.world.service.tags.quarantined, scene.roles.green?.tags['revision-hash'])
    : null;
function endQuarantine(scene, phase) {
    const quarantined = quarantineLeft(scene);
    if (quarantined === null || quarantined === '')
        return null;
    const tag = { kind: 'tag-service', tags: { quarantined } };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)(phase, 'clearing-tags', 'this content has proven good', tag));
}
/** What an earlier way back left, and this release has overtaken. */
function outdated(scene) {
    const { world, roles } = scene;
    const kept = (0,kept_green/* keptGreen */.qS)(world);
    return [
        ...(kept === null || roles.live.includes(kept.set) ? ['kept-green'] : []),
        ...(quarantineLeft(scene) === '' ? ['quarantined'] : []),
    ];
}
/** The end of a release, and how it went. */
const endReleased = (scene) => {
    if (!(0,switch_state/* isSwitched */.sP)(scene))
        return null;
    const { world, roles, memory, request } = scene;
    const undone = (0,evolve_undone/* leftUndone */.h)(memory);
    const still = roles.blue === null
        ? []
        : [
            `blue ${(0,describe_set/* formatSet */.M)(roles.blue)} is still there (${roles.blue.status}` +
                `${(0,roles_roles/* isOnAnyRule */.aU)(world, roles.blue) ? ', and a rule still sends requests to its target group' : ''})`,
        ];
    const left = [...still, ...undone];
    const details = [...left, ...leftoverNotes(scene), ...(0,drift/* restoredNotes */._8)(memory)];
    const green = roles.green === null ? 'green' : (0,describe_set/* formatSet */.M)(roles.green);
    const isClean = left.length === 0;
    const isFirst = roles.green?.tags.blue === undefined && memory.blue === null;
    const first = isFirst ? ' It is the first deployment, so there is no way back yet.' : '';
    const only = world.taskSets.length === 1 ? ', and it is the only task set' : '';
    return (0,make_step/* step */.PM)('end', isClean ? 'released' : 'cleanup-incomplete', 'the release is over', {
        kind: 'end',
        result: isClean ? 'released' : 'failed',
        message: isClean
            ? `Released: ${green} serves ${request.service}${only}.${(0,defer/* describeRequested */.ek)(scene)} ${(0,traffic_words/* describeTraffic */.h)(roles)}${first}`
            : `Released, but not tidied up: ${green} serves ${request.service}. ${(0,traffic_words/* describeTraffic */.h)(roles)} Mend what is listed and run the release again: it goes on where it stopped.`,
        details,
    });
};


/***/ }),

/***/ 84425:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TJ: () => (/* binding */ isDrifted),
/* harmony export */   _8: () => (/* binding */ restoredNotes),
/* harmony export */   ep: () => (/* binding */ ruleKey),
/* harmony export */   wW: () => (/* binding */ seenOnGreen)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);
/* harmony import */ var _switch_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96932);


/** A rule by name, as the memory keeps it: a default action belongs to its listener. */
const ruleKey = ({ ref }) => (ref.kind === 'rule' ? ref.rule : ref.listener);
/** The rules that this process has seen on green alone: what somebody else changes of those is drift. */
function seenOnGreen({ roles, memory }) {
    const { pair, production, green } = roles;
    // Before the label there is no switch, and what stands on the other side is somebody else's or a dead release's.
    if (pair?.blue == null || green?.status !== 'PRIMARY')
        return memory.rulesOnGreen;
    const { green: greenGroup, blue: blueGroup } = pair;
    const now = production.filter((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, greenGroup) > 0 && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, blueGroup) === 0);
    return [...new Set([...memory.rulesOnGreen, ...now.map(ruleKey)])];
}
/** Once a rule was seen on green, any other weights are somebody else's doing (fact 27); so are new rules after the switch. */
function isDrifted(scene) {
    if (scene.memory.switchedAtMs !== null)
        return !(0,_switch_state_js__WEBPACK_IMPORTED_MODULE_1__/* .isSwitched */ .sP)(scene);
    return (0,_switch_state_js__WEBPACK_IMPORTED_MODULE_1__/* .rulesToSwitch */ .FW)(scene).some((rule) => scene.memory.rulesOnGreen.includes(ruleKey(rule)));
}
/** What was put back by `on-drift: restore`, a line for each time. */
const restoredNotes = ({ restored }) => restored.map(({ rule: words, driftMs }) => `Somebody else changed the weights of ${words} (seen ${new Date(driftMs).toISOString()}); production was put back ` +
    'on green. Find what writes the rules: infrastructure code that resets weights should ignore them.');


/***/ }),

/***/ 24404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e6: () => (/* binding */ previewUrl),
  B$: () => (/* binding */ productionProbing),
  Nt: () => (/* binding */ smokeProbing)
});

// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/common/probes/address.js
// Where a probe can reach something: a given address, a listener rule, or targets.

/** How long one probe may take. */
const probeTimeoutMs = 5000;
/** The load balancer's own name, with the rule's host as the Host header and, for TLS, as the server name. */
function addressOf(balancers, rule) {
    const balancer = balancers.find(({ arn }) => arn === rule.loadBalancer);
    if (balancer === undefined || (0,traffic/* forwardOf */.pl)(rule) === null)
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
/** Those of the paths that the rule's path patterns match. */
const pathsUnder = (rule, paths) => paths.filter((path) => rule.paths.length === 0 || rule.paths.some((pattern) => fits(pattern, path)));
/** A rule's path pattern: `*` stands for any characters, `?` for one. */
function fits(pattern, path) {
    const text = pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
    return new RegExp(`^${text}$`).test(path);
}
/** One request for each path below the base address; for the base itself where no path is given. */
function requestsAt(request, base, paths, headers = {}) {
    const trimmed = base.replace(/\/$/, '');
    const urls = paths.length === 0 ? [base] : paths.map((path) => trimmed + path);
    return urls.map((url) => probeOf(request, url, headers));
}
/** One request for each path at each target. */
const requestsToTargets = (request, scheme, targets, paths) => targets.flatMap(({ id, port }) => paths.map((path) => probeOf(request, `${scheme}://${hostText(id)}:${String(port)}${path}`, {})));
const hostText = (id) => (id.includes(':') ? `[${id}]` : id);
const probeOf = (request, url, headers) => ({
    url,
    headers: { ...headers, ...request.smoke.headers },
    timeoutMs: probeTimeoutMs,
});

// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
;// CONCATENATED MODULE: ./build/domain/task-sets/health/probing.js
// What a smoke test and the probes of production request.


/** Green before the switch: by the test address or test rule where one is named, else at its own targets. */
function smokeProbing(scene) {
    const { request, roles, world } = scene;
    const isNamed = request.smoke.url !== null || roles.test.length > 0;
    const isAskedFor = isNamed || request.smoke.paths.length > 0;
    if (request.smoke.url !== null)
        return {
            requests: requestsAt(request, request.smoke.url, pathsOf(scene)),
            isAskedFor,
            where: 'the test address',
        };
    const [rule] = roles.test;
    if (rule !== undefined) {
        const address = addressOf(world.loadBalancers, rule);
        if (address.url === null)
            return { requests: null, isAskedFor, why: address.why };
        const requests = requestsAt(request, address.url, pathsOf(scene), address.headers);
        return { requests, isAskedFor, where: 'the test rule' };
    }
    return atTargets(scene, isAskedFor);
}
/** Where people look at a staged green: `test-url`, or the first test rule's address; `null`: none is named. */
function previewUrl(scene) {
    const [rule] = scene.roles.test;
    return (scene.request.smoke.url ?? (rule === undefined ? null : addressOf(scene.world.loadBalancers, rule).url));
}
function atTargets(scene, isAskedFor) {
    const { world, roles, request } = scene;
    const group = world.groups.find(({ arn }) => arn === roles.green?.attachment?.group);
    if (roles.green === null || group === undefined || group.targetType !== 'ip')
        return { requests: null, isAskedFor, why: 'green has no target with an IP address to ask' };
    const scheme = group.protocol === 'HTTPS' ? 'https' : 'http';
    const requests = requestsToTargets(request, scheme, (0,readiness/* ownTargets */.b8)(world, roles.green), pathsOf(scene));
    if (requests.length === 0)
        return { requests: null, isAskedFor, why: 'there is no health path to ask for' };
    return { requests, isAskedFor, where: "green's own targets" };
}
/** Production: `production-url`, or worked out from the listener, the rule's host and its path. */
function productionProbing(scene) {
    const { request, roles, world } = scene;
    if (request.bake.probeUrl !== null) {
        const requests = requestsAt(request, request.bake.probeUrl, request.smoke.paths);
        return { requests, isAskedFor: true, where: 'the production address' };
    }
    const [rule] = roles.production;
    if (rule === undefined)
        return { requests: null, isAskedFor: false, why: 'no production rule is known' };
    const address = addressOf(world.loadBalancers, rule);
    if (address.url === null)
        return { requests: null, isAskedFor: false, why: address.why };
    const paths = pathsUnder(rule, pathsOf(scene));
    if (paths.length === 0)
        return { requests: null, isAskedFor: false, why: `no health path lies under ${rule.paths.join(' or ')}` };
    const requests = requestsAt(request, address.url, paths, address.headers);
    return { requests, isAskedFor: false, where: 'the production rule' };
}
/** Asked-for paths, or the one that the group's own health check uses. */
function pathsOf({ request, world, roles }) {
    if (request.smoke.paths.length > 0)
        return request.smoke.paths;
    const group = world.groups.find(({ arn }) => arn === roles.pair?.green);
    return group?.healthPath == null ? [] : [group.healthPath];
}


/***/ }),

/***/ 51586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KB: () => (/* binding */ testersReachGreenInMs),
/* harmony export */   Kk: () => (/* binding */ testRuleToPoint),
/* harmony export */   Wy: () => (/* binding */ quietInMs),
/* harmony export */   Zs: () => (/* binding */ propagationMs),
/* harmony export */   rM: () => (/* binding */ isQuiet)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);
// How long load balancer nodes may still use the rules as they were.

/** Nodes take up a rule each for itself, within seconds and without a promise (fact 28): so long a set is kept after. */
const propagationMs = 10_000;
/** Whether no rule has sent the set anything for long enough that no node still does. */
const isQuiet = ({ world, memory }, set) => quietInMs({ world, memory }, set) <= 0;
const quietInMs = ({ world, memory }, set) => (memory.lastOnRulesMs[set.arn] ?? memory.startedAtMs) + propagationMs - world.nowMs;
/** A test rule that doesn't show green alone, with the pair to move on it. A listener for tests may have others' rules too. */
function testRuleToPoint({ roles }) {
    const { pair, test } = roles;
    if (pair?.blue == null)
        return null;
    const { green: greenGroup, blue: blueGroup } = pair;
    const isToPoint = (rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, greenGroup) === 0 || (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, blueGroup) > 0;
    return test.find((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .hasShare */ .o4)(rule, blueGroup, greenGroup) && isToPoint(rule)) ?? null;
}
/** Until then a node may still send testers to blue, and a smoke test that blue passed proves nothing (fact 28). */
const testersReachGreenInMs = ({ world, memory, roles }) => roles.test.length === 0
    ? 0
    : (memory.testRuleElsewhereMs ?? memory.startedAtMs) + propagationMs - world.nowMs;


/***/ }),

/***/ 13802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $F: () => (/* binding */ hasUnusedTargets),
/* harmony export */   F6: () => (/* binding */ healthyOthers),
/* harmony export */   GY: () => (/* binding */ hasNobody),
/* harmony export */   KS: () => (/* binding */ canServe),
/* harmony export */   QR: () => (/* binding */ targetsOf),
/* harmony export */   Qg: () => (/* binding */ healthyOwn),
/* harmony export */   RZ: () => (/* binding */ isEmptiedPrimary),
/* harmony export */   YK: () => (/* binding */ groupMates),
/* harmony export */   b8: () => (/* binding */ ownTargets),
/* harmony export */   i_: () => (/* binding */ isReady),
/* harmony export */   iz: () => (/* binding */ describeUnused),
/* harmony export */   ob: () => (/* binding */ strangers),
/* harmony export */   sR: () => (/* binding */ describeUnhealthy)
/* harmony export */ });
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11222);

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
        return no(`${count}, ${String(healthy)} healthy${describeUnhealthy(world, set)}`);
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
function healthyOthers(world, { blue, pair }) {
    if (blue !== null)
        return [];
    // A staged green, say, is no stranger: its targets never served anybody.
    const ours = world.taskSets.filter(_roles_ours_js__WEBPACK_IMPORTED_MODULE_0__/* .isOurs */ .M);
    const known = new Set(ours.flatMap((set) => ownTargets(world, set)));
    return targetsOf(world, pair?.blue ?? null).filter((target) => target.state === 'healthy' && !known.has(target));
}
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
function describeUnhealthy(world, set) {
    const bad = ownTargets(world, set).filter(({ state }) => state === 'unhealthy');
    const [first] = bad;
    if (first === undefined)
        return '';
    return ` (${first.id}:${String(first.port)} ${first.description ?? first.reason ?? 'unhealthy'})`;
}
/** Why its targets are unused, as the load balancer says it. */
const describeUnused = (world, set) => ownTargets(world, set)[0]?.description ?? ownTargets(world, set)[0]?.reason ?? 'unused';
/** Fact 33: a target that no rule refers to is never checked, and no waiting mends that. */
const hasUnusedTargets = (world, set) => {
    const own = ownTargets(world, set);
    return own.length > 0 && own.every(({ state }) => state === 'unused');
};
const hasNobody = (world, group) => targetsOf(world, group ?? null).every(({ state }) => state !== 'healthy');


/***/ }),

/***/ 76681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ax: () => (/* binding */ shortCommit),
/* harmony export */   j1: () => (/* binding */ commitAhead),
/* harmony export */   pZ: () => (/* binding */ commitSeen)
/* harmony export */ });
/* harmony import */ var _roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26255);

/** As git and GitHub show it. */
const shortCommit = (commit) => commit.slice(0, 7);
/** The commit of the version that a run brings, before anything was seen; `null`: a task set will tell it. */
const commitAhead = ({ command, release }) => command === 'deploy' || command === 'stage' || command === 'plan' ? release.commit : null;
/**
 * The same as this look tells. A promote brings what was staged, maybe by a run of another commit; a rollback what blue
 * runs; the others only tell of what is there. Of which commit a revision is that is released anew nobody knows: the run's
 * own commit would be a lie.
 */
function commitSeen({ request, roles, world, memory }) {
    const { green, blue } = roles;
    const ahead = commitAhead(request);
    if (ahead !== null)
        return ahead;
    if (request.command !== 'rollback')
        return green?.tags.commit ?? null;
    const isAnew = green === null || (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnSet */ .pO)(request, world, memory, green);
    return isAnew ? null : (blue?.tags.commit ?? null);
}


/***/ }),

/***/ 96932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cz: () => (/* binding */ isGreenLive),
/* harmony export */   FW: () => (/* binding */ rulesToSwitch),
/* harmony export */   d0: () => (/* binding */ switchedAtMs),
/* harmony export */   gC: () => (/* binding */ bakeEndsMs),
/* harmony export */   ko: () => (/* binding */ isBakeOver),
/* harmony export */   sP: () => (/* binding */ isSwitched)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23680);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61927);


// How far the switch and the bake have come.
const isGreenLive = ({ roles }) => (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_0__/* .isLiveIn */ .aQ)(roles.production, roles.green);
/** Every production rule sends the pair's share to green, none of it to blue. */
const isSwitched = (scene) => isGreenLive(scene) && rulesToSwitch(scene).length === 0;
function rulesToSwitch({ roles }) {
    const { pair, production } = roles;
    if (pair?.blue == null)
        return [];
    const { blue: blueGroup, green: greenGroup } = pair;
    const isNothingLive = production.every((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .weightOf */ .mm)(rule, blueGroup) + (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .weightOf */ .mm)(rule, greenGroup) === 0);
    const isOwing = (rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .weightOf */ .mm)(rule, blueGroup) > 0 || (isNothingLive && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .hasShare */ .o4)(rule, blueGroup, greenGroup));
    return production.filter(isOwing);
}
/** When traffic moved: this process saw it, or the tag says it. The tag may have been wiped, then the bake begins anew. */
function switchedAtMs({ world, memory, roles }) {
    const { green: greenTag, 'switched-at': at } = world.service.tags;
    const tagged = greenTag === roles.green?.arn && at !== undefined ? Date.parse(at) : Number.NaN;
    return Number.isNaN(tagged) || memory.hasSeenSwitch ? memory.switchedAtMs : tagged;
}
/** Counted from when this process first saw the switch: time that nobody watched, after a kill, proves nothing. */
function bakeEndsMs({ memory, request }) {
    return memory.switchedAtMs === null ? null : memory.switchedAtMs + request.bake.seconds * 1000;
}
/** Its time is over, and it was watched for some observations at least, however short it is. */
const isBakeOver = (scene) => isSwitched(scene) &&
    scene.memory.goodBakeStreak >= 3 &&
    (bakeEndsMs(scene) ?? Number.POSITIVE_INFINITY) <= scene.world.nowMs;


/***/ }),

/***/ 92652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ teardownMs)
/* harmony export */ });
/** How long ECS stops tasks for at most, and some reserve, after their targets are deregistered (fact 17). */
const stopMs = 120_000;
/** How long deleting the set may take until it has vanished: targets are deregistered, then tasks stop (fact 17). */
function teardownMs({ groups }, set) {
    const group = groups.find(({ arn }) => arn === set.attachment?.group);
    return (group?.deregistrationDelaySeconds ?? 300) * 1000 + stopMs;
}


/***/ }),

/***/ 47074:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PM: () => (/* binding */ step),
/* harmony export */   _N: () => (/* binding */ end),
/* harmony export */   uk: () => (/* binding */ wait)
/* harmony export */ });
// Builds the steps that deciders return.
const step = (phase, reason, because, act) => ({
    phase,
    reason,
    because,
    act,
});
/** An end of the run. What was refused ended in preflight. */
const end = (result, reason, message, details = []) => step(result === 'refused' ? 'preflight' : 'end', reason, message, {
    kind: 'end',
    result,
    message,
    details,
});
const wait = (phase, reason, because, ms) => step(phase, reason, because, { kind: 'wait', ms: Math.max(50, Math.round(ms)) });


/***/ }),

/***/ 5819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ blankMemory)
});

;// CONCATENATED MODULE: ./build/domain/common/probes/probe-memory.js
const noProbe = {
    lastMs: null,
    failuresInRow: 0,
    passesInRow: 0,
    hasAnswered: false,
    lastFailure: null,
};

;// CONCATENATED MODULE: ./build/domain/task-sets/model/memory.js

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
    afterRollbackProbe: noProbe,
    badTargetStreak: 0,
    goodBakeStreak: 0,
    isBakePassed: false,
    switchedAtMs: null,
    hasSeenSwitch: false,
    lastOnRulesMs: {},
    onRules: [],
    testRuleElsewhereMs: null,
    rollbackLabelSinceMs: null,
    rollbackWrittenMs: null,
    rollbackBegunMs: null,
    rulesRolledBack: [],
    driftSinceMs: null,
    rulesOnGreen: [],
    restored: [],
    deadLiveSinceMs: null,
    idleSinceMs: null,
    scalingBefore: null,
    vanishingSinceMs: null,
    interrupted: null,
    swept: [],
    astraySinceMs: null,
    still: null,
});


/***/ }),

/***/ 51379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ isWrite)
/* harmony export */ });
const isWrite = (act) => act.kind !== 'probe' && act.kind !== 'wait' && act.kind !== 'end';


/***/ }),

/***/ 23864:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ maxTaskSets),
  g: () => (/* binding */ preflightProblems)
});

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var values_arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/creation.js
var creation = __webpack_require__(292);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles_roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/pair.js



/** Whether both groups are known, exist, and can stand in for each other. */
function pairProblems(request, world, roles) {
    const named = request.traffic.targetGroups;
    const views = named.map((group) => world.groups.find(({ arn }) => arn === group));
    const problems = named
        .filter((_group, index) => views[index] === undefined)
        .map((group) => `target-groups: "${group}" does not exist in this account and region.`);
    if (problems.length > 0)
        return problems;
    if (roles.pair?.blue == null && roles.green === null)
        problems.push(pairUnknown(request, world, roles));
    return [...problems, ...mismatchProblems(world, roles), ...occupiedProblems(world, roles)];
}
/** Targets that no task set of the service registered never leave by themselves, and would get traffic at the switch. */
function occupiedProblems(world, roles) {
    const { pair, green } = roles;
    if (green !== null || pair === null || (0,roles_roles/* isHealable */.NT)(world, roles))
        return [];
    if (world.taskSets.some(({ attachment }) => attachment?.group === pair.green))
        return [];
    const stray = (0,readiness/* targetsOf */.QR)(world, pair.green).filter(({ state }) => state !== 'draining');
    if (stray.length === 0)
        return [];
    return [
        `the idle target group ${(0,values_arn/* shortName */.EU)(pair.green)} holds ${String(stray.length)} targets that are not of this service ` +
            `(${stray.map(({ id, port }) => `${id}:${String(port)}`).join(', ')}), which would get production traffic at the ` +
            'switch: deregister them, or remove the service that registers them.',
    ];
}
function pairUnknown(request, world, roles) {
    const live = roles.blue?.attachment?.group;
    if (live !== undefined && request.traffic.targetGroups.length === 2)
        return `target-groups: neither of the two is the live one, ${live}, which task set ${roles.blue?.id ?? ''} is attached to.`;
    const what = live === undefined
        ? 'no task set of the service is live, and no named production rule holds two target groups'
        : `no production rule holds a second target group beside ${(0,values_arn/* shortName */.EU)(live)}`;
    const candidates = world.candidateGroups.filter((group) => group !== live);
    const unknown = `the pair of target groups is not known: ${what}.`;
    // Without a live set nothing says which load balancer is meant, so there are no candidates to list.
    if (live === undefined && candidates.length === 0)
        return `${unknown} Name the two with target-groups, or the listeners whose rules hold both with production-listener-arns.`;
    const listed = candidates.length === 0 ? 'none was found: create one' : candidates.join(', ');
    return (`${unknown} Name both with target-groups${live === undefined ? '' : ` (the live one is ${live})`}. ` +
        `Candidates on this load balancer or on none: ${listed}.`);
}
/** Both groups have to be interchangeable in a rule: same load balancer, type and protocol. */
function mismatchProblems(world, { pair }) {
    const [a, b] = [pair?.blue, pair?.green].map((group) => world.groups.find(({ arn }) => arn === group));
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
        problems.push(`${both} belong to different load balancers (${a.loadBalancers.map(values_arn/* shortName */.EU).join(', ')}; ` +
            `${b.loadBalancers.map(values_arn/* shortName */.EU).join(', ')}): name two groups of one load balancer.`);
    return problems;
}

// EXTERNAL MODULE: ./build/domain/task-sets/preflight/risks.js
var risks = __webpack_require__(55927);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/rules.js + 1 modules
var rules = __webpack_require__(28546);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/rules.js




/** Whether the rules found or named are the right ones, and say without doubt where production is. */
function ruleProblems(request, world, roles) {
    const { pair } = roles;
    const problems = [...missingNamedRules(request, world, roles)];
    if (pair === null)
        return problems;
    if (roles.production.length === 0)
        problems.push('no production rule was found: no listener forwards to the target groups of the pair. ' +
            'Name the rule with production-rule-arns or the listener with production-listener-arns.');
    problems.push(...shareProblems(roles, pair));
    for (const rule of (0,rules/* leftOutRules */.Xq)(request, world, pair))
        problems.push(`${(0,traffic/* formatRule */.UT)(rule)} forwards to a target group of the pair but is not among the named production rules: ` +
            'name it too, or production would be split at the switch.');
    if (!(0,roles_roles/* isHealable */.NT)(world, roles))
        for (const rule of roles.production)
            problems.push(...weightProblem(rule, roles));
    return problems;
}
/** The weights of third groups are never touched: where they have all of it in every rule, there is nothing to switch. */
function shareProblems({ production, test }, pair) {
    const { green: greenGroup, blue: blueGroup } = pair;
    const stuck = [production, test.filter((rule) => holdsPair(rule, pair))].flatMap((rules) => rules.every((rule) => !(0,traffic/* hasShare */.o4)(rule, blueGroup, greenGroup)) ? rules : []);
    return stuck.map((rule) => `${(0,traffic/* formatRule */.UT)(rule)} gives ${[greenGroup, blueGroup].flatMap((group) => (group === null ? [] : [(0,values_arn/* shortName */.EU)(group)])).join(' and ')} ` +
        `no weight (all of it goes to ${formatWeighted(rule)}), and other target groups are left as they are, so green would ` +
        'get nobody: give one of the pair a weight, or name another rule.');
}
const formatWeighted = (rule) => ((0,traffic/* forwardOf */.pl)(rule)?.groups ?? [])
    .flatMap(({ group, weight }) => (weight > 0 ? [(0,values_arn/* shortName */.EU)(group)] : []))
    .join(', ');
/** Weight on both sides is either a canary of somebody else or a test rule that nobody named. Our own half-done switch is neither. */
function weightProblem(rule, roles) {
    const { pair, green } = roles;
    if (pair?.blue == null || green !== null)
        return [];
    const [blueGroup, greenGroup] = [(0,traffic/* weightOf */.mm)(rule, pair.blue), (0,traffic/* weightOf */.mm)(rule, pair.green)];
    if (greenGroup === 0)
        return [];
    const where = `${(0,traffic/* formatRule */.UT)(rule)} gives weight to ${blueGroup > 0 ? 'both target groups' : `the idle target group ${(0,values_arn/* shortName */.EU)(pair.green)}`}`;
    return [
        `${where}, while ${(0,values_arn/* shortName */.EU)(pair.blue)} is live: it can't be told which of the two carries production. ` +
            'If this is the rule for tests, name it with test-rule-arn or test-listener-arn; otherwise set its weights to one side.',
    ];
}
function missingNamedRules(request, world, { pair }) {
    const { productionListeners, productionRules, testListener, testRule } = request.traffic;
    const problems = [];
    const check = (input, name, rules) => {
        if (rules.length === 0)
            problems.push(`${input}: "${name}" was not found on the service's load balancer.`);
        else if (pair !== null && !rules.some((rule) => holdsPair(rule, pair)))
            problems.push(`${input}: "${name}" does not forward to either target group of the pair (it forwards to ${formatForwards(rules)}).`);
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
const holdsPair = (rule, pair) => (0,traffic/* holds */.v9)(rule, pair.green) || (pair.blue !== null && (0,traffic/* holds */.v9)(rule, pair.blue));
const formatForwards = (rules) => rules
    .flatMap((rule) => (0,traffic/* forwardOf */.pl)(rule)?.groups ?? [])
    .map(({ group }) => (0,values_arn/* shortName */.EU)(group))
    .join(', ') || 'no target group';

// EXTERNAL MODULE: ./build/domain/task-sets/revision/quarantine.js
var quarantine = __webpack_require__(22805);
;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/preflight.js







/** ECS allows five task sets a service, and draining ones may count (fact 10). */
const maxTaskSets = 5;
/** Everything that stands in the way of a release, found without a write and told all at once. Empty: go. */
function preflightProblems(request, world, roles, memory) {
    const service = serviceProblems(world);
    if (service.length > 0)
        return service;
    // Rules are not read from other types, so everything else would only look wrong: blue like a foreign set, say.
    if (world.loadBalancers.length > 0 && world.loadBalancers.every(isOtherType))
        return balancerProblems(world, roles);
    return [
        ...balancerProblems(world, roles),
        ...setProblems(world, roles, memory),
        ...pairProblems(request, world, roles),
        ...ruleProblems(request, world, roles),
        // A way back is not held up by what is only risky: the log says it.
        ...(request.isForced || request.command === 'rollback' ? [] : (0,risks/* preflightRisks */.A)(request, world, roles)),
        ...(0,quarantine/* quarantineProblems */.RW)(request, world, roles),
        ...(world.candidate?.problems ?? []),
        ...(roles.green === null ? (0,creation/* attachmentProblems */.G6)(request, world, roles) : []),
        ...(roles.green === null ? (0,creation/* greenSettings */.BC)(request, world, roles).problems : []),
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
const isOtherType = ({ type }) => type !== 'application';
function balancerProblems(world, { production }) {
    const problems = world.loadBalancers
        .filter(isOtherType)
        .map(({ arn, type }) => `load balancer ${(0,values_arn/* shortName */.EU)(arn)} is a ${type} load balancer; version 1 switches application load balancers only.`);
    const inUse = new Set(production.map(({ loadBalancer }) => loadBalancer));
    if (inUse.size > 1)
        problems.push(`the production rules belong to ${String(inUse.size)} load balancers (${[...inUse].map(values_arn/* shortName */.EU).join(', ')}); ` +
            'version 1 handles services with one: name the rules of one with production-rule-arns.');
    return problems;
}
function setProblems(world, roles, memory) {
    const problems = roles.foreign.map((set) => `task set ${set.id} (${(0,values_arn/* shortName */.EU)(set.taskDefinition)}, ${set.status}) is neither live nor made by this action, ` +
        'so it is not touched: delete it, or find out who else deploys this service.');
    for (const set of world.taskSets.filter(({ attachmentCount }) => attachmentCount > 1))
        problems.push(`task set ${set.id} hangs on ${String(set.attachmentCount)} load balancers; version 1 handles services with one.`);
    if (sharesGroup(roles) && !(0,roles_roles/* isHealable */.NT)(world, roles))
        problems.push(`task sets ${roles.live.map(({ id }) => id).join(' and ')} stand in the same live target group, so traffic can't ` +
            'be switched between them: delete the one that should not serve.');
    const removable = roles.leftovers.filter((set) => !(0,roles_roles/* isLiveIn */.aQ)(roles.production, set)).length;
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


/***/ }),

/***/ 55927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ preflightRisks)
/* harmony export */ });
/* harmony import */ var _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7202);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61927);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23680);



/** What is only risky: preflight stops for it unless the run is forced, and then it is said. */
function preflightRisks(request, world, roles) {
    return [...stickyRisks(request, roles), ...timeRisks(request, world, roles)];
}
/** Without rights, or without a job, nobody would take green back at the end of its bake. */
function timeRisks(request, { nowMs }, { production, green }) {
    const hasBake = ['deploy', 'promote', 'rollback'].includes(request.command);
    // Green that is live already is better watched for a part of its bake than not at all.
    const late = hasBake && !(0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_0__/* .isLiveIn */ .aQ)(production, green) ? (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .bakeOutlasts */ .Ne)(request, nowMs) : null;
    if (late === null)
        return [];
    return [
        `${late}. Nobody could take green back then: shorten bake-time, or give the job credentials that last longer ` +
            '(role-duration-seconds).',
    ];
}
/** Cookies of the forward beat weights, so users with one stay on blue until it ends (fact 30). */
function stickyRisks(request, { production }) {
    return production.flatMap((rule) => {
        const sticky = (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .forwardOf */ .pl)(rule)?.stickiness;
        const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
        if (seconds <= request.warmSeconds)
            return [];
        return [
            `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .formatRule */ .UT)(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
                `longer than blue is kept (warm-time ${String(request.warmSeconds)} s), so some would lose their answers at the teardown: ` +
                `set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
        ];
    });
}


/***/ }),

/***/ 292:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BC: () => (/* binding */ greenSettings),
/* harmony export */   G6: () => (/* binding */ attachmentProblems),
/* harmony export */   Ix: () => (/* binding */ creation)
/* harmony export */ });
/* unused harmony export attachmentOf */
/* harmony import */ var _restage_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37932);
/* harmony import */ var _roles_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28546);
/* harmony import */ var _roles_version_before_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87701);



const blank = {
    launchType: null,
    capacityProviders: null,
    platformVersion: null,
    network: null,
    serviceRegistries: [],
};
/** Blue's settings with those that inputs give in their place. The service itself mirrors only the PRIMARY's (fact 11). */
function greenSettings(request, world, roles) {
    const base = roles.blue?.settings ?? blank;
    const settings = {
        ...base,
        ...compute(request, base),
        platformVersion: request.overrides.platformVersion ?? base.platformVersion,
        network: network(request, base),
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
function compute(request, base) {
    const { launchType, capacityProviders } = request.overrides;
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
function attachmentOf(request, world, roles) {
    const group = roles.pair?.green;
    const target = containerOf(request, world.candidate, roles);
    return group === undefined || target === null ? null : { group, ...target };
}
function containerOf(request, candidate, roles) {
    const copied = roles.blue?.attachment;
    if (copied)
        return { containerName: copied.containerName, containerPort: copied.containerPort };
    const withPorts = (candidate?.containers ?? []).filter(({ ports }) => ports.length > 0);
    const chosen = request.overrides.containerName === null
        ? withPorts.length === 1
            ? withPorts[0]
            : undefined
        : withPorts.find(({ name }) => name === request.overrides.containerName);
    const port = chosen?.ports[0];
    return chosen === undefined || port === undefined
        ? null
        : { containerName: chosen.name, containerPort: port };
}
function attachmentProblems(request, world, roles) {
    const { candidate } = world;
    if (candidate === null || candidate.problems.length > 0)
        return [];
    const names = candidate.containers.map(({ name }) => name).join(', ');
    const target = containerOf(request, candidate, roles);
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
function creation(request, world, roles, revision, tryNumber) {
    const attachment = attachmentOf(request, world, roles);
    if (attachment === null)
        return null;
    const { release } = request;
    return {
        // The way back anew may be a job of the very run that released: its set is another one.
        tokenText: [
            world.service.arn,
            release.runId,
            release.runAttempt,
            tryNumber,
            ...(request.command === 'rollback' ? ['rollback'] : []),
            // So may what is staged again be a job of the run that staged it first.
            ...(request.command === 'promote' ? ['restage'] : []),
        ].join(' '),
        externalId: release.id,
        taskDefinition: revision,
        attachment,
        settings: greenSettings(request, world, roles).settings,
        tags: setTags(request, world, roles, revision),
    };
}
function setTags(request, world, { blue }, revision) {
    const { release, warmSeconds } = request;
    return {
        ...(request.command === 'stage' || request.command === 'promote'
            ? { expires: expiry(request, world) }
            : {}),
        release: release.id,
        ...commitOf(request, world),
        repository: release.repository,
        run: `${String(release.runId)}.${String(release.runAttempt)}`,
        'warm-time': `${String(warmSeconds)}s`,
        ...(release.pull === null ? {} : { pull: String(release.pull) }),
        ...(world.candidate === null ? {} : { 'revision-hash': world.candidate.hash }),
        ...testTags(request, world),
        ...(blue === null ? {} : { blue: blue.id }),
        // What a rollback takes back is no version to go back to: the next rollback has to be told one.
        ...(blue === null || request.command === 'rollback' ? {} : (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_0__/* .previousTag */ .W8)(blue, revision)),
    };
}
/** For the commands that come later and are not given it: to them it would look like a production rule. */
function testTags(request, world) {
    const left = (0,_roles_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .testsLeft */ .xr)(request, world);
    const listener = request.traffic.testListener ?? left['test-listener'];
    const rule = request.traffic.testRule ?? left['test-rule'];
    return {
        ...(listener === undefined ? {} : { 'test-listener': listener }),
        ...(rule === undefined ? {} : { 'test-rule': rule }),
    };
}
/**
 * What is staged again is of the commit that was staged, whatever the run that does it is for, or of the one that force
 * vouches for. Of which commit an older revision was, nobody knows who has no set of it any more.
 */
function commitOf(request, world) {
    if (request.command === 'rollback')
        return {};
    if (request.command !== 'promote')
        return { commit: request.release.commit };
    const commit = (0,_restage_js__WEBPACK_IMPORTED_MODULE_2__/* .expiredStage */ .mu)(request, world)?.commit ?? request.goal.expectedCommit;
    return commit === null ? {} : { commit };
}
const expiry = ({ goal }, { nowMs }) => new Date(nowMs + goal.stageExpirySeconds * 1000).toISOString();


/***/ }),

/***/ 22805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KS: () => (/* binding */ quarantineOf),
/* harmony export */   RW: () => (/* binding */ quarantineProblems),
/* harmony export */   Yl: () => (/* binding */ quarantineTags)
/* harmony export */ });
/* harmony import */ var _common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27680);
/* harmony import */ var _common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60985);
/* harmony import */ var _roles_staged_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60799);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24309);




/** The tag `quarantined` that taking this green back for this reason calls for; empty: none. Earlier ones stay in it. */
function quarantineTags({ service }, green, reason) {
    const { run, 'revision-hash': content } = green.tags;
    const runId = /^\d+/.exec(run ?? '')?.[0];
    if (!(0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_0__/* .isQuarantining */ .Gj)(reason) || content === undefined || runId === undefined)
        return {};
    return { quarantined: (0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_0__/* .withQuarantine */ .TV)(service.tags.quarantined, content, Number(runId)) };
}
/** What the service's tag says is quarantined, the newest first. */
const quarantineOf = ({ service }) => (0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_0__/* .parseQuarantine */ .mW)(service.tags.quarantined);
/** The same content again: refused, unless forced, or a person re-runs the very run that was taken back. */
function quarantineProblems(request, world, roles) {
    const { release, isForced } = request;
    const next = contentAhead(request, world, roles);
    const found = quarantineOf(world).find((one) => (0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_0__/* .isQuarantined */ .fK)(one, next?.hash));
    if (next === null || found === undefined || isForced)
        return [];
    if (release.runAttempt > 1 && release.runId === found.runId)
        return [];
    const run = (0,_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__/* .runUrlOf */ .Qm)(release.runUrl, found.runId);
    const advice = request.command === 'rollback'
        ? 'Name an older one with rollback-to; or, if this one was not at fault, set force.'
        : 'Release a mended version; or, if this one was not at fault, set force, or re-run that run.';
    return [`${next.words} is quarantined: that content was released by run ${run} and rolled back. ${advice}`];
}
/** What users are to get that they have not yet: the candidate, or the green that was staged. `null`: it is under way. */
function contentAhead({ command, revision }, world, { green, live }) {
    if (green === null) {
        const images = revision.images.map(({ image }) => ` with image ${image}`).join('');
        const { candidate } = world;
        return candidate === null ? null : { hash: candidate.hash, words: `${candidate.source}${images}` };
    }
    const hasBegun = green.status === 'PRIMARY' || live.includes(green) || (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_2__/* .isBeingRolledBack */ .ty)(world, green);
    if (command !== 'promote' || hasBegun)
        return null;
    return { hash: green.tags['revision-hash'], words: `what was staged (${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(green)})` };
}


/***/ }),

/***/ 37932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bn: () => (/* binding */ formatExpired),
/* harmony export */   H9: () => (/* binding */ restageProblem),
/* harmony export */   hJ: () => (/* binding */ rememberExpired),
/* harmony export */   mu: () => (/* binding */ expiredStage)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25629);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61927);
/* harmony import */ var _roles_staged_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60799);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47074);





/** The one that a promote with these inputs would stage again: its green, or else what the tag says of it. */
function expiredStage(request, world) {
    const live = (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_0__/* .liveSets */ .Cp)(request, world);
    const { promoted } = request.goal;
    const isMeant = (release) => promoted === null || release === promoted;
    const [newest] = world.taskSets
        .filter((set) => !live.includes(set) && (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_1__/* .isStaged */ .Fl)(world, set) && (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_1__/* .isExpired */ ._d)(set, world.nowMs))
        .filter(({ tags }) => isMeant(tags.release))
        .toSorted((a, b) => b.createdAtMs - a.createdAtMs);
    if (newest !== undefined) {
        const { release = '', commit = null } = newest.tags;
        return { release, revision: newest.taskDefinition, commit, set: newest };
    }
    const gone = parseExpired(world.service.tags.expired);
    if (gone === null || !isMeant(gone.release))
        return null;
    // Promoted after all, by a run that did not come to clear the tag.
    return live.some(({ taskDefinition }) => (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_2__/* .shortName */ .EU)(taskDefinition) === gone.revision) ? null : gone;
}
/** `<release id>:<family>:<revision>:<commit>`; the commit is left out where the set does not say it. */
const formatExpired = ({ tags, taskDefinition }) => [tags.release ?? '', (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_2__/* .shortName */ .EU)(taskDefinition), ...(tags.commit === undefined ? [] : [tags.commit])].join(':');
function parseExpired(text) {
    const match = /^([^:]*):([^:]+:\d+)(?::([^:]+))?$/.exec(text ?? '');
    const [, release, revision, commit = null] = match ?? [];
    return release === undefined || revision === undefined ? null : { release, revision, commit, set: null };
}
/** Written before an expired green is removed: from then on nothing else tells what was staged. */
function rememberExpired(scene, set) {
    const { world } = scene;
    if (!(0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_1__/* .isStaged */ .Fl)(world, set) || !(0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_1__/* .isExpired */ ._d)(set, world.nowMs))
        return null;
    const tags = { expired: formatExpired(set) };
    if (world.service.tags.expired === tags.expired)
        return null;
    const because = `the time of ${set.id} is over; its revision stays known, so that it can be staged again`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('prepare', 'restaging', because, { kind: 'tag-service', tags }));
}
/** Why an expired release is not promoted, and what to do; `null`: it may be staged again. */
function restageProblem({ request }, expired) {
    const { release, revision, commit, set } = expired;
    const named = (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_2__/* .lastPart */ .S_)(revision);
    const { isRestaging, expectedCommit } = request.goal;
    if (!isRestaging) {
        const what = set === null
            ? `nothing is staged for service ${request.service}: the time of release ${release} ran out and its green was removed, but its revision ${named} is known.`
            : `green ${set.id} of release ${release} was staged until ${set.tags.expires ?? '?'}, which is over.`;
        return `${what} Set restage to stage revision ${named} again, through all gates, and promote it then; or run the command stage.`;
    }
    if (expectedCommit === null || commit === expectedCommit)
        return null;
    if (commit !== null)
        return (`release ${release}, whose time is over, was staged for commit ${commit}, and expected-sha is ${expectedCommit}: ` +
            'stage the commit that was approved.');
    if (request.isForced)
        return null;
    return (`for which commit the removed green of release ${release} was staged is not known any more, and expected-sha is ` +
        `${expectedCommit}: stage that commit, or set force if you know that revision ${named} is of it.`);
}


/***/ }),

/***/ 24309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ formatSet)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25629);

/** `ecs-svc/123 (web:42)` */
const formatSet = (set) => `${set.id} (${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_0__/* .shortName */ .EU)(set.taskDefinition)})`;


/***/ }),

/***/ 26255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AZ: () => (/* binding */ assumedBlueOf),
/* harmony export */   HX: () => (/* binding */ greenOf),
/* harmony export */   XA: () => (/* binding */ formatRolledBack),
/* harmony export */   n2: () => (/* binding */ isReReleased),
/* harmony export */   oN: () => (/* binding */ isRevision),
/* harmony export */   pO: () => (/* binding */ isOwnSet),
/* harmony export */   pi: () => (/* binding */ rolledBackBy)
/* harmony export */ });
/* harmony import */ var _common_run_fence_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(48424);
/* harmony import */ var _kept_green_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40887);
/* harmony import */ var _ours_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11222);
/* harmony import */ var _common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27680);
/* harmony import */ var _staged_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60799);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23680);






/**
 * Which set a command is about. deploy and stage: the one that carries their release, which a re-run adopts by its
 * tags (fact 14). promote: the one that was staged. rollback, teardown and status: the last one that was switched to.
 * `live`: the sets that get production traffic.
 */
function greenOf(request, world, memory, live) {
    if (request.command === 'sweep')
        return strandedOf(world, live);
    const remembered = memory.green ?? memory.created?.set;
    const known = world.taskSets.find(({ arn }) => arn === remembered);
    // A draining one counts only for the process that is taking it down; for any other it is gone.
    if (known !== undefined && known.status !== 'DRAINING')
        return known;
    // What a rollback took back is gone, and that is all that it was asked for.
    if (request.command === 'rollback' && memory.failure?.reason === 'asked-for')
        return known ?? null;
    return newOf(request, world, memory, live) ?? known ?? null;
}
function newOf(request, world, memory, live) {
    const standing = world.taskSets.filter(({ status }) => status !== 'DRAINING');
    const own = standing.find((set) => isOwnSet(request, world, memory, set));
    switch (request.command) {
        case 'deploy':
        case 'stage':
        case 'plan':
            return own ?? null;
        case 'promote':
            return stagedOf(request, world, standing, live) ?? null;
        case 'rollback':
            return (own ??
                standing.find(({ id }) => id === rolledBackBy(request, world)) ??
                (isReRelease(request, world, standing, live) ? null : lastBegun(world, standing, live)));
        case 'status':
            return lastBegun(world, standing, live);
        case 'teardown':
            return switchedTo(world, standing, live);
        case 'sweep':
            return strandedOf(world, live);
    }
}
/**
 * Whether it is this run's own green. A rollback goes on with the way back anew that another one left half done: taking
 * that back as well would bring the very version live that nobody wants.
 */
function isOwnSet(request, world, memory, set) {
    if (set.tags.release === request.release.id)
        return true;
    if (request.command !== 'rollback' || request.goal.rollbackTo !== null || !isReReleased(set))
        return false;
    // What is not this run's to go on with makes it fail, as asked, before its first write.
    const isGoneOnWith = memory.isPreflightPassed && memory.failure === null && memory.green === set.arn;
    return isGoneOnWith || isUnderWay(world, set);
}
/** Its switch has begun, and nobody has tidied up after it. */
const isUnderWay = ({ service }, { arn }) => service.tags.green === arn;
/** A release that a rollback made: its id says so. */
const isReReleased = ({ tags }) => tags.release !== undefined && (0,_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__/* .isRollbackId */ .o$)(tags.release);
/**
 * A sweep sees the service as a release does before it has made its green: what is live stays, all else of ours is left
 * over. Where nothing is live, the PRIMARY of ours is what should be.
 */
function strandedOf(world, live) {
    if (live.length > 0)
        return null;
    const isMeant = (set) => set.status === 'PRIMARY' && ((0,_ours_js__WEBPACK_IMPORTED_MODULE_1__/* .isOurs */ .M)(set) || (0,_ours_js__WEBPACK_IMPORTED_MODULE_1__/* .isAdopted */ .Y)(world, set));
    return world.taskSets.find(isMeant) ?? null;
}
/** Whether going back means releasing an older revision: no blue is kept, or another revision than blue's was named. */
function isReRelease(request, world, standing, live) {
    const from = lastBegun(world, standing, live);
    const kept = from === null ? null : (keptFor(world, standing, from) ?? assumedBlueOf(world, from));
    if (kept === null)
        return true;
    return request.goal.rollbackTo !== null && !isRevision(kept, request.goal.rollbackTo);
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
    if (only === undefined ||
        more.length > 0 ||
        groups[0] === groups[1] ||
        !mayHaveBeenBefore(world, only, from))
        return null;
    const isPair = world.rules.some((rule) => groups.every((group) => group !== undefined && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .holds */ .v9)(rule, group)));
    return isPair ? only : null;
}
/** One of our releases that another tool has switched away from, but not what came after it: that may never have served. */
const mayHaveBeenBefore = (world, only, from) => only.tags.release === undefined ||
    (only.createdAtMs < from.createdAtMs && only.tags.expires === undefined && !(0,_kept_green_js__WEBPACK_IMPORTED_MODULE_3__/* .isKeptGreen */ .am)(world, only));
/**
 * By its release if one was named; else this run's own, or the newest that was staged and has no traffic, or whose
 * promotion was begun and not finished. One that this run promoted to the end is found again too. What is to be staged
 * again is not it: then it is the one that this run makes in its place.
 */
function stagedOf(request, world, standing, live) {
    const { promoted, isRestaging } = request.goal;
    const isLive = (set) => live.includes(set);
    const isOver = (set) => isRestaging && (0,_staged_js__WEBPACK_IMPORTED_MODULE_4__/* .isExpired */ ._d)(set, world.nowMs);
    // Another run takes it back at this moment: only the run that had promoted it goes on with it.
    const isAnothers = (set) => (0,_staged_js__WEBPACK_IMPORTED_MODULE_4__/* .isBeingRolledBack */ .ty)(world, set) && !(0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_5__/* .isOwnRun */ .qK)(world.service.tags.fence, request.release.runId);
    const known = standing.filter((set) => isLive(set) || !((0,_staged_js__WEBPACK_IMPORTED_MODULE_4__/* .wasPromoted */ ._T)(world, set) || isAnothers(set) || isOver(set)));
    const staged = known.filter((set) => set.tags.expires !== undefined).toSorted(newestFirst);
    const own = staged.find(({ tags }) => tags.release === request.release.id);
    if (promoted !== null)
        return known.find(({ tags }) => tags.release === promoted) ?? (isRestaging ? own : undefined);
    return (own ??
        staged.find((set) => !isLive(set) || isUnfinished(world, standing, set)) ??
        staged.find((set) => live.includes(set) && (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_5__/* .isOwnRun */ .qK)(world.service.tags.fence, request.release.runId)));
}
/** Its blue is still there, or the service's tags still speak of its switch. */
const isUnfinished = (world, standing, set) => world.service.tags.green === set.arn || standing.some(({ id }) => id === set.tags.blue);
/**
 * The release that is on the switch or was last: the service's tags name it as long as it goes on, also after a way back
 * that was not finished; else it is what is live.
 */
function switchedTo(world, standing, live) {
    const tagged = standing.find(({ arn }) => arn === world.service.tags.green);
    return tagged ?? live.toSorted(newestFirst)[0] ?? null;
}
/**
 * What a rollback takes back, and what status tells of: the newest release there is. One that was made beside what is
 * live and never switched to comes before that; so does one whose tags were wiped in the middle of its way back.
 */
function lastBegun(world, standing, live) {
    const serving = switchedTo(world, standing, live);
    if (serving === null || !live.includes(serving))
        return serving;
    // One that is kept for a look was taken back to the end; one that waits for its promotion is nobody's mistake.
    const begun = standing.find((set) => set.tags.blue === serving.id &&
        set.tags.expires === undefined &&
        !live.includes(set) &&
        !isReReleased(set) &&
        !(0,_kept_green_js__WEBPACK_IMPORTED_MODULE_3__/* .isKeptGreen */ .am)(world, set));
    return begun ?? serving;
}
/**
 * A rollback leaves its run and the set that it took back in a tag of the service, `<run id>:<task set id>`. Run again,
 * it goes on where it stopped, and once it is over it takes back nothing more: not what it went back to, and not what
 * was released since.
 */
const formatRolledBack = ({ release }, set) => `${String(release.runId)}:${set.id}`;
/** The id of the set that this run has taken back, as the tag says; `null`: none yet. */
function rolledBackBy({ release }, { service }) {
    const [run, id] = (service.tags['rolled-back'] ?? '').split(/:(.*)/s);
    return run === String(release.runId) && id !== undefined ? id : null;
}
const newestFirst = (a, b) => b.createdAtMs - a.createdAtMs;


/***/ }),

/***/ 41790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QU: () => (/* binding */ inheritedMemory),
/* harmony export */   h$: () => (/* binding */ handoverOf),
/* harmony export */   vx: () => (/* binding */ mayBeFinished)
/* harmony export */ });
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5819);

const handoverOf = (step, world, memory) => ({
    fence: memory.fence?.value ?? null,
    foundFence: world.service.tags.fence ?? null,
    green: memory.green,
    blue: memory.blue,
    failure: memory.failure,
    isBakePassed: memory.isBakePassed,
    hasGreenBeenLive: memory.hasGreenBeenLive,
    scalingBefore: memory.scalingBefore,
    isCreating: step.act.kind === 'create-green',
});
/**
 * What the process knows that finishes for another: it counts as cancelled from its first observation on, so it never
 * goes forward, and preflight is behind it, since the other had written. `why`: what became of that one, in words.
 */
const inheritedMemory = (handover, why, startedAtMs) => ({
    ...(0,_model_memory_js__WEBPACK_IMPORTED_MODULE_0__/* .blankMemory */ .s)(startedAtMs),
    isCancelled: true,
    isPreflightPassed: true,
    fence: handover.fence === null ? null : { value: handover.fence, writtenAtMs: null, isHeld: true },
    green: handover.green,
    blue: handover.blue,
    failure: handover.failure,
    isBakePassed: handover.isBakePassed,
    hasGreenBeenLive: handover.hasGreenBeenLive,
    scalingBefore: handover.scalingBefore,
    interrupted: { why, foundFence: handover.foundFence, isCreating: handover.isCreating },
});
/** Commands that leave something to finish: a sweep comes again by itself, and the others only look. */
const mayBeFinished = ({ command }) => command !== 'sweep' && command !== 'status' && command !== 'plan';


/***/ }),

/***/ 40887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ry: () => (/* binding */ formatKeptGreen),
/* harmony export */   am: () => (/* binding */ isKeptGreen),
/* harmony export */   qS: () => (/* binding */ keptGreen),
/* harmony export */   rq: () => (/* binding */ describeKeptGreen)
/* harmony export */ });
/* harmony import */ var _describe_set_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24309);

/** Written as the service's tag `kept-green`. */
const formatKeptGreen = (set, untilMs) => `${set.id}:${new Date(untilMs).toISOString()}`;
/** What the tag names, as long as the set stands; `null`: none is kept, or the tag can't be read. */
function keptGreen({ service, taskSets }) {
    const [, id, until] = /^([^:]+):(.+)$/.exec(service.tags['kept-green'] ?? '') ?? [];
    const set = taskSets.find((candidate) => candidate.id === id && candidate.status !== 'DRAINING');
    return set === undefined || until === undefined || Number.isNaN(Date.parse(until)) ? null : { set, until };
}
const isKeptGreen = (world, set) => keptGreen(world)?.set === set;
/** Until when, and what ends it; empty: none is kept. */
function describeKeptGreen(world) {
    const kept = keptGreen(world);
    return kept === null
        ? ''
        : `green ${(0,_describe_set_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSet */ .M)(kept.set)} was taken back and is kept for a look until ${kept.until}, without traffic: the next ` +
            'deploy removes it, and after that time the command sweep does';
}


/***/ }),

/***/ 33222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ describeLeftover)
/* harmony export */ });
/* harmony import */ var _kept_green_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40887);
/* harmony import */ var _staged_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60799);


/** What a set without traffic is, in the same words in a plan, in the log and at an end. */
function describeLeftover(world, set) {
    const { tags } = world.service;
    const { release, expires } = set.tags;
    const of = release === undefined ? '' : ` of release ${release}`;
    const kept = (0,_kept_green_js__WEBPACK_IMPORTED_MODULE_0__/* .keptGreen */ .qS)(world);
    if (kept?.set === set)
        return `green${of}, which was taken back and is kept for a look until ${kept.until}`;
    // The service's tag names it once its promotion has begun.
    if ((0,_staged_js__WEBPACK_IMPORTED_MODULE_1__/* .isStaged */ .Fl)(world, set) && tags.green !== set.arn)
        return `staged green${of}, which waits for its promotion until ${expires ?? ''}`;
    if (tags.blue === set.arn && tags['lease-until'] !== undefined)
        return `warm blue of the release before, kept until ${tags['lease-until']}`;
    return `left by ${release === undefined ? 'an earlier release' : `release ${release}`}`;
}


/***/ }),

/***/ 11222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ isOurs),
/* harmony export */   Y: () => (/* binding */ isAdopted)
/* harmony export */ });
/** Made by this action: its tag says by which release. */
const isOurs = (set) => set.tags.release !== undefined;
/** An untagged set that an earlier release found live and took for its blue: the service or that release's green says so. */
const isAdopted = (world, set) => world.service.tags.blue === set.arn || world.taskSets.some(({ tags }) => tags.blue === set.id);


/***/ }),

/***/ 61927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _V: () => (/* binding */ findSet),
  NT: () => (/* binding */ isHealable),
  aQ: () => (/* binding */ isLiveIn),
  aU: () => (/* binding */ isOnAnyRule),
  Cp: () => (/* binding */ liveSets),
  R7: () => (/* binding */ rolesOf)
});

// EXTERNAL MODULE: ./build/domain/task-sets/roles/green-role.js
var green_role = __webpack_require__(26255);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/ours.js
var ours = __webpack_require__(11222);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/rules.js + 1 modules
var rules = __webpack_require__(28546);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/task-sets/roles/pair.js


/** Found only where it is safe: from the sets themselves, from `target-groups`, or from a rule that already holds both. */
function findPair(request, world, green, blue) {
    const greenGroup = green?.attachment?.group ?? null;
    const blueGroup = blue?.attachment?.group ?? null;
    if (greenGroup !== null)
        return {
            green: greenGroup,
            blue: blueGroup !== greenGroup && blueGroup !== null ? blueGroup : partner(request, world, greenGroup),
        };
    if (blueGroup !== null) {
        const idle = partner(request, world, blueGroup);
        return idle === null ? null : { green: idle, blue: blueGroup };
    }
    return pairWithoutSets(request, world);
}
/** First deployment: traffic stands at whichever of the two has weight, so green gets the other. */
function pairWithoutSets(request, world) {
    const [first, second] = namedPair(request) ?? onlyPair(request, world) ?? [];
    if (first === undefined || second === undefined)
        return null;
    const isCarrying = (group) => world.rules.some((rule) => !(0,rules/* isTestRule */.P)(request, world, rule) && (0,traffic/* weightOf */.mm)(rule, group) > 0);
    return isCarrying(first) || !isCarrying(second)
        ? { blue: first, green: second }
        : { blue: second, green: first };
}
function partner(request, world, known) {
    const named = namedPair(request);
    if (named !== null)
        return named.includes(known) ? (named.find((group) => group !== known) ?? null) : null;
    const partners = new Set(world.rules
        .filter((rule) => !(0,rules/* isTestRule */.P)(request, world, rule) && (0,traffic/* holds */.v9)(rule, known))
        .flatMap((rule) => otherOfTwo(rule.actions.length > 0 ? groupsIn(rule) : [], known)));
    const [only, ...more] = partners;
    return more.length === 0 ? (only ?? null) : null;
}
/** With three groups in a rule it can't be told which one is the idle one. */
const otherOfTwo = (groups, known) => groups.length === 2 ? groups.filter((group) => group !== known) : [];
const groupsIn = (rule) => (0,traffic/* forwardOf */.pl)(rule)?.groups.map(({ group }) => group) ?? [];
function namedPair(request) {
    const [first, second] = request.traffic.targetGroups;
    return first === undefined || second === undefined ? null : [first, second];
}
/** The one pair that the named production rules hold; without names nothing says whose rules they are. */
function onlyPair(request, world) {
    const { productionListeners, productionRules } = request.traffic;
    const rules = world.rules.filter(({ listener, ref }) => productionListeners.includes(listener) || (ref.kind === 'rule' && productionRules.includes(ref.rule)));
    const pairs = new Map(rules
        .map((rule) => groupsIn(rule).toSorted())
        .filter((groups) => groups.length === 2)
        .map((groups) => [groups.join(' '), groups]));
    const [only, ...more] = pairs.values();
    const [first, second] = only ?? [];
    return more.length > 0 || first === undefined || second === undefined ? null : [first, second];
}

;// CONCATENATED MODULE: ./build/domain/task-sets/roles/roles.js





function rolesOf(request, world, memory) {
    const test = world.rules.filter((rule) => (0,rules/* isTestRule */.P)(request, world, rule));
    const carrying = liveSets(request, world);
    const green = (0,green_role/* greenOf */.HX)(request, world, memory, carrying);
    const blue = blueOf(request, world, memory, green, carrying);
    const pair = findPair(request, world, green, blue);
    const production = (0,rules/* productionRules */.$7)(request, world, pair);
    const others = world.taskSets.filter((set) => set !== green && set !== blue);
    return {
        green,
        blue,
        pair,
        production,
        test,
        leftovers: others.filter((set) => (0,ours/* isOurs */.M)(set) || (0,ours/* isAdopted */.Y)(world, set)),
        foreign: others.filter((set) => !(0,ours/* isOurs */.M)(set) && !(0,ours/* isAdopted */.Y)(world, set) && set.status !== 'DRAINING'),
        live: carrying,
    };
}
/** Every set that gets production traffic, by the weights of every rule that was not named as a test rule. */
const liveSets = (request, world) => world.taskSets.filter((set) => isLive(request, world, set));
const isLive = (request, world, set) => set.status !== 'DRAINING' &&
    world.rules.some((rule) => !(0,rules/* isTestRule */.P)(request, world, rule) && (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
/**
 * Blue: as long as green has no traffic, whatever else has it. Once green has, the first of these that names an
 * existing set: what this process saw live before the switch; green's own tag; the service's tag; what is live
 * besides green. Tags of the service may be wiped at any time, those of the set may not.
 */
function blueOf(request, world, memory, green, live) {
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
    return known ?? (isAboutLive(request) ? (0,green_role/* assumedBlueOf */.AZ)(world, green) : null);
}
const isAboutLive = ({ command }) => command === 'rollback' || command === 'status';
const groupOf = (set) => set.attachment?.group ?? '';
/** Whether any rule at all, test rules too, gives the set's group weight: what deleting must never ignore. */
const isOnAnyRule = (world, set) => world.rules.some((rule) => (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
const isLiveIn = (production, set) => set !== null && production.some((rule) => (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
const findSet = (world, set) => world.taskSets.find(({ arn }) => arn === set) ?? null;
/**
 * A release that was killed between two rule writes: two sets, one of them ours, on different rules; or, of a first
 * deployment, the one set that the service's tags call the green of a switch that was never finished.
 */
function isHealable({ service }, { live, green, blue }) {
    if (green !== null)
        return false;
    const [only, ...more] = live;
    if (more.length === 0)
        return only !== undefined && (0,ours/* isOurs */.M)(only) && service.tags.green === only.arn;
    if (!live.some(ours/* isOurs */.M) || new Set(live.map(groupName)).size !== 2)
        return false;
    // More than two: what dead releases made shares the other group, and blue alone can be told apart.
    const mates = live.filter((set) => blue !== null && groupName(set) === groupName(blue));
    return live.length === 2 || (mates.length === 1 && live.every((set) => set === blue || (0,ours/* isOurs */.M)(set)));
}
const groupName = (set) => set.attachment?.group ?? set.id;


/***/ }),

/***/ 28546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ isTestRule),
  Xq: () => (/* binding */ leftOutRules),
  $7: () => (/* binding */ productionRules),
  xr: () => (/* binding */ testsLeft)
});

// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var load_balancer_traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/common/request/production-rules.js

/**
 * A test rule is only what is named, never guessed: by the inputs, or by the release that a command is about. A whole
 * listener may be named; then all of its forwards are for tests.
 */
function isNamedForTests({ traffic }, left, rule) {
    const { testListener, testRule } = traffic;
    const { ref, listener } = rule;
    if (ref.kind === 'rule' && (ref.rule === testRule || ref.rule === left['test-rule']))
        return true;
    return (listener === testListener || listener === left['test-listener']) && (0,load_balancer_traffic/* forwardOf */.pl)(rule) !== null;
}
/** Commands about a release that exists already: often they know its test rule only from what that release left. */
const followUps = ['rollback', 'teardown', 'sweep', 'status'];
const isFollowUp = ({ command }) => followUps.includes(command);
/** The rules that production comes through, out of those that aren't for tests. Inputs may narrow them; preflight then refuses a split. */
function productionAmong(request, rules, pair) {
    const holding = holdingPair(rules, pair);
    return isNarrowed(request) ? holding.filter((rule) => isNamed(request, rule)) : holding;
}
/** Rules that hold a group of the pair but that the inputs leave out: switching only the others would split production. */
const leftOutAmong = (request, rules, pair) => isNarrowed(request) ? holdingPair(rules, pair).filter((rule) => !isNamed(request, rule)) : [];
const holdingPair = (rules, pair) => pair === null ? [] : rules.filter((rule) => groupsOf(pair).some((group) => (0,load_balancer_traffic/* holds */.v9)(rule, group)));
const groupsOf = (pair) => [pair.blue, pair.green].filter((group) => group !== null);
/** A rollback moves every rule that the release moved: inputs that name fewer would leave users on the bad version. */
const isNarrowed = ({ command, traffic }) => command !== 'rollback' && traffic.productionListeners.length + traffic.productionRules.length > 0;
/** A rule is named by its own ARN or by its listener's. A default action has no ARN of its own. */
function isNamed({ traffic }, rule) {
    const { productionListeners, productionRules } = traffic;
    return (productionListeners.includes(rule.listener) ||
        (rule.ref.kind === 'rule' && productionRules.includes(rule.ref.rule)));
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/ours.js
var ours = __webpack_require__(11222);
;// CONCATENATED MODULE: ./build/domain/task-sets/roles/rules.js


/** Whether the rule is for tests: the inputs name it, or the tags that the last release left. */
const isTestRule = (request, world, rule) => isNamedForTests(request, testsLeft(request, world), rule);
/**
 * What the last release used for tests, from the tags of its set. For the next release only its own inputs count: a
 * rule that was for tests once may be for users by now.
 */
function testsLeft(request, world) {
    if (!isFollowUp(request))
        return {};
    let last = null;
    for (const set of world.taskSets)
        if ((0,ours/* isOurs */.M)(set) && (last === null || set.createdAtMs > last.createdAtMs))
            last = set;
    return last?.tags ?? {};
}
const productionRules = (request, world, pair) => productionAmong(request, notForTests(request, world), pair);
const leftOutRules = (request, world, pair) => leftOutAmong(request, notForTests(request, world), pair);
const notForTests = (request, world) => world.rules.filter((rule) => !isTestRule(request, world, rule));


/***/ }),

/***/ 16061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ unlessAbandoned),
/* harmony export */   c: () => (/* binding */ sceneOf)
/* harmony export */ });
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61927);
/* harmony import */ var _writes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66701);
// What every decider is given.


const sceneOf = (request, world, memory) => ({
    request,
    world,
    memory,
    roles: (0,_roles_js__WEBPACK_IMPORTED_MODULE_0__/* .rolesOf */ .R7)(request, world, memory),
});
/** The step, unless AWS has said for good that it will not take it. */
const unlessAbandoned = (scene, next) => next.act.kind !== 'probe' &&
    next.act.kind !== 'wait' &&
    next.act.kind !== 'end' &&
    (0,_writes_js__WEBPACK_IMPORTED_MODULE_1__/* .writeKey */ .TE)(next.act) in scene.memory.abandoned
    ? null
    : next;


/***/ }),

/***/ 60799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ isStaged),
/* harmony export */   _T: () => (/* binding */ wasPromoted),
/* harmony export */   _d: () => (/* binding */ isExpired),
/* harmony export */   ty: () => (/* binding */ isBeingRolledBack)
/* harmony export */ });
/* harmony import */ var _kept_green_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40887);

/**
 * Made to wait for its promotion, and never promoted as far as tags tell. One that was promoted keeps its tag: a newer
 * release calls it its blue then, or a rollback keeps it for a look, and promoting it would be going back by accident.
 */
const isStaged = (world, set) => set.tags.expires !== undefined && !wasPromoted(world, set) && !isBeingRolledBack(world, set);
const wasPromoted = (world, set) => world.service.tags.blue === set.arn ||
    world.taskSets.some(({ tags }) => tags.blue === set.id) ||
    world.service.tags['rolled-back']?.endsWith(`:${set.id}`) === true ||
    (0,_kept_green_js__WEBPACK_IMPORTED_MODULE_0__/* .isKeptGreen */ .am)(world, set);
/** The label comes before the tag `green` when it is promoted: one that the tag names and that has none has lost it again. */
const isBeingRolledBack = ({ service }, set) => service.tags.green === set.arn && set.status !== 'PRIMARY';
/** Whether a staged green has waited for its promotion for as long as it was to. */
const isExpired = ({ tags }, nowMs) => tags.expires !== undefined && Date.parse(tags.expires) <= nowMs;


/***/ }),

/***/ 89856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ lastTraffic),
/* harmony export */   h: () => (/* binding */ describeTraffic)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23680);
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25629);
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5819);
/* harmony import */ var _describe_set_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24309);
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61927);





/** Where production traffic is in this very observation: a sentence for errors, endings and comments. */
function describeTraffic({ production, blue, green, pair }) {
    const [onGreen, onBlue] = [(0,_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isLiveIn */ .aQ)(production, green), (0,_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isLiveIn */ .aQ)(production, blue)];
    if (onGreen && onBlue && green !== null && blue !== null)
        return `Production traffic is split between blue ${(0,_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(blue)} and green ${(0,_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(green)}.`;
    const [role, set] = onGreen ? ['green', green] : ['blue', blue];
    const elsewhere = [pair?.green, pair?.blue].find((group) => group != null &&
        group !== set?.attachment?.group &&
        production.some((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__/* .weightOf */ .mm)(rule, group) > 0));
    if ((onGreen || onBlue) && set !== null && elsewhere != null)
        return `Production traffic is split between ${role} ${(0,_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(set)} and target group ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__/* .shortName */ .EU)(elsewhere)}, where no task set of this release stands.`;
    if ((onGreen || onBlue) && set !== null)
        return `All production traffic is on ${role} ${(0,_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(set)}.`;
    if (pair?.blue != null)
        return `Production traffic goes to target group ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__/* .shortName */ .EU)(pair.blue)}, where this service has no task set.`;
    return 'No task set of this service gets production traffic.';
}
/** The same for an observation by itself; `null`: there was none. */
const lastTraffic = (request, world) => world === null ? null : describeTraffic((0,_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .rolesOf */ .R7)(request, world, (0,_model_memory_js__WEBPACK_IMPORTED_MODULE_0__/* .blankMemory */ .s)(world.nowMs)));


/***/ }),

/***/ 87701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uk: () => (/* binding */ liveRevision),
/* harmony export */   W8: () => (/* binding */ previousTag),
/* harmony export */   aq: () => (/* binding */ versionBefore),
/* harmony export */   p: () => (/* binding */ isSameVersion)
/* harmony export */ });
/* harmony import */ var _green_role_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26255);

/** The version that was live before this one, by its tag; `undefined`: not known. What it runs itself is no way back. */
function versionBefore(set) {
    const before = set?.tags['previous-revision'];
    return set === null || before === undefined || (0,_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .isRevision */ .oN)(set, before) ? undefined : before;
}
/**
 * For the tags of a green with this revision beside blue. A version that is released again, for a new secret say, is
 * not what came before it: that stays what blue says came before.
 */
function previousTag(blue, revision) {
    const before = blue.taskDefinition === revision ? versionBefore(blue) : blue.taskDefinition;
    return before === undefined ? {} : { 'previous-revision': before };
}
/** Whether green and blue run one revision: the way back leads to no other version then. */
const isSameVersion = ({ green, blue }) => green !== null && green.taskDefinition === blue?.taskDefinition;
/** What a live set runs and what was live before it; `null`: nothing is live. */
const liveRevision = (set) => set === null ? null : { revision: set.taskDefinition, before: versionBefore(set) ?? null };


/***/ }),

/***/ 66701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $_: () => (/* binding */ formatScaling),
/* harmony export */   Ie: () => (/* binding */ isRuleWritten),
/* harmony export */   TE: () => (/* binding */ writeKey),
/* harmony export */   Vm: () => (/* binding */ isLanded),
/* harmony export */   f1: () => (/* binding */ parseScaling),
/* harmony export */   l0: () => (/* binding */ deleteKey)
/* harmony export */ });
/* harmony import */ var _staged_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60799);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23680);


/** What the write is about, so that its failures can be counted and it is not tried for ever. */
function writeKey(write) {
    switch (write.kind) {
        case 'tag-service':
            return `tag ${write.tags.fence === undefined ? Object.keys(write.tags).join(' ') : 'fence'}`;
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
function isLanded(write, request, world, memory) {
    const set = (arn) => world.taskSets.find((candidate) => candidate.arn === arn);
    switch (write.kind) {
        case 'tag-service':
            return Object.entries(write.tags).every(([name, value]) => world.service.tags[name] === value);
        case 'untag-service':
            return write.names.every((name) => world.service.tags[name] === undefined);
        case 'register':
            return memory.registered !== null || world.candidate?.registeredAs !== null;
        case 'create-green':
            return world.taskSets.some((one) => one.status !== 'DRAINING' && (isOwn(request, world, one) || one.arn === memory.created?.set));
        case 'label':
            return set(write.set)?.status === 'PRIMARY';
        case 'write-rule':
            return isRuleWritten(write, world);
        case 'scale':
            return set(write.set)?.scalePercent === write.percent;
        case 'delete':
            return (set(write.set)?.status ?? 'DRAINING') === 'DRAINING';
        case 'write-scaling':
            return world.scaling === null || formatScaling(world.scaling) === formatScaling(write.state);
    }
}
/** The run that stages something again may be the one that staged it: what is over is not what was just made. */
const isOwn = ({ command, release }, { nowMs }, set) => set.tags.release === release.id && !(command === 'promote' && (0,_staged_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(set, nowMs));
/** Whether the rule stands as this write would leave it. */
function isRuleWritten(write, world) {
    const now = world.rules.find(({ ref }) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .isSameRule */ .ZI)(ref, write.rule.ref));
    return now !== undefined && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .hasSameWeights */ .ws)(now.actions, write.actions);
}
/** The `scaling` tag: which activities were suspended before this release, e.g. `in:0 out:0 scheduled:1`. */
const formatScaling = (state) => `in:${flag(state.scaleInSuspended)} out:${flag(state.scaleOutSuspended)} scheduled:${flag(state.scheduledSuspended)}`;
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

/***/ 98314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ rollbackAhead),
/* harmony export */   z: () => (/* binding */ describeRollbackReady)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(25629);
/* harmony import */ var _roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26255);
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37847);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(22805);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13802);
/* harmony import */ var _roles_version_before_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(87701);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24309);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96932);
// The fastest way back that there is, in words: as `status` tells it, and as a rollback says it beforehand.








/** The fastest way back there is, and how long it takes. */
function describeRollbackReady(scene) {
    const { roles, world } = scene;
    const forwardOnly = roles.green?.tags['forward-only'];
    if (forwardOnly !== undefined)
        return `no: forward-only (${forwardOnly}), unless with force and a reason`;
    if (roles.blue === null || roles.blue.status === 'DRAINING')
        return describeReRelease(scene);
    if (roles.green !== null && (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__/* .isReReleased */ .n2)(roles.green) && (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__/* .isGreenLive */ .Cz)(scene))
        return `no: a rollback made what is live, in place of ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(roles.blue)}, which it took back; name the revision to go on to with rollback-to`;
    if (!(0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__/* .isGreenLive */ .Cz)(scene))
        return `yes: it ends the release under way (${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(roles.green ?? roles.blue)}), which has no traffic`;
    if (!(0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__/* .isSwitched */ .sP)(scene))
        return 'yes, about 2 s: a switch is under way';
    if (roles.blue.scalePercent < (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_4__/* .fullScale */ .MY)(world.service.tags, roles.blue))
        return `blue stands at ${String(roles.blue.scalePercent)} % and is raised first, which takes a task's start`;
    const isGreenDead = roles.green !== null && (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOwn */ .Qg)(world, roles.green).length === 0;
    const able = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .canServe */ .KS)(world, roles.blue, isGreenDead);
    return able.isYes ? `yes, about 2 s${describeSameRevision(roles)}` : `no: ${able.why}`;
}
/** Way back and live version may be one: what ails its users then is not the version. */
const describeSameRevision = (roles) => roles.blue !== null && (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_5__/* .isSameVersion */ .p)(roles)
    ? `, but blue runs the same revision ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .shortName */ .EU)(roles.blue.taskDefinition)}: to another version only with rollback-to`
    : '';
function describeReRelease({ roles, world }) {
    const revision = (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_5__/* .versionBefore */ .aq)(roles.green);
    if (revision === undefined)
        return 'no: no blue is kept and the revision before is not known; name one with rollback-to';
    const barred = (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_7__/* .quarantineOf */ .KS)(world).length === 0 ? '' : '; if that is what is quarantined, only with force';
    return `no blue is kept: revision ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .lastPart */ .S_)(revision)} would be released again, which takes minutes${barred}`;
}
/** What a rollback is about to do, and how long it takes, said before its first write. */
function rollbackAhead(scene) {
    const { green, blue } = scene.roles;
    const { goal } = scene.request;
    const from = green ?? blue;
    if (from === null)
        return 'nothing is live';
    const isOwn = green !== null && (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnSet */ .pO)(scene.request, scene.world, scene.memory, green);
    if (isOwn && green.tags.release !== scene.request.release.id)
        return `goes on with the way back to ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(green)} that release ${green.tags.release ?? ''} had begun; to go back from it, name the revision with rollback-to`;
    const isAnew = green === null || isOwn;
    if (isAnew || blue === null) {
        const to = goal.rollbackTo ?? (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_5__/* .versionBefore */ .aq)(from);
        const what = to === undefined ? 'an older revision' : `revision ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .lastPart */ .S_)(to)}`;
        return `from ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(from)} to ${what}, as a new task set through all gates: no blue is kept for it, so it takes minutes`;
    }
    if (!(0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_2__/* .isGreenLive */ .Cz)(scene))
        return `ends the release of ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(green)}, which has no traffic; production stays on ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(blue)}`;
    const isWeak = blue.scalePercent < (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_4__/* .fullScale */ .MY)(scene.world.service.tags, blue);
    const takes = isWeak ? "a task's start, since blue was scaled down" : 'about 2 s';
    return `from ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(green)} to warm blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_3__/* .formatSet */ .M)(blue)}, without a new task set: takes ${takes}${describeSameRevision(scene.roles)}`;
}


/***/ }),

/***/ 13362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cd: () => (/* binding */ statusLines),
/* harmony export */   TB: () => (/* binding */ describeBake),
/* harmony export */   Ux: () => (/* binding */ describeQuarantine),
/* harmony export */   V7: () => (/* binding */ formatWeights),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(25629);
/* harmony import */ var _roles_kept_green_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(40887);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22805);
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37847);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13802);
/* harmony import */ var _health_shown_commit_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(76681);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23680);
/* harmony import */ var _roles_staged_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(60799);
/* harmony import */ var _rollback_ready_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98314);
/* harmony import */ var _common_values_time_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(64857);










function statusOf(scene) {
    const { roles, world } = scene;
    const { tags } = world.service;
    const until = tags['lease-until'];
    const scale = (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .parseLeaseScale */ .Y9)(tags['lease-scale'])?.kept ?? 100;
    const lease = until === undefined ? null : { until, scalePercent: scale };
    return {
        rules: [
            ...roles.production.map((rule) => ruleStatus(rule, false)),
            ...roles.test.map((rule) => ruleStatus(rule, true)),
        ],
        taskSets: world.taskSets.map((set) => setStatus(scene, set)),
        ...switchStatus(scene),
        lease,
        fence: tags.fence ?? null,
        forwardOnly: roles.green?.tags['forward-only'] ?? null,
        rollbackReady: (0,_rollback_ready_js__WEBPACK_IMPORTED_MODULE_1__/* .describeRollbackReady */ .z)(scene),
        quarantined: (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_3__/* .quarantineOf */ .KS)(world),
        keptGreen: keptStatus(world),
    };
}
/** The tags speak of the green that they name, which need not be live any more. */
function switchStatus({ roles, world }) {
    const { green, 'switched-at': switchedAt, 'bake-until': bakeUntil } = world.service.tags;
    const isOfLive = roles.live.some(({ arn }) => arn === green);
    const isBaking = isOfLive && Date.parse(bakeUntil ?? '') > world.nowMs;
    return {
        switchedAt: (isOfLive ? switchedAt : null) ?? null,
        bakeUntil: (isBaking ? bakeUntil : null) ?? null,
    };
}
function keptStatus(world) {
    const kept = (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_4__/* .keptGreen */ .qS)(world);
    return kept === null ? null : { id: kept.set.id, until: kept.until };
}
const ruleStatus = (rule, isTest) => ({
    rule: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_5__/* .formatRule */ .UT)(rule),
    isTest,
    weights: Object.fromEntries(((0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_5__/* .forwardOf */ .pl)(rule)?.groups ?? []).map(({ group, weight }) => [(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .shortName */ .EU)(group), weight])),
});
function setStatus({ roles, world }, set) {
    const isLive = roles.live.includes(set);
    const { expires, release, commit } = set.tags;
    const isWaiting = (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_7__/* .isStaged */ .Fl)(world, set) && !isLive && set.status !== 'DRAINING' && set !== roles.blue;
    return {
        arn: set.arn,
        id: set.id,
        revision: (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .shortName */ .EU)(set.taskDefinition),
        role: isWaiting ? 'staged' : roleOf(roles, world, set),
        isLive,
        status: set.status,
        running: set.running,
        wanted: set.computedDesired,
        healthy: (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOwn */ .Qg)(world, set).length,
        release: release ?? null,
        commit: commit ?? null,
        createdAt: (0,_common_values_time_js__WEBPACK_IMPORTED_MODULE_8__/* .iso */ .K)(set.createdAtMs),
        expiresAt: isWaiting ? (expires ?? null) : null,
    };
}
function roleOf({ blue, green, live }, world, set) {
    if (set === blue)
        return 'blue';
    if (set === green)
        return 'green';
    return (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_4__/* .isKeptGreen */ .am)(world, set) && !live.includes(set) ? 'kept' : 'other';
}
/** The same, a line each. */
function statusLines(scene) {
    const { rules, taskSets, switchedAt, bakeUntil, ...status } = statusOf(scene);
    const { lease, fence, forwardOnly, rollbackReady, quarantined } = status;
    const kept = (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_4__/* .describeKeptGreen */ .rq)(scene.world);
    return [
        ...rules.map(({ rule, isTest, weights }) => `${isTest ? 'test' : 'production'} ${rule}: ${formatWeights(weights)}`),
        ...taskSets.map((set) => `task set ${setLine(set)}`),
        ...(switchedAt === null ? [] : [`switched: at ${switchedAt}`]),
        `bake: ${describeBake(bakeUntil)}`,
        `lease: ${lease === null ? 'none' : `blue is kept until ${lease.until} at ${String(lease.scalePercent)} %`}`,
        `fence: ${fence ?? 'none'}`,
        `forward-only: ${forwardOnly ?? 'no'}`,
        `rollback ready: ${rollbackReady}`,
        `quarantined: ${describeQuarantine(quarantined)}`,
        ...(kept === '' ? [] : [kept]),
    ];
}
const describeBake = (until) => until === null ? 'none under way' : `under way until ${until}`;
/** What a release of the same content would hear. */
const describeQuarantine = (quarantined) => quarantined.length === 0
    ? 'nothing'
    : quarantined
        .map(({ runId, hash }) => `what run ${String(runId)} released (revision hash ${hash}…), unless with force`)
        .join('; ');
const formatWeights = (weights) => Object.entries(weights)
    .map(([group, weight]) => `${group} ${String(weight)}`)
    .join(', ');
function setLine(set) {
    const { id, revision, role, status, running, wanted, healthy, release, expiresAt } = set;
    const staged = expiresAt === null ? '' : `, staged as release ${release ?? ''} until ${expiresAt}`;
    const named = role === 'other' || role === 'staged' ? '' : role === 'kept' ? 'kept green ' : `${role} `;
    const counts = `${String(running)} of ${String(wanted)} running, ${String(healthy)} healthy`;
    return `${named}${id} (${revision}): ${status}, ${counts}${staged}, ${describeOrigin(set)}`;
}
/** Which code a task set runs, and since when. */
const describeOrigin = ({ commit, createdAt }) => `${commit === null ? '' : `commit ${(0,_health_shown_commit_js__WEBPACK_IMPORTED_MODULE_9__/* .shortCommit */ .Ax)(commit)}, `}made at ${createdAt}`;


/***/ }),

/***/ 90765:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  IY: () => (/* binding */ describeLive),
  xf: () => (/* binding */ endSwept),
  kL: () => (/* binding */ markSweep),
  mh: () => (/* binding */ nothingDone),
  _b: () => (/* binding */ sweepOn)
});

// UNUSED EXPORTS: sweepFindings

// EXTERNAL MODULE: ./build/domain/task-sets/forward/guards.js
var guards = __webpack_require__(63027);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/teardown.js + 1 modules
var teardown = __webpack_require__(21922);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/sweep-alive.js
var sweep_alive = __webpack_require__(89686);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/finding.js

const doing = (step) => ({ kind: 'do', step, isLongOver: false });
/** The step, unless AWS has refused it for good: then it stands among what was left undone. */
function tryingTo(scene, step) {
    const next = step === null ? null : (0,roles_scene/* unlessAbandoned */.T)(scene, step);
    return next === null ? [] : [doing(next)];
}
const leftAlone = (words) => ({
    kind: 'left',
    words,
    needsPerson: false,
    commands: [],
});
const forPerson = (words, commands = []) => ({
    kind: 'left',
    words,
    needsPerson: true,
    commands: commands.filter((command) => command !== ''),
});

// EXTERNAL MODULE: ./build/domain/task-sets/forward/supersede.js
var supersede = __webpack_require__(1885);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/kept-green.js
var kept_green = __webpack_require__(40887);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/lease.js
var lease = __webpack_require__(37847);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/quarantine.js
var quarantine = __webpack_require__(22805);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/restage.js
var restage = __webpack_require__(37932);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/ours.js
var ours = __webpack_require__(11222);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles_roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/common/run/refusal.js
var refusal = __webpack_require__(1585);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/by-hand.js
var by_hand = __webpack_require__(54888);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/heal.js
var heal = __webpack_require__(60743);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/traffic-words.js
var traffic_words = __webpack_require__(89856);
// EXTERNAL MODULE: ./build/domain/task-sets/model/make-step.js
var make_step = __webpack_require__(47074);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/traffic.js












/** So long blue gets to start tasks or to recover, once the way back has begun. */
const blueStartMs = 120_000;
/**
 * What has to be put right about traffic before anything is removed: production on two sets, a way back that was begun,
 * weights that lead to nobody. Empty: every production rule goes where somebody serves.
 */
function trafficFindings(scene) {
    const [only, ...more] = scene.roles.live;
    if (more.length > 0)
        return splitFindings(scene);
    if (only === undefined)
        return strandedFindings(scene);
    const blueGroup = backFindings(scene, only);
    const found = blueGroup.length > 0 ? blueGroup : astrayFindings(scene, only);
    return found.length > 0 ? found : tryingTo(scene, (0,heal/* raiseLive */.X7)(scene));
}
function splitFindings(scene) {
    const { live, production } = scene.roles;
    const names = live.map(describe_set/* formatSet */.M).join(' and ');
    if (!isOfASwitch(scene))
        return [
            forPerson(`production is split between ${names}, and no release of this action is known to have begun that: ` +
                'if one of the rules is for tests, name it with test-rule-arn or test-listener-arn; otherwise set its weights to one side'),
        ];
    const next = tryingTo(scene, (0,heal/* healSplit */.xc)(scene));
    if (next.length > 0)
        return next;
    const [first, second] = live.map(({ attachment }) => attachment?.group);
    const commands = production
        .filter((rule) => second !== undefined && (0,traffic/* weightOf */.mm)(rule, second) > 0)
        .map((rule) => first === undefined || second === undefined ? '' : (0,by_hand/* handCommand */.r)(rule, { green: second, blue: first }));
    return [forPerson(`production is split between ${names}, and AWS does not take it together`, commands)];
}
/** The lease is written before the first rule; where it was wiped, green carries the label and names its blue. */
function isOfASwitch({ roles, world }) {
    const { live } = roles;
    if (live.some(({ arn }) => arn === world.service.tags.green))
        return true;
    const primary = live.find(({ status }) => status === 'PRIMARY');
    return live.some((set) => set !== primary && set.id === primary?.tags.blue);
}
/** What the live set would be taken back to: its own tag says it, or the lease that names both. */
function rollbackTargetOf({ world }, live) {
    const { tags } = world.service;
    const isNamed = (set) => set.id === live.tags.blue || (tags.green === live.arn && tags.blue === set.arn);
    return (world.taskSets.find((set) => set !== live &&
        set.status !== 'DRAINING' &&
        set.attachment?.group !== live.attachment?.group &&
        isNamed(set) &&
        ((0,ours/* isOurs */.M)(set) || (0,ours/* isAdopted */.Y)(world, set))) ?? null);
}
/**
 * A way back that a dead run had begun (the label comes first, both ways) is finished. One is begun only for a release
 * that died within its lease and whose live set has no healthy target left, while blue can serve.
 */
function backFindings(scene, live) {
    const { world, memory } = scene;
    const blue = rollbackTargetOf(scene, live);
    if (blue === null)
        return [];
    const isBegun = blue.status === 'PRIMARY';
    const isDead = (0,readiness/* hasNobody */.GY)(world, live.attachment?.group);
    if (!isBegun && !(isDead && isPromised(scene, live)))
        return [];
    if (!isBegun && !(0,readiness/* canServe */.KS)(world, blue, true).isYes)
        return [];
    if (!isBegun && !hasBeenAstray(scene))
        return [lookAgain];
    const because = isBegun
        ? `a dead run had begun the way back from ${(0,describe_set/* formatSet */.M)(live)} to ${(0,describe_set/* formatSet */.M)(blue)}`
        : `${(0,describe_set/* formatSet */.M)(live)} has no healthy target, its run is dead, and ${(0,describe_set/* formatSet */.M)(blue)} is leased as the way back`;
    const percent = (0,lease/* fullScale */.MY)(world.service.tags, blue);
    if (blue.scalePercent < percent) {
        const raise = { kind: 'scale', set: blue.arn, percent };
        const raising = tryingTo(scene, (0,make_step/* step */.PM)('rollback', 'waiting-for-blue-to-serve', because, raise));
        if (raising.length > 0)
            return raising;
    }
    const able = (0,readiness/* canServe */.KS)(world, blue, isDead);
    const isStarting = blue.running < blue.computedDesired && !isDead;
    if (!able.isYes || isStarting) {
        const isHopeful = world.nowMs - memory.startedAtMs < blueStartMs;
        const why = able.isYes ? `${(0,describe_set/* formatSet */.M)(blue)} is still starting tasks` : able.why;
        if (isHopeful)
            return [doing((0,make_step/* wait */.uk)('rollback', 'waiting-for-blue-to-serve', why, 1000))];
        if (!able.isYes)
            return [forPerson(`${because}, but ${why}: release a version, or roll back again`)];
    }
    return moveTo(scene, live.attachment?.group, blue, because);
}
/** Its lease or its bake is still running, so the way back is what this release was promised; unless it is forward-only. */
function isPromised({ world }, live) {
    const { tags } = world.service;
    const isRunning = [tags['lease-until'], tags['bake-until']].some((at) => at !== undefined && Date.parse(at) > world.nowMs);
    return tags.green === live.arn && isRunning && live.tags['forward-only'] === undefined;
}
function moveTo(scene, from, to, because) {
    const group = to.attachment?.group;
    if (from === undefined || group === undefined)
        return [];
    const labelled = to.status === 'PRIMARY'
        ? []
        : tryingTo(scene, (0,make_step/* step */.PM)('rollback', 'labelling-blue', because, { kind: 'label', set: to.arn, withinMs: null }));
    if (labelled.length > 0)
        return labelled;
    const rules = scene.roles.production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, from) > 0);
    const moves = rules.flatMap((rule) => tryingTo(scene, moving(rule, from, group, 'rollback', 'rolling-back', because)));
    if (moves.length > 0)
        return moves;
    const commands = rules.map((rule) => (0,by_hand/* handCommand */.r)(rule, { green: from, blue: group }));
    return [forPerson(`${because}, and AWS does not take the way back`, commands)];
}
const moving = (rule, from, to, phase, reason, because) => (0,make_step/* step */.PM)(phase, reason, `${(0,traffic/* formatRule */.UT)(rule)} goes to ${(0,arn/* shortName */.EU)(to)}: ${because}`, {
    kind: 'write-rule',
    rule,
    actions: (0,traffic/* moveWeight */.QB)(rule, from, to),
});
/** No set is live. Only where the PRIMARY is ours is it known which one should be. */
function strandedFindings(scene) {
    const { green, pair } = scene.roles;
    if (green === null)
        return [];
    if (pair?.blue == null)
        return [
            forPerson(`PRIMARY ${(0,describe_set/* formatSet */.M)(green)} gets no traffic, and no rule is known that should send it any`),
        ];
    if (!(0,readiness/* hasNobody */.GY)(scene.world, pair.blue))
        return [
            forPerson(`PRIMARY ${(0,describe_set/* formatSet */.M)(green)} gets no traffic: target group ${(0,arn/* shortName */.EU)(pair.blue)} does, with healthy targets that are no task set's of this service`),
        ];
    const found = driftFindings(scene, green, pair.blue);
    if (found.length > 0)
        return found;
    return [
        forPerson(`PRIMARY ${(0,describe_set/* formatSet */.M)(green)} gets no traffic: no production rule gives its pair any weight`),
    ];
}
/** Some set is live. Requests may still go where nobody is healthy: to its own group, or by a rule that does not know it. */
function astrayFindings(scene, live) {
    const { world, roles } = scene;
    const own = live.attachment?.group;
    const primary = world.taskSets.find(({ status }) => status === 'PRIMARY');
    const idle = roles.pair?.green;
    if (own === undefined || idle === undefined)
        return [];
    if ((0,readiness/* hasNobody */.GY)(world, own)) {
        const isOther = primary !== undefined &&
            primary.attachment?.group === idle &&
            ((0,ours/* isOurs */.M)(primary) || (0,ours/* isAdopted */.Y)(world, primary));
        return isOther && (0,readiness/* isReady */.i_)(world, primary).isYes ? driftFindings(scene, primary, own) : [];
    }
    const healed = tryingTo(scene, (0,heal/* healSplit */.xc)(scene));
    return healed.length > 0 ? healed : (0,readiness/* hasNobody */.GY)(world, idle) ? driftFindings(scene, live, idle) : [];
}
/** Rules that lead past what is live, where nothing better is known to do: a sweep that left it unsaid would call it whole. */
function elsewhereFindings({ roles, world }) {
    const [live, ...more] = roles.live;
    const group = roles.pair?.green;
    if (live === undefined || more.length > 0 || group === undefined)
        return [];
    const rules = roles.production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, group) > 0);
    if (rules.length === 0)
        return [];
    const whose = (0,readiness/* hasNobody */.GY)(world, group)
        ? 'which has no healthy target'
        : "with healthy targets that are no task set's of this service";
    const what = `${rules.map(traffic/* formatRule */.UT).join(', ')} send requests to target group ${(0,arn/* shortName */.EU)(group)}, ${whose}`;
    return [leftAlone(`${what}, beside ${(0,describe_set/* formatSet */.M)(live)}. ${(0,traffic_words/* describeTraffic */.h)(roles)}`)];
}
/** Rules that somebody pointed at a group where nobody is healthy, while `home` stands ready at the other. */
function driftFindings(scene, home, away) {
    const { world, roles, request } = scene;
    const to = home.attachment?.group;
    const rules = roles.production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, away) > 0);
    if (to === undefined || rules.length === 0)
        return [];
    const what = `${rules.map(traffic/* formatRule */.UT).join(', ')} send requests to target group ${(0,arn/* shortName */.EU)(away)}, which has no healthy target`;
    const ready = (0,readiness/* isReady */.i_)(world, home);
    if (!ready.isYes)
        return [
            forPerson(`${what}; ${(0,describe_set/* formatSet */.M)(home)} is not ready either (${ready.why}). ${(0,traffic_words/* describeTraffic */.h)(roles)}`),
        ];
    if (!hasBeenAstray(scene))
        return [lookAgain];
    if (request.onDrift === 'restore') {
        const because = `somebody else pointed it at ${(0,arn/* shortName */.EU)(away)}, which has no healthy target, and ${(0,describe_set/* formatSet */.M)(home)} is ready`;
        const moves = rules.flatMap((rule) => tryingTo(scene, moving(rule, away, to, 'teardown', 'restoring-drift', because)));
        if (moves.length > 0)
            return moves;
    }
    return [
        forPerson(`${what}, while ${(0,describe_set/* formatSet */.M)(home)} stands ready at ${(0,arn/* shortName */.EU)(to)}: somebody else changed the weights. Find what writes the rules ` +
            '(infrastructure code that resets weights should ignore them), and run the commands below, or sweep with on-drift: restore', rules.map((rule) => (0,by_hand/* handCommand */.r)(rule, { green: away, blue: to }))),
    ];
}
/** Seen for longer than a read may be old. */
const hasBeenAstray = ({ memory, world }) => memory.astraySinceMs !== null && world.nowMs - memory.astraySinceMs >= refusal/* staleReadMs */.al;
const lookAgain = doing((0,make_step/* wait */.uk)('prepare', 'reading-back', 'a live target group has no healthy target; it is read again', 1000));

// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
// EXTERNAL MODULE: ./build/domain/task-sets/health/quiet.js
var quiet = __webpack_require__(51586);
// EXTERNAL MODULE: ./build/domain/common/values/time.js
var time = __webpack_require__(64857);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/sets.js


















/** Each set that is not live: removed if its time is over, otherwise named with the reason. Foreign ones are only named. */
function setFindings(scene) {
    const { leftovers, foreign } = scene.roles;
    const standing = leftovers.filter(({ status }) => status !== 'DRAINING');
    return [
        ...standing.flatMap((set) => one(scene, set)),
        ...foreign.map((set) => leftAlone(`${(0,describe_set/* formatSet */.M)(set)} (${set.status}) is neither live nor made by this action, so it is never touched`)),
    ];
}
function one(scene, set) {
    const { live } = scene.roles;
    const [serving] = live;
    if (live.length === 1 && serving !== undefined && rollbackTargetOf(scene, serving) === set)
        return leased(scene, set, serving);
    const keptMs = lookEndsMs(scene, set);
    if (keptMs !== null && keptMs > scene.world.nowMs)
        return [leftAlone(`${(0,describe_set/* formatSet */.M)(set)} was taken back and is kept for a look until ${(0,time/* iso */.K)(keptMs)}`)];
    if ((0,staged/* isStaged */.Fl)(scene.world, set))
        return sets_staged(scene, set);
    if (isLeasedForward(scene, set))
        return [
            leftAlone(`${(0,describe_set/* formatSet */.M)(set)} has the label of a switch and no traffic: its run ended before it, or somebody else has changed the ` +
                `weights since. Its lease runs until ${scene.world.service.tags['lease-until'] ?? ''}; after that a sweep removes it`),
        ];
    const barred = quarantining(scene, set);
    if (barred.length > 0)
        return barred;
    const why = keptMs === null ? 'without traffic, and its run is over' : `kept for a look until ${(0,time/* iso */.K)(keptMs)}`;
    return removal(scene, set, `${(0,describe_set/* formatSet */.M)(set)} of release ${set.tags.release ?? '(before this action)'}: ${why}`);
}
/** This sweep took traffic from it, and nothing of it is healthy: its content is not to come back by accident. */
function quarantining(scene, set) {
    const { world, memory } = scene;
    const { tags } = world.service;
    const wasTaken = tags.green === set.arn && memory.lastOnRulesMs[set.arn] !== undefined;
    const due = (0,quarantine/* quarantineTags */.Yl)(world, set, 'baked-bad-targets');
    const isDue = wasTaken && (0,readiness/* healthyOwn */.Qg)(world, set).length === 0 && !(0,roles_roles/* isOnAnyRule */.aU)(world, set);
    if (!isDue || due.quarantined === undefined || tags.quarantined === due.quarantined)
        return [];
    const because = `the content of ${(0,describe_set/* formatSet */.M)(set)} is quarantined: it was taken back without a healthy target`;
    return tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'quarantining', because, { kind: 'tag-service', tags: due }));
}
/** Blue, the way back of what is live: its lease decides, and whether what is live could do without it. */
function leased(scene, blue, live) {
    const { world } = scene;
    const { tags } = world.service;
    const until = tags.blue === blue.arn && tags.green === live.arn ? tags['lease-until'] : undefined;
    if (until === undefined)
        return newLease(scene, blue, live);
    const latestMs = Math.max(Date.parse(until), Date.parse(tags['bake-until'] ?? until));
    const able = (0,readiness/* canServe */.KS)(world, live, false);
    if (latestMs > world.nowMs) {
        const kept = `blue ${(0,describe_set/* formatSet */.M)(blue)} is the way back until ${(0,time/* iso */.K)(latestMs)}: its lease`;
        return [
            able.isYes
                ? leftAlone(kept)
                : forPerson(`${kept}; ${able.why}: run the command rollback, or mend the live version`),
        ];
    }
    if (!able.isYes)
        return [
            forPerson(`the lease of blue ${(0,describe_set/* formatSet */.M)(blue)} is over, but what is live could not do without it (${able.why}), and it may be the only ` +
                'way back: run the command rollback, or mend the live version'),
        ];
    const labelled = relabel(scene, live);
    const found = labelled.length > 0
        ? labelled
        : removal(scene, blue, `blue ${(0,describe_set/* formatSet */.M)(blue)}: its lease ended at ${until}`);
    // Its run may be waiting for an approval for weeks; no job that keeps blue lasts that long.
    return evenIfItsRunGoesOn(found, latestMs + sweep_alive/* jobLimitMs */.XI <= world.nowMs);
}
const evenIfItsRunGoesOn = (found, isLongOver) => found.map((finding) => (finding.kind === 'do' ? { ...finding, isLongOver } : finding));
/** Wiped: nobody knows when the switch was, so the warm time that green carries begins anew, and a later sweep ends it. */
function newLease(scene, blue, live) {
    const { world } = scene;
    const warm = (0,duration/* parseDuration */.E9)(live.tags['warm-time'] ?? '15m');
    const tags = {
        green: live.arn,
        blue: blue.arn,
        'switched-at': (0,time/* iso */.K)(world.nowMs),
        'lease-until': (0,time/* iso */.K)(world.nowMs + (warm.ok ? warm.seconds : 900) * 1000),
        'lease-scale': (0,lease/* formatLeaseScale */.KZ)((0,lease/* leaseScaleAfterWipe */.YM)(blue)),
    };
    const because = `the lease of blue ${(0,describe_set/* formatSet */.M)(blue)} was wiped: it begins anew, and a later sweep ends it`;
    return tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'writing-lease', because, { kind: 'tag-service', tags }));
}
const relabel = (scene, live) => live.status === 'PRIMARY'
    ? []
    : tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'sweeping', `${(0,describe_set/* formatSet */.M)(live)} has all the traffic, and the PRIMARY label is elsewhere`, {
        kind: 'label',
        set: live.arn,
        withinMs: null,
    }));
/** Until when it is kept for a look; `null`: it is not. */
function lookEndsMs({ world }, set) {
    const kept = (0,kept_green/* keptGreen */.qS)(world);
    return kept?.set === set ? Date.parse(kept.until) : null;
}
function sets_staged(scene, set) {
    const { world, roles } = scene;
    const [live] = roles.live;
    const expires = set.tags.expires ?? '';
    const who = `${(0,describe_set/* formatSet */.M)(set)} is staged as release ${set.tags.release ?? ''}`;
    if (set.status === 'PRIMARY' && live !== undefined) {
        // The tags first: without the label, and still named by them, it would look like one that was taken back.
        const names = teardown/* releaseTags */.dt.filter((name) => name !== 'scaling' && world.service.tags[name] !== undefined);
        const untag = { kind: 'untag-service', names };
        const because = `${who}, and the run that began to promote it is over`;
        const isNamed = world.service.tags.green === set.arn;
        const cleared = isNamed ? tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'clearing-tags', because, untag)) : [];
        return cleared.length > 0 ? cleared : relabel(scene, live);
    }
    if (Date.parse(expires) > world.nowMs)
        return [leftAlone(`${who} until ${expires}`)];
    const expired = (0,restage/* formatExpired */.Bn)(set);
    const because = `${(0,describe_set/* formatSet */.M)(set)} of release ${set.tags.release ?? ''}: staged until ${expires}, and never promoted`;
    const noted = world.service.tags.expired === expired
        ? []
        : tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'sweeping', `which revision was staged is noted, so that it can be staged again`, {
            kind: 'tag-service',
            tags: { expired },
        }));
    // Its run may be waiting for an approval for weeks. A promotion must have begun before the expiry.
    const isLongOver = Date.parse(expires) + sweep_alive/* jobLimitMs */.XI <= world.nowMs;
    return evenIfItsRunGoesOn(noted.length > 0 ? noted : removal(scene, set, because), isLongOver);
}
/** Label and lease were written, and no rule, or somebody wrote the rules back: the lease gives people time to look. */
function isLeasedForward({ world, memory }, set) {
    const { tags } = world.service;
    // This sweep itself took the traffic from it.
    if (memory.lastOnRulesMs[set.arn] !== undefined)
        return false;
    const isNamed = tags.green === set.arn && set.status === 'PRIMARY';
    return isNamed && Date.parse(tags['lease-until'] ?? '') > world.nowMs;
}
/** The steps to a set's deletion: the label off, the test rule off, every node told. */
function removal(scene, set, because) {
    const { world, roles } = scene;
    const [live] = roles.live;
    if (set.status === 'PRIMARY')
        return live === undefined
            ? [
                leftAlone(`${(0,describe_set/* formatSet */.M)(set)} is over but PRIMARY, and ECS deletes no PRIMARY: the next release takes the label`),
            ]
            : relabel(scene, live);
    if ((0,roles_roles/* isOnAnyRule */.aU)(world, set)) {
        const freed = tryingTo(scene, (0,supersede/* freeTestRule */.J4)(scene, set));
        return freed.length > 0
            ? freed
            : [leftAlone(`${(0,describe_set/* formatSet */.M)(set)} is over, but a rule still sends requests to its target group`)];
    }
    if (world.rules.length === 0)
        return [leftAlone(`${(0,describe_set/* formatSet */.M)(set)} is over, but no rule of its load balancer can be seen`)];
    if (!(0,quiet/* isQuiet */.rM)(scene, set))
        return [
            doing((0,make_step/* wait */.uk)('teardown', 'letting-nodes-follow', 'every node has to know the rules first', (0,quiet/* quietInMs */.Wy)(scene, set))),
        ];
    const next = (0,supersede/* remove */.TF)(scene, set, 'teardown', 'sweeping', because);
    return next === null ? [] : [doing(next)];
}
/** What the sets that stay need of the service's tags and of auto scaling. */
function keptBy(scene) {
    const standing = scene.roles.leftovers.filter(({ status }) => status !== 'DRAINING');
    const others = standing.filter((set) => lookEndsMs(scene, set) === null);
    if (others.some((set) => !(0,staged/* isStaged */.Fl)(scene.world, set) || isLeasedForward(scene, set)))
        return 'everything';
    // An idle fleet halves the average load, whatever it stands there for (fact 21a).
    return standing.length > 0 ? 'scaling' : 'nothing';
}
/** Whether the service is, or was, one that this action releases. */
const isKnownService = ({ world }) => Object.keys(world.service.tags).length > 0 || world.taskSets.some(ours/* isOurs */.M);

// EXTERNAL MODULE: ./build/domain/task-sets/evolve/undone.js
var evolve_undone = __webpack_require__(14138);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/sweep.js















/**
 * Everything that there is to do and to leave, in the order of the safety argument: nothing is removed while traffic is
 * not whole, and what a release suspended or wrote is undone when its sets are gone.
 */
function sweepFindings(scene) {
    const refused = refusals(scene);
    if (refused.length > 0)
        return refused;
    // Where nothing was ever released by this action, whatever the rules do is somebody's intention.
    if (!isKnownService(scene))
        return setFindings(scene);
    const traffic = trafficFindings(scene);
    const found = traffic.length > 0
        ? traffic
        : [...setFindings(scene), ...tidyFindings(scene), ...elsewhereFindings(scene)];
    const [next] = found.filter(isDoing);
    const deserted = (0,sweep_alive/* isDeserted */.FK)(scene);
    if (next === undefined || deserted.isYes || next.isLongOver)
        return found;
    if (deserted.watchMs > 0)
        return [doing((0,make_step/* wait */.uk)('prepare', 'sweeping', deserted.why, Math.min(deserted.watchMs, 10_000)))];
    return [
        leftAlone(deserted.why),
        ...found.filter((finding) => finding.kind === 'left' && !finding.needsPerson),
    ];
}
const isDoing = (finding) => finding.kind === 'do';
const isLeft = (finding) => finding.kind === 'left';
/** What this action could never have released to is none of its business. */
function refusals({ world, roles }) {
    const { service, loadBalancers } = world;
    if (service.controller !== 'EXTERNAL')
        return [
            forPerson(`the service has the deployment controller ${service.controller}; only EXTERNAL has task sets to sweep`),
        ];
    if (service.status !== 'ACTIVE')
        return [leftAlone(`the service is ${service.status}`)];
    if (loadBalancers.some(({ type }) => type !== 'application'))
        return [leftAlone('its load balancer is not an application load balancer')];
    const groups = roles.live.map(({ attachment }) => attachment?.group);
    if (new Set(groups).size < groups.length)
        return [
            forPerson('several task sets stand in the same live target group: delete the one that should not serve'),
        ];
    return [];
}
/** Once no set needs them any more: scaling as it was before the release, and the release's tags gone. */
function tidyFindings(scene) {
    const kept = keptBy(scene);
    if (kept === 'everything')
        return [];
    if (kept === 'nothing' && (0,teardown/* scalingToRestore */.L0)(scene) !== null) {
        // The tasks of a set that is being deleted still halve the average load (fact 21a).
        const draining = scene.world.taskSets.find(({ status }) => status === 'DRAINING');
        const waiting = draining === undefined ? null : (0,teardown/* awaitVanishing */.ap)(scene, draining);
        if (waiting !== null)
            return [doing(waiting)];
        const restored = (0,teardown/* restoreScaling */.oQ)(scene, 'teardown');
        if (restored !== null)
            return [doing(restored)];
    }
    return clearing(scene, kept === 'scaling' || (0,teardown/* scalingToRestore */.L0)(scene) !== null);
}
function clearing(scene, isScalingKept) {
    const { tags } = scene.world.service;
    const names = [
        ...teardown/* releaseTags */.dt.filter((name) => !(name === 'scaling' && isScalingKept)),
        ...((0,kept_green/* keptGreen */.qS)(scene.world) === null ? ['kept-green'] : []),
    ].filter((name) => tags[name] !== undefined);
    if (names.length === 0)
        return [];
    return tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'clearing-tags', 'what an earlier release wrote is over', {
        kind: 'untag-service',
        names,
    }));
}
/** The next thing to do. The service is taken first, and never from a run that may still be at it. */
const sweepOn = (scene) => {
    const next = sweepFindings(scene).find(isDoing);
    if (next === undefined)
        return null;
    if (!(0,step/* isWrite */.a)(next.step.act))
        return next.step;
    const comesInMs = (0,sweep_alive/* fenceMayComeInMs */.gF)(scene);
    if (comesInMs > 0) {
        const because = 'no fence stands: a run that is at it would take it again';
        return (0,make_step/* wait */.uk)('prepare', 'fence-settling', because, Math.min(comesInMs, 5000));
    }
    return (0,guards/* holdFence */.pw)(scene) ?? next.step;
};
/** The tag by which people, and runs that leave their teardown to a sweep, know that one comes by. It needs no fence. */
const markSweep = (scene) => {
    const { world, memory } = scene;
    if (!isKnownService(scene) || Date.parse(world.service.tags['swept-at'] ?? '') >= memory.startedAtMs)
        return null;
    const tags = { 'swept-at': (0,time/* iso */.K)(world.nowMs) };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('teardown', 'marking-sweep', 'a sweep came by', { kind: 'tag-service', tags }));
};
/** Of a sweep that had nothing to do, or might do nothing. */
const nothingDone = (isLeft) => isLeft ? 'nothing was done, and something was left alone' : 'nothing to sweep';
/** What was done, what was left alone and why; red where a person has to look. */
const endSwept = (scene) => {
    const { request, memory } = scene;
    const found = sweepFindings(scene).filter(isLeft);
    const undone = (0,evolve_undone/* leftUndone */.h)(memory);
    const isRed = undone.length > 0 || found.some(({ needsPerson }) => needsPerson);
    const done = memory.swept.length === 0 ? nothingDone(found.length > 0) : memory.swept.join('; ');
    const mend = isRed ? ' Look at what is listed, then sweep again.' : '';
    return (0,make_step/* step */.PM)('end', isRed ? (undone.length > 0 ? 'cleanup-incomplete' : 'left-alone') : 'swept', 'the sweep is over', {
        kind: 'end',
        result: isRed ? 'failed' : 'swept',
        message: `${isRed ? 'Not all swept' : 'Swept'} service ${request.service}: ${done}. ${describeLive(scene)}${mend}`,
        details: [...found.flatMap(({ words, commands }) => [`left alone: ${words}`, ...commands]), ...undone],
    });
};
/** Neither blue nor green: no release is going on. */
function describeLive({ roles }) {
    const [only, ...more] = roles.live;
    const groups = [roles.pair?.green, roles.pair?.blue].filter((group) => group != null);
    const isElsewhere = roles.production.some((rule) => groups.some((group) => group !== only?.attachment?.group && (0,traffic/* weightOf */.mm)(rule, group) > 0));
    if (only === undefined || more.length > 0 || isElsewhere)
        return (0,traffic_words/* describeTraffic */.h)(roles);
    return `All production traffic is on ${(0,describe_set/* formatSet */.M)(only)}.`;
}


/***/ }),

/***/ 37847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KZ: () => (/* binding */ formatLeaseScale),
/* harmony export */   MY: () => (/* binding */ fullScale),
/* harmony export */   Y9: () => (/* binding */ parseLeaseScale),
/* harmony export */   YM: () => (/* binding */ leaseScaleAfterWipe),
/* harmony export */   g$: () => (/* binding */ leaseScaleOf),
/* harmony export */   tD: () => (/* binding */ isLowered)
/* harmony export */ });
/** `100`, or of a blue that is lowered `25/100`: kept at 25 %, served with 100 %. Nonsense counts as absent. */
function parseLeaseScale(text) {
    const match = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text ?? '');
    if (match === null)
        return null;
    const [kept, full] = [Number(match[1]), Number(match[2] ?? match[1])];
    return full <= 100 && kept <= full ? { kept, full } : null;
}
const formatLeaseScale = ({ kept, full }) => kept === full ? String(full) : `${String(kept)}/${String(full)}`;
/** The lease of this very set; `null`: none is written, or it is another set's. */
const leaseScaleOf = (tags, set) => tags.blue === set.arn ? parseLeaseScale(tags['lease-scale']) : null;
/** At what scale the set carries everybody. Without a lease that tells, all of it. */
const fullScale = (tags, set) => leaseScaleOf(tags, set)?.full ?? 100;
/** Whether its lease says that it served with more than it stands at now. */
const isLowered = (tags, set) => set.scalePercent < (leaseScaleOf(tags, set)?.full ?? 0);
/**
 * How much of the lease is written after the switch, when the tags had been wiped. A set below 100 % may have been
 * lowered, which nobody can know any more: the way back then raises it rather than trust in it.
 */
const leaseScaleAfterWipe = ({ scalePercent }) => ({
    kept: scalePercent,
    full: 100,
});


/***/ }),

/***/ 98511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ parseRollbackTags),
/* harmony export */   y: () => (/* binding */ rollbackTags)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25629);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);


/** The longest value that a tag may have (fact 14). */
const longest = 256;
/**
 * The tags `rules` and `pair` of a switch; none at all where they don't fit into a tag, or can't be read back from it:
 * then a way back finds rules and pair anew, which takes some requests more. Region, account and partition are the
 * service's own, so only the tails of the ARNs are written.
 */
function rollbackTags(service, rules, pair) {
    if (pair?.blue == null || rules.length === 0)
        return {};
    const known = { rules, pair: { green: pair.green, blue: pair.blue } };
    const tags = { rules: rulesText(rules), pair: `${tailOf(pair.green)} ${tailOf(pair.blue)}` };
    const isShort = tags.rules.length <= longest && tags.pair.length <= longest;
    const again = isShort ? parseRollbackTags({ arn: service, tags }) : null;
    return again !== null && isSame(again, known) ? tags : {};
}
/** `app/<name>/<id> <listener>[/<rule>] …`, a default action by its listener alone. */
function rulesText(rules) {
    const balancer = tailOf(rules[0]?.loadBalancer ?? '');
    const parts = rules.map(({ ref }) => tailOf(ref.kind === 'rule' ? ref.rule : ref.listener));
    const own = parts.map((part) => (part.startsWith(`${balancer}/`) ? part.slice(balancer.length + 1) : '?'));
    return [balancer, ...own].join(' ');
}
/** What follows the kind of the thing: `web-a/0123456789abcdef` of a target group. */
const tailOf = (full) => full.slice(full.indexOf('/') + 1);
const isSame = (a, b) => a.pair.green === b.pair.green &&
    a.pair.blue === b.pair.blue &&
    a.rules.length === b.rules.length &&
    a.rules.every(({ ref, listener }, index) => {
        const other = b.rules[index];
        return other !== undefined && listener === other.listener && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameRule */ .ZI)(ref, other.ref);
    });
/** What the tags say; `null` when one is missing or is not what `rollbackTags` writes. */
function parseRollbackTags({ arn: service, tags, }) {
    const home = /^arn:([\w-]+):ecs:([\w-]*:\d*):service\//.exec(service);
    if (home === null || tags.rules === undefined || tags.pair === undefined)
        return null;
    const start = `arn:${home[1] ?? ''}:elasticloadbalancing:${home[2] ?? ''}`;
    const rules = readRules(start, tags.rules);
    const pair = readPair(start, tags.pair);
    return rules === null || pair === null ? null : { rules, pair };
}
function readRules(start, text) {
    const [balancer = '', ...parts] = text.split(' ');
    const isWell = /^app\/[\w-]+\/[\w-]+$/.test(balancer) && parts.length > 0;
    if (!isWell || !parts.every((part) => /^[\w-]+(\/[\w-]+)?$/.test(part)))
        return null;
    return parts.map((part) => {
        const [name = '', rule] = part.split('/');
        const listener = (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_1__/* .arn */ .Cm)(`${start}:listener/${balancer}/${name}`);
        const ref = rule === undefined
            ? { kind: 'default', listener }
            : { kind: 'rule', rule: (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_1__/* .arn */ .Cm)(`${start}:listener-rule/${balancer}/${part}`) };
        return { ref, listener };
    });
}
function readPair(start, text) {
    const names = text.split(' ');
    const [greenGroup, blueGroup] = names.map((name) => (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_1__/* .arn */ .Cm)(`${start}:targetgroup/${name}`));
    const isWell = names.length === 2 && names.every((name) => /^[\w-]+\/[\w-]+$/.test(name));
    return isWell && greenGroup !== undefined && blueGroup !== undefined && greenGroup !== blueGroup
        ? { green: greenGroup, blue: blueGroup }
        : null;
}


/***/ }),

/***/ 75108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ parseHandover),
/* harmony export */   w: () => (/* binding */ createHandover)
/* harmony export */ });
/* harmony import */ var _domain_task_sets_roles_handover_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41790);
/* harmony import */ var _domain_common_run_reason_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38481);
/* harmony import */ var _domain_task_sets_model_step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51379);



/** Keeps what main leaves to post up to date, from just before its first write on. Said only when it has changed. */
function createHandover(save) {
    let saved = null;
    return (step, world, memory) => {
        if (saved === null && !(0,_domain_task_sets_model_step_js__WEBPACK_IMPORTED_MODULE_1__/* .isWrite */ .a)(step.act))
            return;
        const text = JSON.stringify((0,_domain_task_sets_roles_handover_js__WEBPACK_IMPORTED_MODULE_0__/* .handoverOf */ .h$)(step, world, memory));
        if (text === saved)
            return;
        saved = text;
        save(text);
    };
}
/** Reads what main saved as `handover`. `null`: main had written nothing, or the text is none of ours. */
function parseHandover(text) {
    if (text === null)
        return null;
    try {
        const left = JSON.parse(text);
        if (typeof left !== 'object' || left === null)
            return null;
        return {
            fence: left.fence ?? null,
            foundFence: left.foundFence ?? null,
            green: left.green ?? null,
            blue: left.blue ?? null,
            failure: failureIn(left.failure),
            isBakePassed: left.isBakePassed === true,
            hasGreenBeenLive: left.hasGreenBeenLive === true,
            scalingBefore: left.scalingBefore ?? null,
            isCreating: left.isCreating === true,
        };
    }
    catch {
        return null;
    }
}
function failureIn(failure) {
    const isKnown = _domain_common_run_reason_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonCodes */ .J.some((code) => code === failure?.reason);
    return isKnown && failure != null ? failure : null;
}


/***/ }),

/***/ 93387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ createObserver)
});

// EXTERNAL MODULE: ./build/domain/task-sets/revision/restage.js
var restage = __webpack_require__(37932);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles_roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/version-before.js
var version_before = __webpack_require__(87701);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
;// CONCATENATED MODULE: ./build/domain/common/revision/asked-revision.js
// Where the revision that a release runs comes from.

/**
 * Where the revision comes from. A rollback without a warm blue releases an older one again: the named one, or the one
 * that live came after. A promote makes a green only of what was staged before.
 */
function askedFor(request, live, restaged) {
    const existingOf = (reference) => ({ kind: 'existing', reference });
    if (request.command === 'rollback') {
        const { rollbackTo: rollbackTo } = request.goal;
        const reference = rollbackTo ?? live?.before ?? null;
        const because = rollbackTo === null ? 'what is live came after it' : named;
        if (reference !== null)
            return { source: existingOf(reference), input: 'rollback-to', because };
        return { missing: 'the revision before the live one', problems: [noRevisionBefore(live)] };
    }
    if (request.command !== 'promote')
        return { source: request.revision.source, input: 'task-definition', because: named };
    if (restaged !== null)
        return { source: existingOf(restaged), input: 'restage', because: 'it was staged before' };
    return { missing: 'what was staged', problems: [] };
}
const named = 'the input names it';
function noRevisionBefore(live) {
    const family = live === null ? null : (0,arn/* familyOf */.Ap)(live.revision);
    const listed = family === null
        ? ''
        : ` They are listed by: aws ecs list-task-definitions --family-prefix ${family} --sort DESC`;
    return ('rollback-to: no blue is kept, and the live task set does not say which revision it came after: name the revision to go back to.' +
        listed);
}

// EXTERNAL MODULE: ./build/domain/common/revision/revision.js
var revision_revision = __webpack_require__(13736);
;// CONCATENATED MODULE: ./build/domain/common/revision/canonical.js

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
    const revision = (0,revision_revision/* withoutReadOnly */.DL)(content);
    const own = changed(revision, {
        cpu: inUnits(/^([\d.]+)\s*vcpu$/i),
        memory: inUnits(/^([\d.]+)\s*gb$/i),
        requiresCompatibilities: sortedBy((item) => JSON.stringify(item)),
        tags: sortedBy(canonical_named('key')),
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
        environment: sortedBy(canonical_named('name')),
        secrets: sortedBy(canonical_named('name')),
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
const unlessEmpty = (value) => (0,revision_revision/* isJsonObject */.OW)(value) && Object.keys(value).length === 0 ? undefined : value;
const onObject = (rule) => (value) => (0,revision_revision/* isJsonObject */.OW)(value) ? rule(value) : value;
const each = (rule) => (value) => (0,revision_revision/* isJsonArray */.Md)(value) ? value.map((item) => ((0,revision_revision/* isJsonObject */.OW)(item) ? rule(item) : item)) : value;
const sortedBy = (key) => (value) => (0,revision_revision/* isJsonArray */.Md)(value) ? [...value].sort((a, b) => compare(key(a), key(b))) : value;
const canonical_named = (member) => (item) => (0,revision_revision/* isJsonObject */.OW)(item) ? JSON.stringify(item[member] ?? null) : '';
/** Task sizes may be written `1 vCPU` and `2 GB`; ECS keeps them as 1024 and 2048. */
const inUnits = (pattern) => (value) => {
    const count = typeof value === 'string' ? pattern.exec(value.trim())?.[1] : undefined;
    return count === undefined ? value : String(Number(count) * 1024);
};
/** Sorted keys; without members that are `null` or an empty list, which ECS treats as not given. */
function tidy(value) {
    if ((0,revision_revision/* isJsonArray */.Md)(value))
        return value.map(tidy);
    if (!(0,revision_revision/* isJsonObject */.OW)(value))
        return value;
    const members = Object.entries(value)
        .filter(([, member]) => member !== null && !((0,revision_revision/* isJsonArray */.Md)(member) && member.length === 0))
        .sort(([a], [b]) => compare(a, b))
        .map(([name, member]) => [name, tidy(member)]);
    return Object.fromEntries(members);
}
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

;// CONCATENATED MODULE: ./build/domain/common/revision/diff.js


/** What members identify an item of a list by, so that a container put first does not make every other one differ. */
const identities = ['name', 'key', 'containerPort', 'sourceVolume', 'containerPath'];
/** Values under these are left out of logs: people keep passwords in plain environment variables and log options. */
const hiddenLists = new Set(['environment', 'secrets', 'secretOptions', 'options', 'dockerLabels']);
const hiddenName = /token|secret|passw|credential|api.?key/i;
/**
 * What changes from one revision to the next, a line for each value, sorted by where it stands:
 * `containerDefinitions.web.image: "web:v1" → "web:v2"`. Values of environment variables, secrets and log options
 * are not shown, only that they changed.
 */
function revisionDiff(before, after) {
    const old = valuesOf(canonicalRevision(before));
    const fresh = valuesOf(canonicalRevision(after));
    const places = [...new Set([...old.keys(), ...fresh.keys()])].sort();
    return places.flatMap((place) => {
        const [from, to] = [old.get(place), fresh.get(place)];
        return from?.text === to?.text ? [] : [`${place}: ${changeText(from, to)}`];
    });
}
function changeText(from, to) {
    if (from === undefined)
        return to?.isHidden === true ? 'added' : `added ${to?.text ?? ''}`;
    if (to === undefined)
        return from.isHidden ? 'removed' : `removed ${from.text}`;
    return from.isHidden || to.isHidden ? 'changed' : `${from.text} → ${to.text}`;
}
function valuesOf(content) {
    const leaves = new Map();
    const walk = (value, path, isHidden) => {
        const members = membersOf(value);
        if (members.length === 0)
            leaves.set(path.join('.'), { text: JSON.stringify(value), isHidden });
        for (const [name, member] of members) {
            walk(member, [...path, name], isHidden || hiddenLists.has(name) || hiddenName.test(name));
        }
    };
    walk(content, [], false);
    return leaves;
}
/** A list of plain values (a command) stays whole: it reads best in one piece. */
function membersOf(value) {
    if ((0,revision_revision/* isJsonObject */.OW)(value))
        return Object.entries(value);
    if (!(0,revision_revision/* isJsonArray */.Md)(value) || !value.some(revision_revision/* isJsonObject */.OW))
        return [];
    const names = value.map(identityOf);
    // Two of the same name (a port under tcp and udp) could not be told apart by it.
    const isClear = new Set(names).size === names.length;
    return value.map((item, index) => [(isClear ? names[index] : undefined) ?? String(index), item]);
}
function identityOf(item) {
    if (!(0,revision_revision/* isJsonObject */.OW)(item))
        return undefined;
    const identity = identities
        .map((name) => item[name])
        .find((value) => typeof value === 'string' || typeof value === 'number');
    return identity === undefined ? undefined : String(identity);
}

// EXTERNAL MODULE: ./build/domain/common/values/tag-prefix.js
var tag_prefix = __webpack_require__(82539);
;// CONCATENATED MODULE: ./build/engine/candidate.js








/** Works out which revision green would run. Revisions never change, so each is read once. */
function createCandidateReader(ecs, request) {
    const documents = new Map();
    const read = (reference) => {
        const found = documents.get(reference) ?? ecs.readTaskDefinition(reference);
        documents.set(reference, found);
        return found;
    };
    // The set that told it may be gone, and the tag wiped, before its successor is made.
    let restaged = null;
    return async (blue, memory, restagedRevision) => {
        restaged = restagedRevision ?? restaged;
        const asked = askedFor(request, (0,version_before/* liveRevision */.Uk)(blue), restaged);
        if ('missing' in asked)
            return hopeless(asked.missing, asked.problems);
        const { source, input, because } = asked;
        // Only a plan tells what an existing revision would change; a release has no need of the live one.
        const needsLive = source.kind !== 'existing' || request.command === 'plan';
        const live = blue === null || !needsLive ? null : await read(blue.taskDefinition);
        if (source.kind === 'existing')
            return existing(source.reference, await read(source.reference), live, { input, because });
        const base = baseOf(request, live);
        if (base === null)
            return hopeless('the live revision', [noBase]);
        const rendered = render(request, base, live, blue);
        if (rendered.registeredAs !== null || rendered.problems.length > 0)
            return rendered;
        const found = memory.registered ?? (await ecs.findRegistered(rendered.family, rendered.hash));
        return found === null
            ? rendered
            : already(rendered, found, 'it was registered before, found by its hash');
    };
}
const noBase = 'task-definition: there is no live task set whose revision could be the base: name a file, an ARN or family:revision.';
const tagged = ({ content, tags }) => (0,revision_revision/* withTags */.SG)(content, tags);
function baseOf(request, live) {
    const { source } = request.revision;
    if (source.kind === 'document')
        return { content: source.content, source: `file ${source.path}` };
    if (live === null)
        return null;
    return {
        content: tagged(live),
        source: `revision ${(0,arn/* shortName */.EU)(live.arn)} of the live task set`,
    };
}
function render(request, base, live, blue) {
    const { content, problems } = (0,revision_revision/* renderRevision */.KY)(base.content, {
        images: request.revision.images,
        loadBalanced: request.overrides.containerName ?? blue?.attachment?.containerName ?? null,
        source: base.source,
    });
    const candidate = {
        ...described(content),
        source: base.source,
        content,
        registeredAs: null,
        registeredBecause: null,
        changes: live === null ? null : revisionDiff(tagged(live), content),
        problems,
    };
    const isSame = live !== null && isSameRevision(content, tagged(live));
    return isSame ? already(candidate, live.arn, 'it equals the live revision') : candidate;
}
const already = (candidate, revision, because) => ({
    ...candidate,
    registeredAs: revision,
    registeredBecause: because,
});
function existing(reference, document, live, { input, because }) {
    const source = `task definition ${reference}`;
    if (document === null)
        return hopeless(source, [`${input}: "${reference}" does not exist in this account and region.`]);
    const isActive = document.status === 'ACTIVE';
    const problems = isActive
        ? []
        : [`${input}: "${reference}" is ${document.status}; name an ACTIVE revision.`];
    const own = described(document.content);
    return {
        ...own,
        // What a release registered is known by the hash of what it was made from.
        hash: document.tags[`${tag_prefix/* tagPrefix */.B}revision-hash`] ?? own.hash,
        source,
        content: null,
        registeredAs: document.arn,
        registeredBecause: because,
        changes: live === null ? null : revisionDiff(tagged(live), tagged(document)),
        problems,
    };
}
const described = (content) => ({
    family: candidate_text(content['family']) ?? '',
    hash: (0,external_node_crypto_.createHash)('sha256').update(canonicalText(content)).digest('hex'),
    networkMode: candidate_text(content['networkMode']),
    containers: (0,revision_revision/* describeContainers */.G6)(content),
    roleArns: ['taskRoleArn', 'executionRoleArn'].flatMap((name) => candidate_text(content[name]) ?? []),
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
    roleArns: [],
    changes: null,
    problems,
});

// EXTERNAL MODULE: ./build/domain/task-sets/decide/quick-look.js
var quick_look = __webpack_require__(55959);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/rollback-tags.js
var rollback_tags = __webpack_require__(98511);
;// CONCATENATED MODULE: ./build/engine/quick-look.js



/**
 * The first look of a rollback: two rounds of requests instead of some eight, since the tags `rules` and `pair` say
 * where to look. `null`: they don't, or something could not be read, or the decision needs more; then look everywhere.
 */
async function quickLook(ports, request, memory) {
    try {
        const world = await look(ports);
        return world !== null && (0,quick_look/* isQuickLookEnough */.H)(request, world, memory) ? world : null;
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U)
            return null;
        throw error;
    }
}
async function look({ ecs, loadBalancer, clock }) {
    const outline = await ecs.readOutline();
    const known = outline === null ? null : (0,rollback_tags/* parseRollbackTags */.X)(outline.service);
    if (outline === null || known === null)
        return null;
    const pair = [known.pair.green, known.pair.blue];
    const [taskSets, rules, groups, ...targets] = await Promise.all([
        ecs.readOutlined(outline),
        loadBalancer.readKnownRules(known.rules),
        loadBalancer.readGroupsBriefly(pair),
        ...pair.map((group) => loadBalancer.readTargets(group)),
    ]);
    return {
        nowMs: clock.now(),
        service: outline.service,
        taskSets,
        rules,
        groups: groups.map((group) => ({ ...group, targets: targets[pair.indexOf(group.arn)] ?? [] })),
        loadBalancers: [],
        candidateGroups: [],
        stoppedTasks: [],
        scaling: null,
        runs: [],
        candidate: null,
        notes: [
            'read just what the way back needs, as the service tags name it; everything else is read after it',
        ],
    };
}

// EXTERNAL MODULE: ./build/domain/task-sets/evolve/sweep-alive.js
var sweep_alive = __webpack_require__(89686);
;// CONCATENATED MODULE: ./build/engine/observe-runs.js

/** A run that is not over may be any moment; GitHub allows a token some requests a second for all that it does. */
const askAgainMs = 15_000;
/** Asks GitHub whether the runs that the service names are over. Over is for good, so it is asked once. */
function createRunsReader(ports, request) {
    const known = new Map();
    const { runs, clock } = ports;
    async function ask(runId) {
        const before = known.get(runId);
        if (before !== undefined && (before.isOver === true || clock.now() - before.atMs < askAgainMs))
            return { runId, isOver: before.isOver };
        const isOver = (await runs?.isOver(runId)) ?? null;
        known.set(runId, { isOver, atMs: clock.now() });
        return { runId, isOver };
    }
    return async (service, sets) => request.command === 'sweep'
        ? Promise.all([...(0,sweep_alive/* runsNamedBy */.Vc)(service, sets)].filter((id) => id !== request.release.runId).map(ask))
        : [];
}

;// CONCATENATED MODULE: ./build/engine/observe.js







/**
 * Reads the world anew at each call; reads only, in parallel where one doesn't need the other. Rejects with a
 * `PortError` when something that deciding needs can't be read. A rollback first tries what its tags lead to.
 */
function createObserver(ports, request) {
    const observe = createFullObserver(ports, request);
    let isFirst = request.command === 'rollback';
    return async (memory) => {
        const quick = isFirst ? await quickLook(ports, request, memory) : null;
        isFirst = false;
        return quick ?? observe(memory);
    };
}
function createFullObserver(ports, request) {
    const known = { groups: new Map(), balancers: [], candidateGroups: null, isScaled: null };
    const candidateOf = createCandidateReader(ports.ecs, request);
    const runsOf = createRunsReader(ports, request);
    return async (memory) => {
        const { service, taskSets, rules } = await readCore(ports, request, known);
        const groups = await learnGroups(ports, request, known, taskSets, rules);
        const [sets, views, stoppedTasks, scaling, runs] = await Promise.all([
            Promise.all(taskSets.map((set) => withTasks(ports, known, set))),
            Promise.all(groups.map((group) => withTargets(ports, group))),
            needsStops(taskSets, memory) ? ports.ecs.readStoppedTasks() : [],
            readScaling(ports, request, known),
            runsOf(service, taskSets),
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
            runs,
            notes: [],
        };
        const roles = (0,roles_roles/* rolesOf */.R7)(request, bare, memory);
        // A sweep makes no green, nor does who finishes for another.
        const isMaking = request.command !== 'sweep' && memory.interrupted === null;
        if (roles.green !== null || memory.failure !== null || !isMaking)
            return bare;
        const [candidate, candidateGroups] = await Promise.all([
            candidateOf(roles.blue, memory, (0,restage/* expiredStage */.mu)(request, bare)?.revision ?? null),
            roles.pair === null ? readCandidates(ports, known) : [],
        ]);
        return { ...bare, candidate, candidateGroups, nowMs: ports.clock.now() };
    };
}
/** Service and rules side by side once the balancers are known; the first time the one leads to the other. */
async function readCore(ports, request, known) {
    if (known.balancers.length === 0) {
        const { service, taskSets } = await readService(ports, request);
        await learnBalancers(ports, request, known, taskSets);
        return { service, taskSets, rules: await readRules(ports, known) };
    }
    const [read, rules] = await Promise.all([readService(ports, request), readRules(ports, known)]);
    return { ...read, rules };
}
async function readService(ports, request) {
    const read = await ports.ecs.readService();
    if (read !== null)
        return read;
    throw new errors/* PortError */.U({
        kind: 'refused',
        action: 'ecs:DescribeServices',
        resource: request.service,
        code: 'ServiceNotFound',
        message: `there is no service "${request.service}" in cluster "${request.cluster}" in this account and region: check both names and the region`,
    });
}
async function learnBalancers(ports, request, known, sets) {
    const named = [...request.traffic.targetGroups, ...attachedGroups(sets)];
    known.groups = new Map((await readGroups(ports, named)).map((group) => [group.arn, group]));
    const balancers = new Set([...known.groups.values()].flatMap(({ loadBalancers }) => loadBalancers));
    if (balancers.size === 0)
        for (const balancer of await balancersOfListeners(ports, request))
            balancers.add(balancer);
    if (balancers.size > 0)
        known.balancers = await ports.loadBalancer.readBalancers([...balancers]);
}
async function balancersOfListeners(ports, request) {
    const { productionListeners } = request.traffic;
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
async function learnGroups(ports, request, known, sets, rules) {
    const own = new Set([...request.traffic.targetGroups, ...attachedGroups(sets)]);
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
async function readScaling(ports, request, known) {
    if (known.isScaled === false)
        return null;
    const scaling = await ports.scaling.readScaling(request.cluster, request.service);
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

/***/ 25954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ reconcile)
});

// EXTERNAL MODULE: ./build/domain/task-sets/decide/decide.js + 11 modules
var decide = __webpack_require__(73496);
// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var model_memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/evolve.js + 4 modules
var evolve = __webpack_require__(48662);
// EXTERNAL MODULE: ./build/domain/task-sets/decide/quick-look.js
var quick_look = __webpack_require__(55959);
;// CONCATENATED MODULE: ./build/domain/common/run/read-failure.js
/** How long reads may fail before the run gives up. It changes nothing in that time. */
const patienceMs = { first: 60_000, later: 600_000 };
/** The end of a run that can't read AWS any more; `null`: it keeps trying. */
function readFailure(request, read) {
    const { trouble, lastTraffic } = read;
    const isPassing = trouble.kind === 'busy' || trouble.kind === 'lost';
    if (isPassing && isTimeLeft(request, read))
        return null;
    const isFirst = lastTraffic === null && request.finishByMs === null;
    const said = `${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`;
    const what = said.replace(/\.+$/, '');
    return {
        phase: 'end',
        reason: isFirst ? 'preflight-failed' : 'reads-failed',
        because: 'AWS can not be read',
        act: {
            kind: 'end',
            result: isFirst ? 'refused' : 'failed',
            message: [
                isFirst ? `Nothing was changed: ${what}.` : `Stopped: AWS can't be read any more (${what}).`,
                lastSeen(request, lastTraffic, isFirst),
                adviceFor(request, trouble, isPassing),
            ]
                .filter((part) => part !== '')
                .join(' '),
            details: [],
        },
    };
}
function isTimeLeft({ finishByMs }, { lastTraffic, failingMs, nowMs }) {
    if (finishByMs !== null)
        return nowMs < finishByMs;
    return failingMs < (lastTraffic === null ? patienceMs.first : patienceMs.later);
}
function adviceFor({ finishByMs }, trouble, isPassing) {
    if (finishByMs !== null && isPassing)
        return '';
    if (trouble.kind === 'denied')
        return `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`;
    return isPassing
        ? 'Check the region, the endpoint and the network of the runner, then run the job again.'
        : 'Correct what AWS names, then run the job again.';
}
function lastSeen({ service, finishByMs }, traffic, isFirst) {
    if (isFirst)
        return `Traffic of service ${service} is where it was.`;
    if (traffic === null)
        return (`The run was ended before it could finish, and where production traffic of service ${service} is could not be read. ` +
            'Run the job again, or the command rollback, as soon as AWS can be read: either ends what is left.');
    return finishByMs === null
        ? `Last seen: ${traffic} Run the job again with fresh credentials: it goes on where this run stopped.`
        : `Last seen: ${traffic} The time of the post step is over: run the job again, or the command rollback; either ends what is left.`;
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
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
    if (!(0,model_step/* isWrite */.a)(what))
        return { kind: 'probed', answers: await probeAll(ports.probe, what.requests) };
    try {
        return await write(ports, world, what);
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U)
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
            return done(ecs.labelPrimary(what.set, what.withinMs));
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

// EXTERNAL MODULE: ./build/domain/task-sets/roles/traffic-words.js
var traffic_words = __webpack_require__(89856);
;// CONCATENATED MODULE: ./build/engine/reconcile.js








/**
 * The loop: observe, decide, act, until the decision is an end. The same for every command. The domain says where a
 * step may be decided on what the one before was decided on. `first`: what the process knows at its start.
 */
async function reconcile(ports, observe, request, listener, signal, first = (0,model_memory/* blankMemory */.s)(ports.clock.now())) {
    let memory = first;
    let last = null;
    let failingSinceMs = null;
    let isToLook = true;
    for (;;) {
        memory = { ...memory, isCancelled: signal.aborted };
        const seen = isToLook || last === null ? await look(observe, memory) : { world: last };
        if ('trouble' in seen) {
            listener.onTrouble(seen.trouble);
            failingSinceMs ??= ports.clock.now();
            const nowMs = ports.clock.now();
            const failingMs = nowMs - failingSinceMs;
            const read = { trouble: seen.trouble, failingMs, nowMs, lastTraffic: (0,traffic_words/* lastTraffic */.K)(request, last) };
            const ending = readFailure(request, read);
            if (ending !== null)
                return { step: ending, world: last, memory };
            await ports.clock.sleep(2000);
            continue;
        }
        failingSinceMs = null;
        last = seen.world;
        if (isToLook)
            memory = (0,evolve/* evolveWorld */.y_)(request, memory, seen.world);
        const step = (0,decide/* decideNextStep */.A)(request, seen.world, memory);
        listener.onStep(step, seen.world, memory);
        if (isEnd(step))
            return { step, world: seen.world, memory };
        // A cancel cuts the waits short once; after that the loop has to be able to wait again.
        const outcome = await act(ports, seen.world, step, memory.isCancelled ? never : signal);
        if (outcome.kind === 'failed')
            listener.onTrouble(outcome.trouble);
        memory = (0,evolve/* evolveOutcome */.aY)(request, memory, seen.world, step, outcome, ports.clock.now());
        isToLook = !(0,quick_look/* isSeenEnough */.q)(request, seen.world, step, outcome, ports.clock.now());
    }
}
const never = new AbortController().signal;
const isEnd = (step) => step.act.kind === 'end';
async function look(observe, memory) {
    try {
        return { world: await observe(memory) };
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U)
            return { trouble: error.trouble };
        throw error;
    }
}


/***/ }),

/***/ 61921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ createStepLog)
});

// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/await-bake.js
var await_bake = __webpack_require__(38485);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/leftover.js
var leftover = __webpack_require__(33222);
// EXTERNAL MODULE: ./build/domain/common/run/time-limit.js
var time_limit = __webpack_require__(7202);
// EXTERNAL MODULE: ./build/domain/common/request/request.js
var request_request = __webpack_require__(68264);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/risks.js
var risks = __webpack_require__(55927);
// EXTERNAL MODULE: ./build/domain/task-sets/health/probing.js + 1 modules
var health_probing = __webpack_require__(24404);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/status/rollback-ready.js
var rollback_ready = __webpack_require__(98314);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/rolled-back.js
var rolled_back = __webpack_require__(4839);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/traffic-words.js
var traffic_words = __webpack_require__(89856);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/messages/findings.js















/** Everything that the release will build on, one line each, for the log before the first write. */
function findings(scene) {
    const { request, world, roles } = scene;
    const { service } = world;
    return [
        `service ${service.name} in cluster ${service.cluster}: ${service.status}, controller ${service.controller}, desired count ${service.desiredCount}`,
        (0,traffic_words/* describeTraffic */.h)(roles),
        ...(request.command === 'rollback' ? [`rollback: ${(0,rollback_ready/* rollbackAhead */.o)(scene)}`] : []),
        `blue: ${roles.blue === null ? noBlue(scene) : setLine(roles.blue)}`,
        `green: ${greenLine(scene)}`,
        pairLine(request, roles),
        ...roles.production.map((rule) => `production rule: ${ruleLine(rule)}; ${foundBy(request, rule)}`),
        ...testLines(scene),
        ...roles.leftovers.map((set) => `${(0,leftover/* describeLeftover */.t)(world, set)}: ${setLine(set)}${fateWords(scene)}`),
        ...roles.foreign.map((set) => `not ours: ${setLine(set)}, it is never touched`),
        ...scalingLine(scene),
        ...((0,request_request/* isRelease */.M)(request.command) ? [timesLine(request)] : []),
        ...timeLines(scene),
        ...riskLines(scene),
        ...world.notes,
    ];
}
const timesLine = ({ readyTimeoutSeconds, bake, warmSeconds }) => `times: ready within ${(0,duration/* formatDuration */.a3)(readyTimeoutSeconds)}, bake ${(0,duration/* formatDuration */.a3)(bake.seconds)}, blue warm ${(0,duration/* formatDuration */.a3)(warmSeconds)} from the switch`;
/** What ends the run whatever it is at, and a tag that can't be true. */
function timeLines(scene) {
    const [limit, note] = [(0,time_limit/* describeLimit */.XW)(scene.request), (0,await_bake/* bakeTagNote */.kN)(scene)];
    return [...(limit === null ? [] : [`ends by ${limit}`]), ...(note === null ? [] : [note])];
}
/** What is only risky, and goes on: forced past, or in the nature of the service. */
function riskLines({ request, roles, world }) {
    const why = request.isForced
        ? 'force'
        : request.command === 'rollback'
            ? 'a way back is not held up by it'
            : null;
    const forced = why === null ? [] : (0,risks/* preflightRisks */.A)(request, world, roles).map((risk) => `risk taken (${why}): ${risk}`);
    const hasRegistries = (roles.blue?.settings.serviceRegistries.length ?? 0) > 0;
    const registries = hasRegistries
        ? [
            'service registries are copied from blue: clients that use service discovery reach green before its tests',
        ]
        : [];
    return [...forced, ...registries];
}
/** Moving in from another controller: what it runs serves on until the switch, and is the way back after it. */
function noBlue({ request, world, roles }) {
    const others = (0,readiness/* healthyOthers */.F6)(world, roles);
    if (others.length === 0)
        return (0,request_request/* isRelease */.M)(request.command) ? 'none, so there is no way back until the next release' : 'none';
    const where = others.map(({ id, port }) => `${id}:${port}`).join(', ');
    return `none; targets that are not this service's serve now and stay the way back: ${where}`;
}
const setLine = (set) => `${(0,describe_set/* formatSet */.M)(set)}, ${set.status}, ${set.running} of ${set.computedDesired} running`;
function greenLine(scene) {
    const { roles, world, request } = scene;
    if (roles.green !== null)
        return `${setLine(roles.green)}, ${howFound(scene)}`;
    const { candidate } = world;
    if (candidate === null || candidate.family === '')
        return 'the revision is not known yet';
    const images = request.revision.images.map(({ image }) => ` with image ${image}`).join('');
    const registered = candidate.registeredAs === null
        ? 'a new revision'
        : `${(0,arn/* shortName */.EU)(candidate.registeredAs)}${candidate.registeredBecause === null ? '' : `: ${candidate.registeredBecause}`}`;
    return `${candidate.family} from ${candidate.source}${images} (${registered})`;
}
/** A way back to a warm blue tidies up after its own release alone, and some commands after none. */
const fateWords = (scene) => (0,rolled_back/* isToRollBack */.ym)(scene) || !(0,request_request/* isRelease */.M)(scene.request.command) ? '' : ', it will be removed';
function howFound(scene) {
    const { command } = scene.request;
    if ((0,rolled_back/* isToRollBack */.ym)(scene))
        return 'which is to be taken back';
    if (command === 'promote')
        return 'which was staged';
    if (command === 'status' || command === 'teardown')
        return (0,switch_state/* isGreenLive */.Cz)(scene) ? 'which is live' : 'which has no traffic';
    return 'made by an earlier attempt and taken over';
}
function pairLine({ traffic }, { pair }) {
    if (pair === null)
        return 'pair: not found';
    const blueGroup = pair.blue === null ? 'none' : (0,arn/* shortName */.EU)(pair.blue);
    const how = traffic.targetGroups.length > 0 ? 'named by target-groups' : 'found by itself';
    return `pair: ${blueGroup} (blue's) and ${(0,arn/* shortName */.EU)(pair.green)} (green's); ${how}`;
}
function ruleLine(rule) {
    const groups = (0,traffic/* forwardOf */.pl)(rule)?.groups ?? [];
    return `${(0,traffic/* formatRule */.UT)(rule)} → ${groups.map(({ group, weight }) => `${(0,arn/* shortName */.EU)(group)} ${weight}`).join(', ')}`;
}
function foundBy({ traffic }, { ref, listener }) {
    if (ref.kind === 'rule' && traffic.productionRules.includes(ref.rule))
        return 'named by production-rule-arns';
    if (traffic.productionListeners.includes(listener))
        return 'named by production-listener-arns';
    return 'found by itself';
}
function testLines(scene) {
    const { request, roles } = scene;
    if (roles.test.length > 0)
        return roles.test.map((rule) => `test rule: ${ruleLine(rule)}; named by ${testNamedBy(request, rule)}`);
    const probing = (0,health_probing/* smokeProbing */.Nt)(scene);
    const instead = roles.green === null || probing.requests !== null ? '' : `; no smoke test as yet: ${probing.why}`;
    return [
        `test rule: none named, so green is tested at ${request.smoke.url ?? "its tasks' own addresses"}${instead}`,
    ];
}
function testNamedBy({ traffic }, { ref, listener }) {
    if (ref.kind === 'rule' && ref.rule === traffic.testRule)
        return 'test-rule-arn';
    return listener === traffic.testListener
        ? 'test-listener-arn'
        : 'the last release, in the tags of its task set';
}
/** A rollback looks at auto scaling only after the way back. */
function scalingLine({ world, request }) {
    if (world.scaling === null)
        return request.command === 'rollback' ? [] : ['auto scaling: none acts on the service'];
    return [`auto scaling: acts on the service; scaling in is suspended until the release is over`];
}

// EXTERNAL MODULE: ./build/messages/phases.js
var phases = __webpack_require__(84301);
// EXTERNAL MODULE: ./build/messages/step-log.js
var step_log = __webpack_require__(29064);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var scene = __webpack_require__(16061);
;// CONCATENATED MODULE: ./build/engine/report-log.js






function createStepLog(runner) {
    let tally = (0,step_log/* emptyTally */.CK)(0);
    let isTallying = false;
    let open = null;
    function say(text, nowMs) {
        if (!isTallying)
            tally = (0,step_log/* emptyTally */.CK)(nowMs);
        isTallying = true;
        const counted = (0,step_log/* count */.U9)(tally, text, nowMs);
        tally = counted.tally;
        if (counted.line !== null)
            runner.info(counted.line);
    }
    function settle(nowMs) {
        const account = isTallying ? (0,step_log/* accountOf */.XP)(tally, nowMs) : null;
        isTallying = false;
        if (account !== null)
            runner.info(account);
    }
    function closePhase(story) {
        settle(story.nowMs);
        if (open === null)
            return;
        runner.closeGroup();
        runner.info(`${open} took ${(0,duration/* formatDuration */.a3)((story.spentMs[open] ?? 0) / 1000)}`);
    }
    function enter(story) {
        closePhase(story);
        open = story.phase;
        runner.openGroup(`${story.phase}: ${phases/* phaseTitles */.$y[story.phase]}`);
    }
    // Before the first observation no time is known, and then nothing is added up by it.
    let nowMs = null;
    return {
        step(before, after, step, world, memory) {
            nowMs = after.nowMs;
            if (before.traffic === null)
                sayFindings(runner, after, world, memory);
            for (const line of (0,step_log/* gateLines */.HN)(before, after)) {
                settle(nowMs);
                runner.info(line);
            }
            if (step.act.kind === 'end')
                return;
            if (after.phase !== open)
                enter(after);
            if (before.failure === null && after.failure !== null)
                runner.info(`going back: ${after.failure.what}. ${after.failure.advice}`);
            if (!(0,model_step/* isWrite */.a)(step.act)) {
                say((0,step_log/* waitText */.Lq)(step, after), nowMs);
                return;
            }
            settle(nowMs);
            runner.info(`${step.reason}: ${step.because}`);
        },
        trouble(trouble) {
            if (nowMs === null)
                runner.info((0,step_log/* describeTrouble */.LC)(trouble));
            else
                say((0,step_log/* describeTrouble */.LC)(trouble), nowMs);
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
function sayFindings(runner, { plan: request }, world, memory) {
    runner.openGroup('found: what this release builds on');
    for (const line of findings((0,scene/* sceneOf */.c)(request, world, memory)))
        runner.info(line);
    runner.closeGroup();
}


/***/ }),

/***/ 29987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ placesOf)
});

// EXTERNAL MODULE: ./build/messages/comment.js + 4 modules
var comment = __webpack_require__(40470);
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
                if (story.commit === null) {
                    if (story.ending !== null)
                        telling.runner.annotate('warning', 'No Deployment', commitUnknown);
                    return;
                }
                id = await openDeployment(github, environment, story.plan, story.commit);
                telling.save('deployment', String(id));
            }
            await github.setDeploymentStatus(id, deploymentStatus(story, telling.secrets));
        },
        // Of which commit it is may show only later than how it goes.
        textOf: (story) => `${(0,messages_state/* stateOf */.L)(story).deployment} ${story.commit ?? ''}`,
        onRefusal: warnOnce(telling, 'Deployment not up to date'),
        clock: telling.clock,
        everyMs: quietMs,
    });
}
const commitUnknown = 'No Deployment is shown: of which commit the version is that was gone back to is not known, and GitHub asks for one.';
/** A re-run goes on with the Deployment of its release, so that one release is shown once. */
async function openDeployment(github, environment, request, sha) {
    const { id: payload } = request.release;
    const found = await github.findDeployment(environment, sha, payload);
    const description = `Blue-green release of ${request.service} in ${request.cluster}`;
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

/***/ 79227:
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
var messages_story = __webpack_require__(90821);
// EXTERNAL MODULE: ./build/messages/endings.js
var endings = __webpack_require__(39229);
// EXTERNAL MODULE: ./build/messages/state.js
var state = __webpack_require__(984);
// EXTERNAL MODULE: ./build/messages/comment.js + 4 modules
var comment = __webpack_require__(40470);
// EXTERNAL MODULE: ./build/messages/markdown.js
var markdown = __webpack_require__(73016);
// EXTERNAL MODULE: ./build/messages/times.js
var times = __webpack_require__(40211);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
;// CONCATENATED MODULE: ./build/messages/summary.js




/** The run's own page: what the comment says, also where there is no pull request, and from when to when it was. */
const summaryOf = (story) => (0,markdown/* paragraphs */.qN)([(0,comment/* commentOf */.vm)(story), outcomeWords(story), describeSpan(story)]) + '\n';
/** With something to warn of, the comment has said it already. */
const outcomeWords = (story) => story.ending !== null && (0,comment/* isAsMeant */.wB)(story) ? (0,markdown/* plain */.pj)(story.ending.message) : null;
function describeSpan({ isFollowed, startedAtMs, nowMs, plan: request }) {
    if (!isFollowed)
        return null;
    const total = (0,duration/* formatDuration */.a3)((nowMs - startedAtMs) / 1000);
    return `From ${(0,times/* formatMoment */.K)(startedAtMs, nowMs)} to ${(0,times/* formatMoment */.K)(nowMs, nowMs)}, ${total} in all. Release ${request.release.id}.`;
}

// EXTERNAL MODULE: ./build/messages/masked.js
var masked = __webpack_require__(9844);
// EXTERNAL MODULE: ./build/engine/handover.js
var handover = __webpack_require__(75108);
// EXTERNAL MODULE: ./build/engine/report-log.js + 1 modules
var report_log = __webpack_require__(61921);
// EXTERNAL MODULE: ./build/engine/report-places.js + 1 modules
var report_places = __webpack_require__(29987);
// EXTERNAL MODULE: ./build/engine/result.js
var result = __webpack_require__(54446);
;// CONCATENATED MODULE: ./build/engine/report.js









/** So long the end waits for GitHub. */
const lastWordMs = 30_000;
/**
 * Tells a release in the log, on the pull request, as a Deployment, on the run's page and in the outputs. It begins to
 * at once. It only listens: nothing in here throws, holds up the loop or changes how the release ends (invariant 9).
 */
function createReporter(request, settings) {
    const { runner, clock, saveState } = settings;
    const log = (0,report_log/* createStepLog */.d)(runner);
    const guarded = guard(runner);
    const handOver = (0,handover/* createHandover */.w)((text) => {
        saveState('handover', text);
    });
    let story = (0,messages_story/* beginStory */.P0)(request, clock.now());
    saveState('release-id', request.release.id);
    const places = (0,report_places/* placesOf */.e)({ ...settings, save: saveState, deployment: null }, story);
    tell(true);
    function tell(isUrgent) {
        for (const place of places)
            place.offer(story, isUrgent);
    }
    async function end(ending, isCrash = false) {
        story = (0,messages_story/* endStory */.V9)(story, ending, clock.now());
        // First what can't hang: a cancelled job may have seconds left, and post goes on from the state.
        guarded(() => {
            saveState('ending', leftText(ending, false, isCrash));
        });
        guarded(() => {
            settings.writeOutputs(maskedOutputs((0,result/* outputsOf */.Yz)(story), settings.secrets));
        });
        guarded(() => {
            log.end(story);
        });
        tellRunner(settings, story);
        await writeSummary(settings, story);
        const isTold = await toldWithin(settings, Promise.all(places.map((place) => place.close(story))));
        guarded(() => {
            saveState('ending', leftText(ending, isTold, isCrash));
        });
    }
    return {
        onStep(step, world, memory) {
            guarded(() => {
                // Before all else: the write that follows may be the last thing that this process does.
                handOver(step, world, memory);
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
            return end((0,endings/* bugEnding */.mX)(story, error), true);
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
/**
 * What main leaves for post. `isTold`: every place on GitHub has the end, or will never take it. `isCrash`: it ended by
 * an error that nobody foresaw, wherever the release stood.
 */
const leftText = (ending, isTold, isCrash = false) => JSON.stringify({ ...ending, isTold, isCrash });
/** Red unless it ended as its command wanted: the workflow must not go on as if it had. */
function tellRunner({ runner }, story) {
    const { ending, plan: request } = story;
    if (ending === null)
        return;
    const { words } = (0,state/* stateOf */.L)(story);
    if (isAsWanted(request, ending)) {
        // Good, and yet somebody should know: blue that nobody will remove, weights that somebody else had changed.
        if (ending.result === 'released' && ending.details.length > 0)
            runner.annotate('warning', `${request.service}: ${words}`, ending.details.join('\n'));
        return;
    }
    runner.fail(`${request.service}: ${words}`, [ending.message, ...ending.details].join('\n'));
}
/** A rollback that somebody asked for has succeeded when traffic is back; any other release that went back has not. */
const isAsWanted = ({ command }, { result, reason }) => ['released', 'staged', 'torn-down', 'swept', 'status', 'planned'].includes(result) ||
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
async function toldWithin({ runner, clock }, telling, limitMs = lastWordMs) {
    const isOver = new AbortController();
    const late = clock.sleep(limitMs, isOver.signal).then(() => 'late');
    const told = await Promise.race([telling, late]);
    isOver.abort();
    if (told !== 'late')
        return told.every((answer) => answer !== 'unknown');
    const text = `GitHub gave no answer for ${limitMs / 1000} s: the comment or the Deployment may be out of date.`;
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

/***/ 54446:
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
    const { plan: request, ending, wayBack } = story;
    return {
        version: 1,
        result: ending?.result ?? 'failed',
        reasonCode: ending?.reason ?? 'bug',
        message: ending?.message ?? '',
        details: ending?.details ?? [],
        releaseId: request.release.id,
        runAttempt: request.release.runAttempt,
        repository: request.release.repository,
        commit: story.commit,
        cluster: request.cluster,
        service: request.service,
        taskDefinitionArn: story.revision,
        greenTaskSetArn: story.green?.arn ?? null,
        blueTaskSetArn: story.blue?.arn ?? null,
        blueKeptUntil: wayBack.keptUntilMs === null ? null : iso(wayBack.keptUntilMs),
        expiresAt: ending?.result === 'staged' ? (story.staged?.expiresAt ?? null) : null,
        previewUrl: ending?.result === 'staged' ? (story.staged?.previewUrl ?? null) : null,
        status: story.status,
        plan: story.dryRun,
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

/***/ 19473:
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

/***/ 91519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MI: () => (/* binding */ planFrom),
  eZ: () => (/* binding */ reportSettingsFrom),
  VY: () => (/* binding */ secretsIn)
});

// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/common/request/request.js
var request_request = __webpack_require__(68264);
// EXTERNAL MODULE: ./build/domain/common/request/release-id.js
var release_id = __webpack_require__(27680);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/inputs/reader.js
var inputs_reader = __webpack_require__(70401);
;// CONCATENATED MODULE: ./build/inputs/arns.js


const elb = /^arn:aws[\w-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:/.source;
const example = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const kinds = {
    listener: {
        words: 'a listener',
        shape: new RegExp(`${elb}listener/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+$`),
        example: `${example}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
        mark: (arn/* arn */.Cm),
    },
    rule: {
        words: 'a listener rule',
        shape: new RegExp(`${elb}listener-rule/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+/[\\w-]+$`),
        example: `${example}listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
        mark: (arn/* arn */.Cm),
    },
    targetGroup: {
        words: 'a target group',
        shape: new RegExp(`${elb}targetgroup/[^/]+/[\\w-]+$`),
        example: `${example}targetgroup/shop-a/73e2d6bc24d8a067`,
        mark: (arn/* arn */.Cm),
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
    const named = (0,inputs_reader/* listOf */.c3)(reader, 'target-groups');
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
        for (const entry of (0,inputs_reader/* listOf */.c3)(reader, name)) {
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
    return (0,inputs_reader/* listOf */.c3)(reader, name).flatMap((entry) => {
        if (kind.shape.test(entry))
            return [kind.mark(entry)];
        reader.refuse(name, entry, `is not the ARN of ${kind.words}${insteadOf(entry)}: one looks like ${kind.example}`);
        return [];
    });
}
function soleArn(reader, name, kind) {
    const given = (0,inputs_reader/* listOf */.c3)(reader, name);
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
        assignPublicIp: upper((0,inputs_reader/* choice */.Yq)(reader, 'assign-public-ip', ['enabled', 'disabled'])),
        launchType: upper((0,inputs_reader/* choice */.Yq)(reader, 'launch-type', ['ec2', 'fargate', 'external'])),
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
    const providers = (0,inputs_reader/* listOf */.c3)(reader, name).flatMap((entry) => {
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
    const given = (0,inputs_reader/* listOf */.c3)(reader, name);
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
    const lines = (0,inputs_reader/* linesOf */.Dx)(reader, 'probe-headers').map(headerOf);
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
    return (0,inputs_reader/* linesOf */.Dx)(reader, 'probe-headers').map((line) => line.slice(line.indexOf(':') + 1).trim());
}
function headerOf(line) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*([\x20-\x7e]+)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? null : [name.toLowerCase(), value];
}
const numberOr = (digits) => digits === undefined ? null : Number(digits);
const upper = (text) => text === null ? null : text.toUpperCase();

// EXTERNAL MODULE: ./build/domain/common/revision/revision.js
var revision = __webpack_require__(13736);
;// CONCATENATED MODULE: ./build/inputs/document.js

/**
 * Reads a task definition from the text of a JSON or YAML file. What `aws ecs describe-task-definition` prints is
 * taken too: unwrapped, its tags put inside, its read-only members dropped. Every other member stays as it is.
 */
async function readDocument(path, text) {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    const plain = text.replace(/^\uFEFF/, '');
    const parsed = /\.ya?ml$/i.test(path) ? await parseYaml(plain) : await parseJson(plain);
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
async function parseJson(text) {
    try {
        return { value: JSON.parse(text), problem: null };
    }
    catch (error) {
        const { jsonErrorPosition } = await Promise.all(/* import() */[__webpack_require__.e(547), __webpack_require__.e(382)]).then(__webpack_require__.bind(__webpack_require__, 56382));
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
    const images = (0,inputs_reader/* linesOf */.Dx)(reader, 'images').flatMap((line) => {
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

// EXTERNAL MODULE: ./build/inputs/sweep-scope.js
var sweep_scope = __webpack_require__(24889);
// EXTERNAL MODULE: ./build/inputs/target.js
var target = __webpack_require__(42623);
// EXTERNAL MODULE: ./build/action-io.js
var action_io = __webpack_require__(76385);
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
    const reader = (0,inputs_reader/* createReader */.WF)(raw);
    const command = (0,inputs_reader/* choice */.Yq)(reader, 'command', request_request/* commands */.P) ?? 'deploy';
    const { cluster, service } = command === 'sweep' ? firstOf((0,sweep_scope/* sweepScopeFrom */.Hl)(reader)) : (0,target/* targetFrom */.C)(reader);
    const bake = bakeFrom(reader);
    const request = {
        command,
        goal: goalFrom(reader),
        cluster,
        service,
        release: releaseFrom(context, service, command),
        revision: await revisionFrom(reader, files),
        traffic: trafficFrom(reader),
        smoke: smokeFrom(reader),
        readyTimeoutSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'ready-timeout', { atLeast: 1, atMost: day }),
        bake,
        // Blue is the way back of the bake, so it stays until the bake is over, however short warm-time is.
        warmSeconds: Math.max(bake.seconds, (0,inputs_reader/* seconds */.YA)(reader, 'warm-time', { atLeast: 0, atMost: 30 * day })),
        warmScalePercent: (0,inputs_reader/* count */.U9)(reader, 'warm-scale', { atLeast: 1, atMost: 100 }),
        teardown: (0,inputs_reader/* choice */.Yq)(reader, 'teardown', ['wait', 'defer']) ?? 'wait',
        onDrift: (0,inputs_reader/* choice */.Yq)(reader, 'on-drift', ['stop', 'restore']) ?? 'stop',
        timeLimitSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'time-limit', { atLeast: 0, atMost: 30 * day }),
        timeLimit: null,
        finishByMs: null,
        overrides: overridesFrom(reader),
        isForced: (0,inputs_reader/* flag */.Jt)(reader, 'force'),
        onCancel: (0,inputs_reader/* choice */.Yq)(reader, 'on-cancel', ['rollback', 'keep']) ?? 'rollback',
    };
    (0,inputs_reader/* flag */.Jt)(reader, 'comment');
    refuseUnread(reader, raw, command);
    refuseSeveralPlaces(reader, namesWithArns);
    if (reader.problems.length > 0)
        throw new errors/* InputError */.d(reader.problems);
    return request;
}
/** A sweep makes a plan for each of its services from the one for the first. */
const firstOf = ({ clusters, services }) => services[0] ?? { cluster: clusters[0] ?? '', service: '' };
/** What the reporter needs; never throws, so that even wrong inputs can be reported. */
function reportSettingsFrom(raw) {
    const reader = (0,inputs_reader/* createReader */.WF)(raw);
    const command = reader.text('command') ?? '';
    // The comment and the Deployment are about a release; what only looks or tidies up leaves them as they are, but for
    // a sweep, which ends what vanished runs left open.
    const isTold = (0,request_request/* isRelease */.M)(command);
    const isSweep = command === 'sweep';
    // A plan deploys nothing, and has a comment of its own.
    const hasDeployment = (isTold && command !== 'plan') || isSweep;
    return {
        environment: hasDeployment ? reader.text('environment') : null,
        token: reader.text('github-token'),
        wantsComment: (isTold || isSweep) && reader.text('comment') !== 'false',
    };
}
/** What must be masked before the first line of the log; `planFrom` quotes none of it. */
function secretsIn(raw) {
    const reader = (0,inputs_reader/* createReader */.WF)(raw);
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
/** What only some commands read. */
/** A family alone would be its newest revision, which is as a rule the one to get away from. */
function revisionNamed(reader) {
    const to = reader.text('rollback-to');
    if (to === null || /^(arn:[\w-]+:ecs:[\w-]*:\d*:task-definition\/)?[\w-]+:\d+$/.test(to))
        return to;
    reader.refuse('rollback-to', to, 'names no revision: write `family:revision`, e.g. `web:41`, or the ARN of one');
    return null;
}
const goalFrom = (reader) => ({
    stageExpirySeconds: (0,inputs_reader/* seconds */.YA)(reader, 'stage-expiry', { atLeast: 60, atMost: 30 * day }),
    promoted: reader.text('release-id'),
    expectedCommit: reader.text('expected-sha'),
    isRestaging: (0,inputs_reader/* flag */.Jt)(reader, 'restage'),
    keepRolledBackSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'keep-rolled-back', { atLeast: 0, atMost: 30 * day }),
    rollbackTo: revisionNamed(reader),
    writtenReason: reader.text('reason'),
});
/** A rollback is a release of its own: a job of the run that released the bad version may be the one to take it back. */
const releaseFrom = (context, service, command) => ({
    id: (0,release_id/* releaseId */.Bf)(context.runId, service, command),
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
        url: (0,inputs_reader/* webAddress */.Dy)(reader, 'test-url', false),
        headers: headersFrom(reader),
        passes: (0,inputs_reader/* count */.U9)(reader, 'smoke-passes', { atLeast: 1, atMost: 100 }),
        intervalSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'smoke-interval', { atLeast: 1, atMost: 3600 }),
        timeoutSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'smoke-timeout', { atLeast: 1, atMost: day }),
    };
    const least = (smoke.passes - 1) * smoke.intervalSeconds;
    if (least >= smoke.timeoutSeconds) {
        const why = `${smoke.passes} passes ${(0,duration/* formatDurationInput */.Y_)(smoke.intervalSeconds)} apart take longer`;
        const value = (0,duration/* formatDurationInput */.Y_)(smoke.timeoutSeconds);
        reader.refuse('smoke-timeout', value, `can't be kept: ${why}: write more than ${(0,duration/* formatDurationInput */.Y_)(least)}`);
    }
    return smoke;
}
function bakeFrom(reader) {
    const bake = {
        seconds: (0,inputs_reader/* seconds */.YA)(reader, 'bake-time', { atLeast: 0, atMost: day }),
        probeUrl: (0,inputs_reader/* webAddress */.Dy)(reader, 'production-url', reader.text('health-paths') === null),
        probeIntervalSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'probe-interval', { atLeast: 1, atMost: 3600 }),
        probeFailures: (0,inputs_reader/* count */.U9)(reader, 'probe-failures', { atLeast: 1, atMost: 100 }),
    };
    const least = (bake.probeFailures - 1) * bake.probeIntervalSeconds;
    if (bake.seconds > 0 && least > bake.seconds) {
        const why = `${bake.probeFailures} failed probes ${(0,duration/* formatDurationInput */.Y_)(bake.probeIntervalSeconds)} apart take longer`;
        const advice = `write at least ${(0,duration/* formatDurationInput */.Y_)(least)}, or 0 for no bake`;
        reader.refuse('bake-time', (0,duration/* formatDurationInput */.Y_)(bake.seconds), `can't notice anything: ${why}: ${advice}`);
    }
    return bake;
}
function pathsFrom(reader) {
    const paths = (0,inputs_reader/* listOf */.c3)(reader, 'health-paths');
    for (const path of paths.filter((entry) => !/^\/[\x21-\x7e]*$/.test(entry))) {
        reader.refuse('health-paths', path, 'is not a path: write it with a / first, e.g. /ready');
    }
    return paths;
}


/***/ }),

/***/ 14519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ filesIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


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

/***/ 70401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dx: () => (/* binding */ linesOf),
/* harmony export */   Dy: () => (/* binding */ webAddress),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   WF: () => (/* binding */ createReader),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   mw: () => (/* binding */ required)
/* harmony export */ });
/* harmony import */ var _action_io_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76385);
/* harmony import */ var _domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88272);


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
    const preset = _action_io_js__WEBPACK_IMPORTED_MODULE_0__/* .inputs */ .QL[name].default;
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
    const reading = (0,_domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E9)(text);
    const wrong = reading.ok ? outside(reading.seconds, limits) : `is not a duration: ${reading.hint}`;
    if (reading.ok && wrong === null)
        return reading.seconds;
    reader.refuse(name, text, wrong ?? '');
    return Number.NaN;
}
function outside(given, { atLeast, atMost }) {
    if (given < atLeast)
        return `is too short: write at least ${(0,_domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDurationInput */ .Y_)(atLeast)}`;
    return given > atMost ? `is too long: write at most ${(0,_domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDurationInput */ .Y_)(atMost)}` : null;
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


/***/ }),

/***/ 24889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hl: () => (/* binding */ sweepScopeFrom),
/* harmony export */   bJ: () => (/* binding */ planFor),
/* harmony export */   m8: () => (/* binding */ sweepScopeOf)
/* harmony export */ });
/* harmony import */ var _domain_common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25629);
/* harmony import */ var _domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27680);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70401);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42623);




/** These name rules or groups of one service, which the others would be measured by. */
const ofOneService = [
    'production-listener-arns',
    'production-rule-arns',
    'target-groups',
    'test-rule-arn',
];
/** Reads the scope and notes every problem with it. */
function sweepScopeFrom(reader) {
    const clusters = (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(reader, 'cluster');
    const named = (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(reader, 'service');
    if (named.length === 0) {
        for (const cluster of clusters.length === 0 ? [''] : clusters)
            (0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .targetFrom */ .C)(withTarget(reader, cluster, 'any'));
        refuseOfOne(reader);
        return { clusters, services: [] };
    }
    if (named.length > 1)
        refuseOfOne(reader);
    const [only = '', ...more] = clusters;
    const services = named.map((service) => {
        const isName = !service.startsWith('arn:');
        if (isName && more.length > 0)
            reader.refuse('service', service, 'could be of any of the clusters: write its ARN, or sweep cluster by cluster');
        return (0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .targetFrom */ .C)(withTarget(reader, isName ? only : clusterOf(service, clusters), service));
    });
    return { clusters, services };
}
/** What main needs once the plan has been read without a problem. */
const sweepScopeOf = (raw) => sweepScopeFrom((0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .createReader */ .WF)(raw));
/** The same plan for one of its services: a release id of its own, as a release has it. */
const planFor = (request, { cluster, service }) => ({
    ...request,
    cluster,
    service,
    release: { ...request.release, id: (0,_domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseId */ .Bf)(request.release.runId, service, request.command) },
});
/** The given cluster that an ARN of a service names, or the first, by which `targetFrom` then says what is wrong. */
function clusterOf(service, clusters) {
    const itsCluster = /:service\/([\w-]+)\/[\w-]+$/.exec(service)?.[1];
    const given = clusters.find((cluster) => (0,_domain_common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__/* .lastPart */ .S_)(cluster) === itsCluster);
    return given ?? clusters[0] ?? '';
}
const withTarget = (reader, cluster, service) => ({
    ...reader,
    text: (name) => {
        const given = name === 'cluster' ? cluster : name === 'service' ? service : reader.text(name);
        return given === '' ? null : given;
    },
});
function refuseOfOne(reader) {
    for (const name of ofOneService)
        if (reader.text(name) !== null)
            reader.problem(name, 'belongs to one service: sweep that one alone, or leave it out');
}


/***/ }),

/***/ 42623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ targetFrom)
/* harmony export */ });
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70401);

const plainName = /^[\w-]{1,255}$/;
const clusterArn = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:cluster\/([\w-]+)$/;
/** Old services have ARNs without the cluster's name. */
const serviceArn = /^(arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}):service\/(?:([\w-]+)\/)?([\w-]+)$/;
/**
 * Which service. `service` is always its name. `cluster` stays an ARN where one was given, or becomes one where the
 * service's ARN tells it: then ECS itself refuses a call to the wrong region or account.
 */
function targetFrom(reader) {
    const cluster = (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)(reader, 'cluster', 'the name or ARN of the ECS cluster');
    const service = (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)(reader, 'service', 'the name or ARN of the ECS service');
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


/***/ }),

/***/ 35369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ goesOnMark),
/* harmony export */   LG: () => (/* binding */ goingOnIn),
/* harmony export */   y0: () => (/* binding */ abandonedComment)
/* harmony export */ });
/* harmony import */ var _domain_task_sets_sweep_sweep_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90765);
/* harmony import */ var _domain_task_sets_model_memory_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5819);
/* harmony import */ var _domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27680);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73016);
/* harmony import */ var _times_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(40211);
/* harmony import */ var _domain_task_sets_roles_scene_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16061);






/** Stands last in the comment of a release until its end is told there: in that of a run that is over, none ever was. */
const goesOnMark = (releaseId) => `<!-- goes on: ${releaseId} -->`;
/** The release whose end this comment still waits for; `null`: its end is told, or it is none of ours. */
const goingOnIn = (comment) => /<!-- goes on: (\S+) -->\s*$/.exec(comment)?.[1] ?? null;
/** The comment of a release whose run ended without a word: where traffic is now, and who found it so. Without its marker. */
function abandonedComment({ plan: request, world, releaseId, runId, done }) {
    const { cluster, service, release } = request;
    const run = `[Run ${runId}](${(0,_domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_2__/* .runUrlOf */ .Qm)(release.runUrl, runId)})`;
    const sweep = `A [sweep](${release.runUrl}) came by`;
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .paragraphs */ .qN)([
        `### ⚠️ ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(service)} in ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)(cluster)}: its run ended without a word`,
        `**${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)((0,_domain_task_sets_sweep_sweep_js__WEBPACK_IMPORTED_MODULE_0__/* .describeLive */ .IY)((0,_domain_task_sets_roles_scene_js__WEBPACK_IMPORTED_MODULE_4__/* .sceneOf */ .c)(request, world, (0,_domain_task_sets_model_memory_js__WEBPACK_IMPORTED_MODULE_1__/* .blankMemory */ .s)(world.nowMs))))}**`,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .alert */ .xE)('WARNING', [
            `${run} is over and did not tell here how release ${releaseId} ended. ${sweep}${done.length === 0 ? '.' : ':'}`,
            ...(done.length === 0 ? [] : ['', ...done.map((line) => `- ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(line)}`)]),
        ]),
        `<sub>As of ${(0,_times_js__WEBPACK_IMPORTED_MODULE_5__/* .formatTime */ .f)(world.nowMs)}. Release ${releaseId}; running its job again judges everything anew.</sub>`,
    ]);
}


/***/ }),

/***/ 40470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vm: () => (/* binding */ commentOf),
  wB: () => (/* binding */ isAsMeant),
  we: () => (/* binding */ markerOf),
  Zs: () => (/* binding */ stampOf)
});

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/task-sets/health/shown-commit.js
var shown_commit = __webpack_require__(76681);
// EXTERNAL MODULE: ./build/messages/abandoned.js
var abandoned = __webpack_require__(35369);
// EXTERNAL MODULE: ./build/messages/markdown.js
var markdown = __webpack_require__(73016);
// EXTERNAL MODULE: ./build/domain/task-sets/dry-run/describe.js
var describe = __webpack_require__(33152);
// EXTERNAL MODULE: ./build/domain/task-sets/status/status.js
var status_status = __webpack_require__(13362);
;// CONCATENATED MODULE: ./build/messages/plan-comment.js



/** What a deploy would do, for the pull request: problems first, then what changes, then how long and with which rights. */
function planComment(story) {
    const { dryRun, ending, traffic } = story;
    return (0,markdown/* paragraphs */.qN)([
        titleOf(story),
        traffic === null ? null : `**${(0,markdown/* plain */.pj)(traffic.sentence)}**`,
        dryRun === null ? endedOtherwise(story) : problemsOf(dryRun),
        ...(dryRun === null || (ending !== null && dryRun.problems.length > 0)
            ? revisionOnly(dryRun)
            : sectionsOf(dryRun)),
    ]);
}
function titleOf({ plan: request, dryRun, ending }) {
    const what = `${(0,markdown/* code */.aY)(request.service)} in ${(0,markdown/* code */.aY)(request.cluster)}`;
    if (dryRun === null)
        return `### ${ending === null ? '⏳' : '❌'} ${what}: not planned yet`;
    return dryRun.isReleasable
        ? `### 📋 ${what}: planned, nothing was written`
        : `### ⛔ ${what}: a release would be refused`;
}
/** The run ended before it could read what it plans on. */
const endedOtherwise = ({ ending }) => ending === null
    ? null
    : (0,markdown/* alert */.xE)('CAUTION', [(0,markdown/* plain */.pj)(ending.message), ...ending.details.map((detail) => `- ${(0,markdown/* plain */.pj)(detail)}`)]);
function problemsOf(dryRun) {
    const { problems, risks, isReleasable } = dryRun;
    const points = (lines) => lines.map((line) => `- ${(0,markdown/* plain */.pj)(line)}`);
    if (isReleasable && risks.length === 0)
        return (0,markdown/* plain */.pj)(capital((0,describe/* describeDryRun */._5)(dryRun)));
    if (isReleasable)
        return (0,markdown/* paragraphs */.qN)([
            (0,markdown/* plain */.pj)(capital((0,describe/* describeDryRun */._5)(dryRun))),
            (0,markdown/* alert */.xE)('WARNING', ['Risks that are taken (force):', '', ...points(risks)]),
        ]);
    return (0,markdown/* alert */.xE)('CAUTION', [
        'To be mended before a release can begin:',
        '',
        ...points(problems),
        ...points(risks.map((risk) => `${risk} Or set force to take the risk.`)),
    ]);
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
/** With problems nothing can be said of the rest, but what would be registered is known all the same. */
const revisionOnly = (dryRun) => dryRun === null ? [] : [revisionSection(dryRun)];
const sectionsOf = (dryRun) => [
    revisionSection(dryRun),
    section('Rules', rulesTable(dryRun)),
    section('Created', bullets((0,describe/* greenLines */.v4)(dryRun))),
    section('Deleted', deletesTable(dryRun)),
    section('How long', timesTable(dryRun)),
    `**Way back**: ${(0,markdown/* plain */.pj)(dryRun.rollback)}.`,
    dryRun.otherRuns.length === 0 ? null : section('Other runs', bullets(dryRun.otherRuns)),
    permissionsOf(dryRun),
];
const section = (title, body) => body === null ? null : `**${title}**\n\n${body}`;
const bullets = (lines) => lines.length === 0 ? null : lines.map((line) => `- ${(0,markdown/* plain */.pj)(line)}`).join('\n');
function revisionSection({ revision }) {
    if (revision === null)
        return null;
    const { from, changes } = revision;
    const against = from === null ? '' : `, against ${(0,markdown/* code */.aY)(from)}, which is live`;
    const head = `**Revision**: ${(0,markdown/* plain */.pj)((0,describe/* describeRegistration */.B4)(revision))} ${(0,markdown/* plain */.pj)((0,describe/* describeSource */.B6)(revision))}${against}.`;
    if (changes === null || changes.length === 0)
        return head;
    const list = changes.map((change) => `- ${(0,markdown/* code */.aY)(change)}`).join('\n');
    return (0,markdown/* paragraphs */.qN)([head, changes.length > 8 ? (0,markdown/* folded */.TM)(`${String(changes.length)} changes`, list) : list]);
}
function rulesTable({ rules }) {
    if (rules.length === 0)
        return null;
    const rows = rules.map(({ rule, isTest, from, to, attached }) => [
        (0,markdown/* code */.aY)(rule),
        isTest ? 'tests' : 'production',
        (0,markdown/* code */.aY)((0,status_status/* formatWeights */.V7)(from)),
        `${(0,markdown/* code */.aY)((0,status_status/* formatWeights */.V7)(to))}${attached.length === 0 ? '' : ` (${attached.map(markdown/* code */.aY).join(', ')} joins it at weight 0 first)`}`,
    ]);
    return (0,markdown/* table */.tp)(['Rule', 'For', 'Weights now', 'Weights then'], rows);
}
const deletesTable = ({ deletes }) => deletes.length === 0
    ? null
    : (0,markdown/* table */.tp)(['Task set', 'What it is', 'When'], deletes.map(({ set, what, when }) => [(0,markdown/* code */.aY)(set), (0,markdown/* plain */.pj)(what), when]));
const timesTable = (dryRun) => (0,markdown/* table */.tp)(['Phase', 'Time', 'From'], [
    ...dryRun.times.phases.map(({ phase, words, from }) => [phase, (0,markdown/* plain */.pj)(words), (0,markdown/* plain */.pj)(from)]),
    ['**all**', `**${(0,describe/* describeSpan */.uM)(dryRun)}**`, ''],
]);
function permissionsOf({ permissions, serviceTags, isScalingSuspended }) {
    const { used, onRollback: onRollback } = permissions;
    const lines = (actions) => actions.map((action) => `- ${(0,markdown/* code */.aY)(action)}`).join('\n');
    return (0,markdown/* folded */.TM)(`${String(used.length)} IAM actions`, (0,markdown/* paragraphs */.qN)([
        lines(used),
        onRollback.length === 0 ? null : `Only if the release goes back:\n\n${lines(onRollback)}`,
        serviceTags.length === 0 ? null : `Tags written on the service: ${serviceTags.map(markdown/* code */.aY).join(', ')}.`,
        isScalingSuspended ? 'Scaling in is suspended until the release is over.' : null,
    ]));
}

// EXTERNAL MODULE: ./build/messages/phases.js
var phases = __webpack_require__(84301);
// EXTERNAL MODULE: ./build/messages/times.js
var times = __webpack_require__(40211);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
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
const phasesAhead = ({ ending, phase }) => ending !== null || phase === 'rollback' ? [] : phases/* forwardPhases */.QS.slice(phases/* forwardPhases */.QS.indexOf(phase) + 1);
const isCurrent = ({ ending, phase }, asked) => ending === null && phase === asked;
function signOf(story, phase) {
    const { ending } = story;
    if (isCurrent(story, phase))
        return '⏳';
    const isLast = phase === story.phase && ending !== null;
    // What was asked for is no failure of the phase before it.
    const isTurn = phase === turnedAt(story) && ending?.reason !== 'asked-for';
    const hasEndedWell = (ending !== null && goodEnds.includes(ending.result)) || phase === 'rollback';
    return isTurn || (isLast && !hasEndedWell) ? '❌' : '✅';
}
const goodEnds = ['released', 'staged', 'torn-down', 'swept', 'status', 'planned'];
/** The phase in which the release turned back: the last one before. */
const turnedAt = (story) => story.phase === 'rollback'
    ? (seenPhases(story)
        .filter((each) => each !== 'rollback')
        .at(-1) ?? null)
    : null;
function timeOf(story, phase) {
    if (isCurrent(story, phase))
        return `since ${(0,times/* formatTime */.f)(story.phaseSinceMs)}`;
    const ms = story.spentMs[phase] ?? 0;
    return ms < 1000 ? '&lt; 1s' : (0,duration/* formatDuration */.a3)(ms / 1000);
}
function notesOf(story, phase) {
    const { gates, green, nowMs, spentMs, switchedAtMs, wayBack } = story;
    switch (phase) {
        case 'start':
            return green === null ? [] : [`green is ${(0,markdown/* code */.aY)(green.id)}, it runs ${(0,markdown/* code */.aY)((0,arn/* shortName */.EU)(green.revision))}`];
        case 'ready':
            return gateNotes([gates.ready]);
        case 'smoke':
            return gateNotes([gates.smoke, spentMs.bake === undefined ? gates.probe : null]);
        case 'switch':
            return switchedAtMs === null ? [] : [`at ${(0,times/* formatMoment */.K)(switchedAtMs, nowMs)}`];
        case 'bake':
            return gateNotes([gates.bake, gates.probe]);
        case 'warm':
            return wayBack.keptUntilMs === null ? [] : [`until ${(0,times/* formatMoment */.K)(wayBack.keptUntilMs, nowMs)}`];
        case 'preflight':
        case 'prepare':
        case 'teardown':
        case 'rollback':
            return [];
    }
}
const gateNotes = (gates) => gates.flatMap((gate) => (gate === null || gate.words === '' ? [] : [(0,markdown/* plain */.pj)(gate.words)]));

// EXTERNAL MODULE: ./build/messages/state.js
var state = __webpack_require__(984);
;// CONCATENATED MODULE: ./build/messages/status-tables.js



/** How a service stands, as Markdown: the rules, the task sets, and what a rollback would find. */
const statusTables = ({ rules, taskSets, ...status }) => (0,markdown/* paragraphs */.qN)([
    (0,markdown/* table */.tp)(['Rule', 'For', 'Weights'], rules.map(({ rule, isTest, weights }) => [
        (0,markdown/* code */.aY)(rule),
        isTest ? 'tests' : 'production',
        (0,markdown/* code */.aY)((0,status_status/* formatWeights */.V7)(weights)),
    ])),
    (0,markdown/* table */.tp)(['Task set', 'Revision', 'Role', 'Status', 'Running', 'Healthy', 'Release', 'Commit'], taskSets.map(setRow)),
    (0,markdown/* table */.tp)(['', ''], factRows(status)),
]);
function factRows(status) {
    const { switchedAt, bakeUntil, lease, fence, forwardOnly, rollbackReady, quarantined, keptGreen } = status;
    const kept = lease === null ? 'no lease' : `until ${lease.until} at ${String(lease.scalePercent)} %`;
    return [
        ['Rollback ready', `**${(0,markdown/* plain */.pj)(rollbackReady)}**`],
        ...(switchedAt === null ? [] : [['Production was switched', `at ${switchedAt}`]]),
        ['Bake', (0,status_status/* describeBake */.TB)(bakeUntil)],
        ['Blue is kept', kept],
        ['Last run that took the service', fence === null ? 'none' : (0,markdown/* code */.aY)(fence)],
        ['Forward-only', forwardOnly === null ? 'no' : (0,markdown/* plain */.pj)(forwardOnly)],
        ['Quarantined', (0,markdown/* plain */.pj)((0,status_status/* describeQuarantine */.Ux)(quarantined))],
        ...(keptGreen === null
            ? []
            : [['Green kept for a look', `${(0,markdown/* code */.aY)(keptGreen.id)} until ${keptGreen.until}`]]),
    ];
}
const setRow = (set) => [
    (0,markdown/* code */.aY)(set.id),
    (0,markdown/* code */.aY)(set.revision),
    set.expiresAt === null ? `${set.role}${set.isLive ? ', live' : ''}` : `staged until ${set.expiresAt}`,
    set.status,
    `${String(set.running)} of ${String(set.wanted)}`,
    String(set.healthy),
    set.release === null ? '' : (0,markdown/* code */.aY)(set.release),
    set.commit === null ? '' : (0,markdown/* code */.aY)((0,shown_commit/* shortCommit */.Ax)(set.commit)),
];

// EXTERNAL MODULE: ./build/messages/traffic-shares.js
var traffic_shares = __webpack_require__(15665);
;// CONCATENATED MODULE: ./build/messages/rollback.js



/** How to go back from where the release is, as Markdown; `null`: it is back, or there is nothing to go back from. */
function describeRollback(story) {
    const { traffic, blue, ending, phase } = story;
    if (traffic === null || phase === 'rollback')
        return null;
    if (!traffic.isOnGreen)
        return ending === null ? beforeSwitch(story) : null;
    if (story.wayBack.barred !== null)
        return `none: ${(0,markdown/* plain */.pj)(story.wayBack.barred)}.`;
    if (blue === null && story.wayBack.commands.length > 0)
        return `what served before is still there. ${howTo(story)}`;
    if (blue === null)
        return withoutBlue(story);
    if (!blue.isThere)
        return again(blue);
    return describeKeptBlue(story, blue);
}
function beforeSwitch({ plan: request }) {
    const cancelling = request.onCancel === 'keep'
        ? 'cancelling the run leaves everything as it is'
        : 'cancelling the run removes green';
    return `users have not seen green; ${cancelling}.`;
}
/** Only who brings a version knows that none was there before; what status knows of a way back stands in its table. */
function withoutBlue({ plan: request, wayBack }) {
    if (request.command === 'status')
        return null;
    if (request.command !== 'teardown')
        return 'there is none yet: this service had no task set before.';
    return wayBack.anew === null
        ? 'no blue is kept, and the revision before is not known: run the command rollback with the input `rollback-to`.'
        : `no blue is kept: the command rollback releases ${(0,markdown/* code */.aY)(wayBack.anew)} anew, through all gates.`;
}
/** Blue is gone, but its revision is not: nothing is ever deregistered (invariant 10). */
const again = (blue) => `blue is gone. The command rollback releases its revision ${(0,markdown/* code */.aY)((0,arn/* shortName */.EU)(blue.revision))} anew, through all gates.`;
function describeKeptBlue(story, blue) {
    const { wayBack, nowMs } = story;
    const name = `blue ${(0,markdown/* code */.aY)((0,arn/* shortName */.EU)(blue.revision))}`;
    const kept = wayBack.keptUntilMs === null
        ? `${name} is still there`
        : `${name} is kept until ${(0,times/* formatMoment */.K)(wayBack.keptUntilMs, nowMs)}`;
    return `${kept}. ${howTo(story)}`;
}
function howTo({ plan: request, ending, gates, wayBack }) {
    if (wayBack.loweredTo !== null)
        return `It stands at ${wayBack.loweredTo} %: the command rollback raises it first, which takes a task's start; by hand, wait for its tasks after the first command below.`;
    if (ending !== null)
        return 'The commands below go back within seconds.';
    const isBakeOver = gates.bake?.state === 'passed' || request.onCancel === 'keep';
    return isBakeOver
        ? 'The commands below go back within seconds (cancelling the run does not: it keeps green).'
        : 'Cancel the run and it goes back within seconds.';
}

;// CONCATENATED MODULE: ./build/messages/comment.js











/**
 * Stands first in the comment, so that it is found again. One comment per service for its releases, and one for its
 * plans: a push that is only planned must not hide how a release from the same pull request went.
 */
const markerOf = ({ command, cluster, service, }) => `<!-- ecs-blue-green${command === 'plan' ? '-plan' : ''}:${cluster}/${service} -->`;
/** What the pull request is told, as Markdown. The same until something that matters has changed: times stand, none ticks. */
const commentOf = (story) => story.plan.command === 'plan' ? planComment(story) : releaseComment(story);
const releaseComment = (story) => (0,markdown/* paragraphs */.qN)([
    comment_titleOf(story),
    trafficOf(story),
    outcomeOf(story),
    story.status === null ? sharesTable(story) : statusTables(story.status),
    wayBackOf(story),
    phaseTable(story),
    versionLine(story),
]);
/** What goes below the text when it is sent. */
const stampOf = (story) => story.plan.command === 'plan'
    ? `<sub>As of ${(0,times/* formatTime */.f)(story.nowMs)}, for commit ${(0,shown_commit/* shortCommit */.Ax)(story.plan.release.commit)}; this comment is edited by the next plan.</sub>`
    : `<sub>As of ${(0,times/* formatTime */.f)(story.nowMs)}. Release ${story.plan.release.id}; this comment is edited as the release goes on.</sub>` +
        (story.ending === null ? `\n${(0,abandoned/* goesOnMark */.$W)(story.plan.release.id)}` : '');
function comment_titleOf(story) {
    const { cluster, service } = story.plan;
    const { sign, words } = (0,state/* stateOf */.L)(story);
    return `### ${sign} ${(0,markdown/* code */.aY)(service)} in ${(0,markdown/* code */.aY)(cluster)}: ${words}`;
}
/** An ending says where traffic is in its own words; the sentence above all else stays for the one who only glances. */
const trafficOf = ({ traffic }) => traffic === null ? 'Production traffic has not been looked at yet.' : `**${(0,markdown/* plain */.pj)(traffic.sentence)}**`;
/** A release that went as it was meant to needs no more words. A way back anew says who asked for it, and why. */
const isAsMeant = ({ ending, plan: request }) => ending?.result === 'released' && ending.details.length === 0 && request.command !== 'rollback';
function outcomeOf(story) {
    const { ending, failure } = story;
    if (ending === null)
        return failure === null
            ? comment_notesOf(story)
            : (0,markdown/* alert */.xE)('WARNING', [`Going back: ${(0,markdown/* plain */.pj)(failure.what)}.`, '', (0,markdown/* plain */.pj)(failure.advice)]);
    if (isAsMeant(story))
        return null;
    if (ending.result === 'status')
        return null;
    return (0,markdown/* alert */.xE)(kindOf(ending), [(0,markdown/* plain */.pj)(ending.message), ...detailLines(ending.details)]);
}
/** What was put right on the way is told at once, not only at the end. */
const comment_notesOf = ({ notes }) => notes.length === 0 ? null : (0,markdown/* alert */.xE)('WARNING', notes.map(markdown/* plain */.pj));
/** What was asked for and done is no alarm. */
function kindOf({ result, reason, details }) {
    if (result === 'staged' || result === 'torn-down' || reason === 'asked-for')
        return 'NOTE';
    if (result === 'released' && details.length === 0)
        return 'NOTE';
    return result === 'released' || result === 'stood-down' || reason === 'cancelled' ? 'WARNING' : 'CAUTION';
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
const headOf = (name, set) => set === null ? `${name} (none)` : `${name} ${(0,markdown/* code */.aY)((0,arn/* shortName */.EU)(set.revision))}${set.isThere ? '' : ' (gone)'}`;
function cell(share) {
    const words = (0,traffic_shares/* shareWords */.h)(share).replace('<', '&lt;').replace('>', '&gt;');
    return share !== null && share > 0 ? `**${words}**` : words;
}
function wayBackOf(story) {
    const words = describeRollback(story);
    if (words === null)
        return null;
    const { commands } = story.wayBack;
    const byHand = (0,markdown/* folded */.TM)('Going back by hand: traffic first, then the label', (0,markdown/* codeBlock */.DV)(commands));
    return (0,markdown/* paragraphs */.qN)([`**Way back**: ${words}`, commands.length > 0 ? byHand : null]);
}
function versionLine({ plan: request, revision, source, commit }) {
    const { release } = request;
    const images = request.revision.images.map(({ image }) => (0,markdown/* code */.aY)(image)).join(', ');
    const named = revision === null ? null : (0,markdown/* code */.aY)((0,arn/* shortName */.EU)(revision));
    const what = [images, named].filter((part) => part !== null && part !== '').join(' in ');
    const from = source === null ? '' : ` (from ${(0,markdown/* plain */.pj)(source)})`;
    const site = release.runUrl.replace(/\/actions\/runs\/.*$/, '');
    const commitWords = commit === null ? [] : [`commit [${(0,markdown/* code */.aY)((0,shown_commit/* shortCommit */.Ax)(commit))}](${site}/commit/${commit})`];
    const run = `[run ${release.runId}, attempt ${release.runAttempt}](${release.runUrl}/attempts/${release.runAttempt})`;
    // What is live is the base of the next release; the other commands bring something of their own, or nothing.
    const isBase = request.command === 'deploy' || request.command === 'stage';
    const version = what === '' ? (isBase ? `the revision that is live${from}` : null) : `${what}${from}`;
    return [...(version === null ? [] : [`**Version**: ${version}`]), ...commitWords, run].join(' · ');
}


/***/ }),

/***/ 39229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pv: () => (/* binding */ afterKill),
/* harmony export */   QB: () => (/* binding */ afterCrash),
/* harmony export */   R4: () => (/* binding */ killedWords),
/* harmony export */   mX: () => (/* binding */ bugEnding),
/* harmony export */   wm: () => (/* binding */ interruptedEnding)
/* harmony export */ });
const describeTraffic = ({ traffic }, isLast) => {
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
            `${describeTraffic(story, true)} Run the job again: it goes on where this run stopped. Please report this, with the log.`,
        details: [],
    };
}
/** What became of a run that left no end: the post step says so of it, whatever else it tells. */
const killedWords = 'the run was ended before it could finish';
/** Main was killed and the post step went on: the end is the post step's, and says why it was not main's. */
function afterKill(end) {
    const isSaid = end.message.toLowerCase().includes(killedWords);
    const since = isSaid ? '' : `, since ${killedWords}`;
    return { ...end, message: `${end.message} The post step of the job saw to it${since}.` };
}
/** The same after a bug, which stays the reason for as long as nothing worse came of it. */
const afterCrash = (crash, end) => ({
    ...end,
    reason: end.reason === 'cancelled' ? crash.reason : end.reason,
    message: `${end.message} Before the post step did that, main had ended: ${crash.message}`,
    details: [...crash.details, ...end.details],
});
/** Main was killed before it could end. `unread`: why AWS could not be asked where traffic is; `null`: the story knows. */
function interruptedEnding(story, unread) {
    const traffic = unread === null
        ? describeTraffic(story, false)
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

/***/ 73016:
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
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73016);

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

/***/ 84301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ phaseTitles),
/* harmony export */   QS: () => (/* binding */ forwardPhases),
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
const phaseTitles = {
    preflight: 'checking, nothing is written yet',
    prepare: 'preparing',
    start: 'starting green',
    ready: 'waiting until green is ready',
    smoke: 'testing green before any user sees it',
    switch: 'switching production to green',
    bake: 'green serves and is watched',
    warm: 'green serves, blue is kept warm',
    teardown: 'green serves, blue is being removed',
    rollback: 'rolling back to blue',
};
/** Words for a settling moment: they belong to whatever phase is under way. */
const passing = new Set(['reading-back', 'backing-off', 'idle']);
/**
 * The phase after this step, as people see it. It only moves forward, whatever has to be done again on the way (a fence
 * that was wiped, say), and once it leads back it stays so.
 */
function phaseAfter(current, step) {
    if (step.phase === 'rollback' || current === 'rollback')
        return 'rollback';
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
/* harmony import */ var _phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(84301);

function stateOf({ ending, phase, plan: request, }) {
    if (ending !== null)
        return endState(ending, request.command);
    return { sign: phase === 'rollback' ? '⏪' : '⏳', words: _phases_js__WEBPACK_IMPORTED_MODULE_0__/* .phaseTitles */ .$y[phase], deployment: 'in_progress' };
}
function endState({ result, reason }, command) {
    switch (result) {
        case 'released':
            return command === 'rollback'
                ? { sign: '⏪', words: 'rolled back, an earlier version released anew', deployment: 'success' }
                : { sign: '✅', words: 'released', deployment: 'success' };
        case 'staged':
            return { sign: '🟢', words: 'staged, waiting for its promotion', deployment: 'inactive' };
        case 'torn-down':
            return {
                sign: '✅',
                words: reason === 'nothing-kept' ? 'nothing to tear down' : 'torn down',
                deployment: 'success',
            };
        case 'swept':
            return { sign: '🧹', words: 'swept', deployment: 'success' };
        case 'planned':
            return { sign: '📋', words: 'planned', deployment: 'inactive' };
        case 'status':
            return { sign: '🔎', words: 'as it stands', deployment: 'success' };
        case 'rolled-back':
            // Somebody asked for it, and so it is what they wanted.
            if (reason === 'asked-for')
                return { sign: '⏪', words: 'rolled back, as asked', deployment: 'success' };
            return { sign: '⏪', words: 'rolled back', deployment: 'failure' };
        case 'refused':
            return { sign: '⛔', words: `not ${wanted[command]}, nothing was changed`, deployment: 'failure' };
        case 'stood-down':
            return { sign: '⏹️', words: 'stood down for another run', deployment: 'inactive' };
        case 'failed':
            if (reason === 'cleanup-incomplete')
                return { sign: '⚠️', words: `${reached[command] ?? ''}not tidied up`, deployment: 'failure' };
            return failures[reason] ?? { sign: '❌', words: 'failed', deployment: 'failure' };
    }
}
/** What each command was asked for. */
const wanted = {
    deploy: 'released',
    promote: 'released',
    stage: 'staged',
    rollback: 'rolled back',
    teardown: 'torn down',
    sweep: 'swept',
    status: 'status',
    plan: 'planned',
};
/** What it had come to where only the tidying failed; a teardown and a sweep are nothing else. */
const reached = {
    deploy: 'released, but ',
    promote: 'released, but ',
    rollback: 'gone back, but ',
};
const failures = {
    cancelled: { sign: '⚠️', words: 'interrupted', deployment: 'error' },
    'rollback-failed': { sign: '🚨', words: 'rollback failed, act now', deployment: 'failure' },
    'no-rollback-target': { sign: '🚨', words: 'failed, and there is no way back', deployment: 'failure' },
    drift: { sign: '❌', words: 'stopped, somebody else changed the weights', deployment: 'failure' },
    'out-of-time': { sign: '🚨', words: 'interrupted, and not wholly taken back', deployment: 'error' },
    // What became of the release is not known.
    'reads-failed': { sign: '❌', words: 'stopped, AWS could not be read', deployment: 'error' },
    bug: { sign: '❌', words: 'stopped by a bug', deployment: 'error' },
};


/***/ }),

/***/ 29064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CK: () => (/* binding */ emptyTally),
/* harmony export */   HN: () => (/* binding */ gateLines),
/* harmony export */   LC: () => (/* binding */ describeTrouble),
/* harmony export */   Lq: () => (/* binding */ waitText),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   XP: () => (/* binding */ accountOf)
/* harmony export */ });
/* harmony import */ var _times_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40211);
/* harmony import */ var _domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);


const emptyTally = (nowMs) => ({ sinceMs: nowMs, saidMs: nowMs, counts: {} });
/** A wait that goes on is said again this often, so that a long one is seen to be alive. */
const heartbeatMs = 60_000;
function count(tally, text, nowMs) {
    const before = tally.counts[text] ?? 0;
    const isDue = before === 0 || nowMs - tally.saidMs >= heartbeatMs;
    const counts = { ...tally.counts, [text]: before + 1 };
    const words = before === 0 ? text : `still: ${text} (${(0,_domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((nowMs - tally.sinceMs) / 1000)})`;
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
    return `waited ${(0,_domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((nowMs - sinceMs) / 1000)}: ${parts.join(', ')}`;
}
/** What a wait or a probe is about, the same for as long as nothing changes: no text counts seconds down. */
function waitText(step, story) {
    const { gates, wayBack, nowMs } = story;
    const gate = gateOf(step);
    if (gate !== null)
        return `${gate}: ${gates[gate]?.words ?? step.because}`;
    if (step.reason === 'warm' && wayBack.keptUntilMs !== null)
        return `blue is kept warm until ${(0,_times_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMoment */ .K)(wayBack.keptUntilMs, nowMs)}`;
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
const describeTrouble = ({ action, resource, code, message }) => `${action} on ${resource}: ${code}: ${message}`;


/***/ }),

/***/ 90821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P0: () => (/* binding */ beginStory),
  xk: () => (/* binding */ continueStory),
  V9: () => (/* binding */ endStory),
  oo: () => (/* binding */ lateStory),
  O1: () => (/* binding */ lookedAt)
});

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/by-hand.js
var by_hand = __webpack_require__(54888);
// EXTERNAL MODULE: ./build/domain/task-sets/decide/decide.js + 11 modules
var decide = __webpack_require__(73496);
// EXTERNAL MODULE: ./build/domain/task-sets/dry-run/dry-run.js + 4 modules
var dry_run = __webpack_require__(89694);
// EXTERNAL MODULE: ./build/domain/task-sets/health/drift.js
var drift = __webpack_require__(84425);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/green-role.js
var green_role = __webpack_require__(26255);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/lease.js
var lease = __webpack_require__(37847);
// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/task-sets/health/probing.js + 1 modules
var health_probing = __webpack_require__(24404);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/health/shown-commit.js
var shown_commit = __webpack_require__(76681);
// EXTERNAL MODULE: ./build/domain/task-sets/status/status.js
var status_status = __webpack_require__(13362);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/version-before.js
var version_before = __webpack_require__(87701);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/gate.js
var gate = __webpack_require__(58298);
// EXTERNAL MODULE: ./build/messages/times.js
var times = __webpack_require__(40211);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/messages/gates.js






const noGates = { ready: null, smoke: null, probe: null, bake: null };
const gates_gate = (state, words) => ({ state, words });
/** The others tell of a release that passed its gates under another run, or none. */
const judging = ['deploy', 'stage', 'promote', 'rollback'];
/** Once the release turns back, the gates stand as they were last seen, and the one that it failed at is marked. */
function gatesAfter(before, scene) {
    const { request, memory } = scene;
    // A rollback may be refused, and then what it looked at is another run's release.
    const isJudging = judging.includes(request.command) && (request.command !== 'rollback' || memory.isPreflightPassed);
    if (!isJudging)
        return before;
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
    return { ...gates, [name]: gates_gate('failed', gates[name]?.words ?? '') };
}
function readyGate(scene, green) {
    const { world, memory } = scene;
    const healthy = (0,readiness/* healthyOwn */.Qg)(world, green).length;
    const counts = `${green.running} of ${green.computedDesired} running, ${healthy} healthy`;
    const isPast = (0,switch_state/* isGreenLive */.Cz)(scene) || memory.hasLabelledGreen;
    const isPassed = isPast || (memory.readyStreak >= gate/* readyStreak */.E && (0,readiness/* isReady */.i_)(world, green).isYes);
    return gates_gate(isPassed ? 'passed' : 'waiting', counts);
}
function smokeGate(scene) {
    const { memory, request } = scene;
    const { smoke } = memory;
    const passes = `${smoke.passesInRow} of ${request.smoke.passes} passes in a row`;
    const probing = (0,health_probing/* smokeProbing */.Nt)(scene);
    if (smoke.passesInRow >= request.smoke.passes)
        return gates_gate('passed', probing.requests === null ? passes : `${passes} at ${probing.where}`);
    if (smoke.isSkipped)
        return gates_gate('skipped', "no smoke test: green's tasks can't be reached from here, so target health decided");
    if ((0,switch_state/* isGreenLive */.Cz)(scene))
        return gates_gate('passed', 'before this attempt took over');
    if (memory.readyStreak < gate/* readyStreak */.E && smoke.startedAtMs === null)
        return null;
    if (probing.requests === null)
        return gates_gate('skipped', `no smoke test: ${probing.why}`);
    return gates_gate('waiting', smoke.lastFailure === null ? passes : `${passes}; last: ${smoke.lastFailure}`);
}
/** A probe judges green only after it has passed on blue; that it is not used, and why, is always said. */
function probeGate(scene) {
    const { memory, request, roles, world } = scene;
    const { baseline } = memory;
    if (request.bake.seconds === 0)
        return null;
    const probing = (0,health_probing/* productionProbing */.B$)(scene);
    if (baseline.verdict === 'passed') {
        const where = probing.requests === null ? 'production' : probing.where;
        return gates_gate('passed', `${where} answered before the switch, so probes judge green`);
    }
    if (baseline.verdict === 'unusable')
        return gates_gate('skipped', `probes not used: production failed before the switch too (${baseline.lastFailure ?? 'no answer'})`);
    if (roles.blue === null && (0,readiness/* healthyOthers */.F6)(world, roles).length === 0)
        return gates_gate('skipped', 'probes not used: there is no blue to measure them on');
    if (probing.requests === null)
        return gates_gate('skipped', `probes not used: ${probing.why}`);
    if ((0,switch_state/* isGreenLive */.Cz)(scene))
        return gates_gate('skipped', 'probes not used: this attempt could not measure them before the switch');
    return baseline.lastMs === null
        ? null
        : gates_gate('waiting', `probing production before the switch: ${baseline.lastFailure ?? 'no answer'}`);
}
function bakeGate(scene) {
    const { memory, request, world } = scene;
    const endsMs = (0,switch_state/* bakeEndsMs */.gC)(scene);
    if ((0,switch_state/* switchedAtMs */.d0)(scene) === null || endsMs === null || !(0,switch_state/* isGreenLive */.Cz)(scene))
        return null;
    if (request.bake.seconds === 0)
        return gates_gate('skipped', 'no bake asked for');
    if (memory.isBakePassed)
        return gates_gate('passed', `${(0,duration/* formatDuration */.a3)(request.bake.seconds)} without a bad sign`);
    const bad = memory.bakeProbe.failuresInRow;
    const sign = bad === 0
        ? ''
        : `; ${bad} of ${request.bake.probeFailures} failed probes: ${memory.bakeProbe.lastFailure ?? 'no answer'}`;
    return gates_gate('waiting', `until ${(0,times/* formatMoment */.K)(endsMs, world.nowMs)}${sign}`);
}

// EXTERNAL MODULE: ./build/messages/phases.js
var phases = __webpack_require__(84301);
// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
;// CONCATENATED MODULE: ./build/messages/successor.js

/**
 * Whether a newer run that holds the service tells the same pull request: there is one comment for both, and what that
 * run says is what is true. `isFollowed`: this process held the fence itself, so any other value is a newer one; else
 * the newer run is told by its number.
 */
function isToldByAnother(release, { service, taskSets }, { fence: own }, isFollowed) {
    const fence = (0,run_fence/* parseFence */.Hz)(service.tags.fence);
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
var traffic_shares = __webpack_require__(15665);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/traffic-words.js
var traffic_words = __webpack_require__(89856);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var scene = __webpack_require__(16061);
;// CONCATENATED MODULE: ./build/messages/story.js





















const nowhere = { keptUntilMs: null, loweredTo: null, commands: [], barred: null, anew: null };
const beginStory = (request, nowMs) => ({
    plan: request,
    startedAtMs: nowMs,
    nowMs,
    isFollowed: true,
    phase: 'preflight',
    phaseSinceMs: nowMs,
    spentMs: { preflight: 0 },
    source: null,
    revision: null,
    commit: (0,shown_commit/* commitAhead */.j1)(request),
    blue: null,
    green: null,
    traffic: null,
    gates: noGates,
    switchedAtMs: null,
    wayBack: nowhere,
    failure: null,
    notes: [],
    staged: null,
    status: null,
    dryRun: null,
    isToldByAnother: false,
    ending: null,
});
/** The story after one more observation and what was decided on it. */
function continueStory(story, step, world, memory) {
    const moved = spend(story, world.nowMs, (0,phases/* phaseAfter */.WP)(story.phase, step));
    return see(moved, (0,scene/* sceneOf */.c)(story.plan, world, memory));
}
/** The story for somebody who comes when it is over. */
const lateStory = (request, nowMs) => ({
    ...beginStory(request, nowMs),
    isFollowed: false,
});
/** What one look shows, without a process that had seen the release until then: the inputs it came from are not read anew. */
const lookedAt = (story, world) => see({ ...story, nowMs: world.nowMs }, (0,scene/* sceneOf */.c)(story.plan, { ...world, candidate: null }, (0,memory/* blankMemory */.s)(world.nowMs)));
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
        commit: story.commit ?? (0,shown_commit/* commitSeen */.pZ)(scene),
        blue: seen(story.blue, roles.blue, world),
        green,
        traffic: {
            sentence: (0,traffic_words/* describeTraffic */.h)(roles),
            shares: (0,traffic_shares/* sharesOf */.A)(roles),
            isOnGreen: (0,switch_state/* isGreenLive */.Cz)(scene),
        },
        gates: gatesAfter(story.gates, scene),
        switchedAtMs: (0,switch_state/* isGreenLive */.Cz)(scene) ? (0,switch_state/* switchedAtMs */.d0)(scene) : story.switchedAtMs,
        wayBack: wayBackIn(scene),
        failure: memory.failure,
        notes: (0,drift/* restoredNotes */._8)(memory),
        staged: stagedIn(scene),
        status: story.plan.command === 'status' ? (0,status_status/* statusOf */.c2)(scene) : null,
        dryRun: story.plan.command === 'plan' ? (0,dry_run/* dryRunOf */.m)(scene, decide/* decideNextStep */.A) : null,
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
    if (tags?.expires === undefined || (0,switch_state/* isGreenLive */.Cz)(scene))
        return null;
    return { release: tags.release ?? '', expiresAt: tags.expires, previewUrl: (0,health_probing/* previewUrl */.e6)(scene) };
}
function wayBackIn(scene) {
    const { request, roles } = scene;
    const { blue, pair, production } = roles;
    const before = (0,version_before/* versionBefore */.aq)(roles.green);
    const base = {
        ...nowhere,
        barred: (0,switch_state/* isGreenLive */.Cz)(scene) ? whyBarred(roles.green) : null,
        anew: before === undefined ? null : (0,arn/* lastPart */.S_)(before),
    };
    if (base.barred !== null)
        return base;
    const hasOthers = (0,readiness/* healthyOthers */.F6)(scene.world, roles).length > 0;
    const isBlueThere = blue !== null && blue.status !== 'DRAINING';
    if (!(isBlueThere || hasOthers) || pair === null || !(0,switch_state/* isGreenLive */.Cz)(scene))
        return base;
    const rules = production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, pair.green) > 0);
    const byWeights = rules.map((rule) => (0,by_hand/* handCommand */.r)(rule, pair));
    if (blue === null)
        return { ...base, commands: byWeights };
    const full = (0,lease/* fullScale */.MY)(scene.world.service.tags, blue);
    const isWeak = blue.scalePercent < full;
    const raise = `aws ecs update-task-set --cluster ${request.cluster} --service ${request.service} --task-set ${blue.arn} --scale value=${full},unit=PERCENT`;
    const label = `aws ecs update-service-primary-task-set --cluster ${request.cluster} --service ${request.service} --primary-task-set ${blue.arn}`;
    return {
        ...base,
        keptUntilMs: keptUntilMs(scene),
        loweredTo: isWeak ? blue.scalePercent : null,
        commands: [...(isWeak ? [raise] : []), ...byWeights, label],
    };
}
function whyBarred(green) {
    const forwardOnly = green?.tags['forward-only'];
    if (forwardOnly !== undefined)
        return `this release is forward-only (${forwardOnly})`;
    return green !== null && (0,green_role/* isReReleased */.n2)(green)
        ? 'a rollback made what is live; to go on to another version, run the command rollback with the input to'
        : null;
}
/** The lease in the service's tag, or what it would say when somebody wiped it. */
function keptUntilMs(scene) {
    const { request, world } = scene;
    if (!(0,switch_state/* isSwitched */.sP)(scene))
        return null;
    const taggedMs = Date.parse(world.service.tags['lease-until'] ?? '');
    const atMs = (0,switch_state/* switchedAtMs */.d0)(scene);
    if (!Number.isNaN(taggedMs))
        return taggedMs;
    return atMs === null ? null : atMs + Math.max(request.warmSeconds, request.bake.seconds) * 1000;
}


/***/ }),

/***/ 40211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ formatMoment),
/* harmony export */   f: () => (/* binding */ formatTime)
/* harmony export */ });
const shortDay = (ms) => new Date(ms).toISOString().slice(0, 10);
/** `12:00:41 UTC` */
const formatTime = (ms) => `${new Date(ms).toISOString().slice(11, 19)} UTC`;
/** `2026-03-01 12:15:00 UTC`, the day left out where it is the one of `nowMs`. */
const formatMoment = (ms, nowMs) => shortDay(ms) === shortDay(nowMs) ? formatTime(ms) : `${shortDay(ms)} ${formatTime(ms)}`;


/***/ }),

/***/ 15665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ sharesOf),
/* harmony export */   h: () => (/* binding */ shareWords)
/* harmony export */ });
/* harmony import */ var _domain_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);

function sharesOf({ pair, production }) {
    return production.map((rule) => {
        const groups = (0,_domain_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .forwardOf */ .pl)(rule)?.groups ?? [];
        const total = groups.reduce((sum, { weight }) => sum + weight, 0);
        const share = (weight) => (total === 0 ? null : (weight / total) * 100);
        const blue = pair?.blue == null ? 0 : (0,_domain_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, pair.blue);
        const green = pair === null ? 0 : (0,_domain_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, pair.green);
        return {
            rule: (0,_domain_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRule */ .UT)(rule),
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
