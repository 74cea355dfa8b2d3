import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { AccountMailKind, AccountMailSchema, LoginChange, LoginMethod } from '@tribe/contracts';
import { accountMailContent } from './account-mail.rules';
import { accountMailTexts, mailLanguages } from './account-mail.texts';
import { renderMail } from './mail-layout.rules';

const kinds = [
  AccountMailKind.VERIFY_EMAIL,
  AccountMailKind.RESET_PASSWORD,
  AccountMailKind.PASSWORD_CHANGED,
  AccountMailKind.EMAIL_CHANGED,
  AccountMailKind.ACCOUNT_DELETION,
  AccountMailKind.DATA_EXPORT,
  AccountMailKind.LOGIN_CHANGED,
  AccountMailKind.REGISTRATION_ATTEMPTED,
];
const withLink = new Set([
  AccountMailKind.VERIFY_EMAIL,
  AccountMailKind.RESET_PASSWORD,
  AccountMailKind.ACCOUNT_DELETION,
  AccountMailKind.DATA_EXPORT,
]);

function mailOf(kind: AccountMailKind, locale = 'en', fullName = 'Brian Okuku') {
  return create(AccountMailSchema, {
    kind,
    locale,
    fullName,
    toAddress: 'brian@example.com',
    ...(kind === AccountMailKind.LOGIN_CHANGED && { loginChange: LoginChange.PASSKEY_ADDED }),
    timeZone: 'Africa/Nairobi',
    ...(withLink.has(kind) && { token: 'abc_DEF-123' }),
    requestedAt: timestampFromDate(new Date('2026-03-01T12:00:00Z')),
    expiresAt: timestampFromDate(new Date('2026-03-02T12:30:00Z')),
  });
}

function rendered(kind: AccountMailKind, locale?: string, fullName?: string) {
  const content = accountMailContent(mailOf(kind, locale, fullName), 'https://tribe.app');
  if (!content) throw new Error('no content');
  return renderMail(content);
}

test.each(
  mailLanguages.flatMap((language) =>
    kinds.map((kind) => [language, AccountMailKind[kind], kind] as const),
  ),
)('in %s the mail %s is complete in plain text and in HTML', (language, _name, kind) => {
  const { subject, html, text } = rendered(kind, language);
  expect(subject.length).toBeGreaterThan(5);
  for (const part of [html, text]) {
    expect(part).toContain('Brian Okuku');
    expect(part).not.toMatch(/[{}]\w|undefined|Invalid/);
  }
  expect(html).toContain(`<html lang="${language}">`);
  const hasLink = withLink.has(kind);
  expect(text.includes('#token=abc_DEF-123')).toBe(hasLink);
  expect(html.includes('#token=abc_DEF-123')).toBe(hasLink);
});

test('a mail with a link states when the link expires, a notice states when the change happened', () => {
  const textOf = (kind: AccountMailKind) => rendered(kind).text.replaceAll('\u202f', ' ');
  expect(textOf(AccountMailKind.RESET_PASSWORD)).toContain('until March 2, 2026 at 3:30 PM GMT+3');
  expect(textOf(AccountMailKind.PASSWORD_CHANGED)).toContain(
    'changed on March 1, 2026 at 3:00 PM GMT+3',
  );
});

test('the token is in the fragment of the link', () => {
  const content = accountMailContent(mailOf(AccountMailKind.VERIFY_EMAIL), 'https://tribe.app');
  expect(content?.button?.url).toBe('https://tribe.app/verify-email#token=abc_DEF-123');
});

test.each(['Win at http://evil.example/x now', 'evil.example', 'me@evil.example', 'evil。example'])(
  'the name %s does not become a link in a mail',
  (name) => {
    for (const part of Object.values(rendered(AccountMailKind.VERIFY_EMAIL, 'en', name))) {
      expect(part).not.toMatch(/evil[.。]example/);
      expect(part).not.toMatch(/http:\/\/evil/);
    }
  },
);

test('markup and placeholders in a name are shown as text', () => {
  const { html, text } = rendered(AccountMailKind.VERIFY_EMAIL, 'en', '<img src=x> & "Co" {time}');
  expect(html).toContain('Hello &lt;img src=x&gt; &amp; &quot;Co&quot; {time},');
  expect(text).toContain('Hello <img src=x> & "Co" {time},');
});

const changes = Object.values(LoginChange).filter(
  (value): value is LoginChange => typeof value === 'number' && value !== LoginChange.UNSPECIFIED,
);
const changedMail = (loginChange: LoginChange, locale = 'en') =>
  accountMailContent(
    { ...mailOf(AccountMailKind.LOGIN_CHANGED, locale), loginChange },
    'https://tribe.app',
  );

test.each(mailLanguages)(
  'in %s there is a distinct text for every change of the login methods',
  (language) => {
    const lines = changes.map((change) => changedMail(change, language)?.paragraphs.at(-1));
    expect(lines.filter((line) => (line?.length ?? 0) > 10)).toHaveLength(changes.length);
    expect(new Set(lines).size).toBe(changes.length);
  },
);

test('a change of the login methods states when it happened', () => {
  const [when, what] = changedMail(LoginChange.SECOND_FACTOR_REMOVED)?.paragraphs ?? [];
  expect(when?.replaceAll('\u202f', ' ')).toMatch(
    /^On March 1, 2026 at 3:00 PM GMT\+3 something about how you log in/,
  );
  expect(what).toBe('The authenticator app was removed. Logging in takes no code any more.');
});

test.each(mailLanguages)(
  'in %s a mail about a change of the address names the account',
  (locale) => {
    const mail = { ...mailOf(AccountMailKind.VERIFY_EMAIL, locale), movingAccount: 'c•••e' };
    const content = accountMailContent(mail, 'https://tribe.app');
    const welcome = accountMailContent(
      mailOf(AccountMailKind.VERIFY_EMAIL, locale),
      'https://tribe.app',
    );
    expect(content?.paragraphs.join(' ')).toContain('c•••e');
    expect(content?.paragraphs.join(' ')).toContain('brian@example.com');
    expect(content?.subject).not.toBe(welcome?.subject);
    expect(content?.button?.url).toBe(welcome?.button?.url);
  },
);

test.each(mailLanguages)(
  'in %s a notice of a new password names the other login methods',
  (locale) => {
    const notice = mailOf(AccountMailKind.PASSWORD_CHANGED, locale);
    const { PASSKEY, GOOGLE, APPLE } = LoginMethod;
    const mail = { ...notice, otherLoginMethods: [PASSKEY, GOOGLE, APPLE] };
    const listed = accountMailContent(mail, 'https://tribe.app')?.paragraphs ?? [];
    const plain = accountMailContent(notice, 'https://tribe.app')?.paragraphs ?? [];
    expect(listed.slice(0, -1)).toEqual(plain);
    expect(listed.at(-1)).toMatch(/(passkey|clé|llave).*Google.*Apple/i);
  },
);

test('a locale with a country uses its language, and an unsupported language uses English', () => {
  expect(accountMailTexts('fr-CA')).toBe(accountMailTexts('fr'));
  expect(accountMailTexts('tlh')).toBe(accountMailTexts('en'));
});

test('an unknown kind has no content', () => {
  expect(accountMailContent(mailOf(99 as AccountMailKind), 'https://tribe.app')).toBeUndefined();
  expect(changedMail(99 as LoginChange)).toBeUndefined();
  expect(changedMail(LoginChange.UNSPECIFIED)).toBeUndefined();
});
