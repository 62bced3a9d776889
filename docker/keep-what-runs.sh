#!/bin/sh
# Leaves of an installed and built app what `npm start` needs, and nothing that only building and testing need.
set -eu

npm prune --omit=dev --no-audit --no-fund
# Optional peers of Prisma's client, which has been generated. npm keeps them.
rm -rf node_modules/typescript node_modules/prisma node_modules/@prisma/engines node_modules/effect
# The client brings an engine for each kind of database; ours is PostgreSQL.
find node_modules/@prisma/client/runtime -type f \
  \( -name '*mysql*' -o -name '*sqlite*' -o -name '*sqlserver*' -o -name '*cockroachdb*' \) -delete
find node_modules build -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete
rm -rf sandbox tests docs node_modules/.cache
