import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { AppError, InjectConfig, Logger, scopeOf } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { errors } from '../errors';
import { headersForOwner } from '../proxy/forwarded-headers.rules';
import { Upstreams } from '../proxy/upstreams';
import type { Section } from './settings.dto';
import type { Outcome } from './settings.rules';

const sources: Readonly<Record<Section, { owner: ServiceName; path: string }>> = {
  privacy: { owner: 'identity', path: '/api/v1/settings/privacy' },
  appearance: { owner: 'identity', path: '/api/v1/settings/appearance' },
  locale: { owner: 'identity', path: '/api/v1/settings/locale' },
  notifications: { owner: 'notifications', path: '/api/v1/notifications/preferences' },
};

/** Reads and updates a section at its owner, with the token of the caller. */
@Injectable()
export class SectionClient {
  private readonly logger: Logger;

  constructor(
    private readonly upstreams: Upstreams,
    logger: Logger,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {
    this.logger = logger.for('SectionClient');
  }

  read(request: FastifyRequest, section: Section): Promise<Outcome> {
    return this.send(request, section, 'GET');
  }

  update(request: FastifyRequest, section: Section, fields: object): Promise<Outcome> {
    return this.send(request, section, 'PUT', JSON.stringify(fields));
  }

  /** Never rejects. A late response counts as a failure, although the owner may have saved the change. */
  private async send(
    request: FastifyRequest,
    section: Section,
    method: 'GET' | 'PUT',
    body?: string,
  ): Promise<Outcome> {
    const { owner, path } = sources[section];
    try {
      const signal = AbortSignal.timeout(this.config.COMPOSED_TIMEOUT_MS);

      const answering = this.upstreams.pool(owner, 'composed').request({
        method,
        path,
        headers: this.headersOf(request, body !== undefined),
        body: body ?? null,
        signal,
      });

      const { statusCode, body: answer } = await orAborted(answering, signal);
      const fields = (await answer.json()) as Record<string, unknown>;
      if (statusCode < 300) return { kind: 'answered', fields };
      if (statusCode >= 400 && statusCode < 500) return { kind: 'refused', problem: fields };

      return {
        kind: 'failed',
        cause: new AppError(errors.BAD_GATEWAY, { detail: `${owner} answered ${statusCode}` }),
      };
    } catch (cause) {
      this.logger.warn({ err: cause, owner, section }, 'a section of the settings is unavailable');
      return { kind: 'failed', cause };
    }
  }

  /** Forwards only the headers that identify the client. The others describe the body of the client's request. */
  private headersOf(request: FastifyRequest, hasBody: boolean): string[] {
    const { requestId, traceparent } = scopeOf(request);
    const { authorization, 'user-agent': userAgent } = request.headers;

    const headers = headersForOwner(
      { ...(authorization && { authorization }), ...(userAgent && { 'user-agent': userAgent }) },
      { requestId, traceparent, clientAddress: request.ip, protocol: request.protocol },
    );

    return hasBody ? [...headers, 'content-type', 'application/json'] : headers;
  }
}

/** Rejects when the signal is aborted, which undici does not do for a request that waits for a connection. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

  return Promise.race([promise, aborted]);
}
