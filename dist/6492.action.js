export const id = 6492;
export const ids = [6492];
export const modules = {

/***/ 26492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withNeighbors: () => (/* binding */ withNeighbors)
/* harmony export */ });
/* harmony import */ var _domain_common_report_apply_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(46814);
/* harmony import */ var _domain_common_terraform_mentions_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11337);
/* harmony import */ var _domain_task_sets_model_blank_memory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27995);
/* harmony import */ var _domain_task_sets_roles_scene_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16061);
/* harmony import */ var _domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99623);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19473);
/* harmony import */ var _few_at_once_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(49062);
/* harmony import */ var _observe_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69724);
// Observes the other services that a Terraform plan may change, for the command plan.








/** Adds the neighbors to each observation. They are read once: a plan ends with its first observation. */
function withNeighbors(observe, from, request) {
    const plan = request.goal.terraformPlan;
    if (plan === null)
        return observe;
    let neighbors = null;
    return async (memory, last, wanted) => {
        const world = await observe(memory, last, wanted);
        neighbors ??= readNeighbors(from, (0,_domain_task_sets_roles_scene_js__WEBPACK_IMPORTED_MODULE_1__/* .sceneOf */ .c)(request, world, memory), plan);
        return { ...world, neighbors: await neighbors };
    };
}
async function readNeighbors(from, scene, plan) {
    const changes = (0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .sharedChanges */ .fh)(scene, plan).filter((change) => !(0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .isOutOfReach */ .Hh)(scene, change));
    const mentions = (0,_domain_common_terraform_mentions_js__WEBPACK_IMPORTED_MODULE_5__/* .mentionsIn */ .TV)(changes);
    if (!(0,_domain_common_terraform_mentions_js__WEBPACK_IMPORTED_MODULE_5__/* .isAboutServices */ .IE)(mentions))
        return { worlds: [], unread: [] };
    const clusters = await clustersFor(from, scene, mentions);
    const lists = await (0,_few_at_once_js__WEBPACK_IMPORTED_MODULE_6__/* .fewAtOnce */ .X)(clusters.names, (cluster) => candidatesIn(from, mentions, cluster));
    const candidates = lists.flatMap(({ services }) => services).filter((named) => (0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .isOther */ .bv)(scene, named));
    const read = await (0,_few_at_once_js__WEBPACK_IMPORTED_MODULE_6__/* .fewAtOnce */ .X)(candidates, (named) => readNeighbor(from, scene.request, named));
    return {
        worlds: read.flatMap((one) => ('world' in one && (0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfThisAction */ .Wx)(one.world) ? one.world : [])),
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
        const found = listed.filter((one) => (0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .isMentioned */ .Uj)(mentions, one, (0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .groupsOf */ .c1)(one).flatMap((group) => balancers.get(group) ?? [])));
        return {
            services: found.map(({ service }) => (0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(service)),
            unread: unread.map(({ service, why }) => ({ what: (0,_domain_common_report_apply_js__WEBPACK_IMPORTED_MODULE_7__/* .formatNamed */ .vq)({ cluster, service }), why })),
        };
    }
    catch (error) {
        const services = mentions.services.filter((named) => named.cluster === cluster);
        return { services, unread: [unreadBecause(error, `other services of cluster ${cluster}`)] };
    }
}
async function balancersOf({ loadBalancer }, listed) {
    const found = await loadBalancer.readListedGroups([...new Set(listed.flatMap(_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .groupsOf */ .c1))]);
    return new Map(found.map(({ arn, loadBalancers }) => [arn, loadBalancers]));
}
async function readNeighbor({ portsFor }, request, named) {
    const own = (0,_domain_task_sets_terraform_neighbors_js__WEBPACK_IMPORTED_MODULE_2__/* .neighborRequest */ .K8)(request, named);
    const ports = portsFor(own);
    // What only a release asks for is left out.
    const memory = { ...(0,_domain_task_sets_model_blank_memory_js__WEBPACK_IMPORTED_MODULE_0__/* .blankMemory */ .s)(ports.clock.now()), isPreflightPassed: true };
    try {
        return { world: await (0,_observe_js__WEBPACK_IMPORTED_MODULE_4__/* .createObserver */ .r)(ports, own)(memory) };
    }
    catch (error) {
        return unreadBecause(error, (0,_domain_common_report_apply_js__WEBPACK_IMPORTED_MODULE_7__/* .formatNamed */ .vq)(named));
    }
}
function unreadBecause(error, what) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .PortError */ .U7))
        throw error;
    const { action, code } = error.trouble;
    return { what, why: `${action}: ${code}` };
}


/***/ })

};
