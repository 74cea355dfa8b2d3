import { offlineSchemaEngine } from '@tribe/local-servers';

/**
 * Returns the SQL that migrates a datamodel to another; empty if they are equivalent.
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

  // Migrations name no schema; the search_path of the role determines it.
  const sql = (stdout ?? '').replace(
    '-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n',
    '',
  );

  return sql.trim() === '-- This is an empty migration.' ? '' : sql;
}

function datamodel(content: string) {
  return { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] };
}
