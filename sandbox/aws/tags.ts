import type { Tag } from '@aws-sdk/client-ecs';
import { invalidParameter } from './error.ts';
import type { Tags } from './state.ts';

const allowed = /^[\p{L}\p{N}\s+\-=._:/@]*$/u;

export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

function problemOf(tag: Tag): string | null {
  const { key = '', value = '' } = tag;
  if (key.length < 1 || key.length > 128) return 'Tag key length must be between 1 and 128';
  if (value.length > 256) return `Tag value of ${key} exceeds the maximum length of 256`;
  if (/^aws:/i.test(key)) return 'aws: prefixed tag key names are not allowed for external use.';
  if (!allowed.test(key) || !allowed.test(value)) {
    return 'Some tags contain invalid characters. Valid characters: UTF-8 letters, spaces, numbers and _ . / = + - : @.';
  }
  return null;
}

/** Checks a list of tags and returns the map; throws InvalidParameterException (fact 14: 50 tags, 256 characters). */
export function tagMap(tags: readonly Tag[] | undefined, before: Tags = {}): Tags {
  const merged: Tags = { ...before };
  const seen = new Set<string>();
  for (const tag of tags ?? []) {
    const problem = problemOf(tag);
    if (problem !== null) throw invalidParameter(problem);
    const key = tag.key ?? '';
    if (seen.has(key))
      throw invalidParameter(`Duplicate tag keys found. Please note that Tag keys are case insensitive.`);
    seen.add(key);
    merged[key] = tag.value ?? '';
  }
  if (Object.keys(merged).length > 50)
    throw invalidParameter('The maximum number of tags (50) has been exceeded.');
  return merged;
}
