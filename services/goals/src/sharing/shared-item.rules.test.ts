import { allow } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideItemAccess } from './shared-item.rules';

const partner = { isOwner: false, isShared: true, arePartners: true, isHidden: false };

test('the owner has access, and an active partner if the item is shared', () => {
  expect(decideItemAccess(partner)).toEqual(allow);
  const alone = { isOwner: true, isShared: false, arePartners: false, isHidden: false };
  expect(decideItemAccess(alone)).toEqual(allow);
});

test.each([{ isShared: false }, { arePartners: false }, { isHidden: true }])(
  'for another user with %p, the item does not exist',
  (fields) => {
    const decided = decideItemAccess({ ...partner, ...fields });
    expect(decided).toMatchObject({ kind: 'refuse', error: errors.SHARED_ITEM_NOT_FOUND });
  },
);
