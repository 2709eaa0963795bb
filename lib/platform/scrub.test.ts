import { describe, expect, it } from 'vitest';
import { neverLog, scrubbed } from './scrub.ts';

describe('scrubbed', () => {
  it.each([
    ['{"password":"hunter2","port":1}', '{"password":"[hidden]","port":1}'],
    ['{"storePassword":"a\\"b hunter2"}', '{"storePassword":"[hidden]"}'],
    ['{"headers":{"cookie":"amber.session_token=hunter2"}}', '{"headers":{"cookie":"[hidden]"}}'],
    ['{"authorization":"Bearer hunter2"}', '{"authorization":"[hidden]"}'],
    ['{"clientKey":{"type":"Buffer","data":[1]}}', '{"clientKey":"[hidden]"}'],
    ['failed: redis://app:hunter2@db:6379/0', 'failed: redis://app:[hidden]@db:6379/0'],
    ['rediss://:hunter2@db', 'rediss://:[hidden]@db'],
    ['{"hasPassword":true,"keys":12}', '{"hasPassword":true,"keys":12}'],
    ['no secret at http://localhost:3000/a@b', 'no secret at http://localhost:3000/a@b'],
  ])('%s', (text, clean) => {
    expect(scrubbed(text)).toBe(clean);
  });

  it('takes out private keys and identities', () => {
    const pem = '-----BEGIN EC PRIVATE KEY-----\\nhunter2\\n-----END EC PRIVATE KEY-----';
    expect(scrubbed(`{"x":"${pem}"}`)).not.toContain('hunter2');
    expect(scrubbed('AGE-SECRET-KEY-1QQQHUNTER2')).toBe('[hidden identity]');
  });

  it('takes out a secret it was told of, wherever it stands', () => {
    neverLog('the-password-of-the-database');
    expect(scrubbed('x the-password-of-the-database y')).toBe('x [hidden] y');
  });
});
