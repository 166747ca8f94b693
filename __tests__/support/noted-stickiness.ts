/**
 * Whether the tag `sessions` allows the one exception to invariant 6 for this rule, named by the last part of its ARN or of its
 * listener's: it says how long the stickiness lasts that is turned off or on. What the rule's owner has turned off stays so,
 * but where groups have cookies of their own: ELB demands stickiness once both are in the forward.
 */
export function isNotedFor(noted: string, rule: string, seconds: number): boolean {
  const words = noted.split(' ');
  const states = words.includes('own') ? ['cut', 'sticky', 'off'] : ['cut', 'sticky'];
  return states.some((state) => words.includes(`${state}:${rule}=${String(seconds)}`));
}
