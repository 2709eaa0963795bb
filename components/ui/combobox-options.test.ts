import { describe, expect, it } from 'vitest';
import { type ComboboxOption, filterGroups, moveActive, optionsOf, typeAhead } from './combobox-options.ts';

const option = (name: string, more: Partial<ComboboxOption> = {}): ComboboxOption => ({
  value: name,
  name,
  ...more,
});
const zones = {
  label: null,
  options: [
    option('Europe/Madrid'),
    option('America/New_York'),
    option('Asia/Kolkata', { keywords: 'Calcutta' }),
  ],
};
const names = (text: string) => optionsOf(filterGroups([zones], text)).map((each) => each.name);

describe('filterGroups', () => {
  it.each([
    ['', ['Europe/Madrid', 'America/New_York', 'Asia/Kolkata']],
    ['mad', ['Europe/Madrid']],
    ['york new', ['America/New_York']],
    ['calc', ['Asia/Kolkata']],
    ['mádrid', ['Europe/Madrid']],
    ['zzz', []],
  ])('%j finds %j', (text, found) => expect(names(text)).toEqual(found));

  it('leaves empty groups out', () => {
    expect(filterGroups([zones, { label: 'Others', options: [option('UTC')] }], 'utc')).toHaveLength(1);
  });
});

describe('moveActive', () => {
  const options = [
    option('a', { disabled: true }),
    option('b'),
    option('c', { disabled: true }),
    option('d'),
  ];
  it.each([
    ['ArrowDown', -1, 1],
    ['ArrowDown', 1, 3],
    ['ArrowDown', 3, 3],
    ['ArrowUp', 3, 1],
    ['ArrowUp', 1, 1],
    ['Home', 3, 3],
    ['End', 1, 3],
    ['PageDown', 1, 3],
    ['x', 1, null],
  ])('%s from %d', (key, from, to) => {
    // Home would land on a disabled one with nothing before it: it stays.
    expect(moveActive(key, from, options)).toBe(to);
  });
});

describe('typeAhead', () => {
  const options = ['Enabled', 'Disabled', 'Draft', 'Every'].map((name) => option(name));
  it.each([
    ['d', -1, 1],
    ['d', 1, 2],
    ['d', 2, 1],
    ['dr', 1, 2],
    ['e', 0, 3],
    ['z', 0, -1],
  ])('%s after %d', (typed, from, to) => expect(typeAhead(typed, from, options)).toBe(to));
});
