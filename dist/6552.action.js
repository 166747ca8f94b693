export const id = 6552;
export const ids = [6552];
export const modules = {

/***/ 6552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/bundled/report/close.js




/** On the run's page and on GitHub. Never rejects. */
async function reportLateEnd(context, report) {
    await (0,core.report_context_js_writeSummary)(context, report);
    await postLateEnd(context, report, 0);
}
/** Only on GitHub: main wrote the run's page. `waitedMs`: how long main has waited for GitHub. Never rejects. */
async function postLateEnd(context, report, waitedMs) {
    const warnings = (0,core.report_answers_warnings_js_gitHubWarnings)(context);
    // Main has warned of what GitHub did not take.
    const rest = waitedMs > 0 ? { ...warnings, silence: () => undefined } : warnings;
    const places = (0,core.report_places_js_placesOf)(context, report, warnings);
    await (0,core.report_places_js_postEnd)({ ...context, warnings: rest }, places, report, Math.max(0, core.report_answers_end_limit_js_endLimitMs - waitedMs));
}

;// CONCATENATED MODULE: ./build/bundled/engine/finish.js
// Completes a release in the post step after main was killed or crashed.












/**
 * Continues in place of main until `request.finishByMs`. Cleans up or rolls back, never moves green forward, and reports
 * how main and post ended. Never rejects. The exit code stays main's.
 */
async function finishRelease(request, { ports, observe }, { handover, crash }, context) {
    const { runner, clock } = context;
    const why = crash === null ? core.report_messages_endings_js_wasKilled : 'a bug in this action had stopped the run';
    runner.info(`${why}: the post step continues for service ${request.service} in cluster ${request.cluster}`);
    const log = (0,core.report_log_js_createStepLog)(runner);
    let report = (0,core.domain_common_report_report_js_lateReport)(request, clock.now(), context.main);
    const end = await ended();
    report = (0,core.domain_common_report_report_js_endReport)(report, crash === null ? (0,core.report_messages_endings_js_afterKill)(end) : (0,core.report_messages_endings_js_afterCrash)(crash, end), clock.now());
    log.end(report);
    warn(context, report);
    await reportLateEnd(context, report);
    async function ended() {
        const listener = {
            onStep: (step, world, memory) => {
                const before = report;
                report = (0,core.domain_task_sets_report_report_js_continueReport)(report, step, world, memory);
                if (before.traffic === null)
                    runner.info(`found: ${report.traffic?.sentence ?? ''}`);
                log.step(before, report, (0,core.engine_reporter_js_loggedStep)(step));
            },
            onTrouble: (trouble) => {
                log.trouble(trouble);
            },
        };
        try {
            const seen = inTime(observe, context, request.finishByMs ?? 0);
            const first = (0,core.domain_task_sets_roles_handover_js_inheritedMemory)(handover, why, clock.now());
            const { step } = await (0,core.engine_reconcile_js_reconcile)({
                ...{ ports, request, decide: core.domain_task_sets_decide_releasing_js_decideReleasing, listener, first },
                observe: seen,
                signal: AbortSignal.abort(),
            });
            return { ...step.act, reason: step.reason };
        }
        catch (error) {
            return (0,core.report_messages_endings_js_bugEnding)(report, error);
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
                throw new core.errors_js_PortError(silence);
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
    runner.annotate('warning', `${request.service}: ${(0,core.report_messages_state_js_stateOf)(report).words}`, [ending.message, ...(0,core.domain_common_run_step_js_linesOf)(ending)].join('\n'));
}

;// CONCATENATED MODULE: ./build/bundled/engine/close.js






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
    const ended = (0,core.domain_common_report_report_js_endReport)(report, ending ?? (0,core.report_messages_endings_js_interruptedEnding)(report, unread), context.clock.now());
    context.runner.info(ended.ending?.message ?? '');
    await (ending === null ? reportLateEnd(context, ended) : postLateEnd(context, ended, ending.waitedMs));
}
async function readOnce(request, observe, { clock, main }) {
    const report = (0,core.domain_common_report_report_js_lateReport)(request, clock.now(), main);
    const isOver = new AbortController();
    const late = clock.sleep(readLimitMs, isOver.signal).then(() => null);
    try {
        const world = await Promise.race([observe((0,core.domain_task_sets_model_blank_memory_js_blankMemory)(clock.now())), late]);
        if (world === null)
            return { report, unread: `AWS did not answer within ${readLimitMs / 1000} s` };
        return { report: (0,core.domain_task_sets_report_report_js_observedReport)(report, world), unread: null };
    }
    catch (error) {
        return { report, unread: (0,core.errors_js_messageOf)(error) };
    }
    finally {
        isOver.abort();
    }
}

;// CONCATENATED MODULE: ./build/bundled/post-step.js
// The post step, which the runner always starts after the job's steps.













/** How long the post step may work on AWS. An in-flight write and reporting come on top; all of it ends within a minute. */
const finishMs = 40_000;
/**
 * Finishes what main could not. If main was killed or crashed, post does what the situation requires and reports the
 * end. If main ended but could not report, post only reports. Never rejects: the job's result stands.
 */
async function post() {
    warnOfStrangeState();
    const ending = (0,core.report_main_ending_js_parseMainEnding)((0,core.adapters_runner_io_js_readState)('ending'));
    const hasBegun = (0,core.adapters_runner_io_js_readState)('release-id') !== null;
    if (!hasBegun || (ending?.isReported === true && !ending.isCrash))
        return;
    if (ending !== null && !ending.isCrash && (0,core.report_main_ending_js_hasWaitedOut)(ending)) {
        core.adapters_runner_runner_js_runner.info('GitHub did not answer the main step in time, so the post step does not try again. The next command for this service closes what is still open there.');
        return;
    }
    try {
        await post_step_close(ending);
    }
    catch (error) {
        const what = (0,core.errors_js_messageOf)(error);
        core.adapters_runner_runner_js_runner.warn(`The post step could not report the end, and changed nothing in AWS: ${what}`);
    }
}
/** State that main didn't write counts as missing: post then changes nothing on its account. */
function warnOfStrangeState() {
    const names = (0,core.adapters_runner_io_js_strangeStates)();
    if (names.length === 0)
        return;
    core.adapters_runner_runner_js_runner.annotate('warning', 'Saved state not used', `The main step of this run did not write the saved state ${names.join(', ')}, so the post step does not use it. ` +
        'If this run was killed, run the command status to see where traffic is, and run the job again to continue.');
}
async function post_step_close(ending) {
    const inputs = (0,core.wiring_js_readInputsAgain)((0,core.adapters_runner_io_js_readState)('config'));
    const { request: asked, clients, reporting } = await (0,core.wiring_js_wire)(inputs, true);
    const request = { ...asked, finishByMs: reporting.clock.now() + finishMs };
    const ports = (0,core.adapters_ports_js_awsPorts)(clients, request);
    const deployment = Number((0,core.adapters_runner_io_js_readState)('deployment') ?? Number.NaN);
    const context = {
        ...reporting,
        save: core.adapters_runner_io_js_saveState,
        deployment: Number.isNaN(deployment) ? null : deployment,
        main: (0,core.domain_common_report_releases_js_parseBeginning)((0,core.adapters_runner_io_js_readState)('beginning')),
        shown: (0,core.report_answers_warnings_js_parseShown)((0,core.adapters_runner_io_js_readState)('warned')),
    };
    const handover = (0,core.domain_common_request_commands_js_traitsOf)(request).isFinishedByPost ? (0,core.engine_handover_js_parseHandover)((0,core.adapters_runner_io_js_readState)('handover')) : null;
    const isCrash = ending?.isCrash === true;
    try {
        const observe = (0,core.engine_observe_js_createObserver)(ports, request);
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
