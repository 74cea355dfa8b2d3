const credential = /^\s*(access_?)?(token|auth|jwt)/i;

/**
 * Returns whether a query parameter may hold a credential, in any spelling: `token`, `Token`, `token[]`, `access_token`,
 * `authorization`. URLs end up in access logs, so tokens in them are refused.
 *
 * @param name decoded
 */
export function namesCredential(name: string): boolean {
  return credential.test(name);
}
