/** What a code means on the wire: its HTTP status and the title clients may show. */
export interface ErrorMeaning {
  readonly status: number;
  readonly title: string;
}

/**
 * Every code an answer can carry. Clients switch on the code, so a code is never renamed or given another status;
 * a new situation gets a new code. Grouped by owner, alphabetical order is not needed.
 */
export const errorCodes = {
  // any service
  BAD_REQUEST: { status: 400, title: 'The request is not valid HTTP for this API' },
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  CURSOR_INVALID: { status: 400, title: 'The cursor is not one this API issued' },
  IDEMPOTENCY_KEY_INVALID: { status: 400, title: 'The Idempotency-Key must be 1 to 255 printable characters' },
  AUTHENTICATION_REQUIRED: { status: 401, title: 'An access token is required' },
  TOKEN_EXPIRED: { status: 401, title: 'Token expired' },
  TOKEN_INVALID: { status: 401, title: 'Invalid token' },
  PERMISSION_DENIED: { status: 403, title: 'You may not do this' },
  NOT_FOUND: { status: 404, title: 'Nothing is here' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This method is not served here' },
  NOT_ACCEPTABLE: { status: 406, title: 'No acceptable representation' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long to arrive' },
  CONFLICT: { status: 409, title: 'The request conflicts with the current state' },
  IDEMPOTENCY_KEY_IN_FLIGHT: { status: 409, title: 'A request with this Idempotency-Key is still running' },
  PRECONDITION_FAILED: { status: 412, title: 'The resource has changed' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  URI_TOO_LONG: { status: 414, title: 'The address is too long' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Send the body as application/json' },
  VALIDATION_FAILED: { status: 422, title: 'The request has invalid fields' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'This Idempotency-Key was used with another request' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large' },
  INTERNAL_ERROR: { status: 500, title: 'Something went wrong on our side' },
  BAD_GATEWAY: { status: 502, title: 'A service behind this one answered wrongly' },
  SERVICE_UNAVAILABLE: { status: 503, title: 'The service is not available right now' },
  UPSTREAM_UNAVAILABLE: { status: 503, title: 'The service behind this endpoint is not available right now' },
  OVERLOADED: { status: 503, title: 'The service is busy' },
  RPC_REQUEST_INVALID: { status: 400, title: 'A call between services cannot be read' },
  RPC_UNAVAILABLE: { status: 503, title: 'A service behind this one is not available right now' },
  DEADLINE_EXCEEDED: { status: 504, title: 'A service behind this one took too long' },

  // identity
  INVALID_CREDENTIALS: { status: 401, title: 'E-mail or password is wrong' },
  ACCOUNT_INACTIVE: { status: 401, title: 'Invalid authentication' },
  REFRESH_TOKEN_INVALID: { status: 401, title: 'Invalid refresh token' },
  REFRESH_TOKEN_EXPIRED: { status: 401, title: 'Refresh token expired' },
  REFRESH_TOKEN_REUSED: { status: 401, title: 'This refresh token was used before; log in again' },
  SESSION_REVOKED: { status: 401, title: 'The session has ended; log in again' },
  SECOND_FACTOR_REQUIRED: { status: 401, title: 'A code of your authenticator app is needed' },
  LOGIN_CHALLENGE_INVALID: { status: 401, title: 'This log-in has ended; start over' },
  SECOND_FACTOR_CODE_WRONG: { status: 403, title: 'The code is wrong' },
  RECENT_AUTHENTICATION_REQUIRED: { status: 403, title: 'Show again who you are' },
  SECOND_FACTOR_ENABLED: { status: 409, title: 'An authenticator app is set up already' },
  SECOND_FACTOR_NOT_ENABLED: { status: 409, title: 'No authenticator app is set up' },
  CANNOT_BAN_YOURSELF: { status: 422, title: 'You cannot close your own account this way' },
  CANNOT_BAN_ADMIN: { status: 409, title: 'Take the role away first: an admin cannot be banned' },
  CANNOT_CHANGE_OWN_ROLE: { status: 422, title: 'Nobody changes their own role' },
  SESSION_NOT_FOUND: { status: 404, title: 'No such session' },
  ID_TOKEN_INVALID: { status: 401, title: 'The token of the provider does not hold' },
  EXTERNAL_LOGIN_NOT_OFFERED: { status: 404, title: 'Logging in with this provider is not offered' },
  EXTERNAL_EMAIL_UNVERIFIED: { status: 422, title: 'The provider has not verified an e-mail address of yours' },
  EXTERNAL_ACCOUNT_TAKEN: { status: 409, title: 'This account of the provider is connected to another one here' },
  EXTERNAL_ACCOUNT_EXISTS: { status: 409, title: 'An account of this provider is connected already' },
  EXTERNAL_ACCOUNT_NOT_FOUND: { status: 404, title: 'No account of this provider is connected' },
  LAST_WAY_IN: { status: 409, title: 'There would be no way left to log in: add another one first' },
  IDENTITY_PROVIDER_UNAVAILABLE: { status: 503, title: 'The provider cannot be reached right now' },
  PASSKEY_REFUSED: { status: 401, title: 'This passkey does not log in' },
  PASSKEY_WRONG: { status: 403, title: 'This passkey shows nothing' },
  PASSKEY_NOT_FOUND: { status: 404, title: 'No such passkey' },
  PASSKEY_EXISTS: { status: 409, title: 'This passkey was added before' },
  PASSKEY_LIMIT_REACHED: { status: 409, title: 'This account has as many passkeys as it can have' },
  PASSKEY_INVALID: { status: 422, title: 'The passkey could not be added' },
  EMAIL_TAKEN: { status: 409, title: 'This e-mail address is already registered' },
  USERNAME_TAKEN: { status: 409, title: 'This username is taken' },
  CURRENT_PASSWORD_WRONG: { status: 403, title: 'The current password is wrong' },
  DATA_EXPORT_LIMIT_REACHED: { status: 429, title: 'Your data was asked for in the last 24 hours already' },
  LINK_INVALID: { status: 422, title: 'This link does not work, or no longer' },
  LINK_EXPIRED: { status: 410, title: 'This link has expired; ask for another' },
  PASSWORD_TOO_WEAK: { status: 422, title: 'This password is too easy to guess' },
  PASSWORD_REUSED: { status: 422, title: 'This password was used recently' },
  PASSWORDS_DIFFER: { status: 422, title: 'The two passwords differ' },
  TOO_MANY_LOGIN_ATTEMPTS: { status: 429, title: 'Too many failed log-ins' },
  USER_NOT_FOUND: { status: 404, title: 'No such user' },

  // social-graph
  CANNOT_BEFRIEND_YOURSELF: { status: 422, title: 'You cannot befriend yourself' },
  FRIEND_REQUEST_EXISTS: { status: 409, title: 'A friend request is already pending' },
  ALREADY_FRIENDS: { status: 409, title: 'You are friends already' },
  FRIEND_REQUEST_NOT_PENDING: { status: 409, title: 'This friend request was answered before' },
  FRIEND_REQUEST_NOT_FOUND: { status: 404, title: 'No such friend request' },
  FRIEND_REQUEST_NOT_ALLOWED: { status: 403, title: 'This person does not take friend requests from you' },
  FRIEND_REQUEST_LIMIT_REACHED: { status: 429, title: 'You asked this person several times already' },
  CANNOT_BLOCK_YOURSELF: { status: 422, title: 'You cannot block yourself' },
  CANNOT_MUTE_YOURSELF: { status: 422, title: 'You cannot mute yourself' },
  MUTE_LIMIT_REACHED: { status: 409, title: 'The limit of muted people is reached' },
  BLOCK_LIMIT_REACHED: { status: 409, title: 'The limit of blocked people is reached' },
  PHONE_NOT_DISCOVERABLE: { status: 403, title: 'Verify a phone number and let others find you by it first' },
  CONTACT_LIMIT_REACHED: { status: 429, title: 'You looked for as many contacts as you can for now' },
  FRIEND_LIMIT_REACHED: { status: 409, title: 'The limit of friends or open requests is reached' },
  PARTNERSHIP_NOT_FOUND: { status: 404, title: 'No such partnership' },
  PARTNERSHIP_INVITATION_NOT_FOUND: { status: 404, title: 'No such invitation; it may have been used or have expired' },
  PARTNERSHIP_INVITATION_EXPIRED: { status: 409, title: 'The invitation has expired' },
  PARTNERSHIP_NOT_PENDING: { status: 409, title: 'This invitation was answered before' },
  PARTNERSHIP_NOT_ACTIVE: { status: 409, title: 'The partnership is not active' },
  PARTNERSHIP_EXISTS: { status: 409, title: 'You have such a partnership, or have invited this person already' },
  DUO_EXISTS: { status: 409, title: 'You are in a duo already' },
  PARTNER_UNAVAILABLE: { status: 409, title: 'The other person cannot enter this partnership now' },
  PARTNER_NOT_A_FRIEND: { status: 422, title: 'Only friends can be invited; others by e-mail' },
  CANNOT_PARTNER_YOURSELF: { status: 422, title: 'You cannot be your own partner' },
  PARTNERSHIP_LIMIT_REACHED: { status: 409, title: 'The limit of partnerships or open invitations is reached' },
  PARTNERSHIP_INVITATION_LIMIT_REACHED: { status: 429, title: 'You invited this person, or many people, lately' },
  TRIBE_NOT_FOUND: { status: 404, title: 'No such tribe, group or team' },
  TRIBE_MEMBER_NOT_FOUND: { status: 404, title: 'This person is not a member' },
  TRIBE_INVITATION_NOT_FOUND: { status: 404, title: 'No such invitation' },
  TRIBE_JOIN_REQUEST_NOT_FOUND: { status: 404, title: 'No such request' },
  TRIBE_MEMBER_EXISTS: { status: 409, title: 'This person is a member already' },
  TRIBE_INVITATION_EXISTS: { status: 409, title: 'This person was invited already' },
  TRIBE_INVITATION_ANSWERED: { status: 409, title: 'This invitation was answered before' },
  TRIBE_FULL: { status: 409, title: 'It has as many members as it can take' },
  TRIBE_OWNER_FIXED: { status: 409, title: 'The owner keeps their role; hand it over first' },
  TRIBE_HAS_MORE_MEMBERS: { status: 409, title: 'It has more members than that' },
  TRIBE_LIMIT_REACHED: { status: 409, title: 'You own, or asked to join, as many as you can' },
  TRIBE_INVITEE_NOT_A_FRIEND: { status: 422, title: 'Only friends can be invited' },

  // goals
  GOAL_NOT_FOUND: { status: 404, title: 'No such goal' },
  GOAL_NOT_ACTIVE: { status: 409, title: 'The goal is not active' },
  GOAL_STATUS_CONFLICT: { status: 409, title: 'The goal cannot go to this status from where it is' },
  GOAL_CURRENCY_FIXED: { status: 409, title: 'The currency stays once something was contributed' },
  GOAL_HAS_PARTICIPANTS: { status: 409, title: 'A goal with other participants cannot become individual' },
  GOAL_FULL: { status: 409, title: 'The goal has as many participants as it can take' },
  GOAL_NOT_GROUP: { status: 409, title: 'An individual goal has no participants to add' },
  GOAL_PARTICIPANT_EXISTS: { status: 409, title: 'This person takes part already' },
  GOAL_PARTICIPANT_NOT_FOUND: { status: 404, title: 'This person does not take part' },
  PARTICIPANT_NOT_A_FRIEND: { status: 422, title: 'Only friends can be added to a goal' },
  GOAL_CREATOR_CANNOT_LEAVE: { status: 409, title: 'The creator cannot leave the goal' },
  CONTRIBUTION_TOO_LARGE: { status: 422, title: 'The contribution is larger than a goal can hold' },

  // realtime
  TOO_MANY_SOCKETS: { status: 429, title: 'Too many sockets are open' },
  TOO_MANY_SUBSCRIPTIONS: { status: 429, title: 'This socket watches as many things as it may' },

  // notifications
  NOTIFICATION_NOT_FOUND: { status: 404, title: 'No such notification' },
} as const satisfies Record<string, ErrorMeaning>;

/** A stable code from {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

/** True when `code` is one of ours: for codes that arrive from another process. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}
