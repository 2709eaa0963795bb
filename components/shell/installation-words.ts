import type { InstallationView, SpaceState } from '#lib/domain/views/installation-view';

/** One thing that is wrong: what, what it means and what to do. */
export type Trouble = { id: string; tone: 'bad' | 'warn'; title: string; text: string; cure: string };

const CURES = {
  storage: 'Nothing is lost: what waits goes on by itself.',
  worker:
    'Nothing is lost. Start Amber again with npm start, or one more worker with npm run worker: what waits goes on by itself.',
  low: 'Backups fail when it is full. Delete some you do not need, shorten a retention, or give it more room.',
  full: 'They fail until there is room. Delete backups you do not need, shorten a retention, or give it more room.',
};

/** `12:04`. */
const clockWords = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);

const silenceTrouble = (since: number, timeZone: string): Trouble => ({
  id: 'silence',
  tone: 'bad',
  title: `Amber does not answer since ${clockWords(since, timeZone)}: what you see may be old.`,
  text: 'Schedules stand still while it is stopped; the slots that it misses are shown as Missed.',
  cure: 'Look whether npm start still runs on its machine. This page goes on by itself when it answers again.',
});

const failureTrouble = (since: number, timeZone: string): Trouble => ({
  id: 'failure',
  tone: 'bad',
  title: `Amber only answers with errors since ${clockWords(since, timeZone)}: what you see may be old.`,
  text: 'As a rule its database is away. What runs waits for it, and nothing is lost.',
  cure: 'Look whether PostgreSQL runs, and at what npm start prints. This page goes on by itself.',
});

const spaceTrouble = ({ level, reason }: SpaceState): Trouble => {
  const text = reason ?? '';
  return level === 'full'
    ? {
        id: 'space',
        tone: 'bad',
        title: 'The storage has no room for the next backups.',
        text,
        cure: CURES.full,
      }
    : { id: 'space', tone: 'warn', title: 'The storage is nearly full.', text, cure: CURES.low };
};

/** What is wrong, the worst first. What a console that does not answer said before may be over. */
export const troublesOf = (
  installation: InstallationView | undefined,
  out: { silentSince: number | null; failingSince: number | null },
  timeZone: string,
): Trouble[] => {
  if (out.silentSince !== null) return [silenceTrouble(out.silentSince, timeZone)];
  if (out.failingSince !== null) return [failureTrouble(out.failingSince, timeZone)];
  if (!installation) return [];
  const { storage, worker, space } = installation;
  const found: Trouble[] = [];
  if (!storage.ok) {
    found.push({
      id: 'storage',
      tone: 'bad',
      title: 'The storage is not there.',
      text: storage.reason ?? '',
      cure: CURES.storage,
    });
  }
  if (!worker.ok) {
    found.push({
      id: 'worker',
      tone: 'bad',
      title: 'No worker is running.',
      text: withoutRepeat(worker.reason ?? '', 'No worker is running.'),
      cure: CURES.worker,
    });
  }
  if (!space.ok) found.push(spaceTrouble(space));
  return found;
};

const withoutRepeat = (text: string, title: string): string =>
  text.startsWith(title) ? text.slice(title.length).trim() : text;
