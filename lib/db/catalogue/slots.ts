import { newOperationId } from '#lib/domain/ids';
import type { Slots } from '#lib/domain/ports/catalogue';
import type { Rows } from './rows.ts';

export const slotsOf = (rows: Rows): Slots => ({
  insert: async (slots) => {
    if (slots.length === 0) return;
    const drafts = slots.map((slot) => ({ id: newOperationId(), ...slot }));
    // It stands in Activity at the time it was meant for, however late it is recorded.
    await rows.$executeRaw`
      INSERT INTO "Slot" (id, "dataStoreId", "dataStoreName", "nominalAt", outcome, reason, "backupId", "timeZone",
        "createdAt")
      SELECT id, "dataStoreId", "dataStoreName", "nominalAt", outcome, reason, "backupId", "timeZone", "nominalAt"
      FROM json_to_recordset(${JSON.stringify(drafts)}::json) AS s(id uuid, "dataStoreId" text, "dataStoreName" text,
        "nominalAt" timestamptz, outcome text, reason text, "backupId" text, "timeZone" text)
      ON CONFLICT DO NOTHING`;
  },
});
