// The name of a GitHub environment as a tag: GitHub allows characters in it that no tag can hold (fact 14).

/** Of these, a tag keeps a space only between others. */
const storable = /[\p{L}\p{N} +\-._:/@]/u;
const encoded = /=([0-9a-f]{2,6})=/g;
const last = 0x10ffff;

/** As it is if a tag can hold that. Otherwise with code points in place of what it can't hold: `Production =28=EU=29=`. */
export function encodeEnvironment(name: string): string {
  const characters = Array.from(name);
  const isKept = (one: string, place: number): boolean =>
    one.length === 1 && storable.test(one) && (one !== ' ' || (place > 0 && place < characters.length - 1));
  const isWhole = characters.every((one, place) => one === '=' || isKept(one, place));
  if (isWhole && decodeEnvironment(name) === name) return name;
  return characters
    .map((one, place) =>
      isKept(one, place) ? one : `=${(one.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}=`,
    )
    .join('');
}

/** The name again. */
export const decodeEnvironment = (text: string): string =>
  text.replaceAll(encoded, (whole, digits: string) => {
    const point = parseInt(digits, 16);
    return point > last ? whole : String.fromCodePoint(point);
  });
