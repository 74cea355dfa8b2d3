import { allow, change, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { account, mail, moving, now, verified } from '../mail/account-mail.test-support';
import { decideReset, decideVerification } from './mail-link.rules';

const expired = { ...mail, expiresAt: now };
const invalid = refuse(errors.LINK_INVALID);
const late = refuse(errors.LINK_EXPIRED);

describe('a link that verifies an address', () => {
  test.each([
    ['verifies the address of the account', mail, account, change('verify')],
    ['moves the account to its pending address', mail, moving, change('move')],
    ['changes nothing when it is followed again', { ...mail, usedAt: now }, verified, keep],
    ['changes nothing when it is followed again after it expired', expired, verified, keep],
    ['is refused once it has expired', expired, account, late],
    ['is refused for a move once it has expired', expired, moving, late],
    ['is refused for another address', mail, { ...verified, email: 'other@x.com' }, invalid],
    ['is refused for an inactive account', mail, { ...account, isActive: false }, invalid],
    [
      'is refused for an inactive account whose address was verified',
      mail,
      { ...verified, isActive: false },
      invalid,
    ],
  ])('%s', (_case, link, state, decision) => {
    expect(decideVerification(link, state, true, now)).toEqual(decision);
  });
});

describe('a link that verifies an address, followed by a reader who is not known to be the user', () => {
  test.each([
    ['hands the account over to the reader', mail, account, change('hand-over')],
    ['does not move the account', mail, moving, refuse(errors.ACCOUNT_PROOF_REQUIRED)],
    ['changes nothing when it is followed again', { ...mail, usedAt: now }, verified, keep],
    ['is refused once it has expired', expired, account, late],
    ['is refused for another address', mail, { ...verified, email: 'other@x.com' }, invalid],
  ])('%s', (_case, link, state, decision) => {
    expect(decideVerification(link, state, false, now)).toEqual(decision);
  });
});

describe('a link that resets the password', () => {
  test.each([
    ['is accepted', {}, account, allow],
    ['is refused after it was used', { usedAt: now }, account, invalid],
    ['is refused once it has expired', { expiresAt: now }, account, late],
    ['is refused once the address has changed', {}, { ...account, email: 'other@x.com' }, invalid],
    ['is refused for an inactive account', {}, { ...account, isActive: false }, invalid],
  ])('%s', (_case, overrides, state, decision) => {
    const link = { ...mail, kind: 'reset_password' as const, ...overrides };
    expect(decideReset(link, state, now)).toEqual(decision);
  });
});
