// A short number for a text, to see whether it has changed. It protects nothing.

/** FNV-1a, 32 bits. */
export function checksum(text: string): number {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
