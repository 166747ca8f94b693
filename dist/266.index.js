export const id = 266;
export const ids = [266];
export const modules = {

/***/ 8266:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/action-io.js
var action_io = __webpack_require__(6385);
// EXTERNAL MODULE: ./build/adapters/aws-clients.js
var aws_clients = __webpack_require__(733);
// EXTERNAL MODULE: ./build/adapters/clock.js
var adapters_clock = __webpack_require__(1759);
// EXTERNAL MODULE: ./build/adapters/ecs.js + 6 modules
var ecs = __webpack_require__(5882);
// EXTERNAL MODULE: ./build/adapters/elb.js + 2 modules
var elb = __webpack_require__(7344);
// EXTERNAL MODULE: ./build/adapters/github.js + 6 modules
var adapters_github = __webpack_require__(8780);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/adapters/http-probe.js



const excerptLength = 200;
/** What is read of a body at most: enough to notice that it breaks off, without loading a download. */
const bodyLimitBytes = 1_048_576;
/**
 * Requests as a user's first one: each on a connection of its own, so that none is bound to an old target, and with
 * one limit for all of it. Redirects are answers, not followed. Certificates are verified.
 */
const httpProbe = {
    async get(request) {
        const started = performance.now();
        const signal = AbortSignal.timeout(request.timeoutMs);
        const answer = await answerTo(request, signal).catch((error) => ({
            status: null,
            // Cut off by the limit, a body ends with an error that looks like a broken connection.
            error: signal.aborted ? `timed out after ${request.timeoutMs / 1000} s` : failureWords(error),
            excerpt: '',
        }));
        return { ...answer, ms: Math.round(performance.now() - started) };
    },
};
const ownHeaders = { 'user-agent': 'ecs-blue-green', accept: '*/*', 'accept-encoding': 'identity' };
async function answerTo({ url, headers }, signal) {
    const target = new URL(url);
    const request = (target.protocol === 'https:' ? external_node_https_ : external_node_http_).request(target, {
        agent: false,
        headers: { ...ownHeaders, ...headers, connection: 'close' },
        signal,
        ...servername(headers),
    });
    request.end();
    const response = await responseTo(request);
    return { status: response.statusCode ?? null, error: null, excerpt: excerptOf(await bodyOf(response)) };
}
/** An address given as IP with a Host header is meant as that host: also to the certificate's check. */
function servername(headers) {
    const host = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
    const name = host?.replace(/:\d+$/, '') ?? '';
    return name === '' || (0,external_node_net_.isIP)(name) !== 0 ? {} : { servername: name };
}
function responseTo(request) {
    return new Promise((resolve, reject) => {
        request.on('response', resolve);
        // The listener stays: an error after the answer began shows in the body, and must not end the process here.
        request.on('error', reject);
    });
}
/** A body that breaks off or stalls is a failed request to a user, whatever its status says: it rejects. */
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
/** One line of text, whatever was sent. */
function excerptOf(body) {
    const text = body.subarray(0, 4 * excerptLength).toString('utf8');
    return text
        .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
        .trim()
        .slice(0, excerptLength)
        .toWellFormed();
}
const wordsOf = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection closed before the answer was complete',
    EHOSTUNREACH: 'no route to the host',
    ENETUNREACH: 'no route to the network',
    ENOTFOUND: 'host name not found',
    EAI_AGAIN: 'host name could not be looked up',
};
function failureWords(error) {
    const { code, message } = error;
    return wordsOf[code ?? ''] ?? (message === '' ? (code ?? 'unknown failure') : message);
}

// EXTERNAL MODULE: ./build/adapters/run-context.js
var run_context = __webpack_require__(9650);
// EXTERNAL MODULE: ./build/adapters/runner.js
var runner = __webpack_require__(9135);
// EXTERNAL MODULE: ./build/adapters/scaling.js
var scaling = __webpack_require__(7687);
// EXTERNAL MODULE: ./build/engine/observe.js + 2 modules
var observe = __webpack_require__(6701);
// EXTERNAL MODULE: ./build/domain/fence.js
var domain_fence = __webpack_require__(6728);
// EXTERNAL MODULE: ./build/domain/arn.js
var domain_arn = __webpack_require__(7558);
// EXTERNAL MODULE: ./build/domain/readiness.js
var readiness = __webpack_require__(7977);
// EXTERNAL MODULE: ./build/domain/probes.js
var probes = __webpack_require__(1350);
// EXTERNAL MODULE: ./build/domain/scene.js
var domain_scene = __webpack_require__(8413);
;// CONCATENATED MODULE: ./build/domain/stops.js
/** Stops that say nothing about the version: ECS or a person took the task away (design: they don't count). */
const harmlessCodes = new Set(['SpotInterruption', 'TerminationNotice', 'UserInitiated']);
/** Tasks of the set that failed by themselves: they could not start, they ended, or their health checks failed. */
const failedTasks = (world, set) => world.stoppedTasks.filter((task) => task.startedBy === set.id && isFailure(task));
function isFailure({ stopCode, stoppedReason }) {
    if (stopCode !== null && harmlessCodes.has(stopCode))
        return false;
    // The scheduler stops tasks for scale-in and rebalancing, and also those that failed their health checks.
    return stopCode !== 'ServiceSchedulerInitiated' || isUnhealthyStop({ stoppedReason });
}
/** Whether ECS took the task away because its health checks, or the load balancer's, failed. */
const isUnhealthyStop = ({ stoppedReason }) => /failed .*health checks/i.test(stoppedReason);
/** How many failed tasks end the wait for green (ECS itself restarts them for ever, fact 5). */
const breakerLimit = (desiredCount) => Math.max(3, Math.ceil(desiredCount / 2));
/** `exit code 137 OutOfMemoryError in container web` — why a task is gone, from what ECS tells of it. */
function stopWords(task) {
    // The container ended because it was told to: its exit code says nothing.
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
/** What to look at, by how its tasks were lost. */
const stopAdvice = (world, set) => failedTasks(world, set).every(isUnhealthyStop)
    ? 'ECS replaced its tasks because their health checks fail: look at what the health path answers and why; raise the health check grace period of the service if they only need longer to start.'
    : 'Mend what stops the container; the logs of the stopped task say more.';
/** The last failed task of the set, or what the service's events say when nothing could be placed. */
function whyNotRunning(world, set) {
    const last = failedTasks(world, set).toSorted((a, b) => b.stoppedAtMs - a.stoppedAtMs)[0];
    if (last !== undefined)
        return `; last stop: ${stopWords(last)}`;
    if (set.running >= set.computedDesired)
        return '';
    const event = world.service.events.find(({ atMs, message }) => atMs >= set.createdAtMs && /unable|fail|insufficient|capacity|not found/i.test(message));
    return event === undefined ? '' : `; the service's last event: ${event.message}`;
}

// EXTERNAL MODULE: ./build/domain/green-role.js
var green_role = __webpack_require__(9231);
;// CONCATENATED MODULE: ./build/domain/taken-back.js


const takenBackId = ({ plan, world }) => (0,green_role/* takenBackBy */.Ek)(plan, world);
/** Whether an earlier process of this run did it, and there is nothing left of what it took back. */
function hasTakenBack(scene) {
    const id = takenBackId(scene);
    if (id === null || scene.memory.green?.endsWith(`/${id}`) === true)
        return false;
    return scene.roles.green?.id !== id;
}
/** The set is gone and the tags of its release are not: the process that took it back died in between. */
function isLeftUntidy(scene) {
    const { green } = scene.world.service.tags;
    const id = takenBackId(scene);
    if (id === null || green?.endsWith(`/${id}`) !== true)
        return false;
    return !scene.world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
}
/** The set is being deleted: an earlier process of this run asked for it. */
const isTakenBackDraining = (scene) => scene.world.taskSets.some(({ id, status }) => status === 'DRAINING' && id === takenBackId(scene));
/** Whether the live release is what this rollback is to take back: not if it made it itself, on the way back anew. */
function isToTakeBack(scene) {
    const { roles, plan } = scene;
    if (plan.command !== 'rollback')
        return false;
    if (hasTakenBack(scene))
        return isLeftUntidy(scene);
    return roles.green !== null && roles.green.tags.release !== plan.release.id;
}
/** Written before the set is deleted: from then on nothing else tells which one it was. */
function markTakenBack(scene) {
    const { plan, world, roles, memory } = scene;
    if (roles.green === null || memory.failure?.reason !== 'asked-for')
        return null;
    const text = (0,green_role/* takenBackText */.e8)(plan, roles.green);
    if (world.service.tags['rolled-back'] === text)
        return null;
    const because = `run again, this rollback has to know that it took ${roles.green.id} back`;
    const tags = { 'rolled-back': text };
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('back', 'writing-lease', because, { kind: 'tag-service', tags }));
}

// EXTERNAL MODULE: ./build/domain/words.js
var words = __webpack_require__(6932);
;// CONCATENATED MODULE: ./build/domain/failures.js








/** So many observations in a row make a bad sign: one alone may be a flicker or a stale read. */
const badStreak = 3;
/** What this observation shows to have failed; the first that applies. Only while the release can still fail. */
function findFailure(scene) {
    const { green } = scene.roles;
    if (scene.memory.greenGoneStreak >= badStreak && !(0,domain_scene/* isSwitched */.sP)(scene))
        return greenGone(scene);
    if (isToTakeBack(scene))
        return scene.memory.isCancelled ? null : askedFor(scene);
    if (green === null)
        return isLeftByPromotion(scene) ? unfinished(scene, 'a green task set that is gone') : null;
    if (!isJudging(scene))
        return null;
    if (!(0,domain_scene/* isGreenLive */.Cz)(scene))
        return startFailure(scene, green) ?? smokeFailure(scene);
    if (scene.memory.isBakePassed)
        return null;
    return unfinishedWayBack(scene, green) ?? stalledSwitch(scene, green) ?? bakeFailure(scene, green);
}
const failure = (scene, reason, what, advice) => ({
    reason,
    what,
    advice,
    atMs: scene.world.nowMs,
});
/** Commands that only look, or only tidy up, judge nothing; nor is a staged green judged before it is known to be the one. */
function isJudging(scene) {
    switch (scene.plan.command) {
        case 'deploy':
        case 'rollback':
            return true;
        case 'stage':
            return !(0,domain_scene/* isGreenLive */.Cz)(scene);
        case 'promote':
            return scene.memory.fence !== null || (0,domain_scene/* isGreenLive */.Cz)(scene);
        case 'teardown':
        case 'status':
            return false;
    }
}
const askedFor = (scene) => failure(scene, 'asked-for', `run ${scene.plan.release.runUrl} was asked to take ${releaseWords(scene)} back` +
    (scene.plan.goal.writtenReason === null ? '' : ` (${scene.plan.goal.writtenReason})`), '');
const releaseWords = ({ roles: { green } }) => {
    if (green === null)
        return 'a release';
    const { release } = green.tags;
    return `${(0,words/* setWords */.aA)(green)} ${release === undefined ? 'that no release of this action made' : `of release ${release}`}`;
};
const greenGone = (scene) => failure(scene, 'green-gone', `the green task set ${(0,domain_arn/* shortName */.E)(scene.memory.green ?? scene.world.service.arn)} was deleted by somebody else before the switch`, 'Find out who deletes task sets of this service, then run the release again.');
function startFailure(scene, green) {
    const { world, plan, memory } = scene;
    const set = `green task set ${green.id}`;
    const failed = failedTasks(world, green).length;
    const running = `${String(green.running)} of ${String(green.computedDesired)} running`;
    if (failed >= breakerLimit(world.service.desiredCount))
        return failure(scene, 'circuit-breaker', `${set} lost ${String(failed)} tasks (${running}${whyNotRunning(world, green)})`, stopAdvice(world, green));
    if ((0,readiness/* hasUnusedTargets */.$F)(world, green))
        return failure(scene, 'targets-unused', `the targets of ${set} are unused: no rule refers to target group ${(0,domain_arn/* shortName */.E)(green.attachment?.group ?? green.arn)}, or its zone is not enabled (${unusedWords(scene, green)})`, 'Bring the target group back into the production rules, and enable the load balancer in every zone of the subnets.');
    // Ready, and yet not through: an older set drains from its group, and that may take longer than getting ready.
    if (memory.hasLabelledGreen || memory.smoke.startedAtMs !== null || (0,readiness/* isReady */.i_)(world, green).isYes)
        return stallFailure(scene, green);
    const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
    if (world.nowMs - sinceMs < plan.readyTimeoutSeconds * 1000)
        return null;
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    const why = verdict.isYes ? 'ready only now' : verdict.why;
    return failure(scene, 'not-ready-in-time', `${set} was not ready after ${(0,words/* durationWords */.Sh)(plan.readyTimeoutSeconds)} (${why}${whyNotRunning(world, green)})`, 'Look at the health check and the logs of its tasks; raise ready-timeout if they only need longer.');
}
/** After the gates began, green gets as long again to become ready anew, or the idle group to become green's alone. */
function stallFailure(scene, green) {
    const { world, plan, memory } = scene;
    const group = world.groups.find(({ arn }) => arn === green.attachment?.group);
    const drainMs = ((group?.deregistrationDelaySeconds ?? 300) + 150) * 1000;
    const limitMs = Math.max(plan.readyTimeoutSeconds * 1000, drainMs) +
        (plan.smoke.timeoutSeconds + plan.readyTimeoutSeconds) * 1000;
    const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
    if (world.nowMs - sinceMs < limitMs)
        return null;
    const others = [
        ...(0,readiness/* groupMates */.YK)(world, green).map(({ id }) => id),
        ...(0,readiness/* strangers */.ob)(world, green).map(({ id, port }) => `${id}:${String(port)}`),
    ];
    if (others.length > 0)
        return failure(scene, 'group-not-emptied', `target group ${(0,domain_arn/* shortName */.E)(green.attachment?.group ?? green.arn)} still holds what is not green's (${others.join(', ')})`, 'Delete or deregister it: it would get production traffic at the switch.');
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    // Ready and alone: what takes so long is a write, whose own patience ends the wait with the true reason.
    if (verdict.isYes)
        return null;
    return failure(scene, 'not-ready-in-time', `green task set ${green.id} stopped being ready before the switch (${verdict.why}${whyNotRunning(world, green)})`, 'Look at why its tasks come and go.');
}
/** Asked for and not runnable is a failure before the switch; so is a test that does not pass in its time. */
function smokeFailure(scene) {
    const { memory, plan, world } = scene;
    const { smoke } = memory;
    if (memory.hasLabelledGreen || smoke.isSkipped || smoke.passesInRow >= plan.smoke.passes)
        return null;
    const advice = 'Mend the version, or correct health-paths, test-url or the test rule if they ask for the wrong thing.';
    const probing = memory.readyStreak > 0 ? (0,probes/* smokeProbing */.Nt)(scene) : null;
    if (probing?.requests === null && probing.isAskedFor)
        return failure(scene, 'smoke-test-not-runnable', `the smoke test could not be run: ${probing.why}`, advice);
    if (smoke.startedAtMs === null || world.nowMs - smoke.startedAtMs < plan.smoke.timeoutSeconds * 1000)
        return null;
    const last = smoke.lastWords ?? `only ${String(smoke.passesInRow)} passes in a row`;
    const within = `within ${(0,words/* durationWords */.Sh)(plan.smoke.timeoutSeconds)}`;
    return smoke.hasAnswered
        ? failure(scene, 'smoke-test-failed', `the smoke test of green did not pass ${String(plan.smoke.passes)} times in a row ${within} (${last})`, advice)
        : failure(scene, 'smoke-test-not-runnable', `green could not be reached for its smoke test ${within} (${last})`, advice);
}
/** The label comes first both ways. Green with traffic while blue is PRIMARY: an earlier process had begun to go back. */
function unfinishedWayBack(scene, green) {
    const { blue } = scene.roles;
    if (scene.memory.hasLabelledGreen || green.status === 'PRIMARY' || blue?.status !== 'PRIMARY')
        return null;
    return unfinished(scene, `green task set ${green.id}`);
}
const unfinished = (scene, from) => failure(scene, 'unfinished-way-back', `an earlier process of this release had begun the way back from ${from} to blue ${scene.roles.blue?.id ?? ''}`.trimEnd(), 'Read the earlier attempt for the reason, mend it, and release again.');
/** This run promoted a set that is gone, and the tags of its switch are not: it died while it tidied up after the way back. */
function isLeftByPromotion({ plan, world }) {
    const { green, fence } = world.service.tags;
    if (plan.command !== 'promote' || green === undefined || !(0,domain_fence/* isOwnRun */.qK)(fence, plan.release.runId))
        return false;
    return !world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
}
/** Half of the rules on green, and green not ready for the others: no state to stay in. */
function stalledSwitch(scene, green) {
    const { world } = scene;
    // Only the time that this process watched counts: a switch that a killed one left half-done long ago is finished.
    const sinceMs = Math.max(Date.parse(world.service.tags['switched-at'] ?? ''), scene.memory.startedAtMs);
    if ((0,domain_scene/* isSwitched */.sP)(scene) || scene.memory.switchedAtMs !== null || !(world.nowMs - sinceMs > 90_000))
        return null;
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    return failure(scene, 'not-ready-in-time', `green task set ${green.id} stopped being ready in the middle of the switch (${verdict.isYes ? 'ready only now' : verdict.why}${whyNotRunning(world, green)})`, 'Look at why its tasks come and go.');
}
const unusedWords = ({ world }, green) => (0,readiness/* ownTargets */.b8)(world, green)[0]?.description ?? (0,readiness/* ownTargets */.b8)(world, green)[0]?.reason ?? 'unused';
/** The bad signs of the bake: probes, green's own targets, and tasks that keep dying under real traffic. */
function bakeFailure(scene, green) {
    const { memory, plan, world } = scene;
    const set = `green task set ${green.id}`;
    if (memory.bakeProbe.failuresInRow >= plan.bake.probeFailures)
        return failure(scene, 'baked-bad-probe', `production failed ${String(memory.bakeProbe.failuresInRow)} probes in a row after the switch to ${set} (${memory.bakeProbe.lastWords ?? 'no answer'})`, 'Mend the version; its logs since the switch say more.');
    if (memory.badTargetStreak >= badStreak)
        return failure(scene, 'baked-bad-targets', `${set} has unhealthy targets under production traffic (${badTargetWords(scene, green)}${whyNotRunning(world, green)})`, 'Mend the version; its logs since the switch say more.');
    const sinceMs = memory.switchedAtMs ?? world.nowMs;
    const dead = failedTasks(world, green).filter(({ stoppedAtMs }) => stoppedAtMs >= sinceMs);
    // ECS may replace an unhealthy task faster than it can be seen unhealthy three times.
    const unhealthy = dead.filter(isUnhealthyStop).length;
    if (unhealthy > 0)
        return failure(scene, 'baked-bad-targets', `${set} had ${String(unhealthy)} tasks replaced for failing their health checks under production traffic${whyNotRunning(world, green)}`, 'Mend the version; its logs since the switch say more.');
    const died = dead.length;
    if (died < breakerLimit(world.service.desiredCount))
        return null;
    return failure(scene, 'baked-bad-tasks', `${set} lost ${String(died)} tasks under production traffic${whyNotRunning(world, green)}`, 'Mend what stops the container; the logs of the stopped task say more.');
}
/** Whether this observation shows one of green's own targets unhealthy, or none healthy at all. */
function hasBadTargets(scene) {
    const { green } = scene.roles;
    if (green === null)
        return false;
    const own = (0,readiness/* ownTargets */.b8)(scene.world, green);
    return own.some(({ state }) => state === 'unhealthy') || (0,readiness/* healthyOwn */.Qg)(scene.world, green).length === 0;
}
const badTargetWords = ({ world }, green) => `${String((0,readiness/* healthyOwn */.Qg)(world, green).length)} of ${String(green.computedDesired)} healthy${(0,readiness/* unhealthyWords */.uG)(world, green)}`;
/** A run that has written nothing, and whose release has no green, leaves everything to whoever is at it. */
function isTakenBackByCancel(scene) {
    const { plan, roles, memory } = scene;
    const isOwn = roles.green !== null && roles.green.tags.release === plan.release.id;
    switch (plan.command) {
        case 'deploy':
        case 'stage':
            return isOwn ? !(plan.command === 'stage' && (0,domain_scene/* isGreenLive */.Cz)(scene)) : memory.isPreflightPassed;
        case 'promote':
            return memory.isPreflightPassed;
        case 'rollback':
            return isOwn || (memory.isPreflightPassed && !isToTakeBack(scene));
        case 'teardown':
        case 'status':
            return false;
    }
}
/** What a cancel calls for: before the end of the bake the way back, after it nothing. */
function cancelFailure(scene, memory) {
    if (!memory.isCancelled || memory.isBakePassed || scene.plan.onCancel === 'keep')
        return null;
    if (!isTakenBackByCancel(scene))
        return null;
    return failure(scene, 'cancelled', 'the run was cancelled', 'Run the release again when you want it.');
}

// EXTERNAL MODULE: ./build/domain/roles.js + 1 modules
var domain_roles = __webpack_require__(5456);
// EXTERNAL MODULE: ./build/domain/step.js
var domain_step = __webpack_require__(5799);
// EXTERNAL MODULE: ./build/domain/writes.js
var writes = __webpack_require__(7437);
;// CONCATENATED MODULE: ./build/domain/trouble-verdict.js

/** How long a write that may yet succeed is tried again, before the release goes back. */
const patienceMs = { again: 300_000, association: 120_000, full: 600_000 };
const sameTroubleMs = 60_000;
/** Folds a failed write into the memory: try again later, or give it up and, while that is possible, go back. */
function noticeTrouble(scene, memory, write, trouble, nowMs, isBack) {
    const key = (0,writes/* writeKey */.TE)(write);
    // After a minute without a new failure it is another trouble, not the old one going on.
    const isSame = memory.trouble?.key === key && nowMs - memory.trouble.lastMs < sameTroubleMs;
    const before = isSame ? memory.trouble : null;
    const seen = {
        key,
        sinceMs: before?.sinceMs ?? nowMs,
        lastMs: nowMs,
        count: (before?.count ?? 0) + 1,
        last: trouble,
    };
    const next = {
        ...memory,
        trouble: seen,
        // No answer came, so it may have been carried out: look before it is sent again.
        pending: trouble.kind === 'lost' ? { write, atMs: nowMs } : memory.pending,
        labelBackSinceMs: write.kind === 'label' && isBack ? (memory.labelBackSinceMs ?? nowMs) : memory.labelBackSinceMs,
    };
    if (nowMs - seen.sinceMs < patienceOf(trouble))
        return next;
    if (isSpentToken(write, trouble) && memory.createTry < 3)
        return { ...next, trouble: null, createTry: memory.createTry + 1 };
    const abandoned = { ...memory.abandoned, [key]: trouble };
    return {
        ...next,
        trouble: null,
        abandoned,
        failure: memory.failure ?? failureOf(scene, write, trouble, nowMs),
    };
}
function patienceOf(trouble) {
    if (trouble.kind === 'busy' || trouble.kind === 'lost')
        return patienceMs.again;
    if (trouble.kind === 'denied')
        return 0;
    // Fact 9: for some seconds after a group was brought into a rule, ECS still says that it has no load balancer.
    if (/does not have an associated load balancer/i.test(trouble.message))
        return patienceMs.association;
    // So long a set that the token did make may stay unseen.
    if (/client ?token/i.test(trouble.message))
        return writes/* staleReadMs */.al;
    // Fact 10: sets that are being deleted may count until they have vanished.
    if (/deployments exist on the service|LimitExceeded/i.test(`${trouble.code} ${trouble.message}`))
        return patienceMs.full;
    return 0;
}
/** Fact 12: what the token of a deleted set brings is not established. Where it is a refusal, another token is tried. */
const isSpentToken = (write, trouble) => write.kind === 'create-green' && trouble.kind === 'refused' && /client ?token/i.test(trouble.message);
/** Fact 17: the sources differ on whether a set above scale 0 may be deleted without force. */
const isRefusedForScale = (trouble) => trouble?.kind === 'refused' && /scale|force/i.test(trouble.message);
const reasons = {
    denied: 'write-denied',
    refused: 'write-refused',
    busy: 'write-kept-failing',
    lost: 'write-kept-failing',
};
/** Once green was proven under real traffic a failed write leaves it where it is: only the tidying up is undone. */
function failureOf(scene, write, trouble, nowMs) {
    if (isTidying(scene, write))
        return null;
    return {
        reason: reasons[trouble.kind],
        what: `${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}`,
        advice: trouble.kind === 'denied'
            ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
            : 'Mend what AWS names, then run the release again.',
        atMs: nowMs,
    };
}
const isTidying = (scene, write) => write.kind === 'delete' || write.kind === 'untag-service' || write.kind === 'scale'
    ? true
    : scene.memory.isBakePassed;

;// CONCATENATED MODULE: ./build/domain/notice.js









/** The time between writing the fence and believing it: a second run's write would show by then. */
const fenceSettleMs = 2000;
/** Folds one observation into the memory: streaks, what was seen first, and the failure that turns the release round. */
function noticeWorld(plan, memory, world) {
    const scene = (0,domain_scene/* sceneOf */.cO)(plan, world, memory);
    const seen = {
        ...memory,
        ...noticeFence(scene),
        ...noticePending(scene),
        ...noticeSets(scene),
        ...noticeBaseline(scene),
        hasGreenBeenLive: memory.hasGreenBeenLive || (0,domain_scene/* isGreenLive */.Cz)(scene) || hadBegunToSwitch(scene),
        ...noticeStreaks(scene),
        lastOnRulesMs: noticeRules(scene),
        testRuleElsewhereMs: (0,domain_scene/* testRuleToPoint */.Kk)(scene) === null ? memory.testRuleElsewhereMs : world.nowMs,
    };
    const after = (0,domain_scene/* sceneOf */.cO)(plan, world, seen);
    const failure = seen.failure ?? cancelFailure(after, seen) ?? findFailure(after);
    return {
        ...seen,
        failure,
        isBakePassed: seen.isBakePassed || (failure === null && ((0,domain_scene/* isBakeOver */.ko)(after) || isTornDown(after))),
    };
}
/** A teardown ends what another run watched: its bake is not judged again. */
const isTornDown = (scene) => scene.plan.command === 'teardown' && (0,domain_scene/* isSwitched */.sP)(scene);
function noticeFence({ plan, world, memory }) {
    const value = world.service.tags.fence;
    const { runId, runAttempt } = plan.release;
    if (value === undefined || !(0,domain_fence/* isOwnFence */.gJ)(value, runId, runAttempt))
        return {};
    if (memory.fence === null)
        return { fence: { value, writtenAtMs: null, isHeld: true } };
    const { writtenAtMs } = memory.fence;
    const isSettled = writtenAtMs === null || world.nowMs - writtenAtMs >= fenceSettleMs;
    return memory.fence.value === value && isSettled ? { fence: { ...memory.fence, isHeld: true } } : {};
}
function noticePending({ plan, world, memory }) {
    const { pending } = memory;
    if (pending === null)
        return {};
    if ((0,writes/* isLanded */.Vm)(pending.write, plan, world, memory)) {
        const isMended = memory.trouble?.key === (0,writes/* writeKey */.TE)(pending.write);
        return { pending: null, ...(isMended ? { trouble: null } : {}) };
    }
    if (world.nowMs - pending.atMs < writes/* staleReadMs */.al)
        return {};
    // A create that was answered, yet shows no set: the token was spent on a set that is gone (fact 12).
    const isSpent = pending.write.kind === 'create-green';
    return { pending: null, ...(isSpent ? { createTry: memory.createTry + 1, created: null } : {}) };
}
function noticeSets(scene) {
    const { roles, memory, world } = scene;
    const isGone = memory.green !== null && (roles.green === null || roles.green.status === 'DRAINING');
    const isFirstSwitched = memory.switchedAtMs === null && (0,domain_scene/* isSwitched */.sP)(scene);
    return {
        green: roles.green?.arn ?? memory.green,
        blue: noticeBlue(scene),
        greenGoneStreak: isGone ? memory.greenGoneStreak + 1 : 0,
        vanishingSinceMs: world.taskSets.some(({ status }) => status === 'DRAINING')
            ? (memory.vanishingSinceMs ?? world.nowMs)
            : null,
        scalingBefore: world.service.tags.scaling ?? memory.scalingBefore,
        ...(isFirstSwitched ? { switchedAtMs: world.nowMs, hasSeenSwitch: memory.green !== null } : {}),
        ...noticeDrift(scene),
    };
}
/** The lease of an earlier process: it is written just before the first rule. */
const hadBegunToSwitch = ({ world, roles, memory }) => !memory.hasLabelledGreen && roles.green !== null && world.service.tags.green === roles.green.arn;
/** Blue can't be probed any more once green is live: what an earlier process found there stands in a tag. */
function noticeBaseline(scene) {
    const { memory, world, roles } = scene;
    const { green, baseline } = world.service.tags;
    const isKnown = memory.baseline.verdict !== 'unknown' || green === undefined || green !== roles.green?.arn;
    if (isKnown || !(0,domain_scene/* isGreenLive */.Cz)(scene))
        return {};
    if (baseline !== 'passed' && baseline !== 'unusable')
        return {};
    return { baseline: { ...memory.baseline, verdict: baseline } };
}
/** Until green exists blue is whatever is live, also after a split was healed; from then on it is the way back, for good. */
function noticeBlue(scene) {
    const { roles, memory } = scene;
    const seen = roles.blue?.arn ?? null;
    if (roles.green === null && memory.green === null)
        return seen;
    return memory.blue ?? ((0,domain_scene/* isGreenLive */.Cz)(scene) ? null : seen);
}
/** After this process saw the switch whole, any other weights are somebody else's doing (fact 27). */
function noticeDrift(scene) {
    const { memory, world } = scene;
    const isDrifted = memory.switchedAtMs !== null && memory.failure === null && !(0,domain_scene/* isSwitched */.sP)(scene);
    return { driftSinceMs: isDrifted ? (memory.driftSinceMs ?? world.nowMs) : null };
}
function noticeStreaks(scene) {
    const { roles, world, memory } = scene;
    const { green } = roles;
    if (green === null)
        return { readyStreak: 0 };
    const isAllSet = (0,readiness/* isReady */.i_)(world, green).isYes && (0,readiness/* strangers */.ob)(world, green).length === 0;
    const isBad = (0,domain_scene/* isGreenLive */.Cz)(scene) && hasBadTargets(scene);
    const isGood = (0,domain_scene/* isSwitched */.sP)(scene) && !isBad;
    return {
        readyStreak: isAllSet ? memory.readyStreak + 1 : 0,
        badTargetStreak: isBad ? memory.badTargetStreak + 1 : 0,
        goodBakeStreak: isGood ? memory.goodBakeStreak + 1 : 0,
    };
}
const noticeRules = ({ world, memory }) => ({
    ...memory.lastOnRulesMs,
    ...Object.fromEntries(world.taskSets.filter((set) => (0,domain_roles/* isOnAnyRule */.aU)(world, set)).map(({ arn }) => [arn, world.nowMs])),
});
/** Folds what acting brought into the memory. `nowMs`: after the act. */
function noticeOutcome(plan, before, world, step, outcome, nowMs) {
    const idleSinceMs = step.reason === 'idle' ? (before.idleSinceMs ?? world.nowMs) : null;
    const memory = { ...before, idleSinceMs };
    const { act } = step;
    if (act.kind === 'probe')
        return outcome.kind === 'probed'
            ? (0,probes/* noticeProbes */.W5)(plan, memory, act.purpose, outcome.answers, nowMs)
            : memory;
    if (!(0,domain_step/* isWrite */.a)(act))
        return memory;
    const isBack = step.phase === 'back';
    if (outcome.kind === 'failed')
        return noticeTrouble((0,domain_scene/* sceneOf */.cO)(plan, world, memory), memory, act, outcome.trouble, nowMs, isBack);
    const written = noticeWritten(memory, act, outcome, nowMs, isBack);
    // Another write's success says nothing of the one that keeps failing: its patience goes on.
    const trouble = memory.trouble?.key === (0,writes/* writeKey */.TE)(act) ? null : memory.trouble;
    return { ...memory, trouble, isPreflightPassed: memory.isPreflightPassed || !isBack, ...written };
}
function noticeWritten(memory, write, outcome, nowMs, isBack) {
    const pending = { pending: { write, atMs: nowMs } };
    if (outcome.kind === 'registered')
        return { registered: outcome.revision };
    if (outcome.kind === 'created')
        return { ...pending, created: { set: outcome.set, atMs: nowMs } };
    if (write.kind === 'tag-service' && write.tags.fence !== undefined)
        return { fence: { value: write.tags.fence, writtenAtMs: nowMs, isHeld: false } };
    if (write.kind === 'label' && isBack)
        return { ...pending, labelBackSinceMs: memory.labelBackSinceMs ?? nowMs };
    if (write.kind === 'label')
        return { ...pending, hasLabelledGreen: true };
    if (write.kind === 'tag-service' && write.tags.scaling !== undefined)
        return { ...pending, scalingBefore: write.tags.scaling };
    return pending;
}
/** The key and text of a write, for those who tell about it. */
const writeWords = (write) => write.kind === 'write-scaling' ? `scaling ${scalingText(write.state)}` : writeKey(write);

;// CONCATENATED MODULE: ./build/domain/green.js
const blank = {
    launchType: null,
    capacityProviders: null,
    platformVersion: null,
    network: null,
    serviceRegistries: [],
};
/** Blue's settings with those that inputs give in their place. The service itself mirrors only the PRIMARY's (fact 11). */
function greenSettings(plan, world, roles) {
    const base = roles.blue?.settings ?? blank;
    const settings = {
        ...base,
        ...compute(plan, base),
        platformVersion: plan.overrides.platformVersion ?? base.platformVersion,
        network: network(plan, base),
    };
    const needsNetwork = world.candidate?.networkMode === 'awsvpc' && settings.network === null;
    const problems = needsNetwork
        ? [
            'subnets: the task definition uses the network mode awsvpc, and there is no live task set to copy its network ' +
                'from: name the subnets (and security-groups).',
        ]
        : [];
    return { settings, problems };
}
/** Launch type and capacity providers exclude each other, so naming one drops blue's other (fact 11). */
function compute(plan, base) {
    const { launchType, capacityProviders } = plan.overrides;
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
/** Green hangs on the idle group by the container that blue hangs by, or the one that the revision leaves no doubt about. */
function attachmentOf(plan, world, roles) {
    const group = roles.pair?.front;
    const target = containerOf(plan, world.candidate, roles);
    return group === undefined || target === null ? null : { group, ...target };
}
function containerOf(plan, candidate, roles) {
    const copied = roles.blue?.attachment;
    if (copied)
        return { containerName: copied.containerName, containerPort: copied.containerPort };
    const withPorts = (candidate?.containers ?? []).filter(({ ports }) => ports.length > 0);
    const chosen = plan.overrides.containerName === null
        ? withPorts.length === 1
            ? withPorts[0]
            : undefined
        : withPorts.find(({ name }) => name === plan.overrides.containerName);
    const port = chosen?.ports[0];
    return chosen === undefined || port === undefined
        ? null
        : { containerName: chosen.name, containerPort: port };
}
function attachmentProblems(plan, world, roles) {
    const { candidate } = world;
    if (candidate === null || candidate.problems.length > 0)
        return [];
    const names = candidate.containers.map(({ name }) => name).join(', ');
    const target = containerOf(plan, candidate, roles);
    if (target === null)
        return [
            `container-name: the container that the load balancer talks to can't be told from ${candidate.source} ` +
                `(containers: ${names}): name one that maps a port.`,
        ];
    const container = candidate.containers.find(({ name }) => name === target.containerName);
    if (container === undefined)
        return [
            `container ${target.containerName}, which the load balancer talks to on blue, is not in ${candidate.source} ` +
                `(containers: ${names}): keep its name.`,
        ];
    if (container.ports.includes(target.containerPort))
        return [];
    return [
        `container ${container.name} of ${candidate.source} does not map port ${String(target.containerPort)}, ` +
            `which the load balancer talks to (it maps ${container.ports.join(', ') || 'none'}): add it to portMappings.`,
    ];
}
/** What CreateTaskSet gets. The tags are green's memory: they bind even after all tags of the service are gone. */
function creation(plan, world, roles, revision, tryNumber) {
    const attachment = attachmentOf(plan, world, roles);
    if (attachment === null)
        return null;
    const { release } = plan;
    return {
        // The way back anew may be a job of the very run that released: its set is another one.
        tokenText: [
            world.service.arn,
            release.runId,
            release.runAttempt,
            tryNumber,
            ...(plan.command === 'rollback' ? ['rollback'] : []),
        ].join(' '),
        externalId: release.id,
        taskDefinition: revision,
        attachment,
        settings: greenSettings(plan, world, roles).settings,
        tags: setTags(plan, world, roles),
    };
}
function setTags(plan, world, { blue }) {
    const { release, warmSeconds } = plan;
    return {
        ...(plan.command === 'stage' ? { expires: expiry(plan, world) } : {}),
        release: release.id,
        commit: release.commit,
        repository: release.repository,
        run: `${String(release.runId)}.${String(release.runAttempt)}`,
        'warm-time': `${String(warmSeconds)}s`,
        ...(release.pull === null ? {} : { pull: String(release.pull) }),
        ...(world.candidate === null ? {} : { 'revision-hash': world.candidate.hash }),
        ...(blue === null ? {} : { 'previous-revision': blue.taskDefinition, blue: blue.id }),
    };
}
const expiry = ({ goal }, { nowMs }) => new Date(nowMs + goal.stageExpirySeconds * 1000).toISOString();

;// CONCATENATED MODULE: ./build/domain/preflight-pair.js



/** Whether both groups are known, exist, and can stand in for each other. */
function pairProblems(plan, world, roles) {
    const named = plan.traffic.targetGroups;
    const views = named.map((group) => world.groups.find(({ arn }) => arn === group));
    const problems = named
        .filter((_group, index) => views[index] === undefined)
        .map((group) => `target-groups: "${group}" does not exist in this account and region.`);
    if (problems.length > 0)
        return problems;
    if (roles.pair?.back == null && roles.green === null)
        problems.push(pairUnknown(plan, world, roles));
    return [...problems, ...mismatchProblems(world, roles), ...occupiedProblems(world, roles)];
}
/** Targets that no task set of the service registered never leave by themselves, and would get traffic at the switch. */
function occupiedProblems(world, roles) {
    const { pair, green } = roles;
    if (green !== null || pair === null || (0,domain_roles/* isHealable */.NT)(world, roles))
        return [];
    if (world.taskSets.some(({ attachment }) => attachment?.group === pair.front))
        return [];
    const stray = (0,readiness/* targetsOf */.QR)(world, pair.front).filter(({ state }) => state !== 'draining');
    if (stray.length === 0)
        return [];
    return [
        `the idle target group ${(0,domain_arn/* shortName */.E)(pair.front)} holds ${String(stray.length)} targets that are not of this service ` +
            `(${stray.map(({ id, port }) => `${id}:${String(port)}`).join(', ')}), which would get production traffic at the ` +
            'switch: deregister them, or remove the service that registers them.',
    ];
}
function pairUnknown(plan, world, roles) {
    const live = roles.blue?.attachment?.group;
    if (live !== undefined && plan.traffic.targetGroups.length === 2)
        return `target-groups: neither of the two is the live one, ${live}, which task set ${roles.blue?.id ?? ''} is attached to.`;
    const what = live === undefined
        ? 'no task set of the service is live, and no named production rule holds two target groups'
        : `no production rule holds a second target group beside ${(0,domain_arn/* shortName */.E)(live)}`;
    const candidates = world.candidateGroups.filter((group) => group !== live);
    const unknown = `the pair of target groups is not known: ${what}.`;
    // Without a live set nothing says which load balancer is meant, so there are no candidates to list.
    if (live === undefined && candidates.length === 0)
        return `${unknown} Name the two with target-groups, or the listeners whose rules hold both with production-listener-arns.`;
    const listed = candidates.length === 0 ? 'none was found: create one' : candidates.join(', ');
    return (`${unknown} Name both with target-groups${live === undefined ? '' : ` (the live one is ${live})`}. ` +
        `Candidates on this load balancer or on none: ${listed}.`);
}
/** Both groups have to be interchangeable in a rule: same load balancer, type and protocol. */
function mismatchProblems(world, { pair }) {
    const [a, b] = [pair?.back, pair?.front].map((group) => world.groups.find(({ arn }) => arn === group));
    if (a === undefined || b === undefined)
        return [];
    const problems = [];
    const both = `target groups ${a.name} and ${b.name}`;
    if (a.targetType !== b.targetType)
        problems.push(`${both} have different target types (${a.targetType}, ${b.targetType}): both must be the same.`);
    if (a.protocol !== b.protocol)
        problems.push(`${both} have different protocols (${a.protocol}, ${b.protocol}): both must be the same.`);
    const isElsewhere = b.loadBalancers.length > 0 && a.loadBalancers.length > 0;
    if (isElsewhere && !b.loadBalancers.some((balancer) => a.loadBalancers.includes(balancer)))
        problems.push(`${both} belong to different load balancers (${a.loadBalancers.map(domain_arn/* shortName */.E).join(', ')}; ` +
            `${b.loadBalancers.map(domain_arn/* shortName */.E).join(', ')}): name two groups of one load balancer.`);
    return problems;
}

// EXTERNAL MODULE: ./build/domain/preflight-risks.js
var preflight_risks = __webpack_require__(1603);
// EXTERNAL MODULE: ./build/domain/rules.js
var rules = __webpack_require__(4238);
// EXTERNAL MODULE: ./build/domain/traffic.js
var traffic = __webpack_require__(7604);
;// CONCATENATED MODULE: ./build/domain/preflight-rules.js




/** Whether the rules found or named are the right ones, and say without doubt where production is. */
function ruleProblems(plan, world, roles) {
    const { pair } = roles;
    const problems = [...missingNamedRules(plan, world, roles)];
    if (pair === null)
        return problems;
    if (roles.production.length === 0)
        problems.push('no production rule was found: no listener forwards to the target groups of the pair. ' +
            'Name the rule with production-rule-arns or the listener with production-listener-arns.');
    for (const rule of (0,rules/* leftOutRules */.Xq)(plan, world, pair))
        problems.push(`${(0,traffic/* ruleWords */.mG)(rule)} forwards to a target group of the pair but is not among the named production rules: ` +
            'name it too, or production would be split at the switch.');
    if (!(0,domain_roles/* isHealable */.NT)(world, roles))
        for (const rule of roles.production)
            problems.push(...weightProblem(rule, roles));
    return problems;
}
/** Weight on both sides is either a canary of somebody else or a test rule that nobody named. Our own half-done switch is neither. */
function weightProblem(rule, roles) {
    const { pair, green } = roles;
    if (pair?.back == null || green !== null)
        return [];
    const [back, front] = [(0,traffic/* weightOf */.mm)(rule, pair.back), (0,traffic/* weightOf */.mm)(rule, pair.front)];
    if (front === 0)
        return [];
    const where = `${(0,traffic/* ruleWords */.mG)(rule)} gives weight to ${back > 0 ? 'both target groups' : `the idle target group ${(0,domain_arn/* shortName */.E)(pair.front)}`}`;
    return [
        `${where}, while ${(0,domain_arn/* shortName */.E)(pair.back)} is live: it can't be told which of the two carries production. ` +
            'If this is the rule for tests, name it with test-rule-arn or test-listener-arn; otherwise set its weights to one side.',
    ];
}
function missingNamedRules(plan, world, { pair }) {
    const { productionListeners, productionRules, testListener, testRule } = plan.traffic;
    const problems = [];
    const check = (input, name, rules) => {
        if (rules.length === 0)
            problems.push(`${input}: "${name}" was not found on the service's load balancer.`);
        else if (pair !== null && !rules.some((rule) => holdsPair(rule, pair)))
            problems.push(`${input}: "${name}" does not forward to either target group of the pair (it forwards to ${forwardWords(rules)}).`);
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
const holdsPair = (rule, pair) => (0,traffic/* holds */.v9)(rule, pair.front) || (pair.back !== null && (0,traffic/* holds */.v9)(rule, pair.back));
const forwardWords = (rules) => rules
    .flatMap((rule) => (0,traffic/* forwardOf */.pl)(rule)?.groups ?? [])
    .map(({ group }) => (0,domain_arn/* shortName */.E)(group))
    .join(', ') || 'no target group';

;// CONCATENATED MODULE: ./build/domain/preflight.js






/** ECS allows five task sets a service, and draining ones may count (fact 10). */
const maxTaskSets = 5;
/** Everything that stands in the way of a release, found without a write and told all at once. Empty: go. */
function preflightProblems(plan, world, roles, memory) {
    const service = serviceProblems(world);
    if (service.length > 0)
        return service;
    // Rules are not read from other types, so everything else would only look wrong: blue like a foreign set, say.
    if (world.loadBalancers.length > 0 && world.loadBalancers.every(isOtherType))
        return balancerProblems(world, roles);
    return [
        ...balancerProblems(world, roles),
        ...setProblems(world, roles, memory),
        ...pairProblems(plan, world, roles),
        ...ruleProblems(plan, world, roles),
        ...(plan.isForced ? [] : (0,preflight_risks/* preflightRisks */.A)(plan, roles)),
        ...(world.candidate?.problems ?? []),
        ...(roles.green === null ? attachmentProblems(plan, world, roles) : []),
        ...(roles.green === null ? greenSettings(plan, world, roles).problems : []),
    ];
}
function serviceProblems({ service }) {
    const name = `service ${service.name} in cluster ${service.cluster}`;
    const problems = [];
    if (service.status !== 'ACTIVE')
        problems.push(`${name} is ${service.status}, so nothing can be released to it: name an ACTIVE service, or create it again.`);
    if (service.controller !== 'EXTERNAL')
        problems.push(`${name} has the deployment controller ${service.controller}, and task sets need EXTERNAL: ` +
            `create the service with deploymentController type EXTERNAL (a controller can't be changed to it).`);
    if (service.desiredCount === 0)
        problems.push(`${name} has a desired count of 0, so green would have no task to prove: set the desired count to 1 or more first.`);
    return problems;
}
const isOtherType = ({ type }) => type !== 'application';
function balancerProblems(world, { production }) {
    const problems = world.loadBalancers
        .filter(isOtherType)
        .map(({ arn, type }) => `load balancer ${(0,domain_arn/* shortName */.E)(arn)} is a ${type} load balancer; version 1 switches application load balancers only.`);
    const inUse = new Set(production.map(({ loadBalancer }) => loadBalancer));
    if (inUse.size > 1)
        problems.push(`the production rules belong to ${String(inUse.size)} load balancers (${[...inUse].map(domain_arn/* shortName */.E).join(', ')}); ` +
            'version 1 handles services with one: name the rules of one with production-rule-arns.');
    return problems;
}
function setProblems(world, roles, memory) {
    const problems = roles.foreign.map((set) => `task set ${set.id} (${(0,domain_arn/* shortName */.E)(set.taskDefinition)}, ${set.status}) is neither live nor made by this action, ` +
        'so it is not touched: delete it, or find out who else deploys this service.');
    for (const set of world.taskSets.filter(({ attachmentCount }) => attachmentCount > 1))
        problems.push(`task set ${set.id} hangs on ${String(set.attachmentCount)} load balancers; version 1 handles services with one.`);
    if (sharesGroup(roles))
        problems.push(`task sets ${roles.live.map(({ id }) => id).join(' and ')} stand in the same live target group, so traffic can't ` +
            'be switched between them: delete the one that should not serve.');
    const removable = roles.leftovers.filter((set) => !(0,domain_roles/* isLiveIn */.aQ)(roles.production, set)).length;
    const isFull = roles.green === null && world.taskSets.length - removable >= maxTaskSets;
    if (isFull && memory.created === null)
        problems.push(`service ${world.service.name} has ${String(world.taskSets.length)} task sets and ECS allows ${String(maxTaskSets)}: ` +
            `delete one of ${world.taskSets.map(({ id, status }) => `${id} (${status})`).join(', ')}.`);
    return problems;
}
function sharesGroup({ live, green }) {
    const groups = live.filter((set) => set !== green).map(({ attachment }) => attachment?.group);
    return new Set(groups).size < groups.length;
}

;// CONCATENATED MODULE: ./build/domain/undone.js

/** What AWS would not take, each with the right or the reason that was missing. */
const leftUndone = (memory) => Object.entries(memory.abandoned)
    .filter(([key, trouble]) => !isAnsweredByScaling(key, trouble))
    .map(([key, trouble]) => `${key}: ${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}` +
    (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''));
/** ECS wanted the set at scale 0 first and got it; what may have failed after that stands under its own key. */
const isAnsweredByScaling = (key, trouble) => isRefusedForScale(trouble) && !key.endsWith(' at 0 %');

;// CONCATENATED MODULE: ./build/domain/decide-guards.js







/** Invariant 7: who finds another's fence writes nothing more. The fence is compared as a whole, in every observation. */
const standDown = ({ world, memory, roles, plan }) => {
    const { fence } = world.service.tags;
    if (memory.fence === null || fence === undefined || !(0,domain_fence/* outranks */.w0)(fence, memory.fence.value))
        return null;
    return (0,domain_scene/* step */.PM)('end', 'fence-lost', 'another run holds the service now', {
        kind: 'end',
        result: 'stood-down',
        message: `Stood down: run ${fence.slice(fence.indexOf(':') + 1)} took service ${plan.service} over from this run ` +
            `(fence ${fence}, ours was ${memory.fence.value}). ${(0,words/* trafficWords */.bu)(roles)} This run changes nothing more; follow the other one.`,
        details: [],
    });
};
/** A cancel that calls for nothing: green has passed its bake, or the author asked to keep everything as it is. */
const endOfCancel = (scene) => {
    const { memory, roles, plan, world } = scene;
    if (!memory.isCancelled || memory.failure !== null)
        return null;
    const kept = !memory.isPreflightPassed
        ? 'It had changed nothing.'
        : (0,domain_scene/* isSwitched */.sP)(scene)
            ? `Green stays, and blue is kept warm until ${world.service.tags['lease-until'] ?? 'somebody removes it'}; a later run removes it.`
            : 'Nothing was taken back (on-cancel: keep); run the job again to go on where it stopped.';
    return (0,domain_scene/* step */.PM)('end', 'cancelled', 'the run was cancelled', {
        kind: 'end',
        result: 'failed',
        message: `Interrupted: the ${plan.command} of service ${plan.service} was cancelled. ${(0,words/* trafficWords */.bu)(roles)} ${kept}`,
        details: [],
    });
};
/** A write that AWS took may not show in the next read: wait for it, so that a stale read is never taken for drift. */
const settle = ({ memory, world }) => {
    const { pending } = memory;
    if (pending === null || world.nowMs - pending.atMs >= writes/* staleReadMs */.al)
        return null;
    const isCreated = pending.write.kind === 'create-green';
    return (0,domain_scene/* wait */.uk)(isCreated ? 'start' : 'prepare', 'reading-back', 'the last write does not show yet', 400);
};
/** A write that failed for now: less and less often, so that a throttled account is not throttled more. */
const backOff = ({ memory, world }) => {
    if (memory.trouble === null)
        return null;
    const { lastMs, count, last } = memory.trouble;
    const leftMs = lastMs + Math.min(500 * 2 ** (count - 1), 10_000) - world.nowMs;
    if (leftMs <= 0)
        return null;
    return (0,domain_scene/* wait */.uk)('prepare', 'backing-off', `${last.action}: ${last.code}; trying again`, leftMs);
};
const preflight = ({ plan, world, roles, memory }) => {
    if (memory.isPreflightPassed)
        return null;
    const problems = preflightProblems(plan, world, roles, memory);
    if (problems.length === 0)
        return null;
    const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
    return (0,domain_scene/* step */.PM)('preflight', 'preflight-failed', `preflight found ${count}`, {
        kind: 'end',
        result: 'refused',
        message: `Nothing was changed: preflight found ${count} with service ${plan.service} in cluster ${plan.cluster}. ` +
            (0,words/* trafficWords */.bu)(roles),
        details: problems,
    });
};
/** Taken by writing the next number and reading it back after the others' writes would show; claimed again when wiped. */
const holdFence = (scene) => {
    const { plan, world, memory } = scene;
    if (isOutOfReach(scene))
        return endWithoutFence(scene);
    const current = world.service.tags.fence;
    const { runId, runAttempt } = plan.release;
    if (memory.fence === null || (current !== memory.fence.value && memory.fence.isHeld)) {
        const value = memory.fence?.value ?? (0,domain_fence/* nextFence */.NQ)(current, runId, runAttempt);
        const because = memory.fence === null
            ? 'this run takes the service'
            : 'the fence was wiped or overwritten by an older run, this run takes it again';
        return (0,domain_scene/* step */.PM)('prepare', 'claiming-fence', because, { kind: 'tag-service', tags: { fence: value } });
    }
    if (memory.fence.isHeld)
        return null;
    const leftMs = (memory.fence.writtenAtMs ?? 0) + fenceSettleMs - world.nowMs;
    if (leftMs > 0)
        return (0,domain_scene/* wait */.uk)('prepare', 'fence-settling', 'another run could have written the fence too', leftMs);
    return (0,domain_scene/* step */.PM)('prepare', 'claiming-fence', 'the fence does not show', {
        kind: 'tag-service',
        tags: { fence: (0,domain_fence/* nextFence */.NQ)(current, runId, runAttempt) },
    });
};
const fenceKey = (0,writes/* writeKey */.TE)({ kind: 'tag-service', tags: { fence: '' } });
const isOutOfReach = ({ memory, world }) => fenceKey in memory.abandoned && (memory.fence === null || world.service.tags.fence !== memory.fence.value);
/** Without the fence nothing is written: another run might be at it. Traffic that had to go back has gone back before. */
function endWithoutFence({ memory, roles, plan }) {
    const reason = memory.abandoned[fenceKey]?.kind === 'denied' ? 'write-denied' : 'write-kept-failing';
    return (0,domain_scene/* step */.PM)('end', reason, 'the fence can not be taken', {
        kind: 'end',
        result: 'failed',
        message: `Stopped: the fence of service ${plan.service} could not be written, and without it nothing more is changed. ` +
            `${(0,words/* trafficWords */.bu)(roles)} Mend what is listed, then run the job again: it goes on where this run stopped.`,
        details: leftUndone(memory),
    });
}

;// CONCATENATED MODULE: ./build/domain/decide-supersede.js






/** Another run died between two rule writes: all of production goes to one of the two sets before anything is built on it. */
const healSplit = (scene) => {
    const { roles, world } = scene;
    const here = roles.blue?.attachment?.group;
    if (!(0,domain_roles/* isHealable */.NT)(world, roles) || roles.blue === null || here === undefined)
        return null;
    const other = roles.live.find((set) => set !== roles.blue);
    const there = other?.attachment?.group ?? roles.pair?.front;
    if (there === undefined)
        return null;
    const isBetterThere = (0,readiness/* targetsOf */.QR)(world, there).some(({ state }) => state === 'healthy');
    const isToStay = (0,readiness/* canServe */.KS)(world, roles.blue, false).isYes || !isBetterThere;
    const [from, to] = isToStay ? [there, here] : [here, there];
    const rule = roles.production.find((candidate) => (0,traffic/* weightOf */.mm)(candidate, from) > 0);
    if (rule === undefined)
        return null;
    const because = `an earlier release left ${(0,traffic/* ruleWords */.mG)(rule)} behind: production goes to one task set again`;
    return (0,domain_scene/* step */.PM)('prepare', 'healing-split', because, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, from, to),
    });
};
/** What earlier releases left is removed: behind the same guard as blue, and never what is live. */
const supersede = (scene) => {
    if ((0,domain_scene/* isGreenLive */.Cz)(scene))
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
    if ((0,domain_roles/* isLiveIn */.aQ)(roles.production, set) || isRobbed(scene, set))
        return null;
    const who = `${set.id} of release ${set.tags.release ?? '(before this action)'}`;
    if (set.status === 'PRIMARY' && roles.blue !== null)
        return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('prepare', 'superseding', `${who} holds the PRIMARY label without any traffic`, {
            kind: 'label',
            set: roles.blue.arn,
        }));
    if ((0,domain_roles/* isOnAnyRule */.aU)(world, set))
        return freeTestRule(scene, set);
    if (!(0,domain_scene/* isQuiet */.rM)(scene, set))
        return null;
    if (set.status === 'PRIMARY')
        return emptyPrimary(scene, set);
    return remove(scene, set, 'prepare', 'superseding', `${who} is over`);
}
/**
 * Production goes to nobody, ours or other. A set that had it while this process looked, or that was live before this action
 * came, was robbed of it by somebody who wrote the rules: it is not over, and it may be all there is to go back to.
 */
const isRobbed = ({ roles, memory, world }, set) => roles.live.length === 0 &&
    (0,readiness/* healthyOthers */.F6)(world, roles).length === 0 &&
    (memory.lastOnRulesMs[set.arn] !== undefined || !(0,domain_roles/* isOurs */.MU)(set));
/** Testers see blue until green is there: a set that a test rule still sends requests to is not deleted. */
function freeTestRule({ roles }, set) {
    const group = set.attachment?.group;
    if (group === undefined || roles.pair?.back == null || group === roles.pair.back)
        return null;
    // In green's own group it is green that testers are shown.
    if (group === roles.green?.attachment?.group)
        return null;
    const rule = roles.test.find((candidate) => (0,traffic/* weightOf */.mm)(candidate, group) > 0);
    if (rule === undefined)
        return null;
    return (0,domain_scene/* step */.PM)('prepare', 'superseding', `${(0,traffic/* ruleWords */.mG)(rule)} still points to ${set.id}, which is over`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, group, roles.pair.back),
    });
}
/** ECS does not delete a PRIMARY, and the label can't be taken off where no other set may have it. */
function emptyPrimary(scene, set) {
    if (set.scalePercent === 0)
        return null;
    const because = `${set.id} is over and PRIMARY, so it can only be emptied until green takes the label`;
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('prepare', 'superseding', because, { kind: 'scale', set: set.arn, percent: 0 }));
}
/**
 * The deletion of a set, or the step before it. The guard is this very observation: no rule at all gives its group
 * weight, none did for long enough that every node knows, and it is not PRIMARY (invariant 1). Never with force.
 */
function remove(scene, set, phase, reason, because) {
    if ((0,domain_roles/* isOnAnyRule */.aU)(scene.world, set) || set.status !== 'ACTIVE' || !(0,domain_scene/* isQuiet */.rM)(scene, set))
        return null;
    const deletion = (0,domain_scene/* step */.PM)(phase, reason, because, { kind: 'delete', set: set.arn, atScale: set.scalePercent });
    const refusal = scene.memory.abandoned[(0,writes/* deleteKey */.l0)(set.arn, set.scalePercent)];
    if (refusal === undefined)
        return deletion;
    if (!isRefusedForScale(refusal) || set.scalePercent === 0)
        return null;
    const emptied = (0,domain_scene/* step */.PM)(phase, reason, `${because}; ECS wants it at scale 0 first`, {
        kind: 'scale',
        set: set.arn,
        percent: 0,
    });
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, emptied);
}
/** Blue that this action did not make becomes ours to remove: its name goes where the next run can read it. */
const adoptBlue = ({ roles, world, memory }) => {
    const { blue } = roles;
    if (blue === null || (0,domain_roles/* isOurs */.MU)(blue) || world.service.tags.blue === blue.arn || memory.failure !== null)
        return null;
    return (0,domain_scene/* step */.PM)('prepare', 'adopting-blue', `${blue.id} is live and was not made by this action`, {
        kind: 'tag-service',
        tags: { blue: blue.arn },
    });
};

// EXTERNAL MODULE: ./build/domain/by-hand.js
var by_hand = __webpack_require__(9372);
;// CONCATENATED MODULE: ./build/domain/decide-back-end.js








/** Whether this run, or an earlier attempt of it, made a green. */
const wasGreenMade = ({ memory, world, plan }) => memory.green !== null || world.taskSets.some(({ tags }) => tags.release === plan.release.id);
/** Somebody gave weight to the other group after green was on its way out: that is no traffic "back where it was". */
function endAstray(scene, failure) {
    const { roles, world, memory } = scene;
    const home = ((0,domain_roles/* findSet */._V)(world, memory.blue) ?? roles.blue)?.attachment?.group ?? roles.pair?.back;
    const away = [roles.pair?.front, roles.pair?.back].find((group) => group != null && group !== home);
    if (home == null || away == null || !wasGreenMade(scene))
        return null;
    const astray = roles.production.filter((rule) => (0,traffic/* weightOf */.mm)(rule, away) > 0);
    if (astray.length === 0)
        return null;
    return (0,domain_scene/* step */.PM)('end', 'drift', 'somebody else changed the weights during the way back', {
        kind: 'end',
        result: 'failed',
        message: `Not wholly rolled back: ${failure.what}, and during the way back somebody else gave weight to target group ` +
            `${(0,domain_arn/* shortName */.E)(away)}, where this release has nothing left. ${(0,words/* trafficWords */.bu)(roles)} ` +
            'Find what writes the rules (infrastructure code that resets weights should ignore them), and run the commands below.',
        details: [...astray.map((rule) => (0,by_hand/* handCommand */.r)(rule, { front: away, back: home })), ...leftUndone(memory)],
    });
}
/** The end of a way back: a release that failed, or one that somebody asked to be taken back. */
function endRolledBack(scene, failure) {
    const { roles, memory } = scene;
    const wasMade = failure.reason === 'asked-for' || failure.reason === 'unfinished-way-back' || wasGreenMade(scene);
    const after = memory.afterBackProbe.lastWords;
    const innocent = after === null
        ? []
        : [`The probe still fails after the way back, so it may not be green's fault: ${after}`];
    const traffic = memory.hasGreenBeenLive
        ? `Traffic is back where it was: ${(0,words/* trafficWords */.bu)(roles)}`
        : `Users never saw green. ${(0,words/* trafficWords */.bu)(roles)}`;
    return (0,domain_scene/* step */.PM)('end', failure.reason, 'the way back is done', {
        kind: 'end',
        result: wasMade ? 'rolled-back' : 'failed',
        message: `${wasMade ? 'Rolled back' : 'Failed before green was created'}: ${failure.what}. ${traffic} ${failure.advice}`.trimEnd(),
        details: [...assumptions(scene), ...innocent, ...left(scene), ...leftUndone(memory)],
    });
}
/** What was done on a guess, where no tag told it. */
function assumptions({ roles, world, plan }) {
    const { green, blue } = roles;
    const isGuess = plan.command === 'rollback' && green !== null && (0,green_role/* assumedBlueOf */.AZ)(world, green) !== null;
    return isGuess && blue !== null
        ? [
            `Assumed that ${(0,words/* setWords */.aA)(blue)} was live before: it is the only other task set, in the other group of the ` +
                'production rules, and no tag of a release tells.',
        ]
        : [];
}
function left({ roles: { green } }) {
    if (green === null || green.status === 'DRAINING')
        return [];
    const who = `${(0,words/* setWords */.aA)(green)} is still there (${green.status})`;
    return (0,domain_roles/* isOurs */.MU)(green)
        ? [`green ${who}; the next release removes it`]
        : [`${who}: this action did not make it, so it is left alone; delete it before the next release`];
}

;// CONCATENATED MODULE: ./build/domain/decide-switch.js



/** Older than this, the time in the lease is not that of the switch: it is written anew. */
const freshLeaseMs = 60_000;
/**
 * Label, lease, rules. The label comes first because ECS itself then refuses to delete green; the lease before the
 * rules, so that whoever finds the switch done also finds what the way back is and how long it is kept.
 */
const switchOver = (scene) => {
    const { green } = scene.roles;
    if (green === null || (0,domain_scene/* isSwitched */.sP)(scene))
        return null;
    if (scene.memory.switchedAtMs !== null)
        return null;
    return label(green) ?? writeLease(scene, green) ?? switchNextRule(scene, green);
};
const label = (green) => green.status === 'PRIMARY'
    ? null
    : (0,domain_scene/* step */.PM)('switch', 'labelling-green', 'from now on ECS itself refuses to delete green', {
        kind: 'label',
        set: green.arn,
    });
function writeLease(scene, green) {
    const { world, memory } = scene;
    const tagged = world.service.tags;
    const writtenMs = Date.parse(tagged['switched-at'] ?? '');
    const { blue } = scene.roles;
    // Without blue no tag of that name is written, so one that an earlier release left says nothing either way.
    const isWritten = tagged.green === green.arn && (blue === null || tagged.blue === blue.arn);
    // Bake and lease count from it, so the one that a killed process wrote before a switch it never finished won't do.
    const isOwn = writtenMs >= memory.startedAtMs;
    if (isWritten && isOwn && (world.nowMs - writtenMs < freshLeaseMs || (0,domain_scene/* isGreenLive */.Cz)(scene)))
        return null;
    return (0,domain_scene/* step */.PM)('switch', 'writing-lease', 'what the way back is, and until when it is kept', {
        kind: 'tag-service',
        tags: leaseTags(scene, green, world.nowMs),
    });
}
/** Blue and lease in one write, so that neither can be there without the other. */
function leaseTags({ plan, roles, memory }, green, switchedAtMs) {
    const { verdict } = memory.baseline;
    const common = {
        green: green.arn,
        'switched-at': (0,domain_scene/* iso */.KH)(switchedAtMs),
        ...(verdict === 'unknown' ? {} : { baseline: verdict }),
    };
    if (roles.blue === null)
        return common;
    const keptMs = Math.max(plan.warmSeconds, plan.bake.seconds) * 1000;
    return {
        ...common,
        blue: roles.blue.arn,
        'lease-until': (0,domain_scene/* iso */.KH)(switchedAtMs + keptMs),
        'lease-scale': String(roles.blue.scalePercent),
    };
}
/** Invariant 2: ready in the very observation that decides it, and nothing but green and its own targets in its group. */
function switchNextRule({ world, roles, ...rest }, green) {
    const verdict = (0,readiness/* isReady */.i_)(world, green);
    if (!verdict.isYes)
        return (0,domain_scene/* wait */.uk)('switch', 'waiting-for-ready', `green ${green.id}: ${verdict.why}`, 500);
    if ((0,readiness/* strangers */.ob)(world, green).length + (0,readiness/* groupMates */.YK)(world, green).length > 0)
        return (0,domain_scene/* wait */.uk)('switch', 'waiting-for-group-to-empty', "others stand in green's group", 1000);
    const [rule] = (0,domain_scene/* rulesToSwitch */.FW)({ world, roles, ...rest });
    if (rule === undefined || roles.pair?.back == null)
        return null;
    return (0,domain_scene/* step */.PM)('switch', 'switching', `${(0,traffic/* ruleWords */.mG)(rule)} goes to green ${green.id}`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, roles.pair.back, roles.pair.front),
    });
}

;// CONCATENATED MODULE: ./build/domain/decide-bake.js






/** After the switch: green is watched under real traffic, and so are the rules, until the bake is over. */
const bake = (scene) => {
    const { green, blue } = scene.roles;
    if (green === null || scene.memory.switchedAtMs === null)
        return null;
    // Without blue the tags alone tell a bake from a release that ended long ago, unless this process made the switch.
    // Such a release ended with green as PRIMARY: one that is not was never switched by us.
    const isTagged = scene.world.service.tags.green === green.arn;
    const isEnded = blue === null && !isTagged && green.status === 'PRIMARY';
    if (isEnded && !scene.memory.hasSeenSwitch)
        return endOnDrift(scene);
    return endOnDrift(scene) ?? rewriteLease(scene, green) ?? watch(scene, green);
};
/** Weights that somebody else changed are never put right silently: it ends with both states told (fact 27). */
function endOnDrift(scene) {
    const { memory, world, roles, plan } = scene;
    if ((0,domain_scene/* isSwitched */.sP)(scene) || memory.switchedAtMs === null)
        return null;
    if (memory.driftSinceMs === null || world.nowMs - memory.driftSinceMs < writes/* staleReadMs */.al)
        return (0,domain_scene/* wait */.uk)('bake', 'reading-back', 'the rules do not show the switch; they are read again', 500);
    return (0,domain_scene/* step */.PM)('end', 'drift', 'somebody else changed the weights', {
        kind: 'end',
        result: 'failed',
        message: `Stopped: somebody else changed the production weights of service ${plan.service} after the switch. ${(0,words/* trafficWords */.bu)(roles)} ` +
            'Both task sets are kept and nothing more is changed. Find what writes the rules (infrastructure code that resets weights ' +
            'should ignore them), then run the release again.',
        details: roles.production.map((rule) => `${(0,traffic/* ruleWords */.mG)(rule)}: green ${String((0,traffic/* weightOf */.mm)(rule, roles.pair?.front ?? ''))}, ` +
            `blue ${String(roles.pair?.back == null ? 0 : (0,traffic/* weightOf */.mm)(rule, roles.pair.back))}; this release had set green to all of it`),
    });
}
/** Wiped tags: a lease that nobody can read would leave blue without an end. */
function rewriteLease(scene, green) {
    const { world, roles, memory } = scene;
    const { tags } = world.service;
    const isThere = tags.green === green.arn && (roles.blue === null || tags.blue === roles.blue.arn);
    if (isThere || roles.blue === null)
        return null;
    return (0,domain_scene/* step */.PM)('bake', 'writing-lease', 'the lease was wiped', {
        kind: 'tag-service',
        tags: leaseTags(scene, green, (0,domain_scene/* switchedAtMs */.d0)(scene) ?? memory.switchedAtMs ?? world.nowMs),
    });
}
function watch(scene, green) {
    const { memory, world, plan } = scene;
    if (memory.isBakePassed)
        return null;
    const leftMs = ((0,domain_scene/* bakeEndsMs */.gC)(scene) ?? world.nowMs) - world.nowMs;
    const intervalMs = plan.bake.probeIntervalSeconds * 1000;
    const dueMs = (memory.bakeProbe.lastMs ?? 0) + intervalMs - world.nowMs;
    if (memory.baseline.verdict === 'passed' && dueMs <= 0 && leftMs > 0) {
        const probing = (0,probes/* productionProbing */.B$)(scene);
        if (probing.requests !== null)
            return (0,domain_scene/* step */.PM)('bake', 'baking', `does ${probing.where} still answer?`, {
                kind: 'probe',
                purpose: 'bake',
                requests: probing.requests,
            });
    }
    const nextMs = Math.min(intervalMs, dueMs > 0 ? dueMs : intervalMs, leftMs > 0 ? leftMs : 700);
    const because = `green ${(0,words/* setWords */.aA)(green)} serves; ${String(Math.max(0, Math.ceil(leftMs / 1000)))} s of the bake are left`;
    return (0,domain_scene/* wait */.uk)('bake', 'baking', because, Math.max(200, nextMs));
}

// EXTERNAL MODULE: ./build/domain/pace.js
var pace = __webpack_require__(38);
;// CONCATENATED MODULE: ./build/domain/decide-teardown.js








/** After the bake: blue stays warm until its lease ends, then it is deleted and waited for. */
const tearDown = (scene) => {
    const { blue, green } = scene.roles;
    if (green === null || !scene.memory.isBakePassed)
        return removeLeftovers(scene);
    if (blue === null)
        return endOnDrift(scene) ?? relabel(scene, green) ?? removeLeftovers(scene);
    return (endOnDrift(scene) ??
        keepWarm(scene, blue) ??
        relabel(scene, green) ??
        deleteBlue(scene, blue) ??
        awaitVanishing(scene, blue) ??
        removeLeftovers(scene));
};
function keepWarm(scene, blue) {
    const { world, plan } = scene;
    const untilMs = ((0,domain_scene/* switchedAtMs */.d0)(scene) ?? 0) + plan.warmSeconds * 1000;
    const leftMs = untilMs - world.nowMs;
    if (leftMs <= 0 || blue.status === 'DRAINING' || plan.command === 'teardown')
        return null;
    const because = `blue ${(0,words/* setWords */.aA)(blue)} is the way back for another ${(0,words/* durationWords */.Sh)(leftMs / 1000)}`;
    return (0,domain_scene/* wait */.uk)('warm', 'warm', because, Math.min(leftMs, 15_000));
}
/** Somebody moved the label to blue: then ECS would refuse to delete it, and green would have no lock. */
function relabel(scene, green) {
    if (green.status === 'PRIMARY')
        return null;
    const because = `the PRIMARY label is not on ${green.id}, which has all the traffic`;
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('teardown', 'labelling-green', because, { kind: 'label', set: green.arn }));
}
function deleteBlue(scene, blue) {
    // A test rule that somebody pointed at it: it stays, and the end says so.
    if ((0,domain_roles/* isOnAnyRule */.aU)(scene.world, blue))
        return null;
    if (blue.status === 'ACTIVE' && !(0,domain_scene/* isQuiet */.rM)(scene, blue))
        return (0,domain_scene/* wait */.uk)('teardown', 'letting-nodes-follow', 'every node has to know the switch first', (0,domain_scene/* quietInMs */.Wy)(scene, blue));
    return remove(scene, blue, 'teardown', 'deleting-blue', `the lease of blue ${(0,words/* setWords */.aA)(blue)} is over`);
}
/** DRAINING lasts until its targets are deregistered and its tasks stopped (fact 17). */
function awaitVanishing({ world, memory }, set) {
    if (set.status !== 'DRAINING')
        return null;
    const group = world.groups.find(({ arn }) => arn === set.attachment?.group);
    const boundMs = ((group?.deregistrationDelaySeconds ?? 300) + 120 + 300) * 1000;
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    if (waitedMs > boundMs)
        return null;
    return (0,domain_scene/* wait */.uk)('teardown', 'waiting-for-blue-to-vanish', `${(0,words/* setWords */.aA)(set)} is draining`, (0,pace/* paceMs */.k)(waitedMs, 1500));
}
function removeLeftovers(scene) {
    if (!scene.memory.isBakePassed)
        return null;
    for (const set of scene.roles.leftovers) {
        const next = remove(scene, set, 'teardown', 'superseding', `${set.id} was left by an earlier release`);
        if (next !== null)
            return next;
    }
    return null;
}
/** Run again after its end, a release finds itself live, alone and tidied up: there is nothing to write, not even a fence. */
const alreadyOver = (scene) => {
    const { roles, memory, world, plan } = scene;
    const { green } = roles;
    if (memory.isPreflightPassed || memory.failure !== null || green?.status !== 'PRIMARY')
        return null;
    const isAlone = world.taskSets.length === 1 && (0,domain_scene/* isSwitched */.sP)(scene);
    if (!isAlone || releaseTags.some((name) => world.service.tags[name] !== undefined))
        return null;
    return (0,domain_scene/* step */.PM)('end', 'released', 'this release is already live', {
        kind: 'end',
        result: 'released',
        message: `Already live: ${(0,words/* setWords */.aA)(green)} of this release serves ${plan.service}, and it is the only task set. ${(0,words/* trafficWords */.bu)(roles)}`,
        details: [],
    });
};
/** What a release suspended is restored, and its tags are cleared. */
const tidyUp = (scene) => (0,domain_scene/* isSwitched */.sP)(scene) ? (restoreScaling(scene, 'teardown') ?? clearTags(scene, 'teardown')) : null;
/** Done by whoever ends the release, from the tag, or from memory when the tag was wiped. */
function restoreScaling(scene, phase) {
    const before = scalingToRestore(scene);
    if (before === null)
        return null;
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)(phase, 'restoring-scaling', 'auto scaling acts again as before the release', {
        kind: 'write-scaling',
        state: before,
    }));
}
function scalingToRestore({ world, memory }) {
    const before = (0,writes/* parseScaling */.f1)(world.service.tags.scaling ?? memory.scalingBefore ?? '');
    if (before === null || world.scaling === null)
        return null;
    return (0,writes/* scalingText */.bN)(world.scaling) === (0,writes/* scalingText */.bN)(before) ? null : before;
}
const releaseTags = [
    'blue',
    'green',
    'switched-at',
    'lease-until',
    'lease-scale',
    'baseline',
    'scaling',
];
/** The fence stays: a run that found it gone would take the service again. So does what could not be restored yet. */
function clearTags(scene, phase) {
    const kept = scalingToRestore(scene) === null ? null : 'scaling';
    const names = releaseTags.filter((name) => name !== kept && scene.world.service.tags[name] !== undefined);
    if (names.length === 0 || (scene.roles.blue !== null && (0,domain_scene/* isSwitched */.sP)(scene)))
        return null;
    const untag = { kind: 'untag-service', names };
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)(phase, 'clearing-tags', 'the release is over', untag));
}
/** A way back anew is a release like any other, but for why it was made. */
function askedWords({ command, goal, release }) {
    if (command !== 'rollback')
        return '';
    const why = goal.writtenReason === null ? '' : ` (${goal.writtenReason})`;
    return ` It is the way back that run ${release.runUrl} was asked for${why}.`;
}
/** The end of a release, and how it went. */
const endReleased = (scene) => {
    if (!(0,domain_scene/* isSwitched */.sP)(scene))
        return null;
    const { world, roles, memory, plan } = scene;
    const undone = leftUndone(memory);
    const still = roles.blue === null
        ? []
        : [
            `blue ${(0,words/* setWords */.aA)(roles.blue)} is still there (${roles.blue.status}` +
                `${(0,domain_roles/* isOnAnyRule */.aU)(world, roles.blue) ? ', and a rule still sends requests to its target group' : ''})`,
        ];
    const details = [...still, ...undone];
    const green = roles.green === null ? 'green' : (0,words/* setWords */.aA)(roles.green);
    const isClean = details.length === 0;
    const isFirst = roles.green?.tags.blue === undefined && memory.blue === null;
    const first = isFirst ? ' It is the first deployment, so there is no way back yet.' : '';
    const only = world.taskSets.length === 1 ? ', and it is the only task set' : '';
    return (0,domain_scene/* step */.PM)('end', isClean ? 'released' : 'cleanup-incomplete', 'the release is over', {
        kind: 'end',
        result: isClean ? 'released' : 'failed',
        message: isClean
            ? `Released: ${green} serves ${plan.service}${only}.${askedWords(plan)} ${(0,words/* trafficWords */.bu)(roles)}${first}`
            : `Released, but not tidied up: ${green} serves ${plan.service}. ${(0,words/* trafficWords */.bu)(roles)} Mend what is listed and run the release again: it goes on where it stopped.`,
        details,
    });
};

;// CONCATENATED MODULE: ./build/domain/decide-back.js

















/** A label that does not move within this time does not hold up the traffic. */
const labelPatienceMs = 1000;
/** Blue that can't serve yet may recover: so long green, bad as it is, is the better of the two. */
const blueRecoveryMs = 120_000;
/** The way back: traffic first, then everything else (invariant 3). */
const back = (scene) => {
    const { failure } = scene.memory;
    if (failure === null)
        return null;
    return (0,domain_scene/* isGreenLive */.Cz)(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure);
};
function restoreTraffic(scene, failure) {
    const noted = isOnAssumption(scene) ? markTakenBack(scene) : null;
    if (noted !== null)
        return noted;
    const raised = failure.reason === 'asked-for' && !isGreenDead(scene) ? raiseBlue(scene) : null;
    if (raised !== null)
        return raised;
    const able = canGoBack(scene);
    if (!able.isYes)
        return holdOrGiveUp(scene, failure, able.why);
    return labelBlueBriefly(scene) ?? moveNextRule(scene) ?? rollbackFailed(scene, failure);
}
/** Blue by its own targets; without blue, targets that stood in the group before this service had a task set (invariant 8). */
function canGoBack(scene) {
    const { world, roles } = scene;
    if (roles.blue !== null)
        return (0,readiness/* canServe */.KS)(world, roles.blue, isGreenDead(scene));
    return (0,readiness/* healthyOthers */.F6)(world, roles).length > 0
        ? { isYes: true }
        : { isYes: false, why: 'there is no blue to go back to' };
}
/** Between two sets without tags only a note tells a later process which of them was taken back: it comes first. */
const isOnAssumption = ({ world, roles, plan }) => plan.command === 'rollback' && roles.green !== null && (0,green_role/* assumedBlueOf */.AZ)(world, roles.green) !== null;
const isGreenDead = ({ world, roles }) => roles.green === null || (0,readiness/* healthyOwn */.Qg)(world, roles.green).length === 0;
function holdOrGiveUp(scene, failure, why) {
    const { world, roles, plan } = scene;
    const raised = raiseBlue(scene);
    if (raised !== null)
        return raised;
    const isHopeful = roles.blue !== null && roles.blue.status !== 'DRAINING';
    // Somebody who asks for the way back has time for the start of a task: green serves meanwhile.
    const patienceMs = failure.reason === 'asked-for'
        ? Math.max(blueRecoveryMs, plan.readyTimeoutSeconds * 1000)
        : blueRecoveryMs;
    if (isHopeful && world.nowMs - failure.atMs < patienceMs)
        return (0,domain_scene/* wait */.uk)('back', 'waiting-for-blue-to-serve', why, 1000);
    return (0,domain_scene/* step */.PM)('end', 'no-way-back', why, {
        kind: 'end',
        result: 'failed',
        message: `Failed, and not rolled back: ${failure.what}, and ${why}. ${(0,words/* trafficWords */.bu)(roles)} Green is left as it is, since nothing ` +
            `better could serve. ${failure.advice} Then release ${plan.service} again.`,
        details: [],
    });
}
/** Blue that was scaled down while it was warm can't carry everybody: it is brought back to full scale first. */
function raiseBlue(scene) {
    const { blue } = scene.roles;
    if (blue === null || blue.status === 'DRAINING' || blue.scalePercent >= 100)
        return null;
    const because = `blue ${blue.id} stands at ${String(blue.scalePercent)} % and has to carry all of the traffic`;
    const write = { kind: 'scale', set: blue.arn, percent: 100 };
    return (waitForAnswer(scene, write) ??
        (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('back', 'waiting-for-blue-to-serve', because, write)));
}
/** Written already, or refused for the moment: look again soon rather than write twice. */
function waitForAnswer({ memory, world }, write) {
    const { pending, trouble } = memory;
    const isSent = pending !== null && (0,writes/* writeKey */.TE)(pending.write) === (0,writes/* writeKey */.TE)(write) && world.nowMs - pending.atMs < 3000;
    if (isSent)
        return (0,domain_scene/* wait */.uk)('back', 'reading-back', 'the way back does not show yet', 300);
    if (trouble !== null && world.nowMs - trouble.lastMs < 500)
        return (0,domain_scene/* wait */.uk)('back', 'backing-off', `${trouble.last.code}; trying again`, 500);
    return null;
}
function labelBlueBriefly({ world, roles, memory }) {
    const { blue } = roles;
    if (blue === null || blue.status !== 'ACTIVE')
        return null;
    const sinceMs = memory.labelBackSinceMs;
    const key = `label ${blue.arn}`;
    const isTaken = memory.trouble?.key !== key;
    const isTried = sinceMs !== null && (isTaken || world.nowMs - sinceMs >= labelPatienceMs);
    if (isTried || key in memory.abandoned)
        return null;
    return (0,domain_scene/* step */.PM)('back', 'labelling-blue', `blue ${blue.id} is the one to keep again`, {
        kind: 'label',
        set: blue.arn,
    });
}
function moveNextRule(scene) {
    const { roles, memory } = scene;
    const { pair, production } = roles;
    if (pair?.back == null)
        return null;
    const { front, back: to } = pair;
    const next = production
        .filter((rule) => (0,traffic/* weightOf */.mm)(rule, front) > 0)
        .map((rule) => ({ kind: 'write-rule', rule, actions: (0,traffic/* moveWeight */.QB)(rule, front, to) }))
        .find((write) => !((0,writes/* writeKey */.TE)(write) in memory.abandoned));
    if (next === undefined)
        return null;
    return (waitForAnswer(scene, next) ?? (0,domain_scene/* step */.PM)('back', 'switching-back', `${(0,traffic/* ruleWords */.mG)(next.rule)} goes back`, next));
}
function rollbackFailed({ roles, memory, plan }, failure) {
    const { pair } = roles;
    const stuck = roles.production.filter((rule) => pair !== null && (0,traffic/* weightOf */.mm)(rule, pair.front) > 0);
    return (0,domain_scene/* step */.PM)('end', 'rollback-failed', 'AWS does not take the way back', {
        kind: 'end',
        result: 'failed',
        message: `Rollback failed: ${failure.what}, and the production rules of service ${plan.service} could not be moved back. ` +
            `${(0,words/* trafficWords */.bu)(roles)} Run the commands below with rights to change listeners, now.`,
        details: [...stuck.map((rule) => (0,by_hand/* handCommand */.r)(rule, pair)), ...leftUndone(memory)],
    });
}
/** Traffic is where it belongs. What is left: the label, the test rule, green, auto scaling, the tags. */
function cleanUp(scene, failure) {
    return (settleBack(scene) ??
        labelBlue(scene) ??
        (failure.reason === 'asked-for' ? raiseBlue(scene) : null) ??
        (scene.roles.green === null && !isResumed(failure) ? null : holdFence(scene)) ??
        markTakenBack(scene) ??
        decide_back_freeTestRule(scene) ??
        probeAfterBack(scene, failure) ??
        deleteGreen(scene) ??
        decide_back_tidyUp(scene) ??
        endAstray(scene, failure) ??
        endRolledBack(scene, failure));
}
/** A run that was cancelled before it took the service has nothing to tidy up there: tags and scaling are the holder's. */
function decide_back_tidyUp(scene) {
    const { memory, world, plan } = scene;
    const holder = (0,domain_fence/* parseFence */.Hz)(world.service.tags.fence);
    if (memory.fence === null && holder !== null && holder.runId !== plan.release.runId)
        return null;
    const next = restoreScaling(scene, 'back') ?? clearTags(scene, 'back');
    return next === null ? null : (holdFence(scene) ?? next);
}
function settleBack({ memory, world }) {
    const { pending, trouble } = memory;
    if (pending !== null && world.nowMs - pending.atMs < 5000)
        return (0,domain_scene/* wait */.uk)('back', 'reading-back', 'the last write does not show yet', 400);
    if (trouble !== null && world.nowMs - trouble.lastMs < Math.min(500 * 2 ** trouble.count, 10_000))
        return (0,domain_scene/* wait */.uk)('back', 'backing-off', `${trouble.last.action}: ${trouble.last.code}; trying again`, 500);
    return null;
}
function labelBlue(scene) {
    const { blue, green } = scene.roles;
    if (blue?.status !== 'ACTIVE' || green?.status !== 'PRIMARY')
        return null;
    const because = `blue ${blue.id} has the traffic, and ECS deletes no PRIMARY`;
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('back', 'labelling-blue', because, { kind: 'label', set: blue.arn }));
}
/** A probe that fails on blue too was not green's fault, and that is said. */
function probeAfterBack(scene, failure) {
    const { memory, world } = scene;
    if (failure.reason !== 'baked-bad-probe' || memory.afterBackProbe.lastMs !== null)
        return null;
    const { green } = scene.roles;
    if (green === null)
        return null;
    // A test rule that AWS would not take back shows green for as long as anybody waits.
    const leftMs = (0,domain_roles/* isOnAnyRule */.aU)(world, green) ? 0 : (0,domain_scene/* quietInMs */.Wy)(scene, green) - 5000;
    if (leftMs > 0)
        return (0,domain_scene/* wait */.uk)('back', 'letting-nodes-follow', 'every node has to know the way back first', leftMs);
    const probing = (0,probes/* productionProbing */.B$)(scene);
    if (probing.requests === null || world.nowMs < 0)
        return null;
    return (0,domain_scene/* step */.PM)('back', 'probing-after-back', 'does production answer again?', {
        kind: 'probe',
        purpose: 'after-back',
        requests: probing.requests,
    });
}
function decide_back_freeTestRule(scene) {
    const { green, pair, test } = scene.roles;
    if (green === null || pair?.back == null)
        return null;
    const { front, back: to } = pair;
    const rule = test.find((candidate) => (0,traffic/* weightOf */.mm)(candidate, front) > 0);
    if (rule === undefined)
        return null;
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('back', 'pointing-test-rule', `${(0,traffic/* ruleWords */.mG)(rule)} shows blue to testers again`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* moveWeight */.QB)(rule, front, to),
    }));
}
/** What is taken back may have been deleted by an earlier process, which died before it had tidied up. */
const isResumed = ({ reason }) => reason === 'asked-for' || reason === 'unfinished-way-back';
const isStillDraining = (scene) => scene.memory.failure !== null &&
    isResumed(scene.memory.failure) &&
    (isTakenBackDraining(scene) ||
        scene.world.taskSets.some(({ arn, status }) => status === 'DRAINING' && arn === scene.world.service.tags.green));
function deleteGreen(scene) {
    const { green } = scene.roles;
    if (green === null)
        return isStillDraining(scene) ? decide_back_awaitVanishing(scene) : null;
    if (green.status === 'DRAINING')
        return decide_back_awaitVanishing(scene);
    if (!isToGo(scene, green))
        return null;
    // A test rule that AWS would not take back still shows it to testers: then it stays, and the end says so.
    if ((0,domain_roles/* isOnAnyRule */.aU)(scene.world, green))
        return null;
    if (!(0,domain_scene/* isQuiet */.rM)(scene, green) && mayHaveBeenLive(scene, green))
        return (0,domain_scene/* wait */.uk)('back', 'letting-nodes-follow', 'every node has to know the way back first', (0,domain_scene/* quietInMs */.Wy)(scene, green));
    if (green.status === 'PRIMARY')
        return emptyGreen(scene);
    return remove(mayHaveBeenLive(scene, green) ? scene : { ...scene, memory: neverLive(scene, green.arn) }, green, 'back', 'deleting-green', `green ${(0,words/* setWords */.aA)(green)} is not wanted`);
}
/** What no release of ours made is taken back and then left alone (invariant 5). */
const isToGo = ({ world }, green) => (0,domain_roles/* isOurs */.MU)(green) || (0,domain_roles/* isAdopted */.YP)(world, green);
/** A process that came after the switch back did not see for itself when the rules left green. */
const mayHaveBeenLive = ({ memory }, green) => memory.lastOnRulesMs[green.arn] !== undefined ||
    memory.hasGreenBeenLive ||
    memory.failure?.reason === 'asked-for';
/** No rule ever gave it weight while this process looked, and the fence is ours: there is no node to wait for. */
function neverLive({ memory, world }, green) {
    if (memory.lastOnRulesMs[green] !== undefined)
        return memory;
    return { ...memory, lastOnRulesMs: { ...memory.lastOnRulesMs, [green]: world.nowMs - 60_000 } };
}
/** PRIMARY without a blue to take the label: ECS never deletes it, so it is emptied and said. */
function emptyGreen(scene) {
    const { green, blue } = scene.roles;
    if (green === null || blue !== null || green.scalePercent === 0)
        return null;
    const because = `green ${green.id} is PRIMARY and no other set could be: it is emptied, ECS does not delete it`;
    return (0,domain_scene/* unlessAbandoned */.TT)(scene, (0,domain_scene/* step */.PM)('back', 'deleting-green', because, { kind: 'scale', set: green.arn, percent: 0 }));
}
function decide_back_awaitVanishing({ world, memory }) {
    const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
    if (waitedMs > 720_000)
        return null;
    return (0,domain_scene/* wait */.uk)('back', 'waiting-for-green-to-vanish', 'green is draining', (0,pace/* paceMs */.k)(waitedMs, 1500));
}

// EXTERNAL MODULE: ./build/domain/status.js
var domain_status = __webpack_require__(7299);
;// CONCATENATED MODULE: ./build/domain/decide-commands.js







const end = (result, reason, message, details = []) => (0,domain_scene/* step */.PM)(result === 'refused' ? 'preflight' : 'end', reason, message, {
    kind: 'end',
    result,
    message,
    details,
});
const refused = (scene, problem) => end('refused', 'preflight-failed', `Nothing was changed: ${problem} ${(0,words/* trafficWords */.bu)(scene.roles)}`);
/** Staged before and promoted since: a stage that is run again finds its green live, and leaves it to whoever promoted it. */
const refusePromoted = (scene) => {
    const { green } = scene.roles;
    if (scene.memory.isPreflightPassed || green === null || !(0,domain_scene/* isGreenLive */.Cz)(scene))
        return null;
    return end('staged', 'released', `Already promoted: green ${(0,words/* setWords */.aA)(green)} of this release is live. ${(0,words/* trafficWords */.bu)(scene.roles)}`);
};
/** stage ends where a person may look: green is proven, and no production rule knows it. */
const endStaged = (scene) => {
    const { green } = scene.roles;
    if (green === null || (0,domain_scene/* isGreenLive */.Cz)(scene))
        return null;
    const url = (0,probes/* previewUrl */.e6)(scene);
    const preview = url === null
        ? 'No test rule or test-url is named, so there is no preview address.'
        : `Testers see it at ${url}.`;
    // An idle fleet halves the average load: scaling in would take tasks from live blue (fact 21a).
    const scaling = scene.world.service.tags.scaling === undefined ? '' : ' Scale-in stays suspended until then.';
    return end('staged', 'staged', `Staged: green ${(0,words/* setWords */.aA)(green)} is ready beside the live version, as release ${green.tags.release ?? ''}. ${preview} ` +
        `${(0,words/* trafficWords */.bu)(scene.roles)} Promote it before ${green.tags.expires ?? 'it expires'}.${scaling}`);
};
/** promote needs one staged green, still wanted, of the commit that was approved. */
const findStaged = (scene) => {
    const { plan, roles, memory, world } = scene;
    if (memory.isPreflightPassed || memory.failure !== null)
        return null;
    const { green } = roles;
    const { promoted, expectedCommit } = plan.goal;
    if (green === null)
        return refused(scene, promoted === null
            ? `nothing is staged for service ${plan.service}: run the command stage first.`
            : `release "${promoted}" is not staged for service ${plan.service}: it was promoted and replaced, removed, or never staged.`);
    if (expectedCommit !== null && green.tags.commit !== expectedCommit)
        return refused(scene, `green ${green.id} was staged for commit ${green.tags.commit ?? '(unknown)'}, and expected-sha is ${expectedCommit}: ` +
            'stage the commit that was approved.');
    const { expires } = green.tags;
    if (expires === undefined || (0,domain_scene/* isGreenLive */.Cz)(scene) || Date.parse(expires) > world.nowMs)
        return null;
    return refused(scene, `green ${green.id} was staged until ${expires}, which is over: stage it again.`);
};
/** What a rollback must not do, said before anything is written. */
const refuseRollback = (scene) => {
    const { roles, plan, memory } = scene;
    if (memory.isPreflightPassed || memory.labelBackSinceMs !== null || isLeftUntidy(scene))
        return null;
    const from = roles.green ?? roles.blue;
    if (from === null)
        return refused(scene, `no task set of service ${plan.service} is live, so there is nothing to roll back.`);
    if (hasTakenBack(scene))
        return end('rolled-back', 'asked-for', `This run has rolled service ${plan.service} back already. ${(0,words/* trafficWords */.bu)(roles)}`);
    const { backTo } = plan.goal;
    if (backTo !== null && (0,green_role/* isRevision */.oN)(from, backTo) && from.tags.release !== plan.release.id)
        return refused(scene, `revision ${backTo} is what service ${plan.service} runs now: name an older one.`);
    const isPermitted = plan.isForced && plan.goal.writtenReason !== null;
    if (from.tags['forward-only'] === undefined || isPermitted)
        return null;
    return refused(scene, `release ${from.tags.release ?? from.id} is forward-only (${from.tags['forward-only']}): its irreversible step has run. ` +
        'Release a new version; or, if you know that the old one works, set force and write the reason.');
};
/** teardown needs a blue that is kept, and all of production on green. */
const findWarm = (scene) => {
    const { roles, plan, memory } = scene;
    if (memory.isPreflightPassed)
        return null;
    // An earlier teardown died before it had tidied up: this one does.
    const isHalfDone = roles.green !== null && scene.world.service.tags.green === roles.green.arn;
    if (roles.blue === null && (0,domain_scene/* isSwitched */.sP)(scene) && isHalfDone)
        return null;
    if (roles.blue === null)
        return end('torn-down', 'torn-down', `Nothing to tear down: service ${plan.service} keeps no blue. ${(0,words/* trafficWords */.bu)(roles)}`);
    if ((0,domain_scene/* isSwitched */.sP)(scene))
        return null;
    return refused(scene, `production of service ${plan.service} is not all on one task set, so none may be removed: roll back or release first.`);
};
/** The warm time is over; what AWS would not take is listed, and the run is red. */
const endTornDown = (scene) => {
    if (!(0,domain_scene/* isSwitched */.sP)(scene))
        return null;
    const { blue } = scene.roles;
    const undone = [
        ...(blue === null ? [] : [`blue ${(0,words/* setWords */.aA)(blue)} is still there (${blue.status})`]),
        ...leftUndone(scene.memory),
    ];
    if (undone.length > 0)
        return end('failed', 'cleanup-incomplete', `Not torn down: blue of service ${scene.plan.service} could not be removed. ${(0,words/* trafficWords */.bu)(scene.roles)} Mend what is listed, then run teardown again.`, undone);
    return end('torn-down', 'torn-down', `Torn down: the warm time of service ${scene.plan.service} is over. ${(0,words/* trafficWords */.bu)(scene.roles)}`);
};
/** status only tells. */
const tellStatus = (scene) => end('seen', 'seen', `Service ${scene.plan.service}: ${(0,words/* trafficWords */.bu)(scene.roles)}`, (0,domain_status/* statusLines */.Cd)(scene));

// EXTERNAL MODULE: ./build/domain/decide-gate.js
var decide_gate = __webpack_require__(9689);
;// CONCATENATED MODULE: ./build/domain/decide-prepare.js






/** Everything up to green's creation, in the order in which each needs the one before. */
const prepare = (scene) => scene.roles.green !== null
    ? null
    : (register(scene) ??
        suspendScaleIn(scene) ??
        attachIdle(scene) ??
        makeRoom(scene) ??
        createGreen(scene));
/** Registering is what is skipped when nothing changed, never the release: images move and secrets rotate. */
function register({ world, memory }) {
    const { candidate } = world;
    if (candidate === null || memory.registered !== null || candidate.registeredAs !== null)
        return null;
    if (candidate.content === null)
        return null;
    return (0,domain_scene/* step */.PM)('prepare', 'registering', `a new revision of ${candidate.family} from ${candidate.source}`, {
        kind: 'register',
        content: candidate.content,
        hash: candidate.hash,
    });
}
/** While two fleets run, the average load halves, and scaling in would take tasks from live blue (fact 21a). */
function suspendScaleIn({ world, memory }) {
    const { scaling } = world;
    if (scaling === null)
        return null;
    const before = memory.scalingBefore ?? (0,writes/* scalingText */.bN)(scaling);
    if (world.service.tags.scaling === undefined)
        return (0,domain_scene/* step */.PM)('prepare', 'suspending-scale-in', 'what auto scaling was is kept in a tag first', {
            kind: 'tag-service',
            tags: { scaling: before },
        });
    if (scaling.scaleInSuspended)
        return null;
    return (0,domain_scene/* step */.PM)('prepare', 'suspending-scale-in', 'two fleets halve the average load', {
        kind: 'write-scaling',
        state: { ...scaling, scaleInSuspended: true },
    });
}
/** A group on no rule is never checked, and ECS refuses a set for it (facts 9 and 25). */
function attachIdle({ roles }) {
    const { pair, production } = roles;
    if (pair === null)
        return null;
    const rule = production.find((candidate) => (0,traffic/* forwardOf */.pl)(candidate) !== null && !(0,traffic/* holds */.v9)(candidate, pair.front));
    if (rule === undefined)
        return null;
    return (0,domain_scene/* step */.PM)('prepare', 'attaching-idle-group', `${(0,domain_arn/* shortName */.E)(pair.front)} joins ${(0,traffic/* ruleWords */.mG)(rule)} at weight 0`, {
        kind: 'write-rule',
        rule,
        actions: (0,traffic/* bringIn */.Yz)(rule, pair.front),
    });
}
/** Five sets are all that ECS allows, and draining ones may count (fact 10): what is over has to vanish first. */
function makeRoom({ world }) {
    if (world.taskSets.length < maxTaskSets)
        return null;
    return (0,domain_scene/* wait */.uk)('prepare', 'superseding', 'the service has five task sets; one that is over has to vanish first', 2000);
}
function createGreen({ plan, world, roles, memory }) {
    const revision = memory.registered ?? world.candidate?.registeredAs ?? null;
    if (revision === null)
        return (0,domain_scene/* wait */.uk)('prepare', 'reading-back', 'the new revision does not show yet', 500);
    const request = creation(plan, world, roles, revision, memory.createTry);
    if (request === null)
        return null;
    return (0,domain_scene/* step */.PM)('start', 'creating-green', `green runs ${(0,domain_arn/* shortName */.E)(revision)} beside ${roles.blue?.id ?? 'nothing'}`, {
        kind: 'create-green',
        request,
    });
}

;// CONCATENATED MODULE: ./build/domain/decide.js











/**
 * The order is the safety argument. A stale run stands down before anything else; a bad release goes back before
 * anything forward is thought of; nothing is decided on a world that may not show the last write yet; nothing is
 * written before preflight passed and the fence is held; and each later rule may rely on what the earlier ones saw to.
 */
const upToGate = [
    standDown,
    endOfCancel,
    back,
    settle,
    backOff,
    preflight,
    alreadyOver,
    holdFence,
    healSplit,
    supersede,
    adoptBlue,
    prepare,
    decide_gate/* gate */.G,
];
const fromSwitch = [switchOver, bake, tearDown, tidyUp, endReleased];
/** The same rules for every command: they differ in what they refuse, which green they are about, and where they end. */
const deciders = {
    deploy: [...upToGate, ...fromSwitch],
    stage: [refusePromoted, ...upToGate, endStaged],
    promote: [findStaged, ...upToGate.filter((decider) => decider !== prepare), ...fromSwitch],
    rollback: [refuseRollback, ...upToGate, ...fromSwitch],
    teardown: [
        standDown,
        endOfCancel,
        settle,
        backOff,
        findWarm,
        preflight,
        holdFence,
        tearDown,
        tidyUp,
        endTornDown,
    ],
    status: [tellStatus],
};
/** The one thing to do next. Pure and total: the same world, plan and memory give the same step. */
function decideNextStep(plan, world, memory) {
    const scene = (0,domain_scene/* sceneOf */.cO)(plan, world, memory);
    for (const decider of deciders[plan.command]) {
        const next = decider(scene);
        if (next !== null)
            return next;
    }
    return idle(scene);
}
/** So long a world in which no rule has anything to say is believed to pass by itself. */
const idleLimitMs = 300_000;
/** A world that nobody thought of must not keep a job waiting for hours: it ends red, and says what it saw. */
function idle({ memory, world, roles, plan }) {
    const sinceMs = memory.idleSinceMs ?? world.nowMs;
    if (world.nowMs - sinceMs < idleLimitMs)
        return (0,domain_scene/* wait */.uk)('end', 'idle', 'nothing to do in this observation', 1000);
    const sets = world.taskSets.map((set) => `${(0,words/* setWords */.aA)(set)} ${set.status}, ${String(set.running)} running`);
    return (0,domain_scene/* step */.PM)('end', 'bug', 'no rule knows what to do', {
        kind: 'end',
        result: 'failed',
        message: `Stopped: no rule of this action knows what to do next with service ${plan.service}. ${(0,words/* trafficWords */.bu)(roles)} ` +
            'Nothing more is changed. Please report this with the log; running the job again judges everything anew.',
        details: sets,
    });
}

// EXTERNAL MODULE: ./build/domain/memory.js
var domain_memory = __webpack_require__(9126);
;// CONCATENATED MODULE: ./build/domain/read-failure.js




/** So long AWS may fail to answer reads before the run gives up: it changes nothing meanwhile. */
const read_failure_patienceMs = 600_000;
/** Whether a run that can't read goes on trying (`null`) or ends, and with what words. `last`: what it saw last. */
function readFailure(plan, last, trouble, failingMs) {
    const isPassing = trouble.kind === 'busy' || trouble.kind === 'lost';
    if (isPassing && failingMs < (last === null ? 60_000 : read_failure_patienceMs))
        return null;
    const said = `${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`;
    const advice = trouble.kind === 'denied'
        ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
        : isPassing
            ? 'Check the region, the endpoint and the network of the runner, then run the job again.'
            : 'Correct what AWS names, then run the job again.';
    const isFirst = last === null;
    const what = said.replace(/\.+$/, '');
    return (0,domain_scene/* step */.PM)('end', isFirst ? 'preflight-failed' : 'reads-failed', 'AWS can not be read', {
        kind: 'end',
        result: isFirst ? 'refused' : 'failed',
        message: [
            isFirst ? `Nothing was changed: ${what}.` : `Stopped: AWS can't be read any more (${what}).`,
            lastSeen(plan, last),
            advice,
        ]
            .filter((part) => part !== '')
            .join(' '),
        details: [],
    });
}
function lastSeen(plan, last) {
    if (last === null)
        return `Traffic of service ${plan.service} is where it was.`;
    const traffic = (0,words/* trafficWords */.bu)((0,domain_roles/* rolesOf */.R7)(plan, last, (0,domain_memory/* blankMemory */.s)(last.nowMs)));
    return `Last seen: ${traffic} Run the job again with fresh credentials: it goes on where this run stopped.`;
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
;// CONCATENATED MODULE: ./build/engine/act.js


/** Does the one thing that the step says. What went wrong is part of the outcome; whether it landed, the next observation. */
async function act(ports, world, step, signal) {
    const { act: what } = step;
    if (what.kind === 'end')
        return { kind: 'done' };
    if (what.kind === 'wait') {
        await ports.clock.sleep(what.ms, signal);
        return { kind: 'done' };
    }
    if (!(0,domain_step/* isWrite */.a)(what))
        return { kind: 'probed', answers: await probeAll(ports.probe, what.requests) };
    try {
        return await write(ports, world, what);
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U)
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
            return done(ecs.labelPrimary(what.set));
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

;// CONCATENATED MODULE: ./build/engine/reconcile.js






/** The loop: observe, decide, act, until the decision is an end. The same for every command. */
async function reconcile(ports, observe, plan, listener, signal) {
    let memory = (0,domain_memory/* blankMemory */.s)(ports.clock.now());
    let last = null;
    let failingSinceMs = null;
    for (;;) {
        memory = { ...memory, isCancelled: signal.aborted };
        const seen = await look(observe, memory);
        if ('trouble' in seen) {
            listener.onTrouble(seen.trouble);
            failingSinceMs ??= ports.clock.now();
            const ending = readFailure(plan, last, seen.trouble, ports.clock.now() - failingSinceMs);
            if (ending !== null)
                return { step: ending, world: last, memory };
            await ports.clock.sleep(2000);
            continue;
        }
        failingSinceMs = null;
        last = seen.world;
        memory = noticeWorld(plan, memory, seen.world);
        const step = decideNextStep(plan, seen.world, memory);
        listener.onStep(step, seen.world, memory);
        if (isEnd(step))
            return { step, world: seen.world, memory };
        // A cancel cuts the waits short once; after that the loop has to be able to wait again.
        const outcome = await act(ports, seen.world, step, memory.isCancelled ? never : signal);
        if (outcome.kind === 'failed')
            listener.onTrouble(outcome.trouble);
        memory = noticeOutcome(plan, memory, seen.world, step, outcome, ports.clock.now());
    }
}
const never = new AbortController().signal;
const isEnd = (step) => step.act.kind === 'end';
async function look(observe, memory) {
    try {
        return { world: await observe(memory) };
    }
    catch (error) {
        if (error instanceof errors/* PortError */.U)
            return { trouble: error.trouble };
        throw error;
    }
}

// EXTERNAL MODULE: ./build/engine/report.js + 4 modules
var report = __webpack_require__(2909);
// EXTERNAL MODULE: ./build/messages/masked.js
var masked = __webpack_require__(9844);
// EXTERNAL MODULE: ./build/messages/markdown.js
var markdown = __webpack_require__(3016);
// EXTERNAL MODULE: ./build/engine/result.js
var result = __webpack_require__(4446);
;// CONCATENATED MODULE: ./build/engine/report-refusal.js





/**
 * A run that ended before there was a plan: wrong inputs, all of them at once, or a bug. Told where the author of the
 * workflow looks; the pull request is left alone, since no release began. Never rejects.
 */
async function reportRefusal(error, settings) {
    const { runner, secrets, saveState, writeOutputs } = settings;
    const isInput = error instanceof errors/* InputError */.d;
    const problems = isInput ? error.problems : [];
    const message = isInput ? inputWords(problems.length) : bugWords(error);
    const reason = isInput ? 'inputs-invalid' : 'bug';
    if (!isInput && error instanceof Error)
        runner.info(error.stack ?? error.message);
    runner.fail(isInput ? 'Wrong inputs' : 'Bug', [message, ...problems].join('\n'));
    const left = { result: isInput ? 'refused' : 'failed', reason, message, details: problems };
    try {
        writeOutputs((0,result/* outputsWithoutPlan */._q)(reason, message, problems));
        saveState('ending', (0,report/* leftText */.$)(left, true));
        const points = problems.map((problem) => `- ${(0,markdown/* plain */.pj)(problem)}`).join('\n');
        const title = isInput
            ? '### ⛔ Not released, nothing was changed'
            : '### ❌ Failed before anything was changed';
        await runner.writeSummary((0,masked/* masked */.I)(`${(0,markdown/* paragraphs */.qN)([title, (0,markdown/* plain */.pj)(message), points])}\n`, secrets));
    }
    catch (failed) {
        runner.annotate('warning', 'Not told in full', failed instanceof Error ? failed.message : String(failed));
    }
}
const inputWords = (count) => `Nothing was read or changed: ${count === 1 ? 'an input is wrong' : `${count} inputs are wrong`}. Correct the workflow:`;
const bugWords = (error) => `Nothing was changed. This is a bug in this action: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}. Please report it, with the log.`;

// EXTERNAL MODULE: ./build/inputs/files.js
var files = __webpack_require__(4519);
;// CONCATENATED MODULE: ./build/inputs/unknown.js

/**
 * A sentence for each input that a workflow gives and the action does not know, with the name that was probably
 * meant: a misspelt `warm-time` would otherwise be a silent default. The runner passes inputs as `INPUT_<NAME>`.
 */
function unknownInputs(env) {
    const given = Object.keys(env).filter((name) => name.startsWith('INPUT_') && env[name] !== '');
    const names = given.map((name) => name.slice('INPUT_'.length).toLowerCase());
    const unknown = names.filter((name) => !action_io/* inputNames */.vj.some((known) => known === name));
    return unknown.map((name) => `${name}: there is no such input${adviceFor(name)}`);
}
function adviceFor(name) {
    const ranked = action_io/* inputNames */.vj.map((known) => ({ known, distance: distance(known, name) }));
    const [nearest] = ranked.sort((a, b) => a.distance - b.distance);
    const isNear = nearest !== undefined && nearest.distance <= Math.max(2, Math.floor(name.length / 3));
    return isNear ? `: write ${nearest.known}` : '';
}
/** How many letters have to be put in, left out or changed to make one text of the other (Levenshtein). */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [i, letter] of Array.from(a).entries()) {
        const next = [i + 1];
        for (const [j, other] of Array.from(b).entries()) {
            const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
            next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}

// EXTERNAL MODULE: ./build/inputs.js + 9 modules
var inputs = __webpack_require__(8496);
;// CONCATENATED MODULE: ./build/main.js

















/** One run of the action: inputs, ports, the loop, the end. */
async function main() {
    const raw = (0,action_io/* readRawInputs */.yI)();
    const secrets = (0,inputs/* secretsIn */.VY)(raw);
    (0,action_io/* maskSecrets */.QU)(secrets);
    for (const problem of unknownInputs(process.env))
        runner/* runner */.l.annotate('warning', 'Unknown input', problem);
    try {
        const context = (0,run_context/* readRunContext */.$)(process.env);
        const plan = await (0,inputs/* planFrom */.MI)(raw, context, (0,files/* filesIn */.n)(process.env['GITHUB_WORKSPACE'] ?? '.'));
        const { token, ...settings } = (0,inputs/* reportSettingsFrom */.eZ)(raw);
        const github = token === null ? null : (0,adapters_github/* createGitHub */.C)({ token, ...context });
        const clock = adapters_clock/* realClock */.d;
        await release(plan, (0,report/* createReporter */.A5)(plan, { ...settings, github, secrets, runner: runner/* runner */.l, clock, saveState: action_io/* saveState */.LZ, writeOutputs: action_io/* writeOutputs */.Kn }));
    }
    catch (error) {
        await reportRefusal(error, { runner: runner/* runner */.l, secrets, saveState: action_io/* saveState */.LZ, writeOutputs: action_io/* writeOutputs */.Kn });
    }
}
async function release(plan, reporter) {
    const clients = (0,aws_clients/* createAwsClients */.G)();
    const ports = {
        ecs: (0,ecs/* ecsPort */.b)(clients, plan),
        loadBalancer: (0,elb/* loadBalancerPort */.a)(clients),
        scaling: (0,scaling/* scalingPort */.J)(clients),
        probe: httpProbe,
        clock: adapters_clock/* realClock */.d,
    };
    const cancel = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => {
            cancel.abort();
        });
    try {
        await reporter.finish(await reconcile(ports, (0,observe/* createObserver */.r)(ports, plan), plan, reporter, cancel.signal));
    }
    catch (error) {
        await reporter.crash(error);
    }
    finally {
        clients.destroy();
    }
}


/***/ })

};
