import { expect, it } from 'vitest';

process.env.AMBER_SECRET_KEY = 'a-secret-key-for-tests-of-the-setup-code';
const { asksSetupCode, isSetupCode, setupCode } = await import('./setup-code.ts');

it('is the same in every process with this key, and easy to type', () => {
  expect(setupCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(isSetupCode(setupCode())).toBe(true);
  expect(isSetupCode(` ${setupCode().toLowerCase().replace('-', '')} `)).toBe(true);
});

it.each(['', 'AAAAA-AAAAA', setupCode().slice(0, -1), `${setupCode()}A`])('is not %j', (text) => {
  expect(isSetupCode(text)).toBe(false);
});

it.each([
  ['127.0.0.1', false],
  ['::1', false],
  ['localhost', false],
  ['0.0.0.0', true],
  ['::', true],
  ['192.168.1.5', true],
])('on %s it is asked for: %s', (host, asked) => {
  expect(asksSetupCode({ host })).toBe(asked);
});
