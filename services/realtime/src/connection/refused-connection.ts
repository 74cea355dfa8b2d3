import type { TribeSocket } from '../socket/socket.types';

export type Connection = TribeSocket['conn'];

/**
 * Closes a connection after its refusal, which is sent in this turn of the event loop. Nothing more is read from it, so that
 * a client that goes on sending costs nothing.
 */
export function endRefused(connection: Connection): void {
  setImmediate(() => {
    if (connection.readyState !== 'open') return;
    const { socket } = connection.request;
    connection.close();
    socket.pause();
  });
}

/** Calls back when a client asks for another namespace. None exists, but socket.io allows any number of tries. */
export function onOtherNamespace(connection: Connection, refuse: () => void): void {
  connection.on('data', (packet: unknown) => {
    if (typeof packet === 'string' && packet.startsWith('0/')) refuse();
  });
}
