export const id = 967;
export const ids = [967];
export const modules = {

/***/ 4967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/adapters/runner/io.js + 2 modules
var io = __webpack_require__(20778);
// EXTERNAL MODULE: ./build/domain/common/environment/hosted.js
var hosted = __webpack_require__(25738);
;// CONCATENATED MODULE: ./build/adapters/aws/time-limit.js
// When this run has to end: its job, its credentials, or the input time-limit.

const hourMs = 3_600_000;
/** The maximum of a job on a GitHub-hosted runner, minus time for the steps before this one. */
const hostedMs = 6 * hourMs - 15 * 60_000;
/**
 * When the job or its credentials end, whichever is first. `null`: no end is known. `givenSeconds`: the input
 * `time-limit`, 0 for no limit. Never rejects: if there are no credentials, the first call to AWS says what to do.
 */
async function readTimeLimit(clients, env, startedMs, givenSeconds) {
    const credentials = await clients.ecs.reader.config.credentials().catch(() => null);
    const known = [
        givenLimit(startedMs, givenSeconds),
        jobLimit(env, startedMs),
        credentials && credentialsLimit(credentials, env, startedMs),
    ];
    const limits = known.filter((limit) => limit !== null).toSorted((one, other) => one.endsMs - other.endsMs);
    return limits[0] ?? null;
}
const givenLimit = (startedMs, seconds) => seconds === 0 ? null : { endsMs: startedMs + seconds * 1000, why: 'that is the time-limit of this step' };
const jobLimit = (env, startedMs) => (0,hosted/* isHosted */.O)(env)
    ? { endsMs: startedMs + hostedMs, why: 'a job on a GitHub-hosted runner lasts 6 hours at most' }
    : null;
/** Credentials that the SDK renews (instance profile, container, renewed token file) have no end. */
function credentialsLimit({ accessKeyId, sessionToken, expiration }, env, startedMs) {
    const isFixed = accessKeyId === env['AWS_ACCESS_KEY_ID'] || (0,hosted/* isHosted */.O)(env);
    if (!isFixed)
        return null;
    const endsMs = expiration === undefined ? Number.NaN : timeOf(expiration, env);
    if (!Number.isNaN(endsMs))
        return { endsMs, why: 'the credentials of this job end then' };
    if (sessionToken === undefined || sessionToken === '')
        return null;
    return {
        endsMs: startedMs + hourMs,
        why: 'the credentials do not say when they end, so the hour of a default role session is assumed ' +
            '(set AWS_CREDENTIAL_EXPIRATION for this step if it is another time)',
    };
}
/** An output of configure-aws-credentials may be in quotes, which the SDK parses as an invalid date. */
const timeOf = (expiration, env) => Number.isNaN(expiration.getTime())
    ? Date.parse((env['AWS_CREDENTIAL_EXPIRATION'] ?? '').replaceAll('"', ''))
    : expiration.getTime();

// EXTERNAL MODULE: ./build/adapters/ecs/services.js
var services = __webpack_require__(4575);
// EXTERNAL MODULE: ./build/adapters/ports.js + 23 modules
var adapters_ports = __webpack_require__(68192);
;// CONCATENATED MODULE: ./build/adapters/sts/port.js
/** Sent once in a run. Every call gets the same answer. */
function identityPort(clients) {
    let asked;
    return { whoAmI: () => (asked ??= ask(clients)) };
}
/** STS may be out of reach where ECS isn't, e.g. without an endpoint in the VPC. Then nobody knows. */
async function ask(clients) {
    try {
        const { sdk, client } = await clients.sts();
        const { Account, Arn } = await client.send(new sdk.GetCallerIdentityCommand({}));
        return Account === undefined || Arn === undefined ? null : { account: Account, arn: Arn };
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./build/adapters/runner/runner.js
var runner = __webpack_require__(6216);
// EXTERNAL MODULE: ./build/domain/common/environment/event.js
var environment_event = __webpack_require__(86485);
// EXTERNAL MODULE: ./build/domain/common/values/json.js
var json = __webpack_require__(20102);
;// CONCATENATED MODULE: ./build/domain/common/environment/concurrency.js
// Whether the concurrency of a workflow lets a newer run cancel this one.

/** Why a newer run may have cancelled this one, and what to do. `null`: the workflow doesn't allow it. */
function describeCancel(file) {
    if (file.path === null)
        return `If a newer run of this workflow cancelled this one: ${advice}`;
    const setting = cancelInProgress(file.workflow, file.job);
    if (setting === 'false')
        return null;
    return setting === 'true'
        ? `${file.path} sets cancel-in-progress: true, so a newer run has probably cancelled this one. To prevent it, ${advice}`
        : `${file.path} sets cancel-in-progress by an expression, so a newer run may have cancelled this one. To prevent it, ${advice}`;
}
const advice = 'set cancel-in-progress: false in the concurrency of the workflow. A newer run then waits until the release is over.';
/** Of the workflow and of the job. A job that isn't in the file is in a workflow that this one calls: then any of its jobs counts. */
function cancelInProgress(workflow, job) {
    const jobs = (0,json/* memberOf */.C5)(workflow, 'jobs');
    const own = (0,json/* memberOf */.C5)(jobs, job);
    const all = own === null && (0,json/* isJsonObject */.OW)(jobs) ? Object.values(jobs) : [own];
    const settings = [workflow, ...all].map((each) => settingOf((0,json/* memberOf */.C5)((0,json/* memberOf */.C5)(each, 'concurrency'), 'cancel-in-progress')));
    return settings.find((one) => one === 'true') ?? settings.find((one) => one === 'expression') ?? 'false';
}
function settingOf(value) {
    if (value === true || value === 'true')
        return 'true';
    return typeof value === 'string' && value.includes('${{') ? 'expression' : 'false';
}

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/revision.js
var revision = __webpack_require__(37462);
// EXTERNAL MODULE: ./build/domain/common/run/place.js
var place = __webpack_require__(39438);
// EXTERNAL MODULE: ./build/domain/common/logs/tail.js
var tail = __webpack_require__(73861);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/adapters/aws/calls.js + 1 modules
var calls = __webpack_require__(88466);
;// CONCATENATED MODULE: ./build/adapters/logs/port.js



/** The first call for each region loads or makes a client. */
const logsPort = (clients) => ({
    async lastEvents(place) {
        try {
            return { kind: 'events', messages: await readNewest(clients, place) };
        }
        catch (error) {
            if (!(error instanceof errors/* PortError */.U7))
                throw error;
            const { trouble } = error;
            if (trouble.code === 'ResourceNotFoundException')
                return missing(trouble.message);
            return isLate(trouble) ? { kind: 'late' } : { kind: 'failed', trouble };
        }
    },
});
/** The client's own time limit, before or after the headers of the answer. */
const isLate = ({ code }) => /^(?:ETIMEDOUT|TimeoutError|AbortError)$/.test(code);
/** The code is the same for both. */
const missing = (message) => ({
    kind: 'missing',
    what: /log group/i.test(message) ? 'group' : 'stream',
});
/** An empty page isn't the end: the same token twice is. */
const mostPages = 3;
async function readNewest(clients, place) {
    const { sdk, reader } = await clients.logs(place.region);
    let token;
    for (let page = 1; page <= mostPages; page++) {
        const { events = [], nextBackwardToken } = await (0,calls/* reading */.hF)('logs:GetLogEvents', place.group, () => reader.send(new sdk.GetLogEventsCommand({
            logGroupName: place.group,
            logStreamName: place.stream,
            limit: tail/* mostEvents */.Ps,
            startFromHead: false,
            ...(token === undefined ? {} : { nextToken: token }),
        })));
        if (events.length > 0)
            return events.map(({ message = '' }) => message);
        if (nextBackwardToken === undefined || nextBackwardToken === token)
            return [];
        token = nextBackwardToken;
    }
    return [];
}

// EXTERNAL MODULE: ./build/domain/common/report/apply.js
var apply = __webpack_require__(46814);
// EXTERNAL MODULE: ./build/domain/common/terraform/mentions.js
var terraform_mentions = __webpack_require__(11337);
// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var model_memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/task-sets/terraform/neighbors.js
var neighbors = __webpack_require__(99623);
// EXTERNAL MODULE: ./build/few-at-once.js
var few_at_once = __webpack_require__(49062);
// EXTERNAL MODULE: ./build/engine/observe.js + 20 modules
var engine_observe = __webpack_require__(9740);
;// CONCATENATED MODULE: ./build/engine/neighbors.js
// Observes the other services that a Terraform plan may change, for the command plan.








/** Adds the neighbors to each observation. They are read once: a plan ends with its first observation. */
function withNeighbors(observe, from, request) {
    const plan = request.goal.terraformPlan;
    if (plan === null)
        return observe;
    let neighbors = null;
    return async (memory, last, wanted) => {
        const world = await observe(memory, last, wanted);
        neighbors ??= readNeighbors(from, (0,roles_scene/* sceneOf */.c)(request, world, memory), plan);
        return { ...world, neighbors: await neighbors };
    };
}
async function readNeighbors(from, scene, plan) {
    const changes = (0,neighbors/* sharedChanges */.fh)(scene, plan).filter((change) => !(0,neighbors/* isOutOfReach */.Hh)(scene, change));
    const mentions = (0,terraform_mentions/* mentionsIn */.TV)(changes);
    if (!(0,terraform_mentions/* isAboutServices */.IE)(mentions))
        return { worlds: [], unread: [] };
    const clusters = await clustersFor(from, scene, mentions);
    const lists = await (0,few_at_once/* fewAtOnce */.X)(clusters.names, (cluster) => candidatesIn(from, mentions, cluster));
    const candidates = lists.flatMap(({ services }) => services).filter((named) => (0,neighbors/* isOther */.bv)(scene, named));
    const read = await (0,few_at_once/* fewAtOnce */.X)(candidates, (named) => readNeighbor(from, scene.request, named));
    return {
        worlds: read.flatMap((one) => ('world' in one && (0,neighbors/* isOfThisAction */.Wx)(one.world) ? one.world : [])),
        unread: [
            ...clusters.unread,
            ...lists.flatMap(({ unread }) => unread),
            ...read.flatMap((one) => ('what' in one ? one : [])),
        ],
    };
}
/** All clusters: a rule or a target group doesn't show in which of them its service is. Otherwise those that are known. */
async function clustersFor({ services }, scene, mentions) {
    const own = scene.world.service.cluster;
    try {
        return { names: [...new Set([own, ...(await services.clusters())])], unread: [] };
    }
    catch (error) {
        const names = [own, ...mentions.services.map(({ cluster }) => cluster)];
        return { names: [...new Set(names)], unread: [unreadBecause(error, 'services of other clusters')] };
    }
}
/** The services of the cluster that use what the plan names. If they can't be listed, those that it names itself. */
async function candidatesIn(from, mentions, cluster) {
    try {
        const { services: listed, unread } = await from.services.externalServices(cluster);
        const balancers = await balancersOf(from, listed);
        const found = listed.filter((one) => (0,neighbors/* isMentioned */.Uj)(mentions, one, (0,neighbors/* groupsOf */.c1)(one).flatMap((group) => balancers.get(group) ?? [])));
        return {
            services: found.map(({ service }) => (0,neighbors/* nameOf */.Vb)(service)),
            unread: unread.map(({ service, why }) => ({ what: (0,apply/* formatNamed */.vq)({ cluster, service }), why })),
        };
    }
    catch (error) {
        const services = mentions.services.filter((named) => named.cluster === cluster);
        return { services, unread: [unreadBecause(error, `other services of cluster ${cluster}`)] };
    }
}
async function balancersOf({ loadBalancer }, listed) {
    const found = await loadBalancer.readListedGroups([...new Set(listed.flatMap(neighbors/* groupsOf */.c1))]);
    return new Map(found.map(({ arn, loadBalancers }) => [arn, loadBalancers]));
}
async function readNeighbor({ portsFor }, request, named) {
    const own = (0,neighbors/* neighborRequest */.K8)(request, named);
    const ports = portsFor(own);
    // What only a release asks for is left out.
    const memory = { ...(0,model_memory/* blankMemory */.sc)(ports.clock.now()), isPreflightPassed: true };
    try {
        return { world: await (0,engine_observe/* createObserver */.r)(ports, own)(memory) };
    }
    catch (error) {
        return unreadBecause(error, (0,apply/* formatNamed */.vq)(named));
    }
}
function unreadBecause(error, what) {
    if (!(error instanceof errors/* PortError */.U7))
        throw error;
    const { action, code } = error.trouble;
    return { what, why: `${action}: ${code}` };
}

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
;// CONCATENATED MODULE: ./build/domain/common/logs/place.js
// Where the log of a container is, by its task definition.


/** `task`: its ARN. */
function logPlaceOf(task, definition, container) {
    const found = (0,json/* itemsOf */.S3)((0,json/* memberOf */.C5)(definition, 'containerDefinitions')).find((one) => (0,json/* memberOf */.C5)(one, 'name') === container);
    const configuration = (0,json/* memberOf */.C5)(found ?? null, 'logConfiguration');
    const driver = textIn(configuration, 'logDriver');
    if (found === undefined)
        return elsewhere(`The task definition has no container ${container}.`);
    if (driver === null)
        return elsewhere(withoutDriver(container));
    const options = (0,json/* memberOf */.C5)(configuration, 'options');
    return driver === 'awslogs'
        ? streamOf(task, container, options)
        : elsewhere(byDriver(container, driver, options, routerIn(definition)));
}
const elsewhere = (words) => ({ kind: 'elsewhere', words });
function textIn(value, member) {
    const text = (0,json/* memberOf */.C5)(value, member);
    return typeof text === 'string' && text !== '' ? text : null;
}
/** The awslogs driver names a stream `<prefix>/<container>/<task id>`. */
function streamOf(task, container, options) {
    const group = textIn(options, 'awslogs-group');
    const prefix = textIn(options, 'awslogs-stream-prefix');
    const region = textIn(options, 'awslogs-region') ?? regionOf(task);
    if (group === null)
        return elsewhere(`Container ${container} has the log driver awslogs without awslogs-group.`);
    // It becomes a part of the address that is asked.
    if (!/^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/.test(region))
        return elsewhere(`Container ${container} names an awslogs-region that is none. Correct it.`);
    if (prefix === null)
        return elsewhere(`Without awslogs-stream-prefix, the stream in log group ${group} (${region}) is named by the ID of the Docker ` +
            'container. Set the prefix, so that the last lines can be shown here.');
    return { kind: 'stream', region, group, stream: `${prefix}/${container}/${(0,arn/* lastPart */.S_)(task)}` };
}
const regionOf = (task) => task.split(':')[3] ?? '';
const withoutDriver = (container) => `Container ${container} has no logConfiguration. On Fargate its output is lost; on a container instance, docker logs ` +
    'shows it. With the log driver awslogs, the last lines are shown here.';
const onInstance = new Set(['json-file', 'journald']);
function byDriver(container, driver, options, router) {
    const why = 'This action reads only streams of the log driver awslogs.';
    if (driver === 'awsfirelens')
        return `${throughRouter(container, options, router)} ${why}`;
    // A task definition may hold any text here.
    const named = /^[\w-]{1,40}$/.test(driver) ? driver : 'unknown';
    return onInstance.has(driver)
        ? `The log driver ${named} keeps the output of container ${container} on its container instance. Look there. ${why}`
        : `The log driver ${named} sends the output of container ${container} to another system. Look there. ${why}`;
}
/** Options of an output may hold keys: only its name and its log group are shown. */
function throughRouter(container, options, router) {
    const output = shown(textIn(options, 'Name'), /^[\w-]{1,40}$/);
    const group = shown(textIn(options, 'log_group_name'), /^[\w./#-]{1,512}$/);
    const by = router === null ? 'FireLens' : `FireLens (container ${router})`;
    const to = output === null ? '' : ` to its output ${output}`;
    const where = group === null ? 'Look where it writes.' : `Look in log group ${group}.`;
    return `${by} sends the log of container ${container}${to}. ${where}`;
}
const shown = (text, form) => text !== null && form.test(text) ? text : null;
function routerIn(definition) {
    const router = (0,json/* itemsOf */.S3)((0,json/* memberOf */.C5)(definition, 'containerDefinitions')).find((one) => (0,json/* memberOf */.C5)(one, 'firelensConfiguration') !== null);
    return shown(textIn(router ?? null, 'name'), /^[\w-]{1,255}$/);
}
/** The values of all environment variables: any of them may be a password, whatever its name. */
const environmentValues = (definition) => (0,json/* itemsOf */.S3)((0,json/* memberOf */.C5)(definition, 'containerDefinitions'))
    .flatMap((container) => (0,json/* itemsOf */.S3)((0,json/* memberOf */.C5)(container, 'environment')))
    .flatMap((variable) => {
    const value = (0,json/* memberOf */.C5)(variable, 'value');
    return typeof value === 'string' ? [value] : [];
});

;// CONCATENATED MODULE: ./build/engine/logs/tail.js
// Reads the last lines of a container's log, within a time limit: only reports show them.



/** How long one reading takes at most. */
const limitMs = 12_000;
/** The agent sends the last lines when the container ends, and CloudWatch Logs shows them some seconds later. */
const pausesMs = [2_000, 4_000];
const lastWordsMs = 2_000;
/** Of any task: one of a service, or one that was run once. Rejects only for a bug. */
async function readLogTail(ports, { task, definition, container }, secrets) {
    const place = logPlaceOf(task, definition, container);
    const found = place.kind === 'stream' ? await inTime(ports, askUntilFound(ports, place)) : { kind: 'late' };
    return (0,tail/* tailOf */.Cj)(place, found, [...secrets, ...environmentValues(definition)]);
}
async function askUntilFound(ports, place) {
    let found = await ports.logs.lastEvents(place);
    if (hasLines(found))
        return askAgain(ports, place, found);
    for (const pauseMs of pausesMs) {
        if (!mayComeYet(found))
            break;
        await ports.clock.sleep(pauseMs);
        found = await ports.logs.lastEvents(place);
    }
    return found;
}
/** The last words of a container come after the lines before them. What shows only after a pause is all of it. */
async function askAgain({ logs, clock }, place, found) {
    await clock.sleep(lastWordsMs);
    const next = await logs.lastEvents(place);
    return hasLines(next) ? next : found;
}
const hasLines = (found) => found.kind === 'events' && found.messages.length > 0;
const mayComeYet = (found) => found.kind === 'events' ? found.messages.length === 0 : found.kind === 'missing' && found.what === 'stream';
async function inTime({ clock }, work) {
    const isOver = new AbortController();
    const late = clock.sleep(limitMs, isOver.signal).then(() => ({ kind: 'late' }));
    try {
        return await Promise.race([work, late]);
    }
    finally {
        isOver.abort();
    }
}
/** Of the task that shows why a release failed. */
const failedTaskTail = (ports, secrets) => async ({ arn, definition, container, hasRun }) => {
    if (container === null || !hasRun)
        return (0,tail/* tailElsewhere */.jV)('The container never ran, so it wrote no log.');
    try {
        const document = await ports.ecs.readTaskDefinition(definition);
        if (document === null)
            return (0,tail/* tailElsewhere */.jV)(`${definition} is gone, so its log is not known.`);
        return await readLogTail(ports, { task: arn, definition: document.content, container }, secrets);
    }
    catch (error) {
        if (!(error instanceof errors/* PortError */.U7))
            throw error;
        const { action, code } = error.trouble;
        return (0,tail/* tailElsewhere */.jV)(`Where its log is could not be read: ${action}: ${code}.`);
    }
};

// EXTERNAL MODULE: ./build/engine/reconcile.js + 8 modules
var reconcile = __webpack_require__(79463);
// EXTERNAL MODULE: ./build/engine/reporter.js + 6 modules
var engine_reporter = __webpack_require__(61664);
// EXTERNAL MODULE: ./build/domain/common/environment/identity.js
var environment_identity = __webpack_require__(33043);
;// CONCATENATED MODULE: ./build/report/identity.js
// Logs whose credentials a run uses.

/** `source`: where the credentials come from. */
function identityLog(port, source, runner) {
    let asked;
    let isOpen = true;
    const log = async () => {
        const identity = await port.whoAmI();
        const whose = identity === null ? 'STS does not say whose they are' : (0,environment_identity/* describeIdentity */.C)(identity);
        if (isOpen)
            runner.info(`AWS credentials: ${whose} (from ${source})`);
        return identity;
    };
    return {
        ask: () => (asked ??= log()),
        close: () => {
            isOpen = false;
        },
    };
}

// EXTERNAL MODULE: ./build/domain/common/values/count.js
var values_count = __webpack_require__(48993);
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var values_secrets = __webpack_require__(63899);
// EXTERNAL MODULE: ./build/report/messages/markdown.js
var markdown = __webpack_require__(67219);
// EXTERNAL MODULE: ./build/report/main-ending.js + 1 modules
var main_ending = __webpack_require__(48482);
// EXTERNAL MODULE: ./build/report/outputs.js
var report_outputs = __webpack_require__(94121);
;// CONCATENATED MODULE: ./build/report/refusal.js
// Reports a run that ended before its inputs were complete.






/**
 * Reports wrong inputs, all at once, or a bug before the release began. The pull request isn't updated, because no release
 * began. Never rejects.
 */
async function reportRefusal(error, context) {
    const { runner, secrets, saveState, writeOutputs } = context;
    const isInput = error instanceof errors/* InputError */.dz;
    const problems = isInput ? error.problems : [];
    const message = isInput ? describeInputs(problems.length) : describeBug(error);
    const reason = isInput ? 'inputs-invalid' : 'bug';
    if (!isInput && error instanceof Error)
        runner.info(error.stack ?? error.message);
    runner.fail(isInput ? 'Wrong inputs' : 'Bug', [message, ...problems].join('\n'));
    const ending = { result: isInput ? 'refused' : 'failed', reason, message, details: problems };
    try {
        writeOutputs((0,report_outputs/* maskedOutputs */.a9)((0,report_outputs/* outputsWithoutPlan */._q)(reason, message, problems), secrets));
        saveState('ending', (0,main_ending/* mainEndingText */.W)(ending, true));
        const points = problems.map((problem) => `- ${(0,markdown/* plain */.pj)(problem)}`).join('\n');
        const title = isInput
            ? '### ⛔ Wrong inputs, nothing was changed'
            : '### ❌ Failed before anything was changed';
        await runner.writeSummary((0,values_secrets/* masked */.Iv)(`${(0,markdown/* paragraphs */.qN)([title, (0,markdown/* plain */.pj)(message), points])}\n`, secrets));
    }
    catch (failed) {
        runner.annotate('warning', 'Report incomplete', failed instanceof Error ? failed.message : String(failed));
    }
}
const describeInputs = (count) => `Nothing was read or changed: ${count === 1 ? 'there is a problem' : `there are ${(0,values_count/* formatCount */.B4)(count, 'problem')}`} in the inputs, or in a file that they name:`;
const describeBug = (error) => `Nothing was changed. A bug in this action stopped the run: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}. Please report it, with the log.`;

// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
// EXTERNAL MODULE: ./build/domain/task-sets/warm/beyond-lease.js
var beyond_lease = __webpack_require__(15589);
;// CONCATENATED MODULE: ./build/domain/task-sets/report/beyond-lease.js





/** What a sweep left. */
const sweptBeyondLease = (request, world) => reported(world, (0,roles_scene/* sceneOf */.c)(request, world, (0,model_memory/* blankMemory */.sc)(world.nowMs)).roles.live);
/** For a service whose rules were not read: what has the PRIMARY label counts as live. */
function listedStatus(nowMs, service, sets) {
    const primary = sets.filter(({ status }) => status === 'PRIMARY');
    return {
        cluster: service.cluster,
        service: service.name,
        taskSets: sets.filter(({ status }) => status !== 'DRAINING').length,
        beyondLease: reported({ nowMs, service, taskSets: sets }, primary),
    };
}
const reported = (service, live) => (0,beyond_lease/* beyondLease */.w)(service, live).map((overstay) => ({
    taskSetArn: overstay.set.arn,
    revision: (0,arn/* shortName */.EU)(overstay.set.taskDefinition),
    running: overstay.set.running,
    createdAt: (0,moment/* iso */.KH)(overstay.set.createdAtMs),
    endedAt: overstay.endedMs === null ? null : (0,moment/* iso */.KH)(overstay.endedMs),
    words: (0,beyond_lease/* describeOverstay */.d)(service.nowMs, overstay),
}));

// EXTERNAL MODULE: ./build/report/context.js + 1 modules
var report_context = __webpack_require__(562);
// EXTERNAL MODULE: ./build/domain/common/report/swept.js
var swept = __webpack_require__(6491);
;// CONCATENATED MODULE: ./build/report/sweep/summary.js
// The job summary of a sweep.




/** If another run took the service over, that run is responsible for it. */
const isWell = ({ result }) => result === 'swept' || result === 'repaired' || result === 'stood-down';
/** The whole sweep in a sentence. */
function sweepSentence(services) {
    const red = services.filter((one) => !isWell(one));
    const done = services.filter((one) => one.done.length > 0).length;
    const count = (0,values_count/* formatCount */.B4)(services.length, 'service');
    const isLeft = services.some((one) => below(one).length > 0);
    const what = done === 0 ? (0,swept/* nothingDone */.m)(isLeft) : `changed ${done}`;
    const looked = red.length === 0 ? '' : `; check ${red.map(({ service }) => service).join(', ')}`;
    return `Swept ${count}: ${what}${looked}.`;
}
/** A row for each service, then the commands that a person may have to run. */
function sweepSummary(services) {
    const isClean = services.every(isWell);
    const rows = services.map((one) => [
        (0,markdown/* code */.aY)(one.service),
        (0,markdown/* code */.aY)(one.cluster),
        isWell(one) ? one.result : `**${one.result}**`,
        cell(one.done, below(one).length > 0 ? '–' : 'nothing to sweep'),
        cell(isWell(one) ? below(one) : [one.message, ...below(one)], ''),
    ]);
    const commands = services.flatMap((one) => one.commands);
    return `${(0,markdown/* paragraphs */.qN)([
        `### ${isClean ? '🧹 Swept' : '❌ Not all swept'}`,
        (0,markdown/* plain */.pj)(sweepSentence(services)),
        services.length === 0
            ? null
            : (0,markdown/* table */.tp)(['Service', 'Cluster', 'Result', 'Done', 'Left alone because'], rows),
        beyondLeaseTable(services),
        commands.length === 0 ? null : `By hand:\n\n${(0,markdown/* codeBlock */.DV)(commands)}`,
    ])}\n`;
}
/** The services that still run a version that they no longer need, for people who look after a whole cluster. `null`: none does. */
function beyondLeaseTable(services) {
    const rows = services.flatMap((one) => one.beyondLease.map(({ words }) => [(0,markdown/* code */.aY)(one.service), (0,markdown/* code */.aY)(one.cluster), (0,markdown/* plain */.pj)(words)]));
    return rows.length === 0 ? null : (0,markdown/* table */.tp)(['Service', 'Cluster', 'Still runs beyond its lease'], rows);
}
/** The same, a line each. */
const beyondLeaseLines = ({ beyondLease: sets, ...named }) => sets.map(({ words }) => `${(0,apply/* formatNamed */.vq)(named)}: ${words}`);
const below = ({ leftAlone, details }) => [...leftAlone, ...details];
const cell = (lines, none) => lines.length === 0 ? none : lines.map(markdown/* plain */.pj).join('<br>');

;// CONCATENATED MODULE: ./build/report/cluster/text.js
// The status of a cluster in words: for the log, the outputs and the summary.




/** The whole status in a sentence. */
function clusterSentence({ clusters, services, unread }) {
    const late = services.filter(({ beyondLease }) => beyondLease.length > 0);
    const names = late.map(apply/* formatNamed */.vq).join(', ');
    const found = late.length === 0
        ? 'none runs a version beyond its lease'
        : `${(0,values_count/* formatCount */.B4)(late.length, 'service')} still ${late.length === 1 ? 'runs' : 'run'} a version beyond its lease: ${names}. Run the command sweep for ${late.length === 1 ? 'it' : 'them'}`;
    const blind = unread.length === 0 ? '' : ` Not everything could be read: ${unread.map(formatUnread).join('; ')}.`;
    return `${(0,values_count/* formatCount */.B4)(services.length, 'service')} with the deployment controller EXTERNAL in ${formatClusters(clusters)}: ${found}.${blind}`;
}
/** A line for each task set that is beyond its lease, and for what could not be read. */
const clusterLines = ({ services, unread }) => [
    ...services.flatMap(beyondLeaseLines),
    ...unread.map((one) => `not read: ${formatUnread(one)}`),
];
function clusterSummary(status) {
    const rows = status.unread.map(({ cluster, service, why }) => [
        service === null ? 'all' : (0,markdown/* code */.aY)(service),
        (0,markdown/* code */.aY)(cluster),
        (0,markdown/* plain */.pj)(why),
    ]);
    return `${(0,markdown/* paragraphs */.qN)([
        `### 🔎 Status of ${formatClusters(status.clusters)}`,
        (0,markdown/* plain */.pj)(clusterSentence(status)),
        beyondLeaseTable(status.services),
        rows.length === 0 ? null : (0,markdown/* table */.tp)(['Service', 'Cluster', 'Could not be read'], rows),
    ])}\n`;
}
const formatClusters = (names) => `${names.length === 1 ? 'cluster' : 'clusters'} ${names.join(', ')}`;
const formatUnread = ({ cluster, service, why }) => `${service === null ? `the services of cluster ${cluster}` : (0,apply/* formatNamed */.vq)({ cluster, service })} (${why})`;

;// CONCATENATED MODULE: ./build/report/cluster/finish.js





/** Fails if not everything could be read: what it doesn't show might run beyond its lease. Never rejects. */
async function finishClusterStatus(context, asked, status) {
    const { runner, secrets } = context;
    const lines = clusterLines(status).map((line) => (0,values_secrets/* masked */.Iv)(line, secrets));
    const sentence = (0,values_secrets/* masked */.Iv)(clusterSentence(status), secrets);
    for (const line of [...lines, sentence])
        runner.info(line);
    const result = status.unread.length === 0 ? 'status' : 'failed';
    const reasonCode = status.unread.length === 0 ? 'status' : 'reads-failed';
    const json = jsonOf(context, asked, status, { result, reasonCode });
    const outputs = { result, 'reason-code': reasonCode, 'result-json': JSON.stringify(json) };
    context.writeOutputs((0,report_outputs/* maskedOutputs */.a9)((0,report_outputs/* withoutRelease */.U7)(outputs), secrets));
    if (result === 'failed')
        runner.fail('Status incomplete', [sentence, ...lines].join('\n'));
    else if (lines.length > 0)
        runner.annotate('warning', 'Beyond its lease', lines.join('\n'));
    await (0,report_context/* writeSummaryText */.rm)(context, clusterSummary(status));
}
function jsonOf({ clock }, { request, startedAtMs }, status, end) {
    const { runId, runAttempt, repository } = request.release;
    return {
        version: 1,
        ...end,
        message: clusterSentence(status),
        ...{ runId, runAttempt, repository },
        services: status.services,
        unread: status.unread,
        startedAt: (0,moment/* iso */.KH)(startedAtMs),
        endedAt: (0,moment/* iso */.KH)(clock.now()),
    };
}

;// CONCATENATED MODULE: ./build/engine/status-all.js





/** One summary and one result for all services. What can't be read is named and doesn't stop the others. Never rejects. */
async function statusOfClusters(asking) {
    const { request, scope, services: port, clock } = asking;
    const startedAtMs = clock.now();
    const listed = await (0,few_at_once/* fewAtOnce */.X)(scope.clusters, (cluster) => listIn(port, cluster));
    const read = await (0,few_at_once/* fewAtOnce */.X)(listed.flatMap(({ services }) => services), (service) => statusOf(port, clock.now(), service));
    await finishClusterStatus(asking, { request, startedAtMs }, {
        clusters: scope.clusters.map(arn/* lastPart */.S_),
        services: read.flatMap((one) => ('beyondLease' in one ? one : [])),
        unread: [
            ...listed.flatMap(({ unread }) => unread),
            ...read.flatMap((one) => ('why' in one ? one : [])),
        ],
    });
}
async function listIn(port, cluster) {
    try {
        const { services, unread } = await port.externalServices(cluster);
        return { services, unread: unread.map((one) => ({ cluster: (0,arn/* lastPart */.S_)(cluster), ...one })) };
    }
    catch (error) {
        return { services: [], unread: [{ cluster: (0,arn/* lastPart */.S_)(cluster), service: null, why: (0,errors/* messageOf */.bD)(error) }] };
    }
}
/** A service with one task set has nothing beyond its lease, so its tags aren't asked for. */
async function statusOf(port, nowMs, listed) {
    const { service, sets } = listed;
    const isAlone = sets.filter(({ status }) => status !== 'DRAINING').length <= 1;
    try {
        return listedStatus(nowMs, service, isAlone ? sets : await port.taggedSets(listed));
    }
    catch (error) {
        return { cluster: service.cluster, service: service.name, why: (0,errors/* messageOf */.bD)(error) };
    }
}

// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/inputs/sweep-scope.js
var sweep_scope = __webpack_require__(24889);
// EXTERNAL MODULE: ./build/report/messages/endings.js
var endings = __webpack_require__(98132);
// EXTERNAL MODULE: ./build/report/messages/log-lines.js
var log_lines = __webpack_require__(63748);
// EXTERNAL MODULE: ./build/domain/common/run/step.js
var run_step = __webpack_require__(35719);
;// CONCATENATED MODULE: ./build/report/sweep/outputs.js




/** One result for all services. `result-json` has an entry for each service. */
function sweepOutputs({ release }, services, closedDeployments, times) {
    const red = services.find((one) => !isWell(one));
    const good = services.some((one) => one.result === 'repaired') ? 'repaired' : 'swept';
    const result = red === undefined ? good : 'failed';
    const reasonCode = red?.reason ?? good;
    const json = {
        version: 1,
        result,
        reasonCode,
        message: sweepSentence(services),
        runId: release.runId,
        runAttempt: release.runAttempt,
        repository: release.repository,
        services: services.map(({ reason, leftAlone, commands, ...one }) => ({
            ...one,
            details: (0,run_step/* linesOf */.D)({ details: one.details, leftAlone, commands }),
            reasonCode: reason,
        })),
        closedDeployments,
        startedAt: (0,moment/* iso */.KH)(times.startedAtMs),
        endedAt: (0,moment/* iso */.KH)(times.endedAtMs),
    };
    return (0,report_outputs/* withoutRelease */.U7)({ result, 'reason-code': reasonCode, 'result-json': JSON.stringify(json) });
}

;// CONCATENATED MODULE: ./build/report/sweep/finish.js
// The end of a sweep: comments, Deployments, summary, outputs and exit code for all services.






/** Never rejects. */
async function finishSweep(context, gitHub, { request, services, startedAtMs }) {
    const { runner, clock, secrets } = context;
    const { deployments, comments } = await gitHub.end();
    const closed = [...deployments, ...comments];
    const late = services.flatMap(beyondLeaseLines);
    for (const line of [...closed, ...late, sweepSentence(services)])
        runner.info((0,values_secrets/* masked */.Iv)(line, secrets));
    const page = [sweepSummary(services), ...closed.map((line) => `- ${line}`)].join('\n');
    const times = { startedAtMs, endedAtMs: clock.now() };
    context.writeOutputs((0,report_outputs/* maskedOutputs */.a9)(sweepOutputs(request, services, deployments, times), secrets));
    const red = services.filter((one) => !isWell(one));
    const problems = red.flatMap((one) => [one.message, ...(0,run_step/* linesOf */.D)(one)]);
    if (red.length > 0)
        runner.fail('Not all swept', (0,values_secrets/* masked */.Iv)(problems.join('\n'), secrets));
    await (0,report_context/* writeSummaryText */.rm)(context, `${page}\n`);
}

// EXTERNAL MODULE: ./build/report/answers/end-limit.js
var end_limit = __webpack_require__(5456);
// EXTERNAL MODULE: ./build/report/news/channel.js + 5 modules
var channel = __webpack_require__(81330);
// EXTERNAL MODULE: ./build/report/pulls/finder.js
var finder = __webpack_require__(65102);
// EXTERNAL MODULE: ./build/report/answers/warnings.js
var answers_warnings = __webpack_require__(25118);
// EXTERNAL MODULE: ./build/domain/common/request/commit.js
var request_commit = __webpack_require__(43256);
// EXTERNAL MODULE: ./build/domain/common/request/release-id.js
var release_id = __webpack_require__(27680);
// EXTERNAL MODULE: ./build/domain/common/report/report.js
var report_report = __webpack_require__(56046);
// EXTERNAL MODULE: ./build/report/news/later.js
var later = __webpack_require__(62881);
// EXTERNAL MODULE: ./build/report/messages/rollback.js
var rollback = __webpack_require__(99038);
// EXTERNAL MODULE: ./build/report/stamp.js
var stamp = __webpack_require__(82992);
// EXTERNAL MODULE: ./build/report/messages/traffic.js
var traffic = __webpack_require__(8025);
;// CONCATENATED MODULE: ./build/report/sweep/abandoned.js
// The comment of a release whose run vanished.








/** Where traffic is now, and what the sweep did. The text does not include the marker that starts a comment. */
function abandonedComment({ report, done }, vanished) {
    const { releaseId, left } = vanished;
    const { cluster, service } = report.request;
    const isLive = [releaseId, (0,stamp/* stampIn */.rW)(left)?.releaseId].some((id) => report.liveReleases.includes(id ?? ''));
    const text = (0,later/* laterText */._)({
        title: `⚠️ ${(0,markdown/* code */.aY)(service)} in ${(0,markdown/* code */.aY)(cluster)}: its run ended without a report`,
        traffic: (0,traffic/* plainTrafficLine */.OF)(report, !isLive),
        alert: (0,markdown/* alert */.xE)('WARNING', [whatHappened(report, vanished, isLive), '', ...whatWasDone(report, done)]),
        shown: report,
        rollback: isLive ? rollbackParts(report) : [],
        version: null,
        current: left,
    });
    return `${text}\n\n<sub>As of ${(0,moment/* formatDay */.im)(report.nowMs)}. Release ${(0,markdown/* plain */.pj)(releaseId)}.</sub>`;
}
/** What happened, and what to do. */
function whatHappened({ request: { release } }, { releaseId, runId }, isLive) {
    const run = `[Run ${String(runId)}](${(0,release_id/* runUrlOf */.Qm)(release.runUrl, runId)})`;
    const next = isLive
        ? 'This release has production traffic, and its run no longer watches it. Run its job again to repeat all checks, or roll it back.'
        : 'This release has no production traffic. To release it, run its job again.';
    return `${run} is over and did not report how release ${(0,markdown/* plain */.pj)(releaseId)} ended. ${next}`;
}
function whatWasDone({ request: { release } }, done) {
    const sweep = `A [sweep](${release.runUrl}) checked the service`;
    return done.length === 0 ? [`${sweep}.`] : [`${sweep}:`, '', ...done.map((line) => `- ${(0,markdown/* plain */.pj)(line)}`)];
}
/** As after any release that has ended. */
function rollbackParts(report) {
    const over = (0,report_report/* endReport */.eQ)(report, { result: 'swept', reason: 'swept', message: '', details: [] }, report.nowMs);
    return [(0,markdown/* always */.Gk)((0,rollback/* rollbackLine */.Hs)(over)), (0,markdown/* goes */.n2)(6, 'the commands for a rollback by hand', (0,rollback/* commandsByHand */.Xm)(over))];
}

// EXTERNAL MODULE: ./build/report/messages/kept.js
var kept = __webpack_require__(16970);
// EXTERNAL MODULE: ./build/domain/common/report/releases.js
var releases = __webpack_require__(80698);
// EXTERNAL MODULE: ./build/report/news/context.js
var context = __webpack_require__(7580);
;// CONCATENATED MODULE: ./build/report/sweep/comments.js
// Ends the comments of runs that vanished.









function commentCloser(closing, pulls) {
    const { github, runner, wantsComment } = closing;
    const updated = [];
    const refused = new Map();
    async function closeOne(seen, trace, closed) {
        try {
            const pull = await pulls.numberOf(trace);
            if (github === null || pull === null || closed.has(pull))
                return;
            closed.add(pull);
            const sentence = await comments_close(closing, github, seen, pull);
            if (sentence !== null)
                updated.push(sentence);
        }
        catch (error) {
            const text = (0,errors/* messageOf */.bD)(error);
            refused.set(text, [...(refused.get(text) ?? []), nameOf(trace)]);
        }
    }
    return {
        updated,
        async close(seen) {
            const closed = new Set();
            if (wantsComment)
                for (const trace of seen.pulls)
                    await closeOne(seen, trace, closed);
        },
        warn() {
            if (wantsComment && github === null)
                runner.info('github-token is empty, so comments are not checked.');
            for (const [text, traces] of refused) {
                const named = [...new Set(traces)].join(', ');
                runner.annotate('warning', 'Comments not checked', `${named}: ${text} The sweep continues.`);
            }
        },
    };
}
const nameOf = ({ pull, commit }) => pull === null ? `commit ${(0,request_commit/* shortCommit */.A)(commit ?? '')}` : `#${String(pull)}`;
async function comments_close({ runs, secrets }, github, seen, pull) {
    const { request } = seen.report;
    for (const marker of (0,context/* markersOf */.Bs)(seen.report)) {
        const current = (await github.findComment(pull, marker)) ?? '';
        const releaseId = (0,kept/* releaseInProgress */._N)(current);
        const runId = releaseId === null ? null : (0,release_id/* runOfRelease */.IP)(releaseId, request.service);
        // If GitHub doesn't report the run as over, the comment may be correct.
        if (releaseId === null || runId === null || (await runs.isOver(runId)) !== true)
            continue;
        // A promotion shows the release that was staged.
        const shown = (0,stamp/* stampIn */.rW)(current);
        const state = shown === null ? null : stateOf(seen, shown.releaseId);
        const next = shown === null ? null : { ...shown, state, seen: seen.report.seen, runId: request.release.runId };
        const text = abandonedComment(seen, { releaseId, runId, left: current });
        const body = next === null ? text : `${(0,stamp/* stampLine */.i$)(next)}\n${(0,kept/* liveSinceLine */.nl)((0,kept/* liveSinceIn */.C0)(current))}${text}`;
        await github.upsertComment(pull, marker, (0,values_secrets/* masked */.Iv)(body, secrets));
        return `updated pull request #${String(pull)}: the run of release ${releaseId} is over`;
    }
    return null;
}
/** What the sweep found of a release. `null`: its task set is gone, or a bake is in progress. */
const stateOf = ({ report: { found, news } }, id) => found.find(({ release }) => release.id === id)?.state ??
    news.filter(({ release }) => release.id === id).map(releases/* stateAfter */.W_)[0] ??
    null;

// EXTERNAL MODULE: ./build/report/deployments/open.js
var deployments_open = __webpack_require__(99298);
;// CONCATENATED MODULE: ./build/report/sweep/deployments.js


/** A cluster may have a hundred services in one environment. */
const deployments_mostPages = 5;
/** Never rejects: a refusal by GitHub is a warning (invariant 9). `onClosed` gets a sentence for each. */
async function closeDeployments({ github, runs, environment, runner }, seen, onClosed) {
    if (seen.length === 0)
        return;
    if (environment === null) {
        runner.info('The input environment is empty, so Deployments are not checked.');
        return;
    }
    if (github === null) {
        runner.annotate('warning', 'Could not update GitHub', 'github-token is empty, so no Deployment is closed.');
        return;
    }
    try {
        // This run, or a run that GitHub doesn't report as over, is still in progress.
        const hasEnded = async (runId) => (await runs.isOver(runId)) === true;
        await (0,deployments_open/* closeOpenDeployments */.Zy)({
            github,
            environment,
            owners: seen.map(({ report }) => report),
            hasEnded,
            pages: deployments_mostPages,
            onClosed,
        });
    }
    catch (error) {
        const text = (0,errors/* messageOf */.bD)(error);
        runner.annotate('warning', 'Deployments not closed', `${text} The sweep continues.`);
    }
}

;// CONCATENATED MODULE: ./build/report/sweep/github.js






function sweepOnGitHub(context) {
    const pulls = (0,finder/* createPullFinder */.Q)(context.github);
    const comments = commentCloser(context, pulls);
    const warnings = (0,answers_warnings/* gitHubWarnings */.t7)(context);
    const states = [];
    const begun = [];
    const deployments = [];
    /** News come first: both may be about the same comment. */
    async function update(state) {
        const place = (0,channel/* newsChannel */.p)({ ...context, pulls, warnings });
        await place.close({ ...state.report, pull: null, commit: null });
        await comments.close(state);
    }
    return {
        add(state) {
            states.push(state);
            begun.push(update(state));
        },
        async end() {
            // Services of several clusters may share a name, so this needs all of them.
            const closing = closeDeployments(context, states, (sentence) => deployments.push(sentence));
            await (0,end_limit/* withinEnd */.z)(context.clock, warnings, Promise.all([...begun, closing]));
            comments.warn();
            return { deployments, comments: comments.updated };
        },
    };
}

// EXTERNAL MODULE: ./build/domain/task-sets/sweep/sweep.js + 9 modules
var sweep = __webpack_require__(62862);
// EXTERNAL MODULE: ./build/domain/task-sets/report/releases.js
var report_releases = __webpack_require__(23606);
// EXTERNAL MODULE: ./build/domain/task-sets/report/report.js + 13 modules
var report = __webpack_require__(28218);
;// CONCATENATED MODULE: ./build/domain/task-sets/report/swept.js





function sweptState(request, { first, last, done }) {
    const scene = (0,roles_scene/* sceneOf */.c)(request, last, { ...(0,model_memory/* blankMemory */.sc)(last.nowMs), swept: done });
    const before = (0,report_releases/* releasesIn */.yI)((0,roles_scene/* sceneOf */.c)(request, first, (0,model_memory/* blankMemory */.sc)(first.nowMs)));
    const seen = (0,report_releases/* seeReleases */.ij)({ releases: before, news: [] }, request.release.id, scene);
    // What had begun is reported with its run (`report/sweep/comments.ts`).
    const news = seen.news.filter(({ change }) => change !== 'removed');
    return {
        report: { ...(0,report/* observedReport */.X)((0,report_report/* lateReport */.Nz)(asStatus(request), last.nowMs), last), request, ...seen, news },
        pulls: before
            .filter(({ repository }) => repository === request.release.repository)
            .map(({ pull, commit }) => ({ pull, commit })),
        done,
    };
}
/** Which task set is blue and which is green, and how a rollback stands, is what the command status sees. */
const asStatus = (request) => ({ ...request, command: 'status' });

;// CONCATENATED MODULE: ./build/engine/sweep-all.js

















/**
 * Sweeps services independently: a failure at one doesn't stop the others. Ends with one summary, one result and one exit
 * code for all. Never rejects.
 */
async function sweepAll(sweeping, signal) {
    const { request, clock } = sweeping;
    const startedAtMs = clock.now();
    const unlisted = [];
    const gitHub = sweepOnGitHub(sweeping);
    const targets = await targetsOf(sweeping, unlisted);
    const swept = await (0,few_at_once/* fewAtOnce */.X)(targets, (target) => sweepOne(sweeping, (0,sweep_scope/* requestFor */.pU)(request, target), gitHub, signal));
    await finishSweep(sweeping, gitHub, { request, startedAtMs, services: [...unlisted, ...swept] });
}
/** The services that were named, or all of the clusters. What can't be listed or read is a failed entry of its own. */
async function targetsOf({ scope, services }, unlisted) {
    if (scope.services.length > 0)
        return scope.services;
    const found = await Promise.all(scope.clusters.map(async (cluster) => {
        try {
            const listed = await services.externalServices(cluster);
            for (const { service, why } of listed.unread)
                unlisted.push(notSwept(cluster, service, `Service ${service} could not be read: ${why}`));
            return listed.services.map(({ service }) => ({ cluster, service: service.name }));
        }
        catch (error) {
            const what = (0,errors/* messageOf */.bD)(error);
            unlisted.push(notSwept(cluster, '', `The services of cluster ${cluster} could not be listed: ${what}`));
            return [];
        }
    }));
    return found.flat();
}
const nothing = { done: [], leftAlone: [], details: [], commands: [], beyondLease: [] };
const notSwept = (cluster, service, message) => ({
    ...{ cluster, service, result: 'failed', reason: 'reads-failed', message },
    ...nothing,
});
async function sweepOne({ portsFor, clock, runner, secrets }, request, gitHub, signal) {
    const { cluster, service } = request;
    const say = (line) => {
        runner.info((0,values_secrets/* masked */.Iv)(`${service}: ${line}`, secrets));
    };
    const ports = portsFor(request);
    const { observe, first } = keepingFirst((0,engine_observe/* createObserver */.r)(ports, request));
    try {
        const { step, world, memory } = await (0,reconcile/* reconcile */.L)({
            ports,
            observe,
            request,
            listener: logTo(request, say),
            signal,
        });
        if (world !== null)
            gitHub.add(sweptState(request, { first: first() ?? world, last: world, done: memory.swept }));
        const { result, message, leftAlone = [], details, commands = [] } = step.act;
        for (const line of [message, ...(0,run_step/* linesOf */.D)(step.act)])
            say(line);
        const end = { result, reason: step.reason, message, leftAlone, details, commands };
        const beyondLease = world === null ? [] : sweptBeyondLease(request, world);
        return { cluster, service, ...end, done: memory.swept, beyondLease };
    }
    catch (error) {
        const { message, reason } = (0,endings/* bugEnding */.mX)((0,report_report/* beginReport */.mC)(request, clock.now()), error);
        say(error instanceof Error ? (error.stack ?? message) : message);
        return { cluster, service, result: 'failed', reason, message, ...nothing };
    }
}
/** Keeps the first observation: by the end, some of what the sweep found is gone. */
function keepingFirst(look) {
    const worlds = [];
    return {
        observe: async (memory, last, wanted) => {
            const world = await look(memory, last, wanted);
            if (worlds.length === 0)
                worlds.push(world);
            return world;
        },
        first: () => worlds[0] ?? null,
    };
}
/** Each write, each move of traffic, and each wait once. */
function logTo(request, say) {
    let last = '';
    let traffic = null;
    const once = (line) => {
        if (line !== last)
            say(line);
        last = line;
    };
    return {
        onStep: (step, world, memory) => {
            const now = (0,sweep/* describeLive */.IY)((0,roles_scene/* sceneOf */.c)(request, world, memory));
            if (traffic !== null && now !== traffic)
                say(`traffic: ${now}`);
            traffic = now;
            if ((0,model_step/* isWrite */.ao)(step.act))
                say(`${step.reason}: ${step.because}`);
            else if (step.act.kind === 'wait')
                once(`waiting (${step.reason}): ${step.because}`);
        },
        onTrouble: (trouble) => {
            once((0,log_lines/* describeTrouble */.LC)(trouble));
        },
    };
}

// EXTERNAL MODULE: ./build/inputs/unknown.js
var unknown = __webpack_require__(87746);
// EXTERNAL MODULE: ./build/settings/table.js + 3 modules
var table = __webpack_require__(68993);
// EXTERNAL MODULE: ./build/inputs/command.js
var inputs_command = __webpack_require__(90125);
;// CONCATENATED MODULE: ./build/inputs/unread.js
// Inputs that the command doesn't read.


/**
 * A line for the log; `null`: the command reads all that is given. One step may serve all commands, so such an input is
 * no problem. The runner passes defaults as if they were set, so a value that equals the default counts as absent.
 */
function unreadLine(raw) {
    const command = (0,inputs_command/* commandIn */.v)(raw);
    const unread = table/* settingNames */.H$.filter((name) => {
        const isGiven = (raw[name] ?? null) !== null && raw[name] !== table/* settings */.W0[name].default;
        return isGiven && !table/* settings */.W0[name].commands.includes(command);
    });
    return unread.length === 0
        ? null
        : `inputs that the command ${command} does not read: ${unread.join(', ')}`;
}

// EXTERNAL MODULE: ./build/domain/common/environment/rollback-workflow.js
var rollback_workflow = __webpack_require__(47059);
// EXTERNAL MODULE: ./build/inputs/revision/parse.js + 3 modules
var parse = __webpack_require__(84467);
;// CONCATENATED MODULE: ./build/inputs/workflows/rollback.js
// Finds the workflow that rolls back the service by hand, in the job's checkout.



const folder = '.github/workflows';
/** Maximum number of workflows that are read. Time passes before the first read of AWS. */
const mostFiles = 100;
const limit = { bytes: 128 * 1024, why: 'it is larger than 128 KiB' };
/**
 * `null`: there is none, or the command creates no release. A file that can't be read or parsed is skipped. The parser is
 * loaded only for a file that may roll back. Never rejects.
 */
async function findRollbackWorkflow(request, env, files, names) {
    if (!(0,commands/* traitsOf */.J)(request).bringsOwnCommit)
        return null;
    const wanted = names.filter((name) => /\.ya?ml$/.test(name)).slice(0, mostFiles);
    const parsed = await Promise.all(wanted.map((name) => read(name, files)));
    return (0,rollback_workflow/* rollbackWorkflowOf */.vv)(parsed.filter((file) => file !== null), { ...request, action: env['GITHUB_ACTION_REPOSITORY'] || null });
}
async function read(file, files) {
    const path = `${folder}/${file}`;
    const reading = files.read(path, limit);
    if (reading.kind !== 'text' || !(0,rollback_workflow/* mayRollBack */.AC)(reading.text))
        return null;
    const parsed = await (0,parse/* parseFile */.C)(path, reading.text).catch(() => null);
    return parsed?.problem === null ? { file, workflow: parsed.value } : null;
}

;// CONCATENATED MODULE: ./build/inputs/workflows/own.js

/** The checkout may have another commit than the run's workflow, or none. Never rejects. */
async function readWorkflowFile(env, files) {
    const path = workflowPath(env['GITHUB_WORKFLOW_REF'] ?? '', env['GITHUB_REPOSITORY'] ?? '');
    const read = path === null ? null : files.read(path);
    if (path === null || read?.kind !== 'text')
        return { path: null };
    const parsed = await (0,parse/* parseFile */.C)(path, read.text).catch(() => null);
    if (parsed?.problem !== null)
        return { path: null };
    return { path, workflow: parsed.value, job: env['GITHUB_JOB'] ?? '' };
}
/** `acme/shop/.github/workflows/release.yml@refs/heads/main`. `null`: a workflow of another repository, or none. */
function workflowPath(ref, repository) {
    const [, owner, path] = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@/.exec(ref) ?? [];
    return owner === repository ? (path ?? null) : null;
}

// EXTERNAL MODULE: ./build/wiring.js + 41 modules
var build_wiring = __webpack_require__(93677);
;// CONCATENATED MODULE: ./build/main.js
// The job's step: one run of the action.


























/** Inputs, ports, the loop, the end. `cancelled` fires when the runner cancels the job. Never rejects. */
async function main(cancelled) {
    const inputs = await (0,build_wiring/* readInputs */.Ko)();
    for (const note of inputs.environment.proxies.notes)
        runner/* runner */.l.annotate('warning', 'Proxy not used', note);
    for (const problem of (0,unknown/* unknownInputs */.qs)(process.env))
        runner/* runner */.l.annotate('warning', 'Unknown input', problem);
    const unread = unreadLine(inputs.raw);
    if (unread !== null)
        runner/* runner */.l.info(unread);
    try {
        const wiring = await (0,build_wiring/* wire */.O4)(inputs, false);
        if (inputs.config?.problems.length === 0)
            (0,io/* saveState */.LZ)('config', JSON.stringify(inputs.config.file));
        for (const warning of (0,revision/* documentWarnings */.HZ)(wiring.request))
            runner/* runner */.l.annotate('warning', 'Task definition', warning);
        const unnamed = unnamedCommit(wiring.request, inputs.raw.commit ?? null);
        if (unnamed !== null)
            runner/* runner */.l.annotate('warning', 'Commit', unnamed);
        const whose = identityLog(identityPort(wiring.clients), inputs.environment.aws.description, runner/* runner */.l);
        try {
            // A rollback asks once it has time.
            if (!(0,commands/* traitsOf */.J)(wiring.request).rollsBack)
                void whose.ask();
            const clusters = (0,build_wiring/* clusterStatusOf */.u3)(wiring, inputs);
            if (wiring.request.command === 'sweep')
                await sweepAll((0,build_wiring/* sweepingOf */.Sc)(wiring, inputs), cancelled);
            else if (clusters !== null)
                await statusOfClusters(clusters);
            else
                await release(wiring, whose, cancelled);
        }
        finally {
            whose.close();
            wiring.clients.destroy();
        }
    }
    catch (error) {
        await reportRefusal(error, { runner: runner/* runner */.l, secrets: inputs.secrets, saveState: io/* saveState */.LZ, writeOutputs: io/* writeOutputs */.Kn });
    }
}
const unnamedCommit = ({ command, release: named }, input) => input !== null || !(0,commands/* traitsOf */.J)({ command }).bringsOwnCommit
    ? null
    : (0,environment_event/* describeUnnamedCommit */.VI)(process.env['GITHUB_EVENT_NAME'] ?? '', named);
async function release(wiring, whose, signal) {
    const request = await bound(wiring);
    const ports = { ...(0,adapters_ports/* awsPorts */.E)(wiring.clients, request), runs: wiring.reporting.runs };
    const readTail = failedTaskTail({ ...ports, logs: logsPort(wiring.clients) }, wiring.reporting.secrets);
    const reporter = (0,engine_reporter/* createReporter */.A)(request, { ...wiring.reporting, saveState: io/* saveState */.LZ, writeOutputs: io/* writeOutputs */.Kn, readTail });
    try {
        const listener = {
            ...reporter,
            onStep: (step, world, memory) => {
                reporter.onStep(step, world, memory);
                if (step.act.kind === 'wait')
                    void whose.ask();
            },
        };
        const observe = withNeighbors((0,engine_observe/* createObserver */.r)(ports, request), neighborsFrom(wiring, ports), request);
        const finished = await (0,reconcile/* reconcile */.L)({ ports, observe, request, listener, signal });
        await reporter.finish(await explained(finished, request, whose));
    }
    catch (error) {
        await reporter.crash(error);
    }
    finally {
        await ports.commands.ended();
    }
}
const neighborsFrom = ({ clients }, { loadBalancer }) => ({
    services: (0,services/* servicesPort */.a)(clients),
    loadBalancer,
    portsFor: (request) => (0,adapters_ports/* awsPorts */.E)(clients, request),
});
/** The end with what only the job knows. Nothing is left to do at AWS. */
async function explained(finished, request, whose) {
    const { step, world } = finished;
    const more = [
        ...(world === null ? await credentialLines(request, whose) : []),
        ...(step.reason === 'cancelled' ? await cancelLines() : []),
    ];
    return { ...finished, step: { ...step, act: { ...step.act, details: [...step.act.details, ...more] } } };
}
/** If not even the first reads worked, the credentials may be of another account than was meant. */
async function credentialLines(request, whose) {
    const identity = await whose.ask();
    return identity === null ? [] : (0,place/* describeCredentials */.Mo)(request, identity);
}
/** GitHub sends the same signal if a person cancels the run and if a newer run of its concurrency group does. */
async function cancelLines() {
    const why = describeCancel(await readWorkflowFile(process.env, (0,build_wiring/* workspace */.Gl)()));
    return why === null ? [] : [why];
}
/** The request with the time at which the job or its credentials end, and with the workflow that its green names. */
async function bound({ request, clients, reporting }) {
    if (!(0,commands/* traitsOf */.J)(request).isBoundByTime)
        return request;
    const { timeLimitSeconds } = request;
    const [timeLimit, rollbackWorkflow] = await Promise.all([
        readTimeLimit(clients, process.env, reporting.clock.now(), timeLimitSeconds),
        findRollbackWorkflow(request, process.env, (0,build_wiring/* workspace */.Gl)(), (0,build_wiring/* workflowNames */.gd)()),
    ]);
    return { ...request, timeLimit, release: { ...request.release, rollbackWorkflow } };
}


/***/ })

};
