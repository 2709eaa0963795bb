import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutputFolder } from './output-folder.ts';

const DATA = 'data.rdb.zst';
let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'amber-output-'));
  folder = join(root, 'deep', 'backup');
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('holds data and manifest when published, and nothing but partial files before', async () => {
  const output = await OutputFolder.create(folder, DATA);
  await output.write(Buffer.from('data'));
  await writeFile(join(output.scratch, 'run'), 'sorted');
  expect((await readdir(folder)).every((name) => name.endsWith('.partial'))).toBe(true);
  await output.flush();
  await output.publish('{}');
  await output.publish('{}');
  await output.discard();
  expect(await readdir(folder)).toEqual([DATA, 'manifest.json']);
  expect(await readFile(join(folder, DATA), 'utf8')).toBe('data');
});

it('discarded: a folder of our making is gone, one that was there is as it was', async () => {
  const made = await OutputFolder.create(folder, DATA);
  await made.write(Buffer.from('data'));
  await made.discard();
  expect(await readdir(join(root, 'deep'))).toEqual([]);
  await mkdir(folder);
  await writeFile(join(folder, 'letter.txt'), 'mine');
  const given = await OutputFolder.create(folder, DATA);
  await given.discard();
  expect(await readdir(folder)).toEqual(['letter.txt']);
});

it.each([['manifest.json'], [DATA], ['data.rdb.zst.age']])('with %s in it is refused', async (name) => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), '');
  await expect(OutputFolder.create(folder, DATA)).rejects.toMatchObject({ code: 'conflict' });
  expect(await readdir(folder)).toEqual([name]);
});

it('takes over what a killed attempt left', async () => {
  await mkdir(join(folder, '.scratch.partial'), { recursive: true });
  await writeFile(join(folder, `${DATA}.partial`), 'half');
  const second = await OutputFolder.create(folder, DATA);
  await second.write(Buffer.from('new'));
  await second.publish('{}');
  expect(await readdir(folder)).toEqual([DATA, 'manifest.json']);
});
