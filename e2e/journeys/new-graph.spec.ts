import { DIGEST } from '../data/graph/digest.ts';
import { FILL_EVERY_TYPE } from '../data/graph/every-type.ts';
import { graphEndpoint, runScript } from '../data/graph/graph-calls.ts';
import { startJanusGraph } from '../servers/janusgraph.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { forge } from './reach/actions.ts';
import { storeNamed } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { storeRow } from './reach/data-stores-page.ts';
import { storeForm, uniqueName } from './reach/seed.ts';
import { test as base } from './reach/shared-console.ts';

const test = base.extend<object, { server: TestServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const server = await startJanusGraph();
      await runScript(graphEndpoint(server), FILL_EVERY_TYPE, { mx: true });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test('a JanusGraph, from its page into a graph of its own', async ({ page, behind, server }) => {
  test.setTimeout(240_000);
  const name = uniqueName('social');
  const input = { ...storeForm(name, server.port), engine: 'janusgraph', path: '', graph: '' };
  expect((await forge('addDataStore', { ...behind, input })).result).toMatchObject({ ok: true });
  await expect.poll(async () => (await storeNamed(behind.catalogue, name)).status).toBe('active');
  const { id } = await storeNamed(behind.catalogue, name);

  // the plan stands there, and a backup by hand a click away
  await page.goto('/data-stores');
  await storeRow(page, name).getByRole('link', { name, exact: true }).click();
  await page.getByRole('link', { name: 'Backups', exact: true }).click();
  for (const words of ['7 days', '4 weeks, on Sunday', '3 months, on the 1st', 'the most recent one'])
    await expect(page.getByText(words, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Back up now', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Backup started');
  const list = page.getByRole('list', { name: 'Available backups' });
  const item = list.getByRole('button', { name: /^On-demand backup, / }).first();
  await expect(item).toBeVisible();
  await expect
    .poll(async () => behind.catalogue.rows(`SELECT status FROM "Backup" WHERE "dataStoreId" = $1`, [id]))
    .toEqual([{ status: 'available' }]);

  await item.click();
  await expect(list).toContainText('Goes when the next one is available');
  await page.getByRole('button', { name: 'Restore to new instance', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Restore to new instance', exact: true });
  const made = await drawer.getByRole('textbox', { name: 'Name', exact: true }).inputValue();
  expect(made).toMatch(/^janusgraph-restore-\d{8}T\d{6}Z$/);
  await choose(drawer, 'Where', `A graph on ${name}`);
  await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Restore started');

  await page.goto('/data-stores');
  await expect(storeRow(page, made)).toBeVisible();
  await expect(storeRow(page, made)).toContainText('Active', { timeout: 120_000 });
  const plan = `SELECT p.kind, p.enabled FROM "Policy" p JOIN "DataStore" s ON s.id = p."dataStoreId" WHERE s.name = $1`;
  expect(await behind.catalogue.rows(plan, [made])).toEqual([{ kind: 'plan', enabled: true }]);
  const row = await behind.catalogue.row<{ graph: string }>('SELECT graph FROM "DataStore" WHERE name = $1', [
    made,
  ]);
  const digest = async (graph: string | null) =>
    (await runScript(graphEndpoint(server, { graph }), DIGEST))[0];
  expect(await digest(row.graph)).toBe(await digest(null));

  await storeRow(page, made)
    .getByRole('button', { name: `Actions for ${made}`, exact: true })
    .click();
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  const confirmation = page.getByRole('alertdialog', { name: 'Delete data store' });
  await expect(confirmation).toContainText('the graph is removed there too');
  await confirmation.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(storeRow(page, made)).toBeHidden();
  await expect.poll(() => behind.catalogue.count('Instance')).toBe(0);
  await expect(digest(row.graph)).rejects.toThrow();
});
