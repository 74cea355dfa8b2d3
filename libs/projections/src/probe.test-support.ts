import { Injectable, Module, type ModuleMetadata } from '@nestjs/common';
import { baseConfig, Database, defineService, type ServiceDefinition } from '@tribe/service-kit';
import { PrismaClient } from './generated/prisma/client';

@Injectable()
class ProbePrisma extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}

/** Name of the test service and of its schema. */
export const probe = 'probe';

/** The schema of a service with projections. */
export const probeSchema = { name: probe, migrations: ['service-kit', 'events', 'projections'] };

/** Defines a service with only the given modules. */
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
