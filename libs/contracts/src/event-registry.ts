import { type DescMessage, getOption, hasOption } from '@bufbuild/protobuf';
import { eventFiles } from './event-files.generated';
import { subject as subjectOption } from './generated/tribe/options/v1/options_pb';

const subjectShape = /^tribe\.([a-z][a-z-]*)\.([a-z][a-z-]*)\.([a-z][a-z-]*)\.v([1-9]\d*)$/;

/** Describes an event type. */
export interface EventType<Desc extends DescMessage = DescMessage> {
  /** The protobuf message of the payload. */
  readonly schema: Desc;
  /** `tribe.<owner>.<entity>.<past-tense>.v<n>`; also the CloudEvents type. */
  readonly subject: string;
  /** The service that publishes it. */
  readonly owner: string;
  /** The entity whose id and version the event carries. */
  readonly entity: string;
  /** The JetStream stream that holds it. */
  readonly stream: string;
}

/**
 * Returns the stream name of an owner.
 *
 * @example streamOf('social-graph') // 'SOCIAL_GRAPH'
 */
export function streamOf(owner: string): string {
  return owner.replaceAll('-', '_').toUpperCase();
}

function toEventType(schema: DescMessage): EventType {
  const subject = getOption(schema, subjectOption);
  const [, owner, entity] = subjectShape.exec(subject) ?? [];
  if (!owner || !entity)
    throw new Error(`${schema.typeName} has the malformed subject "${subject}"`);

  return { schema, subject, owner, entity, stream: streamOf(owner) };
}

/** Every event type of the system, read from the options on the proto messages. */
export const eventTypes: readonly EventType[] = eventFiles
  .flatMap((file) => file.messages)
  .filter((message) => hasOption(message, subjectOption))
  .map(toEventType);

const byTypeName = new Map(eventTypes.map((type) => [type.schema.typeName, type]));
const bySubject = new Map(eventTypes.map((type) => [type.subject, type]));

/**
 * Returns the event type of a schema.
 *
 * @throws Error when the message has no subject option
 */
export function eventTypeOf<Desc extends DescMessage>(schema: Desc): EventType<Desc> {
  const type = byTypeName.get(schema.typeName);
  if (!type) throw new Error(`${schema.typeName} is not an event: it has no subject option`);
  return type as EventType<Desc>;
}

/** Returns the event type published on a subject, or undefined when there is none. */
export function eventTypeOfSubject(subject: string): EventType | undefined {
  return bySubject.get(subject);
}
