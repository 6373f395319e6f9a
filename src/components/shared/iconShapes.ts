/** What is drawn in a box of 16 px, as a path. */
export const ICON_SHAPES = {
  check: 'M3 8.5 6.5 12 13 4.5',
  minus: 'M4 8h8',
  plus: 'M8 3.5v9M3.5 8h9',
  close: 'M4 4l8 8M12 4l-8 8',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  clock: 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5ZM8 4.5V8l2.5 1.5',
  info: 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5ZM8 7.25V11M8 5v.01',
  warn: 'M8 2 1.5 13.5h13L8 2ZM8 6.5v3M8 11.75v.01',
} as const;
