import type { Work } from "./work";
import { busy } from "./works/busy";
import { csv } from "./works/csv";
import { lists } from "./works/lists";
import { navigation } from "./works/navigation";
import { pages } from "./works/pages";
import { start } from "./works/start";

/** In the order in which they are measured: what changes a shop comes last. */
export const WORKS: readonly Work[] = [start, pages, navigation, lists, csv, busy];
