import express, { Router } from "express";
import type { Mailbox } from "./mailbox";
import { renderOutbox } from "./outbox-page";

const MOST_KEPT = 100;

/** A message that was posted to the sandbox, as a team's chat would take it. */
export interface PostedMessage {
  headers: Record<string, string>;
  body: unknown;
}

/** What the app sent out of itself: emails, and messages to `/sandbox/hook`, to be looked at on one page. */
export function outboxRouter(mailbox: Mailbox): Router {
  const posted: PostedMessage[] = [];
  const router = Router();
  router.post("/hook", express.json(), (request, response) => {
    const own = Object.entries(request.headers).filter(([name]) => name.startsWith("inventory-"));
    posted.push({ headers: Object.fromEntries(own) as Record<string, string>, body: request.body as unknown });
    if (posted.length > MOST_KEPT) posted.shift();
    response.type("text").send("ok");
  });
  router.get("/outbox.json", (_request, response) => {
    response.json({ mails: mailbox.received, messages: posted });
  });
  router.get("/outbox", (_request, response) => {
    response.type("html").send(renderOutbox([...mailbox.received].reverse(), [...posted].reverse()));
  });
  return router;
}
