import type { Contract } from './contract.js';

/** One way in which the contract asks every screen to be looked at. */
export interface Emulation {
  readonly name: string;
  /** Media features, by name. */
  readonly features?: Readonly<Record<string, string>>;
  /** Of the window, in CSS px. */
  readonly size?: readonly [width: number, height: number];
  /** A host's own rules. */
  readonly style?: string;
  readonly direction?: 'rtl';
}

type Named = Contract['emulations'][number];

/**
 * The emulations of the contract, read as they are written there.
 * @throws RangeError for one that nobody here can carry out: it is not to be left out in silence.
 */
export function emulationsOf(named: readonly Named[]): readonly Emulation[] {
  return named.flatMap((one) => {
    const found = read(one);
    if (found.length === 0) throw new RangeError(`Nobody can emulate ${one.feature} as "${one.value}".`);
    return found;
  });
}

function read({ feature, value }: Named): readonly Emulation[] {
  if (/^(prefers-|forced-colors)/.test(feature))
    return [{ name: `${feature}: ${value}`, features: { [feature]: value } }];
  switch (feature) {
    case 'viewport':
      return windows(value);
    case 'root font size':
      return letters(value);
    case 'text spacing':
      return [{ name: 'text spacing', style: spacing(value) }];
    case 'dir':
      return value === 'rtl' ? [{ name: 'from right to left', direction: value }] : [];
    default:
      return [];
  }
}

/** A zoom makes the window as much smaller in CSS px; the same window is looked at once. */
function windows(value: string): readonly Emulation[] {
  const sizes = [...value.matchAll(/(\d+)x(\d+) at (?:scale|zoom) (\d+)/g)].map(
    ([, width, height, zoom]) => [Number(width) / Number(zoom), Number(height) / Number(zoom)] as const,
  );
  return sizes
    .filter(([width, height], index) => sizes.findIndex((one) => one[0] === width && one[1] === height) === index)
    .map((size) => ({ name: `${size.join(' by ')} px`, size }));
}

function letters(value: string): readonly Emulation[] {
  const [big] = /\d+px/.exec(value) ?? [];
  const [, share] = /([\d.]+) %/.exec(value) ?? [];
  return [
    ...(big ? [{ name: `letters of ${big}`, style: `html { font-size: ${big} }` }] : []),
    // Such a host writes its sizes in rem of 10 px.
    ...(share
      ? [
          {
            name: `a rem of ${share} %`,
            style: `html { font-size: ${share}% } body { font-size: ${100 / Number(share)}rem }`,
          },
        ]
      : []),
  ];
}

/** WCAG 1.4.12: of lines, between paragraphs, between letters, between words. */
function spacing(value: string): string {
  const [line, paragraph, letter, word] = value.split('/').map((one) => one.trim());
  return `* { line-height: ${line} !important; letter-spacing: ${letter} !important; word-spacing: ${word} !important; } p { margin-block-end: ${paragraph} !important; }`;
}
