import { claimSecretKey } from '#lib/db/claim-secret-key';
import { closeDb, db } from '#lib/db/client';
import { startWorkerBeat } from '#lib/db/worker-beat';
import { hostId } from '#lib/platform/host-id';
import { log } from '#lib/platform/log';

const stopSignal = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
});

await claimSecretKey(db());
const beat = await startWorkerBeat(db(), hostId());
log().info({ workerId: beat.workerId }, 'the worker is up');

const signal = await stopSignal;
log().info({ signal }, 'the worker stops');
await beat.stop();
await closeDb();
process.exit(0);
