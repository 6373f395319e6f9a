import type { BillingInterval } from '../../core/plan.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 86_400 * SECOND;

/** Milliseconds of an instant. @throws RangeError where it is no date. */
export function instant(iso: string): number {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new RangeError(`${JSON.stringify(iso)} is no date. Write it as 2026-04-16T00:00:00Z.`);
  return time;
}

export function isoOf(time: number): string {
  return new Date(time).toISOString();
}

export function addDays(iso: string, days: number): string {
  return isoOf(instant(iso) + days * DAY);
}

/** The day of the month that periods beginning here return to. */
export function anchorDayOf(iso: string): number {
  return new Date(instant(iso)).getUTCDate();
}

/**
 * The end of a period that begins at `start`. The anchor day is kept: a month without it uses its last day, and the next
 * long month returns to it. Times of day are kept, in UTC.
 */
export function periodEnd(start: string, { interval, intervalCount }: BillingInterval, anchorDay: number): string {
  switch (interval) {
    case 'day':
      return addDays(start, intervalCount);
    case 'week':
      return addDays(start, 7 * intervalCount);
    case 'month':
      return addMonths(start, intervalCount, anchorDay);
    case 'year':
      return addMonths(start, 12 * intervalCount, anchorDay);
  }
}

function addMonths(start: string, months: number, anchorDay: number): string {
  const from = new Date(instant(start));
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const length = daysInMonth(new Date(first));
  const timeOfDay = from.getTime() - Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return isoOf(first + (Math.min(anchorDay, length) - 1) * DAY + timeOfDay);
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** Whole calendar days in UTC between two instants, each counted from the beginning of its day. */
export function daysBetween(from: string, to: string): number {
  return Math.floor(instant(to) / DAY) - Math.floor(instant(from) / DAY);
}

/** Days between two dates where every month has 30. */
export function days360Between(from: string, to: string): number {
  const [a, b] = [new Date(instant(from)), new Date(instant(to))];
  const day = (date: Date) => Math.min(30, date.getUTCDate());
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return months * 30 + day(b) - day(a);
}
