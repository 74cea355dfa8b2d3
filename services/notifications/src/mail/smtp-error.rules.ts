/** What nodemailer adds to its errors. */
interface SmtpError {
  readonly command?: string;
  readonly responseCode?: number;
}

/** What the server says to these is about this mail: its address or its content. The rest is about us. */
const aboutTheMail = new Set(['RCPT TO', 'DATA']);

/** Whether a mail server refused a mail for good (RFC 5321: 5yz). A wrong password of ours, also 5yz, is no refusal. */
export function isRefusal(error: unknown): boolean {
  const { command = '', responseCode = 0 } = (error ?? {}) as SmtpError;
  return aboutTheMail.has(command) && responseCode >= 500 && responseCode < 600;
}
