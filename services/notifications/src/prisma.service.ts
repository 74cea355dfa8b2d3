import { Injectable } from '@nestjs/common';
import { Database } from '@tribe/service-kit';
import { type Prisma, PrismaClient } from './generated/prisma/client';

export type Tx = Prisma.TransactionClient;

@Injectable()
export class PrismaService extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}
