import type { ProvisionerName } from '../instance.ts';
import type { PreflightCheck } from '../restore.ts';

/** One choice of the `Where` combobox. */
export type NewInstancePlace = {
  where: ProvisionerName;
  /** `This machine`, `An empty server that is there already`, `Command docker`. */
  name: string;
  /** `Redis 7.0.15`, or why it cannot be there. */
  detail: string;
  /** Nothing can be made there now. */
  disabled: boolean;
};

/** `GET /api/restores/new-instance?backup=…&where=…`: what would be made, and what was checked, before there is a server. */
export type NewInstanceView = {
  where: ProvisionerName;
  backupId: string;
  /** `Redis 7.0.15`; null where nobody knows before it is made. */
  server: string | null;
  /** In what it differs from the server of the backup, in words; null: same product and major version. */
  difference: string | null;
  checks: PreflightCheck[];
  /** True when nothing refuses. */
  allowed: boolean;
};
