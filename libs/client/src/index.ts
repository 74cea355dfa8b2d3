export type * from './api.generated';
export type { ClientEvents, ServerEvents } from './sockets.generated';
export type { CallOptions, RequestOptions } from './http/call-types';
export { entityTagOf } from './http/entity-tags';
export { TribeError } from './http/tribe-error';
export type { SessionEvents } from './session/client-session';
export { memoryStorage, type TextStorage } from './shared/storage';
export { TribeClient, type TribeClientOptions } from './tribe-client';
