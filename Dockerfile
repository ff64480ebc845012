# syntax=docker/dockerfile:1
# From source to an image with two files in it: the program and the public certificate authorities.
# An amd64 builder compiles for both architectures (nothing is emulated), an arm64 builder for its own.

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What changes seldom comes first, so that a rebuild starts at the sources.
COPY build/setup.sh build/host.sh build/
RUN build/setup.sh cross

COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY build/ build/
COPY src/ src/

ARG TARGETARCH
ARG VERSION=dev
RUN build/publish.sh client "$TARGETARCH" \
 && mkdir -p /image/etc/ssl/certs \
 && build/ca-bundle.sh /image/etc/ssl/certs/ca-certificates.crt \
 && install -m 755 "$(build/host.sh binary client "$TARGETARCH")" /image/security-responder

FROM scratch
COPY --from=build /image/ /

# .NET reads the system's authorities on every start, 55 ms of CPU: it is shown none, and the program reads the bundle itself.
ENV HOME=/ \
    PATH=/ \
    SSL_CERT_FILE=/nonexistent \
    SSL_CERT_DIR=/nonexistent \
    SECURITY_RESPONDER_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt

ARG VERSION=dev
LABEL org.opencontainers.image.title="RKE2 Security Responder" \
      org.opencontainers.image.description="Tells the operators of an RKE2 cluster which CVEs affect it" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION"

USER 65532:65532
ENTRYPOINT ["/security-responder"]
