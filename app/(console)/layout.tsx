import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { SessionProvider } from '../../components/account/session-context.tsx';
import { OperationEnds } from '../../components/activity/operation-ends.tsx';
import { QueryProvider } from '../../components/queries/query-provider.tsx';
import { InstallationBanner } from '../../components/shell/installation-banner.tsx';
import { THEME_COOKIE, themeOf } from '../../components/shell/theme.ts';
import { TopBar } from '../../components/shell/top-bar.tsx';
import { signedIn } from './reads.ts';

const ConsoleLayout = async ({ children }: { children: ReactNode }) => {
  const { name, email, role } = await signedIn();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <SessionProvider session={{ name, email, role }}>
      <QueryProvider>
        <div className="flex min-h-dvh flex-col">
          <TopBar theme={theme} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[1440px] flex-1 p-7 pb-24 outline-none max-md:p-4 max-md:pb-24"
          >
            {children}
          </main>
          <InstallationBanner />
          <OperationEnds />
        </div>
      </QueryProvider>
    </SessionProvider>
  );
};

export default ConsoleLayout;
