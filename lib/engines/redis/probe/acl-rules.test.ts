import { describe, expect, it } from 'vitest';
import { rulesAllow } from './acl-rules.ts';

const config = { name: 'config', subcommand: 'get', categories: ['@admin', '@slow', '@dangerous'] };

describe('rulesAllow', () => {
  it.each([
    ['+@all', true],
    ['allcommands', true],
    ['', false],
    ['-@all +config', true],
    ['-@all +config|get', true],
    ['-@all +config|set', false],
    ['-@all +@admin', true],
    ['+@all -@dangerous', false],
    ['+@all -@dangerous +config', true],
    ['+@all -config', false],
    ['+@all -config|set', true],
    ['+@all -configs', true],
    ['+@all nocommands', false],
    ['+@ALL -@DANGEROUS', false],
  ])('%s', (rules, allowed) => {
    expect(rulesAllow(rules, config)).toBe(allowed);
  });
});
