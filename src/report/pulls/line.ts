// The other pull requests that a release brings.
import type { Report } from '../../domain/common/report/report.ts';
import { linkToPull } from '../messages/markdown.ts';

const mostOthers = 30;

export function othersLine({ others, request }: Report): string | null {
  if (others === null || others.numbers.length === 0) return null;
  const links = others.numbers.map((number) => linkToPull(request.release.runUrl, number));
  const more = links.length > mostOthers ? ` and ${String(links.length - mostOthers)} more` : '';
  const rest = others.isWhole ? '' : ' (the release is too large to list all of them)';
  return `**Also in this release**: ${links.slice(0, mostOthers).join(', ')}${more}${rest}`;
}
