// Answers that say more about who asks than about who answers.

/** What a firewall and a rate limit answer. */
export const isBarring = (status: number | null): boolean => status === 403 || status === 429;

export type Barrier = 'firewall' | 'rate limit';

/** What may have answered instead of the app. A 429 never comes from a check of health. `null`: the app itself, or nothing. */
export function barrierOf(statuses: readonly (number | null)[]): Barrier | null {
  if (statuses.length === 0 || !statuses.every(isBarring)) return null;
  return statuses.every((status) => status === 429) ? 'rate limit' : 'firewall';
}
