/** Exports for the edge service only: the gateway. */
export { mayCall } from './access/access.rules';
export { bearerTokenOf } from './access/access-tokens';
export {
  edgeRevisionHeader,
  edgeTablePath,
  type EdgeRoute,
  type EdgeTable,
  edgeTableSchema,
} from './http/edge-table';
export { mostExact } from './http/route-pattern.rules';
export type { LimitGroup } from './http/endpoint.decorator';
export { networksOf } from './limits/client-network.rules';
export { LeasedLimiter } from './limits/leased-limiter';
export type { RateLimitState } from './limits/rate-limit';
export { describeEndpoints } from './openapi/open-api';
