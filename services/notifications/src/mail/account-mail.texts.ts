import { de } from './texts/account-mail.de';
import { en } from './texts/account-mail.en';
import { es } from './texts/account-mail.es';
import { fr } from './texts/account-mail.fr';
import { sw } from './texts/account-mail.sw';
import type { AccountMailTexts } from './texts/account-mail.texts';

const byLanguage: Readonly<Record<string, AccountMailTexts>> = { en, sw, fr, es, de };

/** Returns the texts for a BCP 47 locale, ignoring its country: `fr-CA` yields French. The fallback is English. */
export function accountMailTexts(locale: string): AccountMailTexts {
  return byLanguage[locale.split('-')[0] ?? ''] ?? en;
}

/** The languages that have texts. */
export const mailLanguages: readonly string[] = Object.keys(byLanguage);
