import type { Engine } from '#lib/domain/ports/engine';
import { connect } from '../connection/connect.ts';
import { probeConnection } from '../probe/probe-connection.ts';
import { loadableBy } from '../rdb/loadable-by.ts';
import { chooseMethod } from './choose-method.ts';
import { snapshotByScan } from './snapshot-scan.ts';

/** Takes a snapshot with the chosen method; see `Engine.snapshot`. */
export const snapshot: Engine['snapshot'] = async (endpoint, sink, run, { method: wanted, scratch }) => {
  const connection = await connect(endpoint, { signal: run.signal });
  try {
    const probe = await probeConnection(connection);
    const { reason } = chooseMethod(probe, wanted);
    const contents = await snapshotByScan(connection, sink, run, { probe, scratch });
    return {
      method: 'scan',
      methodReason: reason,
      consistency: 'fuzzy',
      product: probe.product,
      version: probe.version,
      usedMemory: probe.memory.used,
      contents,
      loadableBy: loadableBy(contents),
    };
  } finally {
    connection.close();
  }
};
