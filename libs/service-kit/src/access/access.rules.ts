import type { Access } from '../http/endpoint.decorator';

/** Whether somebody with a valid token that names these roles may call. */
export function mayCall(access: Access, roles: readonly string[]): boolean {
  switch (access) {
    case 'public':
    case 'authenticated':
      return true;
    case 'admin':
      return roles.includes('admin');
  }
}
