import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const HELP = `Serves a shop's plans to an assistant on this machine: MCP over standard input and output.

The assistant's program starts it, with an API token in MCP_TOKEN, as \`npm run token\` or the app's settings make one:

  { "command": "npm", "args": ["run", "-s", "mcp"], "cwd": "…", "env": { "MCP_TOKEN": "iit_…" } }

It works on the database that the app uses: the server that DATABASE_URL names, else the embedded one in DATA_DIR
(.data). Start the app first: while this runs the embedded database by itself, the app waits for a minute and gives up.
Its log goes to standard error. Over the network, /mcp of the app serves the same.`;

// Standard output is the protocol's. Whatever logs is imported afterwards.
process.env.LOG_STREAM = "stderr";

if (process.argv.includes("--help")) console.log(HELP);
else await serveWithDatabase();

async function serveWithDatabase(): Promise<void> {
  const { withDatabase } = await import("./with-database");
  await withDatabase(serve);
}

/** Until the assistant's program closes standard input. */
async function serve(): Promise<void> {
  const { identifyByToken } = await import("../app/mcp/caller");
  const { ToolError } = await import("../app/mcp/tool-error");
  const identify = () => identifyByToken(process.env.MCP_TOKEN ?? "");
  try {
    await identify();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.error(`${error.message}\n\nTry: npm run mcp -- --help`);
    process.exitCode = 1;
    return;
  }
  const { createMcpServer } = await import("../app/mcp/create-mcp-server");
  const { logger } = await import("../app/ops/logger");
  await createMcpServer(identify).connect(new StdioServerTransport());
  logger.info("Serving an assistant over standard input and output");
  await new Promise((resolve) => process.stdin.once("end", resolve).once("close", resolve));
}
