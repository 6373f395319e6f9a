import { describe, expect, it } from 'vitest';

/** What every billing system has to stand, or say in a sentence why it has no such thing. */
export const SCENARIOS = {
  upgrade: 'an upgrade is made at once and charged as shown',
  downgrade: 'a downgrade is scheduled, and happens at its date',
  intervalUp: 'a longer interval is charged as shown',
  intervalDown: 'a shorter interval follows the policy',
  freeToPaid: 'free to paid goes through the checkout and back',
  paidToFree: 'paid to free is what the system makes of it, and said so before',
  scheduledPreview: 'a preview of a scheduled change is no error',
  blockedBySchedule: 'a change while another is scheduled is blocked or replaces it, as said before',
  seatLimit: 'too many seats block an upgrade, and warn before a downgrade',
  addonsKept: 'add-ons that are not named stay',
  declinePrevents: 'a refused payment that prevents the change leaves the old plan, and says so',
  declineApplies: 'a refused payment that applies the change says that it is unpaid and where to pay',
  pendingThenPaid: 'a change that waits for its payment is pending, and applied once it is paid',
  cancelAndKeep: 'a cancellation at the end of the period can be taken back',
  replaceSchedule: 'a scheduled change is replaced by another',
  undoSchedule: 'a scheduled change is taken back',
  lostAnswer: 'an answer lost after the change was made is read and never charged twice',
  conflictRetries: 'a conflict is never answered by sending the change again without a key',
  rateLimitWithWait: 'a busy system that names a wait is asked again after it',
  rateLimitWithoutWait: 'a busy system that names no wait is an error that says so',
  htmlError: 'a page of a proxy in place of an answer is no success and no decline',
  emptyAnswer: 'an empty answer to a change is read before anything is said',
  errorWithStatus200: 'an error inside a 200 is an error',
  walletShort: 'a partner without funds is told, and the customer sees a neutral sentence',
  hostileId: 'an id with a path in it never reaches the system',
  zeroDecimal: 'amounts without minor units are shown as they are charged',
  threeDecimal: 'amounts with three decimals are shown as they are charged',
  foreignPreview: 'a preview in another currency than the subscription is shown in its own',
  doubleConfirm: 'two confirms of one preview are one change',
} as const;

export type ScenarioName = keyof typeof SCENARIOS;

/** A test, or why the system has no such situation. */
export type Scenario = (() => Promise<void>) | string;

/** Runs every scenario of one provider; one that is left out without a sentence does not compile. */
export function conformance(provider: string, scenarios: Readonly<Record<ScenarioName, Scenario>>): void {
  // Object.keys forgets that the keys are scenario names.
  const names = Object.keys(SCENARIOS) as ScenarioName[];
  const tests = names.flatMap((name) => {
    const scenario = scenarios[name];
    return typeof scenario === 'function' ? [[SCENARIOS[name], scenario] as const] : [];
  });
  const left = names.flatMap((name) => {
    const scenario = scenarios[name];
    return typeof scenario === 'string' ? [`${name}: ${scenario}`] : [];
  });
  describe(`what ${provider} is held to`, () => {
    it.each(tests)('%s', (_, scenario) => scenario());

    it('says in a sentence what it has no test for', () => {
      console.info(`${provider}: ${tests.length} scenarios run, ${left.length} not offered.`);
      for (const line of left) console.info(`  ${line}`);
      for (const line of left) expect(line).toMatch(/: [A-Z].{15,}\.$/);
    });
  });
}
