export const downloadHref = (backupId: string): string =>
  `/api/backups/${encodeURIComponent(backupId)}/download`;
