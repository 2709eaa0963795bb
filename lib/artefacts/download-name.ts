import type { Manifest } from '#lib/domain/manifest';

/** `<store>-<UTC time>.rdb`, or with the suffixes of the stored file: safe on every file system. */
export const downloadName = (manifest: Manifest, stored: boolean): string => {
  const store = (manifest.dataStoreName ?? '')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 64);
  const time = manifest.startedAt.replace(/\.\d+/, '').replace(/[-:]/g, '');
  const suffix = stored ? manifest.data.file.slice('data'.length) : `.${manifest.contents.format}`;
  return `${store === '' ? manifest.backupId : store}-${time}${suffix}`;
};
