export const id = 34;
export const ids = [34];
export const modules = {

/***/ 77034:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/action-io.js
var action_io = __webpack_require__(76385);
// EXTERNAL MODULE: ./build/adapters/aws-clients.js
var aws_clients = __webpack_require__(10733);
// EXTERNAL MODULE: ./build/adapters/aws-ports.js + 12 modules
var aws_ports = __webpack_require__(53532);
// EXTERNAL MODULE: ./build/adapters/clock.js
var adapters_clock = __webpack_require__(21759);
// EXTERNAL MODULE: ./build/adapters/github.js + 3 modules
var adapters_github = __webpack_require__(99986);
// EXTERNAL MODULE: ./build/adapters/run-context.js
var run_context = __webpack_require__(49650);
// EXTERNAL MODULE: ./build/adapters/runner.js
var runner = __webpack_require__(49135);
;// CONCATENATED MODULE: ./build/adapters/time-limit.js
const hourMs = 3_600_000;
/** What a job on GitHub's own runners gets, less what the steps before this one may have taken of it. */
const hostedMs = 6 * hourMs - 15 * 60_000;
/**
 * When the job or its credentials end, whichever is first; `null`: neither is known to. `givenSeconds`: what the input
 * says that the step may take, 0: nothing. Never rejects: credentials that can't be had show at the first call, with what
 * to do about it.
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
const isHosted = (env) => env['RUNNER_ENVIRONMENT'] === 'github-hosted';
const jobLimit = (env, startedMs) => isHosted(env)
    ? { endsMs: startedMs + hostedMs, why: 'a job on a GitHub-hosted runner lasts 6 hours at most' }
    : null;
/** Those that the SDK gets anew by itself (instance profile, container, renewed token file) end nothing. */
function credentialsLimit({ accessKeyId, sessionToken, expiration }, env, startedMs) {
    const isFixed = accessKeyId === env['AWS_ACCESS_KEY_ID'] || isHosted(env);
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
/** As an output of configure-aws-credentials it comes in quotes, which the SDK makes an invalid date of. */
const timeOf = (expiration, env) => Number.isNaN(expiration.getTime())
    ? Date.parse((env['AWS_CREDENTIAL_EXPIRATION'] ?? '').replaceAll('"', ''))
    : expiration.getTime();

// EXTERNAL MODULE: ./build/domain/common/run/time-limit.js
var time_limit = __webpack_require__(7202);
// EXTERNAL MODULE: ./build/engine/observe.js + 6 modules
var engine_observe = __webpack_require__(93387);
// EXTERNAL MODULE: ./build/engine/reconcile.js + 2 modules
var reconcile = __webpack_require__(25954);
// EXTERNAL MODULE: ./build/engine/report.js + 1 modules
var report = __webpack_require__(79227);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/messages/masked.js
var masked = __webpack_require__(9844);
// EXTERNAL MODULE: ./build/messages/markdown.js
var markdown = __webpack_require__(73016);
// EXTERNAL MODULE: ./build/engine/result.js
var result = __webpack_require__(54446);
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
            ? '### ⛔ Wrong inputs, nothing was changed'
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
var files = __webpack_require__(14519);
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

// EXTERNAL MODULE: ./build/inputs.js + 5 modules
var inputs = __webpack_require__(91519);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commandBuilder.js
var commandBuilder = __webpack_require__(22588);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/schemas/schemas_0.js + 2 modules
var schemas_0 = __webpack_require__(44947);
;// CONCATENATED MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/ListServicesCommand.js


class ListServicesCommand extends (0,commandBuilder/* command */.G5)(commandBuilder/* _ep0 */.lq, commandBuilder/* _mw0 */.yt, "ListServices", schemas_0/* ListServices$ */.vWu) {
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecs/dist-es/commands/DescribeServicesCommand.js
var DescribeServicesCommand = __webpack_require__(56987);
// EXTERNAL MODULE: ./build/adapters/calls.js + 1 modules
var calls = __webpack_require__(85948);
;// CONCATENATED MODULE: ./build/adapters/ecs-services.js


/** The most that ListServices lists on a page, and that DescribeServices takes at once. */
const [listLimit, describeLimit] = [100, 10];
/** The services of whole clusters, for a sweep. */
function servicesPort({ ecs }) {
    const { reader } = ecs;
    return {
        async externalServices(cluster) {
            const arns = await (0,calls/* reading */.hF)('ecs:ListServices', cluster, () => (0,calls/* allPages */.S4)(async (nextToken) => {
                const page = { cluster, maxResults: listLimit, ...(nextToken === undefined ? {} : { nextToken }) };
                const answer = await reader.send(new ListServicesCommand(page));
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

// EXTERNAL MODULE: ./build/adapters/github-repository.js + 1 modules
var github_repository = __webpack_require__(74022);
;// CONCATENATED MODULE: ./build/adapters/github-runs.js

/**
 * Whether workflow runs of this repository are over. The run is asked for, not the attempt: its status is that of the
 * newest attempt, and a run that somebody started again is at it again. A run that waits for an approval is not over.
 */
function githubRuns(settings) {
    let repository = null;
    return {
        async isOver(runId) {
            try {
                const { octokit, owner, repo, requests } = await (repository ??= (0,github_repository/* connect */.Ng)(settings));
                const action = { does: `tell of workflow run ${runId}`, permission: 'actions: read' };
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

// EXTERNAL MODULE: ./build/domain/task-sets/model/step.js
var model_step = __webpack_require__(51379);
// EXTERNAL MODULE: ./build/inputs/sweep-scope.js
var sweep_scope = __webpack_require__(24889);
// EXTERNAL MODULE: ./build/messages/endings.js
var endings = __webpack_require__(39229);
// EXTERNAL MODULE: ./build/messages/step-log.js
var step_log = __webpack_require__(29064);
// EXTERNAL MODULE: ./build/messages/story.js + 2 modules
var story = __webpack_require__(90821);
// EXTERNAL MODULE: ./build/domain/task-sets/sweep/sweep.js + 3 modules
var sweep = __webpack_require__(90765);
;// CONCATENATED MODULE: ./build/messages/sweep.js


/** Another run took the service over: then that one sees to it. */
const isWell = ({ result }) => result === 'swept' || result === 'stood-down';
/** The whole sweep in a sentence. */
function sweepSentence(services) {
    const red = services.filter((one) => !isWell(one));
    const done = services.filter((one) => one.done.length > 0).length;
    const count = services.length === 1 ? '1 service' : `${services.length} services`;
    const isLeft = services.some(({ details }) => details.length > 0);
    const what = done === 0 ? (0,sweep/* nothingDone */.mh)(isLeft) : `something was done at ${done}`;
    const looked = red.length === 0 ? '' : `; look at ${red.map(({ service }) => service).join(', ')}`;
    return `Swept ${count}: ${what}${looked}.`;
}
/** The run's own page: a line for each service, and below it the commands that somebody may have to run. */
function sweepSummary(services) {
    const isClean = services.every(isWell);
    const rows = services.map((one) => [
        (0,markdown/* code */.aY)(one.service),
        (0,markdown/* code */.aY)(one.cluster),
        isWell(one) ? one.result : `**${one.result}**`,
        cell(one.done, one.details.length > 0 ? '–' : 'nothing to sweep'),
        cell(isWell(one) ? one.details : [one.message, ...one.details], ''),
    ]);
    const commands = services.flatMap(({ details }) => details.filter(isCommand));
    return `${(0,markdown/* paragraphs */.qN)([
        `### ${isClean ? '🧹 Swept' : '❌ Not all swept'}`,
        (0,markdown/* plain */.pj)(sweepSentence(services)),
        services.length === 0
            ? null
            : (0,markdown/* table */.tp)(['Service', 'Cluster', 'Result', 'Done', 'Left alone, and why'], rows),
        commands.length === 0 ? null : `By hand:\n\n${(0,markdown/* codeBlock */.DV)(commands)}`,
    ])}\n`;
}
const isCommand = (detail) => detail.startsWith('aws ');
function cell(lines, none) {
    const told = lines
        .filter((line) => !isCommand(line))
        .map((line) => (0,markdown/* plain */.pj)(line.replace(/^left alone: /, '')));
    return told.length === 0 ? none : told.join('<br>');
}

// EXTERNAL MODULE: ./build/domain/common/request/release-id.js
var release_id = __webpack_require__(27680);
// EXTERNAL MODULE: ./build/messages/abandoned.js
var abandoned = __webpack_require__(35369);
// EXTERNAL MODULE: ./build/messages/comment.js + 4 modules
var comment = __webpack_require__(40470);
;// CONCATENATED MODULE: ./build/engine/sweep-comments.js




/**
 * Ends the comments that runs left as if they went on, and are over: with where traffic is now. Never rejects: what GitHub
 * refuses is a warning (invariant 9), and the next sweep tries again. Resolves to a sentence for each.
 */
async function closeComments(closing, seen) {
    const { github, runner, wantsComment } = closing;
    if (!wantsComment || seen.length === 0)
        return [];
    if (github === null) {
        runner.info('github-token is empty, so no comment is looked at.');
        return [];
    }
    const told = [];
    const refused = new Map();
    // One after the other: a cluster may have a hundred services, and GitHub slows down who asks so much at once.
    for (const [one, pull] of seen.flatMap((each) => pullsOf(each).map((number) => [each, number])))
        try {
            const sentence = await sweep_comments_close(closing, github, one, pull);
            if (sentence !== null)
                told.push(sentence);
        }
        catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            refused.set(text, [...(refused.get(text) ?? []), pull]);
        }
    warnOf(refused, runner);
    return told;
}
function warnOf(refused, runner) {
    for (const [text, pulls] of refused) {
        const named = pulls.map((pull) => `#${String(pull)}`).join(', ');
        runner.annotate('warning', 'Comments not looked at', `${named}: ${text} The sweep goes on.`);
    }
}
/** Of this repository, by the tags of the sets that the sweep found; those too that it has removed. */
function pullsOf({ plan: request, found }) {
    const pulls = found
        .filter(({ tags }) => tags.repository === request.release.repository)
        .map(({ tags }) => Number(tags.pull));
    return [...new Set(pulls.filter((pull) => Number.isSafeInteger(pull) && pull > 0))];
}
async function sweep_comments_close({ runs, secrets }, github, seen, pull) {
    const { plan: request, world, done } = seen;
    for (const marker of markersOf(seen)) {
        const releaseId = (0,abandoned/* goingOnIn */.LG)((await github.findComment(pull, marker)) ?? '');
        const runId = releaseId === null ? null : (0,release_id/* runOfRelease */.IP)(releaseId, request.service);
        // Of one that GitHub doesn't say is over, the comment may be right.
        if (releaseId === null || runId === null || (await runs.isOver(runId)) !== true)
            continue;
        const body = (0,abandoned/* abandonedComment */.y0)({ plan: request, world, releaseId, runId, done });
        await github.upsertComment(pull, marker, (0,masked/* masked */.I)(body, secrets));
        return `told pull request #${String(pull)} that the run of release ${releaseId} is over`;
    }
    return null;
}
/** A release may have been told the cluster's name or its ARN, whichever this sweep was told. */
function markersOf({ plan: request, world }) {
    const [, prefix, name] = /^(.+):service\/([^/]+)\//.exec(world.service.arn) ?? [];
    const clusters = name === undefined ? [] : [name, `${prefix ?? ''}:cluster/${name}`];
    return [...new Set([request.cluster, ...clusters])].map((cluster) => (0,comment/* markerOf */.we)({ command: 'deploy', cluster, service: request.service }));
}

// EXTERNAL MODULE: ./build/domain/task-sets/roles/roles.js + 1 modules
var roles = __webpack_require__(61927);
;// CONCATENATED MODULE: ./build/engine/sweep-deployments.js


/**
 * Closes the Deployments that dead runs left in progress: `inactive` where nothing of their release is live, `failure`
 * where it is, since the run did not see it to its end. Never rejects: what GitHub refuses is a warning (invariant 9).
 * Resolves to a sentence for each.
 */
async function closeDeployments(closing, seen) {
    const { github, environment, runner } = closing;
    if (seen.length === 0)
        return [];
    if (environment === null) {
        runner.info('No environment is named, so no Deployment is looked at.');
        return [];
    }
    if (github === null) {
        runner.annotate('warning', 'Not told on GitHub', 'github-token is empty: no Deployment is closed.');
        return [];
    }
    try {
        const open = await github.findOpenDeployments(environment, (payload) => ownersOf(payload, seen)[0]?.plan.service ?? null);
        const closed = await Promise.all(open.map((one) => closeOne(closing, github, one, seen)));
        return closed.flatMap((sentence) => sentence ?? []);
    }
    catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        runner.annotate('warning', 'Deployments not closed', `${text} The sweep goes on.`);
        return [];
    }
}
/** The services whose release id, `<run id>-<service>`, this may be: those of one name in several clusters. */
const ownersOf = (payload, seen) => seen.filter(({ plan: request }) => (0,release_id/* runOfRelease */.IP)(payload, request.service) !== null);
async function closeOne({ runs }, github, { id, payload }, seen) {
    const owners = ownersOf(payload, seen);
    const [first] = owners;
    const runId = first === undefined ? null : (0,release_id/* runOfRelease */.IP)(payload, first.plan.service);
    // Its own run is going on, and so is one of which GitHub doesn't say that it is over.
    if (first === undefined || runId === null || (await runs.isOver(runId)) !== true)
        return null;
    const isLive = owners.some(({ plan: request, world }) => (0,roles/* liveSets */.Cp)(request, world).some(({ tags }) => tags.release === payload));
    const status = statusOf(isLive, (0,release_id/* runUrlOf */.Qm)(first.plan.release.runUrl, runId));
    await github.setDeploymentStatus(id, status);
    return `closed Deployment ${id} of release ${payload} as ${status.state}`;
}
const statusOf = (isLive, logUrl) => ({
    state: isLive ? 'failure' : 'inactive',
    description: isLive
        ? 'Live, but its run ended before the release was over. Closed by a sweep.'
        : 'Not live: its run ended before the release was over. Closed by a sweep.',
    environmentUrl: null,
    logUrl,
});

// EXTERNAL MODULE: ./build/domain/common/values/time.js
var time = __webpack_require__(64857);
;// CONCATENATED MODULE: ./build/engine/sweep-result.js


/** What a sweep leaves for the steps after it: one result for all, and in `result-json` a list, an entry a service. */
function sweepOutputs({ release }, services, closedDeployments, times) {
    const red = services.find((one) => !isWell(one));
    const result = red === undefined ? 'swept' : 'failed';
    const reasonCode = red?.reason ?? 'swept';
    const json = {
        version: 1,
        result,
        reasonCode,
        message: sweepSentence(services),
        runId: release.runId,
        runAttempt: release.runAttempt,
        repository: release.repository,
        services: services.map(({ reason, ...one }) => ({ ...one, reasonCode: reason })),
        closedDeployments,
        startedAt: (0,time/* iso */.K)(times.startedAtMs),
        endedAt: (0,time/* iso */.K)(times.endedAtMs),
    };
    return {
        result,
        'reason-code': reasonCode,
        'release-id': null,
        'green-task-set-arn': null,
        'blue-task-set-arn': null,
        'task-definition-arn': null,
        'blue-kept-until': null,
        timings: '{}',
        'expires-at': null,
        'preview-url': null,
        'result-json': JSON.stringify(json),
    };
}

;// CONCATENATED MODULE: ./build/engine/sweep-all.js












/** So many services at once: most of a sweep is waiting, and reads of load balancers share 10 a second (fact 19). */
const atOnce = 3;
/**
 * Sweeps one service after the other, some side by side, each for itself: what fails at one does not stop the others.
 * Ends with one summary, one result and one exit code for all. Never rejects.
 */
async function sweepAll(sweeping, signal) {
    const { plan: request, runner, clock, secrets } = sweeping;
    const startedAtMs = clock.now();
    const swept = [];
    const seen = [];
    const targets = await targetsOf(sweeping, swept);
    const waiting = [...targets];
    const worker = async () => {
        for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
            const own = (0,sweep_scope/* planFor */.bJ)(request, target);
            swept.push(await sweepOne(sweeping, own, seen, signal));
        }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const services = inOrder(swept, targets);
    const closed = await closeDeployments(sweeping, seen);
    const told = await closeComments(sweeping, seen);
    for (const line of [...closed, ...told, sweepSentence(services)])
        runner.info((0,masked/* masked */.I)(line, secrets));
    const page = [sweepSummary(services), ...[...closed, ...told].map((line) => `- ${line}`)].join('\n');
    const times = { startedAtMs, endedAtMs: clock.now() };
    sweeping.writeOutputs(sweepOutputs(request, services, closed, times));
    const red = services.filter((one) => !isWell(one));
    const problems = red.flatMap(({ message, details }) => [message, ...details]);
    if (red.length > 0)
        runner.fail('Not all swept', (0,masked/* masked */.I)(problems.join('\n'), secrets));
    try {
        await runner.writeSummary((0,masked/* masked */.I)(`${page}\n`, secrets));
    }
    catch (error) {
        runner.annotate('warning', 'No job summary', error instanceof Error ? error.message : String(error));
    }
}
/** Those that were named, or all of the clusters. A cluster that can't be listed is a red line of its own. */
async function targetsOf({ scope, services }, swept) {
    if (scope.services.length > 0)
        return scope.services;
    const found = await Promise.all(scope.clusters.map(async (cluster) => {
        try {
            const names = await services.externalServices(cluster);
            return names.map((service) => ({ cluster, service }));
        }
        catch (error) {
            const what = error instanceof Error ? error.message : String(error);
            const message = `The services of cluster ${cluster} could not be listed: ${what}`;
            swept.push({
                cluster,
                service: '',
                result: 'failed',
                reason: 'reads-failed',
                message,
                done: [],
                details: [],
            });
            return [];
        }
    }));
    return found.flat();
}
async function sweepOne({ portsFor, clock, runner, secrets }, request, seen, signal) {
    const { cluster, service } = request;
    const say = (line) => {
        runner.info((0,masked/* masked */.I)(`${service}: ${line}`, secrets));
    };
    const ports = portsFor(request);
    const { observe, first } = keepingFirst((0,engine_observe/* createObserver */.r)(ports, request));
    try {
        const { step, world, memory } = await (0,reconcile/* reconcile */.L)(ports, observe, request, logTo(say), signal);
        if (world !== null)
            seen.push({ plan: request, world, found: (first() ?? world).taskSets, done: memory.swept });
        const { result, message, details } = step.act;
        for (const line of [message, ...details])
            say(line);
        return { cluster, service, result, reason: step.reason, message, done: memory.swept, details };
    }
    catch (error) {
        const { message, reason } = (0,endings/* bugEnding */.mX)((0,story/* beginStory */.P0)(request, clock.now()), error);
        say(error instanceof Error ? (error.stack ?? message) : message);
        return { cluster, service, result: 'failed', reason, message, done: [], details: [] };
    }
}
/** What a sweep found: at its end some of it is gone. */
function keepingFirst(look) {
    const worlds = [];
    return {
        observe: async (memory) => {
            const world = await look(memory);
            if (worlds.length === 0)
                worlds.push(world);
            return world;
        },
        first: () => worlds[0] ?? null,
    };
}
/** Each write, and each wait once. */
function logTo(say) {
    let last = '';
    const once = (line) => {
        if (line !== last)
            say(line);
        last = line;
    };
    return {
        onStep: (step) => {
            if ((0,model_step/* isWrite */.a)(step.act))
                say(`${step.reason}: ${step.because}`);
            else if (step.act.kind === 'wait')
                once(`waiting (${step.reason}): ${step.because}`);
        },
        onTrouble: (trouble) => {
            once((0,step_log/* describeTrouble */.LC)(trouble));
        },
    };
}
const inOrder = (swept, targets) => {
    const place = ({ cluster, service }) => targets.findIndex((target) => target.cluster === cluster && target.service === service);
    return swept.toSorted((a, b) => place(a) - place(b));
};

;// CONCATENATED MODULE: ./build/sweep.js










/** A sweep: services that may be many, and one report. What it leaves is not for post to finish: the next one does. */
async function sweep_sweep(request, raw, context, { token, environment, wantsComment }, secrets, signal) {
    const clients = (0,aws_clients/* createAwsClients */.G)();
    const runs = token === null ? { isOver: () => Promise.resolve(null) } : githubRuns({ token, ...context });
    try {
        await sweepAll({
            ...{
                plan: request,
                runs,
                environment,
                wantsComment,
                runner: runner/* runner */.l,
                secrets,
                writeOutputs: action_io/* writeOutputs */.Kn,
                clock: adapters_clock/* realClock */.d,
            },
            scope: (0,sweep_scope/* sweepScopeOf */.m8)(raw),
            services: servicesPort(clients),
            github: token === null ? null : (0,adapters_github/* createGitHub */.C)({ token, ...context }),
            portsFor: (own) => ({ ...(0,aws_ports/* awsPorts */.E)(clients, own), runs }),
        }, signal);
    }
    finally {
        clients.destroy();
    }
}

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
        const asked = await (0,inputs/* planFrom */.MI)(raw, context, (0,files/* filesIn */.n)(process.env['GITHUB_WORKSPACE'] ?? '.'));
        if (asked.command === 'sweep') {
            await sweep_sweep(asked, raw, context, (0,inputs/* reportSettingsFrom */.eZ)(raw), secrets, cancelSignal());
            return;
        }
        const clients = (0,aws_clients/* createAwsClients */.G)();
        const plan = { ...asked, timeLimit: (0,time_limit/* isBoundByTime */.bk)(asked) ? await limitOf(clients, asked) : null };
        const { token, ...settings } = (0,inputs/* reportSettingsFrom */.eZ)(raw);
        const github = token === null ? null : (0,adapters_github/* createGitHub */.C)({ token, ...context });
        const clock = adapters_clock/* realClock */.d;
        await release(clients, plan, (0,report/* createReporter */.A5)(plan, { ...settings, github, secrets, runner: runner/* runner */.l, clock, saveState: action_io/* saveState */.LZ, writeOutputs: action_io/* writeOutputs */.Kn }));
    }
    catch (error) {
        await reportRefusal(error, { runner: runner/* runner */.l, secrets, saveState: action_io/* saveState */.LZ, writeOutputs: action_io/* writeOutputs */.Kn });
    }
}
async function release(clients, request, reporter) {
    const ports = (0,aws_ports/* awsPorts */.E)(clients, request);
    const signal = cancelSignal();
    try {
        await reporter.finish(await (0,reconcile/* reconcile */.L)(ports, (0,engine_observe/* createObserver */.r)(ports, request), request, reporter, signal));
    }
    catch (error) {
        await reporter.crash(error);
    }
    finally {
        clients.destroy();
    }
}
const limitOf = (clients, { timeLimitSeconds }) => readTimeLimit(clients, process.env, adapters_clock/* realClock */.d.now(), timeLimitSeconds);
/** Fires when the runner cancels the job. */
function cancelSignal() {
    const cancel = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => {
            cancel.abort();
        });
    return cancel.signal;
}


/***/ })

};
