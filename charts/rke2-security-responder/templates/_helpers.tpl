{{/* The chart's name, or its replacement. */}}
{{- define "rke2-security-responder.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Name of the CronJob and the RBAC objects. A CronJob's name has at most 52 characters: its Jobs need the other 11. */}}
{{- define "rke2-security-responder.fullname" -}}
{{- $name := .Values.fullnameOverride | default .Release.Name }}
{{- $chart := include "rke2-security-responder.name" . }}
{{- if not (or .Values.fullnameOverride (contains $chart $name)) }}{{ $name = printf "%s-%s" $name $chart }}{{ end }}
{{- $name | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "rke2-security-responder.serviceAccountName" -}}
{{- .Values.serviceAccountName | default (include "rke2-security-responder.fullname" .) }}
{{- end }}

{{- define "rke2-security-responder.selectorLabels" -}}
app.kubernetes.io/name: {{ include "rke2-security-responder.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "rke2-security-responder.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "rke2-security-responder.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* The configured registry with a trailing slash. RKE2's own charts use the same prefix for their images. */}}
{{- define "system_default_registry" -}}
{{- $registry := (.Values.global).systemDefaultRegistry | default ((.Values.global).cattle).systemDefaultRegistry }}
{{- if $registry }}{{ trimSuffix "/" $registry }}/{{ end }}
{{- end }}

{{- define "rke2-security-responder.image" -}}
{{ template "system_default_registry" . }}{{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- end }}

{{/*
The default schedule, moved to a minute of the eight hours that is derived from the UID in the context.
The first 48 bits of the SHA-256 are read as a number digit by digit, modulo 480, because Sprig has no hexadecimal parser. No step can
overflow. 2^48 is much larger than 480, so the minutes are evenly distributed.
*/}}
{{- define "rke2-security-responder.spread" -}}
{{- $digits := dict "0" 0 "1" 1 "2" 2 "3" 3 "4" 4 "5" 5 "6" 6 "7" 7 "8" 8 "9" 9 "a" 10 "b" 11 "c" 12 "d" 13 "e" 14 "f" 15 }}
{{- $offset := 0 }}
{{- range sha256sum . | trunc 12 | splitList "" }}{{ $offset = mod (add (mul $offset 16) (get $digits .)) 480 }}{{ end }}
{{- $hour := div $offset 60 }}
{{- printf "%d %d,%d,%d * * *" (mod $offset 60) $hour (add $hour 8) (add $hour 16) }}
{{- end }}

{{/* Not empty if the schedule is to be spread: exactly the default, or empty as in the chart that RKE2 bundled before. */}}
{{- define "rke2-security-responder.isSpread" -}}
{{- if has (.Values.schedule | default "") (list "" "0 */8 * * *") }}true{{ end }}
{{- end }}

{{/*
UID of kube-system, to spread the schedule with. Empty where no cluster can be asked, e.g. `helm template`, and for a schedule that is used as
written. If the installer may not read the namespace, the look-up fails the whole install; scheduleLookup: false avoids it.
*/}}
{{- define "rke2-security-responder.uid" -}}
{{- if and .Values.scheduleLookup (include "rke2-security-responder.isSpread" .) }}{{ dig "metadata" "uid" "" (lookup "v1" "Namespace" "" "kube-system") }}{{ end }}
{{- end }}

{{/* The schedule of the CronJob. */}}
{{- define "rke2-security-responder.schedule" -}}
{{- $uid := include "rke2-security-responder.uid" . }}
{{- if $uid }}{{ include "rke2-security-responder.spread" $uid }}{{ else }}{{ .Values.schedule | default "0 */8 * * *" }}{{ end }}
{{- end }}

{{/* Longest wait of a scheduled run in seconds, if the schedule could not be spread and the run makes a request; otherwise empty. */}}
{{- define "rke2-security-responder.maxDelay" -}}
{{- $requests := or (include "rke2-security-responder.reports" .) (hasPrefix "https://" (include "rke2-security-responder.feed" .)) }}
{{- if and $requests (include "rke2-security-responder.isSpread" .) (not (include "rke2-security-responder.uid" .)) }}300{{ end }}
{{- end }}

{{/* Kind of the object with the private CA: `configMap`, `secret`, or empty. */}}
{{- define "rke2-security-responder.caKind" -}}
{{- with .Values.privateCA }}
{{- if and .configMapName .secretName }}{{ fail "privateCA: name a configMapName or a secretName, not both" }}{{ end }}
{{- if .configMapName }}configMap{{ else if .secretName }}secret{{ end }}
{{- end }}
{{- end }}

{{- define "rke2-security-responder.caPath" -}}/etc/security-responder/ca{{- end }}

{{- define "rke2-security-responder.tolerations" -}}
{{- $tolerations := .Values.tolerations | default list }}
{{- if .Values.tolerateControlPlane }}
{{- range list (list "CriticalAddonsOnly" "") (list "node-role.kubernetes.io/control-plane" "NoSchedule") (list "node-role.kubernetes.io/etcd" "NoExecute") }}
{{- $toleration := dict "key" (first .) "operator" "Exists" }}
{{- with last . }}{{ $_ := set $toleration "effect" . }}{{ end }}
{{- $tolerations = append $tolerations $toleration }}
{{- end }}
{{- end }}
{{- with $tolerations }}{{ toYaml . }}{{ end }}
{{- end }}

{{/* Not empty if the notification with this name is on. A disabled check has no notifications, and without the status object there are no metrics. */}}
{{- define "rke2-security-responder.notifies" -}}
{{- $root := first . }}
{{- $notify := $root.Values.notify | default dict }}
{{- $needsStatus := has (last .) (list "kubeStateMetrics" "prometheusRules") }}
{{- if and $root.Values.enabled (not $root.Values.check.disabled) (get $notify (last .)) (or $notify.status (not $needsStatus)) }}true{{ end }}
{{- end }}

{{/* Names at the top level that this chart does not know, e.g. values of another chart. */}}
{{- define "rke2-security-responder.ignored" -}}
{{- $known := list "enabled" "schedule" "scheduleLookup" "mode" "check" "notify" "image" "imagePullSecrets" "resources" "nodeSelector" "tolerations" }}
{{- $known = concat $known (list "tolerateControlPlane" "affinity" "nameOverride" "fullnameOverride" "serviceAccountName" "priorityClassName") }}
{{- $known = concat $known (list "podLabels" "podAnnotations" "extraArgs" "extraEnv" "proxy" "privateCA" "global") }}
{{- $ignored := list }}
{{- range keys .Values | sortAlpha }}{{ if not (has . $known) }}{{ $ignored = append $ignored . }}{{ end }}{{ end }}
{{- join ", " $ignored }}
{{- end }}
