import { serviceDeclarations, type ServiceName } from '@tribe/contracts';

/** Every service the gateway passes requests or sockets on to. */
export const upstreams: readonly ServiceName[] = serviceDeclarations
  .filter(({ paths }) => paths.length > 0)
  .map(({ name }) => name);

/** The upstreams that own endpoints of the API. */
export const owners: readonly ServiceName[] = serviceDeclarations
  .filter(({ paths }) => paths.some((path) => path.startsWith('/api/')))
  .map(({ name }) => name);

/** Where WebSockets lead. */
export const socketUpstream: ServiceName = 'realtime';
