import { escape } from "node:querystring";
import type { ReceivedMail } from "./mailbox";
import type { PostedMessage } from "./outbox-router";

/** A page of what was sent, the latest first. Emails stand in frames that run no script. */
export function renderOutbox(mails: readonly ReceivedMail[], messages: readonly PostedMessage[]): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Sent by the app</title>
  <style>
    body { font: 14px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
    iframe { width: 100%; height: 30rem; border: 1px solid #ccc; }
    pre { overflow-x: auto; padding: 1rem; background: #f4f4f4; }
  </style>
</head>
<body>
  <h1>Sent by the app</h1>
  <h2>Emails</h2>
  ${mails.map(renderMail).join("\n") || "<p>None yet.</p>"}
  <h2>Messages to /sandbox/hook</h2>
  ${messages.map(renderMessage).join("\n") || "<p>None yet.</p>"}
</body>
</html>
`;
}

function renderMail({ to, subject, html }: ReceivedMail): string {
  return `<h3>${toText(subject)}</h3><p>To ${toText(to.join(", "))}</p>
  <iframe sandbox title="${toText(subject)}" src="data:text/html;charset=utf-8,${escape(html)}"></iframe>`;
}

function renderMessage(message: PostedMessage): string {
  return `<pre>${toText(JSON.stringify(message, null, 2))}</pre>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function toText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
