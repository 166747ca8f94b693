export const id = 3033;
export const ids = [3033];
export const modules = {

/***/ 5538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ nothingDone)
/* harmony export */ });
/** `isLeft`: something was left alone. */
const nothingDone = (isLeft) => isLeft ? 'nothing was done, and something was left alone' : 'nothing to sweep';


/***/ }),

/***/ 9485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ listedStatus),
/* harmony export */   R: () => (/* binding */ sweptBeyondLease)
/* harmony export */ });
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1822);






/** What a sweep left. */
const sweptBeyondLease = (request, world) => reported(world, (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_roles_scene_js_sceneOf)(request, world, (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_model_blank_memory_js_blankMemory)(world.nowMs)).roles.live);
/** For a service whose rules were not read: what has the PRIMARY label counts as live. */
function listedStatus(nowMs, service, sets) {
    const primary = sets.filter(({ status }) => status === 'PRIMARY');
    return {
        cluster: service.cluster,
        service: service.name,
        taskSets: sets.filter(({ status }) => status !== 'DRAINING').length,
        beyondLease: reported({ nowMs, service, taskSets: sets }, primary),
        deleting: sets.flatMap((set) => (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_sweep_deleting_js_describeListedDeleting)(nowMs, set) ?? []),
    };
}
const reported = (service, live) => (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_warm_beyond_lease_js_beyondLease)(service, live).map((overstay) => ({
    leftBecause: (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_warm_beyond_lease_js_whyNotSwept)(service, overstay.set),
    taskSetArn: overstay.set.arn,
    revision: (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_arn_js_shortName)(overstay.set.taskDefinition),
    running: overstay.set.running,
    createdAt: (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_moment_js_iso)(overstay.set.createdAtMs),
    endedAt: overstay.endedMs === null ? null : (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_moment_js_iso)(overstay.endedMs),
    words: wordsOf(service, overstay),
}));
function wordsOf(service, overstay) {
    const why = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_warm_beyond_lease_js_whyNotSwept)(service, overstay.set);
    return `${(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_warm_beyond_lease_js_describeOverstay)(service.nowMs, overstay)}${why === null ? '' : `. A sweep leaves it: ${why}`}`;
}


/***/ }),

/***/ 3033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  statusOfClusters: () => (/* binding */ statusOfClusters)
});

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
// EXTERNAL MODULE: ./build/bundled/domain/task-sets/report/beyond-lease.js
var beyond_lease = __webpack_require__(9485);
// EXTERNAL MODULE: ./build/bundled/domain/common/values/secrets.js
var values_secrets = __webpack_require__(5678);
// EXTERNAL MODULE: ./build/bundled/report/sweep/summary.js
var summary = __webpack_require__(6781);
;// CONCATENATED MODULE: ./build/bundled/report/cluster/text.js
// The status of a cluster in words: for the log, the outputs and the summary.




/** The whole status in a sentence. */
function clusterSentence({ clusters, services, unread }) {
    const late = services.filter(({ beyondLease }) => beyondLease.length > 0);
    const names = late.map(core.domain_common_report_apply_js_formatNamed).join(', ');
    const found = late.length === 0
        ? 'none runs a version beyond its lease'
        : `${(0,core.domain_common_values_count_js_formatCount)(late.length, 'service')} still ${late.length === 1 ? 'runs' : 'run'} a version beyond its lease: ${names}${advise(late)}`;
    const going = services.filter(({ deleting }) => deleting.length > 0);
    const ending = going.length === 0
        ? ''
        : ` Tasks of a task set that is being deleted still run in ${going.map(core.domain_common_report_apply_js_formatNamed).join(', ')}.`;
    const blind = unread.length === 0 ? '' : ` Not everything could be read: ${unread.map(formatUnread).join('; ')}.`;
    return `${(0,core.domain_common_values_count_js_formatCount)(services.length, 'service')} with the deployment controller EXTERNAL in ${formatClusters(clusters)}: ${found}.${ending}${blind}`;
}
/** A sweep ends only what this action made, behind a load balancer. */
function advise(late) {
    const isSwept = ({ leftBecause }) => leftBecause === null;
    const swept = late.filter(({ beyondLease }) => beyondLease.some(isSwept));
    const left = late.filter(({ beyondLease }) => !beyondLease.every(isSwept));
    const which = swept.length < late.length ? swept.map(core.domain_common_report_apply_js_formatNamed).join(', ') : late.length === 1 ? 'it' : 'them';
    const run = swept.length === 0 ? '' : `. Run the command sweep for ${which}`;
    return left.length === 0
        ? run
        : `${run}. A sweep leaves task sets of ${left.map(core.domain_common_report_apply_js_formatNamed).join(', ')}, for the reason next to each`;
}
/** A line for each task set that is being deleted: nothing is wrong with it. */
const deletingLines = ({ services }) => services.flatMap((one) => one.deleting.map((sentence) => `${(0,core.domain_common_report_apply_js_formatNamed)(one)}: ${sentence}`));
/** A line for each task set that is beyond its lease, and for what could not be read. */
const clusterLines = ({ services, unread }) => [
    ...services.flatMap(summary/* beyondLeaseLines */.ve),
    ...unread.map((one) => `not read: ${formatUnread(one)}`),
];
function clusterSummary(status) {
    const rows = status.unread.map(({ cluster, service, why }) => [
        service === null ? 'all' : (0,core.report_messages_markdown_js_code)(service),
        (0,core.report_messages_markdown_js_code)(cluster),
        (0,core.report_messages_markdown_js_plain)(why),
    ]);
    return `${(0,core.report_messages_markdown_js_paragraphs)([
        `### 🔎 Status of ${formatClusters(status.clusters)}`,
        (0,core.report_messages_markdown_js_plain)(clusterSentence(status)),
        (0,summary/* beyondLeaseTable */.wl)(status.services),
        deletingTable(status.services),
        rows.length === 0 ? null : (0,core.report_messages_markdown_js_table)(['Service', 'Cluster', 'Could not be read'], rows),
    ])}\n`;
}
function deletingTable(services) {
    const rows = services.flatMap((one) => one.deleting.map((sentence) => [(0,core.report_messages_markdown_js_code)(one.service), (0,core.report_messages_markdown_js_code)(one.cluster), (0,core.report_messages_markdown_js_plain)(sentence)]));
    return rows.length === 0 ? null : (0,core.report_messages_markdown_js_table)(['Service', 'Cluster', 'Being deleted'], rows);
}
const formatClusters = (names) => `${names.length === 1 ? 'cluster' : 'clusters'} ${names.join(', ')}`;
const formatUnread = ({ cluster, service, why }) => `${service === null ? `the services of cluster ${cluster}` : (0,core.domain_common_report_apply_js_formatNamed)({ cluster, service })} (${why})`;

;// CONCATENATED MODULE: ./build/bundled/report/cluster/finish.js





/** Fails if not everything could be read: what it doesn't show might run beyond its lease. Never rejects. */
async function finishClusterStatus(context, asked, status) {
    const { runner, secrets } = context;
    const lines = clusterLines(status).map((line) => (0,values_secrets/* masked */.Iv)(line, secrets));
    const sentence = (0,values_secrets/* masked */.Iv)(clusterSentence(status), secrets);
    const ending = deletingLines(status).map((line) => (0,values_secrets/* masked */.Iv)(line, secrets));
    for (const line of [...lines, ...ending, sentence])
        runner.info(line);
    const result = status.unread.length === 0 ? 'status' : 'failed';
    const reasonCode = status.unread.length === 0 ? 'status' : 'reads-failed';
    const json = jsonOf(context, asked, status, { result, reasonCode });
    const outputs = { result, 'reason-code': reasonCode, 'result-json': JSON.stringify(json) };
    context.writeOutputs((0,core.report_outputs_js_maskedOutputs)((0,core.report_outputs_js_withoutRelease)(outputs), secrets));
    if (result === 'failed')
        runner.fail('Status incomplete', [sentence, ...lines].join('\n'));
    else if (lines.length > 0)
        runner.annotate('warning', 'Beyond its lease', lines.join('\n'));
    await (0,core.report_context_js_writeSummaryText)(context, clusterSummary(status));
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
        startedAt: (0,core.domain_common_values_moment_js_iso)(startedAtMs),
        endedAt: (0,core.domain_common_values_moment_js_iso)(clock.now()),
    };
}

;// CONCATENATED MODULE: ./build/bundled/engine/status-all.js





/** One summary and one result for all services. What can't be read is named and doesn't stop the others. Never rejects. */
async function statusOfClusters(asking) {
    const { request, scope, services: port, clock } = asking;
    const startedAtMs = clock.now();
    const listed = await (0,core.few_at_once_js_fewAtOnce)(scope.clusters, (cluster) => listIn(port, cluster));
    const read = await (0,core.few_at_once_js_fewAtOnce)(listed.flatMap(({ services }) => services), (service) => statusOf(port, clock.now(), service));
    await finishClusterStatus(asking, { request, startedAtMs }, {
        clusters: scope.clusters.map(core.domain_common_values_arn_js_lastPart),
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
        return { services, unread: unread.map((one) => ({ cluster: (0,core.domain_common_values_arn_js_lastPart)(cluster), ...one })) };
    }
    catch (error) {
        return { services: [], unread: [{ cluster: (0,core.domain_common_values_arn_js_lastPart)(cluster), service: null, why: (0,core.errors_js_messageOf)(error) }] };
    }
}
/** A service with one task set has nothing beyond its lease, so its tags aren't asked for. */
async function statusOf(port, nowMs, listed) {
    const { service, sets } = listed;
    const isAlone = sets.filter(({ status }) => status !== 'DRAINING').length <= 1;
    try {
        return (0,beyond_lease/* listedStatus */.C)(nowMs, service, isAlone ? sets : await port.taggedSets(listed));
    }
    catch (error) {
        return { cluster: service.cluster, service: service.name, why: (0,core.errors_js_messageOf)(error) };
    }
}


/***/ }),

/***/ 6781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ei: () => (/* binding */ sweepSentence),
/* harmony export */   RI: () => (/* binding */ sweepSummary),
/* harmony export */   f5: () => (/* binding */ isWell),
/* harmony export */   ve: () => (/* binding */ beyondLeaseLines),
/* harmony export */   wl: () => (/* binding */ beyondLeaseTable)
/* harmony export */ });
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1822);
/* harmony import */ var _domain_common_report_swept_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5538);
// The job summary of a sweep.




/** If another run took the service over, that run is responsible for it. */
const isWell = ({ result }) => result === 'swept' || result === 'repaired' || result === 'stood-down';
/** The whole sweep in a sentence. */
function sweepSentence(services) {
    const red = services.filter((one) => !isWell(one));
    const done = services.filter((one) => one.done.length > 0).length;
    const count = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_count_js_formatCount)(services.length, 'service');
    const isLeft = services.some((one) => below(one).length > 0);
    const what = done === 0 ? (0,_domain_common_report_swept_js__WEBPACK_IMPORTED_MODULE_1__/* .nothingDone */ .m)(isLeft) : `changed ${done}`;
    const looked = red.length === 0 ? '' : `; check ${red.map(({ service }) => service).join(', ')}`;
    return `Swept ${count}: ${what}${looked}.`;
}
/** A row for each service, then the commands that a person may have to run. */
function sweepSummary(services, runUrl) {
    const cell = (lines, none) => lines.length === 0 ? none : lines.map((line) => (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_plainWithRuns)(line, runUrl)).join('<br>');
    const isClean = services.every(isWell);
    const rows = services.map((one) => [
        (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_code)(one.service),
        (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_code)(one.cluster),
        isWell(one) ? one.result : `**${one.result}**`,
        cell(one.done, below(one).length > 0 ? '–' : 'nothing to sweep'),
        cell(isWell(one) ? below(one) : [one.message, ...below(one)], ''),
    ]);
    const commands = services.flatMap((one) => one.commands);
    return `${(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_paragraphs)([
        `### ${isClean ? '🧹 Swept' : '❌ Not all swept'}`,
        (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_plain)(sweepSentence(services)),
        services.length === 0
            ? null
            : (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_table)(['Service', 'Cluster', 'Result', 'Done', 'Left alone because'], rows),
        beyondLeaseTable(services),
        commands.length === 0 ? null : `By hand:\n\n${(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_codeBlock)(commands)}`,
    ])}\n`;
}
/** The services that still run a version that they no longer need, for people who look after a whole cluster. `null`: none does. */
function beyondLeaseTable(services) {
    const rows = services.flatMap((one) => one.beyondLease.map(({ words }) => [(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_code)(one.service), (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_code)(one.cluster), (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_plain)(words)]));
    return rows.length === 0 ? null : (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.report_messages_markdown_js_table)(['Service', 'Cluster', 'Still runs beyond its lease'], rows);
}
/** The same, a line each. */
const beyondLeaseLines = ({ beyondLease: sets, ...named }) => sets.map(({ words }) => `${(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_report_apply_js_formatNamed)(named)}: ${words}`);
const below = ({ leftAlone, details }) => [...leftAlone, ...details];


/***/ })

};
