import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '#lib/domain/artefact-files';
import { AmberError } from '#lib/domain/errors';
import type { StagedArtefact } from '#lib/domain/ports/storage';
import { requireFileName } from './artefact-paths.ts';
import { DurableFile } from './durable-file.ts';
import { storageFailure } from './storage-failure.ts';
import { syncFolder } from './sync-folder.ts';

const PARTIAL = '.partial';
const SCRATCH = '.scratch.partial';

/**
 * A folder of someone's choice that becomes one artefact: data and manifest are written under names that end in
 * `.partial` and renamed when complete, the manifest last. Files that are not ours are left alone.
 */
export class OutputFolder implements StagedArtefact {
  /** For an engine's temporary files; gone when the artefact is published or discarded. */
  readonly scratch: string;
  readonly #folder: string;
  readonly #file: string;
  readonly #data: DurableFile;
  readonly #made: boolean;
  #state: 'open' | 'published' | 'discarded' = 'open';

  private constructor(folder: string, file: string, data: DurableFile, made: boolean) {
    this.#folder = folder;
    this.#file = file;
    this.#data = data;
    this.#made = made;
    this.scratch = join(folder, SCRATCH);
  }

  /** Throws `conflict` when the folder holds a backup already. What a killed attempt left is removed. */
  static async create(folder: string, dataFile: string): Promise<OutputFolder> {
    const file = requireFileName(dataFile);
    let made = false;
    try {
      made = (await mkdir(folder, { recursive: true })) !== undefined;
      const names = await readdir(folder);
      if (names.some(isBackup)) {
        throw new AmberError('conflict', `The folder ${folder} holds a backup already. Name another one.`);
      }
      for (const name of names.filter(isLeftover))
        await rm(join(folder, name), { recursive: true, force: true });
      const data = await DurableFile.create(join(folder, `${file}${PARTIAL}`));
      await mkdir(join(folder, SCRATCH));
      return new OutputFolder(folder, file, data, made);
    } catch (error) {
      if (made) await rm(folder, { recursive: true, force: true }).catch(() => {});
      throw storageFailure(error, folder);
    }
  }

  write(chunk: Uint8Array): Promise<void> {
    return this.#guard(() => this.#data.write(chunk));
  }

  flush(): Promise<void> {
    return this.#guard(() => this.#data.flush());
  }

  async publish(manifest: string): Promise<void> {
    if (this.#state === 'published') return;
    await this.#guard(async () => {
      await this.#data.flush();
      await this.#data.close();
      const file = await DurableFile.create(this.#path(`${MANIFEST_FILE}${PARTIAL}`));
      try {
        await file.write(Buffer.from(manifest, 'utf8'));
        await file.flush();
      } finally {
        await file.close();
      }
      await rm(this.scratch, { recursive: true, force: true });
      await rename(this.#path(`${this.#file}${PARTIAL}`), this.#path(this.#file));
      await syncFolder(this.#folder);
      await rename(this.#path(`${MANIFEST_FILE}${PARTIAL}`), this.#path(MANIFEST_FILE));
      await syncFolder(this.#folder);
      this.#state = 'published';
    });
  }

  async discard(): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'discarded';
    await this.#data.close().catch(() => {});
    for (const name of [`${this.#file}${PARTIAL}`, this.#file, `${MANIFEST_FILE}${PARTIAL}`, SCRATCH]) {
      await rm(this.#path(name), { recursive: true, force: true });
    }
    // Someone may have put other files in meanwhile: then the folder stays.
    if (this.#made) await rmdir(this.#folder).catch(() => {});
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    if (this.#state !== 'open') throw new AmberError('fenced', 'This backup has ended.');
    try {
      await work();
    } catch (error) {
      await this.discard().catch(() => {});
      throw storageFailure(error, this.#folder);
    }
  }
}

const isLeftover = (name: string): boolean =>
  name.endsWith(PARTIAL) && (name.startsWith('data.') || name.startsWith(MANIFEST_FILE) || name === SCRATCH);

const isBackup = (name: string): boolean =>
  !name.endsWith(PARTIAL) && (name === MANIFEST_FILE || name.startsWith('data.'));
