import { spaceState } from '#lib/domain/next-round-space';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { Views } from '#lib/domain/ports/views';
import type { Actor } from '#lib/domain/roles';
import type { InstallationView, PartState } from '#lib/domain/views/installation-view';
import { sentence } from '#lib/domain/words/sentence';
import { authorise } from './authorise.ts';
import type { Readiness } from './check-readiness.ts';

export type FindInstallationPorts = {
  readiness(): Promise<Readiness>;
  views: Pick<Views, 'nextRoundBytes'>;
  storage: Pick<Artefacts, 'freeBytes'>;
};

const FINE: PartState = { ok: true, reason: null };

const stateOf = (words: string | undefined, reason: (words: string) => string): PartState =>
  words === undefined || words === 'ok' ? FINE : { ok: false, reason: reason(words) };

const asSentence = (words: string): string => sentence(words.charAt(0).toUpperCase() + words.slice(1));

/** What a signed-in person must know when nothing seems to move: the checks of `GET /api/ready`, in sentences. */
export const findInstallation =
  ({ readiness, views, storage }: FindInstallationPorts) =>
  async (actor: Actor | null): Promise<InstallationView> => {
    authorise(actor, 'view-console');
    const { checks } = await readiness();
    const free = async () => spaceState(await storage.freeBytes(), await views.nextRoundBytes());
    return {
      // of a storage that is not there nothing else needs to be said
      space: checks.storage === 'ok' ? await free().catch(() => FINE) : FINE,
      storage: stateOf(
        checks.storage,
        (words) => `${asSentence(words)} Backups and restores wait until it is back.`,
      ),
      worker: stateOf(
        checks.worker,
        (words) => `${asSentence(words)} Backups, restores and schedules wait until one is started.`,
      ),
    };
  };
