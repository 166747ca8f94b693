export const id = 92;
export const ids = [92];
export const modules = {

/***/ 3092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/action-io.js
var action_io = __webpack_require__(6385);
// EXTERNAL MODULE: ./build/adapters/aws-clients.js
var aws_clients = __webpack_require__(733);
// EXTERNAL MODULE: ./build/adapters/clock.js
var clock = __webpack_require__(1759);
// EXTERNAL MODULE: ./build/adapters/ecs.js + 6 modules
var ecs = __webpack_require__(5882);
// EXTERNAL MODULE: ./build/adapters/elb.js + 2 modules
var elb = __webpack_require__(7344);
// EXTERNAL MODULE: ./build/adapters/github.js + 6 modules
var github = __webpack_require__(8780);
// EXTERNAL MODULE: ./build/adapters/run-context.js
var run_context = __webpack_require__(9650);
// EXTERNAL MODULE: ./build/adapters/runner.js
var runner = __webpack_require__(9135);
// EXTERNAL MODULE: ./build/adapters/scaling.js
var scaling = __webpack_require__(7687);
// EXTERNAL MODULE: ./build/engine/observe.js + 2 modules
var observe = __webpack_require__(6701);
// EXTERNAL MODULE: ./build/domain/memory.js
var memory = __webpack_require__(9126);
;// CONCATENATED MODULE: ./build/domain/reason.js
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
    'restoring-scaling',
    'clearing-tags',
    'released',
    'staged',
    'torn-down',
    'seen',
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
    'unfinished-way-back',
    'cancelled',
    'asked-for',
    // the way back
    'waiting-for-blue-to-serve',
    'labelling-blue',
    'switching-back',
    'probing-after-back',
    'deleting-green',
    'waiting-for-green-to-vanish',
    // ends that need a person
    'no-way-back',
    'rollback-failed',
    'drift',
    'cleanup-incomplete',
    'reads-failed',
    'bug',
];

// EXTERNAL MODULE: ./build/messages/endings.js
var endings = __webpack_require__(9229);
// EXTERNAL MODULE: ./build/messages/story.js + 2 modules
var messages_story = __webpack_require__(821);
// EXTERNAL MODULE: ./build/engine/report.js + 4 modules
var report = __webpack_require__(2909);
// EXTERNAL MODULE: ./build/engine/report-places.js + 1 modules
var report_places = __webpack_require__(9987);
;// CONCATENATED MODULE: ./build/engine/report-close.js






/** So long AWS may take to say where traffic is. */
const lookMs = 60_000;
/**
 * Tells the end in main's stead, where main could not: that it was interrupted, and where traffic is, read once and
 * changed by nothing. Does nothing when main has told it. Never rejects.
 */
async function closeStory(plan, observe, { ending }, telling) {
    if (ending?.isTold === true)
        return;
    const { story, unread } = await look(plan, observe, telling);
    const ended = (0,messages_story/* endStory */.V9)(story, ending ?? (0,endings/* interruptedEnding */.w)(story, unread), telling.clock.now());
    telling.runner.info(ended.ending?.message ?? '');
    if (ending === null)
        await (0,report/* writeSummary */.Sy)(telling, ended);
    const places = (0,report_places/* placesOf */.e)(telling, ended);
    await (0,report/* toldWithin */.d5)(telling, Promise.all(places.map((place) => place.close(ended))));
}
async function look(plan, observe, { clock }) {
    const story = (0,messages_story/* lateStory */.oo)(plan, clock.now());
    const isOver = new AbortController();
    const late = clock.sleep(lookMs, isOver.signal).then(() => null);
    try {
        const world = await Promise.race([observe((0,memory/* blankMemory */.s)(clock.now())), late]);
        if (world === null)
            return { story, unread: `AWS gave no answer within ${lookMs / 1000} s` };
        return { story: (0,messages_story/* lookedAt */.O1)(story, world), unread: null };
    }
    catch (error) {
        return { story, unread: error instanceof Error ? error.message : String(error) };
    }
    finally {
        isOver.abort();
    }
}
/** Reads what main saved as `ending`. Text that is none of ours counts as absent: then it is told again. */
function parseLeft(text) {
    if (text === null)
        return null;
    try {
        const left = JSON.parse(text);
        const reason = reasonCodes.find((code) => code === left?.reason);
        if (left?.result === undefined || left.message === undefined || reason === undefined)
            return null;
        const { result, message, details = [], isTold = false } = left;
        return { result, message, details, reason, isTold };
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./build/inputs/files.js
var files = __webpack_require__(4519);
// EXTERNAL MODULE: ./build/inputs.js + 9 modules
var inputs = __webpack_require__(8496);
;// CONCATENATED MODULE: ./build/post.js













/**
 * What runs after the job's steps, always: it tells the end where main was killed before it could. It reads AWS once
 * and writes nothing to it. Never rejects: whatever goes wrong here, the job has ended as it has.
 */
async function post() {
    const ending = parseLeft((0,action_io/* readState */.un)('ending'));
    const hasBegun = (0,action_io/* readState */.un)('release-id') !== null;
    if (ending?.isTold === true || !hasBegun)
        return;
    try {
        await post_close(ending);
    }
    catch (error) {
        runner/* runner */.l.warn(`The end could not be told: ${error instanceof Error ? error.message : String(error)}`);
    }
}
async function post_close(ending) {
    const raw = (0,action_io/* readRawInputs */.yI)();
    const secrets = (0,inputs/* secretsIn */.VY)(raw);
    (0,action_io/* maskSecrets */.QU)(secrets);
    const context = (0,run_context/* readRunContext */.$)(process.env);
    // The file may be gone by now, and where traffic is can be told without it.
    const given = { ...raw, 'task-definition': null };
    const plan = await (0,inputs/* planFrom */.MI)(given, context, (0,files/* filesIn */.n)(process.env['GITHUB_WORKSPACE'] ?? '.'));
    const { token, ...settings } = (0,inputs/* reportSettingsFrom */.eZ)(raw);
    const clients = (0,aws_clients/* createAwsClients */.G)();
    const reading = {
        ecs: (0,ecs/* ecsPort */.b)(clients, plan),
        loadBalancer: (0,elb/* loadBalancerPort */.a)(clients),
        scaling: (0,scaling/* scalingPort */.J)(clients),
        clock: clock/* realClock */.d,
    };
    const deployment = Number((0,action_io/* readState */.un)('deployment') ?? Number.NaN);
    const telling = {
        ...settings,
        ...{ secrets, runner: runner/* runner */.l, clock: clock/* realClock */.d, save: action_io/* saveState */.LZ },
        github: token === null ? null : (0,github/* createGitHub */.C)({ token, ...context }),
        deployment: Number.isNaN(deployment) ? null : deployment,
    };
    try {
        await closeStory(plan, (0,observe/* createObserver */.r)(reading, plan), { ending }, telling);
    }
    finally {
        clients.destroy();
    }
}


/***/ })

};
