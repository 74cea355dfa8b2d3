export { mayCall } from './access/access.rules';
export { AccessTokens, bearerTokenOf, type Claims } from './access/access-tokens';
export type { Caller } from './access/caller';
export { namesCredential } from './access/token-in-url.rules';
export { CurrentCaller } from './access/current-caller.decorator';
export { calendarDateIn, wallTimeIn } from './clock/calendar-date';
export { Clock } from './clock/clock';
export { dayMs } from './clock/durations';
export { timeAgo } from './clock/time-ago.rules';
export { timeZoneField } from './clock/time-zone';
export { type BaseConfig, baseConfig } from './config/base.config';
export { type ConfigVariable, describeConfig } from './config/describe-config';
export { InjectConfig, serviceConfigToken } from './config/inject-config.decorator';
export type { Environment } from './config/environment';
export { fileSuffix, readSecret } from './config/secret-file';
export { address, commaSeparated, flag, secretText } from './config/variable-types';
export { RequestContext, RequestScope } from './context/request-context';
export { DedicatedConnection } from './data/dedicated-connection';
export { afterCommit, hasOpenTransaction, isInTransaction } from './data/transaction-scope';
export { countRows } from './data/count-rows';
export { Database } from './data/database';
export { GroupCommit } from './data/group-commit';
export { violatesConstraint } from './data/violates-constraint';
export { deleteInBatches } from './data/delete-in-batches';
export { decimalsOf, isCurrency } from './money/currencies';
export { money } from './money/money';
export { batched } from './data/batched';
export { batchedPairs } from './data/batched-pairs';
export { RowBatcher } from './data/row-batcher';
export { type PageById, pagesById } from './data/pages-by-id';
export type { Sql, SqlTransaction, TransactionOf } from './data/sql';
export {
  allow,
  type Change,
  change,
  type Decision,
  keep,
  type Permission,
  type Refusal,
  refuse,
  settle,
} from './decisions/decision';
export { bySeniority } from './decisions/by-seniority';
export { Transactions } from './data/transactions';
export { emailAddressOf } from './email/email-address.rules';
export { emailField } from './email/email-field';
export { AppError, type AppErrorOptions, type FieldError } from './errors/app-error';
export { commonErrors } from './errors/common-errors';
export { defineErrors } from './errors/define-errors';
export type { ErrorType } from './errors/error-type';
export { unlessMissing } from './errors/unless-missing';
export { isOutage } from './errors/outage.rules';
export { type Problem, toAppError } from './errors/problem';
export { ProblemFilter } from './errors/problem.filter';
export { Health, type Readiness } from './health/health';
export {
  type Access,
  type Deprecation,
  Endpoint,
  type EndpointSpec,
} from './http/endpoint.decorator';
export { found } from './http/found';
export { EndpointRegistry } from './http/endpoint-registry';
export { parseBody } from './http/parse-body';
export { queryFlag } from './http/query-flag';
export { refuseConnection } from './http/refused-connection';
export { scopeOf } from './http/request-scope';
export { securityHeaders } from './http/security-headers';
export type { KeyRow } from './idempotency/pending-key';
export { CredentialReplays } from './idempotency/credential-replays';
export {
  keyHashOf,
  keyRowFor,
  KeyTakenError,
  refuseTakenKey,
  storeKeys,
  storeKeysWhen,
} from './idempotency/stored-keys';
export { SessionRevocations } from './access/session-revocations';
export { id } from './ids/id';
export {
  emojiField,
  emojiTextField,
  filledParagraphField,
  lineField,
  nameField,
  opaqueField,
  paragraphField,
  searchField,
} from './text/text-fields';
export { beginningOf, isVisible } from './text/text.rules';
export { newId } from './ids/new-id';
export { type Backoff, backoffMs } from './loops/backoff.rules';
export { BoundedWork, QueueFullError } from './loops/bounded-work';
export { pause } from './loops/pause';
export { WakeUp } from './loops/wake-up';
export { clientAddressOf } from './limits/client-address.rules';
export { networkOf } from './limits/client-network.rules';
export { type CallCounter, countersOf } from './limits/call-counters.rules';
export { messageLimit } from './limits/message-limit';
export { readLimit } from './limits/read-limit';
export type { RateLimit } from './limits/rate-limit';
export { RateLimiter } from './limits/rate-limiter';
export { LinkTokens, linkConfig } from './links/link-tokens';
export { Logger } from './logging/logger';
export { Nats } from './nats/nats';
export { withRules } from './openapi/documented-rule';
export {
  atLeastOneField,
  atMostOneField,
  exactlyOne,
  notBoth,
  requiredWhen,
  requiredWithout,
} from './openapi/field-rules';
export { describeEndpoints, type OpenApiDocument } from './openapi/open-api';
export { answerChanges } from './sync/change-positions';
export { type Horizon, readHorizon } from './sync/horizon';
export { ofFormat, ofPattern, withDecimals, withoutRepetition } from './openapi/value-rules';
export { type CursorPosition, Cursors } from './pagination/cursors';
export { olderThan, type PageWindow, positionAt } from './pagination/page-window';
export { type Page, Pages, type PageSource } from './pagination/pages';
export { type PageQuery, pageQuery, paginationResponse } from './pagination/page';
export { Redis } from './redis/redis';
export { bootstrap, bootstrapTogether } from './service/bootstrap';
export { type ServiceDefinition, defineService } from './service/define-service';
export { Lifecycle } from './service/lifecycle';
export { type Neighbour, Neighbours } from './service/neighbours';
export { ServiceName } from './service/service-name';
export { type RunningService, type StartOptions, startService } from './service/start-service';
export type { ServiceToStart } from './service/start-together';
export { TransportRegistry } from './service/transport-registry';
export { Spans } from './telemetry/spans';
export type { MetricDeclaration } from './telemetry/metric.rules';
export { Metrics } from './telemetry/metrics';
export type { Counter, Histogram } from '@prometheus-io/client';
export { imageUrlField } from './urls/image-url-field';
export { requireVersion, versioned } from './versions/versioned';
