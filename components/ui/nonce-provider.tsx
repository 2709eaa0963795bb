'use client';

import { setNonce } from 'get-nonce';
import { type ReactNode, useState } from 'react';

/**
 * Gives the document's nonce to the scroll lock of open dialogs, which adds a <style>. After a client navigation the
 * root layout is rendered with a newer nonce than the document's policy knows: the first one is kept.
 */
export const NonceProvider = ({ nonce, children }: { nonce: string | undefined; children: ReactNode }) => {
  const [first] = useState(nonce);
  if (first && typeof window !== 'undefined') setNonce(first);
  return children;
};
