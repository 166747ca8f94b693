export const id = 3656;
export const ids = [3656];
export const modules = {

/***/ 93656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ask: () => (/* binding */ ask)
});

// EXTERNAL MODULE: ./build/adapters/probe/exchange.js + 1 modules
var exchange = __webpack_require__(20734);
;// CONCATENATED MODULE: ./build/adapters/probe/search.js
// Regular expressions on what servers answer.
/** A search in 1 MiB takes milliseconds. One that tries ever more combinations would hold up the whole run. */
const limitMs = 250;
/** Whether the text matches. `null`: the search took too long. */
async function isMatch(pattern, text) {
    const { runInNewContext } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 30714, 19));
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

// EXTERNAL MODULE: ./build/adapters/probe/timed.js
var timed = __webpack_require__(6815);
;// CONCATENATED MODULE: ./build/adapters/probe/ask.js



/** As probes are sent, on a new connection. Ends early if the signal fires. Never rejects: a failure is a value. */
const ask = (request, cancelled, connection) => (0,timed/* timed */.a)(request.timeoutMs, {
    work: async (limit, connection) => answerOf(request, await (0,exchange/* exchange */.cv)(request, AbortSignal.any([limit, cancelled]), connection)),
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
        isCut: body.length >= exchange/* bodyLimitBytes */.r2,
        isMatch: found,
    };
}


/***/ })

};
