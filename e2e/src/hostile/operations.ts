/** The parts of an OpenAPI document that the sweep reads. */
export interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
}

interface Operation {
  readonly operationId?: string;
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly in: string }>;
  readonly requestBody?: unknown;
  readonly responses: Record<string, DocumentedResponse>;
}

interface DocumentedResponse {
  /** Contains the codes of an error response. */
  readonly description?: string;
  readonly content?: Record<string, { readonly schema: Record<string, unknown> }>;
}

/** An endpoint with the data needed to call it. */
export interface Endpoint {
  readonly method: string;
  readonly template: string;
  readonly pathParams: readonly string[];
  readonly queryParams: readonly string[];
  readonly takesBody: boolean;
  /** Documented responses by status. */
  readonly responses: Operation['responses'];
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

export function endpointsOf(document: OpenApi): Endpoint[] {
  return Object.entries(document.paths).flatMap(([template, item]) =>
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
          takesBody: operation.requestBody !== undefined,
          responses: operation.responses,
        };
      }),
  );
}

/** Replaces every parameter of the path with a value. */
export function fillPath({ template, pathParams }: Endpoint, value: string): string {
  return pathParams.reduce(
    (path, name) => path.replace(`{${name}}`, encodeURIComponent(value)),
    template,
  );
}
