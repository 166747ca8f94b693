export const id = 1161;
export const ids = [1161];
export const modules = {

/***/ 1161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readDocument: () => (/* binding */ readDocument)
});

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/bundled/domain/common/revision/shape.js
// What ECS wants in each place of a task definition, and where a document differs.

/** Every place where the document isn't as ECS wants it. `null` counts as absent, as it does for ECS. */
function misfitsOf(shape, value, path = []) {
    if (value === null || shape.kind === 'any')
        return [];
    if (shape.kind === 'list' && (0,core.domain_common_values_json_js_isJsonArray)(value))
        return value.flatMap((item, index) => misfitsOf(shape.item, item, [...path, index]));
    if (shape.kind === 'map' && (0,core.domain_common_values_json_js_isJsonObject)(value))
        return Object.entries(value).flatMap(([key, item]) => misfitsOf(shape.item, item, [...path, key]));
    if (shape.kind === 'object' && (0,core.domain_common_values_json_js_isJsonObject)(value))
        return memberMisfits(shape, value, path);
    if (!isOfKind(shape.kind, value))
        return [{ kind: 'type', path, value, wanted: shape }];
    const words = shape.kind === 'text' ? shape.words : null;
    const isKnown = words === null || typeof value !== 'string' || words.includes(value);
    return isKnown ? [] : [{ kind: 'word', path, value, words }];
}
/** Every number of a task definition is a whole one. */
const isOfKind = (kind, value) => kind === 'number' ? Number.isSafeInteger(value) : typeof value === simpleTypes[kind];
const simpleTypes = { text: 'string', boolean: 'boolean' };
function memberMisfits(shape, value, path) {
    const lacking = shape.required.filter((member) => (value[member] ?? null) === null);
    return [
        ...lacking.map((member) => ({ kind: 'missing', path, member })),
        ...Object.entries(value).flatMap(([member, inner]) => {
            const wanted = shape.members.get(member);
            if (wanted === undefined)
                return [{ kind: 'unknown', path, member, known: [...shape.members.keys()] }];
            return misfitsOf(wanted, inner, [...path, member]);
        }),
    ];
}
/** The places that have a member of this name, with `*` for any item of a list. */
function placesOf(shape, member, path = []) {
    if (shape.kind === 'list')
        return placesOf(shape.item, member, [...path, '*']);
    if (shape.kind !== 'object')
        return [];
    const here = shape.members.has(member) ? [path] : [];
    const inside = [...shape.members].flatMap(([name, inner]) => placesOf(inner, member, [...path, name]));
    return [...here, ...inside];
}

;// CONCATENATED MODULE: ./build/bundled/inputs/revision/misfits.js
// What is wrong with the members of a task definition file, in sentences.



/** A phrase that follows the file's name. */
function describeMisfit(misfit, placeOf) {
    if (misfit.kind === 'missing')
        return `has no "${misfit.member}" in ${formatPath(misfit.path)}${lineOf(misfit.path, placeOf)}: ECS requires it`;
    if (misfit.kind === 'unknown')
        return describeUnknownIn(misfit, placeOf);
    if (misfit.kind === 'word')
        return describeWord(misfit, placeOf);
    const { path, value, wanted } = misfit;
    const source = shownSource(misfit, placeOf);
    return (`has ${source ?? describeKind(value)} at ${formatPath(path)}${lineOf(path, placeOf)}, but ECS wants ` +
        `${describeWanted(wanted)}: ${adviceFor(misfit, source !== null)}`);
}
const describeUnknownIn = ({ path, member }, placeOf) => `has ${quoted(member)} ${path.length === 0 ? 'at the top level' : `in ${formatPath(path)}`}` +
    `${lineOf([...path, member], placeOf)}, which RegisterTaskDefinition does not list`;
/** A warning: ECS may know more words by now, and whether it accepts other cases of these is not established. */
function describeWord({ path, value, words }, placeOf) {
    const meant = words.find((word) => bare(word) === bare(value)) ?? (0,core.domain_common_values_nearest_js_nearest)(value, words);
    const advice = meant === null ? `Known are ${words.join(', ')}` : `Write "${meant}"`;
    return (`has ${(0,core.domain_common_revision_shown_values_js_isName)(value) ? `"${value}"` : 'text'} at ${formatPath(path)}${lineOf(path, placeOf)}, which RegisterTaskDefinition ` +
        `does not list. ECS may refuse it. ${advice}.`);
}
/** A warning: ECS may have introduced the member after this action was built. */
function describeUnknown(misfit, shape, placeOf) {
    const meant = whatIsMeant(misfit, shape);
    const advice = meant === null ? 'If it is misspelled, correct it.' : `${meant}.`;
    return `${describeUnknownIn(misfit, placeOf)}. ECS may ignore or refuse it. ${advice}`;
}
/** The same name in another place comes first, then a similar name in this place. */
function whatIsMeant({ path, member, known }, shape) {
    const elsewhere = placesOf(shape, member).map((place) => formatPath([...place, member]));
    if (elsewhere.length > 0 && elsewhere.length <= 3)
        return `Move it to ${elsewhere.join(' or ')}`;
    const near = (0,core.domain_common_values_nearest_js_nearest)(member, known) ?? known.find((name) => bare(name) === bare(member)) ?? null;
    return near === null ? null : `Write ${formatPath([...path, near])}`;
}
/** Names of CloudFormation and Terraform differ only in this. */
const bare = (name) => name.replaceAll(/[_-]/g, '').toLowerCase();
const quoted = (name) => ((0,core.domain_common_revision_shown_values_js_isName)(name) ? `"${name}"` : 'a member');
/** `containerDefinitions[0].portMappings[0].containerPort` */
function formatPath(path) {
    const parts = path.map((part) => typeof part === 'number' || part === '*' ? `[${part}]` : `.${(0,core.domain_common_revision_shown_values_js_isName)(part) ? part : '?'}`);
    return path.length === 0 ? 'the file' : parts.join('').replace(/^\./, '').replaceAll('[*]', '[]');
}
function lineOf(path, placeOf) {
    const place = placeOf(path);
    return place === null ? '' : ` (line ${place.line})`;
}
/** As the file writes it. `null`: it may hold a secret, or is no single value. */
function shownSource({ path, value }, placeOf) {
    if (typeof value === 'object' || !(0,core.domain_common_revision_shown_values_js_isShownMisfit)(path, value))
        return null;
    const source = placeOf(path)?.source ?? JSON.stringify(value);
    return /^[\x20-\x7e]{1,40}$/.test(source) ? source : JSON.stringify(value);
}
function describeKind(value) {
    if (typeof value === 'object')
        return Array.isArray(value) ? 'a list' : 'an object';
    return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}
const nameOfKind = {
    text: 'text',
    number: 'a whole number',
    boolean: 'true or false',
    any: 'anything',
};
function describeWanted(wanted) {
    if (wanted.kind === 'map')
        return 'an object';
    if (wanted.kind === 'list')
        return `a list of ${plurals[wanted.item.kind]}`;
    return wanted.kind === 'object' ? 'an object' : nameOfKind[wanted.kind];
}
const plurals = {
    text: 'text',
    number: 'numbers',
    boolean: 'flags',
    any: 'values',
    list: 'lists',
    map: 'objects',
    object: 'objects',
};
function adviceFor({ value, wanted }, isShown) {
    const isScalar = typeof value !== 'object';
    if (wanted.kind === 'text' && isScalar)
        return `put ${isShown ? 'it' : 'the value'} in quotes`;
    if (wanted.kind === 'text')
        return 'write one text in quotes';
    if (wanted.kind === 'number')
        return typeof value === 'string' && /^-?\d+$/.test(value)
            ? 'write it without quotes'
            : 'write a whole number';
    if (wanted.kind === 'boolean')
        return adviceForFlag(value);
    if (wanted.kind === 'list')
        return wanted.item.kind === 'object'
            ? `write one object${describeMembers(wanted.item)} for each entry`
            : 'write each entry in a list, e.g. ["a", "b"]';
    return `write an object${describeMembers(wanted)}`;
}
function adviceForFlag(value) {
    const flag = (0,core.domain_common_revision_shown_values_js_flagIn)(value);
    return flag === null ? 'write true or false' : `write ${String(flag)}`;
}
/** Short ones are named in whole. */
function describeMembers(shape) {
    if (shape.kind !== 'object')
        return '';
    const names = [...shape.members.keys()];
    const more = names.length > 4 ? ', …' : '';
    return ` with ${names.slice(0, 4).join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./build/bundled/inputs/revision/other-files.js
// Files that are easily taken for a task definition, and what to do with each.

const has = (...names) => (value) => (0,core.domain_common_values_json_js_isJsonObject)(value) && names.every((name) => Object.hasOwn(value, name));
const inList = (is) => (value) => (0,core.domain_common_values_json_js_isJsonArray)(value) && value.length > 0 && value.every((item) => (0,core.domain_common_values_json_js_isJsonObject)(item) && is(item));
const deployed = 'after the stack is deployed, name the task definition that it registered, as an ARN or family:revision';
const described = 'write one with: aws ecs describe-task-definition --task-definition FAMILY > web.json';
/** The first that matches. None matches a task definition. */
const otherFiles = [
    {
        is: (value) => has('AWSTemplateFormatVersion')(value) || ((0,core.domain_common_values_json_js_isJsonObject)(value) && (0,core.domain_common_values_json_js_isJsonObject)(value['Resources'])),
        problem: `is a CloudFormation template, not a task definition: ${deployed}`,
    },
    {
        is: (value) => (0,core.domain_common_values_json_js_isJsonObject)(value) && (0,core.domain_common_values_json_js_isJsonArray)(value['Resources']),
        problem: `is a CodeDeploy AppSpec file, not a task definition: name the task definition file that it is used with`,
    },
    {
        is: has('task_definition'),
        problem: `is an ecs-params file of the Amazon ECS CLI, not a task definition: ${described}`,
    },
    {
        is: (value) => (0,core.domain_common_values_json_js_isJsonObject)(value) && (0,core.domain_common_values_json_js_isJsonObject)(value['services']),
        problem: `is a Compose file, not a task definition: ${described}`,
    },
    {
        is: has('apiVersion', 'kind'),
        problem: `is a Kubernetes manifest, not a task definition: ${described}`,
    },
    {
        is: has('serviceName'),
        problem: 'is a service definition, not a task definition: name the file that its taskDefinition comes from',
    },
    {
        is: (value) => inList((item) => 'imageUri' in item)(value) || has('ImageURI')(value),
        problem: "is an image definitions file of CodePipeline, not a task definition: set its images with image or images, on the file of the task definition or the live revision's",
    },
    {
        is: inList((item) => 'name' in item && ('image' in item || 'essential' in item)),
        problem: 'is a list of container definitions, not a task definition: write it as containerDefinitions of an object with family',
    },
    {
        is: (value) => has('ContainerDefinitions')(value) || has('container_definitions')(value) || has('Properties')(value),
        problem: 'has the member names of CloudFormation or Terraform, not those of a task definition: write them as ' +
            'RegisterTaskDefinition does, e.g. family and containerDefinitions, or name the registered revision, as an ARN or family:revision',
    },
];
/** What the file is instead. `null`: nothing that is known. */
const otherFile = (value) => has('containerDefinitions')(value) ? null : (otherFiles.find(({ is }) => is(value))?.problem ?? null);

;// CONCATENATED MODULE: ./build/bundled/inputs/revision/document.js
// Reads a task definition file and checks it.







/**
 * Reads a task definition from the text of a JSON or YAML file. The output of `aws ecs describe-task-definition` is
 * accepted too: it is unwrapped, its tags are moved inside, and its read-only members are removed. All other members
 * stay unchanged.
 */
async function readDocument(path, text) {
    const parsed = await (0,core.inputs_revision_parse_js_parseFile)(path, text);
    if (parsed.problem !== null)
        return unusable(parsed.problem);
    const { value } = parsed;
    const other = otherFile(value);
    if (other !== null)
        return unusable(other);
    if (!(0,core.domain_common_values_json_js_isJsonObject)(value))
        return unusable(`is not a task definition: it contains ${document_describeKind(value)}, not an object`);
    const content = (0,core.domain_common_revision_revision_js_withoutReadOnly)(unwrap(value));
    const checked = await checkMembers(content, value, parsed.places);
    const problems = [...parsed.repeated, ...shapeProblems(content), ...checked.problems];
    return { content: (0,core.domain_common_revision_revision_js_withoutForeignTags)(content), ...checked, problems };
}
const unusable = (problem) => ({ content: null, problems: [problem], warnings: [] });
/** ECS refuses a wrong type only after the release has begun, so it is refused here. */
async function checkMembers(content, file, places) {
    const { taskDefinitionShape } = await __webpack_require__.e(/* import() */ 9981).then(__webpack_require__.bind(__webpack_require__, 9981));
    const shape = taskDefinitionShape();
    const misfits = misfitsOf(shape, content);
    if (misfits.length === 0)
        return { problems: [], warnings: [] };
    const inFile = await places();
    const placeOf = (path) => inFile(pathInFile(file, path));
    return {
        problems: misfits.flatMap((misfit) => isOnlyWarned(misfit) || isMissingTop(misfit) ? [] : [describeMisfit(misfit, placeOf)]),
        warnings: misfits.flatMap((misfit) => {
            if (misfit.kind === 'unknown')
                return [describeUnknown(misfit, shape, placeOf)];
            // A placeholder is a problem of its own.
            return misfit.kind === 'word' && !(0,core.domain_common_revision_placeholders_js_hasMark)(misfit.value) ? [describeWord(misfit, placeOf)] : [];
        }),
    };
}
/** A newer ECS may know it. */
const isOnlyWarned = ({ kind }) => kind === 'unknown' || kind === 'word';
/** `shapeProblems` says what to write. */
const isMissingTop = ({ kind, path }) => kind === 'missing' && path.length === 0;
/** Tags stand next to what DescribeTaskDefinition wraps. */
const pathInFile = (file, path) => (0,core.domain_common_values_json_js_isJsonObject)(file['taskDefinition']) && path[0] !== 'tags' ? ['taskDefinition', ...path] : path;
function unwrap(document) {
    const wrapped = document['taskDefinition'];
    if (!(0,core.domain_common_values_json_js_isJsonObject)(wrapped))
        return document;
    const tags = document['tags'];
    return (0,core.domain_common_values_json_js_isJsonArray)(tags) && tags.length > 0 ? { ...wrapped, tags } : wrapped;
}
function shapeProblems(content) {
    const problems = [];
    const family = content['family'] ?? '';
    if (typeof family === 'string' && !/^[\w-]{1,255}$/.test(family)) {
        problems.push('has no usable "family": write a name of letters, digits, - and _');
    }
    const containers = content['containerDefinitions'] ?? [];
    if (!(0,core.domain_common_values_json_js_isJsonArray)(containers))
        return problems;
    if (containers.length === 0) {
        return [...problems, 'has no "containerDefinitions": write a list with at least one container'];
    }
    const unnamed = containers.flatMap((container, index) => container === null || ((0,core.domain_common_values_json_js_isJsonObject)(container) && (container['name'] ?? '') === '') ? [index] : []);
    return [...problems, ...unnamed.map((index) => `has no "name" in containerDefinitions[${String(index)}]`)];
}
function document_describeKind(value) {
    if (value === null)
        return 'nothing';
    return (0,core.domain_common_values_json_js_isJsonArray)(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}


/***/ })

};
