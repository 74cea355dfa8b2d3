import { fetch } from 'undici';

interface Route {
  readonly pattern: RegExp;
  readonly serviceUrl: string;
}

/** Finds the service of a path in the OpenAPI documents of the services. For systems without a gateway. */
export class RouteFinder {
  private constructor(private readonly routes: readonly Route[]) {}

  static async of(serviceUrls: readonly string[]): Promise<RouteFinder> {
    const routes = await Promise.all(serviceUrls.map(routesOf));
    // A literal path takes precedence over a path with parameters: /friends/requests before /friends/{friendId}.
    return new RouteFinder(
      routes.flat().sort((a, b) => b.pattern.source.length - a.pattern.source.length),
    );
  }

  /** Returns the URL of the service; undefined when no service serves the path. */
  find(path: string): string | undefined {
    const [pathname = path] = path.split('?');
    return this.routes.find(({ pattern }) => pattern.test(pathname))?.serviceUrl;
  }
}

async function routesOf(serviceUrl: string): Promise<Route[]> {
  const response = await fetch(new URL('/openapi.json', serviceUrl), {
    signal: AbortSignal.timeout(5_000),
  });

  if (!response.ok) return [];
  const { paths = {} } = (await response.json()) as { paths?: Record<string, unknown> };

  return Object.keys(paths).map((path) => ({ pattern: patternOf(path), serviceUrl }));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`);
}
