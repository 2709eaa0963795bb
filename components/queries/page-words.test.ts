import { expect, it } from 'vitest';
import { pageWords } from './page-words.ts';
import { wholeDays } from './whole-days.ts';

it.each([
  [{ before: 0, rows: 50, total: 1284 }, '1–50 of 1,284'],
  [{ before: 1250, rows: 34, total: 1284 }, '1,251–1,284 of 1,284'],
  [{ before: 50, rows: 50, total: null }, '51–100 of more than 10,000'],
  [{ before: 50, rows: 50, total: null, countedTo: 1000 }, '51–100 of more than 1,000'],
  [{ before: 0, rows: 0, total: 0 }, 'Nothing here'],
])('%j: %s', (page, words) => expect(pageWords(page)).toBe(words));

it.each([
  ['30', 30],
  [' 7 ', 7],
  ['0', null],
  ['-1', null],
  ['1.5', null],
  ['3651', null],
  ['', null],
  ['1e3', null],
])('%j is %s whole days', (typed, days) => expect(wholeDays(typed, 3650)).toBe(days));
