import { Injectable, Module, type ModuleMetadata } from '@nestjs/common';
import { baseConfig, Database, defineService, type ServiceDefinition } from '@tribe/service-kit';
import { PrismaClient } from './generated/prisma/client';

@Injectable()
class ProbePrisma extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}

/** Name of the service under test and of its schema. */
export const probe = 'probe';

/** Tables a service with projections holds. */
export const probeSchema = { name: probe, migrations: ['service-kit', 'events', 'projections'] };

/** A service that has nothing but the given modules. */
export function probeService(imports: NonNullable<ModuleMetadata['imports']>): ServiceDefinition {
  @Module({ imports })
  class ProbeModule {}
  return defineService({
    name: probe,
    module: ProbeModule,
    config: baseConfig,
    prisma: ProbePrisma,
  });
}
