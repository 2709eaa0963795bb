import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { DoorCard } from '../../../components/auth/door-card.tsx';
import { SignInForm } from '../../../components/auth/sign-in-form.tsx';
import { safeNext } from '../../../components/shell/safe-next.ts';
import { readDoor } from '../reads.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

const SignInPage = async ({ searchParams }: Props) => {
  const next = safeNext((await searchParams).next);
  const { signedIn, hasOwner } = await readDoor();
  if (signedIn) redirect(next);
  if (!hasOwner) redirect('/setup');
  return (
    <DoorCard title="Sign in to Amber">
      <SignInForm next={next} />
    </DoorCard>
  );
};

export default SignInPage;
