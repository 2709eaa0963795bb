'use client';

import { PageTrouble } from '../components/ui/page-trouble.tsx';

type Props = { error: Error & { digest?: string } };

/** Outside the shell: the layout itself failed, so everything is asked for again. */
const AppError = ({ error }: Props) => (
  <main className="mx-auto max-w-[720px] p-7">
    <PageTrouble digest={error.digest} onRetry={() => window.location.reload()} />
  </main>
);

export default AppError;
