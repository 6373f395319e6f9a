import axe from 'axe-core';
import { contract } from './contract.js';

/** What axe finds wrong, one line for each place. No rule is switched off. */
export async function axeFindings(tags: readonly string[] = contract.axe.tags): Promise<readonly string[]> {
  const { violations } = await axe.run(document, { runOnly: [...tags], resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

/** The same for some rules alone. */
export async function ruleFindings(...rules: readonly string[]): Promise<readonly string[]> {
  const { violations } = await axe.run(document, { runOnly: { type: 'rule', values: [...rules] } });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

/** Lets every movement come to its end at once. */
export function finishMotion(): void {
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
}

/** What is behind the page while a dialog is open is not to be looked at. */
export function stage(): Element {
  return [...document.querySelectorAll('dialog')].find((node) => node.matches(':modal')) ?? document.body;
}

const isForEars = (node: Element) => node.closest('.ps-sr') !== null;

/** Every piece of text that is drawn, with the boxes of its lines. */
function drawnTexts(): readonly {
  readonly node: Text;
  readonly parent: Element;
  readonly boxes: readonly DOMRect[];
}[] {
  const walker = document.createTreeWalker(stage(), NodeFilter.SHOW_TEXT);
  const found = [];
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!(node instanceof Text) || !parent || !node.data.trim() || isForEars(parent)) continue;
    // What is skipped off screen keeps a placeholder's size until it is drawn.
    if (!parent.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true }))
      continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (boxes.length > 0) found.push({ node, parent, boxes });
  }
  return found;
}

const isScrolled = (node: Element) => node.closest('.ps-comparison-scroll') !== null;
const quote = (text: string) => JSON.stringify(text.replace(/\s+/g, ' ').trim().slice(0, 60));

/** What is lost to a reader at this size: text beyond the edge, cut off, or upon other text. */
export function losses(): readonly string[] {
  const page = document.scrollingElement ?? document.documentElement;
  const found: string[] = [];
  if (page.scrollWidth > page.clientWidth + 1)
    found.push(`the page scrolls sideways: ${page.scrollWidth} in ${page.clientWidth}`);
  for (const node of stage().querySelectorAll('*')) {
    if (isForEars(node) || node.closest('svg') || node.matches('.ps-comparison-scroll')) continue;
    const { overflowX, overflowY } = getComputedStyle(node);
    if (overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1)
      found.push(`scrolls or is cut sideways: ${node.className} ${node.scrollWidth} in ${node.clientWidth}`);
    if ((overflowY === 'hidden' || overflowY === 'clip') && node.scrollHeight > node.clientHeight + 1)
      found.push(`is cut at its end: ${node.className} ${node.scrollHeight} in ${node.clientHeight}`);
  }
  const body = stage().querySelector('.ps-dialog-body');
  if (body && body.clientHeight < Math.min(body.scrollHeight, 48))
    found.push(`a dialog shows ${body.clientHeight} px of its text`);
  return [...found, ...lostTexts()];
}

function lostTexts(): readonly string[] {
  const texts = drawnTexts();
  const found: string[] = [];
  for (const { node, parent, boxes } of texts) {
    if (isScrolled(parent)) continue;
    const box = blockOf(parent).getBoundingClientRect();
    for (const line of boxes) {
      if (line.left < -1 || line.right > innerWidth + 1) found.push(`beyond the edge: ${quote(node.data)}`);
      else if (line.left < box.left - 1.5 || line.right > box.right + 1.5)
        found.push(`out of its box: ${quote(node.data)} in ${blockOf(parent).className}`);
    }
  }
  const lines = texts.flatMap(({ node, parent, boxes }) => boxes.map((box) => ({ node, parent, box })));
  lines.sort((a, b) => a.box.top - b.box.top);
  for (const [index, one] of lines.entries())
    for (const other of lines.slice(index + 1)) {
      if (other.box.top >= one.box.bottom - 3) break;
      if (isOver(one.box, other.box) && !areApart(one.parent, other.parent))
        found.push(`${quote(one.node.data)} lies on ${quote(other.node.data)}`);
    }
  return found;
}

// Glyphs are drawn in the middle of their boxes: boxes may touch where letters do not.
function isOver(a: DOMRect, b: DOMRect): boolean {
  const inset = (box: DOMRect) => Math.min(box.height * 0.2, 5);
  return (
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom - inset(a), b.bottom - inset(b)) - Math.max(a.top + inset(a), b.top + inset(b)) > 1
  );
}

/** Whether a text scrolls under the other, as in a dialog above its foot, or covers old figures that nobody is to read. */
function areApart(a: Element, b: Element): boolean {
  const scroller = (node: Element) => node.closest('.ps-dialog-body, .ps-comparison-scroll');
  const covers = (node: Element, old: Element) =>
    old.closest('[inert]') !== null && rgba(getComputedStyle(node).backgroundColor)[3] === 1;
  return scroller(a) !== scroller(b) || covers(a, b) || covers(b, a);
}

function blockOf(node: Element): Element {
  const parent = node.parentElement;
  return parent && getComputedStyle(node).display === 'inline' ? blockOf(parent) : node;
}

export const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [role=button], [role=link]';

/** Every control that is drawn. */
export function controls(): HTMLElement[] {
  return [...stage().querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (node) => node.checkVisibility() && !isForEars(node) && node.closest('[inert], [aria-hidden=true]') === null,
  );
}

/** What a pointer has to hit: a label is part of its control, a card of its radio. */
function targetOf(node: HTMLElement): Element {
  return node.closest('.ps-plan:has(.ps-plan-radio)') && node.matches('.ps-plan-radio')
    ? (node.closest('.ps-plan') ?? node)
    : (node.closest('label') ?? node);
}

/** Targets under 24 by 24, but for links in a sentence and those with enough room around them. */
export function smallTargets(least = 24): readonly string[] {
  const targets = controls().filter((node) => node.matches('a, button, input, select, textarea, summary'));
  const boxes = targets.map((node) => targetOf(node).getBoundingClientRect());
  return targets.flatMap((node, index) => {
    const box = boxes[index];
    if (!box || (box.width >= least - 0.5 && box.height >= least - 0.5)) return [];
    if (
      least === 24 &&
      (isInSentence(node) ||
        hasRoom(
          box,
          boxes.filter((_, at) => at !== index),
        ))
    )
      return [];
    return [`${Math.round(box.width)} by ${Math.round(box.height)}: ${node.outerHTML.slice(0, 120)}`];
  });
}

function isInSentence(node: Element): boolean {
  return node.matches('a') && (node.parentElement?.textContent ?? '').trim() !== (node.textContent ?? '').trim();
}

function hasRoom(box: DOMRect, others: readonly DOMRect[]): boolean {
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return others.every((other) => {
    const dx = Math.max(other.left - x, 0, x - other.right);
    const dy = Math.max(other.top - y, 0, y - other.bottom);
    return Math.hypot(dx, dy) >= 12;
  });
}

type Rgba = readonly [r: number, g: number, b: number, a: number];

const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const colors = new Map<string, Rgba>();

/** Any colour as the screen shows it. */
export function rgba(css: string): Rgba {
  const known = colors.get(css);
  if (known) return known;
  if (!pen) throw new Error('Nothing to draw on.');
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
  const color = [r, g, b, a / 255] as const;
  colors.set(css, color);
  return color;
}

function over([r, g, b, a]: Rgba, [R, G, B]: Rgba): Rgba {
  const mix = (front: number, back: number) => front * a + back * (1 - a);
  return [mix(r, R), mix(g, G), mix(b, B), 1];
}

function luminance([r, g, b]: Rgba): number {
  const [R, G, B] = [r, g, b].map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (R ?? 0) + 0.7152 * (G ?? 0) + 0.0722 * (B ?? 0);
}

export function ratio(a: Rgba, b: Rgba): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** The colour that is seen behind an element's content. */
export function behind(node: Element | null): Rgba {
  if (node === null)
    return rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? '#121212' : '#fff');
  const own = rgba(getComputedStyle(node).backgroundColor);
  return own[3] >= 0.999 ? own : over(own, behindThumb(node) ?? behind(node.parentElement));
}

/** Below the chosen segment of a toggle lies its thumb, which is drawn before all segments. */
function behindThumb(node: Element): Rgba | null {
  if (!node.matches('[data-layout=segments] > [data-chosen=true]')) return null;
  const thumb = rgba(getComputedStyle(node.parentElement ?? node, '::before').backgroundColor);
  return over(thumb, behind(node.parentElement));
}

function opacityOf(node: Element | null): number {
  return node === null ? 1 : Number(getComputedStyle(node).opacity) * opacityOf(node.parentElement);
}

/**
 * Text with less than 4.5 to 1 (3 to 1 where it is large), reckoned apart from axe. Controls that are off are let be, as WCAG does.
 * With `least`, all text with less than that.
 */
export function faintTexts(least?: number): readonly string[] {
  return drawnTexts().flatMap(({ node, parent }) => {
    if (least === undefined && parent.closest('[aria-disabled=true], :disabled')) return [];
    const { color, fontSize, fontWeight } = getComputedStyle(parent);
    const back = behind(parent);
    const [r, g, b, a] = rgba(color);
    const found = ratio(over([r, g, b, a * opacityOf(parent)], back), back);
    const size = parseFloat(fontSize);
    const needed = least ?? (size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5);
    return found < needed ? [`${found.toFixed(2)}: ${quote(node.data)} in ${parent.className || parent.tagName}`] : [];
  });
}

/** Controls whose edge or filling stands out from what is around by less than this. */
export function faintEdges(least: number, selector: string): readonly string[] {
  return controls()
    .concat([
      ...stage().querySelectorAll<HTMLElement>('.ps-interval-options, .ps-choice-option, .ps-plan[data-chosen]'),
    ])
    .filter((node) => node.matches(selector) && node.checkVisibility())
    .flatMap((node) => {
      const { borderTopColor, borderTopWidth, outlineColor, outlineStyle, backgroundColor } = getComputedStyle(node);
      const around = behind(node.parentElement);
      const drawn = [backgroundColor];
      if (borderTopWidth !== '0px') drawn.push(borderTopColor);
      if (outlineStyle !== 'none') drawn.push(outlineColor);
      const found = Math.max(...drawn.map((color) => ratio(over(rgba(color), around), around)));
      return found < least ? [`${found.toFixed(2)}: the edge of ${node.className} ${quote(node.textContent)}`] : [];
    });
}

/** What the system gives a page to paint with. */
const SYSTEM =
  'Canvas CanvasText LinkText VisitedText ActiveText ButtonFace ButtonText ButtonBorder Field FieldText Highlight HighlightText SelectedItem SelectedItemText Mark MarkText GrayText AccentColor AccentColorText'.split(
    ' ',
  );

function systemColours(): ReadonlySet<string> {
  const probe = document.createElement('i');
  probe.style.forcedColorAdjust = 'none';
  document.body.append(probe);
  const found = SYSTEM.map((name) => {
    probe.style.color = name;
    return rgba(getComputedStyle(probe).color).slice(0, 3).join();
  });
  probe.remove();
  return new Set(found);
}

/** Whatever is painted with another colour than the system's own. */
export function foreignColours(): readonly string[] {
  const allowed = systemColours();
  return [...stage().querySelectorAll('[class*=ps-], [class*=ps-] *')].flatMap((node) => {
    const { color, backgroundColor, borderTopColor, outlineColor, stroke } = getComputedStyle(node);
    const painted = node.matches('svg, svg *') ? [stroke] : [color, backgroundColor, borderTopColor, outlineColor];
    return painted
      .filter((value) => value !== 'none' && rgba(value)[3] > 0.99 && !allowed.has(rgba(value).slice(0, 3).join()))
      .map((value) => `${value} on ${node.outerHTML.slice(0, 80)}`);
  });
}

/** WCAG 1.4.12 as a style sheet. */
export const TEXT_SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }';

/** Puts a style on the page and answers what takes it away. */
export function addStyle(css: string): () => void {
  const style = document.createElement('style');
  style.dataset.ofATest = '';
  style.textContent = css;
  document.head.append(style);
  return () => style.remove();
}
