import { type Connection, wireOf } from '../socket/connection-wire';

/**
 * Closes a connection after its refusal, which is sent in this turn of the event loop. Nothing more is read from it, so that
 * a client that goes on sending costs nothing.
 */
export function endRefused(connection: Connection): void {
  setImmediate(() => {
    if (connection.readyState !== 'open') return;
    connection.close();
    wireOf(connection).stopReading();
  });
}

/** Calls back when a client asks for another namespace. None exists, but socket.io allows any number of tries. */
export function onOtherNamespace(connection: Connection, refuse: () => void): void {
  connection.on('data', (packet: unknown) => {
    if (typeof packet === 'string' && packet.startsWith('0/')) refuse();
  });
}
