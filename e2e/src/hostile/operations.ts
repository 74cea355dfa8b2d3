/** The parts of an OpenAPI document that the sweep reads. */
export interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Json> };
}

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly operationId?: string;
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly in: string }>;
  readonly requestBody?: unknown;
  readonly responses: Record<string, DocumentedResponse>;
}

interface DocumentedResponse {
  /** Contains the codes of an error response. */
  readonly description?: string;
  readonly content?: Record<string, { readonly schema: Json }>;
}

/** An endpoint with the data needed to call it. */
export interface Endpoint {
  readonly method: string;
  readonly template: string;
  readonly pathParams: readonly string[];
  readonly queryParams: readonly string[];
  readonly headerParams: readonly string[];
  readonly takesBody: boolean;
  /** Documented responses by status. */
  readonly responses: Operation['responses'];
  /** The components that the schemas of the responses refer to, as `#/$defs/…`. */
  readonly schemas: Record<string, Json>;
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

export function endpointsOf(document: OpenApi): Endpoint[] {
  const {
    paths,
    components: { schemas },
  } = withDefinitions(document);
  return Object.entries(paths).flatMap(([template, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => {
        const namesIn = (location: string) =>
          (operation.parameters ?? [])
            .filter((parameter) => parameter.in === location)
            .map(({ name }) => name);
        return {
          method: method.toUpperCase(),
          template,
          pathParams: namesIn('path'),
          queryParams: namesIn('query'),
          headerParams: namesIn('header'),
          takesBody: operation.requestBody !== undefined,
          responses: operation.responses,
          schemas,
        };
      }),
  );
}

/** Returns the document with references in the form that zod reads. */
function withDefinitions(document: OpenApi): OpenApi {
  const text = JSON.stringify(document).replaceAll('#/components/schemas/', '#/$defs/');
  return JSON.parse(text) as OpenApi;
}

/** Replaces every parameter of the path with a value. */
export function fillPath({ template, pathParams }: Endpoint, value: string): string {
  return pathParams.reduce(
    (path, name) => path.replace(`{${name}}`, encodeURIComponent(value)),
    template,
  );
}
