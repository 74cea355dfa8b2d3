import { de } from './texts/account-mail.de';
import { en } from './texts/account-mail.en';
import { es } from './texts/account-mail.es';
import { fr } from './texts/account-mail.fr';
import { sw } from './texts/account-mail.sw';
import type { AccountMailTexts } from './texts/account-mail.texts';

const byLanguage: Readonly<Record<string, AccountMailTexts>> = { en, sw, fr, es, de };

/** The texts in a language, whatever the country: `fr-CA` reads French. English for a language we have no texts in. */
export function accountMailTexts(locale: string): AccountMailTexts {
  return byLanguage[locale.split('-')[0] ?? ''] ?? en;
}

/** The languages there are texts in. */
export const mailLanguages: readonly string[] = Object.keys(byLanguage);
