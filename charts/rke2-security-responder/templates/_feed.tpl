{{/* Path or URL of the feed; empty outside feed mode. */}}
{{- define "rke2-security-responder.feed" -}}
{{- $check := .Values.check }}
{{- if and $check.feedConfigMap.name $check.feedVolume }}{{ fail "set check.feedConfigMap or check.feedVolume, not both" }}{{ end }}
{{- if and $check.feedConfigMap.name $check.feed }}{{ fail "check.feed must be empty if check.feedConfigMap is set" }}{{ end }}
{{- if and $check.feedVolume (not (hasPrefix "/feed/" $check.feed)) }}{{ fail "check.feedVolume is mounted at /feed: set check.feed to the file, e.g. /feed/feed.json" }}{{ end }}
{{- if and (hasPrefix "/feed/" $check.feed) (not $check.feedVolume) }}{{ fail "check.feed is a file in /feed: set check.feedVolume to the volume with this file" }}{{ end }}
{{- with $check.feedConfigMap.name }}/feed/{{ $check.feedConfigMap.key }}{{ else }}{{ $check.feed }}{{ end }}
{{- if and $check.feedPublicKey (not $check.feed) (not $check.feedConfigMap.name) }}{{ fail "check.feedPublicKey needs check.feed or check.feedConfigMap" }}{{ end }}
{{- end }}

{{/* Not empty if a report is sent: without a feed, and with one if check.report is set. */}}
{{- define "rke2-security-responder.reports" -}}
{{- if not .Values.check.disabled }}{{ if or .Values.check.report (not (include "rke2-security-responder.feed" .)) }}true{{ end }}{{ end }}
{{- end }}

{{/* The volume with the feed, as YAML; empty if there is none. */}}
{{- define "rke2-security-responder.feedVolume" -}}
{{- with .Values.check.feedConfigMap.name -}}
configMap:
  name: {{ . | quote }}
{{- else -}}
{{- with .Values.check.feedVolume }}{{ toYaml . }}{{ end }}
{{- end }}
{{- end }}
