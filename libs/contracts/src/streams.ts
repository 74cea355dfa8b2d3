/**
 * Prefix of the JetStream API in the account of a service. The streams are in another account, of which a service
 * imports only its own requests; the server answers requests on `$JS.API` in the account of the service itself.
 */
export const streamApiPrefix = 'streams';

/** How long a stream keeps a message, in milliseconds. */
export const streamMaxAgeMs = 7 * 86_400_000;
