'use client';

import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import { may, type Permission, type Role } from '#lib/domain/roles';

export type Session = { name: string; email: string; role: Role };

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = ({ session, children }: { session: Session; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
);

/** Who is signed in. Only for what the pages show: every use case checks the role again. */
export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
};

export const useMay = (permission: Permission): boolean => may(useSession().role, permission);
