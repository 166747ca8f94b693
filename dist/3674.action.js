export const id = 3674;
export const ids = [3674];
export const modules = {

/***/ 9875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ mostOfCommand)
/* harmony export */ });
/** How much of a command, as JSON, RunTask gets. ECS limits all of its overrides; variables need the rest. */
const mostOfCommand = 4000;


/***/ }),

/***/ 3674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  testsFrom: () => (/* binding */ testsFrom)
});

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/bundled/inputs/checks/entry.js
// One entry of `checks`: its values by key, and what is wrong with them.




function entryAt(reader, index, values, secrets) {
    const problem = (key, sentence, inside) => {
        const at = [index, key, inside].filter((part) => part !== null && part !== undefined).join('/');
        const what = inside === undefined ? key : `${key ?? ''} ${inside}`;
        reader.problemAt('checks', at, `${what === null ? '' : `${what} `}${sentence}`);
    };
    const quoted = (value) => secrets.some((secret) => secret !== '' && value.includes(secret)) ? 'its value' : `"${value}"`;
    const valueOf = (key) => values[key] ?? null;
    const text = (key) => {
        const value = valueOf(key);
        if (typeof value === 'string')
            return value;
        if (Object.hasOwn(values, key))
            problem(key, value === null ? 'has no value' : 'is no single value');
        return null;
    };
    const entry = {
        has: (key) => Object.hasOwn(values, key),
        text,
        texts: (key) => {
            const value = valueOf(key);
            if (!(0,core.domain_common_values_json_js_isJsonArray)(value))
                return [text(key) ?? []].flat();
            const texts = value.filter((one) => typeof one === 'string');
            if (texts.length < value.length)
                problem(key, 'has an entry that is no single value');
            return texts;
        },
        mapping: (key) => {
            const value = valueOf(key);
            if (!entry.has(key))
                return {};
            if (!(0,core.domain_common_values_json_js_isJsonObject)(value))
                problem(key, 'is no mapping: write one `name: value` per line below it');
            const members = Object.entries((0,core.domain_common_values_json_js_isJsonObject)(value) ? value : {});
            for (const [name, one] of members)
                if (typeof one !== 'string')
                    problem(key, one === null ? 'has no value' : 'is no single value', name);
            return Object.fromEntries(members.flatMap(([name, one]) => (typeof one === 'string' ? [[name, one]] : [])));
        },
        flag: (key) => {
            const value = entry.has(key) ? text(key) : 'false';
            if (value !== null && value !== 'true' && value !== 'false')
                problem(key, `is ${quoted(value)}: write true or false`);
            return value === 'true';
        },
        duration: (key, limits) => (entry.has(key) ? durationIn(entry, key, limits) : limits.preset),
        problem,
        quoted,
    };
    for (const key of Object.keys(values).filter((one) => !core.settings_checks_js_checkKeyNames.some((known) => known === one)))
        reader.problemAt('checks', `${String(index)}/${key}`, `${key}: ${(0,core.inputs_unknown_js_noSuchKey)(key, core.settings_checks_js_checkKeyNames)}`);
    return entry;
}
function durationIn(entry, key, { atMost }) {
    const value = entry.text(key);
    if (value === null)
        return Number.NaN;
    const [, ms] = /^(\d+)ms$/.exec(value) ?? [];
    const reading = (0,core.domain_common_values_duration_js_parseDuration)(value);
    const seconds = ms !== undefined && core.settings_checks_js_checkKeys[key].value === 'latency' ? Number(ms) / 1000 : null;
    const found = seconds ?? (reading.ok ? reading.seconds : null);
    if (found !== null && found > 0 && found <= atMost)
        return found;
    const hint = found === null && !reading.ok ? reading.hint : `write at most ${(0,core.domain_common_values_duration_js_formatDurationInput)(atMost)}`;
    entry.problem(key, `is ${entry.quoted(value)}: ${hint}`);
    return Number.NaN;
}

;// CONCATENATED MODULE: ./build/bundled/inputs/checks/http.js
// A check that sends a request.








/** The keys of a request. Wrong ones are problems of the entry, and then the check isn't used. */
function httpFrom(entry) {
    const body = entry.text('body');
    const method = methodOf(entry, body);
    return {
        kind: 'http',
        place: placeOf(entry),
        method,
        body,
        headers: { ...typeOf(body), ...headersOf(entry) },
        expected: expectedOf(entry, method),
    };
}
function placeOf(entry) {
    if (entry.has('path')) {
        const path = entry.text('path') ?? '/';
        if (!/^\/[\x21-\x7e]*$/.test(path))
            entry.problem('path', `is ${entry.quoted(path)}: start it with /, and write no spaces`);
        return { path };
    }
    const text = entry.text('url') ?? '';
    const url = URL.parse(text);
    if (url !== null && (url.username !== '' || url.password !== ''))
        entry.problem('url', 'contains a user name or password: write an Authorization header in headers instead');
    else if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hash !== '')
        entry.problem('url', `is ${entry.quoted(text)}: write an absolute http(s) URL without a fragment`);
    else if ((0,core.domain_common_probes_refused_addresses_js_isRefusedAddress)((0,core.domain_common_probes_refused_addresses_js_hostIn)(url)))
        entry.problem('url', core.inputs_reader_js_refusedAddress);
    return { url: text };
}
function methodOf(entry, body) {
    if (!entry.has('method'))
        return body === null ? 'GET' : 'POST';
    const text = entry.text('method') ?? 'GET';
    const method = text.toUpperCase();
    if (!core.settings_checks_js_methods.some((one) => one === method))
        entry.problem('method', `is ${entry.quoted(text)}: write one of ${core.settings_checks_js_methods.join(', ')}`);
    else if (body !== null && (0,core.domain_common_checks_check_js_isReading)({ method }))
        entry.problem('body', `is not sent with ${method}: write method: POST, PUT, PATCH or DELETE`);
    return method;
}
const typeOf = (body) => body === null
    ? {}
    : { 'content-type': (0,core.domain_common_values_json_js_jsonIn)(body) === undefined ? 'text/plain; charset=utf-8' : 'application/json' };
/** What Node sets for each request itself. */
const ownHeaders = [...core.inputs_headers_js_framingHeaders, 'accept-encoding'];
function headersOf(entry) {
    const headers = Object.entries(entry.mapping('headers'));
    for (const [name, value] of headers) {
        if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
            entry.problem('headers', 'is no name of a header', name);
        else if (ownHeaders.includes(name.toLowerCase()))
            entry.problem('headers', 'is set for each request', name);
        else if (!/^[\x20-\x7e]*$/.test(value))
            entry.problem('headers', 'has a value that no header can have', name);
    }
    return lowerCased(entry, 'headers', headers);
}
function lowerCased(entry, key, headers) {
    const names = headers.map(([name]) => name.toLowerCase());
    headers.forEach(([name], index) => {
        if (names.indexOf(name.toLowerCase()) < index)
            entry.problem(key, 'is there twice: write it once', name);
    });
    return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
const mostWithinSeconds = 30;
function expectedOf(entry, method) {
    const expected = {
        codes: codesOf(entry),
        text: entry.has('text') ? entry.text('text') : null,
        pattern: patternOf(entry),
        json: jsonOf(entry),
        headers: lowerCased(entry, 'header', Object.entries(entry.mapping('header'))),
        withinMs: entry.duration('within', { preset: 5, atMost: mostWithinSeconds }) * 1000,
    };
    if (method === 'HEAD')
        for (const key of ['text', 'matches', 'json'])
            if (entry.has(key))
                entry.problem(key, 'needs a body, and the answer to HEAD has none: write method: GET');
    return expected;
}
function codesOf(entry) {
    if (!entry.has('status'))
        return core.domain_common_load_balancer_health_check_js_successCodes;
    const codes = entry.texts('status').flatMap((text) => text.split(',').map((one) => one.trim()));
    for (const code of codes.filter((one) => !/^[1-5]\d\d(-[1-5]\d\d)?$/.test(one)))
        entry.problem('status', `is ${entry.quoted(code)}: write e.g. 201, or 200-299`);
    return codes.join(',');
}
function patternOf(entry) {
    const pattern = entry.has('matches') ? entry.text('matches') : null;
    if (pattern === null)
        return null;
    try {
        new RegExp(pattern, 'm');
    }
    catch {
        entry.problem('matches', `is ${entry.quoted(pattern)}: it is no regular expression of JavaScript`);
    }
    return pattern;
}
function jsonOf(entry) {
    const json = entry.mapping('json');
    for (const path of Object.keys(json).filter((one) => (0,core.domain_common_checks_json_path_js_pathSteps)(one) === null))
        entry.problem('json', 'is no path: write e.g. build.commit or items[0].id', path);
    return json;
}

// EXTERNAL MODULE: ./build/bundled/domain/common/one-off-tasks/task.js
var task = __webpack_require__(9875);
;// CONCATENATED MODULE: ./build/bundled/inputs/checks/program.js






const commandSeconds = 600;
/** ECS needs a minute or two to start a task. */
const taskSeconds = 900;
const mostOfName = 60;
/** `line`: with the names of variables. A name is cut, and of a value that was cut, nobody knows that it is secret. */
const presetOf = (line, seconds) => ({
    name: line.trim().replaceAll(/\s+/g, ' ').slice(0, mostOfName).toWellFormed(),
    seconds,
});
function commandFrom(entry, { variables, whyNot }) {
    const line = entry.text('run');
    const shell = shellOf(entry);
    if (line === null)
        return null;
    const found = (0,core.domain_common_checks_command_line_js_argumentsOf)(line, shell);
    if ('problem' in found) {
        entry.problem('run', `is ${entry.quoted(line)}: ${found.problem}`);
        return null;
    }
    // Split first: a value with a space or a quote is still one word, or a part of one.
    const words = shell === null ? found.words.map((word) => (0,core.inputs_config_variables_js_filledWith)(word, variables ?? {})) : found.words;
    if (shell === null)
        refuseCode(entry, 'run', { written: found.words, words, instead: readInstead });
    const [program = ''] = words;
    const why = whyNot(program);
    // A shell that was asked for is named by its own key.
    if (why !== null && shell === null)
        entry.problem('run', `begins with ${entry.quoted(program)}: ${why}`);
    else if (why !== null)
        entry.problem('shell', `is ${shell}: ${why}`);
    const read = shell === null ? [] : (0,core.inputs_config_variables_js_variablesIn)(line, ['commit']);
    const passedOn = [...new Set([...namesIn(entry), ...read])];
    const parts = { kind: 'command', line: line.trim(), words, passedOn };
    return { parts, preset: presetOf(line, commandSeconds) };
}
const readInstead = (name) => `read the variable ${name} there, in a shell as "$${name}"`;
/** The value would be code, whatever it is. */
function refuseCode(entry, key, { written, words, instead }) {
    for (const name of (0,core.inputs_config_code_js_variablesInCode)(written, words))
        entry.problem(key, (0,core.inputs_config_code_js_describeCode)(name, instead(name)));
}
function shellOf(entry) {
    const text = entry.has('shell') ? entry.text('shell') : null;
    if (text === null)
        return null;
    const shell = core.domain_common_checks_command_line_js_shellNames.find((name) => name === text);
    if (shell === undefined)
        entry.problem('shell', `is ${entry.quoted(text)}: write one of ${core.domain_common_checks_command_line_js_shellNames.join(', ')}`);
    return shell ?? null;
}
function namesIn(entry) {
    const names = entry.has('env') ? entry.texts('env') : [];
    for (const name of names.filter((one) => !/^[A-Za-z_]\w*$/.test(one)))
        entry.problem('env', `is ${entry.quoted(name)}: write the name of a variable`);
    for (const name of names.filter((one) => one.startsWith(core.domain_common_checks_command_environment_js_factPrefix)))
        entry.problem('env', `is ${name}: this action sets it`);
    return names;
}
function taskFrom(entry, { variables }) {
    const written = entry.texts('task');
    const command = written.map((word) => (0,core.inputs_config_variables_js_filledWith)(word, variables ?? {}));
    const revision = entry.has('revision') ? entry.text('revision') : null;
    const container = entry.has('container') ? entry.text('container') : null;
    if (command.length === 0 || command.some((word) => word === '')) {
        entry.problem('task', 'has an empty word: write the command as a list, e.g. [node, smoke.js]');
        return null;
    }
    if (JSON.stringify(command).length > task/* mostOfCommand */.m)
        entry.problem('task', `is longer than ${String(task/* mostOfCommand */.m)} characters: put it into the image`);
    if (written.length === 1 && /\s/.test(written[0] ?? ''))
        entry.problem('task', `is ${entry.quoted(written[0] ?? '')}: write each word as an entry, e.g. [node, smoke.js]`);
    if (revision !== null && !/^(?:arn:\S+\/)?[\w-]+:\d+$/.test(revision))
        entry.problem('revision', `is ${entry.quoted(revision)}: write e.g. smoke:12`);
    if (container !== null && !core.inputs_revision_revision_js_containerName.test(container))
        entry.problem('container', `is ${entry.quoted(container)}: write the name of a container`);
    refuseCode(entry, 'task', { written, words: command, instead: () => core.inputs_config_code_js_giveInstead });
    const parts = { kind: 'task', command, container, revision };
    return { parts, preset: presetOf(written.join(' '), taskSeconds) };
}

;// CONCATENATED MODULE: ./build/bundled/inputs/checks/variables.js
// Variables in an entry of `checks`.



/** What runs is split into words before it gets its values. */
const programs = ['run', 'task'];
/** Any text is right there, so it can be read without the value of its variables. */
const free = [...programs, 'name', 'path', 'headers', 'body', 'text', 'json', 'header'];
/** With the values of all variables, except in what it runs. */
const filledEntry = (entry, values) => mapped(entry, (key, value) => (programs.includes(key) ? value : filled(value, values)), values);
/** Whether it can be read although no variable has a value. */
const isReadable = (entry) => Object.entries(entry).every(([key, value]) => free.includes(key) || (0,core.inputs_config_variables_js_variablesIn)(JSON.stringify(value), [commitName]).length === 0);
const commitName = core.domain_common_checks_check_js_commitWord.slice(2, -1);
function filled(value, values) {
    if (typeof value === 'string')
        return (0,core.inputs_config_variables_js_filledWith)(value, values);
    if ((0,core.domain_common_values_json_js_isJsonArray)(value))
        return value.map((one) => filled(one, values));
    return (0,core.domain_common_values_json_js_isJsonObject)(value) ? mapped(value, (_key, one) => filled(one, values), values) : value;
}
const mapped = (object, change, values) => Object.fromEntries(Object.entries(object).map(([key, value]) => [(0,core.inputs_config_variables_js_filledWith)(key, values), change(key, value)]));

;// CONCATENATED MODULE: ./build/bundled/inputs/checks/checks.js
// The setting `checks`: a list of tests of the service's own.








const mostChecks = 50;
const presetSeconds = 30;
const mostSeconds = 3600;
/** All entries, in order. */
function checksFrom(reader, context) {
    const list = listIn(reader);
    const checks = list.flatMap((written, index) => {
        if (!(0,core.domain_common_values_json_js_isJsonObject)(written)) {
            reader.problemAt('checks', String(index), 'is no mapping: write e.g. - path: /ready');
            return [];
        }
        if (context.variables === null && !isReadable(written))
            return [];
        const entry = entryAt(reader, index, filledEntry(written, context.variables ?? {}), context.secrets);
        const check = checkFrom(entry, context);
        if (check?.isInBake === true && context.bakeSeconds === 0)
            entry.problem('bake', 'is true, and bake-time is 0: there is no bake to run it in');
        return check === null ? [] : [check];
    });
    refuseTwice(reader, checks);
    return checks;
}
function listIn(reader) {
    const text = reader.text('checks');
    const value = text === null ? [] : (0,core.domain_common_values_json_js_jsonIn)(text);
    if (!(0,core.domain_common_values_json_js_isJsonArray)(value)) {
        reader.problem('checks', 'is no list: write one check per entry, e.g. - path: /ready');
        return [];
    }
    if (value.length > mostChecks)
        reader.problem('checks', `has ${String(value.length)} entries: write at most ${String(mostChecks)}`);
    return value;
}
function checkFrom(entry, context) {
    const kinds = core.settings_checks_js_kindKeys.filter((key) => entry.has(key));
    if (kinds.length !== 1) {
        const has = kinds.length === 0 ? 'has' : `has ${kinds.join(' and ')}, but may have only`;
        const needed = kinds.length === 0 ? 'no ' : 'one of ';
        entry.problem(kinds[1] ?? null, `${has} ${needed}${core.settings_checks_js_kindKeys.join(kinds.length === 0 ? ' or ' : ', ')}`);
        return null;
    }
    const [kind] = kinds;
    if (kind !== undefined)
        refuseOthers(entry, kind);
    if (kind === 'run' || kind === 'task') {
        const own = kind === 'run' ? commandFrom(entry, context) : taskFrom(entry, context);
        const check = own === null ? null : { ...own.parts, ...headerFrom(entry, context.secrets, own.preset) };
        if (check?.name === core.domain_common_checks_check_js_versionCheck)
            entry.problem('name', `is version, which proves the switch: write a path for it, or another name`);
        return check;
    }
    const http = httpFrom(entry);
    const place = 'path' in http.place ? http.place.path : http.place.url;
    const check = {
        ...http,
        ...headerFrom(entry, context.secrets, {
            name: `${http.method === 'GET' ? '' : `${http.method} `}${place}`,
            seconds: presetSeconds,
        }),
    };
    if (check.expected.withinMs > check.timeoutSeconds * 1000)
        entry.problem('within', 'is longer than timeout: write a longer timeout');
    if (check.name === core.domain_common_checks_check_js_versionCheck)
        refuseVersion(entry, check);
    return check;
}
/** Keys of another kind of check would do nothing. */
function refuseOthers(entry, kind) {
    for (const key of core.settings_checks_js_checkKeyNames) {
        const { of } = core.settings_checks_js_checkKeys[key];
        if (of !== undefined && of !== core.settings_checks_js_checkKeys[kind].of && entry.has(key))
            entry.problem(key, `has no meaning next to ${kind}: leave it out`);
    }
}
/** What every check has. `preset`: what it is called, and how long it may take, unless the entry says so. */
const headerFrom = (entry, secrets, preset) => ({
    name: nameOf(entry) ?? preset.name,
    isInBake: entry.flag('bake'),
    timeoutSeconds: entry.duration('timeout', { preset: preset.seconds, atMost: mostSeconds }),
    secrets,
});
/** It is asked of green before the switch and of production after it, several times in a row. */
function refuseVersion(entry, check) {
    const { text, json, headers } = check.expected;
    const values = [text ?? '', ...Object.values(json), ...Object.values(headers)];
    if (!('path' in check.place))
        entry.problem('url', 'is the address of one version: write a path for the check version');
    if (!(0,core.domain_common_checks_check_js_isReading)(check))
        entry.problem('method', 'writes, and the check version is repeated: write GET');
    if (!values.some((value) => value.includes(core.domain_common_checks_check_js_commitWord)))
        entry.problem('name', `is version, which proves the switch: expect ${core.domain_common_checks_check_js_commitWord} in header, json or text`);
}
function nameOf(entry) {
    const name = entry.has('name') ? entry.text('name') : null;
    if (name === null)
        return null;
    if (!/^[\p{L}\p{N}\p{P}\p{S} ]{1,60}$/u.test(name))
        entry.problem('name', `is ${entry.quoted(name)}: write up to 60 letters, digits and signs`);
    return name;
}
/** The report names a check, so each has a name of its own. */
function refuseTwice(reader, checks) {
    for (const name of (0,core.inputs_reader_js_repeated)(checks.map((check) => check.name)))
        reader.problem('checks', `two entries are called "${name}": give one of them another name`);
}

;// CONCATENATED MODULE: ./build/bundled/inputs/checks/tests.js


function testsFrom(reader, { command, config, bakeSeconds, whyNot }) {
    const goesOn = command === 'plan' || command === 'rollback' ? command : null;
    const checks = checksFrom(reader, {
        secrets: config?.secrets ?? [],
        variables: config === null ? {} : config.variables,
        bakeSeconds,
        whyNot: goesOn === null ? whyNot : () => null,
    });
    return goesOn === null ? { checks, notes: [] } : (0,core.inputs_checks_programs_js_withoutMissing)(checks, goesOn, whyNot);
}


/***/ })

};
