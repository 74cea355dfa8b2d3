import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { BaseConfig } from '../config/base.config';

/** What makes a service. */
export interface ServiceDefinition {
  /** `goals`, `social-graph`: the name in logs, metrics, NATS and Postgres roles. */
  readonly name: string;
  readonly module: Type;
  /** `baseConfig` or an extension of it. */
  readonly config: z.ZodObject & z.ZodType<BaseConfig>;
  /** The service's Prisma client; with it the service has a `Database` and needs DATABASE_URL. */
  readonly prisma?: Type;
  /** True for the process clients reach directly: request ids and traces they send are not taken over. */
  readonly edge?: boolean;
  /** Runs before Nest registers its routes: for what only the server can do, such as proxying or upgrades. */
  readonly http?: (fastify: FastifyInstance, app: NestFastifyApplication) => Promise<void> | void;
}

/**
 * Names a service. The result is what `bootstrap`, `startService` and the test system start.
 *
 * @example export const goals = defineService({ name: 'goals', module: AppModule, config: goalsConfig, prisma: PrismaService });
 */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition;
}
