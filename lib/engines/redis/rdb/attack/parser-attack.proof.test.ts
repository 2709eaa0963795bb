import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import { fetchedPath } from '../../../../../e2e/servers/fetched-path.ts';
import { keydbBinary } from '../../../../../e2e/servers/keydb.ts';
import { valkeyBinary } from '../../../../../e2e/servers/valkey.ts';
import { RdbParser } from '../rdb-parser.ts';
import { type CheckTool, checkFile, type Verdict } from './check-tool.fixture.ts';
import {
  ALL_VERSIONS,
  fileOf,
  type GeneratedFile,
  join,
  largeFile,
  smallFiles,
} from './generated-files.fixture.ts';

/** Mulberry32: the same places in every run. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

/** What the parser says, in chunks of random lengths up to `most`. Throws what is no error for people. */
const read = (file: Buffer, random: () => number, most = file.length): Verdict & { code: string | null } => {
  const parser = new RdbParser();
  try {
    for (let at = 0; at < file.length; ) {
      const end = Math.min(file.length, at + 1 + Math.floor(random() * most));
      parser.write(file.subarray(at, end));
      at = end;
    }
    const databases = Object.values(parser.end().databases);
    return {
      accepted: true,
      keys: databases.reduce((sum, { keys }) => sum + keys, 0),
      expires: databases.reduce((sum, { expires }) => sum + expires, 0),
      words: '',
      code: null,
    };
  } catch (error) {
    if (!(error instanceof AmberError) || error.code === 'internal') throw error;
    return { accepted: false, keys: 0, expires: 0, words: error.message, code: error.code };
  }
};

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const out = Buffer.from(bytes);
  out[bit >> 3]! ^= 1 << (bit & 7);
  return out;
};

describe('files of every version', () => {
  const files = ALL_VERSIONS.map(([magic, version]) => fileOf(magic, version));

  it.each(files.map((file) => [file.name, file] as const))(
    '%s, cut at every byte, is truncated',
    (_, file) => {
      const random = randomOf(1);
      for (let end = 0; end < file.bytes.length; end += 1)
        expect(read(file.bytes.subarray(0, end), random, 100).code).toBe('truncated');
    },
  );

  it.each(files.map((file) => [file.name, file] as const))(
    '%s, with every bit turned over, is accepted or refused',
    (_, { bytes }) => {
      const random = randomOf(2);
      for (let bit = 0; bit < bytes.length * 8; bit += 1)
        expect(read(flipped(bytes, bit), random, 100).accepted).toBe(
          read(flipped(bytes, bit), random).accepted,
        );
    },
  );
});

it('thousands of places of a large file cost neither memory nor more time than the file itself', () => {
  const random = randomOf(3);
  const file = largeFile(2_000_000, random);
  expect(read(file.bytes, random, 70_000)).toMatchObject({ accepted: true, keys: file.keys });
  const before = process.memoryUsage().arrayBuffers;
  for (let turn = 0; turn < 3000; turn += 1) {
    const bit = Math.floor(random() * file.bytes.length * 8);
    file.bytes[bit >> 3]! ^= 1 << (bit & 7);
    read(file.bytes, random, 70_000);
    file.bytes[bit >> 3]! ^= 1 << (bit & 7);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
});

/*
 * Where the parser and the servers differ; `docs/parser-differences.md` gives the reasons.
 */
/** What a server refuses and the parser passes: it looks into the values, which the parser steps over. */
const INSIDE_VALUES = [
  /integrity check failed/,
  /Consumer entry not found in group global PEL/,
  /Stream length inconsistent/,
  /Invalid LZF compressed string/,
  /dup elements|Duplicate (zset|set|hash) /i,
  /Invalid length of stream|first entry ID|Stream entry|listpack/i,
  /^Unexpected EOF reading RDB file/,
  /Hash read invalid minExpire value/,
];
/** What a server does not know that came after it. */
const NEWER = [/Can't handle RDB format version/, /Invalid object type/];
/** What the parser refuses and a server passes, whose readers of numbers and files are lenient. */
const STRICTER = [
  /does not begin with REDIS or VALKEY/,
  /The RDB version of this file .* is not known/,
  /bytes after the end mark/,
  /unknown length byte/,
  /an encoded string where a length must stand/,
];

describe('the servers agree', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(joinPath(tmpdir(), 'amber-check-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const redis: CheckTool = { binary: 'redis-server', name: 'redis-check-rdb' };
  const valkey = (): CheckTool => ({ binary: valkeyBinary(), name: 'valkey-check-rdb' });
  /** Of a server of Debian's next release, by that release's loader. */
  const newer = (program: string): CheckTool => {
    const lib = fetchedPath('trixie/lib');
    const args = ['--argv0', 'redis-check-rdb', '--library-path', lib, fetchedPath(program)];
    return { binary: `${lib}/ld-linux-x86-64.so.2`, name: 'ld.so', args };
  };
  const toolFor = ({ magic, version }: GeneratedFile): CheckTool | null => {
    if (magic === 'VALKEY' || version === 11) return valkey();
    if (version <= 10) return redis;
    if (version === 12) return newer('trixie/redis-server');
    return version === 13 ? newer('redis-8.6.2/redis-server') : null;
  };

  const compare = async (tool: CheckTool, bytes: Buffer, lane: number): Promise<string | null> => {
    const theirs = await checkFile(tool, bytes, joinPath(folder, `${lane}.rdb`));
    const ours = read(bytes, Math.random, 50);
    if (ours.accepted && theirs.accepted) {
      const equal = ours.keys === theirs.keys && ours.expires === theirs.expires;
      return equal ? null : `${ours.keys}/${ours.expires} and ${theirs.keys}/${theirs.expires} keys`;
    }
    if (ours.accepted === theirs.accepted) return null;
    const listed = ours.accepted ? [...INSIDE_VALUES, ...NEWER] : STRICTER;
    const words = ours.accepted ? theirs.words : ours.words;
    return listed.some((pattern) => pattern.test(words))
      ? null
      : `${ours.accepted ? 'only we accept' : 'only they accept'}: ${words}`;
  };

  it('on every file as it was made', async () => {
    const files = [...ALL_VERSIONS.map(([magic, version]) => fileOf(magic, version)), ...smallFiles()];
    for (const file of [...files, largeFile(1_000_000, randomOf(4))]) {
      const tools = [
        toolFor(file),
        ...(file.version <= 9 && keydbBinary() ? [{ binary: keydbBinary()!, name: 'keydb-check-rdb' }] : []),
      ];
      for (const tool of tools) {
        if (!tool) continue;
        expect(await checkFile(tool, file.bytes, joinPath(folder, 'whole.rdb'))).toMatchObject({
          accepted: true,
          keys: file.keys,
          expires: file.expires,
        });
      }
      expect(read(file.bytes, Math.random)).toMatchObject({
        accepted: true,
        keys: file.keys,
        expires: file.expires,
      });
    }
  });

  it('on files with a bit turned over, but for what is listed', async () => {
    const random = randomOf(5);
    const files = smallFiles().filter((file) => toolFor(file) !== null);
    const jobs = Array.from({ length: 1500 }, (_, index) => {
      const file = files[index % files.length]!;
      const bit = Math.floor(random() * file.bytes.length * 8);
      return { file, bit, bytes: flipped(file.bytes, bit) };
    });
    const differences: string[] = [];
    const work = async (lane: number): Promise<void> => {
      for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
        const difference = await compare(toolFor(job.file)!, job.bytes, lane);
        if (difference !== null) differences.push(`${job.file.name}, bit ${job.bit}: ${difference}`);
      }
    };
    await Promise.all([0, 1, 2].map(work));
    expect(differences).toEqual([]);
  });

  it('that a file which ends too early is none', async () => {
    for (const file of smallFiles().filter((each) => toolFor(each) !== null)) {
      for (const share of [0.3, 0.6, 0.9]) {
        const cut = file.bytes.subarray(0, Math.floor(file.bytes.length * share));
        expect(await compare(toolFor(file)!, join(cut), 9)).toBeNull();
        expect(read(cut, Math.random).code).toBe('truncated');
      }
    }
  });
});
