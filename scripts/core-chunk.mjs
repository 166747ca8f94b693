// One module of all that main loads at its start. Webpack joins modules into one scope only if no other chunk imports
// them: each module that another chunk shares with main would cost every start a wrapper, and a getter for every use. So
// post, and what is loaded later, import everything that they share with main from this one module.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'acorn';

const main = 'main.js';
const coreFile = 'core.js';

const isOwn = (source) => source.startsWith('.');
const target = (file, source) => path.posix.join(path.posix.dirname(file), source);
const nameOf = ({ name, value }) => name ?? value;

/** Every module of the folder: its text, its imports and re-exports, and what it imports later. */
function modulesIn(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).map((file) => file.replaceAll(path.sep, '/'));
  return new Map(
    files
      .filter((file) => file.endsWith('.js'))
      .map((file) => {
        const text = fs.readFileSync(path.join(folder, file), 'utf8');
        const { body } = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
        const imports = body.filter(({ source }) => source != null && isOwn(source.value));
        return [file, { text, imports }];
      }),
  );
}

/** What is loaded as soon as one of these is. */
function reachedFrom(modules, files) {
  const reached = new Set(files);
  for (const file of reached)
    for (const { source } of modules.get(file).imports) reached.add(target(file, source.value));
  return reached;
}

/** The import of a shared module, from the core. `taken` notes what the core has to export. */
function fromCore(file, statement, taken) {
  const of = target(file, statement.source.value);
  const isExport = statement.type !== 'ImportDeclaration';
  const names = statement.specifiers.map((one) => {
    const [inside, outside] = isExport ? [one.local, one.exported] : [one.imported, one.local];
    if (inside === undefined) throw new Error(`${file} imports all of ${of}: name what it needs`);
    const name = nameOf(inside);
    const alias = `${of.replaceAll(/\W/g, '_')}_${name}`;
    taken.set(alias, `export { ${name} as ${alias} } from './${of}';`);
    return `${alias} as ${nameOf(outside)}`;
  });
  const core = path.posix.relative(path.posix.dirname(file), coreFile);
  const source = core.startsWith('.') ? core : `./${core}`;
  return `${isExport ? 'export' : 'import'} { ${names.join(', ')} } from '${source}';`;
}

/** Writes the modules of `from` to `to`, with the core. Throws if a later module needs all of a shared one. */
export function writeWithCore(from, to) {
  const modules = modulesIn(from);
  const core = reachedFrom(modules, [main]);
  const first = reachedFrom(modules, ['action.js']);
  const taken = new Map();
  for (const [file, { text, imports }] of modules) {
    const shared = core.has(file) || first.has(file) ? [] : imports.filter(isShared(file, core, first));
    const written = shared.reduceRight(
      (so, one) => so.slice(0, one.start) + fromCore(file, one, taken) + so.slice(one.end),
      file === 'action.js' ? startingCore(text) : text,
    );
    fs.mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    fs.writeFileSync(path.join(to, file), written);
  }
  const lines = ["export { main } from './main.js';", ...[...taken.values()].toSorted()];
  fs.writeFileSync(path.join(to, coreFile), `${lines.join('\n')}\n`);
}

const isShared =
  (file, core, first) =>
  ({ source }) => {
    const of = target(file, source.value);
    return core.has(of) && !first.has(of);
  };

/** Main is loaded with the core. */
function startingCore(text) {
  const written = text.replace(/import\(['"]\.\/main\.js['"]\)/, `import('./${coreFile}')`);
  if (written === text) throw new Error(`action.js does not import ${main}`);
  return written;
}
