/** Names that one text can mention. */
const maxNames = 50;
const maxUsernameLength = 50;

/** `@` after a letter or digit belongs to an address. */
const mention = /(?<![\p{L}\p{N}_.@])@([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)/gu;

const room = 'room';

/** The names after `@` in a text. */
export interface NamedInText {
  /** For each name, the usernames that it can be, the longest first: a dot can end a sentence. In lower case. */
  readonly names: readonly (readonly string[])[];
  /** Whether the text has `@room`. */
  readonly hasRoom: boolean;
}

/** Returns the first 50 different names that a text mentions. */
export function namedIn(text: string): NamedInText {
  const found = new Set<string>();

  for (const [, name = ''] of text.matchAll(mention)) {
    found.add(name.toLowerCase());
    if (found.size === maxNames) break;
  }

  const names = [...found].map(usernamesOf).filter((usernames) => usernames.length > 0);

  return { names, hasRoom: [...found].some((name) => name.split('.')[0] === room) };
}

function usernamesOf(name: string): string[] {
  const parts = name.slice(0, maxUsernameLength + 1).split('.');

  return parts
    .map((_, index) => parts.slice(0, parts.length - index).join('.'))
    .filter((username) => username.length <= maxUsernameLength && username !== room);
}

/** Returns the users that names mean: the longest username that a user has. */
export function mentionedUsersOf(
  names: NamedInText['names'],
  userIds: ReadonlyMap<string, string>,
): string[] {
  const mentioned = names.map((usernames) =>
    usernames.map((username) => userIds.get(username)).find((id) => id !== undefined),
  );

  return [...new Set(mentioned.filter((id) => id !== undefined))];
}
