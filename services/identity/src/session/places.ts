import { Injectable } from '@nestjs/common';
import { InjectConfig, Lifecycle } from '@tribe/service-kit';
import { type CityResponse, open, type Reader, validate } from 'maxmind';
import type { IdentityConfig } from '../config';

/** Where in the world an address is used, as far as the database knows. */
export interface Place {
  /** In English. */
  readonly city: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/**
 * Places of internet addresses, from a MaxMind database (GeoLite2 City or a compatible one) that the platform puts beside
 * the service. The file is read once, at the start.
 */
@Injectable()
export class Places {
  private reader: Reader<CityResponse> | undefined;

  constructor(@InjectConfig() { GEOIP_DATABASE_FILE }: IdentityConfig, lifecycle: Lifecycle) {
    if (GEOIP_DATABASE_FILE === undefined) return;
    lifecycle.onStart(async () => {
      this.reader = await open<CityResponse>(GEOIP_DATABASE_FILE);
    });
  }

  /** @returns null for an address that the database does not know, and for every address without a database */
  placeOf(ip: string): Place | null {
    const found = validate(ip) ? this.reader?.get(ip) : undefined;
    const [city, country] = [found?.city?.names?.en ?? null, found?.country?.iso_code ?? null];
    return city === null && country === null ? null : { city, country };
  }
}
