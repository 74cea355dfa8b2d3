export { ApiClient, type ApiRequestOptions, type ApiResponse } from './api-client';
export type { UserCardInit } from './event-publisher';
export { eventually, type EventuallyOptions } from './eventually';
export { Person } from './person';
export type { SettleOptions } from './settle';
export { type NextOptions, type ReceivedSocketEvent, SocketClient } from './socket-client';
export { TestClock } from './test-clock';
export { type TokenClaims, type TokenFlaw, tokenFlaws, TestTokens } from './test-tokens';
export { startTribe, type Tribe, type TribeOptions } from './tribe';
