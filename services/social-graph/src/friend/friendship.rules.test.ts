import { change, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  askWindowStart,
  decideAccept,
  decideAsk,
  decideBlock,
  decideCancel,
  decideDecline,
  decideEnd,
  type FriendshipStatus,
  pairOf,
  secondsUntilNextAsk,
  statusSeenBy,
} from './friendship.rules';

const brian = '01939a00-0000-7000-8000-000000000001';
const alvin = '01939a00-0000-7000-8000-000000000002';
const clarie = '01939a00-0000-7000-8000-000000000003';

const pair = (status: FriendshipStatus) => ({ requesterId: brian, addresseeId: alvin, status });

test('a pair is the same pair whoever is named first', () => {
  expect(pairOf(brian, alvin)).toEqual(pairOf(alvin, brian));
});

describe('Brian, who asked before, asks Alvin again', () => {
  test.each([
    [undefined, change('pending')],
    ['pending', refuse(errors.FRIEND_REQUEST_EXISTS)],
    ['declined', refuse(errors.FRIEND_REQUEST_EXISTS)],
    ['accepted', refuse(errors.ALREADY_FRIENDS)],
    ['ended', change('pending')],
    ['cancelled', change('pending')],
  ] as const)('when it stands at %s', (status, decision) => {
    expect(decideAsk(status && pair(status), brian)).toEqual(decision);
  });
});

describe('Alvin, who was asked, asks Brian', () => {
  test.each([
    ['pending', change('accepted')],
    ['declined', change('accepted')],
    ['accepted', refuse(errors.ALREADY_FRIENDS)],
    ['ended', change('pending')],
    ['cancelled', change('pending')],
  ] as const)('when it stands at %s', (status, decision) => {
    expect(decideAsk(pair(status), alvin)).toEqual(decision);
  });
});

describe('answers of the one who was asked', () => {
  test.each([
    ['pending', change('accepted'), change('declined')],
    ['accepted', keep, refuse(errors.FRIEND_REQUEST_NOT_PENDING)],
    ['declined', refuse(errors.FRIEND_REQUEST_NOT_PENDING), keep],
    ['ended', refuse(errors.FRIEND_REQUEST_NOT_FOUND), refuse(errors.FRIEND_REQUEST_NOT_FOUND)],
    ['cancelled', refuse(errors.FRIEND_REQUEST_NOT_FOUND), refuse(errors.FRIEND_REQUEST_NOT_FOUND)],
  ] as const)('when it stands at %s', (status, accepted, declined) => {
    expect(decideAccept(pair(status), alvin)).toEqual(accepted);
    expect(decideDecline(pair(status), alvin)).toEqual(declined);
  });
});

test.each(['pending', 'accepted', 'declined', 'ended', 'cancelled'] as const)(
  'whoever was not asked learns nothing of a request that is %s',
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

test('a declined request looks and behaves like a pending one to who sent it', () => {
  expect(statusSeenBy(pair('declined'), brian)).toBe(statusSeenBy(pair('pending'), brian));
  expect(decideAsk(pair('declined'), brian)).toEqual(decideAsk(pair('pending'), brian));
  expect(decideCancel(pair('declined'), brian)).toEqual(decideCancel(pair('pending'), brian));
  expect(statusSeenBy(pair('declined'), alvin)).toBe('declined');
});

test('a request that was accepted cannot be taken back, one that was taken back stays so', () => {
  expect(decideCancel(pair('accepted'), brian)).toEqual(refuse(errors.ALREADY_FRIENDS));
  expect(decideCancel(pair('cancelled'), brian)).toEqual(keep);
});

test('only a friendship can be ended', () => {
  expect(decideEnd(pair('accepted'))).toEqual(change('ended'));
  for (const status of ['pending', 'declined', 'ended', 'cancelled'] as const)
    expect(decideEnd(pair(status))).toEqual(keep);
  expect(decideEnd(undefined)).toEqual(keep);
});

test('a block ends whatever was between two people', () => {
  expect(decideBlock(pair('accepted'))).toEqual(change('ended'));
  for (const status of ['pending', 'declined'] as const)
    expect(decideBlock(pair(status))).toEqual(change('cancelled'));
  for (const status of ['ended', 'cancelled'] as const)
    expect(decideBlock(pair(status))).toEqual(keep);
  expect(decideBlock(undefined)).toEqual(keep);
});

describe('three requests in ninety days', () => {
  const day = 86_400_000;
  const now = new Date('2026-11-20T12:00:00Z');
  const daysAgo = (days: number) => new Date(now.getTime() - days * day);

  test('the third is allowed, the fourth waits for the first to be ninety days old', () => {
    expect(secondsUntilNextAsk([daysAgo(10), daysAgo(5)], now)).toBeUndefined();
    expect(secondsUntilNextAsk([daysAgo(89), daysAgo(10), daysAgo(5)], now)).toBe(86_400);
  });

  test('the window starts ninety days ago', () => {
    expect(askWindowStart(now)).toEqual(daysAgo(90));
  });

  test('with more than three in the window the third last one decides', () => {
    expect(secondsUntilNextAsk([daysAgo(80), daysAgo(60), daysAgo(10), daysAgo(5)], now)).toBe(
      30 * 86_400,
    );
  });
});
