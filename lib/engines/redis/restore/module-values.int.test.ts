import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { makeDirty } from '../../../../e2e/data/dirty.ts';
import { keyspaceDifferences, readKeyspace } from '../../../../e2e/data/keyspace-digest.ts';
import { endpointOf, restoreInto, send, serverRack } from '../../../../e2e/data/restoring.ts';
import { takeFile } from '../../../../e2e/data/taking.ts';
import { FLEET } from '../../../../e2e/servers/fleet.ts';

const { keep, stop } = serverRack();
const folders: string[] = [];
afterAll(async () => {
  await stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const redis = (version: string) => FLEET.find(({ name }) => name === `Redis ${version}`)!;

it('that the module of the target does not read are refused before it is touched', async () => {
  const source = await keep(redis('8.6.2').start());
  await send(
    source,
    ['SET', 'string', 'value'],
    ['VADD', 'vectors', 'VALUES', '2', '1', '2', 'element'],
    ['VADD', 'other', 'VALUES', '2', '3', '4', 'element'],
  );
  const { folder, path } = await takeFile(source, 'replica');
  folders.push(folder);

  const older = await keep(redis('8.0.2').start());
  await makeDirty(older);
  const before = await readKeyspace(endpointOf(older));
  let touched = false;
  const beforeTouch = async () => {
    touched = true;
  };
  const restoring = restoreInto(older, path, { beforeTouch });
  await expect(restoring).rejects.toMatchObject({ code: 'preflight-refused' });
  await expect(restoring).rejects.toThrow(/^2 module values \(vectorset\) cannot be loaded by the target/);
  expect(touched).toBe(false);
  expect(keyspaceDifferences(before, await readKeyspace(endpointOf(older)))).toEqual([]);

  const same = await keep(redis('8.6.2').start());
  await makeDirty(same);
  expect(await restoreInto(same, path)).toMatchObject({ keys: 3, differences: [] });
  expect(
    keyspaceDifferences(await readKeyspace(endpointOf(source)), await readKeyspace(endpointOf(same))),
  ).toEqual([]);
});
