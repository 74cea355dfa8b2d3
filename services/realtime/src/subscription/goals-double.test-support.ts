import {
  type CheckGoalAccessRequest,
  type CheckGoalAccessResponse,
  GoalAccessService,
} from '@tribe/contracts';
import { eventually, type Tribe } from '@tribe/testing';

export type Answer = Pick<CheckGoalAccessResponse, 'allowed' | 'participates'>;

/** A question whether a user may watch a goal. */
export interface Question {
  readonly request: CheckGoalAccessRequest;
  readonly answer: (answer: Answer) => void;
}

export const refused: Answer = { allowed: false, participates: false };
export const participant: Answer = { allowed: true, participates: true };
export const viewer: Answer = { allowed: true, participates: false };

/** Stands in for goals on NATS. The test answers each question when it wants to. */
export class GoalsDouble {
  /** When set, the answer to further questions. */
  answer: Answer | undefined;
  private readonly questions: Question[] = [];

  static async start(tribe: Tribe): Promise<GoalsDouble> {
    const double = new GoalsDouble();
    await tribe.answerCalls(GoalAccessService.method.checkGoalAccess, (request) =>
      double.ask(request),
    );

    return double;
  }

  /** Waits for the next question that was not answered. */
  async next(): Promise<Question> {
    await eventually(() => this.questions.length > 0);
    return this.questions.shift() as Question;
  }

  /** Waits for the next question, or returns undefined when the condition is met before. */
  async nextUnless(isDone: () => boolean): Promise<Question | undefined> {
    await eventually(() => this.questions.length > 0 || isDone());
    return this.questions.shift();
  }

  private ask(request: CheckGoalAccessRequest): Answer | Promise<Answer> {
    return this.answer ?? new Promise((answer) => this.questions.push({ request, answer }));
  }
}
