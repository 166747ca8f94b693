// Makes a PNG of Chromium a third as large: a page has few colours, and each pixel becomes the number of its colour.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB, row by row. */
  readonly colours: Uint32Array;
}

/** With at most 256 colours: those that occur most often, and for each other one the nearest of them. */
export function shrink(png: Buffer): Buffer {
  const { width, height, colours } = readPng(png);
  const palette = mostFrequent(colours);
  const numbers = numbersIn(palette, colours);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    rows.set(numbers.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // 8 bits a pixel, each the number of a colour
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function mostFrequent(colours: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 256)
    .map(([colour]) => colour);
}

function numbersIn(palette: readonly number[], colours: Uint32Array): Uint8Array {
  const known = new Map(palette.map((colour, number) => [colour, number]));
  return Uint8Array.from(colours, (colour) => {
    const number = known.get(colour) ?? nearest(palette, colour);
    known.set(colour, number);
    return number;
  });
}

function nearest(palette: readonly number[], colour: number): number {
  const distance = (other: number): number =>
    [16, 8, 0].reduce((sum, shift) => sum + (((other >> shift) & 255) - ((colour >> shift) & 255)) ** 2, 0);
  return palette.reduce(
    (best, each, number) => (distance(each) < distance(palette[best] ?? 0) ? number : best),
    0,
  );
}

/** Of 8 bits per channel, not interlaced, without transparency: as Chromium and `shrink` write it. */
export function readPng(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth = 0, type = 0, , , interlaced] = png.subarray(24, 29);
  const channels = channelsOf[type];
  if (depth !== 8 || channels === undefined || interlaced !== 0)
    throw new Error(`a PNG of type ${String(type)} with ${String(depth)} bits is not read here`);
  const rows = unfilter(inflateSync(chunksOf(png, 'IDAT')), width * channels, channels);
  const palette = chunksOf(png, 'PLTE');
  const colours = Uint32Array.from({ length: width * height }, (_, at) =>
    type === 3 ? colourAt(palette, (rows[at] ?? 0) * 3) : colourAt(rows, at * channels),
  );
  return { width, height, colours };
}
const channelsOf: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };

const colourAt = (bytes: Buffer, at: number): number => bytes.readUIntBE(at, 3);

function chunksOf(png: Buffer, type: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const isWanted = png.toString('latin1', at + 4, at + 8) === type;
    if (isWanted) parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return Buffer.concat(parts);
}

/** Each row says in its first byte from which neighbours its bytes are the difference. */
function unfilter(raw: Buffer, length: number, channels: number): Buffer {
  const height = raw.length / (length + 1);
  const rows = Buffer.alloc(height * length);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x++) {
      const at = y * length + x;
      const left = x < channels ? 0 : (rows[at - channels] ?? 0);
      const above = y === 0 ? 0 : (rows[at - length] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (rows[at - length - channels] ?? 0);
      rows[at] = (raw[at + y + 1] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 4) return paeth(left, above, corner);
  return [0, left, above, (left + above) >> 1][filter] ?? 0;
}

function paeth(left: number, above: number, corner: number): number {
  const far = (from: number): number => Math.abs(left + above - corner - from);
  if (far(left) <= far(above) && far(left) <= far(corner)) return left;
  return far(above) <= far(corner) ? above : corner;
}
