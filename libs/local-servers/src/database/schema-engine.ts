import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  mockMigrationAwareAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool } from 'pg';

type WasmExports = Record<string, unknown>;

/** Exports of wasm-bindgen; its typings omit the first one. */
interface WasmBindings {
  __wbg_set_wasm(exports: WasmExports): void;
  SchemaEngine: typeof SchemaEngine;
}

/** Node has WebAssembly, but only the DOM types declare it. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      bytes: Uint8Array,
      imports: object,
    ): Promise<{ instance: { exports: WasmExports } }>;
  };
};

/**
 * Sends a script as a whole, so that Postgres parses it and runs it as one transaction. Prisma's adapter would split it
 * at every semicolon, even inside function bodies.
 */
class WholeScriptPrismaPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    return adapter;
  }
}

const { __wbg_set_wasm: setWasm, SchemaEngine: Engine } = bindings as unknown as WasmBindings;
let loaded: Promise<void> | undefined;

/**
 * Runs `work` with Prisma's schema engine as WebAssembly, connected to one schema. It is the engine that the Prisma CLI
 * downloads as a binary per platform, but it comes from npm and runs everywhere.
 */
export async function withSchemaEngine<T>(
  url: string,
  schema: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await load();
  // The engine's lock belongs to its connection, so the pool must end with it.
  const pool = new Pool({ connectionString: url, options: `-c search_path=${schema}`, max: 2 });
  pool.on('error', () => undefined);

  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScriptPrismaPg(pool, { schema }));
    const engine = await Engine.new({ datamodels: undefined }, () => undefined, adapter);
    return await work(engine);
  } finally {
    await pool.end();
  }
}

/** Returns an engine without a database, which can only compare datamodels. */
export async function offlineSchemaEngine(): Promise<SchemaEngine> {
  await load();
  const adapter = bindMigrationAwareSqlAdapterFactory(offlineAdapterFactory());
  return Engine.new({ datamodels: undefined }, () => undefined, adapter);
}

/** Answers the query that the engine sends on connect: whether the schema exists, and the version of Postgres. */
function offlineAdapterFactory(): SqlMigrationAwareDriverAdapterFactory {
  const factory = mockMigrationAwareAdapterFactory('postgres');
  const connect = async () => ({
    ...(await factory.connect()),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 15.0', 150_000]],
    }),
  });
  return { ...factory, connect, connectToShadowDb: connect };
}

function load(): Promise<void> {
  loaded ??= loadWasm();
  return loaded;
}

async function loadWasm(): Promise<void> {
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const bytes = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));

  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': withoutLingeringTimers(),
  });

  setWasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start !== 'function') throw new Error('the schema engine has no start function');
  start();
}

/** The engine leaves the ten-second timer of its lock running, which would keep the process alive. */
function withoutLingeringTimers(): object {
  const [name] = Object.keys(bindings).filter((key) => key.startsWith('__wbg_setTimeout'));
  if (!name) return bindings;
  return {
    ...bindings,
    [name]: (callback: () => void, delayMs: number) => setTimeout(callback, delayMs).unref(),
  };
}
