import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

interface Route {
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
      this.routes.push({ methods: [method].flat(), pattern: patternOf(url) });
    });
  }

  /** Returns the methods of a path; empty for an unknown path. */
  methodsOf(path: string): string[] {
    return [
      ...new Set(
        this.routes.filter((route) => route.pattern.test(path)).flatMap((route) => route.methods),
      ),
    ].sort();
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
