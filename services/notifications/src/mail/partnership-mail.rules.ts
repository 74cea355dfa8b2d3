import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { GetPartnershipInvitationResponse } from '@tribe/contracts';
import type { MailContent } from './mail-layout.rules';
import { formatMoment, nameInMail } from './mail-text.rules';

/** Always in English, because the language of the recipient is unknown. */
export function partnershipInvitationContent(
  { inviter, token, expiresAt, refusalToken }: GetPartnershipInvitationResponse,
  appUrl: string,
): MailContent {
  const inviterName = nameInMail(inviter?.fullName ?? 'Somebody');

  const time = expiresAt
    ? formatMoment(timestampDate(expiresAt), { locale: 'en', timeZone: 'UTC' })
    : '';

  return {
    locale: 'en',
    subject: `${inviterName} wants you as a partner on Tribe`,
    preview: 'Reach your goals together: check in, cheer each other on, keep each other going.',
    greeting: 'Hello,',
    paragraphs: [
      `${inviterName} (@${nameInMail(inviter?.username ?? '')}) invites you to be their accountability partner on Tribe.`,
      'Partners see how the other is doing, check in with each other and keep each other going. Open the link on your phone, in the Tribe app:',
    ],
    button: {
      label: 'See the invitation',
      url: `${new URL('/partnership-invitation', appUrl).href}#token=${token}`,
    },
    notes: [
      `The invitation stands until ${time}.`,
      `You get this mail because ${inviterName} gave us this address. If you do not know them, you need not do anything.`,
    ],
    signature: 'The Tribe team',
    ...(refusalToken !== undefined && {
      optOut: {
        label: 'Never send invitations to this address again',
        url: `${new URL('/refuse-invitations', appUrl).href}#token=${refusalToken}`,
      },
    }),
  };
}
