/** RFC 6750 gives the search parameter its name. */
export const TOKEN_PARAM = "access_token";

/** The text of the bearer token in a request's `Authorization` header, whatever it is worth. */
export function readBearer(authorization: string | null | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
}
