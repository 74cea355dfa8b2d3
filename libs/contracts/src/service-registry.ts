import { services } from './services.generated';

/** The public description of a service. */
export interface ServiceDeclaration {
  /** For example `social-graph`. */
  readonly name: string;
  /** Heading on the API page. */
  readonly title: string;
  /** Prefixes of the public paths that the service may serve. */
  readonly paths: readonly string[];
  /** Whether the service stores personal data, which it must export and erase. */
  readonly personalData: boolean;
}

/** The name of a service of this repository. */
export type ServiceName = (typeof services)[number]['name'];

/** Every service, in the order of all listings. */
export const serviceDeclarations: readonly (ServiceDeclaration & { readonly name: ServiceName })[] =
  services;

/** The services that store personal data, which they must export and erase. */
export const servicesWithPersonalData: readonly ServiceName[] = services
  .filter(({ personalData }) => personalData)
  .map(({ name }) => name);
