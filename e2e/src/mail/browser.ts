import { JSDOM } from 'jsdom';

/** A page as a browser has it, with its own script running. */
export class Browser {
  private constructor(private readonly dom: JSDOM) {}

  /** @param language of the browser, which the page may follow */
  static async open(address: string, language = 'en-GB'): Promise<Browser> {
    const dom = await JSDOM.fromURL(address, {
      runScripts: 'dangerously',
      resources: 'usable',
      pretendToBeVisual: true,
      beforeParse(window) {
        Object.defineProperty(window.navigator, 'languages', { value: [language] });
        // jsdom has no fetch of its own.
        window.fetch = async (path, init) => {
          if (typeof path !== 'string') throw new TypeError('The pages fetch by path');
          return fetch(new URL(path, window.location.href), init);
        };
      },
    });
    await new Promise((resolve) => dom.window.addEventListener('load', resolve));
    return new Browser(dom);
  }

  get address(): string {
    return this.dom.window.location.href;
  }

  get language(): string {
    return this.dom.window.document.documentElement.lang;
  }

  /** What the page tells the person. */
  get message(): string {
    return this.element('#message').textContent ?? '';
  }

  get hasForm(): boolean {
    return !this.element('#form').hidden;
  }

  fill(field: string, text: string): void {
    this.element<HTMLInputElement>(`#${field}`).value = text;
  }

  press(): void {
    this.element('button').click();
  }

  close(): void {
    this.dom.window.close();
  }

  private element<T extends HTMLElement>(selector: string): T {
    const found = this.dom.window.document.querySelector<T>(selector);
    if (!found) throw new Error(`The page has no ${selector}`);
    return found;
  }
}
