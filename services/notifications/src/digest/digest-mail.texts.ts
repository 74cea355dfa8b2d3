import { de } from './texts/digest-mail.de';
import { en } from './texts/digest-mail.en';
import { es } from './texts/digest-mail.es';
import { fr } from './texts/digest-mail.fr';
import { sw } from './texts/digest-mail.sw';
import type { DigestMailTexts } from './texts/digest-mail.texts';

const byLanguage: Readonly<Record<string, DigestMailTexts>> = { en, sw, fr, es, de };

/** Returns the texts for a BCP 47 locale, ignoring its country. The fallback is English. */
export function digestMailTexts(locale: string): DigestMailTexts {
  return byLanguage[locale.split('-')[0] ?? ''] ?? en;
}
