import type { Request, Response } from "express";
import { z } from "zod";
import type { AccessTokens, IssuedToken } from "./access-tokens";
import { verifyIdToken } from "./session-tokens";

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE_TOKEN = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE_TOKEN = "urn:shopify:params:oauth:token-type:online-access-token";

const tokenRequestSchema = z.discriminatedUnion("grant_type", [
  z.object({
    grant_type: z.literal(TOKEN_EXCHANGE),
    client_id: z.string(),
    client_secret: z.string(),
    subject_token: z.string(),
    subject_token_type: z.literal(ID_TOKEN),
    requested_token_type: z.enum([OFFLINE_TOKEN, ONLINE_TOKEN]).default(ONLINE_TOKEN),
    expiring: z.coerce.string().default("0"),
  }),
  z.object({
    grant_type: z.literal("refresh_token"),
    client_id: z.string(),
    client_secret: z.string(),
    refresh_token: z.string(),
  }),
]);

type TokenRequest = z.infer<typeof tokenRequestSchema>;

export interface OauthOptions {
  shopDomain: string;
  apiKey: string;
  apiSecret: string;
  tokens: AccessTokens;
  now: () => Date;
  /** Called whenever the app gets a token by token exchange: the merchant has it open, so it is installed. */
  onExchange: () => void;
}

/** An OAuth error in the form that Shopify answers with. */
class OauthError extends Error {
  constructor(
    readonly code: string,
    description: string,
  ) {
    super(description);
  }
}

/**
 * `POST /admin/oauth/access_token`: an app trades the id token of an open admin page for an access token, or a refresh
 * token for a new pair. Source: https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens
 */
export function accessTokenHandler(options: OauthOptions) {
  return (request: Request, response: Response): void => {
    try {
      const parsed = tokenRequestSchema.safeParse(request.body);
      if (!parsed.success) throw new OauthError("invalid_request", "Missing or invalid parameter.");
      response.json(answer(parsed.data, options));
    } catch (error) {
      if (!(error instanceof OauthError)) throw error;
      response.status(400).json({ error: error.code, error_description: error.message });
    }
  };
}

function answer(request: TokenRequest, options: OauthOptions): object {
  if (request.client_id !== options.apiKey || request.client_secret !== options.apiSecret) {
    throw new OauthError("invalid_client", "Client authentication failed.");
  }
  return request.grant_type === "refresh_token" ? refresh(request.refresh_token, options) : exchange(request, options);
}

function refresh(refreshToken: string, { tokens }: OauthOptions): object {
  const issued = tokens.refresh(refreshToken);
  if (!issued) throw new OauthError("invalid_grant", "The refresh token is invalid or has expired.");
  return tokenResponse(issued, tokens);
}

function exchange(request: Extract<TokenRequest, { subject_token: string }>, options: OauthOptions): object {
  const { shopDomain, apiKey, apiSecret, tokens } = options;
  const claims = verifyIdToken(request.subject_token, { shopDomain, apiKey, apiSecret, now: options.now() });
  if (!claims) throw new OauthError("invalid_subject_token", "The subject token is invalid or has expired.");
  options.onExchange();
  if (request.requested_token_type === OFFLINE_TOKEN) {
    return tokenResponse(tokens.issueOffline(request.expiring === "1" || request.expiring === "true"), tokens);
  }
  const online = tokenResponse(tokens.issueOnline(), tokens);
  const scope = scopeText(tokens);
  return { ...online, associated_user_scope: scope, associated_user: staffMember(claims.sub) };
}

function tokenResponse(issued: IssuedToken, tokens: AccessTokens): object {
  return {
    access_token: issued.accessToken,
    scope: scopeText(tokens),
    ...(issued.expiresInSeconds === null ? {} : { expires_in: issued.expiresInSeconds }),
    ...(issued.refreshToken === null
      ? {}
      : { refresh_token: issued.refreshToken, refresh_token_expires_in: issued.refreshTokenExpiresInSeconds }),
  };
}

function scopeText({ grantedScopes }: AccessTokens): string {
  return [...grantedScopes].join(",");
}

function staffMember(userId: string): object {
  return {
    id: Number(userId),
    first_name: "Sandbox",
    last_name: "Merchant",
    email: "merchant@example.com",
    email_verified: true,
    account_owner: true,
    locale: "en",
    collaborator: false,
  };
}
