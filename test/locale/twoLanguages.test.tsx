import { render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import userEvent from '@testing-library/user-event';
import {
  californiaConsent,
  ChangePlan,
  ChangePlanProvider,
  ConfirmButton,
  createConsent,
  Review,
  ReviewAsks,
  ReviewProblems,
  ReviewReason,
  type FlowState,
  type Language,
} from 'planshift';
import { ar } from 'planshift/locales/ar';
import { de } from 'planshift/locales/de';
import { aQuote, impacts, usd } from 'planshift/testing';
import { describe, expect, it } from 'vitest';
import { stillFlow } from '../components/stage.js';
import { flowStates } from '../states.js';

const review = flowStates.reviewing;

function kit(language: Language | undefined, state: FlowState, locale?: string) {
  return (
    <ChangePlanProvider flow={stillFlow(state)} language={language} {...(locale && { locale })} timeZone="UTC">
      <ChangePlan data-testid={language?.locale ?? 'none'} />
    </ChangePlanProvider>
  );
}

describe('two kits in two languages on one page', () => {
  it('say in which language and direction each of them is, whatever the page says', () => {
    render(
      <div lang="en" dir="ltr">
        {kit(ar, review)}
        {kit(de, review)}
      </div>,
    );
    for (const [tag, dir] of [
      ['ar', 'rtl'],
      ['de', 'ltr'],
    ] as const) {
      const root = screen.getByTestId(tag);
      expect([root.lang, root.dir]).toEqual([tag, dir]);
    }
    const dialogs = screen.getAllByRole('dialog');
    expect(dialogs.map(({ lang, dir }) => [lang, dir])).toEqual([
      ['ar', 'rtl'],
      ['de', 'ltr'],
    ]);
    // Announcements are read in the language they are in.
    const regions = [...document.querySelectorAll('[role=status], [role=alert]')];
    expect(regions.map((region) => region.closest('[lang]:not([lang=en])')?.getAttribute('lang'))).toEqual([
      'ar',
      'ar',
      'de',
      'de',
    ]);
  });

  it('say so on the server already, in the tag that the host asks for', () => {
    expect(renderToString(kit(ar, review, 'ar-EG-u-nu-arab'))).toContain('lang="ar-EG-u-nu-arab" dir="rtl"');
  });

  it('leave both to the page where no language was given', () => {
    expect(renderToString(kit(undefined, review))).not.toMatch(/ (lang|dir)="(en|ltr|rtl)/);
  });

  it('say so of each part of a review that a host puts into a page of its own', async () => {
    const state = {
      ...review,
      stale: { reason: 'amount_changed' as const, shown: usd(8450) },
      preview: aQuote({ impact: [impacts.feature_lost] }),
    };
    render(
      <ChangePlanProvider flow={stillFlow(state)} language={ar} timeZone="UTC">
        <main lang="en" dir="ltr">
          <Review consent={createConsent(californiaConsent)}>
            <ReviewReason data-testid="reason" />
            <ReviewProblems data-testid="problems" />
            <ReviewAsks data-testid="asks" />
            <ConfirmButton data-testid="yes" />
          </Review>
        </main>
      </ChangePlanProvider>,
    );
    await userEvent.click(screen.getByTestId('yes'));
    for (const part of ['reason', 'problems', 'asks', 'yes']) {
      const { lang, dir } = screen.getByTestId(part);
      expect([part, lang, dir]).toEqual([part, 'ar', 'rtl']);
    }
  });
});
