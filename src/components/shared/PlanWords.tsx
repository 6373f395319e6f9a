'use client';
import { plansEn } from '../../locale/en/plans.js';
import type { PlanKey } from '../../locale/messages.js';
import { useScope } from '../../react/context.js';
import { Filled, type WordsProps } from './Filled.js';

/** A message of plans and intervals with elements in it, without the words of a change. */
export function PlanWords<K extends PlanKey>({ of: key, with: values }: WordsProps<K>) {
  return <Filled source={useScope().given[key] ?? plansEn[key]} values={values} />;
}
