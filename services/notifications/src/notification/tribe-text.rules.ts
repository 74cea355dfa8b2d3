import { type Tribe, TribeKind, type UserCard } from '@tribe/contracts';
import { nameOf, type NotificationText } from './notification-text.rules';

const kindNames: Readonly<Record<TribeKind, string>> = {
  [TribeKind.UNSPECIFIED]: 'tribe',
  [TribeKind.TRIBE]: 'tribe',
  [TribeKind.GROUP]: 'group',
  [TribeKind.TEAM]: 'team',
};

const nameOfTribe = ({ kind, name }: Tribe) => `the ${kindNames[kind]} "${name}"`;

export function groupInviteText(tribe: Tribe, inviter: UserCard | undefined): NotificationText {
  return {
    title: 'New Group Invitation',
    message: `${nameOf(inviter)} invites you into ${nameOfTribe(tribe)}`,
  };
}

export function groupRequestText(tribe: Tribe, requester: UserCard | undefined): NotificationText {
  return {
    title: 'New Request to Join',
    message: `${nameOf(requester)} wants to join ${nameOfTribe(tribe)}`,
  };
}

export function groupApprovedText(tribe: Tribe, approver: UserCard | undefined): NotificationText {
  return {
    title: 'Request Approved',
    message: `${nameOf(approver)} let you into ${nameOfTribe(tribe)}`,
  };
}

export function groupOwnershipText(tribe: Tribe): NotificationText {
  return {
    title: 'New Owner',
    message: `${nameOfTribe(tribe).replace('the', 'The')} is yours now`,
  };
}
