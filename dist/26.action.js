export const id = 26;
export const ids = [26];
export const modules = {

/***/ 41026:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   taskDefinitionShape: () => (/* binding */ taskDefinitionShape)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44947);
// What ECS wants in a task definition, by the model that the SDK's own serializer uses.

const taskDefinitionShape = () => shapeOf(_aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__/* .RegisterTaskDefinitionRequest$ */ .fSK);
/** The first item of a schema says what it describes (`@smithy/types`, `StaticSchemaId…`). */
const ids = { simple: 0, list: 1, map: 2, structure: 3, union: 4 };
/** Plain text, numbers and flags are numbers. So are lists and maps of them, with one of these added. */
const simple = {
    0: 'text',
    1: 'number',
    2: 'boolean',
};
const [listBit, mapBit] = [64, 128];
/** A schema is such a number, an array with its id first, a pair of a schema and its traits, or a function that returns one. */
function shapeOf(schema) {
    if (typeof schema === 'function')
        return shapeOf(schema());
    if (typeof schema === 'number')
        return simpleShape(schema);
    if (!Array.isArray(schema))
        return { kind: 'any' };
    const [id, , , , fifth, sixth, requiredCount = 0] = schema;
    if (schema.length === 2)
        return shapeOf(id);
    if (id === ids.simple)
        return shapeOf(fifth);
    if (id === ids.list)
        return { kind: 'list', item: shapeOf(fifth) };
    if (id === ids.map)
        return { kind: 'map', item: shapeOf(sixth) };
    if (id !== ids.structure && id !== ids.union)
        return { kind: 'any' };
    const [names, schemas] = [fifth, sixth];
    return {
        kind: 'object',
        members: new Map(names.map((name, index) => [name, shapeOf(schemas[index])])),
        required: names.slice(0, requiredCount),
    };
}
function simpleShape(code) {
    if (code >= mapBit)
        return { kind: 'map', item: shapeOf(code - mapBit) };
    if (code >= listBit)
        return { kind: 'list', item: shapeOf(code - listBit) };
    return { kind: simple[code] ?? 'any' };
}


/***/ })

};
