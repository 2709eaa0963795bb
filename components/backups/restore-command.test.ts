import { expect, it } from 'vitest';
import { restoreCommand } from './restore-command.ts';

const backup = {
  id: 'bkp_aaaaaaaaaaaa',
  fileName: 'catalogue-20261123T074800Z.rdb',
  engine: 'redis',
} as const;

it('names the downloaded file and the store, without a password', () => {
  expect(restoreCommand(backup, 'redis://backup@cache-1.internal:6379')).toBe(
    'npx amber restore ./catalogue-20261123T074800Z.rdb --to redis://backup@cache-1.internal:6379 --yes',
  );
});

it('quotes what a shell would read as something else', () => {
  expect(restoreCommand(backup, "redis://a'b$(reboot)@h:1")).toContain(
    `--to 'redis://a'\\''b$(reboot)@h:1' --yes`,
  );
  expect(restoreCommand(backup, 'redis://h:1?x&y')).toContain(`'redis://h:1?x&y'`);
});

it('leaves a place for the address when the store is gone', () => {
  expect(restoreCommand({ ...backup, fileName: null }, null)).toBe(
    'npx amber restore ./bkp_aaaaaaaaaaaa.rdb --to redis://HOST:6379 --yes',
  );
  expect(restoreCommand({ ...backup, fileName: null, engine: 'janusgraph' }, null)).toBe(
    'npx amber restore ./bkp_aaaaaaaaaaaa.graphson --to ws://HOST:8182 --yes',
  );
});
