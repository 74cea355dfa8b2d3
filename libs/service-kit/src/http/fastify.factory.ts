import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { BaseConfig } from '../config/base.config';

const requestTimeoutMs = 30_000;
/** Longer than the idle time of usual load balancers, or they would reuse a connection that is being closed. */
const keepAliveMs = 72_000;
const longestParam = 256;

/** How a refused address is answered; set once Nest has made the filter. */
export type RouterErrorHandler = (
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
) => void;

/** Fastify under Nest, with the limits every service has. */
export function createFastifyAdapter(
  config: BaseConfig,
  onRouterError: RouterErrorHandler,
): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    // Nest's middleware engine would run on every request; hooks and the gate do its work for less.
    skipMiddie: true,
    bodyLimit: config.BODY_LIMIT_BYTES,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    trustProxy:
      config.TRUSTED_PROXIES > 0 ? (_address, hop) => hop < config.TRUSTED_PROXIES : false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: longestParam },
    frameworkErrors: onRouterError as NonNullable<FastifyServerOptions['frameworkErrors']>,
  });
}
