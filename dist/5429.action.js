export const id = 5429;
export const ids = [5429];
export const modules = {

/***/ 5429:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withNeighbors: () => (/* binding */ withNeighbors)
/* harmony export */ });
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1822);
// Observes the other services that a Terraform plan may change, for the command plan.








/** Adds the neighbors to each observation. They are read once: a plan ends with its first observation. */
function withNeighbors(observe, from, request) {
    const plan = request.goal.terraformPlan;
    if (plan === null)
        return observe;
    let neighbors = null;
    return async (memory, last, wanted) => {
        const world = await observe(memory, last, wanted);
        neighbors ??= readNeighbors(from, (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_roles_scene_js_sceneOf)(request, world, memory), plan);
        return { ...world, neighbors: await neighbors };
    };
}
async function readNeighbors(from, scene, plan) {
    const changes = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_sharedChanges)(scene, plan).filter((change) => !(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_isOutOfReach)(scene, change));
    const mentions = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_terraform_mentions_js_mentionsIn)(changes);
    if (!(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_terraform_mentions_js_isAboutServices)(mentions))
        return { worlds: [], unread: [] };
    const clusters = await clustersFor(from, scene, mentions);
    const lists = await (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.few_at_once_js_fewAtOnce)(clusters.names, (cluster) => candidatesIn(from, mentions, cluster));
    const candidates = lists.flatMap(({ services }) => services).filter((named) => (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_isOther)(scene, named));
    const read = await (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.few_at_once_js_fewAtOnce)(candidates, (named) => readNeighbor(from, scene.request, named));
    return {
        worlds: read.flatMap((one) => ('world' in one && (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_isOfThisAction)(one.world) ? one.world : [])),
        unread: [
            ...clusters.unread,
            ...lists.flatMap(({ unread }) => unread),
            ...read.flatMap((one) => ('what' in one ? one : [])),
        ],
    };
}
/** All clusters: a rule or a target group doesn't show in which of them its service is. Otherwise those that are known. */
async function clustersFor({ services }, scene, mentions) {
    const own = scene.world.service.cluster;
    try {
        return { names: [...new Set([own, ...(await services.clusters())])], unread: [] };
    }
    catch (error) {
        const names = [own, ...mentions.services.map(({ cluster }) => cluster)];
        return { names: [...new Set(names)], unread: [unreadBecause(error, 'services of other clusters')] };
    }
}
/** The services of the cluster that use what the plan names. If they can't be listed, those that it names itself. */
async function candidatesIn(from, mentions, cluster) {
    try {
        const { services: listed, unread } = await from.services.externalServices(cluster);
        const balancers = await balancersOf(from, listed);
        const found = listed.filter((one) => (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_isMentioned)(mentions, one, (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_groupsOf)(one).flatMap((group) => balancers.get(group) ?? [])));
        return {
            services: found.map(({ service }) => (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_nameOf)(service)),
            unread: unread.map(({ service, why }) => ({ what: (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_report_apply_js_formatNamed)({ cluster, service }), why })),
        };
    }
    catch (error) {
        const services = mentions.services.filter((named) => named.cluster === cluster);
        return { services, unread: [unreadBecause(error, `other services of cluster ${cluster}`)] };
    }
}
async function balancersOf({ loadBalancer }, listed) {
    const found = await loadBalancer.readListedGroups([...new Set(listed.flatMap(_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_groupsOf))]);
    return new Map(found.map(({ arn, loadBalancers }) => [arn, loadBalancers]));
}
async function readNeighbor({ portsFor }, request, named) {
    const own = (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_terraform_neighbors_js_neighborRequest)(request, named);
    const ports = portsFor(own);
    // What only a release asks for is left out.
    const memory = { ...(0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_task_sets_model_blank_memory_js_blankMemory)(ports.clock.now()), isPreflightPassed: true };
    try {
        return { world: await (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.engine_observe_js_createObserver)(ports, own)(memory) };
    }
    catch (error) {
        return unreadBecause(error, (0,_core_js__WEBPACK_IMPORTED_MODULE_0__.domain_common_report_apply_js_formatNamed)(named));
    }
}
function unreadBecause(error, what) {
    if (!(error instanceof _core_js__WEBPACK_IMPORTED_MODULE_0__.errors_js_PortError))
        throw error;
    const { action, code } = error.trouble;
    return { what, why: `${action}: ${code}` };
}


/***/ })

};
