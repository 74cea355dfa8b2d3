import { Injectable } from '@nestjs/common';
import { Database, type Sql, type TransactionOf } from '@tribe/service-kit';
import { type Prisma, PrismaClient } from './generated/prisma/client';

/** The client of a transaction; `PrismaService` has the same interface outside of transactions. */
export type Tx = TransactionOf<Prisma.TransactionClient>;

@Injectable()
export class PrismaService extends PrismaClient {
  readonly sql: Sql;

  constructor(database: Database) {
    super({ adapter: database.adapter });
    this.sql = database;
  }
}
