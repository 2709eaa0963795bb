import { PRODUCT_NAMES, type Probe, usedMemoryOf } from '#lib/domain/data-store';
import { requireSameEngine } from '#lib/domain/engine-mismatch';
import { AmberError, ARTEFACT_CODES, codeOf, safeMessage } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { BackupRecord, Catalogue } from '#lib/domain/ports/catalogue';
import type { AskingEngines } from '#lib/domain/ports/engine';
import { preflightRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { type Holdings, isGraphHoldings, type PreflightCheck, refusals } from '#lib/domain/restore';
import type { Actor } from '#lib/domain/roles';
import { likelyStoredBytes, safetySpaceCheck } from '#lib/domain/storage-space';
import type { PreflightView } from '#lib/domain/views/restore-view';
import { bytesWords } from '#lib/domain/words/figures';
import { authorise } from './authorise.ts';
import { busySentence } from './begin-backup.ts';
import { damageMarker } from './damage-marker.ts';
import { findRestorableBackup } from './find-restorable-backup.ts';
import { probeLimit } from './probe-limit.ts';

export type PreviewRestorePorts = {
  catalogue: Catalogue;
  engines: AskingEngines;
  openArtefacts(): Promise<Artefacts>;
};

/** The preflight as the drawer shows it: the target is asked now; the worker asks again before it touches anything. */
export const previewRestore =
  ({ catalogue, engines, openArtefacts }: PreviewRestorePorts) =>
  async (actor: Actor | null, input: unknown): Promise<PreflightView> => {
    authorise(actor, 'preview-restore');
    const request = parseRequest(preflightRequest, input);
    const backup = await findRestorableBackup(catalogue, request.backup);
    const store = await catalogue.dataStores.find(request.dataStore as DataStoreId);
    const endpoint = await catalogue.dataStores.findEndpoint(request.dataStore as DataStoreId);
    if (store === null || endpoint === null) throw new AmberError('not-found', 'This data store is gone.');
    requireSameEngine(backup.engine, endpoint.engine);
    const engine = engines[endpoint.engine];
    const target = await engine.probe(endpoint, probeLimit());
    const { contents, usedMemory, product } = backup;
    const trusted = backup.trigger !== 'import';
    const preflight = engine.preflight({ contents, usedMemory, product, trusted }, target);
    const checks = [
      await artefactCheck(catalogue, backup, openArtefacts),
      ...preflight.checks,
      ...(await safetySpace(catalogue, store.id, target, openArtefacts)),
      ...(await busyCheck(catalogue, store)),
    ];
    return {
      ...preflight,
      lost: await lostNow(catalogue, store.id, preflight.lost),
      checks,
      allowed: refusals({ ...preflight, checks }).length === 0,
      backup: {
        id: backup.id,
        description: backup.description,
        createdAt: backup.createdAt.toISOString(),
        plainBytes: backup.plainBytes ?? 0,
        storedBytes: backup.storedBytes ?? 0,
      },
      target: {
        id: store.id,
        name: store.name,
        product: PRODUCT_NAMES[target.product],
        version: target.version,
      },
      checkedAt: new Date().toISOString(),
    };
  };

/** Of a graph, what its last good backup counted: counting it now would read all of it. */
const lostNow = async (catalogue: Catalogue, id: DataStoreId, lost: Holdings): Promise<Holdings> => {
  if (!isGraphHoldings(lost) || lost.empty) return lost;
  const last = await catalogue.backups.lastGood(id);
  return { ...lost, vertices: last?.keys ?? null, edges: last?.edges ?? null };
};

/** A look only: the worker reads all of it, checksum and parse, before the target is touched. */
export const artefactCheck = async (
  catalogue: Catalogue,
  { id, dataStoreId, plainBytes }: BackupRecord,
  openArtefacts: PreviewRestorePorts['openArtefacts'],
): Promise<PreflightCheck> => {
  try {
    await (await openArtefacts()).look({ dataStoreId, backupId: id });
  } catch (error) {
    await damageMarker(catalogue, id)(error);
    // Another backup is no cure when none can be read.
    const cure = ARTEFACT_CODES.has(codeOf(error))
      ? 'Choose another backup.'
      : 'That is no fault of this backup: check again when the storage is back.';
    return { id: 'artefact', outcome: 'refuse', text: `${safeMessage(error)} ${cure}` };
  }
  return {
    id: 'artefact',
    outcome: 'pass',
    text: 'Artefact present; it is read in full before anything is touched',
    figure: bytesWords(plainBytes ?? 0),
  };
};

/** Only a warning here: the restore may be started without a safety backup. With one, the worker refuses it. */
const safetySpace = async (
  catalogue: Catalogue,
  dataStoreId: DataStoreId,
  target: Probe,
  openArtefacts: PreviewRestorePorts['openArtefacts'],
): Promise<PreflightCheck[]> => {
  const free = await openArtefacts()
    .then((artefacts) => artefacts.freeBytes())
    .catch(() => null);
  const last = await catalogue.backups.lastGood(dataStoreId);
  return safetySpaceCheck(free, likelyStoredBytes(last, usedMemoryOf(target)), 'warn');
};

const busyCheck = async (
  catalogue: Catalogue,
  store: { id: DataStoreId; name: string },
): Promise<PreflightCheck[]> => {
  const holder = await catalogue.leases.holder(store.id);
  return holder === null
    ? []
    : [{ id: 'busy', outcome: 'refuse', text: busySentence(holder.dataStoreName, holder.kind) }];
};
