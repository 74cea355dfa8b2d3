/** Which service this process (or this part of a test process) runs. Injectable. */
export class ServiceName {
  constructor(
    /** `goals`, `social-graph`, … */
    readonly name: string,
    readonly version: string,
  ) {}
}
