import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RespError } from '../resp/resp-error.ts';
import { MARK_BYTES, type SyncEnd, SyncReply } from './sync-reply.ts';
import { syncedFile } from './synced-file.ts';

// No part of its beginning comes again in it, as in the random one of a server: else a file may hold one by itself.
const MARK = Buffer.from('0123456789abcdef123456789abcdef123456789');
const ID = 'a'.repeat(40);

const cut = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const offsets = [...new Set(at.map((offset) => offset % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...offsets].map((from, i) => bytes.subarray(from, offsets[i] ?? bytes.length));
};

/** Everything a server sends, through both readers; null when the end has not come. */
const receive = (chunks: readonly Buffer[]): Buffer | null => {
  const reply = new SyncReply();
  const parts: Buffer[] = [];
  let file: ReturnType<typeof syncedFile> | null = null;
  for (const chunk of chunks) {
    let rest = chunk;
    if (file === null) {
      const step = reply.read(chunk);
      if (step.kind === 'refused') throw new Error(step.text);
      if (step.kind === 'more') continue;
      file = syncedFile(step.end, (bytes, start, end) => parts.push(Buffer.from(bytes.subarray(start, end))));
      rest = chunk.subarray(step.next);
    }
    if (file.write(rest)) return Buffer.concat(parts);
  }
  return null;
};

const sent = (end: SyncEnd, file: Buffer): Buffer => {
  const head = 'length' in end ? `$${end.length}` : `$EOF:${end.mark}`;
  const tail = 'length' in end ? Buffer.alloc(0) : end.mark;
  return Buffer.concat([Buffer.from(`\n+FULLRESYNC ${ID} 1234\r\n\n\n${head}\r\n`), file, tail]);
};

describe('the answer to PSYNC', () => {
  // Parts of the mark within the file must not be taken for it.
  const fileBytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .array(fc.nat(MARK_BYTES - 1), { maxLength: 6 })
      .map((cuts) => Buffer.concat(cuts.map((at) => MARK.subarray(0, at)))),
  );
  const cuts = fc.array(fc.nat(), { maxLength: 30 });

  it('gives exactly the file, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(fileBytes, cuts, fc.boolean(), (file, at, counted) => {
        const end: SyncEnd = counted ? { length: file.length } : { mark: MARK };
        const got = receive(cut(sent(end, file), at));
        expect(got?.equals(file)).toBe(true);
      }),
    );
  });

  it('never takes a shortened file for a whole one', () => {
    fc.assert(
      fc.property(fileBytes, cuts, fc.boolean(), fc.nat(), (file, at, counted, missing) => {
        const end: SyncEnd = counted ? { length: file.length + 1 } : { mark: MARK };
        const whole = counted ? Buffer.concat([sent(end, file), Buffer.alloc(1)]) : sent(end, file);
        const short = whole.subarray(0, whole.length - 1 - (missing % (file.length + 1)));
        expect(receive(cut(short, at))).toBeNull();
      }),
    );
  });

  it('refuses what comes behind the mark', () => {
    const file = syncedFile({ mark: MARK }, () => {});
    expect(file.write(Buffer.concat([Buffer.from('file'), MARK]))).toBe(true);
    expect(() => file.write(Buffer.from('P'))).toThrow(/bytes follow the end of the file/);
  });

  it('leaves what a master sends behind a counted file', () => {
    expect(receive([sent({ length: 3 }, Buffer.from('abcPING'))])?.toString()).toBe('abc');
  });

  it.each([
    '+CONTINUE\r\n',
    '+OK\r\n',
    '$12\r\n',
    `+FULLRESYNC ${ID}\r\n`,
    `+FULLRESYNC ${ID} 0\r\n$EOF:short\r\n`,
    `+FULLRESYNC ${ID} 0\r\n$-1\r\n`,
    'x'.repeat(2000),
  ])('refuses %j', (text) => {
    expect(() => receive([Buffer.from(text)])).toThrow(RespError);
  });

  it('gives the words of a refusal', () => {
    expect(() => receive([Buffer.from('\n-NOPERM no permissions\r\n')])).toThrow('NOPERM no permissions');
  });
});
