import { allow } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideItemAccess } from './shared-item.rules';

const shared = { isShared: true };
const partner = { isOwner: false, isPartner: true, isHidden: false };

test('the owner has access, and an active partner if the item is shared', () => {
  expect(decideItemAccess(shared, partner)).toEqual(allow);
  const owner = { isOwner: true, isPartner: false, isHidden: false };
  expect(decideItemAccess({ isShared: false }, owner)).toEqual(allow);
});

test.each([{ isShared: false }, { isPartner: false }, { isHidden: true }])(
  'for another user with %p, the item does not exist',
  (fields) => {
    const decided = decideItemAccess({ ...shared, ...fields }, { ...partner, ...fields });
    expect(decided).toMatchObject({ kind: 'refuse', error: errors.SHARED_ITEM_NOT_FOUND });
  },
);
