import { composeWorker } from '#lib/composition/worker';
import { claimSecretKey } from '#lib/db/claim-secret-key';
import { closeDb, db } from '#lib/db/client';
import { startWorkerBeat } from '#lib/db/worker-beat';
import { env } from '#lib/platform/env';
import { hostId } from '#lib/platform/host-id';
import { log } from '#lib/platform/log';
import { startWorking } from '#lib/queue/work';
import { runDuties } from './duties.ts';

const stopSignal = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
});

await claimSecretKey(db());
const beat = await startWorkerBeat(db(), hostId());
const { handlers, duties } = await composeWorker(beat.workerId);
const working = await startWorking({ databaseUrl: env().databaseUrl!, handlers });
const stopping = new AbortController();
const duty = runDuties(duties, stopping.signal);
log().info({ workerId: beat.workerId }, 'the worker is up');

const signal = await stopSignal;
log().info({ signal }, 'the worker stops');
stopping.abort();
await Promise.all([working.stop(), duty]);
await beat.stop();
await closeDb();
process.exit(0);
