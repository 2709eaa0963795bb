import { headers } from 'next/headers';
import { web } from '#lib/composition/web';

/** What the pages before the console need to know. */
export type Door = { signedIn: boolean; hasOwner: boolean; asksSetupCode: boolean };

export const readDoor = async (): Promise<Door> => {
  const asked = await headers();
  const [actor, hasOwner] = await Promise.all([web().actorOf(asked), web().hasOwner()]);
  return { signedIn: actor !== null, hasOwner, asksSetupCode: web().asksSetupCode() };
};
