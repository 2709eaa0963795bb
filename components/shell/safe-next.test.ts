import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

describe('safeNext', () => {
  it.each([
    ['/data-stores/dst_1', '/data-stores/dst_1'],
    ['/account/backups?search=a%20b&status=failed', '/account/backups?search=a%20b&status=failed'],
    ['/activity#row', '/activity#row'],
  ])('follows %j', (next, path) => expect(safeNext(next)).toBe(path));

  it.each([
    undefined,
    '',
    'data-stores',
    'https://evil.example/',
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/sign-in?next=/sign-in',
    '/setup',
    '/api/auth/sign-out',
    ['/activity', '/data-stores'],
  ])('does not follow %j', (next) => expect(safeNext(next)).toBe('/data-stores'));
});
