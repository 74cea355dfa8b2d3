import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { Clock } from '../clock/clock';
import { type BaseConfig, databaseVariables } from '../config/base.config';
import type { Environment } from '../config/environment';
import { ConfigError, parseConfig } from '../config/parse-config';
import { RequestContext } from '../context/request-context';
import { ProblemFilter } from '../errors/problem.filter';
import { Health } from '../health/health';
import { createFastifyAdapter } from '../http/fastify.factory';
import { drainHttp, prepareHttp } from '../http/http-server';
import { securityHeaders } from '../http/security-headers';
import { Logger } from '../logging/logger';
import { NestLogger } from '../logging/nest-logger';
import { type MetricsServer, serveMetrics } from '../telemetry/metrics.server';
import type { ServiceDefinition } from './define-service';
import { type KitParts, ServiceRootModule } from './kit.module';
import { Lifecycle } from './lifecycle';
import { Neighbours } from './neighbours';
import { TransportRegistry } from './transport-registry';

/** Options of `startService`. */
export interface StartOptions {
  /** The environment of the service, which never reads `process.env`. */
  readonly env: Environment;
  /** Destination of log lines, instead of standard output. */
  readonly logDestination?: DestinationStream;
  /** The clock of the service, for tests that control the time. */
  readonly clock?: Clock;
  /** The services of this process that hand requests to each other; by default none. */
  readonly neighbours?: Neighbours;
}

/** A running service. */
export interface RunningService {
  readonly name: string;
  /** URL of the HTTP server, without a trailing slash. */
  readonly url: string;
  /** URL of the metrics server. */
  readonly metricsUrl: string;
  readonly app: NestFastifyApplication;
  /** Drains and stops the service. Idempotent. Resolves when every connection is closed. */
  stop(): Promise<void>;
}

/**
 * Starts a service in this process. Several services can run in one process and share nothing.
 *
 * @throws ConfigError when a variable is missing or invalid
 * @example const running = await startService(goals, { env: process.env });
 */
export async function startService(
  definition: ServiceDefinition,
  { env, logDestination, clock = new Clock(), neighbours = new Neighbours() }: StartOptions,
): Promise<RunningService> {
  const config = parseConfig(definition.name, definition.config, env) as BaseConfig;
  const missing = definition.prisma && databaseVariables.find((name) => config[name] === undefined);
  if (missing) throw new ConfigError(definition.name, `${missing} is not set`);
  const context = new RequestContext();
  const { SERVICE_VERSION: version, LOG_LEVEL: level } = config;

  const logger = Logger.create({
    service: definition.name,
    version,
    level,
    context,
    destination: logDestination,
  });

  const lifecycle = new Lifecycle(logger);
  const parts: KitParts = { definition, config, context, logger, clock, lifecycle, neighbours };
  const app = await createApplication(parts);
  const service = new StartedService(definition.name, app, config, logger);

  try {
    await prepareHttp(app, definition);
    await service.start();
  } catch (error) {
    await service.stop();
    throw error;
  }

  return service;
}

/** @throws the error of a provider, after closing what other providers opened */
async function createApplication(parts: KitParts): Promise<NestFastifyApplication> {
  // The router refuses a malformed URL before any hook has run.
  const adapter = createFastifyAdapter(parts.config, parts.logger, (error, request, reply) =>
    app.get(ProblemFilter).answer(error, request, reply.headers(securityHeaders)),
  );

  const { lifecycle, config } = parts;

  const options = {
    logger: new NestLogger(parts.logger),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: false,
  };

  const creating = NestFactory.create<NestFastifyApplication>(
    ServiceRootModule.for(parts),
    adapter,
    options,
  );

  const app = await creating.catch(async (error: unknown) => {
    lifecycle.beginStop();
    await inTime(lifecycle.stop('work'), config.SHUTDOWN_TIMEOUT_MS);
    await inTime(lifecycle.stop('connections'), config.SHUTDOWN_TIMEOUT_MS);
    throw error;
  });

  return app;
}

class StartedService implements RunningService {
  url = '';
  metricsUrl = '';
  private metrics: MetricsServer | undefined;
  private leaveNeighbours: () => Promise<void> = async () => undefined;
  private stopped: Promise<void> | undefined;

  constructor(
    readonly name: string,
    readonly app: NestFastifyApplication,
    private readonly config: BaseConfig,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    const { HOST, PORT, METRICS_PORT } = this.config;
    this.metrics = await serveMetrics(this.app, HOST, METRICS_PORT);
    this.metricsUrl = this.metrics.url;
    await this.app.listen(PORT, HOST);
    this.url = (await this.app.getUrl()).replace('[::1]', '127.0.0.1');
    for (const strategy of this.app.get(TransportRegistry).all())
      this.app.connectMicroservice({ strategy });
    await this.app.startAllMicroservices();
    await this.app.get(Lifecycle).start();
    this.app.get(Health).enter('serving');
    const { routing } = this.app.getHttpAdapter().getInstance();
    this.leaveNeighbours = this.app.get(Neighbours).join(this.name, routing);
    this.logger.info({ url: this.url }, 'service started');
  }

  stop(): Promise<void> {
    this.stopped ??= this.shutDown();
    return this.stopped;
  }

  private async shutDown(): Promise<void> {
    const { DRAIN_DELAY_MS, SHUTDOWN_TIMEOUT_MS } = this.config;
    const lifecycle = this.app.get(Lifecycle);
    this.app.get(Health).enter('draining');
    if (DRAIN_DELAY_MS > 0) await sleep(DRAIN_DELAY_MS);
    lifecycle.beginStop();

    const finished = await inTime(
      Promise.all([this.leaveNeighbours(), drainHttp(this.app), lifecycle.stop('work')]),
      SHUTDOWN_TIMEOUT_MS,
    );

    if (!finished) this.logger.warn('aborted unfinished work after the shutdown timeout');
    this.app.getHttpServer().closeAllConnections();
    await inTime(this.app.close(), SHUTDOWN_TIMEOUT_MS);
    await inTime(lifecycle.stop('connections'), SHUTDOWN_TIMEOUT_MS);
    await this.metrics?.close();
    this.logger.info('service stopped');
    await this.logger.flush();
  }
}

/** Resolves to false when `work` is not done after `milliseconds`. */
async function inTime(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const waiting = new AbortController();
  const expired = sleep(milliseconds, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), expired]);
  } finally {
    waiting.abort();
  }
}
