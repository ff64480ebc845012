{{/* Where the program finds the feed; empty outside feed mode. */}}
{{- define "rke2-security-responder.feed" -}}
{{- $check := .Values.check }}
{{- if and $check.feedConfigMap.name $check.feedVolume }}{{ fail "name check.feedConfigMap or check.feedVolume, not both" }}{{ end }}
{{- if and $check.feedConfigMap.name $check.feed }}{{ fail "check.feedConfigMap says where the feed is: leave check.feed empty" }}{{ end }}
{{- if and $check.feedVolume (not (hasPrefix "/feed/" $check.feed)) }}{{ fail "check.feedVolume is mounted at /feed: name the file in check.feed, e.g. /feed/feed.json" }}{{ end }}
{{- if and (hasPrefix "/" $check.feed) (not $check.feedVolume) }}{{ fail "check.feed is a file: say where it comes from in check.feedVolume" }}{{ end }}
{{- with $check.feedConfigMap.name }}/feed/{{ $check.feedConfigMap.key }}{{ else }}{{ $check.feed }}{{ end }}
{{- if and $check.feedPublicKey (not $check.feed) (not $check.feedConfigMap.name) }}{{ fail "check.feedPublicKey needs check.feed or check.feedConfigMap" }}{{ end }}
{{- end }}

{{/* The volume that it lies in, as YAML; empty when there is none. */}}
{{- define "rke2-security-responder.feedVolume" -}}
{{- with .Values.check.feedConfigMap.name -}}
configMap:
  name: {{ . }}
{{- else -}}
{{- with .Values.check.feedVolume }}{{ toYaml . }}{{ end }}
{{- end }}
{{- end }}
