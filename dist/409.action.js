export const id = 409;
export const ids = [409];
export const modules = {

/***/ 80409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   entriesOf: () => (/* binding */ entriesOf)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _settings_setting_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60456);
// The keys of a YAML document with groups, and the line of each. Loaded only for a config file.


/** Nothing in the text is executed or loaded: it is parsed to plain values, with a limit for aliases. */
function entriesOf(text) {
    try {
        return parsed(text);
    }
    catch (error) {
        // The parser calls itself for each level.
        if (error instanceof RangeError)
            return { entries: [], problems: [`line 1: ${tooDeep}`] };
        throw error;
    }
}
function parsed(text) {
    const counter = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { prettyErrors: false, lineCounter: counter });
    const lineAt = (offset) => Math.max(1, counter.linePos(offset).line);
    const problems = document.errors.map(({ code, pos }) => `line ${String(lineAt(pos[0]))}: ${describeError(code)}`);
    if (problems.length > 0 || document.contents === null)
        return { entries: [], problems };
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(document.contents))
        return { entries: [], problems: ['line 1: holds no keys: write e.g. test-rule: arn:…'] };
    return { entries: entriesIn(document, document.contents, null, lineAt), problems };
}
const tooDeep = 'is nested too deep';
/** The message of the parser may quote the file. */
const describeError = (code) => code === 'RESOURCE_EXHAUSTION' ? tooDeep : `is not YAML: ${code.toLowerCase().replaceAll('_', ' ')}`;
function entriesIn(document, map, group, lineAt) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(map))
        return [];
    return map.items.flatMap((pair) => {
        const key = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) ? String(pair.key.value) : '?';
        const line = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) ? lineAt(pair.key.range?.[0] ?? 0) : 1;
        const node = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(pair.value) ? pair.value.resolve(document) : pair.value;
        const isGroup = group === null && _settings_setting_js__WEBPACK_IMPORTED_MODULE_1__/* .groups */ .TN.some((one) => one === key);
        if (isGroup && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
            return entriesIn(document, node, key, lineAt);
        if (isGroup && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && node.value === null)
            return [];
        return [{ key, group, line, ...valueOf(document, node) }];
    });
}
function valueOf(document, node) {
    if (node === undefined)
        return { shape: 'value', text: null, wrong: 'is an alias without an anchor before it' };
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
        const texts = node.items.map((item) => scalarText(document, item));
        return several('list', texts, () => wrongEntry(document, node.items));
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
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
    const nodes = entries.map((entry) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(entry) ? entry.resolve(document) : entry));
    return nodes.some((node) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
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
    const scalar = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? node.resolve(document) : node;
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(scalar) || scalar.value === null)
        return null;
    return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? JSON.stringify(scalar.value));
}


/***/ })

};
