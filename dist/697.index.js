export const id = 697;
export const ids = [697];
export const modules = {

/***/ 3697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseDocument: () => (/* reexport safe */ yaml__WEBPACK_IMPORTED_MODULE_0__.Tp)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
// A module of its own, so that the bundle loads the parser only when somebody gives a YAML file.



/***/ })

};
