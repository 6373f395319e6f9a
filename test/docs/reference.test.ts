import { describe, expect, it } from 'vitest';
import * as planshift from 'planshift';
import { PARTS } from 'planshift/theme';
import { readReference } from '../../.storybook/reference.js';

const reference = readReference();
/** What a host can put into JSX: functions with a capital letter, and components that forward a ref. */
const components = Object.entries(planshift)
  .filter(([name, value]) => /^[A-Z]/.test(name) && (typeof value === 'object' || !/^class\b/.test(String(value))))
  .map(([name]) => name)
  .toSorted();

describe('the reference pages', () => {
  it('tell of every public component, with a sentence', () => {
    expect(reference.components.map(({ name }) => name)).toEqual(components);
    expect(reference.components.filter(({ text }) => text.length < 20).map(({ name }) => name)).toEqual([]);
  });

  it('know the props of those that have some', () => {
    const props = new Map(reference.components.map(({ name, props: own }) => [name, own.map((prop) => prop.name)]));
    expect(props.get('PlanPicker')).toEqual(expect.arrayContaining(['mode', 'headingLevel', 'reviewOnChoose']));
    expect(props.get('ChangePlanDialog')).toEqual(
      expect.arrayContaining(['onOpenChange', 'typedConfirmation', 'consent']),
    );
    expect(props.get('PlanGroup')).toEqual(expect.arrayContaining(['plans', 'priceId', 'planHref']));
    expect(reference.components.find(({ name }) => name === 'PlanPrice')?.extending).toBe('PartProps<HTMLDivElement>');
    expect(reference.components.flatMap((one) => one.props).filter(({ type }) => type === '')).toEqual([]);
  });

  it('name every part, and every token with its default', () => {
    expect(reference.parts.map(({ name }) => name)).toEqual([...PARTS]);
    expect(reference.tokens.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['--ps-accent', '--ps-on-accent', '--ps-radius', '--ps-font-size']),
    );
    expect(reference.tokens.filter(({ light, dark, usedFor }) => !light || !dark || usedFor.length === 0)).toEqual([]);
    expect(reference.tokens.find(({ name }) => name === '--ps-accent')).toMatchObject({
      light: '#2f54c9',
      dark: '#9db2ff',
    });
  });
});
