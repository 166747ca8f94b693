export const id = 179;
export const ids = [179];
export const modules = {

/***/ 76385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   U0: () => (/* binding */ stateNames),
/* harmony export */   vj: () => (/* binding */ inputNames)
/* harmony export */ });
/* unused harmony exports outputs, states */
/* harmony import */ var _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68264);
// The registry of inputs, outputs and state: names, descriptions, defaults. action.yml is generated from it.

/** The commands that create a green, switch to one, or both. Most inputs are for them. */
const releasing = ['deploy', 'stage', 'promote', 'rollback', 'plan'];
/** The commands that choose what green runs. */
const choosing = ['deploy', 'stage', 'plan'];
/** The commands that switch production traffic and then keep blue warm. A plan reads what the deploy will read. */
const switching = ['deploy', 'promote', 'rollback', 'plan'];
const optional = (description, readBy = releasing) => ({
    description,
    default: null,
    required: false,
    commands: readBy,
});
const required = (description) => ({ ...optional(description, _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P), required: true });
const preset = (value, description, readBy = releasing) => ({
    ...optional(description, readBy),
    default: value,
});
/** The inputs, in the order of action.yml. A test compares the two. */
const inputs = {
    command: preset('deploy', 'What to do. deploy: release a version. stage: start and test green without production traffic. promote: switch ' +
        'to the staged green. rollback: return production traffic to the version before. teardown: end the warm time ' +
        'now. sweep: complete what killed runs left unfinished, and delete what has expired. status: report the state. plan: report ' +
        'what deploy would do. status and plan change nothing.', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    cluster: required('Name or ARN of the ECS cluster. sweep: one or more, one per line or separated by commas.'),
    service: optional('Name or ARN of the ECS service. Required by every command except sweep. Its deployment controller must be ' +
        'EXTERNAL. sweep: one or more, one per line or separated by commas. Default: every `EXTERNAL` service in the cluster.', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    'task-definition': optional('What green runs: the path of a task definition file (JSON or YAML; the output of ' +
        '`aws ecs describe-task-definition` also works), or the ARN, `family` or `family:revision` of a registered task ' +
        'definition, which is deployed unchanged. Default: the live revision.', choosing),
    image: optional('Image to set in the task definition, e.g. `registry/web:1.2.3`. It is set for the container `container-name`. ' +
        'Without `container-name`: for the only container, or else the container behind the load balancer.', choosing),
    'container-name': optional('Container that `image` is set for. On the first deployment it also names the container behind the load balancer.'),
    images: optional('Images for several containers, one `container=image` per line, e.g. `web=registry/web:1.2.3`. Not with `image`.', choosing),
    'production-listener-arns': optional('ARNs of the listeners whose rules carry production traffic, one per line or separated by commas. Default: every ' +
        'rule and default action of the load balancer that forwards to the live target group.', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    'production-rule-arns': optional('ARNs of the listener rules that carry production traffic, one per line or separated by commas. Use it if only ' +
        'some rules of a listener carry production traffic. Default: as for `production-listener-arns`.', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    'test-listener-arn': optional('ARN of a listener for testing green before the switch. Its default action is set to forward to green. Not with ' +
        '`test-rule-arn`. Later commands read it from a tag of the task set.', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    'test-rule-arn': optional('ARN of a listener rule for testing green before the switch. The rule is set to forward to green. Not with ' +
        '`test-listener-arn`.', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    'target-groups': optional('ARNs of the two target groups that releases alternate between, one per line or separated by a comma, in any order. Required only ' +
        'until a production rule holds both.', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    'production-url': optional('Absolute http(s) URL to probe during the bake, e.g. `https://shop.example.com`. If `health-paths` is set, each ' +
        'path is appended to it. Default: derived from the listener, the rule and the paths.'),
    'test-url': optional('Absolute http(s) URL that reaches green before the switch, e.g. `https://shop.example.com:8443`. Each path ' +
        'of the smoke tests is appended to it. Default: derived from the test listener or rule, or else the addresses of ' +
        "green's tasks."),
    'probe-headers': optional('Headers to send with every smoke test and probe, one `Name: value` per line. Values and their words with 6 or more ' +
        'characters are masked.'),
    'health-paths': optional('Paths that smoke tests and probes request, each starting with `/`, one per line or separated by commas. Each ' +
        "must return a status from 200 to 299. Default: the path of the target group's health check."),
    'ready-timeout': preset('10m', 'Maximum time for all tasks of green to start and become healthy, e.g. `10m` or `1h30m`.'),
    'smoke-timeout': preset('2m', 'Maximum time for the smoke tests to pass, e.g. `2m` or `90s`.'),
    'smoke-passes': preset('3', 'How many times in a row each smoke test must pass: 1 to 100.'),
    'smoke-interval': preset('2s', 'Time between two rounds of smoke tests, e.g. `2s`.'),
    'bake-time': preset('5m', 'How long green is watched under production traffic after the switch, e.g. `5m`. Any failure signal rolls back. ' +
        '`0` disables the bake.'),
    'probe-interval': preset('3s', 'Time between two probes during the bake, e.g. `3s`.'),
    'probe-failures': preset('3', 'How many probes in a row must fail before the bake rolls back: 1 to 100.'),
    'warm-time': preset('15m', 'How long blue keeps running after the switch, so that a rollback takes seconds, e.g. `15m`, at most `720h`. It ' +
        'includes the bake: blue is never deleted before the bake ends, even with `0`. A job waits for at most `24h` ' +
        '(see `teardown`).'),
    'warm-scale': preset('100', 'Scale of blue after the bake, in percent of the desired count: 1 to 100. Less than 100 costs less, but then a ' +
        'rollback has to start tasks first.', switching),
    teardown: preset('wait', 'wait: the job runs until the warm time is over and blue is deleted. defer: the job ends after the bake, and the ' +
        'next deploy, teardown or sweep deletes blue. If the wait would outlast the job, its credentials or 24 ' +
        'hours, the teardown is deferred automatically, and the run reports it.', switching),
    'time-limit': preset('0', "Maximum duration of this step, e.g. `25m`. Set it to the job's `timeout-minutes` minus the time of its other steps. `0`: " +
        'no limit.'),
    'on-drift': preset('stop', 'What to do if something else changes the production weights after the switch. stop: report both states and ' +
        'change nothing more. restore: route production to green again, at most 3 times per rule. sweep with restore: ' +
        'moves rules that forward to a target group without healthy targets to the task set that is ready.', [...switching, 'sweep']),
    subnets: optional("Subnets of green's tasks, one per line or separated by commas. Default: as blue."),
    'security-groups': optional("Security groups of green's tasks, one per line or separated by commas. Default: as blue."),
    'assign-public-ip': optional("Whether green's tasks get a public IP address (Fargate only): enabled or disabled. Default: as blue."),
    'launch-type': optional("Launch type of green's tasks: ec2, fargate or external. Not with `capacity-providers`. Default: as blue."),
    'capacity-providers': optional('Capacity provider strategy of green, one `name`, `name=weight` or `name=weight:base` per line, e.g. ' +
        '`FARGATE=1:2`. Not with `launch-type`. Default: as blue.'),
    'platform-version': optional('Fargate platform version, e.g. `1.4.0` or `latest`. Default: as blue.'),
    environment: optional('GitHub environment to show a Deployment for, e.g. `production`. Default: none. Leave it out if the job itself ' +
        'names an environment, since GitHub would then show two Deployments. sweep: closes Deployments that killed runs left in ' +
        'progress.', [...releasing, 'sweep']),
    'github-token': preset('${{ github.token }}', 'Token for the comment (`pull-requests: write`) and the Deployment (`deployments: write`). Without these ' +
        'permissions the release continues with a warning. sweep also uses it to check whether runs are over (`actions: read`).', _domain_common_request_request_js__WEBPACK_IMPORTED_MODULE_0__/* .commands */ .P),
    comment: preset('true', 'Whether to keep a comment on the pull request up to date: true or false. sweep: whether to close the comments of ' +
        'killed runs.', [...releasing, 'sweep']),
    'on-cancel': preset('rollback', 'What a cancelled run does. rollback: delete green if it has no production traffic yet, roll back during the bake, ' +
        'keep green afterwards. keep: change nothing.'),
    'stage-expiry': preset('72h', 'stage: how long green waits for its promotion, e.g. `72h`; from `1m` to `720h` (30 days).', ['stage']),
    'release-id': optional('promote: the release to promote, as in the output `release-id` of stage. Default: the staged release.', ['promote']),
    'expected-sha': optional('promote: the commit that must be staged, e.g. `github.sha`. Default: any commit.', ['promote']),
    restage: preset('false', 'promote: whether to stage an expired green again, with all its tests, and then promote it: true or false.', ['promote']),
    'keep-rolled-back': preset('0', 'rollback: how long the rolled-back version keeps running for inspection, without production traffic, e.g. `24h`, ' +
        'at most `720h` (30 days). `0` deletes it. If no blue was warm, `warm-time` applies instead.', ['rollback']),
    'rollback-to': optional('rollback: the revision to roll back to, as an ARN or `family:revision`. Default: the warm blue, or else the ' +
        'revision before the live one.', ['rollback']),
    reason: optional('rollback: the reason, shown in the report. Required, together with `force`, to roll back a forward-only ' +
        'release.', ['rollback']),
    force: preset('false', 'Whether to continue despite findings that are only risks, or with content that was rolled back before: true or ' +
        'false. rollback: also whether to roll back a forward-only release, which requires a `reason`. teardown: also ' +
        'whether to continue while the live version is unhealthy.', [...releasing, 'teardown']),
};
/** The outputs, with their texts in action.yml. */
const outputs = {
    result: 'How the run ended: released, staged, rolled-back, torn-down, swept, status, planned, failed, refused or ' +
        'stood-down. The command rollback ends as rolled-back if blue was warm, and as released if it had to release the ' +
        'revision again.',
    'reason-code': 'Why the run ended this way, as one of a fixed list of codes, e.g. `not-ready-in-time`.',
    'release-id': 'Id of this release: the run id and the service, the same for every attempt of the run. The id of a rollback ends ' +
        'with `-rollback`. Pass the id of a stage to promote as its input `release-id`.',
    'green-task-set-arn': 'ARN of the task set that the command is about. deploy and stage: the one they created. promote: the staged one. ' +
        'rollback to a warm blue: the one that was rolled back. teardown and status: the live one. Empty if there is none.',
    'blue-task-set-arn': 'ARN of the task set that a rollback returns to: the one that was live when the release began. After a rollback to ' +
        'a warm blue: the one that is live again. Empty on a first deployment.',
    'task-definition-arn': 'ARN of the task definition revision that green runs.',
    'blue-kept-until': 'Time until which blue is kept for a rollback (ISO 8601, UTC). Empty once blue is gone.',
    timings: 'Seconds spent in each phase, as a JSON object.',
    'expires-at': 'stage: when the staged green expires (ISO 8601, UTC). Empty for other commands.',
    'preview-url': 'stage: the URL of green, from `test-url` or else the test rule. Empty if neither input is set.',
    'result-json': 'All outputs and more as one versioned JSON object.',
};
/** The state that main saves for post. Missing state means that main wrote nothing to AWS. */
const states = {
    ending: 'How main ended, as JSON. Absent if it was killed.',
    handover: 'What main knew before each of its writes, as JSON. Absent if it had written nothing.',
    'release-id': 'Id of the release. Absent if main had begun none.',
    deployment: 'Id of the GitHub Deployment that main opened.',
    comment: 'Number of the pull request that main commented on.',
};
const stateNames = Object.keys(states);
const inputNames = Object.keys(inputs);


/***/ }),

/***/ 18467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nT: () => (/* binding */ attemptLimitMs),
  oB: () => (/* binding */ checkingAnswers),
  jb: () => (/* binding */ checkingCredentials),
  wI: () => (/* binding */ hasLeftTheProcess),
  MF: () => (/* binding */ leftTheProcess)
});

;// CONCATENATED MODULE: ./build/adapters/aws/results.js
// How the answer to each operation is recognized. A page of a proxy can have status 200 too.
const entity = (name) => ({ required: [name, `${name}Arn`], optional: [] });
/** Whether AWS leaves out an empty list isn't established, so an answer may have none of its members. */
const members = (...optional) => ({ required: null, optional });
/** ECS and Application Auto Scaling answer in JSON. */
const jsonResults = {
    CreateTaskSet: entity('taskSet'),
    DeleteTaskSet: entity('taskSet'),
    DescribeContainerInstances: members('containerInstances', 'failures'),
    DescribeScalableTargets: members('ScalableTargets', 'NextToken'),
    DescribeScalingPolicies: members('ScalingPolicies', 'NextToken'),
    DescribeScheduledActions: members('ScheduledActions', 'NextToken'),
    DescribeServices: members('services', 'failures'),
    DescribeTaskDefinition: entity('taskDefinition'),
    DescribeTaskSets: members('taskSets', 'failures'),
    DescribeTasks: members('tasks', 'failures'),
    ListServices: members('serviceArns', 'nextToken'),
    ListTaskDefinitions: members('taskDefinitionArns', 'nextToken'),
    ListTasks: members('taskArns', 'nextToken'),
    RegisterScalableTarget: members('ScalableTargetARN'),
    RegisterTaskDefinition: entity('taskDefinition'),
    TagResource: members(),
    UntagResource: members(),
    UpdateServicePrimaryTaskSet: entity('taskSet'),
    UpdateTaskSet: entity('taskSet'),
};
/** Elastic Load Balancing and STS answer in XML: `<DescribeRulesResponse><DescribeRulesResult>…`. */
const xmlOperations = new Set([
    'AssumeRole',
    'AssumeRoleWithWebIdentity',
    'DescribeListeners',
    'DescribeLoadBalancers',
    'DescribeRules',
    'DescribeTargetGroupAttributes',
    'DescribeTargetGroups',
    'DescribeTargetHealth',
    'ModifyListener',
    'ModifyRule',
]);
const isKnownOperation = (operation) => Object.hasOwn(jsonResults, operation) || xmlOperations.has(operation);
/** Whether it is AWS's answer to this operation: a request id, and the operation's own result. */
function isAnswerOf(operation, answer) {
    const known = jsonResults[operation];
    return known === undefined ? isXmlAnswer(operation, answer) : isJsonAnswer(known, answer);
}
/** Whether AWS sent this error. A page of a proxy with status 403 doesn't show a missing permission. */
function isErrorOf(operation, { headers, text }) {
    if (xmlOperations.has(operation))
        return /<(Error|Errors)>[\s\S]*<Code>/.test(text);
    const type = objectOf(text)?.['__type'];
    if (headers['x-amzn-errortype'] !== undefined)
        return text === '' || objectOf(text) !== null;
    return isText(type) && type !== '';
}
function isJsonAnswer({ required, optional }, { headers, text }) {
    const result = objectOf(text);
    if (result === null || !hasRequestId(headers))
        return false;
    if (required !== null) {
        const [member, arn] = required;
        return isText(result[member]?.[arn]);
    }
    const answered = Object.keys(result);
    const known = answered.filter((member) => optional.includes(member));
    return ((answered.length === 0 || known.length > 0) && known.every((member) => isMember(member, result[member])));
}
const isText = (value) => typeof value === 'string';
/** A token or an ARN is a text, anything else a list. */
const isMember = (name, value) => value === null ||
    (/(oken|ARN)$/.test(name)
        ? isText(value)
        : Array.isArray(value) &&
            value.every((item) => isText(item) || (typeof item === 'object' && item !== null)));
/** The end is checked too: a document that was cut off parses as one with fewer rules. */
function isXmlAnswer(operation, { headers, text }) {
    const isWhole = text.trimEnd().endsWith(`</${operation}Response>`);
    const hasResult = new RegExp(`<${operation}Result[\\s/>]`).test(text);
    return isWhole && hasResult && (hasRequestId(headers) || /<RequestId>[^<]+<\/RequestId>/.test(text));
}
const hasRequestId = (headers) => (headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? headers['x-amzn-request-id'] ?? '') !== '';
function objectOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null && !Array.isArray(value)
            ? value
            : null;
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./build/adapters/aws/answers.js
// Accepts only answers of AWS: whole, in time, with a request id and the operation's own result.

/** The time limit of one attempt, body included. A body that drips would otherwise hold a read forever. */
const attemptLimitMs = 5_000;
/** No answer to a call of this action comes near it. */
const bodyLimitBytes = 32 * 1024 * 1024;
/** An answer that AWS didn't give. The write may have been carried out all the same. */
class NotFromAws extends Error {
    name = 'NotFromAws';
    /** The SDK repeats a read. */
    $retryable = {};
    $metadata;
    constructor(operation, { statusCode, headers }) {
        // A header is text from outside: no more of it than a type has.
        const [type = 'no content type'] = /^[\w.+-]+\/[\w.+-]+/.exec(headers['content-type'] ?? '') ?? [];
        super(`HTTP ${String(statusCode)} with a response to ${operation} that is not from AWS (${type})`);
        this.$metadata = { httpStatusCode: statusCode };
    }
}
/** Checks every answer to this client, closest to the network: the SDK parses only what passes. */
const checkingAnswers = (client) => checking(client, leftTheProcess);
/** The same for a client that fetches credentials. If that fails, the call that needs them isn't sent. */
const checkingCredentials = (client) => checking(client, repeatable);
function checking(client, failed) {
    const check = (next, context) => async (args) => {
        try {
            return await exchanged(next, args, (context.commandName ?? '').replace(/Command$/, ''));
        }
        catch (error) {
            throw failed(error);
        }
    };
    client.middlewareStack.add(check, { step: 'deserialize', priority: 'low', name: 'checkAnswer' });
    return client;
}
async function exchanged(next, args, operation) {
    if (!isKnownOperation(operation))
        throw new Error(`The result of ${operation} is not listed in results.ts.`);
    const endsMs = performance.now() + attemptLimitMs;
    const exchange = await next(args);
    const { response } = exchange;
    const bytes = await wholeBody(response.body, endsMs - performance.now());
    const { statusCode, headers } = response;
    const answer = { statusCode, headers: lowerCase(headers), text: bytes.toString('utf8') };
    if (!isFromAws(operation, answer))
        throw new NotFromAws(operation, answer);
    // The SDK reads the body too, and gets the same bytes.
    response.body = bytes;
    return exchange;
}
/** A 5xx keeps its meaning, whether AWS or a gateway in between sent it. */
const isFromAws = (operation, answer) => answer.statusCode >= 500 ||
    (answer.statusCode < 300 ? isAnswerOf(operation, answer) : isErrorOf(operation, answer));
const lowerCase = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
async function wholeBody(body, limitMs) {
    if (body instanceof Uint8Array)
        return Buffer.from(body);
    const late = Object.assign(new Error('The body of the response was not complete in time.'), {
        name: 'TimeoutError',
    });
    const timer = setTimeout(() => body.destroy?.(late), Math.max(0, limitMs));
    try {
        const chunks = [];
        let size = 0;
        for await (const chunk of body) {
            chunks.push(chunk);
            size += chunk.length;
            if (size > bodyLimitBytes)
                throw new Error('The body of the response has no end.');
        }
        return Buffer.concat(chunks);
    }
    finally {
        clearTimeout(timer);
    }
}
const departed = new WeakSet();
/** Remembers that the request of this error was handed to the network, and lets the SDK repeat it if it is a read. */
function leftTheProcess(thrown) {
    const error = repeatable(thrown);
    departed.add(error);
    return error;
}
function repeatable(thrown) {
    const error = thrown instanceof Error ? thrown : copyOf(thrown);
    return '$retryable' in error ? error : Object.assign(error, { $retryable: {} });
}
/** The SDK replaces what isn't an `Error` here, such as an error of another realm, by one without its name and code. */
function copyOf(thrown) {
    const { name = 'Error', message = String(thrown), code } = (thrown ?? {});
    return Object.assign(new Error(message, { cause: thrown }), {
        name,
        ...(code === undefined ? {} : { code }),
    });
}
/** Whether the request may have reached AWS. An error that the SDK made of a response counts too. */
const hasLeftTheProcess = (error) => typeof error === 'object' && error !== null && (departed.has(error) || '$response' in error);


/***/ }),

/***/ 53665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ timingPort),
/* harmony export */   k: () => (/* binding */ watchAttempts)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);
/* harmony import */ var _domain_common_values_trouble_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(45365);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19473);
// When each attempt of a call is sent: how old a read is, and whether a write may still go out.



const watched = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
/** Runs after signing, before each attempt of each call of the client. The stack is resolved once per call. */
function watchAttempts(client) {
    client.middlewareStack.add((next) => {
        const call = Symbol('call');
        return async (args) => {
            note(call);
            try {
                const done = await next(args);
                noteDate(done);
                return done;
            }
            catch (error) {
                noteFailure(call, error);
                throw error;
            }
        };
    }, { step: 'finalizeRequest', priority: 'low', name: 'watchAttempts' });
    return client;
}
function note(call) {
    const watch = watched.getStore();
    if (watch === undefined)
        return;
    const nowMs = watch.now();
    // A repeat that comes too late: what is known of the write is how it failed before.
    if (nowMs > watch.untilMs)
        throw watch.failed.get(call) ?? new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .TooLate */ .d6();
    watch.sentMs.set(call, nowMs);
    watch.calls += 1;
}
/** The SDK repeats a throttled attempt, so nobody else sees it. */
function noteFailure(call, error) {
    const watch = watched.getStore();
    if (watch === undefined || !(error instanceof Error))
        return;
    if ((0,_domain_common_values_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .isThrottling */ .E)(error.name))
        watch.isThrottled = true;
    else if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .TooLate */ .d6))
        watch.failed.set(call, error);
}
function noteDate(done) {
    const date = done.response?.headers?.['date'];
    if (date !== undefined)
        watched.getStore()?.onDate(date);
}
function timingPort(clock) {
    const now = () => clock.now();
    let skewMs = null;
    // A date has whole seconds.
    const onDate = (date) => {
        const serverMs = Date.parse(date) + 500;
        if (!Number.isNaN(serverMs))
            skewMs = now() - serverMs;
    };
    const watch = (untilMs) => ({
        ...{ now, untilMs, onDate, sentMs: new Map(), failed: new Map(), calls: 0, isThrottled: false },
    });
    return {
        async read(work) {
            const startedMs = now();
            const reading = watch(Number.POSITIVE_INFINITY);
            const value = await watched.run(reading, work);
            const { sentMs, calls, isThrottled } = reading;
            const readAtMs = sentMs.size === 0 ? startedMs : Math.min(...sentMs.values());
            return { value, readAtMs, calls, isThrottled };
        },
        sendBy: (untilMs, work) => watched.run(watch(untilMs), work),
        within: inTime,
        skewMs: () => skewMs,
    };
}
function inTime(ms, work) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(resolve, ms, null);
    });
    return Promise.race([work, late]).finally(() => {
        clearTimeout(timer);
    });
}


/***/ }),

/***/ 88466:
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
// EXTERNAL MODULE: ./build/adapters/aws/answers.js + 1 modules
var answers = __webpack_require__(18467);
// EXTERNAL MODULE: ./build/domain/common/values/sentence.js
var sentence = __webpack_require__(56073);
// EXTERNAL MODULE: ./build/domain/common/values/trouble.js
var trouble = __webpack_require__(45365);
;// CONCATENATED MODULE: ./build/adapters/aws/trouble.js
// What an error of the SDK means: denied, refused, busy, or lost.



/** What is known after a call failed. Never throws, whatever `thrown` is. */
function troubleFrom(thrown, call) {
    const error = sdkErrorOf(thrown);
    const code = codeOf(error);
    const setup = setupTrouble(error);
    if (setup !== null)
        return { kind: 'refused', action: call.action, resource: call.resource, ...setup };
    const kind = kindOf(error, code, { isWrite: call.isWrite, hasLeft: (0,answers/* hasLeftTheProcess */.wI)(thrown) });
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
    if (typeof thrown !== 'object' || thrown === null)
        return { name: 'Error', message: String(thrown) };
    const { name, code, message, $metadata, $response } = thrown;
    return { name: textOf(name), code: textOf(code), message: textOf(message), $metadata, $response };
}
/** The SDK passes on whatever a body holds in place of a text. */
const textOf = (value) => (typeof value === 'string' ? value : undefined);
/** The code of a network error says more than its name, which is `TimeoutError` even for a reset. */
function codeOf(error) {
    const isNetwork = error.name === 'Error' || error.name === 'TimeoutError';
    return (isNetwork ? error.code : undefined) ?? error.name ?? 'UnknownError';
}
function statusOf(error) {
    return error.$metadata?.httpStatusCode ?? error.$response?.statusCode ?? 0;
}
function messageOf(error, code) {
    // The further lines are hints for developers of the SDK.
    const said = (error.message ?? '').split('\n', 1)[0] ?? '';
    if (code === 'ENOTFOUND')
        return `${said} (is the region correct?)`;
    if (code === 'AbortError' || code === 'TimeoutError')
        return 'no response in time';
    if (code === 'SyntaxError')
        return `HTTP ${statusOf(error)} with a response that is not from AWS (${said})`;
    if (code.startsWith('HPE_'))
        return `the response is not HTTP (${said})`;
    return said === '' ? code : said;
}
const askForCredentials = 'Run aws-actions/configure-aws-credentials before this step (with OIDC the job needs ' +
    '`permissions: id-token: write`), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
const askForLonger = 'Give the job credentials that last longer (role-duration-seconds of aws-actions/configure-aws-credentials).';
const askForRegion = 'Set AWS_REGION, or set aws-region of aws-actions/configure-aws-credentials before this step.';
/** Faults of the job, not of the account. AWS returns 403 for some of them, but no policy would fix them. */
function setupTrouble(error) {
    const said = error.message ?? '';
    if (said.startsWith('Region is missing')) {
        return { code: 'NoRegion', message: `No AWS region is set. ${askForRegion}` };
    }
    if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') {
        return {
            code: 'NoCredentials',
            message: `No AWS credentials were found. ${askForCredentials} (${(0,sentence/* withoutStop */.f)(said)})`,
        };
    }
    if (/not authorized to perform:? sts:AssumeRole/i.test(said)) {
        const advice = 'Allow this job in the trust policy of the role.';
        return { code: 'RoleNotAssumed', message: `${(0,sentence/* withoutStop */.f)(said)}. ${advice}` };
    }
    if (error.name !== undefined && (0,trouble/* isOfCredentials */.S)(error.name)) {
        const advice = error.name.startsWith('Expired') ? askForLonger : askForCredentials;
        return {
            code: error.name,
            message: `AWS does not accept the credentials: ${(0,sentence/* withoutStop */.f)(said)}. ${advice}`,
        };
    }
    return null;
}
function kindOf(error, code, { isWrite, hasLeft }) {
    const status = statusOf(error);
    const unknown = isWrite ? 'lost' : 'busy';
    if (wasThrottled(error, status))
        return 'busy';
    // What a proxy answers shows nothing about the call, whatever its status.
    if (code === 'NotFromAws')
        return hasLeft ? unknown : 'busy';
    if (/^(AccessDenied|Unauthorized)/.test(code) || status === 403)
        return 'denied';
    if (neverConnected.has(code) || code === 'EndlessPages')
        return 'busy';
    if (!hasLeft)
        return isPassing(code) ? 'busy' : 'refused';
    if (status === 503 || /ServiceUnavailable/.test(code))
        return 'busy';
    // No HTTP answer, one that can't be read, or a 5xx: the call may have been carried out.
    return status < 400 || status >= 500 ? unknown : 'refused';
}
/** ECS sends `ThrottlingException` (`Rate exceeded`), although its model doesn't list it (fact 19). */
function wasThrottled(error, status) {
    return status === 429 || (0,trouble/* isThrottling */.E)(error.name ?? '') || /Rate exceeded/i.test(error.message ?? '');
}
/** No connection to AWS existed, so nothing was sent. */
const neverConnected = new Set([
    'ECONNREFUSED',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'ERR_PROXY_TUNNEL',
]);
/** Of what never left the process, only a failed fetch of credentials may succeed the next time. */
const isPassing = (code) => /^(ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|AbortError|TimeoutError|HPE_\w+)$/.test(code);
/** AWS names the missing permission, which may belong to another action: `iam:PassRole`, `ecs:TagResource`. */
function namedInDenial(message) {
    const found = /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(message);
    const [, action, resource] = found ?? [];
    return {
        ...(action === undefined ? {} : { action }),
        ...(resource === undefined ? {} : { resource: resource.replace(/[.,]$/, '') }),
    };
}

;// CONCATENATED MODULE: ./build/adapters/aws/calls.js
// Sends reads and writes to AWS, pages included. All errors become `PortError`.



/** The time limit of a write, so that a request that hangs can't delay a rollback. */
const writeLimitMs = 5_000;
/** One read, retried by the client that sends it. Rejects with `PortError` and nothing else. */
async function reading(action, resource, send) {
    try {
        return await send();
    }
    catch (error) {
        throw new errors/* PortError */.U7(troubleFrom(error, { action, resource, isWrite: false }), error);
    }
}
/**
 * One write, within `limitMs`. `send` has to pass the options to a client that sends once. Rejects with `PortError` and
 * nothing else. Its kind `lost` says that the write may have been carried out.
 */
async function writing(action, resource, send, limitMs = writeLimitMs) {
    const abortSignal = AbortSignal.timeout(limitMs);
    try {
        // The SDK stops listening to the signal once it has the headers. The body may still be on its way.
        return await Promise.race([send({ abortSignal }), abortionOf(abortSignal)]);
    }
    catch (error) {
        if (error instanceof errors/* TooLate */.d6)
            throw error;
        throw new errors/* PortError */.U7(troubleFrom(error, { action, resource, isWrite: true }), error);
    }
}
const abortionOf = (signal) => new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
        const late = new Error('There was no response in time.');
        reject((0,answers/* leftTheProcess */.MF)(Object.assign(late, { name: 'TimeoutError' })));
    });
});
/** A write that its token makes safe to repeat. The client decides how often, and limits each attempt. */
async function repeating(action, resource, send) {
    try {
        return await send();
    }
    catch (error) {
        if (error instanceof errors/* TooLate */.d6)
            throw error;
        throw new errors/* PortError */.U7(troubleFrom(error, { action, resource, isWrite: true }), error);
    }
}
/** Fifty times what the largest service or load balancer has. */
const mostPages = 1_000;
/** A list whose pages have no end. Reading on would keep the process alive forever. */
class EndlessPages extends Error {
    name = 'EndlessPages';
}
/** Follows the pages to the end, or until `isEnough`. An empty page with a token is not the end. */
async function allPages(fetchPage, isEnough = () => false) {
    const items = [];
    let token;
    for (let pages = 1; pages <= mostPages; pages++) {
        const page = await fetchPage(token);
        items.push(...(page.items ?? []));
        if (page.next === undefined || page.next === '' || isEnough(items))
            return items;
        if (page.next === token)
            throw new EndlessPages(`page ${String(pages)} names itself as the next page`);
        token = page.next;
    }
    throw new EndlessPages(`the list has no end after ${String(mostPages)} pages`);
}
/** Splits a request by the operation's limit, sends the parts at the same time, and keeps the order. */
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
/** Sleeps up to a tenth longer than asked, so that releases that start together don't send their reads at the same time. */
const realClock = {
    now: () => Math.floor(performance.timeOrigin + performance.now()),
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

/***/ 79451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ awsPorts)
});

// EXTERNAL MODULE: ./build/adapters/aws/attempts.js
var attempts = __webpack_require__(53665);
// EXTERNAL MODULE: ./build/adapters/clock.js
var clock = __webpack_require__(21759);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(56987);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTaskSetsCommand.js
var DescribeTaskSetsCommand = __webpack_require__(8919);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/adapters/aws/calls.js + 1 modules
var calls = __webpack_require__(88466);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/values/tag-prefix.js
var tag_prefix = __webpack_require__(82539);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/service-tags.js
var service_tags = __webpack_require__(51358);
// EXTERNAL MODULE: ./build/domain/common/request/release-id.js
var release_id = __webpack_require__(27680);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/long-value.js
var long_value = __webpack_require__(27535);
;// CONCATENATED MODULE: ./build/domain/task-sets/tags/set-tags.js
// The tags of a task set as AWS stores them, and the facts that they hold.



/** What to write for these facts, without the prefix. The task set names its service, so the release ID leaves it out. */
function formatSetTags(service, facts) {
    const { release, 'previous-revision': before, ...others } = facts;
    return {
        ...others,
        ...(release === undefined ? {} : { release: (0,release_id/* shortReleaseId */.tj)(release, service) }),
        ...(before === undefined ? {} : (0,long_value/* splitValue */.oZ)('previous-revision', (0,arn/* lastPart */.S_)(before))),
    };
}
/** The facts that the tags of a task set hold. `set`: its ARN. */
function parseSetTags(set, tags) {
    const [, service] = /:task-set\/[^/]+\/([^/]+)\/ecs-svc\/\d+$/.exec(set) ?? [];
    const { release } = tags;
    const before = (0,long_value/* joinValue */.Qu)('previous-revision', tags);
    const parts = (0,long_value/* partsOf */.CI)('previous-revision');
    return {
        ...Object.fromEntries(Object.entries(tags).filter(([name]) => !parts.includes(name))),
        ...(release === undefined || service === undefined ? {} : { release: (0,release_id/* longReleaseId */.N4)(release, service) }),
        ...(before === undefined ? {} : { 'previous-revision': before }),
    };
}

;// CONCATENATED MODULE: ./build/adapters/ecs/translate.js




function serviceView(service) {
    const own = (0,arn/* arn */.Cm)(service.serviceArn ?? '');
    return {
        arn: own,
        name: service.serviceName ?? '',
        cluster: (0,arn/* lastPart */.S_)(service.clusterArn ?? ''),
        status: service.status ?? 'UNKNOWN',
        // A service that was created without a controller has the type ECS.
        controller: service.deploymentController?.type ?? 'ECS',
        desiredCount: service.desiredCount ?? 0,
        tags: (0,service_tags/* parseServiceTags */.g)(own, ownTags(service.tags)),
        otherTags: (service.tags ?? []).filter(isOthers).length,
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
        tags: parseSetTags(set.taskSetArn ?? '', ownTags(set.tags)),
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
        otherTags: othersTags(set.tags),
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
/** The settings as input of CreateTaskSet. What blue doesn't have is left out. */
function settingsInput(settings) {
    const { network, platformVersion, serviceRegistries } = settings;
    return {
        ...placementInput(settings),
        ...(network === null ? {} : { networkConfiguration: { awsvpcConfiguration: networkInput(network) } }),
        ...(platformVersion === null ? {} : { platformVersion }),
        ...(serviceRegistries.length === 0 ? {} : { serviceRegistries: serviceRegistries.map(registryInput) }),
    };
}
/** A launch type and a strategy exclude each other. The strategy wins (fact 11). */
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
        // A task is listed as soon as it is stopping.
        stoppedAtMs: (task.stoppedAt ?? task.executionStoppedAt ?? task.stoppingAt)?.getTime() ?? 0,
        containers: (task.containers ?? []).map((container) => ({
            name: container.name ?? '',
            exitCode: container.exitCode ?? null,
            reason: container.reason ?? null,
        })),
    };
}
/** Our tags, without their prefix. */
function ownTags(tags) {
    const own = (tags ?? []).flatMap(({ key, value }) => key?.startsWith(tag_prefix/* tagPrefix */.B) === true ? [[key.slice(tag_prefix/* tagPrefix */.B.length), value ?? '']] : []);
    return Object.fromEntries(own);
}
/** Tags that AWS sets itself don't count toward its limit (fact 14). */
const isOthers = ({ key = '' }) => !key.startsWith(tag_prefix/* tagPrefix */.B) && !/^aws:/i.test(key);
/** Tags that people and other tools gave. Only AWS may write those of `aws:`. */
function othersTags(tags) {
    return Object.fromEntries((tags ?? []).filter(isOthers).map(({ key = '', value = '' }) => [key, value]));
}
/** Our tags as input of ECS, with their prefix. */
const tagList = (tags) => Object.entries(tags).map(([name, value]) => ({ key: tag_prefix/* tagPrefix */.B + name, value }));

;// CONCATENATED MODULE: ./build/adapters/ecs/service.js
// Reads a service and its task sets.




const readings = 2;
/**
 * The service and its task sets. ECS has no call that lists task sets: the service names them, and only
 * DescribeTaskSets returns their tags (fact 6).
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
/** The service and the tasks that should run, in two parallel requests (a page of ListTasks holds 100). */
async function readOutline(client, name, listRunning) {
    const [service, tasks] = await Promise.all([describeService(client, name), listRunning()]);
    if (service === null)
        return null;
    return { service: serviceView(service), sets: (service.taskSets ?? []).map(taskSetView), tasks };
}
/** The sets of an outline with their tags, in one request. */
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
        const found = answer.services?.[0];
        if (found !== undefined)
            return found;
        // Fact 7: ECS says of a service that doesn't exist that it is missing.
        if ((answer.failures ?? []).length === 0)
            throw unexplainedService(service);
        return null;
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
 * Ids of sets that the service lists and DescribeTaskSets doesn't return. A DRAINING set has just been deleted. For any
 * other set the read is stale: without its tags our green would look foreign, and if left out it would look deleted.
 */
function unexplained(listed, described) {
    const known = new Set(described.map((set) => set.taskSetArn));
    return listed
        .filter((set) => set.status !== 'DRAINING' && !known.has(set.taskSetArn))
        .map((set) => set.id ?? '');
}
const unexplainedService = (service) => new errors/* PortError */.U7({
    kind: 'busy',
    action: 'ecs:DescribeServices',
    resource: service,
    code: 'StaleRead',
    message: 'the answer neither describes the service nor reports it as missing',
});
function notDescribed({ service }, missing) {
    return new errors/* PortError */.U7({
        kind: 'busy',
        action: 'ecs:DescribeTaskSets',
        resource: service,
        code: 'StaleRead',
        message: `ECS lists ${missing.join(', ')} as a task set of the service, but does not describe it yet`,
    });
}
async function unknownCluster(error, client, cluster) {
    if (!(error instanceof errors/* PortError */.U7) || error.trouble.code !== 'ClusterNotFoundException')
        return null;
    const message = `there is no cluster "${cluster}" in ${await client.config.region()} for these credentials`;
    return new errors/* PortError */.U7({ ...error.trouble, resource: cluster, message }, error.cause);
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeTaskDefinitionCommand.js
var DescribeTaskDefinitionCommand = __webpack_require__(82511);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/ListTaskDefinitionsCommand.js
var ListTaskDefinitionsCommand = __webpack_require__(80155);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/RegisterTaskDefinitionCommand.js
var RegisterTaskDefinitionCommand = __webpack_require__(54031);
;// CONCATENATED MODULE: ./build/adapters/ecs/raw-json.js
/** Sends `body` instead of the command's serialized input. `undefined`: the request stays as it is. */
function asRawJson(command, body) {
    let answered;
    const write = (next) => (args) => {
        args.request.body = JSON.stringify(body);
        return next(args);
    };
    const read = (next) => async (args) => {
        const result = await next(args);
        const { statusCode, body } = result.response;
        if (statusCode < 300)
            answered = JSON.parse(Buffer.from(body).toString('utf8'));
        return result;
    };
    // Low priority runs after serialization and before signing.
    if (body !== undefined) {
        command.middlewareStack.add(write, { step: 'serialize', priority: 'low', name: 'rawRequest' });
    }
    // `after` is closer to the network, and still farther from it than the check of the answer.
    command.middlewareStack.addRelativeTo(read, {
        relation: 'after',
        toMiddleware: 'deserializerMiddleware',
        name: 'rawAnswer',
    });
    return {
        answer: () => {
            if (answered === undefined)
                throw new Error('There is no response yet: the command was not sent.');
            return answered;
        },
    };
}

;// CONCATENATED MODULE: ./build/adapters/ecs/task-definitions.js
// Reads and registers task definitions, as raw JSON in both directions (fact 21b).






const hashTag = `${tag_prefix/* tagPrefix */.B}revision-hash`;
const searchedRevisions = 20;
const describedAtOnce = 5;
/** `null`: there is no such revision. */
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
/** ECS has no specific error code for it: `ClientException: Unable to describe task definition.` */
function isUnknownRevision(error) {
    return (error instanceof errors/* PortError */.U7 &&
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
/** The newest revision with this hash among the newest 20 active ones of the family. */
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
    // The API's filter is a prefix: `web` would also find `web-admin`.
    const ofFamily = (all) => all.filter((revision) => (0,arn/* familyOf */.Ap)(revision) === family).slice(0, searchedRevisions);
    const listed = await (0,calls/* reading */.hF)('ecs:ListTaskDefinitions', family, () => (0,calls/* allPages */.S4)(async (nextToken) => {
        const filter = { familyPrefix: family, status: 'ACTIVE', sort: 'DESC' };
        const page = nextToken === undefined ? filter : { ...filter, nextToken };
        const answer = await client.send(new ListTaskDefinitionsCommand/* ListTaskDefinitionsCommand */.P(page));
        return { items: answer.taskDefinitionArns, next: answer.nextToken };
    }, (all) => ofFamily(all).length >= searchedRevisions));
    return ofFamily(listed);
}
/** Sent once: the call has no token, and a repeat would register a second revision (fact 12). */
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
;// CONCATENATED MODULE: ./build/adapters/aws/address.js
// One text for each IP address.
/**
 * ECS and ELB may write the same IPv6 address in different ways: with or without leading zeros, groups of zeros and
 * capitals. Whatever isn't an IPv6 address stays as it is.
 */
function canonicalAddress(text) {
    const url = text.includes(':') ? URL.parse(`http://[${text}]`) : null;
    return url === null ? text : url.hostname.slice(1, -1);
}

;// CONCATENATED MODULE: ./build/adapters/ecs/tasks.js
// Reads the tasks of a service, running and stopped, with the address at which the load balancer reaches them.




/** The maximum that DescribeTasks and DescribeContainerInstances accept at once. */
const describeLimit = 100;
/** Remembers what no longer changes: stopped tasks, and the EC2 instance of each container instance. */
function taskReader(client, name) {
    const stopped = new Map();
    const instanceIds = new Map();
    return {
        listRunning: () => listTasks(client, name, { serviceName: name.service, desiredStatus: 'RUNNING' }),
        async readListed(sets, listed) {
            const tasks = await describeTasks(client, name, listed);
            const alive = tasks.filter((task) => task.desiredStatus !== 'STOPPED');
            // A task without a network interface of its own is reached through its instance (fact 11).
            const onInstances = alive.filter((task) => addressOf(task, 4) === null && addressOf(task, 6) === null);
            await learnInstances(client, name, onInstances, instanceIds);
            return new Map(sets.map((set) => [
                set.id,
                alive
                    .filter(({ startedBy }) => startedBy === set.id)
                    .map((task) => taskView(task, set, onInstances.includes(task) ? 'instance' : 'ip', instanceIds)),
            ]));
        },
        async readTasks(set, targetType) {
            // startedBy must be the only filter (fact 18).
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
/** Only tasks that have stopped: while a task is stopping, its exit codes may be missing. */
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
/** Leaves out tasks that are gone since they were listed: ECS returns them in `failures`. */
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
    ipv6Endpoint: attachment === null || targetType === 'instance' ? null : endpointAt(task, attachment, 6),
});
function endpointAt(task, { containerPort }, version) {
    const id = addressOf(task, version);
    return id === null ? null : { id, port: containerPort };
}
function endpointOf(task, attachment, targetType, instanceIds) {
    if (targetType !== 'instance')
        return endpointAt(task, attachment, 4);
    const id = instanceIds.get(task.containerInstanceArn ?? '');
    const port = hostPortOf(task, attachment);
    return id === undefined || port === null ? null : { id, port };
}
/** The members that hold an address: of the task's network interface, and of its containers. */
const addressMembers = {
    4: ['privateIPv4Address', 'privateIpv4Address'],
    6: ['privateIPv6Address', 'ipv6Address'],
};
function addressOf(task, version) {
    const [ofInterface, ofContainer] = addressMembers[version];
    const details = (task.attachments ?? [])
        .filter((attached) => attached.type === 'ElasticNetworkInterface')
        .flatMap((attached) => attached.details ?? []);
    const attached = details.find((detail) => detail.name === ofInterface)?.value;
    const faces = (task.containers ?? []).flatMap((container) => container.networkInterfaces ?? []);
    const address = attached ?? faces.flatMap((face) => face[ofContainer] ?? [])[0];
    return address === undefined ? null : canonicalAddress(address);
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
;// CONCATENATED MODULE: ./build/adapters/ecs/writes.js
// The writes to ECS: task sets, the PRIMARY label, tags.









/** `client` may repeat it: with the same clientToken, a second request returns the set of the first (fact 12). */
async function createTaskSet(client, name, request) {
    const { group, containerName, containerPort } = request.attachment;
    const command = new CreateTaskSetCommand/* CreateTaskSetCommand */.J({
        ...name,
        ...settingsInput(request.settings),
        clientToken: tokenOf(request.tokenText),
        externalId: request.externalId,
        taskDefinition: request.taskDefinition,
        loadBalancers: [{ targetGroupArn: group, containerName, containerPort }],
        // Without a scale, ECS uses 0 percent (fact 2).
        scale: { value: 100, unit: 'PERCENT' },
        tags: [
            ...tagList(formatSetTags(name.service, request.tags)),
            ...Object.entries(request.settings.otherTags).map(([key, value]) => ({ key, value })),
        ],
    });
    const answer = await (0,calls/* repeating */.og)('ecs:CreateTaskSet', name.service, () => client.send(command));
    return (0,arn/* arn */.Cm)(answer.taskSet?.taskSetArn ?? '');
}
/** A token has at most 36 characters (fact 12). */
const tokenOf = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
/** UpdateTaskSet changes only the scale (fact 15). */
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
/** Never with force: ECS then refuses to delete the PRIMARY set, which is one more guard (fact 17). */
async function deleteTaskSet(client, name, taskSet) {
    const command = new DeleteTaskSetCommand/* DeleteTaskSetCommand */.y({ ...name, taskSet });
    try {
        await (0,calls/* writing */.dV)('ecs:DeleteTaskSet', taskSet, (options) => client.send(command, options));
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U7 && error.trouble.code === 'TaskSetNotFoundException')
            return;
        throw error;
    }
}
async function tagService(client, service, tags) {
    const command = new TagResourceCommand/* TagResourceCommand */.e({ resourceArn: service, tags: tagList((0,service_tags/* formatServiceTags */._S)(tags)) });
    await (0,calls/* writing */.dV)('ecs:TagResource', service, (options) => client.send(command, options));
}
async function untagService(client, service, names) {
    const command = new UntagResourceCommand/* UntagResourceCommand */.R({
        resourceArn: service,
        tagKeys: (0,service_tags/* namesToRemove */.iB)(names).map((name) => tag_prefix/* tagPrefix */.B + name),
    });
    await (0,calls/* writing */.dV)('ecs:UntagResource', service, (options) => client.send(command, options));
}

;// CONCATENATED MODULE: ./build/adapters/ecs/port.js




/** The client of each call decides how often it may be sent. */
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

;// CONCATENATED MODULE: ./build/adapters/elb/translate.js


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
/** Only HTTP and HTTPS listeners have rules. Others have only default actions (fact 32). */
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
/** Includes regular expressions, because no address to probe can be derived from them. */
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
/** AWS returns both `TargetGroupArn` and `ForwardConfig` (fact 24). Rules created long ago may have only the first. */
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
/** An action as input of ModifyRule and ModifyListener. */
function actionInput(action) {
    return action.type === 'forward' ? forwardInput(action) : otherInput(action.raw);
}
/** Without `TargetGroupArn`: ELB accepts it only together with a ForwardConfig of that one group (fact 24). */
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
/** AWS never returns the client secret, so the write asks it to keep the existing one (fact 24). */
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
        id: canonicalAddress(Target?.Id ?? ''),
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

;// CONCATENATED MODULE: ./build/adapters/elb/reads.js



/** The maximum that DescribeLoadBalancers accepts at once. DescribeTargetGroups has no documented limit. */
const reads_describeLimit = 20;
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
/** Reads their listeners too: they hold a rule's port and protocol, and all of a default action. */
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
/** The default action is among them: a rule with IsDefault. */
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
/** Target groups of this load balancer or of none, for the text of an error. */
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
/** One unknown ARN fails the call for all. Each ARN is then read in a call of its own. */
async function existing(arns, notFound, describe) {
    try {
        return await (0,calls/* inChunks */.mk)(arns, reads_describeLimit, describe);
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
const isNotFound = (error, notFound) => error instanceof errors/* PortError */.U7 && notFound.test(error.trouble.code);

;// CONCATENATED MODULE: ./build/adapters/elb/port.js



/** The first call loads this part of the SDK. */
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
/** ModifyRule can't change a default action, and ModifyListener can't change a rule (fact 23). */
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
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var values_secrets = __webpack_require__(63899);
;// CONCATENATED MODULE: ./build/adapters/probe/http.js
// Sends smoke tests and probes.




const excerptLength = 200;
/** How much of a body is searched for secrets. A part of one at its end is masked, too. */
const maskedBytes = 16_384;
/** Maximum part of a body that is read: enough to detect that it breaks off, without loading a download. */
const bodyLimitBytes = 1_048_576;
/**
 * Each request uses a new connection, so that the load balancer chooses a target for it. One time limit covers the
 * whole request. Redirects are not followed. Certificates are verified.
 */
const httpProbe = {
    async get(request) {
        const started = performance.now();
        const signal = AbortSignal.timeout(request.timeoutMs);
        const answer = await answerTo(request, signal).catch((error) => ({
            status: null,
            // If the limit ends a body, the error looks like a broken connection.
            error: signal.aborted
                ? `timed out after ${request.timeoutMs / 1000} s`
                : (0,values_secrets/* masked */.Iv)(describeFailure(error), secretsOf(request)),
            excerpt: '',
        }));
        return { ...answer, ms: Math.round(performance.now() - started) };
    },
};
const ownHeaders = { 'user-agent': 'ecs-blue-green', accept: '*/*', 'accept-encoding': 'identity' };
async function answerTo(probe, signal) {
    const { url, headers } = probe;
    const target = new URL(url);
    const request = (target.protocol === 'https:' ? external_node_https_ : external_node_http_).request(target, {
        agent: false,
        headers: { ...ownHeaders, ...headers, connection: 'close' },
        signal,
        ...servername(headers),
    });
    request.end();
    const response = await responseTo(request);
    const excerpt = excerptOf(await bodyOf(response), secretsOf(probe));
    return { status: response.statusCode ?? null, error: null, excerpt };
}
/** What the server was sent and might repeat. The host isn't secret: it is in the rule. */
const secretsOf = ({ headers }) => Object.entries(headers).flatMap(([name, value]) => name.toLowerCase() === 'host' ? [] : (0,values_secrets/* secretsInHeader */.gT)(value));
/** With a Host header, the certificate is checked against that host, even if the URL holds an IP address. */
function servername(headers) {
    const host = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
    const name = host?.replace(/:\d+$/, '') ?? '';
    return name === '' || (0,external_node_net_.isIP)(name) !== 0 ? {} : { servername: name };
}
function responseTo(request) {
    return new Promise((resolve, reject) => {
        request.on('response', resolve);
        // This listener stays: later errors reject the body, and without a listener they would end the process.
        request.on('error', reject);
    });
}
/** Rejects if the body breaks off or stalls: to a user the request failed, whatever its status. */
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
/** The start of the body as one line of text. More than is shown is masked first: a cut may leave half of a secret. */
function excerptOf(body, secrets) {
    const text = body
        .subarray(0, maskedBytes)
        .toString('utf8')
        .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
        .trim();
    return (0,values_secrets/* masked */.Iv)(text, secrets, body.length > maskedBytes)
        .slice(0, excerptLength)
        .toWellFormed();
}
const failures = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection closed before the answer was complete',
    EHOSTUNREACH: 'no route to the host',
    ENETUNREACH: 'no route to the network',
    ENOTFOUND: 'host name not found',
    EAI_AGAIN: 'host name could not be looked up',
};
function describeFailure(error) {
    const { code, message } = error;
    return failures[code ?? ''] ?? (message === '' ? (code ?? 'unknown failure') : message);
}

;// CONCATENATED MODULE: ./build/adapters/scaling/plan.js
function policyView(policy) {
    const tracking = policy.TargetTrackingScalingPolicyConfiguration;
    const predefined = tracking?.PredefinedMetricSpecification;
    const custom = metricsIn(tracking?.CustomizedMetricSpecification);
    const named = predefined?.PredefinedMetricType;
    return {
        name: policy.PolicyName ?? '',
        metrics: [
            ...(named === undefined ? [] : [named]),
            ...custom.map(({ namespace, name }) => `${namespace} ${name}`.trim()),
        ],
        groups: [
            // `app/<load balancer>/<id>/targetgroup/<name>/<id>`
            ...(/targetgroup\/.+$/.exec(predefined?.ResourceLabel ?? '') ?? []),
            ...custom.flatMap(({ group }) => (group === undefined ? [] : [group])),
        ],
        target: tracking?.TargetValue ?? null,
    };
}
/** One metric, or those of a metric math expression. */
function metricsIn(custom) {
    if (custom === undefined)
        return [];
    const all = [custom, ...(custom.Metrics ?? []).map(({ MetricStat }) => MetricStat?.Metric)];
    return all.flatMap((metric) => metric?.MetricName === undefined
        ? []
        : [
            {
                namespace: metric.Namespace ?? '',
                name: metric.MetricName,
                group: metric.Dimensions?.find(({ Name }) => Name === 'TargetGroup')?.Value,
            },
        ]);
}
const scheduledView = (action) => ({
    name: action.ScheduledActionName ?? '',
    schedule: action.Schedule ?? '',
    timeZone: action.Timezone ?? null,
    // A rate counts from its creation if it has no start.
    startMs: (action.StartTime ?? (isRate(action) ? action.CreationTime : undefined))?.getTime() ?? null,
    endMs: action.EndTime?.getTime() ?? null,
    min: action.ScalableTargetAction?.MinCapacity ?? null,
    max: action.ScalableTargetAction?.MaxCapacity ?? null,
});
const isRate = ({ Schedule }) => Schedule?.startsWith('rate(') === true;

;// CONCATENATED MODULE: ./build/adapters/scaling/port.js


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
        async readScalingPlan(cluster, service) {
            const { sdk, reader } = await clients.scaling();
            const filter = target(cluster, service);
            const { ResourceId } = filter;
            const [policies, scheduled] = await Promise.all([
                (0,calls/* reading */.hF)('application-autoscaling:DescribeScalingPolicies', ResourceId, () => (0,calls/* allPages */.S4)(async (NextToken) => {
                    const answer = await reader.send(new sdk.DescribeScalingPoliciesCommand({ ...filter, NextToken }));
                    return { items: answer.ScalingPolicies, next: answer.NextToken };
                })),
                (0,calls/* reading */.hF)('application-autoscaling:DescribeScheduledActions', ResourceId, () => (0,calls/* allPages */.S4)(async (NextToken) => {
                    const answer = await reader.send(new sdk.DescribeScheduledActionsCommand({ ...filter, NextToken }));
                    return { items: answer.ScheduledActions, next: answer.NextToken };
                })),
            ]);
            return { policies: policies.map(policyView), scheduled: scheduled.map(scheduledView) };
        },
        async writeScaling(cluster, service, state) {
            const { sdk, writer } = await clients.scaling();
            // Without MinCapacity and MaxCapacity, the registered target keeps its own.
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

;// CONCATENATED MODULE: ./build/adapters/ports.js






/** All ports that the loop needs for one service. */
const awsPorts = (clients, name) => ({
    ecs: ecsPort(clients, name),
    loadBalancer: loadBalancerPort(clients),
    scaling: scalingPort(clients),
    probe: httpProbe,
    clock: clock/* realClock */.d,
    timing: (0,attempts/* timingPort */.a)(clock/* realClock */.d),
});


/***/ }),

/***/ 50686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  QU: () => (/* binding */ maskSecrets),
  yI: () => (/* binding */ readRawInputs),
  un: () => (/* binding */ readState),
  LZ: () => (/* binding */ saveState),
  n1: () => (/* binding */ strangeStates),
  Kn: () => (/* binding */ writeOutputs)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(96421);
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var values_secrets = __webpack_require__(63899);
// EXTERNAL MODULE: ./build/action-io.js
var action_io = __webpack_require__(76385);
// EXTERNAL MODULE: ./build/adapters/runner/guard.js
var guard = __webpack_require__(16801);
// EXTERNAL MODULE: ./build/adapters/runner/log-text.js + 1 modules
var log_text = __webpack_require__(34122);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/adapters/runner/seal.js
// Proves that saved state was written by main of this run.

/**
 * The value with its seal. Text in the log can also set state (`::save-state`), and so can an older runner's quirks. The
 * seal is made with a token that only processes of this job have, so nobody outside can make one.
 */
const sealed = (name, value, env) => `${sealOf(name, value, env)} ${value}`;
/** The value of a sealed text. `null`: main of this run did not write it. */
function unsealed(name, text, env) {
    const value = text.slice(text.indexOf(' ') + 1);
    return text === sealed(name, value, env) ? value : null;
}
/** The runner gives both processes of an action the same two tokens. Tests and tools like act may give only the second. */
function sealOf(name, value, env) {
    const key = env['ACTIONS_RUNTIME_TOKEN'] || env['INPUT_GITHUB-TOKEN'] || '';
    const run = `${env['GITHUB_RUN_ID'] ?? ''}.${env['GITHUB_RUN_ATTEMPT'] ?? ''}`;
    return (0,external_node_crypto_.createHmac)('sha256', key).update(`${run}\n${name}\n${value}`).digest('hex');
}

;// CONCATENATED MODULE: ./build/adapters/runner/io.js
// Inputs, outputs, saved state and masking of this step, through the runner's toolkit.






function readRawInputs() {
    const read = action_io/* inputNames */.vj.map((name) => [name, core.getInput(name) || null]);
    return Object.fromEntries(read);
}
/** Absent is `null` and becomes an empty output, so that a workflow never reads the value of an earlier step. */
function writeOutputs(values) {
    for (const [name, value] of Object.entries(values))
        (0,guard/* asCommand */.A)(() => {
            core.setOutput(name, value ?? '');
        });
}
function saveState(name, value) {
    (0,guard/* asCommand */.A)(() => {
        core.saveState(name, sealed(name, value, process.env));
    });
}
/** What main saved. `null`: it saved nothing, or something else than main did. In main itself it is always `null`. */
function readState(name) {
    const text = core.getState(name);
    return text === '' ? null : unsealed(name, text, process.env);
}
/** State that main of this run did not save. */
const strangeStates = () => action_io/* stateNames */.U0.filter((name) => core.getState(name) !== '' && readState(name) === null);
/** Makes the runner and this process replace these values with `***` in the log. Shorter values would mask ordinary words. */
function maskSecrets(secrets) {
    (0,log_text/* hideInLog */.s)(secrets);
    for (const secret of (0,values_secrets/* longEnough */.P8)(secrets))
        (0,guard/* asCommand */.A)(() => {
            core.setSecret(secret);
        });
}


/***/ }),

/***/ 6216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ runner)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96421);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16801);
/* harmony import */ var _log_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34122);
// The runner's log, annotations, exit code and job summary. Every text passes `logText`.



const runner = {
    debug: (line) => {
        (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .asCommand */ .A)(() => {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.debug((0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(line));
        });
    },
    info: (line) => {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.info((0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(line));
    },
    warn: (line) => {
        (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .asCommand */ .A)(() => {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning((0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(line));
        });
    },
    openGroup: (title) => {
        (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .asCommand */ .A)(() => {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.startGroup((0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(title));
        });
    },
    closeGroup: () => {
        (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .asCommand */ .A)(_actions_core__WEBPACK_IMPORTED_MODULE_0__.endGroup);
    },
    annotate: (kind, title, message) => {
        (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .asCommand */ .A)(() => {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__[kind]((0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(message), { title: (0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(title) });
        });
    },
    // As core.setFailed does, but with a title. core.setFailed would add a second annotation without one.
    fail: (title, message) => {
        process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_0__.ExitCode.Failure;
        (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .asCommand */ .A)(() => {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.error((0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(message), { title: (0,_log_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logText */ .k)(title) });
        });
    },
    writeSummary: async (markdown) => {
        await _actions_core__WEBPACK_IMPORTED_MODULE_0__.summary.addRaw(markdown, true).write();
    },
};


/***/ }),

/***/ 54888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ handCommands)
/* harmony export */ });
/* unused harmony export handCommand */
/* harmony import */ var _values_shell_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76784);
/* harmony import */ var _traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);


/** The command that moves the weight from green to blue. It keeps the rule's other actions. */
function handCommand(rule, pair) {
    if (pair?.blue == null || (0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .forwardOf */ .pl)(rule) === null)
        return '';
    const actions = JSON.stringify((0,_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .moveWeight */ .QB)(rule, pair.green, pair.blue).map(asAws));
    return rule.ref.kind === 'rule'
        ? (0,_values_shell_js__WEBPACK_IMPORTED_MODULE_1__/* .awsCommand */ .b)('elbv2', 'modify-rule', '--rule-arn', rule.ref.rule, '--actions', actions)
        : (0,_values_shell_js__WEBPACK_IMPORTED_MODULE_1__/* .awsCommand */ .b)(...['elbv2', 'modify-listener', '--listener-arn', rule.ref.listener], ...['--default-actions', actions]);
}
/** One command for each rule that holds the pair. */
const handCommands = (rules, pair) => rules.map((rule) => handCommand(rule, pair)).filter((command) => command !== '');
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
/** ELB never returns the client secret, and accepts the action only with this member in its place (fact 24). */
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
/* harmony export */   Z$: () => (/* binding */ weightsOf),
/* harmony export */   ZI: () => (/* binding */ isSameRule),
/* harmony export */   mm: () => (/* binding */ weightOf),
/* harmony export */   o4: () => (/* binding */ hasShare),
/* harmony export */   pl: () => (/* binding */ forwardOf),
/* harmony export */   v9: () => (/* binding */ holds),
/* harmony export */   ws: () => (/* binding */ hasSameWeights)
/* harmony export */ });
/** The rule's forward action; `null` if it only redirects, returns a fixed response, or authenticates. */
const forwardOf = (rule) => rule.actions.find((action) => action.type === 'forward') ?? null;
const holds = (rule, group) => forwardOf(rule)?.groups.some((entry) => entry.group === group) ?? false;
/** 0 also if the rule does not hold the group. */
const weightOf = (rule, group) => forwardOf(rule)?.groups.find((entry) => entry.group === group)?.weight ?? 0;
const isSameRule = (a, b) => a.kind === 'default'
    ? b.kind === 'default' && a.listener === b.listener
    : b.kind === 'rule' && a.rule === b.rule;
/**
 * The actions with all of the pair's weight on `to`, and none on `from`. Everything else is unchanged: order,
 * stickiness, third groups, other actions, and the order of the groups (invariant 6).
 */
function moveWeight(rule, from, to) {
    const share = pairShare(rule, from, to);
    return withWeights(rule, (group, weight) => (group === to ? share : group === from ? 0 : weight), {
        group: to,
        weight: share,
    });
}
/** Whether the rule has weight for the pair. If third groups get all of it, there is nothing to move. */
const hasShare = (rule, from, to) => pairShare(rule, from, to) > 0;
function pairShare(rule, from, to) {
    const share = (from === null ? 0 : weightOf(rule, from)) + weightOf(rule, to);
    const isAlone = forwardOf(rule)?.groups.every(({ group }) => group === from || group === to) ?? false;
    // At 0/0, a rule with third groups sends the pair nothing, and that stays. Without them it would serve no request.
    return share === 0 && isAlone ? 100 : share;
}
/** The actions with the idle group added at weight 0, so that its health is checked before it gets users (fact 25). */
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
/** Whether two lists of actions distribute traffic the same way. Then no write is needed. */
function hasSameWeights(a, b) {
    return weightLine(a) === weightLine(b);
}
/** The target groups of the forward action, each with its weight. */
const weightsOf = (actions) => actions.flatMap((action) => (action.type === 'forward' ? action.groups : []));
const weightLine = (actions) => weightsOf(actions)
    .map(({ group, weight }) => `${group}=${String(weight)}`)
    .toSorted()
    .join(' ');
/** For messages, e.g. `HTTPS:443 host shop.example.com path /api/* (rule 10)`. */
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

/***/ 56992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ baselineTries),
/* harmony export */   J: () => (/* binding */ evolveProbes)
/* harmony export */ });
const isPass = ({ answer }) => answer.status !== null && answer.status >= 200 && answer.status < 300;
const hasNoAnswer = (answers) => answers.length > 0 && answers.every(({ answer }) => answer.status === null);
/** What the round changes in memory. A round passes if all its requests do. */
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
/** An address that no input names and that never answered can't be reached from the runner. It isn't a fault of green. */
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
/** Failed probes of blue after which probes don't judge green: a firewall must not roll back a healthy release, and one lost answer must not disable the probe. */
const baselineTries = 3;
function evolveBaseline({ baseline }, answers, nowMs) {
    const next = fold(baseline, answers, nowMs);
    const verdict = next.passesInRow > 0 ? 'passed' : next.failuresInRow >= baselineTries ? 'unusable' : 'unknown';
    return { ...next, verdict };
}
const describeAnswer = ({ url, answer }) => `${url} ${answer.status === null ? (answer.error ?? 'gave no answer') : `answered ${String(answer.status)}${formatExcerpt(answer.excerpt)}`}`;
const formatExcerpt = (excerpt) => (excerpt === '' ? '' : `: ${excerpt.slice(0, 80)}`);


/***/ }),

/***/ 35365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ shortCommit),
/* harmony export */   j: () => (/* binding */ commitAhead)
/* harmony export */ });
/* harmony import */ var _request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
// The commit that a run reports.

/** As git and GitHub show it. */
const shortCommit = (commit) => commit.slice(0, 7);
/** The commit of the version that a run brings, before the first observation; `null`: a task set shows it later. */
const commitAhead = (request) => (0,_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).bringsOwnCommit ? request.release.commit : null;


/***/ }),

/***/ 80721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ describeRegistration),
/* harmony export */   B6: () => (/* binding */ describeSource),
/* harmony export */   Qs: () => (/* binding */ dryRunLines),
/* harmony export */   _5: () => (/* binding */ describeDryRun),
/* harmony export */   uM: () => (/* binding */ describeSpan),
/* harmony export */   v4: () => (/* binding */ greenLines)
/* harmony export */ });
/* harmony import */ var _values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82726);
// The command plan's report as text.


/** A summary in one sentence. */
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
/** What the revision comes from, and why none is registered. */
const describeSource = ({ source, registeredBecause }) => registeredBecause === null ? `from ${source}` : `from ${source}; ${registeredBecause}`;
/** `at least 20m04s plus the start of green, at most 27m00s` */
function describeSpan({ times }) {
    const [least, most] = [(0,_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(times.leastSeconds), (0,_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(times.mostSeconds)];
    return `at least ${least} plus the start of green, at most ${most}`;
}
/** What green is created with, one line each. */
function greenLines({ creates }) {
    if (creates === null)
        return [];
    const { targetGroup, container, port, tasks, settings } = creates;
    const { launchType, capacityProviders, platformVersion, network, serviceRegistries } = settings;
    const providers = (capacityProviders ?? [])
        .map(({ name, weight, base }) => `${name}=${String(weight ?? 1)}:${String(base ?? 0)}`)
        .join(', ');
    return [
        `${formatCount(tasks, 'task')} in target group ${targetGroup}, through container ${container}, port ${String(port)}`,
        ...(launchType === null ? [] : [`launch type ${launchType}`]),
        ...(providers === '' ? [] : [`capacity providers ${providers}`]),
        ...(platformVersion === null ? [] : [`platform version ${platformVersion}`]),
        ...(network === null
            ? []
            : [
                `subnets ${network.subnets.join(', ') || 'none'}`,
                `security groups ${network.securityGroups.join(', ') || 'none'}`,
                `public IP address ${network.assignPublicIp ?? 'not set'}`,
            ]),
        ...(serviceRegistries.length === 0
            ? []
            : ['service registries of blue: clients that use service discovery reach green before it is tested']),
    ];
}
/** Everything, one line each, for the log. */
function dryRunLines(dryRun) {
    const { revision, rules, deletes, times, permissions, risks, otherRuns, rollback, end } = dryRun;
    return [
        ...risks.map((risk) => `risk accepted (force): ${risk}`),
        ...(revision === null
            ? []
            : [`revision: ${describeRegistration(revision)}, ${describeSource(revision)}`]),
        ...(revision?.changes ?? []).map((change) => `  ${change}`),
        ...greenLines(dryRun).map((line) => `green: ${line}`),
        ...rules.map(({ rule, isTest, from, to }) => `${isTest ? 'test' : 'production'} rule ${rule}: ${(0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .formatWeights */ .V7)(from)} → ${(0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .formatWeights */ .V7)(to)}`),
        ...deletes.map(({ set, what, when }) => `deletes ${when}: ${set}, ${what}`),
        ...(dryRun.isScalingSuspended ? ['auto scaling: scale-in is suspended until the release is over'] : []),
        ...dryRun.scaling.map((line) => `auto scaling: ${line}`),
        ...(dryRun.serviceTags.length === 0
            ? []
            : [`tags written on the service: ${dryRun.serviceTags.join(', ')}`]),
        ...times.phases.map(({ phase, words, from }) => `time: ${phase} ${words} (${from})`),
        `time: ${describeSpan(dryRun)} in total`,
        `rollback: ${rollback}`,
        ...otherRuns.map((line) => `other runs: ${line}`),
        `IAM actions: ${permissions.used.join(', ')}`,
        ...(permissions.onRollback.length === 0
            ? []
            : [`IAM actions for a rollback only: ${permissions.onRollback.join(', ')}`]),
        ...(end === null ? [] : [`without failures it ends with: ${end}`]),
    ];
}


/***/ }),

/***/ 68628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ forwardPhases),
/* harmony export */   W: () => (/* binding */ phaseAfter)
/* harmony export */ });
/** The phases that a release passes through, in their order. `rollback` leaves it. */
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
/** Reasons of short waits. They belong to the current phase. */
const passing = new Set(['reading-back', 'backing-off', 'idle']);
/**
 * The phase after this step. It only moves forward, even if a step has to be repeated (for example, a fence that was
 * wiped). Once it is `rollback`, it stays.
 */
function phaseAfter(current, step) {
    if (step.phase === 'rollback' || current === 'rollback')
        return 'rollback';
    if (step.phase === 'end' || passing.has(step.reason))
        return current;
    return forwardPhases.indexOf(step.phase) > forwardPhases.indexOf(current) ? step.phase : current;
}


/***/ }),

/***/ 4395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mC: () => (/* binding */ beginReport),
  eQ: () => (/* binding */ endReport),
  Nz: () => (/* binding */ lateReport),
  jx: () => (/* binding */ nowhere),
  Rf: () => (/* binding */ spend)
});

// EXTERNAL MODULE: ./build/domain/common/report/commit.js
var commit = __webpack_require__(35365);
;// CONCATENATED MODULE: ./build/domain/common/report/gates.js
// What green has to pass, and its result so far.
const noGates = { ready: null, smoke: null, probe: null, bake: null };

;// CONCATENATED MODULE: ./build/domain/common/report/report.js


const nowhere = {
    keptUntilMs: null,
    loweredToPercent: null,
    commands: [],
    blockedBecause: null,
    reRelease: null,
};
const beginReport = (request, nowMs) => ({
    request,
    startedAtMs: nowMs,
    nowMs,
    isFollowed: true,
    phase: 'preflight',
    phaseSinceMs: nowMs,
    spentMs: { preflight: 0 },
    source: null,
    revision: null,
    commit: (0,commit/* commitAhead */.j)(request),
    blue: null,
    green: null,
    traffic: null,
    gates: noGates,
    switchedAtMs: null,
    rollback: nowhere,
    failure: null,
    notes: [],
    staged: null,
    scaleInUntil: null,
    status: null,
    dryRun: null,
    isReportedByNewerRun: false,
    ending: null,
});
/** The report of a process that starts when the release is over. */
const lateReport = (request, nowMs) => ({
    ...beginReport(request, nowMs),
    isFollowed: false,
});
const endReport = (report, ending, nowMs) => ({
    ...spend(report, nowMs, report.phase),
    ending,
});
/** Adds the time since the last observation to the phase it was spent in. */
function spend(report, nowMs, phase) {
    const passedMs = Math.max(0, nowMs - report.nowMs);
    const spentMs = { ...report.spentMs, [report.phase]: (report.spentMs[report.phase] ?? 0) + passedMs };
    const hasMoved = phase !== report.phase;
    return {
        ...report,
        nowMs: Math.max(nowMs, report.nowMs),
        phase,
        phaseSinceMs: hasMoved ? nowMs : report.phaseSinceMs,
        spentMs: hasMoved ? { ...spentMs, [phase]: 0 } : spentMs,
    };
}


/***/ }),

/***/ 82726:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TB: () => (/* binding */ describeBake),
/* harmony export */   Ux: () => (/* binding */ describeQuarantine),
/* harmony export */   V7: () => (/* binding */ formatWeights)
/* harmony export */ });
/* harmony import */ var _values_moment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86164);
// What the command status reports of a service.

const describeBake = (until, nowMs) => until === null ? 'none in progress' : `in progress until ${(0,_values_moment_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTagTime */ .NN)(until, nowMs)}`;
const describeQuarantine = (quarantined) => quarantined.length === 0
    ? 'nothing'
    : quarantined
        .map(({ runId, hash }) => `the content of run ${String(runId)} (revision hash ${hash}…); releasing it again requires force`)
        .join('; ');
const formatWeights = (weights) => Object.entries(weights)
    .map(([group, weight]) => `${group} ${String(weight)}`)
    .join(', ');


/***/ }),

/***/ 6491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ nothingDone)
/* harmony export */ });
/** `isLeft`: something was left alone. */
const nothingDone = (isLeft) => isLeft ? 'nothing was done, and something was left alone' : 'nothing to sweep';


/***/ }),

/***/ 1467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ traitsOf)
/* harmony export */ });
/** Reads, and reports to the summary only. */
const reading = {
    isRelease: false,
    switches: false,
    endsStaged: false,
    rollsBack: false,
    endsWarmTime: false,
    finishesOthers: false,
    green: 'last-begun',
    judgesGreen: 'never',
    revisionFrom: 'inputs',
    bringsOwnCommit: false,
    createsStaged: false,
    isAboutExisting: false,
    assumesBlue: false,
    isBoundByTime: false,
    isFinishedByPost: false,
    report: 'release',
    hasComment: false,
    hasDeployment: false,
};
/** Writes, so time and post apply. */
const writing = { ...reading, isBoundByTime: true, isFinishedByPost: true };
const releasing = {
    ...writing,
    isRelease: true,
    green: 'own',
    judgesGreen: 'always',
    hasComment: true,
    hasDeployment: true,
};
const commandTraits = {
    deploy: { ...releasing, switches: true, bringsOwnCommit: true },
    stage: {
        ...releasing,
        endsStaged: true,
        createsStaged: true,
        bringsOwnCommit: true,
        judgesGreen: 'before-switch',
    },
    promote: {
        ...releasing,
        switches: true,
        createsStaged: true,
        green: 'staged',
        revisionFrom: 'staged',
        judgesGreen: 'once-fenced',
    },
    rollback: {
        ...releasing,
        switches: true,
        rollsBack: true,
        green: 'to-roll-back',
        revisionFrom: 'earlier',
        isAboutExisting: true,
        assumesBlue: true,
    },
    teardown: { ...writing, endsWarmTime: true, green: 'switched-to', isAboutExisting: true },
    sweep: {
        ...writing,
        finishesOthers: true,
        green: 'stranded',
        isAboutExisting: true,
        // The next sweep continues.
        isFinishedByPost: false,
        // Both only close what ended runs left open.
        hasComment: true,
        hasDeployment: true,
    },
    status: { ...reading, isAboutExisting: true, assumesBlue: true, report: 'status' },
    plan: {
        ...reading,
        isRelease: true,
        green: 'own',
        bringsOwnCommit: true,
        report: 'plan',
        hasComment: true,
    },
};
const traitsOf = ({ command }) => commandTraits[command];


/***/ }),

/***/ 70588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _F: () => (/* binding */ isNamedForTests),
/* harmony export */   am: () => (/* binding */ leftOutAmong),
/* harmony export */   ap: () => (/* binding */ productionAmong)
/* harmony export */ });
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23680);
// Which listener rules carry production traffic, and which are for tests.


/**
 * A test rule is never guessed. The inputs name it, or the tags of the release that the command is about. If they name
 * a listener, all its rules that forward are for tests.
 */
function isNamedForTests({ traffic }, tags, rule) {
    const { testListener, testRule } = traffic;
    const { ref, listener } = rule;
    if (ref.kind === 'rule' && (ref.rule === testRule || ref.rule === tags['test-rule']))
        return true;
    return (listener === testListener || listener === tags['test-listener']) && (0,_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .forwardOf */ .pl)(rule) !== null;
}
/** The production rules among those that aren't for tests. Inputs may narrow them; preflight refuses a split. */
function productionAmong(request, rules, pair) {
    const holding = holdingPair(rules, pair);
    return isNarrowed(request) ? holding.filter((rule) => isNamed(request, rule)) : holding;
}
/** Rules that hold a group of the pair but that no input names. Switching only the others would split production. */
const leftOutAmong = (request, rules, pair) => isNarrowed(request) ? holdingPair(rules, pair).filter((rule) => !isNamed(request, rule)) : [];
const holdingPair = (rules, pair) => pair === null ? [] : rules.filter((rule) => groupsOf(pair).some((group) => (0,_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .holds */ .v9)(rule, group)));
const groupsOf = (pair) => [pair.blue, pair.green].filter((group) => group !== null);
/** A rollback moves every rule that the release moved. Otherwise users of the others would stay on the failed version. */
const isNarrowed = (request) => !(0,_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).rollsBack &&
    request.traffic.productionListeners.length + request.traffic.productionRules.length > 0;
/** An input names a rule by its ARN or by its listener's. A default action has no ARN. */
function isNamed({ traffic }, rule) {
    const { productionListeners, productionRules } = traffic;
    return (productionListeners.includes(rule.listener) ||
        (rule.ref.kind === 'rule' && productionRules.includes(rule.ref.rule)));
}


/***/ }),

/***/ 27680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bf: () => (/* binding */ releaseId),
/* harmony export */   IP: () => (/* binding */ runOfRelease),
/* harmony export */   N4: () => (/* binding */ longReleaseId),
/* harmony export */   Qm: () => (/* binding */ runUrlOf),
/* harmony export */   o$: () => (/* binding */ isRollbackId),
/* harmony export */   tj: () => (/* binding */ shortReleaseId)
/* harmony export */ });
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
// Release IDs, which the tags and reports name.

const suffix = '-rollback';
/** `<run id>-<service>`: the same for every attempt of the run. A re-release is another release of the same run. */
const releaseId = (runId, service, command) => `${String(runId)}-${service}${(0,_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)({ command }).rollsBack ? suffix : ''}`;
/** Whether it names a re-release. */
const isRollbackId = (id) => id.endsWith(suffix);
/** The run of a release ID of this service; `null`: the ID is of another service, or not ours. */
function runOfRelease(id, service) {
    const [, runId, name] = /^(\d+)-(.+)$/s.exec(id) ?? [];
    return runId !== undefined && (name === service || name === `${service}${suffix}`) ? Number(runId) : null;
}
/** Without the service's name, which may alone be as long as a tag: `<run id>`, or `<run id>-rollback`. Other text stays as it is. */
function shortReleaseId(id, service) {
    const runId = runOfRelease(id, service);
    if (runId === null)
        return id;
    return id === `${String(runId)}-${service}` ? String(runId) : `${String(runId)}${suffix}`;
}
/** The release ID again. */
function longReleaseId(text, service) {
    const [, runId, rolledBack = ''] = /^(\d+)(-rollback)?$/.exec(text) ?? [];
    return runId === undefined ? text : `${runId}-${service}${rolledBack}`;
}
/** The page of another run of the same repository. */
const runUrlOf = (ownRunUrl, runId) => ownRunUrl.replace(/\d+$/, String(runId));


/***/ }),

/***/ 68264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ commands)
/* harmony export */ });
const commands = [
    'deploy',
    'stage',
    'promote',
    'rollback',
    'teardown',
    'sweep',
    'status',
    'plan',
];


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
/** Enough to distinguish contents, and short enough to read in a console. */
const digits = 32;
/**
 * Rolled back by a person, or because its own targets or tasks failed under production traffic. Failed probes alone
 * aren't enough: the network between the probe and production may be at fault.
 */
const isQuarantining = (kind) => kind === 'requested' || kind === 'serving';
/** Maximum number of entries, so that they fit into the 256 characters of a tag. */
const most = 4;
/** The tag's text with this content first. */
function withQuarantine(tag, content, runId) {
    const hash = content.slice(0, digits);
    const earlier = parseQuarantine(tag).filter((one) => one.hash !== hash);
    return formatQuarantine([{ hash, runId }, ...earlier]);
}
/** The tag's text without this content; `null`: this content is not quarantined. */
function withoutQuarantine(tag, content) {
    const all = parseQuarantine(tag);
    const others = all.filter((one) => !isQuarantined(one, content));
    return others.length === all.length ? null : formatQuarantine(others);
}
/** What is quarantined, newest first. Unreadable entries are omitted. */
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

/** Members that DescribeTaskDefinition returns and RegisterTaskDefinition does not accept. */
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
 * The input of RegisterTaskDefinition: the base without its read-only members and with the images set. Everything else
 * is unchanged, including unknown members, `[]` and `""` (fact 21b). An image without a container is a problem, not an
 * error: all problems are reported at once.
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
/** The content with these tags as RegisterTaskDefinition accepts them, without tags that only this action or AWS may set. */
function withTags(content, tags) {
    const kept = Object.entries(tags).filter(([key]) => !key.startsWith('aws:') && !key.startsWith(_values_tag_prefix_js__WEBPACK_IMPORTED_MODULE_0__/* .tagPrefix */ .B));
    // DescribeTaskDefinition returns tags next to the task definition, RegisterTaskDefinition expects them inside.
    return kept.length === 0 ? content : { ...content, tags: kept.map(([key, value]) => ({ key, value })) };
}
function withoutReadOnly(content) {
    return Object.fromEntries(Object.entries(content).filter(([name]) => !readOnlyMembers.has(name)));
}
/** Each container with its ports. A port range counts as none: no target group can point at it. */
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

/***/ 1393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ describeFailedCall),
/* harmony export */   i: () => (/* binding */ adviceOn)
/* harmony export */ });
/* harmony import */ var _values_trouble_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45365);
/* harmony import */ var _values_sentence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56073);
// What to do about a failed call: one advice, which fits what happened.


/** The call that failed, and what AWS says, without a full stop. */
const describeFailedCall = ({ kind, action, resource, code, message }) => kind === 'reverted'
    ? (0,_values_sentence_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutStop */ .f)(message)
    : `${action} on ${resource} failed: ${code}: ${(0,_values_sentence_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutStop */ .f)(message)}`;
/** Empty: the message says it. */
function adviceOn({ kind, code, action, resource }) {
    if ((0,_values_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfCredentials */ .S)(code))
        return '';
    switch (kind) {
        case 'denied':
            return `Allow ${action} on ${resource} for the role of this job.`;
        case 'busy':
        case 'lost':
            return 'Check the region, the endpoint and the network of the runner.';
        case 'refused':
            return 'Fix what AWS reports.';
        case 'reverted':
            return ('Find what changes it (a compliance job, or infrastructure code that does not ignore the prefix ecs-blue-green:), ' +
                'and let it keep what this action writes.');
    }
}


/***/ }),

/***/ 61375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isFailureReason),
/* harmony export */   g: () => (/* binding */ failureOf)
/* harmony export */ });
/* harmony import */ var _values_sentence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56073);
// Why a release is rolled back.

const kinds = {
    requested: 'requested',
    'unfinished-rollback': 'unfinished',
    'bake-probes-failed': 'probe',
    'bake-targets-unhealthy': 'serving',
    'bake-tasks-stopped': 'serving',
    cancelled: 'other',
    'circuit-breaker': 'other',
    'exposed-before-switch': 'other',
    'green-gone': 'other',
    'group-not-emptied': 'other',
    'not-ready-in-time': 'other',
    'out-of-time': 'other',
    'reads-denied': 'other',
    'smoke-test-failed': 'other',
    'smoke-test-not-runnable': 'other',
    'targets-unused': 'other',
    'write-denied': 'other',
    'write-kept-failing': 'other',
    'write-refused': 'other',
    'write-reverted': 'other',
};
/** A failure of the kind that its reason belongs to. */
const failureOf = (failure) => ({
    ...failure,
    // It may end with a sentence of others, and becomes a part of ours.
    what: (0,_values_sentence_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutStop */ .f)(failure.what),
    kind: kinds[failure.reason],
});
const isFailureReason = (reason) => reason !== undefined && Object.hasOwn(kinds, reason);


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
function parseFence(value) {
    const match = /^(\d+):(\d+)\.(\d+)$/.exec(value ?? '');
    if (match === null)
        return null;
    return { n: Number(match[1]), runId: Number(match[2]), attempt: Number(match[3]) };
}
const formatFence = ({ n, runId, attempt }) => `${String(n)}:${String(runId)}.${String(attempt)}`;
/** The value that takes the fence from the run that holds it now. An unreadable value counts as none. */
const nextFence = (current, runId, attempt) => formatFence({ n: (parseFence(current)?.n ?? 0) + 1, runId, attempt });
/**
 * Whether `found` takes the service from the run that wrote `ours`. Of two attempts of one run, the later one wins:
 * numbers restart if the tags are deleted, and a write of a killed attempt may land late. Of two runs, the higher
 * number wins, then the later run. Any other value is stale or unreadable.
 */
function outranks(found, ours) {
    const [theirs, own] = [parseFence(found), parseFence(ours)];
    if (theirs === null || own === null)
        return theirs !== null;
    if (theirs.runId === own.runId)
        return theirs.attempt > own.attempt;
    return theirs.n === own.n ? theirs.runId > own.runId : theirs.n > own.n;
}
/** Whether another run wrote the same number, because it read the tag before ours was visible. */
function isTie(found, ours) {
    const [theirs, own] = [parseFence(found), parseFence(ours)];
    return theirs !== null && own !== null && theirs.n === own.n && theirs.runId !== own.runId;
}
/** Whether this attempt wrote the value: an earlier process of it was killed, and this one continues. */
function isOwnFence(value, runId, attempt) {
    const fence = parseFence(value);
    return fence?.runId === runId && fence.attempt === attempt;
}
/** Whether any attempt of the run wrote it. */
const isOwnRun = (value, runId) => parseFence(value)?.runId === runId;
/** How long after writing the fence it counts as held. The write of a second run would show by then. */
const fenceSettleMs = 2000;


/***/ }),

/***/ 60634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ readFailure)
/* harmony export */ });
/* harmony import */ var _advice_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1393);

/** How long reads may fail before the run ends. The run changes nothing during that time. */
const patienceMs = { first: 60_000, later: 600_000 };
/** The end of a run that can't read AWS. `null`: the run reads again. */
function readFailure(request, read) {
    const { trouble, lastTraffic } = read;
    const isPassing = trouble.kind === 'busy' || trouble.kind === 'lost';
    if (isPassing && isTimeLeft(request, read))
        return null;
    const isFirst = lastTraffic === null && request.finishByMs === null;
    const what = (0,_advice_js__WEBPACK_IMPORTED_MODULE_0__/* .describeFailedCall */ .Z)(trouble);
    return {
        phase: 'end',
        reason: isFirst ? 'preflight-failed' : 'reads-failed',
        because: "AWS can't be read",
        act: {
            kind: 'end',
            result: isFirst ? 'refused' : 'failed',
            message: [
                isFirst ? `Nothing was changed: ${what}.` : `Stopped: AWS can't be read (${what}).`,
                lastSeen(request, lastTraffic, isFirst),
                request.finishByMs !== null && isPassing ? '' : (0,_advice_js__WEBPACK_IMPORTED_MODULE_0__/* .adviceOn */ .i)(trouble),
                next(request, lastTraffic, isFirst),
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
function lastSeen({ service }, traffic, isFirst) {
    if (isFirst)
        return `The traffic of service ${service} is unchanged.`;
    return traffic === null
        ? `The run was ended before it could finish, and the traffic of service ${service} could not be read.`
        : `Last seen: ${traffic}`;
}
function next({ finishByMs }, traffic, isFirst) {
    if (isFirst)
        return 'Then run the job again.';
    const both = 'run the job again or run the command rollback. Both finish what is left.';
    if (traffic === null)
        return `When AWS can be read again, ${both}`;
    return finishByMs === null
        ? 'Then run the job again. It continues where this run stopped.'
        : `The time of the post step is over. R${both.slice(1)}`;
}


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
/* harmony import */ var _advice_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1393);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61375);
// What a failed write means: how long it is retried, and the failure that it becomes.


/** How long to wait for a write to show before it counts as lost. A read may be some seconds old. */
const staleReadMs = 10_000;
/** How long a write that may still succeed is retried before the release is rolled back. */
const patienceMs = { again: 300_000, association: 120_000, full: 600_000 };
function patienceOf(trouble) {
    if (trouble.kind === 'busy' || trouble.kind === 'lost')
        return patienceMs.again;
    if (trouble.kind === 'denied' || trouble.kind === 'reverted')
        return 0;
    // Fact 9: for some seconds after a group is added to a rule, ECS reports that the group has no load balancer.
    if (/does not have an associated load balancer/i.test(trouble.message))
        return patienceMs.association;
    // How long a task set that the token did create may stay invisible.
    if (isSpentToken(trouble))
        return staleReadMs;
    // Fact 10: task sets that are being deleted may count until they are gone.
    if (/deployments exist on the service|LimitExceeded/i.test(`${trouble.code} ${trouble.message}`))
        return patienceMs.full;
    return 0;
}
/** Fact 12: what ECS answers to the token of a deleted task set is not established. If it refuses, another token is tried. */
const isSpentToken = ({ kind, message }) => kind === 'refused' && /client ?token/i.test(message);
/** Fact 17: sources differ on whether a task set above scale 0 can be deleted without force. */
const isRefusedForScale = ({ kind, message }) => kind === 'refused' && /scale|force/i.test(message);
const reasons = {
    denied: 'write-denied',
    refused: 'write-refused',
    busy: 'write-kept-failing',
    lost: 'write-kept-failing',
    reverted: 'write-reverted',
};
const failureOfWrite = (trouble, nowMs) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g)({
    reason: reasons[trouble.kind],
    what: (0,_advice_js__WEBPACK_IMPORTED_MODULE_0__/* .describeFailedCall */ .Z)(trouble),
    advice: (0,_advice_js__WEBPACK_IMPORTED_MODULE_0__/* .adviceOn */ .i)(trouble),
    atMs: nowMs,
});


/***/ }),

/***/ 35719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ linesOf)
/* harmony export */ });
// Phases, endings and probes: what a step is, whatever kind of service it is about.
/** Everything that an ending lists below its message. */
const linesOf = ({ details, leftAlone = [], commands = [], }) => [
    ...leftAlone.map((sentence) => `left alone: ${sentence}`),
    ...details,
    ...commands,
];


/***/ }),

/***/ 7202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ix: () => (/* binding */ outlasts),
/* harmony export */   Ne: () => (/* binding */ bakeOutlasts),
/* harmony export */   XW: () => (/* binding */ describeLimit),
/* harmony export */   jW: () => (/* binding */ marginMs),
/* harmony export */   p3: () => (/* binding */ outOfTime)
/* harmony export */ });
/* harmony import */ var _values_moment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86164);
/* harmony import */ var _request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61375);
// When the job or its credentials end, and which waits would outlast them.



/** Time to report the end, and tolerance for clock differences. */
const marginMs = 120_000;
/** How long a rollback takes: the label, the rules, and the observations in between. It has to end before the credentials do. */
const rollbackMs = 60_000;
/** When the run has to end, and why; `null`: no limit is known. */
const describeLimit = ({ timeLimit }, nowMs) => timeLimit === null ? null : `${(0,_values_moment_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMoment */ .K9)(timeLimit.endsMs, nowMs)}: ${timeLimit.why}`;
/** Whether a wait until then would outlast the job or its credentials. */
const outlasts = ({ timeLimit }, untilMs) => timeLimit !== null && untilMs + marginMs > timeLimit.endsMs;
/** Why a bake that started then would outlast the job or its credentials, so that it could not be rolled back; `null`: it would not. */
function bakeOutlasts(request, nowMs, startMs = nowMs) {
    const endsMs = startMs + request.bake.seconds * 1000 + rollbackMs;
    if (request.timeLimit === null || request.bake.seconds === 0 || endsMs <= request.timeLimit.endsMs)
        return null;
    return `the bake (bake-time ${String(request.bake.seconds)}s) would go on beyond ${describeLimit(request, nowMs) ?? ''}`;
}
/** Green became ready so late that the end of its bake could not roll it back. It gets no traffic. */
function outOfTime(request, nowMs) {
    const late = (0,_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).endsStaged || request.isForced ? null : bakeOutlasts(request, nowMs);
    if (late === null)
        return null;
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g)({
        reason: 'out-of-time',
        what: `${late}, so traffic was not switched to green`,
        advice: 'Shorten bake-time, or give the job credentials that last longer (role-duration-seconds), then release again.',
        atMs: nowMs,
    });
}


/***/ }),

/***/ 54916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ endpointsOf)
/* harmony export */ });
/** Every address under which a target may be this task. A task with both kinds has one target in each group. */
const endpointsOf = ({ endpoint, ipv6Endpoint }) => [endpoint, ipv6Endpoint].filter((one) => one !== null);


/***/ }),

/***/ 25629:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ap: () => (/* binding */ familyOf),
/* harmony export */   Cm: () => (/* binding */ arn),
/* harmony export */   EU: () => (/* binding */ shortName),
/* harmony export */   S_: () => (/* binding */ lastPart)
/* harmony export */ });
/** Marks text from AWS or from an input as an ARN of a kind. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller chooses the kind
const arn = (text) => text;
/** For sentences: `ecs-svc/123`, `web:42`, the name of a target group or load balancer. */
function shortName(full) {
    const named = /:(?:targetgroup|loadbalancer\/\w+)\/([^/]+)\/[^/]+$/.exec(full);
    if (named?.[1] !== undefined)
        return named[1];
    const set = /:task-set\/.*\/(ecs-svc\/\d+)$/.exec(full);
    if (set?.[1] !== undefined)
        return set[1];
    return lastPart(full);
}
/** What follows the last `/`: `web:41` of a revision, or the name of a cluster. Text that is no ARN is returned as it is. */
const lastPart = (text) => text.slice(text.lastIndexOf('/') + 1);
/** `web` of `…:task-definition/web:42`; `null` if it is no ARN of a revision. */
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
/** Reads `1h30m`, `15m`, `30s` or `0`. Anything else is refused with a hint. */
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
/** The duration as `parseDuration` reads it: `1h30m`, `15m`, `45s`, `0`. */
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
/** For people: `10m00s`, `45s`, `1h05m`. */
function formatDuration(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
    const two = (value) => String(value).padStart(2, '0');
    if (hours > 0)
        return `${String(hours)}h${two(minutes)}m`;
    return minutes > 0 ? `${String(minutes)}m${two(rest)}s` : `${String(rest)}s`;
}


/***/ }),

/***/ 86164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K9: () => (/* binding */ formatMoment),
/* harmony export */   NN: () => (/* binding */ formatTagTime),
/* harmony export */   fU: () => (/* binding */ formatTime)
/* harmony export */ });
// Moments as people read them.
const dayOf = (ms) => new Date(ms).toISOString().slice(0, 10);
/** `14:32 UTC` */
const formatTime = (ms) => `${new Date(ms).toISOString().slice(11, 16)} UTC`;
/** `14:32 UTC` on the day of `nowMs`, otherwise `2026-03-01 14:32 UTC`. */
const formatMoment = (ms, nowMs) => dayOf(ms) === dayOf(nowMs) ? formatTime(ms) : `${dayOf(ms)} ${formatTime(ms)}`;
/** The same for a time in a tag. Text that is no time stays as it is. */
function formatTagTime(text, nowMs) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? text : formatMoment(ms, nowMs);
}


/***/ }),

/***/ 22447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ paceMs)
/* harmony export */ });
// How often to observe during a wait.
/**
 * How long to wait before the next observation: short at first, longer the longer the wait lasts. An observation makes
 * about ten requests, and load balancer reads share a limit of 10 per second and account (fact 19).
 */
const paceMs = (waitingMs, firstMs = 1000, lastMs = 5000) => Math.min(lastMs, Math.max(firstMs, waitingMs / 15));


/***/ }),

/***/ 56073:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ withoutStop)
/* harmony export */ });
// Text of others inside our own sentences.
/** What AWS or a person says, without the full stop that our sentence adds. */
const withoutStop = (text) => text.trimEnd().replace(/[.\s]+$/, '');


/***/ }),

/***/ 76784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ awsCommand)
/* harmony export */ });
/* unused harmony export shellWord */
// Commands that a person pastes into a POSIX shell.
/** An AWS CLI command. Every word reaches the program as it is, whatever it holds. */
const awsCommand = (...words) => ['aws', ...words].map(shellWord).join(' ');
/** One word: quoted unless no character of it means something to a shell. */
const shellWord = (text) => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;


/***/ }),

/***/ 82539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ tagPrefix)
/* harmony export */ });
// The prefix of our tags.
/** All tags of this action begin with it, on task sets, services and task definitions. */
const tagPrefix = 'ecs-blue-green:';


/***/ }),

/***/ 64857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ iso)
/* harmony export */ });
// Moments as tags and outputs have them. What people read is in `moment.ts`.
const iso = (ms) => new Date(ms).toISOString();


/***/ }),

/***/ 45365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ isThrottling),
/* harmony export */   S: () => (/* binding */ isOfCredentials)
/* harmony export */ });
const ofCredentials = new Set([
    'NoRegion',
    'NoCredentials',
    'ExpiredToken',
    'ExpiredTokenException',
    'IncompleteSignature',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'RoleNotAssumed',
    'SignatureDoesNotMatch',
    'UnrecognizedClientException',
]);
/** A fault of the job, not of the account: no policy would fix it. The message of the trouble says what would. */
const isOfCredentials = (code) => ofCredentials.has(code);
/** The names that the services of AWS have for "too many calls" (fact 19). */
const isThrottling = (code) => /Throttl|RequestLimitExceeded|TooManyRequests|SlowDown/i.test(code);


/***/ }),

/***/ 4093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ decideNextStep)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/guards.js
var guards = __webpack_require__(63027);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/green-role.js
var green_role = __webpack_require__(26255);
// EXTERNAL MODULE: ./build/domain/task-sets/model/look.js
var look = __webpack_require__(26910);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/lease.js
var tags_lease = __webpack_require__(37847);
// EXTERNAL MODULE: ./build/domain/task-sets/model/write-key.js
var write_key = __webpack_require__(57296);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/task-sets/model/make-step.js
var make_step = __webpack_require__(47074);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/raise-blue.js
// Scales blue up before traffic returns to it.





/** Blue that was scaled down while it was warm can't carry all traffic, so it is scaled up first. */
function raiseBlue(scene) {
    const { blue } = scene.roles;
    if (blue === null || blue.status === 'DRAINING')
        return null;
    const { tags } = scene.world.service;
    // The lease records the scale at which blue served. Without a lease, only a rollback that a person asked for has time for this.
    const isAsked = scene.memory.failure?.kind === 'requested';
    const percent = isAsked ? (0,tags_lease/* fullScale */.MY)(tags, blue) : ((0,tags_lease/* leaseScaleOf */.g$)(tags, blue)?.full ?? 0);
    if (blue.scalePercent >= percent)
        return null;
    const because = `blue ${blue.id} is at ${String(blue.scalePercent)} % and has to carry all traffic`;
    const write = { kind: 'scale', set: blue.arn, percent };
    return (waitForAnswer(scene, write) ??
        (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('rollback', 'waiting-for-blue-to-serve', because, write)));
}
/** Its lease says that it was scaled down. It may be scaling up now. */
function wasLowered({ world, roles }) {
    const lease = roles.blue === null ? null : (0,tags_lease/* leaseScaleOf */.g$)(world.service.tags, roles.blue);
    return lease !== null && lease.kept < lease.full;
}
/** The write was sent already, or failed for now: observe again soon instead of writing twice. */
function waitForAnswer(scene, write) {
    const { memory, world } = scene;
    const { trouble } = memory;
    // A blind run can't read back a write that got no answer. It repeats the write.
    if (isJustSent(scene, write) && !((0,look/* isBlind */.iE)(world) && isFailing(memory, write)))
        return (0,make_step/* wait */.uk)('rollback', 'reading-back', 'the rollback does not show yet', 300);
    if (trouble !== null && isFailing(memory, write) && world.nowMs - trouble.lastMs < 500)
        return (0,make_step/* wait */.uk)('rollback', 'backing-off', `${trouble.last.code}; trying again`, 500);
    return null;
}
const isFailing = ({ trouble }, write) => trouble !== null && (0,write_key/* isSameInAnyDirection */.zY)(trouble.key, (0,write_key/* writeKey */.TE)(write));
const isJustSent = ({ memory: { pending }, world }, write) => pending !== null &&
    (0,write_key/* isSameInAnyDirection */.zY)((0,write_key/* writeKey */.TE)(pending.write), (0,write_key/* writeKey */.TE)(write)) &&
    world.nowMs - pending.atMs < 3000;

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
// EXTERNAL MODULE: ./build/domain/task-sets/model/attempt.js
var attempt = __webpack_require__(44256);
// EXTERNAL MODULE: ./build/domain/task-sets/health/quiet.js
var quiet = __webpack_require__(51586);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/delete-green.js
// Deletes green after a rollback.









/** An earlier process may have deleted green, and been killed before it cleaned up. */
const isResumed = ({ kind }) => kind === 'requested' || kind === 'unfinished';
const isStillDraining = (scene) => scene.memory.failure !== null &&
    isResumed(scene.memory.failure) &&
    ((0,rolled_back/* isRolledBackDraining */.Qe)(scene) ||
        scene.world.taskSets.some(({ arn, status }) => status === 'DRAINING' && arn === scene.world.service.tags.green));
/** Green is deleted, unless it is kept for inspection or not ours (invariant 5). */
function deleteGreen(scene) {
    const { green } = scene.roles;
    if (green === null)
        return isStillDraining(scene) ? awaitVanishing(scene) : null;
    if (green.status === 'DRAINING')
        return awaitVanishing(scene);
    if (!(0,rolled_back/* isToGo */.Iw)(scene, green) || (0,rolled_back/* isToKeep */.V4)(scene, green))
        return null;
    // If AWS refused to move a test rule, testers still see green: it stays, and the end reports that.
    if ((0,roles_roles/* isOnAnyRule */.aU)(scene.world, green))
        return null;
    const wasNeverLive = !mayHaveBeenLive(scene, green);
    if (green.status === 'PRIMARY')
        return wasNeverLive || (0,quiet/* isQuiet */.rM)(scene, green) ? emptyGreen(scene) : awaitNodes((0,quiet/* quietInMs */.Wy)(scene, green));
    const because = `green ${(0,describe_set/* formatSet */.M)(green)} was rolled back`;
    const removal = { phase: 'rollback', reason: 'deleting-green', because, wasNeverLive };
    return (0,attempt/* orWhileTooEarly */.C8)((0,supersede/* remove */.TF)(scene, green, removal), awaitNodes);
}
const awaitNodes = (ms) => (0,make_step/* wait */.uk)('rollback', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rollback', ms);
/** A process that started after the rules left green did not see when that was. */
const mayHaveBeenLive = ({ memory }, green) => memory.lastOnRulesMs[green.arn] !== undefined ||
    memory.hasGreenBeenLive ||
    memory.failure?.kind === 'requested';
/** PRIMARY without a blue to take the label: ECS never deletes it, so it is scaled to 0, and the end reports that. */
function emptyGreen(scene) {
    const { green, blue } = scene.roles;
    if (green === null || blue !== null || green.scalePercent === 0)
        return null;
    const because = `green ${green.id} is PRIMARY and no other task set can be, so ECS does not delete it: it is scaled to 0`;
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('rollback', 'deleting-green', because, { kind: 'scale', set: green.arn, percent: 0 }));
}
function awaitVanishing({ world, memory }) {
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    // The post step only sends the deletion. ECS completes it.
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
// EXTERNAL MODULE: ./build/domain/task-sets/health/describe-traffic.js
var describe_traffic = __webpack_require__(49917);
// EXTERNAL MODULE: ./build/domain/task-sets/health/stray.js
var health_stray = __webpack_require__(72591);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/end.js
// How a rollback ends, and what it reports.





















/** Whether this run, or an earlier attempt of it, created green. */
const wasGreenMade = ({ memory, world, request }) => memory.green !== null || world.taskSets.some(({ tags }) => tags.release === request.release.id);
/** If somebody gave the other group weight while green was being removed, traffic is not where it was. */
function endAstray(scene, failure) {
    const { roles, world, memory } = scene;
    const isAsked = failure.kind === 'requested';
    // If nothing is live, the label of an earlier process names what it rolled back to.
    const labelled = isAsked ? world.taskSets.find(({ status }) => status === 'PRIMARY') : undefined;
    const blue = (0,roles_roles/* findSet */._V)(world, memory.blue) ?? roles.blue ?? labelled;
    const home = blue?.attachment?.group ?? roles.pair?.blue;
    const stray = (0,health_stray/* strayFrom */.i)(roles, home);
    if (stray === null || (!isAsked && !wasGreenMade(scene)))
        return null;
    return (0,make_step/* step */.PM)('end', 'drift', 'somebody else changed the weights during the rollback', {
        kind: 'end',
        result: 'failed',
        message: `Rollback incomplete: ${failure.what}, and during the rollback somebody else gave weight to target group ` +
            `${(0,arn/* shortName */.EU)(stray.group)}, where this release has no task set. ${(0,describe_traffic/* describeTraffic */.h)(roles)} ` +
            'Find what writes the rules (infrastructure code that resets weights should ignore them), and run the commands below.',
        details: (0,evolve_undone/* leftUndone */.h)(memory),
        commands: stray.commands,
    });
}
/** How long a rollback is repeated while something else undoes it. Traffic must not flap forever. */
const fightMs = 120_000;
/** Something else has moved rules of the rollback to green again for too long. */
function endUndone(scene, failure) {
    const { roles, world, memory, request } = scene;
    const { pair, production } = roles;
    if (pair === null || memory.rollbackBegunMs === null || world.nowMs - memory.rollbackBegunMs < fightMs)
        return null;
    const undone = production
        .map((rule) => ({ kind: 'write-rule', rule, actions: rule.actions }))
        .filter((write) => (0,traffic/* weightOf */.mm)(write.rule, pair.green) > 0 && memory.rulesRolledBack.includes((0,write_key/* ruleKey */.ep)(write.rule)))
        .filter((write) => !isJustSent(scene, write));
    if (undone.length === 0)
        return null;
    return (0,make_step/* end */._N)('failed', 'drift', `Not rolled back: ${failure.what}, and for ${(0,duration/* formatDuration */.a3)(fightMs / 1000)} somebody else has undone the rollback of ` +
        `service ${request.service} each time it was repeated. ${(0,describe_traffic/* describeTraffic */.h)(roles)} Find what writes the rules ` +
        '(infrastructure code that resets weights should ignore them) and stop it, then run the commands below.', {
        details: (0,evolve_undone/* leftUndone */.h)(memory),
        commands: (0,by_hand/* handCommands */.u)(undone.map(({ rule }) => rule), pair),
    });
}
/** Ends the rollback of a failed release, or the rollback that a person asked for. */
function endRolledBack(scene, failure) {
    const { roles, memory, world } = scene;
    const wasMade = isResumed(failure) || wasGreenMade(scene);
    const after = memory.afterRollbackProbe.lastFailure;
    const innocent = after === null
        ? []
        : [`The probe still fails after the rollback, so green may not be the cause: ${after}`];
    // If an earlier process moved the traffic, this one did not see green live, and can't say what users saw.
    const traffic = memory.hasGreenBeenLive
        ? 'Traffic is back where it was:'
        : isResumed(failure)
            ? 'This run found no traffic on it, and moved none.'
            : 'Users never saw green.';
    return (0,make_step/* step */.PM)('end', failure.reason, 'the rollback is done', {
        kind: 'end',
        result: wasMade ? 'rolled-back' : 'failed',
        message: `${wasMade ? 'Rolled back' : 'Failed before green was created'}: ${failure.what}. ${traffic} ${(0,describe_traffic/* describeTraffic */.h)(roles)} ${failure.advice}`.trimEnd(),
        details: [
            ...assumptions(scene),
            ...innocent,
            ...(0,drift/* restoredNotes */._8)(memory, world.nowMs),
            ...describeLeft(scene),
            ...older(scene),
            ...barred(scene),
            ...(0,evolve_undone/* leftUndone */.h)(memory),
        ],
    });
}
/** What was assumed, since no tag names it. */
function assumptions({ roles, world, request }) {
    const { green, blue } = roles;
    const isGuess = (0,commands/* traitsOf */.J)(request).rollsBack && green !== null && (0,green_role/* assumedBlueOf */.AZ)(world, green) !== null;
    return isGuess && blue !== null
        ? [
            `Assumed that ${(0,describe_set/* formatSet */.M)(blue)} was live before: it is the only other task set, in the other group of the ` +
                'production rules, and no tag of a release names it.',
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
        : [`${who}: this action did not make it, so it stays. Delete it before the next release`];
}
/** Task sets of earlier releases that this release ended too soon to delete. */
const older = ({ world, roles: { leftovers, live } }) => leftovers
    .filter((set) => set.status !== 'DRAINING' && !live.includes(set) && !(0,kept_green/* isKeptGreen */.am)(world, set))
    .map((set) => `${(0,describe_set/* formatSet */.M)(set)} is still there (${set.status}): ${(0,leftover/* describeLeftover */.t)(world, set)}; the next release removes it`);
/** What to know before the same content is released again. */
function barred({ world, memory }) {
    const [found] = (0,revision_quarantine/* quarantineOf */.KS)(world);
    const isNew = memory.failure !== null && (0,quarantine/* isQuarantining */.Gj)(memory.failure.kind);
    return found === undefined || !memory.hasGreenBeenLive || !isNew
        ? []
        : [
            `the content that run ${String(found.runId)} released is quarantined: its next release is refused, unless ` +
                'it uses force or is a re-run of that run',
        ];
}

// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var model_memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/task-sets/health/scale-in.js
var scale_in = __webpack_require__(84902);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/teardown.js + 1 modules
var teardown = __webpack_require__(21922);
// EXTERNAL MODULE: ./build/domain/task-sets/health/last-known.js
var last_known = __webpack_require__(77970);
// EXTERNAL MODULE: ./build/domain/task-sets/health/probing.js + 1 modules
var health_probing = __webpack_require__(24404);
// EXTERNAL MODULE: ./build/domain/task-sets/health/propagation.js
var propagation = __webpack_require__(61908);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/clean-up.js
// What a rollback does once production is off green.















/** Shorter than for forward writes: each of these writes can be repeated without harm. */
const cleanUpLimits = { showsWithinMs: 5000, firstRetryMs: 1000, longestWaitMs: 500 };
/** Production is off green. What is left: the label, the test rule, green, auto scaling, the tags. */
function cleanUp(scene, failure) {
    return ((0,guards/* awaitWrite */.WI)(scene, 'rollback', cleanUpLimits) ??
        (0,guards/* awaitRetry */.bd)(scene, 'rollback', cleanUpLimits) ??
        labelBlue(scene) ??
        raiseBlue(scene) ??
        (scene.roles.green === null && !isResumed(failure) ? null : (0,guards/* holdFence */.pw)(scene)) ??
        (0,rolled_back/* noteRollback */.BM)(scene) ??
        freeTestRule(scene) ??
        (scene.memory.interrupted === null ? probeAfterRollback(scene, failure) : null) ??
        watchRollback(scene, failure) ??
        deleteGreen(scene) ??
        finishRollbackCleanup(scene) ??
        endAstray(scene, failure) ??
        endRolledBack(scene, failure));
}
/** A run that was cancelled before it claimed the fence has nothing to clean up: tags and scaling belong to the run that holds it. */
function finishRollbackCleanup(scene) {
    const { memory, world, request } = scene;
    const holder = (0,run_fence/* parseFence */.Hz)(world.service.tags.fence);
    if (memory.fence === null && holder !== null && holder.runId !== request.release.runId)
        return null;
    // A green that is kept for inspection is an idle fleet, which halves the average load (fact 21a).
    const scaling = (0,kept_green/* keptGreen */.qS)(world) === null ? (0,teardown/* restoreScaling */.oQ)(scene, 'rollback') : null;
    const next = scaling ?? (0,teardown/* clearTags */.Z1)(scene, 'rollback');
    return next === null ? null : ((0,guards/* holdFence */.pw)(scene) ?? next);
}
function labelBlue(scene) {
    const { blue, green } = scene.roles;
    if (blue?.status !== 'ACTIVE' || green?.status !== 'PRIMARY')
        return null;
    const because = `blue ${blue.id} has the traffic, and ECS refuses to delete a PRIMARY task set`;
    const label = { kind: 'label', set: blue.arn, withinMs: null };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* restoring */.IU)((0,make_step/* step */.PM)('rollback', 'labelling-blue', because, label)));
}
/** If the probe fails on blue too, green was not the cause. The final message says so. */
function probeAfterRollback(scene, failure) {
    const { memory, world } = scene;
    if (failure.kind !== 'probe' || memory.afterRollbackProbe.lastMs !== null)
        return null;
    const { green } = scene.roles;
    if (green === null)
        return null;
    // If AWS refused to move a test rule, that rule keeps pointing to green, so waiting would not help.
    const leftMs = (0,roles_roles/* isOnAnyRule */.aU)(world, green) ? 0 : (0,quiet/* quietInMs */.Wy)(scene, green) - 5000;
    if (leftMs > 0)
        return (0,make_step/* wait */.uk)('rollback', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rollback', leftMs);
    const probing = (0,health_probing/* productionProbing */.B$)(scene);
    if (probing.requests === null)
        return null;
    return (0,make_step/* step */.PM)('rollback', 'probing-after-rollback', 'checking that production responds again', {
        kind: 'probe',
        purpose: 'after-rollback',
        requests: probing.requests,
    });
}
/**
 * The other side of invariant 7: a write of a run that has stood down may land after ours. While that is possible, the rules
 * are watched, and `restoreTraffic` writes them again.
 */
function watchRollback(scene, failure) {
    const { memory, world, roles } = scene;
    if (roles.green === null || roles.green.status === 'DRAINING')
        return null;
    const sinceMs = memory.rollbackWrittenMs ?? (failure.kind === 'requested' ? memory.startedAtMs : null);
    if (sinceMs === null)
        return null;
    const leftMs = sinceMs + propagation/* propagationMs */.Z - world.nowMs;
    const because = `watching for ${String(propagation/* propagationMs */.Z / 1000)} s: if another run undoes the rollback, it is repeated`;
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
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('rollback', 'pointing-test-rule', `${(0,traffic/* formatRule */.UT)(rule)} points to blue again`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, greenGroup, to),
    }));
}

;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/rollback.js
// The rollback: traffic first, then everything else.






















/** How long traffic waits for the label, even if the write fails or gets no response. */
const labelPatienceMs = 1000;
/** How long blue may take to recover. Until then, production stays on green. */
const blueRecoveryMs = 120_000;
/** Traffic first, then everything else (invariant 3). */
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
    const raised = raiseFirst(scene);
    if (raised !== null)
        return raised;
    const undone = endUndone(scene, failure);
    if (undone !== null)
        return undone;
    const able = canRollBack(scene);
    if (!able.isYes)
        return holdOrGiveUp(scene, failure, able.why);
    return labelBlueBriefly(scene) ?? moveNextRule(scene) ?? rollbackFailed(scene, failure);
}
/** A blue that was scaled down is scaled up while green serves. Until then users stay on green. */
function raiseFirst(scene) {
    const raised = isGreenWithoutTargets(scene) ? null : raiseBlue(scene);
    // While this run waits for blue, no other run may scale it down or delete it: the fence makes the others stand down.
    return raised === null ? null : (takeFirst(scene) ?? raised);
}
/** Judges blue by its own targets. Without blue: by targets that were in the group before the service had a task set (invariant 8). */
function canRollBack(scene) {
    const { world, roles, memory } = scene;
    if (roles.blue !== null)
        return ((0,last_known/* whyHealthUnknown */.N$)(world) ?? (0,readiness/* canServe */.KS)(world, roles.blue, isGreenWithoutTargets(scene), memory.healthyDue));
    return (0,readiness/* healthyOthers */.F6)(world, roles).length > 0
        ? { isYes: true }
        : { isYes: false, why: 'there is no blue to return traffic to' };
}
/** If neither task set has tags, a later process needs a service tag to know which of them is rolled back. It is written first. */
const isOnAssumption = ({ world, roles, request }) => (0,commands/* traitsOf */.J)(request).rollsBack && roles.green !== null && (0,green_role/* assumedBlueOf */.AZ)(world, roles.green) !== null;
/** Two rollbacks at once would undo each other forever. So here the fence is taken before traffic moves. */
const takeFirst = (scene) => (0,guards/* abandonedFence */.CE)(scene) === undefined ? (0,guards/* holdFence */.pw)(scene) : null;
/** Fence and note in one write: after a kill between two writes, the next process could not know which task set is rolled back. */
function takeAndNote(scene) {
    const taking = takeFirst(scene);
    const noting = (0,rolled_back/* noteRollback */.BM)(scene);
    if (taking === null && noting?.act.kind === 'tag-service')
        return waitForAnswer(scene, noting.act) ?? noting;
    if (taking?.act.kind !== 'tag-service' || noting?.act.kind !== 'tag-service')
        return taking ?? noting;
    return { ...taking, act: { ...taking.act, tags: { ...noting.act.tags, ...taking.act.tags } } };
}
const isGreenWithoutTargets = ({ world, roles }) => roles.green === null || (0,readiness/* healthyOwn */.Qg)(world, roles.green).length === 0;
function holdOrGiveUp(scene, failure, why) {
    const { world, roles, request } = scene;
    const raised = raiseBlue(scene);
    if (raised !== null)
        return raised;
    const isHopeful = roles.blue !== null && roles.blue.status !== 'DRAINING';
    // Enough time to start a task: a requested rollback may take it, and a blue that was scaled down needs it.
    const isPatient = failure.kind === 'requested' || wasLowered(scene);
    const patienceMs = isPatient
        ? Math.max(blueRecoveryMs, request.readyTimeoutSeconds * 1000)
        : blueRecoveryMs;
    if (isHopeful && world.nowMs - failure.atMs < patienceMs)
        return (0,make_step/* wait */.uk)('rollback', 'waiting-for-blue-to-serve', why, 1000);
    return scaleInAgain(scene) ?? endStuck(scene, failure, why);
}
/** Green stays, and no other task set runs a task: its load is what scaling reads. */
function scaleInAgain(scene) {
    const next = (0,scale_in/* isScaleInSafe */.Ti)(scene) && scene.memory.fence?.isHeld === true ? (0,teardown/* restoreScaling */.oQ)(scene, 'rollback') : null;
    return next === null || !(0,step/* isWrite */.ao)(next.act) ? null : (waitForAnswer(scene, next.act) ?? next);
}
function endStuck({ roles, request }, failure, why) {
    return (0,make_step/* step */.PM)('end', 'no-rollback-target', why, {
        kind: 'end',
        result: 'failed',
        message: `Failed, and not rolled back: ${failure.what}, and ${why}. ${(0,describe_traffic/* describeTraffic */.h)(roles)} Green is left as it is, since nothing ` +
            `else can serve. ${andRelease(failure.advice, request.service)}`,
        details: [],
    });
}
/** The advice may name the next step itself. */
const andRelease = (advice, service) => {
    if (/again\.$/.test(advice))
        return advice;
    return advice === '' ? `Release ${service} again.` : `${advice} Then release ${service} again.`;
};
function labelBlueBriefly({ world, roles, memory }) {
    const { blue } = roles;
    if (blue === null || blue.status !== 'ACTIVE')
        return null;
    const sinceMs = memory.rollbackLabelSinceMs;
    const write = { kind: 'label', set: blue.arn, withinMs: labelPatienceMs };
    const isTaken = memory.trouble === null || !(0,write_key/* isSameWrite */.G$)(memory.trouble.key, (0,write_key/* writeKey */.TE)(write));
    const isTried = sinceMs !== null && (isTaken || world.nowMs - sinceMs >= labelPatienceMs);
    if (isTried || (0,model_memory/* abandonedAs */.Ts)(memory, write) !== undefined)
        return null;
    return (0,make_step/* restoring */.IU)((0,make_step/* step */.PM)('rollback', 'labelling-blue', `from now on ECS refuses to delete blue ${blue.id}`, write));
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
        .filter((write) => (0,model_memory/* abandonedAs */.Ts)(memory, write) === undefined);
    // A rule write that AWS has accepted may not show yet. The remaining rules don't wait for it.
    const sent = stuck.findIndex((write) => isJustSent(scene, write) && !isFailing(memory, write));
    const next = stuck[sent + 1] ?? stuck[sent];
    if (next === undefined)
        return null;
    return (waitForAnswer(scene, next) ??
        claimAgainst(scene, (0,write_key/* ruleKey */.ep)(next.rule)) ??
        (0,make_step/* restoring */.IU)((0,make_step/* step */.PM)('rollback', 'rolling-back', `${(0,traffic/* formatRule */.UT)(next.rule)} returns to blue`, next)));
}
/** Two runs could write the same rules against each other forever. The rollback claims the fence, and the other run stands down. */
function claimAgainst(scene, key) {
    const { memory, world, request } = scene;
    const { fence: found } = world.service.tags;
    // A fence that was wiped, and then claimed by the other run, has to be claimed again.
    const isHeld = memory.fence !== null && memory.fence.value === found;
    if (isHeld || !memory.rulesRolledBack.includes(key) || (0,guards/* abandonedFence */.CE)(scene) !== undefined)
        return null;
    const { runId, runAttempt } = request.release;
    const because = 'another run undoes the rollback: it stands down once this run has the fence';
    const fence = (0,run_fence/* nextFence */.NQ)(found, runId, runAttempt);
    return (0,make_step/* step */.PM)('rollback', 'claiming-fence', because, { kind: 'tag-service', tags: { fence } });
}
function rollbackFailed({ roles, memory, request }, failure) {
    const { pair } = roles;
    const stuck = roles.production.filter((rule) => pair !== null && (0,traffic/* weightOf */.mm)(rule, pair.green) > 0);
    return (0,make_step/* step */.PM)('end', 'rollback-failed', 'AWS refuses the rollback', {
        kind: 'end',
        result: 'failed',
        message: `Rollback failed: ${failure.what}, and the production rules of service ${request.service} could not be moved to blue. ` +
            `${(0,describe_traffic/* describeTraffic */.h)(roles)} Run the commands below now, with permission to change listeners.`,
        details: (0,evolve_undone/* leftUndone */.h)(memory),
        commands: (0,by_hand/* handCommands */.u)(stuck, pair),
    });
}

// EXTERNAL MODULE: ./build/domain/task-sets/forward/answer-drift.js
var answer_drift = __webpack_require__(73669);
// EXTERNAL MODULE: ./build/domain/task-sets/health/capacity.js
var capacity = __webpack_require__(62612);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/rollback-tags.js
var rollback_tags = __webpack_require__(98511);
// EXTERNAL MODULE: ./build/domain/common/values/time.js
var time = __webpack_require__(64857);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/switch.js
// The switch: label, lease, then one production rule after the other.










/** A lease older than this no longer has the time of the switch, so it is written again. */
const freshLeaseMs = 60_000;
/**
 * Label, lease, rules. The label comes first because ECS then refuses to delete green. The lease comes before the rules,
 * so that a run that finds the switch done also finds what a rollback returns to, and how long it is kept.
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
    : (0,make_step/* step */.PM)('switch', 'labelling-green', 'from now on ECS refuses to delete green', {
        kind: 'label',
        set: green.arn,
        withinMs: null,
    });
function writeLease(scene, green) {
    const { world, memory } = scene;
    const tagged = world.service.tags;
    const writtenMs = Date.parse(tagged['switched-at'] ?? '');
    const { blue } = scene.roles;
    // Without blue, the tag `blue` is not written. If it exists, an earlier release left it, and it is ignored.
    const isWritten = tagged.green === green.arn && (blue === null || tagged.blue === blue.arn);
    // Bake and lease count from this time, so a time that a killed process wrote before its switch must not be used.
    const isOwn = writtenMs >= memory.startedAtMs;
    if (isWritten && isOwn && (world.nowMs - writtenMs < freshLeaseMs || (0,switch_state/* isGreenLive */.Cz)(scene)))
        return null;
    return (0,make_step/* step */.PM)('switch', 'writing-lease', 'records what a rollback returns to, and how long it is kept', {
        kind: 'tag-service',
        tags: leaseTags(scene, green, world.nowMs),
    });
}
/** Blue, lease, rules and pair in one write, so that none of them exists without the others. */
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
        // A re-release rolls back what is live, so its content is quarantined as in a rollback to warm blue.
        ...((0,commands/* traitsOf */.J)(request).rollsBack ? (0,revision_quarantine/* quarantineTags */.Yl)(world, roles.blue, 'requested') : {}),
    };
}
/** Before the switch, blue carries all traffic at its present scale. */
const asItStands = ({ scalePercent }) => ({
    kept: scalePercent,
    full: scalePercent,
});
/** Invariant 2: green is ready in this observation, or has its capacity, and its target group holds only its own targets. */
function switchNextRule(scene, green) {
    const { roles } = scene;
    const hindrance = (0,capacity/* whyNotNext */.b8)(scene, green);
    if (hindrance !== null)
        return hindrance.reason === 'waiting-for-ready'
            ? (0,make_step/* wait */.uk)('switch', 'waiting-for-ready', hindrance.why, 500)
            : (0,make_step/* wait */.uk)('switch', 'waiting-for-group-to-empty', hindrance.why, 1000);
    const [rule] = (0,switch_state/* rulesToSwitch */.FW)(scene);
    if (rule === undefined || roles.pair?.blue == null)
        return null;
    const actions = (0,traffic/* moveWeight */.QB)(rule, roles.pair.blue, roles.pair.green);
    const because = `${(0,traffic/* formatRule */.UT)(rule)} moves to green ${green.id}`;
    return { ...(0,make_step/* step */.PM)('switch', 'switching', because, { kind: 'write-rule', rule, actions }), aim: 'switch' };
}

// EXTERNAL MODULE: ./build/domain/task-sets/health/intervals.js
var intervals = __webpack_require__(12648);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/bake.js
// The bake: green is watched under real traffic.












/** After the switch, green and the rules are watched until the bake is over. */
const bake = (scene) => {
    const { green, blue } = scene.roles;
    if (green === null || scene.memory.switchedAtMs === null)
        return null;
    // Without blue, only the tags distinguish a bake from a release that ended long ago, unless this process made the switch.
    // Such a release ended with green as PRIMARY. If green is not, this action never switched to it.
    const isTagged = scene.world.service.tags.green === green.arn;
    const isEnded = blue === null && !isTagged && green.status === 'PRIMARY';
    if (isEnded && !scene.memory.hasSeenSwitch)
        return (0,answer_drift/* answerDrift */.k)(scene);
    return (0,answer_drift/* answerDrift */.k)(scene) ?? rewriteLease(scene, green) ?? prolong(scene, green) ?? watch(scene, green);
};
/** If the tags were wiped, no run would know when to delete blue. */
function rewriteLease(scene, green) {
    const { world, roles, memory } = scene;
    const { tags } = world.service;
    if (roles.blue === null)
        return null;
    // A rollback has to move a rule that was added after the switch too, so the tags that it reads are written again.
    const known = (0,rollback_tags/* rollbackTags */.y)(world.service.arn, roles.production, roles.pair);
    const isThere = tags.green === green.arn &&
        tags.blue === roles.blue.arn &&
        (known.rules === undefined || (known.rules === tags.rules && known.pair === tags.pair));
    if (isThere)
        return null;
    const because = 'the lease was wiped, or the rules have changed';
    const atMs = (0,switch_state/* switchedAtMs */.d0)(scene) ?? memory.switchedAtMs ?? world.nowMs;
    const tagsDue = leaseTags(scene, green, atMs, tags_lease/* leaseScaleAfterWipe */.YM);
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('bake', 'writing-lease', because, { kind: 'tag-service', tags: tagsDue }));
}
/** How far the tag may lag before it is written again. Runs that wait for it add more than that. */
const tagLagMs = 5000;
/** A bake that began again, or late, ends later than the tag that other runs wait by. */
function prolong(scene, green) {
    const { world, memory } = scene;
    const endsMs = (0,switch_state/* bakeEndsMs */.gC)(scene);
    // Without the lease, no run waits.
    if (world.service.tags.green !== green.arn)
        return null;
    if (memory.isBakePassed || endsMs === null || endsMs <= world.nowMs)
        return null;
    const taggedMs = Date.parse(world.service.tags['bake-until'] ?? '');
    if (endsMs - taggedMs <= tagLagMs)
        return null;
    const tags = (0,tags_lease/* leaseWith */.TN)(world.service.tags, { 'bake-until': (0,time/* iso */.K)(endsMs) });
    const write = { kind: 'tag-service', tags };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('bake', 'writing-lease', 'other runs wait for the end of this bake', write));
}
const isUnread = (world) => (0,look/* isBlind */.iE)(world) || (0,look/* failingOf */.al)(world, 'targets') !== null;
/** The probes of the bake, and the wait between them. They go on past its time while only they can judge green. */
function watch(scene, green) {
    const { memory, world, request } = scene;
    if (memory.isBakePassed)
        return null;
    const leftMs = ((0,switch_state/* bakeEndsMs */.gC)(scene) ?? world.nowMs) - world.nowMs;
    const intervalMs = request.bake.probeIntervalSeconds * 1000;
    const dueMs = (memory.bakeProbe.lastMs ?? 0) + intervalMs - world.nowMs;
    if (memory.baseline.verdict === 'passed' && dueMs <= 0 && (leftMs > 0 || isUnread(world))) {
        const probing = (0,health_probing/* productionProbing */.B$)(scene);
        if (probing.requests !== null)
            return (0,make_step/* step */.PM)('bake', 'baking', `checking that ${probing.where} still responds`, {
                kind: 'probe',
                purpose: 'bake',
                requests: probing.requests,
            });
    }
    const probeInMs = Math.min(intervalMs, dueMs > 0 ? dueMs : intervalMs, leftMs > 0 ? leftMs : 700);
    const nextMs = Math.min(probeInMs, lookInMs(scene));
    const left = memory.switchedAtMs === null
        ? 'the bake begins once the switch has been read'
        : `${String(Math.max(0, Math.ceil(leftMs / 1000)))} s of the bake are left`;
    const because = `green ${(0,describe_set/* formatSet */.M)(green)} serves; ${left}`;
    return (0,make_step/* wait */.uk)('bake', 'baking', because, Math.max(200, nextMs));
}
/** Pause before a look, however often its parts are due. */
const shortestMs = 1000;
/** Until the health of targets is due, however long the probes are apart. */
const lookInMs = ({ world, memory }) => (0,look/* failingOf */.al)(world, 'targets') === null
    ? Math.max(shortestMs, (0,intervals/* dueInMs */.ej)({ world, memory }, 'targets'))
    : Number.POSITIVE_INFINITY;

// EXTERNAL MODULE: ./build/domain/task-sets/health/times.js
var times = __webpack_require__(53384);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/creation.js
var creation = __webpack_require__(292);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/preflight.js + 3 modules
var preflight = __webpack_require__(11971);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/writes.js
var writes = __webpack_require__(66701);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/prepare.js
// Everything up to the creation of green.











/** Everything up to green's creation, in the order in which each needs the one before. */
const prepare = (scene) => scene.roles.green !== null
    ? null
    : (register(scene) ??
        suspendScaleIn(scene) ??
        attachIdle(scene) ??
        awaitFreeGroup(scene) ??
        makeRoom(scene) ??
        createGreen(scene));
/** If nothing changed, only the registration is skipped, never the release: image tags move and secrets rotate. */
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
function suspendScaleIn(scene) {
    const { world, memory } = scene;
    const { scaling } = world;
    if (scaling === null)
        return null;
    const before = memory.scalingBefore ?? (0,writes/* formatScaling */.$_)(scaling);
    if (world.service.tags.scaling === undefined)
        return (0,make_step/* step */.PM)('prepare', 'suspending-scale-in', 'first, a tag records how auto scaling was set', {
            kind: 'tag-service',
            tags: { scaling: before },
        });
    if (scaling.scaleInSuspended)
        return null;
    return (0,make_step/* step */.PM)('prepare', 'suspending-scale-in', `two fleets halve the average load: ${(0,scale_in/* scaleInAhead */.zQ)(scene)}`, {
        kind: 'write-scaling',
        state: { ...scaling, scaleInSuspended: true },
    });
}
/** Targets of a group without a rule are never checked, and ECS creates no task set for it (facts 9 and 25). */
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
 * A rollback may still return to a task set in the idle group. Until that is being deleted, a rollback would send users to
 * unproven green as well. It is deleted once all load balancer nodes have picked up that it has no traffic.
 */
function awaitFreeGroup(scene) {
    const { roles, world } = scene;
    const warm = roles.leftovers.find((set) => set.status === 'ACTIVE' &&
        set.attachment?.group === roles.pair?.green &&
        !(0,roles_roles/* isOnAnyRule */.aU)(world, set) &&
        !(0,quiet/* isQuiet */.rM)(scene, set));
    if (warm === undefined)
        return null;
    const because = `${warm.id} is in green's target group, and is deleted once no node sends it requests (${(0,leftover/* describeLeftover */.t)(world, warm)})`;
    // Short waits: if what is live loses its traffic, the quiet time counts from the observation that shows it.
    return (0,make_step/* wait */.uk)('prepare', 'superseding', because, Math.min((0,quiet/* quietInMs */.Wy)(scene, warm), 1000));
}
/**
 * ECS allows five task sets, and draining ones may count (fact 10), so one that is over has to vanish first. If none is
 * draining, or it takes too long, the creation is sent anyway, and the answer of ECS is reported.
 */
function makeRoom({ world, memory }) {
    const going = world.taskSets.find(({ status }) => status === 'DRAINING');
    if (world.taskSets.length < preflight/* maxTaskSets */.Zq || going === undefined)
        return null;
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    if (waitedMs > 2 * (0,times/* teardownMs */.vx)(world, going))
        return null;
    return (0,make_step/* wait */.uk)('prepare', 'superseding', 'the service has five task sets: waiting for one that is draining to vanish', 2000);
}
function createGreen(scene) {
    const { world, roles, memory } = scene;
    const revision = memory.registered ?? world.candidate?.registeredAs ?? null;
    if (revision === null)
        return (0,make_step/* wait */.uk)('prepare', 'reading-back', 'the new revision does not show yet', 500);
    const created = (0,creation/* creation */.Ix)(scene, revision);
    if (created === null)
        return null;
    return (0,make_step/* step */.PM)('start', 'creating-green', `green runs ${(0,arn/* shortName */.EU)(revision)} next to ${roles.blue?.id ?? 'nothing'}`, {
        kind: 'create-green',
        request: created,
    });
}

// EXTERNAL MODULE: ./build/domain/task-sets/revision/restage.js
var restage = __webpack_require__(37932);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
;// CONCATENATED MODULE: ./build/domain/task-sets/commands/refused.js


const refused = (scene, problem) => (0,make_step/* end */._N)('refused', 'preflight-failed', `Nothing was changed: ${problem} ${(0,describe_traffic/* describeTraffic */.h)(scene.roles)}`);

;// CONCATENATED MODULE: ./build/domain/task-sets/commands/promote.js
// What promote refuses, and a green that it stages again.





/** promote needs one staged green that hasn't expired and is of the approved commit. */
const findStaged = (scene) => {
    const { request, roles, memory, world } = scene;
    if (memory.isPreflightPassed || memory.failure !== null)
        return null;
    const { green } = roles;
    const { expectedCommit } = request.goal;
    if (green === null)
        return refuseUnlessRestaged(scene, nothingStaged(request));
    if (expectedCommit !== null && green.tags.commit !== expectedCommit)
        return refused(scene, `green ${green.id} was staged for commit ${green.tags.commit ?? '(unknown)'}, but expected-sha is ${expectedCommit}. ` +
            'Stage the approved commit.');
    if ((0,switch_state/* isGreenLive */.Cz)(scene) || !(0,staged/* isExpired */._d)(green, world.nowMs))
        return null;
    return refuseUnlessRestaged(scene, null);
};
/** `otherwise`: the problem where no expired release is known that could be staged again. */
function refuseUnlessRestaged(scene, otherwise) {
    const expired = (0,restage/* expiredStage */.mu)(scene.request, scene.world, scene.roles);
    const problem = expired === null ? otherwise : (0,restage/* restageProblem */.H9)(scene, expired);
    return problem === null ? null : refused(scene, problem);
}
function nothingStaged({ goal, service }) {
    if (goal.promoted === null)
        return `nothing is staged for service ${service}. Run the command stage first.`;
    return (`release "${goal.promoted}" is not staged for service ${service}. It was promoted and replaced, removed, or never ` +
        'staged.');
}
/** promote creates a green only to stage an expired release again. Any other green comes from the command stage. */
const promote_restage = (scene) => (scene.request.goal.isRestaging ? prepare(scene) : null);

;// CONCATENATED MODULE: ./build/domain/task-sets/commands/rollback.js
// What rollback refuses before it writes anything.








const refuseRollback = (scene) => {
    const { roles, request, memory, world } = scene;
    if (memory.isPreflightPassed || memory.rollbackLabelSinceMs !== null || (0,rolled_back/* isCleanupOwed */.MV)(scene))
        return null;
    const from = roles.green ?? roles.blue;
    if (from === null)
        return refused(scene, `no task set of service ${request.service} is live, so there is nothing to roll back.`);
    if ((0,rolled_back/* hasRolledBack */.cA)(scene))
        return endStray(scene) ?? endRepeated(scene);
    const { rollbackTo } = request.goal;
    if (rollbackTo !== null && (0,green_role/* isRevision */.oN)(from, rollbackTo) && !(0,green_role/* isOwnSet */.pO)(request, world, memory, from))
        return refused(scene, `service ${request.service} already runs revision ${rollbackTo}. Name an older revision with rollback-to.`);
    if ((0,rolled_back/* isRolledBackAlready */.Ip)(scene))
        return refused(scene, describeNextRollback(scene));
    const isPermitted = request.isForced && request.goal.writtenReason !== null;
    if (from.tags['forward-only'] === undefined || isPermitted)
        return null;
    return refused(scene, `release ${from.tags.release ?? from.id} is forward-only (${from.tags['forward-only']}): its irreversible step has run. ` +
        'Release a new version. If you know that the previous version still works, set force and give a reason.');
};
/** The job was run again after its end. */
const endRepeated = ({ roles, request, world }) => (0,make_step/* end */._N)('rolled-back', 'requested', `This run has already rolled back service ${request.service}. ${(0,describe_traffic/* describeTraffic */.h)(roles)}`, (0,kept_green/* keptGreen */.qS)(world) === null ? [] : [(0,kept_green/* describeKeptGreen */.rq)(world)]);
function describeNextRollback({ roles: { green, blue } }) {
    const release = `release ${green?.tags.release ?? ''}`;
    const to = green === null ? '' : ` to ${(0,describe_set/* formatSet */.M)(green)}`;
    const from = blue === null ? '' : ` from ${(0,describe_set/* formatSet */.M)(blue)}`;
    return `${release} already rolled back${from}${to}. Name the revision to roll back to with rollback-to.`;
}
/** After the rollback, somebody else gave weight to the target group that this service has left. */
function endStray({ roles, request }) {
    const stray = (0,health_stray/* strayFrom */.i)(roles, roles.live[0]?.attachment?.group);
    if (stray === null)
        return null;
    return (0,make_step/* end */._N)('failed', 'drift', `This run has already rolled back service ${request.service}, but somebody else has changed the weights since. ` +
        `${(0,describe_traffic/* describeTraffic */.h)(roles)} Nothing more is changed. Find what writes the rules, then run the commands below.`, { details: [], commands: stray.commands });
}

// EXTERNAL MODULE: ./build/domain/task-sets/status/status.js
var status_status = __webpack_require__(13362);
;// CONCATENATED MODULE: ./build/domain/task-sets/commands/status.js
// How the command status ends.



const endStatus = (scene) => (0,make_step/* end */._N)('status', 'status', `Service ${scene.request.service}: ${(0,describe_traffic/* describeTraffic */.h)(scene.roles)}`, (0,status_status/* statusLines */.C)(scene));

// EXTERNAL MODULE: ./build/domain/common/run/refusal.js
var refusal = __webpack_require__(1585);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/keep-blue.js
var keep_blue = __webpack_require__(54685);
;// CONCATENATED MODULE: ./build/domain/task-sets/commands/teardown.js
// What teardown refuses, and how it ends.









/** teardown needs a blue that is kept, and all of production on green. */
const findWarm = (scene) => {
    const { roles, request, memory } = scene;
    if (memory.isPreflightPassed)
        return null;
    // An earlier teardown was killed before it had cleared the tags. This one does it.
    const isHalfDone = roles.green !== null && scene.world.service.tags.green === roles.green.arn;
    if (roles.blue === null && (0,switch_state/* isSwitched */.sP)(scene) && isHalfDone)
        return null;
    if (roles.blue === null && (roles.green === null || (0,switch_state/* isSwitched */.sP)(scene)))
        return (0,make_step/* end */._N)('torn-down', 'nothing-kept', `Nothing to tear down: service ${request.service} keeps no blue. ${(0,describe_traffic/* describeTraffic */.h)(roles)}`, (0,teardown/* leftoverNotes */.bc)(scene));
    if ((0,switch_state/* isSwitched */.sP)(scene))
        return refuseForUnhealthyGreen(scene);
    return refused(scene, `production of service ${request.service} is not all on ${roles.green === null ? 'one task set' : (0,describe_set/* formatSet */.M)(roles.green)}, which ` +
        'the last release switched to, so no task set may be removed. Roll back or release first.');
};
/** Blue may be the only rollback target. `force` removes it all the same. */
function refuseForUnhealthyGreen(scene) {
    const { roles, request } = scene;
    const why = request.isForced || roles.blue?.status !== 'ACTIVE' ? null : (0,keep_blue/* whyNeeded */.y)(scene);
    if (why === null || roles.blue === null)
        return null;
    return refused(scene, `${why}, and blue ${(0,describe_set/* formatSet */.M)(roles.blue)} may be the only rollback target. Run the command rollback, or fix the live ` +
        'version. With force, teardown removes blue anyway.');
}
/** The warm time is over. What AWS refused is listed, and the run fails. */
const endTornDown = (scene) => {
    if (!(0,switch_state/* isSwitched */.sP)(scene))
        return endOvertaken(scene);
    const { blue } = scene.roles;
    const undone = [
        ...(blue === null ? [] : [`blue ${(0,describe_set/* formatSet */.M)(blue)} is still there (${blue.status})`]),
        ...(0,evolve_undone/* leftUndone */.h)(scene.memory),
    ];
    if (undone.length > 0)
        return (0,make_step/* end */._N)('failed', 'cleanup-incomplete', `Not torn down: blue of service ${scene.request.service} could not be removed. ${(0,describe_traffic/* describeTraffic */.h)(scene.roles)} Fix what is listed, then run teardown again.`, undone);
    return (0,make_step/* end */._N)('torn-down', 'torn-down', `Torn down: the warm time of service ${scene.request.service} was ended. ${(0,describe_traffic/* describeTraffic */.h)(scene.roles)}`, (0,teardown/* leftoverNotes */.bc)(scene));
};
/** During the teardown, its green lost traffic or was deleted. */
function endOvertaken({ request, roles, memory, world }) {
    const sinceMs = memory.idleSinceMs;
    if (sinceMs === null || world.nowMs - sinceMs < refusal/* staleReadMs */.al)
        return null;
    return (0,make_step/* end */._N)('failed', 'drift', `Stopped: during this teardown, somebody else changed the production weights of service ${request.service} or deleted a ` +
        `task set that they lead to. ${(0,describe_traffic/* describeTraffic */.h)(roles)} Nothing more is changed. Run the command status, then rollback or deploy.`, (0,evolve_undone/* leftUndone */.h)(memory));
}

;// CONCATENATED MODULE: ./build/domain/task-sets/forward/finish.js
// What the post step does for a run that was killed, and what a cancelled run restores.











/** How long a creation that was sent just before the process was killed may take to show. After that it never does. */
const creationMs = 5000;
/** The post step has a minute at most. Then it reports what is left, with the command that completes it. */
const endOutOfTime = (scene) => {
    const { request, world, roles, memory } = scene;
    if (request.finishByMs === null || world.nowMs < request.finishByMs)
        return null;
    const why = memory.failure?.what ?? memory.interrupted?.why ?? 'the run was ended';
    const what = isReleaseKept(scene) ? 'Cleanup incomplete' : 'Rollback incomplete';
    return (0,make_step/* step */.PM)('end', 'out-of-time', 'the time of the post step is over', {
        kind: 'end',
        result: 'failed',
        message: `${what}: ${why}, and the time to finish ran out. ${(0,describe_traffic/* describeTraffic */.h)(roles)} ` + advice(scene),
        details: [...describeOpen(scene), ...(0,evolve_undone/* leftUndone */.h)(memory)],
        commands: isReleaseKept(scene) ? [] : openRules(scene),
    });
};
/** After the bake, and in a teardown, green is what should be live: nothing is rolled back. */
const isReleaseKept = ({ request, memory }) => memory.failure === null && (memory.isBakePassed || (0,commands/* traitsOf */.J)(request).endsWarmTime);
function advice({ request, ...scene }) {
    if (isReleaseKept({ request, ...scene }) || !(0,switch_state/* isGreenLive */.Cz)({ request, ...scene }))
        return `Users are served. The next command for service ${request.service} (deploy, rollback or sweep) completes what is left.`;
    const command = (0,commands/* traitsOf */.J)(request).rollsBack ? 'Run the rollback again' : 'Run the command rollback';
    return `${command} for service ${request.service} now. It returns traffic to blue and completes what is left.`;
}
/** Commands that move traffic without a job. */
function openRules({ roles, request, world, memory }) {
    const { pair, production } = roles;
    if (pair === null || !(0,switch_state/* isGreenLive */.Cz)({ roles, request, world, memory }))
        return [];
    return (0,by_hand/* handCommands */.u)(production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, pair.green) > 0), pair);
}
function describeOpen(scene) {
    const { roles, world, memory } = scene;
    const { pair, test } = roles;
    const green = isReleaseKept(scene) ? null : roles.green;
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
        ...(isSuspended ? ['auto scaling is still suspended, as the release left it'] : []),
    ];
}
/** Green may have been created. A decision without it would leave it behind. */
const awaitCreation = ({ memory, roles, world }) => memory.interrupted?.isCreating === true &&
    roles.green === null &&
    world.nowMs - memory.startedAtMs < creationMs
    ? (0,make_step/* wait */.uk)('rollback', 'reading-back', 'green may have been created just before', 500)
    : null;
/** Cancelled or killed after blue was deleted: only suspended scaling and the tags of the release are left. */
const finishKeptCleanup = (scene) => {
    const { memory, roles, request } = scene;
    const isKept = memory.isCancelled && memory.isPreflightPassed && memory.failure === null;
    if (!isKept || !isReleaseKept(scene) || request.onCancel === 'keep' || !(0,switch_state/* isSwitched */.sP)(scene))
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
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/gate.js
// What green has to pass before it gets traffic.








/** What green has to pass before it gets traffic. From here on, every observation judges readiness again. */
const gate = (scene) => {
    const { green } = scene.roles;
    if (green === null || (0,switch_state/* isGreenLive */.Cz)(scene) || scene.memory.switchedAtMs !== null)
        return null;
    return awaitReady(scene, green) ?? pointTestRule(scene) ?? smokeTest(scene) ?? measureBaseline(scene);
};
function awaitReady({ world, memory }, green) {
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    const waitedMs = world.nowMs - Math.max(green.createdAtMs, memory.startedAtMs);
    if (!verdict.isYes)
        return (0,make_step/* wait */.uk)('ready', 'waiting-for-ready', `green ${green.id}: ${verdict.why}`, (0,pace/* paceMs */.k)(waitedMs));
    const [others, mates] = [(0,readiness/* strangers */.ob)(world, green), (0,readiness/* groupMates */.YK)(world, green)];
    if (others.length > 0 || !mates.every(readiness/* isEmptiedPrimary */.RZ)) {
        const old = mates.map(({ id }) => id).join(', ') || 'others';
        const because = `green is ready; ${old} with ${String(others.length)} targets still in its group`;
        return (0,make_step/* wait */.uk)('ready', 'waiting-for-group-to-empty', because, (0,pace/* paceMs */.k)(waitedMs));
    }
    if (memory.readyStreak >= times/* readyStreak */.Eg)
        return null;
    const because = `green ${green.id} is ready, seen ${String(memory.readyStreak)} of ${String(times/* readyStreak */.Eg)} times`;
    return (0,make_step/* wait */.uk)('ready', 'waiting-for-ready', because, times/* readyCheckMs */.qi);
}
function pointTestRule(scene) {
    const { pair } = scene.roles;
    const rule = (0,quiet/* testRuleToPoint */.Kk)(scene);
    if (rule === null || pair?.blue == null)
        return null;
    const { green: greenGroup, blue: blueGroup } = pair;
    return (0,make_step/* step */.PM)('smoke', 'pointing-test-rule', `${(0,traffic/* formatRule */.UT)(rule)} shows green to testers`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, blueGroup, greenGroup),
    });
}
function smokeTest(scene) {
    const { memory, request, world } = scene;
    if (memory.smoke.isSkipped || memory.smoke.passesInRow >= request.smoke.passes)
        return null;
    const probing = (0,health_probing/* smokeProbing */.Nt)(scene);
    if (probing.requests === null)
        return null;
    const leftMs = (0,quiet/* testersReachGreenInMs */.KB)(scene);
    if (leftMs > 0)
        return (0,make_step/* wait */.uk)('smoke', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the test rule', leftMs);
    const dueMs = (memory.smoke.lastMs ?? 0) + request.smoke.intervalSeconds * 1000 - world.nowMs;
    if (memory.smoke.lastMs !== null && dueMs > 0)
        return (0,make_step/* wait */.uk)('smoke', 'smoke-testing', `${String(memory.smoke.passesInRow)} of ${String(request.smoke.passes)} passes`, dueMs);
    return (0,make_step/* step */.PM)('smoke', 'smoke-testing', `${probing.where}: ${probing.requests.map(({ url }) => url).join(', ')}`, {
        kind: 'probe',
        purpose: 'smoke',
        requests: probing.requests,
    });
}
/** A probe that fails on blue too would roll back a good release. It has to pass there before it may judge green. */
function measureBaseline(scene) {
    const { memory, roles, world, request } = scene;
    if (memory.baseline.verdict !== 'unknown' || request.bake.seconds === 0)
        return null;
    if (roles.blue === null && (0,readiness/* healthyOthers */.F6)(world, roles).length === 0)
        return null;
    const probing = (0,health_probing/* productionProbing */.B$)(scene);
    if (probing.requests === null)
        return null;
    const dueMs = (memory.baseline.lastMs ?? 0) + times/* baselineMs */.we - world.nowMs;
    if (dueMs > 0)
        return (0,make_step/* wait */.uk)('smoke', 'measuring-baseline', 'waiting to probe production again before the switch', dueMs);
    return (0,make_step/* step */.PM)('smoke', 'measuring-baseline', `checking that ${probing.where} responds before the switch`, {
        kind: 'probe',
        purpose: 'baseline',
        requests: probing.requests,
    });
}

// EXTERNAL MODULE: ./build/domain/task-sets/forward/heal.js
var heal = __webpack_require__(60743);
// EXTERNAL MODULE: ./build/domain/common/report/describe-plan.js
var describe_plan = __webpack_require__(80721);
// EXTERNAL MODULE: ./build/domain/task-sets/dry-run/dry-run.js + 4 modules
var dry_run = __webpack_require__(89694);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/plan.js
// How the command plan ends.




/** plan writes nothing. It fails, with every problem and risk at once, where a deploy would be refused. */
const endPlan = (decide) => (scene) => {
    const { request, roles } = scene;
    const dryRun = (0,dry_run/* dryRunOf */.m)(scene, decide);
    if (dryRun.isReleasable)
        return (0,make_step/* step */.PM)('end', 'planned', 'a plan writes nothing', {
            kind: 'end',
            result: 'planned',
            message: `Planned, nothing was written: ${(0,describe_plan/* describeDryRun */._5)(dryRun)} ${(0,describe_traffic/* describeTraffic */.h)(roles)}`,
            details: (0,describe_plan/* dryRunLines */.Qs)(dryRun),
        });
    const problems = [...dryRun.problems, ...(request.isForced ? [] : dryRun.risks)];
    const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
    return (0,make_step/* step */.PM)('preflight', 'preflight-failed', `preflight found ${count}`, {
        kind: 'end',
        result: 'refused',
        message: `Nothing was written, and a deploy would be refused: preflight found ${count} with service ${request.service} ` +
            `in cluster ${request.cluster}. ${(0,describe_traffic/* describeTraffic */.h)(roles)}`,
        details: problems,
    });
};

// EXTERNAL MODULE: ./build/domain/task-sets/sweep/sweep.js + 6 modules
var sweep = __webpack_require__(77889);
// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
// EXTERNAL MODULE: ./build/domain/common/values/tag-prefix.js
var tag_prefix = __webpack_require__(82539);
;// CONCATENATED MODULE: ./build/domain/task-sets/commands/stage.js
// What stage refuses, and how it ends.











/** A stage that is run again after its promotion finds its green live, and changes nothing. */
const refusePromoted = (scene) => {
    const { green } = scene.roles;
    if (scene.memory.isPreflightPassed || green === null || !(0,switch_state/* isGreenLive */.Cz)(scene))
        return null;
    if (!(0,switch_state/* isSwitched */.sP)(scene))
        return endExposed(scene);
    return (0,make_step/* end */._N)('staged', 'released', `Already promoted: green ${(0,describe_set/* formatSet */.M)(green)} of this release is live. ${(0,describe_traffic/* describeTraffic */.h)(scene.roles)}`);
};
/** stage ends when green has passed all gates and has no production traffic, so that people can inspect it. */
const endStaged = (scene) => {
    const { green } = scene.roles;
    if (green === null)
        return null;
    if ((0,switch_state/* isGreenLive */.Cz)(scene))
        return endExposed(scene);
    if (green.tags.release === undefined || green.tags.expires === undefined)
        return endNameless(scene, green);
    const url = (0,health_probing/* previewUrl */.e6)(scene);
    const preview = url === null
        ? 'There is no preview address, because no test rule or test-url is named.'
        : `Testers see it at ${url}.`;
    // Idle tasks halve the average load, so scale-in would remove tasks from live blue (fact 21a).
    const scaling = scene.world.service.tags.scaling === undefined ? '' : ' Scale-in stays suspended until then.';
    return (0,make_step/* end */._N)('staged', 'staged', `Staged: green ${(0,describe_set/* formatSet */.M)(green)} is ready next to the live version, as release ${green.tags.release}. ${preview} ` +
        `${(0,describe_traffic/* describeTraffic */.h)(scene.roles)} Promote it before ${(0,moment/* formatTagTime */.NN)(green.tags.expires, scene.world.nowMs)}.${scaling}`);
};
/** A promote finds green by its tags. */
const endNameless = ({ roles, request }, green) => (0,make_step/* end */._N)('failed', 'write-reverted', `Stopped: green ${(0,describe_set/* formatSet */.M)(green)} of service ${request.service} is ready, but something has removed its tags, so no ` +
    `promote could find it. ${(0,describe_traffic/* describeTraffic */.h)(roles)} Green stays. Let what removes tags ignore those that begin with ` +
    `${tag_prefix/* tagPrefix */.B}, then run the job again.`);
/** A stage moves no traffic to green. Only a person knows why somebody else did. */
function endExposed({ roles, request }) {
    const { production, pair } = roles;
    const exposed = production.filter((rule) => pair !== null && (0,traffic/* weightOf */.mm)(rule, pair.green) > 0);
    return (0,make_step/* end */._N)('failed', 'drift', `Stopped: somebody else moved production traffic of service ${request.service} to green, which is only staged. ` +
        `${(0,describe_traffic/* describeTraffic */.h)(roles)} Nothing more is changed. To keep users on green, promote it. Otherwise roll back, or run the commands below.`, { details: [], commands: (0,by_hand/* handCommands */.u)(exposed, pair) });
}
/**
 * Clears the tags of the previous release, whose blue was deleted to make room for this green. With them, a promote would
 * select the previous green, and a rollback would look for a blue that is gone. Auto scaling stays suspended for green.
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
    const because = 'the previous release is over: its blue was deleted to make room for this green';
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('prepare', 'clearing-tags', because, { kind: 'untag-service', names }));
};

// EXTERNAL MODULE: ./build/domain/common/run/read-failure.js
var read_failure = __webpack_require__(60634);
;// CONCATENATED MODULE: ./build/domain/task-sets/rollback/blind.js
// What a run does while it can't read where traffic is, or who holds the service (ADR 24).












/** Pause before AWS is read again. */
const againMs = 500;
/**
 * Probes go on, and a failed release is rolled back by the last known rules. Nothing else is decided. This is the one
 * exception to invariant 7: users on a bad version can't wait for a read.
 */
function decideBlind(scene) {
    const { memory, roles } = scene;
    if (memory.failure === null)
        return (
        // A cancel that rolls back is a failure. Any other changes nothing, so it waits for nothing.
        (0,guards/* endOfCancel */.$d)(scene) ?? (roles.green === null ? null : watch(scene, roles.green)) ?? awaitReads(scene));
    if (!(0,switch_state/* isGreenLive */.Cz)(scene) || whyNot(scene) !== null)
        return awaitReads(scene);
    return raiseFirst(scene) ?? labelBlueBriefly(scene) ?? moveNextRule(scene) ?? awaitReads(scene);
}
/** A blue that was scaled down has to be seen at its full scale first, and takes the fence. */
function whyNot(scene) {
    const isUnseen = (0,look/* failingOf */.al)(scene.world, 'service') !== null && raiseFirst(scene) !== null;
    return (0,last_known/* whyNotBlindly */.cg)(scene) ?? (isUnseen ? 'blue is scaled down, and its scale could not be read' : null);
}
/** Waits for AWS to be readable again, as long as any read is waited for. */
function awaitReads(scene) {
    const { world, memory, request } = scene;
    const failing = (0,look/* failingOf */.al)(world, 'rules') ?? (0,look/* failingOf */.al)(world, 'service');
    const trouble = failing?.trouble ?? noResponse;
    // Refused: `unwatchedFailure` decides first whether to roll back.
    const isUndecided = memory.failure === null && trouble.kind !== 'busy' && trouble.kind !== 'lost';
    const failingMs = world.nowMs - (failing?.sinceMs ?? world.nowMs);
    const read = { trouble, failingMs, nowMs: world.nowMs, lastTraffic: lastKnownTraffic(scene) };
    const ending = isUndecided ? null : (0,read_failure/* readFailure */.f)(request, read);
    if (ending !== null)
        return { ...ending, aim: null, act: { ...ending.act, commands: commandsToBlue(scene) } };
    const oldMs = world.nowMs - Math.min((0,look/* readAtMs */.QR)(world, 'rules'), (0,look/* readAtMs */.QR)(world, 'service'));
    const because = `${trouble.action} fails (${trouble.code}): where traffic is was last read ${(0,duration/* formatDuration */.a3)(oldMs / 1000)} ago`;
    return (0,make_step/* wait */.uk)(memory.failure === null ? 'bake' : 'rollback', 'reading-back', because, againMs);
}
const noResponse = {
    kind: 'busy',
    action: 'reads',
    resource: 'AWS',
    code: 'TimeoutError',
    message: 'no response in time',
};
function lastKnownTraffic(scene) {
    const { roles, memory } = scene;
    const traffic = (0,describe_traffic/* describeTraffic */.h)(roles);
    if (memory.failure === null)
        return traffic;
    const { what } = memory.failure;
    if (!(0,switch_state/* isGreenLive */.Cz)(scene))
        return `${what}, so production was returned to blue by the last known rules, which could not be read again. ${traffic}`;
    const why = whyNot(scene) ?? 'AWS refuses the writes';
    return `${what}, and green was not rolled back: ${why}. ${traffic} Run the commands below if production still fails.`;
}
function commandsToBlue({ roles, memory }) {
    const { pair, production } = roles;
    if (memory.failure === null || pair === null)
        return [];
    const onGreen = production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, pair.green) > 0);
    return onGreen.length === 0 ? [] : (0,by_hand/* handCommands */.u)(onGreen, pair);
}

;// CONCATENATED MODULE: ./build/domain/task-sets/decide/timely.js
// How old may be what justifies a write. Too old: the step is to look again at those parts.






/** Somebody may write rules at any moment. The same limit holds for green's health at a switch, and for the tags before a deletion. */
const freshMs = 2000;
const usualMs = 30_000;
/** Users wait: the rules of a rollback are written on the look that decided it (ADR 14). Counted from that look's end. */
const rollbackMs = 10_000;
/** What is left of the time has to do for signing and sending. */
const sendingMs = 250;
/** Pause before a part is read again that has just failed. */
const pauseMs = 500;
/** What the label and the rules of a rollback are decided on. */
const ofRollback = ['rules', 'service', 'targets'];
/** The step, with the time until which its write counts; or a look at the parts that are too old for it. */
function timely(scene, next) {
    const { act } = next;
    if (act.kind === 'end')
        return endOfThisLook(scene, next);
    if (!(0,step/* isWrite */.ao)(act))
        return next;
    const { world } = scene;
    const untils = untilsOf(scene, next, act);
    const isOld = ({ part, untilMs, isOfThisLook }) => untilMs - sendingMs < world.nowMs || (isOfThisLook && (0,look/* isLeftOut */.WY)(world, part));
    if (untils.some(isOld)) {
        // What has to be of one look is read in one look, or each half of it would find the other left out.
        const old = untils.filter((until) => until.isOfThisLook || isOld(until)).map(({ part }) => part);
        // In a rollback the look may show that traffic has to return: what that needs is read with it.
        const also = scene.memory.failure === null ? [] : ofRollback;
        return lookAgain(scene, next, { old: [...old, ...also], before: act });
    }
    return { ...next, countsUntilMs: Math.min(...untils.map(({ untilMs }) => untilMs)) };
}
/**
 * An end says where traffic is, and a run that stands down has to know who moved it. A run that may go on without a part,
 * or that has left a write because of it, ends without it.
 */
function endOfThisLook(scene, next) {
    const { world, memory } = scene;
    const hasLeft = (0,model_memory/* hasLeftUnread */.Ju)(memory);
    const isKept = (part) => (0,look/* isLeftOut */.WY)(world, part) || ((0,look/* failingOf */.al)(world, part) !== null && !hasLeft && !(0,last_known/* mayBeOld */.sd)(memory, part));
    return ofRollback.some(isKept) ? lookAgain(scene, next, { old: ofRollback, before: null }) : next;
}
function untilsOf(scene, next, write) {
    const { world } = scene;
    if (next.aim !== 'restore-traffic')
        return Object.entries(limitsOf(scene, write)).map(([part, ms]) => ({
            part: part,
            untilMs: (0,look/* readAtMs */.QR)(world, part) + ms,
            // The fence is in the service's tags (invariant 7).
            isOfThisLook: part === 'service' || ms === freshMs,
        }));
    const isUnread = (0,look/* failingOf */.al)(world, 'rules') !== null;
    const blindUntilMs = isUnread ? (0,look/* readAtMs */.QR)(world, 'rules') + last_known/* blindMs */._g : Number.POSITIVE_INFINITY;
    const untilMs = (0,look/* endedMs */.Ds)(world) + rollbackMs;
    return ofRollback.map((part) => ({
        part,
        untilMs: part === 'rules' ? Math.min(untilMs, blindUntilMs) : untilMs,
        isOfThisLook: true,
    }));
}
/** The parts that justify a write, each with the age up to which it does. */
function limitsOf(scene, write) {
    switch (write.kind) {
        case 'write-rule':
            return isProduction(scene, write)
                ? { rules: freshMs, targets: freshMs, service: freshMs, tasks: usualMs }
                : { rules: freshMs, service: freshMs };
        case 'create-green':
            return { rules: freshMs, service: usualMs, targets: usualMs };
        case 'delete':
            return { rules: freshMs, service: freshMs, ...ofHealth(scene) };
        case 'write-scaling':
            return { rules: freshMs, service: freshMs };
        case 'scale':
            return isLowering(scene, write)
                ? { rules: freshMs, service: freshMs, ...ofHealth(scene) }
                : { service: usualMs };
        case 'register':
        case 'label':
        case 'tag-service':
        case 'untag-service':
            return { rules: usualMs, service: usualMs };
    }
}
/** Whether green can do without blue. In a rollback, what is deleted has no traffic, however healthy it is. */
const ofHealth = ({ memory }) => (memory.failure === null ? { targets: usualMs } : {});
const isProduction = ({ roles }, { rule }) => roles.production.includes(rule);
const isLowering = ({ world }, { set, percent }) => percent < ((0,roles_roles/* findSet */._V)(world, set)?.scalePercent ?? 0);
function lookAgain({ world }, next, { old, before }) {
    const { phase, reason, because } = next;
    const isFailing = old.some((part) => (0,look/* failingOf */.al)(world, part) !== null);
    // What can't be left is worth waiting for: the whole observation fails, and the run waits or ends as for any read.
    const isWhole = isFailing && before !== null && !(0,step/* canBeLeft */.ty)(before);
    const asked = look/* parts */.rT.filter((part) => old.includes(part));
    return (0,make_step/* step */.PM)(phase, reason, `${because}: reading ${asked.join(' and ')} again before that`, {
        kind: 'look',
        parts: isWhole ? look/* parts */.rT : asked,
        before,
        afterMs: isFailing ? pauseMs : 0,
    });
}

;// CONCATENATED MODULE: ./build/domain/task-sets/decide/decide.js
// Which deciders each command runs, in which order, and why in this order.



























/**
 * The order is the safety argument. The first decider that returns a step wins, so each may rely on what those above it
 * have ensured: the fence is ours, the last write shows, the service is understood.
 */
const upToGate = [
    // Before everything, even before a rollback: a run that has lost the fence writes nothing more.
    guards/* standDown */.Le,
    // Before all work of the post step: what is left must be reported while there is time to report it.
    endOutOfTime,
    // Before anything that needs to know green: a task set whose creation was just sent may not show yet, and would be left behind.
    awaitCreation,
    // Before `endOfCancel`, which would end the run: no other run restores auto scaling until the next release.
    finishKeptCleanup,
    // Before everything that moves the release forward. A cancel that has to roll back is a failure, which `rollBack` handles.
    guards/* endOfCancel */.$d,
    // Before every forward step, so that a failed release never continues. Before `settle`, since traffic must not wait for a
    // stale read. Before `holdFence`: traffic first.
    rollBack,
    // Before every forward decision: none is made on a world that may not show the last write yet.
    guards/* settle */.G9,
    // Before every forward write, so that a throttled account is not throttled more.
    guards/* backOff */.fu,
    // Before the first write: nothing is written to a service that is not understood.
    guards/* preflight */.Mz,
    // Before the fence: a re-run of a release that has ended writes nothing. Relies on `preflight` having understood the service.
    teardown/* alreadyOver */.PT,
    // Before the fence, since taking it ends the run whose bake this is. After `preflight`, which reports problems at once.
    await_bake/* awaitBake */.eE,
    // The first write. Everything below may rely on holding the fence.
    guards/* holdFence */.pw,
    // Before green is created: users are getting no response. Relies on the fence, so that the run of the unhealthy release
    // is not moving traffic at the same time.
    heal/* healUnhealthy */.BW,
    // Before everything that needs to know blue: production on two task sets has no single blue.
    heal/* healSplit */.xc,
    // Before a release begins from blue: blue has to carry all traffic at full scale. Relies on `healSplit` for a single blue.
    heal/* raiseLive */.X7,
    // Before `prepare`, which needs room and a free target group. Always after the heals: a leftover may have to serve.
    supersede/* supersede */.hh,
    // Before green exists: the name of an untagged blue must be in a tag that the next run can read.
    supersede/* adoptBlue */.P3,
    // Before `gate`, which needs green. Relies on the fence, and on `supersede` having deleted what can be deleted.
    prepare,
    // Before `switchOver`: green must be ready, pass its smoke test and have a baseline to be judged by.
    gate,
];
const fromSwitch = [
    // Relies on `gate`, and checks readiness again at each rule. Label and lease come before the first rule.
    switchOver,
    // Before blue is touched: until the bake has passed, blue is what a rollback returns to. Relies on every rule being on green.
    bake,
    // Only after the bake. It checks drift first: what looks unused may have been given traffic again.
    teardown/* tearDown */.xQ,
    // After blue is gone: until then a rollback needs the tags, and two fleets need scale-in suspended.
    teardown/* finishCleanup */.Yk,
    // Last: a run may report success only once the deciders above have nothing left to do.
    teardown/* endReleased */.JE,
];
/** The commands share the deciders. They differ in what they refuse, which green they act on, and where they end. */
const deciders = {
    deploy: [...upToGate, ...fromSwitch],
    stage: [
        // First: a green that was promoted in the meantime is live, so this run must not change it.
        refusePromoted,
        ...upToGate,
        // After `gate`: the tags of the earlier release are cleared only once this green has replaced its blue.
        endEarlierRelease,
        // In place of `switchOver`: a stage never moves production.
        endStaged,
    ],
    promote: [
        // First: without a staged green of the approved commit there is nothing to promote, and nothing is written.
        findStaged,
        // `restage` in place of `prepare`: only what has expired is created again.
        ...upToGate.map((decider) => (decider === prepare ? promote_restage : decider)),
        ...fromSwitch,
    ],
    rollback: [
        // First: what must not be rolled back is refused before `rollBack` writes anything.
        refuseRollback,
        // Without `awaitBake`: a rollback is what interrupts a bake. The rest is for a re-release.
        ...upToGate.filter((decider) => decider !== await_bake/* awaitBake */.eE),
        ...fromSwitch,
    ],
    teardown: [
        // As in a release. Without `rollBack`: a teardown moves no production traffic.
        guards/* standDown */.Le,
        endOutOfTime,
        finishKeptCleanup,
        guards/* endOfCancel */.$d,
        guards/* settle */.G9,
        guards/* backOff */.fu,
        // Before `preflight` and the fence: whether there is a blue to delete decides whether anything is written.
        findWarm,
        // Before the fence, which would end the run whose bake this is: its blue is what a rollback returns to.
        await_bake/* awaitBake */.eE,
        guards/* preflight */.Mz,
        guards/* holdFence */.pw,
        // Relies on the fence and on all of production being on green. Never overtakes `awaitBake`.
        teardown/* tearDown */.xQ,
        // After blue is gone, as in a release.
        teardown/* finishCleanup */.Yk,
        endTornDown,
    ],
    sweep: [
        guards/* standDown */.Le,
        guards/* endOfCancel */.$d,
        guards/* settle */.G9,
        guards/* backOff */.fu,
        // It takes the fence itself, and only if there is something to do: a sweep must not end a run in progress.
        sweep/* sweepOn */._b,
        // After the work: the tag records that a sweep has seen this service.
        sweep/* markSweep */.kL,
        sweep/* endSwept */.xf,
    ],
    // Nothing before the end: status and plan write nothing, so they need neither fence nor preflight.
    status: [endStatus],
    plan: [endPlan((...seen) => decideNextStep(...seen))],
};
/** The next step. Pure and total: the same request, world and memory give the same step. */
function decideNextStep(request, world, memory) {
    const scene = (0,roles_scene/* sceneOf */.c)(request, world, memory);
    return timely(scene, (0,look/* isBlind */.iE)(world) && (0,last_known/* mayBeOld */.sd)(memory, 'rules') ? decideBlind(scene) : decide(scene));
}
function decide(scene) {
    const { request } = scene;
    for (const decider of deciders[request.command]) {
        const next = decider(scene);
        if (next !== null)
            return changesNothing(scene, next) ? idle(scene) : next;
    }
    return idle(scene);
}
/** Without this check, a job could write weights that are already in place again and again for hours. */
const changesNothing = ({ world }, { act }) => act.kind === 'write-rule' && (0,writes/* isRuleWritten */.Ie)(act, world);
/** How long to wait for the world to change while no decider applies. */
const idleLimitMs = 300_000;
/** A state that no decider handles must not keep a job waiting for hours: the run fails, and reports what it saw. */
function idle({ memory, world, roles, request }) {
    const sinceMs = memory.idleSinceMs ?? world.nowMs;
    if (world.nowMs - sinceMs < idleLimitMs)
        return { ...(0,make_step/* wait */.uk)('end', 'idle', 'nothing to do in this observation', 1000), aim: 'idle' };
    const sets = world.taskSets.map((set) => `${(0,describe_set/* formatSet */.M)(set)} ${set.status}, ${String(set.running)} running`);
    return (0,make_step/* step */.PM)('end', 'bug', 'no decider applies', {
        kind: 'end',
        result: 'failed',
        message: `Stopped: no decider applies to service ${request.service} as it is now. ${(0,describe_traffic/* describeTraffic */.h)(roles)} ` +
            'Nothing more is changed. Run the job again, which checks everything again, and report this with the log.',
        details: sets,
    });
}


/***/ }),

/***/ 89694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ dryRunOf)
});

// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/task-sets/dry-run/waits.js
var waits = __webpack_require__(77627);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/times.js

function plannedTimes(release) {
    const phases = waits/* releaseWaits */.sn.flatMap(({ phase, span }) => {
        const found = span(release);
        return found === null ? [] : [{ phase, ...found }];
    });
    const sum = (of) => phases.reduce((all, one) => all + of(one), 0);
    return {
        phases,
        leastSeconds: sum(({ leastSeconds }) => leastSeconds),
        mostSeconds: sum(({ mostSeconds }) => mostSeconds),
    };
}

// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
// EXTERNAL MODULE: ./build/domain/common/tasks/endpoints.js
var endpoints = __webpack_require__(54916);
// EXTERNAL MODULE: ./build/domain/task-sets/model/aws-tags.js
var aws_tags = __webpack_require__(29716);
// EXTERNAL MODULE: ./build/domain/task-sets/model/after-write.js
var after_write = __webpack_require__(32233);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/imagined-world.js
// The world of an imagined release: every write succeeds, and everything is ready after a wait.




/** The revision that a registration would create. Only AWS knows its number. */
const unnumbered = ({ family }) => (0,arn/* arn */.Cm)(`${family}:new`);
/** What AWS would return if the write succeeds, and the world after it. */
function carriedOut(write, world) {
    const done = { kind: 'done' };
    switch (write.kind) {
        case 'tag-service':
            return { world: withTags(world, (0,aws_tags/* factsAfter */.Qi)(world.service.tags, write.tags)), outcome: done };
        case 'untag-service':
            return { world: withTags(world, (0,aws_tags/* factsWithout */._6)(world.service.tags, write.names)), outcome: done };
        case 'register': {
            const revision = world.candidate === null ? (0,arn/* arn */.Cm)('new') : unnumbered(world.candidate);
            return { world, outcome: { kind: 'registered', revision } };
        }
        case 'create-green':
            return created(write.request, world);
        case 'label':
            return { world: (0,after_write/* withLabel */.n)(world, write.set), outcome: done };
        case 'write-rule':
            return { world: (0,after_write/* withActions */.w)(world, write), outcome: done };
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
    const withGreen = { ...world, taskSets: [...world.taskSets, set], candidate: null };
    return { world: readied(withGreen, set), outcome: { kind: 'created', set: set.arn } };
}
/** The set with all its tasks running, each with a healthy target. */
function readied(world, set) {
    const count = set.computedDesired;
    const tasks = Array.from({ length: count }, (_, k) => ({
        arn: `task ${String(k)} of ${set.id}`,
        lastStatus: 'RUNNING',
        endpoint: { id: `task ${String(k)} of ${set.id}`, port: set.attachment?.containerPort ?? 0 },
        ipv6Endpoint: null,
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
    const own = new Set(set.tasks.flatMap(endpoints/* endpointsOf */.u).map(keyOf));
    return mapTargets(world, set.attachment?.group, (target) => !own.has(keyOf(target)));
};
const keyOf = ({ id, port }) => `${id}:${String(port)}`;
const mapTargets = (world, group, isKept) => ({
    ...world,
    groups: world.groups.map((one) => group === undefined || one.arn === group ? { ...one, targets: one.targets.filter(isKept) } : one),
});
/** The world after a wait: draining sets have vanished, and the tasks of this release run. */
function waited(request, world, ms) {
    const later = { ...world, nowMs: world.nowMs + ms };
    const drained = mapTargets(without(later, ({ status }) => status === 'DRAINING'), undefined, ({ state }) => state !== 'draining');
    const own = drained.taskSets.filter(({ tags }) => tags.release === request.release.id);
    return own.reduce((seen, set) => (isUp(set) ? seen : readied(seen, set)), drained);
}
const isUp = ({ isSteady, running, computedDesired }) => isSteady && running === computedDesired;

// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var model_memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/evolve.js + 6 modules
var evolve = __webpack_require__(61146);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/outcome.js
var outcome = __webpack_require__(28717);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/imagine.js
// Plays a release in memory, for plan.





/** Far more than any release takes, because its waits grow. */
const maxSteps = 5000;
/** Each repetition of a wait doubles it, up to this factor. A warm time of a day then takes only a few steps. */
const longest = 64;
/**
 * Plays the release on the world with the real deciders: every write succeeds, green is ready immediately, every probe
 * returns 200, and time passes at once. So plan can't differ from what a release does.
 */
function imagineRelease(request, start, decide) {
    // Time passes in it without a read, so no part of it ages.
    let [world, memory] = [{ ...start, look: null }, (0,model_memory/* blankMemory */.sc)(start.nowMs)];
    const writes = [];
    const waits = [];
    let repeated = 0;
    for (let count = 0; count < maxSteps; count += 1) {
        memory = (0,evolve/* evolveWorld */.y)(request, memory, world);
        const step = decide(request, world, memory);
        const { phase, act, reason, because } = step;
        if (act.kind === 'end')
            return { writes, waits, ending: { ...act, reason }, after: world };
        if (act.kind === 'wait') {
            repeated = waits.at(-1) === `${phase}/${reason}` ? repeated + 1 : 0;
            waits.push(`${phase}/${reason}`);
            world = waited(request, world, act.ms * Math.min(2 ** repeated, longest));
            continue;
        }
        if ((0,model_step/* isWrite */.ao)(act))
            writes.push({ write: act, reason, because });
        if (act.kind === 'look')
            continue;
        const done = (0,model_step/* isWrite */.ao)(act) ? carriedOut(act, world) : { world, outcome: answered(act.requests) };
        memory = (0,outcome/* evolveOutcome */.a)(memory, { request, world, step, outcome: done.outcome, nowMs: world.nowMs });
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
/** The reads of every observation, for any service. */
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
/** The reads of services with a task set. */
const readOfSets = ['ecs:DescribeTaskSets', 'ecs:DescribeTasks'];
/** The reads of services that are scaled. A release goes on without them. */
const readsOfScaling = [
    'application-autoscaling:DescribeScalingPolicies',
    'application-autoscaling:DescribeScheduledActions',
];
/** A rollback may need these too: green is deleted, and scaled to 0 before that if ECS requires it (fact 17). */
const onRollback = ['ecs:DeleteTaskSet', 'ecs:UntagResource', 'ecs:UpdateTaskSet'];
/** The IAM actions of a release that reads this world and makes these writes. `docs/iam.md` lists all actions. */
function permissionsFor(writes, world, roles) {
    const used = new Set([
        ...alwaysRead,
        ...(world.taskSets.length > 0 || writes.some(({ kind }) => kind === 'create-green') ? readOfSets : []),
        ...(world.scaling === null ? [] : readsOfScaling),
        ...readsOfInstances(world),
        ...readsOfRevisions(world, roles),
        ...writes.flatMap((write) => actionsOf(write, world)),
    ]);
    const isCreating = writes.some(({ kind }) => kind === 'create-green') || roles.green !== null;
    return {
        used: [...used].toSorted(),
        onRollback: isCreating ? onRollback.filter((action) => !used.has(action)) : [],
    };
}
const readsOfInstances = ({ groups, taskSets }) => groups.some(({ arn, targetType }) => targetType === 'instance' && taskSets.some(({ attachment }) => attachment?.group === arn))
    ? ['ecs:DescribeContainerInstances']
    : [];
/** Reads the base of the new revision. A registration whose response was lost is found by its hash. */
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
    // The caller passes the roles of the tasks to ECS, which IAM has to allow.
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
            // Application Auto Scaling checks that its caller is allowed to update the service.
            return ['application-autoscaling:RegisterScalableTarget', 'ecs:UpdateService'];
    }
}

// EXTERNAL MODULE: ./build/domain/task-sets/preflight/finding.js
var finding = __webpack_require__(86366);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/scaling.js + 3 modules
var scaling = __webpack_require__(94706);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/preflight.js + 3 modules
var preflight = __webpack_require__(11971);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
;// CONCATENATED MODULE: ./build/domain/task-sets/dry-run/dry-run.js
// What the command plan finds: problems, risks, and what a deploy would do.















/** The dry run of a scene. Where the release would be refused, it still reports what it can. */
function dryRunOf(scene, decide) {
    const { request, world, roles, memory } = scene;
    const findings = (0,preflight/* preflightFindings */.en)(request, world, roles, memory);
    const [hard, risks] = [(0,finding/* sentencesOf */.cj)(findings, 'error'), (0,finding/* sentencesOf */.cj)(findings, 'risk')];
    const imagined = hard.length > 0
        ? nothing(world)
        : imagineRelease(imaginedRequest(scene, risks.length > 0), world, decide);
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
        scaling: [...(0,scaling/* scalingFindings */.M)(request, world, roles), ...world.notes],
        times: plannedTimes({ scene, imagined }),
        rollback: describeRollback(scene),
        otherRuns: otherRuns(scene, imagined),
        permissions: permissionsFor(writes, world, roles),
        end: imagined.ending?.message ?? null,
    };
}
const nothing = (world) => ({ writes: [], waits: [], ending: null, after: world });
/** The state of the service prevents a release even if every write succeeds. */
const stopsOf = ({ ending }) => ending === null || ending.result === 'released' ? [] : [ending.message, ...ending.details];
/** A bake is observed a few times only. How often doesn't change what is written. */
const imaginedRequest = ({ request }, isRisky) => ({
    ...request,
    command: 'deploy',
    // What a release would do is shown even if it would be refused for its risks.
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
    const { attachment } = creation.request;
    const { launchType, capacityProviders, platformVersion, network, serviceRegistries } = creation.request.settings;
    return {
        targetGroup: (0,arn/* shortName */.EU)(attachment.group),
        container: attachment.containerName,
        port: attachment.containerPort,
        tasks: world.service.desiredCount,
        settings: { launchType, capacityProviders, platformVersion, network, serviceRegistries },
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
/** What the set is now, for the person who approves its deletion. */
function whatItIs({ roles, world }, set) {
    const of = set.tags.release === undefined ? '' : `, the green of release ${set.tags.release}`;
    return set === roles.blue ? `blue of this release: live now${of}` : (0,leftover/* describeLeftover */.t)(world, set);
}
function tagsOf(writes) {
    const names = writes.flatMap((write) => (write.kind === 'tag-service' ? Object.keys(write.tags) : []));
    return (0,aws_tags/* awsTagsOf */.u7)(names).toSorted();
}
function describeRollback({ world, roles, request }) {
    const { blue } = roles;
    if (blue === null && (0,readiness/* healthyOthers */.F6)(world, roles).length > 0)
        return 'to the targets that serve now, by weights alone, as long as they exist';
    if (blue === null)
        return 'none until the next release, because no task set of this service is live. Until the switch, a failed green is only removed';
    const name = (0,describe_set/* formatSet */.M)(blue);
    const kept = (0,duration/* formatDuration */.a3)(Math.max(request.warmSeconds, request.bake.seconds));
    return (`to blue ${name} within about 2 s, for ${kept} from the switch; ` +
        `after that, a rollback releases revision ${(0,arn/* shortName */.EU)(blue.taskDefinition)} again, which takes minutes`);
}
/** What tags say about other runs. Only GitHub knows whether a run is still in progress. */
function otherRuns({ world, request }, { waits }) {
    const { tags } = world.service;
    const fence = (0,run_fence/* parseFence */.Hz)(tags.fence);
    const lines = [];
    if (fence !== null && fence.runId !== request.release.runId)
        lines.push(`run ${String(fence.runId)}.${String(fence.attempt)} took the service last (fence ${tags.fence ?? ''}). ` +
            'If it is still in progress, it stands down when the release begins');
    const bakeUntil = tags['bake-until'];
    if (bakeUntil !== undefined && Date.parse(bakeUntil) > world.nowMs)
        lines.push(`its release is baking until ${(0,moment/* formatTagTime */.NN)(bakeUntil, world.nowMs)}`);
    if (waits.includes('preflight/waiting-for-bake'))
        lines.push('the release would wait for the bake of the previous release');
    return lines;
}


/***/ }),

/***/ 77627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UM: () => (/* binding */ describeTimes),
/* harmony export */   sn: () => (/* binding */ releaseWaits)
/* harmony export */ });
/* unused harmony export unplannedWaits */
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(25629);
/* harmony import */ var _common_probes_evolve_probes_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(56992);
/* harmony import */ var _common_run_fence_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48424);
/* harmony import */ var _forward_await_bake_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38485);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13802);
/* harmony import */ var _health_propagation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(61908);
/* harmony import */ var _health_times_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(53384);
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88272);
// Every wait of a release that goes well, described once: plan's table, its total and the log are built from this list.








const span = (leastSeconds, mostSeconds, words, from) => ({
    leastSeconds,
    mostSeconds,
    words,
    from,
});
const fixed = 'fixed';
const atMost = (ms) => `at most ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(ms / 1000)}`;
/** A wait that AWS may need or not, so its least is 0. */
const upTo = (ms, why, from) => ms <= 0 ? null : span(0, ms / 1000, `${atMost(ms)} ${why}`, from);
const releaseWaits = [
    { phase: 'preflight', names: ['preflight/waiting-for-bake'], span: bakeOfAnother },
    {
        phase: 'prepare',
        names: ['prepare/fence-settling'],
        span: ({ imagined }) => imagined.waits.includes('prepare/fence-settling')
            ? span(_common_run_fence_js__WEBPACK_IMPORTED_MODULE_3__/* .fenceSettleMs */ .Z2 / 1000, _common_run_fence_js__WEBPACK_IMPORTED_MODULE_3__/* .fenceSettleMs */ .Z2 / 1000, (0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(_common_run_fence_js__WEBPACK_IMPORTED_MODULE_3__/* .fenceSettleMs */ .Z2 / 1000), fixed)
            : null,
    },
    { phase: 'prepare', names: ['prepare/superseding'], span: room },
    { phase: 'ready', names: ['ready/waiting-for-group-to-empty'], span: emptyGroup },
    {
        phase: 'ready',
        names: ['ready/waiting-for-ready'],
        span: ({ scene: { request } }) => upTo(request.readyTimeoutSeconds * 1000, 'until the tasks of green are healthy', 'ready-timeout'),
        limit: ({ readyTimeoutSeconds }) => `ready within ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(readyTimeoutSeconds)}`,
    },
    {
        phase: 'smoke',
        names: ['smoke/letting-nodes-follow'],
        span: ({ scene: { roles } }) => roles.test.length === 0
            ? null
            : upTo(_health_propagation_js__WEBPACK_IMPORTED_MODULE_4__/* .propagationMs */ .Z, 'until all load balancer nodes use the test rule', fixed),
    },
    { phase: 'smoke', names: ['smoke/smoke-testing'], span: smoke },
    { phase: 'smoke', names: ['smoke/measuring-baseline'], span: baseline },
    {
        phase: 'switch',
        names: ['switch/waiting-for-ready', 'switch/waiting-for-group-to-empty'],
        span: () => upTo(_health_times_js__WEBPACK_IMPORTED_MODULE_5__/* .stalledSwitchMs */ .Et, 'in case green lacks capacity between two rules', fixed),
    },
    {
        phase: 'bake',
        names: ['bake/baking'],
        span: ({ scene: { request } }) => span(request.bake.seconds, request.bake.seconds, (0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(request.bake.seconds), 'bake-time'),
        limit: ({ bake }) => `bake ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(bake.seconds)}`,
    },
    {
        phase: 'warm',
        names: ['warm/warm', 'warm/letting-nodes-follow'],
        span: warm,
        limit: ({ warmSeconds }) => `blue warm ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(warmSeconds)} from the switch`,
    },
    { phase: 'teardown', names: ['teardown/letting-nodes-follow'], span: quietBeforeTeardown },
    { phase: 'teardown', names: ['teardown/waiting-for-blue-to-vanish'], span: vanishing },
];
/** Waits that come up only when a write, a read or a version fails, or when somebody else interferes. */
const unplannedWaits = (/* unused pure expression or super */ null && ([
    'start/reading-back',
    'prepare/reading-back',
    'prepare/backing-off',
    'rollback/reading-back',
    // Blue is kept while green is unhealthy.
    'warm/waiting-for-ready',
]));
/** What inputs limit, for the log. */
const describeTimes = (request) => releaseWaits.flatMap(({ limit }) => (limit === undefined ? [] : [limit(request)])).join(', ');
function bakeOfAnother({ scene, imagined }) {
    const untilMs = (0,_forward_await_bake_js__WEBPACK_IMPORTED_MODULE_0__/* .bakeUntilMs */ .Gs)(scene);
    if (untilMs === null || !imagined.waits.includes('preflight/waiting-for-bake'))
        return null;
    return upTo(untilMs - scene.world.nowMs, 'until the bake of another release is over', 'the tag bake-until of the service');
}
/** Sets that are deleted before the switch. */
function inTheWay({ scene, imagined }) {
    const { world, roles } = scene;
    return world.taskSets.filter(({ arn, attachment }) => attachment?.group === roles.pair?.green &&
        imagined.writes.some(({ write }) => write.kind === 'delete' && write.set === arn));
}
/** A set in green's target group has to be without traffic before it is deleted, and ECS allows five sets. */
function room(release) {
    const { world } = release.scene;
    const going = world.taskSets.find(({ status }) => status === 'DRAINING');
    if (going !== undefined && release.imagined.waits.includes('prepare/superseding'))
        return upTo(2 * (0,_health_times_js__WEBPACK_IMPORTED_MODULE_5__/* .teardownMs */ .vx)(world, going), 'until a task set has vanished', fixed);
    return inTheWay(release).length === 0
        ? null
        : upTo(_health_propagation_js__WEBPACK_IMPORTED_MODULE_4__/* .propagationMs */ .Z, 'until no load balancer node uses what stands in the idle target group', fixed);
}
function emptyGroup(release) {
    const { world, roles } = release.scene;
    const group = roles.pair?.green;
    if (group === undefined || inTheWay(release).length === 0)
        return null;
    const why = 'while green starts: its target group has to be empty first';
    return upTo((0,_health_times_js__WEBPACK_IMPORTED_MODULE_5__/* .deregistrationMs */ .Z5)(world, group), why, delayOf(group));
}
const delayOf = (group) => `deregistration delay of ${group === undefined ? 'its target group' : `target group ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .shortName */ .EU)(group)}`}`;
function smoke({ scene: { request, roles } }) {
    const { passes, intervalSeconds, timeoutSeconds, paths, url } = request.smoke;
    const isAskedFor = paths.length > 0 || url !== null || roles.test.length > 0;
    // Skipped where green can't be reached and no input asks for the test.
    const least = isAskedFor ? (passes - 1) * intervalSeconds : 0;
    const words = `${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(least)} to ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(timeoutSeconds)}`;
    return span(least, timeoutSeconds, words, 'smoke-passes, smoke-interval and smoke-timeout');
}
function baseline({ scene: { request, world, roles } }) {
    if (request.bake.seconds === 0)
        return null;
    if (roles.blue === null && (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .healthyOthers */ .F6)(world, roles).length === 0)
        return null;
    return upTo((_common_probes_evolve_probes_js__WEBPACK_IMPORTED_MODULE_7__/* .baselineTries */ .$ - 1) * _health_times_js__WEBPACK_IMPORTED_MODULE_5__/* .baselineMs */ .we, 'to probe production before the switch', fixed);
}
const blueOf = ({ scene, imagined }) => {
    const { blue } = scene.roles;
    const isDeleted = imagined.writes.some(({ write }) => write.kind === 'delete' && write.set === blue?.arn);
    return isDeleted ? blue : null;
};
function warm(release) {
    const { warmSeconds, bake } = release.scene.request;
    if (blueOf(release) === null)
        return quietBeforeLowering(release);
    const left = warmSeconds - bake.seconds;
    if (left <= 0)
        return null;
    const words = `${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(left)} more: blue is kept ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(warmSeconds)} from the switch, the bake included`;
    return span(left, left, words, 'warm-time');
}
const afterSwitch = 'until all load balancer nodes use the switched rules';
/** Blue that a later run deletes may still be lowered by this one. */
function quietBeforeLowering({ scene, imagined }) {
    const isLowered = imagined.writes.some(({ write }) => write.kind === 'scale' && write.set === scene.roles.blue?.arn);
    return isLowered ? upTo(_health_propagation_js__WEBPACK_IMPORTED_MODULE_4__/* .propagationMs */ .Z - scene.request.bake.seconds * 1000, afterSwitch, fixed) : null;
}
function quietBeforeTeardown(release) {
    const { warmSeconds, bake } = release.scene.request;
    if (blueOf(release) === null)
        return null;
    return upTo(_health_propagation_js__WEBPACK_IMPORTED_MODULE_4__/* .propagationMs */ .Z - Math.max(warmSeconds, bake.seconds) * 1000, afterSwitch, fixed);
}
function vanishing(release) {
    const blue = blueOf(release);
    if (blue === null)
        return null;
    const { world } = release.scene;
    const group = blue.attachment?.group;
    const delayMs = (0,_health_times_js__WEBPACK_IMPORTED_MODULE_5__/* .deregistrationMs */ .Z5)(world, group);
    const words = `about ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(delayMs / 1000)} until blue is deregistered, then its tasks stop`;
    return span(delayMs / 1000, (0,_health_times_js__WEBPACK_IMPORTED_MODULE_5__/* .teardownMs */ .vx)(world, blue) / 1000, words, delayOf(group));
}


/***/ }),

/***/ 61146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ evolveWorld)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
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




/** A run that wrote nothing, and whose release has no green, changes nothing. */
function isRolledBackByCancel(scene) {
    const { request, roles, memory } = scene;
    const isOwn = roles.green !== null && (0,green_role/* isOwnSet */.pO)(request, scene.world, memory, roles.green);
    // A run that was killed before it wrote its fence changed nothing.
    const hasBegun = memory.isPreflightPassed && (memory.interrupted === null || memory.fence !== null);
    switch (request.command) {
        case 'deploy':
        case 'stage':
            return isOwn ? !(request.command === 'stage' && (0,switch_state/* isGreenLive */.Cz)(scene)) : hasBegun;
        case 'promote':
            return hasBegun;
        case 'rollback':
            // Once production is where the rollback was to bring it, a cancel must not undo that.
            return isOwn ? !(0,switch_state/* isSwitched */.sP)(scene) : memory.isPreflightPassed && !(0,rolled_back/* isToRollBack */.ym)(scene);
        case 'teardown':
        case 'sweep':
        case 'status':
        case 'plan':
            return false;
    }
}
/** Before the end of the bake a cancel rolls back. After it, nothing changes. */
function cancelFailure(scene, memory) {
    if (!memory.isCancelled || memory.isBakePassed || scene.request.onCancel === 'keep')
        return null;
    if (!isRolledBackByCancel(scene))
        return null;
    const why = memory.interrupted?.why ?? 'the run was cancelled';
    return (0,failure_at/* failure */.V)(scene, 'cancelled', why, 'To release, run it again.');
}

// EXTERNAL MODULE: ./build/domain/task-sets/health/capacity.js
var health_capacity = __webpack_require__(62612);
// EXTERNAL MODULE: ./build/domain/task-sets/health/drift.js
var drift = __webpack_require__(84425);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/run/time-limit.js
var time_limit = __webpack_require__(7202);
// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/unfinished.js
// A rollback that an earlier process began and did not finish.





/** The label moves first in both directions. If green has traffic and blue is PRIMARY, an earlier process began a rollback. */
function unfinishedRollback(scene, green) {
    const { blue } = scene.roles;
    if (scene.memory.hasLabelledGreen || green.status === 'PRIMARY' || blue?.status !== 'PRIMARY')
        return null;
    const { fence, green: named } = scene.world.service.tags;
    // This process already held the service, and no lease says that a switch had begun.
    const isByOthers = scene.memory.fence !== null && scene.memory.fence.value === fence && named !== green.arn;
    return isByOthers ? exposed(scene, green) : unfinished(scene, `green task set ${green.id}`);
}
/** Its rules are back on blue, and it still exists. Promoting it again would undo this run's rollback. */
function unfinishedPromotion(scene, green) {
    const { request, world, roles, memory } = scene;
    const isLeft = !memory.hasLabelledGreen && (0,staged/* isBeingRolledBack */.ty)(world, green) && roles.blue?.status === 'PRIMARY';
    if ((0,commands/* traitsOf */.J)(request).green !== 'staged' || !isLeft)
        return null;
    return unfinished(scene, `green task set ${green.id}`);
}
/** Users must not stay on a green that has passed no gate, whatever on-drift says. */
const exposed = (scene, green) => (0,failure_at/* failure */.V)(scene, 'exposed-before-switch', `somebody else gave green task set ${green.id} production weight before it passed its gates (${scene.roles.production
    .filter((rule) => scene.roles.pair !== null && (0,traffic/* weightOf */.mm)(rule, scene.roles.pair.green) > 0)
    .map(traffic/* formatRule */.UT)
    .join(', ')})`, 'Find what writes the rules (infrastructure code that resets weights should ignore them), then run the release again.');
const unfinished = (scene, from) => (0,failure_at/* failure */.V)(scene, 'unfinished-rollback', `an earlier process of this release began a rollback from ${from} to blue ${scene.roles.blue?.id ?? ''}`.trimEnd(), 'Find the reason in the earlier attempt, fix it, and release again.');
/** The green that this run promoted is gone, but the tags of its switch are not: the process was killed while it cleaned up after a rollback. */
function unfinishedCleanup(scene) {
    const { request, world } = scene;
    const { green, fence } = world.service.tags;
    if ((0,commands/* traitsOf */.J)(request).green !== 'staged' || green === undefined || !(0,run_fence/* isOwnRun */.qK)(fence, request.release.runId))
        return null;
    const isThere = world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
    return isThere ? null : unfinished(scene, 'a green task set that is gone');
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/health/probing.js + 1 modules
var health_probing = __webpack_require__(24404);
;// CONCATENATED MODULE: ./build/domain/common/tasks/stops.js
// Why tasks stopped, and whether that counts against the version.
/** Stops that don't count against the version: ECS or a person removed the task. */
const harmlessCodes = new Set(['SpotInterruption', 'TerminationNotice', 'UserInitiated']);
/** Tasks of the set that could not start, that ended, or whose health checks failed. */
const failedTasks = (world, set) => world.stoppedTasks.filter((task) => task.startedBy === set.id && isFailure(task));
function isFailure({ stopCode, stoppedReason }) {
    if (stopCode !== null && harmlessCodes.has(stopCode))
        return false;
    // The scheduler stops tasks to scale in and to rebalance, and also tasks that failed their health checks.
    return stopCode !== 'ServiceSchedulerInitiated' || isUnhealthyStop({ stoppedReason });
}
/** Whether ECS stopped the task because of failed health checks, its own or the load balancer's. */
const isUnhealthyStop = ({ stoppedReason }) => /failed .*health checks/i.test(stoppedReason);
/** How many failed tasks end the wait for green. ECS restarts them forever (fact 5). */
const breakerLimit = (desiredCount) => Math.max(3, Math.ceil(desiredCount / 2));
/** `exit code 137 OutOfMemoryError in container web` — why a task stopped, as ECS reports it. */
function describeStop(task) {
    // ECS stopped the container, so its exit code says nothing.
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
/** What to do, by how its tasks stopped. */
const stopAdvice = (world, set) => failedTasks(world, set).every(isUnhealthyStop)
    ? 'ECS replaced its tasks because their health checks fail. Check what the health path answers. If the tasks only need longer to start, raise the health check grace period of the service.'
    : 'Fix what stops the container. The logs of the stopped task show more.';
/** The last failed task of the set, or the service event that says why no task could be placed. */
function whyNotRunning(world, set) {
    const last = failedTasks(world, set).toSorted((a, b) => b.stoppedAtMs - a.stoppedAtMs)[0];
    if (last !== undefined)
        return `; last stop: ${describeStop(last)}`;
    if (set.running >= set.computedDesired)
        return '';
    const event = world.service.events.find(({ atMs, message }) => atMs >= set.createdAtMs && /unable|fail|insufficient|capacity|not found/i.test(message));
    return event === undefined ? '' : `; the service's last event: ${event.message}`;
}

// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/health/times.js
var times = __webpack_require__(53384);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/failures-before-switch.js
// The failures of a green that has no traffic yet.







function startFailure(scene, green) {
    const { world, request, memory } = scene;
    const set = `green task set ${green.id}`;
    const failed = failedTasks(world, green).length;
    const running = `${String(green.running)} of ${String(green.computedDesired)} running`;
    if (failed >= breakerLimit(world.service.desiredCount))
        return (0,failure_at/* failure */.V)(scene, 'circuit-breaker', `${set} lost ${String(failed)} tasks (${running}${whyNotRunning(world, green)})`, stopAdvice(world, green));
    if ((0,readiness/* hasUnusedTargets */.$F)(world, green))
        return (0,failure_at/* failure */.V)(scene, 'targets-unused', `the targets of ${set} are unused: no rule refers to target group ${(0,arn/* shortName */.EU)(green.attachment?.group ?? green.arn)}, or its zone is not enabled (${(0,readiness/* describeUnused */.iz)(world, green)})`, 'Add the target group to the production rules again, and enable the load balancer in every zone of the subnets.');
    // Ready, but another task set still drains from its group, which may take longer than getting ready.
    if (memory.hasLabelledGreen || memory.smoke.startedAtMs !== null || (0,readiness/* isReady */.i_)(world, green).isYes)
        return stallFailure(scene, green);
    if (world.nowMs - waitsSinceMs(scene, green) < request.readyTimeoutSeconds * 1000)
        return null;
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    const why = verdict.isYes ? 'ready only now' : verdict.why;
    return (0,failure_at/* failure */.V)(scene, 'not-ready-in-time', `${set} was not ready after ${(0,duration/* formatDuration */.a3)(request.readyTimeoutSeconds)} (${why}${whyNotRunning(world, green)})`, 'Check the health check and the logs of its tasks. If they only need longer, raise ready-timeout.');
}
/** A raised count gives green the time again, if it was raised within the first. */
function waitsSinceMs({ memory, request }, green) {
    const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
    const raisedMs = memory.greenCount?.raisedAtMs ?? sinceMs;
    return Math.max(sinceMs, Math.min(raisedMs, sinceMs + request.readyTimeoutSeconds * 1000));
}
/** Once the gates have begun, green gets the same time again to become ready, and other targets get it to leave green's group. */
function stallFailure(scene, green) {
    const { world, request } = scene;
    const drainMs = (0,times/* deregistrationMs */.Z5)(world, green.attachment?.group) + 150_000;
    const limitMs = Math.max(request.readyTimeoutSeconds * 1000, drainMs) +
        (request.smoke.timeoutSeconds + request.readyTimeoutSeconds) * 1000;
    if (world.nowMs - waitsSinceMs(scene, green) < limitMs)
        return null;
    const others = [
        ...(0,readiness/* groupMates */.YK)(world, green).map(({ id }) => id),
        ...(0,readiness/* strangers */.ob)(world, green).map(({ id, port }) => `${id}:${String(port)}`),
    ];
    if (others.length > 0)
        return (0,failure_at/* failure */.V)(scene, 'group-not-emptied', `target group ${(0,arn/* shortName */.EU)(green.attachment?.group ?? green.arn)} still holds other task sets or targets (${others.join(', ')})`, 'Delete or deregister them: they would get production traffic at the switch.');
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    // Ready and alone: a write is being retried. Its own time limit ends the wait, with the reason.
    if (verdict.isYes)
        return null;
    return (0,failure_at/* failure */.V)(scene, 'not-ready-in-time', `green task set ${green.id} stopped being ready before the switch (${verdict.why}${whyNotRunning(world, green)})`, 'Check why its tasks keep stopping.');
}
/** A smoke test that an input asks for has to run and to pass in time. */
function smokeFailure(scene) {
    const { memory, request, world } = scene;
    const { smoke } = memory;
    if (smoke.isSkipped || smoke.passesInRow >= request.smoke.passes)
        return null;
    const advice = 'Fix the release, or correct health-paths, test-url or the test rule if they are wrong.';
    const probing = memory.readyStreak > 0 ? (0,health_probing/* smokeProbing */.Nt)(scene) : null;
    if (probing?.requests === null && probing.isAskedFor)
        return (0,failure_at/* failure */.V)(scene, 'smoke-test-not-runnable', `the smoke test could not be run: ${probing.why}`, advice);
    // While green isn't ready, for example for a raised count, it isn't tested: that wait has its own end.
    if (smoke.startedAtMs === null || memory.readySinceMs === null)
        return null;
    const sinceMs = Math.max(smoke.startedAtMs, memory.readySinceMs);
    if (world.nowMs - sinceMs < request.smoke.timeoutSeconds * 1000)
        return null;
    const last = smoke.lastFailure ?? `only ${String(smoke.passesInRow)} passes in a row`;
    const within = `within ${(0,duration/* formatDuration */.a3)(request.smoke.timeoutSeconds)}`;
    return smoke.hasAnswered
        ? (0,failure_at/* failure */.V)(scene, 'smoke-test-failed', `the smoke test of green did not pass ${String(request.smoke.passes)} times in a row ${within} (${last})`, advice)
        : (0,failure_at/* failure */.V)(scene, 'smoke-test-not-runnable', `green could not be reached for its smoke test ${within} (${last})`, advice);
}

// EXTERNAL MODULE: ./build/domain/task-sets/model/look.js
var look = __webpack_require__(26910);
// EXTERNAL MODULE: ./build/domain/task-sets/health/last-known.js
var last_known = __webpack_require__(77970);
// EXTERNAL MODULE: ./build/domain/common/run/advice.js
var advice = __webpack_require__(1393);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/failures-after-switch.js
// The failures of a green that has production traffic.










/** Some rules are on green, and green can't take the others: production must not stay split. */
function stalledSwitch(scene, green) {
    const { world, memory } = scene;
    if ((0,switch_state/* isSwitched */.sP)(scene) || memory.switchedAtMs !== null || memory.stalledSinceMs === null)
        return null;
    if (world.nowMs - memory.stalledSinceMs <= times/* stalledSwitchMs */.Et)
        return null;
    const hindrance = (0,health_capacity/* whyNotNext */.b8)(scene, green);
    if (hindrance?.reason === 'waiting-for-group-to-empty')
        return (0,failure_at/* failure */.V)(scene, 'group-not-emptied', `target group ${(0,arn/* shortName */.EU)(green.attachment?.group ?? green.arn)} has held other task sets or targets for ${String(times/* stalledSwitchMs */.Et / 1000)} s, in the middle of the switch`, 'Delete or deregister them: they get production traffic.');
    return (0,failure_at/* failure */.V)(scene, 'not-ready-in-time', `green task set ${green.id} has lacked capacity for ${String(times/* stalledSwitchMs */.Et / 1000)} s in the middle of the switch (${hindrance?.why ?? 'enough only now'}${whyNotRunning(world, green)})`, 'Check why its tasks keep stopping.');
}
/** The bake's probes failed too often in a row. */
function probeFailure(scene) {
    const { bakeProbe, isBakePassed } = scene.memory;
    if (isBakePassed || bakeProbe.failuresInRow < scene.request.bake.probeFailures)
        return null;
    const set = scene.roles.green === null ? 'green' : `green task set ${scene.roles.green.id}`;
    return (0,failure_at/* failure */.V)(scene, 'bake-probes-failed', `production failed ${String(bakeProbe.failuresInRow)} probes in a row after the switch to ${set} (${bakeProbe.lastFailure ?? 'no answer'})`, 'Fix the release. Its logs since the switch show more.');
}
/** Nobody would see a bad version for the rest of the bake, so green does not keep the users (ADR 24). */
function unwatchedFailure(scene) {
    const { world } = scene;
    // In the middle of a switch, the next rule needs the targets, whatever the probes show.
    const isHalfDone = (0,switch_state/* isGreenLive */.Cz)(scene) && !(0,switch_state/* isSwitched */.sP)(scene);
    const needed = (0,switch_state/* doProbesJudge */.ir)(scene) && !isHalfDone ? ['rules', 'service'] : ['rules', 'service', 'targets'];
    const lost = needed
        .flatMap((part) => (0,look/* failingOf */.al)(world, part) ?? [])
        .find(({ trouble, sinceMs }) => world.nowMs - sinceMs >= (0,last_known/* lostAfterMs */.jK)(trouble));
    if (lost === undefined)
        return null;
    const { trouble } = lost;
    const what = isHalfDone ? "the switch can't be completed" : "the bake can't be watched any more";
    return (0,failure_at/* failure */.V)(scene, 'reads-denied', `${what}: ${(0,advice/* describeFailedCall */.Z)(trouble)}`, (0,advice/* adviceOn */.i)(trouble));
}
/** The failure signals of the bake: probes, green's own targets, and tasks that stop. */
function bakeFailure(scene, green) {
    const { memory, world } = scene;
    const set = `green task set ${green.id}`;
    const seen = probeFailure(scene) ?? unwatchedFailure(scene);
    if (seen !== null)
        return seen;
    if (memory.badTargetStreak >= failure_at/* badStreak */.E)
        return (0,failure_at/* failure */.V)(scene, 'bake-targets-unhealthy', `${set} has unhealthy targets under production traffic (${describeBadTargets(scene, green)}${whyNotRunning(world, green)})`, 'Fix the release. Its logs since the switch show more.');
    const sinceMs = memory.switchedAtMs ?? world.nowMs;
    const stopped = failedTasks(world, green).filter(({ stoppedAtMs }) => stoppedAtMs >= sinceMs);
    // ECS may replace an unhealthy task before three observations see it.
    const unhealthy = stopped.filter(isUnhealthyStop).length;
    if (unhealthy > 0)
        return (0,failure_at/* failure */.V)(scene, 'bake-targets-unhealthy', `${set} had ${String(unhealthy)} tasks replaced for failing their health checks under production traffic${whyNotRunning(world, green)}`, 'Fix the release. Its logs since the switch show more.');
    if (stopped.length < breakerLimit(world.service.desiredCount))
        return null;
    return (0,failure_at/* failure */.V)(scene, 'bake-tasks-stopped', `${set} lost ${String(stopped.length)} tasks under production traffic${whyNotRunning(world, green)}`, 'Fix what stops the container. The logs of the stopped task show more.');
}
/** Whether one of the targets that green has to have is unhealthy, or none is healthy. */
function hasBadTargets({ world, memory, roles: { green } }) {
    if (green === null)
        return false;
    if ((0,readiness/* healthyOwn */.Qg)(world, green).length === 0)
        return true;
    const isAnyUnhealthy = (0,readiness/* ownTargets */.b8)(world, green).some(({ state }) => state === 'unhealthy');
    return isAnyUnhealthy && (0,health_capacity/* isShort */.tQ)(world, green, memory.healthyDue);
}
const describeBadTargets = ({ world }, green) => `${String((0,readiness/* healthyOwn */.Qg)(world, green).length)} of ${String(green.computedDesired)} healthy${(0,readiness/* describeUnhealthy */.sR)(world, green)}`;

;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/failures.js
// The failures that an observation shows.










/** The first failure that applies. A green that lost its traffic after the switch is drift, not a failure. */
function findFailure(scene) {
    const { green } = scene.roles;
    if (scene.memory.greenGoneStreak >= failure_at/* badStreak */.E && !(0,switch_state/* isSwitched */.sP)(scene))
        return greenGone(scene);
    const isFinishing = scene.memory.interrupted !== null;
    if ((0,rolled_back/* isToRollBack */.ym)(scene))
        return scene.memory.isCancelled && !isFinishing ? null : requestedRollback(scene);
    // The post step doesn't judge green. It uses the failure that main found.
    if (isFinishing)
        return null;
    if (green === null)
        return unfinishedCleanup(scene);
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
/** Whether the command judges green now. A staged green is judged once the run holds the service. */
function isJudging(scene) {
    switch ((0,commands/* traitsOf */.J)(scene.request).judgesGreen) {
        case 'always':
            return true;
        case 'before-switch':
            return !(0,switch_state/* isGreenLive */.Cz)(scene);
        case 'once-fenced':
            return scene.memory.fence !== null || (0,switch_state/* isGreenLive */.Cz)(scene);
        case 'never':
            return false;
    }
}
const requestedRollback = (scene) => (0,failure_at/* failure */.V)(scene, 'requested', `run ${scene.request.release.runUrl} was asked to roll back ${describeRelease(scene)}` +
    (scene.request.goal.writtenReason === null ? '' : ` (${scene.request.goal.writtenReason})`), '');
const describeRelease = ({ roles: { green } }) => {
    if (green === null)
        return 'a release';
    const { release } = green.tags;
    return `${(0,describe_set/* formatSet */.M)(green)} ${release === undefined ? 'that no release of this action made' : `of release ${release}`}`;
};
const greenGone = (scene) => (0,failure_at/* failure */.V)(scene, 'green-gone', `the green task set ${(0,arn/* shortName */.EU)(scene.memory.green ?? scene.world.service.arn)} was deleted before the switch, and not by this run`, 'Find out what deletes task sets of this service, then run the release again.');

// EXTERNAL MODULE: ./build/domain/task-sets/health/intervals.js
var intervals = __webpack_require__(12648);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/writes.js
var writes = __webpack_require__(66701);
// EXTERNAL MODULE: ./build/domain/task-sets/model/write-key.js
var write_key = __webpack_require__(57296);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/reverted.js
var reverted = __webpack_require__(62562);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/sweep.js
var sweep = __webpack_require__(56725);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/task-sets/health/quiet.js
var quiet = __webpack_require__(51586);
;// CONCATENATED MODULE: ./build/domain/task-sets/evolve/evolve.js
// Folds an observation into memory.




















/** Counts streaks, notes what was seen first, and finds the failure that rolls the release back. */
function evolveWorld(request, before, world) {
    const memory = (0,reverted/* abandonReverted */.B)(request, before, world);
    const scene = (0,roles_scene/* sceneOf */.c)(request, world, memory);
    const slowdown = (0,intervals/* evolveSlowdown */.j5)(memory, world);
    if ((0,look/* isBlind */.iE)(world))
        return { ...memory, slowdown, failure: memory.failure ?? failureInSight(scene) };
    const next = {
        ...memory,
        slowdown,
        ...evolveFence(scene),
        ...evolvePending(scene),
        ...evolveSets(scene),
        ...evolveBaselineTag(scene),
        hasGreenBeenLive: memory.hasGreenBeenLive || (0,switch_state/* isGreenLive */.Cz)(scene) || hadBegunToSwitch(scene),
        ...evolveStreaks(scene),
        ...evolveRules(scene),
        astraySinceMs: (0,sweep/* evolveAstray */.CI)(scene),
        still: (0,sweep/* evolveStill */.YQ)(scene),
        ...evolveTestRule(scene),
        isBakePassed: memory.isBakePassed || isBakeOverByClock(scene),
    };
    const after = (0,roles_scene/* sceneOf */.c)(request, world, next);
    const failure = next.failure ?? cancelFailure(after, next) ?? findFailure(after);
    return {
        ...next,
        failure,
        isBakePassed: next.isBakePassed || (failure === null && ((0,switch_state/* isBakeOver */.ko)(after) || isTornDown(after))),
    };
}
/** The failures that need neither the rules nor the service: a cancel, the probes of the bake, and reads that are lost. */
const failureInSight = (scene) => (0,last_known/* mayBeOld */.sd)(scene.memory, 'rules')
    ? (cancelFailure(scene, scene.memory) ?? probeFailure(scene) ?? unwatchedFailure(scene))
    : null;
/**
 * For the post step: whether the bake is over, because its time in the tags has passed, or because blue is being
 * deleted. If blue has the label, a rollback had begun, and the bake isn't over. The same applies to an unhealthy green.
 */
function isBakeOverByClock(scene) {
    const { memory, roles, request, world } = scene;
    if (memory.interrupted === null || memory.failure !== null)
        return false;
    if (!(0,switch_state/* isSwitched */.sP)(scene) || roles.green?.status !== 'PRIMARY' || hasBadTargets(scene))
        return false;
    const { tags } = world.service;
    if (tags.green !== roles.green.arn)
        return roles.blue === null || roles.blue.status === 'DRAINING';
    const untilMs = Date.parse(tags['bake-until'] ?? '');
    const bakedMs = Date.parse(tags['switched-at'] ?? '') + request.bake.seconds * 1000;
    return world.nowMs >= (Number.isNaN(untilMs) ? bakedMs : untilMs) || roles.blue?.status === 'DRAINING';
}
/** Another run watched the bake. A teardown doesn't judge it again. */
const isTornDown = (scene) => (0,commands/* traitsOf */.J)(scene.request).endsWarmTime && (0,switch_state/* isSwitched */.sP)(scene);
/** What answered while the test rule led elsewhere may have been blue: the smoke test begins again. */
function evolveTestRule(scene) {
    const { memory, world } = scene;
    if ((0,quiet/* testRuleToPoint */.Kk)(scene) === null)
        return {};
    const isUntested = !(0,switch_state/* isGreenLive */.Cz)(scene) && (0,look/* isNew */.BS)(world, 'rules');
    return {
        testRuleElsewhereMs: world.nowMs,
        ...(isUntested ? { smoke: { ...memory.smoke, passesInRow: 0 } } : {}),
    };
}
function evolveFence({ request, world, memory }) {
    const value = world.service.tags.fence;
    const { runId, runAttempt } = request.release;
    if (value === undefined || !(0,run_fence/* isOwnFence */.gJ)(value, runId, runAttempt))
        return {};
    if (memory.fence === null)
        return { fence: { value, writtenAtMs: null, isHeld: true } };
    const { writtenAtMs } = memory.fence;
    const isSettled = writtenAtMs === null || world.nowMs - writtenAtMs >= run_fence/* fenceSettleMs */.Z2;
    return memory.fence.value === value && isSettled ? { fence: { ...memory.fence, isHeld: true } } : {};
}
function evolvePending({ request, world, memory }) {
    const { pending } = memory;
    if (pending === null)
        return {};
    if ((0,writes/* isLanded */.Vm)(pending.write, request, world, memory)) {
        const { trouble } = memory;
        const isSolved = trouble !== null && (0,write_key/* isSameInAnyDirection */.zY)(trouble.key, (0,write_key/* writeKey */.TE)(pending.write));
        return { pending: null, ...(isSolved ? { trouble: null } : {}) };
    }
    if (world.nowMs - pending.atMs < refusal/* staleReadMs */.al)
        return {};
    // The create was answered, but no task set shows: the token belongs to a task set that is gone (fact 12).
    const isSpent = pending.write.kind === 'create-green';
    return { pending: null, ...(isSpent ? { createTry: memory.createTry + 1, created: null } : {}) };
}
function evolveSets(scene) {
    const { request, roles, memory, world } = scene;
    // A sweep has no green that could be gone.
    const isGone = (0,commands/* traitsOf */.J)(request).green !== 'stranded' &&
        memory.green !== null &&
        (roles.green === null || roles.green.status === 'DRAINING');
    const isFirstSwitched = memory.switchedAtMs === null && (0,switch_state/* isSwitched */.sP)(scene);
    return {
        green: roles.green?.arn ?? memory.green,
        greenCount: evolveGreenCount(scene),
        blue: evolveBlue(scene),
        // A value that was counted before says nothing new.
        ...((0,look/* isNew */.BS)(world, 'service') ? { greenGoneStreak: isGone ? memory.greenGoneStreak + 1 : 0 } : {}),
        vanishingSinceMs: world.taskSets.some(({ status }) => status === 'DRAINING')
            ? (memory.vanishingSinceMs ?? world.nowMs)
            : null,
        scalingBefore: world.service.tags.scaling ?? memory.scalingBefore,
        ...(isFirstSwitched ? { switchedAtMs: world.nowMs, hasSeenSwitch: memory.green !== null } : {}),
        ...evolveDrift(scene),
        ...evolveUnhealthyLive(scene),
        ...evolveIdlePrimary(scene),
    };
}
/** A raised count gives green time to get ready for it. Once green has traffic, it doesn't have to. */
function evolveGreenCount(scene) {
    const { green } = scene.roles;
    const { greenCount: before } = scene.memory;
    if (green === null || (0,switch_state/* isGreenLive */.Cz)(scene))
        return null;
    const isRaised = before !== null && green.computedDesired > before.count;
    return {
        count: green.computedDesired,
        raisedAtMs: isRaised ? scene.world.nowMs : (before?.raisedAtMs ?? null),
    };
}
/** Whether an earlier process wrote the tags of the switch. They are written just before the first rule. */
const hadBegunToSwitch = ({ world, roles, memory }) => !memory.hasLabelledGreen && roles.green !== null && world.service.tags.green === roles.green.arn;
/** Once green is live, blue can't be probed. A tag holds the verdict of an earlier process. */
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
/** Until green exists, blue is what is live. From then on it stays the same: a rollback returns to it. */
function evolveBlue(scene) {
    const { roles, memory } = scene;
    const current = roles.blue?.arn ?? null;
    if (roles.green === null && memory.green === null)
        return current;
    return memory.blue ?? ((0,switch_state/* isGreenLive */.Cz)(scene) ? null : current);
}
function evolveDrift(scene) {
    const { memory, world } = scene;
    const isNow = memory.failure === null && (0,drift/* isDrifted */.TJ)(scene);
    return {
        driftSinceMs: isNow ? (memory.driftSinceMs ?? world.nowMs) : null,
        rulesOnGreen: (0,drift/* rulesSeenOnGreen */.FO)(scene),
    };
}
/** Since when the label says otherwise than the rules: somebody may be rolling back, label first. */
function evolveIdlePrimary({ roles, world, memory }) {
    const isIdle = roles.live.length > 0 && roles.live.every(({ status }) => status !== 'PRIMARY');
    return { idlePrimarySinceMs: isIdle ? (memory.idlePrimarySinceMs ?? world.nowMs) : null };
}
/** Since when no live task set has had a healthy target. */
function evolveUnhealthyLive({ roles, world, memory }) {
    if (!(0,look/* isNew */.BS)(world, 'targets'))
        return {};
    const isUnhealthy = roles.live.length > 0 && roles.live.every((set) => (0,readiness/* healthyOwn */.Qg)(world, set).length === 0);
    return { unhealthyLiveSinceMs: isUnhealthy ? (memory.unhealthyLiveSinceMs ?? world.nowMs) : null };
}
function evolveStreaks(scene) {
    const { roles, world, memory } = scene;
    const { green } = roles;
    if (green === null)
        return { readyStreak: 0 };
    // A value that was counted before says nothing new.
    if (!(0,look/* isNew */.BS)(world, 'targets'))
        return {};
    const isAllSet = (0,readiness/* isReady */.i_)(world, green).isYes && (0,readiness/* strangers */.ob)(world, green).length === 0;
    const capacity = (0,health_capacity/* evolveCapacity */.Mz)(scene, green);
    const isBad = (0,switch_state/* isGreenLive */.Cz)(scene) && hasBadTargets({ ...scene, memory: { ...memory, ...capacity } });
    const isGood = (0,switch_state/* isSwitched */.sP)(scene) && !isBad;
    const isTested = memory.smoke.startedAtMs !== null;
    return {
        ...capacity,
        readyStreak: isAllSet ? memory.readyStreak + 1 : 0,
        readySinceMs: isAllSet && isTested ? (memory.readySinceMs ?? world.nowMs) : null,
        badTargetStreak: isBad ? memory.badTargetStreak + 1 : 0,
        goodBakeStreak: isGood ? memory.goodBakeStreak + 1 : 0,
    };
}
/** A task set that had weight in the last observation may have kept it until just before this observation. */
function evolveRules({ world, memory }) {
    const onRules = world.taskSets.filter((set) => (0,roles/* isOnAnyRule */.aU)(world, set)).map(({ arn }) => arn);
    const lastMs = [...memory.onRules, ...onRules].map((arn) => [arn, world.nowMs]);
    return { onRules, lastOnRulesMs: { ...memory.lastOnRulesMs, ...Object.fromEntries(lastMs) } };
}


/***/ }),

/***/ 83857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ badStreak),
/* harmony export */   V: () => (/* binding */ failure)
/* harmony export */ });
/* harmony import */ var _common_run_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61375);
// A failure as of an observation, and how many observations make one certain.

/** A failure as of this observation. */
const failure = (scene, reason, what, advice) => (0,_common_run_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g)({ reason, what, advice, atMs: scene.world.nowMs });
/** Number of observations in a row that count as a failure. A single observation may be a stale read. */
const badStreak = 3;


/***/ }),

/***/ 28717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ evolveOutcome)
/* harmony export */ });
/* harmony import */ var _common_probes_evolve_probes_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(56992);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(23680);
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1585);
/* harmony import */ var _model_write_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57296);
/* harmony import */ var _model_step_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(51379);
/* harmony import */ var _model_look_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26910);
/* harmony import */ var _health_capacity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62612);
/* harmony import */ var _health_last_known_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(77970);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(13802);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16061);
/* harmony import */ var _reverted_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(62562);
/* harmony import */ var _sweep_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(56725);
/* harmony import */ var _trouble_verdict_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(25274);
// Folds what a step brought into memory.














/** Folds an outcome into memory. */
function evolveOutcome(before, acted) {
    const { request, world, step, outcome, nowMs } = acted;
    const { act, aim } = step;
    const idleSinceMs = aim === 'idle' ? (before.idleSinceMs ?? world.nowMs) : null;
    // A lease that is renewed in between does not end the wait.
    const stillMs = act.kind === 'tag-service' ? before.lookingSinceMs : null;
    const lookingSinceMs = act.kind === 'look' ? (before.lookingSinceMs ?? world.nowMs) : stillMs;
    const memory = { ...before, idleSinceMs, lookingSinceMs, swept: evolveSwept(before, acted) };
    if (act.kind === 'look')
        return evolveLook(memory, act, world);
    if (act.kind === 'probe')
        return outcome.kind === 'probed'
            ? {
                ...memory,
                ...(0,_common_probes_evolve_probes_js__WEBPACK_IMPORTED_MODULE_11__/* .evolveProbes */ .J)(request, memory, { purpose: act.purpose, answers: outcome.answers, nowMs }),
            }
            : memory;
    if (!(0,_model_step_js__WEBPACK_IMPORTED_MODULE_12__/* .isWrite */ .ao)(act) || outcome.kind === 'too-late')
        return memory;
    const rollback = evolveRollback(memory, acted);
    const switching = evolveSwitch(memory, acted);
    if (outcome.kind === 'failed')
        return (0,_trouble_verdict_js__WEBPACK_IMPORTED_MODULE_10__/* .evolveTrouble */ .B)((0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_7__/* .sceneOf */ .c)(request, world, memory), { ...memory, ...switching, ...rollback }, { write: act, trouble: outcome.trouble, nowMs, isRollback: (0,_model_step_js__WEBPACK_IMPORTED_MODULE_12__/* .isRollback */ .z1)(step) });
    return {
        ...memory,
        ...(aim === 'restore-drift' && act.kind === 'write-rule' ? evolveRestored(memory, act.rule, nowMs) : {}),
        // The success of another write says nothing about the one that keeps failing.
        trouble: isTroubleOf(memory, act) ? null : memory.trouble,
        isPreflightPassed: memory.isPreflightPassed || !(0,_model_step_js__WEBPACK_IMPORTED_MODULE_12__/* .isRollback */ .z1)(step),
        ...evolveWritten(memory, act, acted),
        ...switching,
        accepted: (0,_reverted_js__WEBPACK_IMPORTED_MODULE_8__/* .evolveAccepted */ .z)(memory, act, acted),
        ...rollback,
    };
}
const isTroubleOf = ({ trouble }, write) => trouble !== null && (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .isSameInAnyDirection */ .zY)(trouble.key, (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .writeKey */ .TE)(write));
/** A write without an answer may have been carried out. */
const mayBeDone = ({ outcome }) => outcome.kind !== 'failed' || outcome.trouble.kind === 'lost';
const evolveRollback = (memory, acted) => acted.step.aim === 'restore-traffic' && acted.step.act.kind === 'write-rule' && mayBeDone(acted)
    ? { rollbackWrittenMs: acted.nowMs, rollbackBegunMs: memory.rollbackBegunMs ?? acted.nowMs }
    : {};
/**
 * From its first rule on, users may be on green: the next look may fail, and somebody has to watch green all the same.
 * And green has to keep the capacity that it had then.
 */
function evolveSwitch(memory, acted) {
    const { request, world, step } = acted;
    const scene = (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_7__/* .sceneOf */ .c)(request, world, memory);
    const { green } = scene.roles;
    if (step.aim !== 'switch' || green === null || !mayBeDone(acted))
        return {};
    const capacity = (0,_health_capacity_js__WEBPACK_IMPORTED_MODULE_4__/* .hasBegun */ .SU)(scene) ? {} : { switchCapacity: (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_6__/* .healthyOwn */ .Qg)(world, green).length };
    return { hasGreenBeenLive: true, ...capacity };
}
/** How long a write that can be left for the next teardown waits for a newer look. Any other waits as for every read. */
const leftAfterMs = 120_000;
/**
 * A deletion, a lower scale or restored auto scaling isn't worth more than the look that it needs: it is left, and the
 * end says so. Any other write fails the release, while it can still be rolled back.
 */
function evolveLook(memory, { before, parts }, world) {
    const failing = parts.map((part) => (0,_model_look_js__WEBPACK_IMPORTED_MODULE_3__/* .failingOf */ .al)(world, part)).find((one) => one !== null);
    const waitedMs = world.nowMs - (memory.lookingSinceMs ?? world.nowMs);
    if (before === null)
        return memory;
    const isLeft = (0,_model_step_js__WEBPACK_IMPORTED_MODULE_12__/* .canBeLeft */ .ty)(before);
    const trouble = failing?.trouble ?? tooSlow;
    if (waitedMs < (isLeft ? leftAfterMs : (0,_health_last_known_js__WEBPACK_IMPORTED_MODULE_5__/* .lostAfterMs */ .jK)(trouble)))
        return memory;
    if (!isLeft && memory.failure === null && !memory.isBakePassed)
        return { ...memory, failure: (0,_common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOfWrite */ .$E)(trouble, world.nowMs) };
    const abandoned = { key: (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .writeKey */ .TE)(before), trouble, needsScaleZero: false, isUnread: true };
    return { ...memory, abandoned: [...memory.abandoned, abandoned] };
}
/** Every read was answered, and none was new enough. */
const tooSlow = {
    kind: 'busy',
    action: 'reading',
    resource: 'this service',
    code: 'TooSlow',
    message: 'each answer of AWS takes longer than it counts',
};
/** Each thing that a sweep did, once, however often it was sent. */
function evolveSwept({ swept }, acted) {
    const { finishesOthers } = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(acted.request);
    const done = finishesOthers && mayBeDone(acted) ? (0,_sweep_js__WEBPACK_IMPORTED_MODULE_9__/* .describeSwept */ .lK)(acted.step) : null;
    return done === null || swept.includes(done) ? swept : [...swept, done];
}
/** A rule that was returned to green is always reported at the end. */
const evolveRestored = (memory, rule, nowMs) => ({
    restored: [
        ...memory.restored,
        { key: (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .ruleKey */ .ep)(rule), rule: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_13__/* .formatRule */ .UT)(rule), driftMs: memory.driftSinceMs ?? nowMs },
    ],
});
function evolveWritten(memory, write, { outcome, nowMs, step }) {
    const pending = { pending: { write, atMs: nowMs } };
    if (outcome.kind === 'registered')
        return { registered: outcome.revision };
    if (outcome.kind === 'created')
        return { ...pending, created: { set: outcome.set, atMs: nowMs } };
    if (write.kind === 'tag-service' && write.tags.fence !== undefined)
        return { fence: { value: write.tags.fence, writtenAtMs: nowMs, isHeld: false } };
    if (write.kind === 'label' && (0,_model_step_js__WEBPACK_IMPORTED_MODULE_12__/* .isRollback */ .z1)(step))
        return { ...pending, rollbackLabelSinceMs: memory.rollbackLabelSinceMs ?? nowMs };
    if (write.kind === 'write-rule' && (0,_model_step_js__WEBPACK_IMPORTED_MODULE_12__/* .isRollback */ .z1)(step))
        return { ...pending, rulesRolledBack: [...new Set([...memory.rulesRolledBack, (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .ruleKey */ .ep)(write.rule)])] };
    if (write.kind === 'label')
        return { ...pending, hasLabelledGreen: true };
    if (write.kind === 'tag-service' && write.tags.scaling !== undefined)
        return { ...pending, scalingBefore: write.tags.scaling };
    return pending;
}


/***/ }),

/***/ 62562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ abandonReverted),
/* harmony export */   z: () => (/* binding */ evolveAccepted)
/* harmony export */ });
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);
/* harmony import */ var _common_values_tag_prefix_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(82539);
/* harmony import */ var _model_aws_tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29716);
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5819);
/* harmony import */ var _model_write_key_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57296);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16061);
/* harmony import */ var _roles_writes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66701);
/* harmony import */ var _trouble_verdict_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(25274);








/** How often a write may be undone, and for how long at least. Reads may be 10 s old, and infrastructure code may run in between. */
const mostTimes = 5;
const leastMs = 30_000;
/** What stays for this long counts as kept, so that a change by somebody else during a long warm time does not end the run. */
const keptMs = 60_000;
function isSetting(write) {
    switch (write.kind) {
        case 'tag-service':
        case 'untag-service':
        case 'label':
        case 'scale':
        case 'write-scaling':
            return true;
        case 'register':
        case 'create-green':
        case 'write-rule':
        case 'delete':
            return false;
    }
}
/** The writes that AWS accepted lately, with this one. It counts again if the same write was accepted before and is undone. */
function evolveAccepted(memory, write, seen) {
    const { request, world, nowMs } = seen;
    const lately = memory.accepted.filter(({ lastMs }) => nowMs - lastMs < keptMs);
    if (!isSetting(write))
        return lately;
    const before = lately.find((one) => (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_3__/* .isSameWrite */ .G$)((0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_3__/* .writeKey */ .TE)(one.write), (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_3__/* .writeKey */ .TE)(write)));
    const isUndone = before !== undefined && !(0,_roles_writes_js__WEBPACK_IMPORTED_MODULE_5__/* .isLanded */ .Vm)(before.write, request, world, memory);
    const others = lately.filter((one) => one !== before);
    return [
        ...others,
        {
            write,
            lastMs: nowMs,
            sinceMs: isUndone ? before.sinceMs : nowMs,
            times: isUndone ? before.times + 1 : 1,
        },
    ];
}
/** Abandons a write that does not stay, as if AWS had refused it. The release is rolled back where a refused write would do that. */
function abandonReverted(request, memory, world) {
    const reverted = memory.accepted.find((one) => one.times >= mostTimes &&
        world.nowMs - one.sinceMs >= leastMs &&
        !(0,_roles_writes_js__WEBPACK_IMPORTED_MODULE_5__/* .isLanded */ .Vm)(one.write, request, world, memory));
    if (reverted === undefined || !isSetting(reverted.write))
        return memory;
    const { write } = reverted;
    if ((0,_model_memory_js__WEBPACK_IMPORTED_MODULE_2__/* .abandonedAs */ .Ts)(memory, write) !== undefined)
        return memory;
    const trouble = troubleOf(write, reverted, world);
    const failed = { write, trouble, nowMs: world.nowMs, isRollback: false };
    return { ...(0,_trouble_verdict_js__WEBPACK_IMPORTED_MODULE_6__/* .evolveTrouble */ .B)((0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_4__/* .sceneOf */ .c)(request, world, memory), memory, failed), pending: null };
}
function troubleOf(write, { times, sinceMs }, world) {
    const within = (0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((world.nowMs - sinceMs) / 1000);
    return {
        kind: 'reverted',
        action: actions[write.kind],
        resource: 'set' in write ? write.set : world.service.arn,
        code: 'NotKept',
        message: `something else undoes ${describe(write, world)}: AWS accepted the write ${String(times)} times within ${within}, and each time it was undone`,
    };
}
const actions = {
    'tag-service': 'ecs:TagResource',
    'untag-service': 'ecs:UntagResource',
    label: 'ecs:UpdateServicePrimaryTaskSet',
    scale: 'ecs:UpdateTaskSet',
    'write-scaling': 'application-autoscaling:RegisterScalableTarget',
};
function describe(write, { service }) {
    const named = `of service ${service.name}`;
    switch (write.kind) {
        case 'tag-service':
            return `the ${describeTags(undoneIn(write.tags, service.tags))} ${named}`;
        case 'untag-service':
            return `the removal of the ${describeTags(write.names.filter((name) => service.tags[name] !== undefined))} ${named}`;
        case 'label':
            return `the PRIMARY label of task set ${write.set}`;
        case 'scale':
            return `the scale of task set ${write.set}`;
        case 'write-scaling':
            return `the auto scaling setting ${named}`;
    }
}
/** The facts of the write that the service does not have now. */
const undoneIn = (written, now) => Object.keys(written).filter((name) => now[name] !== written[name]);
function describeTags(facts) {
    const names = (0,_model_aws_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .awsTagsOf */ .u7)(facts).map((name) => `${_common_values_tag_prefix_js__WEBPACK_IMPORTED_MODULE_7__/* .tagPrefix */ .B}${name}`);
    return `${names.length === 1 ? 'tag' : 'tags'} ${names.join(', ')}`;
}


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
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26255);
/* harmony import */ var _roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(40887);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22805);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(11222);
/* harmony import */ var _roles_version_before_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87701);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(47074);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(96932);
// What a rollback is about, and what it notes of it in tags.









const rolledBackId = ({ request, world }) => (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__/* .rolledBackBy */ .pi)(request, world);
/** Whether an earlier process of this run has rolled back, and nothing is left to do. */
function hasRolledBack(scene) {
    const id = rolledBackId(scene);
    if (id === null)
        return false;
    if (isLeftForInspection(scene, id))
        return true;
    return scene.memory.green?.endsWith(`/${id}`) !== true && scene.roles.green?.id !== id;
}
/** Kept for inspection, without production traffic, and the tags of its release are cleared. */
function isLeftForInspection({ world, roles }, id) {
    const kept = (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__/* .keptGreen */ .qS)(world);
    if (kept?.set.id !== id || roles.live.includes(kept.set))
        return false;
    return world.service.tags.green !== kept.set.arn;
}
/** Green is gone, but the tags of its release are not: the process that rolled back was killed in between. */
function isCleanupOwed(scene) {
    const { green } = scene.world.service.tags;
    const id = rolledBackId(scene);
    if (id === null || green?.endsWith(`/${id}`) !== true)
        return false;
    return !scene.world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
}
/** Green is being deleted by an earlier process of this run. */
const isRolledBackDraining = (scene) => scene.world.taskSets.some(({ id, status }) => status === 'DRAINING' && id === rolledBackId(scene));
/**
 * Another run's re-release is live, its bake has ended, and its blue is still leased. There is nothing to continue, and
 * an input has to name the next revision to return to. Once the lease is over, cleanup is left to do.
 */
function isRolledBackAlready(scene) {
    const { request, roles, world, memory } = scene;
    const { green, blue } = roles;
    const isOfAnother = green !== null && green.tags.release !== request.release.id;
    if (!(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).rollsBack || !isOfAnother || !(0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnSet */ .pO)(request, world, memory, green))
        return false;
    const { 'bake-until': baked, 'lease-until': leased } = world.service.tags;
    const isKept = blue?.status === 'ACTIVE' && Date.parse(leased ?? '') > world.nowMs;
    const isWhole = green.status === 'PRIMARY' && (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isSwitched */ .sP)(scene);
    return isKept && isWhole && Date.parse(baked ?? '') <= world.nowMs;
}
/** Whether this rollback is to roll back the live release. Not if it is its own re-release. */
function isToRollBack(scene) {
    const { roles, request, world, memory } = scene;
    if (!(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).rollsBack)
        return false;
    if (hasRolledBack(scene))
        return isCleanupOwed(scene);
    return roles.green !== null && !(0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnSet */ .pO)(request, world, memory, roles.green);
}
/**
 * Tags about a green that was rolled back, in one write before anything happens to it: the run, so that it doesn't roll
 * back twice; its quarantined content; and until when it is kept. The first two outlast the task set.
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
    const because = `tags about the green that was rolled back: ${Object.keys(due).join(', ')} of ${green.id}`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_4__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)('rollback', reason, because, { kind: 'tag-service', tags: due }));
}
const mark = ({ request, memory }, green) => memory.failure?.kind === 'requested' ? { 'rolled-back': (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRolledBack */ .XA)(request, green) } : {};
/** Content that users never saw fails its gates again, so it needs no quarantine. Nor does content that stays live on blue. */
const quarantine = ({ memory, world, roles }, green, { kind }) => memory.hasGreenBeenLive && !(0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_3__/* .isSameVersion */ .p)(roles) ? (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_2__/* .quarantineTags */ .Yl)(world, green, kind) : {};
/** The time counts from the first write, however often the same rollback runs. */
function keeping(scene, green) {
    const { request, world } = scene;
    if (!isToGo(scene, green) || !isToKeep(scene, green) || (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__/* .isKeptGreen */ .am)(world, green))
        return {};
    return { 'kept-green': (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__/* .formatKeptGreen */ .Ry)(green, world.nowMs + request.goal.keepRolledBackSeconds * 1000) };
}
/** Whether green is kept for inspection. Another run of the same job keeps it too. */
const isToKeep = ({ request, memory, world }, green) => (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).rollsBack &&
    memory.failure?.kind === 'requested' &&
    (request.goal.keepRolledBackSeconds > 0 || (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__/* .isKeptGreen */ .am)(world, green));
/** Whether green may be deleted. What this action did not create is left alone (invariant 5). */
const isToGo = ({ world }, green) => (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_8__/* .isOurs */ .M)(green) || (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_8__/* .isAdopted */ .Y)(world, green);


/***/ }),

/***/ 67305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isDeserted),
/* harmony export */   Vc: () => (/* binding */ runsNamedBy),
/* harmony export */   XI: () => (/* binding */ jobLimitMs),
/* harmony export */   gF: () => (/* binding */ fenceMayComeInMs)
/* harmony export */ });
/* harmony import */ var _common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48424);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11222);
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);
/* harmony import */ var _tags_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(59688);
// Whether a run is still working on the service.




/** Maximum time of a job on a hosted runner. What has been unchanged for that long is no work in progress. */
const jobLimitMs = 6 * 3_600_000;
/** Maximum time until a live run that lost its fence takes it again, at its next observation. */
const reclaimMs = 20_000;
/** A working run changes something within this time: a task starts, a gate passes, a rule moves. */
const watchedMs = 300_000;
/** The runs that a sweep has to know the state of: the one that holds the service, and those that created the task sets. */
function runsNamedBy(service, sets) {
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(service.tags.fence);
    const makers = sets.map(({ tags }) => (0,_tags_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .S)(tags.run));
    return new Set([holder?.runId ?? null, ...makers].filter((id) => id !== null));
}
const isOver = ({ runs }, runId) => runs.find((run) => run.runId === runId)?.isOver ?? null;
/**
 * Whether no run works on the service, so that unfinished work may be finished. A run in progress is never disturbed.
 * If GitHub doesn't show whether a run is over, a release counts as abandoned once nothing of it is younger than six
 * hours and nothing changes while the sweep observes it. The rollback of an old release leaves no recent time.
 */
function isDeserted(scene) {
    const { world, request, memory } = scene;
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(world.service.tags.fence);
    const ids = [holder?.runId ?? null, ...makersOf(scene).map(({ tags }) => (0,_tags_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .S)(tags.run))];
    const working = ids.find((id) => id !== null && id !== request.release.runId && isOver(world, id) === false);
    if (working != null)
        return { isYes: false, why: `run ${String(working)} is still going on`, watchMs: 0 };
    if (isHolderOver(scene))
        return { isYes: true };
    const why = tooYoung(scene);
    if (why !== null)
        return { isYes: false, why, watchMs: 0 };
    const watchMs = watchedMs - (world.nowMs - (memory.still?.sinceMs ?? world.nowMs));
    // Its own writes are changes too. By then it holds the fence, which a live run would have taken again.
    if (watchMs <= 0 || memory.fence !== null)
        return { isYes: true };
    return {
        isYes: false,
        why: 'it is not known whether another run works on it; any change would show that',
        watchMs,
    };
}
/** Task sets that may be work in progress. What is live is finished, or its run holds the fence. */
const makersOf = ({ world, roles }) => world.taskSets.filter((set) => set.status !== 'DRAINING' && (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_3__/* .isOurs */ .M)(set) && !roles.live.includes(set));
/** Whether the run that holds the service and the runs that created what is not live are known to be over. */
function isHolderOver(scene) {
    const { world, request } = scene;
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(world.service.tags.fence);
    const isKnown = (id) => id === null || isOver(world, id) === true;
    const makers = makersOf(scene).map(({ tags }) => (0,_tags_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .S)(tags.run));
    // The fence was deleted. A working run takes it again before the sweep does.
    if (holder === null)
        return makers.length > 0 && makers.every(isKnown);
    // An earlier process of this sweep, unless another job of the same run is releasing.
    const isOwn = holder.runId === request.release.runId && !makers.includes(holder.runId);
    return (isOwn || isKnown(holder.runId)) && makers.every(isKnown);
}
/** Why the release is too young to count as abandoned without an answer from GitHub; `null`: it is not. */
function tooYoung({ world }) {
    const { tags } = world.service;
    const written = [tags['switched-at'], tags['lease-until'], tags['bake-until']].map((at) => Date.parse(at ?? ''));
    const made = world.taskSets
        .filter((set) => set.status !== 'DRAINING' && (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_3__/* .isOurs */ .M)(set))
        .map(({ createdAtMs }) => createdAtMs);
    const newestMs = Math.max(0, ...written.filter((ms) => !Number.isNaN(ms)), ...made);
    const ageMs = world.nowMs - newestMs;
    if (ageMs >= jobLimitMs)
        return null;
    const holder = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFence */ .Hz)(tags.fence);
    const who = holder === null ? 'the run that released last' : `run ${String(holder.runId)}`;
    return (`it is not known whether ${who} is over (this requires a github-token with actions: read, and a run of this repository), ` +
        `and its release changed ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.max(0, ageMs) / 1000)} ago: it counts as abandoned after ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(jobLimitMs / 1000)}`);
}
/** How long to wait for a live run to take the fence, if there is none. */
const fenceMayComeInMs = ({ world, memory }) => world.service.tags.fence !== undefined || memory.fence !== null
    ? 0
    : Math.max(0, memory.startedAtMs + reclaimMs - world.nowMs);


/***/ }),

/***/ 56725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ evolveAstray),
/* harmony export */   YQ: () => (/* binding */ evolveStill),
/* harmony export */   lK: () => (/* binding */ describeSwept)
/* harmony export */ });
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23680);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13802);
/* harmony import */ var _model_aws_tags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29716);
/* harmony import */ var _model_step_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51379);
// What a sweep keeps in memory.





/** What a step of a sweep did, for the report; `null`: nothing worth reporting. */
function describeSwept({ act, because }) {
    if (!(0,_model_step_js__WEBPACK_IMPORTED_MODULE_3__/* .isWrite */ .ao)(act))
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
            return `cleared the tags ${(0,_model_aws_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .awsTagsOf */ .u7)(act.names).join(', ')}`;
        case 'tag-service':
            return isBookkeeping(act.tags) ? null : `wrote tags: ${because}`;
        case 'register':
        case 'create-green':
            return null;
    }
}
/** Tags that only later runs read. */
const isBookkeeping = (tags) => ['fence', 'swept-at', 'expired'].some((name) => tags[name] !== undefined);
/** Since when a production rule has been sending requests to a group of the pair without a healthy target. */
function evolveAstray({ request, world, roles, memory }) {
    if (!(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).finishesOthers)
        return null;
    const groups = [roles.pair?.green, roles.pair?.blue].filter((group) => group != null);
    const isAstray = groups.some((group) => (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .hasNoHealthyTarget */ .O)(world, group) && roles.production.some((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .weightOf */ .mm)(rule, group) > 0));
    return isAstray ? (memory.astraySinceMs ?? world.nowMs) : null;
}
/** Since when fence, task sets and weights have been unchanged; `null` for other commands. */
function evolveStill({ request, world, memory }) {
    if (!(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).finishesOthers)
        return null;
    const sets = world.taskSets.map(({ id, status, scalePercent }) => [id, status, scalePercent]);
    const weights = world.rules.map(({ actions }) => actions.filter(({ type }) => type === 'forward'));
    const looks = JSON.stringify([world.service.tags.fence, sets, weights]);
    return memory.still?.looks === looks ? memory.still : { looks, sinceMs: world.nowMs };
}


/***/ }),

/***/ 25274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ evolveTrouble)
/* harmony export */ });
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1585);
/* harmony import */ var _model_write_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57296);
// Folds a failed write into memory.



const sameTroubleMs = 60_000;
/** Retries the write later, or abandons it and rolls back while that is possible. */
function evolveTrouble(scene, memory, failed) {
    const { write, trouble, nowMs, isRollback } = failed;
    const key = (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .writeKey */ .TE)(write);
    // After a minute without a failure, a new one counts from the start.
    const { trouble: last } = memory;
    const isSame = last !== null && (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .isSameWrite */ .G$)(last.key, key) && nowMs - last.lastMs < sameTroubleMs;
    const before = isSame ? last : null;
    const current = {
        key,
        sinceMs: before?.sinceMs ?? nowMs,
        lastMs: nowMs,
        count: (before?.count ?? 0) + 1,
        last: trouble,
    };
    const next = {
        ...memory,
        trouble: current,
        // No answer came, so it may have been carried out. Observe before sending it again.
        pending: trouble.kind === 'lost' ? { write, atMs: nowMs } : memory.pending,
        rollbackLabelSinceMs: write.kind === 'label' && isRollback
            ? (memory.rollbackLabelSinceMs ?? scene.world.nowMs)
            : memory.rollbackLabelSinceMs,
    };
    if (nowMs - current.sinceMs < (0,_common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .patienceOf */ .Hw)(trouble))
        return next;
    if (write.kind === 'create-green' && (0,_common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .isSpentToken */ .wV)(trouble) && memory.createTry < 3)
        return { ...next, trouble: null, createTry: memory.createTry + 1 };
    const needsScaleZero = write.kind === 'delete' && write.atScale > 0 && (0,_common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .isRefusedForScale */ .A7)(trouble);
    const others = memory.abandoned.filter((one) => !(0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .isSameWrite */ .G$)(one.key, key));
    const abandoned = [...others, { key, trouble, needsScaleZero, isUnread: false }];
    return {
        ...next,
        trouble: null,
        abandoned,
        failure: memory.failure ?? (isCleanup(scene, write) ? null : (0,_common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOfWrite */ .$E)(trouble, nowMs)),
    };
}
/** After the bake, a failed write doesn't roll back. Only the cleanup stays incomplete. */
const isCleanup = (scene, write) => (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(scene.request).finishesOthers ||
    write.kind === 'delete' ||
    write.kind === 'untag-service' ||
    write.kind === 'scale'
    ? true
    : scene.memory.isBakePassed || isOnlyForOthers(scene, write);
/** It changes only what other runs read, so the release doesn't fail without it. */
const isOnlyForOthers = ({ world }, write) => write.kind === 'tag-service' &&
    Object.entries(write.tags).every(([name, value]) => name === 'bake-until' || world.service.tags[name] === value);


/***/ }),

/***/ 14138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ leftUndone)
/* harmony export */ });
/* harmony import */ var _common_run_advice_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1393);
/* harmony import */ var _model_write_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57296);
// What a run could not do: AWS refused it, or what justifies it could not be read.


/** The abandoned writes, one per line, each with the reason or the missing permission. */
const leftUndone = ({ abandoned }) => abandoned
    .filter(({ needsScaleZero }) => !needsScaleZero)
    .map(({ key, trouble, isUnread }) => `${(0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_1__/* .formatWriteKey */ .cF)(key)}: ${isUnread ? 'left for the next teardown, sweep or deploy, since ' : ''}${(0,_common_run_advice_js__WEBPACK_IMPORTED_MODULE_0__/* .describeFailedCall */ .Z)(trouble)}` +
    (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''));


/***/ }),

/***/ 73669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ answerDrift)
/* harmony export */ });
/* harmony import */ var _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1585);
/* harmony import */ var _common_load_balancer_by_hand_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(54888);
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84425);
/* harmony import */ var _model_write_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57296);
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37847);
/* harmony import */ var _health_capacity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62612);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(23680);
/* harmony import */ var _health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(49917);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(47074);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(96932);
// What a release does when something else changes its production weights.











/** Maximum number of times that a run restores a rule. After that, something else keeps writing it, and traffic must not flap. */
const mostRestores = 3;
/** How long green may take to have its capacity for the rule that is to be restored. */
const readyAgainMs = 30_000;
/** Weights that something else changed are reported, and left or restored as `on-drift` says. Never silently. */
function answerDrift(scene) {
    const { memory, world } = scene;
    if (!(0,_health_drift_js__WEBPACK_IMPORTED_MODULE_1__/* .isDrifted */ .TJ)(scene))
        return null;
    if (memory.driftSinceMs === null || world.nowMs - memory.driftSinceMs < _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .staleReadMs */ .al)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_8__/* .wait */ .uk)(phaseOf(scene), 'reading-back', 'the rules do not show the switch: reading them again', 500);
    return restore(scene) ?? stop(scene);
}
const phaseOf = ({ memory }) => memory.isBakePassed ? 'warm' : memory.switchedAtMs === null ? 'switch' : 'bake';
/** Only what this release had set, and only if green has the capacity for it in this observation (invariant 2). */
function restore(scene) {
    const { request, roles, memory, world } = scene;
    const { green, pair } = roles;
    // If the label has moved too, this is a rollback: see `isRolledBackByOther`.
    if (request.onDrift !== 'restore' || green?.status !== 'PRIMARY' || pair?.blue == null)
        return null;
    const rule = (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__/* .rulesToSwitch */ .FW)(scene).find((candidate) => memory.rulesOnGreen.includes((0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .ruleKey */ .ep)(candidate)));
    if (rule === undefined || timesRestored(scene, rule) >= mostRestores)
        return null;
    const hindrance = (0,_health_capacity_js__WEBPACK_IMPORTED_MODULE_4__/* .whyNotNext */ .b8)(scene, green);
    if (hindrance !== null) {
        const waitedMs = world.nowMs - (memory.driftSinceMs ?? 0);
        return waitedMs < _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .staleReadMs */ .al + readyAgainMs
            ? (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_8__/* .wait */ .uk)(phaseOf(scene), hindrance.reason, hindrance.why, 500)
            : null;
    }
    const because = `somebody else changed ${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_9__/* .formatRule */ .UT)(rule)}, and it returns to green ${green.id} (on-drift: restore)`;
    const write = { kind: 'write-rule', rule, actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_9__/* .moveWeight */ .QB)(rule, pair.blue, pair.green) };
    const next = (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_8__/* .step */ .PM)(phaseOf(scene), 'restoring-drift', because, write);
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_6__/* .unlessAbandoned */ .T)(scene, { ...next, aim: 'restore-drift' });
}
const timesRestored = ({ memory }, rule) => memory.restored.filter(({ key }) => key === (0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_2__/* .ruleKey */ .ep)(rule)).length;
function stop(scene) {
    const because = 'somebody else changed the weights';
    const words = isRolledBackByOther(scene) ? describeRollbackByOther(scene) : describeDrift(scene);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_8__/* .step */ .PM)('end', 'drift', because, { kind: 'end', result: 'failed', ...words });
}
/** The PRIMARY label never moves by accident. If it has moved to blue as well, the release was rolled back. */
const isRolledBackByOther = ({ roles }) => roles.blue?.status === 'PRIMARY';
/** Leaves out the commands that move production to green, since somebody in a hurry might paste them. */
function describeRollbackByOther(scene) {
    const { roles, request } = scene;
    return {
        message: `Stopped: service ${request.service} was rolled back ${whenOf(scene)}, by another run or by hand: production and the ` +
            `PRIMARY label have moved. ${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_5__/* .describeTraffic */ .h)(roles)} Both task sets are kept and this run changes nothing more. The ` +
            'other run, or the next deploy, rollback or sweep, cleans up.',
        details: [...shareLines(scene), ...weakLines(scene)],
    };
}
function describeDrift(scene) {
    const { roles, request, memory } = scene;
    const times = memory.restored.length;
    const fight = times === 0 ? '' : `This run has restored them ${String(times)} times (on-drift: restore). `;
    return {
        message: `Stopped: somebody else changed the production weights of service ${request.service} ${whenOf(scene)}. ${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_5__/* .describeTraffic */ .h)(roles)} ${fight}` +
            'Both task sets are kept and nothing more is changed. Find what writes the rules (infrastructure code that resets weights ' +
            'should ignore them). The commands below move production to green. The command rollback returns all of it to blue.',
        details: [...shareLines(scene), ...weakLines(scene)],
        commands: commandsToGreen(scene),
    };
}
const whenOf = ({ memory }) => memory.switchedAtMs === null ? 'during the switch' : 'after the switch';
function shareLines({ roles: { production, pair } }) {
    if (pair === null)
        return [];
    const { green: greenGroup, blue: blueGroup } = pair;
    return production.map((rule) => `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_9__/* .formatRule */ .UT)(rule)}: green ${String((0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_9__/* .weightOf */ .mm)(rule, greenGroup))}, ` +
        `blue ${String(blueGroup === null ? 0 : (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_9__/* .weightOf */ .mm)(rule, blueGroup))}; this release had set green to all of it`);
}
function commandsToGreen(scene) {
    const { pair } = scene.roles;
    if (pair?.blue == null)
        return [];
    const { green: greenGroup, blue: blueGroup } = pair;
    return (0,_common_load_balancer_by_hand_js__WEBPACK_IMPORTED_MODULE_10__/* .handCommands */ .u)((0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__/* .rulesToSwitch */ .FW)(scene), { green: blueGroup, blue: greenGroup });
}
function weakLines({ roles: { blue }, world }) {
    if (blue === null || !(0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .isLowered */ .tD)(world.service.tags, blue))
        return [];
    return [
        `blue ${blue.id} is at ${String(blue.scalePercent)} % (warm-scale): the next release scales it up if it is live`,
    ];
}


/***/ }),

/***/ 38485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gs: () => (/* binding */ bakeUntilMs),
/* harmony export */   eE: () => (/* binding */ awaitBake),
/* harmony export */   kN: () => (/* binding */ bakeTagNote)
/* harmony export */ });
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7202);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61927);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24309);
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(88272);
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(86164);
/* harmony import */ var _health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(49917);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(47074);
// Waits for the bake of another release.








/** A bake begins a few seconds after its tag is written, and its own run needs time to detect its end. */
const graceMs = 20_000;
/** Maximum bake, whatever a tag says: the limit of `bake-time`. */
const longestBakeMs = 24 * 3_600_000;
/** How long green may have no healthy target. A run in progress would have rolled back long before that. */
const givenUpMs = 60_000;
const lookMs = 15_000;
/** The green of another run's release, as the service's tags name it. */
function otherInBake({ world, roles, request }) {
    const { green } = world.service.tags;
    const set = world.taskSets.find(({ arn }) => arn === green);
    if (set === undefined || set.tags.release === request.release.id)
        return null;
    // A teardown acts on a release that another run made.
    if (set === roles.green && !(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).endsWarmTime)
        return null;
    return set.status === 'DRAINING' ? null : set;
}
/** When the wait of a run that would disturb the bake ends. `null`: there is no bake. */
function bakeUntilMs({ world }) {
    const untilMs = Date.parse(world.service.tags['bake-until'] ?? '');
    if (Number.isNaN(untilMs) || untilMs + graceMs <= world.nowMs)
        return null;
    return isBelievable(untilMs, world.nowMs) ? untilMs + graceMs : null;
}
const isBelievable = (untilMs, nowMs) => untilMs - nowMs <= longestBakeMs + graceMs;
/** Reports a tag that is ignored because it would delay every release. */
function bakeTagNote({ world }) {
    const text = world.service.tags['bake-until'];
    const untilMs = Date.parse(text ?? '');
    if (text === undefined || isBelievable(untilMs, world.nowMs))
        return null;
    return (`the tag ecs-blue-green:lease of the service says that the bake lasts until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .formatTagTime */ .NN)(text, world.nowMs)}, which is longer than ` +
        'any bake, so that time is ignored. The next switch replaces it');
}
/**
 * Another release is in its bake. This run waits for the verdict before it writes anything, even the fence, which would end
 * the other run. Only a rollback interrupts a bake. The wait ends with the bake, when the tags of that release are cleared,
 * when its green is being deleted, or when its green has had no healthy target for a while and no run rolls it back.
 */
const awaitBake = (scene) => {
    const { memory, world, request } = scene;
    if (memory.isPreflightPassed || memory.fence !== null || memory.failure !== null)
        return null;
    const other = otherInBake(scene);
    const untilMs = bakeUntilMs(scene);
    if (other === null || untilMs === null)
        return null;
    const isWithoutTargets = memory.unhealthyLiveSinceMs !== null && world.nowMs - memory.unhealthyLiveSinceMs >= givenUpMs;
    if (isWithoutTargets && (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnAnyRule */ .aU)(world, other))
        return null;
    const who = `release ${other.tags.release ?? other.id} (${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(other)})`;
    const late = whyTooLate(scene, untilMs);
    if (late !== null)
        return refuse(scene, who, untilMs, late);
    const because = `${who} is in its bake until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .formatMoment */ .K9)(untilMs - graceMs, world.nowMs)}: ${request.command} continues ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(graceMs / 1000)} after it`;
    // Observes at short intervals: the other release may be rolled back, or its tags cleared, before that.
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .wait */ .uk)('preflight', 'waiting-for-bake', because, Math.min(untilMs - world.nowMs, lookMs));
};
function whyTooLate({ request, world }, untilMs) {
    if (request.timeLimit === null)
        return null;
    if (untilMs + _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .marginMs */ .jW > request.timeLimit.endsMs)
        return `this run has to end by ${(0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .describeLimit */ .XW)(request, world.nowMs) ?? ''}`;
    return (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).endsStaged || request.isForced
        ? null
        : (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .bakeOutlasts */ .Ne)(request, world.nowMs, untilMs);
}
function refuse({ request, roles, world }, who, untilMs, why) {
    const leftMs = untilMs - world.nowMs;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)('preflight', 'out-of-time', 'the bake of another release lasts longer than this run can', {
        kind: 'end',
        result: 'refused',
        message: `Nothing was changed: ${who} of service ${request.service} is in its bake for another ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(leftMs / 1000)}, and ${why}. ` +
            `${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .describeTraffic */ .h)(roles)} Run this job again after the bake, or roll that release back.`,
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
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(86164);
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _health_times_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(53384);
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84425);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22805);
/* harmony import */ var _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7202);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(24309);
/* harmony import */ var _evolve_undone_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14138);
/* harmony import */ var _health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(49917);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(47074);
/* harmony import */ var _health_scale_in_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(84902);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(96932);
/* harmony import */ var _common_values_time_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(64857);
// Leaves the teardown of warm blue to a later run.













/** No job waits longer than this for the end of the warm time. */
const longestWaitSeconds = 24 * 3600;
function warmUntilMs(scene) {
    const { green, 'lease-until': until } = scene.world.service.tags;
    // Another run that continued this release may have written a later lease end.
    const promisedMs = green === scene.roles.green?.arn ? Date.parse(until ?? '') : Number.NaN;
    const ownMs = ((0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_7__/* .switchedAtMs */ .d0)(scene) ?? 0) + scene.request.warmSeconds * 1000;
    return Number.isNaN(promisedMs) ? ownMs : Math.max(ownMs, promisedMs);
}
/** Why this run leaves the teardown of warm blue to a later run. `null`: it waits. */
function whyDeferred(scene, blue) {
    const { request, world } = scene;
    if (blue.status === 'DRAINING')
        return (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .outlasts */ .Ix)(request, world.nowMs)
            ? `it has to end by ${(0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .describeLimit */ .XW)(request, world.nowMs) ?? ''}`
            : null;
    if (warmUntilMs(scene) <= world.nowMs)
        return null;
    if (request.teardown === 'defer')
        return 'teardown: defer';
    if (request.warmSeconds > longestWaitSeconds)
        return 'no job waits for longer than 24 hours';
    // Checked in every observation: the remaining wait shrinks, and so does the time for what follows.
    const isLate = (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .outlasts */ .Ix)(request, warmUntilMs(scene) + (0,_health_times_js__WEBPACK_IMPORTED_MODULE_8__/* .teardownMs */ .vx)(world, blue));
    return isLate ? `waiting for it would go on beyond ${(0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_3__/* .describeLimit */ .XW)(request, world.nowMs) ?? ''}` : null;
}
/**
 * Ends a run that would only wait, if a later run can do that instead. Lease, tags and suspended scaling stay as they are
 * for the next deploy, teardown or sweep. `prepare`: what has to be done before the end.
 */
function deferTeardown(scene, blue, prepare) {
    if ((0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(scene.request).endsWarmTime)
        return null;
    const why = whyDeferred(scene, blue);
    return why === null ? null : (prepare(scene) ?? endDeferred(scene, blue, why));
}
/** A re-release ends like any release. In addition it reports why it was made, and what is quarantined. */
function describeRequested({ request, world }) {
    const { goal, release } = request;
    if (!(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).rollsBack)
        return '';
    const why = goal.writtenReason === null ? '' : ` (${goal.writtenReason})`;
    const [barred] = (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_2__/* .quarantineOf */ .KS)(world);
    const quarantine = barred === undefined
        ? ''
        : ` The content that run ${String(barred.runId)} released is quarantined: its next release is refused without force.`;
    return ` It is the rollback that run ${release.runUrl} was asked for${why}.${quarantine}`;
}
function endDeferred(scene, blue, why) {
    const { roles, request, world, memory } = scene;
    const green = roles.green === null ? 'green' : (0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_9__/* .formatSet */ .M)(roles.green);
    const isGoing = blue.status === 'DRAINING';
    const until = (0,_health_scale_in_js__WEBPACK_IMPORTED_MODULE_6__/* .scaleInUntil */ .kM)(scene);
    const kept = isGoing
        ? `Blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_9__/* .formatSet */ .M)(blue)} is being deleted, and this run does not wait for its end (${why}). The next deploy, teardown or sweep cleans up.`
        : `Blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_9__/* .formatSet */ .M)(blue)} is kept until ${formatLeaseEnd(scene)}, and this run does not wait for that (${why}). ` +
            'The next deploy, teardown or sweep deletes it.';
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('end', 'released', 'the teardown is left to a later run', {
        kind: 'end',
        result: 'released',
        message: `Released: ${green} serves ${request.service}.${describeRequested(scene)} ${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_5__/* .describeTraffic */ .h)(roles)} ${kept}`,
        details: [
            ...(world.service.tags['swept-at'] === undefined ? [noSweep] : []),
            ...(until === null ? [] : [`Scale-in of the service stays suspended until ${until}.`]),
            ...(0,_health_drift_js__WEBPACK_IMPORTED_MODULE_1__/* .restoredNotes */ ._8)(memory, world.nowMs),
            ...(0,_evolve_undone_js__WEBPACK_IMPORTED_MODULE_4__/* .leftUndone */ .h)(memory),
        ],
    });
}
/** The end of the lease, from the tag that other runs read. If the tag was wiped, the time that it would have. */
const formatLeaseEnd = (scene) => (0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_11__/* .formatTagTime */ .NN)(scene.world.service.tags['lease-until'] ?? (0,_common_values_time_js__WEBPACK_IMPORTED_MODULE_12__/* .iso */ .K)(warmUntilMs(scene)), scene.world.nowMs);
const noSweep = 'No sweep has ever run for this service: run the command sweep on a schedule (examples/workflows/sweep.yml). Otherwise ' +
    'blue stays, and costs, until the next release of this service.';


/***/ }),

/***/ 63027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ endOfCancel),
/* harmony export */   CE: () => (/* binding */ abandonedFence),
/* harmony export */   G9: () => (/* binding */ settle),
/* harmony export */   Le: () => (/* binding */ standDown),
/* harmony export */   Mz: () => (/* binding */ preflight),
/* harmony export */   WI: () => (/* binding */ awaitWrite),
/* harmony export */   bd: () => (/* binding */ awaitRetry),
/* harmony export */   fu: () => (/* binding */ backOff),
/* harmony export */   pw: () => (/* binding */ holdFence)
/* harmony export */ });
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(86164);
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1585);
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84425);
/* harmony import */ var _common_run_fence_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(48424);
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5819);
/* harmony import */ var _preflight_preflight_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11971);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(61927);
/* harmony import */ var _evolve_undone_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(14138);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(24309);
/* harmony import */ var _health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(49917);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(47074);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(96932);
/* harmony import */ var _model_look_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(26910);
// The first deciders of every command: fence, cancel, waiting for writes, preflight.















/** Invariant 7: a run that finds another run's fence writes nothing more. The whole fence is compared, in every observation. */
const standDown = (scene) => {
    const { world, memory, roles, request } = scene;
    const { fence } = world.service.tags;
    if (fence === undefined || !isTakenOver(memory, fence))
        return null;
    const ours = memory.fence === null ? '' : `, ours was ${memory.fence.value}`;
    const who = `run ${fence.slice(fence.indexOf(':') + 1)}`;
    if (isDoneButForWaiting(scene))
        return endRelieved(scene, who);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('end', 'fence-lost', 'another run holds the service now', {
        kind: 'end',
        result: 'stood-down',
        message: `Stood down: ${who} took service ${request.service} over from this run ` +
            `(fence ${fence}${ours}). ${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .describeTraffic */ .h)(roles)} This run changes nothing more. Follow the other run.`,
        details: [],
    });
};
/**
 * A post step holds the fence that main held. If it is unknown, any fence other than the one that main found is another run's.
 * If the same number appears after our claim has settled, it is a late claim, maybe of a killed run: `holdFence` outbids it.
 */
function isTakenOver({ fence: ours, interrupted: left }, found) {
    if (ours !== null)
        return (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_11__/* .outranks */ .w0)(found, ours.value) && !(ours.isHeld && (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_11__/* .isTie */ .Nc)(found, ours.value));
    return left !== null && found !== left.foundFence;
}
/** The bake has passed and nothing was rolled back: this run was only waiting to delete blue. */
function isDoneButForWaiting({ memory, request, world }) {
    const blue = (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_5__/* .findSet */ ._V)(world, memory.blue);
    const isBack = blue !== null && blue.status !== 'DRAINING' && (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_5__/* .isOnAnyRule */ .aU)(world, blue);
    return memory.isBakePassed && !(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).endsWarmTime && !isBack;
}
/** The release is live and has passed its bake. If the next run ends the warm time, this run has not failed. */
function endRelieved(scene, who) {
    const { request, roles, memory, world } = scene;
    const green = roles.green === null ? 'green' : (0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_12__/* .formatSet */ .M)(roles.green);
    const what = (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_8__/* .isGreenLive */ .Cz)(scene)
        ? `${green} serves ${request.service}`
        : `${green} served ${request.service} until the next release`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('end', 'released', 'another run holds the service now, and the bake has passed', {
        kind: 'end',
        result: 'released',
        message: `Released: ${what}. ${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .describeTraffic */ .h)(roles)} The bake has passed. Since then, ${who} has taken the service over, and it deletes blue. ` +
            'This run changes nothing more.',
        details: (0,_health_drift_js__WEBPACK_IMPORTED_MODULE_2__/* .restoredNotes */ ._8)(memory, world.nowMs),
    });
}
/** A cancel that needs no rollback: green has passed its bake, or `on-cancel: keep` is set. */
const endOfCancel = (scene) => {
    const { memory, roles, request, world } = scene;
    if (!memory.isCancelled || memory.failure !== null)
        return null;
    const traffic = `${(0,_model_look_js__WEBPACK_IMPORTED_MODULE_9__/* .isBlind */ .iE)(world) ? 'Last seen: ' : ''}${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .describeTraffic */ .h)(roles)}`;
    const kept = !hasWritten(memory)
        ? 'It had changed nothing.'
        : (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_8__/* .isSwitched */ .sP)(scene)
            ? describeKeptState(scene)
            : 'Nothing was rolled back (on-cancel: keep). Run the job again to continue.';
    const why = memory.interrupted === null
        ? `the ${request.command} of service ${request.service} was cancelled`
        : memory.interrupted.why;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('end', 'cancelled', 'the run was cancelled', {
        kind: 'end',
        result: 'failed',
        message: `Interrupted: ${why}. ${traffic} ${kept}`,
        details: [],
    });
};
/** The fence is the first write, except in a rollback. */
const hasWritten = ({ isPreflightPassed, fence, interrupted: left, failure }) => isPreflightPassed && (left === null || fence !== null || failure !== null);
function describeKeptState({ roles, world }) {
    const isGone = roles.blue === null || roles.blue.status === 'DRAINING';
    return isGone
        ? 'Green stays. Blue has been deleted.'
        : `Green stays, and blue is kept warm until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_13__/* .formatTagTime */ .NN)(world.service.tags['lease-until'] ?? 'it is deleted', world.nowMs)}. A later run deletes it.`;
}
const slowestRetryMs = 10_000;
const forwardLimits = {
    showsWithinMs: _common_run_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .staleReadMs */ .al,
    firstRetryMs: 500,
    longestWaitMs: slowestRetryMs,
};
/** A write that AWS accepted may not show in the next read. The wait keeps a stale read from being taken for drift. */
function awaitWrite({ memory, world }, phase, limits) {
    const { pending } = memory;
    if (pending === null || world.nowMs - pending.atMs >= limits.showsWithinMs)
        return null;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .wait */ .uk)(phase, 'reading-back', 'the last write does not show yet', 400);
}
/** Repeats a failed write less and less often, so that a throttled account is not throttled more. */
function awaitRetry({ memory, world }, phase, limits) {
    if (memory.trouble === null)
        return null;
    const { lastMs, count, last } = memory.trouble;
    const pauseMs = Math.min(limits.firstRetryMs * 2 ** (count - 1), slowestRetryMs);
    const leftMs = lastMs + pauseMs - world.nowMs;
    if (leftMs <= 0)
        return null;
    const because = `${last.action}: ${last.code}; trying again`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .wait */ .uk)(phase, 'backing-off', because, Math.min(leftMs, limits.longestWaitMs));
}
const settle = (scene) => awaitWrite(scene, scene.memory.pending?.write.kind === 'create-green' ? 'start' : 'prepare', forwardLimits);
const backOff = (scene) => awaitRetry(scene, 'prepare', forwardLimits);
const preflight = ({ request, world, roles, memory }) => {
    if (memory.isPreflightPassed)
        return null;
    const problems = (0,_preflight_preflight_js__WEBPACK_IMPORTED_MODULE_4__/* .preflightProblems */ .gV)(request, world, roles, memory);
    if (problems.length === 0)
        return null;
    const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('preflight', 'preflight-failed', `preflight found ${count}`, {
        kind: 'end',
        result: 'refused',
        message: `Nothing was changed: preflight found ${count} with service ${request.service} in cluster ${request.cluster}. ` +
            (0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .describeTraffic */ .h)(roles),
        details: problems,
    });
};
/** Claims the fence with the next number, and reads it back once a write of another run would show. Claims it again if it was wiped. */
const holdFence = (scene) => {
    const { request, world, memory } = scene;
    if (isOutOfReach(scene))
        return endWithoutFence(scene);
    const current = world.service.tags.fence;
    const { runId, runAttempt } = request.release;
    if (memory.fence === null || (current !== memory.fence.value && memory.fence.isHeld)) {
        const next = (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_11__/* .nextFence */ .NQ)(current, runId, runAttempt);
        const value = memory.fence === null || (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_11__/* .isTie */ .Nc)(current, memory.fence.value) ? next : memory.fence.value;
        const because = memory.fence === null
            ? 'this run claims the service'
            : 'the fence was wiped or overwritten by an older run: this run claims it again';
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('prepare', 'claiming-fence', because, { kind: 'tag-service', tags: { fence: value } });
    }
    if (memory.fence.isHeld)
        return null;
    const leftMs = (memory.fence.writtenAtMs ?? 0) + _common_run_fence_js__WEBPACK_IMPORTED_MODULE_11__/* .fenceSettleMs */ .Z2 - world.nowMs;
    if (leftMs > 0)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .wait */ .uk)('prepare', 'fence-settling', 'waiting, in case another run claims the service at the same time', leftMs);
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('prepare', 'claiming-fence', 'the fence does not show', {
        kind: 'tag-service',
        tags: { fence: (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_11__/* .nextFence */ .NQ)(current, runId, runAttempt) },
    });
};
/** Why the fence is not written any more. `undefined`: it still is. */
const abandonedFence = ({ memory }) => (0,_model_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .abandonedAs */ .Ts)(memory, { kind: 'tag-service', tags: { fence: '' } });
const isOutOfReach = (scene) => {
    const { memory, world } = scene;
    return (abandonedFence(scene) !== undefined &&
        (memory.fence === null || world.service.tags.fence !== memory.fence.value));
};
/** Without the fence nothing is written, since another run might hold the service. A rollback has moved traffic before this. */
function endWithoutFence(scene) {
    const { memory, roles, request } = scene;
    const kind = abandonedFence(scene)?.trouble.kind;
    const what = kind === 'reverted' ? 'is undone each time that it is written' : 'could not be written';
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_10__/* .step */ .PM)('end', reasonWithoutFence(kind), `the fence ${what}`, {
        kind: 'end',
        result: 'failed',
        message: `Stopped: the fence of service ${request.service} ${what}, and without it nothing more is changed. ` +
            `${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .describeTraffic */ .h)(roles)} Fix what is listed, then run the job again. It continues where this run stopped.`,
        details: (0,_evolve_undone_js__WEBPACK_IMPORTED_MODULE_6__/* .leftUndone */ .h)(memory),
    });
}
function reasonWithoutFence(kind) {
    if (kind === 'reverted')
        return 'write-reverted';
    return kind === 'denied' ? 'write-denied' : 'write-kept-failing';
}


/***/ }),

/***/ 60743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ healUnhealthy),
/* harmony export */   X7: () => (/* binding */ raiseLive),
/* harmony export */   xc: () => (/* binding */ healSplit)
/* harmony export */ });
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37847);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13802);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(11222);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61927);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23680);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(24309);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(47074);








/** A run was killed between two rule writes. All of production moves to one of the two task sets before a release begins. */
const healSplit = (scene) => {
    const { roles, world } = scene;
    const here = roles.blue?.attachment?.group;
    if (!(0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isHealable */ .NT)(world, roles) || roles.blue === null || here === undefined)
        return null;
    const other = roles.live.find((set) => set !== roles.blue);
    const there = other?.attachment?.group ?? roles.pair?.green;
    if (there === undefined || isWholeNextToBlue(scene, there))
        return null;
    const isBetterThere = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .targetsOf */ .QR)(world, there).some(({ state }) => state === 'healthy');
    const isToStay = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .canServe */ .KS)(world, roles.blue, false).isYes || !isBetterThere;
    const [from, to] = isToStay ? [there, here] : [here, there];
    const rule = roles.production.find((candidate) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .weightOf */ .mm)(candidate, from) > 0);
    if (rule === undefined)
        return null;
    const because = `an earlier release left ${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .formatRule */ .UT)(rule)} behind: production moves to one task set again`;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_5__/* .step */ .PM)('prepare', 'healing-split', because, {
        kind: 'write-rule',
        rule,
        actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .moveWeight */ .QB)(rule, from, to),
    });
};
/** Nothing is split, and the other task set is its blue. One observation must not decide to return users to it. */
const isWholeNextToBlue = ({ roles, world }, there) => roles.production.every((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .weightOf */ .mm)(rule, there) === 0) &&
    world.taskSets.some(({ attachment, status }) => attachment?.group === there && status !== 'DRAINING');
/** How long the live task set has to have no healthy target before traffic moves. A single observation may be a flicker. */
const noTargetForMs = 3000;
/**
 * The live version has no healthy target, its run is gone, and its blue can serve: users return to blue before a release
 * begins. This run may have waited for that bake. Otherwise the release's own run would have rolled it back.
 */
const healUnhealthy = (scene) => {
    const { roles, world, memory } = scene;
    const [unserved, ...more] = roles.live;
    const isBelieved = memory.unhealthyLiveSinceMs !== null && world.nowMs - memory.unhealthyLiveSinceMs >= noTargetForMs;
    if (unserved === undefined ||
        more.length > 0 ||
        unserved === roles.green ||
        !(0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_6__/* .isOurs */ .M)(unserved) ||
        !isBelieved)
        return null;
    if (unserved.tags['forward-only'] !== undefined)
        return null;
    const blue = blueKeptFor(scene, unserved);
    const [from, to] = [unserved.attachment?.group, blue?.attachment?.group];
    if (blue === undefined || from === undefined || to === undefined || from === to)
        return null;
    if (!(0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .canServe */ .KS)(world, blue, true).isYes)
        return null;
    const rule = roles.production.find((candidate) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .weightOf */ .mm)(candidate, from) > 0);
    if (rule === undefined)
        return null;
    const because = `${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_7__/* .formatSet */ .M)(unserved)} has all of production and no healthy target, and blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_7__/* .formatSet */ .M)(blue)} of its release can serve: ` +
        `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .formatRule */ .UT)(rule)} returns to it first`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_5__/* .step */ .PM)('prepare', 'healing-split', because, {
        kind: 'write-rule',
        rule,
        actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .moveWeight */ .QB)(rule, from, to),
    }));
};
/** What a rollback of the live release returns to, as its own tag or the service's tag names it. */
const blueKeptFor = ({ world, roles }, live) => roles.leftovers.find((set) => set.id === live.tags.blue ||
    (set.arn === world.service.tags.blue && world.service.tags.green === live.arn));
/** Live again after it was scaled down, by a rollback that was killed or by hand: it has to carry all traffic. */
const raiseLive = (scene) => {
    const { roles, world } = scene;
    const { blue } = roles;
    const lease = blue === null ? null : (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_0__/* .leaseScaleOf */ .g$)(world.service.tags, blue);
    if (blue === null || lease === null || blue.status === 'DRAINING' || !roles.live.includes(blue))
        return null;
    if (!(0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_0__/* .isLowered */ .tD)(world.service.tags, blue))
        return null;
    const because = `blue ${blue.id} has the traffic and stands at ${String(blue.scalePercent)} %`;
    const write = { kind: 'scale', set: blue.arn, percent: lease.full };
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_5__/* .step */ .PM)('prepare', 'waiting-for-blue-to-serve', because, write));
};


/***/ }),

/***/ 54685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ keepForUnhealthyGreen),
/* harmony export */   y: () => (/* binding */ whyNeeded)
/* harmony export */ });
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _health_drift_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84425);
/* harmony import */ var _evolve_failure_at_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83857);
/* harmony import */ var _defer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55105);
/* harmony import */ var _common_values_pace_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(22447);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13802);
/* harmony import */ var _evolve_undone_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(14138);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(24309);
/* harmony import */ var _health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(49917);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(47074);
// Keeps blue while green is unhealthy.










/** How long green may take to recover before the run ends and leaves blue for a person to decide. */
const recoveryMs = 120_000;
/** Why green needs its blue in this observation. `null`: it does not. */
function whyNeeded({ world, roles, memory }) {
    if (roles.green === null)
        return null;
    const able = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_4__/* .canServe */ .KS)(world, roles.green, false, memory.healthyDue);
    return able.isYes ? null : able.why;
}
/**
 * After the bake, nothing rolls back automatically. But blue is not deleted while green is unhealthy, since a rollback may
 * need it. A teardown with `force` continues.
 */
function keepForUnhealthyGreen(scene, blue) {
    const { request, world, memory } = scene;
    const why = whyNeeded(scene);
    if (why === null || blue.status === 'DRAINING')
        return null;
    const isAsked = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).endsWarmTime;
    if (isAsked && request.isForced)
        return null;
    const dueMs = isAsked ? memory.startedAtMs : Math.max((0,_defer_js__WEBPACK_IMPORTED_MODULE_3__/* .warmUntilMs */ .oX)(scene), memory.startedAtMs);
    const waitedMs = world.nowMs - dueMs;
    if (waitedMs < recoveryMs || memory.badTargetStreak < _evolve_failure_at_js__WEBPACK_IMPORTED_MODULE_2__/* .badStreak */ .E)
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .wait */ .uk)('warm', 'waiting-for-ready', `blue ${blue.id} is kept: ${why}`, (0,_common_values_pace_js__WEBPACK_IMPORTED_MODULE_8__/* .paceMs */ .k)(waitedMs));
    return endKept(scene, blue, why);
}
function endKept({ request, roles, memory, world }, blue, why) {
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .end */ ._N)('failed', 'left-alone', `Not torn down: ${why}, so blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_9__/* .formatSet */ .M)(blue)} of service ${request.service} is kept although its time is over: a rollback ` +
        `may need it. ${(0,_health_describe_traffic_js__WEBPACK_IMPORTED_MODULE_6__/* .describeTraffic */ .h)(roles)} Run the command rollback to return to it. Or fix the live version, then run the ` +
        'command teardown.', [...(0,_health_drift_js__WEBPACK_IMPORTED_MODULE_1__/* .restoredNotes */ ._8)(memory, world.nowMs), ...(0,_evolve_undone_js__WEBPACK_IMPORTED_MODULE_5__/* .leftUndone */ .h)(memory)]);
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
/* harmony import */ var _revision_restage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37932);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(11222);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61927);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(23680);
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5819);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16061);
/* harmony import */ var _model_attempt_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44256);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(47074);
/* harmony import */ var _health_quiet_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(51586);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(96932);
// Deletes task sets: those that earlier releases left, and the guard that every deletion passes.











/** Removes what earlier releases left, behind the same guard as blue, and never what is live. */
const supersede = (scene) => {
    if ((0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_6__/* .isGreenLive */ .Cz)(scene))
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
    if ((0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isLiveIn */ .aQ)(roles.production, set) || hasLostTrafficToNothing(scene, set))
        return null;
    const who = `${set.id} of release ${set.tags.release ?? '(before this action)'}`;
    if (set.status === 'PRIMARY' && roles.blue !== null && isMaybeRollback(scene))
        return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .wait */ .uk)('prepare', 'superseding', `${who} has just got the PRIMARY label: a rollback may follow`, 500);
    if (set.status === 'PRIMARY' && roles.blue !== null)
        return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_4__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)('prepare', 'superseding', `${who} holds the PRIMARY label without any traffic`, {
            kind: 'label',
            set: roles.blue.arn,
            withinMs: null,
        }));
    if ((0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnAnyRule */ .aU)(world, set))
        return freeTestRule(scene, set);
    if (set.status === 'PRIMARY')
        return (0,_health_quiet_js__WEBPACK_IMPORTED_MODULE_8__/* .isQuiet */ .rM)(scene, set) ? emptyPrimary(scene, set) : null;
    const removal = remove(scene, set, { phase: 'prepare', reason: 'superseding', because: `${who} is over` });
    if (removal.kind === 'step')
        return (0,_revision_restage_js__WEBPACK_IMPORTED_MODULE_1__/* .rememberExpired */ .hJ)(scene, set) ?? removal.step;
    // While it is too early, the release continues. `awaitFreeGroup` waits if green needs this task set's group.
    return (0,_model_attempt_js__WEBPACK_IMPORTED_MODULE_5__/* .orWhileTooEarly */ .C8)(removal, () => null);
}
/** How long the rules of a rollback may follow its label. */
const rollbackFollowsMs = 10_000;
const isMaybeRollback = ({ memory: { idlePrimarySinceMs: sinceMs }, world }) => sinceMs !== null && world.nowMs - sinceMs < rollbackFollowsMs;
/**
 * Nothing healthy has production traffic. If this process saw the task set live, or if this action did not create it, then
 * something else took its traffic by writing the rules. It is not over, and a rollback may need it.
 */
const hasLostTrafficToNothing = ({ roles, memory, world }, set) => roles.live.length === 0 &&
    (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOthers */ .F6)(world, roles).length === 0 &&
    (memory.lastOnRulesMs[set.arn] !== undefined || !(0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_9__/* .isOurs */ .M)(set));
/** A task set that a test rule still points to is not deleted. Until green exists, the test rule shows blue. */
function freeTestRule({ roles }, set) {
    const group = set.attachment?.group;
    if (group === undefined || roles.pair?.blue == null || group === roles.pair.blue)
        return null;
    // In green's target group, the test rule shows green.
    if (group === roles.green?.attachment?.group)
        return null;
    const rule = roles.test.find((candidate) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_10__/* .weightOf */ .mm)(candidate, group) > 0);
    if (rule === undefined)
        return null;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)('prepare', 'superseding', `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_10__/* .formatRule */ .UT)(rule)} still points to ${set.id}, which is over`, {
        kind: 'write-rule',
        rule,
        actions: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_10__/* .moveWeight */ .QB)(rule, group, roles.pair.blue),
    });
}
/** ECS deletes no PRIMARY task set, and no other task set can take the label yet. */
function emptyPrimary(scene, set) {
    if (set.scalePercent === 0)
        return null;
    const because = `${set.id} is over and PRIMARY: it is scaled to 0, and deleted once green has the label`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_4__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)('prepare', 'superseding', because, { kind: 'scale', set: set.arn, percent: 0 }));
}
/**
 * The deletion of a task set, or the step before it. The guard is this observation: no rule gives its target group
 * weight, none has for long enough that every node has picked that up, and it is not PRIMARY (invariant 1). Never with
 * `force`.
 */
function remove(scene, set, removal) {
    const { phase, reason, because, wasNeverLive = false } = removal;
    if ((0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnAnyRule */ .aU)(scene.world, set) || set.status !== 'ACTIVE')
        return _model_attempt_js__WEBPACK_IMPORTED_MODULE_5__/* .nothing */ .s6;
    if (!wasNeverLive && !(0,_health_quiet_js__WEBPACK_IMPORTED_MODULE_8__/* .isQuiet */ .rM)(scene, set))
        return { kind: 'not-yet', ms: (0,_health_quiet_js__WEBPACK_IMPORTED_MODULE_8__/* .quietInMs */ .Wy)(scene, set) };
    const deletion = { kind: 'delete', set: set.arn, atScale: set.scalePercent };
    const refusal = (0,_model_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .abandonedAs */ .Ts)(scene.memory, deletion);
    if (refusal === undefined)
        return (0,_model_attempt_js__WEBPACK_IMPORTED_MODULE_5__/* .attempt */ .CD)((0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)(phase, reason, because, deletion));
    if (!refusal.needsScaleZero)
        return _model_attempt_js__WEBPACK_IMPORTED_MODULE_5__/* .nothing */ .s6;
    const emptied = (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)(phase, reason, `${because}; ECS deletes it only at scale 0`, {
        kind: 'scale',
        set: set.arn,
        percent: 0,
    });
    return (0,_model_attempt_js__WEBPACK_IMPORTED_MODULE_5__/* .attempt */ .CD)((0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_4__/* .unlessAbandoned */ .T)(scene, emptied));
}
/** If this action did not create blue, a tag with its name lets the next run delete it. */
const adoptBlue = ({ roles, world, memory }) => {
    const { blue } = roles;
    if (blue === null || (0,_roles_ours_js__WEBPACK_IMPORTED_MODULE_9__/* .isOurs */ .M)(blue) || world.service.tags.blue === blue.arn || memory.failure !== null)
        return null;
    return (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_7__/* .step */ .PM)('prepare', 'adopting-blue', `${blue.id} is live and was not created by this action`, {
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
  Yk: () => (/* binding */ finishCleanup),
  bc: () => (/* binding */ leftoverNotes),
  dt: () => (/* binding */ releaseTags),
  oQ: () => (/* binding */ restoreScaling),
  L0: () => (/* binding */ scalingToRestore),
  xQ: () => (/* binding */ tearDown)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
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
// Scales warm blue down (`warm-scale`).






/**
 * Warm blue at a lower scale costs less. The lease is lowered first, so that it never promises more than what runs
 * (invariant 1). A lower scale is kept as it is. If the same number of tasks would run, blue stays as it is: nothing would
 * be saved, and a rollback would be slower.
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
    // A load balancer node that has not picked up the switch still needs all of blue.
    if (!(0,quiet/* isQuiet */.rM)(scene, blue))
        return (0,make_step/* wait */.uk)('warm', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the switch', (0,quiet/* quietInMs */.Wy)(scene, blue));
    const lease = (0,tags_lease/* leaseScaleOf */.g$)(tags, blue);
    if (lease === null)
        return null;
    const because = `blue ${blue.id} is kept warm at ${String(percent)} %`;
    if (lease.kept > percent) {
        const text = (0,tags_lease/* formatLeaseScale */.KZ)({ kept: percent, full: Math.max(lease.full, blue.scalePercent) });
        const write = { kind: 'tag-service', tags: (0,tags_lease/* leaseWith */.TN)(tags, { 'lease-scale': text }) };
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
// EXTERNAL MODULE: ./build/domain/task-sets/health/describe-traffic.js
var describe_traffic = __webpack_require__(49917);
// EXTERNAL MODULE: ./build/domain/task-sets/model/attempt.js
var attempt = __webpack_require__(44256);
// EXTERNAL MODULE: ./build/domain/task-sets/health/scale-in.js
var scale_in = __webpack_require__(84902);
// EXTERNAL MODULE: ./build/domain/task-sets/health/times.js
var times = __webpack_require__(53384);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/domain/task-sets/forward/teardown.js
// After the bake: blue is kept warm, then deleted, and what the release suspended or tagged is restored.
























/** After the bake, blue stays warm until its lease ends. Then it is deleted, and the run waits until it has vanished. */
const tearDown = (scene) => {
    const { blue, green } = scene.roles;
    if (green === null || !scene.memory.isBakePassed)
        return removeLeftovers(scene);
    if (blue === null)
        return (0,answer_drift/* answerDrift */.k)(scene) ?? relabel(scene, green) ?? removeLeftovers(scene);
    return ((0,answer_drift/* answerDrift */.k)(scene) ??
        (isWarm(scene, blue) ? lowerBlue(scene, blue) : null) ??
        ((0,scale_in/* isScaleInSafe */.Ti)(scene) ? restoreScaling(scene, 'teardown') : null) ??
        (0,defer/* deferTeardown */.Zl)(scene, blue, () => relabel(scene, green) ?? removeLeftovers(scene)) ??
        keepWarm(scene, blue) ??
        relabel(scene, green) ??
        (0,keep_blue/* keepForUnhealthyGreen */.W)(scene, blue) ??
        deleteBlue(scene, blue) ??
        awaitVanishing(scene, blue) ??
        removeLeftovers(scene));
};
/** Its lease has not ended, and the command is not teardown. */
const isWarm = (scene, blue) => !(0,commands/* traitsOf */.J)(scene.request).endsWarmTime &&
    blue.status !== 'DRAINING' &&
    (0,defer/* warmUntilMs */.oX)(scene) > scene.world.nowMs;
function keepWarm(scene, blue) {
    if (!isWarm(scene, blue))
        return null;
    const leftMs = (0,defer/* warmUntilMs */.oX)(scene) - scene.world.nowMs;
    const because = `blue ${(0,describe_set/* formatSet */.M)(blue)} is kept for a rollback for another ${(0,duration/* formatDuration */.a3)(leftMs / 1000)}`;
    return (0,make_step/* wait */.uk)('warm', 'warm', because, Math.min(leftMs, 15_000));
}
/** If somebody moved the label to blue, ECS would refuse to delete blue, and would not protect green. */
function relabel(scene, green) {
    if (green.status === 'PRIMARY')
        return null;
    const because = `the PRIMARY label is not on ${green.id}, which has all the traffic`;
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('teardown', 'labelling-green', because, { kind: 'label', set: green.arn, withinMs: null }));
}
function deleteBlue(scene, blue) {
    // If somebody pointed a test rule at it, it stays, and the end reports that.
    if ((0,roles_roles/* isOnAnyRule */.aU)(scene.world, blue))
        return null;
    const because = (0,commands/* traitsOf */.J)(scene.request).endsWarmTime
        ? `this teardown ends the lease of blue ${(0,describe_set/* formatSet */.M)(blue)}`
        : `the lease of blue ${(0,describe_set/* formatSet */.M)(blue)} is over`;
    const removal = (0,supersede/* remove */.TF)(scene, blue, { phase: 'teardown', reason: 'deleting-blue', because });
    return (0,attempt/* orWhileTooEarly */.C8)(removal, (ms) => (0,make_step/* wait */.uk)('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the switch', ms));
}
/** DRAINING lasts until its targets are deregistered and its tasks stopped (fact 17). */
function awaitVanishing({ world, memory }, set) {
    if (set.status !== 'DRAINING')
        return null;
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    if (waitedMs > (0,times/* teardownMs */.vx)(world, set) + 300_000)
        return null;
    return (0,make_step/* wait */.uk)('teardown', 'waiting-for-blue-to-vanish', `${(0,describe_set/* formatSet */.M)(set)} is draining`, (0,pace/* paceMs */.k)(waitedMs, 1500));
}
function removeLeftovers(scene) {
    if (!scene.memory.isBakePassed)
        return null;
    for (const set of scene.roles.leftovers.filter((one) => !isAwaited(scene, one))) {
        const because = `${set.id} was left by an earlier release`;
        const removal = (0,supersede/* remove */.TF)(scene, set, { phase: 'teardown', reason: 'superseding', because });
        const next = (0,attempt/* orWhileTooEarly */.C8)(removal, (ms) => (0,make_step/* wait */.uk)('teardown', 'letting-nodes-follow', because, Math.min(ms, 1000)));
        if (next !== null)
            return next;
    }
    return null;
}
/** Staged, and it may still be promoted. The end of another release must not delete it. */
const isAwaited = ({ world }, set) => (0,staged/* isStaged */.Fl)(world, set) && !(0,staged/* isExpired */._d)(set, world.nowMs);
/** Task sets of earlier releases that could not be deleted, for the report at the end. */
const leftoverNotes = ({ roles, world }) => roles.leftovers
    .filter(({ status }) => status !== 'DRAINING')
    .map((set) => (0,kept_green/* isKeptGreen */.am)(world, set)
    ? (0,kept_green/* describeKeptGreen */.rq)(world)
    : `${(0,describe_set/* formatSet */.M)(set)} is still there (${set.status}): ${(0,leftover/* describeLeftover */.t)(world, set)}`);
/** A re-run of a release that has ended finds it live, alone and without tags: there is nothing to write, not even a fence. */
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
        message: `Already live: ${(0,describe_set/* formatSet */.M)(green)} of this release serves ${request.service}, and it is the only task set. ${(0,describe_traffic/* describeTraffic */.h)(roles)}`,
        details: [],
    });
};
/** Restores what the release suspended, and clears its tags. */
const finishCleanup = (scene) => (0,switch_state/* isSwitched */.sP)(scene) ? (restoreScaling(scene, 'teardown') ?? clearTags(scene, 'teardown')) : null;
/** The run that ends the release does this, from the tag, or from memory if the tag was wiped. */
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
    return (0,writes/* isScalingSet */.c_)(world, memory, before) ? null : before;
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
/** What was staged before a release that ended well is older than what is live, so it must not be staged again. */
function unstaged({ request }, phase) {
    const { switches, rollsBack } = (0,commands/* traitsOf */.J)(request);
    return phase === 'teardown' && switches && !rollsBack ? ['expired'] : [];
}
/** The fence stays: a run that found it gone would claim it again. So does the tag of what could not be restored yet. */
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
/** The quarantine without the content that this release has proven (`withoutQuarantine`). */
const quarantineLeft = (scene) => (0,switch_state/* isSwitched */.sP)(scene)
    ? (0,quarantine/* withoutQuarantine */.Lk)(scene.world.service.tags.quarantined, scene.roles.green?.tags['revision-hash'])
    : null;
function endQuarantine(scene, phase) {
    const quarantined = quarantineLeft(scene);
    if (quarantined === null || quarantined === '')
        return null;
    const tag = { kind: 'tag-service', tags: { quarantined } };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)(phase, 'clearing-tags', 'this content has passed its bake', tag));
}
/** Tags of an earlier rollback that no longer apply. */
function outdated(scene) {
    const { world, roles } = scene;
    const kept = (0,kept_green/* keptGreen */.qS)(world);
    return [
        ...(kept === null || roles.live.includes(kept.set) ? ['kept-green'] : []),
        ...(quarantineLeft(scene) === '' ? ['quarantined'] : []),
    ];
}
/** Ends the release and reports the result. */
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
    const details = [...left, ...leftoverNotes(scene), ...(0,drift/* restoredNotes */._8)(memory, world.nowMs)];
    const green = roles.green === null ? 'green' : (0,describe_set/* formatSet */.M)(roles.green);
    const isClean = left.length === 0;
    const isFirst = roles.green?.tags.blue === undefined && memory.blue === null;
    const first = isFirst ? ' It is the first deployment, so a rollback is not possible yet.' : '';
    const only = world.taskSets.length === 1 ? ', and it is the only task set' : '';
    return (0,make_step/* step */.PM)('end', isClean ? 'released' : 'cleanup-incomplete', 'the release is over', {
        kind: 'end',
        result: isClean ? 'released' : 'failed',
        message: isClean
            ? `Released: ${green} serves ${request.service}${only}.${(0,defer/* describeRequested */.ek)(scene)} ${(0,describe_traffic/* describeTraffic */.h)(roles)}${first}`
            : `Released, but cleanup is incomplete: ${green} serves ${request.service}. ${(0,describe_traffic/* describeTraffic */.h)(roles)} Fix what is listed and run the release again. It continues where it stopped.`,
        details,
    });
};


/***/ }),

/***/ 62612:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mz: () => (/* binding */ evolveCapacity),
/* harmony export */   SU: () => (/* binding */ hasBegun),
/* harmony export */   b8: () => (/* binding */ whyNotNext),
/* harmony export */   tQ: () => (/* binding */ isShort)
/* harmony export */ });
/* unused harmony export atMost */
/* harmony import */ var _readiness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13802);
/* harmony import */ var _switch_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96932);


/** Invariant 2: why green can't take a production rule in this observation. `null`: it can. */
function whyNotNext(scene, green) {
    const { world } = scene;
    const verdict = hasBegun(scene) ? hasCapacity(scene, green) : (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .isReady */ .i_)(world, green);
    if (!verdict.isYes)
        return { reason: 'waiting-for-ready', why: `green ${green.id}: ${verdict.why}` };
    if ((0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .strangers */ .ob)(world, green).length + (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .groupMates */ .YK)(world, green).length === 0)
        return null;
    return {
        reason: 'waiting-for-group-to-empty',
        why: "other targets or task sets are in green's target group",
    };
}
/** A production rule is on green, or this process saw one there. */
function hasBegun(scene) {
    const { switchCapacity, rulesOnGreen } = scene.memory;
    return (0,_switch_state_js__WEBPACK_IMPORTED_MODULE_1__/* .isGreenLive */ .Cz)(scene) || (switchCapacity !== null && rulesOnGreen.length > 0);
}
/** Scaling may change the counts at any moment, so green does not have to be steady once it serves (ADR 26). */
function hasCapacity({ world, memory }, green) {
    if (green.status === 'DRAINING')
        return { isYes: false, why: 'it is draining' };
    const healthy = (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOwn */ .Qg)(world, green).length;
    const needed = Math.max(1, atMost(memory.switchCapacity, green));
    if (healthy >= needed)
        return { isYes: true };
    const why = `${String(healthy)} healthy targets${(0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .describeUnhealthy */ .sR)(world, green)}, and it needs ${String(needed)} to take more traffic`;
    return { isYes: false, why };
}
/** The count, or the computed count of the task set if that is smaller now. `null`: the computed count. */
const atMost = (count, { computedDesired }) => Math.min(count ?? computedDesired, computedDesired);
/**
 * Tasks that scaling has added may fail their health checks until they have started. They count once they were healthy.
 * `count`: how many healthy targets green has to have, as far as this process knows.
 */
const isShort = (world, green, count) => (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOwn */ .Qg)(world, green).length < atMost(count, green);
const nothingKnown = { switchCapacity: null, healthyDue: null, stalledSinceMs: null };
/** What memory keeps of green's capacity. Another green begins from nothing. */
function evolveCapacity(scene, green) {
    const { memory: known, world } = scene;
    const isSame = known.green === null || known.green === green.arn;
    const memory = isSame ? known : { ...known, ...nothingKnown };
    if (!hasBegun({ ...scene, memory }))
        return { ...nothingKnown, switchCapacity: memory.switchCapacity };
    const healthy = (0,_readiness_js__WEBPACK_IMPORTED_MODULE_0__/* .healthyOwn */ .Qg)(world, green).length;
    const switchCapacity = memory.switchCapacity ?? Math.max(1, healthy);
    const due = memory.healthyDue ?? memory.switchCapacity;
    const healthyDue = Math.max(atMost(due, green), atMost(healthy, green));
    const isStalled = whyNotNext({ ...scene, memory: { ...memory, switchCapacity } }, green) !== null;
    const stalledSinceMs = isStalled ? (memory.stalledSinceMs ?? world.nowMs) : null;
    return { switchCapacity, healthyDue, stalledSinceMs };
}


/***/ }),

/***/ 49917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ lastTraffic),
/* harmony export */   h: () => (/* binding */ describeTraffic)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23680);
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25629);
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5819);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24309);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61927);





/** Where production traffic is in this observation, for errors, endings and comments. */
function describeTraffic({ production, blue, green, pair }) {
    const [onGreen, onBlue] = [(0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isLiveIn */ .aQ)(production, green), (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isLiveIn */ .aQ)(production, blue)];
    if (onGreen && onBlue && green !== null && blue !== null)
        return `Production traffic is split between blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(blue)} and green ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(green)}.`;
    const [role, set] = onGreen ? ['green', green] : ['blue', blue];
    const elsewhere = [pair?.green, pair?.blue].find((group) => group != null &&
        group !== set?.attachment?.group &&
        production.some((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__/* .weightOf */ .mm)(rule, group) > 0));
    if ((onGreen || onBlue) && set !== null && elsewhere != null)
        return `Production traffic is split between ${role} ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(set)} and target group ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__/* .shortName */ .EU)(elsewhere)}, which no task set of this release uses.`;
    if ((onGreen || onBlue) && set !== null)
        return `All production traffic is on ${role} ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_2__/* .formatSet */ .M)(set)}.`;
    if (pair?.blue != null)
        return `Production traffic goes to target group ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__/* .shortName */ .EU)(pair.blue)}, where this service has no task set.`;
    return 'No task set of this service gets production traffic.';
}
/** The same without memory; `null`: there was no observation. */
const lastTraffic = (request, world) => world === null ? null : describeTraffic((0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .rolesOf */ .R7)(request, world, (0,_model_memory_js__WEBPACK_IMPORTED_MODULE_0__/* .blankMemory */ .sc)(world.nowMs)));


/***/ }),

/***/ 84425:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FO: () => (/* binding */ rulesSeenOnGreen),
/* harmony export */   TJ: () => (/* binding */ isDrifted),
/* harmony export */   _8: () => (/* binding */ restoredNotes)
/* harmony export */ });
/* harmony import */ var _model_write_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57296);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23680);
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86164);
/* harmony import */ var _switch_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96932);




/** The rules that this process has seen on green alone. A later change of their weights is drift. */
function rulesSeenOnGreen({ roles, memory }) {
    const { pair, production, green } = roles;
    // Before the label moves there is no switch. Weight on green is then of somebody else or of a killed release.
    if (pair?.blue == null || green?.status !== 'PRIMARY')
        return memory.rulesOnGreen;
    const { green: greenGroup, blue: blueGroup } = pair;
    const now = production.filter((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, greenGroup) > 0 && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, blueGroup) === 0);
    return [...new Set([...memory.rulesOnGreen, ...now.map(_model_write_key_js__WEBPACK_IMPORTED_MODULE_0__/* .ruleKey */ .ep)])];
}
/** Once a rule was seen on green, somebody else made any change (fact 27). The same applies to new rules after the switch. */
function isDrifted(scene) {
    if (scene.memory.switchedAtMs !== null)
        return !(0,_switch_state_js__WEBPACK_IMPORTED_MODULE_1__/* .isSwitched */ .sP)(scene);
    return (0,_switch_state_js__WEBPACK_IMPORTED_MODULE_1__/* .rulesToSwitch */ .FW)(scene).some((rule) => scene.memory.rulesOnGreen.includes((0,_model_write_key_js__WEBPACK_IMPORTED_MODULE_0__/* .ruleKey */ .ep)(rule)));
}
/** What `on-drift: restore` restored, one line each. */
const restoredNotes = ({ restored }, nowMs) => restored.map(({ rule: name, driftMs }) => `Somebody else changed the weights of ${name} (detected ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_3__/* .formatMoment */ .K9)(driftMs, nowMs)}). Production was returned ` +
    'to green. Find what writes the rules. Infrastructure code that resets weights should ignore them.');


/***/ }),

/***/ 12648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ej: () => (/* binding */ dueInMs),
/* harmony export */   j5: () => (/* binding */ evolveSlowdown),
/* harmony export */   y_: () => (/* binding */ intervalMs)
/* harmony export */ });
/* harmony import */ var _model_look_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26910);
// How old each part of an observation may get while a run only waits (ADR 27).

/**
 * All runs and tools of an account and region share one bucket of load balancer reads: 40, refilled at 10 a second (fact
 * 19). A run that waits takes 0.7 a second of it: 0.4 for the health of targets, 0.3 for rules.
 */
const readsPerSecond = { targets: 0.4, rules: 0.3 };
/** With many listeners a look at all rules takes many requests. No part gets older than this because of them. */
const longestMs = { targets: 20_000, rules: 50_000 };
/** What has no budget of its own: requests to ECS and Application Auto Scaling. `groups` takes none. */
const usualMs = {
    service: 2000,
    groups: 0,
    tasks: 10_000,
    'stopped-tasks': 10_000,
    scaling: 30_000,
};
const shortestMs = { targets: 4000, rules: 10_000 };
/** How much longer the intervals get at most while AWS throttles. */
const mostSlowdown = 4;
/** How long AWS must not have throttled until they get shorter again. */
const recoveryMs = 60_000;
/** After this time the part is read again. */
function intervalMs({ world, memory }, part) {
    const slower = memory.slowdown.times;
    if (part !== 'targets' && part !== 'rules')
        return usualMs[part] * (part === 'service' ? 1 : slower);
    const calls = world.look?.readings[part].calls ?? 0;
    const affordableMs = (calls / readsPerSecond[part]) * 1000;
    return Math.min(longestMs[part], Math.max(shortestMs[part], affordableMs)) * slower;
}
const dueInMs = (scene, part) => (0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .readAtMs */ .QR)(scene.world, part) + intervalMs(scene, part) - scene.world.nowMs;
/** Twice as long after each look in which AWS throttled a request, and half after each minute without. */
function evolveSlowdown({ slowdown }, world) {
    const readings = Object.values(world.look?.readings ?? {});
    if (readings.some(({ isNew, isThrottled }) => isNew && isThrottled))
        return { times: Math.min(mostSlowdown, slowdown.times * 2), sinceMs: world.nowMs };
    if (slowdown.times === 1 || world.nowMs - slowdown.sinceMs < recoveryMs)
        return slowdown;
    return { times: slowdown.times / 2, sinceMs: world.nowMs };
}


/***/ }),

/***/ 77970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Li: () => (/* binding */ unreadNotes),
/* harmony export */   N$: () => (/* binding */ whyHealthUnknown),
/* harmony export */   V4: () => (/* binding */ newTroubles),
/* harmony export */   _g: () => (/* binding */ blindMs),
/* harmony export */   cg: () => (/* binding */ whyNotBlindly),
/* harmony export */   jK: () => (/* binding */ lostAfterMs),
/* harmony export */   sd: () => (/* binding */ mayBeOld)
/* harmony export */ });
/* harmony import */ var _model_look_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26910);
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86164);
/* harmony import */ var _readiness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13802);
// What a run may go on with while AWS can't be read.



/**
 * Whether the last known value of a part may do. Before users are on green it never does: the run waits. Once they are,
 * what only explains failures, or is only restored at the end, may be old. Where traffic is, and who is healthy, may be
 * old only while somebody has to watch green (ADR 24): `timely` decides what may still be written.
 */
function mayBeOld(memory, part) {
    if (!memory.hasGreenBeenLive)
        return false;
    switch (part) {
        case 'groups':
        case 'tasks':
        case 'stopped-tasks':
        case 'scaling':
            return true;
        case 'service':
        case 'rules':
        case 'targets':
            return memory.failure !== null || !memory.isBakePassed;
    }
}
/** How long a read has to fail until it counts as lost. A refusal does not pass without somebody, but one may be wrong. */
const lostAfterMs = ({ kind }) => kind === 'denied' || kind === 'refused' ? 10_000 : 600_000;
/** How old the last known rules, and the health of blue, may be to return users to blue. */
const blindMs = 60_000;
/** Health that can't be read counts for a while, as it was last seen. `null`: it counts. */
function whyHealthUnknown(world) {
    const failing = (0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .failingOf */ .al)(world, 'targets');
    if (failing === null || world.nowMs - (0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .readAtMs */ .QR)(world, 'targets') <= blindMs)
        return null;
    const why = `the health of its targets could not be read for more than ${String(blindMs / 1000)} s (${failing.trouble.code})`;
    return { isYes: false, why };
}
/** Why users are not returned to blue by the last known rules; `null`: they are. */
function whyNotBlindly({ world, roles, memory }) {
    const ageMs = world.nowMs - Math.min((0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .readAtMs */ .QR)(world, 'rules'), (0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .readAtMs */ .QR)(world, 'targets'));
    if (ageMs > blindMs)
        return `where traffic is was last read more than ${String(blindMs / 1000)} s ago`;
    if (roles.blue === null)
        return 'there is no blue to return traffic to';
    const verdict = (0,_readiness_js__WEBPACK_IMPORTED_MODULE_1__/* .canServe */ .KS)(world, roles.blue, false, memory.healthyDue);
    return verdict.isYes ? null : verdict.why;
}
/** One line for each part that can't be read. */
const unreadNotes = (readings) => _model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .parts */ .rT.flatMap((part) => {
    const { failing, readAtMs } = readings[part];
    return failing === null ? [] : [describeUnread(part, failing, readAtMs)];
});
const describeUnread = (part, { trouble }, readAtMs) => `${trouble.action} fails (${trouble.code}): the run goes on with the ${part.replace('-', ' ')} of ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTime */ .fU)(readAtMs)}`;
/** What this observation could not read and the one before could. */
const newTroubles = (before, now) => _model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .parts */ .rT.flatMap((part) => {
    const failing = (0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .failingOf */ .al)(now, part);
    return failing === null || (before !== null && (0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .failingOf */ .al)(before, part) !== null) ? [] : [failing.trouble];
});


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
// Where a probe can send its requests: a given address, a listener rule, or targets.

/** How long one probe may take. */
const probeTimeoutMs = 5000;
/** The load balancer's DNS name, with the rule's host as the Host header and as the TLS server name. */
function addressOf(balancers, rule) {
    const balancer = balancers.find(({ arn }) => arn === rule.loadBalancer);
    if (balancer === undefined || (0,traffic/* forwardOf */.pl)(rule) === null)
        return { url: null, why: 'the address of the load balancer is unknown' };
    const host = rule.hosts.find((name) => !/[*?]/.test(name));
    if (rule.hosts.length > 0 && host === undefined)
        return { url: null, why: `the rule's host ${rule.hosts.join(' or ')} is a pattern` };
    if (rule.otherConditions.length > 0)
        return { url: null, why: `the rule also requires ${rule.otherConditions.join(', ')}` };
    const scheme = rule.listenerProtocol === 'HTTPS' ? 'https' : 'http';
    const url = `${scheme}://${balancer.dnsName}:${String(rule.listenerPort)}`;
    return { url, headers: host === undefined ? {} : { host } };
}
/** The paths that the rule's path patterns match. */
const pathsUnder = (rule, paths) => paths.filter((path) => rule.paths.length === 0 || rule.paths.some((pattern) => fits(pattern, path)));
/** A rule's path pattern: `*` stands for any characters, `?` for one. */
function fits(pattern, path) {
    const text = pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
    return new RegExp(`^${text}$`).test(path);
}
/** One request for each path below the base address, or for the base address if there is no path. */
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


/** Green before the switch: at the test address or test rule if there is one, otherwise at its own targets. */
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
/** Where people can open a staged green: `test-url`, or the first test rule's address; `null`: neither is named. */
function previewUrl(scene) {
    const [rule] = scene.roles.test;
    return (scene.request.smoke.url ?? (rule === undefined ? null : addressOf(scene.world.loadBalancers, rule).url));
}
function atTargets(scene, isAskedFor) {
    const { world, roles, request } = scene;
    const group = world.groups.find(({ arn }) => arn === roles.green?.attachment?.group);
    if (roles.green === null || group === undefined || group.targetType !== 'ip')
        return { requests: null, isAskedFor, why: 'green has no target with an IP address' };
    const scheme = group.protocol === 'HTTPS' ? 'https' : 'http';
    const requests = requestsToTargets(request, scheme, (0,readiness/* ownTargets */.b8)(world, roles.green), pathsOf(scene));
    if (requests.length === 0)
        return { requests: null, isAskedFor, why: 'there is no health path to request' };
    return { requests, isAskedFor, where: "green's own targets" };
}
/** Production: `production-url`, or the address from the listener, the rule's host and its path. */
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
        return { requests: null, isAskedFor: false, why: `no health path matches ${rule.paths.join(' or ')}` };
    const requests = requestsAt(request, address.url, paths, address.headers);
    return { requests, isAskedFor: false, where: 'the production rule' };
}
/** The paths of the inputs, or the path of the group's health check. */
function pathsOf({ request, world, roles }) {
    if (request.smoke.paths.length > 0)
        return request.smoke.paths;
    const group = world.groups.find(({ arn }) => arn === roles.pair?.green);
    return group?.healthPath == null ? [] : [group.healthPath];
}


/***/ }),

/***/ 61908:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ propagationMs)
/* harmony export */ });
// How long load balancer nodes may still use the rules as they were before a change.
/** Nodes pick up a rule change independently, within seconds, without a guarantee (fact 28). A set is kept this long afterwards. */
const propagationMs = 10_000;


/***/ }),

/***/ 51586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KB: () => (/* binding */ testersReachGreenInMs),
/* harmony export */   Kk: () => (/* binding */ testRuleToPoint),
/* harmony export */   Wy: () => (/* binding */ quietInMs),
/* harmony export */   rM: () => (/* binding */ isQuiet)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23680);
/* harmony import */ var _propagation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61908);
// How long load balancer nodes may still use the rules as they were.


/** Whether the task set has had no weight in any rule for long enough that no load balancer node still sends it requests. */
const isQuiet = ({ world, memory }, set) => quietInMs({ world, memory }, set) <= 0;
const quietInMs = ({ world, memory }, set) => (memory.lastOnRulesMs[set.arn] ?? memory.startedAtMs) + _propagation_js__WEBPACK_IMPORTED_MODULE_0__/* .propagationMs */ .Z - world.nowMs;
/** A test rule that has to be moved to green. A test listener may also have rules without the pair. */
function testRuleToPoint({ roles }) {
    const { pair, test } = roles;
    if (pair?.blue == null)
        return null;
    const { green: greenGroup, blue: blueGroup } = pair;
    const isToPoint = (rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .weightOf */ .mm)(rule, greenGroup) === 0 || (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .weightOf */ .mm)(rule, blueGroup) > 0;
    return test.find((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .hasShare */ .o4)(rule, blueGroup, greenGroup) && isToPoint(rule)) ?? null;
}
/** Until then, a node may still send test requests to blue, and blue would pass the smoke test (fact 28). */
const testersReachGreenInMs = ({ world, memory, roles }) => roles.test.length === 0
    ? 0
    : (memory.testRuleElsewhereMs ?? memory.startedAtMs) + _propagation_js__WEBPACK_IMPORTED_MODULE_0__/* .propagationMs */ .Z - world.nowMs;


/***/ }),

/***/ 13802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $F: () => (/* binding */ hasUnusedTargets),
/* harmony export */   F6: () => (/* binding */ healthyOthers),
/* harmony export */   KS: () => (/* binding */ canServe),
/* harmony export */   O: () => (/* binding */ hasNoHealthyTarget),
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
/* harmony import */ var _model_look_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26910);
/* harmony import */ var _roles_ours_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11222);
/* harmony import */ var _common_tasks_endpoints_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54916);



const yes = { isYes: true };
const no = (why) => ({ isYes: false, why });
/** The targets of the group that belong to the task set's own tasks (fact 33). */
function ownTargets(world, set) {
    // Its tasks can't be read, and ECS may have replaced some: only once it has traffic, when it is alone in its group.
    if ((0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .failingOf */ .al)(world, 'tasks') !== null)
        return usedTargets(world, set);
    const endpoints = set.tasks.flatMap(_common_tasks_endpoints_js__WEBPACK_IMPORTED_MODULE_1__/* .endpointsOf */ .u);
    return targetsOf(world, set.attachment?.group ?? null).filter((target) => endpoints.some((endpoint) => isSameEndpoint(endpoint, target)));
}
const usedTargets = (world, set) => targetsOf(world, set.attachment?.group ?? null).filter(({ state }) => state !== 'draining' && state !== 'unused');
const targetsOf = (world, group) => world.groups.find(({ arn }) => arn === group)?.targets ?? [];
const isSameEndpoint = (a, b) => a.id === b.id && a.port === b.port;
const runningTasks = (set) => set.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
/**
 * Ready, in one observation: steady, running = computed ≥ 1, and every running task has a healthy target of its own.
 * Steady alone isn't enough: 0 of 0 counts as steady (fact 4).
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
/**
 * Whether traffic may return to the task set: not draining, and at least half healthy. If the other one is unhealthy, one
 * target is enough. `carried`: how many targets are known to carry the traffic; tasks that scaling has added since aren't
 * waited for.
 */
function canServe(world, set, isOtherUnhealthy, carried = null) {
    if (set.status === 'DRAINING')
        return no(`task set ${set.id} is draining`);
    const healthy = healthyOwn(world, set).length;
    const count = Math.min(carried ?? set.computedDesired, set.computedDesired);
    const needed = isOtherUnhealthy ? 1 : Math.max(1, Math.ceil(count / 2));
    if (healthy >= needed)
        return yes;
    return no(`task set ${set.id} has ${String(healthy)} healthy targets and needs ${String(needed)}`);
}
/** Without a blue: healthy targets that served before this service had a task set. A rollback returns to them (invariant 8). */
function healthyOthers(world, { blue, pair }) {
    if (blue !== null)
        return [];
    // The targets of our own task sets don't count. A staged green, for example, never served.
    const ours = world.taskSets.filter(_roles_ours_js__WEBPACK_IMPORTED_MODULE_2__/* .isOurs */ .M);
    const known = new Set(ours.flatMap((set) => ownTargets(world, set)));
    return targetsOf(world, pair?.blue ?? null).filter((target) => target.state === 'healthy' && !known.has(target));
}
const healthyOwn = (world, set) => ownTargets(world, set).filter(({ state }) => state === 'healthy');
/** Other targets in the task set's group, which would get traffic at a switch. */
function strangers(world, set) {
    const own = new Set(ownTargets(world, set));
    return targetsOf(world, set.attachment?.group ?? null).filter((target) => !own.has(target) && target.state !== 'draining' && target.state !== 'unused');
}
/** Other task sets in the same target group. They would share its traffic, now or once their tasks return. */
const groupMates = (world, set) => world.taskSets.filter((other) => other.arn !== set.arn &&
    other.status !== 'DRAINING' &&
    set.attachment !== null &&
    other.attachment?.group === set.attachment.group);
/** A PRIMARY at scale 0 can't be deleted before green gets the label, so it may stay until then. */
const isEmptiedPrimary = ({ status, scalePercent }) => status === 'PRIMARY' && scalePercent === 0;
function describeUnhealthy(world, set) {
    const bad = ownTargets(world, set).filter(({ state }) => state === 'unhealthy');
    const [first] = bad;
    if (first === undefined)
        return '';
    return ` (${first.id}:${String(first.port)} ${first.description ?? first.reason ?? 'unhealthy'})`;
}
/** Why its targets are unused, as the load balancer reports it. */
const describeUnused = (world, set) => ownTargets(world, set)[0]?.description ?? ownTargets(world, set)[0]?.reason ?? 'unused';
/** Fact 33: the health of a target that no rule refers to is never checked, so waiting doesn't help. */
const hasUnusedTargets = (world, set) => {
    const own = ownTargets(world, set);
    return own.length > 0 && own.every(({ state }) => state === 'unused');
};
const hasNoHealthyTarget = (world, group) => targetsOf(world, group ?? null).every(({ state }) => state !== 'healthy');


/***/ }),

/***/ 84902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ti: () => (/* binding */ isScaleInSafe),
/* harmony export */   kM: () => (/* binding */ scaleInUntil),
/* harmony export */   zQ: () => (/* binding */ scaleInAhead)
/* harmony export */ });
/* harmony import */ var _common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(86164);
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1467);
/* harmony import */ var _roles_kept_green_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(40887);
/* harmony import */ var _roles_staged_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60799);
/* harmony import */ var _roles_writes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66701);
/* harmony import */ var _switch_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(96932);
// Suspended scale-in: until when, and whether it is safe to restore it.







/**
 * Every running task counts in the average that scaling reads, with traffic or without. So scale-in is safe once no other
 * task set than the live one runs a task: not yet while blue is warm, lowered, or draining (ADR 26).
 */
const isScaleInSafe = ({ world, roles }) => world.taskSets.every((set) => set === roles.green || set.running + set.pending === 0);
/** Whether this action has suspended scale-in, and it was not suspended before. */
function isSuspended({ world, memory }) {
    const before = (0,_roles_writes_js__WEBPACK_IMPORTED_MODULE_2__/* .parseScaling */ .f1)(world.service.tags.scaling ?? memory.scalingBefore ?? '');
    return before?.scaleInSuspended === false && world.scaling?.scaleInSuspended === true;
}
/** Until when scale-in is suspended, after "until". `null`: this action has not suspended it. */
function scaleInUntil(scene) {
    if (!isSuspended(scene))
        return null;
    const { world, roles, request } = scene;
    const { blue } = roles;
    const { nowMs } = world;
    const kept = (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_4__/* .keptGreen */ .qS)(world);
    if (kept !== null)
        return `green ${kept.set.id}, which is kept for inspection, is deleted, after ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .formatTagTime */ .NN)(kept.until, nowMs)}`;
    if ((0,_switch_state_js__WEBPACK_IMPORTED_MODULE_3__/* .isGreenLive */ .Cz)(scene)) {
        const { 'lease-until': until } = world.service.tags;
        if (blue === null)
            return 'this release ends';
        if (blue.status === 'DRAINING' || until === undefined)
            return `the tasks of blue ${blue.id} have stopped`;
        return `blue ${blue.id} is deleted and its tasks have stopped, after ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .formatTagTime */ .NN)(until, nowMs)}`;
    }
    const staged = world.taskSets.find((set) => (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_6__/* .isStaged */ .Fl)(world, set) && set.tags.expires !== undefined);
    if (staged?.tags.expires !== undefined)
        return `staged green ${staged.id} is promoted or removed, at the latest after ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .formatTagTime */ .NN)(staged.tags.expires, nowMs)}`;
    return (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .traitsOf */ .J)(request).switches ? afterSwitch(scene) : 'this release ends';
}
const afterSwitch = ({ request }) => `blue is deleted and its tasks have stopped, ${(0,_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.max(request.warmSeconds, request.bake.seconds))} after the switch`;
/** Before anything is written. */
const scaleInAhead = ({ request }) => (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .traitsOf */ .J)(request).switches
    ? `scale-in is suspended until ${afterSwitch({ request })}`
    : 'scale-in is suspended until the staged green is promoted or removed';


/***/ }),

/***/ 72591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ strayFrom)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_by_hand_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54888);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);
// Production weight on the target group in which this service has nothing.


/** The production rules that give weight to the pair's other group than `home`; `null`: none does. */
function strayFrom({ pair, production }, home) {
    const group = [pair?.green, pair?.blue].find((one) => one != null && one !== home);
    if (home == null || group == null)
        return null;
    const rules = production.filter((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .weightOf */ .mm)(rule, group) > 0);
    return rules.length === 0
        ? null
        : { group, rules, commands: (0,_common_load_balancer_by_hand_js__WEBPACK_IMPORTED_MODULE_1__/* .handCommands */ .u)(rules, { green: group, blue: home }) };
}


/***/ }),

/***/ 96932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cz: () => (/* binding */ isGreenLive),
/* harmony export */   FW: () => (/* binding */ rulesToSwitch),
/* harmony export */   d0: () => (/* binding */ switchedAtMs),
/* harmony export */   gC: () => (/* binding */ bakeEndsMs),
/* harmony export */   ir: () => (/* binding */ doProbesJudge),
/* harmony export */   ko: () => (/* binding */ isBakeOver),
/* harmony export */   sP: () => (/* binding */ isSwitched)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23680);
/* harmony import */ var _model_look_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26910);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61927);
// How far the switch and the bake have come.



const isGreenLive = ({ roles }) => (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .isLiveIn */ .aQ)(roles.production, roles.green);
/** Every production rule sends the pair's weight to green, and none to blue. */
const isSwitched = (scene) => isGreenLive(scene) && rulesToSwitch(scene).length === 0;
function rulesToSwitch({ roles }) {
    const { pair, production } = roles;
    if (pair?.blue == null)
        return [];
    const { blue: blueGroup, green: greenGroup } = pair;
    const isNothingLive = production.every((rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, blueGroup) + (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, greenGroup) === 0);
    const isOwing = (rule) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .weightOf */ .mm)(rule, blueGroup) > 0 || (isNothingLive && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_2__/* .hasShare */ .o4)(rule, blueGroup, greenGroup));
    return production.filter(isOwing);
}
/** When traffic moved: this process saw it, or the tag says so. If the tag was deleted, the bake starts again. */
function switchedAtMs({ world, memory, roles }) {
    const { green: greenTag, 'switched-at': at } = world.service.tags;
    const tagged = greenTag === roles.green?.arn && at !== undefined ? Date.parse(at) : Number.NaN;
    return Number.isNaN(tagged) || memory.hasSeenSwitch ? memory.switchedAtMs : tagged;
}
/** Counted from when this process first saw the switch. Time that no process watched doesn't count. */
function bakeEndsMs({ memory, request }) {
    return memory.switchedAtMs === null ? null : memory.switchedAtMs + request.bake.seconds * 1000;
}
/** Production answered on blue, so that its answers say something about green. */
const doProbesJudge = ({ memory }) => memory.baseline.verdict === 'passed';
/** At least three observations watched green. While its targets can't be read, what they showed before is not enough: the probes do. */
const isWatched = (scene) => {
    const { goodBakeStreak, bakeProbe } = scene.memory;
    if ((0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .failingOf */ .al)(scene.world, 'targets') !== null)
        return doProbesJudge(scene) && bakeProbe.passesInRow > 0;
    return goodBakeStreak >= 3;
};
/** Its time is over, it was watched, and this observation read what it is judged by. */
const isBakeOver = (scene) => isSwitched(scene) &&
    !(0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .isLeftOut */ .WY)(scene.world, 'rules') &&
    !(0,_model_look_js__WEBPACK_IMPORTED_MODULE_0__/* .isLeftOut */ .WY)(scene.world, 'targets') &&
    isWatched(scene) &&
    (bakeEndsMs(scene) ?? Number.POSITIVE_INFINITY) <= scene.world.nowMs;


/***/ }),

/***/ 53384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eg: () => (/* binding */ readyStreak),
/* harmony export */   Et: () => (/* binding */ stalledSwitchMs),
/* harmony export */   Z5: () => (/* binding */ deregistrationMs),
/* harmony export */   qi: () => (/* binding */ readyCheckMs),
/* harmony export */   vx: () => (/* binding */ teardownMs),
/* harmony export */   we: () => (/* binding */ baselineMs)
/* harmony export */ });
/** Number of consecutive observations in which green has to be ready. A single one may be a flicker. */
const readyStreak = 3;
/** Time between these observations. */
const readyCheckMs = 700;
/** Time between two probes of production before the switch. */
const baselineMs = 1000;
/** How long a switch may stand half done because green is no longer ready. */
const stalledSwitchMs = 90_000;
/** Maximum time that ECS takes to stop tasks, with some reserve, once their targets are deregistered (fact 17). */
const stopMs = 120_000;
/** How long a target of the group drains. 300 s is the default of AWS. */
const deregistrationMs = ({ groups }, group) => (groups.find(({ arn }) => arn === group)?.deregistrationDelaySeconds ?? 300) * 1000;
/** Maximum time from the deletion of the set until it has vanished: targets are deregistered, then tasks stop (fact 17). */
const teardownMs = (world, set) => deregistrationMs(world, set.attachment?.group) + stopMs;


/***/ }),

/***/ 32233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ withLabel),
/* harmony export */   w: () => (/* binding */ withActions)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);
// The world as a write that AWS has carried out leaves it.

const withActions = (world, { rule: written, actions }) => ({
    ...world,
    rules: world.rules.map((rule) => ((0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameRule */ .ZI)(rule.ref, written.ref) ? { ...rule, actions } : rule)),
});
const withLabel = (world, primary) => ({
    ...world,
    taskSets: world.taskSets.map((set) => set.status === 'DRAINING' ? set : { ...set, status: set.arn === primary ? 'PRIMARY' : 'ACTIVE' }),
});


/***/ }),

/***/ 44256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C8: () => (/* binding */ orWhileTooEarly),
/* harmony export */   CD: () => (/* binding */ attempt),
/* harmony export */   s6: () => (/* binding */ nothing)
/* harmony export */ });
const nothing = { kind: 'nothing' };
/** `null`: nothing to do. */
const attempt = (step) => (step === null ? nothing : { kind: 'step', step });
/** For a `??` chain. The caller says what happens while it is too early: usually a wait, `null` only to do something else first. */
function orWhileTooEarly(tried, whileTooEarly) {
    switch (tried.kind) {
        case 'step':
            return tried.step;
        case 'not-yet':
            return whileTooEarly(tried.ms);
        case 'nothing':
            return null;
    }
}


/***/ }),

/***/ 29716:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IT: () => (/* binding */ leaseFacts),
/* harmony export */   Qi: () => (/* binding */ factsAfter),
/* harmony export */   _6: () => (/* binding */ factsWithout),
/* harmony export */   u7: () => (/* binding */ awsTagsOf)
/* harmony export */ });
/** Facts that are always written together share a tag. */
const tagOf = {
    fence: 'fence',
    // A tag of its own: the adoption of blue comes before there is a lease, and outlasts the one before.
    blue: 'blue',
    green: 'lease',
    'switched-at': 'lease',
    'bake-until': 'lease',
    'lease-until': 'lease',
    'lease-scale': 'lease',
    baseline: 'lease',
    rules: 'rules',
    pair: 'rules',
    scaling: 'scaling',
    'rolled-back': 'rolled-back',
    quarantined: 'quarantined',
    'kept-green': 'kept-green',
    expired: 'expired',
    'swept-at': 'swept-at',
};
/** The tags that hold these facts, each once. */
const awsTagsOf = (names) => [
    ...new Set(names.map((name) => tagOf[name])),
];
/** The facts of the tag `lease`. A write of one of them writes all, so that none is left of an earlier release. */
const leaseFacts = Object.keys(tagOf).filter((name) => tagOf[name] === 'lease');
/** The facts after a write. A tag is replaced as a whole, with all facts in it. */
function factsAfter(before, written) {
    return { ...factsWithout(before, Object.keys(written)), ...written };
}
/** The facts after the removal of the tags that hold these. */
function factsWithout(before, names) {
    const gone = awsTagsOf(names);
    return Object.fromEntries(Object.entries(before).filter(([name]) => !gone.includes(tagOf[name])));
}


/***/ }),

/***/ 26910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BS: () => (/* binding */ isNew),
/* harmony export */   Ds: () => (/* binding */ endedMs),
/* harmony export */   QR: () => (/* binding */ readAtMs),
/* harmony export */   WY: () => (/* binding */ isLeftOut),
/* harmony export */   YT: () => (/* binding */ everything),
/* harmony export */   al: () => (/* binding */ failingOf),
/* harmony export */   iE: () => (/* binding */ isBlind),
/* harmony export */   rT: () => (/* binding */ parts),
/* harmony export */   tw: () => (/* binding */ allReadAt)
/* harmony export */ });
/** The parts of the world that are read, and age, on their own. `service`: with its tags and its task sets. */
const parts = ['service', 'rules', 'groups', 'targets', 'tasks', 'stopped-tasks', 'scaling'];
const everything = { parts, keepsFailing: false };
const endedMs = ({ nowMs, look }) => look?.endedMs ?? nowMs;
const readAtMs = ({ nowMs, look }, part) => look?.readings[part].readAtMs ?? nowMs;
const isNew = ({ look }, part) => look?.readings[part].isNew ?? true;
/** Whether this observation did not have to read it: it was not due (`due-parts.ts`). */
const isLeftOut = (world, part) => !isNew(world, part) && failingOf(world, part) === null;
const failingOf = ({ look }, part) => look?.readings[part].failing ?? null;
/** Without both, no decision counts that needs to know where traffic is or who holds the service. */
const isBlind = (world) => failingOf(world, 'rules') !== null || failingOf(world, 'service') !== null;
/** Every part as read at that time. */
const allReadAt = (readAt) => {
    const reading = { readAtMs: readAt, isNew: true, calls: 0, isThrottled: false, failing: null };
    return {
        service: reading,
        rules: reading,
        groups: reading,
        targets: reading,
        tasks: reading,
        'stopped-tasks': reading,
        scaling: reading,
    };
};


/***/ }),

/***/ 47074:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IU: () => (/* binding */ restoring),
/* harmony export */   PM: () => (/* binding */ step),
/* harmony export */   _N: () => (/* binding */ end),
/* harmony export */   uk: () => (/* binding */ wait)
/* harmony export */ });
/** A step of the phase `rollback` has the aim `rollback`. */
const step = (phase, reason, because, act) => ({
    phase,
    reason,
    because,
    act,
    aim: phase === 'rollback' ? 'rollback' : null,
});
/** Marks a step that returns production traffic to blue. */
const restoring = (next) => ({ ...next, aim: 'restore-traffic' });
/** The end of the run, with what it lists below its message. A refusal is part of preflight. */
const end = (result, reason, message, below = []) => step(result === 'refused' ? 'preflight' : 'end', reason, message, {
    kind: 'end',
    result,
    message,
    ...('details' in below ? below : { details: below }),
});
const wait = (phase, reason, because, ms) => step(phase, reason, because, { kind: 'wait', ms: Math.max(50, Math.round(ms)) });


/***/ }),

/***/ 5819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ts: () => (/* binding */ abandonedAs),
  sc: () => (/* binding */ blankMemory),
  Ju: () => (/* binding */ hasLeftUnread)
});

// EXTERNAL MODULE: ./build/domain/task-sets/model/write-key.js
var write_key = __webpack_require__(57296);
;// CONCATENATED MODULE: ./build/domain/common/probes/probe-memory.js
const noProbe = {
    lastMs: null,
    failuresInRow: 0,
    passesInRow: 0,
    hasAnswered: false,
    lastFailure: null,
};

;// CONCATENATED MODULE: ./build/domain/task-sets/model/memory.js


/** What a process knows at its start. */
const blankMemory = (startedAtMs) => ({
    startedAtMs,
    isPreflightPassed: false,
    isCancelled: false,
    fence: null,
    pending: null,
    trouble: null,
    abandoned: [],
    accepted: [],
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
    readySinceMs: null,
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
    unhealthyLiveSinceMs: null,
    switchCapacity: null,
    healthyDue: null,
    stalledSinceMs: null,
    greenCount: null,
    lookingSinceMs: null,
    slowdown: { times: 1, sinceMs: 0 },
    idlePrimarySinceMs: null,
    idleSinceMs: null,
    scalingBefore: null,
    vanishingSinceMs: null,
    interrupted: null,
    swept: [],
    astraySinceMs: null,
    still: null,
});
/** Why the write was abandoned. `undefined`: it was not. */
const abandonedAs = ({ abandoned }, write) => abandoned.find(({ key }) => (0,write_key/* isSameWrite */.G$)(key, (0,write_key/* writeKey */.TE)(write)));
/** Whether a write was left because what justifies it could not be read. */
const hasLeftUnread = ({ abandoned }) => abandoned.some(({ isUnread }) => isUnread);


/***/ }),

/***/ 51379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ao: () => (/* binding */ isWrite),
/* harmony export */   ty: () => (/* binding */ canBeLeft),
/* harmony export */   z1: () => (/* binding */ isRollback)
/* harmony export */ });
const isRollback = ({ aim }) => aim === 'rollback' || aim === 'restore-traffic';
const isWrite = (act) => act.kind !== 'probe' && act.kind !== 'wait' && act.kind !== 'look' && act.kind !== 'end';
/** Whether it may be left for the next teardown: users don't notice. */
const canBeLeft = ({ kind }) => kind === 'delete' || kind === 'scale' || kind === 'write-scaling';


/***/ }),

/***/ 57296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G$: () => (/* binding */ isSameWrite),
/* harmony export */   TE: () => (/* binding */ writeKey),
/* harmony export */   cF: () => (/* binding */ formatWriteKey),
/* harmony export */   ep: () => (/* binding */ ruleKey),
/* harmony export */   zY: () => (/* binding */ isSameInAnyDirection)
/* harmony export */ });
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23680);
/* harmony import */ var _aws_tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29716);
// What identifies a write, so that its failures are counted and it is abandoned in the end.


/** How memory names a rule. A default action has its listener's ARN. */
const ruleKey = ({ ref }) => (ref.kind === 'rule' ? ref.rule : ref.listener);
function writeKey(write) {
    switch (write.kind) {
        // The fence, whatever else is written with it.
        case 'tag-service': {
            const names = Object.keys(write.tags);
            return { kind: write.kind, names: write.tags.fence === undefined ? names : ['fence'] };
        }
        case 'untag-service':
            return { kind: write.kind, names: write.names };
        case 'write-rule':
            return { kind: write.kind, rule: ruleKey(write.rule), direction: directionOf(write) };
        case 'label':
            return { kind: write.kind, set: write.set };
        case 'delete':
            return { kind: write.kind, set: write.set, atScale: write.atScale };
        case 'scale':
            return { kind: write.kind, set: write.set, percent: write.percent };
        case 'register':
        case 'create-green':
        case 'write-scaling':
            return { kind: write.kind };
    }
}
function directionOf({ rule, actions }) {
    const before = (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .weightsOf */ .Z$)(rule.actions);
    const gaining = (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_1__/* .weightsOf */ .Z$)(actions).find(({ group, weight }) => weight > (before.find((entry) => entry.group === group)?.weight ?? 0));
    return gaining?.group ?? null;
}
/** Whether both are the same write. For a rule: in the same direction. */
function isSameWrite(a, b) {
    return isSameInAnyDirection(a, b) && (a.kind !== 'write-rule' || directionIn(a) === directionIn(b));
}
const directionIn = (key) => key.kind === 'write-rule' ? key.direction : null;
/** The same, but for a rule in any direction: two writes of one rule must not be in flight at the same time. */
function isSameInAnyDirection(a, b) {
    switch (a.kind) {
        case 'tag-service':
        case 'untag-service':
            return a.kind === b.kind && isSameList(a.names, b.names);
        case 'write-rule':
            return a.kind === b.kind && a.rule === b.rule;
        case 'label':
            return a.kind === b.kind && a.set === b.set;
        case 'delete':
            return a.kind === b.kind && a.set === b.set && a.atScale === b.atScale;
        case 'scale':
            return a.kind === b.kind && a.set === b.set && a.percent === b.percent;
        case 'register':
        case 'create-green':
        case 'write-scaling':
            return a.kind === b.kind;
    }
}
const isSameList = (a, b) => a.length === b.length && a.every((name, index) => name === b[index]);
/** As the end of a run lists it. */
function formatWriteKey(key) {
    switch (key.kind) {
        case 'tag-service':
            return `tag ${(0,_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .awsTagsOf */ .u7)(key.names).join(' ')}`;
        case 'untag-service':
            return `untag ${(0,_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .awsTagsOf */ .u7)(key.names).join(' ')}`;
        case 'write-rule':
            return `rule ${key.rule}`;
        case 'label':
            return `label ${key.set}`;
        case 'delete':
            return `delete ${key.set} at ${String(key.atScale)} %`;
        case 'scale':
            return `scale ${key.set} ${String(key.percent)}`;
        case 'register':
        case 'create-green':
        case 'write-scaling':
            return key.kind;
    }
}


/***/ }),

/***/ 86366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XG: () => (/* binding */ risks),
/* harmony export */   cj: () => (/* binding */ sentencesOf),
/* harmony export */   sO: () => (/* binding */ errors)
/* harmony export */ });
// What preflight finds before the first write.
const errors = (sentences) => sentences.map((sentence) => ({ kind: 'error', sentence }));
const risks = (sentences) => sentences.map((sentence) => ({ kind: 'risk', sentence }));
const sentencesOf = (findings, wanted) => findings.flatMap(({ kind, sentence }) => (kind === wanted ? [sentence] : []));


/***/ }),

/***/ 11971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Zq: () => (/* binding */ maxTaskSets),
  en: () => (/* binding */ preflightFindings),
  gV: () => (/* binding */ preflightProblems)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var values_arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/creation.js
var creation = __webpack_require__(292);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles_roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/finding.js
var finding = __webpack_require__(86366);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/pair.js
// Findings about the pair of target groups.



/** Whether both groups are known, exist, and can replace each other in a rule. */
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
/** Nothing deregisters targets that no task set of the service registered. They would get traffic at the switch. */
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
            'switch. Deregister them, or remove the service that registers them.',
    ];
}
function pairUnknown(request, world, roles) {
    const live = roles.blue?.attachment?.group;
    if (live !== undefined && request.traffic.targetGroups.length === 2)
        return `target-groups: neither of the two is the live target group ${live}, which task set ${roles.blue?.id ?? ''} is attached to.`;
    const what = live === undefined
        ? 'no task set of the service is live, and no named production rule holds two target groups'
        : `no production rule holds a second target group next to ${(0,values_arn/* shortName */.EU)(live)}`;
    const candidates = world.candidateGroups.filter((group) => group !== live);
    const unknown = `the pair of target groups is not known: ${what}.`;
    // Without a live set, the load balancer is not known, so there are no candidates to list.
    if (live === undefined && candidates.length === 0)
        return `${unknown} Name the two with target-groups, or the listeners whose rules hold both with production-listener-arns.`;
    const listed = candidates.length === 0 ? 'none was found, so create one' : candidates.join(', ');
    return (`${unknown} Name both with target-groups${live === undefined ? '' : ` (the live one is ${live})`}. ` +
        `Candidates on this load balancer or on none: ${listed}.`);
}
/** Both groups need the same load balancer, target type and protocol. */
function mismatchProblems(world, { pair }) {
    const [a, b] = [pair?.blue, pair?.green].map((group) => world.groups.find(({ arn }) => arn === group));
    if (a === undefined || b === undefined)
        return [];
    const problems = [];
    const both = `target groups ${a.name} and ${b.name}`;
    if (a.targetType !== b.targetType)
        problems.push(`${both} have different target types (${a.targetType}, ${b.targetType}). Use groups of the same type.`);
    if (a.protocol !== b.protocol)
        problems.push(`${both} have different protocols (${a.protocol}, ${b.protocol}). Use groups of the same protocol.`);
    const isElsewhere = b.loadBalancers.length > 0 && a.loadBalancers.length > 0;
    if (isElsewhere && !b.loadBalancers.some((balancer) => a.loadBalancers.includes(balancer)))
        problems.push(`${both} belong to different load balancers (${a.loadBalancers.map(values_arn/* shortName */.EU).join(', ')}; ` +
            `${b.loadBalancers.map(values_arn/* shortName */.EU).join(', ')}). Name two groups of one load balancer.`);
    return problems;
}

// EXTERNAL MODULE: ./build/domain/task-sets/preflight/risks.js
var risks = __webpack_require__(55927);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/rules.js
// Findings about production and test rules.



/** Whether the named or discovered rules hold the pair, and show where production traffic goes. */
function ruleProblems(request, world, roles) {
    const { pair } = roles;
    const problems = [...missingNamedRules(request, world, roles)];
    if (pair === null)
        return problems;
    if (roles.production.length === 0)
        problems.push('no production rule was found, because no listener forwards to the target groups of the pair. ' +
            'Name the rule with production-rule-arns or the listener with production-listener-arns.');
    problems.push(...shareProblems(roles, pair));
    for (const rule of roles.leftOut)
        problems.push(`${(0,traffic/* formatRule */.UT)(rule)} forwards to a target group of the pair but is not among the named production rules. ` +
            'Name it too, or production would be split at the switch.');
    if (!(0,roles_roles/* isHealable */.NT)(world, roles))
        for (const rule of roles.production)
            problems.push(...weightProblem(rule, roles));
    return problems;
}
/** Weights of other groups never change. Where they have all of it in every rule, there is nothing to switch. */
function shareProblems({ production, test }, pair) {
    const { green: greenGroup, blue: blueGroup } = pair;
    const stuck = [production, test.filter((rule) => holdsPair(rule, pair))].flatMap((rules) => rules.every((rule) => !(0,traffic/* hasShare */.o4)(rule, blueGroup, greenGroup)) ? rules : []);
    return stuck.map((rule) => `${(0,traffic/* formatRule */.UT)(rule)} gives ${[greenGroup, blueGroup].flatMap((group) => (group === null ? [] : [(0,values_arn/* shortName */.EU)(group)])).join(' and ')} ` +
        `no weight (all of it goes to ${formatWeighted(rule)}), and the weights of other target groups are not changed, so green ` +
        'would get no traffic. Give one group of the pair a weight, or name another rule.');
}
const formatWeighted = (rule) => ((0,traffic/* forwardOf */.pl)(rule)?.groups ?? [])
    .flatMap(({ group, weight }) => (weight > 0 ? [(0,values_arn/* shortName */.EU)(group)] : []))
    .join(', ');
/** Weight on both groups is a canary of somebody else or a test rule that no input names, unless a release left a switch half done. */
function weightProblem(rule, roles) {
    const { pair, green } = roles;
    if (pair?.blue == null || green !== null)
        return [];
    const [blueGroup, greenGroup] = [(0,traffic/* weightOf */.mm)(rule, pair.blue), (0,traffic/* weightOf */.mm)(rule, pair.green)];
    if (greenGroup === 0)
        return [];
    const where = `${(0,traffic/* formatRule */.UT)(rule)} gives weight to ${blueGroup > 0 ? 'both target groups' : `the idle target group ${(0,values_arn/* shortName */.EU)(pair.green)}`}`;
    return [
        `${where}, while ${(0,values_arn/* shortName */.EU)(pair.blue)} is live, so it is not clear which of the two serves production. ` +
            'If this is the test rule, name it with test-rule-arn or test-listener-arn. Otherwise set its weights to one group.',
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

// EXTERNAL MODULE: ./build/domain/common/values/tag-prefix.js
var tag_prefix = __webpack_require__(82539);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/ours.js
var ours = __webpack_require__(11222);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/restage.js
var restage = __webpack_require__(37932);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/service-tags.js
var service_tags = __webpack_require__(51358);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/rollback-tags.js
var rollback_tags = __webpack_require__(98511);
;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/tags.js
// Whether the tags that a release writes fit next to those of others.







/** Maximum number of tags of a service, a task set or a task definition (fact 14). Tags that AWS sets don't count. */
const mostTags = 50;
/** ECS refuses a tag too many only when it is written. By then green would be built, or labelled. */
const tagProblems = (request, world, roles) => [
    ...serviceTagProblems(request, world, roles),
    ...revisionTagProblems(world.candidate),
];
function serviceTagProblems(request, world, roles) {
    const { service } = world;
    const there = Object.keys((0,service_tags/* formatServiceTags */._S)(service.tags));
    const missing = namesAhead(request, world, roles).filter((name) => !there.includes(name));
    const free = mostTags - service.otherTags - there.length;
    if (missing.length === 0 || missing.length <= free)
        return [];
    const named = missing.map((name) => `${tag_prefix/* tagPrefix */.B}${name}`).join(', ');
    const room = Math.max(0, free);
    return [
        `${String(service.otherTags)} of the ${String(mostTags)} tags that ECS allows for service ${service.name} are in use by others, so ${String(room)} ` +
            `are free, but this ${request.command}, its rollback included, needs ${String(missing.length)} more (${named}). ` +
            `Remove at least ${countTags(missing.length - room)} from the service.`,
    ];
}
const countTags = (count) => (count === 1 ? '1 tag' : `${String(count)} tags`);
/** The tags that the command may write on the service, its rollback included. */
const namesAhead = (request, world, roles) => Object.keys((0,service_tags/* formatServiceTags */._S)(factsAhead(request, world, roles)));
/** Facts with the text that they will have if their length matters, otherwise with any text. */
function factsAhead(request, world, roles) {
    const { isRelease, endsStaged } = (0,commands/* traitsOf */.J)(request);
    if (!isRelease)
        return { fence: '' };
    const { green, blue, leftovers, production, pair } = roles;
    const isAdopting = blue !== null && !(0,ours/* isOurs */.M)(blue);
    const expired = leftovers.find((set) => isToRemember(world, set));
    return {
        fence: '',
        ...(blue !== null && (!endsStaged || isAdopting) ? { blue: '' } : {}),
        ...(green === null && world.scaling !== null ? { scaling: '' } : {}),
        ...(expired === undefined ? {} : { expired: (0,restage/* formatExpired */.Bn)(world, expired) }),
        ...(endsStaged
            ? {}
            : { green: '', quarantined: '', ...(0,rollback_tags/* rollbackTags */.y)(world.service.arn, production, pair) }),
    };
}
const isToRemember = (world, set) => (0,staged/* isStaged */.Fl)(world, set) && (0,staged/* isExpired */._d)(set, world.nowMs);
/** The hash of the content is one more tag of the revision. */
function revisionTagProblems(candidate) {
    if (candidate === null || candidate.registeredAs !== null)
        return [];
    const others = tagKeysIn(candidate.content).filter((key) => key !== `${tag_prefix/* tagPrefix */.B}revision-hash`).length;
    if (others < mostTags)
        return [];
    return [
        `${candidate.source} has ${String(others)} tags, and the new revision needs ${tag_prefix/* tagPrefix */.B}revision-hash as one more, but ECS allows ` +
            `${String(mostTags)}. Remove at least ${countTags(others + 1 - mostTags)} from it.`,
    ];
}
function tagKeysIn(content) {
    const tags = typeof content === 'object' && content !== null && 'tags' in content ? content['tags'] : [];
    return Array.isArray(tags) ? tags.map((tag) => tag.key ?? '') : [];
}

// EXTERNAL MODULE: ./build/domain/task-sets/preflight/scaling.js + 3 modules
var scaling = __webpack_require__(94706);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/quarantine.js
var quarantine = __webpack_require__(22805);
;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/preflight.js
// Everything that speaks against a release, found before the first write.











/** ECS allows five task sets per service, and draining ones may count (fact 10). */
const maxTaskSets = 5;
/** The reasons to refuse this run, all at once. Empty: it may begin. */
function preflightProblems(request, world, roles, memory) {
    return preflightFindings(request, world, roles, memory).flatMap(({ kind, sentence }) => kind === 'error' || !request.isForced ? [sentence] : []);
}
/** Everything that speaks against a release, found without a write. */
function preflightFindings(request, world, roles, memory) {
    const service = serviceProblems(world);
    if (service.length > 0)
        return (0,finding/* errors */.sO)(service);
    // Rules of other types are not read, so further findings would be wrong: blue would look like a foreign set.
    if (world.loadBalancers.length > 0 && world.loadBalancers.every(isOtherType))
        return (0,finding/* errors */.sO)(balancerProblems(world, roles));
    return [
        ...(0,finding/* errors */.sO)(balancerProblems(world, roles)),
        ...(0,finding/* errors */.sO)(setProblems(world, roles, memory)),
        ...(0,finding/* errors */.sO)(pairProblems(request, world, roles)),
        ...(0,finding/* errors */.sO)(ruleProblems(request, world, roles)),
        ...(0,finding/* errors */.sO)(tagProblems(request, world, roles)),
        ...(0,finding/* errors */.sO)((0,scaling/* scalingProblems */.W)(world, roles)),
        // Risks don't hold up a rollback. The log shows them.
        ...(0,finding/* risks */.XG)((0,commands/* traitsOf */.J)(request).rollsBack ? [] : (0,risks/* preflightRisks */.A)(request, world, roles)),
        ...(0,finding/* risks */.XG)((0,quarantine/* quarantineRisks */.PU)(request, world, roles)),
        ...(0,finding/* errors */.sO)(world.candidate?.problems ?? []),
        ...(0,finding/* errors */.sO)(roles.green === null ? (0,creation/* attachmentProblems */.G6)(request, world, roles) : []),
        ...(0,finding/* errors */.sO)(roles.green === null ? (0,creation/* greenSettings */.BC)(request, world, roles).problems : []),
    ];
}
function serviceProblems({ service }) {
    const name = `service ${service.name} in cluster ${service.cluster}`;
    const problems = [];
    if (service.status !== 'ACTIVE')
        problems.push(`${name} is ${service.status}, so nothing can be released to it. Name an ACTIVE service, or create it again.`);
    if (service.controller !== 'EXTERNAL')
        problems.push(`${name} has the deployment controller ${service.controller}, but task sets need EXTERNAL. ` +
            `Create a service with deploymentController type EXTERNAL. ECS can't change the controller of a service to it.`);
    if (service.desiredCount === 0)
        problems.push(`${name} has a desired count of 0, so green would have no task to test. Set the desired count to 1 or more first.`);
    return problems;
}
const isOtherType = ({ type }) => type !== 'application';
function balancerProblems(world, { production }) {
    const problems = world.loadBalancers
        .filter(isOtherType)
        .map(({ arn, type }) => `load balancer ${(0,values_arn/* shortName */.EU)(arn)} is a ${type} load balancer, but this action switches only application load balancers.`);
    const inUse = new Set(production.map(({ loadBalancer }) => loadBalancer));
    if (inUse.size > 1)
        problems.push(`the production rules belong to ${String(inUse.size)} load balancers (${[...inUse].map(values_arn/* shortName */.EU).join(', ')}), ` +
            'but this action handles only services with one. Name the rules of one with production-rule-arns.');
    return problems;
}
function setProblems(world, roles, memory) {
    const problems = roles.foreign.map((set) => `task set ${set.id} (${(0,values_arn/* shortName */.EU)(set.taskDefinition)}, ${set.status}) is neither live nor made by this action, ` +
        'so it is not changed. Find out what else deploys this service, or delete the task set if nothing needs it.');
    for (const set of world.taskSets.filter(({ attachmentCount }) => attachmentCount > 1))
        problems.push(`task set ${set.id} is attached to ${String(set.attachmentCount)} load balancers, but this action handles only services with one.`);
    if (sharesGroup(roles) && !(0,roles_roles/* isHealable */.NT)(world, roles))
        problems.push(`task sets ${roles.live.map(({ id }) => id).join(' and ')} are in the same live target group, so traffic can't ` +
            'be switched between them. Delete the one that should not serve.');
    const removable = roles.leftovers.filter((set) => !(0,roles_roles/* isLiveIn */.aQ)(roles.production, set)).length;
    const isFull = roles.green === null && world.taskSets.length - removable >= maxTaskSets;
    if (isFull && memory.created === null)
        problems.push(`service ${world.service.name} has ${String(world.taskSets.length)} task sets, and ECS allows ${String(maxTaskSets)}. ` +
            `Delete one of ${world.taskSets.map(({ id, status }) => `${id} (${status})`).join(', ')}.`);
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
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7202);
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25629);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13802);
/* harmony import */ var _roles_roles_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61927);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23680);
// What makes a release risky.






/** Preflight refuses these unless the run is forced. Then the log shows them. */
function preflightRisks(request, world, roles) {
    return [...stickyRisks(request, roles), ...timeRisks(request, world, roles), ...sharedRisks(world, roles)];
}
/**
 * Another service in the live group loses its traffic at the switch, since only green's group gets it then. Its targets are
 * what no task of this service explains, once all of blue's tasks are listed.
 */
function sharedRisks(world, { blue, green, production }) {
    if (blue === null || (0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .isLiveIn */ .aQ)(production, green) || !(0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .isLiveIn */ .aQ)(production, blue))
        return [];
    const isListed = blue.running === blue.computedDesired && blue.tasks.length === blue.running;
    if (!isListed || hasGroupMate(world, blue))
        return [];
    const others = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_2__/* .strangers */ .ob)(world, blue);
    if (others.length === 0)
        return [];
    const listed = others.map(({ id, port }) => `${id}:${String(port)}`).join(', ');
    return [
        `the live target group ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_4__/* .shortName */ .EU)(blue.attachment?.group ?? blue.arn)} also holds ${String(others.length)} targets that ` +
            `are not of this service (${listed}). They would lose their traffic at the switch. Give the service that ` +
            'registers them a target group of its own, or deregister them.',
    ];
}
/** The tasks of a task set that is being deleted are not read. */
const hasGroupMate = (world, blue) => world.taskSets.some((set) => set !== blue && set.attachment?.group === blue.attachment?.group);
/** Without credentials or a job, green could not be rolled back at the end of its bake. */
function timeRisks(request, { nowMs }, { production, green }) {
    // Watching a live green for part of its bake is better than not watching it.
    const late = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).switches && !(0,_roles_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .isLiveIn */ .aQ)(production, green) ? (0,_common_run_time_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .bakeOutlasts */ .Ne)(request, nowMs) : null;
    if (late === null)
        return [];
    return [
        `${late}. After that, green could not be rolled back. Shorten bake-time, or give the job credentials that last longer ` +
            '(role-duration-seconds).',
    ];
}
/** A stickiness cookie overrides weights, so its users stay on blue until it expires (fact 30). */
function stickyRisks(request, { production }) {
    return production.flatMap((rule) => {
        const sticky = (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_5__/* .forwardOf */ .pl)(rule)?.stickiness;
        const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
        if (seconds <= request.warmSeconds)
            return [];
        return [
            `${(0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_5__/* .formatRule */ .UT)(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
                `longer than blue is kept (warm-time ${String(request.warmSeconds)} s), so some requests would fail at the teardown. ` +
                `Set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
        ];
    });
}


/***/ }),

/***/ 94706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ scalingFindings),
  W: () => (/* binding */ scalingProblems)
});

// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
;// CONCATENATED MODULE: ./build/domain/common/scaling/cron.js
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const ranges = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [1, 7],
    [1970, 2199],
];
/** `null`: it is not understood. A missing year is every year. */
function parseCron(text) {
    const words = text.trim().toUpperCase().split(/\s+/);
    if (words.length < 5 || words.length > 6)
        return null;
    const fields = ranges.map((range, index) => parseField(words[index] ?? '*', range));
    return fields.includes(undefined) ? null : { fields: fields.map((field) => field ?? null) };
}
const isAt = ({ fields }, time) => fields.every((field, index) => field === null || field.has(time[index] ?? -1));
/** `null`: any value. `undefined`: not understood. */
function parseField(text, range) {
    if (text === '*' || text === '?')
        return null;
    const parts = text.split(',').map((part) => parsePart(part, range));
    return parts.includes(null) ? undefined : new Set(parts.flatMap((part) => part ?? []));
}
function parsePart(text, [least, most]) {
    const [span = '', by, ...rest] = text.split('/');
    const step = by === undefined ? 1 : Number(by);
    if (rest.length > 0 || !Number.isInteger(step) || step < 1)
        return null;
    const [from = '', to, ...more] = span.split('-');
    const first = span === '*' ? least : cron_valueOf(from);
    const last = to !== undefined ? cron_valueOf(to) : by === undefined && span !== '*' ? first : most;
    if (more.length > 0 || first === null || last === null)
        return null;
    if (first < least || last > most || last < first)
        return null;
    return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}
function cron_valueOf(text) {
    const named = [days, months].map((names) => names.indexOf(text)).find((index) => index >= 0);
    if (named !== undefined)
        return named + 1;
    return /^\d+$/.test(text) ? Number(text) : null;
}

;// CONCATENATED MODULE: ./build/domain/common/scaling/schedule.js
// When a scheduled action acts next.

/** The first time within the span. `null`: none. `unknown`: its schedule is not understood. */
function nextRunMs(action, span) {
    const within = {
        fromMs: Math.max(span.fromMs, action.startMs ?? span.fromMs),
        untilMs: Math.min(span.untilMs, action.endMs ?? span.untilMs),
    };
    if (within.fromMs > within.untilMs)
        return null;
    const [, kind, text = ''] = /^(at|rate|cron)\((.*)\)$/.exec(action.schedule.trim()) ?? [];
    if (kind === 'at')
        return nextOnce(text, action, within);
    if (kind === 'rate')
        return nextOfRate(text, action, within);
    return kind === 'cron' ? nextOfCron(text, action, within) : 'unknown';
}
const isIn = (ms, { fromMs, untilMs }) => ms >= fromMs && ms <= untilMs;
function nextOnce(text, { timeZone }, span) {
    const localMs = Date.parse(`${text}Z`);
    const zone = zoneOf(timeZone);
    if (Number.isNaN(localMs) || zone === null)
        return 'unknown';
    // The offset of a moment near it: two looks are enough but in the hour in which clocks change.
    const nearMs = localMs - offsetMs(localMs, zone);
    const atMs = localMs - offsetMs(nearMs, zone);
    return isIn(atMs, span) ? atMs : null;
}
const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** It counts from its start. */
function nextOfRate(text, { startMs }, span) {
    const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text.trim()) ?? [];
    const everyMs = Number(count) * (unitMs[unit] ?? Number.NaN);
    if (!(everyMs > 0) || startMs === null)
        return 'unknown';
    const atMs = startMs + Math.max(0, Math.ceil((span.fromMs - startMs) / everyMs)) * everyMs;
    return isIn(atMs, span) ? atMs : null;
}
/** No release lasts longer, so no minute after that is looked at. */
const longestMs = 7 * 86_400_000;
function nextOfCron(text, { timeZone }, span) {
    const [cron, zone] = [parseCron(text), zoneOf(timeZone)];
    if (cron === null || zone === null)
        return 'unknown';
    const lastMs = Math.min(span.untilMs, span.fromMs + longestMs);
    let offset = offsetMs(span.fromMs, zone);
    for (let atMs = Math.ceil(span.fromMs / 60_000) * 60_000; atMs <= lastMs; atMs += 60_000) {
        // Clocks change on a quarter of an hour.
        if (atMs % 900_000 === 0)
            offset = offsetMs(atMs, zone);
        if (isAt(cron, timeOf(atMs + offset)))
            return atMs;
    }
    return null;
}
function timeOf(localMs) {
    const local = new Date(localMs);
    return [
        local.getUTCMinutes(),
        local.getUTCHours(),
        local.getUTCDate(),
        local.getUTCMonth() + 1,
        local.getUTCDay() + 1,
        local.getUTCFullYear(),
    ];
}
function zoneOf(timeZone) {
    try {
        return new Intl.DateTimeFormat('en-US', {
            timeZone: timeZone ?? 'UTC',
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
        });
    }
    catch {
        return null;
    }
}
/** How much local time is ahead of UTC. */
function offsetMs(ms, zone) {
    const parts = new Map(zone.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const part = (name) => parts.get(name) ?? 0;
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    return local - Math.floor(ms / 60_000) * 60_000;
}

;// CONCATENATED MODULE: ./build/domain/common/scaling/findings.js
// What auto scaling does to a release, and a release to auto scaling.




const labelOf = (group) => group.slice(group.lastIndexOf(':') + 1);
/** After a switch, such a policy follows the group without traffic, or has no data (facts 21a, 21c). */
function boundPolicies({ policies }, { green, blue }) {
    const pair = [green, ...(blue === null ? [] : [blue])];
    return policies.flatMap(({ name, metrics, groups }) => {
        const bound = pair.filter((group) => groups.includes(labelOf(group)));
        const [one] = bound;
        if (one === undefined || bound.length === pair.length)
            return [];
        const other = pair.find((group) => group !== one);
        return [
            `scaling policy "${name}" is bound to target group ${(0,arn/* shortName */.EU)(one)} (${metrics.join(', ')}), which loses its traffic when production ` +
                `switches: it would scale the live version by a group that it doesn't use. Use a policy with a metric over both groups` +
                `${other === undefined ? '' : `, ${(0,arn/* shortName */.EU)(one)} and ${(0,arn/* shortName */.EU)(other)}`}: ${metricOver(pair)}.`,
        ];
    });
}
/** Requests per target over both groups: the idle group adds no request, and does not lower the average. */
function metricOver(groups) {
    const [first, second = first] = groups.map(arn/* shortName */.EU);
    return (`(FILL(r1,0)+FILL(r2,0))/MAX([FILL(h1,0),FILL(h2,0)]), where r1 and r2 are RequestCount (Sum), and h1 and h2 are HealthyHostCount ` +
        `(Average), of ${String(first)} and ${String(second)}`);
}
/** Averages over all tasks of the service, whichever task set they belong to. */
const fleetAverages = new Set([
    'ECSServiceAverageCPUUtilization',
    'ECSServiceAverageMemoryUtilization',
    'AWS/ECS CPUUtilization',
    'AWS/ECS MemoryUtilization',
]);
/** Two fleets run, and one of them idles: the average that scaling reads is below that of the live one (fact 21c). */
const dilutedPolicies = ({ policies }, groups, warm) => policies
    .filter(({ metrics }) => metrics.some((metric) => fleetAverages.has(metric)))
    .map((policy) => describeDiluted(policy, groups, warm));
function describeDiluted({ name, metrics, target }, { green, blue }, { scalePercent, seconds }) {
    const fleets = 1 + scalePercent / 100;
    const reads = `live tasks at 100 % read as ${String(Math.round(100 / fleets))} %`;
    const needed = target === null ? null : Math.round(target * fleets);
    const effect = needed === null
        ? ''
        : needed > 100
            ? `, so it doesn't scale out (target ${String(target)} %: the live tasks would have to reach ${String(needed)} %)`
            : `, so it scales out only when the live tasks reach ${String(needed)} % (target ${String(target)} %)`;
    const pair = [green, ...(blue === null ? [] : [blue])];
    return (`scaling-diluted: scaling policy "${name}" follows ${metrics.join(', ')}, an average over both task sets. While blue is kept ` +
        `(${(0,duration/* formatDuration */.a3)(seconds)}), ${reads}${effect}. A policy with a metric over both groups scales out in time: ${metricOver(pair)}`);
}
/** Scheduled actions resize both task sets. The release goes on. */
const scheduledWithin = ({ scheduled }, { nowMs, untilMs }) => scheduled.flatMap((action) => {
    const atMs = nextRunMs(action, { fromMs: nowMs, untilMs });
    if (atMs === null)
        return [];
    const when = atMs === 'unknown'
        ? `may act within this release (${action.schedule})`
        : `acts at ${(0,moment/* formatMoment */.K9)(atMs, nowMs)}, within this release`;
    return [`scheduled action "${action.name}" ${when}: ${describeBounds(action)}, for blue and green alike`];
});
function describeBounds({ min, max }) {
    const bounds = [
        ...(min === null ? [] : [`at least ${String(min)}`]),
        ...(max === null ? [] : [`at most ${String(max)}`]),
    ];
    return `the desired count becomes ${bounds.join(' and ') || 'what it sets'}`;
}

;// CONCATENATED MODULE: ./build/domain/task-sets/preflight/scaling.js
// What preflight knows of auto scaling: policies that can't follow a switch, and what scaling does during the release.

/** Policies are read only for a release, so they don't hold up a rollback. */
const scalingProblems = ({ scalingPlan }, { pair }) => scalingPlan === null || pair === null ? [] : boundPolicies(scalingPlan, pair);
/** What doesn't stop a release. */
function scalingFindings(request, world, { pair }) {
    const { scalingPlan, scaling, nowMs } = world;
    if (scalingPlan === null || pair === null)
        return [];
    const keptSeconds = Math.max(request.warmSeconds, request.bake.seconds);
    const warm = { scalePercent: request.warmScalePercent, seconds: keptSeconds };
    const untilMs = nowMs + (request.readyTimeoutSeconds + request.smoke.timeoutSeconds + keptSeconds) * 1000;
    return [
        ...(scaling?.scaleOutSuspended === true ? [] : dilutedPolicies(scalingPlan, pair, warm)),
        ...(scaling?.scheduledSuspended === true ? [] : scheduledWithin(scalingPlan, { nowMs, untilMs })),
    ];
}


/***/ }),

/***/ 31359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ continueReport),
  X: () => (/* binding */ observedReport)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/values/shell.js
var shell = __webpack_require__(76784);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/by-hand.js
var by_hand = __webpack_require__(54888);
// EXTERNAL MODULE: ./build/domain/task-sets/decide/decide.js + 19 modules
var decide = __webpack_require__(4093);
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
// EXTERNAL MODULE: ./build/domain/task-sets/health/scale-in.js
var scale_in = __webpack_require__(84902);
// EXTERNAL MODULE: ./build/domain/common/report/commit.js
var commit = __webpack_require__(35365);
;// CONCATENATED MODULE: ./build/domain/task-sets/health/shown-commit.js
// Which commit the reports show.



/**
 * The commit as of this observation. A promote releases what was staged, perhaps of another commit. A rollback returns to
 * the commit of blue. The commit of a re-release isn't known, and it isn't the run's own.
 */
function commitSeen({ request, roles, world, memory }) {
    const { green, blue } = roles;
    const ahead = (0,commit/* commitAhead */.j)(request);
    if (ahead !== null)
        return ahead;
    if (!(0,commands/* traitsOf */.J)(request).rollsBack)
        return green?.tags.commit ?? null;
    const isReRelease = green === null || (0,green_role/* isOwnSet */.pO)(request, world, memory, green);
    return isReRelease ? null : (blue?.tags.commit ?? null);
}

// EXTERNAL MODULE: ./build/domain/task-sets/status/status.js
var status_status = __webpack_require__(13362);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/version-before.js
var version_before = __webpack_require__(87701);
// EXTERNAL MODULE: ./build/domain/task-sets/health/times.js
var times = __webpack_require__(53384);
// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/domain/task-sets/report/gates.js
// Fills the gates of the report.







const gate = (state, words) => ({ state, words });
/** Once a rollback begins, the gates stay as last observed, and the gate that failed is marked. */
function gatesAfter(before, scene) {
    const { request, memory } = scene;
    const { judgesGreen, rollsBack } = (0,commands/* traitsOf */.J)(request);
    // A rollback may be refused: then it observed another run's release.
    if (judgesGreen === 'never' || (rollsBack && !memory.isPreflightPassed))
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
    'bake-probes-failed': 'bake',
    'bake-targets-unhealthy': 'bake',
    'bake-tasks-stopped': 'bake',
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
    const isPast = (0,switch_state/* isGreenLive */.Cz)(scene) || memory.hasLabelledGreen;
    const isPassed = isPast || (memory.readyStreak >= times/* readyStreak */.Eg && (0,readiness/* isReady */.i_)(world, green).isYes);
    return gate(isPassed ? 'passed' : 'waiting', counts);
}
function smokeGate(scene) {
    const { memory, request } = scene;
    const { smoke } = memory;
    const passes = `${smoke.passesInRow} of ${request.smoke.passes} passes in a row`;
    const probing = (0,health_probing/* smokeProbing */.Nt)(scene);
    if (smoke.passesInRow >= request.smoke.passes)
        return gate('passed', probing.requests === null ? passes : `${passes} at ${probing.where}`);
    if (smoke.isSkipped)
        return gate('skipped', "no smoke test: green's tasks can't be reached from this runner, so target health decided");
    if ((0,switch_state/* isGreenLive */.Cz)(scene))
        return gate('passed', 'before this attempt took over');
    if (memory.readyStreak < times/* readyStreak */.Eg && smoke.startedAtMs === null)
        return null;
    if (probing.requests === null)
        return gate('skipped', `no smoke test: ${probing.why}`);
    return gate('waiting', smoke.lastFailure === null ? passes : `${passes}; last: ${smoke.lastFailure}`);
}
/** A probe judges green only after it has passed on blue. Why it isn't used is always shown. */
function probeGate(scene) {
    const { memory, request, roles, world } = scene;
    const { baseline } = memory;
    if (request.bake.seconds === 0)
        return null;
    const probing = (0,health_probing/* productionProbing */.B$)(scene);
    if (baseline.verdict === 'passed') {
        const where = probing.requests === null ? 'production' : probing.where;
        return gate('passed', `${where} responded before the switch, so probes judge green`);
    }
    if (baseline.verdict === 'unusable')
        return gate('skipped', `probes not used: production failed before the switch too (${baseline.lastFailure ?? 'no response'})`);
    if (roles.blue === null && (0,readiness/* healthyOthers */.F6)(world, roles).length === 0)
        return gate('skipped', 'probes not used: there is no blue to try them on');
    if (probing.requests === null)
        return gate('skipped', `probes not used: ${probing.why}`);
    if ((0,switch_state/* isGreenLive */.Cz)(scene))
        return gate('skipped', 'probes not used: this attempt could not try them before the switch');
    return baseline.lastMs === null
        ? null
        : gate('waiting', `probing production before the switch: ${baseline.lastFailure ?? 'no response'}`);
}
function bakeGate(scene) {
    const { memory, request, world } = scene;
    const endsMs = (0,switch_state/* bakeEndsMs */.gC)(scene);
    if ((0,switch_state/* switchedAtMs */.d0)(scene) === null || endsMs === null || !(0,switch_state/* isGreenLive */.Cz)(scene))
        return null;
    if (request.bake.seconds === 0)
        return gate('skipped', 'bake-time is 0');
    if (memory.isBakePassed)
        return gate('passed', `${(0,duration/* formatDuration */.a3)(request.bake.seconds)} without a failure signal`);
    const bad = memory.bakeProbe.failuresInRow;
    const sign = bad === 0
        ? ''
        : `; ${bad} of ${request.bake.probeFailures} failed probes: ${memory.bakeProbe.lastFailure ?? 'no response'}`;
    return gate('waiting', `until ${(0,moment/* formatMoment */.K9)(endsMs, world.nowMs)}${sign}`);
}

// EXTERNAL MODULE: ./build/domain/common/report/phases.js
var phases = __webpack_require__(68628);
// EXTERNAL MODULE: ./build/domain/common/run/fence.js
var run_fence = __webpack_require__(48424);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/run.js
var run = __webpack_require__(59688);
;// CONCATENATED MODULE: ./build/domain/task-sets/report/newer-run.js
// Whether a newer run reports on the same pull request.


/**
 * There is one comment for both runs, and the newer run has the current state. `isFollowed`: this process held the fence, so
 * any other value is a newer run's. Otherwise the run's number decides.
 */
function isReportedByNewerRun(release, { service, taskSets }, { fence: own }, isFollowed) {
    const fence = (0,run_fence/* parseFence */.Hz)(service.tags.fence);
    if (fence === null)
        return false;
    const { runId, runAttempt, pull } = release;
    const isNewer = fence.runId > runId || (fence.runId === runId && fence.attempt > runAttempt);
    const isLost = isFollowed ? own !== null && service.tags.fence !== own.value : isNewer;
    if (!isLost)
        return false;
    return (fence.runId === runId ||
        taskSets.some(({ tags }) => (0,run/* runIdOf */.S)(tags.run) === fence.runId && tags.pull === String(pull)));
}

;// CONCATENATED MODULE: ./build/domain/task-sets/report/traffic-shares.js

function sharesOf({ pair, production }) {
    return production.map((rule) => {
        const groups = (0,traffic/* forwardOf */.pl)(rule)?.groups ?? [];
        const total = groups.reduce((sum, { weight }) => sum + weight, 0);
        const share = (weight) => (total === 0 ? null : (weight / total) * 100);
        const blue = pair?.blue == null ? 0 : (0,traffic/* weightOf */.mm)(rule, pair.blue);
        const green = pair === null ? 0 : (0,traffic/* weightOf */.mm)(rule, pair.green);
        return {
            rule: (0,traffic/* formatRule */.UT)(rule),
            blue: share(blue),
            green: share(green),
            others: share(total - blue - green),
        };
    });
}

// EXTERNAL MODULE: ./build/domain/task-sets/health/describe-traffic.js
var describe_traffic = __webpack_require__(49917);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/common/report/report.js + 1 modules
var report_report = __webpack_require__(4395);
;// CONCATENATED MODULE: ./build/domain/task-sets/report/report.js
// Fills the report from one observation.

























/** The report after one more observation and what was decided on it. */
function continueReport(report, step, world, memory) {
    const moved = (0,report_report/* spend */.Rf)(report, world.nowMs, (0,phases/* phaseAfter */.W)(report.phase, step));
    return see(moved, (0,scene/* sceneOf */.c)(report.request, world, memory));
}
/** The report from one observation, without earlier ones. The inputs' revision is not read. */
const observedReport = (report, world) => see({ ...report, nowMs: world.nowMs }, (0,scene/* sceneOf */.c)(report.request, { ...world, candidate: null }, (0,memory/* blankMemory */.sc)(world.nowMs)));
function see(report, scene) {
    const { world, memory, roles } = scene;
    const green = seen(report.green, roles.green, world);
    return {
        ...report,
        source: world.candidate?.source ?? report.source,
        revision: green?.revision ?? memory.registered ?? world.candidate?.registeredAs ?? report.revision,
        commit: report.commit ?? commitSeen(scene),
        blue: seen(report.blue, roles.blue, world),
        green,
        traffic: {
            sentence: (0,describe_traffic/* describeTraffic */.h)(roles),
            shares: sharesOf(roles),
            isOnGreen: (0,switch_state/* isGreenLive */.Cz)(scene),
        },
        gates: gatesAfter(report.gates, scene),
        switchedAtMs: (0,switch_state/* isGreenLive */.Cz)(scene) ? (0,switch_state/* switchedAtMs */.d0)(scene) : report.switchedAtMs,
        rollback: rollbackOptions(scene),
        failure: memory.failure,
        notes: (0,drift/* restoredNotes */._8)(memory, world.nowMs),
        staged: stagedIn(scene),
        scaleInUntil: (0,scale_in/* scaleInUntil */.kM)(scene),
        status: (0,commands/* traitsOf */.J)(report.request).report === 'status' ? (0,status_status/* statusOf */.c)(scene) : null,
        dryRun: (0,commands/* traitsOf */.J)(report.request).report === 'plan' ? (0,dry_run/* dryRunOf */.m)(scene, decide/* decideNextStep */.A) : null,
        isReportedByNewerRun: isReportedByNewerRun(report.request.release, world, memory, report.isFollowed),
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
function rollbackOptions(scene) {
    const { request, roles } = scene;
    const { blue, pair, production } = roles;
    const before = (0,version_before/* versionBefore */.aq)(roles.green);
    const base = {
        ...report_report/* nowhere */.jx,
        blockedBecause: (0,switch_state/* isGreenLive */.Cz)(scene) ? whyBlocked(roles.green) : null,
        reRelease: before === undefined ? null : (0,arn/* lastPart */.S_)(before),
    };
    if (base.blockedBecause !== null)
        return base;
    const hasOthers = (0,readiness/* healthyOthers */.F6)(scene.world, roles).length > 0;
    const isBlueThere = blue !== null && blue.status !== 'DRAINING';
    if (!(isBlueThere || hasOthers) || pair === null || !(0,switch_state/* isGreenLive */.Cz)(scene))
        return base;
    const rules = production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, pair.green) > 0);
    const byWeights = (0,by_hand/* handCommands */.u)(rules, pair);
    if (blue === null)
        return { ...base, commands: byWeights };
    const full = (0,lease/* fullScale */.MY)(scene.world.service.tags, blue);
    const isWeak = blue.scalePercent < full;
    const service = ['--cluster', request.cluster, '--service', request.service];
    const scale = ['--scale', `value=${full},unit=PERCENT`];
    const raise = (0,shell/* awsCommand */.b)('ecs', 'update-task-set', ...service, '--task-set', blue.arn, ...scale);
    const label = (0,shell/* awsCommand */.b)(...['ecs', 'update-service-primary-task-set', ...service], ...['--primary-task-set', blue.arn]);
    return {
        ...base,
        keptUntilMs: keptUntilMs(scene),
        loweredToPercent: isWeak ? blue.scalePercent : null,
        commands: [...(isWeak ? [raise] : []), ...byWeights, label],
    };
}
function whyBlocked(green) {
    const forwardOnly = green?.tags['forward-only'];
    if (forwardOnly !== undefined)
        return `this release is forward-only (${forwardOnly})`;
    return green !== null && (0,green_role/* isReReleased */.n2)(green)
        ? 'a rollback released the live version; to move to another version, run the command rollback with the input rollback-to'
        : null;
}
/** The lease in the service's tag, or its value from the switch if the tag was wiped. */
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

/***/ 292:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BC: () => (/* binding */ greenSettings),
/* harmony export */   G6: () => (/* binding */ attachmentProblems),
/* harmony export */   Ix: () => (/* binding */ creation)
/* harmony export */ });
/* unused harmony export attachmentOf */
/* harmony import */ var _common_values_time_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64857);
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27680);
/* harmony import */ var _restage_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37932);
/* harmony import */ var _roles_rules_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82958);
/* harmony import */ var _roles_version_before_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87701);
// What green is created with.






const blank = {
    launchType: null,
    capacityProviders: null,
    platformVersion: null,
    network: null,
    serviceRegistries: [],
    otherTags: {},
};
/** ECS allows this many tags on a resource (fact 14). */
const mostTags = 50;
/** Settings of blue, overridden by inputs. The service itself shows only those of the PRIMARY (fact 11). */
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
            'subnets: the task definition uses the network mode awsvpc, and there is no live task set to copy the network ' +
                'configuration from. Name the subnets (and security-groups).',
        ]
        : [];
    return { settings, problems };
}
/** Launch type and capacity providers exclude each other, so naming one drops the other of blue (fact 11). */
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
/** Green is attached to the idle group through the container of blue, or the only container of the revision that maps a port. */
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
            `container-name: ${candidate.source} does not show which container receives the traffic of the load balancer ` +
                `(containers: ${names}). Name one that maps a port.`,
        ];
    const container = candidate.containers.find(({ name }) => name === target.containerName);
    if (container === undefined)
        return [
            `container ${target.containerName}, which receives the traffic of the load balancer on blue, is not in ${candidate.source} ` +
                `(containers: ${names}). Keep its name.`,
        ];
    if (container.ports.includes(target.containerPort))
        return [];
    return [
        `container ${container.name} of ${candidate.source} does not map port ${String(target.containerPort)}, ` +
            `which the load balancer sends traffic to (it maps ${container.ports.join(', ') || 'none'}). Add it to portMappings.`,
    ];
}
/** The request of CreateTaskSet. The tags of green hold even after all tags of the service are wiped. */
function creation({ request, world, roles, memory }, revision) {
    const attachment = attachmentOf(request, world, roles);
    if (attachment === null)
        return null;
    const { release } = request;
    const { revisionFrom } = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request);
    const tags = setTags(request, world, roles, revision);
    return {
        // A re-release may be a job of the same run as the release, and creates another set.
        tokenText: [
            world.service.arn,
            release.runId,
            release.runAttempt,
            memory.createTry,
            ...(revisionFrom === 'earlier' ? ['rollback'] : []),
            // Staging again may be a job of the run that staged first.
            ...(revisionFrom === 'staged' ? ['restage'] : []),
        ].join(' '),
        externalId: (0,_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__/* .shortReleaseId */ .tj)(release.id, request.service),
        taskDefinition: revision,
        attachment,
        settings: withFittingTags(greenSettings(request, world, roles).settings, tags),
        tags,
    };
}
/** A long value of ours may take a second tag. */
const continuations = 2;
/** Our own tags come first. Of the others, as many as fit, by key. */
function withFittingTags(settings, own) {
    const others = Object.entries(settings.otherTags).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const room = mostTags - Object.keys(own).length - continuations;
    return { ...settings, otherTags: Object.fromEntries(others.slice(0, room)) };
}
function setTags(request, world, roles, revision) {
    const { blue } = roles;
    const { release, warmSeconds } = request;
    const { createsStaged, rollsBack } = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request);
    return {
        ...(createsStaged ? { expires: expiry(request, world) } : {}),
        release: release.id,
        ...commitOf(request, world, roles),
        repository: release.repository,
        run: `${String(release.runId)}.${String(release.runAttempt)}`,
        'warm-time': `${String(warmSeconds)}s`,
        ...(release.pull === null ? {} : { pull: String(release.pull) }),
        ...(world.candidate === null ? {} : { 'revision-hash': world.candidate.hash }),
        ...testTags(request, world),
        ...(blue === null ? {} : { blue: blue.id }),
        // A rollback must not return to the version that a rollback replaced: the next one needs rollback-to.
        ...(blue === null || rollsBack ? {} : (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_4__/* .previousTag */ .W8)(blue, revision)),
    };
}
/** For later commands without these inputs. To them, a test rule would look like a production rule. */
function testTags(request, world) {
    const last = (0,_roles_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .lastTestTags */ .U)(request, world);
    const listener = request.traffic.testListener ?? last['test-listener'];
    const rule = request.traffic.testRule ?? last['test-rule'];
    return {
        ...(listener === undefined ? {} : { 'test-listener': listener }),
        ...(rule === undefined ? {} : { 'test-rule': rule }),
    };
}
/**
 * What is staged again keeps the commit that was staged, or gets the one of expected-sha with force. The commit of an
 * older revision is not known once its set is gone.
 */
function commitOf(request, world, roles) {
    const { revisionFrom } = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request);
    if (revisionFrom === 'earlier')
        return {};
    if (revisionFrom === 'inputs')
        return { commit: request.release.commit };
    const commit = (0,_restage_js__WEBPACK_IMPORTED_MODULE_2__/* .expiredStage */ .mu)(request, world, roles)?.commit ?? request.goal.expectedCommit;
    return commit === null ? {} : { commit };
}
const expiry = ({ goal }, { nowMs }) => (0,_common_values_time_js__WEBPACK_IMPORTED_MODULE_5__/* .iso */ .K)(nowMs + goal.stageExpirySeconds * 1000);


/***/ }),

/***/ 22805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KS: () => (/* binding */ quarantineOf),
/* harmony export */   PU: () => (/* binding */ quarantineRisks),
/* harmony export */   Yl: () => (/* binding */ quarantineTags)
/* harmony export */ });
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27680);
/* harmony import */ var _common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60985);
/* harmony import */ var _roles_staged_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60799);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24309);
/* harmony import */ var _tags_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(59688);
// Which content a rollback quarantines, and which a release is refused for.






/** The tag `quarantined` that a rollback of this green for this reason writes; empty: none. Earlier entries stay in it. */
function quarantineTags({ service }, green, kind) {
    const { run, 'revision-hash': content } = green.tags;
    const runId = (0,_tags_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .S)(run);
    if (!(0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_3__/* .isQuarantining */ .Gj)(kind) || content === undefined || runId === null)
        return {};
    return { quarantined: (0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_3__/* .withQuarantine */ .TV)(service.tags.quarantined, content, runId) };
}
/** What the tag of the service lists as quarantined, newest first. */
const quarantineOf = ({ service }) => (0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_3__/* .parseQuarantine */ .mW)(service.tags.quarantined);
/** Why quarantined content is a risk, unless somebody re-runs the run whose release was rolled back. */
function quarantineRisks(request, world, roles) {
    const { release } = request;
    const next = contentAhead(request, world, roles);
    const found = quarantineOf(world).find((one) => (0,_common_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_3__/* .isQuarantined */ .fK)(one, next?.hash));
    if (next === null || found === undefined)
        return [];
    if (release.runAttempt > 1 && release.runId === found.runId)
        return [];
    const run = (0,_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__/* .runUrlOf */ .Qm)(release.runUrl, found.runId);
    const advice = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).revisionFrom === 'earlier'
        ? 'Name an older revision with rollback-to. If this content was not the cause, set force.'
        : 'Release a fixed version. If this content was not the cause, set force, or re-run that run.';
    return [
        `${next.words} is quarantined: run ${run} released that content, and it was rolled back. ${advice}`,
    ];
}
/** What users would newly get: the candidate, or the staged green. `null`: the switch has begun. */
function contentAhead(request, world, { green, live }) {
    if (green === null) {
        const images = request.revision.images.map(({ image }) => ` with image ${image}`).join('');
        const { candidate } = world;
        return candidate === null ? null : { hash: candidate.hash, words: `${candidate.source}${images}` };
    }
    const hasBegun = green.status === 'PRIMARY' || live.includes(green) || (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_4__/* .isBeingRolledBack */ .ty)(world, green);
    if ((0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).green !== 'staged' || hasBegun)
        return null;
    return { hash: green.tags['revision-hash'], words: `the staged green ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSet */ .M)(green)}` };
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
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(86164);
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25629);
/* harmony import */ var _common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27680);
/* harmony import */ var _roles_staged_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60799);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16061);
/* harmony import */ var _model_make_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47074);
// A staged release that has expired, and how promote stages it again.






/** The release that a promote with these inputs would stage again, from its green or from the tag. */
function expiredStage(request, world, { live }) {
    const { promoted } = request.goal;
    const isMeant = (release) => promoted === null || release === promoted;
    const [newest] = world.taskSets
        .filter((set) => !live.includes(set) && (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_2__/* .isStaged */ .Fl)(world, set) && (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_2__/* .isExpired */ ._d)(set, world.nowMs))
        .filter(({ tags }) => isMeant(tags.release))
        .toSorted((a, b) => b.createdAtMs - a.createdAtMs);
    if (newest !== undefined) {
        const { release = '', commit = null } = newest.tags;
        return { release, revision: newest.taskDefinition, commit, set: newest };
    }
    const gone = parseExpired(world);
    if (gone === null || !isMeant(gone.release))
        return null;
    // It was promoted, by a run that did not clear the tag.
    return live.some(({ taskDefinition }) => (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__/* .shortName */ .EU)(taskDefinition) === gone.revision) ? null : gone;
}
/** `<run id>:<family>:<revision>:<commit>`, without the commit if the set has no tag for it. */
function formatExpired({ service }, { tags, taskDefinition }) {
    const release = (0,_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__/* .shortReleaseId */ .tj)(tags.release ?? '', service.name);
    return [release, (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__/* .shortName */ .EU)(taskDefinition), ...(tags.commit === undefined ? [] : [tags.commit])].join(':');
}
function parseExpired({ service }) {
    const match = /^([^:]*):([^:]+:\d+)(?::([^:]+))?$/.exec(service.tags.expired ?? '');
    const [, release, revision, commit = null] = match ?? [];
    if (release === undefined || revision === undefined)
        return null;
    return { release: (0,_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__/* .longReleaseId */ .N4)(release, service.name), revision, commit, set: null };
}
/** Written before an expired green is deleted. After that, nothing else names the staged revision. */
function rememberExpired(scene, set) {
    const { world } = scene;
    if (!(0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_2__/* .isStaged */ .Fl)(world, set) || !(0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_2__/* .isExpired */ ._d)(set, world.nowMs))
        return null;
    const tags = { expired: formatExpired(world, set) };
    if (world.service.tags.expired === tags.expired)
        return null;
    const because = `${set.id} has expired. Its revision is kept in a tag, so that it can be staged again`;
    return (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessAbandoned */ .T)(scene, (0,_model_make_step_js__WEBPACK_IMPORTED_MODULE_4__/* .step */ .PM)('prepare', 'restaging', because, { kind: 'tag-service', tags }));
}
/** Why an expired release is not promoted, and what to do; `null`: it can be staged again. */
function restageProblem({ request, world }, expired) {
    const { release, revision, commit, set } = expired;
    const named = (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__/* .lastPart */ .S_)(revision);
    const { isRestaging, expectedCommit } = request.goal;
    if (!isRestaging) {
        const what = set === null
            ? `nothing is staged for service ${request.service}: release ${release} expired and its green was removed, but its revision ${named} is known.`
            : `green ${set.id} of release ${release} was staged until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_5__/* .formatTagTime */ .NN)(set.tags.expires ?? '?', world.nowMs)} and has expired.`;
        return `${what} Set restage to stage revision ${named} again, through all gates, and promote it. Or run the command stage.`;
    }
    if (expectedCommit === null || commit === expectedCommit)
        return null;
    if (commit !== null)
        return (`expired release ${release} was staged for commit ${commit}, but expected-sha is ${expectedCommit}. ` +
            'Stage the approved commit.');
    if (request.isForced)
        return null;
    return (`the commit of the removed green of release ${release} is not known, and expected-sha is ` +
        `${expectedCommit}. Stage that commit, or set force if you know that revision ${named} was built from it.`);
}


/***/ }),

/***/ 24309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ formatSet)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25629);
// How messages name a task set.

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
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_run_fence_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(48424);
/* harmony import */ var _kept_green_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(40887);
/* harmony import */ var _ours_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11222);
/* harmony import */ var _common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27680);
/* harmony import */ var _staged_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(60799);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23680);
// Which task set is green.







/**
 * The task set that the command is about, as its traits say. A re-run adopts the one of its release by its tags (fact
 * 14). `live`: the task sets with production traffic.
 */
function greenOf(request, world, memory, live) {
    const { green, rollsBack } = (0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request);
    if (green === 'stranded')
        return strandedOf(world, live);
    const remembered = memory.green ?? memory.created?.set;
    const known = world.taskSets.find(({ arn }) => arn === remembered);
    // A task set that is draining counts only for the process that deletes it.
    if (known !== undefined && known.status !== 'DRAINING')
        return known;
    // Green is gone, and so the rollback is done. No other task set becomes green.
    if (rollsBack && memory.failure?.kind === 'requested')
        return known ?? null;
    return findGreen(request, world, memory, live) ?? known ?? null;
}
function findGreen(request, world, memory, live) {
    const standing = world.taskSets.filter(({ status }) => status !== 'DRAINING');
    const own = standing.find((set) => isOwnSet(request, world, memory, set));
    switch ((0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).green) {
        case 'own':
            return own ?? null;
        case 'staged':
            return stagedOf(request, world, standing, live) ?? null;
        case 'to-roll-back':
            return (own ??
                standing.find(({ id }) => id === rolledBackBy(request, world)) ??
                (isReRelease(request, world, standing, live) ? null : lastBegun(world, standing, live)));
        case 'last-begun':
            return lastBegun(world, standing, live);
        case 'switched-to':
            return switchedTo(world, standing, live);
        case 'stranded':
            return strandedOf(world, live);
    }
}
/**
 * Whether the task set is this run's own green. A rollback continues an unfinished re-release of another run: rolling
 * that back would return traffic to the failed version.
 */
function isOwnSet(request, world, memory, set) {
    if (set.tags.release === request.release.id)
        return true;
    if (!(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).rollsBack || request.goal.rollbackTo !== null || !isReReleased(set))
        return false;
    // Otherwise the run would fail before its first write.
    const isContinued = memory.isPreflightPassed && memory.failure === null && memory.green === set.arn;
    return isContinued || isUnderWay(world, set);
}
/** Whether its switch has begun and its tags are not cleared yet. */
const isUnderWay = ({ service }, { arn }) => service.tags.green === arn;
/** Whether a rollback created it, as its release ID says. */
const isReReleased = ({ tags }) => tags.release !== undefined && (0,_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_1__/* .isRollbackId */ .o$)(tags.release);
/**
 * A sweep sees the service as a release does before it creates green: what is live stays, everything else of ours is a
 * leftover. If nothing is live, our PRIMARY should be.
 */
function strandedOf(world, live) {
    if (live.length > 0)
        return null;
    const isMeant = (set) => set.status === 'PRIMARY' && ((0,_ours_js__WEBPACK_IMPORTED_MODULE_2__/* .isOurs */ .M)(set) || (0,_ours_js__WEBPACK_IMPORTED_MODULE_2__/* .isAdopted */ .Y)(world, set));
    return world.taskSets.find(isMeant) ?? null;
}
/** Whether the rollback is a re-release: no blue is kept, or the input names a revision other than blue's. */
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
 * Blue of a live task set that this action did not create, so that no tag names it: the only other task set, if a rule
 * holds the groups of both. It is an assumption, and every message that relies on it says so.
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
    const isPair = world.rules.some((rule) => groups.every((group) => group !== undefined && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__/* .holds */ .v9)(rule, group)));
    return isPair ? only : null;
}
/** Whether the set may have served before `from`: another tool or an earlier release created it. A later release may never have served. */
const mayHaveBeenBefore = (world, only, from) => only.tags.release === undefined ||
    (only.createdAtMs < from.createdAtMs && only.tags.expires === undefined && !(0,_kept_green_js__WEBPACK_IMPORTED_MODULE_4__/* .isKeptGreen */ .am)(world, only));
/**
 * The set to promote: that of the release that an input names. Without such an input, the first of these that exists:
 * this run's own set, the newest staged set without traffic or with an unfinished promotion, the set that this run has
 * promoted. An expired set that is to be staged again doesn't count: this run creates a new set.
 */
function stagedOf(request, world, standing, live) {
    const { promoted, isRestaging } = request.goal;
    const isLive = (set) => live.includes(set);
    const isOver = (set) => isRestaging && (0,_staged_js__WEBPACK_IMPORTED_MODULE_5__/* .isExpired */ ._d)(set, world.nowMs);
    // It is being rolled back. Only the run that promoted it continues.
    const isAnothers = (set) => (0,_staged_js__WEBPACK_IMPORTED_MODULE_5__/* .isBeingRolledBack */ .ty)(world, set) && !(0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_6__/* .isOwnRun */ .qK)(world.service.tags.fence, request.release.runId);
    const known = standing.filter((set) => isLive(set) || !((0,_staged_js__WEBPACK_IMPORTED_MODULE_5__/* .wasPromoted */ ._T)(world, set) || isAnothers(set) || isOver(set)));
    const staged = known.filter((set) => set.tags.expires !== undefined).toSorted(newestFirst);
    const own = staged.find(({ tags }) => tags.release === request.release.id);
    if (promoted !== null)
        return known.find(({ tags }) => tags.release === promoted) ?? (isRestaging ? own : undefined);
    return (own ??
        staged.find((set) => !isLive(set) || isUnfinished(world, standing, set)) ??
        staged.find((set) => live.includes(set) && (0,_common_run_fence_js__WEBPACK_IMPORTED_MODULE_6__/* .isOwnRun */ .qK)(world.service.tags.fence, request.release.runId)));
}
/** Its blue still exists, or the service's tags still name it. */
const isUnfinished = (world, standing, set) => world.service.tags.green === set.arn || standing.some(({ id }) => id === set.tags.blue);
/**
 * The release that is being switched to, or was last switched to. The service's tags name it while it is in progress, and after an
 * unfinished rollback. Otherwise it is what is live.
 */
function switchedTo(world, standing, live) {
    const tagged = standing.find(({ arn }) => arn === world.service.tags.green);
    return tagged ?? live.toSorted(newestFirst)[0] ?? null;
}
/**
 * The newest release, which a rollback rolls back and status shows. A release next to what is live takes precedence, even if
 * it was never switched to, or if its tags were deleted during its rollback.
 */
function lastBegun(world, standing, live) {
    const serving = switchedTo(world, standing, live);
    if (serving === null || !live.includes(serving))
        return serving;
    // A green that is kept for inspection is rolled back already. A staged green isn't a release in progress.
    const begun = standing.find((set) => set.tags.blue === serving.id &&
        set.tags.expires === undefined &&
        !live.includes(set) &&
        !isReReleased(set) &&
        !(0,_kept_green_js__WEBPACK_IMPORTED_MODULE_4__/* .isKeptGreen */ .am)(world, set));
    return begun ?? serving;
}
/**
 * The service's tag `rolled-back`, `<run id>:<task set id>`. If the same rollback runs again, it continues where it
 * stopped. Once it is done it rolls back nothing else, neither its blue nor a later release.
 */
const formatRolledBack = ({ release }, set) => `${String(release.runId)}:${set.id}`;
/** The ID of the task set that this run has rolled back, from the tag; `null`: none. */
function rolledBackBy({ release }, { service }) {
    const [run, id] = (service.tags['rolled-back'] ?? '').split(/:(.*)/s);
    return run === String(release.runId) && id !== undefined ? id : null;
}
const newestFirst = (a, b) => b.createdAtMs - a.createdAtMs;


/***/ }),

/***/ 41790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inheritedMemory),
/* harmony export */   h: () => (/* binding */ handoverOf)
/* harmony export */ });
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5819);
// What main leaves for the post step.

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
 * What the post step knows at its start. It counts as cancelled, so it never continues the release, and preflight has
 * passed, since main had written. `why`: what happened to main.
 */
const inheritedMemory = (handover, why, startedAtMs) => ({
    ...(0,_model_memory_js__WEBPACK_IMPORTED_MODULE_0__/* .blankMemory */ .sc)(startedAtMs),
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


/***/ }),

/***/ 40887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ry: () => (/* binding */ formatKeptGreen),
/* harmony export */   am: () => (/* binding */ isKeptGreen),
/* harmony export */   qS: () => (/* binding */ keptGreen),
/* harmony export */   rq: () => (/* binding */ describeKeptGreen)
/* harmony export */ });
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86164);
/* harmony import */ var _common_values_time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64857);
/* harmony import */ var _describe_set_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24309);
// The green that is kept for inspection.



/** The service's tag `kept-green`. */
const formatKeptGreen = (set, untilMs) => `${set.id}:${(0,_common_values_time_js__WEBPACK_IMPORTED_MODULE_0__/* .iso */ .K)(untilMs)}`;
/** The task set that the tag names, if it exists; `null`: none is kept, or the tag is unreadable. */
function keptGreen({ service, taskSets }) {
    const [, id, until] = /^([^:]+):(.+)$/.exec(service.tags['kept-green'] ?? '') ?? [];
    const set = taskSets.find((candidate) => candidate.id === id && candidate.status !== 'DRAINING');
    return set === undefined || until === undefined || Number.isNaN(Date.parse(until)) ? null : { set, until };
}
const isKeptGreen = (world, set) => keptGreen(world)?.set === set;
/** Until when it is kept, and what deletes it; empty: none is kept. */
function describeKeptGreen(world) {
    const kept = keptGreen(world);
    return kept === null
        ? ''
        : `green ${(0,_describe_set_js__WEBPACK_IMPORTED_MODULE_1__/* .formatSet */ .M)(kept.set)} was rolled back and is kept for inspection until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTagTime */ .NN)(kept.until, world.nowMs)}, without traffic. The next ` +
            'deploy deletes it, or the command sweep after that time';
}


/***/ }),

/***/ 33222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ describeLeftover)
/* harmony export */ });
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86164);
/* harmony import */ var _kept_green_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40887);
/* harmony import */ var _staged_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60799);
// How messages name a task set without traffic.



/** The same in a plan, in the log and at the end. */
function describeLeftover(world, set) {
    const { service, nowMs } = world;
    const { tags } = service;
    const { release, expires } = set.tags;
    const of = release === undefined ? '' : ` of release ${release}`;
    const kept = (0,_kept_green_js__WEBPACK_IMPORTED_MODULE_0__/* .keptGreen */ .qS)(world);
    if (kept?.set === set)
        return `green${of}, which was rolled back and is kept for inspection until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTagTime */ .NN)(kept.until, nowMs)}`;
    // Once its promotion has begun, the service's tag names it.
    if ((0,_staged_js__WEBPACK_IMPORTED_MODULE_2__/* .isStaged */ .Fl)(world, set) && tags.green !== set.arn)
        return `staged green${of}, which waits for its promotion until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTagTime */ .NN)(expires ?? '', nowMs)}`;
    if (tags.blue === set.arn && tags['lease-until'] !== undefined)
        return `warm blue of the previous release, kept until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTagTime */ .NN)(tags['lease-until'], nowMs)}`;
    return `left by ${release === undefined ? 'an earlier release' : `release ${release}`}`;
}


/***/ }),

/***/ 11222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ isOurs),
/* harmony export */   Y: () => (/* binding */ isAdopted)
/* harmony export */ });
/** Created by this action. Its tag names the release. */
const isOurs = (set) => set.tags.release !== undefined;
/** A task set without tags that an earlier release found live and used as its blue. The service or that green names it. */
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
  R7: () => (/* binding */ rolesOf)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/green-role.js
var green_role = __webpack_require__(26255);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/ours.js
var ours = __webpack_require__(11222);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
;// CONCATENATED MODULE: ./build/domain/task-sets/roles/pair.js

/** Only from safe sources: the task sets, the input `target-groups`, or a rule that holds both groups. */
function findPair(request, rules, green, blue) {
    const greenGroup = green?.attachment?.group ?? null;
    const blueGroup = blue?.attachment?.group ?? null;
    if (greenGroup !== null)
        return {
            green: greenGroup,
            blue: blueGroup !== greenGroup && blueGroup !== null
                ? blueGroup
                : partner(request, rules.others, greenGroup),
        };
    if (blueGroup !== null) {
        const idle = partner(request, rules.others, blueGroup);
        return idle === null ? null : { green: idle, blue: blueGroup };
    }
    return pairWithoutSets(request, rules);
}
/** First deployment: green gets the group without weight. */
function pairWithoutSets(request, rules) {
    const [first, second] = namedPair(request) ?? onlyPair(request, rules) ?? [];
    if (first === undefined || second === undefined)
        return null;
    const isCarrying = (group) => rules.others.some((rule) => (0,traffic/* weightOf */.mm)(rule, group) > 0);
    return isCarrying(first) || !isCarrying(second)
        ? { blue: first, green: second }
        : { blue: second, green: first };
}
function partner(request, rules, known) {
    const named = namedPair(request);
    if (named !== null)
        return named.includes(known) ? (named.find((group) => group !== known) ?? null) : null;
    const partners = new Set(rules
        .filter((rule) => (0,traffic/* holds */.v9)(rule, known))
        .flatMap((rule) => otherOfTwo(rule.actions.length > 0 ? groupsIn(rule) : [], known)));
    const [only, ...more] = partners;
    return more.length === 0 ? (only ?? null) : null;
}
/** With three groups in a rule, it is unclear which one is idle. */
const otherOfTwo = (groups, known) => groups.length === 2 ? groups.filter((group) => group !== known) : [];
const groupsIn = (rule) => (0,traffic/* forwardOf */.pl)(rule)?.groups.map(({ group }) => group) ?? [];
function namedPair(request) {
    const [first, second] = request.traffic.targetGroups;
    return first === undefined || second === undefined ? null : [first, second];
}
/** The only pair that the production rules named by inputs hold. Without inputs, it is unclear which rules belong to the service. */
function onlyPair(request, { test, others }) {
    const { productionListeners, productionRules } = request.traffic;
    const rules = [...test, ...others].filter(({ listener, ref }) => productionListeners.includes(listener) || (ref.kind === 'rule' && productionRules.includes(ref.rule)));
    const pairs = new Map(rules
        .map((rule) => groupsIn(rule).toSorted())
        .filter((groups) => groups.length === 2)
        .map((groups) => [groups.join(' '), groups]));
    const [only, ...more] = pairs.values();
    const [first, second] = only ?? [];
    return more.length > 0 || first === undefined || second === undefined ? null : [first, second];
}

// EXTERNAL MODULE: ./build/domain/common/request/production-rules.js
var production_rules = __webpack_require__(70588);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/rules.js
var roles_rules = __webpack_require__(82958);
;// CONCATENATED MODULE: ./build/domain/task-sets/roles/roles.js
// Which task set has which role in an observation.







function rolesOf(request, world, memory) {
    const rules = (0,roles_rules/* rulesByUse */.k)(request, world);
    const live = setsWithTraffic(world, rules.others);
    const green = (0,green_role/* greenOf */.HX)(request, world, memory, live);
    const blue = blueOf({ request, world, memory }, green, live);
    const pair = findPair(request, rules, green, blue);
    const others = world.taskSets.filter((set) => set !== green && set !== blue);
    return {
        green,
        blue,
        pair,
        production: (0,production_rules/* productionAmong */.ap)(request, rules.others, pair),
        test: rules.test,
        leftOut: (0,production_rules/* leftOutAmong */.am)(request, rules.others, pair),
        leftovers: others.filter((set) => (0,ours/* isOurs */.M)(set) || (0,ours/* isAdopted */.Y)(world, set)),
        foreign: others.filter((set) => !(0,ours/* isOurs */.M)(set) && !(0,ours/* isAdopted */.Y)(world, set) && set.status !== 'DRAINING'),
        live,
    };
}
const setsWithTraffic = (world, rules) => world.taskSets.filter((set) => set.status !== 'DRAINING' && rules.some((rule) => (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0));
/**
 * While green has no traffic, blue is the set that has it. Once green has traffic, blue is the first of these that exists:
 * the set that this process saw live before the switch, the set in green's tag, the set in the service's tag, another live
 * set. Tags of the service may be deleted at any time. Tags of a task set are never deleted.
 */
function blueOf({ request, world, memory }, green, live) {
    // A task set in green's group shares green's traffic, so traffic can't return to it.
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
    return known ?? ((0,commands/* traitsOf */.J)(request).assumesBlue ? (0,green_role/* assumedBlueOf */.AZ)(world, green) : null);
}
const groupOf = (set) => set.attachment?.group ?? '';
/** Whether any rule, including test rules, gives the task set's group weight. Then it must not be deleted. */
const isOnAnyRule = (world, set) => world.rules.some((rule) => (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
const isLiveIn = (production, set) => set !== null && production.some((rule) => (0,traffic/* weightOf */.mm)(rule, groupOf(set)) > 0);
const findSet = (world, set) => world.taskSets.find(({ arn }) => arn === set) ?? null;
/**
 * Whether a release was killed between two rule writes: two task sets, one of them ours, are live on different rules.
 * After a first deployment: the only live task set is the green of an unfinished switch.
 */
function isHealable({ service }, { live, green, blue }) {
    if (green !== null)
        return false;
    const [only, ...more] = live;
    if (more.length === 0)
        return only !== undefined && (0,ours/* isOurs */.M)(only) && service.tags.green === only.arn;
    if (!live.some(ours/* isOurs */.M) || new Set(live.map(groupName)).size !== 2)
        return false;
    // More than two: leftovers share the other group, and blue is alone in its group.
    const mates = live.filter((set) => blue !== null && groupName(set) === groupName(blue));
    return live.length === 2 || (mates.length === 1 && live.every((set) => set === blue || (0,ours/* isOurs */.M)(set)));
}
const groupName = (set) => set.attachment?.group ?? set.id;


/***/ }),

/***/ 82958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ lastTestTags),
/* harmony export */   k: () => (/* binding */ rulesByUse)
/* harmony export */ });
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _common_request_production_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70588);
/* harmony import */ var _ours_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11222);
// Which rules of an observation carry production traffic, and which are for tests.



function rulesByUse(request, world) {
    const tags = lastTestTags(request, world);
    const [test, others] = [[], []];
    for (const rule of world.rules)
        ((0,_common_request_production_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .isNamedForTests */ ._F)(request, tags, rule) ? test : others).push(rule);
    return { test, others };
}
/**
 * The tags of the last release's task set, which name its test rule. For a new release only its own inputs count: what
 * was a test rule once may carry users by now.
 */
function lastTestTags(request, world) {
    if (!(0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).isAboutExisting)
        return {};
    let last = null;
    for (const set of world.taskSets)
        if ((0,_ours_js__WEBPACK_IMPORTED_MODULE_2__/* .isOurs */ .M)(set) && (last === null || set.createdAtMs > last.createdAtMs))
            last = set;
    return last?.tags ?? {};
}


/***/ }),

/***/ 16061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ unlessAbandoned),
/* harmony export */   c: () => (/* binding */ sceneOf)
/* harmony export */ });
/* harmony import */ var _model_memory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5819);
/* harmony import */ var _model_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51379);
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61927);
// What every decider gets.



const sceneOf = (request, world, memory) => ({
    request,
    world,
    memory,
    roles: (0,_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .rolesOf */ .R7)(request, world, memory),
});
/** The step, unless its write was abandoned. */
const unlessAbandoned = (scene, next) => (0,_model_step_js__WEBPACK_IMPORTED_MODULE_2__/* .isWrite */ .ao)(next.act) && (0,_model_memory_js__WEBPACK_IMPORTED_MODULE_0__/* .abandonedAs */ .Ts)(scene.memory, next.act) !== undefined ? null : next;


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
// The state of a staged green.

/**
 * Waits for its promotion. A task set that was promoted keeps its tag `expires`, so other tags have to show that: it may be the
 * blue of a newer release, or kept for inspection. Promoting it then would be an accidental rollback.
 */
const isStaged = (world, set) => set.tags.expires !== undefined && !wasPromoted(world, set) && !isBeingRolledBack(world, set);
const wasPromoted = (world, set) => world.service.tags.blue === set.arn ||
    world.taskSets.some(({ tags }) => tags.blue === set.id) ||
    world.service.tags['rolled-back']?.endsWith(`:${set.id}`) === true ||
    (0,_kept_green_js__WEBPACK_IMPORTED_MODULE_0__/* .isKeptGreen */ .am)(world, set);
/** A promotion moves the label before it writes the tag `green`. If the tag names it and it has no label, it lost it again. */
const isBeingRolledBack = ({ service }, set) => service.tags.green === set.arn && set.status !== 'PRIMARY';
/** Whether the time for its promotion is over. */
const isExpired = ({ tags }, nowMs) => tags.expires !== undefined && Date.parse(tags.expires) <= nowMs;


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

/** The version that was live before this task set, by its tag; `undefined`: not known. Its own version doesn't count. */
function versionBefore(set) {
    const before = set?.tags['previous-revision'];
    return set === null || before === undefined || (0,_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .isRevision */ .oN)(set, before) ? undefined : before;
}
/**
 * The tag of a green with this revision. If blue runs the same revision, for example after a release for a new secret,
 * the version before stays the one that blue names.
 */
function previousTag(blue, revision) {
    const before = blue.taskDefinition === revision ? versionBefore(blue) : blue.taskDefinition;
    return before === undefined ? {} : { 'previous-revision': before };
}
/** Whether green and blue run the same revision. Then a rollback doesn't change the version. */
const isSameVersion = ({ green, blue }) => green !== null && green.taskDefinition === blue?.taskDefinition;
/** What the task set runs and what was live before it; `null`: there is none. */
const liveRevision = (set) => set === null ? null : { revision: set.taskDefinition, before: versionBefore(set) ?? null };


/***/ }),

/***/ 66701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $_: () => (/* binding */ formatScaling),
/* harmony export */   Ie: () => (/* binding */ isRuleWritten),
/* harmony export */   Vm: () => (/* binding */ isLanded),
/* harmony export */   c_: () => (/* binding */ isScalingSet),
/* harmony export */   f1: () => (/* binding */ parseScaling)
/* harmony export */ });
/* harmony import */ var _common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
/* harmony import */ var _staged_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60799);
/* harmony import */ var _model_look_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26910);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23680);
// How an observation shows that a write was carried out.




/** Whether the world shows the result of the write. */
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
            return world.scaling === null || isScalingSet(world, memory, write.state);
    }
}
/** A run that stages again may have staged the expired task set too, which doesn't count. */
const isOwn = (request, { nowMs }, set) => set.tags.release === request.release.id && !((0,_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)(request).green === 'staged' && (0,_staged_js__WEBPACK_IMPORTED_MODULE_2__/* .isExpired */ ._d)(set, nowMs));
/** Whether the rule already has the weights of this write. */
function isRuleWritten(write, world) {
    const now = world.rules.find(({ ref }) => (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__/* .isSameRule */ .ZI)(ref, write.rule.ref));
    return now !== undefined && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_3__/* .hasSameWeights */ .ws)(now.actions, write.actions);
}
/** The `scaling` tag: which activities were suspended before this release, e.g. `in:0 out:0 scheduled:1`. */
const formatScaling = (state) => `in:${flag(state.scaleInSuspended)} out:${flag(state.scaleOutSuspended)} scheduled:${flag(state.scheduledSuspended)}`;
const flag = (isSet) => (isSet ? '1' : '0');
/** While auto scaling can't be read, a write that AWS has accepted stands for it. */
function isScalingSet(world, { accepted }, wanted) {
    const isUnread = (0,_model_look_js__WEBPACK_IMPORTED_MODULE_1__/* .failingOf */ .al)(world, 'scaling') !== null;
    const written = accepted.map(({ write }) => (write.kind === 'write-scaling' ? write.state : null));
    const known = isUnread ? (written.findLast((state) => state !== null) ?? world.scaling) : world.scaling;
    return known !== null && formatScaling(known) === formatScaling(wanted);
}
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
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(25629);
/* harmony import */ var _roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26255);
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37847);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22805);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13802);
/* harmony import */ var _roles_version_before_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87701);
/* harmony import */ var _roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24309);
/* harmony import */ var _health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(96932);
// The fastest possible rollback, as the command status and the log of a rollback describe it.








/** Whether a rollback is possible, and how long it takes. */
function describeRollbackReady(scene) {
    const { roles, world } = scene;
    const forwardOnly = roles.green?.tags['forward-only'];
    if (forwardOnly !== undefined)
        return `no: the release is forward-only (${forwardOnly}); a rollback needs force and a reason`;
    if (roles.blue === null || roles.blue.status === 'DRAINING')
        return describeReRelease(scene);
    if (roles.green !== null && (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .isReReleased */ .n2)(roles.green) && (0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isGreenLive */ .Cz)(scene))
        return `no: the live version comes from a rollback that replaced ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(roles.blue)}; name the revision to roll back to with rollback-to`;
    if (!(0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isGreenLive */ .Cz)(scene))
        return `yes: it ends the release in progress (${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(roles.green ?? roles.blue)}), which has no traffic`;
    if (!(0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isSwitched */ .sP)(scene))
        return 'yes, about 2 s: a switch is in progress';
    if (roles.blue.scalePercent < (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_1__/* .fullScale */ .MY)(world.service.tags, roles.blue))
        return `yes, after the start of tasks: blue is scaled to ${String(roles.blue.scalePercent)} % and is scaled up first`;
    const isGreenUnhealthy = roles.green !== null && (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_3__/* .healthyOwn */ .Qg)(world, roles.green).length === 0;
    const able = (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_3__/* .canServe */ .KS)(world, roles.blue, isGreenUnhealthy);
    return able.isYes ? `yes, about 2 s${describeSameRevision(roles)}` : `no: ${able.why}`;
}
/** If blue runs the live revision, a rollback doesn't fix what the version causes. */
const describeSameRevision = (roles) => roles.blue !== null && (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_4__/* .isSameVersion */ .p)(roles)
    ? `, but blue runs the same revision ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_7__/* .shortName */ .EU)(roles.blue.taskDefinition)}; another version needs rollback-to`
    : '';
function describeReRelease({ roles, world }) {
    const revision = (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_4__/* .versionBefore */ .aq)(roles.green);
    if (revision === undefined)
        return 'no: no blue is kept and the previous revision is not known; name one with rollback-to';
    const barred = (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_2__/* .quarantineOf */ .KS)(world).length === 0 ? '' : '; if its content is quarantined, only with force';
    return `no blue is kept: revision ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_7__/* .lastPart */ .S_)(revision)} would be released again, which takes minutes${barred}`;
}
/** What a rollback will do and how long it takes, for the log before its first write. */
function rollbackAhead(scene) {
    const { green, blue } = scene.roles;
    const { goal } = scene.request;
    const from = green ?? blue;
    if (from === null)
        return 'nothing is live';
    const isOwn = green !== null && (0,_roles_green_role_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnSet */ .pO)(scene.request, scene.world, scene.memory, green);
    if (isOwn && green.tags.release !== scene.request.release.id)
        return `continues the rollback to ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(green)} that release ${green.tags.release ?? ''} began; to roll back from it, name the revision with rollback-to`;
    const isReRelease = green === null || isOwn;
    if (isReRelease || blue === null) {
        const to = goal.rollbackTo ?? (0,_roles_version_before_js__WEBPACK_IMPORTED_MODULE_4__/* .versionBefore */ .aq)(from);
        const what = to === undefined ? 'an older revision' : `revision ${(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_7__/* .lastPart */ .S_)(to)}`;
        return `from ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(from)} to ${what}, with a new task set through all gates: no blue is kept, so it takes minutes`;
    }
    if (!(0,_health_switch_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isGreenLive */ .Cz)(scene))
        return `ends the release of ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(green)}, which has no traffic; production stays on ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(blue)}`;
    const isWeak = blue.scalePercent < (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_1__/* .fullScale */ .MY)(scene.world.service.tags, blue);
    const takes = isWeak ? 'the start of tasks, because blue was scaled down' : 'about 2 s';
    return `from ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(green)} to warm blue ${(0,_roles_describe_set_js__WEBPACK_IMPORTED_MODULE_6__/* .formatSet */ .M)(blue)}, without a new task set: takes ${takes}${describeSameRevision(scene.roles)}`;
}


/***/ }),

/***/ 13362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ statusLines),
/* harmony export */   c: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(25629);
/* harmony import */ var _roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(40887);
/* harmony import */ var _revision_quarantine_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22805);
/* harmony import */ var _tags_lease_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37847);
/* harmony import */ var _health_scale_in_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84902);
/* harmony import */ var _health_readiness_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13802);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(23680);
/* harmony import */ var _roles_staged_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(60799);
/* harmony import */ var _rollback_ready_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98314);
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(86164);
/* harmony import */ var _common_values_time_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(64857);
/* harmony import */ var _common_report_commit_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(35365);
/* harmony import */ var _common_report_status_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(82726);
// What the command status shows.













function statusOf(scene) {
    const { roles, world } = scene;
    const { tags } = world.service;
    const until = tags['lease-until'];
    const scale = (0,_tags_lease_js__WEBPACK_IMPORTED_MODULE_1__/* .parseLeaseScale */ .Y9)(tags['lease-scale'])?.kept ?? 100;
    const lease = until === undefined ? null : { until, scalePercent: scale };
    return {
        rules: [
            ...roles.production.map((rule) => ruleStatus(rule, false)),
            ...roles.test.map((rule) => ruleStatus(rule, true)),
        ],
        taskSets: world.taskSets.map((set) => setStatus(scene, set)),
        ...switchStatus(scene),
        lease,
        scaleInUntil: (0,_health_scale_in_js__WEBPACK_IMPORTED_MODULE_2__/* .scaleInUntil */ .kM)(scene),
        fence: tags.fence ?? null,
        forwardOnly: roles.green?.tags['forward-only'] ?? null,
        rollbackReady: (0,_rollback_ready_js__WEBPACK_IMPORTED_MODULE_4__/* .describeRollbackReady */ .z)(scene),
        quarantined: (0,_revision_quarantine_js__WEBPACK_IMPORTED_MODULE_0__/* .quarantineOf */ .KS)(world),
        keptGreen: keptStatus(world),
    };
}
/** The tags are about the green that they name, which may no longer be live. */
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
    const kept = (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__/* .keptGreen */ .qS)(world);
    return kept === null ? null : { id: kept.set.id, until: kept.until };
}
const ruleStatus = (rule, isTest) => ({
    rule: (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .formatRule */ .UT)(rule),
    isTest,
    weights: Object.fromEntries(((0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_7__/* .forwardOf */ .pl)(rule)?.groups ?? []).map(({ group, weight }) => [(0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_8__/* .shortName */ .EU)(group), weight])),
});
function setStatus({ roles, world }, set) {
    const isLive = roles.live.includes(set);
    const { expires, release, commit } = set.tags;
    const isWaiting = (0,_roles_staged_js__WEBPACK_IMPORTED_MODULE_9__/* .isStaged */ .Fl)(world, set) && !isLive && set.status !== 'DRAINING' && set !== roles.blue;
    return {
        arn: set.arn,
        id: set.id,
        revision: (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_8__/* .shortName */ .EU)(set.taskDefinition),
        role: isWaiting ? 'staged' : roleOf(roles, world, set),
        isLive,
        status: set.status,
        running: set.running,
        wanted: set.computedDesired,
        healthy: (0,_health_readiness_js__WEBPACK_IMPORTED_MODULE_3__/* .healthyOwn */ .Qg)(world, set).length,
        release: release ?? null,
        commit: commit ?? null,
        createdAt: (0,_common_values_time_js__WEBPACK_IMPORTED_MODULE_10__/* .iso */ .K)(set.createdAtMs),
        expiresAt: isWaiting ? (expires ?? null) : null,
    };
}
function roleOf({ blue, green, live }, world, set) {
    if (set === blue)
        return 'blue';
    if (set === green)
        return 'green';
    return (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__/* .isKeptGreen */ .am)(world, set) && !live.includes(set) ? 'kept' : 'other';
}
/** The status, one line each. */
function statusLines(scene) {
    const { rules, taskSets, switchedAt, bakeUntil, ...status } = statusOf(scene);
    const { lease, scaleInUntil: scaleIn, fence, forwardOnly, rollbackReady, quarantined } = status;
    const kept = (0,_roles_kept_green_js__WEBPACK_IMPORTED_MODULE_6__/* .describeKeptGreen */ .rq)(scene.world);
    const { nowMs } = scene.world;
    return [
        ...rules.map(({ rule, isTest, weights }) => `${isTest ? 'test' : 'production'} ${rule}: ${(0,_common_report_status_js__WEBPACK_IMPORTED_MODULE_11__/* .formatWeights */ .V7)(weights)}`),
        ...taskSets.map((set) => `task set ${setLine(set, nowMs)}`),
        ...(switchedAt === null ? [] : [`switched: at ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_12__/* .formatTagTime */ .NN)(switchedAt, nowMs)}`]),
        `bake: ${(0,_common_report_status_js__WEBPACK_IMPORTED_MODULE_11__/* .describeBake */ .TB)(bakeUntil, nowMs)}`,
        `lease: ${lease === null ? 'none' : `blue is kept until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_12__/* .formatTagTime */ .NN)(lease.until, nowMs)} at ${String(lease.scalePercent)} %`}`,
        ...(scaleIn === null ? [] : [`scale-in: suspended until ${scaleIn}`]),
        `fence: ${fence ?? 'none'}`,
        `forward-only: ${forwardOnly ?? 'no'}`,
        `rollback ready: ${rollbackReady}`,
        `quarantined: ${(0,_common_report_status_js__WEBPACK_IMPORTED_MODULE_11__/* .describeQuarantine */ .Ux)(quarantined)}`,
        ...(kept === '' ? [] : [kept]),
    ];
}
function setLine(set, nowMs) {
    const { id, revision, role, status, running, wanted, healthy, release, expiresAt } = set;
    const staged = expiresAt === null ? '' : `, staged as release ${release ?? ''} until ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_12__/* .formatTagTime */ .NN)(expiresAt, nowMs)}`;
    const named = role === 'other' || role === 'staged' ? '' : role === 'kept' ? 'kept green ' : `${role} `;
    const counts = `${String(running)} of ${String(wanted)} running, ${String(healthy)} healthy`;
    return `${named}${id} (${revision}): ${status}, ${counts}${staged}, ${describeOrigin(set, nowMs)}`;
}
/** Which code a task set runs, and since when. */
const describeOrigin = ({ commit, createdAt }, nowMs) => `${commit === null ? '' : `commit ${(0,_common_report_commit_js__WEBPACK_IMPORTED_MODULE_5__/* .shortCommit */ .A)(commit)}, `}created at ${(0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_12__/* .formatTagTime */ .NN)(createdAt, nowMs)}`;


/***/ }),

/***/ 77889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  IY: () => (/* binding */ describeLive),
  xf: () => (/* binding */ endSwept),
  kL: () => (/* binding */ markSweep),
  _b: () => (/* binding */ sweepOn)
});

// EXTERNAL MODULE: ./build/domain/common/report/swept.js
var swept = __webpack_require__(6491);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/guards.js
var guards = __webpack_require__(63027);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/teardown.js + 1 modules
var teardown = __webpack_require__(21922);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/sweep-alive.js
var sweep_alive = __webpack_require__(67305);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/finding.js

const doing = (step) => ({ kind: 'do', step, isLongOver: false });
/** The step, unless AWS has refused it for good. Then the end lists it as undone. */
function tryingTo(scene, step) {
    const next = step === null ? null : (0,roles_scene/* unlessAbandoned */.T)(scene, step);
    return next === null ? [] : [doing(next)];
}
const leftAlone = (sentence) => ({
    kind: 'left',
    sentence,
    needsPerson: false,
    commands: [],
});
const forPerson = (sentence, commands = []) => ({
    kind: 'left',
    sentence,
    needsPerson: true,
    commands,
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
// EXTERNAL MODULE: ./build/domain/common/load-balancer/by-hand.js
var by_hand = __webpack_require__(54888);
// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/describe-set.js
var describe_set = __webpack_require__(24309);
// EXTERNAL MODULE: ./build/domain/task-sets/model/make-step.js
var make_step = __webpack_require__(47074);
// EXTERNAL MODULE: ./build/domain/common/run/refusal.js
var refusal = __webpack_require__(1585);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/moving.js
// When a sweep moves production traffic, and the write that does.





const moving = (rule, { from, to }, { phase, reason, because }) => (0,make_step/* step */.PM)(phase, reason, `${(0,traffic/* formatRule */.UT)(rule)} moves to ${(0,arn/* shortName */.EU)(to)}: ${because}`, {
    kind: 'write-rule',
    rule,
    actions: (0,traffic/* moveWeight */.QB)(rule, from, to),
});
/** Whether the problem was seen for longer than a read may be stale. */
const hasBeenAstray = ({ memory, world }) => memory.astraySinceMs !== null && world.nowMs - memory.astraySinceMs >= refusal/* staleReadMs */.al;
const readAgain = doing((0,make_step/* wait */.uk)('prepare', 'reading-back', 'a live target group has no healthy target, so it is read again', 1000));

;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/rollback.js
// How a sweep finishes the rollback of a killed run, or begins one in its place.










/** How long blue may take to start tasks or to recover, once a rollback has begun. */
const blueStartMs = 120_000;
/** The rollback target of the live set, named by its own tag or by the lease. */
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
 * Finishes the rollback of a run that was killed; both switch and rollback begin with the label. Begins a rollback only
 * within the lease of a killed run, if the live set has no healthy target and blue can serve.
 */
function rollbackFindings(scene, live) {
    const { world, memory } = scene;
    const blue = rollbackTargetOf(scene, live);
    if (blue === null)
        return [];
    const isBegun = blue.status === 'PRIMARY';
    const isUnhealthy = (0,readiness/* hasNoHealthyTarget */.O)(world, live.attachment?.group);
    if (!isBegun && !(isUnhealthy && isPromised(scene, live)))
        return [];
    if (!isBegun && !(0,readiness/* canServe */.KS)(world, blue, true).isYes)
        return [];
    if (!isBegun && !hasBeenAstray(scene))
        return [readAgain];
    const because = isBegun
        ? `a run that was killed had begun to roll back from ${(0,describe_set/* formatSet */.M)(live)} to ${(0,describe_set/* formatSet */.M)(blue)}`
        : `${(0,describe_set/* formatSet */.M)(live)} has no healthy target, its run was killed, and ${(0,describe_set/* formatSet */.M)(blue)} is leased as the rollback target`;
    const percent = (0,lease/* fullScale */.MY)(world.service.tags, blue);
    if (blue.scalePercent < percent) {
        const raise = { kind: 'scale', set: blue.arn, percent };
        const raising = tryingTo(scene, (0,make_step/* step */.PM)('rollback', 'waiting-for-blue-to-serve', because, raise));
        if (raising.length > 0)
            return raising;
    }
    const able = (0,readiness/* canServe */.KS)(world, blue, isUnhealthy);
    const isStarting = blue.running < blue.computedDesired && !isUnhealthy;
    if (!able.isYes || isStarting) {
        const isHopeful = world.nowMs - memory.startedAtMs < blueStartMs;
        const why = able.isYes ? `${(0,describe_set/* formatSet */.M)(blue)} is still starting tasks` : able.why;
        if (isHopeful)
            return [doing((0,make_step/* wait */.uk)('rollback', 'waiting-for-blue-to-serve', why, 1000))];
        if (!able.isYes)
            return [forPerson(`${because}, but ${why}. Release a version, or roll back again`)];
    }
    return moveTo(scene, live.attachment?.group, blue, because);
}
/** Whether the lease or the bake of the release is still running, so that it may be rolled back. A forward-only release may not. */
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
        : tryingTo(scene, (0,make_step/* restoring */.IU)((0,make_step/* step */.PM)('rollback', 'labelling-blue', because, { kind: 'label', set: to.arn, withinMs: null })));
    if (labelled.length > 0)
        return labelled;
    const rules = scene.roles.production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, from) > 0);
    const moves = rules.flatMap((rule) => tryingTo(scene, (0,make_step/* restoring */.IU)(moving(rule, { from, to: group }, { phase: 'rollback', reason: 'rolling-back', because }))));
    if (moves.length > 0)
        return moves;
    const commands = (0,by_hand/* handCommands */.u)(rules, { green: from, blue: group });
    return [forPerson(`${because}, and AWS refused the rollback`, commands)];
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/staged.js
var staged = __webpack_require__(60799);
// EXTERNAL MODULE: ./build/domain/task-sets/model/attempt.js
var attempt = __webpack_require__(44256);
// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
// EXTERNAL MODULE: ./build/domain/common/values/time.js
var time = __webpack_require__(64857);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/sets.js
// What a sweep does with each task set that is not live.



















/** Each set that is not live: removed once it has expired, otherwise listed with the reason. Foreign sets are only listed. */
function setFindings(scene) {
    const { leftovers, foreign } = scene.roles;
    const standing = leftovers.filter(({ status }) => status !== 'DRAINING');
    return [
        ...standing.flatMap((set) => ownFindings(scene, set)),
        ...foreign.map((set) => leftAlone(`${(0,describe_set/* formatSet */.M)(set)} (${set.status}) is neither live nor made by this action, so it is never changed`)),
    ];
}
function ownFindings(scene, set) {
    const { live } = scene.roles;
    const [serving] = live;
    if (live.length === 1 && serving !== undefined && rollbackTargetOf(scene, serving) === set)
        return leased(scene, set, serving);
    const keptMs = inspectionEndsMs(scene, set);
    if (keptMs !== null && keptMs > scene.world.nowMs)
        return [
            leftAlone(`${(0,describe_set/* formatSet */.M)(set)} was rolled back and is kept for inspection until ${(0,moment/* formatMoment */.K9)(keptMs, scene.world.nowMs)}`),
        ];
    if ((0,staged/* isStaged */.Fl)(scene.world, set))
        return sets_staged(scene, set);
    if (isLeasedForward(scene, set))
        return [
            leftAlone(`${(0,describe_set/* formatSet */.M)(set)} has the PRIMARY label but no traffic: its run ended before the switch, or somebody else has changed ` +
                `the weights since. Its lease ends at ${(0,moment/* formatTagTime */.NN)(scene.world.service.tags['lease-until'] ?? '', scene.world.nowMs)}. After that, a sweep removes it`),
        ];
    const barred = quarantining(scene, set);
    if (barred.length > 0)
        return barred;
    const why = keptMs === null
        ? 'it has no traffic, and its run is over'
        : `kept for inspection until ${(0,moment/* formatMoment */.K9)(keptMs, scene.world.nowMs)}`;
    return removal(scene, set, `${(0,describe_set/* formatSet */.M)(set)} of release ${set.tags.release ?? '(before this action)'}: ${why}`);
}
/** This sweep rolled it back, and none of its targets is healthy, so its content is quarantined. */
function quarantining(scene, set) {
    const { world, memory } = scene;
    const { tags } = world.service;
    const wasTaken = tags.green === set.arn && memory.lastOnRulesMs[set.arn] !== undefined;
    const due = (0,quarantine/* quarantineTags */.Yl)(world, set, 'serving');
    const isDue = wasTaken && (0,readiness/* healthyOwn */.Qg)(world, set).length === 0 && !(0,roles_roles/* isOnAnyRule */.aU)(world, set);
    if (!isDue || due.quarantined === undefined || tags.quarantined === due.quarantined)
        return [];
    const because = `the content of ${(0,describe_set/* formatSet */.M)(set)} is quarantined: it was rolled back without a healthy target`;
    return tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'quarantining', because, { kind: 'tag-service', tags: due }));
}
/** Blue of the live set. Removed once its lease is over, if the live set can serve without it. */
function leased(scene, blue, live) {
    const { world } = scene;
    const { tags } = world.service;
    const until = tags.blue === blue.arn && tags.green === live.arn ? tags['lease-until'] : undefined;
    if (until === undefined)
        return newLease(scene, blue, live);
    const latestMs = Math.max(Date.parse(until), Date.parse(tags['bake-until'] ?? until));
    const able = (0,readiness/* canServe */.KS)(world, live, false);
    if (latestMs > world.nowMs) {
        const kept = `blue ${(0,describe_set/* formatSet */.M)(blue)} is leased as the rollback target until ${(0,moment/* formatMoment */.K9)(latestMs, world.nowMs)}`;
        return [
            able.isYes
                ? leftAlone(kept)
                : forPerson(`${kept}, and ${able.why}. Run the command rollback, or fix the live version`),
        ];
    }
    if (!able.isYes)
        return [
            forPerson(`the lease of blue ${(0,describe_set/* formatSet */.M)(blue)} is over, but the live version is unhealthy (${able.why}), and blue may be the only ` +
                'rollback target. Run the command rollback, or fix the live version'),
        ];
    const labelled = relabel(scene, live);
    const found = labelled.length > 0
        ? labelled
        : removal(scene, blue, `blue ${(0,describe_set/* formatSet */.M)(blue)}: its lease ended at ${(0,moment/* formatTagTime */.NN)(until, world.nowMs)}`);
    // The run of the release may wait weeks for an approval and so not be over, but no job keeps blue that long.
    return evenIfItsRunGoesOn(found, latestMs + sweep_alive/* jobLimitMs */.XI <= world.nowMs);
}
const evenIfItsRunGoesOn = (found, isLongOver) => found.map((finding) => (finding.kind === 'do' ? { ...finding, isLongOver } : finding));
/** The tags were wiped, so the time of the switch is lost. The warm time from the tag of green starts again. */
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
    const because = `the lease of blue ${(0,describe_set/* formatSet */.M)(blue)} was wiped. It starts again, and a later sweep ends it`;
    return tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'writing-lease', because, { kind: 'tag-service', tags }));
}
const relabel = (scene, live) => live.status === 'PRIMARY'
    ? []
    : tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'sweeping', `${(0,describe_set/* formatSet */.M)(live)} has all the traffic, but not the PRIMARY label`, {
        kind: 'label',
        set: live.arn,
        withinMs: null,
    }));
/** When the set's time for inspection ends. `null`: it is not kept for inspection. */
function inspectionEndsMs({ world }, set) {
    const kept = (0,kept_green/* keptGreen */.qS)(world);
    return kept?.set === set ? Date.parse(kept.until) : null;
}
function sets_staged(scene, set) {
    const { world, roles } = scene;
    const [live] = roles.live;
    const expires = set.tags.expires ?? '';
    const who = `${(0,describe_set/* formatSet */.M)(set)} is staged as release ${set.tags.release ?? ''}`;
    if (set.status === 'PRIMARY' && live !== undefined) {
        // Clears the tags before the label moves: a set that the tags name but that has lost the label looks like a rolled-back green.
        const names = teardown/* releaseTags */.dt.filter((name) => name !== 'scaling' && world.service.tags[name] !== undefined);
        const untag = { kind: 'untag-service', names };
        const because = `${who}, and the run that began to promote it is over`;
        const isNamed = world.service.tags.green === set.arn;
        const cleared = isNamed ? tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'clearing-tags', because, untag)) : [];
        return cleared.length > 0 ? cleared : relabel(scene, live);
    }
    if (Date.parse(expires) > world.nowMs)
        return [leftAlone(`${who} until ${(0,moment/* formatTagTime */.NN)(expires, world.nowMs)}`)];
    const expired = (0,restage/* formatExpired */.Bn)(world, set);
    const because = `${(0,describe_set/* formatSet */.M)(set)} of release ${set.tags.release ?? ''}: staged until ${(0,moment/* formatTagTime */.NN)(expires, world.nowMs)} and never promoted`;
    const noted = world.service.tags.expired === expired
        ? []
        : tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'sweeping', `keeps the staged revision in a tag, so that it can be staged again`, {
            kind: 'tag-service',
            tags: { expired },
        }));
    // The run may wait weeks for an approval, but a promotion has to begin before the expiry.
    const isLongOver = Date.parse(expires) + sweep_alive/* jobLimitMs */.XI <= world.nowMs;
    return evenIfItsRunGoesOn(noted.length > 0 ? noted : removal(scene, set, because), isLongOver);
}
/** Label and lease were written but no rule was, or somebody reverted the rules. The set is kept for inspection until the lease ends. */
function isLeasedForward({ world, memory }, set) {
    const { tags } = world.service;
    // This sweep rolled it back.
    if (memory.lastOnRulesMs[set.arn] !== undefined)
        return false;
    const isNamed = tags.green === set.arn && set.status === 'PRIMARY';
    return isNamed && Date.parse(tags['lease-until'] ?? '') > world.nowMs;
}
/** Before a set is deleted, label and test rule move away from it, and all load balancer nodes get time to pick that up. */
function removal(scene, set, because) {
    const { world, roles } = scene;
    const [live] = roles.live;
    if (set.status === 'PRIMARY')
        return live === undefined
            ? [
                leftAlone(`${(0,describe_set/* formatSet */.M)(set)} is no longer needed, but it is PRIMARY, and ECS refuses to delete a PRIMARY task set. The next release moves the label`),
            ]
            : relabel(scene, live);
    if ((0,roles_roles/* isOnAnyRule */.aU)(world, set)) {
        const freed = tryingTo(scene, (0,supersede/* freeTestRule */.J4)(scene, set));
        return freed.length > 0
            ? freed
            : [leftAlone(`${(0,describe_set/* formatSet */.M)(set)} is over, but a rule still sends requests to its target group`)];
    }
    if (world.rules.length === 0)
        return [leftAlone(`${(0,describe_set/* formatSet */.M)(set)} is over, but no rule of its load balancer was found`)];
    const next = (0,attempt/* orWhileTooEarly */.C8)((0,supersede/* remove */.TF)(scene, set, { phase: 'teardown', reason: 'sweeping', because }), (ms) => (0,make_step/* wait */.uk)('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rules', ms));
    return next === null ? [] : [doing(next)];
}
/** Which service tags and auto scaling settings the remaining sets still need. */
function keptBy(scene) {
    const standing = scene.roles.leftovers.filter(({ status }) => status !== 'DRAINING');
    const others = standing.filter((set) => inspectionEndsMs(scene, set) === null);
    if (others.some((set) => !(0,staged/* isStaged */.Fl)(scene.world, set) || isLeasedForward(scene, set)))
        return 'everything';
    // Any idle set halves the average load (fact 21a).
    return standing.length > 0 ? 'scaling' : 'nothing';
}
/** Whether this action releases, or has released, to the service. */
const isKnownService = ({ world }) => Object.keys(world.service.tags).length > 0 || world.taskSets.some(ours/* isOurs */.M);

// EXTERNAL MODULE: ./build/domain/task-sets/forward/heal.js
var heal = __webpack_require__(60743);
// EXTERNAL MODULE: ./build/domain/task-sets/health/describe-traffic.js
var describe_traffic = __webpack_require__(49917);
// EXTERNAL MODULE: ./build/domain/task-sets/health/stray.js
var health_stray = __webpack_require__(72591);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/astray.js
// Production traffic that goes where nothing of the service can answer.











/** No set is live. Only a PRIMARY of this action shows which set should be. */
function strandedFindings(scene) {
    const { green, pair } = scene.roles;
    if (green === null)
        return [];
    if (pair?.blue == null)
        return [forPerson(`PRIMARY ${(0,describe_set/* formatSet */.M)(green)} gets no traffic, and no production rule for it is known`)];
    if (!(0,readiness/* hasNoHealthyTarget */.O)(scene.world, pair.blue))
        return [
            forPerson(`PRIMARY ${(0,describe_set/* formatSet */.M)(green)} gets no traffic. Target group ${(0,arn/* shortName */.EU)(pair.blue)} gets it, and its healthy targets belong to no task set of this service`),
        ];
    const found = driftFindings(scene, green, pair.blue);
    if (found.length > 0)
        return found;
    return [
        forPerson(`PRIMARY ${(0,describe_set/* formatSet */.M)(green)} gets no traffic, because no production rule gives its target group any weight`),
    ];
}
/** A set is live, but requests may go to a group without healthy targets: its own, or the other one through another rule. */
function astrayFindings(scene, live) {
    const { world, roles } = scene;
    const own = live.attachment?.group;
    const primary = world.taskSets.find(({ status }) => status === 'PRIMARY');
    const idle = roles.pair?.green;
    if (own === undefined || idle === undefined)
        return [];
    if ((0,readiness/* hasNoHealthyTarget */.O)(world, own)) {
        const isOther = primary !== undefined &&
            primary.attachment?.group === idle &&
            ((0,ours/* isOurs */.M)(primary) || (0,ours/* isAdopted */.Y)(world, primary));
        return isOther && (0,readiness/* isReady */.i_)(world, primary).isYes ? driftFindings(scene, primary, own) : [];
    }
    const healed = tryingTo(scene, (0,heal/* healSplit */.xc)(scene));
    return healed.length > 0 ? healed : (0,readiness/* hasNoHealthyTarget */.O)(world, idle) ? driftFindings(scene, live, idle) : [];
}
/** Production weight outside the live set that the sweep can't fix. It is reported, because the sweep would otherwise seem complete. */
function elsewhereFindings({ roles, world }) {
    const [live, ...more] = roles.live;
    const stray = live === undefined || more.length > 0 ? null : (0,health_stray/* strayFrom */.i)(roles, live.attachment?.group);
    if (live === undefined || stray === null)
        return [];
    const whose = (0,readiness/* hasNoHealthyTarget */.O)(world, stray.group)
        ? 'which has no healthy target'
        : 'whose healthy targets belong to no task set of this service';
    const what = `${stray.rules.map(traffic/* formatRule */.UT).join(', ')} send requests to target group ${(0,arn/* shortName */.EU)(stray.group)}, ${whose}`;
    return [leftAlone(`${what}, in addition to ${(0,describe_set/* formatSet */.M)(live)}. ${(0,describe_traffic/* describeTraffic */.h)(roles)}`)];
}
/** Rules that somebody pointed at a group without healthy targets, while `home` is ready in the other group. */
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
            forPerson(`${what}, and ${(0,describe_set/* formatSet */.M)(home)} is not ready (${ready.why}). ${(0,describe_traffic/* describeTraffic */.h)(roles)}`),
        ];
    if (!hasBeenAstray(scene))
        return [readAgain];
    if (request.onDrift === 'restore') {
        const because = `somebody else pointed it at ${(0,arn/* shortName */.EU)(away)}, which has no healthy target, and ${(0,describe_set/* formatSet */.M)(home)} is ready`;
        const moves = rules.flatMap((rule) => tryingTo(scene, {
            ...moving(rule, { from: away, to }, { phase: 'teardown', reason: 'restoring-drift', because }),
            aim: 'restore-drift',
        }));
        if (moves.length > 0)
            return moves;
    }
    return [
        forPerson(`${what}, while ${(0,describe_set/* formatSet */.M)(home)} is ready in ${(0,arn/* shortName */.EU)(to)}: somebody else changed the weights. Find what writes the rules ` +
            '(infrastructure code that resets weights should ignore them). Then run the commands below, or sweep with on-drift: restore', (0,by_hand/* handCommands */.u)(rules, { green: away, blue: to })),
    ];
}

;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/traffic.js
// What a sweep finds wrong with production traffic.







/**
 * What is wrong with production traffic, to be fixed before anything is removed: production on two sets, an unfinished
 * rollback, weight on a group without healthy targets. Empty: every production rule leads to healthy targets.
 */
function trafficFindings(scene) {
    const [only, ...more] = scene.roles.live;
    if (more.length > 0)
        return splitFindings(scene);
    if (only === undefined)
        return strandedFindings(scene);
    const rollback = rollbackFindings(scene, only);
    const found = rollback.length > 0 ? rollback : astrayFindings(scene, only);
    return found.length > 0 ? found : tryingTo(scene, (0,heal/* raiseLive */.X7)(scene));
}
function splitFindings(scene) {
    const { live, production } = scene.roles;
    const names = live.map(describe_set/* formatSet */.M).join(' and ');
    if (!isOfASwitch(scene))
        return [
            forPerson(`production is split between ${names}, but not by a release of this action. ` +
                'If one of the rules is for tests, name it with test-rule-arn or test-listener-arn. Otherwise set its weights to one group'),
        ];
    const next = tryingTo(scene, (0,heal/* healSplit */.xc)(scene));
    if (next.length > 0)
        return next;
    const [first, second] = live.map(({ attachment }) => attachment?.group);
    const commands = first === undefined || second === undefined
        ? []
        : (0,by_hand/* handCommands */.u)(production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, second) > 0), { green: second, blue: first });
    return [
        forPerson(`production is split between ${names}, and AWS refused to move it to one of them`, commands),
    ];
}
/** The lease is written before the first rule. If it was wiped, green still has the label and names its blue. */
function isOfASwitch({ roles, world }) {
    const { live } = roles;
    if (live.some(({ arn }) => arn === world.service.tags.green))
        return true;
    const primary = live.find(({ status }) => status === 'PRIMARY');
    return live.some((set) => set !== primary && set.id === primary?.tags.blue);
}

// EXTERNAL MODULE: ./build/domain/task-sets/evolve/undone.js
var evolve_undone = __webpack_require__(14138);
;// CONCATENATED MODULE: ./build/domain/task-sets/sweep/sweep.js
// What a sweep does at a service, step by step, and how it ends.

















/**
 * Everything to do and to leave alone, in a safe order: nothing is removed before production traffic is fixed, and
 * auto scaling and tags are restored once the sets of the release are gone.
 */
function sweepFindings(scene) {
    const refused = refusals(scene);
    if (refused.length > 0)
        return refused;
    // This action never released to the service, so its rules are not changed.
    if (!isKnownService(scene))
        return setFindings(scene);
    const traffic = trafficFindings(scene);
    const found = traffic.length > 0
        ? traffic
        : [...setFindings(scene), ...cleanupFindings(scene), ...elsewhereFindings(scene)];
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
/** Services that this action can't release to. */
function refusals({ world, roles }) {
    const { service, loadBalancers } = world;
    if (service.controller !== 'EXTERNAL')
        return [
            forPerson(`the service has the deployment controller ${service.controller}, but only services with EXTERNAL have task sets to sweep`),
        ];
    if (service.status !== 'ACTIVE')
        return [leftAlone(`the service is ${service.status}`)];
    if (loadBalancers.some(({ type }) => type !== 'application'))
        return [leftAlone('its load balancer is not an application load balancer')];
    const groups = roles.live.map(({ attachment }) => attachment?.group);
    if (new Set(groups).size < groups.length)
        return [
            forPerson('several task sets are in the same live target group. Delete the one that should not serve'),
        ];
    return [];
}
/** Once no set needs them: auto scaling as before the release, and no tags of the release. */
function cleanupFindings(scene) {
    const kept = keptBy(scene);
    if (kept === 'everything')
        return [];
    if (kept === 'nothing' && (0,teardown/* scalingToRestore */.L0)(scene) !== null) {
        // Tasks of a draining set still halve the average load (fact 21a).
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
    return tryingTo(scene, (0,make_step/* step */.PM)('teardown', 'clearing-tags', 'the release that wrote them is over', {
        kind: 'untag-service',
        names,
    }));
}
/** The next step. The sweep takes the fence first, but never from a run that may still be in progress. */
const sweepOn = (scene) => {
    const next = sweepFindings(scene).find(isDoing);
    if (next === undefined)
        return null;
    if (!(0,step/* isWrite */.ao)(next.step.act))
        return next.step;
    const comesInMs = (0,sweep_alive/* fenceMayComeInMs */.gF)(scene);
    if (comesInMs > 0) {
        const because = 'there is no fence: a run in progress would write it again';
        return (0,make_step/* wait */.uk)('prepare', 'fence-settling', because, Math.min(comesInMs, 5000));
    }
    return (0,guards/* holdFence */.pw)(scene) ?? next.step;
};
/** The tag shows that a sweep runs, to people and to runs that defer their teardown. It needs no fence. */
const markSweep = (scene) => {
    const { world, memory } = scene;
    if (!isKnownService(scene) || Date.parse(world.service.tags['swept-at'] ?? '') >= memory.startedAtMs)
        return null;
    const tags = { 'swept-at': (0,time/* iso */.K)(world.nowMs) };
    return (0,roles_scene/* unlessAbandoned */.T)(scene, (0,make_step/* step */.PM)('teardown', 'marking-sweep', 'records that a sweep ran', { kind: 'tag-service', tags }));
};
/** What was done, and what was left alone and why. Fails where a person has to act. */
const endSwept = (scene) => {
    const { request, memory } = scene;
    const found = sweepFindings(scene).filter(isLeft);
    const undone = (0,evolve_undone/* leftUndone */.h)(memory);
    const isRed = undone.length > 0 || found.some(({ needsPerson }) => needsPerson);
    const done = memory.swept.length === 0 ? (0,swept/* nothingDone */.m)(found.length > 0) : memory.swept.join('; ');
    const advice = isRed ? ' Check what is listed, then sweep again.' : '';
    return (0,make_step/* step */.PM)('end', isRed ? (undone.length > 0 ? 'cleanup-incomplete' : 'left-alone') : 'swept', 'the sweep is over', {
        kind: 'end',
        result: isRed ? 'failed' : 'swept',
        message: `${isRed ? 'Not all swept' : 'Swept'} service ${request.service}: ${done}. ${describeLive(scene)}${advice}`,
        leftAlone: found.map(({ sentence }) => sentence),
        details: undone,
        commands: found.flatMap(({ commands }) => commands),
    });
};
/** No release is in progress, so the set is called neither blue nor green. */
function describeLive({ roles }) {
    const [only, ...more] = roles.live;
    const groups = [roles.pair?.green, roles.pair?.blue].filter((group) => group != null);
    const isElsewhere = roles.production.some((rule) => groups.some((group) => group !== only?.attachment?.group && (0,traffic/* weightOf */.mm)(rule, group) > 0));
    if (only === undefined || more.length > 0 || isElsewhere)
        return (0,describe_traffic/* describeTraffic */.h)(roles);
    return `All production traffic is on ${(0,describe_set/* formatSet */.M)(only)}.`;
}


/***/ }),

/***/ 37847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KZ: () => (/* binding */ formatLeaseScale),
/* harmony export */   MY: () => (/* binding */ fullScale),
/* harmony export */   TN: () => (/* binding */ leaseWith),
/* harmony export */   Y9: () => (/* binding */ parseLeaseScale),
/* harmony export */   YM: () => (/* binding */ leaseScaleAfterWipe),
/* harmony export */   g$: () => (/* binding */ leaseScaleOf),
/* harmony export */   tD: () => (/* binding */ isLowered)
/* harmony export */ });
/* harmony import */ var _model_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29716);
// The tag `lease-scale`.

/** `100`, or `25/100` for a lowered blue: kept at 25 %, served at 100 %. An unreadable value counts as absent. */
function parseLeaseScale(text) {
    const match = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text ?? '');
    if (match === null)
        return null;
    const [kept, full] = [Number(match[1]), Number(match[2] ?? match[1])];
    return full <= 100 && kept <= full ? { kept, full } : null;
}
const formatLeaseScale = ({ kept, full }) => kept === full ? String(full) : `${String(kept)}/${String(full)}`;
/** The lease of the set; `null`: there is none, or it is for another set. */
const leaseScaleOf = (tags, set) => tags.blue === set.arn ? parseLeaseScale(tags['lease-scale']) : null;
/** The lease with a change. Its facts share a tag, so all of them are written. */
const leaseWith = (tags, change) => ({
    ...Object.fromEntries(_model_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .leaseFacts */ .IT.flatMap((name) => (tags[name] === undefined ? [] : [[name, tags[name]]]))),
    ...change,
});
/** The scale at which the set serves all of the traffic. 100 without a lease. */
const fullScale = (tags, set) => leaseScaleOf(tags, set)?.full ?? 100;
/** Whether the set is scaled lower than when it served all of the traffic. */
const isLowered = (tags, set) => set.scalePercent < (leaseScaleOf(tags, set)?.full ?? 0);
/**
 * The scale of a lease that is written again after its tags were wiped. A set below 100 % may have been lowered, so a
 * rollback scales it up first.
 */
const leaseScaleAfterWipe = ({ scalePercent }) => ({
    kept: scalePercent,
    full: 100,
});


/***/ }),

/***/ 27535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ partsOf),
/* harmony export */   Qu: () => (/* binding */ joinValue),
/* harmony export */   oZ: () => (/* binding */ splitValue)
/* harmony export */ });
/* unused harmony export longestValue */
// Values that may be longer than a tag.
/** Maximum length of a tag value (fact 14). */
const longestValue = 256;
/** Ends the first part of a value that continues in a second tag. */
const continued = '+';
/** The names of the tags that a value of any length may use. */
const partsOf = (name) => [name, `${name}.2`];
/** The value in one tag, or in two if it is too long for one. */
function splitValue(name, value) {
    if (value.length <= longestValue)
        return { [name]: value };
    const head = longestValue - continued.length;
    const [first = '', second = ''] = partsOf(name);
    return { [first]: value.slice(0, head) + continued, [second]: value.slice(head) };
}
/** The value again. `undefined`: a part of it is missing. */
function joinValue(name, tags) {
    const [first = '', second = ''] = partsOf(name);
    const value = tags[first];
    if (value?.length !== longestValue || !value.endsWith(continued))
        return value;
    const rest = tags[second];
    return rest === undefined ? undefined : value.slice(0, -continued.length) + rest;
}


/***/ }),

/***/ 98511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ parseRollbackTags),
/* harmony export */   y: () => (/* binding */ rollbackTags)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25629);
/* harmony import */ var _common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23680);
// The tags `rules` and `pair`.


/** Maximum length of a tag value (fact 14). */
const longest = 256;
/**
 * The tags `rules` and `pair` of a switch. Neither is written if one doesn't fit into a tag or can't be parsed again. A
 * rollback then discovers rules and pair, which takes a few more requests. Region, account and partition are those of
 * the service, so only the tails of the ARNs are written.
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
/** `app/<name>/<id> <listener>[/<rule>] …`. A default action is named by its listener alone. */
function rulesText(rules) {
    const balancer = tailOf(rules[0]?.loadBalancer ?? '');
    const parts = rules.map(({ ref }) => tailOf(ref.kind === 'rule' ? ref.rule : ref.listener));
    const own = parts.map((part) => (part.startsWith(`${balancer}/`) ? part.slice(balancer.length + 1) : '?'));
    return [balancer, ...own].join(' ');
}
/** The part after the resource type: `web-a/0123456789abcdef` for a target group. */
const tailOf = (full) => full.slice(full.indexOf('/') + 1);
const isSame = (a, b) => a.pair.green === b.pair.green &&
    a.pair.blue === b.pair.blue &&
    a.rules.length === b.rules.length &&
    a.rules.every(({ ref, listener }, index) => {
        const other = b.rules[index];
        return other !== undefined && listener === other.listener && (0,_common_load_balancer_traffic_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameRule */ .ZI)(ref, other.ref);
    });
/** `null`: a tag is missing, or `rollbackTags` did not write it. */
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

/***/ 59688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ runIdOf)
/* harmony export */ });
// The tag `run` of a task set: which run created it.
/** The run id of `<run id>.<attempt>`; `null`: the tag is missing or not readable. */
function runIdOf(tag) {
    const id = /^(\d+)\.\d+$/.exec(tag ?? '')?.[1];
    return id === undefined ? null : Number(id);
}


/***/ }),

/***/ 51358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _S: () => (/* binding */ formatServiceTags),
/* harmony export */   g: () => (/* binding */ parseServiceTags),
/* harmony export */   iB: () => (/* binding */ namesToRemove)
/* harmony export */ });
/* harmony import */ var _model_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29716);
/* harmony import */ var _long_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27535);


/** How the facts of the tag `lease` are named in it: short, and readable in a console. */
const leaseKeys = {
    green: 'green',
    'switched-at': 'switched',
    'bake-until': 'bake',
    'lease-until': 'until',
    'lease-scale': 'scale',
    baseline: 'baseline',
};
/** Facts with a tag of their own, whose text is the tag's value. */
const plainFacts = ['fence', 'scaling', 'rolled-back', 'quarantined', 'kept-green', 'swept-at'];
/** Tags whose value may be too long for one: the rules of a switch, and a family of 255 characters. */
const longTags = new Set(['rules', 'expired']);
/** What to write for these facts, without the prefix. Task sets are named by their ID, since the service names the rest. */
function formatServiceTags(facts) {
    return {
        ...pick(facts, plainFacts),
        ...(facts.blue === undefined ? {} : { blue: idOf(facts.blue) }),
        ...(_model_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .leaseFacts */ .IT.some((name) => facts[name] !== undefined) ? { lease: formatLease(facts) } : {}),
        ...(facts.rules === undefined ? {} : (0,_long_value_js__WEBPACK_IMPORTED_MODULE_1__/* .splitValue */ .oZ)('rules', `${facts.pair ?? ''} ${facts.rules}`)),
        ...(facts.expired === undefined ? {} : (0,_long_value_js__WEBPACK_IMPORTED_MODULE_1__/* .splitValue */ .oZ)('expired', facts.expired)),
    };
}
/** The names of the tags to remove with these facts. A tag that isn't there is no error. */
const namesToRemove = (facts) => (0,_model_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .awsTagsOf */ .u7)(facts).flatMap((name) => (longTags.has(name) ? (0,_long_value_js__WEBPACK_IMPORTED_MODULE_1__/* .partsOf */ .CI)(name) : [name]));
/** The facts that the tags of a service hold. */
function parseServiceTags(service, tags) {
    const expired = (0,_long_value_js__WEBPACK_IMPORTED_MODULE_1__/* .joinValue */ .Qu)('expired', tags);
    return {
        ...pick(tags, plainFacts),
        ...(tags['blue'] === undefined ? {} : { blue: arnOf(service, tags['blue']) }),
        ...parseLease(service, tags['lease'] ?? ''),
        ...parseRules((0,_long_value_js__WEBPACK_IMPORTED_MODULE_1__/* .joinValue */ .Qu)('rules', tags)),
        ...(expired === undefined ? {} : { expired }),
    };
}
function pick(from, names) {
    return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}
const formatLease = (facts) => _model_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .leaseFacts */ .IT
    .flatMap((name) => {
    const value = facts[name];
    if (value === undefined)
        return [];
    return [`${leaseKeys[name] ?? name}=${name === 'green' ? idOf(value) : value}`];
})
    .join(' ');
function parseLease(service, text) {
    const parts = new Map(text.split(' ').flatMap((part) => {
        const [, key, value] = /^([a-z]+)=(.+)$/.exec(part) ?? [];
        return key === undefined || value === undefined ? [] : [[key, value]];
    }));
    const found = _model_aws_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .leaseFacts */ .IT.flatMap((name) => {
        const value = parts.get(leaseKeys[name] ?? name);
        return value === undefined ? [] : [[name, name === 'green' ? arnOf(service, value) : value]];
    });
    return Object.fromEntries(found);
}
/** `<green's group> <blue's group> <rules>`, the rules as `rollback-tags.ts` writes them. */
function parseRules(text) {
    const [, pair, rules] = /^(\S+ \S+) (.+)$/.exec(text ?? '') ?? [];
    return pair === undefined || rules === undefined ? {} : { pair, rules };
}
/** `ecs-svc/<digits>` of the ARN of a task set. Other text stays as it is. */
const idOf = (set) => /\/(ecs-svc\/\d+)$/.exec(set)?.[1] ?? set;
/** The ARN of a task set contains that of its service. */
const arnOf = (service, id) => /^ecs-svc\/\d+$/.test(id) ? `${service.replace(':service/', ':task-set/')}/${id}` : id;


/***/ }),

/***/ 75108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ parseHandover),
/* harmony export */   w: () => (/* binding */ createHandover)
/* harmony export */ });
/* harmony import */ var _domain_task_sets_roles_handover_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41790);
/* harmony import */ var _domain_common_run_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61375);
/* harmony import */ var _domain_task_sets_model_step_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51379);
// What main saves for the post step.



/** Keeps the state that main saves for post up to date, starting just before the first write. Saves only when it has changed. */
function createHandover(save) {
    let saved = null;
    return (step, world, memory) => {
        if (saved === null && !(0,_domain_task_sets_model_step_js__WEBPACK_IMPORTED_MODULE_2__/* .isWrite */ .ao)(step.act))
            return;
        const text = JSON.stringify((0,_domain_task_sets_roles_handover_js__WEBPACK_IMPORTED_MODULE_0__/* .handoverOf */ .h)(step, world, memory));
        if (text === saved)
            return;
        saved = text;
        save(text);
    };
}
/** Reads what main saved as `handover`. `null`: main had written nothing, or main did not write the text. */
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
    return failure != null && (0,_domain_common_run_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .isFailureReason */ .$)(failure.reason) ? (0,_domain_common_run_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g)(failure) : null;
}


/***/ }),

/***/ 49172:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ createObserver)
});

// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
;// CONCATENATED MODULE: ./build/domain/common/run/clock-skew.js
// A runner whose clock is wrong.

/** Up to this difference to AWS's clock, nothing is reported: leases and bakes take minutes. */
const tolerableMs = 60_000;
/** The finding about a clock that is off by more than a minute. `skewMs`: ahead of AWS's clock if positive; `null`: not known. */
function skewNotes(skewMs) {
    if (skewMs === null || Math.abs(skewMs) <= tolerableMs)
        return [];
    const way = skewMs > 0 ? 'ahead of' : 'behind';
    return [
        `the clock of this runner is ${(0,duration/* formatDuration */.a3)(Math.abs(skewMs) / 1000)} ${way} AWS's: times in tags (end of the bake, ` +
            'end of the lease) are off by that much for other runs. Correct the clock (NTP)',
    ];
}

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/task-sets/health/last-known.js
var last_known = __webpack_require__(77970);
// EXTERNAL MODULE: ./build/domain/task-sets/model/look.js
var look = __webpack_require__(26910);
// EXTERNAL MODULE: ./build/domain/task-sets/revision/restage.js
var restage = __webpack_require__(37932);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles_roles = __webpack_require__(61927);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/version-before.js
var version_before = __webpack_require__(87701);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/common/values/shell.js
var shell = __webpack_require__(76784);
;// CONCATENATED MODULE: ./build/domain/common/revision/asked-revision.js
// Where the revision that a release runs comes from.



/**
 * Where the revision comes from. A rollback without a warm blue re-releases an older revision: the one that the input
 * names, or the one before the live one. A promote only creates a green from what was staged.
 */
function askedFor(request, live, restaged) {
    const existingOf = (reference) => ({ kind: 'existing', reference });
    const { revisionFrom } = (0,commands/* traitsOf */.J)(request);
    if (revisionFrom === 'earlier') {
        const { rollbackTo } = request.goal;
        const reference = rollbackTo ?? live?.before ?? null;
        const because = rollbackTo === null ? 'it was live before the live revision' : named;
        if (reference !== null)
            return { source: existingOf(reference), input: 'rollback-to', because };
        return { missing: 'the revision before the live one', problems: [noRevisionBefore(live)] };
    }
    if (revisionFrom === 'inputs')
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
        : ` List them with: ${(0,shell/* awsCommand */.b)('ecs', 'list-task-definitions', '--family-prefix', family, '--sort', 'DESC')}`;
    return ('rollback-to: no blue is kept, and the live task set does not say which revision was live before it. Name the revision to return to.' +
        listed);
}

// EXTERNAL MODULE: ./build/domain/common/revision/revision.js
var revision_revision = __webpack_require__(13736);
;// CONCATENATED MODULE: ./build/domain/common/revision/canonical.js

/**
 * The text to hash: sorted keys, without read-only members and without what AWS fills in when it returns a registered
 * revision. If it is not known whether two spellings mean the same, they stay different. A needless registration is
 * harmless, a missed registration means that nothing is released.
 */
function canonicalText(content) {
    return JSON.stringify(canonicalRevision(content));
}
/** Whether a revision registered from `a` would run exactly as `b` does. */
function isSameRevision(a, b) {
    return canonicalText(a) === canonicalText(b);
}
/** `canonicalText` as a value, to compare member by member. */
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
    return sorted(own);
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
        // ECS returns both lists in its own order.
        environment: sortedBy(canonical_named('name')),
        secrets: sortedBy(canonical_named('name')),
        portMappings: each((mapping) => canonicalPort(mapping, networkMode)),
        healthCheck: onObject((check) => changed(check, { interval: unless(30), timeout: unless(5), retries: unless(3) })),
        logConfiguration: onObject((log) => changed(log, { options: unlessEmpty })),
    });
}
function canonicalPort(mapping, networkMode) {
    // With awsvpc and host, both ports are the same. Elsewhere, 0 means any free port, and so does no port.
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
/** Task sizes may be written `1 vCPU` and `2 GB`. ECS stores 1024 and 2048. */
const inUnits = (pattern) => (value) => {
    const count = typeof value === 'string' ? pattern.exec(value.trim())?.[1] : undefined;
    return count === undefined ? value : String(Number(count) * 1024);
};
/** Sorts keys, and omits members that are `null` or an empty list, which ECS treats as absent. */
function sorted(value) {
    if ((0,revision_revision/* isJsonArray */.Md)(value))
        return value.map(sorted);
    if (!(0,revision_revision/* isJsonObject */.OW)(value))
        return value;
    const members = Object.entries(value)
        .filter(([, member]) => member !== null && !((0,revision_revision/* isJsonArray */.Md)(member) && member.length === 0))
        .sort(([a], [b]) => compare(a, b))
        .map(([name, member]) => [name, sorted(member)]);
    return Object.fromEntries(members);
}
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

;// CONCATENATED MODULE: ./build/domain/common/revision/shown-values.js

const flag = (value) => typeof value === 'boolean';
/** ECS returns some numbers as text. */
const number = (value) => /^-?\d{1,15}$/.test(typeof value === 'string' ? value : JSON.stringify(value));
const like = (pattern) => (value) => typeof value === 'string' && pattern.test(value);
const oneOf = (...words) => like(new RegExp(`^(${words.join('|')})$`));
const listOf = (shape) => (value) => (0,revision_revision/* isJsonArray */.Md)(value) && value.every(shape);
const shown_values_name = like(/^[\w-]{1,255}$/);
const role = like(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/);
/** The images that RegisterTaskDefinition accepts (API reference, ContainerDefinition). */
const shown_values_image = like(/^[A-Za-z0-9][\w:./#@-]{0,254}$/);
const onOff = oneOf('ENABLED', 'DISABLED');
/** By path, `*` for an item of a list. A value that doesn't have the member's shape isn't shown either. */
const shown = {
    family: shown_values_name,
    cpu: number,
    memory: number,
    networkMode: oneOf('none', 'bridge', 'awsvpc', 'host', 'default'),
    pidMode: oneOf('host', 'task'),
    ipcMode: oneOf('host', 'task', 'none'),
    taskRoleArn: role,
    executionRoleArn: role,
    enableFaultInjection: flag,
    requiresCompatibilities: listOf(oneOf('EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES')),
    'ephemeralStorage.sizeInGiB': number,
    'runtimePlatform.cpuArchitecture': oneOf('X86_64', 'ARM64'),
    'runtimePlatform.operatingSystemFamily': oneOf('LINUX', 'WINDOWS_SERVER_[A-Z0-9_]{1,24}'),
    'placementConstraints.*.type': oneOf('memberOf'),
    'proxyConfiguration.type': oneOf('APPMESH'),
    'volumes.*.configuredAtLaunch': flag,
    'volumes.*.dockerVolumeConfiguration.autoprovision': flag,
    'volumes.*.dockerVolumeConfiguration.scope': oneOf('task', 'shared'),
    'volumes.*.efsVolumeConfiguration.fileSystemId': like(/^fs-[0-9a-f]{8,40}$/),
    'volumes.*.efsVolumeConfiguration.transitEncryption': onOff,
    'volumes.*.efsVolumeConfiguration.transitEncryptionPort': number,
    'volumes.*.efsVolumeConfiguration.authorizationConfig.iam': onOff,
    ...under('containerDefinitions.*.', {
        name: shown_values_name,
        image: shown_values_image,
        cpu: number,
        memory: number,
        memoryReservation: number,
        essential: flag,
        privileged: flag,
        readonlyRootFilesystem: flag,
        interactive: flag,
        pseudoTerminal: flag,
        disableNetworking: flag,
        startTimeout: number,
        stopTimeout: number,
        versionConsistency: oneOf('enabled', 'disabled'),
        'portMappings.*.containerPort': number,
        'portMappings.*.hostPort': number,
        'portMappings.*.containerPortRange': like(/^\d{1,5}-\d{1,5}$/),
        'portMappings.*.protocol': oneOf('tcp', 'udp'),
        'portMappings.*.appProtocol': oneOf('http', 'http2', 'grpc'),
        'healthCheck.interval': number,
        'healthCheck.timeout': number,
        'healthCheck.retries': number,
        'healthCheck.startPeriod': number,
        'logConfiguration.logDriver': oneOf(...['awsfirelens', 'awslogs', 'fluentd', 'gelf', 'journald', 'json-file', 'splunk', 'syslog']),
        'firelensConfiguration.type': oneOf('fluentd', 'fluentbit'),
        'dependsOn.*.containerName': shown_values_name,
        'dependsOn.*.condition': oneOf('START', 'COMPLETE', 'SUCCESS', 'HEALTHY'),
        'mountPoints.*.readOnly': flag,
        'ulimits.*.softLimit': number,
        'ulimits.*.hardLimit': number,
        'resourceRequirements.*.type': oneOf('GPU', 'InferenceAccelerator'),
        'restartPolicy.enabled': flag,
        'restartPolicy.ignoredExitCodes': listOf(number),
        'restartPolicy.restartAttemptPeriod': number,
        'linuxParameters.initProcessEnabled': flag,
        'linuxParameters.maxSwap': number,
        'linuxParameters.sharedMemorySize': number,
        'linuxParameters.swappiness': number,
        'linuxParameters.tmpfs.*.size': number,
    }),
};
function under(path, members) {
    return Object.fromEntries(Object.entries(members).map(([member, shape]) => [path + member, shape]));
}
/** `path`: the member names that lead to the value, `*` for an item of a list. */
const isShown = (path, value) => {
    const place = path.join('.');
    return Object.hasOwn(shown, place) && shown[place]?.(value) === true;
};
/** Names of variables, containers, volumes and options are shown. Text that isn't a name isn't. */
const isName = (text) => /^[\w./:-]{1,128}$/.test(text);
const anyName = (value) => typeof value === 'string' && isName(value);
/** The member whose value names an item, and its form, by the path of the list. */
const identities = {
    containerDefinitions: ['name', shown_values_name],
    volumes: ['name', shown_values_name],
    tags: ['key', anyName],
    'proxyConfiguration.properties': ['name', anyName],
    'containerDefinitions.*.environment': ['name', anyName],
    'containerDefinitions.*.secrets': ['name', anyName],
    'containerDefinitions.*.logConfiguration.secretOptions': ['name', anyName],
    'containerDefinitions.*.ulimits': ['name', shown_values_name],
    'containerDefinitions.*.portMappings': ['containerPort', number],
    'containerDefinitions.*.mountPoints': ['sourceVolume', shown_values_name],
    'containerDefinitions.*.dependsOn': ['containerName', shown_values_name],
};
/** The name of an item of the list at this path. `null`: it has none that may be shown. */
function nameOfItem(path, item) {
    const list = path.join('.');
    const [member, shape] = (Object.hasOwn(identities, list) ? identities[list] : null) ?? [];
    const value = member === undefined ? undefined : item[member];
    const isShort = typeof value === 'string' || typeof value === 'number';
    return isShort && shape?.(value) === true ? String(value) : null;
}

;// CONCATENATED MODULE: ./build/domain/common/revision/diff.js
// What changes between two revisions.



/**
 * The changes from one revision to the next, one line per value, sorted by path:
 * `containerDefinitions.web.image: "web:v1" → "web:v2"`. Only values that can't hold a secret are shown
 * (`shown-values.ts`); of all others, only that they changed.
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
    const walk = (value, { shown, members }) => {
        const inner = membersOf(value, members);
        if (inner.length === 0)
            leaves.set(shown.join('.'), { text: JSON.stringify(value), isHidden: !isShown(members, value) });
        for (const { name, member, isItem } of inner)
            walk(member, { shown: [...shown, name], members: [...members, isItem ? '*' : memberOf(name)] });
    };
    walk(content, { shown: [], members: [] });
    return leaves;
}
/** A name that reads as a path leads to nothing that is shown. */
const memberOf = (name) => (/[.*]/.test(name) ? '?' : name);
/** A list of plain values, for example a command, counts as one value. `path`: where it is. */
function membersOf(value, path) {
    if ((0,revision_revision/* isJsonObject */.OW)(value))
        return Object.entries(value).map(([name, member], index) => ({
            name: isName(name) ? name : `[${index}]`,
            member,
            isItem: false,
        }));
    if (!(0,revision_revision/* isJsonArray */.Md)(value) || !value.some(revision_revision/* isJsonObject */.OW))
        return [];
    const names = value.map((item) => ((0,revision_revision/* isJsonObject */.OW)(item) ? nameOfItem(path, item) : null));
    // Two items of the same name, for example a port under tcp and udp, need their index.
    const isClear = new Set(names).size === names.length;
    return value.map((member, index) => ({
        name: (isClear ? names[index] : null) ?? String(index),
        member,
        isItem: true,
    }));
}

// EXTERNAL MODULE: ./build/domain/common/values/tag-prefix.js
var tag_prefix = __webpack_require__(82539);
;// CONCATENATED MODULE: ./build/engine/candidate.js
// The revision that a release would run, from the inputs, the live revision and what is registered.









/** Works out which revision green would run. Revisions never change, so each is read once. */
function createCandidateReader(ecs, request) {
    const documents = new Map();
    const read = async (reference) => {
        const known = documents.get(reference);
        if (known !== undefined)
            return known;
        const found = await ecs.readTaskDefinition(reference);
        documents.set(reference, found);
        return found;
    };
    // The set may be gone, and the tag wiped, before its successor is created.
    let restaged = null;
    return async (blue, memory, restagedRevision) => {
        restaged = restagedRevision ?? restaged;
        const asked = askedFor(request, (0,version_before/* liveRevision */.Uk)(blue), restaged);
        if ('missing' in asked)
            return hopeless(asked.missing, asked.problems);
        const { source, input, because } = asked;
        // Only a plan shows what an existing revision would change. A release does not need the live revision.
        const needsLive = source.kind !== 'existing' || (0,commands/* traitsOf */.J)(request).report === 'plan';
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
        // A revision that a release registered is identified by the hash of the content that it was made from.
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

// EXTERNAL MODULE: ./build/domain/common/load-balancer/traffic.js
var traffic = __webpack_require__(23680);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/engine/observe-parts.js


/** Service and rules side by side once the balancers are known; the first time the one leads to the other. */
async function readCore(at) {
    const { ports, request, known, read } = at;
    const service = () => read('service', { of: (last) => ({ service: last.service, taskSets: last.taskSets }) }, () => readService(ports, request));
    const rules = () => read('rules', { of: (last) => last.rules }, () => readRules(ports, known));
    if (known.balancers.length === 0) {
        const first = await service();
        await learnBalancers(ports, request, known, first.value.taskSets);
        return { service: first, rules: await rules() };
    }
    const [one, other] = await Promise.all([service(), rules()]);
    return { service: one, rules: other };
}
async function readService(ports, request) {
    const read = await ports.ecs.readService();
    if (read !== null)
        return read;
    throw new errors/* PortError */.U7({
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
function groupsOfInterest(request, sets, rules) {
    const own = new Set([...request.traffic.targetGroups, ...attachedGroups(sets)]);
    const forwards = rules.map((rule) => (0,traffic/* forwardOf */.pl)(rule)?.groups.map(({ group }) => group) ?? []);
    const related = forwards
        .filter((groups) => own.size === 0 || groups.some((group) => own.has(group)))
        .flat();
    return [...new Set([...own, ...related])];
}
function readGroupsOf({ ports, known, read }, wanted) {
    return read('groups', { key: wanted.join(), of: (last) => last.groups }, async () => {
        const found = await readGroups(ports, wanted.filter((group) => !known.groups.has(group)));
        known.groups = new Map([...known.groups, ...found.map((group) => [group.arn, group])]);
        return wanted.flatMap((group) => known.groups.get(group) ?? []);
    });
}
function readTasks({ ports, known, read }, all) {
    const sets = all.filter(({ status }) => status !== 'DRAINING');
    const of = (last) => new Map(last.taskSets.map(({ arn, tasks }) => [arn, tasks]));
    return read('tasks', { key: `${keyOf(sets)} ${countsOf(sets)}`, of }, async () => {
        const found = await Promise.all(sets.map(async (set) => {
            const group = set.attachment === null ? undefined : known.groups.get(set.attachment.group);
            return [set.arn, await ports.ecs.readTasks(set, group?.targetType ?? 'ip')];
        }));
        return new Map(found);
    });
}
function readTargets({ ports, read }, groups, sets) {
    const of = (last) => new Map(last.groups.map(({ arn, targets }) => [arn, targets]));
    const complete = sets.filter(({ running, computedDesired }) => running >= computedDesired);
    return read('targets', { key: `${keyOf(groups)} ${keyOf(complete)}`, of }, async () => {
        const found = await Promise.all(groups.map(async ({ arn }) => [arn, await ports.loadBalancer.readTargets(arn)]));
        return new Map(found);
    });
}
/** Other counts are other tasks. */
const countsOf = (sets) => sets.map(({ running, pending }) => `${String(running)}+${String(pending)}`).join();
const keyOf = (things) => things.map(({ arn }) => arn).join();
const readStopped = ({ ports, read }, isNeeded) => read('stopped-tasks', { key: String(isNeeded), of: (last) => last.stoppedTasks }, async () => isNeeded ? ports.ecs.readStoppedTasks() : []);
/** Stopped tasks are asked for while some set has not all it should have, and in the bake: ECS replaces them in seconds. */
function needsStops(sets, { switchedAtMs, isBakePassed }) {
    const isBaking = switchedAtMs !== null && !isBakePassed;
    return sets.some(({ status, isSteady, running, computedDesired }) => status !== 'DRAINING' && (isBaking || !isSteady || running !== computedDesired));
}
const readScaling = ({ ports, request, known, read }) => read('scaling', { of: (last) => last.scaling }, async () => {
    if (known.isScaled === false)
        return null;
    const scaling = await ports.scaling.readScaling(request.cluster, request.service);
    known.isScaled = scaling !== null;
    return scaling;
});
/** Nothing waits long for what only explains, and permissions for it may be missing. */
const planLimitMs = 5000;
/** Read once. What can't be read is not needed: a note says so. */
async function readScalingPlan({ ports, request, known }) {
    known.scalingPlan ??= await askForPlan(ports, request);
    return known.scalingPlan;
}
async function askForPlan({ scaling, timing }, request) {
    try {
        const asked = scaling.readScalingPlan(request.cluster, request.service);
        asked.catch(() => undefined);
        const plan = await timing.within(planLimitMs, asked);
        return { plan, notes: plan === null ? [describeUnknownPlan('no response in time')] : [] };
    }
    catch (error) {
        if (!(error instanceof errors/* PortError */.U7))
            throw error;
        const { action, code } = error.trouble;
        return { plan: null, notes: [describeUnknownPlan(`${action}: ${code}`)] };
    }
}
const describeUnknownPlan = (why) => `scaling policies and scheduled actions were not read (${why}), so nothing is known of what they do during this release`;
async function readCandidates(ports, known) {
    const [balancer] = known.balancers;
    if (balancer === undefined)
        return [];
    known.candidateGroups ??= (await ports.loadBalancer.readCandidateGroups(balancer.arn)).map(({ arn }) => arn);
    return known.candidateGroups;
}

// EXTERNAL MODULE: ./build/domain/task-sets/evolve/sweep-alive.js
var sweep_alive = __webpack_require__(67305);
;// CONCATENATED MODULE: ./build/engine/observe-runs.js
// Reads whether the workflow runs that a service names have ended.


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
    return async (service, sets) => (0,commands/* traitsOf */.J)(request).finishesOthers
        ? Promise.all([...(0,sweep_alive/* runsNamedBy */.Vc)(service, sets)].filter((id) => id !== request.release.runId).map(ask))
        : [];
}

;// CONCATENATED MODULE: ./build/engine/part-reader.js
// Reads one part of the world at a time: with its age, and with the last known value where that may do.


/** How long an observation waits for a part whose last known value may do. */
const lateMs = 2000;
/** Reads what is wanted and keeps the rest. */
function keeping(readPart, { memory, last, wanted, keys }) {
    const look = last?.look?.isWhole === true ? last.look : null;
    return (part, { key = '', of }, read) => {
        const isSame = keys.get(part) === key;
        keys.set(part, key);
        if (last === null || look === null)
            return readPart({ part, key, known: null }, read);
        const kept = { value: of(last), reading: { ...look.readings[part], isNew: false } };
        if (isSame && !wanted.parts.includes(part))
            return Promise.resolve(kept);
        const known = wanted.keepsFailing || (0,last_known/* mayBeOld */.sd)(memory, part) ? kept : null;
        return readPart({ part, key, known }, read);
    };
}
/**
 * Rejects with `PortError` if the part can't be read and there is no `known` value. With one, it is returned if the read
 * fails or is late. A read that is late goes on, and a later observation gets its result: at most one read of a part is
 * sent at a time.
 */
function createPartReader({ clock, timing }) {
    const going = new Map();
    return async ({ part, key, known }, read) => {
        const current = join(part, key, read);
        try {
            const done = known === null ? await current.result : await inTime(current);
            if (done === null)
                return keep(known, lateTrouble(part), clock.now());
            const { value, ...how } = done;
            return { value: value, reading: { ...how, isNew: true, failing: null } };
        }
        catch (error) {
            if (known === null || !(error instanceof errors/* PortError */.U7))
                throw error;
            return keep(known, error.trouble, clock.now());
        }
    };
    function join(part, key, read) {
        const before = going.get(part);
        if (before?.key === key)
            return before;
        const startedMs = clock.now();
        const result = timing.read(read).finally(() => {
            if (going.get(part) === mine)
                going.delete(part);
        });
        const mine = { key, startedMs, result };
        // Nobody may be waiting for it when it fails.
        result.catch(() => undefined);
        going.set(part, mine);
        return mine;
    }
    function inTime({ startedMs, result }) {
        return timing.within(Math.max(0, startedMs + lateMs - clock.now()), result);
    }
}
const keep = (known, trouble, nowMs) => {
    if (known === null)
        throw new errors/* PortError */.U7(trouble);
    const failing = { sinceMs: known.reading.failing?.sinceMs ?? nowMs, atMs: nowMs, trouble };
    return { value: known.value, reading: { ...known.reading, isNew: false, failing } };
};
const lateTrouble = (part) => ({
    kind: 'busy',
    action: actionOf[part],
    resource: 'this service',
    code: 'TimeoutError',
    message: 'no response yet',
});
const actionOf = {
    service: 'ecs:DescribeServices',
    rules: 'elasticloadbalancing:DescribeRules',
    groups: 'elasticloadbalancing:DescribeTargetGroups',
    targets: 'elasticloadbalancing:DescribeTargetHealth',
    tasks: 'ecs:DescribeTasks',
    'stopped-tasks': 'ecs:DescribeTasks',
    scaling: 'application-autoscaling:DescribeScalableTargets',
};

// EXTERNAL MODULE: ./build/domain/task-sets/decide/decide.js + 19 modules
var decide = __webpack_require__(4093);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/evolve.js + 6 modules
var evolve = __webpack_require__(61146);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/rollback-tags.js
var rollback_tags = __webpack_require__(98511);
;// CONCATENATED MODULE: ./build/domain/task-sets/decide/quick-look.js
// Whether a rollback may decide on a partial observation, since seconds count.






/**
 * Whether reading only what the tags name is enough to decide. That holds only for the first writes of a rollback, the label
 * and the rules: they restore what was, and blue's own targets decide each of them. Any other decision (an end, a wait, a
 * deletion, anything forward) needs an observation of everything.
 */
function isQuickLookEnough(request, world, memory) {
    const known = (0,rollback_tags/* parseRollbackTags */.X)(world.service);
    const { green, blue } = (0,roles_roles/* rolesOf */.R7)(request, world, memory);
    if (!(0,commands/* traitsOf */.J)(request).rollsBack || known === null || green === null || blue === null)
        return false;
    const isPair = green.attachment?.group === known.pair.green && blue.attachment?.group === known.pair.blue;
    const isWhole = known.rules.every(({ ref }) => world.rules.some((rule) => (0,traffic/* isSameRule */.ZI)(ref, rule.ref)));
    if (!isPair || !isWhole)
        return false;
    return isRestoring((0,decide/* decideNextStep */.A)(request, world, (0,evolve/* evolveWorld */.y)(request, memory, world)));
}
const isRestoring = ({ aim }) => aim === 'restore-traffic';

;// CONCATENATED MODULE: ./build/engine/quick-look.js
// The short first observation of a rollback.




/**
 * The first look of a rollback: two rounds of requests instead of some eight, since the tags `rules` and `pair` say
 * where to look. `null`: they don't, or something could not be read, or the decision needs more; then look everywhere.
 */
async function quickLook(ports, request, memory) {
    try {
        const world = await quick_look_look(ports);
        return world !== null && isQuickLookEnough(request, world, memory) ? world : null;
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U7)
            return null;
        throw error;
    }
}
async function quick_look_look({ ecs, loadBalancer, clock }) {
    const startedMs = clock.now();
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
    const nowMs = clock.now();
    return {
        nowMs,
        look: { isWhole: false, endedMs: nowMs, readings: (0,look/* allReadAt */.tw)(startedMs) },
        service: outline.service,
        taskSets,
        rules,
        groups: groups.map((group) => ({ ...group, targets: targets[pair.indexOf(group.arn)] ?? [] })),
        loadBalancers: [],
        candidateGroups: [],
        stoppedTasks: [],
        scaling: null,
        scalingPlan: null,
        runs: [],
        candidate: null,
        notes: ['read only what the rollback needs, as named by the service tags; the rest is read afterwards'],
    };
}

;// CONCATENATED MODULE: ./build/engine/observe.js
// Reads the world, in as few requests as deciding allows.











/**
 * Reads the world at each call. Reads only, in parallel where one read doesn't need another. Rejects with a
 * `PortError` when something that deciding needs can't be read. A rollback first tries what its tags lead to.
 */
function createObserver(ports, request) {
    const observe = createFullObserver(ports, request);
    let isFirst = (0,commands/* traitsOf */.J)(request).rollsBack;
    return async (memory, last = null, wanted = look/* everything */.YT) => {
        const quick = isFirst ? await quickLook(ports, request, memory) : null;
        isFirst = false;
        return quick ?? observe(memory, last, wanted);
    };
}
function createFullObserver(ports, request) {
    const known = {
        groups: new Map(),
        balancers: [],
        candidateGroups: null,
        isScaled: null,
        scalingPlan: null,
    };
    const candidateOf = createCandidateReader(ports.ecs, request);
    const runsOf = createRunsReader(ports, request);
    const readPart = createPartReader(ports);
    const keys = new Map();
    return async (memory, last, wanted) => {
        const at = { ports, request, known, read: keeping(readPart, { memory, last, wanted, keys }) };
        const { service, rules } = await readCore(at);
        const { taskSets } = service.value;
        const groups = await readGroupsOf(at, groupsOfInterest(request, taskSets, rules.value));
        const [tasks, targets, stopped, scaling, runs] = await Promise.all([
            readTasks(at, taskSets),
            readTargets(at, groups.value, taskSets),
            readStopped(at, needsStops(taskSets, memory)),
            readScaling(at),
            runsOf(service.value.service, taskSets),
        ]);
        const nowMs = ports.clock.now();
        const readings = {
            service: service.reading,
            rules: rules.reading,
            groups: groups.reading,
            targets: targets.reading,
            tasks: tasks.reading,
            'stopped-tasks': stopped.reading,
            scaling: scaling.reading,
        };
        const bare = {
            nowMs,
            look: { isWhole: true, endedMs: nowMs, readings },
            service: service.value.service,
            taskSets: taskSets.map((set) => ({ ...set, tasks: tasks.value.get(set.arn) ?? [] })),
            rules: rules.value,
            groups: groups.value.map((group) => ({ ...group, targets: targets.value.get(group.arn) ?? [] })),
            loadBalancers: known.balancers,
            candidateGroups: [],
            stoppedTasks: stopped.value,
            scaling: scaling.value,
            scalingPlan: null,
            candidate: null,
            runs,
            notes: [...skewNotes(ports.timing.skewMs()), ...(0,last_known/* unreadNotes */.Li)(readings)],
        };
        return withAhead(at, memory, bare, candidateOf);
    };
}
/** With what is read only before green exists. */
async function withAhead(at, memory, bare, candidateOf) {
    const { ports, request, known } = at;
    const roles = (0,roles_roles/* rolesOf */.R7)(request, bare, memory);
    // A sweep makes no green, nor does who finishes for another.
    const isMaking = (0,commands/* traitsOf */.J)(request).green !== 'stranded' && memory.interrupted === null;
    if (roles.green !== null || memory.failure !== null || !isMaking)
        return bare;
    const isAsked = bare.scaling !== null && !memory.isPreflightPassed && !(0,commands/* traitsOf */.J)(request).rollsBack;
    const [candidate, candidateGroups, { plan, notes }] = await Promise.all([
        candidateOf(roles.blue, memory, (0,restage/* expiredStage */.mu)(request, bare, roles)?.revision ?? null),
        roles.pair === null ? readCandidates(ports, known) : [],
        isAsked ? readScalingPlan(at) : { plan: null, notes: [] },
    ]);
    return {
        ...bare,
        candidate,
        candidateGroups,
        scalingPlan: plan,
        notes: [...bare.notes, ...notes],
        nowMs: ports.clock.now(),
    };
}


/***/ }),

/***/ 36591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ reconcile)
});

// EXTERNAL MODULE: ./build/domain/task-sets/decide/decide.js + 19 modules
var decide = __webpack_require__(4093);
// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var model_memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/evolve.js + 6 modules
var evolve = __webpack_require__(61146);
// EXTERNAL MODULE: ./build/domain/task-sets/evolve/outcome.js
var evolve_outcome = __webpack_require__(28717);
// EXTERNAL MODULE: ./build/domain/task-sets/model/look.js
var look = __webpack_require__(26910);
// EXTERNAL MODULE: ./build/domain/task-sets/model/after-write.js
var after_write = __webpack_require__(32233);
;// CONCATENATED MODULE: ./build/domain/task-sets/decide/same-look.js


/** A label may take 1 s. One that took longer was held up, and blue may have been deleted since. */
const longestLabelMs = 2000;
/**
 * The look that the write was decided on, with the write in it, for the next rule of the same switch or rollback. `null`:
 * AWS is read first. It is after any failure. `timely` says when the look has become too old.
 */
function onSameLook({ world, step, outcome, nowMs }, memory) {
    const { act } = step;
    if (outcome.kind !== 'done' || !isSeries(step))
        return null;
    if (act.kind !== 'write-rule' && act.kind !== 'label')
        return null;
    if (act.kind === 'label' && nowMs - (0,look/* endedMs */.Ds)(world) > longestLabelMs)
        return null;
    const written = act.kind === 'label' ? (0,after_write/* withLabel */.n)(world, act.set) : (0,after_write/* withActions */.w)(world, act);
    return { world: { ...written, nowMs }, memory: { ...memory, pending: null } };
}
/** Whether the step may be carried out on a look that an earlier write was decided on. Any other step needs a new look. */
const mayFollow = (step) => step.act.kind === 'look' || isSeries(step);
const isSeries = ({ aim }) => aim === 'restore-traffic' || aim === 'switch';

// EXTERNAL MODULE: ./build/domain/task-sets/health/last-known.js
var last_known = __webpack_require__(77970);
// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/common/values/trouble.js
var trouble = __webpack_require__(45365);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/defer.js
var defer = __webpack_require__(55105);
// EXTERNAL MODULE: ./build/domain/task-sets/health/intervals.js
var intervals = __webpack_require__(12648);
// EXTERNAL MODULE: ./build/domain/task-sets/health/readiness.js
var readiness = __webpack_require__(13802);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var step = __webpack_require__(51379);
;// CONCATENATED MODULE: ./build/domain/task-sets/decide/due-parts.js
// Which parts the next observation reads (ADR 27).









const ofTasks = ['tasks', 'stopped-tasks'];
const ofEcs = ['service', ...ofTasks];
/**
 * What the observation after `step` reads. Everything after a write of a rule, in a rollback, and as soon as anything looks
 * wrong. In between, some parts are read at each look, and the others once they are as old as their interval.
 * No write relies on this: `timely` has the parts that justify it read again.
 */
function dueParts(scene, step, nowMs) {
    if (step.act.kind === 'look')
        // What an end says has to be read, unless a write was left because it could not be.
        return { parts: step.act.parts, keepsFailing: step.act.before !== null || (0,model_memory/* hasLeftUnread */.Ju)(scene.memory) };
    const always = inLongWait(scene, step) ?? (readsEverything(scene, nowMs) ? null : atEachLook(scene, step));
    if (always === null)
        return look/* everything */.YT;
    const isDue = (part) => always.includes(part) || isOld(scene, part, nowMs);
    return { parts: look/* parts */.rT.filter(isDue), keepsFailing: false };
}
/**
 * Waits that may last for minutes once something is wrong, or over: until tasks start, get healthy or stop. What looked
 * wrong does not have to be looked at again for them.
 */
const inLongWait = (scene, { act, phase, reason }) => act.kind === 'wait' && scene.memory.interrupted === null
    ? (longWaits[reason]?.(scene, phase) ?? null)
    : null;
function readsEverything(scene, nowMs) {
    const { memory, request } = scene;
    if ((0,commands/* traitsOf */.J)(request).finishesOthers || memory.interrupted !== null || memory.isCancelled)
        return true;
    if (memory.pending?.write.kind === 'write-rule' || memory.trouble !== null)
        return true;
    return looksWrong(scene) || isWaitOver(scene, nowMs);
}
/** Green or production may be failing: a rollback is near. */
const looksWrong = ({ memory }) => memory.driftSinceMs !== null || memory.badTargetStreak > 0 || memory.bakeProbe.failuresInRow > 0;
/** What comes after the bake, and after the warm time, is decided on what is then. */
function isWaitOver(scene, nowMs) {
    const { memory, roles } = scene;
    const bakeMs = memory.isBakePassed ? null : (0,switch_state/* bakeEndsMs */.gC)(scene);
    if (bakeMs !== null && nowMs >= bakeMs)
        return true;
    return memory.isBakePassed && roles.blue?.status === 'ACTIVE' && nowMs >= (0,defer/* warmUntilMs */.oX)(scene);
}
/** What is read at each look while the step's reason lasts. `null`: everything. */
function atEachLook(scene, { act, phase, reason }) {
    if (scene.memory.failure !== null)
        return null;
    if ((0,look/* isBlind */.iE)(scene.world))
        return ['service', 'rules'];
    if ((0,step/* isWrite */.ao)(act))
        return afterWrite(act.kind);
    return whileWaiting[reason]?.(scene, phase) ?? null;
}
const longWaits = {
    'waiting-for-green-to-vanish': () => ['service'],
    'waiting-for-blue-to-vanish': () => ['service'],
    'waiting-for-blue-to-serve': ({ roles }) => withHealth(isHalfRunning(roles.blue)),
    'waiting-for-ready': ({ roles }, phase) => phase === 'switch' || phase === 'warm' ? withHealth(isHalfRunning(roles.green)) : null,
};
const whileWaiting = {
    'reading-back': ({ memory }) => (memory.pending === null ? null : afterWrite(memory.pending.write.kind)),
    'fence-settling': () => ofEcs,
    'waiting-for-ready': ({ roles: { green } }, phase) => phase === 'ready' ? withHealth(green !== null && isComplete(green)) : null,
    'waiting-for-group-to-empty': (_scene, phase) => (phase === 'ready' ? ofEcs : null),
    'smoke-testing': () => ofEcs,
    'measuring-baseline': () => ofEcs,
    baking: inBake,
    warm: () => ['service'],
    'waiting-for-bake': () => ['service'],
};
/** Only a write of a rule shows in the rules. */
function afterWrite(kind) {
    if (kind === 'write-rule')
        return null;
    return kind === 'write-scaling' ? [...ofEcs, 'scaling'] : ofEcs;
}
/** Health says something once enough tasks run: all, to be ready, and half, to serve. */
const withHealth = (doEnoughRun) => (doEnoughRun ? [...ofEcs, 'targets'] : ofEcs);
const isHalfRunning = (set) => set !== null && set.running * 2 >= set.computedDesired;
/** The first looks after the switch show most of the failures. A bake needs three good ones to pass. */
function inBake(scene) {
    const { memory, world, roles } = scene;
    const areTasksMoving = world.taskSets.some((set) => set.status !== 'DRAINING' && !(isComplete(set) && set.isSteady)) ||
        (roles.green !== null && (0,readiness/* strangers */.ob)(world, roles.green).length > 0);
    return [
        ...(memory.goodBakeStreak < 3 ? ['service', 'targets'] : []),
        ...(areTasksMoving ? ofTasks : []),
    ];
}
const isComplete = ({ running, computedDesired, pending }) => running === computedDesired && pending === 0;
/** A read that failed is repeated at the next look, but after its interval if AWS throttled it. */
function isOld(scene, part, nowMs) {
    const { world } = scene;
    const failing = (0,look/* failingOf */.al)(world, part);
    if (failing === null)
        return nowMs - (0,look/* readAtMs */.QR)(world, part) >= (0,intervals/* intervalMs */.y_)(scene, part);
    return !(0,trouble/* isThrottling */.E)(failing.trouble.code) || nowMs - failing.atMs >= (0,intervals/* intervalMs */.y_)(scene, part);
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/common/run/read-failure.js
var read_failure = __webpack_require__(60634);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/engine/act.js

/** Carries out the step. The outcome contains what went wrong. Only the next observation shows whether a write landed. */
async function act(ports, world, step, signal) {
    const { act: what } = step;
    if (what.kind === 'end')
        return { kind: 'done' };
    if (what.kind === 'wait') {
        await ports.clock.sleep(what.ms, signal);
        return { kind: 'done' };
    }
    if (what.kind === 'look') {
        if (what.afterMs > 0)
            await ports.clock.sleep(what.afterMs, signal);
        return { kind: 'done' };
    }
    if (what.kind === 'probe')
        return { kind: 'probed', answers: await probeAll(ports.probe, what.requests) };
    try {
        const untilMs = step.countsUntilMs ?? Number.POSITIVE_INFINITY;
        return await ports.timing.sendBy(untilMs, () => write(ports, world, what));
    }
    catch (error) {
        if (error instanceof errors/* TooLate */.d6)
            return { kind: 'too-late' };
        if (error instanceof errors/* PortError */.U7)
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

// EXTERNAL MODULE: ./build/domain/task-sets/health/describe-traffic.js
var describe_traffic = __webpack_require__(49917);
;// CONCATENATED MODULE: ./build/engine/reconcile.js
// The loop: observe, decide, act.













/**
 * The loop: observe, decide, act, until the decision is an end. The same for every command. The domain says where a
 * step may be decided on what the one before was decided on.
 */
async function reconcile({ ports, observe, request, listener, signal, first, }) {
    let memory = first ?? (0,model_memory/* blankMemory */.sc)(ports.clock.now());
    let last = null;
    let failingSinceMs = null;
    let wanted = look/* everything */.YT;
    /** What the next step is decided on without a new look. */
    let ground = null;
    for (;;) {
        if (signal.aborted && !memory.isCancelled)
            [ground, wanted] = [null, look/* everything */.YT];
        memory = { ...memory, isCancelled: signal.aborted };
        const seen = ground === null ? await reconcile_look(() => observe(memory, last, wanted)) : ground;
        if ('trouble' in seen) {
            listener.onTrouble(seen.trouble);
            const nowMs = ports.clock.now();
            failingSinceMs ??= nowMs;
            const failingMs = nowMs - failingSinceMs;
            const read = { trouble: seen.trouble, failingMs, nowMs, lastTraffic: (0,describe_traffic/* lastTraffic */.K)(request, last) };
            const ending = (0,read_failure/* readFailure */.f)(request, read);
            if (ending !== null)
                return { step: { ...ending, aim: null }, world: last, memory };
            await ports.clock.sleep(2000);
            wanted = look/* everything */.YT;
            continue;
        }
        failingSinceMs = null;
        if (ground === null) {
            for (const trouble of (0,last_known/* newTroubles */.V4)(last, seen.world))
                listener.onTrouble(trouble);
            memory = (0,evolve/* evolveWorld */.y)(request, memory, seen.world);
        }
        last = seen.world;
        const step = (0,decide/* decideNextStep */.A)(request, seen.world, ground?.memory ?? memory);
        if (ground !== null && !mayFollow(step)) {
            ground = null;
            wanted = look/* everything */.YT;
            continue;
        }
        listener.onStep(step, seen.world, memory);
        if (isEnd(step))
            return { step, world: seen.world, memory };
        // A cancel ends the current wait. After that, the loop has to be able to wait again.
        const outcome = await act(ports, seen.world, step, memory.isCancelled ? never : signal);
        if (outcome.kind === 'failed')
            listener.onTrouble(outcome.trouble);
        const acted = { request, world: seen.world, step, outcome, nowMs: ports.clock.now() };
        memory = (0,evolve_outcome/* evolveOutcome */.a)(memory, acted);
        ground = onSameLook(acted, memory);
        last = ground?.world ?? last;
        wanted = dueParts((0,scene/* sceneOf */.c)(request, last, memory), step, ports.clock.now());
    }
}
const never = new AbortController().signal;
const isEnd = (step) => step.act.kind === 'end';
async function reconcile_look(observe) {
    try {
        return { world: await observe() };
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U7)
            return { trouble: error.trouble };
        throw error;
    }
}


/***/ }),

/***/ 6051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ createReporter),
  b: () => (/* binding */ loggedStep)
});

// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/domain/task-sets/report/report.js + 4 modules
var report = __webpack_require__(31359);
// EXTERNAL MODULE: ./build/domain/task-sets/health/scale-in.js
var scale_in = __webpack_require__(84902);
// EXTERNAL MODULE: ./build/domain/task-sets/preflight/scaling.js + 3 modules
var scaling = __webpack_require__(94706);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/domain/task-sets/forward/await-bake.js
var await_bake = __webpack_require__(38485);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/leftover.js
var leftover = __webpack_require__(33222);
// EXTERNAL MODULE: ./build/domain/common/run/time-limit.js
var time_limit = __webpack_require__(7202);
// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/task-sets/dry-run/waits.js
var waits = __webpack_require__(77627);
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
// EXTERNAL MODULE: ./build/domain/task-sets/health/describe-traffic.js
var describe_traffic = __webpack_require__(49917);
// EXTERNAL MODULE: ./build/domain/task-sets/health/switch-state.js
var switch_state = __webpack_require__(96932);
;// CONCATENATED MODULE: ./build/domain/task-sets/report/findings.js
// What the log lists before the first write.

















/** What the release builds on, one line each. */
function findings(scene) {
    const { request, world, roles } = scene;
    const { service } = world;
    return [
        `service ${service.name} in cluster ${service.cluster}: ${service.status}, controller ${service.controller}, desired count ${service.desiredCount}`,
        (0,describe_traffic/* describeTraffic */.h)(roles),
        ...((0,commands/* traitsOf */.J)(request).rollsBack ? [`rollback: ${(0,rollback_ready/* rollbackAhead */.o)(scene)}`] : []),
        `blue: ${roles.blue === null ? noBlue(scene) : setLine(roles.blue)}`,
        `green: ${greenLine(scene)}`,
        pairLine(request, roles),
        ...roles.production.map((rule) => `production rule: ${ruleLine(rule)}; ${foundBy(request, rule)}`),
        ...testLines(scene),
        ...roles.leftovers.map((set) => `${(0,leftover/* describeLeftover */.t)(world, set)}: ${setLine(set)}${describeFate(scene)}`),
        ...roles.foreign.map((set) => `not ours: ${setLine(set)}; it is never changed`),
        ...scalingLine(scene),
        ...((0,commands/* traitsOf */.J)(request).isRelease ? [`times: ${(0,waits/* describeTimes */.UM)(request)}`] : []),
        ...timeLines(scene),
        ...riskLines(scene),
        ...world.notes,
    ];
}
/** The limit of the run, and a bake tag that can't be true. */
function timeLines(scene) {
    const [limit, note] = [(0,time_limit/* describeLimit */.XW)(scene.request, scene.world.nowMs), (0,await_bake/* bakeTagNote */.kN)(scene)];
    return [...(limit === null ? [] : [`ends by ${limit}`]), ...(note === null ? [] : [note])];
}
/** Risks that don't stop the run. */
function riskLines({ request, roles, world }) {
    const why = request.isForced
        ? 'force'
        : (0,commands/* traitsOf */.J)(request).rollsBack
            ? 'a rollback does not wait for it'
            : null;
    const forced = why === null
        ? []
        : (0,risks/* preflightRisks */.A)(request, world, roles).map((risk) => `risk accepted (${why}): ${risk}`);
    const hasRegistries = (roles.blue?.settings.serviceRegistries.length ?? 0) > 0;
    const registries = hasRegistries
        ? [
            'service registries are copied from blue: clients that use service discovery reach green before it is tested',
        ]
        : [];
    return [...forced, ...registries];
}
/** A service that moves from another controller: its targets serve until the switch and stay the rollback target. */
function noBlue({ request, world, roles }) {
    const others = (0,readiness/* healthyOthers */.F6)(world, roles);
    if (others.length === 0)
        return (0,commands/* traitsOf */.J)(request).isRelease ? 'none, so no rollback is possible until the next release' : 'none';
    const where = others.map(({ id, port }) => `${id}:${port}`).join(', ');
    return `none; targets outside this service serve now and stay the rollback target: ${where}`;
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
/** A rollback to warm blue removes only its own green, and some commands remove nothing. */
const describeFate = (scene) => (0,rolled_back/* isToRollBack */.ym)(scene) || !(0,commands/* traitsOf */.J)(scene.request).isRelease ? '' : ', will be removed';
function howFound(scene) {
    const { green } = (0,commands/* traitsOf */.J)(scene.request);
    if ((0,rolled_back/* isToRollBack */.ym)(scene))
        return 'which is to be rolled back';
    if (green === 'staged')
        return 'which was staged';
    if (green === 'last-begun' || green === 'switched-to')
        return (0,switch_state/* isGreenLive */.Cz)(scene) ? 'which is live' : 'which has no traffic';
    return 'created by an earlier attempt and taken over';
}
function pairLine({ traffic }, { pair }) {
    if (pair === null)
        return 'pair: not found';
    const blueGroup = pair.blue === null ? 'none' : (0,arn/* shortName */.EU)(pair.blue);
    const how = traffic.targetGroups.length > 0 ? 'named by target-groups' : 'discovered automatically';
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
    return 'discovered automatically';
}
function testLines(scene) {
    const { request, roles } = scene;
    if (roles.test.length > 0)
        return roles.test.map((rule) => `test rule: ${ruleLine(rule)}; named by ${testNamedBy(request, rule)}`);
    const probing = (0,health_probing/* smokeProbing */.Nt)(scene);
    const instead = roles.green === null || probing.requests !== null ? '' : `; no smoke test yet: ${probing.why}`;
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
/** A rollback reads auto scaling only after traffic is back. */
function scalingLine(scene) {
    const { world, request, roles } = scene;
    if (world.scaling === null)
        return (0,commands/* traitsOf */.J)(request).rollsBack ? [] : ['auto scaling: none for this service'];
    return [`auto scaling: ${(0,scale_in/* scaleInAhead */.zQ)(scene)}`, ...(0,scaling/* scalingFindings */.M)(request, world, roles)];
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/common/report/report.js + 1 modules
var report_report = __webpack_require__(4395);
// EXTERNAL MODULE: ./build/report/context.js + 1 modules
var report_context = __webpack_require__(562);
// EXTERNAL MODULE: ./build/report/log.js
var report_log = __webpack_require__(16945);
// EXTERNAL MODULE: ./build/report/main-ending.js + 1 modules
var main_ending = __webpack_require__(48482);
// EXTERNAL MODULE: ./build/report/messages/endings.js
var endings = __webpack_require__(98132);
// EXTERNAL MODULE: ./build/report/outputs.js
var outputs = __webpack_require__(94121);
// EXTERNAL MODULE: ./build/report/places.js + 1 modules
var report_places = __webpack_require__(33000);
;// CONCATENATED MODULE: ./build/report/release.js







/**
 * Reports a run from its start. It only listens: it never throws, delays the loop or changes how the release ends
 * (invariant 9).
 */
function createRunReport(request, context) {
    const { runner, clock, saveState } = context;
    const log = (0,report_log/* createStepLog */.d)(runner);
    const guarded = guard(runner);
    let report = (0,report_report/* beginReport */.mC)(request, clock.now());
    saveState('release-id', request.release.id);
    const places = (0,report_places/* placesOf */.e)({ ...context, save: saveState, deployment: null }, report);
    offer(true);
    function offer(isUrgent) {
        for (const place of places)
            place.offer(report, isUrgent);
    }
    async function end(ending, isCrash = false) {
        report = (0,report_report/* endReport */.eQ)(report, ending, clock.now());
        // First what can't hang: a cancelled job may have seconds left, and post continues from the saved state.
        guarded(() => {
            saveState('ending', (0,main_ending/* mainEndingText */.W)(ending, false, isCrash));
        });
        guarded(() => {
            context.writeOutputs((0,outputs/* maskedOutputs */.a9)((0,outputs/* outputsOf */.Yz)(report), context.secrets));
        });
        guarded(() => {
            log.end(report);
        });
        (0,report_context/* reportToRunner */.Qz)(context, report);
        await (0,report_context/* writeSummary */.Sy)(context, report);
        const isReported = await (0,report_places/* postEnd */.k)(context, places, report);
        guarded(() => {
            saveState('ending', (0,main_ending/* mainEndingText */.W)(ending, isReported, isCrash));
        });
    }
    return {
        guarded,
        update({ step, advance, findings }) {
            guarded(() => {
                const before = report;
                report = advance(before);
                log.step(before, report, step, findings);
                // The end is reported on its own, in a moment.
                if (step.kind !== 'end')
                    offer(isTurn(before, report));
            });
        },
        trouble(trouble) {
            guarded(() => {
                log.trouble(trouble);
            });
        },
        end: (ending) => end(ending),
        crash: (error) => {
            if (error instanceof Error)
                runner.info(error.stack ?? error.message);
            return end((0,endings/* bugEnding */.mX)(report, error), true);
        },
    };
}
/** A change that is posted at once. */
const isTurn = (before, after) => before.phase !== after.phase ||
    before.failure?.reason !== after.failure?.reason ||
    before.traffic?.sentence !== after.traffic?.sentence;
/** A failure of reporting is logged once, however often it repeats. */
function guard(runner) {
    const logged = new Set();
    return (work) => {
        try {
            work();
        }
        catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            if (!logged.has(text))
                runner.warn(`Reporting failed, the release continues: ${text}`);
            logged.add(text);
        }
    };
}

// EXTERNAL MODULE: ./build/engine/handover.js
var handover = __webpack_require__(75108);
;// CONCATENATED MODULE: ./build/engine/reporter.js






/** Reporting never changes how the release ends (invariant 9). */
function createReporter(request, context) {
    const run = createRunReport(request, context);
    const handOver = (0,handover/* createHandover */.w)((text) => {
        context.saveState('handover', text);
    });
    return {
        onStep(step, world, memory) {
            // First: the write that follows may be the last thing that this process does.
            run.guarded(() => {
                handOver(step, world, memory);
            });
            run.update({
                step: loggedStep(step),
                advance: (before) => (0,report/* continueReport */.A)(before, step, world, memory),
                findings: () => findings((0,scene/* sceneOf */.c)(request, world, memory)),
            });
        },
        onTrouble: (trouble) => {
            run.trouble(trouble);
        },
        finish: ({ step }) => {
            const { result, message, details, commands = [] } = step.act;
            return run.end({ result, reason: step.reason, message, details, commands });
        },
        crash: (error) => run.crash(error),
    };
}
/** A step as the log sees it: without the world that it was decided on. */
function loggedStep({ phase, reason, because, act }) {
    return { phase, reason, because, kind: act.kind === 'end' ? 'end' : (0,step/* isWrite */.ao)(act) ? 'write' : 'wait' };
}


/***/ }),

/***/ 19473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U7: () => (/* binding */ PortError),
/* harmony export */   d6: () => (/* binding */ TooLate),
/* harmony export */   dz: () => (/* binding */ InputError)
/* harmony export */ });
/** The only error that ports reject with. */
class PortError extends Error {
    trouble;
    constructor(trouble, cause) {
        super(`${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`, { cause });
        this.name = 'PortError';
        this.trouble = trouble;
    }
}
/** A write that was not sent: what it was decided on has become too old. */
class TooLate extends Error {
    constructor() {
        super('not sent: what this write was decided on is too old');
        this.name = 'TooLate';
    }
}
/** All problems that the author of the workflow has to fix. */
class InputError extends Error {
    problems;
    constructor(problems) {
        super(problems.join('\n'));
        this.name = 'InputError';
        this.problems = problems;
    }
}


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
/* harmony export */   eZ: () => (/* binding */ daySeconds),
/* harmony export */   mw: () => (/* binding */ required)
/* harmony export */ });
/* harmony import */ var _action_io_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76385);
/* harmony import */ var _domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88272);
// Reads single inputs, and collects what is wrong with them.


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
/** The runner evaluates a default such as `${{ github.token }}`. Without a runner it is absent. */
function defaultOf(name) {
    const preset = _action_io_js__WEBPACK_IMPORTED_MODULE_0__/* .inputs */ .QL[name].default;
    return preset?.startsWith('${{') === true ? null : preset;
}
/** Entries, one per line or separated by commas, without empty and repeated ones. */
function listOf(reader, name) {
    return entries(reader.text(name), /[\n,]/);
}
/** Entries, one per line, for values that may contain commas. */
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
/** One of a fixed list. `null`: absent or refused. */
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
const daySeconds = 24 * 3600;
/** Whole seconds. `NaN`: refused. Comparisons with it are false, so it causes no further problem. */
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
/** A whole number. `NaN`: refused. */
function count(reader, name, limits) {
    const text = reader.text(name) ?? '';
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= limits.atLeast && number <= limits.atMost)
        return number;
    reader.refuse(name, text, `is not a whole number from ${limits.atLeast} to ${limits.atMost}`);
    return Number.NaN;
}
/** An absolute http(s) URL. `null`: absent or refused. A URL that paths are appended to must not have a query. */
function webAddress(reader, name, { mayHaveQuery }) {
    const text = reader.text(name);
    if (text === null)
        return null;
    const url = URL.parse(text);
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
        reader.refuse(name, text, 'is not an absolute http(s) URL: write e.g. https://shop.example.com');
    }
    else if (url.username !== '' || url.password !== '') {
        // The value isn't quoted, because a password must not be logged.
        reader.problem(name, 'contains a user name or password: write an Authorization header in probe-headers instead');
    }
    else if (url.hash !== '' || (url.search !== '' && !mayHaveQuery)) {
        reader.refuse(name, text, 'must not have a query or fragment: write the path and query as health-paths');
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
/* harmony export */   m8: () => (/* binding */ sweepScopeOf),
/* harmony export */   pU: () => (/* binding */ requestFor)
/* harmony export */ });
/* harmony import */ var _domain_common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25629);
/* harmony import */ var _domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27680);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70401);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42623);




/** Inputs that name rules or target groups of one service. They don't apply to others. */
const ofOneService = [
    'production-listener-arns',
    'production-rule-arns',
    'target-groups',
    'test-rule-arn',
];
/** Reads the scope, and adds its problems to the reader's. */
function sweepScopeFrom(reader) {
    const clusters = (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(reader, 'cluster');
    const named = (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(reader, 'service');
    if (named.length === 0) {
        for (const cluster of clusters.length === 0 ? [''] : clusters)
            (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .targetFrom */ .C)(withTarget(reader, cluster, 'any'));
        refuseOfOne(reader);
        return { clusters, services: [] };
    }
    if (named.length > 1)
        refuseOfOne(reader);
    const [only = '', ...more] = clusters;
    const services = named.map((service) => {
        const isName = !service.startsWith('arn:');
        if (isName && more.length > 0)
            reader.refuse('service', service, 'could be in any of the clusters: write its ARN, or sweep one cluster at a time');
        return (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .targetFrom */ .C)(withTarget(reader, isName ? only : clusterOf(service, clusters), service));
    });
    return { clusters, services };
}
/** The scope alone, once `requestFrom` has found no problem. */
const sweepScopeOf = (raw) => sweepScopeFrom((0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .createReader */ .WF)(raw));
/** The request for one of the services, with its own release id. */
const requestFor = (request, { cluster, service }) => ({
    ...request,
    cluster,
    service,
    release: { ...request.release, id: (0,_domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__/* .releaseId */ .Bf)(request.release.runId, service, request.command) },
});
/** The cluster that the service's ARN names, or the first, for which `targetFrom` then reports the problem. */
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
            reader.problem(name, 'applies to one service: sweep only that service, or leave it out');
}


/***/ }),

/***/ 42623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ targetFrom)
/* harmony export */ });
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70401);
// The service that a command is about.

const plainName = /^[\w-]{1,255}$/;
const clusterArn = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:cluster\/([\w-]+)$/;
/** ARNs in the old format don't contain the cluster's name. */
const serviceArn = /^(arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}):service\/(?:([\w-]+)\/)?([\w-]+)$/;
/**
 * `service` is always a name. `cluster` is an ARN if the inputs contain it, also as part of the service's ARN: ECS then
 * refuses a call to the wrong region or account.
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

/***/ 562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Qz: () => (/* binding */ reportToRunner),
  Sy: () => (/* binding */ writeSummary),
  rm: () => (/* binding */ writeSummaryText)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/common/run/step.js
var step = __webpack_require__(35719);
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var values_secrets = __webpack_require__(63899);
// EXTERNAL MODULE: ./build/report/messages/state.js
var state = __webpack_require__(11945);
// EXTERNAL MODULE: ./build/report/messages/comment.js + 5 modules
var comment = __webpack_require__(99505);
// EXTERNAL MODULE: ./build/report/messages/markdown.js
var markdown = __webpack_require__(67219);
// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
;// CONCATENATED MODULE: ./build/report/messages/summary.js
// The job summary of a run.




/** The comment's text, also without a pull request, and the times of the run. */
const summaryOf = (report) => (0,markdown/* paragraphs */.qN)([(0,comment/* commentOf */.vm)(report), describeOutcome(report), describeSpan(report)]) + '\n';
/** Otherwise the comment shows the message already. */
const describeOutcome = (report) => report.ending !== null && (0,comment/* isAsMeant */.wB)(report) ? (0,markdown/* plain */.pj)(report.ending.message) : null;
function describeSpan({ isFollowed, startedAtMs, nowMs, request }) {
    if (!isFollowed)
        return null;
    const total = (0,duration/* formatDuration */.a3)((nowMs - startedAtMs) / 1000);
    return `From ${(0,moment/* formatMoment */.K9)(startedAtMs, nowMs)} to ${(0,moment/* formatMoment */.K9)(nowMs, nowMs)}, ${total} in total. Release ${(0,markdown/* plain */.pj)(request.release.id)}.`;
}

;// CONCATENATED MODULE: ./build/report/context.js
// Where a run reports to, and the ends that every report shares.





/** Red unless the run ended as its command asks: the workflow must not continue as if it had. */
function reportToRunner({ runner }, report) {
    const { ending, request } = report;
    if (ending === null)
        return;
    const { words } = (0,state/* stateOf */.L)(report);
    if (isAsRequested(request, ending)) {
        // A success with a warning: blue that was not removed, or weights that were changed by someone else.
        if (ending.result === 'released' && (0,step/* linesOf */.D)(ending).length > 0)
            runner.annotate('warning', `${request.service}: ${words}`, (0,step/* linesOf */.D)(ending).join('\n'));
        return;
    }
    runner.fail(`${request.service}: ${words}`, [ending.message, ...(0,step/* linesOf */.D)(ending)].join('\n'));
}
/** A rollback that a person requested succeeds when traffic is back on blue. Any other release that is rolled back fails. */
const isAsRequested = (request, { result, reason }) => ['released', 'staged', 'torn-down', 'swept', 'status', 'planned'].includes(result) ||
    ((0,commands/* traitsOf */.J)(request).rollsBack && result === 'rolled-back' && reason === 'requested');
const writeSummary = (context, report) => writeSummaryText(context, summaryOf(report));
/** A runner without job summaries (a test, a tool like act) costs a warning. */
async function writeSummaryText({ runner, secrets }, text) {
    try {
        await runner.writeSummary((0,values_secrets/* masked */.Iv)(text, secrets));
    }
    catch (error) {
        runner.annotate('warning', 'No job summary', error instanceof Error ? error.message : String(error));
    }
}


/***/ }),

/***/ 16945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ createStepLog)
/* harmony export */ });
/* harmony import */ var _domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);
/* harmony import */ var _domain_common_run_step_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(35719);
/* harmony import */ var _messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63748);
/* harmony import */ var _messages_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11945);
// The log of a run: findings, a group for each phase, each step with its reason, and a total of repeated waits.




function createStepLog(runner) {
    let tally = (0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .emptyTally */ .CK)(0);
    let isTallying = false;
    let open = null;
    function print(text, nowMs) {
        if (!isTallying)
            tally = (0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .emptyTally */ .CK)(nowMs);
        isTallying = true;
        const counted = (0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(tally, text, nowMs);
        tally = counted.tally;
        if (counted.line !== null)
            runner.info(counted.line);
    }
    function settle(nowMs) {
        const account = isTallying ? (0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .accountOf */ .XP)(tally, nowMs) : null;
        isTallying = false;
        if (account !== null)
            runner.info(account);
    }
    function closePhase(report) {
        settle(report.nowMs);
        if (open === null)
            return;
        runner.closeGroup();
        runner.info(`${open} took ${(0,_domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((report.spentMs[open] ?? 0) / 1000)}`);
    }
    function enter(report) {
        closePhase(report);
        open = report.phase;
        runner.openGroup(`${report.phase}: ${_messages_state_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseTitles */ .$[report.phase]}`);
    }
    // `null` before the first observation. Until then, repeated lines are not counted.
    let nowMs = null;
    return {
        step(before, after, step, findings) {
            nowMs = after.nowMs;
            if (before.traffic === null)
                printFindings(runner, findings());
            for (const line of (0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .gateLines */ .HN)(before, after)) {
                settle(nowMs);
                runner.info(line);
            }
            if (step.kind === 'end')
                return;
            if (after.phase !== open)
                enter(after);
            if (before.failure === null && after.failure !== null)
                runner.info(`rolling back: ${after.failure.what}. ${after.failure.advice}`);
            if (step.kind === 'wait') {
                print((0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .waitText */ .Lq)(step, after), nowMs);
                return;
            }
            settle(nowMs);
            runner.info(`${step.reason}: ${step.because}`);
        },
        trouble(trouble) {
            if (nowMs === null)
                runner.info((0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTrouble */ .LC)(trouble));
            else
                print((0,_messages_log_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTrouble */ .LC)(trouble), nowMs);
        },
        end(report) {
            closePhase(report);
            open = null;
            for (const line of endLines(report))
                runner.info(line);
        },
    };
}
const endLines = ({ ending }) => ending === null ? [''] : [ending.message, ...(0,_domain_common_run_step_js__WEBPACK_IMPORTED_MODULE_3__/* .linesOf */ .D)(ending)];
/** Printed before the first write, because all writes depend on the findings. */
function printFindings(runner, findings) {
    runner.openGroup('found: what this release builds on');
    for (const line of findings)
        runner.info(line);
    runner.closeGroup();
}


/***/ }),

/***/ 48482:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (/* binding */ mainEndingText),
  o: () => (/* binding */ parseMainEnding)
});

;// CONCATENATED MODULE: ./build/domain/common/run/reason.js
// The reason codes.
/** Why a step was chosen or a run ended. Workflows may branch on it, so the list is closed. */
const reasonCodes = [
    // release
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
    // failures, each of which rolls back
    'not-ready-in-time',
    'circuit-breaker',
    'targets-unused',
    'green-gone',
    'smoke-test-failed',
    'smoke-test-not-runnable',
    'bake-probes-failed',
    'bake-targets-unhealthy',
    'bake-tasks-stopped',
    'reads-denied',
    'group-not-emptied',
    'write-denied',
    'write-refused',
    'write-kept-failing',
    'write-reverted',
    'unfinished-rollback',
    'exposed-before-switch',
    'cancelled',
    'requested',
    // rollback
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

;// CONCATENATED MODULE: ./build/report/main-ending.js
// The end of main, as main saves it for the post step.

const mainEndingText = (ending, isReported, isCrash = false) => JSON.stringify({ ...ending, isReported, isCrash });
/** Reads what main saved as `ending`. Unknown text counts as absent, so the end is reported again. */
function parseMainEnding(text) {
    if (text === null)
        return null;
    try {
        const saved = JSON.parse(text);
        const reason = reasonCodes.find((code) => code === saved?.reason);
        if (saved?.result === undefined || saved.message === undefined || reason === undefined)
            return null;
        const { result, message, details = [], commands = [], isReported = false, isCrash = false } = saved;
        return { result, message, details, commands, reason, isReported, isCrash };
    }
    catch {
        return null;
    }
}


/***/ }),

/***/ 38260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _N: () => (/* binding */ releaseInProgress),
/* harmony export */   y0: () => (/* binding */ abandonedComment),
/* harmony export */   yM: () => (/* binding */ inProgressMark)
/* harmony export */ });
/* harmony import */ var _domain_common_values_moment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86164);
/* harmony import */ var _domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27680);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67219);



/** The last line of a release's comment until its end is reported. If it is still there after the run, the end was never reported. */
const inProgressMark = (releaseId) => `<!-- in progress: ${releaseId} -->`;
/** The release whose end this comment still has to show. `null`: it shows the end, or isn't ours. */
const releaseInProgress = (comment) => /<!-- in progress: (\S+) -->\s*$/.exec(comment)?.[1] ?? null;
/** Where traffic is now, and what the sweep did. The text does not include the marker that starts a comment. */
function abandonedComment({ request, traffic, nowMs, done }, { releaseId, runId }) {
    const { cluster, service, release } = request;
    const run = `[Run ${runId}](${(0,_domain_common_request_release_id_js__WEBPACK_IMPORTED_MODULE_0__/* .runUrlOf */ .Qm)(release.runUrl, runId)})`;
    const sweep = `A [sweep](${release.runUrl}) checked the service`;
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .paragraphs */ .qN)([
        `### ⚠️ ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(service)} in ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(cluster)}: its run ended without a report`,
        `**${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(traffic)}**`,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .alert */ .xE)('WARNING', [
            `${run} is over and did not report how release ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(releaseId)} ended. ${sweep}${done.length === 0 ? '.' : ':'}`,
            ...(done.length === 0 ? [] : ['', ...done.map((line) => `- ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(line)}`)]),
        ]),
        `<sub>As of ${(0,_domain_common_values_moment_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTime */ .fU)(nowMs)}. Release ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(releaseId)}. Run its job again to repeat all checks.</sub>`,
    ]);
}


/***/ }),

/***/ 99505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vm: () => (/* binding */ commentOf),
  wB: () => (/* binding */ isAsMeant),
  we: () => (/* binding */ markerOf),
  Zs: () => (/* binding */ stampOf)
});

// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
// EXTERNAL MODULE: ./build/report/messages/abandoned.js
var abandoned = __webpack_require__(38260);
// EXTERNAL MODULE: ./build/report/messages/markdown.js
var markdown = __webpack_require__(67219);
// EXTERNAL MODULE: ./build/domain/common/report/describe-plan.js
var describe_plan = __webpack_require__(80721);
// EXTERNAL MODULE: ./build/domain/common/report/status.js
var report_status = __webpack_require__(82726);
;// CONCATENATED MODULE: ./build/report/messages/plan-comment.js
// The comment of the command plan.



/** Problems first, then the changes, the times and the IAM actions. */
function planComment(report) {
    const { dryRun, ending, traffic } = report;
    return (0,markdown/* paragraphs */.qN)([
        titleOf(report),
        traffic === null ? null : `**${(0,markdown/* plain */.pj)(traffic.sentence)}**`,
        dryRun === null ? endedOtherwise(report) : problemsOf(dryRun),
        ...(dryRun === null || (ending !== null && dryRun.problems.length > 0)
            ? revisionOnly(dryRun)
            : sectionsOf(dryRun)),
    ]);
}
function titleOf({ request, dryRun, ending }) {
    const what = `${(0,markdown/* code */.aY)(request.service)} in ${(0,markdown/* code */.aY)(request.cluster)}`;
    if (dryRun === null)
        return `### ${ending === null ? '⏳' : '❌'} ${what}: not planned yet`;
    return dryRun.isReleasable
        ? `### 📋 ${what}: planned, nothing was written`
        : `### ⛔ ${what}: a release would be refused`;
}
/** The run ended before it could read the service. */
const endedOtherwise = ({ ending }) => ending === null
    ? null
    : (0,markdown/* alert */.xE)('CAUTION', [(0,markdown/* plain */.pj)(ending.message), ...ending.details.map((detail) => `- ${(0,markdown/* plain */.pj)(detail)}`)]);
function problemsOf(dryRun) {
    const { problems, risks, isReleasable } = dryRun;
    const points = (lines) => lines.map((line) => `- ${(0,markdown/* plain */.pj)(line)}`);
    if (isReleasable && risks.length === 0)
        return (0,markdown/* plain */.pj)(capital((0,describe_plan/* describeDryRun */._5)(dryRun)));
    if (isReleasable)
        return (0,markdown/* paragraphs */.qN)([
            (0,markdown/* plain */.pj)(capital((0,describe_plan/* describeDryRun */._5)(dryRun))),
            (0,markdown/* alert */.xE)('WARNING', ['Risks accepted with force:', '', ...points(risks)]),
        ]);
    return (0,markdown/* alert */.xE)('CAUTION', [
        'Fix these before a release can start:',
        '',
        ...points(problems),
        ...points(risks.map((risk) => `${risk} Or set force to accept the risk.`)),
    ]);
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
/** With problems, only the revision is known. */
const revisionOnly = (dryRun) => dryRun === null ? [] : [revisionSection(dryRun)];
const sectionsOf = (dryRun) => [
    revisionSection(dryRun),
    section('Rules', rulesTable(dryRun)),
    section('Created', bullets((0,describe_plan/* greenLines */.v4)(dryRun))),
    section('Deleted', deletesTable(dryRun)),
    section('How long', timesTable(dryRun)),
    `**Rollback**: ${(0,markdown/* plain */.pj)(dryRun.rollback)}.`,
    section('Auto scaling', bullets(dryRun.scaling)),
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
    const head = `**Revision**: ${(0,markdown/* plain */.pj)((0,describe_plan/* describeRegistration */.B4)(revision))} ${(0,markdown/* plain */.pj)((0,describe_plan/* describeSource */.B6)(revision))}${against}.`;
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
        (0,markdown/* code */.aY)((0,report_status/* formatWeights */.V7)(from)),
        `${(0,markdown/* code */.aY)((0,report_status/* formatWeights */.V7)(to))}${attached.length === 0 ? '' : ` (${attached.map(markdown/* code */.aY).join(', ')} added at weight 0 first)`}`,
    ]);
    return (0,markdown/* table */.tp)(['Rule', 'For', 'Weights now', 'Weights then'], rows);
}
const deletesTable = ({ deletes }) => deletes.length === 0
    ? null
    : (0,markdown/* table */.tp)(['Task set', 'What it is', 'When'], deletes.map(({ set, what, when }) => [(0,markdown/* code */.aY)(set), (0,markdown/* plain */.pj)(what), when]));
const timesTable = (dryRun) => (0,markdown/* table */.tp)(['Phase', 'Time', 'From'], [
    ...dryRun.times.phases.map(({ phase, words, from }) => [phase, (0,markdown/* plain */.pj)(words), (0,markdown/* plain */.pj)(from)]),
    ['**all**', `**${(0,describe_plan/* describeSpan */.uM)(dryRun)}**`, ''],
]);
function permissionsOf({ permissions, serviceTags, isScalingSuspended }) {
    const { used, onRollback: onRollback } = permissions;
    const lines = (actions) => actions.map((action) => `- ${(0,markdown/* code */.aY)(action)}`).join('\n');
    return (0,markdown/* folded */.TM)(`${String(used.length)} IAM actions`, (0,markdown/* paragraphs */.qN)([
        lines(used),
        onRollback.length === 0 ? null : `Only for a rollback:\n\n${lines(onRollback)}`,
        serviceTags.length === 0 ? null : `Tags written on the service: ${serviceTags.map(markdown/* code */.aY).join(', ')}.`,
        isScalingSuspended ? 'Scaling in is suspended until the release is over.' : null,
    ]));
}

// EXTERNAL MODULE: ./build/domain/common/report/phases.js
var phases = __webpack_require__(68628);
// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
;// CONCATENATED MODULE: ./build/report/messages/phase-table.js
// The table of phases in the comment.





/** One row for each phase with its state, time and gates. The phases ahead share a row. */
function phaseTable(report) {
    if (!report.isFollowed)
        return null;
    const rows = seenPhases(report).map((phase) => [
        `${signOf(report, phase)}&nbsp;${isCurrent(report, phase) ? `**${phase}**` : phase}`,
        timeOf(report, phase),
        notesOf(report, phase).join('<br>'),
    ]);
    const ahead = phasesAhead(report);
    const last = ahead.length === 0 ? [] : [['▫️&nbsp;*ahead*', '', ahead.join(', ')]];
    return (0,markdown/* table */.tp)(['Phase', 'Time', 'Result'], [...rows, ...last]);
}
const seenPhases = ({ spentMs }) => Object.keys(spentMs);
/** None once the release has ended or rolls back. */
const phasesAhead = ({ ending, phase }) => ending !== null || phase === 'rollback' ? [] : phases/* forwardPhases */.Q.slice(phases/* forwardPhases */.Q.indexOf(phase) + 1);
const isCurrent = ({ ending, phase }, asked) => ending === null && phase === asked;
function signOf(report, phase) {
    const { ending } = report;
    if (isCurrent(report, phase))
        return '⏳';
    const isLast = phase === report.phase && ending !== null;
    // A requested rollback is no failure of the phase before it.
    const isTurn = phase === turnedAt(report) && ending?.reason !== 'requested';
    const hasEndedWell = (ending !== null && goodEnds.includes(ending.result)) || phase === 'rollback';
    return isTurn || (isLast && !hasEndedWell) ? '❌' : '✅';
}
const goodEnds = ['released', 'staged', 'torn-down', 'swept', 'status', 'planned'];
/** The phase in which the rollback began: the last one before it. */
const turnedAt = (report) => report.phase === 'rollback'
    ? (seenPhases(report)
        .filter((each) => each !== 'rollback')
        .at(-1) ?? null)
    : null;
function timeOf(report, phase) {
    if (isCurrent(report, phase))
        return `since ${(0,moment/* formatTime */.fU)(report.phaseSinceMs)}`;
    const ms = report.spentMs[phase] ?? 0;
    return ms < 1000 ? '&lt; 1s' : (0,duration/* formatDuration */.a3)(ms / 1000);
}
function notesOf(report, phase) {
    const { gates, green, nowMs, spentMs, switchedAtMs, rollback } = report;
    switch (phase) {
        case 'start':
            return green === null
                ? []
                : [`green is ${(0,markdown/* code */.aY)(green.id)} with revision ${(0,markdown/* code */.aY)((0,arn/* shortName */.EU)(green.revision))}`];
        case 'ready':
            return gateNotes([gates.ready]);
        case 'smoke':
            return gateNotes([gates.smoke, spentMs.bake === undefined ? gates.probe : null]);
        case 'switch':
            return switchedAtMs === null ? [] : [`at ${(0,moment/* formatMoment */.K9)(switchedAtMs, nowMs)}`];
        case 'bake':
            return gateNotes([gates.bake, gates.probe]);
        case 'warm':
            return rollback.keptUntilMs === null ? [] : [`until ${(0,moment/* formatMoment */.K9)(rollback.keptUntilMs, nowMs)}`];
        case 'preflight':
        case 'prepare':
        case 'teardown':
        case 'rollback':
            return [];
    }
}
const gateNotes = (gates) => gates.flatMap((gate) => (gate === null || gate.words === '' ? [] : [(0,markdown/* plain */.pj)(gate.words)]));

// EXTERNAL MODULE: ./build/report/messages/state.js
var state = __webpack_require__(11945);
// EXTERNAL MODULE: ./build/domain/common/report/commit.js
var report_commit = __webpack_require__(35365);
;// CONCATENATED MODULE: ./build/report/messages/status-tables.js
// The tables of the command status.




/** The rules, the task sets, and what a rollback would do, as Markdown. */
const statusTables = ({ rules, taskSets, ...status }, nowMs) => (0,markdown/* paragraphs */.qN)([
    (0,markdown/* table */.tp)(['Rule', 'For', 'Weights'], rules.map(({ rule, isTest, weights }) => [
        (0,markdown/* code */.aY)(rule),
        isTest ? 'tests' : 'production',
        (0,markdown/* code */.aY)((0,report_status/* formatWeights */.V7)(weights)),
    ])),
    (0,markdown/* table */.tp)(['Task set', 'Revision', 'Role', 'Status', 'Running', 'Healthy', 'Release', 'Commit'], taskSets.map((set) => setRow(set, nowMs))),
    (0,markdown/* table */.tp)(['', ''], factRows(status, nowMs)),
]);
function factRows(status, nowMs) {
    const { switchedAt, bakeUntil, lease, scaleInUntil, fence, forwardOnly, rollbackReady, quarantined, keptGreen, } = status;
    const kept = lease === null
        ? 'no lease'
        : `until ${(0,markdown/* plain */.pj)((0,moment/* formatTagTime */.NN)(lease.until, nowMs))} at ${String(lease.scalePercent)} %`;
    return [
        ['Rollback ready', `**${(0,markdown/* plain */.pj)(rollbackReady)}**`],
        ...(switchedAt === null
            ? []
            : [['Production switched', `at ${(0,markdown/* plain */.pj)((0,moment/* formatTagTime */.NN)(switchedAt, nowMs))}`]]),
        ['Bake', (0,markdown/* plain */.pj)((0,report_status/* describeBake */.TB)(bakeUntil, nowMs))],
        ['Blue kept', kept],
        ...(scaleInUntil === null ? [] : [['Scale-in suspended', `until ${(0,markdown/* plain */.pj)(scaleInUntil)}`]]),
        ['Fence (last run)', fence === null ? 'none' : (0,markdown/* code */.aY)(fence)],
        ['Forward-only', forwardOnly === null ? 'no' : (0,markdown/* plain */.pj)(forwardOnly)],
        ['Quarantined', (0,markdown/* plain */.pj)((0,report_status/* describeQuarantine */.Ux)(quarantined))],
        ...(keptGreen === null
            ? []
            : [
                [
                    'Green kept for inspection',
                    `${(0,markdown/* code */.aY)(keptGreen.id)} until ${(0,markdown/* plain */.pj)((0,moment/* formatTagTime */.NN)(keptGreen.until, nowMs))}`,
                ],
            ]),
    ];
}
const setRow = (set, nowMs) => [
    (0,markdown/* code */.aY)(set.id),
    (0,markdown/* code */.aY)(set.revision),
    set.expiresAt === null
        ? `${set.role}${set.isLive ? ', live' : ''}`
        : `staged until ${(0,markdown/* plain */.pj)((0,moment/* formatTagTime */.NN)(set.expiresAt, nowMs))}`,
    set.status,
    `${String(set.running)} of ${String(set.wanted)}`,
    String(set.healthy),
    set.release === null ? '' : (0,markdown/* code */.aY)(set.release),
    set.commit === null ? '' : (0,markdown/* code */.aY)((0,report_commit/* shortCommit */.A)(set.commit)),
];

;// CONCATENATED MODULE: ./build/report/messages/rollback.js
// How to roll back from where the release is.




/** As Markdown. `null`: traffic is back on blue, or nothing was switched. */
function describeRollback(report) {
    const { traffic, blue, ending, phase, rollback } = report;
    if (traffic === null || phase === 'rollback')
        return null;
    if (!traffic.isOnGreen)
        return ending === null ? beforeSwitch(report) : null;
    if (rollback.blockedBecause !== null)
        return `not possible: ${(0,markdown/* plain */.pj)(rollback.blockedBecause)}.`;
    if (blue === null && rollback.commands.length > 0)
        return `the targets that served before are still there. ${howTo(report)}`;
    if (blue === null)
        return withoutBlue(report);
    if (!blue.isThere)
        return reRelease(blue);
    return keptBlue(report, blue);
}
function beforeSwitch({ request }) {
    const cancelling = request.onCancel === 'keep'
        ? 'Cancelling the run leaves everything as it is'
        : 'Cancelling the run removes green';
    return `users have not seen green. ${cancelling}.`;
}
/** Only a release knows that there was no version before. The tables of the command status show its rollback. */
function withoutBlue({ request, rollback }) {
    if ((0,commands/* traitsOf */.J)(request).report === 'status')
        return null;
    if (!(0,commands/* traitsOf */.J)(request).endsWarmTime)
        return 'not possible yet, because this service had no task set before.';
    return rollback.reRelease === null
        ? 'blue is not kept, and the previous revision is not known. Run the command rollback with the input `rollback-to`.'
        : `blue is not kept. The command rollback releases ${(0,markdown/* code */.aY)(rollback.reRelease)} again, through all gates.`;
}
/** Blue is gone, but its revision is never deregistered (invariant 10). */
const reRelease = (blue) => `blue is gone. The command rollback releases its revision ${(0,markdown/* code */.aY)((0,arn/* shortName */.EU)(blue.revision))} again, through all gates.`;
function keptBlue(report, blue) {
    const { rollback, nowMs } = report;
    const name = `blue ${(0,markdown/* code */.aY)((0,arn/* shortName */.EU)(blue.revision))}`;
    const kept = rollback.keptUntilMs === null
        ? `${name} is still there`
        : `${name} is kept until ${(0,moment/* formatMoment */.K9)(rollback.keptUntilMs, nowMs)}`;
    return `${kept}. ${howTo(report)}`;
}
function howTo({ request, ending, gates, rollback }) {
    if (rollback.loweredToPercent !== null)
        return `Blue is scaled down to ${rollback.loweredToPercent} %. The command rollback raises it first, which takes as long as starting a task. By hand, wait for its tasks after the first command below.`;
    if (ending !== null)
        return 'The commands below roll back within seconds.';
    const isBakeOver = gates.bake?.state === 'passed' || request.onCancel === 'keep';
    return isBakeOver
        ? 'The commands below roll back within seconds. Cancelling the run keeps green.'
        : 'Cancelling the run rolls back within seconds.';
}

;// CONCATENATED MODULE: ./build/report/messages/traffic-shares.js
// Percentages of a production rule's traffic, as text.
/** `100 %`; a share that is there but tiny is never shown as none. */
function formatShare(share) {
    if (share === null)
        return 'nothing';
    const rounded = Math.round(share);
    if (rounded === 0 && share > 0)
        return '< 1 %';
    if (rounded === 100 && share < 100)
        return '> 99 %';
    return `${rounded} %`;
}

;// CONCATENATED MODULE: ./build/report/messages/comment.js
// The comment of a pull request.












/**
 * The first line of the comment, by which it is found again. A service has one comment for its releases and one for its
 * plans: a plan must not hide the result of a release from the same pull request.
 */
const markerOf = ({ command, cluster, service, }) => `<!-- ecs-blue-green${(0,commands/* traitsOf */.J)({ command }).report === 'plan' ? '-plan' : ''}:${cluster}/${service} -->`;
/** As Markdown. It changes only when the state changes: it contains no running times. */
const commentOf = (report) => (0,commands/* traitsOf */.J)(report.request).report === 'plan' ? planComment(report) : releaseComment(report);
const releaseComment = (report) => (0,markdown/* paragraphs */.qN)([
    comment_titleOf(report),
    trafficOf(report),
    outcomeOf(report),
    previewOf(report),
    report.status === null ? sharesTable(report) : statusTables(report.status, report.nowMs),
    rollbackSection(report),
    scaleInLine(report),
    phaseTable(report),
    versionLine(report),
]);
/** The footer, with the time of the update. */
const stampOf = (report) => (0,commands/* traitsOf */.J)(report.request).report === 'plan'
    ? `<sub>As of ${(0,moment/* formatTime */.fU)(report.nowMs)}, for commit ${(0,report_commit/* shortCommit */.A)(report.request.release.commit)}. The next plan updates this comment.</sub>`
    : `<sub>As of ${(0,moment/* formatTime */.fU)(report.nowMs)}. Release ${(0,markdown/* plain */.pj)(report.request.release.id)}.${report.ending === null ? ' This comment is updated as the release continues.' : ''}</sub>` +
        (report.ending === null ? `\n${(0,abandoned/* inProgressMark */.yM)(report.request.release.id)}` : '');
function comment_titleOf(report) {
    const { cluster, service } = report.request;
    const { sign, words } = (0,state/* stateOf */.L)(report);
    return `### ${sign} ${(0,markdown/* code */.aY)(service)} in ${(0,markdown/* code */.aY)(cluster)}: ${words}`;
}
/** Comes first, so that readers see at a glance where traffic is. */
const trafficOf = ({ traffic }) => traffic === null ? 'Production traffic has not been read yet.' : `**${(0,markdown/* plain */.pj)(traffic.sentence)}**`;
/** Needs no more text. A re-release by the command rollback shows who requested it, and why. */
const isAsMeant = ({ ending, request }) => ending?.result === 'released' && ending.details.length === 0 && !(0,commands/* traitsOf */.J)(request).rollsBack;
function outcomeOf(report) {
    const { ending, failure } = report;
    if (ending === null)
        return failure === null
            ? comment_notesOf(report)
            : (0,markdown/* alert */.xE)('WARNING', [`Rolling back: ${(0,markdown/* plain */.pj)(failure.what)}.`, '', (0,markdown/* plain */.pj)(failure.advice)]);
    if (isAsMeant(report))
        return null;
    if (ending.result === 'status')
        return null;
    return (0,markdown/* alert */.xE)(kindOf(ending), [(0,markdown/* plain */.pj)(ending.message), ...linesBelow(ending)]);
}
/** A link to what only testers see. In the message above it is text like any other, which is never a link. */
function previewOf({ ending, staged }) {
    const url = staged?.previewUrl ?? null;
    if (ending?.result !== 'staged' || url === null)
        return null;
    return `**Preview**: ${/^https?:\/\/[^\s<>]+$/.test(url) ? `<${url}>` : (0,markdown/* code */.aY)(url)}`;
}
/** Corrections are shown at once, not only at the end. */
const comment_notesOf = ({ notes }) => notes.length === 0 ? null : (0,markdown/* alert */.xE)('WARNING', notes.map(markdown/* plain */.pj));
/** A request that was carried out is not shown as an alert. */
function kindOf({ result, reason, details }) {
    if (result === 'staged' || result === 'torn-down' || reason === 'requested')
        return 'NOTE';
    if (result === 'released' && details.length === 0)
        return 'NOTE';
    return result === 'released' || result === 'stood-down' || reason === 'cancelled' ? 'WARNING' : 'CAUTION';
}
/** Commands go into a block to copy, everything else into a list. */
function linesBelow({ details, commands = [] }) {
    return [
        ...(details.length > 0 ? ['', ...details.map((detail) => `- ${(0,markdown/* plain */.pj)(detail)}`)] : []),
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
    const words = formatShare(share).replace('<', '&lt;').replace('>', '&gt;');
    return share !== null && share > 0 ? `**${words}**` : words;
}
function rollbackSection(report) {
    const words = describeRollback(report);
    if (words === null)
        return null;
    const { commands } = report.rollback;
    const byHand = (0,markdown/* folded */.TM)('Roll back by hand: traffic first, then the PRIMARY label', (0,markdown/* codeBlock */.DV)(commands));
    return (0,markdown/* paragraphs */.qN)([`**Rollback**: ${words}`, commands.length > 0 ? byHand : null]);
}
const scaleInLine = ({ scaleInUntil, status }) => scaleInUntil === null || status !== null
    ? null
    : `**Scale-in** of the service is suspended until ${(0,markdown/* plain */.pj)(scaleInUntil)}.`;
function versionLine({ request, revision, source, commit }) {
    const { release } = request;
    const images = request.revision.images.map(({ image }) => (0,markdown/* code */.aY)(image)).join(', ');
    const named = revision === null ? null : (0,markdown/* code */.aY)((0,arn/* shortName */.EU)(revision));
    const what = [images, named].filter((part) => part !== null && part !== '').join(' in ');
    const from = source === null ? '' : ` (from ${(0,markdown/* plain */.pj)(source)})`;
    const site = release.runUrl.replace(/\/actions\/runs\/.*$/, '');
    const describeCommit = commit === null ? [] : [`commit ${linkToCommit(site, commit)}`];
    const run = `[run ${release.runId}, attempt ${release.runAttempt}](${release.runUrl}/attempts/${release.runAttempt})`;
    // Without an image or revision, a deploy or stage starts from the live revision.
    const isBase = (0,commands/* traitsOf */.J)(request).bringsOwnCommit;
    const version = what === '' ? (isBase ? `the live revision${from}` : null) : `${what}${from}`;
    return [...(version === null ? [] : [`**Version**: ${version}`]), ...describeCommit, run].join(' · ');
}
/** A tag names the commit. Text that is no id of a commit doesn't become a part of an address. */
function linkToCommit(site, commit) {
    const name = (0,markdown/* code */.aY)((0,report_commit/* shortCommit */.A)(commit));
    return /^[0-9a-f]{7,64}$/i.test(commit) ? `[${name}](${site}/commit/${commit})` : name;
}


/***/ }),

/***/ 98132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pv: () => (/* binding */ afterKill),
/* harmony export */   QB: () => (/* binding */ afterCrash),
/* harmony export */   T8: () => (/* binding */ wasKilled),
/* harmony export */   mX: () => (/* binding */ bugEnding),
/* harmony export */   wm: () => (/* binding */ interruptedEnding)
/* harmony export */ });
const describeTraffic = ({ traffic }, isLast) => {
    if (traffic === null)
        return 'The current production traffic could not be read.';
    return isLast ? `Last seen: ${traffic.sentence}` : traffic.sentence;
};
/** An unexpected error says nothing about the release. */
function bugEnding(report, error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
        result: 'failed',
        reason: 'bug',
        message: `Stopped by a bug in this action, not by the release of service ${report.request.service}: ${what}. ` +
            `${describeTraffic(report, true)} Run the job again to continue. Please report this bug, with the log.`,
        details: [],
    };
}
/** Why the post step completes a run that left no end. */
const wasKilled = 'the run was ended before it could finish';
/** The end of what the post step did after main was killed. */
const afterKill = (end) => ({
    ...end,
    message: `${end.message} The post step of the job did this after main was killed.`,
});
/** The same after a bug, which stays the reason unless the end is worse. */
const afterCrash = (crash, end) => ({
    ...end,
    reason: end.reason === 'cancelled' ? crash.reason : end.reason,
    message: `${end.message} The post step of the job did this after main had stopped: ${crash.message}`,
    details: [...crash.details, ...end.details],
    commands: [...(crash.commands ?? []), ...(end.commands ?? [])],
});
/** Main was killed before it could end. `unread`: why traffic could not be read. `null`: the report has it. */
function interruptedEnding(report, unread) {
    const traffic = unread === null
        ? describeTraffic(report, false)
        : `The current production traffic could not be read: ${unread}.`;
    return {
        result: 'failed',
        reason: 'cancelled',
        message: `Interrupted: the run for service ${report.request.service} was ended before it could finish. ${traffic} ` +
            'Run the job again to continue.',
        details: [],
    };
}


/***/ }),

/***/ 63748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CK: () => (/* binding */ emptyTally),
/* harmony export */   HN: () => (/* binding */ gateLines),
/* harmony export */   LC: () => (/* binding */ describeTrouble),
/* harmony export */   Lq: () => (/* binding */ waitText),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   XP: () => (/* binding */ accountOf)
/* harmony export */ });
/* harmony import */ var _domain_common_values_moment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86164);
/* harmony import */ var _domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88272);


const emptyTally = (nowMs) => ({ sinceMs: nowMs, saidMs: nowMs, counts: {} });
/** How often a long wait is printed again. */
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
/** `waited 41s: 12× still stabilizing, 2× ThrottlingException`: what repeated. `null`: nothing did. */
function accountOf({ counts, sinceMs }, nowMs) {
    const repeated = Object.entries(counts).filter(([, times]) => times > 1);
    if (repeated.length === 0)
        return null;
    const parts = repeated.map(([text, times]) => `${times}× ${text}`);
    return `waited ${(0,_domain_common_values_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((nowMs - sinceMs) / 1000)}: ${parts.join(', ')}`;
}
/** What a wait or a probe is for. It changes only when the state changes: no text counts down. */
function waitText(step, report) {
    const { gates, rollback, nowMs } = report;
    const gate = gateOf(step);
    if (gate !== null)
        return `${gate}: ${gates[gate]?.words ?? step.because}`;
    if (step.reason === 'warm' && rollback.keptUntilMs !== null)
        return `blue is kept warm until ${(0,_domain_common_values_moment_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMoment */ .K9)(rollback.keptUntilMs, nowMs)}${scaleInOf(report)}`;
    return step.because;
}
const scaleInOf = ({ scaleInUntil }) => scaleInUntil === null ? '' : `; scale-in is suspended until ${scaleInUntil}`;
function gateOf({ reason }) {
    if (reason === 'smoke-testing')
        return 'smoke';
    if (reason === 'measuring-baseline')
        return 'probe';
    return reason === 'baking' ? 'bake' : null;
}
/** Gates that were decided between two reports, one line each. */
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

/***/ 67219:
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
// Builds Markdown that can safely contain any text.
/**
 * Escapes text from outside (a stop reason, the body of a reply) for Markdown: nothing in it becomes markup, HTML, a
 * formula, a mention or a link. A character without a special meaning at its position is kept, so that the text can be
 * searched for.
 */
function plain(text) {
    const words = text.replaceAll(/\s+/g, ' ').trim().split(' ');
    return words
        .map(unlinked)
        .join(' ')
        .replace(/^(>|(?:#+|\++|[-:]+|=+)(?= |$))/, String.raw `\$1`)
        .replace(/^(\d+)([.)])(?= |$)/, String.raw `$1\$2`);
}
/** A bar ends a table's cell, also in a code span, and can't be escaped there outside of tables. */
const unlinked = (word) => word
    .split('|')
    .map((part) => (isLinkable(part) ? inCode(part) : escaped(part)))
    .join(String.raw `\|`);
const escaped = (word) => word
    .replaceAll(/[\\`*[\]~$]/g, String.raw `\$&`)
    .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw `\_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/@(?=\S)/g, '@\u200b');
/**
 * What GitHub turns into a link once Markdown is rendered, so that no escape prevents it: addresses, `#1`, `acme/shop#1`,
 * `GH-1`, and the first seven digits or more of a commit. A number alone isn't taken for a commit: it is an id to copy.
 */
const linkables = [/:\/\/|www\./i, /\S@\w/, /#\w/, /GH-\d/i, /(?<![0-9a-f])(?=\d*[a-f])[0-9a-f]{7}/i];
const isLinkable = (word) => linkables.some((linkable) => linkable.test(word));
/** GitHub links nothing in a code span, and it can be copied. The punctuation around the word stays outside. */
function inCode(word) {
    const [, before = '', core = word, after = ''] = /^([("']*)(.+?)([)"'.,:;!?]*)$/.exec(word) ?? [];
    return `${before}${code(core)}${after}`;
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
/** A colored box on GitHub, a quote elsewhere. */
const alert = (kind, lines) => [`[!${kind}]`, ...lines]
    .flatMap((line) => line.split('\n'))
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
const folded = (title, body) => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
const paragraphs = (parts) => parts.filter((part) => part !== null && part !== '').join('\n\n');


/***/ }),

/***/ 11945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ phaseTitles),
/* harmony export */   L: () => (/* binding */ stateOf)
/* harmony export */ });
/* harmony import */ var _domain_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1467);
// The state of a release in a few words.

function stateOf({ ending, phase, request, }) {
    if (ending !== null)
        return endState(ending, request.command);
    return { sign: phase === 'rollback' ? '⏪' : '⏳', words: phaseTitles[phase], deployment: 'in_progress' };
}
function endState({ result, reason }, command) {
    switch (result) {
        case 'released':
            return (0,_domain_common_request_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .traitsOf */ .J)({ command }).rollsBack
                ? { sign: '⏪', words: 'rolled back, an earlier version re-released', deployment: 'success' }
                : { sign: '✅', words: 'released', deployment: 'success' };
        case 'staged':
            return { sign: '🟢', words: 'staged, waiting for promotion', deployment: 'inactive' };
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
            return { sign: '🔎', words: 'status', deployment: 'success' };
        case 'rolled-back':
            // A person requested it.
            if (reason === 'requested')
                return { sign: '⏪', words: 'rolled back, as requested', deployment: 'success' };
            return { sign: '⏪', words: 'rolled back', deployment: 'failure' };
        case 'refused':
            return { sign: '⛔', words: `not ${wanted[command]}, nothing was changed`, deployment: 'failure' };
        case 'stood-down':
            return { sign: '⏹️', words: 'stood down for another run', deployment: 'inactive' };
        case 'failed':
            if (reason === 'cleanup-incomplete')
                return { sign: '⚠️', words: `${reached[command] ?? ''}cleanup incomplete`, deployment: 'failure' };
            return failures[reason] ?? { sign: '❌', words: 'failed', deployment: 'failure' };
    }
}
/** The result that each command should have. */
const wanted = {
    deploy: 'released',
    promote: 'released',
    stage: 'staged',
    rollback: 'rolled back',
    teardown: 'torn down',
    sweep: 'swept',
    status: 'read',
    plan: 'planned',
};
/** The result where only the cleanup failed. A teardown and a sweep are only cleanup. */
const reached = {
    deploy: 'released, but ',
    promote: 'released, but ',
    rollback: 'rolled back, but ',
};
const failures = {
    cancelled: { sign: '⚠️', words: 'interrupted', deployment: 'error' },
    'rollback-failed': { sign: '🚨', words: 'rollback failed, act now', deployment: 'failure' },
    'no-rollback-target': { sign: '🚨', words: 'failed, and no rollback is possible', deployment: 'failure' },
    drift: { sign: '❌', words: 'stopped, the weights were changed by someone else', deployment: 'failure' },
    'out-of-time': { sign: '🚨', words: 'interrupted, rollback incomplete', deployment: 'error' },
    // The result of the release is not known.
    'reads-failed': { sign: '❌', words: 'stopped, AWS could not be read', deployment: 'error' },
    bug: { sign: '❌', words: 'stopped by a bug', deployment: 'error' },
};
/** What happens in a phase, for a title. */
const phaseTitles = {
    preflight: 'checking, nothing is changed yet',
    prepare: 'preparing',
    start: 'starting green',
    ready: 'waiting until green is ready',
    smoke: 'testing green before any user sees it',
    switch: 'switching production to green',
    bake: 'green serves and is monitored',
    warm: 'green serves, blue is kept warm',
    teardown: 'green serves, blue is being deleted',
    rollback: 'rolling back to blue',
};


/***/ }),

/***/ 94121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   _q: () => (/* binding */ outputsWithoutPlan),
/* harmony export */   a9: () => (/* binding */ maskedOutputs)
/* harmony export */ });
/* unused harmony export resultOf */
/* harmony import */ var _domain_common_values_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64857);
/* harmony import */ var _domain_common_run_step_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(35719);
/* harmony import */ var _domain_common_values_secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63899);



/** `report` must have ended. */
function outputsOf(report) {
    const result = resultOf(report);
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
/** Closed lists that workflows branch on. They hold no secret, and a short secret must not change their words. */
const closedLists = new Set(['result', 'reason-code', 'reasonCode']);
/** The outputs without secrets. JSON stays JSON. */
function maskedOutputs(outputs, secrets) {
    const hide = (name, value) => typeof value === 'string' && !closedLists.has(name) ? (0,_domain_common_values_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .masked */ .Iv)(value, secrets) : value;
    const entries = Object.entries(outputs).map(([name, value]) => {
        const isJson = name === 'timings' || name === 'result-json';
        return [
            name,
            isJson && value !== null ? JSON.stringify(JSON.parse(value), hide) : hide(name, value ?? ''),
        ];
    });
    return Object.fromEntries(entries);
}
function resultOf(report) {
    const { request, ending, rollback } = report;
    return {
        version: 1,
        result: ending?.result ?? 'failed',
        reasonCode: ending?.reason ?? 'bug',
        message: ending?.message ?? '',
        details: ending === null ? [] : (0,_domain_common_run_step_js__WEBPACK_IMPORTED_MODULE_1__/* .linesOf */ .D)(ending),
        releaseId: request.release.id,
        runAttempt: request.release.runAttempt,
        repository: request.release.repository,
        commit: report.commit,
        cluster: request.cluster,
        service: request.service,
        taskDefinitionArn: report.revision,
        greenTaskSetArn: report.green?.arn ?? null,
        blueTaskSetArn: report.blue?.arn ?? null,
        blueKeptUntil: rollback.keptUntilMs === null ? null : (0,_domain_common_values_time_js__WEBPACK_IMPORTED_MODULE_2__/* .iso */ .K)(rollback.keptUntilMs),
        expiresAt: ending?.result === 'staged' ? (report.staged?.expiresAt ?? null) : null,
        previewUrl: ending?.result === 'staged' ? (report.staged?.previewUrl ?? null) : null,
        status: report.status,
        plan: report.dryRun,
        traffic: report.traffic,
        startedAt: (0,_domain_common_values_time_js__WEBPACK_IMPORTED_MODULE_2__/* .iso */ .K)(report.startedAtMs),
        endedAt: (0,_domain_common_values_time_js__WEBPACK_IMPORTED_MODULE_2__/* .iso */ .K)(report.nowMs),
        timings: Object.fromEntries(Object.entries(report.spentMs).map(([phase, ms]) => [phase, Math.round(ms / 100) / 10])),
    };
}
/** For a run that ended with its inputs: nothing was read. */
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

/***/ 33000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ placesOf),
  k: () => (/* binding */ postEnd)
});

// EXTERNAL MODULE: ./build/report/messages/comment.js + 5 modules
var comment = __webpack_require__(99505);
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var values_secrets = __webpack_require__(63899);
// EXTERNAL MODULE: ./build/report/messages/state.js
var messages_state = __webpack_require__(11945);
;// CONCATENATED MODULE: ./build/report/channel.js
/** One request at a time, then the newest value: a slow GitHub never shows an outdated state last. */
function createChannel(settings) {
    const { send, textOf, onRefusal, clock, everyMs } = settings;
    let next = null;
    let flight = null;
    let sentMs = Number.NEGATIVE_INFINITY;
    let sentText = null;
    let delivery = 'delivered';
    async function sendOne(value) {
        sentMs = clock.now();
        sentText = textOf(value);
        try {
            await send(value);
            delivery = 'delivered';
        }
        catch (error) {
            const refusal = refusalOf(error);
            delivery = refusal.kind === 'denied' || refusal.kind === 'refused' ? 'refused' : 'unknown';
            sentText = null;
            onRefusal(refusal);
        }
    }
    async function sendAll() {
        for (let one = next; one !== null && delivery !== 'refused'; one = next) {
            next = null;
            await sendOne(one.value);
        }
        flight = null;
    }
    return {
        offer(value, isUrgent) {
            if (delivery === 'refused' || textOf(value) === sentText)
                return;
            if (!isUrgent && next === null && (flight !== null || clock.now() - sentMs < everyMs))
                return;
            next = { value };
            flight ??= sendAll();
        },
        async close(value) {
            if (textOf(value) !== sentText || delivery !== 'delivered')
                next = { value };
            await (flight ??= sendAll());
            return delivery;
        },
    };
}
/** Only the adapter knows the error's class. Its `kind` is enough here. */
function refusalOf(error) {
    const message = error instanceof Error ? error.message : String(error);
    const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : null;
    return { kind: isTroubleKind(kind) ? kind : 'lost', message };
}
const isTroubleKind = (value) => value === 'denied' || value === 'refused' || value === 'busy' || value === 'lost';

;// CONCATENATED MODULE: ./build/report/places.js




/** Minimum time between edits that are not urgent: GitHub allows a few hundred writes an hour for a token. */
const quietMs = 15_000;
/** The comment and the Deployment, where they are requested and GitHub can be reached. */
function placesOf(context, report) {
    const { github, environment, wantsComment, runner } = context;
    const { pull } = report.request.release;
    const isWanted = environment !== null || (wantsComment && pull !== null);
    if (github === null) {
        if (isWanted)
            runner.annotate('warning', 'Could not update GitHub', 'github-token is empty, so there is no comment and no Deployment.');
        return [];
    }
    return [
        ...(wantsComment && pull !== null ? [commentChannel(context, github, pull)] : []),
        ...(environment === null ? [] : [deploymentChannel(context, github, environment)]),
    ];
}
function commentChannel(context, github, pull) {
    let isSaved = false;
    return createChannel({
        send: async (report) => {
            if (report.isReportedByNewerRun)
                return;
            if (!isSaved)
                context.save('comment', String(pull));
            isSaved = true;
            const body = `${(0,comment/* commentOf */.vm)(report)}\n\n${(0,comment/* stampOf */.Zs)(report)}`;
            await github.upsertComment(pull, (0,comment/* markerOf */.we)(report.request), (0,values_secrets/* masked */.Iv)(body, context.secrets));
        },
        textOf: comment/* commentOf */.vm,
        onRefusal: warnOnce(context, 'Comment not up to date'),
        clock: context.clock,
        everyMs: quietMs,
    });
}
function deploymentChannel(context, github, environment) {
    let id = context.deployment;
    return createChannel({
        send: async (report) => {
            if (id === null) {
                if (report.commit === null) {
                    if (report.ending !== null)
                        context.runner.annotate('warning', 'No Deployment', commitUnknown);
                    return;
                }
                id = await openDeployment(github, environment, report.request, report.commit);
                context.save('deployment', String(id));
            }
            await github.setDeploymentStatus(id, deploymentStatus(report, context.secrets));
        },
        // The commit may become known later than the state.
        textOf: (report) => `${(0,messages_state/* stateOf */.L)(report).deployment} ${report.commit ?? ''}`,
        onRefusal: warnOnce(context, 'Deployment not up to date'),
        clock: context.clock,
        everyMs: quietMs,
    });
}
const commitUnknown = 'GitHub requires a commit for a Deployment, and the commit of the version that was rolled back to is not known.';
/** A re-run continues the Deployment of its release, so each release is shown once. */
async function openDeployment(github, environment, request, sha) {
    const { id: payload } = request.release;
    const found = await github.findDeployment(environment, sha, payload);
    const description = `Blue-green release of ${request.service} in ${request.cluster}`;
    return found ?? github.createDeployment({ environment, sha, description, payload });
}
function deploymentStatus(report, secrets) {
    const { deployment: state, words } = (0,messages_state/* stateOf */.L)(report);
    const { service, bake, release } = report.request;
    const said = report.ending?.message ?? `${service}: ${words}`;
    return {
        state,
        description: (0,values_secrets/* masked */.Iv)(said, secrets),
        environmentUrl: bake.probeUrl,
        logUrl: release.runUrl,
    };
}
/** One warning for each kind of refusal, not for each update. The release continues (invariant 9). */
function warnOnce({ runner, secrets }, title) {
    const said = new Set();
    return ({ kind, message }) => {
        const text = (0,values_secrets/* masked */.Iv)(message, secrets);
        if (said.has(kind))
            runner.debug(text);
        else
            runner.annotate('warning', title, `${text} The release continues.`);
        said.add(kind);
    };
}
/** How long the end of a run waits for GitHub. */
const defaultLimitMs = 30_000;
/** Sends the end to all places. Whether each of them answered in time: post tries again where one did not. Never rejects. */
async function postEnd({ runner, clock }, places, report, limitMs = defaultLimitMs) {
    const isOver = new AbortController();
    const late = clock.sleep(limitMs, isOver.signal).then(() => 'late');
    const answers = await Promise.race([Promise.all(places.map((place) => place.close(report))), late]);
    isOver.abort();
    if (answers !== 'late')
        return answers.every((answer) => answer !== 'unknown');
    const text = `GitHub did not answer within ${limitMs / 1000} s. The comment or the Deployment may be out of date.`;
    runner.annotate('warning', 'Could not update GitHub', text);
    return false;
}


/***/ }),

/***/ 89774:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ko: () => (/* binding */ readInputs),
  Sc: () => (/* binding */ sweepingOf),
  O4: () => (/* binding */ wire)
});

// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/ECSClient.js + 8 modules
var ECSClient = __webpack_require__(7777);
// EXTERNAL MODULE: ./build/adapters/aws/attempts.js
var attempts = __webpack_require__(53665);
// EXTERNAL MODULE: ./build/adapters/aws/answers.js + 1 modules
var answers = __webpack_require__(18467);
;// CONCATENATED MODULE: ./build/adapters/aws/clients.js
// The SDK clients of a run.




const readAttempts = 6;
const repeatAttempts = 3;
/**
 * Clients for AWS that share one set of credentials (one call to STS) and one pool of connections. Region, credentials
 * and endpoints come from the usual places (environment, profile, `AWS_ENDPOINT_URL*`). If one is missing, the first
 * call rejects with a `PortError`. `environment` holds the region and the proxy. `attempts`: how often a read is tried.
 */
function createAwsClients(environment = process.env, attempts = readAttempts) {
    const reader = watched(new ECSClient/* ECSClient */.Z({ ...baseConfig(environment), maxAttempts: attempts }));
    const shared = sharedConfig(reader);
    const once = { ...shared, maxAttempts: 1 };
    const often = { ...shared, maxAttempts: attempts };
    return {
        ecs: {
            reader,
            writer: watched(new ECSClient/* ECSClient */.Z(once)),
            repeater: watched(new ECSClient/* ECSClient */.Z({ ...shared, maxAttempts: repeatAttempts })),
        },
        elb: remembered(async () => {
            const sdk = await Promise.all(/* import() */[__webpack_require__.e(166), __webpack_require__.e(461), __webpack_require__.e(580)]).then(__webpack_require__.bind(__webpack_require__, 23580));
            const { ElasticLoadBalancingV2Client: Client } = sdk;
            return { sdk, reader: watched(new Client(often)), writer: watched(new Client(once)) };
        }),
        scaling: remembered(async () => {
            const sdk = await __webpack_require__.e(/* import() */ 381).then(__webpack_require__.bind(__webpack_require__, 56381));
            const { ApplicationAutoScalingClient: Client } = sdk;
            return { sdk, reader: watched(new Client(often)), writer: watched(new Client(once)) };
        }),
        // All clients share the handler, so this closes the connections of all.
        destroy: () => {
            reader.destroy();
        },
    };
}
/** The age of each attempt is kept, and only an answer of AWS counts. */
const watched = (client) => (0,attempts/* watchAttempts */.k)((0,answers/* checkingAnswers */.oB)(client));
function baseConfig(environment) {
    // AWS_DEFAULT_REGION is a variable of the AWS CLI. The SDK doesn't read it.
    const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
    return {
        ...common,
        ...ofCredentials,
        ...(region === undefined || region === '' ? {} : { region }),
        requestHandler: {
            connectionTimeout: answers/* attemptLimitMs */.nT,
            requestTimeout: answers/* attemptLimitMs */.nT,
            throwOnRequestTimeout: true,
            // requestTimeout ends with the headers. The limit for the body is in answers.ts.
            // The SDK ignores HTTPS_PROXY and NO_PROXY. Node's own agent reads them.
            httpsAgent: new external_node_https_.Agent({ keepAlive: true, maxSockets: 50, proxyEnv: environment }),
        },
    };
}
const common = { retryMode: 'standard', customUserAgent: 'ecs-blue-green' };
/** The clients that the SDK creates to assume a role. Without this check, STS's answers are any page with status 200. */
const ofCredentials = {
    clientPlugins: [
        {
            applyToStack: (middlewareStack) => void (0,answers/* checkingCredentials */.jb)({ middlewareStack }),
        },
    ],
};
/** Without it, each client would resolve credentials and open connections of its own. */
function sharedConfig(first) {
    const { region, credentials, requestHandler } = first.config;
    return { ...common, region, credentials, requestHandler };
}
function remembered(load) {
    let loading;
    return () => (loading ??= load());
}

// EXTERNAL MODULE: ./build/adapters/clock.js
var clock = __webpack_require__(21759);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/ListServicesCommand.js
var ListServicesCommand = __webpack_require__(17816);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(56987);
// EXTERNAL MODULE: ./build/adapters/aws/calls.js + 1 modules
var calls = __webpack_require__(88466);
;// CONCATENATED MODULE: ./build/adapters/ecs/services.js
// Lists the services of a cluster, for a sweep.


/** The page size of ListServices, and the maximum that DescribeServices accepts at once. */
const [listLimit, describeLimit] = [100, 10];
function servicesPort({ ecs }) {
    const { reader } = ecs;
    return {
        async externalServices(cluster) {
            const arns = await (0,calls/* reading */.hF)('ecs:ListServices', cluster, () => (0,calls/* allPages */.S4)(async (nextToken) => {
                const page = { cluster, maxResults: listLimit, ...(nextToken === undefined ? {} : { nextToken }) };
                const answer = await reader.send(new ListServicesCommand/* ListServicesCommand */.q(page));
                return { items: answer.serviceArns, next: answer.nextToken };
            }));
            const described = await (0,calls/* inChunks */.mk)(arns, describeLimit, async (services) => {
                const command = new DescribeServicesCommand/* DescribeServicesCommand */.H({ cluster, services });
                const answer = await (0,calls/* reading */.hF)('ecs:DescribeServices', cluster, () => reader.send(command));
                return answer.services;
            });
            return described
                .filter(({ deploymentController, status }) => deploymentController?.type === 'EXTERNAL' && status === 'ACTIVE')
                .map(({ serviceName = '' }) => serviceName)
                .toSorted();
        },
    };
}

;// CONCATENATED MODULE: ./build/adapters/github/refusals.js
// What to do about a 401 or 403 of GitHub. Few of them are missing permissions of the job.
/** What GitHub says, and what helps. The first that fits applies. */
const known = [
    [/\blocked\b/i, 'Unlock the conversation of the pull request, or set comment to false.'],
    [
        /\barchived\b/i,
        'An archived repository is read-only. Unarchive it, or run without comment and environment.',
    ],
    [
        /\bSAML\b|single sign-on/i,
        'Authorize the token for the single sign-on of the organization, or pass the token of the job (github.token).',
    ],
    [
        /\bIP allow list\b|IP address/i,
        "Add the address of the runner to the organization's IP allow list, or use a runner whose address is on it.",
    ],
    [/bad credentials/i, 'The token is wrong or has expired. Pass the token of the job (github.token).'],
    [
        /personal access token/i,
        'Pass the token of the job (github.token), or one that the organization allows and that may write to this repository.',
    ],
    [/\bsuspended\b/i, 'The account of the token is suspended. Use another token.'],
    [/\bblocked\b/i, 'The owner of the repository has blocked the account of the token. Use another token.'],
];
const adviceOn = (said, permission) => known.find(([pattern]) => pattern.test(said))?.[1] ??
    `The job needs "permissions: ${permission}"; a pull request from a fork or from Dependabot always gets a read-only token.`;

;// CONCATENATED MODULE: ./build/adapters/github/error.js

/**
 * The only error that the GitHub adapter rejects with. `kind`: `denied`: the token lacks a permission. `refused`: a
 * repeat would be refused too. `busy`: a rate limit, nothing was done. `lost`: no usable response, so the request may
 * have been carried out.
 */
class GitHubError extends Error {
    /** The HTTP status. `null`: no response came. */
    status;
    kind;
    /** How long GitHub asks to wait. `null`: it doesn't say. */
    retryAfterMs;
    constructor(message, details) {
        super(message, { cause: details.cause });
        this.name = 'GitHubError';
        this.status = details.status;
        this.kind = details.kind;
        this.retryAfterMs = details.retryAfterMs ?? null;
    }
    /** Whether the workflow has to grant a permission, as with the read-only token of a fork. */
    get isPermission() {
        return this.kind === 'denied';
    }
}
const isRateLimit = ({ headers, data }) => headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|submitted too quickly/i.test(saidIn(data) ?? '');
const saidIn = (data) => typeof data?.message === 'string' ? data.message : null;
function kindOf(status, answer) {
    if (status >= 500)
        return 'lost'; // a gateway's 502 doesn't show whether the request was carried out
    if (status === 429 || ((status === 403 || status === 422) && isRateLimit(answer)))
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
    const first = `GitHub returned ${status} when asked to ${action.does}: ${said.replace(/\.+$/, '')}.`;
    if (kind === 'denied')
        return `${first} ${adviceOn(said, action.permission)}`;
    return kind === 'refused' && action.ifRefused !== undefined ? `${first} ${action.ifRefused}` : first;
}
/** The `GitHubError` for any rejection of a call to Octokit. */
function toGitHubError(action, error) {
    if (error instanceof GitHubError)
        return error;
    const { status, response, message } = error;
    if (status === undefined || !response) {
        const text = `GitHub did not respond when asked to ${action.does}: ${message}`;
        return new GitHubError(text, { status: null, kind: 'lost', cause: error });
    }
    const kind = kindOf(status, response);
    const said = saidIn(response.data) ?? message;
    return new GitHubError(messageOf(action, status, kind, said), {
        status,
        kind,
        retryAfterMs: retryAfterMs(response),
        cause: error,
    });
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/adapters/github/requests.js
// Sends requests to GitHub, with a time limit and repeats.


const maxRepeats = 2;
const longestWaitMs = 5_000;
/** `null`: don't repeat. Reporting must not delay a release, so a longer rate limit is not waited for. */
function waitBeforeRepeat(error, repeats) {
    if (repeats >= maxRepeats || error.kind === 'denied' || error.kind === 'refused')
        return null;
    const wait = error.retryAfterMs ?? 1000 * 2 ** repeats;
    return wait > longestWaitMs ? null : wait;
}
/** Requests with a time limit (10 s), repeated at most twice. They reject with `GitHubError`. */
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

;// CONCATENATED MODULE: ./build/adapters/github/repository.js
// The repository on GitHub, and how its responses are read.



/** Whether there is a page after this one. */
const hasNextPage = (headers) => /\brel="next"/.test(headers.link ?? '');
/** Ten times the comments that GitHub allows on an issue. */
const mostPages = 100;
/** Reporting must not delay the end of a run. */
const listingLimitMs = 30_000;
/** Reads pages until `pick` finds something. `null`: it is on none. A list without an end is refused. */
async function findOnPages(action, read, pick) {
    const endsMs = performance.now() + listingLimitMs;
    for (let page = 1; page <= mostPages && performance.now() < endsMs; page++) {
        const { items, isLast } = await read(page);
        const found = await pick(items);
        if (found !== null || isLast || items.length === 0)
            return found;
    }
    const text = `GitHub's list has no end when asked to ${action.does}. Its pages are not read on.`;
    throw new GitHubError(text, { status: null, kind: 'refused' });
}
/** Octokit also returns a body that was cut off. The response then counts as lost. */
const brokenOff = ({ does }) => new GitHubError(`GitHub's response was cut off when asked to ${does}.`, { status: null, kind: 'lost' });
/** The id of what was created or edited. Throws a `GitHubError` if the response has none. */
function identified(action, data) {
    const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
    if (typeof id !== 'number')
        throw brokenOff(action);
    return id;
}
/** The items of a page. Throws a `GitHubError` if the response isn't a list. */
function listed(action, data) {
    const isList = Array.isArray(data);
    if (!isList)
        throw brokenOff(action);
    return data;
}
/** Loads Octokit for this repository. Sends nothing. */
async function connect(settings) {
    const [owner = '', repo = ''] = settings.repository.split('/');
    const getOctokit = await loadOctokit();
    const octokit = getOctokit(settings.token, { baseUrl: settings.apiUrl.replace(/\/+$/, '') });
    return { octokit, owner, repo, requests: createRequests(settings) };
}
/** @actions/github parses the event file when it loads, and throws if it is broken. Such a file is hidden from it. */
async function loadOctokit() {
    const eventPath = process.env['GITHUB_EVENT_PATH'];
    const isHidden = eventPath !== undefined && !isJsonFile(eventPath);
    if (isHidden)
        delete process.env['GITHUB_EVENT_PATH'];
    try {
        return (await Promise.all(/* import() */[__webpack_require__.e(413), __webpack_require__.e(854)]).then(__webpack_require__.bind(__webpack_require__, 56854))).getOctokit;
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

;// CONCATENATED MODULE: ./build/adapters/github/text.js
// Fits texts into the limits of GitHub.
const commentLimit = 65_536;
const descriptionLimit = 140;
const cutNote = '\n\n*Truncated: a comment holds 65,536 characters. The rest is in the log of the run.*\n';
/** One line of at most 140 characters, the limit of a Deployment's description, cut at a word. */
function fitDescription(text) {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    if (line.length <= descriptionLimit)
        return line;
    const cut = withoutHalfCharacter(line.slice(0, descriptionLimit - 1));
    const lastSpace = line[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ');
    return `${cut.slice(0, lastSpace > 0 ? lastSpace : undefined)}…`;
}
/**
 * The text of a comment that `isMarked` finds again: the marker comes first. A text of more than 65,536 characters is cut
 * at a line, with a note. Open code blocks and `<details>` are closed, or they would include the note.
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
/** Starts with the marker. A comment that only quotes it isn't ours. */
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

;// CONCATENATED MODULE: ./build/adapters/github/viewer.js
/** The account of the token that every job gets. */
const workflowBot = 'github-actions[bot]';
/** One request. The comment waits for it. */
const limitMs = 5_000;
/**
 * The name of the token's account. Only GraphQL knows it for every kind of token: REST has no answer for the token of a
 * job or of an app. If it isn't known, the token counts as that of a job. The worst that can follow is a second comment.
 */
async function viewerOf({ octokit }) {
    try {
        const request = { signal: AbortSignal.timeout(limitMs) };
        const answer = await octokit.graphql('query { viewer { login } }', { request });
        return loginIn(answer) ?? workflowBot;
    }
    catch {
        return workflowBot;
    }
}
function loginIn(answer) {
    const { viewer } = (answer ?? {});
    return typeof viewer?.login === 'string' && viewer.login !== '' ? viewer.login : null;
}
/** For an app, GraphQL may leave out the suffix. GitHub gives no app the name of another account. */
const isBy = (viewer, author) => author !== null &&
    (author.login === viewer || (author.type === 'Bot' && author.login === `${viewer}[bot]`));

;// CONCATENATED MODULE: ./build/adapters/github/comments.js
// The comment on a pull request: find, create, edit.




const commenting = (does) => ({ does, permission: 'pull-requests: write' });
/**
 * Edits the comment with this id, or else the marked comment on any page. Creates the comment if there is none, or if it
 * was deleted.
 */
async function upsertComment(repository, knownId, text) {
    const id = knownId ?? (await findComment(repository, text))?.id ?? null;
    const edited = id === null ? null : await editComment(repository, id, text);
    return edited ?? createComment(repository, text);
}
/** `null`: it was deleted. */
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
/**
 * The marked comment that the account of this token wrote, on any page. `null`: there is none. Anybody may post the marker,
 * and could then change what we write into that comment; another bot's comment isn't ours to change.
 */
async function findComment(repository, { pull, marker }) {
    const { octokit, owner, repo, requests } = repository;
    const action = commenting(`list the comments of pull request ${pull}`);
    let viewer = null;
    const read = (page) => requests.repeatable(action, async (signal) => {
        const target = { owner, repo, issue_number: pull, per_page: 100, page };
        const { data, headers } = await octokit.rest.issues.listComments({ ...target, request: { signal } });
        return { items: listed(action, data), isLast: !hasNextPage(headers) };
    });
    return findOnPages(action, read, async (comments) => {
        const marked = comments.filter((comment) => isMarked(marker, comment.body ?? ''));
        // Most pull requests have no such comment yet, and then nobody has to be known.
        viewer = marked.length === 0 ? viewer : (viewer ?? (await viewerOf(repository)));
        const own = marked.find(({ user }) => viewer !== null && isBy(viewer, user));
        return own ? { id: own.id, url: own.html_url, body: own.body ?? '' } : null;
    });
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/adapters/github/deployments.js
// Deployments and their statuses.



const deploying = (does) => ({ does, permission: 'deployments: write' });
/**
 * Creates a Deployment of exactly this commit. By default GitHub merges the base branch, and requires that all status
 * checks have passed, including our own running job. Both are disabled.
 */
function createDeployment(repository, request) {
    const { octokit, owner, repo, requests } = repository;
    const { environment, sha, payload } = request;
    const action = {
        ...deploying(`create a Deployment to ${environment}`),
        ifRefused: `This run shows no Deployment. Check that commit ${sha.slice(0, 7)} is in ${owner}/${repo}, ` +
            'and the name and the rules of the environment.',
    };
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
/** The newest Deployment of this commit to this environment with this payload. `null`: there is none. */
async function findDeployment(repository, environment, sha, payload) {
    return findOnPages(listing(environment), (page) => pageOfDeployments(repository, { environment, sha }, page), (deployments) => deployments.find((one) => isSamePayload(one.payload, payload))?.id ?? null);
}
const listing = (environment) => deploying(`list the Deployments to ${environment}`);
/** 100 Deployments, newest first. `page` starts at 1. */
function pageOfDeployments({ octokit, owner, repo, requests }, wanted, page) {
    const action = listing(wanted.environment);
    return requests.repeatable(action, async (signal) => {
        const target = { owner, repo, ...wanted, per_page: 100, page };
        const { data, headers } = await octokit.rest.repos.listDeployments({ ...target, request: { signal } });
        return { items: listed(action, data), isLast: !hasNextPage(headers) };
    });
}
/** In GitHub's examples, a payload that was sent as JSON text is returned as text or parsed. */
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
/** Adds a status. GitHub shows the newest. */
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
/** How many of the newest Deployments of each owner a sweep checks. Each costs a request for its status. */
const newestOfEach = 3;
/** Maximum pages of 100 that a sweep reads to find them. */
const deployments_mostPages = 5;
/** The newest of each owner whose status is not final. GitHub shows a Deployment without a status as queued. */
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
    for (let page = 1; page <= deployments_mostPages; page++) {
        const { items, isLast } = await pageOfDeployments(repository, { environment }, page);
        for (const { id, payload } of items)
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
        return listed(action, data)[0];
    });
}
async function findNewestStatus(repository, id, asked) {
    const newest = await newestStatus(repository, id);
    const isOurs = newest?.state === asked.state &&
        newest.description === asked.description &&
        newest.log_url === asked.log_url;
    return isOurs ? newest.id : null;
}

;// CONCATENATED MODULE: ./build/adapters/github/port.js



/**
 * The repository that a release is reported in. Every method rejects with `GitHubError`, after at most two repeats of a
 * request without a response. The first call loads Octokit.
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
        findComment: async (pull, marker) => (await findComment(await connected(), { pull, marker }))?.body ?? null,
        createDeployment: async (request) => createDeployment(await connected(), request),
        findDeployment: async (environment, sha, payload) => findDeployment(await connected(), environment, sha, payload),
        findOpenDeployments: async (environment, ownerOf) => findOpenDeployments(await connected(), environment, ownerOf),
        setDeploymentStatus: async (id, status) => {
            await setDeploymentStatus(await connected(), id, status);
        },
    };
}

;// CONCATENATED MODULE: ./build/adapters/github/runs.js

/**
 * The run is read, not an attempt: its status is that of the newest attempt, so a run that was started again is not over.
 * Nor is a run that waits for an approval.
 */
function githubRuns(settings) {
    let repository = null;
    return {
        async isOver(runId) {
            try {
                const { octokit, owner, repo, requests } = await (repository ??= connect(settings));
                const action = { does: `read workflow run ${runId}`, permission: 'actions: read' };
                const status = await requests.repeatable(action, async (signal) => {
                    const target = { owner, repo, run_id: runId, exclude_pull_requests: true };
                    const { data } = await octokit.rest.actions.getWorkflowRun({ ...target, request: { signal } });
                    return data.status;
                });
                return typeof status === 'string' ? status === 'completed' : null;
            }
            catch {
                return null;
            }
        },
    };
}

// EXTERNAL MODULE: ./build/adapters/ports.js + 15 modules
var ports = __webpack_require__(79451);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/adapters/runner/context.js
// What the runner knows about this run: repository, run, commit, pull request.


const noPull = { number: null, headSha: null, isFork: false };
/**
 * Reads the runner's variables and its event file. If the event file is missing or broken, the run continues without
 * the details of the pull request. Throws an `InputError` that names all missing and malformed variables.
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
        throw new errors/* InputError */.dz(problems);
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
    return `${what}: GitHub's runner sets it. Outside a workflow, set it yourself, e.g. to ${example}.`;
}
function readPullRequest(env, eventName, repository) {
    const event = readEvent(env['GITHUB_EVENT_PATH']);
    const fromEvent = pullOfEvent(event, repository);
    if (fromEvent.number !== null || !eventName.startsWith('pull_request'))
        return fromEvent;
    // Without a usable event file, the ref still names the pull request: refs/pull/12/merge.
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
    // A deleted fork has no repository, so everything that isn't known to be this repository counts as a fork.
    const isFork = member(member(head, 'repo'), 'full_name') !== repository;
    return { number, headSha: typeof headSha === 'string' ? headSha : null, isFork };
}
/** `issue_comment` calls the pull request an issue, and runs on the default branch: the commit is GITHUB_SHA. */
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

// EXTERNAL MODULE: ./build/adapters/runner/io.js + 1 modules
var io = __webpack_require__(50686);
// EXTERNAL MODULE: ./build/adapters/runner/runner.js
var runner = __webpack_require__(6216);
// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var secrets = __webpack_require__(63899);
// EXTERNAL MODULE: ./build/inputs/reader.js
var inputs_reader = __webpack_require__(70401);
;// CONCATENATED MODULE: ./build/inputs/headers.js


/** Header name in lower case → value. A malformed line isn't quoted, because it may hold a secret. */
function headersFrom(reader) {
    const lines = (0,inputs_reader/* linesOf */.Dx)(reader, 'probe-headers').map(headerOf);
    lines.forEach((header, index) => {
        if (header !== null)
            return;
        const advice = 'write one header per line, e.g. X-Probe: release (the line is not shown because it may hold a secret)';
        reader.problem('probe-headers', `entry ${index + 1} is not "Name: value": ${advice}`);
    });
    const headers = lines.filter((header) => header !== null);
    const names = headers.map(([name]) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
        reader.problem('probe-headers', `sets ${twice} twice: write each header once`);
    return Object.fromEntries(headers);
}
function headerOf(line) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*([\x20-\x7e]+)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? null : [name.toLowerCase(), value];
}
/** What has to be masked before the first line of the log. `requestFrom` quotes none of it. */
function secretsIn(raw) {
    const reader = (0,inputs_reader/* createReader */.WF)(raw);
    const token = reader.text('github-token');
    return token === null ? headerValues(reader) : [token, ...headerValues(reader)];
}
/** All header values with their words, those of malformed lines too. */
const headerValues = (reader) => (0,inputs_reader/* linesOf */.Dx)(reader, 'probe-headers').flatMap((line) => (0,secrets/* secretsInHeader */.gT)(line.slice(line.indexOf(':') + 1).trim()));

// EXTERNAL MODULE: ./build/domain/common/request/request.js
var request_request = __webpack_require__(68264);
;// CONCATENATED MODULE: ./build/inputs/reporting.js



/** Never throws, so that wrong inputs can be reported too. */
function reportingFrom(raw) {
    const reader = (0,inputs_reader/* createReader */.WF)(raw);
    const named = reader.text('command');
    const command = request_request/* commands */.P.find((name) => name === named) ?? 'deploy';
    // The comment and the Deployment belong to a release. Commands that only read or clean up leave them alone, except
    // a sweep, which closes what killed runs left open.
    const { hasComment, hasDeployment } = (0,commands/* traitsOf */.J)({ command });
    return {
        environment: hasDeployment ? reader.text('environment') : null,
        token: reader.text('github-token'),
        wantsComment: hasComment && reader.text('comment') !== 'false',
    };
}

// EXTERNAL MODULE: ./build/domain/common/request/release-id.js
var release_id = __webpack_require__(27680);
// EXTERNAL MODULE: ./build/domain/common/values/arn.js
var arn = __webpack_require__(25629);
;// CONCATENATED MODULE: ./build/inputs/arns.js


const elb = /^arn:aws[\w-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:/.source;
const example = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:';
const kinds = {
    listener: {
        description: 'a listener',
        shape: new RegExp(`${elb}listener/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+$`),
        example: `${example}listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
        mark: (arn/* arn */.Cm),
    },
    rule: {
        description: 'a listener rule',
        shape: new RegExp(`${elb}listener-rule/(app|net|gwy)/[^/]+/[\\w-]+/[\\w-]+/[\\w-]+$`),
        example: `${example}listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
        mark: (arn/* arn */.Cm),
    },
    targetGroup: {
        description: 'a target group',
        shape: new RegExp(`${elb}targetgroup/[^/]+/[\\w-]+$`),
        example: `${example}targetgroup/shop-a/73e2d6bc24d8a067`,
        mark: (arn/* arn */.Cm),
    },
};
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
        reader.problem('test-rule-arn', "can't be combined with test-listener-arn: set only one of them");
    }
    if (testListener !== null && traffic.productionListeners.includes(testListener)) {
        reader.refuse('test-listener-arn', testListener, 'is also a production listener: tests of green must not reach users');
    }
    if (testRule !== null && traffic.productionRules.includes(testRule)) {
        reader.refuse('test-rule-arn', testRule, 'is also a production rule: tests of green must not reach users');
    }
    const named = (0,inputs_reader/* listOf */.c3)(reader, 'target-groups');
    if (named.length !== 0 && named.length !== 2) {
        const what = `names ${named.length === 1 ? 'only one target group' : `${named.length} target groups`}`;
        reader.problem('target-groups', `${what}: write exactly two different ones, the live and the idle one`);
    }
}
/**
 * Adds a problem if the ARNs belong to several accounts or regions. A service and its load balancer never do. Usually
 * one ARN was copied from another stage.
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
        reader.refuse(name, entry, `is not the ARN of ${kind.description}${insteadOf(entry)}: write e.g. ${kind.example}`);
        return [];
    });
}
function soleArn(reader, name, kind) {
    const given = (0,inputs_reader/* listOf */.c3)(reader, name);
    if (given.length > 1)
        reader.problem(name, `names ${given.length} ARNs: write one`);
    return arns(reader, name, kind)[0] ?? null;
}
/** A common mistake is a valid ARN in the wrong input. */
function insteadOf(entry) {
    const other = Object.values(kinds).find((kind) => kind.shape.test(entry));
    return other === undefined ? '' : ` but of ${other.description}`;
}

// EXTERNAL MODULE: ./build/domain/common/values/duration.js
var duration = __webpack_require__(88272);
;// CONCATENATED MODULE: ./build/inputs/gates.js



function smokeFrom(reader) {
    const smoke = {
        paths: pathsFrom(reader),
        url: (0,inputs_reader/* webAddress */.Dy)(reader, 'test-url', { mayHaveQuery: false }),
        headers: headersFrom(reader),
        passes: (0,inputs_reader/* count */.U9)(reader, 'smoke-passes', { atLeast: 1, atMost: 100 }),
        intervalSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'smoke-interval', { atLeast: 1, atMost: 3600 }),
        timeoutSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'smoke-timeout', { atLeast: 1, atMost: inputs_reader/* daySeconds */.eZ }),
    };
    const least = (smoke.passes - 1) * smoke.intervalSeconds;
    if (least >= smoke.timeoutSeconds) {
        const why = `${smoke.passes} passes ${(0,duration/* formatDurationInput */.Y_)(smoke.intervalSeconds)} apart take longer`;
        const value = (0,duration/* formatDurationInput */.Y_)(smoke.timeoutSeconds);
        reader.refuse('smoke-timeout', value, `is too short: ${why}: write more than ${(0,duration/* formatDurationInput */.Y_)(least)}`);
    }
    return smoke;
}
function bakeFrom(reader) {
    const bake = {
        seconds: (0,inputs_reader/* seconds */.YA)(reader, 'bake-time', { atLeast: 0, atMost: inputs_reader/* daySeconds */.eZ }),
        probeUrl: (0,inputs_reader/* webAddress */.Dy)(reader, 'production-url', { mayHaveQuery: reader.text('health-paths') === null }),
        probeIntervalSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'probe-interval', { atLeast: 1, atMost: 3600 }),
        probeFailures: (0,inputs_reader/* count */.U9)(reader, 'probe-failures', { atLeast: 1, atMost: 100 }),
    };
    const least = (bake.probeFailures - 1) * bake.probeIntervalSeconds;
    if (bake.seconds > 0 && least > bake.seconds) {
        const why = `${bake.probeFailures} failed probes ${(0,duration/* formatDurationInput */.Y_)(bake.probeIntervalSeconds)} apart take longer`;
        const advice = `write at least ${(0,duration/* formatDurationInput */.Y_)(least)}, or 0 for no bake`;
        reader.refuse('bake-time', (0,duration/* formatDurationInput */.Y_)(bake.seconds), `is too short: ${why}: ${advice}`);
    }
    return bake;
}
function pathsFrom(reader) {
    const paths = (0,inputs_reader/* listOf */.c3)(reader, 'health-paths');
    for (const path of paths.filter((entry) => !/^\/[\x21-\x7e]*$/.test(entry))) {
        reader.refuse('health-paths', path, 'is not a path: start it with /, e.g. /ready');
    }
    return paths;
}

;// CONCATENATED MODULE: ./build/inputs/goal.js

const goalFrom = (reader) => ({
    stageExpirySeconds: (0,inputs_reader/* seconds */.YA)(reader, 'stage-expiry', { atLeast: 60, atMost: 30 * inputs_reader/* daySeconds */.eZ }),
    promoted: reader.text('release-id'),
    expectedCommit: reader.text('expected-sha'),
    isRestaging: (0,inputs_reader/* flag */.Jt)(reader, 'restage'),
    keepRolledBackSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'keep-rolled-back', { atLeast: 0, atMost: 30 * inputs_reader/* daySeconds */.eZ }),
    rollbackTo: rollbackTarget(reader),
    writtenReason: reader.text('reason'),
});
/** A family without a revision would be its newest one, which is usually the version to roll back from. */
function rollbackTarget(reader) {
    const to = reader.text('rollback-to');
    if (to === null || /^(arn:[\w-]+:ecs:[\w-]*:\d*:task-definition\/)?[\w-]+:\d+$/.test(to))
        return to;
    reader.refuse('rollback-to', to, 'names no revision: write `family:revision`, e.g. `web:41`, or its ARN');
    return null;
}

;// CONCATENATED MODULE: ./build/inputs/overrides.js

const fargate = new Set(['FARGATE', 'FARGATE_SPOT']);
const greatestWeight = 1000;
const greatestBase = 100_000;
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
        reader.problem('capacity-providers', "can't be combined with launch-type: ECS accepts only one of them");
    }
    const isElsewhere = launchType !== null && launchType !== 'FARGATE';
    const isOnInstances = isElsewhere || providers.some(({ name }) => !fargate.has(name));
    if (isOnInstances && overrides.platformVersion !== null) {
        reader.problem('platform-version', 'is only for Fargate: leave it out, or run green on Fargate');
    }
    if (isOnInstances && overrides.assignPublicIp === 'ENABLED') {
        reader.problem('assign-public-ip', '"enabled" is only for Fargate: leave it out, or run green on Fargate');
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
        refuse(`mixes Fargate (${onFargate.join(', ')}) with others: ECS accepts one kind in a strategy`);
    }
    if (providers.filter(({ base }) => (base ?? 0) > 0).length > 1)
        refuse('sets a base for several providers: ECS accepts one');
    if (providers.length > 0 && providers.every(({ weight }) => weight === 0)) {
        refuse('sets weight 0 for every provider: no task could be placed');
    }
}
function ids(reader, name, prefix, atMost) {
    const given = (0,inputs_reader/* listOf */.c3)(reader, name);
    for (const id of given.filter((entry) => !new RegExp(`^${prefix}-\\w+$`).test(entry))) {
        reader.refuse(name, id, `is not an id: write e.g. ${prefix}-0a1b2c3d4e5f60718`);
    }
    if (given.length > atMost)
        reader.problem(name, `names ${given.length}: ECS accepts at most ${atMost}`);
    return given;
}
function platformVersion(reader) {
    const text = reader.text('platform-version');
    if (text === null || /^(\d+\.\d+\.\d+|latest)$/i.test(text))
        return upper(text);
    reader.refuse('platform-version', text, 'is not a platform version: write e.g. 1.4.0 or latest');
    return null;
}
const numberOr = (digits) => digits === undefined ? null : Number(digits);
const upper = (text) => text === null ? null : text.toUpperCase();

// EXTERNAL MODULE: ./build/domain/common/revision/revision.js
var revision = __webpack_require__(13736);
;// CONCATENATED MODULE: ./build/inputs/revision/nesting.js
/** A task definition has about ten levels. */
const mostLevels = 100;
const tooDeep = `is not a task definition: it is nested more than ${String(mostLevels)} levels deep`;
/** Of JSON text, also of text that isn't valid. */
function isTextTooDeep(text) {
    let level = 0;
    for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
        if (token === '[' || token === '{')
            level += 1;
        if (token === ']' || token === '}')
            level -= 1;
        if (level > mostLevels)
            return true;
    }
    return false;
}
/** Of a parsed document, without a call for each level. */
function isValueTooDeep(value) {
    let level = [value];
    for (let levels = 0; level.length > 0; levels += 1) {
        if (levels > mostLevels)
            return true;
        level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    }
    return false;
}

;// CONCATENATED MODULE: ./build/inputs/revision/document.js


/**
 * Reads a task definition from the text of a JSON or YAML file. The output of `aws ecs describe-task-definition` is
 * accepted too: it is unwrapped, its tags are moved inside, and its read-only members are removed. All other members
 * stay unchanged.
 */
async function readDocument(path, text) {
    // Editors on Windows write a byte order mark first, which JSON doesn't allow.
    const plain = text.replace(/^\uFEFF/, '');
    const parsed = /\.ya?ml$/i.test(path) ? await parseYaml(plain) : await parseJson(plain);
    if (parsed.problem !== null)
        return { content: null, problems: [parsed.problem] };
    if (!(0,revision/* isJsonObject */.OW)(parsed.value)) {
        return {
            content: null,
            problems: [`is not a task definition: it contains ${document_kindOf(parsed.value)}, not an object`],
        };
    }
    const content = (0,revision/* withoutReadOnly */.DL)(unwrap(parsed.value));
    return { content, problems: [...shapeProblems(content), ...textProblems(content, '')] };
}
async function parseJson(text) {
    if (isTextTooDeep(text))
        return { problem: tooDeep };
    try {
        return { value: JSON.parse(text), problem: null };
    }
    catch (error) {
        const { jsonErrorPosition } = await Promise.all(/* import() */[__webpack_require__.e(547), __webpack_require__.e(414)]).then(__webpack_require__.bind(__webpack_require__, 68414));
        const { line, column } = jsonErrorPosition(text);
        return { problem: `is not JSON: line ${line}, column ${column}: ${reasonIn(error)}` };
    }
}
/** V8's message without what it quotes of the file, which may be part of a password. */
function reasonIn(error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, unexpected] = /^Unexpected token '([,:[\]{}])'/.exec(message) ?? [];
    if (unexpected !== undefined)
        return `Unexpected token '${unexpected}'`;
    if (message.startsWith('Unexpected token'))
        return 'Unexpected token';
    return message.replace(/( in JSON)? at position [\s\S]*$|, (\.\.\.)?"[\s\S]*$/, '');
}
async function parseYaml(text) {
    try {
        return await parsedYaml(text);
    }
    catch (error) {
        // The parser calls itself for each level.
        if (error instanceof RangeError)
            return { problem: tooDeep };
        throw error;
    }
}
async function parsedYaml(text) {
    const { parseDocument } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(649)]).then(__webpack_require__.bind(__webpack_require__, 9649));
    const document = parseDocument(text, { merge: true, prettyErrors: false });
    const [error] = document.errors;
    if (error?.code === 'RESOURCE_EXHAUSTION')
        return { problem: tooDeep };
    if (error !== undefined) {
        const before = text.slice(0, error.pos[0]).split('\n');
        const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
        // The message quotes the file, which may hold a password.
        const what = error.code.toLowerCase().replaceAll('_', ' ');
        return { problem: `is not YAML: ${place}: ${what}` };
    }
    try {
        return checkedDepth(asJson(document.toJS()));
    }
    catch (cause) {
        if (cause instanceof RangeError)
            throw cause;
        // An alias without an anchor, or aliases that expand without end, fail only here.
        return {
            problem: 'is not usable YAML: an alias has no anchor before it, or aliases expand without end',
        };
    }
}
const checkedDepth = (parsed) => parsed.problem === null && isValueTooDeep(parsed.value) ? { problem: tooDeep } : parsed;
/** A value that JSON can't hold (`.nan`) is refused, not changed. */
function asJson(value) {
    const wrong = [];
    const text = JSON.stringify(value ?? null, (name, member) => {
        if (typeof member === 'number' && !Number.isFinite(member))
            wrong.push(`${name} is ${member}`);
        return member;
    });
    if (wrong[0] !== undefined)
        return { problem: `is not usable YAML: ${wrong[0]}, not a number` };
    return { value: JSON.parse(text), problem: null };
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
/** Members that must be text, but are easily written as numbers or booleans. */
const textMembers = /^(\/family|\/cpu|\/memory|\/containerDefinitions\/\d+\/(name|image|environment\/\d+\/(name|value))|\/tags\/\d+\/(key|value))$/;
/** ECS refuses a number instead of text only after the release has begun, so it is refused here. */
function textProblems(value, path) {
    if ((0,revision/* isJsonArray */.Md)(value))
        return value.flatMap((item, index) => textProblems(item, `${path}/${index}`));
    if ((0,revision/* isJsonObject */.OW)(value)) {
        return Object.entries(value).flatMap(([name, member]) => textProblems(member, `${path}/${name}`));
    }
    if (typeof value === 'string' || value === null || !textMembers.test(path))
        return [];
    // A value of a variable may be a secret, for example a PIN.
    const what = /^\/(family|cpu|memory)$/.test(path) ? String(value) : 'the value';
    return [`has ${document_kindOf(value)} at ${path.slice(1)}: put ${what} in quotes`];
}
function document_kindOf(value) {
    if (value === null)
        return 'nothing';
    return (0,revision/* isJsonArray */.Md)(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}

;// CONCATENATED MODULE: ./build/inputs/revision/revision.js


const revision_name = 'task-definition';
const revisionArn = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:task-definition\/[\w-]+:\d+$/;
const familyName = /^[\w-]{1,255}(:[1-9]\d*)?$/;
const containerName = /^[\w-]{1,255}$/;
/** The images that RegisterTaskDefinition accepts (API reference, ContainerDefinition). */
const imageName = /^[A-Za-z0-9][\w:./#@-]{0,254}$/;
async function revisionFrom(reader, files) {
    const source = await sourceFrom(reader, files);
    const images = imagesFrom(reader);
    const isRefused = reader.problems.some((problem) => problem.startsWith(`${revision_name}:`));
    if (source.kind === 'existing' && images.length > 0 && !isRefused) {
        const advice = 'which is deployed unchanged: leave the image out, or use a file or the live revision as the base';
        const where = reader.text('images') === null ? 'image' : 'images';
        reader.problem(where, `can't be set in the registered task definition "${source.reference}", ${advice}`);
    }
    return { source, images };
}
async function sourceFrom(reader, files) {
    const text = reader.text(revision_name);
    if (text === null)
        return { kind: 'live' };
    if (text.startsWith('arn:'))
        return fromArn(reader, text);
    const file = files.read(text);
    const isPath = /\.(json|ya?ml)$/i.test(text) || text.includes('/');
    if (file.kind === 'text')
        return await fromFile(reader, text, file.text);
    if (isPath && file.kind === 'unreadable')
        reader.refuse(revision_name, text, `can't be read: ${file.because}`);
    else if (isPath)
        reader.refuse(revision_name, text, 'is not a file in the workspace: check the path, and that actions/checkout ran before this step');
    else if (!familyName.test(text)) {
        reader.refuse(revision_name, text, 'is neither a file nor a task definition: write a path, an ARN, family or family:revision');
    }
    return { kind: 'existing', reference: text };
}
function fromArn(reader, text) {
    if (!revisionArn.test(text)) {
        const example = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42';
        reader.refuse(revision_name, text, `is not the ARN of a task definition revision: write e.g. ${example}`);
    }
    return { kind: 'existing', reference: text };
}
async function fromFile(reader, path, text) {
    const { content, problems } = await readDocument(path, text);
    for (const problem of problems)
        reader.refuse(revision_name, path, problem);
    return { kind: 'document', path, content: content ?? {} };
}
function imagesFrom(reader) {
    const container = reader.text('container-name');
    if (container !== null && !containerName.test(container)) {
        reader.refuse('container-name', container, 'is not the name of a container: write one name from the task definition');
    }
    const several = severalImages(reader);
    const image = reader.text('image');
    if (image === null)
        return several;
    if (!imageName.test(image))
        reader.refuse('image', image, badImage);
    if (reader.text('images') !== null)
        reader.problem('images', "can't be combined with image: write all images here, as container=image");
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
        reader.refuse('images', twice, 'has two images: write one line for each container');
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
// Inputs that the command doesn't read.

/**
 * Such an input asks for something that the command won't do, so it is a problem and not ignored. The runner passes
 * defaults as if they were set, so a value that equals the default counts as absent.
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

;// CONCATENATED MODULE: ./build/inputs/request.js












/**
 * The request that the inputs make. An absent input has its default. Throws an `InputError` with all problems of all
 * inputs: each names the input, quotes the value and says what is valid. Reads only the file that `task-definition`
 * names.
 */
async function requestFrom(raw, context, files) {
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
        readyTimeoutSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'ready-timeout', { atLeast: 1, atMost: inputs_reader/* daySeconds */.eZ }),
        bake,
        // The bake can roll back only while blue runs, so blue stays until the bake ends, even if warm-time is shorter.
        warmSeconds: Math.max(bake.seconds, (0,inputs_reader/* seconds */.YA)(reader, 'warm-time', { atLeast: 0, atMost: 30 * inputs_reader/* daySeconds */.eZ })),
        warmScalePercent: (0,inputs_reader/* count */.U9)(reader, 'warm-scale', { atLeast: 1, atMost: 100 }),
        teardown: (0,inputs_reader/* choice */.Yq)(reader, 'teardown', ['wait', 'defer']) ?? 'wait',
        onDrift: (0,inputs_reader/* choice */.Yq)(reader, 'on-drift', ['stop', 'restore']) ?? 'stop',
        timeLimitSeconds: (0,inputs_reader/* seconds */.YA)(reader, 'time-limit', { atLeast: 0, atMost: 30 * inputs_reader/* daySeconds */.eZ }),
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
        throw new errors/* InputError */.dz(reader.problems);
    return request;
}
/** A sweep derives the request of each service from the request for the first. */
const firstOf = ({ clusters, services }) => services[0] ?? { cluster: clusters[0] ?? '', service: '' };
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
/** A rollback has a release id of its own, since it may run in the same workflow run as the release it rolls back. */
const releaseFrom = (context, service, command) => ({
    id: (0,release_id/* releaseId */.Bf)(context.runId, service, command),
    runId: context.runId,
    runAttempt: context.runAttempt,
    repository: context.repository,
    commit: context.sha,
    runUrl: context.runUrl,
    pull: context.pull,
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/inputs/revision/files.js
// Files of the workspace.


/** ECS accepts a task definition of 64 KiB. Comments and indentation come on top. */
const limitBytes = 1024 * 1024;
/** Files on disk. Relative paths start at `root`, which is `GITHUB_WORKSPACE`. */
const filesIn = (root) => ({
    read: (name) => {
        try {
            const bytes = bytesOf(external_node_path_.resolve(root, name));
            if (typeof bytes === 'string')
                return { kind: 'unreadable', because: bytes };
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
    EISDIR: 'it is a directory',
    EACCES: 'the runner has no permission to read it',
    ENXIO: 'it is not a regular file',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};
/** The content, or why it isn't read. Opening a pipe doesn't wait for its writer. */
function bytesOf(file) {
    const fd = (0,external_node_fs_.openSync)(file, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0));
    try {
        const stat = (0,external_node_fs_.fstatSync)(fd);
        if (stat.isDirectory())
            return 'it is a directory';
        if (!stat.isFile())
            return 'it is not a regular file';
        return stat.size > limitBytes ? tooLarge : (readWithin(fd) ?? tooLarge);
    }
    finally {
        (0,external_node_fs_.closeSync)(fd);
    }
}
const tooLarge = 'it is larger than 1 MiB, and a task definition has at most 64 KiB';
/** The size of a file may be wrong: it grows, or it is one of the kernel's. `null`: there is more than the limit. */
function readWithin(fd) {
    const bytes = new Uint8Array(limitBytes + 1);
    let length = 0;
    while (length < bytes.length) {
        const read = (0,external_node_fs_.readSync)(fd, bytes, length, bytes.length - length, null);
        if (read === 0)
            return bytes.subarray(0, length);
        length += read;
    }
    return null;
}

;// CONCATENATED MODULE: ./build/wiring.js















/** Reads the inputs, and masks the secrets before anything is logged. */
function readInputs() {
    const raw = (0,io/* readRawInputs */.yI)();
    const secrets = secretsIn(raw);
    (0,io/* maskSecrets */.QU)(secrets);
    return { raw, secrets };
}
/** How often a read of AWS is tried where seconds count: further attempts come after pauses of up to 8 s. The loop reads again. */
const hurriedAttempts = 3;
/** Throws an `InputError` with all problems of the inputs. `isHurried`: the process has little time. */
async function wire({ raw, secrets }, isHurried) {
    const context = readRunContext(process.env);
    const request = await requestFrom(raw, context, filesIn(process.env['GITHUB_WORKSPACE'] ?? '.'));
    const { rollsBack } = (0,commands/* traitsOf */.J)(request);
    const { token, ...places } = reportingFrom(raw);
    const gitHubSettings = token === null ? null : { token, ...context };
    const github = gitHubSettings === null ? null : createGitHub(gitHubSettings);
    return {
        request,
        clients: createAwsClients(process.env, isHurried || rollsBack ? hurriedAttempts : undefined),
        reporting: { ...places, github, secrets, runner: runner/* runner */.l, clock: clock/* realClock */.d },
        gitHubSettings,
    };
}
/** What a sweep needs: any number of services, and one report. post finishes nothing of it; the next sweep does. */
function sweepingOf({ request, clients, reporting, gitHubSettings }, { raw }) {
    const runs = gitHubSettings === null ? { isOver: () => Promise.resolve(null) } : githubRuns(gitHubSettings);
    return {
        ...reporting,
        request,
        runs,
        scope: (0,sweep_scope/* sweepScopeOf */.m8)(raw),
        services: servicesPort(clients),
        portsFor: (own) => ({ ...(0,ports/* awsPorts */.E)(clients, own), runs }),
        writeOutputs: io/* writeOutputs */.Kn,
    };
}


/***/ }),

/***/ 94169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
// @actions/core and @actions/github import all of undici (a third of the bundle) for proxies alone.
// Here: the platform's own fetch, and the real undici loaded only when a proxy is configured.
class ProxyAgent {
  constructor(options) {
    this.options = options;
  }
}
const fetch = async (input, init) => {
  const dispatcher = init?.dispatcher;
  if (!dispatcher) return globalThis.fetch(input, init);
  const undici = await __webpack_require__.e(/* import() */ 752).then(__webpack_require__.t.bind(__webpack_require__, 46752, 19));
  dispatcher.real ??= new undici.ProxyAgent(dispatcher.options);
  return undici.fetch(input, { ...init, dispatcher: dispatcher.real });
};


/***/ })

};
