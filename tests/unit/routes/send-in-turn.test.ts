import { expect, it, vi } from "vitest";
import { sendInTurn } from "~/routes/reorder-list/send-in-turn";

it("what is handed on while a former is on its way is sent after its answer, also where that fails", async () => {
  let answerFormer = (_answer: string) => {};
  const former = new Promise<string>((resolve) => {
    answerFormer = resolve;
  });
  const second = vi.fn(() => Promise.reject(new Error("no answer")));
  const third = vi.fn(() => Promise.resolve("third"));
  const answers = [sendInTurn(() => former), sendInTurn(second), sendInTurn(third)];
  const settled = Promise.allSettled(answers);
  await Promise.resolve();
  expect(second).not.toHaveBeenCalled();
  answerFormer("first");
  expect((await settled).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(second.mock.invocationCallOrder[0]).toBeLessThan(third.mock.invocationCallOrder[0] ?? 0);
});
