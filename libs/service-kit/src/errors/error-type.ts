/** An error code with its HTTP status and a title that clients may show. */
export interface ErrorType<Code extends string = string> {
  readonly code: Code;
  readonly status: number;
  readonly title: string;
}

/** Status and title by code. */
export type ErrorDeclarations = Readonly<Record<string, readonly [status: number, title: string]>>;

export type ErrorTypes<Declared extends ErrorDeclarations> = {
  readonly [Code in keyof Declared & string]: ErrorType<Code>;
};

/** @returns the error type of each code */
export function toErrorTypes<const Declared extends ErrorDeclarations>(
  declarations: Declared,
): ErrorTypes<Declared> {
  const types = Object.entries(declarations).map(([code, [status, title]]) => [
    code,
    { code, status, title },
  ]);
  return Object.fromEntries(types) as ErrorTypes<Declared>;
}
