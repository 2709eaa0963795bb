import { randomBytes } from 'node:crypto';
import { actorOf } from '#lib/auth/session';
import { setUpOwner } from '#lib/auth/set-up-owner';
import { asksSetupCode } from '#lib/auth/setup-code';
import { db } from '#lib/db/client';
import { viewsOf } from '#lib/db/reads/views';
import { env } from '#lib/platform/env';
import { addDataStore } from '#lib/use-cases/add-data-store';
import { applyPolicy } from '#lib/use-cases/apply-policy';
import { cancelOperation } from '#lib/use-cases/cancel-operation';
import { deleteBackup } from '#lib/use-cases/delete-backup';
import { deleteDataStore } from '#lib/use-cases/delete-data-store';
import { editDataStore } from '#lib/use-cases/edit-data-store';
import { findBackup } from '#lib/use-cases/find-backup';
import { findBackupFigures } from '#lib/use-cases/find-backup-figures';
import { findDataStore } from '#lib/use-cases/find-data-store';
import { findInstallation } from '#lib/use-cases/find-installation';
import { findOperation } from '#lib/use-cases/find-operation';
import { findStoreHistory } from '#lib/use-cases/find-store-history';
import { listActivity } from '#lib/use-cases/list-activity';
import { listBackupOptions } from '#lib/use-cases/list-backup-options';
import { listBackups } from '#lib/use-cases/list-backups';
import { listDataStores } from '#lib/use-cases/list-data-stores';
import { listRestoreTargets } from '#lib/use-cases/list-restore-targets';
import { openDownload } from '#lib/use-cases/open-download';
import { pinBackup } from '#lib/use-cases/pin-backup';
import { listNewInstancePlaces, previewNewInstance } from '#lib/use-cases/preview-new-instance';
import { previewRestore } from '#lib/use-cases/preview-restore';
import { previewRetention } from '#lib/use-cases/preview-retention';
import { readOperationLog } from '#lib/use-cases/read-operation-log';
import { restoreAgain, restoreSafetyBackup } from '#lib/use-cases/repeat-restore';
import { startBackup } from '#lib/use-cases/start-backup';
import { startRestore } from '#lib/use-cases/start-restore';
import { startRestoreToNewInstance } from '#lib/use-cases/start-restore-to-new-instance';
import { startSampleStore } from '#lib/use-cases/start-sample-store';
import { testConnection } from '#lib/use-cases/test-connection';
import { verifyBackup } from '#lib/use-cases/verify-backup';
import { openArtefacts } from './artefacts.ts';
import { askingEngines } from './asking-engines.ts';
import { catalogue } from './catalogue.ts';
import { currentReadiness } from './readiness.ts';

/** Of a server that Amber starts itself; 192 random bits. */
const newPassword = () => randomBytes(24).toString('base64url');

/** Everything the console's pages, handlers and actions call: of an engine only what asks, never what moves data. */
const compose = () => {
  const views = viewsOf(db());
  const ports = { catalogue: catalogue(), views };
  const storage = {
    freeBytes: async () => await (await openArtefacts()).freeBytes(),
    room: async () => await (await openArtefacts()).room(),
  };
  return {
    actorOf,
    setUpOwner,
    asksSetupCode: () => asksSetupCode(env()),
    hasOwner: async () => (await db().user.count()) > 0,

    findInstallation: findInstallation({
      ...ports,
      storage,
      readiness: currentReadiness,
      elapsedMs: () => performance.now(),
    }),

    listDataStores: listDataStores(ports),
    findDataStore: findDataStore({ ...ports, engines: askingEngines, storage }),
    findStoreHistory: findStoreHistory(ports),
    addDataStore: addDataStore(ports),
    startSampleStore: startSampleStore({ ...ports, newPassword }),
    editDataStore: editDataStore(ports),
    testConnection: testConnection({ ...ports, engines: askingEngines }),
    deleteDataStore: deleteDataStore(ports),

    listBackups: listBackups(ports),
    findBackupFigures: findBackupFigures(ports),
    findBackup: findBackup(ports),
    listBackupOptions: listBackupOptions(ports),
    listRestoreTargets: listRestoreTargets(ports),
    startBackup: startBackup(ports),
    pinBackup: pinBackup(ports),
    verifyBackup: verifyBackup(ports),
    deleteBackup: deleteBackup(ports),
    openDownload: openDownload({ ...ports, openArtefacts }),

    applyPolicy: applyPolicy(ports),
    previewRetention: previewRetention(ports),

    previewRestore: previewRestore({ ...ports, engines: askingEngines, openArtefacts }),
    listNewInstancePlaces: listNewInstancePlaces(ports),
    previewNewInstance: previewNewInstance({ ...ports, engines: askingEngines, openArtefacts }),
    startRestoreToNewInstance: startRestoreToNewInstance({
      ...ports,
      engines: askingEngines,
      newPassword,
    }),
    startRestore: startRestore(ports),
    restoreAgain: restoreAgain(ports),
    restoreSafetyBackup: restoreSafetyBackup(ports),

    listActivity: listActivity(ports),
    findOperation: findOperation(ports),
    readOperationLog: readOperationLog(ports),
    cancelOperation: cancelOperation(ports),
  };
};

export type Web = ReturnType<typeof compose>;
let composed: Web | undefined;

/** The use cases of the console, wired once a process. */
export const web = (): Web => {
  composed ??= compose();
  return composed;
};
