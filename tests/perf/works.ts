import type { Work } from "./work";
import { assistant } from "./works/assistant";
import { browser } from "./works/browser";
import { bundles } from "./works/bundles";
import { busy } from "./works/busy";
import { csv } from "./works/csv";
import { lists } from "./works/lists";
import { ingest } from "./works/ingest";
import { live } from "./works/live";
import { liveLoader } from "./works/live-loader";
import { mapping } from "./works/mapping";
import { navigation } from "./works/navigation";
import { pages } from "./works/pages";
import { plans } from "./works/plans";
import { replan } from "./works/replan";
import { start } from "./works/start";
import { webhooks } from "./works/webhooks";

/** In the order in which they are measured: what changes a shop comes last. */
export const WORKS: readonly Work[] = [
  bundles,
  plans,
  ingest,
  mapping,
  start,
  pages,
  navigation,
  lists,
  assistant,
  liveLoader,
  browser,
  csv,
  busy,
  replan,
  webhooks,
  live,
];
