// Terraform files, read by HashiCorp's own parser and formatter.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

// Both are CommonJS, and load WebAssembly from their own folder.
const require = createRequire(import.meta.url);
const { parse } = require('@cdktf/hcl2json') as typeof import('@cdktf/hcl2json');
const { format } = require('@cdktf/hcl-tools') as typeof import('@cdktf/hcl-tools');

export const exampleText: string = readFileSync(
  new URL('../../examples/infrastructure/main.tf', import.meta.url),
  'utf8',
);

/** A block is a list, since it may be repeated. An expression is a text in `${…}`. */
type Block = Readonly<Record<string, unknown>>;
interface TerraformFile {
  readonly resource: Readonly<Record<string, Readonly<Record<string, readonly Block[]>>>>;
  readonly data: TerraformFile['resource'];
  readonly output: Readonly<Record<string, readonly Block[]>>;
}

/** Rejects what Terraform couldn't parse. */
export const parseTerraform = async (text: string): Promise<TerraformFile> =>
  (await parse('main.tf', text)) as TerraformFile;

export const formatTerraform = (text: string): Promise<string> => format(text);

/** The only block of this kind and name; throws if there is none. */
export function blockOf(blocks: TerraformFile['resource'], type: string, name: string): Block {
  const found = blocks[type]?.[name]?.[0];
  if (found === undefined) throw new Error(`there is no ${type}.${name}`);
  return found;
}

/** What a block inside of it holds, e.g. `lifecycle`. */
export function inner(block: Block, name: string): Block {
  const found = (block[name] as readonly Block[] | undefined)?.[0];
  if (found === undefined) throw new Error(`there is no block ${name}`);
  return found;
}

/** `${desired_count}` → `desired_count` */
export const names = (expressions: unknown): readonly string[] =>
  (expressions as readonly string[]).map((text) => text.replace(/^\$\{(.*)\}$/, '$1'));
