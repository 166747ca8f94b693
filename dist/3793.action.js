export const id = 3793;
export const ids = [3793];
export const modules = {

/***/ 3793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jsonErrorPosition: () => (/* binding */ jsonErrorPosition)
/* harmony export */ });
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9547);
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1822);
// Where a text stops being valid JSON.


/** Line and column, from 1. V8 includes a position in only some of its messages, and a task definition is long. */
function jsonErrorPosition(text) {
    const errors = [];
    (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.parse)(text, errors, { disallowComments: true });
    const end = text.trimEnd().length;
    return (0,_core_js__WEBPACK_IMPORTED_MODULE_1__.inputs_position_js_positionIn)(text, Math.min(errors[0]?.offset ?? end, end));
}


/***/ })

};
