import { expect, it } from "vitest";
import { needsTls } from "~/sync/alerts/send-email";

it.each([
  ["smtp://user:password@mail.example.com:587", true],
  ["smtp://mail.example.com:25", false],
  ["smtp://user:password@localhost:1025", false],
])("a password goes by TLS, but for this machine: %s", (smtpUrl, needs) => {
  expect(needsTls(smtpUrl)).toBe(needs);
});
