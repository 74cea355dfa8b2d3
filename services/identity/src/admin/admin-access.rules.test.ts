import { allow, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideAdminAccess, decideBan, decideRoleChange } from './admin-access.rules';

test('allows admin endpoints to admins only', () => {
  expect(decideAdminAccess(['admin'])).toEqual(allow);
  expect(decideAdminAccess([])).toEqual(refuse(errors.PERMISSION_DENIED));
});

test('refuses an admin who changes their own role', () => {
  expect(decideRoleChange('root', 'brian')).toEqual(allow);
  expect(decideRoleChange('root', 'root')).toEqual(refuse(errors.CANNOT_CHANGE_OWN_ROLE));
});

test('refuses a ban of an admin', () => {
  expect(decideBan([])).toEqual(allow);
  expect(decideBan(['admin'])).toEqual(refuse(errors.CANNOT_BAN_ADMIN));
});
