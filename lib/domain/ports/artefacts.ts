import type { Readable } from 'node:stream';
import type { ArtefactFormat, Contents } from '../contents.ts';
import type { Manifest } from '../manifest.ts';
import type { Run } from '../operation.ts';
import type { ByteSink, ByteSource } from './engine.ts';
import type { ArtefactRef, StorageHealth } from './storage.ts';

/** What a caller knows of a manifest; the artefact adds its own data, encryption and MAC. */
export type ManifestFacts = Omit<Manifest, 'formatVersion' | 'data' | 'encryption' | 'mac'>;

/** An artefact while one attempt writes it. */
export type ArtefactDraft = {
  sink: ByteSink;
  /** Ends the data. Sizes are bytes. */
  finish(): Promise<{ plainBytes: number; storedBytes: number; sha256: string; dataFile: string }>;
  /** Makes it durable and visible, the manifest last. A second call does nothing. */
  publish(facts: ManifestFacts): Promise<void>;
  /** Removes what is not published. */
  discard(): Promise<void>;
};

/** What the use cases need of artefacts in a storage. */
export type Artefacts = {
  begin(ref: ArtefactRef, attempt: number, format: ArtefactFormat): Promise<ArtefactDraft>;
  /** Plain bytes from the beginning; checks both checksums on the way. */
  source(ref: ArtefactRef): ByteSource;
  /** Reads everything: manifest, ids, sizes, checksums, parse to the end, counts. */
  verify(
    ref: ArtefactRef,
    inspect: (source: AsyncIterable<Uint8Array>, run: Run) => Promise<Contents>,
    run: Run,
  ): Promise<Manifest>;
  /** Looks, without reading the data: manifest, ids, MAC and the stored size. Throws what is wrong. */
  look(ref: ArtefactRef): Promise<void>;
  /** `stored`: the bytes as they lie in the storage; else the plain file. `open` takes inclusive offsets. */
  download(ref: ArtefactRef, options: { stored: boolean }): Promise<Download>;
  remove(ref: ArtefactRef): Promise<void>;
  freeBytes(): Promise<number | null>;
  room(): Promise<StorageHealth>;
  sweep(isLive: (ref: ArtefactRef, attempt: number) => Promise<boolean>): Promise<number>;
};

/** A backup's file, ready to be sent in whole or in part. */
export type Download = {
  totalBytes: number;
  fileName: string;
  /** SHA-256 of the file, bare: the header's quotes are the handler's. */
  entityTag: string;
  /** Inclusive offsets; null: all. */
  open(range: { start: number; end: number } | null): Promise<Readable>;
};
