export const id = 1654;
export const ids = [1654];
export const modules = {

/***/ 1654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __webpack_require__(1260);
// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./build/bundled/adapters/command/output.js
// What a command prints: line by line, without secrets, each shown once it is whole.


/** How many of its last lines are kept. */
const keptLines = 30;
/** More than that helps nobody, and would keep the run busy. */
const shownLines = 20_000;
function linesTo({ name, mark, shown, show }, onPid) {
    let [kept, count] = [[], 0];
    let isPidDue = true;
    const take = (line) => {
        count += 1;
        kept = [...kept, line].slice(-keptLines);
        if (count <= shownLines)
            show(`${name} | ${line}`);
        if (count === shownLines)
            show(`${name} | (further output is not shown)`);
    };
    const takeOrPid = (line, isOut) => {
        if (isPidDue && isOut && line.startsWith(`${mark} `)) {
            isPidDue = false;
            onPid(Number(line.slice(mark.length)));
        }
        else
            for (const one of shown(line))
                take(one);
    };
    const [out, error] = [true, false].map((isOut) => lineReader((line) => {
        takeOrPid(line, isOut);
    }));
    return {
        out: out.take,
        error: error.take,
        last: () => {
            out.end();
            error.end();
            return kept;
        },
    };
}
function lineReader(onLine) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    let rest = '';
    const end = () => {
        if (rest !== '')
            onLine(rest);
        rest = '';
    };
    return {
        end,
        take(data) {
            const lines = `${rest}${decoder.write(data)}`.split(/\r\n|[\r\n]/);
            // Of a line that never ends, more than is shown is not kept.
            rest = (lines.pop() ?? '').slice(0, core.domain_common_foreign_lines_js_readCharacters + 1);
            for (const line of lines)
                onLine(line);
        },
    };
}

;// CONCATENATED MODULE: ./build/bundled/adapters/command/supervise.js
// Runs between this action and a command: ends the command with everything that it started.
/**
 * The text of a program. It writes its first argument and its process ID as one line: what NODE_OPTIONS loads may write
 * lines of its own before. It starts its further arguments as a process group of their own, and ends the group, first with
 * SIGTERM, when it gets SIGTERM itself or when its input ends: so nothing goes on if the action is killed. On Linux it also
 * ends what has left the group: what descends from it at that time, and what has a variable or an output that every child
 * inherits. A process whose parent has ended before, and which has neither the group, the variable nor the output, is not
 * found.
 */
const supervisor = `(${String(supervise)})(${String(escapedFrom)}, ${String(5000)}, ${String(100)})`;
/**
 * Of the descendants of this process, and of those that have this text in their environment or write where this process
 * does, the process IDs that belong to another group than this one. `family`: those found before, of which those that have
 * ended are removed. Empty where no `/proc` shows them.
 */
function escapedFrom(group, text, family) {
    const { readdirSync, readFileSync, readlinkSync } = process.getBuiltinModule('node:fs');
    const read = (pid, name) => {
        try {
            return readFileSync(`/proc/${pid}/${name}`, 'latin1');
        }
        catch {
            return '';
        }
    };
    /** Named by a number that no other one has. */
    const outputsOf = (pid) => {
        try {
            return ['1', '2']
                .map((name) => readlinkSync(`/proc/${pid}/fd/${name}`))
                .filter((name) => /:\[/.test(name));
        }
        catch {
            return [];
        }
    };
    const viewOf = (pid) => {
        // The state, the parent and the group follow a name that may hold any sign.
        const values = read(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
        const [state = 'Z', parent = '', own = ''] = values;
        return { pid, parent, own, startedAt: values[19] ?? '', isOver: state === 'Z' };
    };
    let names = [];
    try {
        names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    }
    catch {
        return [];
    }
    const shown = names.map(viewOf).filter(({ pid, isOver }) => pid !== String(process.pid) && !isOver);
    for (const [pid, startedAt] of family)
        if (!shown.some((one) => one.pid === pid && one.startedAt === startedAt))
            family.delete(pid);
    const outputs = outputsOf('self');
    const isOurs = (pid) => read(pid, 'environ').split('\0').includes(text) || outputsOf(pid).some((name) => outputs.includes(name));
    for (const { pid, startedAt } of shown)
        if (isOurs(pid))
            family.set(pid, startedAt);
    for (let size = -1; size < family.size;) {
        size = family.size;
        for (const { pid, parent, startedAt } of shown)
            if (parent === String(process.pid) || family.has(parent))
                family.set(pid, startedAt);
    }
    return shown.filter(({ pid, own }) => family.has(pid) && own !== group).map(({ pid }) => Number(pid));
}
/** It may use nothing from outside, since only its text is run. */
function supervise(escaped, graceMs, pauseMs) {
    const { spawn } = process.getBuiltinModule('node:child_process');
    const { signals } = process.getBuiltinModule('node:os').constants;
    const [mark = '', program = '', ...rest] = process.argv.slice(1);
    let exitCode = null;
    let isEnding = false;
    const asked = new Set();
    const family = new Map();
    function send(pid, name) {
        try {
            return process.kill(pid, name);
        }
        catch {
            return false;
        }
    }
    function signal(name) {
        // The group is gone, or this system has none.
        if (!send(-(child.pid ?? process.pid), name))
            child.kill(name);
    }
    const escapedNow = () => escaped(String(child.pid), `ECS_BLUE_GREEN_CHECK=${mark}`, family);
    /** Again and again: what is asked to end may start more. */
    function finish(killAtMs) {
        const isLate = Date.now() >= killAtMs;
        const all = escapedNow();
        for (const pid of all)
            if (isLate || !asked.has(pid))
                send(pid, isLate ? 'SIGKILL' : 'SIGTERM');
        for (const pid of all)
            asked.add(pid);
        // Later its number may be that of another group. What was left in it got SIGKILL when the command ended.
        if (isLate && exitCode === null)
            signal('SIGKILL');
        const isOver = exitCode !== null && all.length === 0;
        if (isOver || Date.now() >= killAtMs + graceMs)
            process.exit(exitCode ?? 143);
        setTimeout(finish, pauseMs, killAtMs);
    }
    function end() {
        if (isEnding)
            return;
        isEnding = true;
        // Once a parent has ended, its children belong to nobody.
        escapedNow();
        signal('SIGTERM');
        finish(Date.now() + graceMs);
    }
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'])
        process.on(name, end);
    process.stdin.on('end', end).on('error', end).resume();
    // The action may send a signal as soon as it has read this.
    process.stdout.write(`\n${mark} ${String(process.pid)}\n`);
    const env = { ...process.env, ECS_BLUE_GREEN_CHECK: mark };
    const child = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env });
    child.on('error', (error) => {
        process.stderr.write(`${error.message}\n`);
        process.exit(127);
    });
    child.on('exit', (code, by) => {
        signal('SIGKILL');
        // As a shell has it: 137 is what people know of a process that ran out of memory.
        exitCode = code ?? 128 + signals[by ?? 'SIGTERM'];
        if (!isEnding)
            process.exit(exitCode);
    });
}

;// CONCATENATED MODULE: ./build/bundled/adapters/command/run.js
// Runs the command of a check as a process of its own.









/** How long the streams of a command may stay open after its end. */
const streamsMs = 1000;
/** Ends with the command, which the signal ends with everything that it started. Never rejects. */
async function runCommand(command, signal, { environment, show }) {
    const secrets = [...command.secrets, ...(0,core.domain_common_checks_command_environment_js_secretValues)(environment, command.passedOn)];
    const mark = (0,external_node_crypto_.randomUUID)();
    let supervisorPid = null;
    const end = () => {
        if (supervisorPid !== null)
            terminate(supervisorPid);
    };
    const output = linesTo({ name: command.name, mark, shown: (0,core.domain_common_foreign_lines_js_foreignStream)(secrets), show }, (pid) => {
        supervisorPid = pid;
        if (signal.aborted)
            end();
    });
    signal.addEventListener('abort', end);
    try {
        const exitCode = await (0,exec/* exec */.m)(process.execPath, ['-e', supervisor, '--', mark, ...command.words], {
            env: (0,core.domain_common_checks_command_environment_js_commandEnvironment)(environment, command.passedOn, command.facts),
            ignoreReturnCode: true,
            silent: true,
            delay: streamsMs,
            outStream: nowhere(),
            errStream: nowhere(),
            listeners: { stdout: thenLineEnd(output.out), stderr: thenLineEnd(output.error) },
        });
        return { kind: 'ended', exitCode, lines: output.last() };
    }
    catch (error) {
        const why = (0,core.errors_js_messageOf)(error);
        return { kind: 'ended', exitCode: null, lines: [...output.last(), ...(0,core.domain_common_foreign_lines_js_foreignLines)([why], secrets)] };
    }
    finally {
        signal.removeEventListener('abort', end);
    }
}
/** Its process may be gone already. */
function terminate(pid) {
    try {
        process.kill(pid, 'SIGTERM');
    }
    catch {
        return;
    }
}
/**
 * Ends each chunk with a line end once it was read. `@actions/exec` keeps a line without an end, and with each chunk it
 * searches all of it again, after these listeners: a line of some megabytes would stop the whole run.
 */
const thenLineEnd = (read) => (data) => {
    read(data);
    data.write(external_node_os_.EOL, Math.max(0, data.length - external_node_os_.EOL.length));
};
const nowhere = () => new external_node_stream_.Writable({
    write: (_chunk, _encoding, done) => {
        done();
    },
});


/***/ })

};
