import { afterEach, beforeEach, expect, vi } from "vitest";

// A test that expects an error message spies on console.error itself; any other one is a fault that nobody looked at.
let errors: unknown[][] = [];

beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((...message: unknown[]) => {
    errors.push(message);
  });
});

afterEach(() => {
  expect(errors, "unexpected console.error").toEqual([]);
});
