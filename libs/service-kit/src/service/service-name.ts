/** Name and version of the running service. Injectable. */
export class ServiceName {
  constructor(
    /** `goals`, `social-graph`, … */
    readonly name: string,
    readonly version: string,
  ) {}
}
