import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type pg from 'pg';
import { newPool } from './client.ts';

export type SchemaFile = { path: string; content: string };

type EngineModule = {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

let loaded: Promise<EngineModule> | undefined;
let lastPanic: string | undefined;

/** Prisma's schema engine as WebAssembly. Once per process: a second instance panics on memory of the first. */
const engineModule = (): Promise<EngineModule> => {
  loaded ??= (async () => {
    // without it a panic shows as a TypeError
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (lastPanic = message) },
    });
    const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as EngineModule;
    const file = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm');
    const { instance } = await WebAssembly.instantiate(await readFile(file), {
      './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
    });
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    return glue;
  })();
  return loaded;
};

/** The adapter splits scripts at every semicolon, also in function bodies, and spreads the pieces over the pool. */
class WholeScripts extends PrismaPg {
  readonly #pool: pg.Pool;
  readonly #onError: (error: unknown) => void;

  constructor(pool: pg.Pool, onError: (error: unknown) => void) {
    super(pool);
    this.#pool = pool;
    this.#onError = onError;
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (sql) => {
      try {
        // one query of several statements is one transaction: a failed migration leaves nothing
        await this.#pool.query(sql);
      } catch (error) {
        this.#onError(error);
        throw error;
      }
    };
    return adapter;
  }
}

/**
 * Runs `use` on a schema engine. The engine connects at once, even for work that needs no database. What it throws
 * reads `External error id#0`: the real error is thrown instead. Its connections are its own and end with it, as it
 * takes an advisory lock on one of them and never gives it back.
 */
export const withSchemaEngine = async <T>(
  databaseUrl: string,
  schema: readonly SchemaFile[],
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> => {
  const { SchemaEngine: Engine } = await engineModule();
  const pool = newPool(databaseUrl, 3);
  let cause: unknown;
  const factory = new WholeScripts(pool, (error) => {
    cause = error;
  });
  let engine: SchemaEngine | undefined;
  try {
    engine = await Engine.new(
      { datamodels: schema.map(({ path, content }): [string, string] => [path, content]) },
      () => {},
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    return await use(engine);
  } catch (error) {
    throw cause ?? (lastPanic ? new Error(lastPanic, { cause: error }) : error);
  } finally {
    engine?.free();
    await pool.end();
  }
};
