import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from './encode-command.ts';
import { type Reply, ReplyError } from './reply.ts';
import { ReplyBuilder } from './reply-builder.ts';
import { RespError } from './resp-error.ts';
import type { RespHandler } from './resp-handler.ts';
import { RespParser } from './resp-parser.ts';

const parse = (chunks: readonly Buffer[], limits = {}): Reply[] => {
  const replies: Reply[] = [];
  const parser = new RespParser(new ReplyBuilder((reply) => replies.push(reply)), () => {}, limits);
  for (const chunk of chunks) parser.push(chunk);
  return replies;
};
const parseText = (text: string): Reply[] => parse([Buffer.from(text, 'latin1')]);

const cut = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const offsets = [...new Set(at.map((offset) => offset % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...offsets].map((from, i) => bytes.subarray(from, offsets[i] ?? bytes.length));
};

const encode = (reply: Reply): Buffer => {
  if (reply === null) return Buffer.from('$-1\r\n');
  if (typeof reply === 'number' || typeof reply === 'bigint') return Buffer.from(`:${reply}\r\n`);
  if (typeof reply === 'string') return Buffer.from(`+${reply}\r\n`);
  if (Buffer.isBuffer(reply))
    return Buffer.concat([Buffer.from(`$${reply.length}\r\n`), reply, Buffer.from('\r\n')]);
  if (reply instanceof ReplyError) return Buffer.from(`-${reply.message}\r\n`);
  if (Array.isArray(reply)) return Buffer.concat([Buffer.from(`*${reply.length}\r\n`), ...reply.map(encode)]);
  throw new Error('no RESP2');
};

const line = fc.string({ maxLength: 60 }).map((text) => text.replace(/[\r\n]/g, ' '));
const { reply } = fc.letrec<{ reply: Reply }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
    line,
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    line.map((text) => new ReplyError(text)),
    fc.array(tie('reply'), { maxLength: 5 }),
  ),
}));

describe('RespParser', () => {
  it('reads every RESP2 reply, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(reply, { maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (replies, cuts) => {
          expect(parse(cut(Buffer.concat(replies.map(encode)), cuts))).toEqual(replies);
        },
      ),
    );
  });

  it('reads byte by byte', () => {
    const bytes = Buffer.from('*3\r\n$5\r\nhello\r\n:-42\r\n*0\r\n$0\r\n\r\n-NOPERM no\r\n');
    const replies = parse(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(replies).toEqual([[Buffer.from('hello'), -42, []], Buffer.from(''), new ReplyError('NOPERM no')]);
    expect((replies[2] as ReplyError).code).toBe('NOPERM');
  });

  it.each([1, 7, 20])('reads an error that RESP3 sends as a bulk string, in chunks of %i bytes', (size) => {
    const bytes = Buffer.from('*2\r\n!21\r\nSYNTAX invalid syntax\r\n$21\r\nSYNTAX invalid syntax\r\n');
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    const [parts] = parse(chunks) as [Reply[]];
    expect(parts).toEqual([new ReplyError('SYNTAX invalid syntax'), Buffer.from('SYNTAX invalid syntax')]);
    expect(parts[0]).toBeInstanceOf(ReplyError);
  });

  it('tolerates RESP3 and leaves pushes and attributes out', () => {
    const text =
      '%1\r\n+a\r\n:1\r\n~2\r\n+x\r\n#t\r\n>2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n_\r\n,1.5\r\n(12345678901234567890123\r\n|1\r\n+ttl\r\n:5\r\n=7\r\ntxt:abc\r\n!5\r\nERR x\r\n,-inf\r\n';
    expect(parseText(text)).toEqual([
      ['a', 1],
      ['x', true],
      null,
      1.5,
      12345678901234567890123n,
      Buffer.from('txt:abc'),
      new ReplyError('ERR x'),
      Number.NEGATIVE_INFINITY,
    ]);
  });

  it.each([
    ['a negative length', '$-2\r\n'],
    ['a gigantic length', '$99999999999999999\r\n'],
    ['a gigantic length with more digits', '$999999999999999999999999\r\n'],
    ['a string above the limit', '$68000000\r\n'],
    ['a gigantic array', '*99999999999999999\r\n'],
    ['letters as a length', '$abc\r\n'],
    ['no length', '$\r\n'],
    ['a bare CR', ':12\rx\n'],
    ['a longer string than announced', '$3\r\nabcd\r\n'],
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['a greeting without a line end', 'SSH-2.0-OpenSSH'],
    ['a TLS alert', '\x15\x03\x01\x00\x02\x02\x46'],
    ['an endless status line', `+${'x'.repeat(70_000)}`],
    ['endless nesting', '*1\r\n'.repeat(40)],
    ['a push inside a reply', '*2\r\n>1\r\n+x\r\n'],
    ['no boolean', '#x\r\n'],
    ['no double', ',1..5\r\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parseText(text)).toThrow(RespError);
    expect(() => parse(Array.from(Buffer.from(text, 'latin1'), (byte) => Buffer.from([byte])))).toThrow(
      RespError,
    );
  });

  it('refuses a reply that would fill the memory', () => {
    const parser = new RespParser(new ReplyBuilder(() => {}), () => {});
    parser.push(Buffer.from('*1000000000000\r\n'));
    const flood = Buffer.from(':1\r\n'.repeat(16_384));
    expect(() => {
      for (let i = 0; i < 10_000; i += 1) parser.push(flood);
    }).toThrow(/larger/);
  });

  it('never ends otherwise than with replies or a RespError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(), { maxLength: 5 }), (bytes, cuts) => {
        try {
          parse(cut(Buffer.from(bytes), cuts));
        } catch (error) {
          expect(error).toBeInstanceOf(RespError);
        }
      }),
    );
  });

  it('hands large strings over in pieces', () => {
    const value = Buffer.from(Array.from({ length: 5000 }, (_, i) => i & 0xff));
    const seen: string[] = [];
    const pieces: Buffer[] = [];
    const handler: RespHandler = {
      status: (text) => seen.push(text),
      error() {},
      integer() {},
      bulk: (chunk, start, end) => seen.push(`bulk ${end - start} ${chunk[start]}`),
      nil() {},
      array: (count) => seen.push(`array ${count}`),
      bulkBegin: (length) => seen.push(`begin ${length}`),
      bulkPiece: (chunk, start, end) => pieces.push(Buffer.from(chunk.subarray(start, end))),
      bulkEnd: () => seen.push('end'),
    };
    const bytes = Buffer.concat([
      Buffer.from('*3\r\n'),
      encode(value),
      encode(Buffer.from('small')),
      encode('OK'),
    ]);
    for (const size of [1, 7, 4096, 1 << 20]) {
      seen.length = 0;
      pieces.length = 0;
      let done = 0;
      const parser = new RespParser(handler, () => (done += 1), { streamAbove: 1000, collectAtMost: 1000 });
      for (let at = 0; at < bytes.length; at += size) parser.push(bytes.subarray(at, at + size));
      expect(seen).toEqual(['array 3', 'begin 5000', 'end', 'bulk 5 115', 'OK']);
      expect(Buffer.concat(pieces).equals(value)).toBe(true);
      expect(done).toBe(1);
      expect(parser.idle).toBe(true);
    }
  });
});

describe('encodeCommand', () => {
  it('writes what the parser reads', () => {
    const bytes = encodeCommand(['SET', 'ключ', Buffer.from([0, 13, 10, 255]), 42]);
    expect(parse([bytes])).toEqual([
      [Buffer.from('SET'), Buffer.from('ключ'), Buffer.from([0, 13, 10, 255]), Buffer.from('42')],
    ]);
  });
});
