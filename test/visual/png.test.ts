import { describe, expect, it } from 'vitest';
import { decodePng, difference, encodePng, type Picture } from './png.js';

/** A white page with a dark square on it. */
function page(at: number, shade: number, width = 120, height = 80): Picture {
  const pixels = new Uint8Array(width * height * 3).fill(255);
  for (let y = 20; y < 40; y += 1)
    for (let x = at; x < at + 20; x += 1) pixels.fill(shade, (y * width + x) * 3, (y * width + x) * 3 + 3);
  return { width, height, pixels };
}

const kept = (picture: Picture) => decodePng(encodePng(picture));

describe('the comparison of pictures', () => {
  it('finds a picture like itself after it was kept', () => {
    expect(difference(kept(page(20, 40)), page(20, 40))).toBeNull();
    expect(kept(page(20, 40)).pixels.slice(0, 3)).toEqual(Uint8Array.from([255, 255, 255]));
  });

  it('bears another grey at the edge of a letter', () => {
    expect(difference(kept(page(20, 40)), page(20, 52))).toBeNull();
  });

  it('finds what has moved by one pixel, what has changed its colour, and another size', () => {
    expect(difference(kept(page(20, 40)), page(21, 40))).toMatch(/^40 pixels/);
    expect(difference(kept(page(20, 40)), page(20, 100))).toMatch(/^400 pixels/);
    expect(difference(kept(page(20, 40)), page(20, 40, 120, 81))).toBe('It was 120 × 80 and is 120 × 81.');
  });

  it('reads nothing but what it was made for', () => {
    expect(() => decodePng(Buffer.from('not a picture'))).toThrow('no PNG');
  });
});
