import { Body, Delete, Get, Injectable, Param, Patch, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { TribeListService } from './tribe-list.service';
import type { TribeKind } from './tribe-roles.rules';
import {
  type CreateTribeBody,
  createTribeBody,
  type ListTribesQuery,
  listTribesQuery,
  tribeListResponse,
  type TribeParams,
  tribeParams,
  tribeResponse,
  type UpdateTribeBody,
  updateTribeBody,
} from './tribe.dto';
import { TribeService } from './tribe.service';

/** The endpoints of tribes, groups and teams themselves. Each kind has them at its own path. */
@Injectable()
export abstract class TribeEndpoints {
  protected abstract readonly kind: TribeKind;

  constructor(
    private readonly tribes: TribeService,
    private readonly lists: TribeListService,
  ) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the tribes, groups or teams that you are a member of, newest first',
    query: listTribesQuery,
    response: tribeListResponse,
  })
  listTribes(@CurrentCaller() caller: Caller, @Query() query: ListTribesQuery) {
    return this.lists.listTribes(caller, this.kind, 'mine', query);
  }

  @Get('discover')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the tribes, groups or teams that you could join, newest first',
    description:
      'The list contains those that are public, and those of your friends with the privacy level `friends_only`. `total` is at ' +
      'most 1000.',
    query: listTribesQuery,
    response: tribeListResponse,
  })
  discoverTribes(@CurrentCaller() caller: Caller, @Query() query: ListTribesQuery) {
    return this.lists.listTribes(caller, this.kind, 'discover', query);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Create a tribe, group or team',
    description:
      'You become its owner. By default, tribes are public, groups and teams are private, and requests to join need approval.',
    body: createTribeBody,
    response: tribeResponse,
    status: 201,
    errors: [errors.TRIBE_LIMIT_REACHED, errors.TRIBE_TOO_LARGE],
  })
  createTribe(@CurrentCaller() caller: Caller, @Body() body: CreateTribeBody) {
    return this.tribes.createTribe(caller, this.kind, body);
  }

  @Get(':tribeId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a tribe, group or team',
    versioned: true,
    params: tribeParams,
    response: tribeResponse,
    errors: [errors.TRIBE_NOT_FOUND],
  })
  getTribe(@CurrentCaller() caller: Caller, @Param() { tribeId }: TribeParams) {
    return this.tribes.getTribe(caller, this.kind, tribeId);
  }

  @Patch(':tribeId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update a tribe, group or team',
    versioned: true,
    description: 'A merge patch: omitted fields stay unchanged, and null clears a field.',
    params: tribeParams,
    body: updateTribeBody,
    response: tribeResponse,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_HAS_MORE_MEMBERS,
      errors.TRIBE_TOO_LARGE,
    ],
  })
  updateTribe(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Body() body: UpdateTribeBody,
  ) {
    return this.tribes.updateTribe(caller, this.kind, tribeId, body);
  }

  @Delete(':tribeId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Archive a tribe, group or team',
    description: 'Only the owner can do this.',
    versioned: true,
    params: tribeParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  async archiveTribe(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
  ): Promise<void> {
    await this.tribes.archiveTribe(caller, this.kind, tribeId);
  }
}
