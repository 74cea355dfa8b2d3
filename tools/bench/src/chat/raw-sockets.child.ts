import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { serve } from '../child';

/** A socket.io server without anything else: who connects names the rooms, and every message goes to one of them. */
async function listen(): Promise<string> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], serveClient: false });

  io.on('connection', async (socket) => {
    await socket.join(socket.handshake.auth['rooms'] as string[]);
    socket.on('send', (room: string, content: string) =>
      io.to(room).emit('message.new', { conversation_id: room, message: { content } }),
    );
    socket.emit('connected');
  });

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

serve({ listen });
