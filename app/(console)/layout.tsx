import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { SessionProvider } from '../../components/account/session-context.tsx';
import { QueryProvider } from '../../components/queries/query-provider.tsx';
import { THEME_COOKIE, themeOf } from '../../components/shell/theme.ts';
import { TopBar } from '../../components/shell/top-bar.tsx';
import { signedIn } from './reads.ts';

const ConsoleLayout = async ({ children }: { children: ReactNode }) => {
  const { name, email, role } = await signedIn();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <SessionProvider session={{ name, email, role }}>
      <QueryProvider>
        <TopBar theme={theme} />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto max-w-[1440px] p-7 pb-24 outline-none max-md:p-4 max-md:pb-24"
        >
          {children}
        </main>
      </QueryProvider>
    </SessionProvider>
  );
};

export default ConsoleLayout;
