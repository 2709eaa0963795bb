import type { Metadata } from 'next';
import { BrandMark } from '../components/shell/brand-mark.tsx';
import { ButtonLink } from '../components/ui/button.tsx';

export const metadata: Metadata = { title: 'Not found' };

const NotFound = () => (
  <main className="grid min-h-dvh place-items-center p-6">
    <div className="flex flex-col items-center gap-3 text-center">
      <BrandMark className="h-10 w-[34px]" />
      <h1 className="text-title font-bold tracking-[-0.02em]">There is no such page</h1>
      <p className="max-w-[400px] text-muted">The address may be mistyped, or what it showed was deleted.</p>
      <ButtonLink href="/data-stores" variant="primary" className="mt-2">
        Go to the data stores
      </ButtonLink>
    </div>
  </main>
);

export default NotFound;
