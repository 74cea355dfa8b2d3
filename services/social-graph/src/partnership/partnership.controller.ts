import { Body, Controller, Get, Param, Patch, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type ListPartnershipsQuery,
  listPartnershipsQuery,
  partnershipListResponse,
  type PartnershipParams,
  partnershipParams,
  partnershipResponse,
  type UpdatePartnershipBody,
  updatePartnershipBody,
} from './partnership.dto';
import { PartnershipService } from './partnership.service';

@Controller('api/v1/partnerships')
export class PartnershipController {
  constructor(private readonly partnerships: PartnershipService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your partnerships and invitations, newest first',
    description: 'The list includes ended partnerships.',
    query: listPartnershipsQuery,
    response: partnershipListResponse,
  })
  listPartnerships(@CurrentCaller() caller: Caller, @Query() query: ListPartnershipsQuery) {
    return this.partnerships.listPartnerships(caller, query);
  }

  @Get(':partnershipId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a partnership or an invitation',
    versioned: true,
    params: partnershipParams,
    response: partnershipResponse,
    errors: [errors.PARTNERSHIP_NOT_FOUND],
  })
  getPartnership(@CurrentCaller() caller: Caller, @Param() { partnershipId }: PartnershipParams) {
    return this.partnerships.getPartnership(caller, partnershipId);
  }

  @Patch(':partnershipId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update the name or the check-in frequency of a partnership',
    versioned: true,
    description: 'A merge patch: omitted fields stay unchanged, and null clears the name.',
    params: partnershipParams,
    body: updatePartnershipBody,
    response: partnershipResponse,
    errors: [errors.PARTNERSHIP_NOT_FOUND, errors.PARTNERSHIP_NOT_ACTIVE],
  })
  updatePartnership(
    @CurrentCaller() caller: Caller,
    @Param() { partnershipId }: PartnershipParams,
    @Body() body: UpdatePartnershipBody,
  ) {
    return this.partnerships.updatePartnership(caller, partnershipId, body);
  }

  @Put(':partnershipId/pause')
  @Endpoint({
    access: 'authenticated',
    summary: 'Pause a partnership',
    versioned: true,
    description: 'A paused partnership still counts towards the limits.',
    params: partnershipParams,
    response: partnershipResponse,
    errors: [errors.PARTNERSHIP_NOT_FOUND, errors.PARTNERSHIP_NOT_ACTIVE],
  })
  pausePartnership(@CurrentCaller() caller: Caller, @Param() { partnershipId }: PartnershipParams) {
    return this.partnerships.pausePartnership(caller, partnershipId);
  }

  @Put(':partnershipId/resume')
  @Endpoint({
    access: 'authenticated',
    summary: 'Resume a paused partnership',
    versioned: true,
    params: partnershipParams,
    response: partnershipResponse,
    errors: [errors.PARTNERSHIP_NOT_FOUND, errors.PARTNERSHIP_NOT_ACTIVE],
  })
  resumePartnership(
    @CurrentCaller() caller: Caller,
    @Param() { partnershipId }: PartnershipParams,
  ) {
    return this.partnerships.resumePartnership(caller, partnershipId);
  }

  @Put(':partnershipId/dissolve')
  @Endpoint({
    access: 'authenticated',
    summary: 'End a partnership or withdraw an invitation',
    versioned: true,
    params: partnershipParams,
    response: partnershipResponse,
    errors: [errors.PARTNERSHIP_NOT_FOUND, errors.PARTNERSHIP_NOT_ACTIVE],
  })
  dissolvePartnership(
    @CurrentCaller() caller: Caller,
    @Param() { partnershipId }: PartnershipParams,
  ) {
    return this.partnerships.dissolvePartnership(caller, partnershipId);
  }
}
