import { type DynamicModule, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { PATTERN_EXTRAS_METADATA } from '@nestjs/microservices/constants.js';

type Imported = Type | DynamicModule;

/** A durable and the stream it reads. */
export interface DeclaredDurable {
  readonly durable: string;
  readonly stream: string;
}

/**
 * Returns the durables of a service, read from the decorators of its module and imported modules. For services in other
 * processes, whose application is not accessible.
 */
export function durablesDeclaredIn(root: Type): DeclaredDurable[] {
  const seen = new Set<Imported>();
  const visit = (imported: Imported): DeclaredDurable[] => {
    if (seen.has(imported)) return [];
    seen.add(imported);
    const module = 'module' in imported ? imported.module : imported;
    const dynamic: Partial<DynamicModule> = 'module' in imported ? imported : {};

    const imports = [
      ...declared<Imported>(MODULE_METADATA.IMPORTS, module),
      ...((dynamic.imports ?? []) as Imported[]),
    ];

    const controllers = [
      ...declared<Type>(MODULE_METADATA.CONTROLLERS, module),
      ...(dynamic.controllers ?? []),
    ];

    return [...imports.flatMap(visit), ...controllers.flatMap(durablesOfController)];
  };
  return [
    ...new Map(visit(root).map((declaration) => [declaration.durable, declaration])).values(),
  ];
}

function declared<T>(key: string, module: Type): T[] {
  return (Reflect.getMetadata(key, module) ?? []) as T[];
}

/** Reads the metadata that `@OnEvent` sets on the methods. */
function durablesOfController({ prototype }: Type): DeclaredDurable[] {
  const methods = Object.getOwnPropertyNames(prototype).map(
    (name) => Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown,
  );
  return methods
    .filter((method) => typeof method === 'function')
    .map(
      (method) =>
        Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method) as
          | { name?: string; stream?: string }
          | undefined,
    )
    .flatMap((extras) =>
      extras?.name && extras.stream ? [{ durable: extras.name, stream: extras.stream }] : [],
    );
}
