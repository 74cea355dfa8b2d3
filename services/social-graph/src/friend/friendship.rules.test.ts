import { change, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  decideAccept,
  decideBlock,
  decideCancel,
  decideDecline,
  decideEnd,
  decideRequest,
  type FriendshipStatus,
  requestStatusSeenBy,
} from './friendship.rules';

const brian = '01939a00-0000-7000-8000-000000000001';
const alvin = '01939a00-0000-7000-8000-000000000002';
const clarie = '01939a00-0000-7000-8000-000000000003';

/** A pair in which Brian is the requester and Alvin the addressee. */
const pair = (status: FriendshipStatus) => ({ requesterId: brian, addresseeId: alvin, status });

describe('a request of the requester', () => {
  test.each([
    [undefined, change('pending')],
    ['pending', refuse(errors.FRIEND_REQUEST_EXISTS)],
    ['declined', refuse(errors.FRIEND_REQUEST_EXISTS)],
    ['accepted', refuse(errors.ALREADY_FRIENDS)],
    ['ended', change('pending')],
    ['cancelled', change('pending')],
  ] as const)('when the status is %s', (status, decision) => {
    expect(decideRequest(status && pair(status), brian)).toEqual(decision);
  });
});

describe('a request of the addressee', () => {
  test.each([
    ['pending', change('accepted')],
    ['declined', change('accepted')],
    ['accepted', refuse(errors.ALREADY_FRIENDS)],
    ['ended', change('pending')],
    ['cancelled', change('pending')],
  ] as const)('when the status is %s', (status, decision) => {
    expect(decideRequest(pair(status), alvin)).toEqual(decision);
  });
});

describe('answers of the addressee', () => {
  test.each([
    ['pending', change('accepted'), change('declined')],
    ['accepted', keep, refuse(errors.FRIEND_REQUEST_NOT_PENDING)],
    ['declined', refuse(errors.FRIEND_REQUEST_NOT_PENDING), keep],
    ['ended', refuse(errors.FRIEND_REQUEST_NOT_FOUND), refuse(errors.FRIEND_REQUEST_NOT_FOUND)],
    ['cancelled', refuse(errors.FRIEND_REQUEST_NOT_FOUND), refuse(errors.FRIEND_REQUEST_NOT_FOUND)],
  ] as const)('when the status is %s', (status, accepted, declined) => {
    expect(decideAccept(pair(status), alvin)).toEqual(accepted);
    expect(decideDecline(pair(status), alvin)).toEqual(declined);
  });
});

test.each(['pending', 'accepted', 'declined', 'ended', 'cancelled'] as const)(
  'a request that is %s does not exist for other users',
  (status) => {
    for (const caller of [brian, clarie]) {
      expect(decideAccept(pair(status), caller)).toEqual(refuse(errors.FRIEND_REQUEST_NOT_FOUND));
      expect(decideDecline(pair(status), caller)).toEqual(refuse(errors.FRIEND_REQUEST_NOT_FOUND));
    }
    for (const caller of [alvin, clarie]) {
      expect(decideCancel(pair(status), caller)).toEqual(refuse(errors.FRIEND_REQUEST_NOT_FOUND));
    }
  },
);

test('to the requester, a declined request looks and behaves like a pending request', () => {
  expect(requestStatusSeenBy(brian, pair('declined'))).toBe(
    requestStatusSeenBy(brian, pair('pending')),
  );
  expect(decideRequest(pair('declined'), brian)).toEqual(decideRequest(pair('pending'), brian));
  expect(decideCancel(pair('declined'), brian)).toEqual(decideCancel(pair('pending'), brian));
  expect(requestStatusSeenBy(alvin, pair('declined'))).toBe('declined');
});

test('refuses to cancel an accepted request, and keeps a cancelled request', () => {
  expect(decideCancel(pair('accepted'), brian)).toEqual(refuse(errors.ALREADY_FRIENDS));
  expect(decideCancel(pair('cancelled'), brian)).toEqual(keep);
});

test('decideEnd ends an accepted friendship and keeps every other status', () => {
  expect(decideEnd(pair('accepted'))).toEqual(change('ended'));
  for (const status of ['pending', 'declined', 'ended', 'cancelled'] as const)
    expect(decideEnd(pair(status))).toEqual(keep);
  expect(decideEnd(undefined)).toEqual(keep);
});

test('decideBlock ends a friendship and cancels a request', () => {
  expect(decideBlock(pair('accepted'))).toEqual(change('ended'));
  for (const status of ['pending', 'declined'] as const)
    expect(decideBlock(pair(status))).toEqual(change('cancelled'));
  for (const status of ['ended', 'cancelled'] as const)
    expect(decideBlock(pair(status))).toEqual(keep);
  expect(decideBlock(undefined)).toEqual(keep);
});
