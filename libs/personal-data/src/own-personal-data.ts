import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { SqlTransaction } from '@tribe/service-kit';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
} from './personal-data-source';

/** Combines the {@link PersonalDataSource} providers of this service. */
@Injectable()
export class OwnPersonalData {
  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws Error when the service has none */
  get source(): PersonalData {
    const sources = this.discovery
      .getProviders({ metadataKey: PersonalDataSource.KEY })
      .map(({ instance }) => instance as PersonalData);
    if (sources.length === 0)
      throw new Error('A service with personal data has a provider with @PersonalDataSource()');
    return {
      exportFor: (userId) => exportFrom(sources, userId),
      erase: (tx, userId) => eraseFrom(sources, tx, userId),
    };
  }
}

async function* exportFrom(
  sources: readonly PersonalData[],
  userId: string,
): AsyncIterable<PersonalDataPage> {
  for (const source of sources) yield* source.exportFor(userId);
}

/** Kinds that several sources count are added up. */
async function eraseFrom(
  sources: readonly PersonalData[],
  tx: SqlTransaction,
  userId: string,
): Promise<ErasedCounts> {
  const counts: Record<string, number> = {};
  for (const source of sources) {
    for (const [kind, count] of Object.entries(await source.erase(tx, userId)))
      counts[kind] = (counts[kind] ?? 0) + count;
  }
  return counts;
}
