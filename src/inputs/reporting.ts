// The inputs that say where a run is reported. They aren't part of the request, because they never change the outcome.
import type { RawSettings } from '../settings/table.ts';
import type { Config } from './config/config.ts';
import { createReader, listOf } from './reader.ts';

export interface ReportingInputs {
  /** GitHub environment to show a Deployment for, or of the releases that the run changes; `null`: none. */
  readonly environment: string | null;
  readonly token: string | null;
  readonly wantsComment: boolean;
  /** Which files belong to the service. Empty: all. */
  readonly paths: readonly string[];
}

/** Never throws, so that wrong inputs can be reported too. */
export function reportingFrom(raw: Partial<RawSettings>, config: Config | null): ReportingInputs {
  const reader = createReader(raw, config);
  return {
    environment: reader.text('environment'),
    token: reader.text('github-token'),
    wantsComment: reader.text('comment') !== 'false',
    paths: listOf(reader, 'paths'),
  };
}
