export const id = 4976;
export const ids = [4976];
export const modules = {

/***/ 4976:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  entriesOf: () => (/* binding */ entriesOf)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/bundled/inputs/config/nested.js
// A setting that is a list of mappings: its values as JSON, and the place of each. Loaded only for a config file.

/** Aliases may repeat each other, so a short file can stand for very many values. */
const mostValues = 2000;
const deepest = 4;
function nestedIn(document, root, { textOf, placeAt }) {
    const places = {};
    let left = mostValues;
    const walk = (given, path, place) => {
        left -= 1;
        const node = (0,dist/* isAlias */.Vj)(given) ? given.resolve(document) : given;
        if (place !== null)
            places[path.join('/')] = placeAt(place);
        if (left < 0 || path.length > deepest)
            return null;
        if ((0,dist/* isSeq */.oP)(node))
            return node.items.map((item, index) => walk(item, [...path, String(index)], startOf(item)));
        if (!(0,dist/* isMap */.jh)(node))
            return textOf(node)?.trim() ?? null;
        const members = node.items.map(({ key, value }) => {
            const name = textOf(key) ?? '?';
            return [name, walk(value, [...path, name], startOf(key))];
        });
        return Object.fromEntries(members);
    };
    const value = walk(root, [], startOf(root));
    return { value, places, wrong: left < 0 ? `holds more than ${String(mostValues)} values` : null };
}
function startOf(node) {
    const isPlaced = (0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isAlias */.Vj)(node);
    return isPlaced ? (node.range?.[0] ?? null) : null;
}

;// CONCATENATED MODULE: ./build/bundled/inputs/config/yaml-entries.js
// The keys of a YAML document with groups, and the line of each. Loaded only for a config file.




/**
 * Nothing in the text is executed or loaded: it is parsed to plain values, with a limit for aliases. `isNested`: whether
 * the key holds a list of mappings.
 */
function entriesOf(text, isNested) {
    try {
        return parsed(text, isNested);
    }
    catch (error) {
        // The parser calls itself for each level.
        if (error instanceof RangeError)
            return { entries: [], problems: [`line 1: ${tooDeep}`] };
        throw error;
    }
}
function parsed(text, isNested) {
    const counter = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { prettyErrors: false, lineCounter: counter });
    const placeAt = (offset) => {
        const { line, col } = counter.linePos(offset);
        return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    const lineAt = (offset) => placeAt(offset).line;
    const problems = document.errors.map(({ code, pos: [offset] }) => code === 'DUPLICATE_KEY'
        ? `${(0,core.inputs_position_js_formatPlace)(placeAt(offset))}: ${(0,core.inputs_position_js_keyAt)(text, offset) ?? 'a key'}: is written twice: keep one`
        : `line ${String(lineAt(offset))}: ${describeError(code)}`);
    const isBroken = document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
    if (isBroken || document.contents === null)
        return { entries: [], problems };
    if (!(0,dist/* isMap */.jh)(document.contents))
        return { entries: [], problems: ['line 1: holds no keys: write e.g. test-rule: arn:…'] };
    const reading = { document, isNested, placeAt };
    return { entries: entriesIn(reading, document.contents, null), problems };
}
const tooDeep = 'is nested too deep';
/** The message of the parser may quote the file. */
const describeError = (code) => code === 'RESOURCE_EXHAUSTION' ? tooDeep : `is not YAML: ${code.toLowerCase().replaceAll('_', ' ')}`;
function entriesIn(reading, map, group) {
    if (!(0,dist/* isMap */.jh)(map))
        return [];
    const { document, placeAt } = reading;
    return map.items.flatMap((pair) => {
        const key = (0,dist/* isScalar */.jn)(pair.key) ? String(pair.key.value) : '?';
        const line = (0,dist/* isScalar */.jn)(pair.key) ? placeAt(pair.key.range?.[0] ?? 0).line : 1;
        const node = (0,dist/* isAlias */.Vj)(pair.value) ? pair.value.resolve(document) : pair.value;
        const isGroup = group === null && core.settings_setting_js_groups.some((one) => one === key);
        if (isGroup && (0,dist/* isMap */.jh)(node))
            return entriesIn(reading, node, key);
        if (isGroup && (0,dist/* isScalar */.jn)(node) && node.value === null)
            return [];
        const value = reading.isNested(key) ? nestedOf(reading, node) : yaml_entries_valueOf(document, node);
        return [{ key, group, line, ...value }];
    });
}
function nestedOf({ document, placeAt }, node) {
    const textOf = (one) => scalarText(document, one);
    const { value, places, wrong } = nestedIn(document, node, { textOf, placeAt });
    return { shape: 'nested', text: value === null ? null : JSON.stringify(value), wrong, places };
}
function yaml_entries_valueOf(document, node) {
    if (node === undefined)
        return { shape: 'value', text: null, wrong: 'is an alias without an anchor before it' };
    if ((0,dist/* isSeq */.oP)(node)) {
        const texts = node.items.map((item) => scalarText(document, item));
        return several('list', texts, () => wrongEntry(document, node.items));
    }
    if ((0,dist/* isMap */.jh)(node)) {
        const texts = node.items.map(({ key, value }) => {
            const [name, text] = [scalarText(document, key), scalarText(document, value)];
            return name === null || text === null ? null : `${name}: ${text}`;
        });
        const values = node.items.map(({ value }) => value);
        return several('mapping', texts, () => wrongEntry(document, values));
    }
    return { shape: 'value', text: scalarText(document, node)?.trim() || null, wrong: null };
}
/** Why one of the entries is no value. */
function wrongEntry(document, entries) {
    const nodes = entries.map((entry) => ((0,dist/* isAlias */.Vj)(entry) ? entry.resolve(document) : entry));
    return nodes.some((node) => (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node))
        ? 'has an entry that is a list or a mapping: write one value in each entry'
        : 'has an entry without a value: write one, or leave the entry out';
}
/** An entry with a line break would become two. `why`: what is wrong if an entry is no value. */
function several(shape, texts, why) {
    if (!isEach(texts))
        return { shape, text: null, wrong: why() };
    const entries = texts.map((text) => text.trim());
    return entries.some((text) => /[\r\n]/.test(text))
        ? { shape, text: null, wrong: 'has an entry with several lines: write one entry for each' }
        : { shape, text: joined(shape, entries) || null, wrong: null };
}
/** A list input is split at commas, unless it is a JSON list. */
const joined = (shape, entries) => shape === 'list' && entries.some((text) => text.includes(','))
    ? JSON.stringify(entries)
    : entries.join('\n');
const isEach = (texts) => !texts.includes(null);
/** As it is written: `1.10` is no number here. `null`: there is none. */
function scalarText(document, node) {
    const scalar = (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
    if (!(0,dist/* isScalar */.jn)(scalar) || scalar.value === null)
        return null;
    return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? JSON.stringify(scalar.value));
}


/***/ })

};
