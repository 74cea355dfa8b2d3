import { userCardResponse } from '@tribe/projections';
import { z } from 'zod';
import { messageResponse } from '../message/message.dto';

export const listPinsResponse = z
  .object({
    pins: z
      .array(
        z
          .object({
            message: messageResponse,
            pinned_by: userCardResponse
              .nullable()
              .describe('null after the account of the user was erased'),
            pinned_at: z.iso.datetime(),
          })
          .meta({ id: 'MessagePin' }),
      )
      .max(50)
      .describe('The message that was pinned last first'),
  })
  .meta({ id: 'MessagePinList' });
