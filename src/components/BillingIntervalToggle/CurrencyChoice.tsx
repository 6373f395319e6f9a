'use client';
import { part } from '../../theme/parts.js';
import { usePlanKit } from '../shared/usePlanKit.js';
import { useId } from '../../react/useId.js';

interface CurrencyChoiceProps {
  /** ISO 4217 codes. */
  readonly currencies: readonly string[];
  readonly chosen: string;
}

/** In which currency the prices are shown, before a subscription decides it. */
export function CurrencyChoice({ currencies, chosen }: CurrencyChoiceProps) {
  const { say, format, flow } = usePlanKit();
  const id = useId();
  return (
    <div className={part('currency')}>
      <label htmlFor={id}>{say('currency.title')}</label>
      <select
        id={id}
        className={part('input')}
        value={chosen}
        onChange={({ target }) => flow.chooseCurrency(target.value)}
      >
        {currencies.map((currency) => (
          <option key={currency} value={currency}>
            {format.currency(currency)}
          </option>
        ))}
      </select>
    </div>
  );
}
