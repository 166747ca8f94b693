/**
 * Whether the tag `sessions` allows the one exception to invariant 6 for this rule, named by the last part of its ARN or of its
 * listener's: to turn its stickiness off, the tag has to say how long it lasts; to turn it on, also that this action cut it.
 */
export function isNotedFor(noted: string, rule: string, seconds: number, turnsOn: boolean): boolean {
  const states = turnsOn ? ['cut'] : ['cut', 'sticky'];
  const words = noted.split(' ');
  return states.some((state) => words.includes(`${state}:${rule}=${String(seconds)}`));
}
