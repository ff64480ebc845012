-- What wrk sends to a responder: a report of another cluster each time, of a few versions and systems.
local versions = { "v1.35.7", "v1.35.6", "v1.34.10", "v1.34.9", "v1.34.5", "v1.34.1" }
local plugins = { "canal", "canal", "cilium", "calico" }
local sent, thread = 0, 0

function setup(one)
  thread = thread + 1
  one:set("number", thread)
end

request = function()
  sent = sent + 1
  local body = string.format(
    [[{"appVersion":"%s+rke2r1","extraTagInfo":{"clusteruuid":"%d-%d"},"extraFieldInfo":{"os":"system %d","arch":"amd64","cni-plugin":"%s","serverNodeCount":3,"agentNodeCount":%d}}]],
    versions[sent % #versions + 1], number, sent, sent % 40, plugins[sent % #plugins + 1], sent % 30)
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, body)
end
