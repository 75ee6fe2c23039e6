# syntax=docker/dockerfile:1
# The platform image (`images: { dsgen: … }` of a platform): what the pods of all DAGs run.
#
#   docker build --tag REGISTRY/dsgen:VERSION \
#     --build-arg SWIFT_DIGEST=sha256:… --build-arg DEBIAN_DIGEST=sha256:… \
#     --build-arg TERRAFORM_SHA256=… --build-arg PROVIDER_SHA256=… .
#
# Digests are arguments, so that a build says what it is made of and a tag that moves cannot change it.
# `docker buildx imagetools inspect debian:bookworm-slim` prints an image's; both SHA-256 stand beside the
# downloads. OpenTofu's archive serves as well: TERRAFORM_URL.
ARG SWIFT_DIGEST
ARG DEBIAN_DIGEST

FROM swift:6.3-bookworm@${SWIFT_DIGEST} AS build
WORKDIR /src
COPY . .
RUN .ci/build release && install -D .build/release/dsgen /parts/dsgen

FROM debian:bookworm-slim@${DEBIAN_DIGEST} AS fetch
ARG TARGETARCH
ARG TERRAFORM_URL=https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_linux_${TARGETARCH}.zip
ARG TERRAFORM_SHA256
ARG PROVIDER_URL=https://github.com/Mongey/terraform-provider-kafka-connect/releases/download/v0.5.0/terraform-provider-kafka-connect_0.5.0_linux_${TARGETARCH}.zip
ARG PROVIDER_SHA256
RUN apt-get update -q && apt-get install -q -y --no-install-recommends ca-certificates curl
COPY image/fetch.sh /fetch.sh
RUN mkdir /parts \
  && /fetch.sh "$TERRAFORM_URL" "$TERRAFORM_SHA256" /parts/terraform.zip \
  && /fetch.sh "$PROVIDER_URL" "$PROVIDER_SHA256" /parts/provider.zip
COPY --from=build /parts/dsgen /parts/dsgen

FROM debian:bookworm-slim@${DEBIAN_DIGEST}
RUN --mount=type=bind,source=image/install.sh,target=/install.sh /install.sh system
RUN --mount=type=bind,source=image/install.sh,target=/install.sh \
  --mount=type=bind,from=fetch,source=/parts,target=/parts /install.sh programs /parts
# psql itself, not Debian's wrapper in Perl.
ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin:/bin
ENV TF_CLI_CONFIG_FILE=/etc/terraformrc
ENV LANG=C.UTF-8
WORKDIR /tmp
USER 10001:10001
