-- What wrk sends to a responder: a report of about 700 bytes, in recommended mode. ENCODING is its Accept-Encoding, if any.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local encoding = os.getenv("ENCODING")
if encoding then wrk.headers["Accept-Encoding"] = encoding end
wrk.body = [[{"appVersion":"v1.34.5+rke2r1","extraTagInfo":{"kubernetesVersion":"v1.34.5","clusteruuid":"53741f60-f208-48fc-ae81-8a969510a598"},"extraFieldInfo":{"mode":"recommended","serverNodeCount":3,"agentNodeCount":12,"serverCPU":24000,"agentCPU":192000,"serverMemory":101468602368,"agentMemory":811748818944,"operating-system":"linux","os":"SUSE Linux Enterprise Server 15 SP6","kernel":"6.4.0-150600.23.47-default","arch":"amd64","node-info-consistent":true,"selinux":"disabled","cni-plugin":"canal","cni-version":"v3.30.3","ingress-controller":"rke2-ingress-nginx","ingress-version":"v1.12.6","gpuNodeCount":0,"rancher-managed":true,"rancher-version":"v2.12.2","ip-stack":"ipv4-only","dev":false}}]]
