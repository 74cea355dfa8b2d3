import { Controller } from '@nestjs/common';
import { TribeInvitationEndpoints } from './tribe-invitation.endpoints';
import { TribeJoinEndpoints } from './tribe-join.endpoints';
import { TribeMemberEndpoints } from './tribe-member.endpoints';
import { TribeEndpoints } from './tribe.endpoints';

@Controller('api/v1/tribes')
export class TribeController extends TribeEndpoints {
  protected readonly kind = 'tribe';
}

@Controller('api/v1/tribes')
export class TribeMemberController extends TribeMemberEndpoints {
  protected readonly kind = 'tribe';
}

@Controller('api/v1/tribes')
export class TribeInvitationController extends TribeInvitationEndpoints {
  protected readonly kind = 'tribe';
}

@Controller('api/v1/tribes')
export class TribeJoinController extends TribeJoinEndpoints {
  protected readonly kind = 'tribe';
}

@Controller('api/v1/groups')
export class GroupController extends TribeEndpoints {
  protected readonly kind = 'group';
}

@Controller('api/v1/groups')
export class GroupMemberController extends TribeMemberEndpoints {
  protected readonly kind = 'group';
}

@Controller('api/v1/groups')
export class GroupInvitationController extends TribeInvitationEndpoints {
  protected readonly kind = 'group';
}

@Controller('api/v1/groups')
export class GroupJoinController extends TribeJoinEndpoints {
  protected readonly kind = 'group';
}

@Controller('api/v1/teams')
export class TeamController extends TribeEndpoints {
  protected readonly kind = 'team';
}

@Controller('api/v1/teams')
export class TeamMemberController extends TribeMemberEndpoints {
  protected readonly kind = 'team';
}

@Controller('api/v1/teams')
export class TeamInvitationController extends TribeInvitationEndpoints {
  protected readonly kind = 'team';
}

@Controller('api/v1/teams')
export class TeamJoinController extends TribeJoinEndpoints {
  protected readonly kind = 'team';
}

/** Every endpoint exists for each of the three kinds. */
export const tribeControllers = [
  TribeController,
  TribeMemberController,
  TribeInvitationController,
  TribeJoinController,
  GroupController,
  GroupMemberController,
  GroupInvitationController,
  GroupJoinController,
  TeamController,
  TeamMemberController,
  TeamInvitationController,
  TeamJoinController,
];
