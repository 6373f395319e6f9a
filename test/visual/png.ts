import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Red, green and blue of each pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Bytes of a pixel by the kind of PNG: colours, a number in a palette, colours with transparency. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 3: 1, 6: 4 };

/**
 * Reads a PNG as Chromium writes it, or {@link encodePng}: eight bits, not interlaced.
 * @throws RangeError for any other.
 */
export function decodePng(file: Buffer): Picture {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new RangeError('This is no PNG.');
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const channels = CHANNELS[file.readUInt8(25)];
  if (file.readUInt8(24) !== 8 || file.readUInt8(28) !== 0 || channels === undefined)
    throw new RangeError('This PNG is of a kind that is not read here.');
  const raw = inflateSync(Buffer.concat(chunksOf(file, 'IDAT')));
  const values = unfilter(raw, width * channels, height, channels);
  const [palette] = chunksOf(file, 'PLTE');
  return { width, height, pixels: colours(values, channels, palette) };
}

function colours(values: Uint8Array, channels: number, palette: Uint8Array | undefined): Uint8Array {
  const pixels = new Uint8Array((values.length / channels) * 3);
  for (let from = 0, to = 0; from < values.length; from += channels, to += 3) {
    const source = palette ?? values;
    const at = palette ? (values[from] ?? 0) * 3 : from;
    for (let channel = 0; channel < 3; channel += 1) pixels[to + channel] = source[at + channel] ?? 0;
  }
  return pixels;
}

/** How many steps a channel of a kept picture has: by so little, no eye sees it, and the files are a third. */
const STEPS = 31;

function coarse({ width, height, pixels }: Picture): Picture {
  return {
    width,
    height,
    pixels: pixels.map((value) => Math.round((Math.round((value / 255) * STEPS) * 255) / STEPS)),
  };
}

/**
 * A picture as it is kept: with coarse colours, by their numbers in a palette.
 * @throws RangeError where there are more than a palette holds.
 */
export function encodePng(picture: Picture): Buffer {
  const { width, height, pixels } = coarse(picture);
  const palette = new Map<number, number>();
  // Each row begins with how it was filtered: not at all.
  const raw = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at += 1) {
    const colour = ((pixels[at * 3] ?? 0) << 16) | ((pixels[at * 3 + 1] ?? 0) << 8) | (pixels[at * 3 + 2] ?? 0);
    const index = palette.get(colour) ?? palette.size;
    palette.set(colour, index);
    raw[at + Math.floor(at / width) + 1] = index;
  }
  if (palette.size > 256) throw new RangeError(`${palette.size} colours are too many for one picture.`);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from([...palette.keys()].flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(raw, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function chunksOf(file: Buffer, type: string): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === type) found.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

/** Each row was written as the difference to its neighbours, in one of five ways. */
function unfilter(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const kind = raw[row * (stride + 1)] ?? 0;
    const from = row * (stride + 1) + 1;
    const to = row * stride;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= step ? (pixels[to + x - step] ?? 0) : 0;
      const above = row > 0 ? (pixels[to + x - stride] ?? 0) : 0;
      const corner = x >= step && row > 0 ? (pixels[to + x - stride - step] ?? 0) : 0;
      pixels[to + x] = (raw[from + x] ?? 0) + predicted(kind, left, above, corner);
    }
  }
  return pixels;
}

function predicted(kind: number, left: number, above: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return nearest(left, above, corner);
    default:
      throw new RangeError(`A PNG has no filter ${kind}.`);
  }
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** How far a channel may be off, of 255, before a pixel counts as another: the edges of letters are not drawn alike twice. */
export const CHANNEL_TOLERANCE = 24;
/** How large a part of a picture may be other pixels. */
export const PIXEL_TOLERANCE = 0.0005;

/** What is not the same in a kept picture and in one that is seen, in words; null where nothing is that one would see. */
export function difference(kept: Picture, seen: Picture): string | null {
  if (kept.width !== seen.width || kept.height !== seen.height)
    return `It was ${kept.width} × ${kept.height} and is ${seen.width} × ${seen.height}.`;
  const count = otherPixels(kept.pixels, coarse(seen).pixels);
  const allowed = Math.max(8, Math.round(kept.width * kept.height * PIXEL_TOLERANCE));
  return count > allowed ? `${count} pixels are not as they were; ${allowed} may differ.` : null;
}

function otherPixels(one: Uint8Array, other: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < one.length; at += 3) {
    let most = 0;
    for (let channel = at; channel < at + 3; channel += 1)
      most = Math.max(most, Math.abs((one[channel] ?? 0) - (other[channel] ?? 0)));
    if (most > CHANNEL_TOLERANCE) count += 1;
  }
  return count;
}
