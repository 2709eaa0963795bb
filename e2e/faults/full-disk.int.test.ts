import { execFileSync } from 'node:child_process';
import { fullDiskContract } from './full-disk.contract.ts';

fullDiskContract({
  test: import.meta.url,
  when: 'while data is written',
  mount: (folder) => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    return () => execFileSync('umount', [folder]);
  },
  // mounting needs root
  possible: process.getuid?.() === 0,
});
