// The inputs that say where a run is reported. They aren't part of the request, because they never change the outcome.
import type { RawSettings } from '../settings/table.ts';
import { traitsOf } from '../domain/common/request/commands.ts';
import { commandIn } from './command.ts';
import { createReader } from './reader.ts';

export interface ReportingInputs {
  /** GitHub environment to show a Deployment for; `null`: none. */
  readonly environment: string | null;
  readonly token: string | null;
  readonly wantsComment: boolean;
}

/** Never throws, so that wrong inputs can be reported too. */
export function reportingFrom(raw: Partial<RawSettings>): ReportingInputs {
  const reader = createReader(raw);
  // The comment and the Deployment belong to a release. Commands that only read or clean up leave them alone, except
  // a sweep, which closes what killed runs left open.
  const { hasComment, hasDeployment } = traitsOf({ command: commandIn(raw) });
  return {
    environment: hasDeployment ? reader.text('environment') : null,
    token: reader.text('github-token'),
    wantsComment: hasComment && reader.text('comment') !== 'false',
  };
}
