# The app on Node 24. The data folder is the only place it writes to; DATABASE_URL makes even that unnecessary.
FROM node:24-slim AS build
WORKDIR /srv/app
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma prisma
COPY scripts scripts
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
WORKDIR /srv/app
COPY --from=build /srv/app ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
ENTRYPOINT ["docker/entrypoint.sh"]
