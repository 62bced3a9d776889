import { describe, expect, it } from "vitest";
import { readableLogLine } from "../../../../sandbox/demo/log-lines";

describe("a line of the app's log in the demo", () => {
  it("reads as severity and message, with an error's stack under it", () => {
    const line = JSON.stringify({
      level: 50,
      time: 1,
      msg: "The first pull failed",
      err: { type: "Error", message: "boom", stack: "Error: boom\n    at pull" },
    });
    expect(readableLogLine(line)).toBe("error: The first pull failed\nError: boom\n    at pull");
    expect(readableLogLine('{"level":40,"msg":"Slow"}')).toBe("warning: Slow");
    expect(readableLogLine('{"level":30,"msg":"Pulled"}')).toBe("Pulled");
  });

  it("stays as it is when it is no log entry", () => {
    for (const line of ["listens on port 3000", '{"level":"high"}', "{broken", "[]"]) {
      expect(readableLogLine(line)).toBe(line);
    }
  });
});
