// jest runs the sources as they are: Node takes the types out and leaves blanks, so line numbers need no source map.
import { stripTypeScriptTypes } from 'node:module';
export default { process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }) };
