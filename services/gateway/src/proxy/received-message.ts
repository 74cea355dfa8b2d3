import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';

/**
 * Returns a request whose body has arrived as a request that can be read again.
 *
 * @param headers the headers of the new request, without the length of the body
 */
export function receivedMessage(
  request: IncomingMessage,
  headers: IncomingHttpHeaders,
  body: Buffer,
): IncomingMessage {
  const message = new IncomingMessage(request.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(message, { method, url, httpVersion, httpVersionMajor, httpVersionMinor });
  message.headers = { ...headers, 'content-length': String(body.length) };
  message.complete = true;
  message.push(body);
  message.push(null);

  return message;
}
