export const id = 875;
export const ids = [875];
export const modules = {

/***/ 875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ask: () => (/* binding */ ask)
});

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/bundled/adapters/probe/search.js
// Regular expressions on what servers answer.
/** A search in 1 MiB takes milliseconds. One that tries ever more combinations would hold up the whole run. */
const limitMs = 250;
/** Whether the text matches. `null`: the search took too long. */
async function isMatch(pattern, text) {
    const { runInNewContext } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 714, 19));
    try {
        // Only an interruptible search ends in time. Nothing of the text is run: both are values in there.
        const found = runInNewContext('new RegExp(pattern, "m").test(text)', { pattern, text }, { timeout: limitMs });
        return found === true;
    }
    catch (error) {
        if (error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/bundled/adapters/probe/ask.js



/** As probes are sent, on a new connection. Ends early if the signal fires. Never rejects: a failure is a value. */
const ask = (request, cancelled, connection) => (0,core.adapters_probe_timed_js_timed)(request.timeoutMs, {
    work: async (limit, connection) => answerOf(request, await (0,core.adapters_probe_exchange_js_exchange)(request, AbortSignal.any([limit, cancelled]), connection)),
    failed: (why) => ({ status: null, error: why, headers: {}, body: '', isCut: false, isMatch: null }),
}, connection);
async function answerOf({ expected }, { status, headers, body }) {
    const text = body.toString('utf8');
    const found = expected.pattern === null ? true : await isMatch(expected.pattern, text);
    const named = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
    return {
        status,
        error: null,
        headers: Object.fromEntries(named),
        body: text,
        isCut: body.length >= core.adapters_probe_exchange_js_bodyLimitBytes,
        isMatch: found,
    };
}


/***/ })

};
