// Prints, as JSON, the names of the tests in each file that is given, as jest would print them in one line. Nothing is run:
// the files are loaded with a `@jest/globals` that only collects names.
//   node scripts/names-of-tests.ts FILE...
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const collecting = new URL('collected-tests.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === '@jest/globals' ? { url: collecting, shortCircuit: true } : next(name, context),
  // Packages that are made for a bundler import JSON without saying so.
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});

const { collectedIn } = await import('./collected-tests.ts');
const names: Record<string, readonly string[]> = {};
for (const file of new Set(process.argv.slice(2)))
  names[file] = await collectedIn(path.resolve(file), () => import(pathToFileURL(path.resolve(file)).href));
process.stdout.write(JSON.stringify(names), () => {
  // What a test file opened while it was loaded would keep the process alive.
  process.exit();
});
