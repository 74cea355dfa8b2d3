import {
  create,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { rpcSubjectOf } from '@tribe/rpc';

/** Answers a call of a method. */
export type CallAnswer<Method extends DescMethodUnary> = (
  request: MessageShape<Method['input']>,
) => MessageInitShape<Method['output']> | Promise<MessageInitShape<Method['output']>>;

/**
 * Answers the calls of a method of a service that is not part of the system, until the connection is closed.
 *
 * @param connection with the credentials of that service
 */
export async function standIn<Method extends DescMethodUnary>(
  connection: NatsConnection,
  method: Method,
  answer: CallAnswer<Method>,
): Promise<void> {
  const respond = async (message: Msg) => {
    const request = fromBinary(method.input, message.data) as MessageShape<Method['input']>;
    const answered = await answer(request);
    message.respond(toBinary(method.output, create(method.output, answered)));
  };

  connection.subscribe(`${rpcSubjectOf(method)}.*`, {
    callback: (error, message) => {
      if (!error) void respond(message);
    },
  });

  // The server knows the subscription before the first call.
  await connection.flush();
}
