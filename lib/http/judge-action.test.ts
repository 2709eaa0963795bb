import { expect, it } from 'vitest';
import { judgeAction } from './judge-action.ts';

const ACTION = { 'next-action': '40aa', 'content-type': 'text/plain;charset=UTF-8' };

const passes = (body: string, headers: Record<string, string> = ACTION): boolean =>
  judgeAction(new Headers(headers), body).pass;

it.each([
  ['an object', '[{"name":"cache","port":6379}]'],
  ['a text that begins with a dollar, escaped', '[{"password":"$$1"}]'],
  ['a field that is not set', '[{"id":"$undefined"}]'],
  ['nothing', '[null]'],
])('lets %s pass', (_, body) => {
  expect(passes(body)).toBe(true);
});

it.each([
  ['an empty body', ''],
  ['half a list', '[{"name":'],
  ['no list', '{"name":"cache"}'],
  ['no argument', '[]'],
  ['two arguments', '[{},{}]'],
  ['a reference', '["$1"]'],
  ['a server function', '[{"then":"$F1"}]'],
  ['a promise', '[["$@0"]]'],
  ['a blob', '[{"a":{"b":"$B1"}}]'],
  ['deep nesting', '['.repeat(200_000) + ']'.repeat(200_000)],
])('refuses %s', (_, body) => {
  expect(passes(body)).toBe(false);
});

it('refuses forms, with and without an action', () => {
  const form = { 'content-type': 'multipart/form-data; boundary=x' };
  expect(passes('[{}]', form)).toBe(false);
  expect(passes('[{}]', { ...form, 'next-action': '40aa' })).toBe(false);
  expect(passes('[{}]', { 'content-type': 'text/plain' })).toBe(false);
});
