import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { DoorCard } from '../../../components/auth/door-card.tsx';
import { SetupForm } from '../../../components/auth/setup-form.tsx';
import { readDoor } from '../reads.ts';

export const metadata: Metadata = { title: 'Set up' };

const SetupPage = async () => {
  const { signedIn, hasOwner, asksSetupCode } = await readDoor();
  if (signedIn) redirect('/data-stores');
  if (hasOwner) redirect('/sign-in');
  return (
    <DoorCard
      title="Welcome to Amber"
      sub="Create the owner: the account that connects data stores and may do everything."
    >
      <SetupForm asksSetupCode={asksSetupCode} />
    </DoorCard>
  );
};

export default SetupPage;
