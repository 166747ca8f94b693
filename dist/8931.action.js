export const id = 8931;
export const ids = [8931];
export const modules = {

/***/ 8931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   logsPort: () => (/* binding */ logsPort)
/* harmony export */ });
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1822);



/** The first call for each region loads or makes a client. */
const logsPort = (clients) => ({
    async lastEvents(place) {
        try {
            return { kind: 'events', messages: await readNewest(clients, place) };
        }
        catch (error) {
            if (!(error instanceof _core_js__WEBPACK_IMPORTED_MODULE_0__.errors_js_PortError))
                throw error;
            const { trouble } = error;
            if (trouble.code === 'ResourceNotFoundException')
                return missing(trouble.message);
            return isLate(trouble) ? { kind: 'late' } : { kind: 'failed', trouble };
        }
    },
});
/** The client's own time limit, before or after the headers of the answer. */
const isLate = ({ code }) => /^(?:ETIMEDOUT|TimeoutError|AbortError)$/.test(code);
/** The code is the same for both. */
const missing = (message) => ({
    kind: 'missing',
    what: /log group/i.test(message) ? 'group' : 'stream',
});
/** An empty page isn't the end: the same token twice is. */
const mostPages = 3;
async function readNewest(clients, place) {
    const { sdk, reader } = await clients.logs(place.region);
    let token;
    for (let page = 1; page <= mostPages; page++) {
        const { events = [], nextBackwardToken } = await (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.adapters_aws_calls_js_reading)('logs:GetLogEvents', place.group, () => reader.send(new sdk.GetLogEventsCommand({
            logGroupName: place.group,
            logStreamName: place.stream,
            limit: _core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_logs_tail_js_mostEvents,
            startFromHead: false,
            ...(token === undefined ? {} : { nextToken: token }),
        })));
        if (events.length > 0)
            return events.map(({ message = '' }) => message);
        if (nextBackwardToken === undefined || nextBackwardToken === token)
            return [];
        token = nextBackwardToken;
    }
    return [];
}


/***/ })

};
