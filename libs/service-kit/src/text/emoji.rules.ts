const oneEmoji = /^\p{RGI_Emoji}$/v;

const onlyEmoji = /^\p{RGI_Emoji}+$/v;

/** Whether a text consists of emoji only, without spaces. */
export function isOnlyEmoji(text: string): boolean {
  return onlyEmoji.test(text);
}

/** Whether a text is exactly one emoji, with its skin tone and joined parts. */
export function isEmoji(text: string): boolean {
  return oneEmoji.test(text);
}
