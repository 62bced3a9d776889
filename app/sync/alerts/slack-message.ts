import type { Digest } from "~/data/alert-digests";
import { cutDigest, writeDigest, type WrittenDigest } from "./write-digest";

/** Slack takes 50 blocks of 3,000 characters, and a channel's members fewer. */
const LIMITS = { vendors: 15, itemsPerVendor: 10 };
const MOST_CHARACTERS = 2_900;
const MOST_IN_HEADER = 150;
const MOST_IN_TITLE = 120;
/** Discord refuses more than 2,000. */
const MOST_IN_TEXT = 1_900;

type Block =
  | { type: "header"; text: { type: "plain_text"; text: string } }
  | { type: "section"; text: { type: "mrkdwn"; text: string } }
  | { type: "context"; elements: { type: "mrkdwn"; text: string }[] };

/** A message as Slack's incoming webhooks take it. */
export interface SlackMessage {
  /** For notifications, and for receivers that know no blocks, such as Mattermost. */
  text: string;
  blocks: Block[];
}

export function writeSlackMessage(shop: string, digest: Digest): SlackMessage {
  const written = writeDigest(shop, cutDigest(digest, LIMITS));
  const { heading, settings, footer } = written;
  const parts = writeParts(written);
  return {
    text: writeText(written, parts),
    blocks: [
      { type: "header", text: { type: "plain_text", text: cut(heading, MOST_IN_HEADER) } },
      ...parts.map(section),
      { type: "context", elements: [{ type: "mrkdwn", text: `${escape(footer)} ${link(settings)}` }] },
    ],
  };
}

/** What there is in all, each vendor, and how many there are beyond. */
function writeParts({ testNote, standing, vendors, rest, list }: WrittenDigest): string[] {
  return [
    `${testNote === null ? "" : `_${escape(testNote)}_\n`}${escape(standing)} ${link(list)}`,
    ...vendors.map(writeVendor),
    ...(rest === null ? [] : [escape(rest)]),
  ];
}

function writeVendor({ name, link: order, items, rest }: WrittenDigest["vendors"][number]): string {
  const lines = items.map(
    ({ title, status, detail }) => `• *${escape(status)}* ${escape(cut(title, MOST_IN_TITLE))} (${escape(detail)})`,
  );
  const end = rest === null ? "" : `\n${escape(rest)}`;
  return `${cut([`*${escape(name)}* ${link(order)}`, ...lines].join("\n"), MOST_CHARACTERS - end.length)}${end}`;
}

/** As much as receivers take, which ends with where the rest is. */
function writeText({ subject, list }: WrittenDigest, parts: readonly string[]): string {
  const end = `\n${link(list)}`;
  return `${cut([escape(subject), ...parts].join("\n"), MOST_IN_TEXT - end.length)}${end}`;
}

function section(text: string): Block {
  return { type: "section", text: { type: "mrkdwn", text: cut(text, MOST_CHARACTERS) } };
}

/** At the end of a line where there are several, so that no link is cut in two. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const shortened = text.slice(0, most - 2);
  const lastLine = shortened.lastIndexOf("\n");
  return lastLine > 0 ? `${shortened.slice(0, lastLine)}\n…` : `${shortened}…`;
}

/** Slack reads these three alone. */
function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function link({ text, url }: { text: string; url: string }): string {
  return `<${escape(url)}|${escape(text)}>`;
}
