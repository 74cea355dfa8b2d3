import type { Sql } from '@tribe/service-kit';
import type { PrismaService, Tx } from '../prisma.service';
import type { ExportPart } from './archive.rules';

export interface PartKey {
  readonly exportId: string;
  readonly service: string;
  readonly sequence: number;
}

/**
 * Locks an export whose archive is not built yet: the last two services that hand their part over at the same moment see
 * each other.
 *
 * @returns false when there is no such export, or its archive was built
 */
export async function lockOpenExport(tx: Tx, exportId: string): Promise<boolean> {
  const rows = await tx.sql.query(
    'data_export_lock_open',
    'SELECT id FROM data_exports WHERE id = $1::uuid AND ready_at IS NULL FOR UPDATE',
    [exportId],
  );
  return rows.length > 0;
}

/** The parts of an export, one at a time, by service and section, in the order in which they were sent. */
export async function* readParts(
  prisma: PrismaService,
  exportId: string,
): AsyncGenerator<ExportPart> {
  const keys = await prisma.dataExportPart.findMany({
    where: { exportId },
    orderBy: [{ service: 'asc' }, { section: 'asc' }, { sequence: 'asc' }],
    select: { service: true, section: true, sequence: true },
  });
  for (const { service, section, sequence } of keys) {
    const rows = await findRows(prisma.sql, { exportId, service, sequence }, section);
    if (rows === undefined) throw new Error('A part was replaced while the archive was built');
    yield { service, section, rows };
  }
}

/** The rows of a part, as the text of a JSON list. */
async function findRows(
  sql: Sql,
  { exportId, service, sequence }: PartKey,
  section: string,
): Promise<string | undefined> {
  const [part] = await sql.query<{ rows: string }>(
    'data_export_part_rows',
    `SELECT rows::text AS rows FROM data_export_parts
      WHERE export_id = $1::uuid AND service = $2 AND sequence = $3 AND section = $4`,
    [exportId, service, sequence, section],
  );
  return part?.rows;
}

/** The size of an export so far, in characters of JSON, without parts that an earlier, longer try of this service left. */
export async function sizeOfExport(
  tx: Tx,
  { exportId, service, sequence }: PartKey,
): Promise<number> {
  const known = await tx.dataExportPart.aggregate({
    where: { exportId, OR: [{ service: { not: service } }, { sequence: { lte: sequence } }] },
    _sum: { size: true },
  });
  return known._sum.size ?? 0;
}
