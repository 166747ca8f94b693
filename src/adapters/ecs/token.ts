// The clientToken of a request.
import { createHash } from 'node:crypto';

/** CreateTaskSet accepts tokens of at most 36 characters (fact 12). */
export const tokenOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
