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
    summary: 'Find who of my address book is here',
    description:
      'For people who have shown a number and let others find them by it; they find those who did the same. Numbers ' +
      'are looked at and forgotten. Who was found is suggested as a friend from then on.',
    body: findContactsBody,
    response: contactsResponse,
    status: 200,
    errors: [errors.PHONE_NOT_DISCOVERABLE, errors.CONTACT_LIMIT_REACHED, errors.RPC_UNAVAILABLE],
  })
  findContacts(@CurrentCaller() caller: Caller, @Body() body: FindContactsBody) {
    return this.contacts.findContacts(caller, body);
  }
}
