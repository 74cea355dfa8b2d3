import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

interface Route {
  readonly methods: readonly string[];
  readonly pattern: RegExp;
}

/** Remembers every route, to tell an unknown path (404) from a known path with another method (405). */
@Injectable()
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Listens for routes; call it before any is registered. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      this.routes.push({ methods: [method].flat(), pattern: patternOf(url) });
    });
  }

  /** The methods a path is served with; empty when it is served with none. */
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
