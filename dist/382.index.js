export const id = 382;
export const ids = [382];
export const modules = {

/***/ 56382:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jsonErrorPosition: () => (/* binding */ jsonErrorPosition)
/* harmony export */ });
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99547);

/**
 * Line and column (from 1) of the first place where the text stops being JSON. V8 gives a position with some of its
 * messages only, and a task definition has hundreds of lines.
 */
function jsonErrorPosition(text) {
    const errors = [];
    (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.parse)(text, errors, { disallowComments: true });
    const end = text.trimEnd().length;
    const before = text.slice(0, Math.min(errors[0]?.offset ?? end, end)).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}


/***/ })

};
