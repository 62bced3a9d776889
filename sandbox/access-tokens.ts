import { randomBytes } from "node:crypto";
import type { GrantedScopes } from "./admin-api/scopes";

/** The token of whoever works on the sandbox itself: all scopes, never expires. */
const SANDBOX_ACCESS_TOKEN = "shpat_sandbox";

/** Shopify's lifetimes of expiring offline tokens, online tokens and refresh tokens. */
const OFFLINE_LIFETIME_SECONDS = 60 * 60;
const ONLINE_LIFETIME_SECONDS = 24 * 60 * 60;
const REFRESH_LIFETIME_SECONDS = 90 * 24 * 60 * 60;

export interface IssuedToken {
  accessToken: string;
  /** Null for an offline token that does not expire. */
  expiresInSeconds: number | null;
  refreshToken: string | null;
  refreshTokenExpiresInSeconds: number | null;
}

interface AccessToken {
  expiresAtMs: number | null;
}

interface RefreshToken {
  expiresAtMs: number;
  /** Set once its replacement exists: the old one works until the new access token is used for the first time. */
  replacedBy: string | null;
}

/** The access tokens that the shop has given to the app, and the scopes that the merchant has granted with them. */
export class AccessTokens {
  private readonly accessTokens = new Map<string, AccessToken>();
  private readonly refreshTokens = new Map<string, RefreshToken>();
  private scopes: ReadonlySet<string>;

  constructor(
    scopes: Iterable<string>,
    private readonly nowMs: () => number,
  ) {
    this.scopes = new Set(scopes);
  }

  get grantedScopes(): ReadonlySet<string> {
    return this.scopes;
  }

  /** The scopes belong to the installation: every token of the app has the new ones from now on. */
  grant(scopes: Iterable<string>): void {
    this.scopes = new Set(scopes);
  }

  /** What a caller with this token may do, or null when the token is unknown, revoked or expired. */
  scopesOf(accessToken: string): GrantedScopes | null {
    if (accessToken === SANDBOX_ACCESS_TOKEN) return "all";
    const token = this.accessTokens.get(accessToken);
    if (!token || (token.expiresAtMs !== null && token.expiresAtMs <= this.nowMs())) return null;
    this.retireReplacedBy(accessToken);
    return this.scopes;
  }

  issueOnline(): IssuedToken {
    return this.issue(ONLINE_LIFETIME_SECONDS, false);
  }

  /** An offline token; an expiring one comes with a refresh token. */
  issueOffline(expiring: boolean): IssuedToken {
    return this.issue(expiring ? OFFLINE_LIFETIME_SECONDS : null, expiring);
  }

  /** A new pair for a refresh token, or null when the token is unknown, spent or expired. */
  refresh(refreshToken: string): IssuedToken | null {
    const known = this.refreshTokens.get(refreshToken);
    if (!known || known.expiresAtMs <= this.nowMs()) return null;
    const issued = this.issue(OFFLINE_LIFETIME_SECONDS, true);
    known.replacedBy = issued.accessToken;
    return issued;
  }

  /** Lets every access token expire now; refresh tokens still work. */
  expireAll(): void {
    for (const token of this.accessTokens.values()) token.expiresAtMs = this.nowMs();
  }

  /** Takes every token back, as an uninstall does. */
  revokeAll(): void {
    this.accessTokens.clear();
    this.refreshTokens.clear();
  }

  private issue(lifetimeSeconds: number | null, refreshable: boolean): IssuedToken {
    const nowMs = this.nowMs();
    const accessToken = `shpat_${randomBytes(16).toString("hex")}`;
    this.accessTokens.set(accessToken, {
      expiresAtMs: lifetimeSeconds === null ? null : nowMs + lifetimeSeconds * 1000,
    });
    if (!refreshable) {
      return { accessToken, expiresInSeconds: lifetimeSeconds, refreshToken: null, refreshTokenExpiresInSeconds: null };
    }
    const refreshToken = `shprt_${randomBytes(16).toString("hex")}`;
    this.refreshTokens.set(refreshToken, {
      expiresAtMs: nowMs + REFRESH_LIFETIME_SECONDS * 1000,
      replacedBy: null,
    });
    return {
      accessToken,
      expiresInSeconds: lifetimeSeconds,
      refreshToken,
      refreshTokenExpiresInSeconds: REFRESH_LIFETIME_SECONDS,
    };
  }

  /** A refresh token whose answer got lost can be used again, until its replacement is seen in use. */
  private retireReplacedBy(accessToken: string): void {
    for (const [refreshToken, { replacedBy }] of this.refreshTokens) {
      if (replacedBy === accessToken) this.refreshTokens.delete(refreshToken);
    }
  }
}
