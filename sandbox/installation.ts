import { AccessTokens } from "./access-tokens";
import type { AppConfiguration } from "./app-configuration";
import { globalId } from "./admin-api/global-id";
import { LeakyBucket, STANDARD_PLAN_BUCKET } from "./admin-api/leaky-bucket";
import type { CallingApp, ResolverContext } from "./admin-api/resolvers/resolver";
import { adminSchema, API_VERSION } from "./admin-api/schema";
import type { GrantedScopes } from "./admin-api/scopes";
import { BulkOperations } from "./bulk-operations";
import { FaultPlan } from "./faults";
import { mintIdToken } from "./session-tokens";
import { ShopChange } from "./changes/shop-change";
import { changeLevel, type Quantities } from "./changes/stock";
import type { DeliveryLanes } from "./delivery-lanes";
import { ShopData } from "./shop-data";
import type { SandboxInventoryLevel, SandboxStore } from "./store/types";
import { Traffic } from "./traffic/traffic";
import type { ComplianceTopic } from "./webhook-payloads/app";
import { appScopesUpdate, bulkOperationsFinish, compliancePayload } from "./webhook-payloads/app";
import { shopPayload } from "./webhook-payloads/shop";
import { Webhooks, type Notice } from "./webhooks";

/** The staff member who has the sandbox's admin open. */
const MERCHANT_USER_ID = "1000000001";

export interface InstallationOptions {
  store: SandboxStore;
  apiKey: string;
  apiSecret: string;
  app: AppConfiguration;
  /** What the merchant has granted; by default all that the app asks for, optional scopes included. */
  scopes?: readonly string[] | undefined;
  appUrl: () => string | null;
  /** Where the sandbox itself is reached. */
  sandboxUrl: () => string;
  now: () => Date;
  /** Before the first retry of a webhook. */
  webhookRetryDelayMs: number;
  /** What webhooks are delivered on. */
  lanes: DeliveryLanes;
}

/** One app in one shop: everything that Shopify keeps about the two together. */
export class Installation {
  readonly data: ShopData;
  readonly tokens: AccessTokens;
  readonly bucket: LeakyBucket;
  readonly faults = new FaultPlan();
  readonly bulkOperations: BulkOperations;
  readonly webhooks: Webhooks;
  readonly traffic: Traffic;
  private isInstalled = false;
  /** An app that was removed hears no more of the shop; one that was not installed yet counts as about to be. */
  private isRemoved = false;
  private pointsSpent = 0;
  private requests = 0;
  private throttledRequests = 0;
  private readonly requestsByOperation = new Map<string, number>();
  private readonly pointsByOperation = new Map<string, number>();

  constructor(readonly options: InstallationOptions) {
    const { store, app, now } = options;
    this.data = new ShopData(store);
    this.tokens = new AccessTokens(options.scopes ?? [...app.scopes, ...app.optionalScopes], () => now().getTime());
    this.bucket = new LeakyBucket(STANDARD_PLAN_BUCKET, () => now().getTime());
    this.webhooks = new Webhooks({
      shopDomain: store.shop.domain,
      apiSecret: options.apiSecret,
      apiVersion: app.webhookApiVersion ?? API_VERSION,
      subscriptions: app.subscriptions,
      appUrl: options.appUrl,
      now,
      retryDelayMs: options.webhookRetryDelayMs,
      lanes: options.lanes,
      drawFate: () => this.faults.drawDeliveryFate(),
    });
    this.bulkOperations = new BulkOperations({
      schema: adminSchema(),
      resultUrl: (name) => `${options.sandboxUrl()}/sandbox/bulk-operations/${name}`,
      now,
      onFinish: (operation) => {
        const about = globalId("BulkOperation", operation.id);
        this.tellInstalled([
          { topic: "bulk_operations/finish", about, payload: () => bulkOperationsFinish(operation) },
        ]);
      },
      breaksOff: () => this.faults.strikes("failedBulkOperations"),
    });
    this.traffic = new Traffic({
      data: this.data,
      change: (command) => this.change(command),
      webhooksPending: () => this.webhooks.pending,
    });
  }

  get shopDomain(): string {
    return this.data.shop.domain;
  }

  /** What resolvers may use for one request of a caller with these scopes. */
  contextFor(granted: GrantedScopes): ResolverContext {
    return {
      data: this.data,
      change: (command) => this.change(command),
      app: this.callingApp(),
      granted,
      now: this.options.now(),
      bulkOperations: this.bulkOperations,
      searchWarnings: [],
      concreteTypes: new Map(),
    };
  }

  /** @param points charged; null for a request that was throttled or refused */
  countRequest(operationName: string, { points, isThrottled }: { points: number | null; isThrottled: boolean }): void {
    this.requests += 1;
    this.throttledRequests += isThrottled ? 1 : 0;
    this.pointsSpent += points ?? 0;
    this.requestsByOperation.set(operationName, (this.requestsByOperation.get(operationName) ?? 0) + 1);
    this.pointsByOperation.set(operationName, (this.pointsByOperation.get(operationName) ?? 0) + (points ?? 0));
  }

  /** The merchant opened the app: Shopify installs it where it is not. */
  install(): void {
    this.isInstalled = true;
    this.isRemoved = false;
  }

  /** Removes the app: its tokens end at once, then it is told. */
  uninstall(): void {
    this.isInstalled = false;
    this.isRemoved = true;
    this.tokens.revokeAll();
    this.tell("app/uninstalled", () => shopPayload(this.data.store));
  }

  grantScopes(scopes: readonly string[]): void {
    const previous = this.tokens.grantedScopes;
    this.tokens.grant(scopes);
    const now = this.options.now();
    this.tell("app/scopes_update", () => appScopesUpdate(this.data.shop, previous, scopes, now));
  }

  sendCompliance(topic: ComplianceTopic): void {
    this.tell(topic, () => compliancePayload(topic, this.data.shop));
  }

  /** Does one change to the shop: a command of `changes/`, with the webhooks that it gives rise to. */
  change<Result>(command: (change: ShopChange) => Result): Result {
    const change = new ShopChange(this.data, this.options.now());
    const result = command(change);
    this.tellInstalled(change.notices);
    return result;
  }

  /** @throws NoSuchThing when there is no such level. Numeric ids. */
  changeLevel(itemId: string, locationId: string, quantities: Quantities): SandboxInventoryLevel {
    return this.change((change) => changeLevel(change, { itemId, locationId, ...quantities }));
  }

  mintIdToken({ userId = MERCHANT_USER_ID, ...options }: { userId?: string; lifetimeSeconds?: number }): string {
    const { apiKey, apiSecret, now } = this.options;
    return mintIdToken({ shopDomain: this.shopDomain, apiKey, apiSecret, userId, now: now(), ...options });
  }

  state(): object {
    const { store } = this.data;
    return {
      shop: store.shop,
      apiVersion: API_VERSION,
      isInstalled: this.isInstalled,
      scopes: [...this.tokens.grantedScopes],
      counts: {
        products: store.products.length,
        variants: this.data.variants.length,
        locations: store.locations.length,
        orders: store.orders.length,
        orderLines: store.orders.reduce((sum, order) => sum + order.lines.length, 0),
      },
      pointsSpent: this.pointsSpent,
      pointsByOperation: Object.fromEntries(this.pointsByOperation),
      requests: this.requests,
      throttledRequests: this.throttledRequests,
      requestsByOperation: Object.fromEntries(this.requestsByOperation),
      bucket: this.bucket.status(),
      faults: this.faults.current,
      bulkOperations: this.bulkOperations.all,
      webhooks: this.webhooks.recent,
    };
  }

  async close(): Promise<void> {
    this.traffic.stop();
    await this.webhooks.close();
    await this.bulkOperations.close();
  }

  /** Of what concerns the app itself it is told in any case. */
  private tell(topic: string, payload: () => object): void {
    this.webhooks.send([{ topic, about: globalId("Shop", this.data.shop.id), payload }]);
  }

  private tellInstalled(notices: readonly Notice[]): void {
    if (!this.isRemoved) this.webhooks.send(notices);
  }

  private callingApp(): CallingApp {
    const { apiKey, app, appUrl } = this.options;
    return {
      apiKey,
      title: app.name,
      handle: app.handle,
      launchUrl: appUrl() ?? `https://${this.shopDomain}/admin/apps/${app.handle}`,
      requestedScopes: app.scopes,
      optionalScopes: app.optionalScopes,
    };
  }
}
