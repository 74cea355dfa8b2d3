import { newId } from '../ids/new-id';
import { LinkTokens } from './link-tokens';

const links = new LinkTokens({ LINK_SECRET: 'links-of-tests-are-signed-with-this' });
const id = newId();

test('idIn returns the id of a token, and tokenOf always returns the same token', () => {
  const token = links.tokenOf('reset-password', id);
  expect(token).toMatch(/^[\w-]{64}$/);
  expect(links.tokenOf('reset-password', id)).toBe(token);
  expect(links.idIn('reset-password', token)).toBe(id);
});

test('idIn refuses a token of another purpose or another secret', () => {
  expect(links.idIn('verify-email', links.tokenOf('reset-password', id))).toBeUndefined();
  const elsewhere = new LinkTokens({ LINK_SECRET: 'links-of-others-are-signed-with-that' });
  expect(links.idIn('reset-password', elsewhere.tokenOf('reset-password', id))).toBeUndefined();
});

test('idIn refuses a token with any changed character', () => {
  const token = links.tokenOf('reset-password', id);
  for (const [index, character] of token.split('').entries()) {
    const changed =
      token.slice(0, index) + (character === 'A' ? 'B' : 'A') + token.slice(index + 1);
    expect(links.idIn('reset-password', changed)).toBeUndefined();
  }
});

test.each(['', 'x', 'a'.repeat(63), 'a'.repeat(65), '='.repeat(64), 'ü'.repeat(64)])(
  'idIn refuses %j',
  (text) => {
    expect(links.idIn('reset-password', text)).toBeUndefined();
  },
);
