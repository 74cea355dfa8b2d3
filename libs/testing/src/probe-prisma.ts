import { Injectable } from '@nestjs/common';
import { Database } from '@tribe/service-kit';
import { PrismaClient } from './generated/prisma/client';

/**
 * A Prisma client without models, for services that exist only in the test of a lib.
 *
 * @example defineService({ name: 'probe', module: ProbeModule, config: baseConfig, prisma: ProbePrisma });
 */
@Injectable()
export class ProbePrisma extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}
