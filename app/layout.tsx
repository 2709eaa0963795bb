import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
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

// The bundler turns this into the address that the style sheet asks for as well.
const TEXT_FONT = new URL(
  '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  import.meta.url,
);

const RootLayout = async ({ children }: { children: ReactNode }) => {
  // Asked for with the page, not first when the style sheet is there.
  preload(String(TEXT_FONT), { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
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
