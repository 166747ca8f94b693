export const id = 351;
export const ids = [351];
export const modules = {

/***/ 2732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DescribeListenersCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__.A),
/* harmony export */   DescribeLoadBalancersCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_1__.A),
/* harmony export */   DescribeRulesCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_2__.G),
/* harmony export */   DescribeTargetGroupAttributesCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_3__.c),
/* harmony export */   DescribeTargetGroupsCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_4__.s),
/* harmony export */   DescribeTargetHealthCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_5__.q),
/* harmony export */   ElasticLoadBalancingV2Client: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_6__.M),
/* harmony export */   ModifyListenerCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_7__.u),
/* harmony export */   ModifyRuleCommand: () => (/* reexport safe */ _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_8__.y)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2672);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9506);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7406);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(291);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8358);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7992);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4677);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6888);
/* harmony import */ var _aws_sdk_client_elastic_load_balancing_v2__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4074);
// The part of the ELB SDK that is used. It is imported with `await import`, so that it is loaded by the first call to
// ELB and not when the action starts. A lazy import of the package itself would bundle its unused commands too.



/***/ })

};
