// A short name for a long text.

/** FNV-1a with 64 bits: the same for the same text, and by far enough to distinguish some. Nothing secret relies on it. */
export function digestOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36);
}
