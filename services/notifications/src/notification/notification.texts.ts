import { de } from './texts/notification.de';
import { en } from './texts/notification.en';
import { es } from './texts/notification.es';
import { fr } from './texts/notification.fr';
import { sw } from './texts/notification.sw';
import type { NotificationTexts } from './texts/notification.texts';

const byLanguage: Readonly<Record<string, NotificationTexts>> = { en, sw, fr, es, de };

/** Returns the texts for a BCP 47 locale, ignoring its country. The fallback is English. */
export function notificationTexts(locale: string): NotificationTexts {
  return byLanguage[locale.split('-')[0] ?? ''] ?? en;
}
