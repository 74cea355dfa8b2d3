import { type Tribe, TribeKind, type UserCard } from '@tribe/contracts';
import { filled, type Language, nameOf, type TextIn, textOf } from './notification-text.rules';

const kinds = {
  [TribeKind.UNSPECIFIED]: 'tribe',
  [TribeKind.TRIBE]: 'tribe',
  [TribeKind.GROUP]: 'group',
  [TribeKind.TEAM]: 'team',
} as const satisfies Record<TribeKind, string>;

const groupName =
  ({ kind, name }: Tribe) =>
  (language: Language): string => {
    const { groups, named } = language.texts;
    return filled(language, named, { kind: groups[kinds[kind]], title: name });
  };

export function groupInviteText(tribe: Tribe, inviter: UserCard | undefined): TextIn {
  return textOf('groupInvite', { name: nameOf(inviter), group: groupName(tribe) });
}

export function groupRequestText(tribe: Tribe, requester: UserCard | undefined): TextIn {
  return textOf('groupRequest', { name: nameOf(requester), group: groupName(tribe) });
}

export function groupApprovedText(tribe: Tribe, approver: UserCard | undefined): TextIn {
  return textOf('groupApproved', { name: nameOf(approver), group: groupName(tribe) });
}

export function groupOwnershipText(tribe: Tribe): TextIn {
  return textOf('groupOwnership', { group: groupName(tribe) });
}
