import { expect, it } from 'vitest';
import { FOOTER_BYTES } from '#lib/engines/redis/rdb/dump-payload';
import { hasMemberExpiry, LastMemberExpiry } from './member-expiry.ts';

/** DUMP payloads of Dragonfly 1.40.1. */
const HASH = 'HwIBYcABwvrVFRMBYsACwP8JAMB6/UCfSnFc';
const SET = 'IAICbTLC+5cBDwJtMcL7lwEPCQBCsUE3HtGUnw==';

const lastOf = (payload: string): number => {
  const bytes = Buffer.from(payload, 'base64');
  const expiry = new LastMemberExpiry(bytes[0]!);
  for (let at = 1; at < bytes.length - FOOTER_BYTES; at += 1) expiry.write(bytes, at, at + 1);
  return expiry.end();
};

it('finds the last expiry of a set whose members all expire', () => {
  expect(lastOf(SET)).toBe((1_675_209_600 + 0x0f_01_97_fb) * 1000);
});

it('knows a field that stays', () => {
  expect(lastOf(HASH)).toBe(Number.POSITIVE_INFINITY);
});

it('knows the two types', () => {
  expect(Array.from({ length: 256 }, (_, type) => type).filter(hasMemberExpiry)).toEqual([31, 32]);
});
