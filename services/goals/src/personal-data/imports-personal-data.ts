import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';

const rowsPerBatch = 100;

/** Exports and erases the imports of a user. The file itself is kept only until the import ends. */
@PersonalDataSource()
export class ImportsPersonalData implements PersonalData<Tx> {
  constructor(private readonly prisma: PrismaService) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('imports', ({ after, take }) =>
      this.prisma.import.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { content: true },
      }),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const imports = await tx.sql.execute(
      'imports_erase',
      `DELETE FROM imports WHERE id IN (
         SELECT id FROM imports WHERE user_id = $1::uuid LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    return { imports_deleted: imports };
  }
}
