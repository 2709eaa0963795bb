import { engineOfProduct } from '#lib/domain/contents';
import type { EngineKind } from '#lib/domain/data-store';
import type { ServerVersion } from '#lib/domain/instance';
import { mostAlike, serversOffered } from '#lib/domain/new-instance';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { newInstancePlacesRequest, newInstanceRequest } from '#lib/domain/requests/restore-to-new-instance';
import type { PreflightCheck } from '#lib/domain/restore';
import type { Actor } from '#lib/domain/roles';
import type { NewInstancePlace, NewInstanceView } from '#lib/domain/views/new-instance-view';
import { authorise } from './authorise.ts';
import { findRestorableBackup, type RestorableBackup } from './find-restorable-backup.ts';
import { makesGraphs } from './place-graph.ts';
import { type PlacePorts, placeLocally, serverWords, sourceOf } from './place-new-instance.ts';
import { artefactCheck } from './preview-restore.ts';

export type PreviewNewInstancePorts = PlacePorts & { openArtefacts(): Promise<Artefacts> };

const NONE_THERE: Record<EngineKind, string> = {
  redis: 'No server program is installed there',
  janusgraph: 'No JanusGraph can be started there',
};

/** Where a new instance for this backup may be made. */
export const listNewInstancePlaces =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ places: NewInstancePlace[] }> => {
    authorise(actor, 'restore-to-new-instance');
    const { backup: id } = parseRequest(newInstancePlacesRequest, input);
    const backup = await findRestorableBackup(catalogue, id);
    const offers = await catalogue.instances.offers();
    const servers = serversOffered(offers).filter(
      ({ product }) => engineOfProduct(product) === backup.engine,
    );
    const nearest = mostAlike(sourceOf(backup), servers);
    const commands = [...new Set(offers.flatMap((offer) => offer.commands))].toSorted();
    return {
      places: [
        {
          where: 'local',
          name: 'The worker’s machine',
          detail:
            nearest === null
              ? NONE_THERE[backup.engine]
              : `A ${nearest.product === 'janusgraph' ? 'JanusGraph' : 'server'} of its own that Amber starts, stops and removes`,
          disabled: nearest === null,
        },
        ...commands.map(
          (command): NewInstancePlace => ({
            where: `command:${command}`,
            name: `Command ${command}`,
            detail: 'A program of yours makes the server and removes it',
            disabled: false,
          }),
        ),
        ...(await graphServers(catalogue, backup)),
        {
          where: 'endpoint',
          name: 'An empty server',
          detail: 'One that is there already; it stays when its data store is deleted',
          disabled: false,
        },
      ],
    };
  };

/** Servers of the same engine on which graphs can be made. */
const graphServers = async (
  catalogue: Catalogue,
  { engine }: RestorableBackup,
): Promise<NewInstancePlace[]> => {
  if (engine !== 'janusgraph') return [];
  const stores = await catalogue.dataStores.seen(engine);
  return stores
    .filter(({ probe }) => makesGraphs(probe))
    .map(({ id, name }) => ({
      where: `graph:${id}`,
      name: `A graph on ${name}`,
      detail: 'A graph of its own on this server, which goes with its data store',
      disabled: false,
    }));
};

/** What would be made there, and what was checked, before there is a server; the worker asks the real one again. */
export const previewNewInstance =
  (ports: PreviewNewInstancePorts) =>
  async (actor: Actor | null, input: unknown): Promise<NewInstanceView> => {
    authorise(actor, 'restore-to-new-instance');
    const { backup: id, where } = parseRequest(newInstanceRequest, input);
    const backup = await findRestorableBackup(ports.catalogue, id);
    const place = where === 'local' ? await placeLocally(ports, backup) : null;
    const chosen = place?.outcome === 'placed' ? place.wish : null;
    const checks: PreflightCheck[] = [
      await artefactCheck(ports.catalogue, backup, ports.openArtefacts),
      ...(place?.checks ?? [LATER]),
    ];
    return {
      where,
      backupId: backup.id,
      server: chosen && serverWords(chosen),
      difference: chosen && difference(sourceOf(backup), chosen),
      checks,
      allowed: checks.every(({ outcome }) => outcome !== 'refuse'),
    };
  };

const LATER: PreflightCheck = {
  id: 'later',
  outcome: 'pass',
  text: 'The server is asked when it is there: it must be empty and able to load the backup',
};

const difference = (source: ServerVersion, chosen: ServerVersion): string | null => {
  if (source.version === '') return null;
  const major = (version: string) => Number.parseInt(version, 10);
  const same = source.product === chosen.product && major(source.version) === major(chosen.version);
  return same
    ? null
    : `The backup is of ${serverWords(source)}. The nearest server there that can load it is ${serverWords(chosen)}.`;
};
