import { Prisma } from '../generated/client.ts';

/** Whether a pending or running restore reads the backup of this alias. */
export const isRead = (alias: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM "Restore" r
  WHERE r."backupId" = ${Prisma.raw(alias)}.id AND r.status IN ('pending', 'running'))`;
