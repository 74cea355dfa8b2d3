import { ConversationAccessService, type ListConversationIdsRequest } from '@tribe/contracts';
import { eventually, type Tribe } from '@tribe/testing';

export interface Answer {
  readonly conversationIds: string[];
  readonly hiddenUserIds?: string[];
}

/** A question for the conversations of a user. */
export interface Question {
  readonly request: ListConversationIdsRequest;
  readonly answer: (answer: Answer) => void;
}

/** Stands in for messaging on NATS. The test answers each question when it wants to. */
export class MessagingDouble {
  /** The answers to further questions, by user; other questions wait for the test. */
  readonly answers = new Map<string, Answer>();
  private readonly questions: Question[] = [];

  static async start(tribe: Tribe): Promise<MessagingDouble> {
    const double = new MessagingDouble();
    await tribe.answerCalls(ConversationAccessService.method.listConversationIds, (request) =>
      double.ask(request),
    );

    return double;
  }

  /** Waits for the newest question about a user. */
  async next(userId: string): Promise<Question> {
    const find = () => this.questions.findLast(({ request }) => request.userId === userId);
    await eventually(() => find() !== undefined);
    return find() as Question;
  }

  questionsAbout(userId: string): number {
    return this.questions.filter(({ request }) => request.userId === userId).length;
  }

  private ask(request: ListConversationIdsRequest): Answer | Promise<Answer> {
    const known = this.answers.get(request.userId);
    return known ?? new Promise((answer) => this.questions.push({ request, answer }));
  }
}
