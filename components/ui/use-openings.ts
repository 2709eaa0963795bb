'use client';

import { useState } from 'react';

/**
 * How often something was opened, 0 before the first time. As a `key` it gives each opening a fresh state, which stays
 * while the closing is animated; and a heavy drawer is not loaded before it is wanted.
 */
export const useOpenings = (open: boolean): number => {
  const [wasOpen, setWasOpen] = useState(false);
  const [openings, setOpenings] = useState(0);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setOpenings(openings + 1);
  }
  return openings;
};
