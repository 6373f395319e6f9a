import { en } from './en.js';
import type { Messages, Source } from './messages.js';

const PLAIN = 'AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpRrSsTtUuVvWwYyZz';
const ACCENTED = 'ÅåƁƀÇçÐðÉéƑƒĞğĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþŔŕŠšŤťÛûṼṽŴŵÝýŽž';
/** How much longer than English the words of other languages are. */
const LONGER = 0.4;

function accented(text: string): string {
  return text.replace(/\{\w+\}|[A-Za-z]/g, (found) => {
    const at = found.length > 1 ? -1 : PLAIN.indexOf(found);
    return at < 0 ? found : (ACCENTED[at] ?? found);
  });
}

/** "[Ûþĝŕåðé ţö {plan} ~~~~]": what is added breaks like words do. */
function disguised(text: string): string {
  const length = text.replace(/\{\w+\}/g, '').length;
  const more = '~~~~~ '.repeat(Math.ceil(length * LONGER)).slice(0, Math.ceil(length * LONGER));
  return `[${accented(text)} ${more.trim()}]`;
}

function disguise(source: Source): Source {
  return typeof source === 'string'
    ? disguised(source)
    : {
        ...source,
        ...Object.fromEntries(Object.entries(source).map(([form, text]) => [form, disguised(text)])),
        other: disguised(source.other),
      };
}

/**
 * English in disguise: accents, 40 % more letters, and brackets around each text. What stands without brackets on a screen comes
 * from nowhere in the catalogue; what ends without one was cut off.
 */
// Safe: every text stays a text, and every plural keeps its forms.
export const pseudo = Object.fromEntries(
  Object.entries(en).map(([key, source]) => [key, disguise(source)]),
) as Messages;
