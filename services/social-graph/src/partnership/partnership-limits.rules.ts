import type { ErrorType } from '@tribe/service-kit';
import { errors } from '../errors';
import type { PartnershipKind } from './partnership.rules';

/** How full a person's hands are. */
export interface Standing {
  readonly inDuo: boolean;
  /** Accountability partnerships, active or paused. */
  readonly partnerships: number;
  /** Invitations they sent that wait, or seem to them to wait. */
  readonly openInvitations: number;
}

/** How two people stand to each other. */
export interface PairStanding {
  readonly areFriends: boolean;
  /** A partnership of the kind, active or paused, whoever invited whom. */
  readonly arePartners: boolean;
  /** The first has an open invitation to the second for the kind. */
  readonly isInvited: boolean;
}

export interface PartnershipLimits {
  readonly partnerships: number;
  readonly openInvitations: number;
}

/** How often one person may invite the same other person or address. */
export const inviteeLimit = { times: 3, days: 90 } as const;

const dayMs = 86_400_000;

/** Why somebody may not send an invitation of this kind; undefined when they may. */
export function refusalOfInvitation(
  kind: PartnershipKind,
  inviter: Standing,
  pair: PairStanding | 'by e-mail',
  limits: PartnershipLimits,
): ErrorType | undefined {
  if (pair !== 'by e-mail') {
    if (!pair.areFriends) return errors.PARTNER_NOT_A_FRIEND;
    if (pair.arePartners || pair.isInvited) return errors.PARTNERSHIP_EXISTS;
  }
  if (inviter.openInvitations >= limits.openInvitations) return errors.PARTNERSHIP_LIMIT_REACHED;
  return fullness(kind, inviter, limits);
}

/** Why an invitation cannot be accepted now; undefined when it can. */
export function refusalOfActivation(
  kind: PartnershipKind,
  { accepter, inviter, pair }: { accepter: Standing; inviter: Standing; pair: PairStanding },
  limits: PartnershipLimits,
): ErrorType | undefined {
  if (pair.arePartners) return errors.PARTNERSHIP_EXISTS;
  const own = fullness(kind, accepter, limits);
  if (own) return own;
  return fullness(kind, inviter, limits) ? errors.PARTNER_UNAVAILABLE : undefined;
}

/** Since when invitations to the same person count. */
export function inviteeWindowStart(now: Date): Date {
  return new Date(now.getTime() - inviteeLimit.days * dayMs);
}

/** Since when invitations to anybody count. */
export function dayWindowStart(now: Date): Date {
  return new Date(now.getTime() - dayMs);
}

/**
 * Whole seconds until one more is allowed; undefined when it is allowed now.
 *
 * @param times what was done inside a window of `windowMs`, oldest first
 */
export function secondsUntilAllowed(
  times: readonly Date[],
  limit: { times: number; windowStart: Date },
): number | undefined {
  const blocking = times[times.length - limit.times];
  if (!blocking) return undefined;
  return Math.max(1, Math.ceil((blocking.getTime() - limit.windowStart.getTime()) / 1000));
}

function fullness(
  kind: PartnershipKind,
  standing: Standing,
  limits: PartnershipLimits,
): ErrorType | undefined {
  switch (kind) {
    case 'duo':
      return standing.inDuo ? errors.DUO_EXISTS : undefined;
    case 'accountability':
      return standing.partnerships >= limits.partnerships
        ? errors.PARTNERSHIP_LIMIT_REACHED
        : undefined;
  }
}
