import { readShop } from "~/data/shops";
import { calendarDay } from "~/planning/calendar";
import { respondWithCsv } from "./csv-response";
import { writeReorderCsv } from "./reorder-csv";
import type { ReorderQuery } from "./reorder-query";

/**
 * Answers `request` with the CSV of `query`, to be saved under the view's name and the shop's day.
 *
 * @param headers say how the client may keep it, which by default it may not
 */
export async function respondWithReorderCsv(
  shop: string,
  query: ReorderQuery,
  request: Request,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  // A shop whose first pull has not told its time zone yet has no rows either.
  const timeZone = (await readShop(shop))?.timeZone ?? "UTC";
  const fileName = `reorder-${query.view}-${calendarDay(new Date(), timeZone)}.csv`;
  return respondWithCsv(request, { fileName, chunks: writeReorderCsv(shop, query, request.signal), headers });
}
