import { Body, Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { contactsResponse, type FindContactsBody, findContactsBody } from './contact.dto';
import { ContactService } from './contact.service';

@Controller('api/v1/friends/contacts')
export class ContactController {
  constructor(private readonly contacts: ContactService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Find users by the phone numbers of your address book',
    description:
      'You and the users in the response must have a verified phone number and be discoverable by phone. Numbers are not ' +
      'stored. The users in the response become friend suggestions.',
    body: findContactsBody,
    response: contactsResponse,
    status: 200,
    errors: [errors.PHONE_NOT_DISCOVERABLE, errors.CONTACT_LIMIT_REACHED, errors.RPC_UNAVAILABLE],
  })
  findContacts(@CurrentCaller() caller: Caller, @Body() body: FindContactsBody) {
    return this.contacts.findContacts(caller, body);
  }
}
