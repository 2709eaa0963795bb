import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { THEME_COOKIE, themeOf } from '../components/shell/theme.ts';
import { ClockProvider } from '../components/ui/clock.tsx';
import { MessagesProvider } from '../components/ui/messages.tsx';
import { NonceProvider } from '../components/ui/nonce-provider.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Amber', template: '%s · Amber' },
  description: 'Backups of Redis, Valkey, KeyDB, Dragonfly and JanusGraph.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#151821' },
  ],
};

const RootLayout = async ({ children }: { children: ReactNode }) => {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en-GB" {...(theme === 'system' ? {} : { 'data-theme': theme })} suppressHydrationWarning>
      <body>
        <NonceProvider nonce={nonce}>
          <ClockProvider now={Date.now()}>
            <MessagesProvider>{children}</MessagesProvider>
          </ClockProvider>
        </NonceProvider>
      </body>
    </html>
  );
};

export default RootLayout;
