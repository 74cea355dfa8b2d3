export { ApiClient, type ApiResponse } from './api-client';
export { eventually } from './eventually';
export { LocalIssuer } from './local-issuer';
export { Person } from './person';
export { ProbePrisma } from './probe-prisma';
export { type Misuse, SoftwareAuthenticator } from './software-authenticator';
export { SocketClient } from './socket-client';
export { tokenFlaws, TestTokens } from './test-tokens';
export { startTribe, type Tribe, type TribeOptions } from './tribe';
