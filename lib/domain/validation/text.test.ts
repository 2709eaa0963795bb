import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptionInput } from './description.ts';
import { messageOf } from './message-of.fixture.ts';
import { nameInput, personNameInput } from './name.ts';

const UNSEEN = 'The name holds an invisible character; type it again without it';
const ONE_LINE = 'The name must be one line, without tabs';

describe('nameInput', () => {
  it.each([
    ['sessions', 'sessions'],
    ['  orders cache ', 'orders cache'],
    ['orders \u00a0\u3000 cache', 'orders cache'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['😀'.repeat(64), '😀'.repeat(64)],
    ['❤️ 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️ 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['кеш', 'кеш'],
    ['ذاكرة', 'ذاكرة'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['../../etc', '../../etc'],
    ['__proto__', '__proto__'],
  ])('%j becomes %j', (text, name) => expect(nameInput.parse(text)).toBe(name));

  it.each([
    ['', 'Give the data store a name'],
    ['   ', 'Give the data store a name'],
    [undefined, 'Give the data store a name'],
    [null, 'Give the data store a name'],
    [7, 'Give the data store a name'],
    [['a'], 'Give the data store a name'],
    ['x'.repeat(65), 'The name may have at most 64 characters'],
    ['x'.repeat(10_000), 'The name may have at most 64 characters'],
    ['a\r\nb', ONE_LINE],
    ['a\tb', ONE_LINE],
    ['a\u2028b', ONE_LINE],
    ['a\0b', UNSEEN],
    ['a\u001b[31mb', UNSEEN],
    ['a\u0085b', ONE_LINE],
    ['a\u202eb', UNSEEN],
    ['a\u2066b\u2069', UNSEEN],
    ['a\u200fb', UNSEEN],
    ['a\u200bb', UNSEEN],
    ['a\u200db', UNSEEN],
    ['a\ufeffb', UNSEEN],
    ['a\u00adb', UNSEEN],
    ['a\ufe0fb', UNSEEN],
    ['\u3164', UNSEEN],
    ['\u2800', UNSEEN],
    ['a\ud800b', UNSEEN],
    ['a\u{e0041}b', UNSEEN],
  ])('refuses %j: %s', (text, message) => expect(messageOf(nameInput, text)).toBe(message));

  it('gives what it takes again unchanged, and never a space at an end or an invisible character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const parsed = nameInput.safeParse(text);
        if (!parsed.success) return;
        expect(nameInput.parse(parsed.data)).toBe(parsed.data);
        expect(parsed.data).toBe(parsed.data.trim().normalize('NFC'));
        expect(parsed.data).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}]|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });
});

it('asks a person for a name in other words', () => {
  expect(messageOf(personNameInput, ' ')).toBe('Give your name');
  expect(personNameInput.parse(' Ada  Lovelace ')).toBe('Ada Lovelace');
});

describe('descriptionInput', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    ['Before the 4.2 migration 🚀', 'Before the 4.2 migration 🚀'],
    ['x'.repeat(500), 'x'.repeat(500)],
  ])('%j becomes %j', (text, description) => expect(descriptionInput.parse(text)).toBe(description));

  it.each([
    ['x'.repeat(501), 'The description may have at most 500 characters'],
    ['x'.repeat(10_240), 'The description may have at most 500 characters'],
    ['one\ntwo', 'The description must be one line, without tabs'],
    ['a\u202eb', 'The description holds an invisible character; type it again without it'],
    [undefined, 'The description must be text'],
    [{}, 'The description must be text'],
  ])('refuses %#', (text, message) => expect(messageOf(descriptionInput, text)).toBe(message));
});
