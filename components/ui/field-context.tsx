'use client';

import { createContext, useContext } from 'react';

/** What a Field gives to the control inside it. */
export type FieldControl = {
  id?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
};

export const FieldContext = createContext<FieldControl>({});

/** Spread on the control: its id, description and error. Empty outside a Field. */
export const useFieldControl = (): FieldControl => useContext(FieldContext);
