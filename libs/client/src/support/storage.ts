/**
 * Stores texts by key. `localStorage` of browsers and `AsyncStorage` of React Native have this shape. Tokens are secrets:
 * on a phone, use a storage that is encrypted.
 */
export interface TextStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}

/** Returns a storage whose texts are lost when the app ends. */
export function memoryStorage(): TextStorage {
  const texts = new Map<string, string>();
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
  };
}

/** Returns the stored value; undefined when there is none, or when the text is damaged. */
export async function readStored<T>(storage: TextStorage, key: string): Promise<T | undefined> {
  const text = await storage.getItem(key);
  if (text === null) return undefined;

  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
