import type { Request } from '../../src/domain/common/request/request.ts';
import { InputError } from '../../src/errors.ts';
import { configFor } from '../../src/inputs/config/config.ts';
import { readConfigFile } from '../../src/inputs/config/file.ts';
import { requestWithin } from '../../src/inputs/request.ts';
import type { RawSettings } from '../../src/settings/table.ts';
import { context, filesOf } from './inputs.ts';

type Given = Partial<RawSettings>;
type Environment = Readonly<Record<string, string>>;

const web = '{"family":"web","containerDefinitions":[{"name":"web","image":"x"}]}';

export async function readConfig(text: string, given: Given = {}, env: Environment = {}): Promise<Request> {
  const files = filesOf({ 'web.yml': text, 'deploy/web.json': web });
  const raw = { cluster: 'production', service: 'web', ...given };
  const config = configFor(await readConfigFile('web.yml', files), raw, env);
  return requestWithin(raw, context, files, config);
}

export async function configProblems(
  text: string,
  given: Given = {},
  env: Environment = {},
): Promise<readonly string[]> {
  const error: unknown = await readConfig(text, given, env).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof InputError ? error.problems : [];
}
