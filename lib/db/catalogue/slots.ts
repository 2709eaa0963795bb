import { newOperationId } from '#lib/domain/ids';
import type { Slots } from '#lib/domain/ports/catalogue';
import type { Rows } from './rows.ts';

export const slotsOf = (rows: Rows): Slots => ({
  insert: async (slots) => {
    await rows.slot.createMany({
      // It stands in Activity at the time it was meant for, however late it is recorded.
      data: slots.map((slot) => ({ id: newOperationId(), createdAt: slot.nominalAt, ...slot })),
      skipDuplicates: true,
    });
  },
});
