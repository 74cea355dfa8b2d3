import { Injectable } from '@nestjs/common';
import { type Caller, settle } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import { SectionClient } from './section-client';
import {
  type Section,
  type SettingsBody,
  type SettingsResponse,
  sections,
  type UpdatedSettingsResponse,
} from './settings.dto';
import { decideRead, decideUpdate, type Outcome, type Outcomes } from './settings.rules';
import { settingsView, updatedSettingsView } from './settings.view';

/** Combines the sections of a user's settings. Their owners store and validate them. */
@Injectable()
export class SettingsService {
  constructor(private readonly client: SectionClient) {}

  /** @throws AppError UPSTREAM_UNAVAILABLE when no section could be read, or the refusal of an owner */
  async getSettings({ userId }: Caller, request: FastifyRequest): Promise<SettingsResponse> {
    const outcomes = await inParallel(sections, (section) => this.client.read(request, section));
    settle(decideRead(outcomes));
    return settingsView(userId, outcomes);
  }

  /** @throws AppError UPSTREAM_UNAVAILABLE when a section could not be saved, or the refusal of an owner */
  async updateSettings(
    { userId }: Caller,
    body: SettingsBody,
    request: FastifyRequest,
  ): Promise<UpdatedSettingsResponse> {
    const requested = sections.filter((section) => body[section] !== undefined);

    const outcomes = await inParallel(requested, (section) =>
      this.client.update(request, section, body[section] ?? {}),
    );

    settle(decideUpdate(outcomes));

    return updatedSettingsView(userId, outcomes);
  }
}

async function inParallel(
  requested: readonly Section[],
  call: (section: Section) => Promise<Outcome>,
): Promise<Outcomes> {
  return new Map(
    await Promise.all(requested.map(async (section) => [section, await call(section)] as const)),
  );
}
