export const id = 762;
export const ids = [762];
export const modules = {

/***/ 52762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/action-io.js
var action_io = __webpack_require__(76385);
// EXTERNAL MODULE: ./build/adapters/aws-clients.js
var aws_clients = __webpack_require__(10733);
// EXTERNAL MODULE: ./build/adapters/aws-ports.js + 12 modules
var aws_ports = __webpack_require__(53532);
// EXTERNAL MODULE: ./build/adapters/clock.js
var clock = __webpack_require__(21759);
// EXTERNAL MODULE: ./build/adapters/github.js + 3 modules
var github = __webpack_require__(99986);
// EXTERNAL MODULE: ./build/adapters/run-context.js
var run_context = __webpack_require__(49650);
// EXTERNAL MODULE: ./build/adapters/runner.js
var runner = __webpack_require__(49135);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/handover.js
var roles_handover = __webpack_require__(41790);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/messages/endings.js
var endings = __webpack_require__(39229);
// EXTERNAL MODULE: ./build/messages/state.js
var state = __webpack_require__(984);
// EXTERNAL MODULE: ./build/messages/story.js + 2 modules
var messages_story = __webpack_require__(90821);
// EXTERNAL MODULE: ./build/engine/reconcile.js + 2 modules
var reconcile = __webpack_require__(25954);
// EXTERNAL MODULE: ./build/domain/task-sets/model/memory.js + 1 modules
var memory = __webpack_require__(5819);
// EXTERNAL MODULE: ./build/domain/common/run/reason.js
var run_reason = __webpack_require__(38481);
// EXTERNAL MODULE: ./build/engine/report.js + 1 modules
var report = __webpack_require__(79227);
// EXTERNAL MODULE: ./build/engine/report-places.js + 1 modules
var report_places = __webpack_require__(29987);
;// CONCATENATED MODULE: ./build/engine/report-close.js






/** So long GitHub may take: with both, the post step ends within a minute. */
const lastWordMs = 12_000;
/** So long AWS may take to say where traffic is. */
const lookMs = 40_000;
/**
 * Tells the end in main's stead, where main could not: that it was interrupted, and where traffic is, read once and
 * changed by nothing. Does nothing when main has told it. Never rejects.
 */
async function closeStory(request, observe, { ending }, telling) {
    if (ending?.isTold === true)
        return;
    const { story, unread } = await look(request, observe, telling);
    const ended = (0,messages_story/* endStory */.V9)(story, ending ?? (0,endings/* interruptedEnding */.wm)(story, unread), telling.clock.now());
    telling.runner.info(ended.ending?.message ?? '');
    if (ending === null)
        await (0,report/* writeSummary */.Sy)(telling, ended);
    await tellPlaces(telling, ended);
}
/** Tells an end that only this process knows: on the run's page, and on GitHub. Never rejects. */
async function tellEnd(telling, story) {
    await (0,report/* writeSummary */.Sy)(telling, story);
    await tellPlaces(telling, story);
}
async function tellPlaces(telling, story) {
    const places = (0,report_places/* placesOf */.e)(telling, story);
    await (0,report/* toldWithin */.d5)(telling, Promise.all(places.map((place) => place.close(story))), lastWordMs);
}
async function look(request, observe, { clock }) {
    const story = (0,messages_story/* lateStory */.oo)(request, clock.now());
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
        const reason = run_reason/* reasonCodes */.J.find((code) => code === left?.reason);
        if (left?.result === undefined || left.message === undefined || reason === undefined)
            return null;
        const { result, message, details = [], isTold = false, isCrash = false } = left;
        return { result, message, details, reason, isTold, isCrash };
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./build/engine/report-log.js + 1 modules
var report_log = __webpack_require__(61921);
;// CONCATENATED MODULE: ./build/engine/finish.js








/**
 * Goes on in main's stead until `plan.finishByMs`: what the moment calls for is done, green never goes forward, and the
 * end of both is told. Never rejects; the exit code stays what main made it.
 */
async function finishStory(request, ports, observe, { handover, crash }, telling) {
    const { runner, clock } = telling;
    const why = crash === null ? endings/* killedWords */.R4 : 'this action had stopped by a bug of its own';
    runner.info(`${why}: the post step takes over, for ${request.service} in ${request.cluster}`);
    const log = (0,report_log/* createStepLog */.d)(runner);
    let story = (0,messages_story/* lateStory */.oo)(request, clock.now());
    const end = await ended();
    story = (0,messages_story/* endStory */.V9)(story, crash === null ? (0,endings/* afterKill */.Pv)(end) : (0,endings/* afterCrash */.QB)(crash, end), clock.now());
    log.end(story);
    warn(telling, story);
    await tellEnd(telling, story);
    async function ended() {
        const listener = {
            onStep: (step, world, memory) => {
                const before = story;
                story = (0,messages_story/* continueStory */.xk)(story, step, world, memory);
                if (before.traffic === null)
                    runner.info(`found: ${story.traffic?.sentence ?? ''}`);
                // What the release was built on main has told already.
                log.step({ ...before, traffic: story.traffic }, story, step, world, memory);
            },
            onTrouble: (trouble) => {
                log.trouble(trouble);
            },
        };
        try {
            const seen = inTime(observe, telling, request.finishByMs ?? 0);
            const first = (0,roles_handover/* inheritedMemory */.QU)(handover, why, clock.now());
            const { step } = await (0,reconcile/* reconcile */.L)(ports, seen, request, listener, AbortSignal.abort(), first);
            return { ...step.act, reason: step.reason };
        }
        catch (error) {
            return (0,endings/* bugEnding */.mX)(story, error);
        }
    }
}
/** Reads may be retried for longer than there is time: then the last observation has to do. */
function inTime(observe, { clock }, untilMs) {
    return async (memory) => {
        const isOver = new AbortController();
        const late = clock.sleep(Math.max(0, untilMs - clock.now()), isOver.signal).then(() => null);
        try {
            const world = await Promise.race([observe(memory), late]);
            if (world === null)
                throw new errors/* PortError */.U(silence);
            return world;
        }
        finally {
            isOver.abort();
        }
    };
}
const silence = {
    kind: 'lost',
    action: 'reads',
    resource: 'AWS',
    code: 'TimeoutError',
    message: 'no answer came in the time that the post step has',
};
/** What needs somebody to look stands on the run's page; red it is already. */
function warn({ runner }, story) {
    const { ending, plan: request } = story;
    if (ending?.result !== 'failed')
        return;
    runner.annotate('warning', `${request.service}: ${(0,state/* stateOf */.L)(story).words}`, [ending.message, ...ending.details].join('\n'));
}

// EXTERNAL MODULE: ./build/engine/handover.js
var engine_handover = __webpack_require__(75108);
// EXTERNAL MODULE: ./build/engine/observe.js + 6 modules
var engine_observe = __webpack_require__(93387);
// EXTERNAL MODULE: ./build/inputs/files.js
var files = __webpack_require__(14519);
// EXTERNAL MODULE: ./build/inputs.js + 5 modules
var inputs = __webpack_require__(91519);
;// CONCATENATED MODULE: ./build/post.js














/** So long post works at AWS; a write under way, and telling, come on top and end within a minute. */
const finishMs = 40_000;
/** A read that hangs must not outlast that. */
const readAttempts = 3;
/**
 * What runs after the job's steps, always. Where main was killed, or stopped by a bug, it does what the moment calls for
 * and tells the end; where main had ended by itself it tells that, if nobody has. Never rejects: the job has ended as it has.
 */
async function post() {
    const ending = parseLeft((0,action_io/* readState */.un)('ending'));
    const hasBegun = (0,action_io/* readState */.un)('release-id') !== null;
    if (!hasBegun || (ending?.isTold === true && !ending.isCrash))
        return;
    try {
        await post_close(ending);
    }
    catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        runner/* runner */.l.warn(`The end could not be told, and nothing was taken back: ${what}`);
    }
}
async function post_close(ending) {
    const raw = (0,action_io/* readRawInputs */.yI)();
    const secrets = (0,inputs/* secretsIn */.VY)(raw);
    (0,action_io/* maskSecrets */.QU)(secrets);
    const context = (0,run_context/* readRunContext */.$)(process.env);
    // The file may be gone by now; nothing forward is done any more, so nobody needs it.
    const given = { ...raw, 'task-definition': null };
    const asked = await (0,inputs/* planFrom */.MI)(given, context, (0,files/* filesIn */.n)(process.env['GITHUB_WORKSPACE'] ?? '.'));
    const plan = { ...asked, finishByMs: clock/* realClock */.d.now() + finishMs };
    const { token, ...settings } = (0,inputs/* reportSettingsFrom */.eZ)(raw);
    const clients = (0,aws_clients/* createAwsClients */.G)(process.env, readAttempts);
    const ports = (0,aws_ports/* awsPorts */.E)(clients, plan);
    const deployment = Number((0,action_io/* readState */.un)('deployment') ?? Number.NaN);
    const telling = {
        ...settings,
        ...{ secrets, runner: runner/* runner */.l, clock: clock/* realClock */.d, save: action_io/* saveState */.LZ },
        github: token === null ? null : (0,github/* createGitHub */.C)({ token, ...context }),
        deployment: Number.isNaN(deployment) ? null : deployment,
    };
    const handover = (0,roles_handover/* mayBeFinished */.vx)(plan) ? (0,engine_handover/* parseHandover */.d)((0,action_io/* readState */.un)('handover')) : null;
    const isCrash = ending?.isCrash === true;
    try {
        const observe = (0,engine_observe/* createObserver */.r)(ports, plan);
        if (handover !== null && (ending === null || isCrash))
            await finishStory(plan, ports, observe, { handover, crash: ending }, telling);
        else
            await closeStory(plan, observe, { ending }, telling);
    }
    finally {
        clients.destroy();
    }
}


/***/ })

};
