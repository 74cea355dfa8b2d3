import { serviceDeclarations, type ServiceName } from '@tribe/contracts';

/** All services to which the gateway forwards requests or sockets. */
export const upstreams: readonly ServiceName[] = serviceDeclarations
  .filter(({ paths }) => paths.length > 0)
  .map(({ name }) => name);

/** The upstreams that own endpoints of the API. */
export const owners: readonly ServiceName[] = serviceDeclarations
  .filter(({ paths }) => paths.some((path) => path.startsWith('/api/')))
  .map(({ name }) => name);

/** The service to which WebSockets are forwarded. */
export const socketUpstream: ServiceName = 'realtime';
