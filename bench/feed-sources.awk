# Generates the sources that build/bench-feed.sh measures, in the shapes of the real ones. They are the same in every run.
#   awk -v kind=small|large|vex -v folder=DIR -f bench/feed-sources.awk
BEGIN {
  srand(20261130)
  split("go.etcd.io/etcd/v3 github.com/containerd/containerd/v2 github.com/opencontainers/runc k8s.io/kubernetes " \
    "github.com/coredns/coredns k8s.io/ingress-nginx github.com/traefik/traefik/v3 github.com/projectcalico/calico/v3 " \
    "github.com/cilium/cilium", component, " ")
  split("3.6.%d 2.2.%d 1.4.%d 1.%d.4 1.14.%d 1.14.%d 3.7.%d 3.32.%d 1.19.%d", bound, " ")
  components = 9
  if (kind == "small") { releases(200); entries("GO", 180, 1) }
  if (kind == "large") { releases(200); entries("GO", 5500, 23); entries("GHSA", 10000, 23) }
  if (kind == "vex") { releases(200); entries("GO", 180, 1); vex(122 * 1000 * 1000) }
}

function below(limit) { return int(rand() * limit) }

# Seven minors with a table each.
function releases(number,    i, minor, patch, file, version) {
  for (i = 0; i < number; i++) {
    minor = 30 + i % 7; patch = int(i / 7) + 1
    file = folder "/release-notes/v1." minor ".X.md"
    if (patch == 1) {
      print "| Version | Release date | Kubernetes | Etcd | Containerd | Runc | Metrics-server | CoreDNS | Ingress-Nginx | Helm-controller |" \
        " Traefik | Canal (Default) | Calico | Cilium | Multus |" > file
      print "| - | - | - | - | - | - | - | - | - | - | - | - | - | - | - |" > file
    }
    version = "v1." minor "." patch
    printf "| [%s+rke2r1](a) | Aug %02d 2026 | [%s](b) | [v3.6.%d-k3s1](c) | [v2.2.%d-k3s1](d) | [v1.4.%d](e) | [v0.9.%d](f) | [v1.14.%d](g) |" \
      " [v1.14.%d-hardened2](h) | [v0.17.%d](i) | [v3.7.%d](j) | [Flannel v0.28.%d](k)<br/>[Calico v3.32.%d](l) | [v3.32.%d](m) | [v1.19.%d](n) |" \
      " [v4.3.%d](o) |\n", version, 1 + i % 28, version, patch, patch, patch, patch, patch, patch, patch, patch, patch, patch, patch, patch, patch > file
  }
}

# One of `share` entries is about a component, the others about another module.
function entries(prefix, number, share,    i, c, id, name, file) {
  for (i = 1; i <= number; i++) {
    id = prefix == "GO" ? sprintf("GO-2026-%05d", i) : sprintf("GHSA-%04x-%04x-%04x", i, below(65536), below(65536))
    c = 1 + i % components
    name = i % share == 0 ? component[c] : sprintf("github.com/example/module%d", i)
    file = folder "/osv/" id ".json"
    printf "{\n  \"schema_version\": \"1.3.1\",\n  \"id\": \"%s\",\n  \"modified\": \"2026-08-%02dT00:00:00Z\",\n  \"published\": \"2026-07-01T00:00:00Z\",\n" \
      "  \"aliases\": [\n    \"CVE-2026-%05d\"\n  ],\n  \"summary\": \"Generated flaw %d in %s\",\n  \"details\": \"%s\",\n  \"affected\": [\n",
      id, 1 + i % 28, i, i, name, text(1000) > file
    printf "    {\n      \"package\": {\n        \"name\": \"%s\",\n        \"ecosystem\": \"Go\"\n      },\n      \"ranges\": [\n        {\n" \
      "          \"type\": \"SEMVER\",\n          \"events\": [\n            {\n              \"introduced\": \"0\"\n            },\n" \
      "            {\n              \"fixed\": \"" bound[c] "\"\n            }\n          ]\n        }\n      ],\n" \
      "      \"ecosystem_specific\": {\n        \"imports\": [\n          {\n            \"path\": \"%s/internal\",\n            \"symbols\": [\n" \
      "              \"Open\",\n              \"Close\"\n            ]\n          }\n        ]\n      }\n    }\n  ],\n", name, 1 + below(20), name > file
    if (prefix == "GHSA") {
      print "  \"severity\": [\n    {\n      \"type\": \"CVSS_V3\",\n      \"score\": \"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N\"\n    }\n  ]," > file
    }
    printf "  \"references\": [\n    {\n      \"type\": \"ADVISORY\",\n      \"url\": \"https://example.org/advisories/%s\"\n    }\n  ]\n}\n", id > file
    close(file)
  }
}

function text(length_,    words) {
  while (length(words) < length_) words = words "A generated description of a flaw, as long as a real one. "
  return words
}

# Mostly statements about parts of an image, as Rancher's report has them.
function vex(bytes,    file, written, line, i) {
  file = folder "/vex.json"
  printf "{\n  \"@context\": \"https://openvex.dev/ns/v0.2.0\",\n  \"@id\": \"https://openvex.dev/docs/public/vex-generated\",\n" \
    "  \"author\": \"generated\",\n  \"version\": 1,\n  \"statements\": [\n" > file
  for (i = 1; written < bytes; i++) {
    if (i % 1000 == 0) {
      line = sprintf("    {\n      \"vulnerability\": {\n        \"name\": \"CVE-2026-%05d\"\n      },\n      \"products\": [\n        {\n" \
        "          \"@id\": \"pkg:oci/hardened-coredns@v1.14.%d-build20260701?repository_url=index.docker.io/rancher/hardened-coredns\"\n" \
        "        }\n      ],\n      \"status\": \"not_affected\",\n      \"justification\": \"vulnerable_code_not_present\",\n" \
        "      \"timestamp\": \"2026-06-19T00:00:00Z\"\n    },\n", 1 + i / 1000 % 180, 1 + below(20))
    } else {
      line = sprintf("    {\n      \"vulnerability\": {\n        \"name\": \"CVE-2026-%05d\"\n      },\n      \"products\": [\n        {\n" \
        "          \"@id\": \"pkg:golang/github.com/example/module%d\",\n          \"subcomponents\": [\n            {\n" \
        "              \"@id\": \"pkg:golang/golang.org/x/net@v0.%d.0\"\n            }\n          ]\n        }\n      ],\n" \
        "      \"status\": \"not_affected\",\n      \"justification\": \"vulnerable_code_not_in_execute_path\",\n" \
        "      \"impact_statement\": \"The program never calls the function; it parses no input from the network here\",\n" \
        "      \"timestamp\": \"2026-06-19T00:00:00Z\"\n    },\n", below(90000), i % 400, below(40))
    }
    printf "%s", line > file
    written += length(line)
  }
  printf "    {\n      \"vulnerability\": {\n        \"name\": \"CVE-2026-00001\"\n      },\n      \"products\": []\n    }\n  ]\n}\n" > file
}
