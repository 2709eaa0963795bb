/** A process that writes an artefact up to a point, says so, and waits to be killed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import { createLocalStorage } from './local-storage.ts';

const [root = '', id = '', dataStoreId, backupId, point] = process.argv.slice(2);
const ref = { dataStoreId, backupId } as ArtefactRef;
const staged = await createLocalStorage({ root, id }).stage(ref, { attempt: 4, dataFile: 'data.rdb.zst' });
const write = () => staged.write(Buffer.alloc(1024 * 1024, 3));

await write();
if (point === 'flushed') await staged.flush();
// The last moment before the rename: both files are there, in the folder that nobody sees.
if (point === 'manifest')
  await writeFile(join(root, 'staging', `${dataStoreId}.${backupId}.4`, 'manifest.json'), '{}');
process.stdout.write('ready');
for (;;) {
  if (point === 'writing') await write();
  await new Promise((resolve) => setTimeout(resolve, 5));
}
