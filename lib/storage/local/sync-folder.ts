import { open } from 'node:fs/promises';

/** Makes the names in a folder durable: without it a rename can be lost with the power, though the file was synced. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
