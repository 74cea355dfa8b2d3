import {
  ContributionType,
  type Goal,
  type GoalContributionAdded,
  type Partnership,
  PartnershipKind,
  type UserCard,
} from '@tribe/contracts';
import { decimalsOf, isCurrency } from '@tribe/service-kit';
import { fillWith } from '../mail/mail-text.rules';
import { notificationTexts } from './notification.texts';
import type { NotificationText, NotificationTexts } from './texts/notification.texts';

/** The language of a recipient. */
export interface Language {
  /** BCP 47. */
  readonly locale: string;
  readonly texts: NotificationTexts;
}

/** Writes the text of a notification in a language. */
export type TextIn = (language: Language) => NotificationText;

/** The values of placeholders, or what writes them in a language. */
type Values = Readonly<Record<string, string | ((language: Language) => string)>>;

/** The texts with nothing but a title and a message. */
type PlainText = {
  [Key in keyof NotificationTexts]: NotificationTexts[Key] extends NotificationText ? Key : never;
}[keyof NotificationTexts];

/** @param locale English by default, for a user whose card has not arrived, and for a text that is no locale */
export function languageOf(locale = 'en'): Language {
  const known = isLocale(locale) ? locale : 'en';
  return { locale: known, texts: notificationTexts(known) };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** Returns a text with values in place of its placeholders. */
export function textOf(key: PlainText, values: Values): TextIn {
  return (language) => {
    const { title, message } = language.texts[key];
    return { title, message: filled(language, message, values) };
  };
}

export function filled(language: Language, text: string, values: Values): string {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value(language),
  ]);

  return fillWith(Object.fromEntries(entries) as Record<string, string>)(text);
}

export const nameOf =
  (user: Pick<UserCard, 'fullName'> | undefined) =>
  ({ texts }: Language): string =>
    user?.fullName || texts.somebody;

export const goalName =
  (goal: Pick<Goal, 'title'> | undefined) =>
  ({ texts }: Language): string =>
    goal?.title ?? texts.aGoal;

/**
 * Formats an amount with the symbol that tells its currency from others, such as `$150.00`, `CA$5.00` or `CLP 990`. Never
 * rounds: amounts may be older than the rule about their decimals.
 */
export function formatAmount(amount: string, currency: string, locale = 'en-US'): string {
  if (!isCurrency(currency)) return `${amount} ${currency}`;

  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimalsOf(currency),
    maximumFractionDigits: 3,
  });

  return format.format(amount as Intl.StringNumericLiteral);
}

/** An amount of the currency of a goal. */
export const amountOf =
  (amount: string, goal: Pick<Goal, 'targetCurrency'> | undefined) =>
  ({ locale }: Language): string =>
    formatAmount(amount, goal?.targetCurrency ?? 'USD', locale);

export function friendRequestText(requester: UserCard | undefined): TextIn {
  return textOf('friendRequest', { name: nameOf(requester) });
}

export function friendAcceptedText(addressee: UserCard | undefined): TextIn {
  return textOf('friendAccepted', { name: nameOf(addressee) });
}

export function contributionText(event: GoalContributionAdded): TextIn {
  const values = { name: nameOf(event.contributor), goal: goalName(event.goal) };

  switch (event.contributionType) {
    case ContributionType.CHECKIN:
      return textOf('contributionOfCheckin', values);
    case ContributionType.MILESTONE:
      return textOf('contributionOfMilestone', values);
    case ContributionType.MONETARY:
    case ContributionType.UNSPECIFIED:
      return textOf('contributionOfAmount', {
        ...values,
        amount: amountOf(event.amount, event.goal),
      });
  }
}

/** The kind and the name, such as `a duo "Early birds"`; only the kind if it has no name. */
const partnershipName =
  ({ kind, name }: Partnership, phrases: 'invitedTo' | 'yours') =>
  (language: Language): string => {
    const { texts } = language;
    const phrase = texts[phrases][kind === PartnershipKind.DUO ? 'duo' : 'accountability'];
    return name ? filled(language, texts.named, { kind: phrase, title: name }) : phrase;
  };

export function partnershipInviteText(
  partnership: Partnership,
  inviter: UserCard | undefined,
): TextIn {
  const values = { partnership: partnershipName(partnership, 'invitedTo') };
  return textOf('partnershipInvite', { name: nameOf(inviter), ...values });
}

export function partnershipAcceptedText(
  partnership: Partnership,
  accepter: UserCard | undefined,
): TextIn {
  const values = { partnership: partnershipName(partnership, 'yours') };
  return textOf('partnershipAccepted', { name: nameOf(accepter), ...values });
}

export function partnershipDissolvedText(
  partnership: Partnership,
  by: UserCard | undefined,
): TextIn {
  const values = { partnership: partnershipName(partnership, 'yours') };
  return textOf('partnershipDissolved', { name: nameOf(by), ...values });
}

/** The text is the same for every participant. */
export function goalCompletedText(goal: Goal | undefined): TextIn {
  const others = (goal?.participants.length ?? 1) - 1;

  return (language) => {
    const { title, alone, one, several } = language.texts.goalCompleted;
    const message = others < 1 ? alone : counted({ one, several }, others);
    const values = { goal: goalName(goal), count: String(others) };

    return { title, message: filled(language, message, values) };
  };
}

export function counted(texts: { one: string; several: string }, count: number): string {
  return count === 1 ? texts.one : texts.several;
}
