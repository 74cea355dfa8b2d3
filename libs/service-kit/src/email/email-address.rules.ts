import { domainToASCII, domainToUnicode } from 'node:url';

const maxLength = 255;
/** At most 64 octets (RFC 5321), ASCII only: no mailbox is known to differ in the case of other letters. */
const localPart = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]{0,63}[A-Za-z0-9_+-]$/;
/** Without the characters that a URL gives a meaning, because a domain is converted like the host of a URL. */
const domainText = /^[A-Za-z0-9.\-\u0080-\u{10FFFF}]+$/u;
/** At most 63 octets (RFC 1035). */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const lastLabel = /^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;
const international = /[^\p{ASCII}]/u;

/** The addresses with an ASCII domain that {@link emailAddressOf} accepts, as the OpenAPI document describes them. */
export const plainAddress =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]{0,63}[A-Za-z0-9_+-]@(?:(?![Xx][Nn]--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/**
 * Returns the one form of an e-mail address that is stored and compared: in lower case, with an international domain in its
 * ASCII form (`xn--…`). Returns undefined for a text that is no address. The text is checked before it is lowered, because
 * some letters become ASCII when they are, and the address of another person with them.
 *
 * @example emailAddressOf(' Clarie@Bücher.example ') // 'clarie@xn--bcher-kva.example'
 */
export function emailAddressOf(text: string): string | undefined {
  const typed = text.trim();
  const at = typed.lastIndexOf('@');
  const [local, domain] = [typed.slice(0, at), asciiDomainOf(typed.slice(at + 1))];
  if (at < 1 || !localPart.test(local) || domain === undefined) return undefined;
  const address = `${local.toLowerCase()}@${domain}`;

  return address.length > maxLength ? undefined : address;
}

function asciiDomainOf(domain: string): string | undefined {
  if (!domainText.test(domain)) return undefined;
  const converted = domainToASCII(domain);
  const [typed, labels] = [domain.split('.'), converted.split('.')];
  if (labels.length < 2 || labels.length !== typed.length) return undefined;
  if (!lastLabel.test(labels.at(-1) ?? '')) return undefined;
  const isSame = labels.every((text, index) => label.test(text) && isFormOf(text, typed[index]));

  return isSame && isCanonical(converted) ? converted : undefined;
}

/** A label with letters that become ASCII only looks like the label of another domain. */
function isFormOf(converted: string, typed = ''): boolean {
  return international.test(typed)
    ? converted.startsWith('xn--')
    : converted === typed.toLowerCase();
}

/** Whether the ASCII form of each international label is its only one. A label that cannot be converted back is none. */
function isCanonical(domain: string): boolean {
  const written = domainToUnicode(domain);
  const isConverted = written.split('.').every((text) => !text.startsWith('xn--'));
  return isConverted && domainToASCII(written) === domain;
}
