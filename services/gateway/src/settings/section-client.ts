import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { AppError, InjectConfig, Logger } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { errors } from '../errors';
import { OwnerClient } from '../proxy/owner-client';
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
    private readonly owners: OwnerClient,
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
    const signal = AbortSignal.timeout(this.config.COMPOSED_TIMEOUT_MS);

    try {
      const { status, body: answer } = await this.owners.call(request, {
        owner,
        method,
        path,
        body,
        signal,
      });

      const fields = answer as Record<string, unknown>;
      if (status < 300) return { kind: 'answered', fields };
      if (status >= 400 && status < 500) return { kind: 'refused', problem: fields };

      return {
        kind: 'failed',
        cause: new AppError(errors.BAD_GATEWAY, { detail: `${owner} answered ${status}` }),
      };
    } catch (cause) {
      this.logger.warn({ err: cause, owner, section }, 'a section of the settings is unavailable');
      return { kind: 'failed', cause };
    }
  }
}
