import {
  filledParagraphField,
  id,
  imageUrlField,
  ofPattern,
  opaqueField,
  pageQuery,
  paginationResponse,
  paragraphField,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { CheckinStatus } from '../generated/prisma/enums';
import { systemParams } from '../system/system.dto';

const datePattern = z.regexes.date.source.slice(0, -1);

const localTimePattern = new RegExp(
  String.raw`${datePattern}[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?([+-]\d{2}:\d{2})?$`,
);
const clientIdPattern = /^[\x21-\x7e]+$/;

const checkinStatus = z.enum(CheckinStatus).meta({ id: 'CheckinStatus', example: 'completed' });
const ownStatus = z
  .enum(['completed', 'skipped'])
  .meta({ id: 'CheckinOutcome', example: 'completed' });
const value = z.number().min(0).max(1_000_000).meta({ example: 20 });
const notes = paragraphField(2000).meta({ example: 'Slow start, good end' });

/** The fields of a check-in that an import validates one by one. */
export const checkinContent = { value: value.nullish(), notes };

export const checkinParams = systemParams.extend({ checkinId: id });
export type CheckinParams = z.infer<typeof checkinParams>;

export const recordCheckinBody = z
  .strictObject({
    client_id: opaqueField(100)
      .regex(clientIdPattern, 'must have printable characters only, at least one')
      .meta({ example: 'phone-7f3a-0001' })
      .describe('Chosen by the device. The same id again returns the first check-in, for ever'),
    checked_in_at: z.iso.datetime({ offset: true }).describe('When it happened'),
    local_time: withRules(
      opaqueField(40),
      ofPattern(localTimePattern, 'is not a time such as 2026-06-05T08:30:00'),
    )
      .optional()
      .meta({ example: '2026-06-05T08:30:00' })
      .describe(
        'The time that the device showed. It decides the date. Default: by your time zone in the settings',
      ),
    status: ownStatus.default('completed'),
    value: value.nullish(),
    notes: notes.nullish(),
    photo_url: imageUrlField.nullish(),
  })
  .meta({
    id: 'RecordCheckinRequest',
    example: {
      client_id: 'phone-7f3a-0001',
      checked_in_at: '2026-06-05T05:30:00Z',
      local_time: '2026-06-05T08:30:00',
      status: 'completed',
      value: 20,
    },
  });
export type RecordCheckinBody = z.infer<typeof recordCheckinBody>;

export const updateCheckinBody = z
  .strictObject({
    status: ownStatus.optional(),
    value: value.nullish(),
    notes: notes.nullish(),
  })
  .meta({ id: 'UpdateCheckinRequest', example: { notes: 'Twenty pages, in two parts' } });
export type UpdateCheckinBody = z.infer<typeof updateCheckinBody>;

const message = filledParagraphField(1000);

export const queryCheckinBody = z
  .strictObject({ question: message.meta({ example: 'Which book?' }) })
  .meta({ id: 'QueryCheckinRequest' });
export type QueryCheckinBody = z.infer<typeof queryCheckinBody>;

export const answerQueryBody = z
  .strictObject({ answer: message.meta({ example: 'The one about rivers' }) })
  .meta({ id: 'AnswerCheckinQueryRequest' });
export type AnswerQueryBody = z.infer<typeof answerQueryBody>;

export const listCheckinsQuery = pageQuery;
export type ListCheckinsQuery = z.infer<typeof listCheckinsQuery>;

export const checkinResponse = z
  .object({
    id,
    system_id: id,
    user_id: id,
    partnership_id: id.nullable(),
    client_id: z.string().meta({ example: 'phone-7f3a-0001' }),
    checked_in_at: z.iso.datetime(),
    local_time: z.string().meta({ example: '2026-06-05T08:30:00' }),
    local_date: z.iso.date().describe('The day that the check-in counts for'),
    status: checkinStatus,
    awaiting_user_verification: z
      .boolean()
      .describe('Whether you are the partner who can verify it'),
    value: z.number().nullable().meta({ example: 20 }),
    notes: z.string().nullable().meta({ example: 'Slow start, good end' }),
    photo_url: z.string().nullable().meta({ example: null }),
    imported: z.boolean().describe('Whether an import added it, instead of the owner recording it'),
    verified_by_partner_id: id.nullable(),
    verified_at_utc: z.iso.datetime().nullable(),
    verifier_query: z.string().nullable().meta({ example: null }),
    query_answer: z.string().nullable().meta({ example: null }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Checkin' });

export const listCheckinsResponse = z
  .object({ checkins: z.array(checkinResponse), pagination: paginationResponse })
  .meta({ id: 'CheckinList' });
