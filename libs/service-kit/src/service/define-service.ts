import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { BaseConfig } from '../config/base.config';

/** The definition of a service. */
export interface ServiceDefinition {
  /** `goals`, `social-graph`: the name in logs, metrics, NATS and Postgres roles. */
  readonly name: string;
  readonly module: Type;
  /** `baseConfig` or an extension of it. */
  readonly config: z.ZodObject & z.ZodType<BaseConfig>;
  /** The service's Prisma client. A service with one gets a `Database` and requires DATABASE_URL. */
  readonly prisma?: Type;
  /** Whether clients reach this service directly; request ids and traces from clients are then ignored. */
  readonly edge?: boolean;
  /** Runs before Nest registers its routes, for features of the server such as proxying or upgrades. */
  readonly http?: (fastify: FastifyInstance, app: NestFastifyApplication) => Promise<void> | void;
}

/**
 * Defines a service, for `bootstrap`, `startService` and the test system.
 *
 * @example
 * export const goals = defineService({ name: 'goals', module: AppModule, config: goalsConfig, prisma: PrismaService });
 */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition;
}
