import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import { newBackupId, newDataStoreId, newOperationId, newRestoreId } from '#lib/domain/ids';
import { type Actor, may, PERMISSIONS, type Permission, ROLES } from '#lib/domain/roles';
import { type Installation, startInstallation } from '../../e2e/faults/installation.ts';
import { recordFault } from '../../e2e/faults/record-fault.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(() => amber.stop());

const store = newDataStoreId();
const backup = newBackupId();
const again = () => ({ restoreId: newRestoreId(), requestKey: randomUUID() });
const connection = { engine: 'redis', host: '127.0.0.1', port: 1, username: '', password: '' };

/** Every use case of the console with the permission it asks for and an input that passes its schema. */
const CALLS: [keyof Installation['web'], Permission, ((name: string) => unknown) | null][] = [
  ['findInstallation', 'view-console', null],
  ['listDataStores', 'view-console', null],
  ['findDataStore', 'view-console', () => ({ id: store })],
  ['findStoreHistory', 'view-console', () => ({ id: store })],
  ['addDataStore', 'add-data-store', (name) => ({ name, ...connection })],
  ['startSampleStore', 'start-sample-store', null],
  ['editDataStore', 'edit-data-store', (name) => ({ id: store, name, ...connection })],
  ['testConnection', 'test-connection', () => ({ ...connection })],
  ['deleteDataStore', 'delete-data-store', () => ({ id: store, deleteBackups: false })],
  ['listBackups', 'view-console', () => ({})],
  ['findBackupFigures', 'view-console', null],
  ['findBackup', 'view-console', () => ({ backupId: backup })],
  ['listBackupOptions', 'view-console', () => ({ dataStore: store })],
  ['listRestoreTargets', 'view-console', () => ({ backupId: backup })],
  ['startBackup', 'start-backup', () => ({ dataStoreId: store, requestKey: randomUUID() })],
  ['pinBackup', 'pin-backup', () => ({ backupId: backup, pinned: true })],
  ['verifyBackup', 'verify-backup', () => ({ backupId: backup })],
  ['deleteBackup', 'delete-backup', () => ({ backupId: backup })],
  ['openDownload', 'download-backup', () => ({ backupId: backup })],
  ['applyPolicy', 'apply-policy', () => ({ dataStoreId: store, revision: 0, enabled: false })],
  ['previewRetention', 'apply-policy', () => ({ dataStoreId: store, days: 3 })],
  ['previewRestore', 'preview-restore', () => ({ backup, dataStore: store })],
  [
    'startRestore',
    'start-restore',
    () => ({ backupId: backup, dataStoreId: store, safetyBackup: true, requestKey: randomUUID() }),
  ],
  ['listNewInstancePlaces', 'restore-to-new-instance', () => ({ backup })],
  ['previewNewInstance', 'restore-to-new-instance', () => ({ backup, where: 'local' })],
  [
    'startRestoreToNewInstance',
    'restore-to-new-instance',
    (name) => ({ backupId: backup, name, where: 'local', requestKey: randomUUID() }),
  ],
  ['restoreAgain', 'start-restore', again],
  ['restoreSafetyBackup', 'start-restore', again],
  ['listActivity', 'view-console', () => ({})],
  ['findOperation', 'view-console', () => ({ id: newOperationId() })],
  ['readOperationLog', 'view-console', () => ({ id: newOperationId() })],
  ['cancelOperation', 'cancel-operation', () => ({ operationId: newOperationId() })],
];
/** What asks for no session by its nature: signing in, and the first owner. */
const OPEN = ['actorOf', 'setUpOwner', 'asksSetupCode', 'hasOwner'];

const codeOf = async (call: keyof Installation['web'], actor: Actor | null, input: unknown) => {
  const run = amber.web[call] as (...args: unknown[]) => Promise<unknown>;
  try {
    await (input === null ? run(actor) : run(actor, input, false));
    return 'done';
  } catch (error) {
    if (error instanceof AmberError) return error.code;
    throw error;
  }
};

it('knows every use case of the console and every permission', () => {
  expect([...CALLS.map(([name]) => name), ...OPEN].sort()).toEqual(Object.keys(amber.web).sort());
  expect(new Set(CALLS.map(([, permission]) => permission))).toEqual(new Set(Object.keys(PERMISSIONS)));
});

it.each(CALLS)('row 44: %s asks for %s', async (call, permission, input) => {
  const of = (name: string) => input?.(name) ?? null;
  expect(await codeOf(call, null, of('nobody'))).toBe('unauthenticated');
  for (const role of ROLES) {
    const actor: Actor = { userId: role, name: role, email: `${role}@example.org`, role };
    const code = await codeOf(call, actor, of(role));
    if (may(role, permission)) expect(['unauthenticated', 'forbidden', 'invalid-input']).not.toContain(code);
    else expect(code).toBe('forbidden');
  }
  recordFault(import.meta.url, {
    rows: [44],
    injected: 'Every use case of the console called by nobody and by each role',
    times: 4,
    survived: 'Each asks for its permission; `forbidden` where the role has it not.',
  });
});
