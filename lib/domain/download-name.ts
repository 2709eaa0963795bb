type Downloaded = {
  backupId: string;
  /** Name of the store when the backup was taken. */
  dataStoreName: string | null;
  startedAt: string;
  /** `.rdb`, or what the stored file has after `data`. */
  suffix: string;
};

/** `<store>-<UTC time>.rdb`: safe on every file system. The console's command names the same file. */
export const downloadName = ({ backupId, dataStoreName, startedAt, suffix }: Downloaded): string => {
  const store = (dataStoreName ?? '')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 64);
  const time = startedAt.replace(/\.\d+/, '').replace(/[-:]/g, '');
  return `${store === '' ? backupId : store}-${time}${suffix}`;
};
