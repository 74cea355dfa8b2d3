import { errors } from '../errors';
import {
  refusalOfActivation,
  refusalOfInvitation,
  secondsUntilAllowed,
} from './partnership-limits.rules';

const limits = { partnerships: 3, openInvitations: 2 };
const free = { inDuo: false, partnerships: 0, openInvitations: 0 };
const inDuo = { ...free, inDuo: true };
const full = { ...free, partnerships: 3 };
const friends = { areFriends: true, arePartners: false, isInvited: false };

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
] as const)('an invitation to a %s by one who is %j to %j', (kind, inviter, pair, code) => {
  expect(refusalOfInvitation(kind, inviter, pair, limits)).toBe(code);
});

test.each([
  ['duo', free, free, friends, undefined],
  ['duo', inDuo, free, friends, errors.DUO_EXISTS],
  ['duo', free, inDuo, friends, errors.PARTNER_UNAVAILABLE],
  ['duo', inDuo, inDuo, friends, errors.DUO_EXISTS],
  ['accountability', inDuo, inDuo, friends, undefined],
  ['accountability', full, free, friends, errors.PARTNERSHIP_LIMIT_REACHED],
  ['accountability', free, full, friends, errors.PARTNER_UNAVAILABLE],
  ['accountability', free, free, { ...friends, arePartners: true }, errors.PARTNERSHIP_EXISTS],
  // Somebody invited by e-mail need not be a friend.
  ['duo', free, free, { ...friends, areFriends: false }, undefined],
] as const)('accepting a %s by %j from %j, who are %j', (kind, accepter, inviter, pair, code) => {
  expect(refusalOfActivation(kind, { accepter, inviter, pair }, limits)).toBe(code);
});

test('after as many as are allowed one waits until the first falls out of the window', () => {
  const windowStart = new Date(100_000);
  const at = (...seconds: number[]) => seconds.map((second) => new Date(second * 1000));
  expect(secondsUntilAllowed(at(), { times: 2, windowStart })).toBeUndefined();
  expect(secondsUntilAllowed(at(110), { times: 2, windowStart })).toBeUndefined();
  expect(secondsUntilAllowed(at(110, 130), { times: 2, windowStart })).toBe(10);
  expect(secondsUntilAllowed(at(105, 110, 130), { times: 2, windowStart })).toBe(10);
  expect(secondsUntilAllowed(at(100.0001, 130), { times: 2, windowStart })).toBe(1);
});
