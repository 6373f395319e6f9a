import { version as domVersion } from 'react-dom';
import { version } from 'react';
import { expect, inject, it } from 'vitest';

it('runs on the React that this project of tests is for', () => {
  expect([version, domVersion].map((name) => name.split('.')[0])).toEqual([inject('reactMajor'), inject('reactMajor')]);
});
