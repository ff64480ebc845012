# `make help` lists the targets. Targets of more than one line are scripts in build/.

# The version that --version prints, for example VERSION=v0.1.0. By default, it comes from git.
VERSION ?= $(shell build/host.sh version)
# Target architecture of build and docker-build: amd64 or arm64.
ARCH ?= $(shell build/host.sh architecture)
# Name of the image that docker-build creates.
IMAGE ?= rancher/rke2-security-responder
# Set to 1 to use the installed tools and install nothing.
SKIP_SETUP ?=

# Set to 1 to push the image that docker-build creates.
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
run: ## run the responder and the client with sample data, on 127.0.0.1 only
	@build/run-demo.sh

# Test projects for test and fresh, for example TESTS='Client Charts'. By default, all.
TESTS ?=

.PHONY: test
test: tools image ## run all tests, or only those of TESTS
	@build/test.sh $(TESTS)

# Debian release for fresh: bookworm or trixie.
SUITE ?= bookworm

.PHONY: fresh
fresh: ## run and test in a minimal Debian chroot of release SUITE (needs root)
	@TESTS='$(TESTS)' build/fresh.sh $(SUITE)

.PHONY: build
build: $(if $(filter arm64,$(ARCH)),tools-cross,tools-build) ## build bin/security-responder (static, stripped), bin/security-responder-server and bin/security-responder-feed
	@build/publish.sh client $(ARCH)
	@build/publish.sh server
	@build/publish.sh feed

# Architectures of the responder's image. The tests skip the others.
SERVER_ARCHITECTURES ?= amd64 arm64
export SERVER_ARCHITECTURES
# Namespaces of tests to leave out.
export NOT_TESTED

.PHONY: image
image: tools-image build ## build all programs, and artifacts/image.tar and server-image.tar, OCI archives for both architectures, without Docker
	@build/publish.sh client arm64
	@$(if $(filter arm64,$(SERVER_ARCHITECTURES)),build/publish.sh server arm64)
	@build/image.sh client
	@build/image.sh server $(SERVER_ARCHITECTURES)

# The feed of the feed image, and the key to sign with: COSIGN_KEY=cosign.key, and COSIGN_PASSWORD in the environment.
.PHONY: release
release: tools ## make artifacts/release: VERSION=v1.2.3 FEED=feed.json COSIGN_KEY=cosign.key
	@FEED='$(FEED)' build/release.sh

.PHONY: release-dry-run
release-dry-run: tools ## make artifacts/release with a key that is thrown away, and check it
	@build/release.sh --dry-run

.PHONY: release-publish
release-publish: ## push the images and charts of artifacts/release: REGISTRY=registry.example CHARTS=registry.example/charts COSIGN_KEY=cosign.key
	@build/release-publish.sh artifacts/release '$(REGISTRY)' $(CHARTS)

.PHONY: docker-build
docker-build: ## build the image for ARCH with Docker, or with buildah if Docker is not available
	@build/docker-build.sh $(ARCH)

.PHONY: docker-build-multi
docker-build-multi: ## build the image for amd64 and arm64 under one name
	@build/docker-build.sh amd64 arm64

.PHONY: helm-lint
helm-lint: ## run helm lint --strict on both charts
	$(HELM) lint --strict $(CHART) $(CHART)-server

.PHONY: helm-template
helm-template: ## print the manifests of the chart with default values
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
bench-pages: ## measure how page requests slow down reports (make build first)
	@build/bench-pages.sh

.PHONY: bench-feed
bench-feed: ## measure bin/security-responder-feed with generated sources (make build first)
	@build/bench-feed.sh

# Store, number of clusters, and days on which they reported in bench-store.
STORE ?= postgres
STORE_CLUSTERS ?= 1000000
STORE_DAYS ?= 3

.PHONY: bench-store
bench-store: ## measure STORE (postgres or sqlite) with STORE_CLUSTERS (1,000,000) clusters and STORE_DAYS (3) days (needs root, make build first)
	@build/bench-store.sh $(STORE) $(STORE_CLUSTERS) $(STORE_DAYS)

# Number of clusters that report within one minute in bench-hour.
HOUR_CLUSTERS ?= 1000000

.PHONY: bench-hour
bench-hour: ## let HOUR_CLUSTERS (1,000,000) clusters report within one minute, directly and through nginx (make build first)
	@HOUR_CLUSTERS=$(HOUR_CLUSTERS) build/bench-hour.sh

# Seconds of each of the two floods of bench-flood.
FLOOD_SECONDS ?= 600

.PHONY: bench-flood
bench-flood: ## flood bin/security-responder-server with invented clusters for FLOOD_SECONDS (600), of one network and of 200 (make build first)
	@FLOOD_SECONDS=$(FLOOD_SECONDS) build/bench-flood.sh

# Requests and documents of each kind that fuzz makes.
FUZZ_REQUESTS ?= 200000
FUZZ_DOCUMENTS ?= 20000

.PHONY: fuzz
fuzz: ## give FUZZ_REQUESTS random requests and FUZZ_DOCUMENTS random documents of each kind to the programs in bin/ (make build first)
	@FUZZ_REQUESTS=$(FUZZ_REQUESTS) FUZZ_DOCUMENTS=$(FUZZ_DOCUMENTS) build/fuzz.sh $(SEED)

# Number of operators that mutants changes, and the seed of their choice.
MUTANTS ?= 200
SEED ?= 1

.PHONY: mutants
mutants: ## change MUTANTS random operators of the shared library, one at a time: its tests must notice 95 of 100
	@build/mutants.sh $(MUTANTS) $(SEED)

.PHONY: docs
docs: ## generate docs/what-leaves.md, docs/openapi.json, the option tables, the charts' READMEs and the folder diagrams
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Tests -- --filter-class '*WhatLeaves*'
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Architecture.Tests -- --filter-class '*FolderTests'
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Server.Tests -- --filter-class '*OpenApi*' --filter-class '*OptionTable*' --filter-class '*StatementCatalogue*'
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Client.Tests -- --filter-class '*OptionTable*' --filter-class '*ManPage*'
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Charts.Tests -- --filter-class '*DocumentationTests'

# The sources of the feed, one folder or file each (docs/feed-tool.md). A missing one is left out.
FEED_SOURCES ?= feed-sources
# The feed that feed writes.
FEED_OUT ?= feed.json
# The folder of the report that feed and feed-site write; empty for none.
FEED_SITE ?=

.PHONY: feed
feed: ## make FEED_OUT from FEED_SOURCES with bin/security-responder-feed, check it, and compare it with the old one (make build first)
	@build/feed.sh '$(FEED_SOURCES)' '$(FEED_OUT)' '$(FEED_SITE)'

.PHONY: feed-sources
feed-sources: ## fetch the public sources of a feed into FEED_SOURCES (make build first)
	@build/feed-sources.sh '$(FEED_SOURCES)'

.PHONY: feed-site
feed-site: ## write the report about FEED_OUT, a web site and Markdown, into FEED_SITE, by default site (make build first)
	@bin/security-responder-feed report '$(FEED_OUT)' --out '$(or $(FEED_SITE),site)'

.PHONY: feed-mirror
feed-mirror: ## fetch a feed and its signature: FROM=https://…/v1/feed TO=feed.json
	@build/feed-mirror.sh '$(FROM)' '$(TO)'

.PHONY: feed-sign
feed-sign: ## sign a feed, into FEED.sig and FEED.sigstore.json: FEED=feed.json KEY=cosign.key (needs no cosign)
	@build/feed-sign.sh '$(FEED)' '$(KEY)'

.PHONY: screenshots
screenshots: tools ## take new screenshots of the pages (docs/screenshots)
	UPDATE_DOCS=1 dotnet run --project tests/SecurityResponder.Pages.Tests -- --filter-class '*Screenshot*'

.PHONY: reproducible
reproducible: tools-build ## build the client twice in different folders and compare the binaries
	@build/reproducible.sh

.PHONY: reproducible-all
reproducible-all: tools-image ## the same, and for the responder, for arm64, and for the images
	@build/reproducible.sh all

.PHONY: tools tools-build tools-cross tools-image
tools: ## install the tools for build and test (apt-get)
	@$(if $(SKIP_SETUP),true,build/setup.sh test)
tools-build:
	@$(if $(SKIP_SETUP),true,build/setup.sh build)
tools-cross:
	@$(if $(SKIP_SETUP),true,build/setup.sh cross)
tools-image:
	@$(if $(SKIP_SETUP),true,build/setup.sh image)

.PHONY: clean
clean: ## remove all build output
	rm -rf bin artifacts src/*/bin src/*/obj tests/*/bin tests/*/obj bench/*/bin bench/*/obj
