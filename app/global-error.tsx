'use client';

import { PageTrouble } from '../components/ui/page-trouble.tsx';
import './globals.css';

type Props = { error: Error & { digest?: string } };

/** The root layout failed: this stands in its place. */
const GlobalError = ({ error }: Props) => (
  <html lang="en-GB">
    <body>
      <title>Amber</title>
      <main className="mx-auto max-w-[720px] p-7">
        <PageTrouble digest={error.digest} onRetry={() => window.location.reload()} />
      </main>
    </body>
  </html>
);

export default GlobalError;
