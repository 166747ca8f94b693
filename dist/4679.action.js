export const id = 4679;
export const ids = [4679];
export const modules = {

/***/ 4679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  failedTaskTail: () => (/* binding */ failedTaskTail)
});

// UNUSED EXPORTS: readLogTail

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/bundled/domain/common/logs/place.js
// Where the log of a container is, by its task definition.


/** `task`: its ARN. */
function logPlaceOf(task, definition, container) {
    const found = (0,core.domain_common_values_json_js_itemsOf)((0,core.domain_common_values_json_js_memberOf)(definition, 'containerDefinitions')).find((one) => (0,core.domain_common_values_json_js_memberOf)(one, 'name') === container);
    const configuration = (0,core.domain_common_values_json_js_memberOf)(found ?? null, 'logConfiguration');
    const driver = textIn(configuration, 'logDriver');
    if (found === undefined)
        return elsewhere(`The task definition has no container ${container}.`);
    if (driver === null)
        return elsewhere(withoutDriver(container));
    const options = (0,core.domain_common_values_json_js_memberOf)(configuration, 'options');
    return driver === 'awslogs'
        ? streamOf(task, container, options)
        : elsewhere(byDriver(container, driver, options, routerIn(definition)));
}
const elsewhere = (words) => ({ kind: 'elsewhere', words });
function textIn(value, member) {
    const text = (0,core.domain_common_values_json_js_memberOf)(value, member);
    return typeof text === 'string' && text !== '' ? text : null;
}
/** The awslogs driver names a stream `<prefix>/<container>/<task id>`. */
function streamOf(task, container, options) {
    const group = textIn(options, 'awslogs-group');
    const prefix = textIn(options, 'awslogs-stream-prefix');
    const region = textIn(options, 'awslogs-region') ?? regionOf(task);
    if (group === null)
        return elsewhere(`Container ${container} has the log driver awslogs without awslogs-group.`);
    // It becomes a part of the address that is asked.
    if (!/^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/.test(region))
        return elsewhere(`Container ${container} names an awslogs-region that is none. Correct it.`);
    if (prefix === null)
        return elsewhere(`Without awslogs-stream-prefix, the stream in log group ${group} (${region}) is named by the ID of the Docker ` +
            'container. Set the prefix, so that the last lines can be shown here.');
    return { kind: 'stream', region, group, stream: `${prefix}/${container}/${(0,core.domain_common_values_arn_js_lastPart)(task)}` };
}
const regionOf = (task) => task.split(':')[3] ?? '';
const withoutDriver = (container) => `Container ${container} has no logConfiguration. On Fargate its output is lost; on a container instance, docker logs ` +
    'shows it. With the log driver awslogs, the last lines are shown here.';
const onInstance = new Set(['json-file', 'journald']);
function byDriver(container, driver, options, router) {
    const why = 'This action reads only streams of the log driver awslogs.';
    if (driver === 'awsfirelens')
        return `${throughRouter(container, options, router)} ${why}`;
    // A task definition may hold any text here.
    const named = /^[\w-]{1,40}$/.test(driver) ? driver : 'unknown';
    return onInstance.has(driver)
        ? `The log driver ${named} keeps the output of container ${container} on its container instance. Look there. ${why}`
        : `The log driver ${named} sends the output of container ${container} to another system. Look there. ${why}`;
}
/** Options of an output may hold keys: only its name and its log group are shown. */
function throughRouter(container, options, router) {
    const output = shown(textIn(options, 'Name'), /^[\w-]{1,40}$/);
    const group = shown(textIn(options, 'log_group_name'), /^[\w./#-]{1,512}$/);
    const by = router === null ? 'FireLens' : `FireLens (container ${router})`;
    const to = output === null ? '' : ` to its output ${output}`;
    const where = group === null ? 'Look where it writes.' : `Look in log group ${group}.`;
    return `${by} sends the log of container ${container}${to}. ${where}`;
}
const shown = (text, form) => text !== null && form.test(text) ? text : null;
function routerIn(definition) {
    const router = (0,core.domain_common_values_json_js_itemsOf)((0,core.domain_common_values_json_js_memberOf)(definition, 'containerDefinitions')).find((one) => (0,core.domain_common_values_json_js_memberOf)(one, 'firelensConfiguration') !== null);
    return shown(textIn(router ?? null, 'name'), /^[\w-]{1,255}$/);
}
/** The values of all environment variables: any of them may be a password, whatever its name. */
const environmentValues = (definition) => (0,core.domain_common_values_json_js_itemsOf)((0,core.domain_common_values_json_js_memberOf)(definition, 'containerDefinitions'))
    .flatMap((container) => (0,core.domain_common_values_json_js_itemsOf)((0,core.domain_common_values_json_js_memberOf)(container, 'environment')))
    .flatMap((variable) => {
    const value = (0,core.domain_common_values_json_js_memberOf)(variable, 'value');
    return typeof value === 'string' ? [value] : [];
});

;// CONCATENATED MODULE: ./build/bundled/engine/logs/tail.js
// Reads the last lines of a container's log, within a time limit: only reports show them.



/** How long one reading takes at most. */
const limitMs = 12_000;
/** The agent sends the last lines when the container ends, and CloudWatch Logs shows them some seconds later. */
const pausesMs = [2_000, 4_000];
const lastWordsMs = 2_000;
/** Of any task: one of a service, or one that was run once. Rejects only for a bug. */
async function readLogTail(ports, { task, definition, container }, secrets) {
    const place = logPlaceOf(task, definition, container);
    const found = place.kind === 'stream' ? await inTime(ports, askUntilFound(ports, place)) : { kind: 'late' };
    return (0,core.domain_common_logs_tail_js_tailOf)(place, found, [...secrets, ...environmentValues(definition)]);
}
async function askUntilFound(ports, place) {
    let found = await ports.logs.lastEvents(place);
    if (hasLines(found))
        return askAgain(ports, place, found);
    for (const pauseMs of pausesMs) {
        if (!mayComeYet(found))
            break;
        await ports.clock.sleep(pauseMs);
        found = await ports.logs.lastEvents(place);
    }
    return found;
}
/** The last words of a container come after the lines before them. What shows only after a pause is all of it. */
async function askAgain({ logs, clock }, place, found) {
    await clock.sleep(lastWordsMs);
    const next = await logs.lastEvents(place);
    return hasLines(next) ? next : found;
}
const hasLines = (found) => found.kind === 'events' && found.messages.length > 0;
const mayComeYet = (found) => found.kind === 'events' ? found.messages.length === 0 : found.kind === 'missing' && found.what === 'stream';
async function inTime({ clock }, work) {
    const isOver = new AbortController();
    const late = clock.sleep(limitMs, isOver.signal).then(() => ({ kind: 'late' }));
    try {
        return await Promise.race([work, late]);
    }
    finally {
        isOver.abort();
    }
}
/** Of the task that shows why a release failed. */
const failedTaskTail = (ports, secrets) => async ({ arn, definition, container, hasRun }) => {
    if (container === null || !hasRun)
        return (0,core.domain_common_logs_tail_js_tailElsewhere)('The container never ran, so it wrote no log.');
    try {
        const document = await ports.ecs.readTaskDefinition(definition);
        if (document === null)
            return (0,core.domain_common_logs_tail_js_tailElsewhere)(`${definition} is gone, so its log is not known.`);
        return await readLogTail(ports, { task: arn, definition: document.content, container }, secrets);
    }
    catch (error) {
        if (!(error instanceof core.errors_js_PortError))
            throw error;
        const { action, code } = error.trouble;
        return (0,core.domain_common_logs_tail_js_tailElsewhere)(`Where its log is could not be read: ${action}: ${code}.`);
    }
};


/***/ })

};
