import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");

/***/ }),

/***/ 6119:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 714:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ asCommand),
/* harmony export */   g: () => (/* binding */ guardLog)
/* harmony export */ });
/* harmony import */ var _log_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8486);
// The one place that everything printed by this process passes.

let isOwnCommand = false;
/** Runs `print`, whose output is a command to the runner. The toolkit escapes its texts. */
function asCommand(print) {
    isOwnCommand = true;
    try {
        print();
    }
    finally {
        isOwnCommand = false;
    }
}
/**
 * From here on, nothing that this process prints is a command to the runner or shows a secret, unless it is printed within `asCommand`:
 * packages print what servers returned, and an error that nobody handles is printed with its message. If the reader of
 * the log goes away (a closed pipe), the release continues.
 */
function guardLog() {
    for (const stream of [process.stdout, process.stderr]) {
        stream.on('error', () => undefined);
        stream.write = guarded(stream);
    }
    process.on('uncaughtException', (error) => {
        process.stderr.write(error instanceof Error ? (error.stack ?? error.message) : String(error));
        process.exit(1);
    });
}
/** Each write is made of whole lines. Otherwise two harmless writes could form a command together. */
function guarded(stream) {
    const write = stream.write.bind(stream);
    return (chunk, ...rest) => {
        if (isOwnCommand)
            return write(chunk, ...rest);
        const text = (0,_log_text_js__WEBPACK_IMPORTED_MODULE_0__/* .logText */ .k)(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
        return write(text.endsWith('\n') ? text : `${text}\n`, ...rest);
    };
}


/***/ }),

/***/ 8486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  s: () => (/* binding */ hideInLog),
  k: () => (/* binding */ logText)
});

// EXTERNAL MODULE: ./build/bundled/domain/common/values/secrets.js
var secrets = __nccwpck_require__(5678);
;// CONCATENATED MODULE: ./build/bundled/adapters/runner/harmless.js
// Makes text harmless for the runner, which executes commands that it finds in the log.
/** Where a terminal, the runner or a reader sees a new line. */
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** Characters without a glyph. Colors of a terminal begin with one of them. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/**
 * The runner compares by the rules of a language, and ignores what they ignore: a soft hyphen or an accent between the
 * colons doesn't prevent a command. Which characters these are depends on the runner's system. All are outside of ASCII.
 */
const ignored = String.raw `[^\x20-\x7e]*`;
const anywhere = new RegExp(String.raw `(#${ignored}#${ignored})\[`, 'g');
const atStart = new RegExp(String.raw `^([^\x21-\x7e]*)(?=:${ignored}:)`);
/**
 * The text in lines of which the runner takes none for a command. It executes `::command::` at the start of a line, after
 * any white space, and `##[command]` anywhere in a line. A backslash is added to either, which shows what was there.
 */
const harmless = (text) => text.toWellFormed().split(lineEnds).map(harmlessLine).join('\n');
const harmlessLine = (line) => line
    .replaceAll(unseen, (character) => (character === '\t' ? ' ' : ''))
    .replaceAll(anywhere, String.raw `$1\[`)
    .replace(atStart, '$1\\');

;// CONCATENATED MODULE: ./build/bundled/adapters/runner/log-text.js
// What text looks like in the log: without secrets, and without commands to the runner.


let log_text_hidden = [];
/** From here on, these values are shown as `***`. */
function hideInLog(secrets) {
    log_text_hidden = secrets;
}
/** Secrets first: they are compared with the text as it came. */
const logText = (text) => harmless((0,secrets/* masked */.Iv)(text, log_text_hidden));


/***/ }),

/***/ 5678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GY: () => (/* binding */ withoutLikelySecrets),
/* harmony export */   Iv: () => (/* binding */ masked),
/* harmony export */   P8: () => (/* binding */ longEnough),
/* harmony export */   gT: () => (/* binding */ secretsInHeader)
/* harmony export */ });
// Which texts are secret, and how they are removed from what is shown.
/** Shorter values would mask ordinary words. */
const shortestSecret = 6;
const longEnough = (secrets) => [
    ...new Set(secrets.filter(({ length }) => length >= shortestSecret)),
];
/**
 * The value of a header, its words, and the parts of its words: a server that repeats `Bearer x` or `session=x; theme=y`
 * may repeat only `x`.
 */
const secretsInHeader = (value) => [
    ...new Set([value, ...value.split(/\s+/), ...value.split(/[\s;,:=&"']+/)].filter((word) => word !== '')),
];
/**
 * The text with `***` in place of each secret. Secrets that overlap are removed together. `isCut`: the text ends where it
 * was cut off, so the beginning of a secret at its end counts, too. Mask before you cut: a part of a secret isn't found.
 */
function masked(text, secrets, isCut = false) {
    const long = longEnough(secrets);
    const spans = long.flatMap((secret) => [...spansOf(text, secret), ...(isCut ? endOf(text, secret) : [])]);
    const pieces = [];
    let at = 0;
    for (const [from, to] of merged(spans)) {
        pieces.push(text.slice(at, from));
        at = to;
    }
    return [...pieces, text.slice(at)].join('***');
}
function spansOf(text, secret) {
    const pattern = patternOf(secret);
    const spans = [];
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
        spans.push([found.index, pattern.lastIndex]);
        // A secret such as `ababab` may overlap itself.
        pattern.lastIndex = found.index + 1;
    }
    return spans;
}
/** Made once: a long output is searched line by line. After a search that found nothing more, it begins at the start again. */
function patternOf(secret) {
    const known = patterns.get(secret);
    if (known !== undefined)
        return known;
    const words = secret.split(/\s+/).map((word) => Array.from(word, formsOf).join(between));
    const pattern = new RegExp(words.join(spaces), 'g');
    patterns.set(secret, pattern);
    return pattern;
}
const patterns = new Map();
/** Between the words of a secret, also as a URL or a form writes it. */
const spaces = '(?:[\\s\u200b`+]|%20)+';
/**
 * What Markdown puts between characters: an invisible space, and the fences of a code span with their spaces. Each
 * character fits in one way only, or hostile text could keep the search busy for ever.
 */
const between = '(?:[\\u200b`]| (?=`)|(?<=`) (?!`))*';
/** A character as it may stand in plain text, Markdown, JSON, HTML or a URL. Servers encode letters and digits in none of them. */
function formsOf(character) {
    const own = String.raw `\\?` + escaped(character);
    if (/^[A-Za-z0-9]$/.test(character))
        return own;
    const inUrl = escaped(encodeURIComponent(character.toWellFormed()));
    return `(?:${[own, inUrl, ...codesOf(character), ...(entities[character] ?? [])].join('|')})`;
}
/** By its number, in a URL, JSON and HTML. */
function codesOf(character) {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16).replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    return [`%${hex}`, String.raw `\\u0*${hex}`, `&#[xX]0*${hex};`, `&#0*${String(code)};`];
}
const escaped = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw `\$&`);
const entities = {
    '&': ['&amp;'],
    '<': ['&lt;'],
    '>': ['&gt;'],
    '"': ['&quot;'],
    "'": ['&apos;'],
};
function endOf(text, secret) {
    for (let length = Math.min(secret.length - 1, text.length); length > 0; length--)
        if (text.endsWith(secret.slice(0, length)))
            return [[text.length - length, text.length]];
    return [];
}
/** Sorted, without overlaps. */
function merged(spans) {
    const all = [];
    for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
        const last = all.at(-1);
        if (last !== undefined && from <= last[1])
            last[1] = Math.max(last[1], to);
        else
            all.push([from, to]);
    }
    return all;
}
/** Texts in the output of an application that are probably secret. */
const likely = [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
    /\b(?:gh[oprsu]_|github_pat_)\w{20,}|\bxox[a-z]-[\w-]{10,}|\bsk_(?:live|test)_\w{10,}/g,
    /\bglpat-[\w-]{20,}|\bnpm_[A-Za-z0-9]{30,}|\bwhsec_[\w+/=]{16,}|\bAIza[\w-]{30,}/g,
    /(?<=\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]+/g,
    /(?<=\bX-Amz-(?:Signature|Security-Token|Credential)=)[^\s&"'<>]+/gi,
    // A JSON Web Token.
    /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?/g,
    // User and password in an address.
    /(?<=:\/\/)[^\s/@]{1,200}(?=@)/g,
    /(?<=\b(?:bearer|basic)\s)[\w.+/=~-]{6,}/gi,
    /(?<=(?:password|passwd|pwd|secret|token|credentials?|(?:api|access|private|secret)[_-]?key)["']{0,2}\s{0,3}[:=]\s{0,3}["']?)[^\s"',;&)}\]]+/gi,
];
/** The text with `***` in place of what looks like a key, a token or a password. */
const withoutLikelySecrets = (text) => likely.reduce((shown, pattern) => shown.replaceAll(pattern, '***'), text);


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".action.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		8792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ startPost),
/* harmony export */   Y: () => (/* binding */ startMain)
/* harmony export */ });
/* harmony import */ var _adapters_runner_guard_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3754);
// How main and post start: the files that the runner runs import this one. Each loads only its half of the code.

/** The job's step. Once this has begun, a cancel no longer kills the process: the run ends and reports it. */
async function startMain() {
    (0,_adapters_runner_guard_js__WEBPACK_IMPORTED_MODULE_0__/* .guardLog */ .g)();
    const cancelled = cancelSignal();
    await (await Promise.all(/* import() */[__nccwpck_require__.e(2517), __nccwpck_require__.e(9190)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1822))).main(cancelled);
    leave();
}
/** The step after the job. It never starts a release, whatever state it finds. */
async function startPost() {
    (0,_adapters_runner_guard_js__WEBPACK_IMPORTED_MODULE_0__/* .guardLog */ .g)();
    await (await Promise.all(/* import() */[__nccwpck_require__.e(2517), __nccwpck_require__.e(9190), __nccwpck_require__.e(6552)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6552))).post();
    leave();
}
/** A request that GitHub doesn't answer must not keep the job running. The timer doesn't keep the process alive. */
function leave() {
    setTimeout(() => process.exit(), 100).unref();
}
/** Fires when the runner cancels the job. */
function cancelSignal() {
    const cancel = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => {
            cancel.abort();
        });
    return cancel.signal;
}

var __webpack_exports__startMain = __webpack_exports__.Y;
var __webpack_exports__startPost = __webpack_exports__.V;
export { __webpack_exports__startMain as startMain, __webpack_exports__startPost as startPost };
