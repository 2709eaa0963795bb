import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiskContract } from './full-disk.contract.ts';

/**
 * A file system of 64 MB in a file that has room for 8: it takes every write, and says at fsync that there is no place,
 * as a network storage and a thin volume do.
 */
const mountThin = (folder: string) => {
  const below = `${folder}-below`;
  mkdirSync(below);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', below]);
  const image = join(below, 'image');
  writeFileSync(image, '');
  truncateSync(image, 64 << 20);
  execFileSync('mkfs.ext4', ['-q', '-O', '^has_journal', '-m', '0', image]);
  execFileSync('mount', ['-o', 'loop', image, folder]);
  return () => {
    execFileSync('umount', [folder]);
    execFileSync('umount', [below]);
    rmdirSync(below);
  };
};

fullDiskContract({
  test: import.meta.url,
  when: 'and says so at fsync only, after every write went well',
  mount: mountThin,
  // mounting needs root, and a file as a disk needs the kernel's loop devices
  possible: process.getuid?.() === 0 && existsSync('/dev/loop-control'),
});
