import { spaceState } from '#lib/domain/next-round-space';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { Views } from '#lib/domain/ports/views';
import type { Actor } from '#lib/domain/roles';
import type { InstallationView, PartState, SpaceState } from '#lib/domain/views/installation-view';
import { sentence } from '#lib/domain/words/sentence';
import { watchSilence } from '#lib/domain/worker-silence';
import { authorise } from './authorise.ts';
import type { Readiness } from './check-readiness.ts';

export type FindInstallationPorts = {
  readiness(): Promise<Readiness>;
  views: Pick<Views, 'nextRound'>;
  storage: Pick<Artefacts, 'room'>;
  /** Of a clock that nobody sets. */
  elapsedMs(): number;
};

const FINE: PartState = { ok: true, reason: null };
const ENOUGH: SpaceState = { ...FINE, level: 'enough' };

const stateOf = (words: string | undefined, reason: (words: string) => string): PartState =>
  words === undefined || words === 'ok' ? FINE : { ok: false, reason: reason(words) };

const asSentence = (words: string): string => sentence(words.charAt(0).toUpperCase() + words.slice(1));

/** What a signed-in person must know when nothing seems to move: the checks of `GET /api/ready`, in sentences. */
export const findInstallation = ({ readiness, views, storage, elapsedMs }: FindInstallationPorts) => {
  const lookAtWorkers = watchSilence();
  return async (actor: Actor | null): Promise<InstallationView> => {
    authorise(actor, 'view-console');
    const { checks } = await readiness();
    const silence = lookAtWorkers(stateOf(checks.worker, String).ok === false, elapsedMs());
    const space = async () => spaceState(await storage.room(), await views.nextRound());
    return {
      // of a storage that is not there nothing else needs to be said
      space: checks.storage === 'ok' ? await space().catch(() => ENOUGH) : ENOUGH,
      storage: stateOf(
        checks.storage,
        (words) => `${asSentence(words)} Backups and restores wait until it is back.`,
      ),
      worker: stateOf(
        silence === 'sure' ? checks.worker : 'ok',
        (words) => `${asSentence(words)} Backups, restores and schedules wait until one is started.`,
      ),
      unsure: silence === 'unsure',
    };
  };
};
