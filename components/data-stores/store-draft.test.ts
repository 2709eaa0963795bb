import { afterEach, expect, it } from 'vitest';
import { dropStoreDraft, keepStoreDraft, storeDraft } from './store-draft.ts';
import { EMPTY_FORM, fillFromUri } from './store-form.ts';

afterEach(dropStoreDraft);

it('keeps what was typed, and nothing secret of it', () => {
  const typed = fillFromUri(EMPTY_FORM, 'rediss://rosa:s3cret@cache.internal:6380');
  keepStoreDraft({ ...typed, name: 'orders', tls: { ...typed.tls, clientKey: 'BEGIN s3cret' } });
  expect(storeDraft()).toMatchObject({
    name: 'orders',
    host: 'cache.internal',
    port: '6380',
    username: 'rosa',
  });
  expect(JSON.stringify(storeDraft())).not.toContain('s3cret');
});

it('keeps no half of an address, which may hold a password', () => {
  keepStoreDraft({ ...EMPTY_FORM, uri: 'redis:/rosa:s3cret@cache' });
  expect(storeDraft()).toBeNull();
});

it('keeps nothing of an empty form', () => {
  keepStoreDraft(EMPTY_FORM);
  expect(storeDraft()).toBeNull();
});
