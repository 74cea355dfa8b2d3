import type { Access } from '../http/endpoint.decorator';

/** Returns whether a caller with these roles may call an endpoint. */
export function mayCall(access: Access, roles: readonly string[]): boolean {
  switch (access) {
    case 'public':
    case 'authenticated':
      return true;
    case 'moderator':
      return roles.includes('moderator') || roles.includes('admin');
    case 'admin':
      return roles.includes('admin');
  }
}
