import { catalogueOf } from '#lib/db/catalogue/catalogue';
import { db, pool } from '#lib/db/client';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { vault } from '#lib/platform/seal';
import { newSender } from '#lib/queue/queue';

let opened: Catalogue | undefined;

/** The catalogue of this process. Opens no connection before the first call to it. */
export const catalogue = (): Catalogue => {
  if (opened === undefined) {
    const sender = newSender(pool);
    opened = catalogueOf({
      client: db(),
      vault,
      jobs: (rows) => sender.within(rows),
      jobsReady: sender.ready,
    });
  }
  return opened;
};
