import type { WrittenDigest } from "./write-digest";

/** Slack takes 50 blocks of 3,000 characters, and a channel's members fewer. */
const MOST_VENDORS = 15;
const MOST_ITEMS = 10;
const MOST_CHARACTERS = 2_900;
const MOST_IN_HEADER = 150;

type Block =
  | { type: "header"; text: { type: "plain_text"; text: string } }
  | { type: "section"; text: { type: "mrkdwn"; text: string } }
  | { type: "context"; elements: { type: "mrkdwn"; text: string }[] };

/** A message as Slack's incoming webhooks take it. */
export interface SlackMessage {
  /** For notifications, and for receivers that know no blocks. */
  text: string;
  blocks: Block[];
}

export function writeSlackMessage(digest: WrittenDigest): SlackMessage {
  const { subject, heading, testNote, standing, vendors, list, settings, footer } = digest;
  return {
    text: escape(subject),
    blocks: [
      { type: "header", text: { type: "plain_text", text: cut(heading, MOST_IN_HEADER) } },
      section(`${testNote === null ? "" : `_${escape(testNote)}_\n`}${escape(standing)} ${link(list)}`),
      ...vendors.slice(0, MOST_VENDORS).map(writeVendor),
      { type: "context", elements: [{ type: "mrkdwn", text: `${escape(footer)} ${link(settings)}` }] },
    ],
  };
}

function writeVendor({ name, link: order, items }: WrittenDigest["vendors"][number]): Block {
  const lines = items
    .slice(0, MOST_ITEMS)
    .map(({ title, status, detail }) => `• *${escape(status)}* ${escape(title)} (${escape(detail)})`);
  const heading = `*${escape(name)}* ${link(order)}`;
  return section([heading, ...lines, ...(items.length > MOST_ITEMS ? ["…"] : [])].join("\n"));
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
