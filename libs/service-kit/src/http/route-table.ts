import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { mostExact } from './route-pattern.rules';

interface Route {
  readonly path: string;
  readonly methods: readonly string[];
  readonly pattern: RegExp;
}

/** Records every route, to distinguish an unknown path (404) from a known path with another method (405). */
@Injectable()
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Records routes; must be called before any route is registered. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      this.routes.push({ path: url, methods: [method].flat(), pattern: patternOf(url) });
    });
  }

  /** Returns the methods of the path of a URL; empty for an unknown path. */
  methodsOf(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const matching = this.routes.filter((route) => route.pattern.test(path));
    return [...new Set(mostExact(matching).flatMap((route) => route.methods))].sort();
  }
}

function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) =>
      part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&'),
    )
    .join('/');
  return new RegExp(`^${source}/?$`);
}
