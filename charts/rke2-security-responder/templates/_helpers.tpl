{{/* Name of the CronJob and the RBAC objects. A CronJob's name has at most 52 characters: its Jobs need the other 11. */}}
{{- define "rke2-security-responder.fullname" -}}
{{- $name := .Release.Name }}
{{- if not (contains .Chart.Name $name) }}{{ $name = printf "%s-%s" $name .Chart.Name }}{{ end }}
{{- $name | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "rke2-security-responder.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
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

{{/* The configured schedule. The default is spread if the UID of kube-system can be looked up, which `helm template` cannot do. */}}
{{- define "rke2-security-responder.schedule" -}}
{{- $uid := "" }}
{{- if eq .Values.schedule "0 */8 * * *" }}{{ $uid = dig "metadata" "uid" "" (lookup "v1" "Namespace" "" "kube-system") }}{{ end }}
{{- if $uid }}{{ include "rke2-security-responder.spread" $uid }}{{ else }}{{ .Values.schedule }}{{ end }}
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

{{/* Not empty if the notification with this name is on. A disabled check has no notifications. */}}
{{- define "rke2-security-responder.notifies" -}}
{{- $root := first . }}
{{- if and $root.Values.enabled (not $root.Values.check.disabled) (get ($root.Values.notify | default dict) (last .)) }}true{{ end }}
{{- end }}
