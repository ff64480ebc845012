# `make help` lists the targets. What takes more than a line is a script in build/.

# What --version prints; a word of your own (VERSION=v0.1.0) or git's.
VERSION ?= $(shell build/host.sh version)
# amd64 or arm64: what build and docker-build are for.
ARCH ?= $(shell build/host.sh architecture)
# Where docker-build puts the image's name.
IMAGE ?= rancher/rke2-security-responder
# Set to 1 to use what is installed and install nothing.
SKIP_SETUP ?=

# Set to 1 to push what docker-build makes.
PUSH ?=

export VERSION IMAGE PUSH

CHART := charts/rke2-security-responder
HELM := $(if $(wildcard .tools/helm),.tools/helm,helm)

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  VERSION=$(VERSION) ARCH=$(ARCH) IMAGE=$(IMAGE)"

.PHONY: run
run: ## see it work: responder, client, sample cluster and sample feed, on 127.0.0.1 only
	@build/run-demo.sh

# Names of test projects for test and fresh, such as TESTS='Client Charts'; all by default.
TESTS ?=

.PHONY: test
test: tools image ## run every test, or those of TESTS; ends with "N passed, N failed"
	@build/test.sh $(TESTS)

# bookworm or trixie: the Debian release for fresh.
SUITE ?= bookworm

.PHONY: fresh
fresh: ## run and test in a minimal Debian root of release SUITE, as root
	@TESTS='$(TESTS)' build/fresh.sh $(SUITE)

.PHONY: build
build: $(if $(filter arm64,$(ARCH)),tools-cross,tools-build) ## bin/security-responder (static, stripped) and bin/security-responder-server
	@build/publish.sh client $(ARCH)
	@build/publish.sh server

.PHONY: build-arm64
build-arm64: tools-cross ## bin/security-responder-arm64 by cross compilation
	@build/publish.sh client arm64

.PHONY: image
image: tools-image build build-arm64 ## artifacts/image.tar, an OCI archive for both architectures, without Docker
	@build/image.sh

.PHONY: docker-build
docker-build: ## the image for ARCH, from the Dockerfile where Docker answers, else by buildah
	@build/docker-build.sh $(ARCH)

.PHONY: docker-build-multi
docker-build-multi: ## the image for amd64 and arm64 under one name
	@build/docker-build.sh amd64 arm64

.PHONY: helm-lint
helm-lint: ## helm lint --strict, both charts
	$(HELM) lint --strict $(CHART) $(CHART)-server

.PHONY: helm-template
helm-template: ## what the chart installs with its default values
	@$(HELM) template rke2-security-responder $(CHART) --namespace kube-system

.PHONY: lint
lint: ## check formatting, charts, scripts, Markdown and spelling
	@build/lint.sh

.PHONY: fmt
fmt: ## format the code
	dotnet format SecurityResponder.slnx

.PHONY: bench
bench: tools image ## measure memory, CPU and size of the native client (docs/benchmarks.md)
	@build/bench.sh

.PHONY: bench-server
bench-server: ## measure bin/security-responder-server with wrk (make build first)
	@build/bench-server.sh

.PHONY: bench-pages
bench-pages: ## measure what readers of the pages cost reports (make build first)
	@build/bench-pages.sh

# How many clusters report within the one minute of bench-hour.
HOUR_CLUSTERS ?= 1000000

.PHONY: bench-hour
bench-hour: ## let HOUR_CLUSTERS (a million) report within one minute, directly and through nginx (make build first; takes minutes)
	@HOUR_CLUSTERS=$(HOUR_CLUSTERS) build/bench-hour.sh

.PHONY: docs
docs: ## write docs/what-leaves.md, docs/openapi.json and the folder diagrams in CONTRIBUTING.md from the code
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Tests -- --filter-class '*WhatLeaves*'
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Architecture.Tests -- --filter-class '*FolderTests'
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Server.Tests -- --filter-class '*OpenApi*' --filter-class '*OptionTable*'
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Client.Tests -- --filter-class '*OptionTable*'

.PHONY: feed-mirror
feed-mirror: ## FROM=https://…/v1/feed TO=feed.json: fetch a feed and its signature, whole or not at all
	@build/feed-mirror.sh '$(FROM)' '$(TO)'

.PHONY: feed-sign
feed-sign: ## FEED=feed.json KEY=cosign.key: sign a feed with cosign, into FEED.sig
	@cosign=$$(command -v cosign || echo .tools/cosign); \
	  "$$cosign" sign-blob --yes --tlog-upload=false --key '$(KEY)' --output-signature '$(FEED).sig' '$(FEED)'

.PHONY: screenshots
screenshots: tools ## take the pictures of the pages anew (docs/screenshots)
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Pages.Tests -- --filter-class '*Screenshot*'

.PHONY: reproducible
reproducible: tools-build ## build the client twice, in two folders, and compare the bytes
	@build/reproducible.sh

.PHONY: tools tools-build tools-cross tools-image
tools: ## install what build and test need (apt-get)
	@$(if $(SKIP_SETUP),true,build/setup.sh test)
tools-build:
	@$(if $(SKIP_SETUP),true,build/setup.sh build)
tools-cross:
	@$(if $(SKIP_SETUP),true,build/setup.sh cross)
tools-image:
	@$(if $(SKIP_SETUP),true,build/setup.sh image)

.PHONY: clean
clean: ## remove what was built
	rm -rf bin artifacts src/*/bin src/*/obj tests/*/bin tests/*/obj bench/*/bin bench/*/obj
