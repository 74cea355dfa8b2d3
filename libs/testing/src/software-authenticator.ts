import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const userPresent = 0x01;
const userVerified = 0x04;
const backupEligible = 0x08;
const backedUp = 0x10;
const hasCredential = 0x40;

/** Deviations of the device or browser from correct behaviour. */
export interface Misuse {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  /** Without user verification (fingerprint or PIN). */
  readonly unverified?: true;
  readonly userHandle?: string;
  /** Signs with a key other than the registered one. */
  readonly wrongKey?: true;
}

interface CreationOptions {
  readonly challenge: string;
  readonly user: { readonly id: string };
}

/**
 * A software device with one passkey: ES256 keys, CBOR and signatures according to WebAuthn Level 3, so that tests use
 * the real verification.
 */
export class SoftwareAuthenticator {
  readonly credentialId = randomBytes(32).toString('base64url');
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle = '';

  /** @param counter signature counter; undefined for a device with synced keys, which sends 0 */
  constructor(public counter?: number) {}

  create({ challenge, user }: CreationOptions, misuse: Misuse = {}) {
    this.userHandle = user.id;
    const credentialId = Buffer.from(this.credentialId, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(credentialId.length);

    const attested = Buffer.concat([
      Buffer.alloc(16),
      length,
      credentialId,
      coseKeyOf(this.keys.publicKey),
    ]);

    const authData = Buffer.concat([this.authenticatorData(misuse, hasCredential), attested]);

    return this.answer({
      clientDataJSON: clientData('webauthn.create', challenge, misuse).toString('base64url'),
      attestationObject: cbor({ fmt: 'none', attStmt: {}, authData }).toString('base64url'),
      transports: ['internal', 'hybrid'],
    });
  }

  get({ challenge }: { readonly challenge: string }, misuse: Misuse = {}) {
    if (this.counter !== undefined) this.counter += 1;
    const client = clientData('webauthn.get', challenge, misuse);
    const authenticatorData = this.authenticatorData(misuse);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(client).digest()]);

    const key = misuse.wrongKey
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      : this.keys.privateKey;

    return this.answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', signed, key).toString('base64url'),
      userHandle: misuse.userHandle ?? this.userHandle,
    });
  }

  private answer<Response>(response: Response) {
    const id = this.credentialId;
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  private authenticatorData({ rpId = 'tribe.app', unverified }: Misuse, more = 0): Buffer {
    const shared = this.counter === undefined ? backupEligible | backedUp : 0;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter ?? 0);
    const flags = Buffer.from([userPresent | (unverified ? 0 : userVerified) | shared | more]);

    return Buffer.concat([createHash('sha256').update(rpId).digest(), flags, counter]);
  }
}

function clientData(
  type: string,
  sentChallenge: string,
  { origin = 'https://tribe.app', challenge = sentChallenge }: Misuse,
): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** Encodes a P-256 key as a COSE EC2 key for ES256 (RFC 9053). */
function coseKeyOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinate = (value: string) => Buffer.from(value, 'base64url');
  return cborMap([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, coordinate(x)],
    [-3, coordinate(y)],
  ]);
}

type Cbor = number | string | Buffer | { readonly [key: string]: Cbor };

/** The subset of CBOR (RFC 8949) that an authenticator needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);

  return cborMap(Object.entries(value));
}

function cborMap(entries: ReadonlyArray<readonly [Cbor, Cbor]>): Buffer {
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, value]) => [cbor(key), cbor(value)]),
  ]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}
