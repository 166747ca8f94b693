export const id = 542;
export const ids = [542];
export const modules = {

/***/ 40542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/adapters/runner/io.js + 2 modules
var io = __webpack_require__(20778);
// EXTERNAL MODULE: ./build/adapters/ports.js + 18 modules
var adapters_ports = __webpack_require__(19409);
// EXTERNAL MODULE: ./build/adapters/runner/runner.js
var runner = __webpack_require__(6216);
// EXTERNAL MODULE: ./build/domain/common/request/commands.js
var commands = __webpack_require__(1467);
// EXTERNAL MODULE: ./build/domain/common/report/releases.js
var releases = __webpack_require__(80698);
// EXTERNAL MODULE: ./build/domain/task-sets/roles/handover.js
var roles_handover = __webpack_require__(41790);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/report/messages/endings.js
var endings = __webpack_require__(98132);
// EXTERNAL MODULE: ./build/report/messages/state.js
var state = __webpack_require__(11945);
// EXTERNAL MODULE: ./build/domain/task-sets/report/report.js + 13 modules
var report_report = __webpack_require__(28218);
// EXTERNAL MODULE: ./build/engine/reconcile.js + 7 modules
var reconcile = __webpack_require__(16015);
// EXTERNAL MODULE: ./build/report/context.js + 1 modules
var report_context = __webpack_require__(562);
// EXTERNAL MODULE: ./build/report/places.js + 1 modules
var places = __webpack_require__(51971);
// EXTERNAL MODULE: ./build/report/answers/warnings.js
var answers_warnings = __webpack_require__(25118);
;// CONCATENATED MODULE: ./build/report/close.js



/** On the run's page and on GitHub. Never rejects. */
async function reportLateEnd(context, report) {
    await (0,report_context/* writeSummary */.Sy)(context, report);
    await postLateEnd(context, report);
}
/** Only on GitHub: main wrote the run's page. Never rejects. */
async function postLateEnd(context, report) {
    const warnings = (0,answers_warnings/* gitHubWarnings */.t7)({ ...context, shown: context.shown });
    await (0,places/* postEnd */.k)({ ...context, warnings }, (0,places/* placesOf */.e)(context, report, warnings), report);
}

// EXTERNAL MODULE: ./build/domain/common/run/step.js
var step = __webpack_require__(35719);
// EXTERNAL MODULE: ./build/engine/reporter.js + 5 modules
var reporter = __webpack_require__(3414);
// EXTERNAL MODULE: ./build/report/log.js
var report_log = __webpack_require__(16945);
// EXTERNAL MODULE: ./build/domain/common/report/report.js
var common_report_report = __webpack_require__(56046);
;// CONCATENATED MODULE: ./build/engine/finish.js
// Completes a release in the post step after main was killed or crashed.











/**
 * Continues in place of main until `request.finishByMs`. Cleans up or rolls back, never moves green forward, and reports
 * how main and post ended. Never rejects. The exit code stays main's.
 */
async function finishRelease(request, { ports, observe }, { handover, crash }, context) {
    const { runner, clock } = context;
    const why = crash === null ? endings/* wasKilled */.T8 : 'a bug in this action had stopped the run';
    runner.info(`${why}: the post step continues for service ${request.service} in cluster ${request.cluster}`);
    const log = (0,report_log/* createStepLog */.d)(runner);
    let report = (0,common_report_report/* lateReport */.Nz)(request, clock.now(), context.main);
    const end = await ended();
    report = (0,common_report_report/* endReport */.eQ)(report, crash === null ? (0,endings/* afterKill */.Pv)(end) : (0,endings/* afterCrash */.QB)(crash, end), clock.now());
    log.end(report);
    warn(context, report);
    await reportLateEnd(context, report);
    async function ended() {
        const listener = {
            onStep: (step, world, memory) => {
                const before = report;
                report = (0,report_report/* continueReport */.A)(report, step, world, memory);
                if (before.traffic === null)
                    runner.info(`found: ${report.traffic?.sentence ?? ''}`);
                log.step(before, report, (0,reporter/* loggedStep */.b)(step));
            },
            onTrouble: (trouble) => {
                log.trouble(trouble);
            },
        };
        try {
            const seen = inTime(observe, context, request.finishByMs ?? 0);
            const first = (0,roles_handover/* inheritedMemory */.Q)(handover, why, clock.now());
            const { step } = await (0,reconcile/* reconcile */.L)({
                ...{ ports, request, listener, first },
                observe: seen,
                signal: AbortSignal.abort(),
            });
            return { ...step.act, reason: step.reason };
        }
        catch (error) {
            return (0,endings/* bugEnding */.mX)(report, error);
        }
    }
}
/** Retries of a read may take longer than the time that the post step has left. Then the last observation is used. */
function inTime(observe, { clock }, untilMs) {
    return async (memory, last, wanted) => {
        const isOver = new AbortController();
        const late = clock.sleep(Math.max(0, untilMs - clock.now()), isOver.signal).then(() => null);
        try {
            const world = await Promise.race([observe(memory, last, wanted), late]);
            if (world === null)
                throw new errors/* PortError */.U7(silence);
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
    message: 'no response within the time of the post step',
};
/** The job has failed already. A failure that needs a person also gets an annotation. */
function warn({ runner }, report) {
    const { ending, request } = report;
    if (ending?.result !== 'failed')
        return;
    runner.annotate('warning', `${request.service}: ${(0,state/* stateOf */.L4)(report).words}`, [ending.message, ...(0,step/* linesOf */.D)(ending)].join('\n'));
}

// EXTERNAL MODULE: ./build/engine/handover.js
var engine_handover = __webpack_require__(75108);
// EXTERNAL MODULE: ./build/engine/observe.js + 22 modules
var engine_observe = __webpack_require__(69724);
// EXTERNAL MODULE: ./build/domain/task-sets/model/blank-memory.js
var blank_memory = __webpack_require__(27995);
;// CONCATENATED MODULE: ./build/engine/close.js






/** How long post waits for AWS to show where traffic is. */
const readLimitMs = 40_000;
/**
 * Reports that main was interrupted, or the end that main could not report, and where traffic is. Changes nothing. Does
 * nothing if main reported its end. Never rejects.
 */
async function closeRelease(request, observe, { ending }, context) {
    if (ending?.isReported === true)
        return;
    const { report, unread } = await readOnce(request, observe, context);
    const ended = (0,common_report_report/* endReport */.eQ)(report, ending ?? (0,endings/* interruptedEnding */.wm)(report, unread), context.clock.now());
    context.runner.info(ended.ending?.message ?? '');
    await (ending === null ? reportLateEnd(context, ended) : postLateEnd(context, ended));
}
async function readOnce(request, observe, { clock, main }) {
    const report = (0,common_report_report/* lateReport */.Nz)(request, clock.now(), main);
    const isOver = new AbortController();
    const late = clock.sleep(readLimitMs, isOver.signal).then(() => null);
    try {
        const world = await Promise.race([observe((0,blank_memory/* blankMemory */.s)(clock.now())), late]);
        if (world === null)
            return { report, unread: `AWS did not answer within ${readLimitMs / 1000} s` };
        return { report: (0,report_report/* observedReport */.X)(report, world), unread: null };
    }
    catch (error) {
        return { report, unread: (0,errors/* messageOf */.bD)(error) };
    }
    finally {
        isOver.abort();
    }
}

// EXTERNAL MODULE: ./build/report/main-ending.js + 1 modules
var main_ending = __webpack_require__(48482);
// EXTERNAL MODULE: ./build/wiring.js + 27 modules
var wiring = __webpack_require__(89193);
;// CONCATENATED MODULE: ./build/post-step.js
// The post step, which the runner always starts after the job's steps.













/** How long the post step may work on AWS. An in-flight write and reporting come on top; all of it ends within a minute. */
const finishMs = 40_000;
/**
 * Finishes what main could not. If main was killed or crashed, post does what the situation requires and reports the
 * end. If main ended but could not report, post only reports. Never rejects: the job's result stands.
 */
async function post() {
    warnOfStrangeState();
    const ending = (0,main_ending/* parseMainEnding */.o)((0,io/* readState */.un)('ending'));
    const hasBegun = (0,io/* readState */.un)('release-id') !== null;
    if (!hasBegun || (ending?.isReported === true && !ending.isCrash))
        return;
    if (ending !== null && !ending.isCrash && (0,answers_warnings/* parseShown */.Xt)((0,io/* readState */.un)('warned')).includes(answers_warnings/* silence */.ao)) {
        runner/* runner */.l.info('GitHub did not answer the main step in time, so the post step does not try again. The next command for this service closes what is still open there.');
        return;
    }
    try {
        await post_step_close(ending);
    }
    catch (error) {
        const what = (0,errors/* messageOf */.bD)(error);
        runner/* runner */.l.warn(`The post step could not report the end, and changed nothing in AWS: ${what}`);
    }
}
/** State that main didn't write counts as missing: post then changes nothing on its account. */
function warnOfStrangeState() {
    const names = (0,io/* strangeStates */.n1)();
    if (names.length === 0)
        return;
    runner/* runner */.l.annotate('warning', 'Saved state not used', `The main step of this run did not write the saved state ${names.join(', ')}, so the post step does not use it. ` +
        'If this run was killed, run the command status to see where traffic is, and run the job again to continue.');
}
async function post_step_close(ending) {
    const inputs = (0,wiring/* readInputsAgain */.Un)((0,io/* readState */.un)('config'));
    const { request: asked, clients, reporting } = await (0,wiring/* wire */.O4)(inputs, true);
    const request = { ...asked, finishByMs: reporting.clock.now() + finishMs };
    const ports = (0,adapters_ports/* awsPorts */.E)(clients, request);
    const deployment = Number((0,io/* readState */.un)('deployment') ?? Number.NaN);
    const context = {
        ...reporting,
        save: io/* saveState */.LZ,
        deployment: Number.isNaN(deployment) ? null : deployment,
        main: (0,releases/* parseBeginning */.db)((0,io/* readState */.un)('beginning')),
        shown: (0,answers_warnings/* parseShown */.Xt)((0,io/* readState */.un)('warned')),
    };
    const handover = (0,commands/* traitsOf */.J)(request).isFinishedByPost ? (0,engine_handover/* parseHandover */.d)((0,io/* readState */.un)('handover')) : null;
    const isCrash = ending?.isCrash === true;
    try {
        const observe = (0,engine_observe/* createObserver */.r)(ports, request);
        if (handover !== null && (ending === null || isCrash))
            await finishRelease(request, { ports, observe }, { handover, crash: ending }, context);
        else
            await closeRelease(request, observe, { ending }, context);
    }
    finally {
        clients.destroy();
    }
}


/***/ })

};
