import { JSDOM } from 'jsdom';

/** A page in a simulated browser that runs its script. */
export class Browser {
  private constructor(private readonly dom: JSDOM) {}

  /** @param language language of the browser, which pages may use */
  static async open(address: string, language = 'en-GB'): Promise<Browser> {
    const dom = await JSDOM.fromURL(address, {
      runScripts: 'dangerously',
      resources: 'usable',
      pretendToBeVisual: true,
      beforeParse(window) {
        Object.defineProperty(window.navigator, 'languages', { value: [language] });
        // jsdom has no fetch.
        window.fetch = async (path, init) => {
          if (typeof path !== 'string')
            throw new TypeError('the pages must fetch paths of their own origin');
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

  /** The message on the page. */
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
