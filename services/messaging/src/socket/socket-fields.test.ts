import { clientEvents } from '@tribe/contracts';
import { sendMessageBody } from '../message/message.dto';

test('a message over the socket can have every field of the endpoint', () => {
  const { conversation_id: _, ...ofSocket } = clientEvents['message.send'].payload.shape;
  const { message_type: __, ...ofEndpoint } = sendMessageBody.shape;
  expect(Object.keys(ofSocket).sort()).toEqual(Object.keys(ofEndpoint).sort());
});
