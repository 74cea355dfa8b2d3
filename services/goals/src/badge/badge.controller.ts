import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { BadgeReader } from './badge-reader';
import {
  type BadgeParams,
  badgeParams,
  badgeResponse,
  type ListBadgesQuery,
  listBadgesQuery,
  listBadgesResponse,
  type ProposeBadgeBody,
  proposeBadgeBody,
} from './badge.dto';
import { BadgeService } from './badge.service';

@Controller('api/v1/badges')
export class BadgeController {
  constructor(
    private readonly badges: BadgeService,
    private readonly reader: BadgeReader,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Propose a badge for a finished commitment to your partner',
    body: proposeBadgeBody,
    response: badgeResponse,
    status: 201,
    errors: [
      errors.USER_NOT_FOUND,
      errors.SYSTEM_NOT_FOUND,
      errors.GOAL_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.GOAL_NOT_COMPLETED,
      errors.BADGE_RANGE_INVALID,
      errors.BADGE_COMMITMENT_EMPTY,
      errors.BADGE_COMMITMENT_IMPORTED,
      errors.BADGE_EXISTS,
      errors.BADGE_LIMIT_REACHED,
    ],
  })
  proposeBadge(@CurrentCaller() caller: Caller, @Body() body: ProposeBadgeBody) {
    return this.badges.proposeBadge(caller, body);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your badges and those that you confirm, newest first',
    query: listBadgesQuery,
    response: listBadgesResponse,
  })
  listBadges(@CurrentCaller() caller: Caller, @Query() query: ListBadgesQuery) {
    return this.reader.listBadges(caller, query);
  }

  @Get(':badgeId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a badge',
    params: badgeParams,
    response: badgeResponse,
    errors: [errors.BADGE_NOT_FOUND],
  })
  getBadge(@CurrentCaller() caller: Caller, @Param() { badgeId }: BadgeParams) {
    return this.reader.getBadge(caller, badgeId);
  }

  @Put(':badgeId/confirm')
  @Endpoint({
    access: 'authenticated',
    summary: 'Confirm and sign a badge of your partner',
    description: 'The commitment must still be as it was proposed.',
    params: badgeParams,
    response: badgeResponse,
    errors: [
      errors.BADGE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.USER_NOT_FOUND,
      errors.SYSTEM_NOT_FOUND,
      errors.GOAL_NOT_FOUND,
      errors.GOAL_NOT_COMPLETED,
      errors.BADGE_RANGE_INVALID,
      errors.BADGE_COMMITMENT_EMPTY,
      errors.BADGE_OUTDATED,
    ],
  })
  confirmBadge(@CurrentCaller() caller: Caller, @Param() { badgeId }: BadgeParams) {
    return this.badges.confirmBadge(caller, badgeId);
  }

  @Delete(':badgeId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Withdraw or decline a badge that is not signed',
    params: badgeParams,
    status: 204,
    errors: [errors.BADGE_NOT_FOUND, errors.BADGE_SIGNED],
  })
  deleteBadge(@CurrentCaller() caller: Caller, @Param() { badgeId }: BadgeParams) {
    return this.badges.deleteBadge(caller, badgeId);
  }
}
