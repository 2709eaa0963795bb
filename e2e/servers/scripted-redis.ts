import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Reply, ReplyError } from '#lib/engines/redis/resp/reply';
import { ReplyBuilder } from '#lib/engines/redis/resp/reply-builder';
import { RespParser } from '#lib/engines/redis/resp/resp-parser';

/** What a scripted server does on a command: a reply, raw bytes, the end of the connection, or nothing at all. */
export type Answer =
  | { reply: Reply }
  | { raw: string | Buffer; thenEndlessly?: string; thenClose?: boolean }
  | 'close'
  | 'silence';

export type ScriptedRedis = { port: number; stop(): Promise<void> };

const encode = (reply: Reply): Buffer => {
  if (reply === null) return Buffer.from('$-1\r\n');
  if (typeof reply === 'string') return Buffer.from(`+${reply}\r\n`);
  if (Buffer.isBuffer(reply))
    return Buffer.concat([Buffer.from(`$${reply.length}\r\n`), reply, Buffer.from('\r\n')]);
  if (Array.isArray(reply)) return Buffer.concat([Buffer.from(`*${reply.length}\r\n`), ...reply.map(encode)]);
  if (reply instanceof ReplyError) return Buffer.from(`-${reply.message}\r\n`);
  return Buffer.from(`:${Number(reply)}\r\n`);
};

const INFO =
  'redis_version:7.0.15\r\nredis_mode:standalone\r\nrole:master\r\nused_memory:1000\r\ndb0:keys=3,expires=0\r\n';

/** What an honest server says to the commands that Amber asks before it begins. */
const usual = (name: string): Reply => {
  if (name === 'PING') return 'PONG';
  if (name === 'INFO') return Buffer.from(INFO);
  if (name === 'SELECT') return 'OK';
  if (name === 'DBSIZE') return 3;
  if (name === 'PEXPIRETIME') return -1;
  return new ReplyError(`ERR unknown command '${name}'`);
};

/** A server of the Redis family that lies as a test wants it. `script` gives null for what it leaves to honesty. */
export const startScriptedRedis = async (
  script: (name: string, args: Buffer[]) => Answer | null,
): Promise<ScriptedRedis> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true).on('error', () => {});
    const answer = (command: Reply) => {
      const [name, ...args] = command as Buffer[];
      const word = name!.toString('latin1').toUpperCase();
      const act = script(word, args) ?? { reply: usual(word) };
      if (act === 'close') socket.end();
      else if (act !== 'silence') socket.write('raw' in act ? act.raw : encode(act.reply));
      if (typeof act === 'object' && 'raw' in act && act.thenClose) socket.end();
      const endless = typeof act === 'object' && 'raw' in act ? act.thenEndlessly : undefined;
      if (endless === undefined) return;
      // what the other side has not read yet is not piled up here: its memory is what a test looks at
      const timer = setInterval(() => socket.writableNeedDrain || socket.write(endless), 10);
      socket.once('close', () => clearInterval(timer));
    };
    const parser = new RespParser(new ReplyBuilder(answer), () => {});
    socket.on('data', (chunk: Buffer) => parser.push(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
