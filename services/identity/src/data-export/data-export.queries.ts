import type { PrismaService, Tx } from '../prisma.service';
import type { ExportPart } from './data-export.rules';

/** What was handed over for an export, service by service and section by section, in the order it was sent. */
export async function* exportPartsOf(
  prisma: PrismaService,
  exportId: string,
): AsyncGenerator<ExportPart> {
  const keys = await prisma.dataExportPart.findMany({
    where: { exportId },
    orderBy: [{ service: 'asc' }, { section: 'asc' }, { sequence: 'asc' }],
    select: { service: true, section: true, sequence: true },
  });
  for (const { service, section, sequence } of keys) {
    const [part] = await prisma.$queryRaw<{ rows: string }[]>`
      SELECT rows::text AS rows FROM data_export_parts
      WHERE export_id = ${exportId}::uuid AND service = ${service} AND section = ${section} AND sequence = ${sequence}`;
    if (!part) throw new Error('A piece was replaced while the archive was built');
    yield { service, section, rows: part.rows };
  }
}

/** Characters of an export so far. What an earlier, longer try of this service left behind does not count. */
export async function sizeOfExport(
  tx: Tx,
  { exportId, service, sequence }: { exportId: string; service: string; sequence: number },
): Promise<number> {
  const known = await tx.dataExportPart.aggregate({
    where: { exportId, OR: [{ service: { not: service } }, { sequence: { lte: sequence } }] },
    _sum: { size: true },
  });
  return known._sum.size ?? 0;
}
