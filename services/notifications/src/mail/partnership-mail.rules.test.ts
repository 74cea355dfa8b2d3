import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { GetPartnershipInvitationResponseSchema } from '@tribe/contracts';
import { renderMail } from './mail-layout.rules';
import { partnershipInvitationContent } from './partnership-mail.rules';

function rendered(inviter: { fullName: string; username: string }, refusalToken?: string) {
  const invitation = create(GetPartnershipInvitationResponseSchema, {
    inviter,
    token: 'abc_DEF-123',
    expiresAt: timestampFromDate(new Date('2026-03-02T12:30:00Z')),
    ...(refusalToken !== undefined && { refusalToken }),
  });

  return renderMail(partnershipInvitationContent(invitation, 'https://tribe.app'));
}

const brian = { fullName: 'Brian Okuku', username: 'brianokuku' };

test('an invitation has two links, to answer it and to refuse all others', () => {
  const { text, html, optOutUrl } = rendered(brian, 'xyz-789');
  expect(text.replaceAll('\u202f', ' ')).toBe(`Hello,

Brian Okuku (@brianokuku) invites you to be their accountability partner on Tribe.

Partners see how the other is doing, check in with each other and keep each other going. Open the link on your phone, in the Tribe app:

See the invitation:
https://tribe.app/partnership-invitation#token=abc_DEF-123

The Tribe team

--${' '}

The invitation stands until March 2, 2026 at 12:30 PM UTC.

You get this mail because Brian Okuku gave us this address. If you do not know them, you need not do anything.

Never send invitations to this address again:
https://tribe.app/refuse-invitations#token=xyz-789
`);
  expect([...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url)).toEqual([
    'https://tribe.app/partnership-invitation#token=abc_DEF-123',
    'https://tribe.app/refuse-invitations#token=xyz-789',
  ]);
  expect(optOutUrl).toBe('https://tribe.app/refuse-invitations#token=xyz-789');
});

test('an invitation of a release that knows no refusals has no link to refuse', () => {
  const { text, optOutUrl } = rendered(brian);
  expect([text.includes('refuse-invitations'), optOutUrl]).toEqual([false, undefined]);
});

test('mail clients find no link in the names of the inviter, and their HTML is text', () => {
  const { subject, text, html } = rendered(
    { fullName: '<b>evil.example/win</b>', username: 'www.evil.example' },
    'xyz-789',
  );
  for (const part of [subject, text, html]) expect(part).not.toMatch(/evil\.example|www\.evil/);
  expect(text).toContain('(@www. evil. example)');
  expect(html).not.toContain('<b>');
});
