#!/usr/bin/env bash
# The whole way of one report, on this machine alone: a responder on 127.0.0.1 with the sample feed and an SQLite file in a
# temporary folder, a client that reads the sample cluster, and the report that was kept. Needs only the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/.."
feed=samples/feed.json
cluster=samples/cluster-dump.txt
patience=30 # seconds until the responder must answer

folder=$(mktemp -d)
server_pid=
tidy_up() {
  if [ -n "$server_pid" ]; then
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap tidy_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

heading() { printf '\n== %s\n' "$1"; }

build() { # PROJECT, without the analyzers: they are for whoever changes the code
  dotnet build "src/$1" --configuration Release --nologo --verbosity quiet -p:BuildVersion="$(build/host.sh version)" \
    -p:RunAnalyzers=false >"$folder/build.log" 2>&1 || { cat "$folder/build.log"; exit 1; }
}

program() { # PROJECT NAME: where the build put it (a folder of the machine's runtime may be in between)
  find "src/$1/bin/Release" -name "$2.dll" -path '*net10.0*' -not -path '*/publish/*' -not -path '*/ref/*' \
    -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-
}

free_port() { # one that nobody listens on; the system's range for outgoing connections starts above
  local port
  for port in $(shuf -i 20000-29999 -n 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo "No free port on 127.0.0.1 between 20000 and 29999." >&2
  exit 1
}

answers() { # PORT
  kill -0 "$server_pid" 2>/dev/null || { cat "$folder/server.log"; echo "The responder ended before it answered." >&2; exit 1; }
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

heading "Building"
build SecurityResponder.Server
build SecurityResponder.Client
server=$(program SecurityResponder.Server security-responder-server)
client=$(program SecurityResponder.Client security-responder)

port=$(free_port)
url=http://127.0.0.1:$port
heading "Starting a responder at $url with $feed"
dotnet "$server" --urls "$url" --feed "$feed" --data "$folder" >"$folder/server.log" 2>&1 &
server_pid=$!
for ((tenths = 0; ; tenths++)); do
  answers "$port" && break
  if [ "$tenths" -ge $((patience * 10)) ]; then
    cat "$folder/server.log"
    echo "The responder did not answer within $patience s." >&2
    exit 1
  fi
  sleep 0.1
done

# --debug prints the payload and sends nothing; the second run sends it and prints the advice.
heading "Report of the cluster in $cluster (printed, not sent)"
SECURITY_RESPONDER_ENDPOINT=$url/v1/check dotnet "$client" --cluster-dump "$cluster" --debug

heading "Sending the report and reading the advice"
SECURITY_RESPONDER_ENDPOINT=$url/v1/check dotnet "$client" --cluster-dump "$cluster"

heading "Reports stored by the responder"
dotnet "$server" reports --data "$folder" | tee "$folder/reports"
[ -s "$folder/reports" ] || { cat "$folder/server.log"; echo "The responder stored no report." >&2; exit 1; }
