'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { PageTrouble } from '../../components/ui/page-trouble.tsx';

type Props = { error: Error & { digest?: string }; reset(): void };

const ConsoleError = ({ error, reset }: Props) => {
  const router = useRouter();
  // The server rendered the failure: it must render again, not only this boundary.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <PageTrouble digest={error.digest} onRetry={retry} />;
};

export default ConsoleError;
