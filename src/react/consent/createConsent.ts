import type { Act } from '../../core/flow/createPlanFlow.js';
import { promisedAmount, type ConfirmablePreview } from '../../core/preview.js';
import { pieces } from '../../locale/words.js';
import type { ScopeFlow } from '../context.js';
import { amountInWords } from '../words/confirmLabel.js';
import type { Speaker } from '../kit.js';
import type { Consent } from './consent.js';
import type { ConsentPolicy, ConsentWords } from './policy.js';
import type { ConsentReceipt } from './receipt.js';

/**
 * Asks for a yes by the rules of `policy`, and hands `onConsent` what was read and agreed to.
 * It is called when the customer confirms, before anything is sent, and is not waited for: an error of it stops nothing.
 * Call it once, outside of what is drawn.
 */
export function createConsent(policy: ConsentPolicy, onConsent: (receipt: ConsentReceipt) => void = () => {}): Consent {
  const hashes = new Map<string, string>();
  const fill = (kit: Speaker, preview: ConfirmablePreview, text: string | null) =>
    text === null
      ? null
      : pieces<string>(text, kit.format, {
          plan: preview.change.to.planName,
          amount: amountInWords(kit, preview),
        }).join('');
  const ofRenewal = (name: 'cancel' | 'agree' | 'payLater') => (kit: Speaker, preview: ConfirmablePreview) =>
    renews(kit, preview) ? fill(kit, preview, wordsOf(policy, kit)[name]) : null;
  const payLater = ofRenewal('payLater');
  return {
    disclosure: policy.disclosure,
    button(kit, preview) {
      // The order is placed on the page that this leads to.
      if (preview.status === 'requires_checkout') return null;
      const isPaid = (promisedAmount(preview)?.amount ?? 0) > 0;
      return isPaid ? fill(kit, preview, wordsOf(policy, kit).pay) : payLater(kit, preview);
    },
    cancel: ofRenewal('cancel'),
    agree: ofRenewal('agree'),
    prepare(words) {
      const text = textOf(words);
      if (!hashes.has(text)) void sha256(text).then((hash) => hash !== null && hashes.set(text, hash));
    },
    give({ format }, flow, { preview, selection, words, agreed }) {
      onConsent({
        policy: policy.id,
        version: policy.version,
        locale: format.locale,
        at: timeOf(flow),
        words,
        agreed,
        hash: hashes.get(textOf(words)) ?? null,
        dueNow: promisedAmount(preview),
        excludes: 'excludes' in preview ? preview.excludes : [],
        recurring: preview.recurring,
        preview: preview.token,
        selection,
      });
    },
  };
}

const NONE: ConsentWords = { pay: null, payLater: null, cancel: null, agree: null };

function wordsOf({ words }: ConsentPolicy, { format: { locale } }: Speaker): ConsentWords {
  return words[locale] ?? words[locale.split('-')[0] ?? ''] ?? words['en'] ?? NONE;
}

/** Whether the plan costs something from then on; also where billing does not say how much. */
function renews({ catalog }: Speaker, { recurring, change }: ConfirmablePreview): boolean {
  if (recurring !== null) return recurring.amount.amount > 0;
  return catalog?.plans.some(({ id, isFree }) => id === change.to.planId && isFree) !== true;
}

function textOf(words: readonly string[]): string {
  return words.join('\n');
}

async function sha256(text: string): Promise<string | null> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return null; // pages on plain http have none
  }
}

/** The clock of where the flow runs. */
const clock: Act<{ readonly wallClock: () => string }> = ({ options }) => ({
  rules: {},
  acts: { wallClock: options.environment.wallClock },
});

function timeOf(flow: ScopeFlow): string {
  return 'with' in flow ? flow.with(clock).wallClock() : new Date().toISOString();
}
