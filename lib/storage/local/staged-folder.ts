import { mkdir, rename, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MANIFEST_FILE } from '#lib/domain/artefact-files';
import { AmberError } from '#lib/domain/errors';
import type { ArtefactRef, StagedArtefact } from '#lib/domain/ports/storage';
import { type ArtefactPaths, requireFileName } from './artefact-paths.ts';
import { DurableFile } from './durable-file.ts';
import { removeArtefact } from './remove-artefact.ts';
import { revokeFolder } from './revoke-attempts.ts';
import { errnoOf, storageFailure } from './storage-failure.ts';
import { syncFolder } from './sync-folder.ts';

export type StagedFolderOptions = {
  root: string;
  paths: ArtefactPaths;
  ref: ArtefactRef;
  attempt: number;
  dataFile: string;
  /** Throws `storage-unavailable` when the storage has gone. */
  requireStorage(): Promise<void>;
};

/** One attempt's folder in `staging`: data and manifest are written and synced there, then renamed into place as one. */
export class StagedFolder implements StagedArtefact {
  readonly #options: StagedFolderOptions;
  readonly #folder: string;
  readonly #data: DurableFile;
  #state: 'open' | 'published' | 'discarded' = 'open';

  private constructor(options: StagedFolderOptions, folder: string, data: DurableFile) {
    this.#options = options;
    this.#folder = folder;
    this.#data = data;
  }

  static async create(options: StagedFolderOptions): Promise<StagedFolder> {
    const folder = options.paths.staged(options.ref, options.attempt);
    const file = requireFileName(options.dataFile);
    await mkdir(folder, { mode: 0o750 });
    try {
      return new StagedFolder(options, folder, await DurableFile.create(join(folder, file)));
    } catch (error) {
      await rmdir(folder).catch(() => {});
      throw error;
    }
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#requireOpen();
    await this.#orDiscard(() => this.#data.write(chunk));
  }

  async flush(): Promise<void> {
    this.#requireOpen();
    await this.#orDiscard(() => this.#data.flush());
  }

  async publish(manifest: string): Promise<void> {
    if (this.#state === 'published') return;
    this.#requireOpen();
    await this.#orDiscard(async () => {
      await this.#options.requireStorage();
      await this.#data.flush();
      await this.#data.close();
      await this.#writeManifest(manifest);
      await syncFolder(this.#folder);
      await this.#moveIntoPlace();
      this.#state = 'published';
      await syncFolder(this.#options.paths.store(this.#options.ref));
      await syncFolder(this.#options.paths.staging);
    });
  }

  async discard(): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'discarded';
    await this.#data.close().catch(() => {});
    try {
      await revokeFolder(this.#folder);
    } catch (error) {
      throw storageFailure(error, this.#options.root);
    }
  }

  async #writeManifest(manifest: string): Promise<void> {
    const file = await DurableFile.create(join(this.#folder, MANIFEST_FILE));
    try {
      await file.write(Buffer.from(manifest, 'utf8'));
      await file.flush();
    } finally {
      await file.close();
    }
  }

  async #moveIntoPlace(): Promise<void> {
    const { paths, ref } = this.#options;
    const target = paths.artefact(ref);
    for (let tries = 0; ; tries += 1) {
      if (await mkdir(dirname(target), { recursive: true, mode: 0o750 })) await syncFolder(paths.artefacts);
      try {
        await rename(this.#folder, target);
        return;
      } catch (error) {
        const errno = errnoOf(error);
        // ENOTEMPTY: an earlier publication of the same backup, whose row was never committed. ENOENT: the deletion of
        // the store's last backup took the store's folder away in between, unless it is ours that is gone.
        const again =
          errno === 'ENOTEMPTY' || errno === 'EEXIST' || (errno === 'ENOENT' && (await exists(this.#folder)));
        if (!again || tries === 9) throw error;
        if (errno !== 'ENOENT') await removeArtefact(target);
      }
    }
  }

  /** A failure leaves no partial file behind, also where the caller never calls `discard`. */
  async #orDiscard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const gone = errnoOf(error) === 'ENOENT' && this.#state === 'open' && !(await exists(this.#folder));
      await this.discard().catch(() => {});
      if (!gone) throw storageFailure(error, this.#options.root);
      await this.#options.requireStorage();
      throw new AmberError('fenced', 'A later attempt has taken over this backup.', { cause: error });
    }
  }

  #requireOpen(): void {
    if (this.#state !== 'open') throw new AmberError('fenced', 'This attempt at the backup has ended.');
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
