{{/* Name of all objects. The names of a StatefulSet's pods are up to 11 characters longer, and a label value has at most 63 characters. */}}
{{- define "responder.fullname" -}}
{{- $name := .Release.Name }}
{{- if not (contains .Chart.Name $name) }}{{ $name = printf "%s-%s" $name .Chart.Name }}{{ end }}
{{- $name | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "responder.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "responder.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "responder.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "responder.metadata" -}}
name: {{ include "responder.fullname" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "responder.labels" . | nindent 2 }}
{{- end }}

{{/* The configured registry with a trailing slash. RKE2's own charts use the same prefix for their images. */}}
{{- define "system_default_registry" -}}
{{- $registry := (.Values.global).systemDefaultRegistry | default ((.Values.global).cattle).systemDefaultRegistry }}
{{- if $registry }}{{ trimSuffix "/" $registry }}/{{ end }}
{{- end }}

{{- define "responder.image" -}}
{{ template "system_default_registry" . }}{{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- end }}

{{/* User and group of the container, the same as in the client's chart. */}}
{{- define "responder.identity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* Rejects combinations of values that cannot work, with the reason. */}}
{{- define "responder.check" -}}
{{- if and .Values.feed.url .Values.feed.configMapName (ne .Values.feed.url "https://security-responder.rke2.io/v1/feed") }}
{{- fail "feed: name a url or a configMapName, not both" }}
{{- end }}
{{- if not (or .Values.feed.url .Values.feed.configMapName) }}{{ fail "feed: name a url or a configMapName" }}{{ end }}
{{- if or .Values.autoscaling.enabled (gt (int .Values.replicaCount) 1) }}
{{- if not .Values.postgres.existingSecret }}{{ fail "more than one replica needs postgres.existingSecret: otherwise each replica counts only its own clusters" }}{{ end }}
{{- if not .Values.idSecret.existingSecret }}{{ fail "more than one replica needs idSecret.existingSecret: otherwise each replica hashes cluster ids differently" }}{{ end }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- fail "autoscaling: minReplicas is more than maxReplicas" }}
{{- end }}
{{- if and (not .Values.persistence.enabled) (not .Values.idSecret.existingSecret) }}
{{- fail "an emptyDir needs idSecret.existingSecret: otherwise every new pod counts all clusters as new" }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled (not .Values.operator.existingSecret) }}
{{- fail "serviceMonitor needs operator.existingSecret: metrics are on the operator port" }}
{{- end }}
{{- if and .Values.service.externalTrafficPolicy (eq .Values.service.type "ClusterIP") }}
{{- fail "service.externalTrafficPolicy is for NodePort and LoadBalancer" }}
{{- end }}
{{- end }}
