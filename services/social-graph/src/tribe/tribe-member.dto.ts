import { userCardResponse } from '@tribe/projections';
import { id, paginationResponse, opaqueField } from '@tribe/service-kit';
import { z } from 'zod';
import { tribeRoles } from './tribe-roles.rules';
import { tribeParams, tribeRole } from './tribe.dto';

export const roleBody = z
  .strictObject({
    role: opaqueField(20)
      .toLowerCase()
      .describe(
        'In tribes and groups: `admin`, `moderator` or `member`. In teams: `admin`, `coach`, `trainer`, `captain`, `player` or `alumni`',
      )
      .pipe(z.enum(tribeRoles))
      .meta({ id: 'NewTribeRole', enum: tribeRoles, example: 'moderator' }),
  })
  .meta({ id: 'ChangeTribeMemberRoleRequest' });
export type RoleBody = z.infer<typeof roleBody>;

export const newOwnerBody = z
  .strictObject({ user_id: id.describe('The member who becomes the owner') })
  .meta({ id: 'HandOverTribeRequest' });
export type NewOwnerBody = z.infer<typeof newOwnerBody>;

export const memberParams = tribeParams.extend({ userId: id });
export type MemberParams = z.infer<typeof memberParams>;

export const tribeMemberResponse = userCardResponse
  .extend({ role: tribeRole, is_owner: z.boolean(), joined_at: z.iso.datetime() })
  .meta({ id: 'TribeMember' });
export type TribeMemberResponse = z.infer<typeof tribeMemberResponse>;

export const tribeMemberListResponse = z
  .object({ members: z.array(tribeMemberResponse), pagination: paginationResponse })
  .meta({ id: 'TribeMemberList' });
export type TribeMemberListResponse = z.infer<typeof tribeMemberListResponse>;
