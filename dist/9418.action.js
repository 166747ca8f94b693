export const id = 9418;
export const ids = [9418];
export const modules = {

/***/ 44988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ listedStatus),
/* harmony export */   R: () => (/* binding */ sweptBeyondLease)
/* harmony export */ });
/* harmony import */ var _common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25629);
/* harmony import */ var _common_values_moment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86164);
/* harmony import */ var _model_blank_memory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27995);
/* harmony import */ var _roles_scene_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16061);
/* harmony import */ var _warm_beyond_lease_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15589);





/** What a sweep left. */
const sweptBeyondLease = (request, world) => reported(world, (0,_roles_scene_js__WEBPACK_IMPORTED_MODULE_1__/* .sceneOf */ .c)(request, world, (0,_model_blank_memory_js__WEBPACK_IMPORTED_MODULE_0__/* .blankMemory */ .s)(world.nowMs)).roles.live);
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
const reported = (service, live) => (0,_warm_beyond_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .beyondLease */ .w)(service, live).map((overstay) => ({
    taskSetArn: overstay.set.arn,
    revision: (0,_common_values_arn_js__WEBPACK_IMPORTED_MODULE_3__/* .shortName */ .EU)(overstay.set.taskDefinition),
    running: overstay.set.running,
    createdAt: (0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_4__/* .iso */ .KH)(overstay.set.createdAtMs),
    endedAt: overstay.endedMs === null ? null : (0,_common_values_moment_js__WEBPACK_IMPORTED_MODULE_4__/* .iso */ .KH)(overstay.endedMs),
    words: (0,_warm_beyond_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .describeOverstay */ .d)(service.nowMs, overstay),
}));


/***/ }),

/***/ 69418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sweepAll: () => (/* binding */ sweepAll)
});

// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/inputs/sweep-scope.js
var sweep_scope = __webpack_require__(24889);
// EXTERNAL MODULE: ./build/report/messages/endings.js
var endings = __webpack_require__(98132);
// EXTERNAL MODULE: ./build/domain/common/values/secrets.js
var values_secrets = __webpack_require__(63899);
// EXTERNAL MODULE: ./build/report/messages/log-lines.js
var log_lines = __webpack_require__(63748);
// EXTERNAL MODULE: ./build/few-at-once.js
var few_at_once = __webpack_require__(49062);
// EXTERNAL MODULE: ./build/engine/observe.js + 22 modules
var engine_observe = __webpack_require__(69724);
// EXTERNAL MODULE: ./build/engine/reconcile.js + 7 modules
var reconcile = __webpack_require__(16015);
// EXTERNAL MODULE: ./build/domain/common/run/step.js
var run_step = __webpack_require__(35719);
// EXTERNAL MODULE: ./build/report/sweep/summary.js
var summary = __webpack_require__(57316);
// EXTERNAL MODULE: ./build/report/context.js + 1 modules
var report_context = __webpack_require__(562);
// EXTERNAL MODULE: ./build/report/outputs.js
var outputs = __webpack_require__(94121);
// EXTERNAL MODULE: ./build/domain/common/values/moment.js
var moment = __webpack_require__(86164);
;// CONCATENATED MODULE: ./build/report/sweep/outputs.js




/** One result for all services. `result-json` has an entry for each service. */
function sweepOutputs({ release }, services, closedDeployments, times) {
    const red = services.find((one) => !(0,summary/* isWell */.f5)(one));
    const good = services.some((one) => one.result === 'repaired') ? 'repaired' : 'swept';
    const result = red === undefined ? good : 'failed';
    const reasonCode = red?.reason ?? good;
    const json = {
        version: 1,
        result,
        reasonCode,
        message: (0,summary/* sweepSentence */.Ei)(services),
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
    return (0,outputs/* withoutRelease */.U7)({ result, 'reason-code': reasonCode, 'result-json': JSON.stringify(json) });
}

;// CONCATENATED MODULE: ./build/report/sweep/finish.js
// The end of a sweep: comments, Deployments, summary, outputs and exit code for all services.






/** Never rejects. */
async function finishSweep(context, gitHub, { request, services, startedAtMs }) {
    const { runner, clock, secrets } = context;
    const { deployments, comments } = await gitHub.end();
    const closed = [...deployments, ...comments];
    const late = services.flatMap(summary/* beyondLeaseLines */.ve);
    for (const line of [...closed, ...late, (0,summary/* sweepSentence */.Ei)(services)])
        runner.info((0,values_secrets/* masked */.Iv)(line, secrets));
    const page = [(0,summary/* sweepSummary */.RI)(services), ...closed.map((line) => `- ${line}`)].join('\n');
    const times = { startedAtMs, endedAtMs: clock.now() };
    context.writeOutputs((0,outputs/* maskedOutputs */.a9)(sweepOutputs(request, services, deployments, times), secrets));
    const red = services.filter((one) => !(0,summary/* isWell */.f5)(one));
    const problems = red.flatMap((one) => [one.message, ...(0,run_step/* linesOf */.D)(one)]);
    if (red.length > 0)
        runner.fail('Not all swept', (0,values_secrets/* masked */.Iv)(problems.join('\n'), secrets));
    await (0,report_context/* writeSummaryText */.rm)(context, `${page}\n`);
}

// EXTERNAL MODULE: ./build/report/answers/end-limit.js
var end_limit = __webpack_require__(5456);
// EXTERNAL MODULE: ./build/report/news/channel.js
var channel = __webpack_require__(39172);
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
// EXTERNAL MODULE: ./build/domain/common/report/releases.js
var report_releases = __webpack_require__(80698);
// EXTERNAL MODULE: ./build/report/news/later.js
var later = __webpack_require__(62881);
// EXTERNAL MODULE: ./build/report/messages/markdown.js
var markdown = __webpack_require__(67219);
// EXTERNAL MODULE: ./build/report/messages/rollback.js
var rollback = __webpack_require__(99038);
// EXTERNAL MODULE: ./build/report/news/used.js + 1 modules
var news_used = __webpack_require__(61439);
// EXTERNAL MODULE: ./build/report/stamp.js
var stamp = __webpack_require__(82992);
// EXTERNAL MODULE: ./build/report/messages/kept.js
var kept = __webpack_require__(16970);
// EXTERNAL MODULE: ./build/report/messages/traffic.js
var traffic = __webpack_require__(8025);
;// CONCATENATED MODULE: ./build/report/sweep/abandoned.js
// The comment of a release whose run vanished.











/** Where traffic is now, and what the sweep did. The text does not include the marker that starts a comment. */
function abandonedComment({ report: seen, done }, vanished) {
    const { releaseId, left } = vanished;
    const report = withLeftSince(seen, left);
    const { cluster, service } = report.request;
    const isLive = [releaseId, (0,stamp/* stampIn */.rW)(left)?.releaseId].some((id) => report.liveReleases.includes(id ?? ''));
    const used = isLive ? null : (0,news_used/* usedBefore */.J)(left, taggedMs(report, left), report.lastSwitch);
    const text = (0,later/* laterText */._)({
        title: titleOf((0,markdown/* code */.aY)(service), (0,markdown/* code */.aY)(cluster), stateFound({ report }, (0,stamp/* stampIn */.rW)(left)), used),
        traffic: (0,traffic/* plainTrafficLine */.OF)(report, !isLive),
        alert: (0,markdown/* alert */.xE)('WARNING', [whatHappened(report, vanished, isLive, used), '', ...whatWasDone(report, done)]),
        shown: report,
        rollback: isLive ? rollbackParts(report) : [],
        version: null,
        current: left,
    });
    return `${text}\n\n<sub>As of ${(0,moment/* formatDay */.im)(report.nowMs)}. Release ${(0,markdown/* plain */.pj)(releaseId)}.</sub>`;
}
/** What the sweep found of the release that a comment shows. `null`: its task set is gone, or a bake is in progress. */
const stateFound = ({ report: { found, news } }, stamp) => found.find(({ release }) => (0,report_releases/* shownId */.fk)(release) === stamp?.releaseId)?.state ??
    news.filter(({ release }) => (0,report_releases/* shownId */.fk)(release) === stamp?.releaseId).map(report_releases/* stateAfter */.W_)[0] ??
    null;
function titleOf(service, cluster, state, used) {
    const isRolledBack = state === 'rolled-back';
    const words = isRolledBack ? 'rolled back, and ' : used?.isSeen === true ? 'no longer live, and ' : '';
    return `${isRolledBack ? '⏪' : '⚠️'} ${service} in ${cluster}: ${words}its run ended without a report`;
}
/** The comment names when its release got the traffic, if the tags don't. */
function withLeftSince(report, left) {
    const set = report.now.find(({ id }) => id === (0,stamp/* stampIn */.rW)(left)?.releaseId)?.set;
    return set === undefined ? report : { ...report, live: (0,traffic/* withSince */.vz)(report.live, set, (0,kept/* liveSinceIn */.C0)(left)) };
}
/** When the tags say that it got the traffic. Its task set may be gone by now. */
const taggedMs = ({ now, releases }, left) => [...(releases ?? []), ...now].find((one) => (0,report_releases/* shownId */.fk)(one) === (0,stamp/* stampIn */.rW)(left)?.releaseId)?.liveSinceMs ?? null;
/** What happened, and what to do. */
function whatHappened({ request: { release }, nowMs }, { releaseId, runId }, isLive, used) {
    const run = `[Run ${String(runId)}](${(0,release_id/* runUrlOf */.Qm)(release.runUrl, runId)})`;
    const next = isLive
        ? 'This release has production traffic, and its run no longer watches it. Run its job again to repeat all checks, or roll it back.'
        : `${(0,news_used/* describeUsed */.Z)(used, '', nowMs)}This release has no production traffic. To release it, run its job again.`;
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

// EXTERNAL MODULE: ./build/report/channel.js
var report_channel = __webpack_require__(2604);
// EXTERNAL MODULE: ./build/report/news/context.js
var context = __webpack_require__(7580);
;// CONCATENATED MODULE: ./build/report/sweep/comments.js
// Ends the comments of runs that vanished.








function commentCloser(closing, pulls) {
    const { github, runner, wantsComment, warnings } = closing;
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
            const refusal = (0,report_channel/* refusalOf */.Of)(error);
            if ((0,report_channel/* isOfToken */.XX)(refusal)) {
                warnings.comment(refusal);
                return;
            }
            const text = refusal.message;
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
    let sentence = null;
    await github.updateComment(pull, (0,context/* markersOf */.Bs)(seen.report), async (current) => {
        const left = current ?? '';
        const releaseId = (0,kept/* releaseInProgress */._N)(left);
        const runId = releaseId === null ? null : (0,release_id/* runOfRelease */.IP)(releaseId, seen.report.request.service);
        // If GitHub doesn't report the run as over, the comment may be correct.
        if (releaseId === null || runId === null || (await runs.isOver(runId)) !== true)
            return null;
        sentence = `updated pull request #${String(pull)}: the run of release ${releaseId} is over`;
        return (0,values_secrets/* masked */.Iv)(ended(seen, { releaseId, runId, left }), secrets);
    });
    return sentence;
}
/** The whole comment but its marker. */
function ended(seen, run) {
    const text = abandonedComment(seen, run);
    // A promotion shows the release that was staged.
    const shown = (0,stamp/* stampIn */.rW)(run.left);
    if (shown === null)
        return text;
    const { request, seen: seenAt } = seen.report;
    const next = {
        ...shown,
        state: stateFound(seen, shown),
        seen: seenAt,
        runId: request.release.runId,
    };
    return `${(0,stamp/* stampLine */.i$)(next)}\n${(0,kept/* liveSinceLine */.nl)((0,kept/* liveSinceIn */.C0)(run.left))}${text}`;
}

// EXTERNAL MODULE: ./build/report/deployments/open.js
var deployments_open = __webpack_require__(99298);
;// CONCATENATED MODULE: ./build/report/sweep/deployments.js



/** A cluster may have a hundred services in one environment. */
const mostPages = 5;
/**
 * To the environments of the input and of the tags, or to any if neither names one. Never rejects: a refusal by GitHub is a warning (invariant 9). `onClosed`
 * gets a sentence for each.
 */
async function closeDeployments(context, seen, onClosed) {
    const { github, runs, environment, runner, warnings } = context;
    const owners = seen.map(({ report }) => report);
    const names = (0,deployments_open/* environmentsOf */.M2)(environment, owners);
    if (seen.length === 0)
        return;
    if (github === null && names.length === 0)
        return;
    if (github === null) {
        runner.annotate('warning', 'Could not update GitHub', 'github-token is empty, so no Deployment is closed.');
        return;
    }
    // This run, or a run that GitHub doesn't report as over, is still in progress.
    const hasEnded = async (runId) => (await runs.isOver(runId)) === true;
    const place = { context, github, owners, hasEnded, pages: mostPages, onClosed };
    // Nobody asked for what no name leads to, so a refusal there is no warning.
    const places = names.length === 0 ? [null] : names;
    const refusals = await (0,few_at_once/* fewAtOnce */.X)(places, (name) => (0,deployments_open/* closeLeftDeployments */.og)({ ...place, environment: name }).then(() => null, (error) => (name === null ? null : (0,report_channel/* refusalOf */.Of)(error))));
    const texts = new Set();
    for (const refusal of refusals) {
        if (refusal === null)
            continue;
        if ((0,report_channel/* isOfToken */.XX)(refusal))
            warnings.deployment(refusal);
        else
            texts.add(refusal.message);
    }
    for (const text of texts)
        runner.annotate('warning', 'Deployments not closed', `${text} The sweep continues.`);
}

;// CONCATENATED MODULE: ./build/report/sweep/github.js






function sweepOnGitHub(given) {
    const context = { ...given, github: given.github === null ? null : listedOnce(given.github) };
    const pulls = (0,finder/* createPullFinder */.Q)(context.github);
    const warnings = (0,answers_warnings/* gitHubWarnings */.t7)({ ...context, continues: 'sweep' });
    const comments = commentCloser({ ...context, warnings }, pulls);
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
            const place = { ...context, pulls, warnings };
            const closing = closeDeployments(place, states, (sentence) => deployments.push(sentence));
            await (0,end_limit/* withinEnd */.z)(context.clock, warnings, Promise.all([...begun, closing]));
            comments.warn();
            return { deployments, comments: comments.updated };
        },
    };
}
/**
 * Reads the comments of a pull request once for a service: the adapter knows a comment that it has found, and where there is
 * none, a sweep writes none. One request after the other, so that the first one has found out.
 */
function listedOnce(github) {
    const turns = new Map();
    const without = new Set();
    return {
        ...github,
        updateComment(pull, markers, textFor) {
            const key = `${String(pull)} ${markers.join(' ')}`;
            const update = async () => {
                if (without.has(key))
                    return;
                await github.updateComment(pull, markers, (current) => {
                    if (current === null)
                        without.add(key);
                    return textFor(current);
                });
            };
            const turn = (turns.get(key) ?? Promise.resolve()).then(update, update);
            turns.set(key, turn);
            return turn;
        },
    };
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/scene.js
var roles_scene = __webpack_require__(16061);
// EXTERNAL MODULE: ./build/domain/task-sets/sweep/sweep.js + 9 modules
var sweep = __webpack_require__(62862);
// EXTERNAL MODULE: ./build/domain/task-sets/report/beyond-lease.js
var beyond_lease = __webpack_require__(44988);
// EXTERNAL MODULE: ./build/domain/task-sets/model/blank-memory.js
var blank_memory = __webpack_require__(27995);
// EXTERNAL MODULE: ./build/domain/task-sets/tags/rollback-tags.js
var rollback_tags = __webpack_require__(98511);
// EXTERNAL MODULE: ./build/domain/task-sets/report/releases.js
var releases = __webpack_require__(23606);
// EXTERNAL MODULE: ./build/domain/task-sets/report/report.js + 13 modules
var report = __webpack_require__(28218);
;// CONCATENATED MODULE: ./build/domain/task-sets/report/swept.js






function sweptState(request, { first, last, done }) {
    const scene = (0,roles_scene/* sceneOf */.c)(request, last, { ...(0,blank_memory/* blankMemory */.s)(last.nowMs), swept: done });
    const before = (0,releases/* releasesIn */.yI)((0,roles_scene/* sceneOf */.c)(request, first, (0,blank_memory/* blankMemory */.s)(first.nowMs)));
    const found = { releases: before, news: [], lastSwitch: (0,rollback_tags/* lastSwitchIn */.QW)(first.service.tags) };
    const seen = (0,releases/* seeReleases */.ij)(found, request.release.id, scene);
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

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
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
        const beyondLease = world === null ? [] : (0,beyond_lease/* sweptBeyondLease */.R)(request, world);
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


/***/ }),

/***/ 57316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ei: () => (/* binding */ sweepSentence),
/* harmony export */   RI: () => (/* binding */ sweepSummary),
/* harmony export */   f5: () => (/* binding */ isWell),
/* harmony export */   ve: () => (/* binding */ beyondLeaseLines),
/* harmony export */   wl: () => (/* binding */ beyondLeaseTable)
/* harmony export */ });
/* harmony import */ var _domain_common_values_count_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48993);
/* harmony import */ var _domain_common_report_apply_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46814);
/* harmony import */ var _domain_common_report_swept_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6491);
/* harmony import */ var _messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67219);
// The job summary of a sweep.




/** If another run took the service over, that run is responsible for it. */
const isWell = ({ result }) => result === 'swept' || result === 'repaired' || result === 'stood-down';
/** The whole sweep in a sentence. */
function sweepSentence(services) {
    const red = services.filter((one) => !isWell(one));
    const done = services.filter((one) => one.done.length > 0).length;
    const count = (0,_domain_common_values_count_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(services.length, 'service');
    const isLeft = services.some((one) => below(one).length > 0);
    const what = done === 0 ? (0,_domain_common_report_swept_js__WEBPACK_IMPORTED_MODULE_2__/* .nothingDone */ .m)(isLeft) : `changed ${done}`;
    const looked = red.length === 0 ? '' : `; check ${red.map(({ service }) => service).join(', ')}`;
    return `Swept ${count}: ${what}${looked}.`;
}
/** A row for each service, then the commands that a person may have to run. */
function sweepSummary(services) {
    const isClean = services.every(isWell);
    const rows = services.map((one) => [
        (0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(one.service),
        (0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(one.cluster),
        isWell(one) ? one.result : `**${one.result}**`,
        cell(one.done, below(one).length > 0 ? '–' : 'nothing to sweep'),
        cell(isWell(one) ? below(one) : [one.message, ...below(one)], ''),
    ]);
    const commands = services.flatMap((one) => one.commands);
    return `${(0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .paragraphs */ .qN)([
        `### ${isClean ? '🧹 Swept' : '❌ Not all swept'}`,
        (0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(sweepSentence(services)),
        services.length === 0
            ? null
            : (0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['Service', 'Cluster', 'Result', 'Done', 'Left alone because'], rows),
        beyondLeaseTable(services),
        commands.length === 0 ? null : `By hand:\n\n${(0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .codeBlock */ .DV)(commands)}`,
    ])}\n`;
}
/** The services that still run a version that they no longer need, for people who look after a whole cluster. `null`: none does. */
function beyondLeaseTable(services) {
    const rows = services.flatMap((one) => one.beyondLease.map(({ words }) => [(0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(one.service), (0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(one.cluster), (0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(words)]));
    return rows.length === 0 ? null : (0,_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['Service', 'Cluster', 'Still runs beyond its lease'], rows);
}
/** The same, a line each. */
const beyondLeaseLines = ({ beyondLease: sets, ...named }) => sets.map(({ words }) => `${(0,_domain_common_report_apply_js__WEBPACK_IMPORTED_MODULE_3__/* .formatNamed */ .vq)(named)}: ${words}`);
const below = ({ leftAlone, details }) => [...leftAlone, ...details];
const cell = (lines, none) => lines.length === 0 ? none : lines.map(_messages_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj).join('<br>');


/***/ })

};
