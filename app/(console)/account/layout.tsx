import type { ReactNode } from 'react';
import { PageHead } from '../../../components/ui/page-head.tsx';
import { TabLinks } from '../../../components/ui/tab-links.tsx';

const TABS = [{ href: '/account/backups', name: 'Backups' }];

const AccountLayout = ({ children }: { children: ReactNode }) => (
  <>
    <div className="[&>div]:mb-2">
      <PageHead title="Account" />
    </div>
    <TabLinks label="Pages of the account" tabs={TABS} />
    {children}
  </>
);

export default AccountLayout;
