import type { Format } from './format.js';
import type { Messages } from './messages.js';

/** Makes the numbers, money and dates of a language: see `createFormat` for what it is given. */
export type CreateFormat = (locale: string, billingTimeZone: string, readerTimeZone: string | null) => Format;

/** A language of the screens: what `planshift/locales/…` exports, and what `language` of a provider takes. */
export interface Language {
  /** BCP 47 tag that numbers and dates are written in, and that the billing system is asked in. */
  readonly locale: string;
  readonly messages: Messages;
  /** Left out where it is written from left to right. */
  readonly direction?: 'rtl';
  /** For a language that not every browser can write numbers and dates in. Default: what the browser knows of `locale`. */
  readonly formats?: CreateFormat;
}
