export const id = 9061;
export const ids = [9061];
export const modules = {

/***/ 84467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ parseFile)
});

// EXTERNAL MODULE: ./build/inputs/position.js
var position = __webpack_require__(99717);
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

;// CONCATENATED MODULE: ./build/inputs/revision/places.js
const placeIn = (text, start, end) => ({
    line: text.slice(0, start).split('\n').length,
    source: text.slice(start, end),
});
async function jsonPlaces(text) {
    const { findNodeAtLocation, parseTree } = await __webpack_require__.e(/* import() */ 9547).then(__webpack_require__.t.bind(__webpack_require__, 99547, 19));
    const errors = [];
    const root = parseTree(text, errors);
    return (path) => {
        const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
        return node === undefined ? null : placeIn(text, node.offset, node.offset + node.length);
    };
}
async function yamlPlaces(text, document) {
    const { isAlias, isMap, isNode, isScalar, isSeq } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(9649)]).then(__webpack_require__.bind(__webpack_require__, 9649));
    const resolved = (node) => {
        if (isAlias(node))
            return node.resolve(document) ?? null;
        return isNode(node) ? node : null;
    };
    /** The key that merges is a symbol. */
    const nameOf = (key) => {
        const value = isScalar(key) ? key.value : key;
        return typeof value === 'symbol' ? (value.description ?? '') : String(value);
    };
    /** A member of the map, or of a map that `<<` merges into it. */
    const memberOf = (map, name) => {
        const pair = map.items.find(({ key }) => nameOf(key) === String(name));
        if (pair !== undefined)
            return resolved(pair.value);
        const merged = map.items.filter(({ key }) => nameOf(key) === '<<').map(({ value }) => resolved(value));
        const maps = merged.flatMap((node) => (isSeq(node) ? node.items.map(resolved) : [node]));
        const found = maps.map((node) => (isMap(node) ? memberOf(node, name) : null));
        return found.find((node) => node !== null) ?? null;
    };
    return (path) => {
        let node = resolved(document.contents);
        for (const name of path) {
            if (isMap(node))
                node = memberOf(node, name);
            else
                node = isSeq(node) ? resolved(node.items[Number(name)]) : null;
        }
        if (node?.range === undefined || node.range === null)
            return null;
        return placeIn(text, node.range[0], node.range[1]);
    };
}

;// CONCATENATED MODULE: ./build/inputs/revision/repeated-keys.js
// Keys that an object of a JSON text has twice: JSON.parse takes the last one, and nobody would know.

const tokens = /("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[[\]{}]/gs;
/** The offsets at which a key comes again. For valid JSON. */
function repeatedKeys(text) {
    const open = [];
    return [...text.matchAll(tokens)].flatMap(({ 0: token, 1: key, index }) => {
        if (token === '{' || token === '[')
            open.push(new Set());
        if (token === '}' || token === ']')
            open.pop();
        const names = open.at(-1);
        const name = key === undefined ? null : JSON.parse(key);
        if (name === null || names === undefined)
            return [];
        const isAgain = names.has(name);
        names.add(name);
        return isAgain ? [index] : [];
    });
}
/** A phrase that follows the file's name. */
function describeRepeated(text, offset) {
    const key = (0,position/* keyAt */.f5)(text, offset);
    const what = key === null ? 'a key' : `"${key}"`;
    return `has ${what} twice in one object (again at ${(0,position/* formatPosition */.Ld)(text, offset)}): keep one`;
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/inputs/revision/parse.js





function parseFile(path, text) {
    // Editors on Windows write a byte order mark first, which JSON doesn't allow.
    const plain = text.replace(/^\uFEFF/, '');
    return /\.ya?ml$/i.test(path) ? parseYaml(plain) : parseJson(plain);
}
async function parseJson(text) {
    if (isTextTooDeep(text))
        return { problem: tooDeep };
    try {
        const value = JSON.parse(text);
        const repeated = repeatedKeys(text).map((offset) => describeRepeated(text, offset));
        return { value, places: () => jsonPlaces(text), repeated, problem: null };
    }
    catch (error) {
        const { jsonErrorPosition } = await Promise.all(/* import() */[__webpack_require__.e(9547), __webpack_require__.e(8414)]).then(__webpack_require__.bind(__webpack_require__, 68414));
        return { problem: `is not JSON: ${(0,position/* formatPlace */.dE)(jsonErrorPosition(text))}: ${reasonIn(error)}` };
    }
}
/** V8's message without what it quotes of the file, which may be part of a password. */
function reasonIn(error) {
    const message = (0,errors/* messageOf */.bD)(error);
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
    const { parseAllDocuments, isScalar } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(9649)]).then(__webpack_require__.bind(__webpack_require__, 9649));
    const all = parseAllDocuments(text, { merge: true, prettyErrors: false });
    const documents = Array.isArray(all) ? all : [];
    const error = documents.flatMap(({ errors }) => errors).find(({ code }) => code !== 'DUPLICATE_KEY');
    if (error?.code === 'RESOURCE_EXHAUSTION')
        return { problem: tooDeep };
    if (error !== undefined) {
        // The message quotes the file, which may hold a password.
        const what = error.code.toLowerCase().replaceAll('_', ' ');
        return { problem: `is not YAML: ${(0,position/* formatPosition */.Ld)(text, error.pos[0])}: ${what}` };
    }
    // Nothing follows the `---` at the end of some files.
    const filled = documents.filter(({ contents }) => !(isScalar(contents) && contents.value === null));
    if (filled.length > 1)
        return { problem: severalDocuments(text, filled) };
    try {
        return parse_valueOf(text, filled[0] ?? null);
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
function severalDocuments(text, documents) {
    const second = text.slice(0, documents[1]?.contents?.range?.[0] ?? 0).split('\n').length;
    return (`contains ${documents.length} YAML documents (the second one begins at line ${second}), but a task definition file ` +
        'contains one: put each task definition into a file of its own');
}
function parse_valueOf(text, document) {
    const { value, problem } = asJson(document?.toJS());
    if (problem !== null)
        return { problem };
    if (isValueTooDeep(value))
        return { problem: tooDeep };
    const places = () => document === null ? Promise.resolve(() => null) : yamlPlaces(text, document);
    const repeated = (document?.errors ?? []).map(({ pos }) => describeRepeated(text, pos[0]));
    return { value, places, repeated, problem: null };
}
/** A value that JSON can't hold (`.nan`) is refused, not changed. */
function asJson(value) {
    const wrong = [];
    const text = JSON.stringify(value ?? null, (name, member) => {
        if (typeof member === 'number' && !Number.isFinite(member))
            wrong.push(`${name} is ${member}`);
        return member;
    });
    const problem = wrong.length === 0 ? null : `is not usable YAML: ${wrong.join(', ')}, not a number`;
    return { value: JSON.parse(text), problem };
}


/***/ }),

/***/ 99061:
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
// EXTERNAL MODULE: ./build/adapters/ports.js + 18 modules
var adapters_ports = __webpack_require__(19409);
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
// EXTERNAL MODULE: ./build/engine/observe.js + 22 modules
var engine_observe = __webpack_require__(69724);
// EXTERNAL MODULE: ./build/engine/reconcile.js + 7 modules
var reconcile = __webpack_require__(16015);
// EXTERNAL MODULE: ./build/engine/reporter.js + 5 modules
var engine_reporter = __webpack_require__(3414);
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

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/domain/common/values/count.js
var values_count = __webpack_require__(48993);
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var values_secrets = __webpack_require__(63899);
// EXTERNAL MODULE: ./build/report/messages/markdown.js
var markdown = __webpack_require__(67219);
// EXTERNAL MODULE: ./build/report/main-ending.js + 1 modules
var main_ending = __webpack_require__(48482);
// EXTERNAL MODULE: ./build/report/outputs.js
var outputs = __webpack_require__(94121);
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
        writeOutputs((0,outputs/* maskedOutputs */.a9)((0,outputs/* outputsWithoutPlan */._q)(reason, message, problems), secrets));
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

// EXTERNAL MODULE: ./build/inputs/unknown.js
var unknown = __webpack_require__(87746);
// EXTERNAL MODULE: ./build/settings/table.js + 4 modules
var table = __webpack_require__(15489);
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

// EXTERNAL MODULE: ./build/wiring.js + 27 modules
var build_wiring = __webpack_require__(89193);
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
                await (await __webpack_require__.e(/* import() */ 9418).then(__webpack_require__.bind(__webpack_require__, 69418))).sweepAll((0,build_wiring/* sweepingOf */.Sc)(wiring, inputs), cancelled);
            else if (clusters !== null)
                await (await __webpack_require__.e(/* import() */ 9434).then(__webpack_require__.bind(__webpack_require__, 59434))).statusOfClusters(clusters);
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
    const readTail = tailOf(wiring, ports);
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
        const observe = await observerOf(wiring, ports, request);
        const finished = await (0,reconcile/* reconcile */.L)({ ports, observe, request, listener, signal });
        await reporter.finish(await explained(finished, request, whose));
    }
    catch (error) {
        await reporter.crash(error);
    }
    finally {
        ports.probe.stopAllBut([]);
        await ports.checks.ended();
    }
}
/** Loaded only for a task that failed. */
const tailOf = ({ clients, reporting }, ports) => async (failed) => {
    const { failedTaskTail } = await __webpack_require__.e(/* import() */ 2353).then(__webpack_require__.bind(__webpack_require__, 72353));
    const { logsPort } = await __webpack_require__.e(/* import() */ 5490).then(__webpack_require__.bind(__webpack_require__, 95490));
    return failedTaskTail({ ...ports, logs: logsPort(clients) }, reporting.secrets)(failed);
};
/** Only a plan of Terraform's looks at other services, and only a service that names its migrations at what changed. */
async function observerOf(wiring, ports, request) {
    const { clients, reporting } = wiring;
    let observe = (0,engine_observe/* createObserver */.r)(ports, request);
    if (request.goal.terraformPlan !== null) {
        const { withNeighbors } = await __webpack_require__.e(/* import() */ 6492).then(__webpack_require__.bind(__webpack_require__, 26492));
        const portsFor = (of) => (0,adapters_ports/* awsPorts */.E)(clients, of);
        const from = { services: (0,services/* servicesPort */.a)(clients), loadBalancer: ports.loadBalancer, portsFor };
        observe = withNeighbors(observe, from, request);
    }
    if (request.schemaFiles === null)
        return observe;
    const { withChanges } = await __webpack_require__.e(/* import() */ 6347).then(__webpack_require__.bind(__webpack_require__, 96347));
    return withChanges(observe, { ...ports, github: reporting.github }, request);
}
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
