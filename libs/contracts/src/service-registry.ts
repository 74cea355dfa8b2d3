import { services } from './services.generated';

/** What every part of the system may know about a service. */
export interface ServiceDeclaration {
  /** `social-graph` */
  readonly name: string;
  /** Heading on the API page. */
  readonly title: string;
  /** Prefixes of the public paths it may serve. */
  readonly paths: readonly string[];
  /** Whether it holds, exports and erases data about people. */
  readonly personalData: boolean;
}

/** The name of a service of this repository. */
export type ServiceName = (typeof services)[number]['name'];

/** Every service, in the order in which they are listed everywhere. */
export const serviceDeclarations: readonly (ServiceDeclaration & { readonly name: ServiceName })[] =
  services;

/** The services that hold data about people, each of which exports it and erases it. */
export const servicesWithPersonalData: readonly ServiceName[] = services
  .filter(({ personalData }) => personalData)
  .map(({ name }) => name);
