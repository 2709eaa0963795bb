import type { Readable } from 'node:stream';
import type { BackupId, DataStoreId } from '../ids.ts';

/** Where an artefact is: `<data store id>/<backup id>/`. */
export type ArtefactRef = { dataStoreId: DataStoreId; backupId: BackupId };

/** An artefact being written by one attempt. Invisible until published. */
export type StagedArtefact = {
  /** Appends to the data file; back-pressure by the promise. */
  write(chunk: Uint8Array): Promise<void>;
  /** Makes the data durable ahead of `publish`, which then takes little time (it may run inside a transaction). */
  flush(): Promise<void>;
  /** Makes the data durable, writes the manifest last and makes the artefact visible. Replaces an earlier one. */
  publish(manifest: string): Promise<void>;
  /** Removes what was written. Safe to call at any time, also after publish (then it does nothing). */
  discard(): Promise<void>;
};

/** What its disk has, and has left, for whoever runs Amber. Bytes; null where the storage cannot tell. */
export type StorageHealth = { freeBytes: number | null; totalBytes: number | null };

/** What the domain needs of a place for artefacts. Failures: `storage-full`, `storage-unavailable`, `artefact-missing`. */
export type Storage = {
  check(): Promise<StorageHealth>;
  stage(ref: ArtefactRef, options: { attempt: number; dataFile: string }): Promise<StagedArtefact>;
  readManifest(ref: ArtefactRef): Promise<string>;
  /** Size of the data file in bytes. */
  dataSize(ref: ArtefactRef, file: string): Promise<number>;
  /** Stored bytes, `start` and `end` inclusive as in HTTP ranges. */
  read(ref: ArtefactRef, file: string, range?: { start: number; end: number }): Readable;
  /** Removes data and manifest (the manifest first); an artefact that is gone already is no error. */
  remove(ref: ArtefactRef): Promise<void>;
  /** Removes leftovers of attempts for which `isLive` answers no; gives how many. */
  sweep(isLive: (ref: ArtefactRef, attempt: number) => Promise<boolean>): Promise<number>;
};
