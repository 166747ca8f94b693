export const id = 1615;
export const ids = [1615];
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

/***/ 1615:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sweepAll: () => (/* binding */ sweepAll)
});

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
// EXTERNAL MODULE: ./build/bundled/domain/common/report/swept.js
var swept = __webpack_require__(5538);
;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/finding.js
// What a sweep finds at a service.


const doing = (step) => ({ kind: 'do', step, isLongOver: false });
/** The step, unless AWS has refused it for good. Then the end lists it as undone. */
function tryingTo(scene, step) {
    const next = step === null ? null : (0,core.domain_task_sets_roles_scene_js_unlessAbandoned)(scene, step);
    return next === null ? [] : [doing(next)];
}
const leftAlone = (text) => left(text, { needsPerson: false, commands: [] });
const forPerson = (text, commands = []) => left(text, { needsPerson: true, commands });
/** A line of a list. The texts come from many places: none of them ends with a full stop here. */
const left = (text, more) => ({
    kind: 'left',
    sentence: (0,core.domain_common_values_sentence_js_withoutStop)(text),
    ...more,
});

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/moving.js
// When a sweep moves production traffic.



/** Whether the problem was seen for longer than a read may be stale. */
const hasBeenAstray = ({ memory, world }) => memory.astraySinceMs !== null && world.nowMs - memory.astraySinceMs >= core.domain_common_run_refusal_js_staleReadMs;
/** The same for a live set that can't serve. */
const hasBeenUnserved = ({ memory, world }) => memory.unhealthyLiveSinceMs !== null && world.nowMs - memory.unhealthyLiveSinceMs >= core.domain_common_run_refusal_js_staleReadMs;
const readAgain = doing((0,core.domain_task_sets_model_make_step_js_wait)('prepare', 'reading-back', 'what is live does not serve, so it is read again', 1000));

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/rollback.js
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
        ((0,core.domain_task_sets_roles_ours_js_isOurs)(set) || (0,core.domain_task_sets_roles_ours_js_isAdopted)(world, set))) ?? null);
}
/** The last rollback took production from it. If it still has the label, AWS refused to move that: nobody returns to it. */
const wasRolledBack = ({ world }, set) => (0,core.domain_task_sets_tags_rolled_back_js_wasLastRolledBack)(world, set) && (0,core.domain_task_sets_roles_kept_green_js_keptGreen)(world)?.set !== set;
/**
 * Finishes the rollback of a run that was killed; both switch and rollback begin with the label. Begins a rollback only
 * within the lease of a killed run, if the live set can't serve and blue can.
 */
function rollbackFindings(scene, live) {
    const { world, memory } = scene;
    const blue = rollbackTargetOf(scene, live);
    if (blue === null)
        return [];
    const isBegun = blue.status === 'PRIMARY' && !wasRolledBack(scene, blue);
    if (isBegun && (0,core.domain_task_sets_roles_staged_js_isStaged)(world, live))
        return [
            forPerson(`somebody else moved production to ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(live)}, which waits for its promotion. Run the command rollback, which ` +
                `returns it to ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)}`),
        ];
    const isDown = (0,core.domain_task_sets_health_readiness_js_hasNoHealthyTarget)(world, live.attachment?.group);
    const compared = { blue, green: isDown ? null : live, carried: null, isForced: false };
    const isToLeave = isDown ? (0,core.domain_task_sets_health_comparison_js_compare)(world, compared).isYes : (0,core.domain_task_sets_health_comparison_js_isBlueToServe)(world, live, blue);
    if (!isBegun && !(isToLeave && isPromised(scene, live)))
        return [];
    if (!isBegun && !(hasBeenAstray(scene) || hasBeenUnserved(scene)))
        return [readAgain];
    const because = isBegun
        ? `a run that was killed had begun to roll back from ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(live)} to ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)}`
        : `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(live)} can't serve, its run was killed, and its blue can: ${(0,core.domain_task_sets_health_comparison_js_describeComparison)(world, { ...compared, green: live })}`;
    const percent = (0,core.domain_task_sets_tags_lease_js_fullScale)(world.service.tags, blue);
    if (blue.scalePercent < percent) {
        const raise = { kind: 'scale', set: blue.arn, percent };
        const raising = tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('rollback', 'waiting-for-blue-to-serve', because, raise));
        if (raising.length > 0)
            return raising;
    }
    const able = (0,core.domain_task_sets_health_comparison_js_compare)(world, compared);
    const isStarting = blue.running < blue.computedDesired && !isDown;
    if (!able.isYes || isStarting) {
        const isHopeful = world.nowMs - memory.startedAtMs < blueStartMs;
        const why = able.isYes ? `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)} is still starting tasks` : able.why;
        if (isHopeful)
            return [doing((0,core.domain_task_sets_model_make_step_js_wait)('rollback', 'waiting-for-blue-to-serve', why, 1000))];
        if (!able.isYes)
            return [forPerson(`${because}, but ${why}. Release a version, or roll back again`)];
    }
    const noted = noteBegun(scene, live, blue);
    return noted.length > 0 ? noted : moveTo(scene, live.attachment?.group, blue, because);
}
/** Between two rules, only the lease shows that the split is of a rollback. It was wiped, so it is written first. */
function noteBegun(scene, live, blue) {
    if (scene.world.service.tags.green === live.arn)
        return [];
    const tags = (0,core.domain_task_sets_tags_lease_js_leaseWith)(scene.world.service.tags, { green: live.arn, blue: blue.arn });
    const because = `the lease of ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(live)} was wiped, and its rollback is being finished`;
    return tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('rollback', 'writing-lease', because, { kind: 'tag-service', tags }));
}
/** Whether the lease or the bake of the release is still running, so that it may be rolled back. A forward-only release may not. */
function isPromised({ world }, live) {
    const { tags } = world.service;
    const isRunning = [tags['lease-until'], tags['bake-until']].some((at) => at !== undefined && Date.parse(at) > world.nowMs);
    return tags.green === live.arn && isRunning && (0,core.domain_task_sets_tags_contract_js_whyForwardOnly)(world, live) === null;
}
/** Label first, then one rule after the other, each without the sessions of what it leaves. */
function moveTo(scene, from, to, because) {
    const group = to.attachment?.group;
    if (from === undefined || group === undefined)
        return [];
    const labelled = to.status === 'PRIMARY'
        ? []
        : tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_restoring)((0,core.domain_task_sets_model_make_step_js_step)('rollback', 'labelling-blue', because, { kind: 'label', set: to.arn, withinMs: null })));
    if (labelled.length > 0)
        return labelled;
    const rules = scene.roles.production.filter((rule) => (0,core.domain_common_load_balancer_traffic_js_weightOf)(rule, from) > 0);
    const moves = rules.flatMap((rule) => tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_restoring)((0,core.domain_task_sets_model_make_step_js_step)('rollback', 'rolling-back', `${(0,core.domain_common_load_balancer_traffic_js_formatRule)(rule)} moves to ${(0,core.domain_common_values_arn_js_shortName)(group)}: ${because}`, (0,core.domain_task_sets_sessions_cut_js_returnTraffic)(scene, rule, from, group)))));
    if (moves.length > 0)
        return moves;
    const { commands, note } = (0,core.domain_task_sets_sessions_by_hand_js_byHand)(scene, rules, from, group);
    return [forPerson(`${because}, and AWS refused the rollback.${note}`, commands)];
}

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/weak-blue.js
// What a sweep does with a leased blue to which production could not return.









/** The run that keeps blue warm reports it. Nobody else would. `kept`: until when blue is leased. Empty: blue is well. */
function weakBlueFindings(scene, blue, kept) {
    const { weakBlue } = scene.memory;
    if (weakBlue === null)
        return (0,core.domain_task_sets_reset_reset_js_isCutOff)(scene.world, blue)
            ? [
                leftAlone(`${kept}. Its health is not checked: no rule holds its target group ${(0,core.domain_task_sets_warm_cut_off_js_sinceCutOff)(scene)}`),
            ]
            : [];
    const stranded = (0,core.domain_task_sets_warm_stranded_js_describeStranded)(scene, blue);
    const freeing = (0,core.domain_task_sets_model_attempt_js_orWhileTooEarly)((0,core.domain_task_sets_warm_stranded_js_freeStranded)(scene, blue, { phase: 'teardown', isBaking: false }), (ms) => (0,core.domain_task_sets_model_make_step_js_wait)('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to know the cut', ms));
    const freed = tryingTo(scene, freeing);
    if (freed.length > 0)
        return freed;
    if (!(0,core.domain_task_sets_warm_weak_blue_js_isCertain)(weakBlue) || isToWatch(scene, blue))
        return [
            doing((0,core.domain_task_sets_model_make_step_js_wait)('prepare', 'reading-back', `blue ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)} is read again: ${weakBlue.what}`, 1000)),
        ];
    const users = stranded === '' ? '' : `${stranded} `;
    const what = `${kept}, but ${weakBlue.what}. ${users}${(0,core.domain_task_sets_warm_weak_blue_js_adviceFor)(scene, weakBlue, blue)}`;
    // A sweep that has just returned production says so. The next one fails for blue.
    return [scene.memory.restored.length > 0 ? leftAlone(what) : forPerson(what)];
}
/** How long a sweep watches a blue that was down, and whose tasks are healthy for moments in between. */
const watchMs = 4 * core.domain_task_sets_warm_stranded_js_downMs;
/** Users are cut in a look that shows no healthy target, so a moment in which one is healthy doesn't end the watch. */
function isToWatch(scene, blue) {
    const { world, memory } = scene;
    const sinceMs = memory.weakBlue?.downSinceMs ?? null;
    if ((0,core.domain_task_sets_warm_stranded_js_isDownForGood)(scene, blue) || !(0,core.domain_task_sets_sessions_known_js_isReachedByCookies)(scene, blue))
        return false;
    if (sinceMs !== null)
        return world.nowMs - sinceMs < watchMs;
    return (0,core.domain_task_sets_warm_stranded_js_describeStranded)(scene, blue) !== '' && world.nowMs - memory.startedAtMs < core.domain_task_sets_warm_stranded_js_downMs;
}

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/sets.js
// What a sweep does with each task set that is not live.























/** Each set that is not live: removed once it has expired, otherwise listed with the reason. Foreign sets are only listed. */
function setFindings(scene) {
    const { leftovers, foreign } = scene.roles;
    const standing = leftovers.filter(({ status }) => status !== 'DRAINING');
    return [
        ...standing.flatMap((set) => ownFindings(scene, set)),
        ...leftovers.flatMap((set) => deletingFindings(scene, set)),
        ...foreign.map((set) => leftAlone(`${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} (${set.status}) is neither live nor made by this action, so it is never changed`)),
    ];
}
/** Nothing more can be done with a task set that is being deleted. It is named once ECS should have stopped its tasks. */
function deletingFindings({ world }, set) {
    const words = (0,core.domain_task_sets_sweep_deleting_js_outlivesDeletion)(world, set) ? (0,core.domain_task_sets_sweep_deleting_js_describeDeleting)(world, set) : null;
    return words === null ? [] : [leftAlone(words)];
}
function ownFindings(scene, set) {
    const { live } = scene.roles;
    const [serving] = live;
    const kept = keptAs(scene, set);
    const isWithoutLease = kept !== null || isLeftByReturn(scene, set) || wasRolledBack(scene, set);
    const isBlue = serving !== undefined && rollbackTargetOf(scene, serving) === set;
    if (live.length === 1 && isBlue && !(isWithoutLease && scene.world.service.tags.blue !== set.arn))
        return leased(scene, set, serving);
    const stays = kept === null ? null : whyKept(scene, kept);
    if (stays !== null)
        return [...unlabelled(scene, set), leftAlone(stays)];
    if ((0,core.domain_task_sets_roles_staged_js_isStaged)(scene.world, set))
        return staged(scene, set);
    if (isLeasedForward(scene, set))
        return [
            leftAlone(`${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} has the PRIMARY label but no traffic: its run ended before the switch, or somebody else has changed ` +
                `the weights since. Its lease ends at ${(0,core.domain_common_values_moment_js_formatTagTime)(scene.world.service.tags['lease-until'] ?? '', scene.world.nowMs)}. After that, a sweep removes it`),
        ];
    const noted = [...quarantining(scene, set), ...keeping(scene, set)];
    if (noted.length > 0)
        return noted;
    const why = kept === null ? 'it has no traffic, and its run is over' : `it ${(0,core.domain_task_sets_roles_kept_green_js_describeKept)(scene.world, kept)}`;
    return removal(scene, set, `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} of release ${set.tags.release ?? '(before this action)'}: ${why}`);
}
/** In a sentence; `null`: its time is over. */
function whyKept(scene, kept) {
    const { world } = scene;
    const what = `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(kept.set)} ${(0,core.domain_task_sets_roles_kept_green_js_describeKept)(world, kept)}`;
    if (Date.parse(kept.until) > world.nowMs)
        return what;
    const needed = kept.reason === 'fallback' ? (0,core.domain_task_sets_warm_fallback_js_whyStillNeeded)(scene) : null;
    return needed === null ? null : `${what}, and stays after that: ${needed}`;
}
/** AWS may have refused to move the label when the kept set was rolled back. */
function unlabelled(scene, kept) {
    const [live] = scene.roles.live;
    return kept.status === 'PRIMARY' && live !== undefined ? relabel(scene, live) : [];
}
/** This sweep rolled it back, or finished its rollback. */
const wasTaken = (scene, set) => isLeftByReturn(scene, set) ||
    (scene.world.service.tags.green === set.arn && scene.memory.lastOnRulesMs[set.arn] !== undefined);
/** Production returned from it to the kept green, which writes no lease, and nothing has cleaned up since. */
function isLeftByReturn({ world }, set) {
    const kept = (0,core.domain_task_sets_roles_kept_green_js_keptGreen)(world)?.set;
    return kept?.tags.blue === set.id && (0,core.domain_task_sets_warm_kept_return_js_isReturnUnfinished)(world, kept);
}
/** It may have to serve again until the live version has served well, as after any rollback. */
function keeping(scene, set) {
    const { world } = scene;
    const isDue = wasTaken(scene, set) && set.status === 'ACTIVE' && keptAs(scene, set) === null;
    if (!isDue || (0,core.domain_task_sets_roles_roles_js_isOnAnyRule)(world, set) || (0,core.domain_task_sets_warm_fallback_js_whyUnfit)(scene, set) !== null)
        return [];
    const tags = { 'kept-green': (0,core.domain_task_sets_roles_kept_green_js_formatKeptGreen)(set, world.nowMs + (0,core.domain_task_sets_warm_fallback_js_fallbackTimeMs)(world, set), 'fallback') };
    const because = `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} was rolled back, and is kept until the live version has served well`;
    return tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'keeping-green', because, { kind: 'tag-service', tags }));
}
/** None of its targets was healthy before this sweep took its traffic, so its content is quarantined. */
function quarantining(scene, set) {
    const { world, memory } = scene;
    const { tags } = world.service;
    const due = (0,core.domain_task_sets_revision_quarantine_js_quarantineTags)(world, set, 'serving');
    const isDown = memory.downOnRules.includes(set.arn);
    const isDue = wasTaken(scene, set) && isDown && !(0,core.domain_task_sets_roles_roles_js_isOnAnyRule)(world, set);
    if (!isDue || due.quarantined === undefined || tags.quarantined === due.quarantined)
        return [];
    const because = `the content of ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} is quarantined: it was rolled back without a healthy target`;
    return tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'quarantining', because, { kind: 'tag-service', tags: due }));
}
/** Blue of the live set. Removed once its lease is over, if the live set can serve without it. */
function leased(scene, blue, live) {
    const { world } = scene;
    const { tags } = world.service;
    const until = tags.blue === blue.arn && tags.green === live.arn ? tags['lease-until'] : undefined;
    if (until === undefined)
        return newLease(scene, blue, live);
    const latestMs = Math.max(Date.parse(until), Date.parse(tags['bake-until'] ?? until));
    const able = (0,core.domain_task_sets_health_readiness_js_canServe)(world, live, false);
    if (latestMs > world.nowMs) {
        const isUnwatched = Date.parse(tags['bake-until'] ?? '') > world.nowMs && (0,core.domain_task_sets_evolve_sweep_alive_js_isDeserted)(scene).isYes;
        const kept = `blue ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)} is leased as the rollback target until ${(0,core.domain_common_values_moment_js_formatMoment)(latestMs, world.nowMs)}` +
            (isUnwatched ? ', and nothing watches the bake of the live version, since its run is over' : '');
        if (!able.isYes)
            return [forPerson(`${kept}, and ${able.why}. Run the command rollback, or fix the live version`)];
        const weak = weakBlueFindings(scene, blue, kept);
        return weak.length > 0 ? weak : [leftAlone(kept)];
    }
    if (!able.isYes)
        return [
            forPerson(`the lease of blue ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)} is over, but the live version is unhealthy (${able.why}), and blue may be the only ` +
                'rollback target. Run the command rollback, or fix the live version'),
        ];
    const labelled = relabel(scene, live);
    const drained = labelled.length > 0 ? labelled : drainFindings(scene, blue, live);
    const found = drained.length > 0
        ? drained
        : removal(scene, blue, `blue ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)}: its lease ended at ${(0,core.domain_common_values_moment_js_formatTagTime)(until, world.nowMs)}`);
    // The run of the release may wait weeks for an approval and so not be over, but no job keeps blue that long.
    return evenIfItsRunGoesOn(found, latestMs + core.domain_task_sets_evolve_sweep_alive_js_jobLimitMs <= world.nowMs);
}
/** One step of its drain, if one is due. A sweep doesn't wait for the next. */
function drainFindings(scene, blue, live) {
    const next = (0,core.domain_task_sets_warm_drain_js_drainStep)(scene, blue, live, 'sweeping');
    if (next.kind === 'over')
        return [];
    if (next.kind === 'waiting')
        return [leftAlone(next.words)];
    const due = (0,core.domain_task_sets_model_attempt_js_orWhileTooEarly)(next.tried, (ms) => (0,core.domain_task_sets_model_make_step_js_wait)('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rules', ms));
    return due === null ? [] : [doing(due)];
}
const evenIfItsRunGoesOn = (found, isLongOver) => found.map((finding) => (finding.kind === 'do' ? { ...finding, isLongOver } : finding));
/** The tags were wiped, so the time of the switch is lost. The warm time from the tag of green starts again. */
function newLease(scene, blue, live) {
    const { world } = scene;
    const warm = (0,core.domain_common_values_duration_js_parseDuration)(live.tags['warm-time'] ?? '15m');
    const tags = {
        green: live.arn,
        blue: blue.arn,
        'switched-at': (0,core.domain_common_values_moment_js_iso)(world.nowMs),
        'lease-until': (0,core.domain_common_values_moment_js_iso)(world.nowMs + (warm.ok ? warm.seconds : 900) * 1000),
        'lease-scale': (0,core.domain_task_sets_tags_lease_js_formatLeaseScale)((0,core.domain_task_sets_tags_lease_js_leaseScaleAfterWipe)(blue)),
        ...(live.tags.drain === undefined ? {} : { drain: live.tags.drain }),
    };
    const because = `the lease of blue ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(blue)} was wiped. It starts again, and a later sweep ends it`;
    return tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'writing-lease', because, { kind: 'tag-service', tags }));
}
const relabel = (scene, live) => live.status === 'PRIMARY'
    ? []
    : tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'sweeping', `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(live)} has all the traffic, but not the PRIMARY label`, {
        kind: 'label',
        set: live.arn,
        withinMs: null,
    }));
/** Why and until when the set is kept after its rollback. `null`: it is not. */
function keptAs({ world }, set) {
    const kept = (0,core.domain_task_sets_roles_kept_green_js_keptGreen)(world);
    return kept?.set === set ? kept : null;
}
function staged(scene, set) {
    const { world, roles } = scene;
    const [live] = roles.live;
    const expires = set.tags.expires ?? '';
    const who = `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} is staged as release ${set.tags.release ?? ''}`;
    if (set.status === 'PRIMARY' && live !== undefined) {
        // Clears the tags before the label moves: a set that the tags name but that has lost the label looks like a rolled-back green.
        const names = core.domain_task_sets_forward_teardown_js_releaseTags.filter((name) => name !== 'scaling' && world.service.tags[name] !== undefined);
        const untag = { kind: 'untag-service', names };
        const because = `${who}, and the run that began to promote it is over`;
        const isNamed = world.service.tags.green === set.arn;
        const cleared = isNamed ? tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'clearing-tags', because, untag)) : [];
        return cleared.length > 0 ? cleared : relabel(scene, live);
    }
    if (Date.parse(expires) > world.nowMs)
        return [leftAlone(`${who} until ${(0,core.domain_common_values_moment_js_formatTagTime)(expires, world.nowMs)}`)];
    const expired = (0,core.domain_task_sets_revision_restage_js_formatExpired)(world, set);
    const because = `${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} of release ${set.tags.release ?? ''}: staged until ${(0,core.domain_common_values_moment_js_formatTagTime)(expires, world.nowMs)} and never promoted`;
    const noted = world.service.tags.expired === expired
        ? []
        : tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'sweeping', `keeps the staged revision in a tag, so that it can be staged again`, {
            kind: 'tag-service',
            tags: { expired },
        }));
    // The run may wait weeks for an approval, but a promotion has to begin before the expiry.
    const isLongOver = Date.parse(expires) + core.domain_task_sets_evolve_sweep_alive_js_jobLimitMs <= world.nowMs;
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
                leftAlone(`${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} is no longer needed, but it is PRIMARY, and ECS refuses to delete a PRIMARY task set. The next release moves the label`),
            ]
            : relabel(scene, live);
    if ((0,core.domain_task_sets_roles_roles_js_isOnAnyRule)(world, set)) {
        const freed = tryingTo(scene, (0,core.domain_task_sets_forward_supersede_js_freeTestRule)(scene, set));
        return freed.length > 0
            ? freed
            : [leftAlone(`${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} is over, but a rule still sends requests to its target group`)];
    }
    if (world.rules.length === 0)
        return [leftAlone(`${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(set)} is over, but no rule of its load balancer was found`)];
    const next = (0,core.domain_task_sets_model_attempt_js_orWhileTooEarly)((0,core.domain_task_sets_forward_supersede_js_remove)(scene, set, { phase: 'teardown', reason: 'sweeping', because }), (ms) => (0,core.domain_task_sets_model_make_step_js_wait)('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rules', ms));
    return next === null ? [] : [doing(next)];
}
/** Which service tags and auto scaling settings the remaining sets still need. */
function keptBy(scene) {
    const standing = scene.roles.leftovers.filter(({ status }) => status !== 'DRAINING');
    const others = standing.filter((set) => keptAs(scene, set) === null);
    if (others.some((set) => !(0,core.domain_task_sets_roles_staged_js_isStaged)(scene.world, set) || isLeasedForward(scene, set)))
        return 'everything';
    // Any idle set halves the average load (fact 21a).
    return standing.length > 0 ? 'scaling' : 'nothing';
}
/** Whether this action releases, or has released, to the service. */
const isKnownService = ({ world }) => Object.keys(world.service.tags).length > 0 || world.taskSets.some(core.domain_task_sets_roles_ours_js_isOurs);

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/astray.js
// Production traffic that goes where nothing of the service can answer.












/** No set is live. Only a PRIMARY of this action shows which set should be. */
function strandedFindings(scene) {
    const { green, pair, production } = scene.roles;
    if (green === null)
        return [];
    if (pair?.blue == null)
        return [forPerson(`PRIMARY ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(green)} gets no traffic, and no production rule for it is known`)];
    const { blue } = pair;
    const isElsewhere = production.some((rule) => (0,core.domain_common_load_balancer_traffic_js_weightOf)(rule, blue) > 0);
    if (isElsewhere && !(0,core.domain_task_sets_health_readiness_js_hasNoHealthyTarget)(scene.world, blue))
        return [
            forPerson(`PRIMARY ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(green)} gets no traffic. Target group ${(0,core.domain_common_values_arn_js_shortName)(blue)} gets it, and its healthy targets belong to no task set of this service`),
        ];
    const found = driftFindings(scene, green, blue);
    if (found.length > 0)
        return found;
    return [
        forPerson(`PRIMARY ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(green)} gets no traffic, because no production rule gives its target group any weight`),
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
    if ((0,core.domain_task_sets_health_readiness_js_hasNoHealthyTarget)(world, own)) {
        const isOther = primary !== undefined &&
            primary.attachment?.group === idle &&
            ((0,core.domain_task_sets_roles_ours_js_isOurs)(primary) || (0,core.domain_task_sets_roles_ours_js_isAdopted)(world, primary));
        return isOther && (0,core.domain_task_sets_health_readiness_js_isReady)(world, primary).isYes ? driftFindings(scene, primary, own) : [];
    }
    const healed = tryingTo(scene, (0,core.domain_task_sets_forward_heal_js_healSplit)(scene));
    return healed.length > 0 ? healed : (0,core.domain_task_sets_health_readiness_js_hasNoHealthyTarget)(world, idle) ? driftFindings(scene, live, idle) : [];
}
/** Production weight outside the live set that the sweep can't fix. It is reported, because the sweep would otherwise seem complete. */
function elsewhereFindings(scene) {
    const { roles, world } = scene;
    const [live, ...more] = roles.live;
    const stray = live === undefined || more.length > 0 ? null : (0,core.domain_task_sets_reset_stray_js_strayFrom)(scene, live.attachment?.group);
    if (live === undefined || stray === null)
        return [];
    const whose = (0,core.domain_task_sets_health_readiness_js_hasNoHealthyTarget)(world, stray.group)
        ? 'which has no healthy target'
        : 'whose healthy targets belong to no task set of this service';
    const what = `${(0,core.domain_common_load_balancer_traffic_js_formatSending)(stray.rules)} requests to target group ${(0,core.domain_common_values_arn_js_shortName)(stray.group)}, ${whose}`;
    return [leftAlone(`${what}, in addition to ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(live)}. ${(0,core.domain_task_sets_health_describe_traffic_js_describeTraffic)(roles)}`)];
}
/** Rules that somebody pointed at a group without healthy targets, while `home` is ready in the other group. */
function driftFindings(scene, home, away) {
    const { world, roles, request } = scene;
    const to = home.attachment?.group;
    const rules = roles.production.filter((rule) => (0,core.domain_common_load_balancer_traffic_js_weightOf)(rule, away) > 0);
    if (to === undefined || rules.length === 0)
        return [];
    const what = `${(0,core.domain_common_load_balancer_traffic_js_formatSending)(rules)} requests to target group ${(0,core.domain_common_values_arn_js_shortName)(away)}, which has no healthy target`;
    const ready = (0,core.domain_task_sets_health_readiness_js_isReady)(world, home);
    if (!ready.isYes)
        return [
            forPerson(`${what}, and ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(home)} is not ready (${ready.why}). ${(0,core.domain_task_sets_health_describe_traffic_js_describeTraffic)(roles)}`),
        ];
    if (!hasBeenAstray(scene))
        return [readAgain];
    if (request.onDrift === 'restore') {
        const why = `somebody else pointed it at ${(0,core.domain_common_values_arn_js_shortName)(away)}, which has no healthy target, and ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(home)} is ready`;
        const moves = rules.flatMap((rule) => {
            const because = `${(0,core.domain_common_load_balancer_traffic_js_formatRule)(rule)} moves to ${(0,core.domain_common_values_arn_js_shortName)(to)}: ${why}`;
            const next = (0,core.domain_task_sets_sessions_cut_js_moveAway)(scene, rule, { from: away, to }, { phase: 'teardown', reason: 'restoring-drift', because });
            return tryingTo(scene, { ...next, aim: 'restore-drift' });
        });
        if (moves.length > 0)
            return moves;
    }
    const { commands, note } = (0,core.domain_task_sets_sessions_by_hand_js_byHand)(scene, rules, away, to);
    return [
        forPerson(`${what}, while ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(home)} is ready in ${(0,core.domain_common_values_arn_js_shortName)(to)}: somebody else changed the weights. Find what writes the rules ` +
            '(infrastructure code that resets weights should ignore them). Then run the commands below, or sweep with on-drift: restore.' +
            note, commands),
    ];
}

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/reset.js
// What a sweep does with rules that something else reset.






/** Repairs them with `on-drift: restore`, and otherwise reports what does. */
function resetFindings(scene, reset) {
    if (!hasBeenAstray(scene))
        return [readAgain];
    const what = `${(0,core.domain_task_sets_reset_describe_reset_js_describeReset)(scene, reset)}. ${(0,core.domain_task_sets_health_describe_traffic_js_describeTraffic)(scene.roles)}`;
    const { commands, note } = (0,core.domain_task_sets_reset_describe_reset_js_repairByHand)(scene, reset);
    if (scene.request.onDrift !== 'restore')
        return [forPerson(`${what} ${(0,core.domain_task_sets_reset_describe_reset_js_repairAdvice)(scene, reset)}`, commands)];
    const next = (0,core.domain_task_sets_rollback_repair_js_nextRepair)(scene, reset);
    switch (next.kind) {
        case 'step':
            return [doing(next.step)];
        case 'wait':
            return [doing((0,core.domain_task_sets_model_make_step_js_wait)('prepare', 'reading-back', next.why, 1000))];
        case 'stuck':
            return [
                forPerson(`${what} It was not repaired: ${next.why}. Run the commands below.${note}`, commands),
            ];
    }
}

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/kept-live.js
// What a sweep does with production that something else moved to a kept green, or that needs one.












/**
 * A green whose rollback is over has production traffic, on some rules or on all, and the label says that nobody returned
 * to it. While the tag `lease` names it, its rollback is not over. `null`: that is not so.
 */
function keptLiveIn({ world, roles: { live } }) {
    const kept = (0,core.domain_task_sets_roles_kept_green_js_keptGreen)(world)?.set;
    const home = world.taskSets.find(({ status }) => status === 'PRIMARY');
    if (kept === undefined || home === undefined || home === kept || !live.includes(kept))
        return null;
    const isOver = world.service.tags.green !== kept.arn;
    return isOver && live.every((set) => set === kept || set === home) ? { kept, home } : null;
}
/** No release moved it, so a sweep begins nothing, unless `on-drift: restore` asks for it. Then it does so for every rule. */
function keptLiveFindings(scene, { kept, home }) {
    const { world, request, memory, roles } = scene;
    const [from, to] = [kept.attachment?.group, home.attachment?.group];
    if (from === undefined || to === undefined || from === to)
        return [];
    if (memory.rollbackBegunMs === null && world.nowMs - (memory.still?.sinceMs ?? 0) < core.domain_common_run_refusal_js_staleReadMs)
        return [
            doing((0,core.domain_task_sets_model_make_step_js_wait)('prepare', 'reading-back', 'a kept green has traffic: the rules are read again', 1000)),
        ];
    const what = `somebody else moved production to ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(kept)}, which was rolled back and is only kept`;
    const compared = { blue: home, green: kept, carried: null, isForced: false };
    const isBetter = (0,core.domain_task_sets_health_comparison_js_compare)(world, compared).isYes;
    if (request.onDrift === 'restore' && isBetter)
        return moveTo(scene, from, home, `${what}: ${(0,core.domain_task_sets_health_comparison_js_describeComparison)(world, compared)}`);
    const rules = roles.production.filter((rule) => (0,core.domain_common_load_balancer_traffic_js_weightOf)(rule, from) > 0);
    const { commands, note } = (0,core.domain_task_sets_sessions_by_hand_js_byHand)(scene, rules, from, to);
    const advice = isBetter
        ? `Run the command rollback, the commands below, or sweep with on-drift: restore: each returns it to ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(home)}.${note}`
        : `It stays there, since ${(0,core.domain_task_sets_health_comparison_js_describeComparison)(world, compared)}. Release a version that works`;
    return [
        forPerson(`${what}. ${(0,core.domain_task_sets_health_describe_traffic_js_describeTraffic)(roles)} Find what writes the rules (infrastructure code that resets weights should ignore ` +
            `them). ${advice}`, isBetter ? commands : []),
    ];
}
/** What is live can't serve, and the kept green can. It was rolled back, so a person decides, unless a run had begun. */
function returnFindings(scene, due) {
    const { from, kept } = due;
    const isBegun = kept.status === 'PRIMARY';
    if (!isBegun && !(hasBeenAstray(scene) || hasBeenUnserved(scene)))
        return [readAgain];
    const numbers = (0,core.domain_task_sets_warm_kept_return_js_describeReturn)(scene.world, due);
    if (isBegun)
        return moveTo(scene, from.attachment?.group, kept, `a run that was killed had begun to return production to the kept green: ${numbers}`);
    return [
        forPerson(`${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(from)} can't serve: ${numbers}. Run the command rollback, which returns production to the kept green, or ` +
            'release a version that works'),
    ];
}

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/traffic.js
// What a sweep finds wrong with production traffic.












/**
 * What is wrong with production traffic, to be fixed before anything is removed: production on two sets, an unfinished
 * rollback, weight on a group without healthy targets. Empty: every production rule leads to healthy targets.
 */
function trafficFindings(scene) {
    const [only, ...more] = scene.roles.live;
    const keptLive = keptLiveIn(scene);
    if (keptLive !== null)
        return keptLiveFindings(scene, keptLive);
    if (more.length > 0)
        return splitFindings(scene);
    const reset = (0,core.domain_task_sets_reset_reset_js_resetOf)(scene);
    if (reset !== null)
        return resetFindings(scene, reset);
    if (only === undefined)
        return strandedFindings(scene);
    const due = (0,core.domain_task_sets_warm_kept_return_js_dueReturnIn)(scene);
    if (due?.from === only)
        return returnFindings(scene, due);
    const rollback = rollbackFindings(scene, only);
    const found = rollback.length > 0 ? rollback : astrayFindings(scene, only);
    return found.length > 0 ? found : tryingTo(scene, (0,core.domain_task_sets_forward_heal_js_raiseLive)(scene));
}
function splitFindings(scene) {
    const { live, production } = scene.roles;
    const names = live.map(core.domain_task_sets_roles_describe_set_js_formatSet).join(' and ');
    if (!isOfASwitch(scene))
        return [
            forPerson(`production is split between ${names}, but not by a release of this action. ` +
                'If one of the rules is for tests, name it with test-rule. Otherwise set its weights to one group'),
        ];
    const next = tryingTo(scene, (0,core.domain_task_sets_forward_heal_js_healSplit)(scene));
    if (next.length > 0)
        return next;
    const [first, second] = live.map(({ attachment }) => attachment?.group);
    const onSecond = production.filter((rule) => second !== undefined && (0,core.domain_common_load_balancer_traffic_js_weightOf)(rule, second) > 0);
    const { commands, note } = (0,core.domain_task_sets_sessions_by_hand_js_byHand)(scene, onSecond, second, first);
    return [
        forPerson(`production is split between ${names}, and AWS refused to move it to one of them.${note}`, commands),
    ];
}
/**
 * The lease is written before the first rule, also by a sweep that finishes a rollback without one. If it was wiped during a
 * switch, green still has the label and names its blue.
 */
function isOfASwitch({ roles, world }) {
    const { live } = roles;
    if ((0,core.domain_task_sets_roles_roles_js_isOnThirdGroup)(world, live))
        return false;
    if (live.some(({ arn }) => arn === world.service.tags.green))
        return true;
    const primary = live.find(({ status }) => status === 'PRIMARY');
    return live.some((set) => set !== primary && set.id === primary?.tags.blue);
}

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/sweep/sweep.js
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
        : [
            ...tryingTo(scene, (0,core.domain_task_sets_checks_left_tasks_js_stopLeftTests)(scene)),
            ...migrationFindings(scene),
            ...setFindings(scene),
            ...cleanupFindings(scene),
            ...elsewhereFindings(scene),
        ];
    const [next] = found.filter(isDoing);
    const deserted = (0,core.domain_task_sets_evolve_sweep_alive_js_isDeserted)(scene);
    if (next === undefined || deserted.isYes || next.isLongOver)
        return found;
    if (deserted.againInMs > 0)
        return [doing((0,core.domain_task_sets_model_make_step_js_wait)('prepare', 'sweeping', deserted.why, deserted.againInMs))];
    return [
        leftAlone(deserted.why),
        ...found.filter((finding) => finding.kind === 'left' && !finding.needsPerson),
    ];
}
const isDoing = (finding) => finding.kind === 'do';
const isLeft = (finding) => finding.kind === 'left';
/** Services that this action can't release to. */
function refusals(scene) {
    const { world, roles } = scene;
    const { service, loadBalancers } = world;
    if (service.controller !== 'EXTERNAL')
        return [
            forPerson(`the service has the deployment controller ${service.controller}, but only services with EXTERNAL have task sets to sweep`),
        ];
    const outside = (0,core.domain_task_sets_health_outside_js_describeOutside)(service);
    if (outside !== null)
        return [forPerson(outside)];
    if (service.status !== 'ACTIVE')
        return [leftAlone(`the service is ${service.status}`)];
    const unbalanced = (0,core.domain_task_sets_reset_describe_reset_js_describeNoBalancer)(scene);
    if (unbalanced !== null)
        return [leftAlone(unbalanced)];
    if (loadBalancers.some(({ type }) => type !== 'application'))
        return [leftAlone('its load balancer is not an application load balancer')];
    const groups = roles.live.map(({ attachment }) => attachment?.group);
    if (new Set(groups).size < groups.length)
        return [
            forPerson('several task sets are in the same live target group. Find out what created them. A release needs a group with one task set'),
        ];
    return [];
}
/** What became of a migration is noted within the hour in which ECS shows it. One that runs is never stopped. */
const migrationFindings = (scene) => [
    ...tryingTo(scene, (0,core.domain_task_sets_migrations_migrate_js_noteMigration)(scene, 'teardown')),
    ...(0,core.domain_task_sets_migrations_failures_js_describeOpenMigration)(scene).map(leftAlone),
    ...tryingTo(scene, (0,core.domain_task_sets_migrations_contract_js_noteContract)(scene, 'teardown') ?? keepPlannedOf(scene)),
    ...(0,core.domain_task_sets_migrations_contract_end_js_describeOpenContract)(scene).map(leftAlone),
];
const isOlderLeft = ({ world }, live) => (0,core.domain_task_sets_tags_contract_js_olderThan)(world, live).some(({ status }) => status !== 'DRAINING');
/** A sweep that clears the lease leaves a contract to the command teardown. */
function keepPlannedOf(scene) {
    const [live, ...more] = scene.roles.live;
    if (live === undefined || more.length > 0 || isOlderLeft(scene, live))
        return null;
    return (0,core.domain_task_sets_migrations_contract_js_notePlanned)(scene, live, 'teardown');
}
/** Once no set needs them: auto scaling as before the release, and no tags of the release. */
function cleanupFindings(scene) {
    const sessions = tryingTo(scene, (0,core.domain_task_sets_sessions_restore_js_restoreSessions)(scene, 'teardown') ?? settled(scene));
    if (sessions.length > 0)
        return sessions;
    const kept = keptBy(scene);
    if (kept === 'everything')
        return [];
    if (kept === 'nothing' && (0,core.domain_task_sets_forward_teardown_js_scalingToRestore)(scene) !== null) {
        // Tasks of a draining set still halve the average load (fact 21a).
        const draining = scene.world.taskSets.find(({ status }) => status === 'DRAINING');
        // A sweep waits for what was just deleted, and not each time again for protected tasks.
        const isNew = draining !== undefined && !(0,core.domain_task_sets_sweep_deleting_js_outlivesDeletion)(scene.world, draining);
        const waiting = isNew ? (0,core.domain_task_sets_forward_teardown_js_awaitVanishing)(scene, draining) : null;
        if (waiting !== null)
            return [doing(waiting)];
        if (draining !== undefined && draining.running + draining.pending > 0)
            return [leftAlone(`a later sweep restores auto scaling, once ${(0,core.domain_task_sets_roles_describe_set_js_formatSet)(draining)} is gone`)];
        const restored = (0,core.domain_task_sets_forward_teardown_js_restoreScaling)(scene, 'teardown');
        if (restored !== null)
            return [doing(restored)];
    }
    return clearing(scene, kept === 'scaling' || (0,core.domain_task_sets_forward_teardown_js_scalingToRestore)(scene) !== null);
}
/** Only a sweep that has work takes the fence. */
const settled = (scene) => scene.memory.fence === null || scene.world.service.tags.sessions === undefined
    ? null
    : (0,core.domain_task_sets_sessions_note_js_settleSessions)(scene, 'teardown');
function clearing(scene, isScalingKept) {
    const { tags } = scene.world.service;
    const names = [
        ...core.domain_task_sets_forward_teardown_js_releaseTags.filter((name) => !(name === 'scaling' && isScalingKept)),
        ...((0,core.domain_task_sets_roles_kept_green_js_idleKeptGreen)(scene.world, scene.roles.live) === null ? ['kept-green'] : []),
    ].filter((name) => tags[name] !== undefined);
    if (names.length === 0 || (0,core.domain_task_sets_tags_contract_js_isLeaseNeeded)(scene.world))
        return [];
    return tryingTo(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'clearing-tags', 'the release that wrote them is over', {
        kind: 'untag-service',
        names,
    }));
}
/** The next step. The sweep takes the fence first, but never from a run that may still be in progress. */
const sweepOn = (scene) => {
    const next = sweepFindings(scene).find(isDoing);
    if (next === undefined)
        return null;
    if (!(0,core.domain_task_sets_model_step_js_isWrite)(next.step.act))
        return next.step;
    const comesInMs = (0,core.domain_task_sets_evolve_sweep_alive_js_fenceMayComeInMs)(scene);
    if (comesInMs > 0) {
        const because = 'there is no fence: a run in progress would write it again';
        return (0,core.domain_task_sets_model_make_step_js_wait)('prepare', 'fence-settling', because, Math.min(comesInMs, 5000));
    }
    return (0,core.domain_task_sets_forward_guards_js_holdFence)(scene) ?? next.step;
};
/** The tag shows that a sweep runs, to people and to runs that defer their teardown. It needs no fence. */
const markSweep = (scene) => {
    const { world, memory } = scene;
    const isMarked = Date.parse(world.service.tags['swept-at'] ?? '') >= memory.startedAtMs;
    if (!isKnownService(scene) || isMarked || world.service.controller !== 'EXTERNAL')
        return null;
    const tags = { 'swept-at': (0,core.domain_common_values_moment_js_iso)(world.nowMs) };
    return (0,core.domain_task_sets_roles_scene_js_unlessAbandoned)(scene, (0,core.domain_task_sets_model_make_step_js_step)('teardown', 'marking-sweep', 'records that a sweep ran', { kind: 'tag-service', tags }));
};
/** What was done, and what was left alone and why. Fails where a person has to act. */
const endSwept = (scene) => {
    const { request, memory } = scene;
    const found = sweepFindings(scene).filter(isLeft);
    const undone = (0,core.domain_task_sets_evolve_undone_js_leftUndone)(memory);
    const isRed = undone.length > 0 || found.some(({ needsPerson }) => needsPerson);
    const done = memory.swept.length === 0 ? (0,swept/* nothingDone */.m)(found.length > 0) : memory.swept.map(core.domain_common_values_sentence_js_withoutStop).join('; ');
    const isRepaired = memory.restored.length > 0 && isWhole(scene);
    const advice = isRed ? ' Check what is listed, then sweep again.' : '';
    return (0,core.domain_task_sets_model_make_step_js_step)('end', isRed ? (undone.length > 0 ? 'cleanup-incomplete' : 'left-alone') : isRepaired ? 'repaired' : 'swept', 'the sweep is over', {
        kind: 'end',
        result: isRed ? 'failed' : isRepaired ? 'repaired' : 'swept',
        message: `${isRed ? 'Not all swept' : 'Swept'} service ${request.service}: ${done}. ${describeLive(scene)}${advice}`,
        leftAlone: found.map(({ sentence }) => sentence),
        details: [...undone, ...(0,core.domain_task_sets_sessions_describe_js_describeCutRules)(scene)].map(core.domain_common_values_sentence_js_withoutStop),
        commands: found.flatMap(({ commands }) => commands),
    });
};
/** One task set has all that production rules give to the pair. */
const isWhole = (scene) => scene.roles.live.length === 1 && (0,core.domain_task_sets_reset_stray_js_strayFrom)(scene, scene.roles.live[0]?.attachment?.group) === null;
/** No release is in progress, so no task set is called blue or green. */
const describeLive = ({ roles, world }) => (0,core.domain_task_sets_health_describe_traffic_js_describeWhoServes)(world, roles, core.domain_task_sets_health_describe_traffic_js_noNames);

;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/decide/decide.js




const sweeping = [
    core.domain_task_sets_commands_elsewhere_js_refuseElsewhere,
    core.domain_task_sets_forward_guards_js_standDown,
    core.domain_task_sets_forward_guards_js_endOfCancel,
    core.domain_task_sets_forward_guards_js_settle,
    core.domain_task_sets_forward_guards_js_backOff,
    // It takes the fence itself, and only if there is something to do: a sweep must not end a run in progress.
    sweepOn,
    // After the work: the tag records that a sweep has seen this service.
    markSweep,
    endSwept,
];
/** The next step. Pure and total: the same request, world and memory give the same step. */
const decideNextStep = (request, world, memory) => request.command === 'sweep'
    ? (0,core.domain_task_sets_decide_releasing_js_decideBy)(sweeping, request, world, memory)
    : (0,core.domain_task_sets_decide_releasing_js_decideReleasing)(request, world, memory);

// EXTERNAL MODULE: ./build/bundled/domain/common/values/secrets.js
var values_secrets = __webpack_require__(5678);
// EXTERNAL MODULE: ./build/bundled/report/sweep/summary.js
var summary = __webpack_require__(6781);
;// CONCATENATED MODULE: ./build/bundled/report/sweep/outputs.js




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
            details: (0,core.domain_common_run_step_js_linesOf)({ details: one.details, leftAlone, commands }),
            reasonCode: reason,
        })),
        closedDeployments,
        startedAt: (0,core.domain_common_values_moment_js_iso)(times.startedAtMs),
        endedAt: (0,core.domain_common_values_moment_js_iso)(times.endedAtMs),
    };
    return (0,core.report_outputs_js_withoutRelease)({ result, 'reason-code': reasonCode, 'result-json': JSON.stringify(json) });
}

;// CONCATENATED MODULE: ./build/bundled/report/sweep/finish.js
// The end of a sweep: comments, Deployments, summary, outputs and exit code for all services.






/** Never rejects. */
async function finishSweep(context, gitHub, { request, services, startedAtMs }) {
    const { runner, clock, secrets } = context;
    const { deployments, comments } = await gitHub.end();
    const closed = [...deployments, ...comments];
    const late = services.flatMap(summary/* beyondLeaseLines */.ve);
    for (const line of [...closed, ...late, (0,summary/* sweepSentence */.Ei)(services)])
        runner.info((0,values_secrets/* masked */.Iv)(line, secrets));
    const page = [(0,summary/* sweepSummary */.RI)(services, request.release.runUrl), ...closed.map((line) => `- ${line}`)].join('\n');
    const times = { startedAtMs, endedAtMs: clock.now() };
    context.writeOutputs((0,core.report_outputs_js_maskedOutputs)(sweepOutputs(request, services, deployments, times), secrets));
    const red = services.filter((one) => !(0,summary/* isWell */.f5)(one));
    const problems = red.flatMap((one) => [one.message, ...(0,core.domain_common_run_step_js_linesOf)(one)]);
    if (red.length > 0)
        runner.fail('Not all swept', (0,values_secrets/* masked */.Iv)(problems.join('\n'), secrets));
    await (0,core.report_context_js_writeSummaryText)(context, `${page}\n`);
}

;// CONCATENATED MODULE: ./build/bundled/report/sweep/abandoned.js
// The comment of a release whose run vanished.











/** Where traffic is now, and what the sweep did. The text does not include the marker that starts a comment. */
function abandonedComment({ report: seen, done }, vanished) {
    const { releaseId, left } = vanished;
    const report = withLeftSince(seen, left);
    const { cluster, service } = report.request;
    const isLive = [releaseId, (0,core.report_stamp_js_stampIn)(left)?.releaseId].some((id) => report.liveReleases.includes(id ?? ''));
    const used = isLive ? null : (0,core.report_news_used_js_usedBefore)(left, taggedMs(report, left), report.lastSwitch);
    const text = (0,core.report_news_later_js_laterText)({
        title: titleOf((0,core.report_messages_markdown_js_code)(service), (0,core.report_messages_markdown_js_code)(cluster), stateFound({ report }, (0,core.report_stamp_js_stampIn)(left)), used),
        alert: (0,core.report_messages_markdown_js_alert)('WARNING', [whatHappened(report, vanished, isLive, used), '', ...whatWasDone(report, done)]),
        shown: report,
        isDated: !isLive,
        rollback: isLive ? rollbackParts(report) : [],
        version: null,
        current: left,
    });
    return `${text}\n\n<sub>As of ${(0,core.domain_common_values_moment_js_formatDay)(report.nowMs)}. Release ${(0,core.report_messages_markdown_js_plain)(releaseId)}${(0,core.domain_common_shown_service_key_js_formatPlace)(report.serviceKey)}.</sub>`;
}
/** What the sweep found of the release that a comment shows. `null`: its task set is gone, or a bake is in progress. */
const stateFound = ({ report: { found, news } }, stamp) => found.find(({ release }) => (0,core.domain_common_report_releases_js_shownId)(release) === stamp?.releaseId)?.state ??
    news
        .filter(({ release, change }) => (0,core.domain_common_report_releases_js_shownId)(release) === stamp?.releaseId && change !== 'removed')
        .map(core.domain_common_report_releases_js_stateAfter)[0] ??
    null;
function titleOf(service, cluster, state, used) {
    const isRolledBack = state === 'rolled-back';
    const words = isRolledBack ? 'rolled back, and ' : used?.isSeen === true ? 'no longer live, and ' : '';
    return `${isRolledBack ? '⏪' : '⚠️'} ${service} in ${cluster}: ${words}its run ended without a report`;
}
/** The comment names when its release got the traffic, if the tags don't. */
function withLeftSince(report, left) {
    const set = report.now.find(({ id }) => id === (0,core.report_stamp_js_stampIn)(left)?.releaseId)?.set;
    return set === undefined ? report : { ...report, live: (0,core.report_messages_traffic_js_withSince)(report.live, set, (0,core.report_messages_kept_js_liveSinceIn)(left)) };
}
/** When the tags say that it got the traffic. Its task set may be gone by now. */
const taggedMs = ({ now, releases }, left) => [...(releases ?? []), ...now].find((one) => (0,core.domain_common_report_releases_js_shownId)(one) === (0,core.report_stamp_js_stampIn)(left)?.releaseId)?.liveSinceMs ?? null;
/** What happened, and what to do. */
function whatHappened({ request: { release }, nowMs }, { releaseId, runId }, isLive, used) {
    const run = (0,core.report_messages_markdown_js_linkToRun)(release.runUrl, runId, null, 'Run');
    const next = isLive
        ? 'This release has production traffic, and its run no longer watches it. Run its job again to repeat all checks, or roll it back.'
        : `${(0,core.report_news_used_js_describeUsed)(used, '', nowMs)}This release has no production traffic. To release it, run its job again.`;
    return `${run} is over and did not report how release ${(0,core.report_messages_markdown_js_plain)(releaseId)} ended. ${next}`;
}
function whatWasDone({ request: { release } }, done) {
    const sweep = `A [sweep](${release.runUrl}) checked the service`;
    return done.length === 0 ? [`${sweep}.`] : [`${sweep}:`, '', ...done.map((line) => `- ${(0,core.report_messages_markdown_js_plain)(line)}`)];
}
/** As after any release that has ended. */
function rollbackParts(report) {
    const over = (0,core.domain_common_report_report_js_endReport)(report, { result: 'swept', reason: 'swept', message: '', details: [] }, report.nowMs);
    return [(0,core.report_messages_markdown_js_always)((0,core.report_messages_rollback_js_rollbackLine)(over)), (0,core.report_messages_markdown_js_goes)(6, 'the commands for a rollback by hand', (0,core.report_messages_rollback_js_commandsByHand)(over))];
}

;// CONCATENATED MODULE: ./build/bundled/report/sweep/comments.js
// Ends the comments of runs that vanished.








function commentCloser(closing, pulls) {
    const { github, runner, wantsComment, warnings } = closing;
    const updated = [];
    const refused = new Map();
    async function closeOne(seen, trace, closed) {
        try {
            const pull = await pulls.numberOf(trace);
            if (github === null || pull === null || closed.has(pull))
                return 'delivered';
            closed.add(pull);
            const sentence = await comments_close(closing, github, seen, pull);
            if (sentence !== null)
                updated.push(sentence);
            return 'delivered';
        }
        catch (error) {
            const refusal = (0,core.report_channel_js_refusalOf)(error);
            const text = refusal.message;
            if ((0,core.report_channel_js_isOfToken)(refusal))
                warnings.comment(refusal);
            else
                refused.set(text, [...(refused.get(text) ?? []), nameOf(trace)]);
            return (0,core.report_channel_js_deliveryAfter)(refusal);
        }
    }
    return {
        updated,
        async close(seen) {
            const closed = new Set();
            const deliveries = [];
            if (wantsComment)
                for (const trace of seen.pulls)
                    deliveries.push(await closeOne(seen, trace, closed));
            return (0,core.report_channel_js_worstOf)(deliveries);
        },
        warn() {
            if (wantsComment && github === null)
                runner.info('github-token is empty, so comments are not checked.');
            for (const [text, traces] of refused) {
                if (warnings.knows(text))
                    continue;
                const named = [...new Set(traces)].join(', ');
                runner.annotate('warning', 'Comments not checked', `${named}: ${text} The sweep continues.`);
            }
        },
    };
}
const nameOf = ({ pull, commit }) => pull === null ? `commit ${(0,core.domain_common_request_commit_js_shortCommit)(commit ?? '')}` : `#${String(pull)}`;
async function comments_close({ runs, secrets }, github, seen, pull) {
    let sentence = null;
    await github.updateComment(pull, (0,core.report_comment_key_js_commentOfReleases)(seen.report), async (current) => {
        const left = current ?? '';
        const releaseId = (0,core.report_messages_kept_js_releaseInProgress)(left);
        const runId = releaseId === null ? null : (0,core.domain_common_request_release_id_js_runOfRelease)(releaseId, seen.report.request.service);
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
    const shown = (0,core.report_stamp_js_stampIn)(run.left);
    if (shown === null)
        return text;
    const { request, seen: seenAt } = seen.report;
    const next = {
        ...shown,
        state: stateFound(seen, shown),
        seen: seenAt,
        runId: request.release.runId,
    };
    return (0,core.report_stamp_js_stamped)(next, { sinceMs: (0,core.report_messages_kept_js_liveSinceIn)(run.left), traffic: seen.report.traffic }, text);
}

;// CONCATENATED MODULE: ./build/bundled/report/sweep/deployments.js



/** A cluster may have a hundred services in one environment. */
const mostPages = 5;
/**
 * To the environments of the input and of the tags, or to any if neither names one. Never rejects: a refusal by GitHub is a warning (invariant 9). `onClosed`
 * gets a sentence for each.
 */
async function closeDeployments(context, seen, onClosed) {
    const { github, runs, environment, runner, warnings } = context;
    const owners = seen.map(({ report }) => report);
    const names = (0,core.report_deployments_open_js_environmentsOf)(environment, owners);
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
    const { commented } = context;
    const place = { context, github, owners, hasEnded, pages: mostPages, onClosed, commented };
    // Nobody asked for what no name leads to, so a refusal there is no warning.
    const places = names.length === 0 ? [null] : names;
    const refusals = await (0,core.few_at_once_js_fewAtOnce)(places, (name) => (0,core.report_deployments_open_js_closeLeftDeployments)({ ...place, environment: name }).then(() => null, (error) => (name === null ? null : (0,core.report_channel_js_refusalOf)(error))));
    const texts = new Set();
    for (const refusal of refusals) {
        if (refusal === null)
            continue;
        if ((0,core.report_channel_js_isOfToken)(refusal))
            warnings.deployment(refusal);
        else if (!warnings.knows(refusal.message))
            texts.add(refusal.message);
    }
    for (const text of texts)
        runner.annotate('warning', 'Deployments not closed', `${text} The sweep continues.`);
}

;// CONCATENATED MODULE: ./build/bundled/report/sweep/github.js







function sweepOnGitHub(given) {
    const context = { ...given, github: given.github === null ? null : listedOnce(given.github) };
    const pulls = (0,core.report_pulls_finder_js_createPullFinder)(context.github);
    const warnings = (0,core.report_answers_warnings_js_gitHubWarnings)(context);
    const comments = commentCloser({ ...context, warnings }, pulls);
    const states = [];
    const begun = new Map();
    const deployments = [];
    /** News come first: both may be about the same comment. */
    async function update(state) {
        const place = (0,core.report_news_channel_js_newsChannel)({ ...context, pulls, warnings });
        const news = await place.close({ ...state.report, pull: null, commit: null });
        return (0,core.report_channel_js_worstOf)([news, await comments.close(state)]);
    }
    return {
        add(state) {
            states.push(state);
            begun.set(state.report, update(state));
        },
        async end() {
            // Services of several clusters may share a name, so this needs all of them.
            const commented = (owner) => begun.get(owner);
            const place = { ...context, pulls, warnings, commented };
            const closing = closeDeployments(place, states, (sentence) => deployments.push(sentence));
            await (0,core.report_answers_end_limit_js_withinEnd)(context.clock, warnings, Promise.all([...begun.values(), closing]));
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
        updateComment(pull, key, textFor) {
            const which = `${String(pull)} ${key.marker}`;
            const update = async () => {
                if (without.has(which))
                    return;
                await github.updateComment(pull, key, (current) => {
                    if (current === null)
                        without.add(which);
                    return textFor(current);
                });
            };
            const turn = (turns.get(which) ?? Promise.resolve()).then(update, update);
            turns.set(which, turn);
            return turn;
        },
    };
}

// EXTERNAL MODULE: ./build/bundled/domain/task-sets/report/beyond-lease.js
var beyond_lease = __webpack_require__(9485);
;// CONCATENATED MODULE: ./build/bundled/domain/task-sets/report/swept.js






function sweptState(request, { first, last, done }) {
    const scene = (0,core.domain_task_sets_roles_scene_js_sceneOf)(request, last, { ...(0,core.domain_task_sets_model_blank_memory_js_blankMemory)(last.nowMs), swept: done });
    const before = (0,core.domain_task_sets_report_releases_js_releasesIn)((0,core.domain_task_sets_roles_scene_js_sceneOf)(request, first, (0,core.domain_task_sets_model_blank_memory_js_blankMemory)(first.nowMs)));
    const found = { releases: before, news: [], lastSwitch: (0,core.domain_task_sets_tags_rollback_tags_js_lastSwitchIn)(first.service.tags) };
    const seen = (0,core.domain_task_sets_report_releases_js_seeReleases)(found, request.release.id, scene);
    return {
        report: { ...(0,core.domain_task_sets_report_report_js_observedReport)((0,core.domain_common_report_report_js_lateReport)(asStatus(request), last.nowMs), last), request, ...seen },
        pulls: [...before, ...seen.found.map(({ release }) => release)]
            .filter(({ repository }) => repository === request.release.repository)
            .map(({ pull, commit }) => ({ pull, commit })),
        done,
    };
}
/** Which task set is blue and which is green, and how a rollback stands, is what the command status sees. */
const asStatus = (request) => ({ ...request, command: 'status' });

;// CONCATENATED MODULE: ./build/bundled/engine/sweep-all.js
// The sweep of several services: a few at a time, with one report.


















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
    const swept = await (0,core.few_at_once_js_fewAtOnce)(targets, (target) => sweepOne(sweeping, (0,core.inputs_sweep_scope_js_requestFor)(request, target), gitHub, signal));
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
            const what = (0,core.errors_js_messageOf)(error);
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
    const { observe, first } = keepingFirst((0,core.engine_observe_js_createObserver)(ports, request));
    try {
        const { step, world, memory } = await (0,core.engine_reconcile_js_reconcile)({
            ports,
            observe,
            request,
            decide: decideNextStep,
            listener: logTo(request, say),
            signal,
        });
        if (world !== null)
            gitHub.add(sweptState(request, { first: first() ?? world, last: world, done: memory.swept }));
        const { result, message, leftAlone = [], details, commands = [] } = step.act;
        for (const line of [message, ...(0,core.domain_common_run_step_js_linesOf)(step.act)])
            say(line);
        const end = { result, reason: step.reason, message, leftAlone, details, commands };
        const beyondLease = world === null ? [] : (0,beyond_lease/* sweptBeyondLease */.R)(request, world);
        return { cluster, service, ...end, done: memory.swept, beyondLease };
    }
    catch (error) {
        const { message, reason } = (0,core.report_messages_endings_js_bugEnding)((0,core.domain_common_report_report_js_beginReport)(request, clock.now()), error);
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
            const now = describeLive((0,core.domain_task_sets_roles_scene_js_sceneOf)(request, world, memory));
            if (traffic !== null && now !== traffic)
                say(`traffic: ${now}`);
            traffic = now;
            if ((0,core.domain_task_sets_model_step_js_isWrite)(step.act))
                say(`${step.reason}: ${step.because}`);
            else if (step.act.kind === 'wait')
                once(`waiting (${step.reason}): ${step.because}`);
        },
        onTrouble: (trouble) => {
            once((0,core.report_messages_log_lines_js_describeTrouble)(trouble));
        },
    };
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
