/** Properties that nodemailer adds to its errors. */
interface SmtpError {
  readonly command?: string;
  readonly responseCode?: number;
}

/** The commands whose responses concern this mail. Other failures concern the connection or the sender. */
const mailCommands = new Set(['RCPT TO', 'DATA']);

/**
 * Whether a mail server refused a mail permanently (5yz in RFC 5321). A wrong SMTP password, also 5yz, does not count.
 */
export function isRefusal(error: unknown): boolean {
  const { command = '', responseCode = 0 } = (error ?? {}) as SmtpError;
  return mailCommands.has(command) && responseCode >= 500 && responseCode < 600;
}
