import { allow, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideProfileAccess } from './profile-access.rules';

const unknown = refuse(errors.USER_NOT_FOUND);

test.each([
  ['see-card', 'profile', allow],
  ['see-card', 'card', allow],
  ['see-card', 'nothing', unknown],
  ['see-profile', 'profile', allow],
  ['see-profile', 'card', unknown],
  ['see-profile', 'nothing', unknown],
] as const)('decides on %s for a viewer with the sight %s', (action, sight, decision) => {
  expect(decideProfileAccess(action, sight)).toEqual(decision);
});
