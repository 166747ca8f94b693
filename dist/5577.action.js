export const id = 5577;
export const ids = [5577];
export const modules = {

/***/ 55577:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readDocument: () => (/* binding */ readDocument)
});

// EXTERNAL MODULE: ./build/domain/common/revision/placeholders.js
var placeholders = __webpack_require__(25115);
// EXTERNAL MODULE: ./build/domain/common/revision/revision.js + 1 modules
var revision = __webpack_require__(71497);
// EXTERNAL MODULE: ./build/domain/common/values/json.js
var json = __webpack_require__(20102);
;// CONCATENATED MODULE: ./build/domain/common/revision/shape.js
// What ECS wants in each place of a task definition, and where a document differs.

/** Every place where the document isn't as ECS wants it. `null` counts as absent, as it does for ECS. */
function misfitsOf(shape, value, path = []) {
    if (value === null || shape.kind === 'any')
        return [];
    if (shape.kind === 'list' && (0,json/* isJsonArray */.Md)(value))
        return value.flatMap((item, index) => misfitsOf(shape.item, item, [...path, index]));
    if (shape.kind === 'map' && (0,json/* isJsonObject */.OW)(value))
        return Object.entries(value).flatMap(([key, item]) => misfitsOf(shape.item, item, [...path, key]));
    if (shape.kind === 'object' && (0,json/* isJsonObject */.OW)(value))
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

// EXTERNAL MODULE: ./build/domain/common/revision/shown-values.js
var shown_values = __webpack_require__(90079);
// EXTERNAL MODULE: ./build/domain/common/values/nearest.js
var nearest = __webpack_require__(66496);
;// CONCATENATED MODULE: ./build/inputs/revision/misfits.js
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
    const meant = words.find((word) => bare(word) === bare(value)) ?? (0,nearest/* nearest */.p)(value, words);
    const advice = meant === null ? `Known are ${words.join(', ')}` : `Write "${meant}"`;
    return (`has ${(0,shown_values/* isName */.Eo)(value) ? `"${value}"` : 'text'} at ${formatPath(path)}${lineOf(path, placeOf)}, which RegisterTaskDefinition ` +
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
    const near = (0,nearest/* nearest */.p)(member, known) ?? known.find((name) => bare(name) === bare(member)) ?? null;
    return near === null ? null : `Write ${formatPath([...path, near])}`;
}
/** Names of CloudFormation and Terraform differ only in this. */
const bare = (name) => name.replaceAll(/[_-]/g, '').toLowerCase();
const quoted = (name) => ((0,shown_values/* isName */.Eo)(name) ? `"${name}"` : 'a member');
/** `containerDefinitions[0].portMappings[0].containerPort` */
function formatPath(path) {
    const parts = path.map((part) => typeof part === 'number' || part === '*' ? `[${part}]` : `.${(0,shown_values/* isName */.Eo)(part) ? part : '?'}`);
    return path.length === 0 ? 'the file' : parts.join('').replace(/^\./, '').replaceAll('[*]', '[]');
}
function lineOf(path, placeOf) {
    const place = placeOf(path);
    return place === null ? '' : ` (line ${place.line})`;
}
/** As the file writes it. `null`: it may hold a secret, or is no single value. */
function shownSource({ path, value }, placeOf) {
    if (typeof value === 'object' || !(0,shown_values/* isShownMisfit */.eQ)(path, value))
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
    const flag = (0,shown_values/* flagIn */.kx)(value);
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

;// CONCATENATED MODULE: ./build/inputs/revision/other-files.js
// Files that are easily taken for a task definition, and what to do with each.

const has = (...names) => (value) => (0,json/* isJsonObject */.OW)(value) && names.every((name) => Object.hasOwn(value, name));
const inList = (is) => (value) => (0,json/* isJsonArray */.Md)(value) && value.length > 0 && value.every((item) => (0,json/* isJsonObject */.OW)(item) && is(item));
const deployed = 'after the stack is deployed, name the task definition that it registered, as an ARN or family:revision';
const described = 'write one with: aws ecs describe-task-definition --task-definition FAMILY > web.json';
/** The first that matches. None matches a task definition. */
const otherFiles = [
    {
        is: (value) => has('AWSTemplateFormatVersion')(value) || ((0,json/* isJsonObject */.OW)(value) && (0,json/* isJsonObject */.OW)(value['Resources'])),
        problem: `is a CloudFormation template, not a task definition: ${deployed}`,
    },
    {
        is: (value) => (0,json/* isJsonObject */.OW)(value) && (0,json/* isJsonArray */.Md)(value['Resources']),
        problem: `is a CodeDeploy AppSpec file, not a task definition: name the task definition file that it is used with`,
    },
    {
        is: has('task_definition'),
        problem: `is an ecs-params file of the Amazon ECS CLI, not a task definition: ${described}`,
    },
    {
        is: (value) => (0,json/* isJsonObject */.OW)(value) && (0,json/* isJsonObject */.OW)(value['services']),
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

// EXTERNAL MODULE: ./build/inputs/revision/parse.js + 3 modules
var parse = __webpack_require__(84467);
;// CONCATENATED MODULE: ./build/inputs/revision/document.js
// Reads a task definition file and checks it.







/**
 * Reads a task definition from the text of a JSON or YAML file. The output of `aws ecs describe-task-definition` is
 * accepted too: it is unwrapped, its tags are moved inside, and its read-only members are removed. All other members
 * stay unchanged.
 */
async function readDocument(path, text) {
    const parsed = await (0,parse/* parseFile */.C)(path, text);
    if (parsed.problem !== null)
        return unusable(parsed.problem);
    const { value } = parsed;
    const other = otherFile(value);
    if (other !== null)
        return unusable(other);
    if (!(0,json/* isJsonObject */.OW)(value))
        return unusable(`is not a task definition: it contains ${document_describeKind(value)}, not an object`);
    const content = (0,revision/* withoutReadOnly */.DL)(unwrap(value));
    const checked = await checkMembers(content, value, parsed.places);
    const problems = [...parsed.repeated, ...shapeProblems(content), ...checked.problems];
    return { content: (0,revision/* withoutForeignTags */.G_)(content), ...checked, problems };
}
const unusable = (problem) => ({ content: null, problems: [problem], warnings: [] });
/** ECS refuses a wrong type only after the release has begun, so it is refused here. */
async function checkMembers(content, file, places) {
    const { taskDefinitionShape } = await __webpack_require__.e(/* import() */ 7422).then(__webpack_require__.bind(__webpack_require__, 67422));
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
            return misfit.kind === 'word' && !(0,placeholders/* hasMark */.mP)(misfit.value) ? [describeWord(misfit, placeOf)] : [];
        }),
    };
}
/** A newer ECS may know it. */
const isOnlyWarned = ({ kind }) => kind === 'unknown' || kind === 'word';
/** `shapeProblems` says what to write. */
const isMissingTop = ({ kind, path }) => kind === 'missing' && path.length === 0;
/** Tags stand next to what DescribeTaskDefinition wraps. */
const pathInFile = (file, path) => (0,json/* isJsonObject */.OW)(file['taskDefinition']) && path[0] !== 'tags' ? ['taskDefinition', ...path] : path;
function unwrap(document) {
    const wrapped = document['taskDefinition'];
    if (!(0,json/* isJsonObject */.OW)(wrapped))
        return document;
    const tags = document['tags'];
    return (0,json/* isJsonArray */.Md)(tags) && tags.length > 0 ? { ...wrapped, tags } : wrapped;
}
function shapeProblems(content) {
    const problems = [];
    const family = content['family'] ?? '';
    if (typeof family === 'string' && !/^[\w-]{1,255}$/.test(family)) {
        problems.push('has no usable "family": write a name of letters, digits, - and _');
    }
    const containers = content['containerDefinitions'] ?? [];
    if (!(0,json/* isJsonArray */.Md)(containers))
        return problems;
    if (containers.length === 0) {
        return [...problems, 'has no "containerDefinitions": write a list with at least one container'];
    }
    const unnamed = containers.flatMap((container, index) => container === null || ((0,json/* isJsonObject */.OW)(container) && (container['name'] ?? '') === '') ? [index] : []);
    return [...problems, ...unnamed.map((index) => `has no "name" in containerDefinitions[${String(index)}]`)];
}
function document_describeKind(value) {
    if (value === null)
        return 'nothing';
    return (0,json/* isJsonArray */.Md)(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}


/***/ }),

/***/ 84467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ parseFile)
});

// EXTERNAL MODULE: ./build/inputs/position.js
var position = __webpack_require__(99717);
;// CONCATENATED MODULE: ./build/inputs/revision/nesting.js
/** A task definition has about ten levels. */
const mostLevels = 100;
const tooDeep = `is not a task definition: it is nested more than ${String(mostLevels)} levels deep`;
/** Of JSON text, also of text that isn't valid. */
function isTextTooDeep(text) {
    let level = 0;
    for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
        if (token === '[' || token === '{')
            level += 1;
        if (token === ']' || token === '}')
            level -= 1;
        if (level > mostLevels)
            return true;
    }
    return false;
}
/** Of a parsed document, without a call for each level. */
function isValueTooDeep(value) {
    let level = [value];
    for (let levels = 0; level.length > 0; levels += 1) {
        if (levels > mostLevels)
            return true;
        level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    }
    return false;
}

;// CONCATENATED MODULE: ./build/inputs/revision/places.js
const placeIn = (text, start, end) => ({
    line: text.slice(0, start).split('\n').length,
    source: text.slice(start, end),
});
async function jsonPlaces(text) {
    const { findNodeAtLocation, parseTree } = await __webpack_require__.e(/* import() */ 9547).then(__webpack_require__.t.bind(__webpack_require__, 99547, 19));
    const errors = [];
    const root = parseTree(text, errors);
    return (path) => {
        const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
        return node === undefined ? null : placeIn(text, node.offset, node.offset + node.length);
    };
}
async function yamlPlaces(text, document) {
    const { isAlias, isMap, isNode, isScalar, isSeq } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(9649)]).then(__webpack_require__.bind(__webpack_require__, 9649));
    const resolved = (node) => {
        if (isAlias(node))
            return node.resolve(document) ?? null;
        return isNode(node) ? node : null;
    };
    /** The key that merges is a symbol. */
    const nameOf = (key) => {
        const value = isScalar(key) ? key.value : key;
        return typeof value === 'symbol' ? (value.description ?? '') : String(value);
    };
    /** A member of the map, or of a map that `<<` merges into it. */
    const memberOf = (map, name) => {
        const pair = map.items.find(({ key }) => nameOf(key) === String(name));
        if (pair !== undefined)
            return resolved(pair.value);
        const merged = map.items.filter(({ key }) => nameOf(key) === '<<').map(({ value }) => resolved(value));
        const maps = merged.flatMap((node) => (isSeq(node) ? node.items.map(resolved) : [node]));
        const found = maps.map((node) => (isMap(node) ? memberOf(node, name) : null));
        return found.find((node) => node !== null) ?? null;
    };
    return (path) => {
        let node = resolved(document.contents);
        for (const name of path) {
            if (isMap(node))
                node = memberOf(node, name);
            else
                node = isSeq(node) ? resolved(node.items[Number(name)]) : null;
        }
        if (node?.range === undefined || node.range === null)
            return null;
        return placeIn(text, node.range[0], node.range[1]);
    };
}

;// CONCATENATED MODULE: ./build/inputs/revision/repeated-keys.js
// Keys that an object of a JSON text has twice: JSON.parse takes the last one, and nobody would know.

const tokens = /("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[[\]{}]/gs;
/** The offsets at which a key comes again. For valid JSON. */
function repeatedKeys(text) {
    const open = [];
    return [...text.matchAll(tokens)].flatMap(({ 0: token, 1: key, index }) => {
        if (token === '{' || token === '[')
            open.push(new Set());
        if (token === '}' || token === ']')
            open.pop();
        const names = open.at(-1);
        const name = key === undefined ? null : JSON.parse(key);
        if (name === null || names === undefined)
            return [];
        const isAgain = names.has(name);
        names.add(name);
        return isAgain ? [index] : [];
    });
}
/** A phrase that follows the file's name. */
function describeRepeated(text, offset) {
    const key = (0,position/* keyAt */.f5)(text, offset);
    const what = key === null ? 'a key' : `"${key}"`;
    return `has ${what} twice in one object (again at ${(0,position/* formatPosition */.Ld)(text, offset)}): keep one`;
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/inputs/revision/parse.js





function parseFile(path, text) {
    // Editors on Windows write a byte order mark first, which JSON doesn't allow.
    const plain = text.replace(/^\uFEFF/, '');
    return /\.ya?ml$/i.test(path) ? parseYaml(plain) : parseJson(plain);
}
async function parseJson(text) {
    if (isTextTooDeep(text))
        return { problem: tooDeep };
    try {
        const value = JSON.parse(text);
        const repeated = repeatedKeys(text).map((offset) => describeRepeated(text, offset));
        return { value, places: () => jsonPlaces(text), repeated, problem: null };
    }
    catch (error) {
        const { jsonErrorPosition } = await Promise.all(/* import() */[__webpack_require__.e(9547), __webpack_require__.e(8414)]).then(__webpack_require__.bind(__webpack_require__, 68414));
        return { problem: `is not JSON: ${(0,position/* formatPlace */.dE)(jsonErrorPosition(text))}: ${reasonIn(error)}` };
    }
}
/** V8's message without what it quotes of the file, which may be part of a password. */
function reasonIn(error) {
    const message = (0,errors/* messageOf */.bD)(error);
    const [, unexpected] = /^Unexpected token '([,:[\]{}])'/.exec(message) ?? [];
    if (unexpected !== undefined)
        return `Unexpected token '${unexpected}'`;
    if (message.startsWith('Unexpected token'))
        return 'Unexpected token';
    return message.replace(/( in JSON)? at position [\s\S]*$|, (\.\.\.)?"[\s\S]*$/, '');
}
async function parseYaml(text) {
    try {
        return await parsedYaml(text);
    }
    catch (error) {
        // The parser calls itself for each level.
        if (error instanceof RangeError)
            return { problem: tooDeep };
        throw error;
    }
}
async function parsedYaml(text) {
    const { parseAllDocuments, isScalar } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(9649)]).then(__webpack_require__.bind(__webpack_require__, 9649));
    const all = parseAllDocuments(text, { merge: true, prettyErrors: false });
    const documents = Array.isArray(all) ? all : [];
    const error = documents.flatMap(({ errors }) => errors).find(({ code }) => code !== 'DUPLICATE_KEY');
    if (error?.code === 'RESOURCE_EXHAUSTION')
        return { problem: tooDeep };
    if (error !== undefined) {
        // The message quotes the file, which may hold a password.
        const what = error.code.toLowerCase().replaceAll('_', ' ');
        return { problem: `is not YAML: ${(0,position/* formatPosition */.Ld)(text, error.pos[0])}: ${what}` };
    }
    // Nothing follows the `---` at the end of some files.
    const filled = documents.filter(({ contents }) => !(isScalar(contents) && contents.value === null));
    if (filled.length > 1)
        return { problem: severalDocuments(text, filled) };
    try {
        return parse_valueOf(text, filled[0] ?? null);
    }
    catch (cause) {
        if (cause instanceof RangeError)
            throw cause;
        // An alias without an anchor, or aliases that expand without end, fail only here.
        return {
            problem: 'is not usable YAML: an alias has no anchor before it, or aliases expand without end',
        };
    }
}
function severalDocuments(text, documents) {
    const second = text.slice(0, documents[1]?.contents?.range?.[0] ?? 0).split('\n').length;
    return (`contains ${documents.length} YAML documents (the second one begins at line ${second}), but a task definition file ` +
        'contains one: put each task definition into a file of its own');
}
function parse_valueOf(text, document) {
    const { value, problem } = asJson(document?.toJS());
    if (problem !== null)
        return { problem };
    if (isValueTooDeep(value))
        return { problem: tooDeep };
    const places = () => document === null ? Promise.resolve(() => null) : yamlPlaces(text, document);
    const repeated = (document?.errors ?? []).map(({ pos }) => describeRepeated(text, pos[0]));
    return { value, places, repeated, problem: null };
}
/** A value that JSON can't hold (`.nan`) is refused, not changed. */
function asJson(value) {
    const wrong = [];
    const text = JSON.stringify(value ?? null, (name, member) => {
        if (typeof member === 'number' && !Number.isFinite(member))
            wrong.push(`${name} is ${member}`);
        return member;
    });
    const problem = wrong.length === 0 ? null : `is not usable YAML: ${wrong.join(', ')}, not a number`;
    return { value: JSON.parse(text), problem };
}


/***/ })

};
