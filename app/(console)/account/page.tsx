import { redirect } from 'next/navigation';

/** The account opens on its first tab. */
const AccountPage = () => redirect('/account/backups');

export default AccountPage;
