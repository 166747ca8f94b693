// jest runs the sources as they are: Node takes the types out and leaves blanks, so line numbers need no source map.
import { stripTypeScriptTypes } from 'node:module';
// GitHub's workflow parser imports its schema without the attribute that ESM wants for JSON.
const jsonImport = /(?<=import \w+ from "[^"]+\.json")(?=;)/g;
export default {
  process: (source, file) => ({
    code: file.endsWith('.ts')
      ? stripTypeScriptTypes(source, { mode: 'strip' })
      : source.replace(jsonImport, ' with { type: "json" }'),
  }),
};
