import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

const e164 = /^\+[1-9]\d{6,14}$/;

/** Whether numbers of this country can be parsed. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code as CountryCode);
}

/**
 * The numbers of an address book in E.164, each once. Texts that are no phone numbers are left out.
 *
 * @param code the country of numbers without a country code
 */
export function contactNumbers(texts: readonly string[], code: string | undefined): string[] {
  const country = code !== undefined && isCountry(code) ? code : undefined;
  return [...new Set(texts.flatMap((text) => numberIn(text, country) ?? []))];
}

function numberIn(text: string, country: CountryCode | undefined): string | undefined {
  // Many people write 00 for the plus, also where the network expects another prefix.
  const written = text.trim().replace(/^00(?=[1-9])/, '+');
  const parsed = parsePhoneNumberFromString(written, {
    ...(country && { defaultCountry: country }),
    extract: false,
  });
  return parsed?.isPossible() && e164.test(parsed.number) ? parsed.number : undefined;
}
