// Which of the risks of a release a run accepts.
import { traitsOf } from './commands.ts';
import type { Request } from './request.ts';
import type { FindingCode } from './risk-codes.ts';

/** A release accepts what it names, so that nothing switches off every check for ever. A rollback by hand is forced as a whole. */
export const isAccepted = (request: Request, code: FindingCode): boolean =>
  traitsOf(request).rollsBack ? request.isForced : request.ignored.includes(code);

/** How somebody accepts it who has read the finding. */
export const describeIgnore = (code: FindingCode): string => `To release anyway, set ignore: ${code}.`;
