# syntax=docker/dockerfile:1
# The app on Node 24. The data folder is the only place it writes to; DATABASE_URL makes even that unnecessary.
#   docker build -t inventory-intelligence .
#   docker build -t inventory-intelligence-demo --target demo .    the demo, with a Shopify of its own

FROM node:24-slim AS build
WORKDIR /srv/app
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma prisma
COPY scripts scripts
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM build AS demo
RUN mkdir /data && chown -R node:node /data /srv/app
USER node
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 4000
CMD ["npm", "run", "demo"]

FROM build AS pruned
RUN docker/keep-what-runs.sh

FROM node:24-slim
LABEL org.opencontainers.image.title="Inventory Intelligence" \
      org.opencontainers.image.description="Tells a Shopify merchant when to reorder each SKU, how much, and from whom" \
      org.opencontainers.image.licenses="MIT"
# tini passes signals on, and buries the processes that replay sales in the background.
RUN apt-get update \
 && apt-get install -y --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
WORKDIR /srv/app
COPY --from=pruned /srv/app ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Whether it lives. Whether it can serve, and how well, /healthz tells monitors: a database that is away must not restart it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "docker/is-alive.mjs"]
ENTRYPOINT ["tini", "--", "docker/entrypoint.sh"]
