import { renderToStaticMarkup } from "react-dom/server";
import type { WrittenDigest } from "./write-digest";

/** A digest as an email's two bodies. Mail programs know few styles, and these only where they stand at each element. */
export function writeEmailBodies(digest: WrittenDigest): { text: string; html: string } {
  return { text: writeText(digest), html: `<!doctype html>${renderToStaticMarkup(<DigestEmail digest={digest} />)}` };
}

function writeText(digest: WrittenDigest): string {
  const { heading, testNote, standing, vendors, rest, list, settings, footer } = digest;
  const parts = [
    ...(testNote === null ? [] : [testNote]),
    heading,
    standing,
    ...vendors.map(({ name, link, items, rest: more }) =>
      [
        name,
        ...items.map(({ title, status, detail }) => `- ${status}: ${title} (${detail})`),
        ...(more === null ? [] : [`- ${more}`]),
        link.url,
      ].join("\n"),
    ),
    ...(rest === null ? [] : [rest]),
    `${list.text}: ${list.url}`,
    `${footer}\n${settings.text}: ${settings.url}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

const STYLES = {
  body: {
    margin: 0,
    padding: "24px",
    background: "#f1f1f1",
    fontFamily: "Arial, Helvetica, sans-serif",
    color: "#303030",
  },
  sheet: { maxWidth: "640px", margin: "0 auto", padding: "24px", background: "#ffffff", borderRadius: "8px" },
  heading: { margin: "0 0 8px", fontSize: "20px", lineHeight: "28px" },
  paragraph: { margin: "0 0 16px", fontSize: "14px", lineHeight: "20px" },
  vendor: { margin: "24px 0 8px", fontSize: "16px", lineHeight: "24px" },
  table: { width: "100%", borderCollapse: "collapse", fontSize: "14px", lineHeight: "20px" },
  cell: { padding: "8px 8px 8px 0", borderTop: "1px solid #e3e3e3", verticalAlign: "top", textAlign: "left" },
  detail: { color: "#616161", fontSize: "13px" },
  link: { color: "#005bd3" },
  footer: { margin: "24px 0 0", color: "#616161", fontSize: "12px", lineHeight: "16px" },
} as const;

function DigestEmail({ digest }: { digest: WrittenDigest }) {
  const { language, subject, heading, testNote, standing, vendors, rest, list, settings, footer } = digest;
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={STYLES.body}>
        <div style={STYLES.sheet}>
          {testNote !== null && <p style={STYLES.paragraph}>{testNote}</p>}
          <h1 style={STYLES.heading}>{heading}</h1>
          <p style={STYLES.paragraph}>
            {standing} <EmailLink {...list} />
          </p>
          {vendors.map((vendor) => (
            <VendorPart key={vendor.link.url} vendor={vendor} />
          ))}
          {rest !== null && <p style={STYLES.paragraph}>{rest}</p>}
          <p style={STYLES.footer}>
            {footer} <EmailLink {...settings} />
          </p>
        </div>
      </body>
    </html>
  );
}

function VendorPart({ vendor: { name, link, items, rest } }: { vendor: WrittenDigest["vendors"][number] }) {
  return (
    <>
      <h2 style={STYLES.vendor}>{name}</h2>
      <table style={STYLES.table}>
        <tbody>
          {items.map(({ title, url, status, detail }, index) => (
            <tr key={index}>
              <td style={STYLES.cell}>
                <EmailLink text={title} url={url} />
                <br />
                <span style={STYLES.detail}>{detail}</span>
              </td>
              <td style={{ ...STYLES.cell, whiteSpace: "nowrap" }}>{status}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p style={STYLES.paragraph}>
        {rest !== null && `${rest}. `}
        <EmailLink {...link} />
      </p>
    </>
  );
}

function EmailLink({ text, url }: { text: string; url: string }) {
  return (
    <a href={url} style={STYLES.link}>
      {text}
    </a>
  );
}
