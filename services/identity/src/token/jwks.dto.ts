import { z } from 'zod';

const coordinate = z.string().describe('A coordinate of the public key, in base64url');

const keyResponse = z
  .object({
    kty: z.string().meta({ example: 'EC' }),
    crv: z.string().meta({ example: 'P-256' }),
    x: coordinate.meta({ example: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU' }),
    y: coordinate.meta({ example: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }),
    kid: z.string().meta({ example: '2026-11-20' }),
    alg: z.string().meta({ example: 'ES256' }),
    use: z.string().meta({ example: 'sig' }),
  })
  .meta({ id: 'JsonWebKey' });

export const keySetResponse = z
  .object({ keys: z.array(keyResponse) })
  .meta({ id: 'JsonWebKeySet' });
