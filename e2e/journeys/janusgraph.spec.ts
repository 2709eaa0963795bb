import { readFileSync } from 'node:fs';
import { DIGEST } from '../data/graph/digest.ts';
import { FILL_EVERY_TYPE } from '../data/graph/every-type.ts';
import { graphEndpoint, runScript } from '../data/graph/graph-calls.ts';
import { startJanusGraph } from '../servers/janusgraph.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { expectAccessible } from './reach/accessible.ts';
import { backupRow, cellOf, chooseFromMenu, waitForBackup } from './reach/backups-page.ts';
import { type BackupRow, backupDescribed, storeNamed } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu, startBackup, storeRow } from './reach/data-stores-page.ts';
import { test as base } from './reach/shared-console.ts';
import { sha256Of, storedFiles } from './reach/stored-files.ts';

/** Adds to the graph, takes from it, and changes its schema. */
const CHANGE = `
def m = graph.openManagement(); m.makeVertexLabel('later').make(); m.commit()
def tx = graph.newTransaction()
tx.addVertex('later')
tx.traversal().V().has('name', 'person 3').next().property('score', 77)
tx.traversal().V().has('name', 'person 4').properties('nick').drop().iterate()
tx.commit()
'changed'`;
const LABELS = `
def m = graph.openManagement()
try { m.getVertexLabels().collect { it.name() }.sort().join(',') } finally { m.rollback() }`;

const STORE = 'social';
const BEFORE = 'Before the change of social';

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

const digestOf = async (server: TestServer) => (await runScript(graphEndpoint(server), DIGEST))[0];
const labelsOf = async (server: TestServer) => (await runScript(graphEndpoint(server), LABELS))[0];

test('a JanusGraph is connected, backed up, changed and restored', async ({ page, behind, server }) => {
  test.setTimeout(240_000);
  const { catalogue, dataDir } = behind;
  const original = await digestOf(server);
  const labels = await labelsOf(server);

  await test.step('fills the form, tests the connection, and adds it', async () => {
    await page.goto('/data-stores');
    await page.getByRole('button', { name: 'Data Store', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Add data store' });
    await choose(drawer, 'Engine', 'JanusGraph');
    await expect(drawer.getByRole('textbox', { name: 'Port' })).toHaveValue('8182');
    await expect(drawer.getByRole('textbox', { name: 'Path' })).toHaveValue('/gremlin');
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill(STORE);
    await drawer.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
    await drawer.getByRole('textbox', { name: 'Port' }).fill(String(server.port));
    const graph = drawer.getByRole('textbox', { name: 'Graph' });
    const tryOut = drawer.getByRole('button', { name: 'Test connection' });
    await graph.fill('no such graph');
    await tryOut.click();
    await expect(drawer).toContainText('The graph’s name has letters, digits, underscores and hyphens');
    await graph.fill('nowhere');
    await tryOut.click();
    await expect(drawer.getByRole('alert')).toContainText('has no graph of this name');
    await graph.fill('');
    await tryOut.click();
    await expect(drawer).toContainText('JanusGraph 1.1.0, the graph “graph” on BerkeleyJE, with data.');
    await expectAccessible(page, 'the form of a JanusGraph');
    await drawer.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Data store added');
    await expect(page.getByRole('status')).toContainText('Daily backups are automatically scheduled');
    await expect(storeRow(page, STORE)).toContainText('Active');
    await expect(storeRow(page, STORE)).toContainText('JanusGraph 1.1.0');
  });

  const backup = await test.step('takes a backup by hand', async (): Promise<BackupRow> => {
    await startBackup(page, STORE, BEFORE);
    await waitForBackup(page, BEFORE, 'Available');
    const row = await backupDescribed(catalogue, BEFORE);
    expect(row).toMatchObject({ method: 'cursor', keys: '38', edges: '178', consistency: 'fuzzy' });
    expect(storedFiles(dataDir, row).data.bytes).toBe(Number(row.storedBytes));
    const keys = await cellOf(backupRow(page, BEFORE), 'Keys');
    await expect(keys).toContainText('38 vertices');
    await expect(keys).toContainText('178 edges');
    return row;
  });

  await test.step('downloads the plain file', async () => {
    const downloading = page.waitForEvent('download');
    await chooseFromMenu(page, BEFORE, 'Download');
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^social-.*\.graphson$/);
    const file = readFileSync(await download.path());
    expect(sha256Of(file)).toBe(backup.sha256);
    const lines = file.toString('utf8').trimEnd().split('\n');
    expect(lines.map((line) => line[0]).join('')).toBe(`S${'V'.repeat(38)}${'E'.repeat(178)}C`);
  });

  await test.step('shows the schema as a list', async () => {
    const { id } = await storeNamed(catalogue, STORE);
    await page.goto(`/data-stores/${id}`);
    const table = (name: string) => page.getByRole('table', { name, exact: true });
    await expect(table('Vertex labels').getByRole('row', { name: /^person/ })).toContainText('20');
    await expect(table('Edge labels').getByRole('row', { name: /^parent/ })).toContainText('many2one');
    await expect(table('Property keys').getByRole('row', { name: /^born/ })).toContainText('Date, single');
    await expect(table('Indexes').getByRole('row', { name: /^uniqueUuid/ })).toContainText('unique');
    await page.getByRole('button', { name: 'Show all 36 property keys' }).click();
    await expect(table('Property keys').getByRole('row', { name: /^tBytes/ })).toContainText('byte[]');
    await expectAccessible(page, 'the overview of a JanusGraph');
  });

  await runScript(graphEndpoint(server), CHANGE);
  expect(await digestOf(server)).not.toBe(original);
  expect(await labelsOf(server)).not.toBe(labels);

  await test.step('restores it: the graph and its schema are what they were', async () => {
    await page.goto('/data-stores');
    const drawer = await openFromMenu(page, STORE, 'Restore');
    await expect(drawer.getByRole('combobox', { name: 'Backup', exact: true })).toContainText(BEFORE);
    await expect(drawer).toContainText('38 vertices and 178 edges');
    await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Restore started');
    const { id } = await storeNamed(catalogue, STORE);
    const restore = `SELECT status, "targetState", reason FROM "Restore" WHERE "dataStoreId" = $1`;
    const ended = async () => await catalogue.row(restore, [id]);
    await expect
      .poll(ended, { timeout: 120_000 })
      .toEqual({ status: 'completed', targetState: 'replaced', reason: null });
    expect(await digestOf(server)).toBe(original);
    expect(await labelsOf(server)).toBe(labels);
    const safety = `SELECT status, keys, edges FROM "Backup" WHERE "dataStoreId" = $1 AND trigger = 'safety'`;
    expect(await catalogue.row(safety, [id])).toMatchObject({ status: 'available', keys: '39' });
  });

  await test.step('leaves no transaction of its own open', async () => {
    const groups = `graph.getOpenTransactions().collect { String.valueOf(it.getConfiguration().getGroupName()) }.join(',')`;
    const { id } = await storeNamed(catalogue, STORE);
    expect(String((await runScript(graphEndpoint(server), groups))[0])).not.toContain(id);
  });
});
