import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { GetBanNoticeResponse, MailAddress } from '@tribe/contracts';
import { banMailTexts } from './ban-mail.texts';
import type { MailContent } from './mail-layout.rules';
import { fillWith, formatMoment, nameInMail } from './mail-text.rules';

/** The token is in the fragment of the link, because browsers do not send it to servers. Times are in UTC. */
export function banMailContent(
  { until, token, appealUntil }: GetBanNoticeResponse,
  { fullName, locale }: Pick<MailAddress, 'fullName' | 'locale'>,
  appUrl: string,
): MailContent {
  const texts = banMailTexts(locale);
  const zone = { locale, timeZone: 'UTC' };

  const fill = fillWith({
    name: nameInMail(fullName),
    until: until ? formatMoment(timestampDate(until), zone) : '',
    time: appealUntil ? formatMoment(timestampDate(appealUntil), zone) : '',
  });

  return {
    locale,
    subject: texts.subject,
    preview: texts.preview,
    greeting: fill(texts.greeting),
    paragraphs: [fill(until ? texts.bannedUntil : texts.banned), texts.appeal],
    button: { label: texts.button, url: `${new URL('/appeal', appUrl).href}#token=${token}` },
    notes: [fill(texts.expiry)],
    signature: texts.signature,
  };
}
