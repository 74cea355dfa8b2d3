export * from './event-registry';
export * from './messages.generated';
export * from './service-registry';
export * from './goal-socket-events';
export * from './location-socket-events';
export * from './socket-events';
export * from './stream-events';
export * from './streams';
