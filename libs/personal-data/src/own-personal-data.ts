import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type PersonalData, PersonalDataSource } from './personal-data-source';

/** Finds the {@link PersonalDataSource} of this service. */
@Injectable()
export class OwnPersonalData {
  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws Error when the service has none or several */
  get source(): PersonalData {
    const found = this.discovery.getProviders({ metadataKey: PersonalDataSource.KEY });
    const [only, another] = found.map(({ instance }) => instance as PersonalData);
    if (!only || another)
      throw new Error('A service has exactly one provider with @PersonalDataSource()');
    return only;
  }
}
