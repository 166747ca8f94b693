// How long load balancer nodes may still use the rules as they were before a change.

/** Nodes pick up a rule change independently, within seconds, without a guarantee (fact 28). A set is kept this long afterwards. */
export const propagationMs = 10_000;
