export const id = 2823;
export const ids = [2823];
export const modules = {

/***/ 9875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ mostOfCommand)
/* harmony export */ });
/** How much of a command, as JSON, RunTask gets. ECS limits all of its overrides; variables need the rest. */
const mostOfCommand = 4000;


/***/ }),

/***/ 2823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   migrationFrom: () => (/* binding */ migrationFrom)
/* harmony export */ });
/* harmony import */ var _domain_common_one_off_tasks_task_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9875);
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1822);






const presetSeconds = 3600;
const mostSeconds = 24 * 3600;
const none = { migration: null, schemaFiles: null };
/** What the release brings, or the files that it may not change without a migration. */
function migrationFrom(reader) {
    const text = reader.text('migration');
    if (text === null)
        return none;
    const values = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_json_js_jsonIn)(text);
    if (!(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_json_js_isJsonObject)(values)) {
        reader.problem('migration', 'is no mapping: write its keys below it, e.g. command: [npm, run, migrate]');
        return none;
    }
    for (const key of Object.keys(values).filter((one) => !_core_js__WEBPACK_IMPORTED_MODULE_0__.settings_migration_js_migrationKeyNames.some((known) => known === one)))
        reader.problemAt('migration', key, `${key}: ${(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.inputs_unknown_js_noSuchKey)(key, _core_js__WEBPACK_IMPORTED_MODULE_0__.settings_migration_js_migrationKeyNames)}`);
    const own = keysOf(reader, values);
    const schemaFiles = filesOf(own);
    // Its migrations run elsewhere.
    if (own.has('paths') && Object.keys(values).every((key) => key === 'paths' || key === 'undeclared'))
        return { migration: null, schemaFiles };
    return { migration: taskOf(own), schemaFiles: null };
}
const taskOf = (own) => ({
    kind: kindOf(own),
    command: commandOf(own),
    container: matching(own, 'container', _core_js__WEBPACK_IMPORTED_MODULE_0__.inputs_revision_revision_js_containerName, 'write the name of a container'),
    taskRole: matching(own, 'task-role', /^arn:[\w-]+:iam::\d{12}:role\/\S+$/, 'write the ARN of a role'),
    timeoutSeconds: timeoutOf(own),
});
function filesOf(keys) {
    const undeclared = keys.text('undeclared') ?? 'warn';
    if (undeclared !== 'warn' && undeclared !== 'refuse')
        keys.problem('undeclared', 'is wrong: write warn or refuse');
    const value = keys.value('paths');
    const entries = typeof value === 'string' ? value.split(/[\n,]/) : (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_json_js_isJsonArray)(value) ? value : [value];
    const texts = entries.map((entry) => (typeof entry === 'string' ? entry.trim() : ''));
    const paths = texts.filter((entry) => entry !== '');
    const isWrong = paths.length === 0 || (typeof value !== 'string' && paths.length < texts.length);
    if (keys.has('paths') && isWrong)
        keys.problem('paths', 'has an empty entry: write paths from the root of the repository, e.g. db/migrations');
    if (keys.has('undeclared') && !keys.has('paths'))
        keys.problem('undeclared', 'has no effect without paths');
    return paths.length === 0 ? null : { paths, isRefused: undeclared === 'refuse' };
}
function keysOf(reader, values) {
    const problem = (key, sentence) => {
        reader.problemAt('migration', key, `${key} ${sentence}`);
    };
    const keys = {
        has: (key) => Object.hasOwn(values, key),
        value: (key) => values[key] ?? null,
        text: (key) => {
            const value = keys.value(key);
            if (typeof value === 'string')
                return value;
            if (keys.has(key))
                problem(key, value === null ? 'has no value' : 'is no single value');
            return null;
        },
        problem,
    };
    return keys;
}
function kindOf(keys) {
    const kind = keys.text('kind') ?? 'expand';
    if (kind === 'expand' || kind === 'contract')
        return kind;
    keys.problem('kind', 'is no kind of migration: write expand or contract');
    return 'expand';
}
function commandOf(keys) {
    const value = keys.value('command');
    const words = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_json_js_isJsonArray)(value) ? value : [value];
    const texts = words.filter((word) => typeof word === 'string' && word !== '');
    const isOneLine = texts.length === 1 && /\s/.test(texts[0] ?? '');
    if (texts.length < words.length)
        keys.problem('command', 'has an empty word: write the command as a list, e.g. [npm, run, migrate]');
    else if (isOneLine)
        keys.problem('command', 'is one line: write each word as an entry, e.g. [npm, run, migrate]');
    if (JSON.stringify(texts).length > _domain_common_one_off_tasks_task_js__WEBPACK_IMPORTED_MODULE_1__/* .mostOfCommand */ .m)
        keys.problem('command', `is longer than ${String(_domain_common_one_off_tasks_task_js__WEBPACK_IMPORTED_MODULE_1__/* .mostOfCommand */ .m)} characters: put it into the image`);
    return texts;
}
/** No problem shows a value: it may come from a variable, which is a secret. */
function matching(keys, key, pattern, hint) {
    const text = keys.text(key);
    if (text !== null && !pattern.test(text))
        keys.problem(key, `is wrong: ${hint}`);
    return text;
}
function timeoutOf(keys) {
    const text = keys.text('timeout');
    if (text === null)
        return presetSeconds;
    const reading = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_duration_js_parseDuration)(text);
    if (reading.ok && reading.seconds > 0 && reading.seconds <= mostSeconds)
        return reading.seconds;
    const hint = reading.ok
        ? `write at most ${(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_values_duration_js_formatDurationInput)(mostSeconds)}, and more than 0`
        : reading.hint;
    keys.problem('timeout', `is wrong: ${hint}`);
    return presetSeconds;
}


/***/ })

};
