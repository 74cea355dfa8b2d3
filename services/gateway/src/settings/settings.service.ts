import { Injectable } from '@nestjs/common';
import type { Caller } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import { SectionClient } from './section-client';
import { type Section, type SettingsBody, sections } from './settings.dto';
import { type Outcome, changed, composed } from './settings.rules';

/** All settings of a person in one answer. Nothing is kept here: the owners of the sections decide. */
@Injectable()
export class SettingsService {
  constructor(private readonly client: SectionClient) {}

  async getSettings({ userId }: Caller, request: FastifyRequest) {
    return composed(
      userId,
      await together(sections, (section) => this.client.read(request, section)),
    );
  }

  async changeSettings({ userId }: Caller, body: SettingsBody, request: FastifyRequest) {
    const asked = sections.filter((section) => body[section] !== undefined);
    const change = (section: Section) => this.client.change(request, section, body[section] ?? {});
    return changed(userId, await together(asked, change));
  }
}

async function together(asked: readonly Section[], ask: (section: Section) => Promise<Outcome>) {
  return new Map(
    await Promise.all(asked.map(async (section) => [section, await ask(section)] as const)),
  );
}
