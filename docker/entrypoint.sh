#!/bin/sh
# exec, so that the app itself receives the signal to stop. It waits for nothing here: it opens the database, applies the
# migrations under a lock and only then its port, and ends with a message where it can't.
set -eu

# A secret may come as a file instead, as orchestrators mount them: SHOPIFY_API_SECRET_FILE=/run/secrets/shopify_api_secret
for name in SHOPIFY_API_SECRET DATABASE_URL ENCRYPTION_KEY METRICS_TOKEN SMTP_URL; do
  eval "file=\${${name}_FILE:-}"
  if [ -n "$file" ]; then
    [ -r "$file" ] || { echo "${name}_FILE names a file that cannot be read: $file" >&2; exit 1; }
    export "$name=$(cat "$file")"
  fi
done

exec node --import tsx server.ts
