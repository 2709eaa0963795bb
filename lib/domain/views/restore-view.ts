import type { Preflight } from '../restore.ts';

/** `GET /api/restores/preflight?backup=…&dataStore=…`: what the drawer shows before the button. */
export type PreflightView = Preflight & {
  backup: { id: string; description: string; createdAt: string; plainBytes: number; storedBytes: number };
  target: { id: string; name: string; product: string; version: string };
  /** True when nothing refuses. */
  allowed: boolean;
  /** Where the target has a backup that would go with the safety backup switched off: words for the hint. */
  checkedAt: string;
};
