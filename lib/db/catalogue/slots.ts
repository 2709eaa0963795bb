import { newOperationId } from '#lib/domain/ids';
import type { Slots } from '#lib/domain/ports/catalogue';
import type { Rows } from './rows.ts';

export const slotsOf = (rows: Rows): Slots => ({
  insert: async (slots) => {
    await rows.slot.createMany({
      data: slots.map((slot) => ({ id: newOperationId(), ...slot })),
      skipDuplicates: true,
    });
  },
});
