import { newId } from '@tribe/service-kit';
import { type AuthorizationTables, type Row, type Rows, the } from '@tribe/testing/authorization';

let newcomers = 0;
const newcomer = () => {
  const username = `newcomer_${++newcomers}`;
  const [password, email] = ['Kilimanjaro at 7', `${username}@example.com`];
  return { username, email, full_name: 'New Comer', password, confirm_password: password };
};

const madeUpMedia = () => ({ media_id: newId() });
const madeUpLink = 'made-up';

const forAdmins: Row = { all: '403 PERMISSION_DENIED', admin: '200' };
const onPasskey: Row = { on: the.passkey, all: 'hidden PASSKEY_NOT_FOUND' };

const rows: Rows = {
  'POST /api/v1/auth/register': { public: '201', body: newcomer },
  'POST /api/v1/auth/login': {
    public: '200',
    body: ({ owner: { email, password } }) => ({ email, password }),
  },
  'POST /api/v1/auth/refresh': {
    public: '401 REFRESH_TOKEN_INVALID',
    body: { refresh_token: 'made-up' },
  },
  'POST /api/v1/auth/logout': { all: '204', spare: true },
  'POST /api/v1/auth/change-password': {
    all: '403 CURRENT_PASSWORD_WRONG',
    body: {
      current_password: 'a guess',
      new_password: 'Mombasa in the rain',
      confirm_password: 'Mombasa in the rain',
    },
  },
  // The response does not reveal whether an account has the address.
  'POST /api/v1/auth/forgot-password': { public: '202', body: { email: 'unknown@example.com' } },
  'POST /api/v1/auth/resend-verification': {
    public: '202',
    body: { email: 'unknown@example.com' },
  },
  'POST /api/v1/auth/verify-email': { public: '422 LINK_INVALID', body: { token: madeUpLink } },
  'POST /api/v1/auth/reset-password': {
    public: '422 LINK_INVALID',
    body: {
      token: madeUpLink,
      new_password: 'Mombasa in the rain',
      confirm_password: 'Mombasa in the rain',
    },
  },
  'POST /api/v1/auth/login/second-factor': {
    public: '401 LOGIN_CHALLENGE_INVALID',
    body: { challenge_token: 'made-up', code: '123456' },
  },
  // No client ids are configured here.
  'POST /api/v1/auth/google': {
    public: '404 EXTERNAL_LOGIN_NOT_OFFERED',
    body: { id_token: 'made-up' },
  },
  'POST /api/v1/auth/apple': {
    public: '404 EXTERNAL_LOGIN_NOT_OFFERED',
    body: { id_token: 'made-up' },
  },
  'GET /api/v1/auth/accounts': { all: '200' },
  'POST /api/v1/auth/accounts/{provider}': {
    on: the.provider,
    all: '404 EXTERNAL_LOGIN_NOT_OFFERED',
    body: { id_token: 'made-up' },
  },
  'DELETE /api/v1/auth/accounts/{provider}': {
    on: the.provider,
    all: '404 EXTERNAL_ACCOUNT_NOT_FOUND',
  },
  'POST /api/v1/auth/login/passkey/options': { public: '201' },
  'POST /api/v1/auth/login/passkey': { public: '401 PASSKEY_REFUSED', body: the.assertion },
  'GET /api/v1/auth/passkeys': { all: '200' },
  'POST /api/v1/auth/passkeys/options': { all: '201' },
  'POST /api/v1/auth/passkeys': { all: '422 PASSKEY_INVALID', body: the.newPasskey },
  'PATCH /api/v1/auth/passkeys/{passkeyId}': { ...onPasskey, owner: '200', body: { name: 'Mine' } },
  'DELETE /api/v1/auth/passkeys/{passkeyId}': { ...onPasskey, owner: '204' },
  'POST /api/v1/auth/step-up/passkey-options': { all: '201' },
  'POST /api/v1/auth/step-up': { all: '200', body: (_, { password }) => ({ password }) },
  'GET /api/v1/auth/second-factor': { all: '200' },
  'POST /api/v1/auth/second-factor': { all: '201' },
  'POST /api/v1/auth/second-factor/confirm': {
    all: '403 SECOND_FACTOR_CODE_WRONG',
    body: { code: '000000' },
  },
  'POST /api/v1/auth/second-factor/recovery-codes': { all: '409 SECOND_FACTOR_NOT_ENABLED' },
  'DELETE /api/v1/auth/second-factor': { all: '204' },
  'POST /api/v1/auth/restore-account': { public: '422 LINK_INVALID', body: { token: madeUpLink } },
  // Nobody here has verified their address.
  'POST /api/v1/settings/download-data': { all: '403 EMAIL_NOT_VERIFIED' },
  'POST /api/v1/settings/download-data/archive': {
    public: '422 LINK_INVALID',
    body: { token: madeUpLink },
  },
  'DELETE /api/v1/settings/delete-account': { all: '202', spare: 'account' },
  'GET /api/v1/auth/me': { all: '200' },
  'PATCH /api/v1/users/me/profile-image': { all: '404 MEDIA_NOT_FOUND', body: madeUpMedia },
  'DELETE /api/v1/users/me/profile-image': { all: '204' },
  'PATCH /api/v1/users/me/cover-image': { all: '404 MEDIA_NOT_FOUND', body: madeUpMedia },
  'DELETE /api/v1/users/me/cover-image': { all: '204' },
  'GET /api/v1/settings/privacy': { all: '200' },
  'PUT /api/v1/settings/privacy': { all: '200', body: { online_status_visible: true } },
  'GET /api/v1/settings/appearance': { all: '200' },
  'PUT /api/v1/settings/appearance': { all: '200', body: { theme_mode: 'dark' } },
  'GET /api/v1/settings/locale': { all: '200' },
  'PUT /api/v1/settings/locale': { all: '200', body: { timezone: 'Africa/Nairobi' } },
  'GET /api/v1/auth/username-available': { public: '200', query: 'username=kiplagat' },
  'GET /api/v1/admin/users': forAdmins,
  'GET /api/v1/admin/users/{userId}/activity': { on: the.somebody, ...forAdmins },
  'POST /api/v1/admin/users/{userId}/ban': {
    on: the.somebody,
    body: { reason: 'Spam' },
    ...forAdmins,
  },
  'POST /api/v1/admin/users/{userId}/unban': { on: the.somebody, ...forAdmins },
  'PUT /api/v1/admin/users/{userId}/verified': { on: the.somebody, ...forAdmins },
  'DELETE /api/v1/admin/users/{userId}/verified': { on: the.somebody, ...forAdmins },
  'PUT /api/v1/admin/users/{userId}/roles/{role}': { on: the.role, ...forAdmins },
  'DELETE /api/v1/admin/users/{userId}/roles/{role}': { on: the.role, ...forAdmins },
  'GET /api/v1/auth/sessions': { all: '200' },
  // Not in a spare session of the owner: it would end the session that all other rows use.
  'DELETE /api/v1/auth/sessions': { all: '204' },
  'PATCH /api/v1/auth/sessions/{sessionId}': {
    on: the.session,
    body: { name: 'Phone' },
    all: 'hidden SESSION_NOT_FOUND',
    owner: '200',
  },
  'DELETE /api/v1/auth/sessions/{sessionId}': {
    on: the.session,
    all: 'hidden SESSION_NOT_FOUND',
    owner: '204',
  },
  'GET /api/v1/users/me/activity': { all: '200' },
  'GET /api/v1/users/me': { all: '200' },
  'GET /api/v1/users/me/phone': { all: '200' },
  // As for Google and Apple.
  'PUT /api/v1/users/me/phone': {
    all: '404 EXTERNAL_LOGIN_NOT_OFFERED',
    body: { id_token: 'made-up' },
  },
  'DELETE /api/v1/users/me/phone': { all: '204' },
  'PUT /api/v1/users/me': { all: '200', body: { bio: 'Runs at dawn' } },
  'PATCH /api/v1/users/me': { all: '200', body: { bio: 'Runs at dawn' } },
  'GET /api/v1/users/me/stats': { all: '200' },
  'GET /api/v1/users/profile': { all: '200' },
  'PUT /api/v1/users/profile': { all: '200', body: { bio: 'Runs at dawn' } },
  'GET /api/v1/users/preferences': { all: '200' },
  'PUT /api/v1/users/preferences': { all: '200', body: { location_neighborhood: 'Harlem' } },
  'GET /api/v1/users/{id}': { on: the.owner, all: '200', blocked: 'hidden USER_NOT_FOUND' },
  // By default, a profile is for friends.
  'GET /api/v1/users/{userId}/stats': {
    on: the.owner,
    all: '200',
    stranger: 'hidden USER_NOT_FOUND',
  },
};

/** The expected response of identity for each endpoint and caller. */
export const authorization: AuthorizationTables = { identity: rows };
