export const id = 2690;
export const ids = [2690];
export const modules = {

/***/ 2690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withChanges: () => (/* binding */ withChanges)
/* harmony export */ });
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1822);



/** How long a release waits for GitHub. */
const limitMs = 5000;
/** Adds the changes to each observation before the first write. GitHub is asked once, and can't stop a release. */
function withChanges(observe, from, request) {
    let known = null;
    return async (memory, last, wanted) => {
        const world = await observe(memory, last, wanted);
        const asked = memory.isPreflightPassed ? null : (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_migrations_undeclared_js_comparedCommits)((0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_roles_scene_js_sceneOf)(request, world, memory));
        if (asked === null)
            return world;
        if ('why' in asked)
            return { ...world, changes: { kind: 'unread', ...asked } };
        if (known?.base !== asked.base)
            known = { base: asked.base, changes: await read(from, asked) };
        return { ...world, changes: known.changes, nowMs: from.clock.now() };
    };
}
async function read({ github, timing }, { base, head }) {
    const between = { kind: 'read', base, head };
    if (base === head)
        return { ...between, files: [], isWhole: true };
    if (github === null)
        return { kind: 'unread', why: 'there is no github-token' };
    try {
        const answer = await timing.within(limitMs, github.commitsBetween(base, head).then((range) => ({ range })));
        if (answer === null)
            return { kind: 'unread', why: `GitHub did not answer within ${String(limitMs / 1000)} s` };
        const { range } = answer;
        if (range === null)
            return { kind: 'unread', why: `the repository does not have one of the commits ${base} and ${head}` };
        return { ...between, files: range.files.names, isWhole: range.files.isWhole };
    }
    catch (error) {
        return { kind: 'unread', why: (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.errors_js_messageOf)(error) };
    }
}


/***/ })

};
