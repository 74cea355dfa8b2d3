import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { TribeKind } from './tribe-roles.rules';
import type { UpdateTribeBody } from './tribe.dto';
import type { Tribe } from './tribe.queries';
import type { TribePrivacy } from './tribe.rules';

/** The columns that an update writes. */
export type TribeChanges = Partial<
  Pick<
    Tribe,
    | 'name'
    | 'description'
    | 'imageUrl'
    | 'coverImageUrl'
    | 'privacy'
    | 'requireApproval'
    | 'maxMembers'
  >
>;

/** The privacy of a new tribe that names none. */
export const firstPrivacyOf: Readonly<Record<TribeKind, TribePrivacy>> = {
  tribe: 'public',
  group: 'private',
  team: 'private',
};

/** Decides what a merge-patch changes in a tribe. A patch without anything new keeps it. */
export function decideChanges(
  tribe: Tribe,
  body: UpdateTribeBody,
  mostMembers: number,
): Decision<TribeChanges> {
  const maxMembers = decideMaxMembers(body.max_members, mostMembers);
  if (maxMembers.kind === 'refuse') return maxMembers;
  const changes = changesOf(tribe, body);
  if (Object.keys(changes).length === 0) return keep;
  if ((changes.maxMembers ?? tribe.maxMembers) < tribe.members.length)
    return refuse(errors.TRIBE_HAS_MORE_MEMBERS);

  return change(changes);
}

/** Whether a tribe may have this limit of members; undefined leaves it as it is. */
export function decideMaxMembers(wanted: number | undefined, mostMembers: number): Permission {
  if (wanted === undefined || wanted <= mostMembers) return allow;
  const message = `may be at most ${mostMembers} for this kind`;
  return refuse(errors.TRIBE_TOO_LARGE, { errors: [{ pointer: '/max_members', message }] });
}

/** The privacy that a body names, in either of its two fields. */
export function privacyIn({
  privacy_level,
  is_private,
}: UpdateTribeBody): TribePrivacy | undefined {
  if (is_private === undefined) return privacy_level;
  return is_private ? 'private' : 'public';
}

function changesOf(tribe: Tribe, body: UpdateTribeBody): TribeChanges {
  const wanted = {
    name: body.name,
    description: body.description,
    imageUrl: body.image_url === undefined ? body.group_image_url : body.image_url,
    coverImageUrl: body.cover_image_url,
    privacy: privacyIn(body),
    requireApproval: body.require_approval,
    maxMembers: body.max_members,
  };
  const different = Object.entries(wanted).filter(
    ([column, value]) => value !== undefined && value !== tribe[column as keyof typeof wanted],
  );
  return Object.fromEntries(different) as TribeChanges;
}
