import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { BaseConfig } from '../config/base.config';
import type { Logger } from '../logging/logger';
import { answerClientError } from './client-error';

/** A request of the maximum size arrives in this time at 17 KB/s. */
const requestTimeoutMs = 15_000;
/** How often Node looks for requests that take too long. */
const checkIntervalMs = 1_000;
/**
 * Longer than the idle timeout of common load balancers, which would otherwise reuse a connection that is being closed.
 */
const keepAliveMs = 72_000;
const maxParamLength = 256;

/** Responds to a malformed URL; available once Nest has created the filter. */
export type RouterErrorHandler = (
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
) => void;

/** Creates the Fastify adapter with the limits of every service. */
export function createFastifyAdapter(
  config: BaseConfig,
  logger: Logger,
  onRouterError: RouterErrorHandler,
): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    // Nest's middleware engine would run on every request; hooks and the gate replace it at a lower cost.
    skipMiddie: true,
    bodyLimit: config.BODY_LIMIT_BYTES,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    trustProxy:
      config.TRUSTED_PROXIES > 0 ? (_address, hop) => hop < config.TRUSTED_PROXIES : false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: maxParamLength },
    // A missing Host is refused with a problem instead (fastify.hooks.ts).
    http: { requireHostHeader: false, connectionsCheckingInterval: checkIntervalMs },
    frameworkErrors: onRouterError as NonNullable<FastifyServerOptions['frameworkErrors']>,
    clientErrorHandler: (error, socket) => {
      const refusal = answerClientError(error, socket);
      if (refusal)
        logger.info({ code: refusal.code, cause: error.code }, 'request refused by the parser');
    },
  });
}
