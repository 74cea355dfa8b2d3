import { offlineSchemaEngine } from '@tribe/local-servers';

/**
 * The SQL that leads from one datamodel to another; empty when they mean the same.
 *
 * @param from text of a schema.prisma, or '' for an empty database
 * @param to text of a schema.prisma
 */
export async function schemaDifference(from: string, to: string): Promise<string> {
  const engine = await offlineSchemaEngine();
  const { stdout } = await engine.diff({
    from: from === '' ? { tag: 'empty' } : datamodel(from),
    to: datamodel(to),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  // Our SQL names no schema: the search_path of the role that runs it decides.
  const sql = (stdout ?? '').replace(
    '-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n',
    '',
  );
  return sql.trim() === '-- This is an empty migration.' ? '' : sql;
}

function datamodel(content: string) {
  return { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] };
}
