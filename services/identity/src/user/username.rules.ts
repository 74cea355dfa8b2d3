/** Names that speak for Tribe, or that are paths of the app. */
const reserved = new Set(
  `about account accounts admin administrator api app auth billing blog contact dev everyone explore feed friends
   goals help here info legal login logout mail me messages moderator news nobody notifications null official
   postmaster privacy profile register root search security settings signup staff status stats stories support
   system team terms tribe tribeapp tribe_app tribe.app undefined user username users webmaster www`.split(
    /\s+/,
  ),
);

/** Nothing but words that speak for Tribe, however they are joined and numbered: `support.tribe`, `Admin_1`. */
const official =
  /^[._\d]*(?:(?:admin|administrator|app|billing|help|legal|moderator|official|privacy|security|staff|support|system|team|tribe)[._\d]*)+$/;

/** Whether no user may take this username. */
export function isReservedUsername(username: string): boolean {
  const name = username.toLowerCase();
  return reserved.has(name) || official.test(name);
}

/** Words that official names have beside those that speak for Tribe: `The Tribe Team`, `Account Security`. */
const companions = new Set(
  'account accounts care center centre customer desk global of service services the'.split(' '),
);

/** Accents, and characters that show nothing: with them, a name still looks like another. */
const unseen = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Whether no user may take this full name: it has only words of an official name, such as `Tribe Support`. A single word is
 * free, unless it names Tribe.
 */
export function isReservedFullName(fullName: string): boolean {
  const words = fullName
    .normalize('NFKD')
    .replaceAll(unseen, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

  const isOfficial = (word: string) => official.test(word);

  const hasOnlyOfficialWords =
    words.some(isOfficial) && words.every((word) => isOfficial(word) || companions.has(word));

  const namesTribe = words.some((word) => word.includes('tribe'));

  return hasOnlyOfficialWords && (words.length > 1 || namesTribe);
}

/** The username to start from when a name has no usable letters, or is reserved. */
export const fallbackUsername = 'friend';

const maxLength = 50;

/**
 * Usernames similar to a wanted one, in the order in which they are offered.
 *
 * @param number four digits, so that a popular name does not run out of similar names
 */
export function similarUsernames(username: string, number: number): string[] {
  const withSuffix = (suffix: string) =>
    `${username.slice(0, maxLength - suffix.length).replace(/\.$/, '')}${suffix}`;
  const suffixes = ['1', '2', '_1', '.tribe', '_tribe', String(number), `_${number}`];
  return suffixes.map(withSuffix);
}
