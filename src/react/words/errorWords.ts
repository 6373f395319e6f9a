import type { ChangePlanError } from '../../core/errors.js';
import type { MessageKey } from '../../locale/messages.js';
import type { Say } from '../../locale/words.js';

/** Why something beside a plan change did not go: the codes that speak of plans have other words here. */
export function errorWords(say: Say<MessageKey>, { code }: ChangePlanError): string {
  return code === 'not_allowed' ? say('care.not_allowed') : say(`error.${code}`);
}
