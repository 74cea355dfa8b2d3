import { allow, dayMs, type ErrorType, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  decideActivation,
  decideInvitation,
  decideInvitationRate,
} from './partnership-limits.rules';

const limits = { partnerships: 3, openInvitations: 2 };
const free = { inDuo: false, partnerships: 0, openInvitations: 0 };
const inDuo = { ...free, inDuo: true };
const full = { ...free, partnerships: 3 };
const friends = { areFriends: true, arePartners: false, isInvited: false };
const permissionOf = (error: ErrorType | undefined) => (error ? refuse(error) : allow);

test.each([
  ['duo', free, friends, undefined],
  ['accountability', free, friends, undefined],
  ['duo', inDuo, friends, errors.DUO_EXISTS],
  ['accountability', inDuo, friends, undefined],
  ['duo', full, friends, undefined],
  ['accountability', full, friends, errors.PARTNERSHIP_LIMIT_REACHED],
  ['duo', { ...free, openInvitations: 2 }, friends, errors.PARTNERSHIP_LIMIT_REACHED],
  ['duo', free, { ...friends, areFriends: false }, errors.PARTNER_NOT_A_FRIEND],
  [
    'duo',
    inDuo,
    { areFriends: false, arePartners: true, isInvited: true },
    errors.PARTNER_NOT_A_FRIEND,
  ],
  ['duo', free, { ...friends, arePartners: true }, errors.PARTNERSHIP_EXISTS],
  ['accountability', free, { ...friends, isInvited: true }, errors.PARTNERSHIP_EXISTS],
  ['duo', free, 'by e-mail', undefined],
  ['duo', inDuo, 'by e-mail', errors.DUO_EXISTS],
] as const)(
  'decideInvitation for a %s partnership, an inviter with %j and an invitee with %j',
  (kind, inviter, pair, error) => {
    expect(decideInvitation(kind, inviter, pair, limits)).toEqual(permissionOf(error));
  },
);

test.each([
  ['duo', free, free, friends, undefined],
  ['duo', inDuo, free, friends, errors.DUO_EXISTS],
  ['duo', free, inDuo, friends, errors.PARTNER_UNAVAILABLE],
  ['duo', inDuo, inDuo, friends, errors.DUO_EXISTS],
  ['accountability', inDuo, inDuo, friends, undefined],
  ['accountability', full, free, friends, errors.PARTNERSHIP_LIMIT_REACHED],
  ['accountability', free, full, friends, errors.PARTNER_UNAVAILABLE],
  ['accountability', free, free, { ...friends, arePartners: true }, errors.PARTNERSHIP_EXISTS],
  // An invitee by e-mail does not have to be a friend.
  ['duo', free, free, { ...friends, areFriends: false }, undefined],
] as const)(
  'decideActivation of a %s partnership, an accepter with %j, an inviter with %j and %j',
  (kind, accepter, inviter, pair, error) => {
    const permission = decideActivation(kind, { accepter, inviter, pair }, limits);
    expect(permission).toEqual(permissionOf(error));
  },
);

describe('invitations in a window of time', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const daysAgo = (...days: number[]) => days.map((day) => new Date(now.getTime() - day * dayMs));
  const refusedFor = (days: number) =>
    refuse(errors.PARTNERSHIP_INVITATION_LIMIT_REACHED, { retryAfterSeconds: days * 86_400 });
  const decide = (sameInvitee: Date[], today: Date[]) =>
    decideInvitationRate({ sameInvitee, today }, { invitationsPerDay: 4 }, now);

  test('allows the third invitation of the same invitee, and the fourth after ninety days', () => {
    expect(decide([], [])).toEqual(allow);
    expect(decide(daysAgo(80, 10), [])).toEqual(allow);
    expect(decide(daysAgo(80, 10, 5), [])).toEqual(refusedFor(10));
  });

  test('allows as many invitations in a day as the limit says', () => {
    expect(decide([], daysAgo(0.5, 0.4, 0.3))).toEqual(allow);
    expect(decide([], daysAgo(0.5, 0.4, 0.3, 0.2))).toEqual(refusedFor(0.5));
  });

  test('the longer of two waits decides', () => {
    expect(decide(daysAgo(80, 10, 5), daysAgo(0.5, 0.4, 0.3, 0.2))).toEqual(refusedFor(10));
  });
});
