// The inputs that say where a run is reported. They aren't part of the request, because they never change the outcome.
import type { RawSettings } from '../settings/table.ts';
import { createReader } from './reader.ts';

export interface ReportingInputs {
  /** GitHub environment to show a Deployment for, or of the releases that the run changes; `null`: none. */
  readonly environment: string | null;
  readonly token: string | null;
  readonly wantsComment: boolean;
}

/** Never throws, so that wrong inputs can be reported too. */
export function reportingFrom(raw: Partial<RawSettings>): ReportingInputs {
  const reader = createReader(raw);
  return {
    environment: reader.text('environment'),
    token: reader.text('github-token'),
    wantsComment: reader.text('comment') !== 'false',
  };
}
