import { describe, expect, it } from 'vitest';
import { CommandWriter, commandHead } from './command-writer.ts';
import { encodeCommand } from './encode-command.ts';

describe('CommandWriter', () => {
  it('writes the same bytes as single commands, across blocks and takes', () => {
    const writer = new CommandWriter();
    const head = commandHead(3, 'RESTORE');
    const taken: Buffer[] = [];
    const wanted: Buffer[] = [];
    for (let i = 0; i < 2000; i += 1) {
      const key = Buffer.alloc((i * 37) % 300, i & 0xff);
      writer.raw(head);
      writer.argument(key);
      writer.number(i * 1_000_003);
      wanted.push(encodeCommand(['RESTORE', key, i * 1_000_003]));
      if (i % 7 === 0) {
        const block = writer.take();
        taken.push(Buffer.from(block));
        if (i % 2 === 0) writer.recycle(block);
      }
    }
    const large = Buffer.alloc(300_000, 7);
    writer.raw(commandHead(2, 'ECHO'));
    writer.argument(large, 1, large.length);
    wanted.push(encodeCommand(['ECHO', large.subarray(1)]));
    taken.push(writer.take());
    expect(writer.length).toBe(0);
    expect(Buffer.concat(taken).equals(Buffer.concat(wanted))).toBe(true);
  });
});
