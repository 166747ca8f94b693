// Cuts the operations that the sandbox answers out of GitHub's OpenAPI description.
// Usage: node cut-subset.mjs <api.github.com.json of @octokit/openapi>   (writes openapi-subset.json here)
import fs from 'node:fs';
import path from 'node:path';

const operations = [
  'issues/list-comments',
  'issues/create-comment',
  'issues/get-comment',
  'issues/update-comment',
  'issues/delete-comment',
  'repos/list-deployments',
  'repos/create-deployment',
  'repos/get-deployment',
  'repos/list-deployment-statuses',
  'repos/create-deployment-status',
  'pulls/get',
  'pulls/list',
  'pulls/list-files',
  'repos/list-pull-requests-associated-with-commit',
  'repos/compare-commits-with-basehead',
  'actions/get-workflow-run',
  'checks/create',
  'checks/get',
  'checks/update',
  'checks/list-for-ref',
  'repos/create-commit-status',
  'repos/list-commit-statuses-for-ref',
  'repos/get',
];
const prose = new Set([
  'description',
  'summary',
  'externalDocs',
  'example',
  'examples',
  'x-github',
  'title',
  'x-multi-segment',
]);

/** Drops prose; a schema's own members may be called "description" too, so names under `properties` stay. */
function withoutProse(node, isPropertyMap = false) {
  if (Array.isArray(node)) return node.map((entry) => withoutProse(entry));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => isPropertyMap || !prose.has(key))
      .map(([key, value]) => [key, withoutProse(value, key === 'properties' && !isPropertyMap)]),
  );
}

function pathsWith(description, ids) {
  const paths = {};
  for (const [route, item] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (ids.includes(operation.operationId)) (paths[route] ??= {})[method] = withoutProse(operation);
    }
  }
  return paths;
}

function referenced(description, node, components = {}) {
  if (node === null || typeof node !== 'object') return components;
  if (typeof node.$ref === 'string') {
    const [, , kind, name] = node.$ref.split('/');
    components[kind] ??= {};
    if (!(name in components[kind])) {
      components[kind][name] = withoutProse(description.components[kind][name]);
      referenced(description, components[kind][name], components);
    }
  }
  for (const value of Object.values(node)) referenced(description, value, components);
  return components;
}

const description = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const paths = pathsWith(description, operations);
const found = Object.values(paths).flatMap((item) =>
  Object.values(item).map((operation) => operation.operationId),
);
const missing = operations.filter((id) => !found.includes(id));
if (missing.length > 0) throw new Error(`The description has no ${missing.join(', ')}.`);

const subset = {
  openapi: description.openapi,
  info: {
    title: 'GitHub REST API, a subset',
    version: description.info.version,
    license: description.info.license,
  },
  paths,
  components: referenced(description, paths),
};
fs.writeFileSync(path.join(import.meta.dirname, 'openapi-subset.json'), `${JSON.stringify(subset)}\n`);
