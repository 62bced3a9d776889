import { Mutex } from "es-toolkit/promise";

const turn = new Mutex();

/** Sends once what was sent before has its answer, or none for good: of two on their way at once the former could be stored last. */
export async function sendInTurn<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  await turn.acquire();
  try {
    return await send();
  } finally {
    turn.release();
  }
}
