/**
 * The reviewed endpoints that need no access token. An endpoint that a service declares public requires a token at the
 * edge until it is added here.
 */
export const publicRoutes: ReadonlySet<string> = new Set([
  'POST /api/v1/auth/apple',
  'POST /api/v1/auth/forgot-password',
  'POST /api/v1/auth/google',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/login/passkey',
  'POST /api/v1/auth/login/passkey/options',
  'POST /api/v1/auth/login/second-factor',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/register',
  'POST /api/v1/auth/resend-verification',
  'POST /api/v1/auth/reset-password',
  'POST /api/v1/auth/restore-account',
  'GET /api/v1/auth/username-available',
  'POST /api/v1/auth/verify-email',
  'GET /api/v1/badge-keys',
  'GET /api/v1/media/public/users/:userId/:purpose/:mediaId/:file',
  'POST /api/v1/partnerships/refuse-invitations',
  'POST /api/v1/moderation/appeals',
  'POST /api/v1/settings/download-data/archive',
]);
