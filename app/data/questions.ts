import { pool } from "~/db.server";
import { SqlValues } from "./sql-values";

/**
 * What the database is asked for a page. Several questions are one statement, since the message to the database and back costs
 * more than most answers do.
 */
export interface Question<Answer> {
  /** SQL of the rows that tell; $1 is the shop. */
  select: (values: SqlValues) => string;
  read: (rows: readonly unknown[]) => Answer;
}

/**
 * @param select SQL, whose columns' names become those of a row's fields. Rows come as JSON, of which days and times are
 *   texts; ids, and money that has to stay exact, are to be cast to text
 */
export function question<Row, Answer>(
  select: (values: SqlValues) => string,
  read: (rows: readonly Row[]) => Answer,
): Question<Answer> {
  return { select, read: (rows) => read(rows as readonly Row[]) };
}

/** Asks one question by itself. */
export async function ask<Answer>(shop: string, asked: Question<Answer>): Promise<Answer> {
  const [answer] = await askTogether(shop, [asked]);
  return answer;
}

/** Asks several questions, whose answers are all of the same moment. */
export async function askTogether<Answers extends unknown[]>(
  shop: string,
  questions: { [Index in keyof Answers]: Question<Answers[Index]> },
): Promise<Answers> {
  const values = new SqlValues();
  values.add(shop);
  const selected = questions.map(
    ({ select }, index) => `(SELECT json_agg(answer) FROM (${select(values)}) AS answer) AS "${index}"`,
  );
  const { rows } = await pool.query<Record<string, unknown[] | null>>(`SELECT ${selected.join(", ")}`, values.list);
  return questions.map(({ read }, index) => read(rows[0]?.[index] ?? [])) as Answers;
}
