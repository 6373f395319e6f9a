import {
  cancelSettledStates,
  checkingStates,
  flowStates,
  heldSubscriptions,
  noticeStates,
  previews,
  quotes,
  reviewingStates,
  settledStates,
  subscriptions,
  topUpSettledStates,
  undoOutcomes,
} from 'planshift/testing';

// Each of these has one member per status, by its type: a status that is new has a picture, or the test asks for it.
const GROUPS: Readonly<Record<string, object>> = {
  flow: flowStates,
  checking: checkingStates,
  settled: settledStates,
  reviewing: reviewingStates,
  preview: previews,
  quote: quotes,
  subscription: subscriptions,
  held: heldSubscriptions,
  undo: undoOutcomes,
  cancel: cancelSettledStates,
  top_up: topUpSettledStates,
};

const notices = noticeStates.map(([name]) => name).filter((name) => name.startsWith('notice '));

/** The states that are photographed, by their names in `everyState`. */
export const pictured: readonly string[] = [
  ...Object.entries(GROUPS).flatMap(([group, members]) => Object.keys(members).map((name) => `${group} ${name}`)),
  ...notices,
];

/** What is looked at: a notice without the plans below it, everything else where a customer meets it. */
export function viewOf(name: string): 'usual' | 'notices' {
  return /^(subscription|held|notice) /.test(name) ? 'notices' : 'usual';
}

export const WIDTHS = { narrow: 320, wide: 1280 } as const;
export type WidthName = keyof typeof WIDTHS;

/** How the pages look that are photographed: every state in two themes, and the main path in languages that are long, mirrored or dense. */
export const LOOKS = {
  light: { theme: 'light', language: 'en' },
  dark: { theme: 'dark', language: 'en' },
  de: { theme: 'light', language: 'de' },
  ar: { theme: 'light', language: 'ar' },
  ckb: { theme: 'light', language: 'ckb' },
  ja: { theme: 'light', language: 'ja' },
} as const;
export type Look = keyof typeof LOOKS;

const MAIN_PATH = [
  'flow choosing',
  'flow reviewing',
  'quote everyLine',
  'reviewing scheduled',
  'settled applied',
  'settled declined',
  'settled unknown',
  'notice scheduled',
  'flow canceling',
];

/** What is photographed in a look. */
export function picturedIn(look: Look): readonly string[] {
  return LOOKS[look].language === 'en' ? pictured : MAIN_PATH;
}

/** Where the picture of a state stands. */
export function fileOf(name: string, look: Look, width: WidthName): string {
  return `${look}-${width}/${name.replaceAll(' ', '-')}.png`;
}
