import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ChangePlan, ChangePlanProvider, PlanPicker, type BillingAdapter } from 'planshift';
import { aCatalog } from 'planshift/testing';

/** A billing system that nobody asks: a server renders what it was given. */
const silent: BillingAdapter = {
  getCatalog: () => Promise.reject(new Error('not asked on a server')),
  previewChangePlan: () => Promise.reject(new Error('not asked on a server')),
  changePlan: () => Promise.reject(new Error('not asked on a server')),
  readChange: () => Promise.reject(new Error('not asked on a server')),
  cancelScheduledChange: () => Promise.reject(new Error('not asked on a server')),
};

const html = (catalog = aCatalog()) =>
  renderToString(
    createElement(ChangePlanProvider, { adapter: silent, initialCatalog: catalog }, createElement(ChangePlan)),
  );

describe('on a server', () => {
  it('draws the plans of the first catalog', () => {
    expect(html()).toMatch(/Upgrade to (<!-- -->)?Pro/);
  });

  it('draws a quiet place where there is no catalog yet', () => {
    const text = renderToString(createElement(ChangePlanProvider, { adapter: silent }, createElement(PlanPicker)));
    expect(text).toContain('Loading plans…');
  });

  it('writes no inline style, so that a strict content policy may stand', () => {
    expect(html()).not.toMatch(/\sstyle=|<style/);
  });

  it('writes the same text whatever zone the server lives in', () => {
    expect(html(aCatalog({ billingTimeZone: 'Asia/Tokyo' }))).not.toMatch(/Dates are in/);
  });
});
