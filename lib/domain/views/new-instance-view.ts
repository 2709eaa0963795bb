import type { NewInstanceWhere } from '../instance.ts';
import type { PreflightCheck } from '../restore.ts';

/** One choice of the `Where` combobox. */
export type NewInstancePlace = {
  where: NewInstanceWhere;
  /** `The worker’s machine`, `A graph on social`, `Command docker`, `An empty server`. */
  name: string;
  /** `Redis 7.0.15`, or why it cannot be there. */
  detail: string;
  /** Nothing can be made there now. */
  disabled: boolean;
};

/** `GET /api/restores/new-instance?backup=…&where=…`: what would be made, and what was checked, before there is a server. */
export type NewInstanceView = {
  where: NewInstanceWhere;
  backupId: string;
  /** `Redis 7.0.15`; null where nobody knows before it is made. */
  server: string | null;
  /** In what it differs from the server of the backup, in words; null: same product and major version. */
  difference: string | null;
  checks: PreflightCheck[];
  /** True when nothing refuses. */
  allowed: boolean;
};
