// Answers that say more about who asks than about who answers.

/** What a firewall and a rate limit answer. */
export const isBarring = (status: number | null): boolean => status === 403 || status === 429;
