import { setImmediate as nextTick } from 'node:timers/promises';
import { GroupCommit } from './group-commit';

/** A write whose statements finish when the test says so. */
class Statements {
  readonly started: string[][] = [];
  private readonly ends: PromiseWithResolvers<void>[] = [];

  readonly write = async (rows: readonly string[]): Promise<string[]> => {
    this.started.push([...rows]);
    const end = Promise.withResolvers<void>();
    this.ends.push(end);
    await end.promise;
    return rows.map((row) => `${row} written`);
  };

  /** Ends the running statement; the next starts in the same tick. */
  async end(): Promise<void> {
    this.ends.at(-1)?.resolve();
    await nextTick();
  }

  fail(error: Error): void {
    this.ends.at(-1)?.reject(error);
  }
}

describe('GroupCommit', () => {
  let statements: Statements;
  let commits: GroupCommit<string, string>;

  beforeEach(() => {
    statements = new Statements();
    commits = new GroupCommit(statements.write);
  });

  test('writes a row that arrives alone at once, and the rows that arrive meanwhile together', async () => {
    const first = commits.add('a');
    const others = Promise.all([commits.add('b'), commits.add('c')]);
    expect(statements.started).toEqual([['a']]);

    await statements.end();
    expect(await first).toBe('a written');
    expect(statements.started).toEqual([['a'], ['b', 'c']]);

    await statements.end();
    expect(await others).toEqual(['b written', 'c written']);
  });

  test('writes each row alone when the statement of several rows is refused, and fails only the refused row', async () => {
    const writes: string[][] = [];
    const strict = new GroupCommit<string, string>(async (rows) => {
      writes.push([...rows]);
      if (rows.includes('bad')) throw new Error('violates a constraint');
      return [...rows];
    });

    const results = await Promise.allSettled(['a', 'bad', 'b'].map((row) => strict.add(row)));

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(writes).toEqual([['a'], ['bad', 'b'], ['bad'], ['b']]);
  });

  test('does not write the rows again after an outage, because they may have been written', async () => {
    const first = commits.add('a');
    const others = Promise.allSettled([commits.add('b'), commits.add('c')]);
    await statements.end();
    await first;
    statements.fail(Object.assign(new Error('Connection lost'), { code: 'ECONNRESET' }));

    expect((await others).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(statements.started).toHaveLength(2);
  });

  test('refuses further rows with 503 while 1000 rows are waiting', async () => {
    const accepted = Array.from({ length: 1_001 }, (_, index) => commits.add(`row ${index}`));
    await expect(commits.add('one too many')).rejects.toMatchObject({ code: 'OVERLOADED' });

    for (let statement = 0; statement < 11; statement += 1) await statements.end();
    await Promise.all(accepted);
    expect(Math.max(...statements.started.map((rows) => rows.length))).toBe(100);
  });
});
