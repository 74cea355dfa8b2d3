import { Injectable } from '@nestjs/common';
import { Database } from '@tribe/service-kit';
import { PrismaClient } from './generated/prisma/client';

/**
 * A Prisma client without models, for services in the tests of libs.
 *
 * @example defineService({ name: 'probe', module: ProbeModule, config: baseConfig, prisma: ProbePrisma });
 */
@Injectable()
export class ProbePrisma extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}
