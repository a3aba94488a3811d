# syntax=docker/dockerfile:1
# The API and the worker, in one image:   docker build -t alongside .
# With the CUDA provider of ONNX Runtime: docker build -t alongside:gpu --target gpu .

ARG NODE_IMAGE=node:20-slim
ARG CUDA_IMAGE=nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# `--ignore-scripts`: the only script of ours is the build below, which needs the sources.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit
COPY tsconfig.json ./
COPY bin bin
COPY src src
COPY scripts/release scripts/release
# ONNX Runtime's package holds the libraries of every platform; the image keeps its own.
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit \
  && node dist/scripts/release/index.js libraries node_modules

# What both variants run: production packages, compiled code, statements, network graphs, and the guides that the API serves.
FROM scratch AS application
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/bin /app/bin
COPY --from=build /app/dist/src /app/dist/src
COPY --from=build /app/src/operations/local-servers/artefacts /app/src/operations/local-servers/artefacts
COPY --from=build /app/src/shop/sample/catalogue /app/src/shop/sample/catalogue
COPY cypher /app/cypher
COPY docs/guides /app/docs/guides
COPY onnx-models /app/onnx-models

# The CUDA provider's library is not in the package; its own install script fetches the release that fits it.
FROM build AS cuda-provider
RUN ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js

FROM ${CUDA_IMAGE} AS gpu
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=application /app /app
COPY --from=cuda-provider /app/node_modules/onnxruntime-node /app/node_modules/onnxruntime-node
RUN useradd --system --no-create-home --uid 10001 alongside \
  && install --directory --owner alongside /home/alongside/data
ENV NODE_ENV=production ALONGSIDE_HOME=/home/alongside/data
WORKDIR /app
USER 10001
ENTRYPOINT ["node", "bin/alongside.js"]
CMD ["worker"]

FROM ${NODE_IMAGE} AS cpu
COPY --from=application /app /app
RUN useradd --system --no-create-home --uid 10001 alongside \
  && install --directory --owner alongside /home/alongside/data
ENV NODE_ENV=production ALONGSIDE_HOME=/home/alongside/data
WORKDIR /app
USER 10001
EXPOSE 3000
ENTRYPOINT ["node", "bin/alongside.js"]
# What listens beyond its container asks for keys. The first one: docker run … keys create --scope read
CMD ["serve", "--host", "0.0.0.0", "--require-key", "read"]
