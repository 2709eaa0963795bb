import { describe, expect, it } from 'vitest';
import { emailInput } from './email.ts';
import { messageOf } from './message-of.fixture.ts';
import { passwordInput } from './password.ts';

describe('emailInput', () => {
  it.each([
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['ada+amber@example.org', 'ada+amber@example.org'],
    ["o'hara@sub.example.co.uk", "o'hara@sub.example.co.uk"],
  ])('%j becomes %j', (text, email) => expect(emailInput.parse(text)).toBe(email));

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@@example.org',
    'ada@example..org',
    'ada@example.org.',
    'a da@example.org',
    'ada@-example.org',
    'ada@example.org\nbcc:x@y.z',
    'owner@localhost',
    'почта@пример.рф',
    'ada\u200b@example.org',
    '<ada@example.org>',
    `${'x'.repeat(65)}@example.org`,
    `ada@${'x'.repeat(260)}`,
    undefined,
    { ada: 1 },
  ])('refuses %j', (text) =>
    expect(messageOf(emailInput, text)).toBe('Give an e-mail address such as ada@example.org'),
  );
});

describe('passwordInput', () => {
  it.each(['correct horse', ' leading and trailing ', 'x'.repeat(12), 'x'.repeat(128), 'пароль-пароль'])(
    'takes %j as it is',
    (text) => expect(passwordInput.parse(text)).toBe(text),
  );

  it.each([
    ['', 'Use at least 12 characters'],
    ['x'.repeat(11), 'Use at least 12 characters'],
    ['x'.repeat(129), 'Use at most 128 characters'],
    [undefined, 'Choose a password'],
    [123456789012, 'Choose a password'],
  ])('refuses %j: %s', (text, message) => expect(messageOf(passwordInput, text)).toBe(message));
});
