import { type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { durablesOfClass, watchOf } from '@tribe/events';
import { type BrokerUse, readBrokerUse } from '@tribe/local-servers';
import { callsOf } from '@tribe/rpc';
import type { ServiceDefinition } from '@tribe/service-kit';

type Imported = Type | DynamicModule;

/**
 * Returns how a service uses the broker, read from the decorators of the classes in its module and imported modules. For
 * the permissions of a service before it starts, and for services in other processes.
 */
export function brokerUseOf(root: Type): BrokerUse {
  const classes = [...new Set(classesIn(root))];
  const durables = classes.flatMap(durablesOfClass);
  const watches = classes.flatMap((type) => watchOf(type) ?? []);

  return {
    durables: [...new Map(durables.map((each) => [each.durable, each])).values()],
    watches: [...new Map(watches.map((each) => [each.stream + each.filter, each])).values()],
    calls: [...new Set(classes.flatMap(callsOf))].sort(),
  };
}

/**
 * Returns how all services use the broker: the real ones as docs/wiring.json says, so that a test may stand for one of
 * them, and the given ones also as their modules declare.
 */
export function usesWith(
  definitions: readonly ServiceDefinition[],
): ReadonlyMap<string, BrokerUse> {
  const uses = new Map(readBrokerUse());

  for (const { name, module } of definitions) {
    const reviewed = uses.get(name);
    const declared = brokerUseOf(module);
    uses.set(name, {
      durables: [...(reviewed?.durables ?? []), ...declared.durables],
      watches: [...(reviewed?.watches ?? []), ...declared.watches],
      calls: [...(reviewed?.calls ?? []), ...declared.calls],
    });
  }

  return uses;
}

/** Returns the controllers and providers of a module and of the modules that it imports. */
function classesIn(root: Type): Type[] {
  const seen = new Set<Imported>();

  const visit = (imported: Imported): Type[] => {
    if (seen.has(imported)) return [];
    seen.add(imported);
    const module = 'module' in imported ? imported.module : imported;
    const dynamic: Partial<DynamicModule> = 'module' in imported ? imported : {};

    const imports = [
      ...declared<Imported>(MODULE_METADATA.IMPORTS, module),
      ...((dynamic.imports ?? []) as Imported[]),
    ];

    const own = [
      ...declared<Type>(MODULE_METADATA.CONTROLLERS, module),
      ...(dynamic.controllers ?? []),
      ...declared<Provider>(MODULE_METADATA.PROVIDERS, module).flatMap(classOf),
      ...(dynamic.providers ?? []).flatMap(classOf),
    ];

    return [...imports.flatMap(visit), ...own];
  };

  return visit(root);
}

function declared<T>(key: string, module: Type): T[] {
  return (Reflect.getMetadata(key, module) ?? []) as T[];
}

function classOf(provider: Provider): Type[] {
  if (typeof provider === 'function') return [provider];
  return 'useClass' in provider ? [provider.useClass] : [];
}
