import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { GetPartnershipInvitationResponse } from '@tribe/contracts';
import type { MailContent } from './mail-layout.rules';
import { formatMoment, nameInMail } from './mail-text.rules';

/** In English: of somebody who was invited by address we know no language. */
export function partnershipInvitationContent(
  { inviter, token, expiresAt, partnershipName }: GetPartnershipInvitationResponse,
  appUrl: string,
): MailContent {
  const who = nameInMail(inviter?.fullName ?? 'Somebody');
  const time = expiresAt
    ? formatMoment(timestampDate(expiresAt), { locale: 'en', timeZone: 'UTC' })
    : '';
  const named =
    partnershipName === undefined ? '' : ` They called it “${nameInMail(partnershipName)}”.`;
  return {
    locale: 'en',
    subject: `${who} wants you as a partner on Tribe`,
    preview: 'Reach your goals together: check in, cheer each other on, keep each other going.',
    greeting: 'Hello,',
    paragraphs: [
      `${who} (@${inviter?.username ?? ''}) invites you to be their accountability partner on Tribe.${named}`,
      'Partners see how the other is doing, check in with each other and keep each other going. Open the link on your phone, in the Tribe app:',
    ],
    button: {
      label: 'See the invitation',
      url: `${new URL('/partnership-invitation', appUrl).href}#token=${token}`,
    },
    notes: [
      `The invitation stands until ${time}.`,
      `You get this mail because ${who} gave us this address. If you do not know them, you need not do anything.`,
    ],
    signature: 'The Tribe team',
  };
}
