import { requestInAdmin, type RunningDemo } from "../../e2e/shop-session";

/** The sandbox's live for a minute. */
const TOKEN_LIFETIME_MS = 20_000;

/** Asks the app for pages as the admin's frame does, without the sandbox's proxy in between. */
export class AdminRequests {
  private idToken = "";
  private mintedAt = -Infinity;

  constructor(
    private readonly demo: RunningDemo,
    private readonly appAddress: string,
  ) {}

  /** A page as the frame asks for it. */
  async page(path: string): Promise<Request> {
    const request = await requestInAdmin(this.demo, path, this.appAddress);
    this.idToken = new URL(request.url).searchParams.get("id_token") ?? "";
    this.mintedAt = performance.now();
    return request;
  }

  /**
   * A page's data as a page that is open asks for them.
   *
   * @param path with the search of the page
   * @param route asks for this route's data alone, as a navigation does on which the frame stays; else for all routes'
   */
  async data(path: string, route?: string): Promise<Request> {
    const page = await this.recentPage();
    const [pathname = "", search = ""] = path.split("?");
    const url = new URL(`${pathname}.data`, this.appAddress);
    url.search = search;
    if (route !== undefined) url.searchParams.set("_routes", route);
    const headers = new Headers(page.headers);
    headers.set("Authorization", `Bearer ${this.idToken}`);
    headers.set("Sec-Fetch-Dest", "empty"); // By which the app knows a page that is open.
    return new Request(url, { headers });
  }

  private async recentPage(): Promise<Request> {
    if (this.lastPage === undefined || performance.now() - this.mintedAt > TOKEN_LIFETIME_MS) {
      this.lastPage = await this.page("/app");
    }
    return this.lastPage;
  }

  private lastPage: Request | undefined;
}
