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

const places: Readonly<Record<Section, { owner: ServiceName; path: string }>> = {
  privacy: { owner: 'identity', path: '/api/v1/settings/privacy' },
  appearance: { owner: 'identity', path: '/api/v1/settings/appearance' },
  locale: { owner: 'identity', path: '/api/v1/settings/locale' },
  notifications: { owner: 'notifications', path: '/api/v1/notifications/preferences' },
};

/** Asks the owner of a section, in the name of whoever asked here. */
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
    return this.ask(request, section, 'GET');
  }

  change(request: FastifyRequest, section: Section, fields: object): Promise<Outcome> {
    return this.ask(request, section, 'PUT', JSON.stringify(fields));
  }

  /** Never rejects. What comes too late counts as not answered, though a change may have been made. */
  private async ask(
    request: FastifyRequest,
    section: Section,
    method: 'GET' | 'PUT',
    body?: string,
  ): Promise<Outcome> {
    const { owner, path } = places[section];
    try {
      const { statusCode, body: answer } = await this.upstreams.pool(owner).request({
        method,
        path,
        headers: this.headersOf(request, body !== undefined),
        body: body ?? null,
        signal: AbortSignal.timeout(this.config.COMPOSED_TIMEOUT_MS),
      });
      const fields = (await answer.json()) as Record<string, unknown>;
      if (statusCode < 300) return { kind: 'answered', fields };
      if (statusCode >= 400 && statusCode < 500) return { kind: 'refused', problem: fields };
      return {
        kind: 'away',
        cause: new AppError(errors.BAD_GATEWAY, { detail: `${owner} answered ${statusCode}` }),
      };
    } catch (cause) {
      this.logger.warn(
        { err: cause, owner, section },
        'a section of the settings could not be had',
      );
      return { kind: 'away', cause };
    }
  }

  /** Of the client's own headers only those that say who asks: the rest speaks of another body. */
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
