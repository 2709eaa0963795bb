import { describe, expect, it } from 'vitest';
import { backupFilterRequest, backupOptionsRequest } from './list-requests.ts';

describe('a search', () => {
  it.each(['\0', 'a\0b', 'a\u001bb', 'a\u0085b'])('refuses %j in words', (search) => {
    const { error } = backupFilterRequest.safeParse({ search });
    expect(error?.issues[0]?.message).toBe('Search for text that can be seen');
    expect(backupOptionsRequest.safeParse({ dataStore: 'dst_abcdefghi', search }).success).toBe(false);
  });

  it('takes words of any script, without the space around them', () => {
    expect(backupFilterRequest.parse({ search: ' Zürich 東京\n' }).search).toBe('Zürich 東京');
  });
});
